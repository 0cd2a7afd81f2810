"""Object-centric logs flattened by a type, Open311 notes and Jira histories."""

import json
import sqlite3
from contextlib import closing

import pytest

from inhouse.core.errors import InputError, LayoutQuestion, UnreadableFile
from inhouse.process.events import EVENT_COLUMNS
from inhouse.readers.events import Said, preview_events, read_events
from inhouse.stores.duckdb_store import DuckDBStore, literal

# (id, activity, time, objects): o1 and o2 are orders, i1 an item; nothing is linked to the parcel.
EVENTS = (
    ("e1", "Place", "2024-01-01T10:00:00Z", ("o1", "i1")),
    ("e2", "Merge", "2024-01-02T10:00:00Z", ("o1", "o2", "o1")),
    ("e3", "Pick", "2024-01-03T10:00:00Z", ("i1",)),
)
OBJECTS = {"o1": "order", "o2": "order", "i1": "item", "p1": "parcel"}
FLAT = [("o1", "Place", 1), ("o1", "Merge", 2), ("o2", "Merge", 2)]


def first_json():
    return json.dumps(
        {
            "ocel:global-log": {"ocel:object-types": ["order", "item", "parcel"]},
            "ocel:events": {
                eid: {
                    "ocel:activity": what,
                    "ocel:timestamp": when,
                    "ocel:omap": list(objects),
                    "ocel:vmap": {"cost": 2},
                }
                for eid, what, when, objects in EVENTS
            },
            "ocel:objects": {
                oid: {"ocel:type": kind, "ocel:ovmap": {"size": "L"}} for oid, kind in OBJECTS.items()
            },
        }
    ).encode()  # fmt: skip


def second_json():
    return json.dumps(
        {
            "objectTypes": [{"name": name, "attributes": []} for name in ("order", "item", "parcel")],
            "eventTypes": [],
            "events": [
                {
                    "id": eid,
                    "type": what,
                    "time": when,
                    "attributes": [{"name": "cost", "value": 2}],
                    "relationships": [{"objectId": oid, "qualifier": "q"} for oid in objects],
                }
                for eid, what, when, objects in EVENTS
            ],
            "objects": [
                {
                    "id": oid,
                    "type": kind,
                    "attributes": [
                        {"name": "size", "time": "2024-02-01T00:00:00Z", "value": "L"},
                        {"name": "size", "time": "1970-01-01T00:00:00Z", "value": "S"},
                    ],
                }
                for oid, kind in OBJECTS.items()
            ],
        }
    ).encode()


def first_xml():
    events = "".join(
        f'<event><string key="id" value="{eid}"/><string key="activity" value="{what}"/>'
        f'<date key="timestamp" value="{when}"/><list key="omap">'
        + "".join(f'<string key="object-id" value="{oid}"/>' for oid in objects)
        + '</list><list key="vmap"><int key="cost" value="2"/></list></event>'
        for eid, what, when, objects in EVENTS
    )
    objects = "".join(
        f'<object><string key="id" value="{oid}"/><string key="type" value="{kind}"/>'
        '<list key="ovmap"><string key="size" value="L"/></list></object>'
        for oid, kind in OBJECTS.items()
    )
    return f"<log><events>{events}</events><objects>{objects}</objects></log>".encode()


def second_xml():
    events = "".join(
        f'<event id="{eid}" type="{what}" time="{when}"><attributes><attribute name="cost">2</attribute></attributes>'
        "<objects>"
        + "".join(f'<relationship object-id="{oid}" qualifier="q"/>' for oid in objects)
        + "</objects></event>"
        for eid, what, when, objects in EVENTS
    )
    objects = "".join(
        f'<object id="{oid}" type="{kind}"><attributes><attribute name="size" time="1970-01-01T00:00:00Z">L</attribute>'
        "</attributes></object>"
        for oid, kind in OBJECTS.items()
    )
    types = "".join(f'<object-type name="{kind}"/>' for kind in ("order", "item", "parcel"))
    return (
        f"<log><object-types>{types}</object-types><objects>{objects}</objects><events>{events}</events></log>"
    ).encode()


def database(statements, rows):
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(statements)
        for table, values in rows:
            made.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values[0]))})", values)
        return made.serialize()


def first_sqlite():
    return database(
        'CREATE TABLE EVENTS ("ocel:eid", "ocel:timestamp", "ocel:activity", cost);'
        'CREATE TABLE OBJECTS ("ocel:oid", "ocel:type", size);'
        'CREATE TABLE RELATIONS ("ocel:eid", "ocel:oid", "ocel:type");',
        [
            ("EVENTS", [(eid, when, what, 2.0) for eid, what, when, _ in EVENTS]),
            ("OBJECTS", [(oid, kind, "L") for oid, kind in OBJECTS.items()]),
            ("RELATIONS", [(eid, oid, OBJECTS[oid]) for eid, _, _, objects in EVENTS for oid in objects]),
        ],
    )


def second_sqlite():
    return database(
        "CREATE TABLE event_map_type (ocel_type, ocel_type_map);"
        "CREATE TABLE object_map_type (ocel_type, ocel_type_map);"
        "CREATE TABLE event (ocel_id, ocel_type); CREATE TABLE object (ocel_id, ocel_type);"
        "CREATE TABLE event_object (ocel_event_id, ocel_object_id, ocel_qualifier);"
        "CREATE TABLE event_Any (ocel_id, ocel_time, cost); CREATE TABLE object_Any (ocel_id, ocel_time, size);",
        [
            ("event_map_type", [("any", "Any")]),
            ("object_map_type", [(kind, "Any") for kind in ("order", "item", "parcel")]),
            ("event", [(eid, what) for eid, what, _, _ in EVENTS]),
            ("object", list(OBJECTS.items())),
            ("event_object", [(eid, oid, "q") for eid, _, _, objects in EVENTS for oid in objects]),
            ("event_Any", [(eid, when, 2) for eid, _, when, _ in EVENTS]),
            ("object_Any", [(oid, "1970-01-01", "L") for oid in OBJECTS]),
        ],
    )


FORMATS = {
    "1.0 JSON": first_json, "2.0 JSON": second_json, "1.0 XML": first_xml, "2.0 XML": second_xml,
    "1.0 SQLite": first_sqlite, "2.0 SQLite": second_sqlite,
}  # fmt: skip


@pytest.fixture
def load(tmp_path):
    store = DuckDBStore()

    def run(data, **said):
        path = tmp_path / "log.any"
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
        into = tmp_path / "loaded"
        into.mkdir(exist_ok=True)
        loaded = read_events(path, into, Said(**said), store=store, shown="log.any")
        rows = store.rows(f"SELECT * FROM read_parquet({literal(str(loaded.parquet))}) ORDER BY row, case_id")
        return loaded, [dict(zip(EVENT_COLUMNS, row, strict=True)) for row in rows]

    yield run
    store.close()


@pytest.mark.parametrize("version", FORMATS)
def test_every_format_flattens_to_the_same_events(version, load):
    loaded, rows = load(FORMATS[version](), object_type="order")
    assert [(row["case_id"], row["activity"], row["row"]) for row in rows] == FLAT
    assert {row["part"] for row in rows} == {"order"}
    assert rows[0]["attributes"] == {"case:size": "L", "cost": "2", "ocel:eid": "e1"}
    assert loaded.format == f"OCEL {version}"
    (decision,) = [d for d in loaded.decisions if d.about == "object type"]
    assert "1 events touch none" in decision.decided
    assert "1 touch several" in decision.decided


@pytest.mark.parametrize("version", FORMATS)
def test_several_types_are_asked_about_with_their_counts(version, load):
    with pytest.raises(LayoutQuestion) as caught:
        load(FORMATS[version]())
    assert "«item» in 2 events; «order» in 2 events; «parcel» in 0 events" in caught.value.found
    assert "--object-type" in caught.value.next_step


def test_a_type_that_is_not_there_is_named_with_those_that_are(load):
    with pytest.raises(InputError, match="«invoice»"):
        load(second_json(), object_type="invoice")


def test_a_preview_counts_the_types(tmp_path):
    path = tmp_path / "log.json"
    path.write_bytes(second_json())
    shown = preview_events(path, Said())
    assert dict(shown.object_types) == {"item": 2, "order": 2, "parcel": 0}
    assert not shown.ready
    assert preview_events(path, Said(object_type="item")).ready


def test_a_log_without_events_answers_nothing_kept(load):
    empty = {"objectTypes": [{"name": "order"}], "eventTypes": [], "events": [], "objects": []}
    assert load(json.dumps(empty))[0].rows_in == 0
    assert load("<log><object-types/><events/><objects/></log>")[0].rows_in == 0


@pytest.mark.parametrize(
    "data",
    [
        json.dumps({"ocel:events": [1]}),
        json.dumps({"objectTypes": [], "eventTypes": [], "events": [1]}),
        json.dumps({"objectTypes": [], "eventTypes": [], "objects": [{"id": "x"}]}),
        "<log><objects><object/></objects></log>",
        "<log><objects>",
        "3",
    ],
)
def test_a_broken_log_is_refused(data, load):
    with pytest.raises(InputError):
        load(data)


@pytest.mark.parametrize("damage", [lambda data: data[:150], lambda data: data[:16] + b"\xff" * (len(data) - 16)])
def test_a_damaged_database_is_refused(damage, load):
    with pytest.raises(UnreadableFile):
        load(damage(second_sqlite()))


def test_a_database_of_something_else_is_refused(load):
    with pytest.raises(UnreadableFile, match="no OCEL log"):
        load(database("CREATE TABLE cats (name);", [("cats", [("Tom",)])]))


NOTES = [
    {
        "service_request_id": "7",
        "status": "closed",
        "notes": [
            {"datetime": "2024-01-01T10:00:00Z", "summary": "Opened", "type": "open"},
            {"datetime": "2024-01-02T10:00:00Z", "type": "closed"},
            {"datetime": "2024-01-03T10:00:00Z"},
            {"summary": "no time"},
        ],
    },
    {"service_request_id": "8", "notes": []},
]


def test_notes_of_requests_are_events_by_summary_else_type(load):
    loaded, rows = load(json.dumps({"service_requests": NOTES}))
    kept = [(row["case_id"], row["activity"]) for row in rows if row["reject_column"] is None]
    assert kept == [("7", "Opened"), ("7", "closed")]
    assert (loaded.rows_in, loaded.rows_rejected) == (4, 2)
    assert rows[0]["attributes"]["case:status"] == "closed"
    assert "1 of 2 requests have no notes" in " ".join(d.decided for d in loaded.decisions)


def test_requests_in_xml_read_as_in_json(load):
    text = (
        "<service_requests><request><service_request_id>7</service_request_id><notes><note>"
        "<datetime>2024-01-01T10:00:00Z</datetime><summary>Opened</summary></note></notes></request></service_requests>"
    )
    _, rows = load(text)
    assert [(row["case_id"], row["activity"]) for row in rows] == [("7", "Opened")]


@pytest.mark.parametrize("data", ["[]", '{"service_requests": []}', json.dumps([NOTES[1]])])
def test_no_requests_are_no_events(data, load):
    assert load(data)[0].rows_in == 0


def test_histories_of_jira_issues_are_events(load):
    issue = {
        "key": "A-1",
        "fields": {"created": "2024-01-01T10:00:00.000+0100", "creator": {"displayName": "P1"}},
        "changelog": {
            "histories": [
                {"created": "2024-01-03T10:00:00.000+0100", "author": {"name": "P2"}, "items": [
                    {"field": "status", "fromString": "Doing", "toString": "Done"}]},
                {"created": "2024-01-02T10:00:00.000+0100", "items": [
                    {"field": "assignee", "toString": "P2"}, {"field": "status", "toString": "Doing"}]},
            ]
        },
    }  # fmt: skip
    _, rows = load(json.dumps({"issues": [issue]}))
    ordered = sorted(rows, key=lambda row: row["position"])
    assert [(r["activity"], r["resource"], r["timestamp"].hour) for r in ordered] == [
        ("Created", "P1", 9), ("Doing", None, 9), ("Done", "P2", 9),
    ]  # fmt: skip
