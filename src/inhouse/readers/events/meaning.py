"""What does every column of a log mean, and what had to be assumed to say so?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from inhouse.core.errors import InputError, LayoutQuestion
from inhouse.core.results import Decision
from inhouse.readers.events.columns import (
    OPTIONAL,
    REQUIRED,
    Found,
    detected,
    find_columns,
    is_counts,
    said_activity,
    said_column,
    says_who,
    unclear,
)
from inhouse.readers.events.raw import Classifier, RawLog
from inhouse.readers.events.said import Profile, Said, find_profile
from inhouse.stores.duckdb_store import DuckDBStore, literal

RowsTaken = Literal["all", "complete", "start"]
_ROWS_TAKEN: tuple[RowsTaken, ...] = ("all", "complete", "start")
TRANSITION = "lifecycle:transition"
_ALWAYS_MISSING = ("?",)
_OFTEN_MISSING = ("NA", "N/A", "NULL", "NaN", "None", "n/a", "null", "nan")
_ROWS_SAMPLED = 20_000
_EXAMPLES = 40
_HEADINGS_SAMPLED = 300


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What the cells of a log mean.

    Attributes
    ----------
    columns
        Use to heading; ``activity`` is in ``activity``.
    activity
        Headings whose texts, joined by ``+``, are the activity.
    moments
        Activity to heading of its time, where a row is a whole case.
    rows
        Which rows are events.
    missing
        What stands for nothing in who, group and transition; and, where ``missing_everywhere``, in every cell but the
        case.
    """

    columns: Mapping[str, str]
    activity: tuple[str, ...]
    moments: Mapping[str, str] = field(default_factory=dict)
    rows: RowsTaken = "all"
    missing: tuple[str, ...] = ()
    missing_everywhere: bool = False
    day_first: bool | None = None
    decisions: tuple[Decision, ...] = ()

    @property
    def named(self) -> dict[str, str]:
        """Which heading serves which use; those of an activity joined by ``+``."""
        return {**self.columns, "activity": "+".join(self.activity) or "+".join(self.moments.values())}

    @property
    def used(self) -> tuple[str, ...]:
        """Headings that need not stand among the attributes."""
        uses = [heading for use, heading in self.columns.items() if use != "tie_break"]
        return tuple(dict.fromkeys([*uses, *self.activity]))


def find_meaning(store: DuckDBStore, raw: RawLog, said: Said, *, shown: str) -> Meaning:
    """Find what the columns of a log mean.

    Raises
    ------
    LayoutQuestion
        A person must say; the candidates are offered.
    InputError
        What a person said does not fit the log.
    """
    profile = find_profile(said, raw.headings if not raw.fixed else ())
    taken, decisions = _said(raw, said, shown), list[Decision]()
    for use, heading in raw.fixed.items():
        if heading in raw.cells or use in REQUIRED:
            taken.setdefault(use, heading)
    activity = said_activity(said.activity, raw.headings, shown=shown) if said.activity else ()
    if raw.fixed and not activity:
        activity, decision = _classified(store, raw)
        decisions.append(decision)
    if activity:
        taken["activity"] = activity[0]
    examples = sample_cells(store, raw)
    found = find_columns(raw.headings, examples, said, profile, taken=taken)
    _ask(store, raw, found, examples, said, shown)
    decisions += [detected(found, use) for use in (*REQUIRED, *OPTIONAL) if use in found.because]
    if found.moments:
        decisions.append(_moments(found.moments, profile))
    columns = {use: heading for use, heading in found.columns.items() if use != "activity"}
    missing, everywhere = _missing(store, raw, columns, profile)
    decisions += [_blanks(missing, everywhere, profile), *_shared_names(store, raw, columns["case"])]
    return Meaning(
        columns=columns,
        activity=() if found.moments else activity or (found.columns["activity"],),
        moments=found.moments,
        rows=_rows_taken(said, profile, columns, shown),
        missing=missing,
        missing_everywhere=everywhere,
        day_first=profile.day_first if profile else None,
        decisions=tuple(decisions),
    )


def sample_cells(store: DuckDBStore, raw: RawLog) -> dict[str, list[str]]:
    """First filled cells under each heading."""
    headings = raw.headings[:_HEADINGS_SAMPLED]
    if not headings:
        return {}
    cells = ", ".join(raw.cells[heading] for heading in headings)
    rows = store.rows(f"SELECT {cells} FROM {raw.relation} LIMIT {_EXAMPLES}")
    return {
        heading: [str(row[n]) for row in rows if row[n] is not None]
        for n, heading in enumerate(headings)
    }  # fmt: skip


def _said(raw: RawLog, said: Said, shown: str) -> dict[str, str]:
    taken: dict[str, str] = {}
    for use in ("case", "timestamp", "start_timestamp", "resource", "tie_break"):
        name = getattr(said, use)
        if name is not None:
            option = f"--{use.replace('_', '-')}"
            taken[use] = said_column(name, raw.headings, shown=shown, option=option)
    if said.lifecycle is not None and said.lifecycle not in _ROWS_TAKEN:
        taken["lifecycle"] = said_column(said.lifecycle, raw.headings, shown=shown, option="--lifecycle")
    return taken


def _classified(store: DuckDBStore, raw: RawLog) -> tuple[tuple[str, ...], Decision]:
    """Take the first classifier whose keys every event has; without one, the name of the event."""
    for classifier in raw.classifiers:
        known = all(key in raw.cells for key in classifier.keys)
        # A classifier of who did it is no activity, and its values are people.
        if known and not all(map(says_who, classifier.keys)) and _in_every(store, raw, classifier):
            return _without_plain_transition(store, raw, classifier)
    name = raw.fixed.get("activity", "concept:name")
    because = "No classifier of what was done has keys that every event holds."
    because = because if raw.classifiers else "The format says so."
    return (name,), Decision(
        about="activity", decided=f"«{name}» of each event.", because=because, change_with="--activity"
    )


def _in_every(store: DuckDBStore, raw: RawLog, classifier: Classifier) -> bool:
    blank = " OR ".join(f"{raw.cells[key]} IS NULL" for key in classifier.keys)
    return not store.rows(f"SELECT 1 FROM {raw.relation} WHERE {blank} LIMIT 1")


def _without_plain_transition(
    store: DuckDBStore, raw: RawLog, classifier: Classifier
) -> tuple[tuple[str, ...], Decision]:
    keys = classifier.keys
    because = f"It is the log's first classifier, «{classifier.name}», whose keys every event has."
    if TRANSITION in keys and len(keys) > 1:
        cell = raw.cells[TRANSITION]
        others = f"SELECT 1 FROM {raw.relation} WHERE lower({cell}) NOT IN ('start', 'complete') LIMIT 1"
        if not store.rows(others):
            keys = tuple(key for key in keys if key != TRANSITION)
            because += f" Its {TRANSITION} is left out: it holds only start and complete."
    return keys, Decision(
        about="activity", decided=f"«{'+'.join(keys)}» of each event.", because=because, change_with="--activity"
    )


def _ask(
    store: DuckDBStore, raw: RawLog, found: Found, examples: Mapping[str, Sequence[str]], said: Said, shown: str
) -> None:
    if found.moments and said.profile is None and "case" in found.columns:
        _ask_of_repeats(store, raw, found, shown)
    question = unclear(found, raw.headings, examples, shown=shown, counts=is_counts(raw.headings))
    if question is not None:
        raise question
    doubtful = found.doubtful & set(REQUIRED)
    if not doubtful:
        return
    taken = ", ".join(f"«{found.columns[use]}» for {use}" for use in REQUIRED if use in doubtful)
    case = raw.cells[found.columns["case"]]
    ((rows, cases),) = store.rows(f"SELECT count(*), count(DISTINCT {case}) FROM {raw.relation}")
    if len(doubtful) > 1 or (rows == cases and rows):
        raise LayoutQuestion(
            f"Are the rows of {shown} events? Its headings leave it in doubt.",
            found=f"{rows:,} rows of {cases:,} cases; for want of better headings, {taken}",
            next_step="If they are, confirm with --case, --activity and --timestamp. If each row is a whole case with"
            " several times, describe them in a --profile under `moments`.",
        )


def _ask_of_repeats(store: DuckDBStore, raw: RawLog, found: Found, shown: str) -> None:
    """Ask where rows look like whole cases by their headings, but cases repeat."""
    case = raw.cells[found.columns["case"]]
    ((rows, cases),) = store.rows(f"SELECT count({case}), count(DISTINCT {case}) FROM {raw.relation}")
    if rows != cases:
        raise LayoutQuestion(
            f"Are the rows of {shown} whole cases, or events of them?",
            found=f"{rows:,} rows of {cases:,} cases; times at {', '.join(f'«{h}»' for h in found.moments.values())}",
            next_step="If they are events, say --activity and --timestamp. If each row is a case, say which --profile.",
        )


def _moments(moments: Mapping[str, str], profile: Profile | None) -> Decision:
    listed = ", ".join(f"«{moment}» at «{heading}»" for moment, heading in moments.items())
    return Decision(
        about="events",
        decided=f"A row is a case, and each of its times an event: {listed}.",
        because=f"The profile «{profile.name}» says so." if profile else "",
        change_with="--profile, or --activity and --timestamp",
    )


def _rows_taken(said: Said, profile: Profile | None, columns: Mapping[str, str], shown: str) -> RowsTaken:
    wanted = said.lifecycle if said.lifecycle is not None else profile.lifecycle if profile else None
    taken: RowsTaken = next((taken for taken in _ROWS_TAKEN if taken == wanted), "all")
    if taken == "start" and "lifecycle" not in columns:
        raise InputError(
            f"{shown} does not say which events are starts.",
            found="no column of transitions",
            next_step="Leave --lifecycle out, or name the column that holds start and complete.",
        )
    return taken


def _blanks(missing: Sequence[str], everywhere: bool, profile: Profile | None) -> Decision:
    marks = ", ".join(f"«{marker}»" for marker in missing)
    where = "in any column but the case" if everywhere else "as who, group or transition"
    return Decision(
        about="missing values",
        decided=f"Blank cells stand for nothing, and so do {marks} {where}. A case is what its cell says, even «NA».",
        because=f"The profile «{profile.name}» says so." if everywhere and profile else "Exports write it so.",
        change_with="--profile with missing: [...]",
    )


def _shared_names(store: DuckDBStore, raw: RawLog, case: str) -> list[Decision]:
    """Say where several traces of an XES log have one name: they are one case."""
    if raw.case_else == "NULL" or case not in raw.cells:
        return []
    ((traces, cases),) = store.rows(
        f"SELECT count(DISTINCT trace), count(DISTINCT {raw.cells[case]}) FROM {raw.relation}"
        f" WHERE trace > 0 AND {raw.cells[case]} IS NOT NULL"
    )
    if traces == cases:
        return []
    return [Decision(
        about="case", decided=f"{traces:,} traces have {cases:,} names; traces of one name are one case.",
        because="A case is told by its name.", change_with="--case",
    )]  # fmt: skip


def _missing(
    store: DuckDBStore, raw: RawLog, columns: Mapping[str, str], profile: Profile | None
) -> tuple[tuple[str, ...], bool]:
    """What stands for nothing: as the profile says, else «?», else NA and its like where several columns hold it."""
    if profile is not None and profile.missing:
        return profile.missing, True
    if raw.in_map:
        return _ALWAYS_MISSING, False
    others = [raw.cells[h] for h in raw.headings[:_HEADINGS_SAMPLED] if h != columns.get("case")]
    counts = ", ".join(
        " + ".join(f"CAST(count(*) FILTER ({cell} = {literal(marker)}) > 0 AS INTEGER)" for cell in others) or "0"
        for marker in _OFTEN_MISSING
    )
    ((*held,),) = store.rows(f"SELECT {counts} FROM (FROM {raw.relation} LIMIT {_ROWS_SAMPLED})")
    often = [marker for marker, n in zip(_OFTEN_MISSING, held, strict=True) if isinstance(n, int) and n > 1]
    return (*_ALWAYS_MISSING, *often), False
