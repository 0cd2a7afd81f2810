"""Was the target really met? A log, targets and a supplier's report in; the truth beside the report out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import inhouse
from inhouse.core.results import Decision, Provenance, Reject, SourceFile
from inhouse.process.targets.judge import judge
from inhouse.process.targets.records import CaseDiffers, Measure, MeasureResult, Merged, Month, Outcome, OutcomeCount
from inhouse.process.working_time import ALWAYS_OPEN, Calendar
from inhouse.publishers.tables import Table, csv_lines, to_xlsx
from inhouse.publishers.target_charts import reported_and_recomputed
from inhouse.readers.contract_targets import TEMPLATE, read_targets
from inhouse.readers.grid import file_hash
from inhouse.readers.reported_targets import Reported, read_reported
from inhouse.readers.working_calendar import read_calendar
from inhouse.stores.query import load_query
from inhouse.workflows.discover import Log

__all__ = ["TEMPLATE", "Asked", "TargetsAnswer", "answer", "ask", "month_chart", "save_answer"]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a contract promises, when the desk is open and what the supplier reported, as read from files."""

    measures: tuple[Measure, ...]
    calendar: Calendar | None
    reported: tuple[Reported, ...] = ()
    sources: tuple[SourceFile, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TargetsAnswer:
    """Every measure as the events tell it, beside what was reported."""

    as_of: dt.date
    measures: tuple[MeasureResult, ...]
    rejects: tuple[Reject, ...]
    decisions: tuple[Decision, ...]
    caveats: tuple[str, ...]
    provenance: Provenance


def ask(targets: Path, *, calendar: Path | None = None, reported: Iterable[Path] = ()) -> Asked:
    """Read the files that say what is asked.

    Raises
    ------
    UnreadableFile, LayoutQuestion, InputError
        A file cannot be read, or says something that is not understood.
    """
    hours = read_calendar(calendar) if calendar else None
    measures = read_targets(targets, hours)
    reports = tuple(reported)
    return Asked(
        measures=measures,
        calendar=hours,
        reported=tuple(read_reported(path, [measure.name for measure in measures]) for path in reports),
        sources=tuple(
            SourceFile(path=str(path), sha256=file_hash(path))
            for path in (targets, *([calendar] if calendar else []), *reports)
        ),
    )


def answer(log: Log, asked: Asked, as_of: dt.date) -> TargetsAnswer:
    """Judge every case of a log by every measure.

    Parameters
    ----------
    log
        From :func:`inhouse.workflows.discover.open_log`.
    as_of
        The last day that counts.

    Raises
    ------
    InputError
        The log has no events up to that day.
    """
    log.store.view("events", load_query("process", "events_kept"))
    shares = {(each.measure, each.month): each.share for report in asked.reported for each in report.shares}
    cases: dict[str, list[tuple[str, bool]]] = {}
    for each in (case for report in asked.reported for case in report.cases):
        cases.setdefault(each.measure, []).append((each.case_id, each.met))
    results = judge(
        log.store, asked.measures, asked.calendar or ALWAYS_OPEN, as_of, reported_shares=shares, reported_cases=cases
    )
    return TargetsAnswer(
        as_of=as_of,
        measures=results,
        rejects=tuple(reject for report in asked.reported for reject in report.rejects),
        decisions=(*log.decisions, *_decisions(asked)),
        caveats=tuple(caveat for result in results for caveat in _caveats(result, asked)),
        provenance=Provenance(inputs=(*log.sources, *asked.sources), as_of=as_of, version=inhouse.__version__),
    )


def _decisions(asked: Asked) -> list[Decision]:
    zone = asked.calendar.time_zone if asked.calendar else "UTC"
    found = [
        Decision(
            about="months",
            decided=f"a case belongs to the month in which it ended, by the clock of {zone}",
            because="the calendar says so" if asked.calendar else "no calendar was given",
            change_with="--calendar",
        )
    ]
    if not asked.calendar and any(measure.working_time for measure in asked.measures):
        found.append(
            Decision(
                about="working time",
                decided="the desk never shuts, so working time is elapsed time",
                because="no calendar was given",
                change_with="--calendar",
            )
        )
    return found + [
        Decision(
            about=f"reopened cases in «{measure.name}»",
            decided={"as_one": "ended when they ended for the last time", "first": "ended when they ended first"}.get(
                measure.reopened.value, "each reopening is a case of its own"
            ),
            because="the targets say so",
            change_with="reopened in the file of targets",
        )
        for measure in asked.measures
    ]


def _caveats(result: MeasureResult, asked: Asked) -> list[str]:
    said, name = [], result.measure.name
    judged = (Outcome.MET, Outcome.MISSED, Outcome.LATE, Outcome.OPEN)
    for outcome in Outcome:
        cases = sum(each.cases for each in result.outcomes if each.outcome is outcome)
        if cases and outcome not in judged:
            said.append(f"«{name}»: {cases:,} of {result.cases:,} cases cannot be judged: {outcome.value}.")
    if result.unused_words:
        said.append(f"«{name}»: no event of the log is {', '.join(f'«{word}»' for word in result.unused_words)}.")
    months = {month.month for month in result.months}
    lost = sorted(
        {
            share.month
            for report in asked.reported
            for share in report.shares
            if share.measure == name and share.month not in months
        }
    )
    if lost:
        said.append(f"«{name}»: reported for months without any case here: {', '.join(f'{m:%Y-%m}' for m in lost)}.")
    if result.reported and result.reported.not_understood:
        said.append(
            f"«{name}»: of {result.reported.not_understood:,} cases the supplier's word is neither met nor missed."
        )
    if result.measure.merged is Merged.FOLLOWED and not result.measure.merged_into:
        said.append(f"«{name}»: merged cases are to be followed, and nothing says which attribute names them.")
    return said


@dataclass(frozen=True, kw_only=True)
class MonthRow(Month):
    """A month of one measure."""

    measure: str


@dataclass(frozen=True, kw_only=True)
class OutcomeRow(OutcomeCount):
    """An outcome of one measure."""

    measure: str


@dataclass(frozen=True, kw_only=True)
class DiffersRow(CaseDiffers):
    """A case of one measure of which the supplier says otherwise."""

    measure: str


def save_answer(found: TargetsAnswer, folder: Path) -> None:
    """Write months, outcomes and differing cases into a folder: as CSV, as one workbook and as a chart a measure."""

    def table(title: str, record: type, rows: Sequence[object]) -> Table:
        return Table(title=title, record=record, rows=rows, caveats=found.caveats, provenance=found.provenance)

    named = [(result, {"measure": result.measure.name}) for result in found.measures]
    months = [MonthRow(**vars(each) | name) for result, name in named for each in result.months]
    outcomes = [OutcomeRow(**vars(each) | name) for result, name in named for each in result.outcomes]
    differing = [DiffersRow(**vars(each) | name) for result, name in named for each in result.differing]
    tables = {
        "months": table("By month", MonthRow, months),
        "outcomes": table("Outcomes", OutcomeRow, outcomes),
        "differing": table("Cases that differ", DiffersRow, differing),
    }
    written = {
        "targets.xlsx": to_xlsx(tuple(tables.values())),
        **{f"{name}.csv": "".join(csv_lines(each)).encode("utf-8-sig") for name, each in tables.items()},
        **{
            f"months_{number}.svg": month_chart(result, key=f"months-{number}").encode()
            for number, result in enumerate(found.measures, start=1)
        },
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in written.items():
        (folder / name).write_bytes(data)


def month_chart(result: MeasureResult, *, key: str) -> str:
    """Draw what was reported and what the events tell, by month."""
    return reported_and_recomputed(
        result.months, required=result.measure.share_required, key=key, title=f"{result.measure.name}, by month"
    )
