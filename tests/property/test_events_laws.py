"""One small log in four formats reads to the same events; starts pair as in a queue; no file crashes the reader."""

import contextlib
import csv
import datetime as dt
import io
import json
import tempfile
from collections import defaultdict, deque
from pathlib import Path
from xml.sax.saxutils import quoteattr

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from inhouse.core.errors import InhouseError
from inhouse.readers.events import Said, preview_events, read_events, read_rejects
from inhouse.stores.duckdb_store import DuckDBStore, literal

STORE = DuckDBStore()
UTC = dt.UTC
relaxed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

words = st.text(st.sampled_from("abAB é&<>'\"+;,?-_|01"), min_size=1, max_size=8).map(str.strip).filter(bool)
cases = st.one_of(words, st.sampled_from(["NA", "NULL", "1", "01", "?"]))
instants = st.datetimes(dt.datetime(1971, 1, 1), dt.datetime(2100, 1, 1), timezones=st.just(UTC))
people = st.one_of(st.none(), st.sampled_from(["R1", "R2"]))
events = st.tuples(cases, words, instants, people)
logs = st.lists(events, min_size=1, max_size=12)


def read(data: bytes, name: str, **said: str) -> list[tuple[object, ...]]:
    """What was kept, in the order of time and place, without what only one format can say."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        loaded = read_events(path, Path(folder), Said(**said), store=STORE)
        assert loaded.rows_in == loaded.rows_kept + loaded.rows_rejected + loaded.rows_set_aside
        return STORE.rows(
            "SELECT case_id, activity, timestamp, resource FROM read_parquet("
            f"{literal(str(loaded.parquet))}) WHERE reject_column IS NULL ORDER BY case_id, timestamp, position"
        )


def as_csv(log: list[tuple[str, str, dt.datetime, str | None]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["timestamp", "org:resource", "case:concept:name", "concept:name"])
    writer.writerows([when.isoformat(), who or "", case, what] for case, what, when, who in log)
    return out.getvalue().encode()


def as_xes(log: list[tuple[str, str, dt.datetime, str | None]]) -> bytes:
    traces: dict[str, list[str]] = defaultdict(list)
    for case, what, when, who in log:
        person = f"<string key='org:resource' value={quoteattr(who)}/>" if who else ""
        traces[case].append(
            f"<event><string key='concept:name' value={quoteattr(what)}/>"
            f"<date key='time:timestamp' value='{when.isoformat()}'/>{person}</event>"
        )
    inside = "".join(
        f"<trace><string key='concept:name' value={quoteattr(case)}/>{''.join(told)}</trace>"
        for case, told in traces.items()
    )
    return f"<log xes.version='1.0'>{inside}</log>".encode()


def as_ocel(log: list[tuple[str, str, dt.datetime, str | None]]) -> bytes:
    return json.dumps(
        {
            "objectTypes": [{"name": "case"}],
            "eventTypes": [],
            "objects": [{"id": case, "type": "case"} for case in {case for case, *_ in log}],
            "events": [
                {
                    "id": f"e{n}",
                    "type": what,
                    "time": when.isoformat(),
                    "attributes": [{"name": "org:resource", "value": who}] if who else [],
                    "relationships": [{"objectId": case}],
                }
                for n, (case, what, when, who) in enumerate(log)
            ],
        }
    ).encode()


def as_parquet(log: list[tuple[str, str, dt.datetime, str | None]]) -> bytes:
    columns = {
        "case_id": [case for case, *_ in log],
        "activity": [what for _, what, _, _ in log],
        "timestamp": [when.isoformat() for _, _, when, _ in log],
        "resource": [who or "" for *_, who in log],
    }
    STORE.put("small_log", columns, {"timestamp": "TIMESTAMPTZ"})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.parquet"
        STORE.write("SELECT * FROM small_log", path)
        return path.read_bytes()


@relaxed
@given(logs)
@example([("NA", "A", dt.datetime(2024, 1, 1, tzinfo=UTC), None)])
def test_one_log_reads_alike_from_csv_xes_ocel_and_parquet(log):
    expected = [
        (case, what, when.replace(tzinfo=None), who)
        for case, what, when, who in sorted(log, key=lambda e: (e[0].encode(), e[2]))
    ]
    assert read(as_csv(log), "log.csv") == expected
    assert read(as_xes(log), "log.xes") == expected
    assert read(as_ocel(log), "log.jsonocel") == expected
    assert read(as_parquet(log), "log.parquet") == expected


steps = st.lists(
    st.tuples(
        st.sampled_from(["1", "2"]),
        st.sampled_from(["A", "B"]),
        st.integers(0, 6),
        st.sampled_from(["start", "complete", "Complete", "suspend", ""]),
    ),
    max_size=16,
)


@relaxed
@given(steps)
def test_completes_get_the_starts_of_a_queue(log):
    waiting: dict[tuple[str, str], deque[int]] = defaultdict(deque)
    expected = []
    for case, what, minute, transition in sorted(log, key=lambda e: e[2]):
        if transition == "start":
            waiting[case, what].append(minute)
        elif transition.lower() in ("complete", ""):
            begun = waiting[case, what].popleft() if waiting[case, what] else None
            expected.append((case, what, minute, begun))
    rows = "".join(f"{c},{a},2024-01-01T00:{m:02}:00Z,{t}\n" for c, a, m, t in log)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        path.write_text(f"case_id,activity,timestamp,lifecycle\n{rows}")
        loaded = read_events(path, Path(folder), Said(lifecycle="complete"), store=STORE)
        found = STORE.rows(
            "SELECT case_id, activity, minute(timestamp), minute(start_timestamp) FROM read_parquet("
            f"{literal(str(loaded.parquet))})"
        )
    key = repr
    assert sorted(found, key=key) == sorted(expected, key=key)


cells = st.sampled_from(
    ["", " ", "1", "NA", "a,b", 'q"', "2024-01-05", "2024-01-05T10:00:00Z", "5/1/2024 9:00", "soon"]
)


@relaxed
@given(st.lists(st.tuples(cells, cells, cells), max_size=12))
def test_every_row_of_a_dirty_table_is_kept_or_rejected_with_its_number(rows):
    out = io.StringIO()
    csv.writer(out).writerows([("case_id", "activity", "timestamp"), *rows])
    filled = {n for n, row in enumerate(rows, start=2) if any(cell.strip() for cell in row)}
    lacking = {n for n, row in enumerate(rows, start=2) if n in filled and not all(cell.strip() for cell in row)}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        path.write_text(out.getvalue(), newline="")
        said = Said(case="case_id", activity="activity", timestamp="timestamp")
        loaded = read_events(path, Path(folder), said, store=STORE)
        rejects = read_rejects(STORE, loaded.parquet, "log.csv")
    assert loaded.rows_in == len(filled) == loaded.rows_kept + loaded.rows_rejected
    assert len(rejects) == loaded.rows_rejected
    assert lacking <= {reject.row for reject in rejects} <= filled


A_LOG = [
    ("1", "Open", dt.datetime(2024, 1, 5, tzinfo=UTC), "R1"),
    ("1", "Close", dt.datetime(2024, 1, 6, tzinfo=UTC), None),
]
SEEDS = {
    "log.csv": as_csv(A_LOG),
    "log.xes": as_xes(A_LOG),
    "log.jsonocel": as_ocel(A_LOG),
    "log.xmlocel": b"<log><object-types/><objects><object id='o' type='t'><attributes><attribute name='a'>1</attribute>"
    b"</attributes></object></objects><events><event id='e' type='A' time='2024-01-05T00:00:00Z'><objects>"
    b"<relationship object-id='o'/></objects></event></events></log>",
    "first.xmlocel": b"<log><events><event><string key='id' value='e'/><list key='omap'><string key='o' value='o'/>"
    b"</list></event></events><objects><object><string key='id' value='o'/><string key='type' value='t'/></object>"
    b"</objects></log>",
    "requests.json": b'[{"service_request_id": 1, "notes": [{"datetime": "2024-01-05", "summary": "x"}]}]',
    "issues.json": b'{"issues": [{"key": "A", "changelog": {"histories":'
    b' [{"created": "x", "items": [{"field": "status"}]}]}}]}',
    "requests.xml": b"<service_requests><request><notes><note><type>x</type></note></notes></request>"
    b"</service_requests>",
    "log.parquet": as_parquet(A_LOG),
}


def survives(data: bytes, name: str) -> None:
    """Read and preview bytes: an answer or a message, nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        for attempt in (
            lambda: read_events(path, Path(folder), Said(), store=STORE),
            lambda: preview_events(path, Said()),
        ):
            with contextlib.suppress(InhouseError):
                attempt()


@settings(relaxed, max_examples=300)
@given(
    st.sampled_from(sorted(SEEDS)),
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 3), st.binary(max_size=4)), min_size=1, max_size=4),
)
def test_mutated_files_read_or_say_what_is_wrong(name, changes):
    data = bytearray(SEEDS[name])
    for place, length, patch in changes:
        start = place % (len(data) + 1)
        data[start : start + length] = patch
    survives(bytes(data), name)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "type", "name", "key"]), inner),
    max_leaves=5,
)


@settings(relaxed, max_examples=200)
@given(st.sampled_from(["log.jsonocel", "requests.json", "issues.json"]), st.integers(0, 60), json_values)
def test_an_odd_value_anywhere_in_json_reads_or_says_what_is_wrong(name, place, value):
    document = json.loads(SEEDS[name])
    spots = []

    def walk(node):
        for key, inner in list(node.items() if isinstance(node, dict) else enumerate(node)):
            spots.append((node, key))
            if isinstance(inner, dict | list):
                walk(inner)

    walk(document)
    node, key = spots[place % len(spots)]
    node[key] = value
    survives(json.dumps(document).encode(), name)


@relaxed
@given(st.binary(max_size=300))
@example(b"<")
@example(b"[")
@example(b"{}")
@example(b"PAR1")
@example(b"SQLite format 3\0")
@example(b"PK\x03\x04")
@example(b"\xff\xfe<\0")
def test_any_bytes_read_or_say_what_is_wrong(data):
    survives(data, "log.bin")
