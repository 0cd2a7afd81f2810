"""XES logs: keys, classifiers, nesting, prefixes, broken structure, and memory that does not grow."""

import datetime as dt
import gzip
import subprocess
import sys

import pytest

from inhouse.core.errors import InputError, UnreadableFile
from inhouse.process.events import EVENT_COLUMNS
from inhouse.readers.events import Said, read_events
from inhouse.stores.duckdb_store import DuckDBStore, literal

NAMESPACE = ' xmlns="http://www.xes-standard.org/"'
A_TIME = '<date key="time:timestamp" value="2024-01-05T09:30:00+01:00"/>'


def event(name="A", *more, time=A_TIME):
    named = f'<string key="concept:name" value="{name}"/>' if name else ""
    return f"<event>{named}{time}{''.join(more)}</event>"


def trace(*events, name="1", more=""):
    named = f'<string key="concept:name" value="{name}"/>' if name is not None else ""
    return f"<trace>{named}{more}{''.join(events)}</trace>"


def log(*parts, head=NAMESPACE):
    return f'<?xml version="1.0" encoding="UTF-8"?><log xes.version="2.0"{head}>{"".join(parts)}</log>'


@pytest.fixture
def load(tmp_path):
    store = DuckDBStore()

    def run(text, *, name="log.xes", **said):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        into = tmp_path / "loaded"
        into.mkdir(exist_ok=True)
        loaded = read_events(path, into, Said(**said), store=store, shown=name)
        rows = store.rows(f"SELECT * FROM read_parquet({literal(str(loaded.parquet))}) ORDER BY row")
        return loaded, [dict(zip(EVENT_COLUMNS, row, strict=True)) for row in rows]

    yield run
    store.close()


def decided(loaded, about):
    return " ".join(d.decided + " " + d.because for d in loaded.decisions if d.about == about)


def transition(value):
    return f'<string key="lifecycle:transition" value="{value}"/>'


def test_an_event_says_case_activity_time_who_group_and_transition(load):
    who = '<string key="org:resource" value="R1"/><string key="org:group" value="G1"/>'
    _, rows = load(log(trace(event("A", who, transition("complete")), name="NA")))
    (row,) = rows
    assert (row["case_id"], row["activity"], row["resource"], row["org_group"]) == ("NA", "A", "R1", "G1")
    assert row["timestamp"] == dt.datetime(2024, 1, 5, 8, 30)
    assert (row["lifecycle"], row["row"], row["position"], row["part"]) == ("complete", 1, 1, "")


@pytest.mark.parametrize("head", ["", NAMESPACE, ' xmlns:xes="http://www.xes-standard.org/"'])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_namespaces_and_gzip_make_no_difference(head, pack, load):
    loaded, _ = load(pack(log(trace(event()), head=head).encode()))
    assert loaded.rows_kept == 1


def test_prefixed_elements_and_chosen_prefixes_of_extensions_are_understood(load):
    text = (
        '<x:log xmlns:x="http://www.xes-standard.org/">'
        '<x:extension name="Concept" prefix="c" uri="http://www.xes-standard.org/concept.xesext"/>'
        '<x:classifier name="what" keys="c:name"/>'
        '<x:trace><x:string key="c:name" value="7"/><x:event><x:string key="c:name" value="A"/>'
        '<x:date key="time:timestamp" value="2024-01-05T09:30:00Z"/></x:event></x:trace></x:log>'
    )
    _, rows = load(text)
    assert (rows[0]["case_id"], rows[0]["activity"]) == ("7", "A")


def test_utf_16_is_read(load):
    text = log(trace(event("Café"))).replace("UTF-8", "UTF-16")
    _, rows = load(text.encode("utf-16"))
    assert rows[0]["activity"] == "Café"


def test_the_first_classifier_whose_keys_every_event_has_is_the_activity(load):
    classifiers = '<classifier name="rare" keys="concept:name cost"/><classifier name="task" keys="task"/>'
    task = '<string key="task" value="T"/>'
    loaded, rows = load(log(classifiers, trace(event("A", task, '<int key="cost" value="1"/>'), event("B", task))))
    assert [row["activity"] for row in rows] == ["T", "T"]
    assert "«task»" in decided(loaded, "activity")


def test_a_transition_in_the_classifier_counts_unless_it_says_only_start_and_complete(load):
    classifier = '<classifier name="both" keys="concept:name lifecycle:transition"/>'
    _, plain = load(log(classifier, trace(event("A", transition("start")), event("A", transition("complete")))))
    assert {row["activity"] for row in plain} == {"A"}
    _, statuses = load(log(classifier, trace(event("A", transition("Wait")), event("A", transition("Closed")))))
    assert [row["activity"] for row in statuses] == ["A+Wait", "A+Closed"]


def test_a_classifier_of_who_did_it_is_no_activity(load):
    who = '<string key="org:resource" value="Pat Smith"/>'
    people, what = '<classifier name="R" keys="org:resource"/>', '<classifier name="A" keys="concept:name"/>'
    for head in (people + what, what + people, people):
        loaded, rows = load(log(head, trace(event("A", who), event("", who))))
        assert [row["activity"] for row in rows] == ["A", None]
        assert loaded.rows_rejected == 1


def test_a_classifier_of_traces_is_no_activity(load):
    _, rows = load(log('<classifier name="t" scope="trace" keys="task"/>', trace(event("A"))))
    assert rows[0]["activity"] == "A"


def test_keys_of_a_classifier_may_hold_blanks(load):
    declared = '<global scope="event"><string key="line of work" value="x"/></global>'
    classifier = '<classifier name="k" keys="concept:name line of work"/>'
    _, rows = load(log(declared, classifier, trace(event("A", '<string key="line of work" value="W"/>'))))
    assert rows[0]["activity"] == "A+W"


def test_keys_joined_by_a_person_are_the_activity(load):
    text = log(trace(event("A", '<string key="org:group" value="G"/>')))
    _, rows = load(text, activity="concept:name+org:group")
    assert rows[0]["activity"] == "A+G"


def test_what_a_trace_says_is_said_of_its_events(load):
    _, rows = load(log(trace(event(), event(), more='<string key="channel" value="Phone"/>'), trace(event(), name="2")))
    assert [row["attributes"] for row in rows] == [{"case:channel": "Phone"}, {"case:channel": "Phone"}, {}]


def test_nested_attributes_lists_and_containers_get_a_path(load):
    nested = (
        '<string key="a" value="1"><string key="b" value="2"><int key="c" value="3"/></string></string>'
        '<list key="l"><values><string key="i" value="x"/><string key="i" value="y"/></values></list>'
        '<container key="k"><string key="m" value="z"/></container>'
    )
    loaded, rows = load(log(trace(event("A", nested))))
    assert rows[0]["attributes"] == {"a": "1", "a/b": "2", "a/b/c": "3", "l/i": "x", "l/i#2": "y", "k/m": "z"}
    assert loaded.warnings == ()


def test_an_event_without_activity_time_or_case_is_rejected(load):
    text = log(trace(event(""), event("A", time=""), event("A", time='<date key="time:timestamp" value="soon"/>')))
    outside = text.replace("</log>", f"{event('B')}</log>")
    loaded, rows = load(outside)
    assert (loaded.rows_in, loaded.rows_rejected) == (4, 4)
    assert [(row["reject_column"], row["reject_found"]) for row in rows] == [
        ("concept:name", ""), ("time:timestamp", ""), ("time:timestamp", "soon"), ("case:concept:name", ""),
    ]  # fmt: skip


def test_what_globals_offer_is_not_filled_in(load):
    offered = '<global scope="event"><string key="concept:name" value="__INVALID__"/></global>'
    loaded, _ = load(log(offered, trace(event(""))))
    assert loaded.rows_rejected == 1


def test_traces_without_a_name_are_cases_of_their_own_and_of_one_name_one_case(load):
    loaded, rows = load(log(trace(event(), name=None), trace(event(), name=""), trace(event()), trace(event())))
    assert [row["case_id"] for row in rows] == ["trace 1", "trace 2", "1", "1"]
    assert any("no concept:name" in warning for warning in loaded.warnings)
    assert "2 traces have 1 names" in decided(loaded, "case")


@pytest.mark.parametrize("text", [log(), log("<trace/>"), "<log/>", log(trace())])
def test_a_log_without_events_is_a_log(text, load):
    loaded, _ = load(text)
    assert (loaded.rows_in, loaded.rows_kept) == (0, 0)


BROKEN = {
    "cut off": "<log><trace><event>",
    "not closed rightly": "<log><trace></log>",
    "another root": "<process/>",
    "event in event": "<log><trace><event><event/></event></trace></log>",
    "trace in trace": "<log><trace><trace/></trace></log>",
    "an unknown element": "<log><thing/></log>",
    "no key": "<log><trace><string value='1'/></trace></log>",
    "trace said after its events": log("<trace>", event(), '<string key="concept:name" value="1"/></trace>'),
    "undefined entity": "<log><trace><string key='a' value='&nope;'/></trace></log>",
    "too deep": "<log>" + "<string key='a' value='b'>" * 300 + "</string>" * 300 + "</log>",
    "unknown encoding": "<?xml version='1.0' encoding='nonsense'?><log/>",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_broken_structure_is_refused_with_its_line(text, load, tmp_path):
    with pytest.raises(InputError) as caught:
        load(text)
    assert caught.value.exit_code == 10
    assert "line" in caught.value.found or "encoding" in caught.value.wrong
    assert not list((tmp_path / "loaded").iterdir())


def bomb():
    layers = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE log [<!ENTITY l0 "lol">{layers}]><log><string key="a" value="&l11;"/></log>'


ENTITIES = {
    "billion laughs": bomb(),
    "external entity": '<!DOCTYPE log [<!ENTITY e SYSTEM "file:///etc/hostname">]><log><id key="a" value="&e;"/></log>',
    "parameter entity": '<!DOCTYPE log [<!ENTITY % e SYSTEM "http://example.org/x.dtd"> %e;]><log/>',
    "external document type": '<!DOCTYPE log SYSTEM "http://example.org/log.dtd"><log/>',
    "in an object-centric log": '<!DOCTYPE log [<!ENTITY e "x">]><log><objects/><events/></log>',
    "document type of an object-centric log": '<!DOCTYPE log SYSTEM "x.dtd"><log><objects/><events/></log>',
    "in requests": '<!DOCTYPE r [<!ENTITY e "x">]><service_requests/>',
}


@pytest.mark.parametrize("text", ENTITIES.values(), ids=ENTITIES)
def test_entities_and_document_types_are_refused(text, load):
    with pytest.raises(InputError, match="entities"):
        load(text)


def test_a_cut_off_archive_is_refused(load):
    with pytest.raises(UnreadableFile, match="damaged"):
        load(gzip.compress(log(trace(event())).encode())[:-20], name="log.xes.gz")


def test_names_of_people_below_an_attribute_are_not_repeated(load):
    totals = '<float key="totals" value="1"><float key="Pat Smith" value="many"/></float>'
    loaded, _ = load(log(totals, trace(event())))
    assert loaded.warnings
    assert "Pat Smith" not in " ".join(loaded.warnings)


@pytest.mark.slow
def test_memory_does_not_grow_with_the_file(tmp_path):
    peaks = []
    for events in (20_000, 200_000):
        path = tmp_path / f"{events}.xes"
        with path.open("w") as out:
            out.write('<log xes.version="1.0">')
            for case in range(events // 10):
                out.write(trace(*(event(f"step {n}") for n in range(10)), name=str(case)))
            out.write("</log>")
        code = (
            "import resource, sys; from pathlib import Path; from tempfile import TemporaryDirectory\n"
            "from inhouse.readers.events.xes import read_xes\n"
            "with TemporaryDirectory() as folder: read_xes(Path(sys.argv[1]), Path(folder), 'log')\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, check=True, text=True)
        peaks.append(int(done.stdout))
    assert peaks[1] - peaks[0] < 8_000, f"KiB at ten times the events: {peaks}"
