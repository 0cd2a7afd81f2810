"""Event logs in tables: columns, times, missing values, lifecycles, ties and rejects."""

import datetime as dt
import gzip
import json

import pytest

from inhouse.core.errors import InputError, LayoutQuestion, UnreadableFile, UsageError
from inhouse.process.events import EVENT_COLUMNS
from inhouse.readers.events import Said, preview_events, read_events, read_rejects, scan_events
from inhouse.stores.duckdb_store import DuckDBStore, literal


@pytest.fixture
def store():
    made = DuckDBStore()
    yield made
    made.close()


@pytest.fixture
def load(tmp_path, store):
    """Write a file, read it, and give the load and its rows as dicts in order of the file."""

    def run(text, *, name="log.csv", **said):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        into = tmp_path / "loaded"
        into.mkdir(exist_ok=True)
        loaded = read_events(path, into, Said(**said), store=store, shown=name)
        rows = store.rows(f"SELECT * FROM read_parquet({literal(str(loaded.parquet))}) ORDER BY part, row, position")
        return loaded, [dict(zip(EVENT_COLUMNS, row, strict=True)) for row in rows]

    return run


def decided(loaded, about):
    return " ".join(d.decided for d in loaded.decisions if d.about == about)


def at(text):
    return dt.datetime.fromisoformat(text)


def test_columns_are_those_agreed_with_their_types(load, store):
    loaded, _ = load("case_id,activity,timestamp\n1,Open,2024-01-05\n")
    described = store.rows(f"DESCRIBE SELECT * FROM read_parquet({literal(str(loaded.parquet))})")
    assert {str(row[0]): str(row[1]) for row in described} == EVENT_COLUMNS
    assert loaded.parquet.name == f"{loaded.sha256}.parquet"


def test_a_case_called_na_survives_and_a_resource_does_not_stand_for_nobody(load):
    _, rows = load("case_id,activity,timestamp,resource\nNA,Open,2024-01-05,?\nNA,Close,2024-01-06,R1\n")
    assert [row["case_id"] for row in rows] == ["NA", "NA"]
    assert [row["resource"] for row in rows] == [None, "R1"]


def test_na_is_missing_where_several_columns_write_it(load):
    loaded, rows = load("case_id,activity,timestamp,resource,place\nNA,NA,2024-01-05,NA,NA\nNA,B,2024-01-06,R1,NA\n")
    assert [row["resource"] for row in rows] == [None, "R1"]
    assert [row["activity"] for row in rows] == ["NA", "B"]
    assert "«NA»" in decided(loaded, "missing values")


def test_na_in_one_column_alone_may_be_a_persons_initials(load):
    _, rows = load("case_id,activity,timestamp,resource\n1,A,2024-01-05,NA\n1,B,2024-01-06,JB\n")
    assert [row["resource"] for row in rows] == ["NA", "JB"]


def test_every_rejected_row_says_where_what_and_what_instead(load, store):
    loaded, rows = load(
        "case_id,activity,timestamp\n1,Open,2024-01-05\n,Open,2024-01-05\n1,,2024-01-05\n1,Open,\n1,Open,soon\n"
    )
    assert (loaded.rows_in, loaded.rows_kept, loaded.rows_rejected, loaded.rows_set_aside) == (5, 1, 4, 0)
    found = [
        (r.file, r.row, r.column, r.found, r.expected) for r in read_rejects(store, loaded.parquet, loaded.path)
    ]  # fmt: skip
    a_time = "a time such as 2024-01-31 14:30:00"
    assert found == [
        ("log.csv", 3, "case_id", "", "the case that the event belongs to"),
        ("log.csv", 4, "activity", "", "what happened"),
        ("log.csv", 5, "timestamp", "", a_time),
        ("log.csv", 6, "timestamp", "soon", a_time),
    ]
    assert [row["reject_column"] for row in rows] == [None, "case_id", "activity", "timestamp", "timestamp"]


def test_other_columns_become_attributes_and_blanks_do_not(load):
    _, rows = load("case_id,activity,timestamp,priority,note\n1,Open,2024-01-05,High,\n")
    assert rows[0]["attributes"] == {"priority": "High"}


TIMES = [
    (["2024-01-05T09:30:00+02:00"], ["2024-01-05T07:30:00"]),
    (["2024-01-05T09:30:00Z", "2024-01-05 09:30:00-0500"], ["2024-01-05T09:30:00", "2024-01-05T14:30:00"]),
    (["2024-01-05 09:30:00.123456"], ["2024-01-05T09:30:00.123456"]),
    (["2024-01-05"], ["2024-01-05T00:00:00"]),
    (["29/2/2024 9:05", "1/3/2024 10:15"], ["2024-02-29T09:05:00", "2024-03-01T10:15:00"]),
    (["02/29/2024 09:05:01 PM", "03/01/2024 10:15:00 AM"], ["2024-02-29T21:05:01", "2024-03-01T10:15:00"]),
    (["3/4/2024 10:00", "13/4/2024 10:00"], ["2024-04-03T10:00:00", "2024-04-13T10:00:00"]),
    (["3/4/24", "13/4/24"], ["2024-04-03T00:00:00", "2024-04-13T00:00:00"]),
    (["01/Jan/24 9:05 AM"], ["2024-01-01T09:05:00"]),
    (["5 January 2024 10:00", "Jan 6, 2024"], ["2024-01-05T10:00:00", "2024-01-06T00:00:00"]),
    (["1704447000", "1704447000.5"], ["2024-01-05T09:30:00", "2024-01-05T09:30:00.5"]),
    (["1704447000123"], ["2024-01-05T09:30:00.123"]),
    (["2024-01-05T09:30:00,250"], ["2024-01-05T09:30:00.25"]),
    (["2024-01-05 09:30:00 UTC"], ["2024-01-05T09:30:00"]),
    (["20240105093000", "20240105093001"], ["2024-01-05T09:30:00", "2024-01-05T09:30:01"]),
    (["202401050930"], ["2024-01-05T09:30:00"]),
    (["2024-01-05 09:30:00 PM"], ["2024-01-05T21:30:00"]),
    (["2024/01/05 09:30:00.25"], ["2024-01-05T09:30:00.25"]),
    (["05.01.2024 09:30", "25.01.2024 09:30"], ["2024-01-05T09:30:00", "2024-01-25T09:30:00"]),
]


@pytest.mark.parametrize(("texts", "instants"), TIMES, ids=lambda value: value[0])
def test_times_are_read_in_the_style_of_their_column(texts, instants, load):
    lines = "".join(f'1,A,"{text}"\n' for text in texts)
    _, rows = load(f"case_id,activity,timestamp\n{lines}")
    assert [row["timestamp"] for row in rows] == [at(text) for text in instants]


def test_dates_that_cannot_be_told_are_read_day_first_and_it_is_said(load):
    loaded, rows = load("case_id,activity,timestamp\n1,A,3/4/2024 10:00\n")
    assert rows[0]["timestamp"] == at("2024-04-03T10:00:00")
    assert "day/month/year" in decided(loaded, "time format")


def test_a_profile_says_that_the_month_is_first(load, tmp_path):
    profile = tmp_path / "desk.yaml"
    profile.write_text("name: our desk\nday_first: false\n")
    loaded, rows = load("case_id,activity,timestamp\n1,A,3/4/2024 10:00\n", profile=str(profile))
    assert rows[0]["timestamp"] == at("2024-03-04T10:00:00")
    assert "month/day/year" in decided(loaded, "time format")


@pytest.mark.parametrize("text", ["infinity", "0001-01-01", "9999-12-31", "24:00", "2024-13-01", "NaN", "31/2/2024"])
def test_what_is_no_time_is_rejected(text, load):
    loaded, _ = load(f"case_id,activity,timestamp\n1,A,2024-01-05\n1,B,{text}\n")
    assert (loaded.rows_kept, loaded.rows_rejected) == (1, 1)


def test_the_zone_said_counts_only_for_times_without_an_offset(load):
    text = "case_id,activity,timestamp\n1,A,2024-07-05 10:00\n1,B,2024-07-05T10:00:00Z\n1,C,2024-01-05 10:00\n"
    loaded, rows = load(text, timezone="Europe/London")
    assert [row["timestamp"].hour for row in rows] == [9, 10, 10]
    assert "2 times" in decided(loaded, "time zone")
    _, plain = load(text)
    assert [row["timestamp"].hour for row in plain] == [10, 10, 10]


def test_a_date_alone_is_midnight_in_the_zone_said(load):
    _, rows = load("case_id,activity,timestamp\n1,A,2024-07-05\n", timezone="America/New_York")
    assert rows[0]["timestamp"] == at("2024-07-05T04:00:00")


def test_a_zone_that_does_not_exist_is_refused():
    with pytest.raises(UsageError):
        Said(timezone="Europe/Birmingham")


def test_equal_times_keep_the_order_of_the_file_unless_a_column_breaks_them(load):
    text = (
        "case_id,activity,timestamp,step no\n1,A,2024-01-05,10\n1,B,2024-01-05,9\n1,C,2024-01-05,x\n1,D,2024-01-05,9\n"
    )
    loaded, rows = load(text)
    assert [r["activity"] for r in sorted(rows, key=lambda r: r["position"])] == ["A", "B", "C", "D"]
    assert "; 3 that share" in decided(loaded, "order")
    loaded, rows = load(text, tie_break="step no")
    assert [r["activity"] for r in sorted(rows, key=lambda r: r["position"])] == ["B", "D", "A", "C"]
    assert "«step no»" in decided(loaded, "order")


LIFECYCLE = (
    "case_id,activity,lifecycle,timestamp\n"
    "1,A,complete,2024-01-01\n"  # without a start
    "1,A,start,2024-01-02\n1,A,start,2024-01-03\n1,A,complete,2024-01-04\n1,A,COMPLETE,2024-01-05\n"
    "1,B,start,2024-01-06\n1,C,,2024-01-07\n1,D,suspend,2024-01-08\n2,A,complete,2024-01-09\n"
)


def test_of_completes_each_has_the_start_that_began_first(load):
    loaded, rows = load(LIFECYCLE, lifecycle="complete")
    assert [(r["activity"], r["timestamp"].day, r["start_timestamp"] and r["start_timestamp"].day) for r in rows] == [
        ("A", 1, None), ("A", 4, 2), ("A", 5, 3), ("C", 7, None), ("A", 9, None),
    ]  # fmt: skip
    assert (loaded.rows_in, loaded.rows_kept, loaded.rows_rejected, loaded.rows_set_aside) == (9, 5, 0, 4)


def test_starts_alone_or_all_rows_can_be_asked_for(load):
    starts, rows = load(LIFECYCLE, lifecycle="start")
    assert (starts.rows_kept, {r["lifecycle"] for r in rows}) == (3, {"start"})
    everything, _ = load(LIFECYCLE)
    assert everything.rows_kept == 9
    assert "whatever its transition" in decided(everything, "lifecycle")


def test_a_column_can_be_named_as_the_lifecycle(load):
    _, rows = load("case_id,activity,timestamp,phase\n1,A,2024-01-01,begun\n", lifecycle="phase")
    assert rows[0]["lifecycle"] == "begun"


def test_statuses_are_not_completes_and_it_is_said(load):
    loaded, _ = load("case_id,activity,lifecycle,timestamp\n1,A,In Progress,2024-01-01\n", lifecycle="complete")
    assert (loaded.rows_kept, loaded.rows_set_aside) == (0, 1)
    assert any("statuses" in warning for warning in loaded.warnings)


def test_starts_of_a_log_without_transitions_are_refused(load):
    with pytest.raises(InputError, match="starts"):
        load("case_id,activity,timestamp\n1,A,2024-01-01\n", lifecycle="start")


def test_activity_may_be_columns_joined(load):
    _, rows = load("case_id,activity,state,timestamp\n1,A,x,2024-01-01\n1,A,,2024-01-01\n", activity="activity+state")
    assert [row["activity"] for row in rows] == ["A+x", "A"]


def test_a_column_that_is_not_there_is_named_with_those_that_are(load):
    with pytest.raises(InputError) as caught:
        load("case_id,activity,timestamp\n1,A,2024-01-01\n", case="ticket")
    assert "«ticket»" in caught.value.wrong
    assert "«case_id»" in caught.value.found


def test_what_cannot_be_told_is_asked_with_candidates_and_without_people(load):
    with pytest.raises(LayoutQuestion) as caught:
        load("case_id,activity,step time,task time,officer\n1,A,2024-01-01,2024-01-02,Pat Smith\n")
    assert caught.value.exit_code == 10
    assert [c.header for c in caught.value.candidates if c.field == "timestamp"] == ["step time", "task time"]
    assert "Pat Smith" not in str(caught.value)


def test_a_table_of_counts_is_refused_as_such(load):
    with pytest.raises(LayoutQuestion, match="counts, not events"):
        load("year,month,area,category,reports\n2024,1,E01,Potholes,12\n")


def test_rows_that_may_be_whole_cases_are_asked_about(load):
    with pytest.raises(LayoutQuestion, match="leave it in doubt"):
        load("ticket id,status,updated\n1,Open,2024-01-01\n2,Closed,2024-01-02\n")
    loaded, _ = load("ticket id,status,updated\n1,Open,2024-01-01\n2,Closed,2024-01-02\n", activity="status")
    assert loaded.rows_kept == 2


def test_a_heading_without_rows_is_a_log_without_events(load):
    loaded, rows = load("case_id,activity,timestamp\n")
    assert (loaded.rows_in, rows) == (0, [])


def test_title_rows_semicolons_windows_text_and_gzip_are_no_hindrance(load):
    text = "Report of the desk;;\n;;\nCase;Activity;Date\n1;Café;05/01/2024\n"
    loaded, rows = load(gzip.compress(text.encode("cp1252")), name="log.csv.gz")
    assert (rows[0]["activity"], rows[0]["row"]) == ("Café", 4)
    assert loaded.format == "CSV"


def test_rows_of_unequal_width_far_down_are_read(load):
    loaded, _ = load("case_id,activity,timestamp\n" + "1,A,2024-01-01\n" * 900 + "1,B,2024-01-02,extra,more\n2,C\n")
    assert (loaded.rows_in, loaded.rows_kept, loaded.rows_rejected) == (902, 901, 1)


def test_sheets_of_a_workbook_are_parts_and_notes_are_passed_over(load, tmp_path):
    import xlsxwriter

    path = tmp_path / "log.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in (("Notes", [["Read me"]]), ("May", [["Case ID", "Activity", "Timestamp"], ["1", "A", "1"]])):
            sheet = book.add_worksheet(name)
            for n, row in enumerate(rows):
                sheet.write_row(n, 0, row)
            if name == "May":
                moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
                sheet.write_datetime(1, 2, dt.datetime(2024, 5, 6, 7, 8), moment)
    loaded, rows = load(path.read_bytes(), name="log.xlsx")
    assert [(r["part"], r["row"], r["timestamp"]) for r in rows] == [("May", 2, at("2024-05-06T07:08:00"))]
    assert any("«Notes» was not read" in warning for warning in loaded.warnings)


def test_requests_with_opened_and_closed_times_are_two_events_each(load):
    loaded, rows = load(
        "service_request_id,requested_datetime,closed_date,status\n"
        "1,2024-01-01T10:00:00Z,2024-01-01T10:00:00Z,Closed\n2,2024-01-02T10:00:00Z,,Open\n3,,,Open\n"
    )
    assert [(r["case_id"], r["activity"]) for r in sorted(rows, key=lambda r: r["position"])] == [
        ("1", "Opened"), ("1", "Closed"), ("2", "Opened"), ("3", "Opened"),
    ]  # fmt: skip
    assert (loaded.rows_kept, loaded.rows_rejected) == (3, 1)
    assert "«Opened» at «requested_datetime»" in decided(loaded, "events")


def test_requests_whose_cases_repeat_are_asked_about(load):
    text = "ticket_id,created_at,closed_at\n1,2024-01-01,2024-01-02\n1,2024-01-01,2024-01-03\n"
    with pytest.raises(LayoutQuestion, match="whole cases, or events"):
        load(text)
    assert load(text, profile="requests")[0].rows_kept == 4


def test_a_log_that_names_its_events_is_not_taken_for_whole_cases(load):
    _, rows = load("case_id,created_at,closed_at,activity,timestamp\n1,2024-01-01,2024-01-09,A,2024-01-02\n")
    assert [(row["activity"], row["timestamp"].day) for row in rows] == [("A", 2)]


def test_a_column_of_start_and_complete_is_the_lifecycle_whatever_its_heading(load):
    loaded, _ = load("case_id,activity,timestamp,status\n1,A,2024-01-01,start\n1,A,2024-01-02,complete\n")
    assert loaded.columns["lifecycle"] == "status"


def test_servicenow_is_recognised_with_its_tie_break_and_missing_marker(load):
    loaded, rows = load(
        "number,incident_state,sys_mod_count,sys_updated_at,assigned_to,caller_id\n"
        "INC1,New,10,29/2/2016 01:16,?,C\nINC1,Active,9,29/2/2016 01:16,R2,?\nINC1,?,11,29/2/2016 02:16,R2,?\n"
    )
    assert [r["activity"] for r in sorted(rows, key=lambda r: r["position"])] == ["Active", "New", None]
    assert [row["attributes"].get("caller_id") for row in rows] == ["C", None, None]
    assert rows[0]["timestamp"] == at("2016-02-29T01:16:00")
    assert loaded.columns["tie_break"] == "sys_mod_count"


def test_lists_of_jira_and_glpi_are_cases_with_times(load):
    _, jira = load(
        "Issue key,Issue Type,Status,Created,Resolved\nA-1,Bug,Done,01/Feb/24 9:05 AM,02/Feb/24 1:05 PM\n", name="j.csv"
    )
    assert [(r["activity"], r["timestamp"]) for r in sorted(jira, key=lambda r: r["position"])] == [
        ("Created", at("2024-02-01T09:05:00")), ("Resolved", at("2024-02-02T13:05:00")),
    ]  # fmt: skip
    _, glpi = load(
        "ID;Title;Status;Last update;Opening date;Closing date\n7;Printer;Closed;2024-02-03 10:00;2024-02-01 09:00;\n",
        name="g.csv",
    )
    assert [(r["case_id"], r["activity"]) for r in glpi] == [("7", "Opened")]


@pytest.mark.parametrize(
    "text", ["- a\n", "columns: 3\n", "unknown: 1\n", "columns: {ticket: [a]}\n", "a: [\n", "recognise: 5\n"]
)
def test_a_profile_of_the_wrong_shape_is_refused(text, load, tmp_path):
    profile = tmp_path / "odd.yaml"
    profile.write_text(text)
    with pytest.raises(InputError, match=r"odd\.yaml"):
        load("case_id,activity,timestamp\n1,A,2024-01-01\n", profile=str(profile))


def test_a_users_profile_names_columns_in_their_own_language(load, tmp_path):
    profile = tmp_path / "ours.yaml"
    profile.write_text(
        "columns: {case: Vorgang, activity: [Schritt], timestamp: [Zeit], resource: [Wer]}\nmissing: ['-']\n"
    )
    _, rows = load("Vorgang,Schritt,Zeit,Wer\n-,A,2024-01-01,-\n", profile=str(profile))
    assert [(r["case_id"], r["activity"], r["resource"]) for r in rows] == [("-", "A", None)]


def test_a_preview_offers_candidates_and_loads_nothing(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("ref,what,when\n1,A,2024-01-01\n1,B,2024-01-02\n")
    shown = preview_events(path, Said())
    assert not shown.ready
    (part,) = shown.parts
    assert part.headings == ("ref", "what", "when")
    assert part.candidates["timestamp"] == ("when",)
    assert part.columns == {"case": "ref", "timestamp": "when"}
    assert part.first_rows[1] == ("1", "A", "2024-01-01")
    assert preview_events(path, Said(case="ref", activity="what", timestamp="when")).ready
    assert [p.name for p in tmp_path.iterdir()] == ["log.csv"]


def write_parquet(store, path, columns):
    store.write(f"SELECT {columns} FROM range(3) AS t(i)", path)


def test_parquet_is_read_and_asked_in_place_alike(load, store, tmp_path):
    path = tmp_path / "log.parquet"
    write_parquet(
        store,
        path,
        "CAST(i AS INTEGER) AS case_id, 'A' || i AS activity, CAST(2 AS DOUBLE) AS cost,"
        " TIMESTAMPTZ '2024-01-01 10:00:00+02' + i * INTERVAL 1 DAY AS timestamp",
    )
    _, rows = load(path.read_bytes(), name="log2.parquet")
    scan = scan_events(path, Said(), store=store)
    asked = [dict(zip(EVENT_COLUMNS, row, strict=True)) for row in store.rows(scan.sql)]
    assert [{**row, "source": ""} for row in rows] == asked
    assert rows[0]["timestamp"] == at("2024-01-01T08:00:00")
    assert (rows[2]["case_id"], rows[2]["activity"], rows[2]["attributes"], rows[2]["row"]) == (
        "2",
        "A2",
        {"cost": "2"},
        3,
    )


def test_a_table_of_events_is_asked_as_it_was_written(load, store):
    loaded, rows = load("case_id,activity,timestamp,step\n1,A,2024-01-05,2\n1,B,2024-01-05,1\n1,,,\n", tie_break="step")
    scan = scan_events(loaded.parquet, Said(), store=store)
    assert [dict(zip(EVENT_COLUMNS, row, strict=True)) for row in store.rows(f"{scan.sql} ORDER BY row")] == rows


def test_clock_times_in_parquet_are_read_in_the_zone_said(store, tmp_path):
    path = tmp_path / "log.parquet"
    write_parquet(store, path, "'1' AS case_id, 'A' AS activity, TIMESTAMP '2024-07-01 10:00:00' AS timestamp")
    scan = scan_events(path, Said(timezone="Europe/London"), store=store)
    assert {row[0] for row in store.rows(f"SELECT timestamp FROM ({scan.sql})")} == {at("2024-07-01T09:00:00")}
    assert any(d.change_with == "--timezone" for d in scan.decisions)


@pytest.mark.parametrize("data", [b"", b"PAR1 and no more", b"\x89PNG\r\n", b"\x1f\x8b\x08broken", b"\n\n"])
def test_what_is_no_log_is_refused_and_nothing_is_written(data, load, tmp_path):
    with pytest.raises(UnreadableFile):
        load(data)
    assert not list((tmp_path / "loaded").iterdir())


def test_json_records_are_rows(load):
    records = [{"case": "1", "activity": "A", "timestamp": "2024-01-01", "extra": {"a": [1]}}]
    _, rows = load(json.dumps({"events": records}), name="log.json")
    assert (rows[0]["activity"], rows[0]["attributes"]) == ("A", {"extra/a/1": "1"})
