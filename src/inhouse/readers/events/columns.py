"""Which column of a log says case, activity and time?

What a person said comes first, then what the format fixes, then a profile, then the wording of headings confirmed by
the cells below them. Nothing is taken for its position. Where two columns would do equally, the answer is a question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

from inhouse.core.errors import Candidate, InputError, LayoutQuestion
from inhouse.core.results import Decision
from inhouse.readers.events.said import Profile, Said, first_of, plain
from inhouse.readers.headings import Vocabulary, load_vocabulary

_FIELDS = Path(__file__).with_name("fields.yaml")
REQUIRED = ("case", "activity", "timestamp")
OPTIONAL = ("start_timestamp", "resource", "org_group", "lifecycle")
_OPTION = {"case": "--case", "activity": "--activity", "timestamp": "--timestamp", "resource": "--resource",
           "lifecycle": "--lifecycle"}  # fmt: skip
_TIME_LIKE = re.compile(r"\d{1,4}[-/. ]\w{1,9}[-/. ,]+\d{1,4}|^\d{8,19}(\.\d+)?$|^[A-Za-z]{3,9} \d{1,2},? \d{4}")
_WORDS = {"case": "the case", "activity": "the activity", "timestamp": "the time"}
_MOST_LISTED = 40
_TRANSITIONS = frozenset((
    "schedule", "assign", "withdraw", "reassign", "start", "suspend", "resume", "pi_abort", "ate_abort", "complete",
    "autoskip", "manualskip",
))  # fmt: skip
Examples = Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Found:
    """Which heading serves which use, and how that was told; ``doubtful`` uses have theirs for want of a better one."""

    columns: Mapping[str, str]
    because: Mapping[str, str] = field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()
    moments: Mapping[str, str] = field(default_factory=dict)


def said_column(name: str, headings: Sequence[str], *, shown: str, option: str) -> str:
    """Find the heading that a person named.

    Raises
    ------
    InputError
        There is none; the message lists those there are.
    """
    found = first_of((name, f"case:{name}"), headings)
    if found is None:
        raise InputError(
            f"{shown} has no column «{name}», which {option} names.", found=_listed(headings),
            next_step=f"Give {option} one of the columns found.",
        )  # fmt: skip
    return found


def said_activity(name: str, headings: Sequence[str], *, shown: str) -> tuple[str, ...]:
    """Find the headings of an activity that a person named: one, or several joined by ``+``."""
    whole = first_of((name,), headings)
    if whole is not None or "+" not in name:
        return (whole or said_column(name, headings, shown=shown, option="--activity"),)
    return tuple(said_column(n.strip(), headings, shown=shown, option="--activity") for n in name.split("+"))


def find_columns(
    headings: Sequence[str], examples: Examples, said: Said, profile: Profile | None, *, taken: Mapping[str, str]
) -> Found:
    """Find a heading for each use, as far as it can be told.

    Parameters
    ----------
    headings, examples
        Of the log; examples are the first filled cells under each heading.
    said
        What a person said; such uses are left out here.
    profile
        How exports of this system are worded.
    taken
        Columns that are settled, by use.
    """
    columns, because = dict(taken), {}
    if profile is not None:
        for use in (*REQUIRED, *OPTIONAL, "tie_break"):
            heading = profile.column(use, headings)
            if use not in columns and heading is not None:
                columns[use], because[use] = heading, f"The profile «{profile.name}» says so."
    moments = profile.moment_columns(headings) if profile and not (said.activity or said.timestamp) else {}
    own = said.profile is None and all(_by_name(use, headings, examples, {}) for use in ("activity", "timestamp"))
    if moments and "activity" not in columns and not own:
        return Found(columns=columns, because=because, moments=moments)
    doubtful = set()
    for use in (*REQUIRED, *OPTIONAL):
        if use in columns:
            continue
        heading, doubt = _by_name(use, headings, examples, columns), False
        if heading is None:
            heading, doubt = _by_words(use, headings, examples, columns)
        if heading is None and use == "lifecycle":
            heading = _by_transitions(headings, examples, columns)
        if heading is not None:
            columns[use], because[use] = heading, f"Its heading is «{heading}»."
            doubtful |= {use} if doubt else set()
    return Found(columns=columns, because=because, doubtful=frozenset(doubtful))


def unclear(
    found: Found, headings: Sequence[str], examples: Examples, *, shown: str, counts: bool = False
) -> LayoutQuestion | None:
    """Ask for what a log needs and nobody can tell; None where everything is clear."""
    uses = ("case",) if found.moments else REQUIRED
    missing = [use for use in uses if use not in found.columns]
    if not missing:
        return None
    words = " and ".join(_WORDS[use] for use in missing)
    if counts:
        return LayoutQuestion(
            f"{shown} holds counts, not events: each row says how many, not what happened to one case and when.",
            found=_listed(headings),
            next_step="Ask for the export with one row for each case or event. Counts can go to `inhouse spc`.",
        )
    options = ", ".join(f"{_OPTION[use]} COLUMN" for use in missing)
    return LayoutQuestion(
        f"Which column of {shown} holds {words}?",
        found=_listed(headings),
        next_step=f"Say it with {options}. A file with one row for each case and several times needs --profile.",
        candidates=tuple(
            Candidate(field=use, column=headings.index(h), header=h, example=next(iter(examples.get(h, ())), ""))
            for use in missing
            for h in candidates(use, headings, examples)[:5]
        ),
    )


def candidates(use: str, headings: Sequence[str], examples: Examples) -> tuple[str, ...]:
    """List the headings that could serve a use, best first: by name, by words, by cells."""
    people = {h for h in headings if says_who(h)}
    named = [n for n in (first_of((name,), headings) for name in _names(use)) if n]
    ranks = ((words().rank(use, h), h) for h in headings)
    ranked = [h for _, h in sorted((rank, h) for rank, h in ranks if rank is not None)]
    fitting = [h for h in headings if h not in people and _confirms(use, examples.get(h, ())) and _telling(use, h)]
    return tuple(dict.fromkeys(h for h in [*named, *ranked, *fitting] if h not in people))


def is_counts(headings: Sequence[str]) -> bool:
    """Say whether headings are those of a table of counts by period, such as year, month, area, reports."""
    spelt = {plain(h) for h in headings}
    periods = {"year", "month", "week", "quarter", "period", "day"} & spelt
    numbers = {"count", "counts", "total", "reports", "number", "n", "cases", "requests", "volume", "frequency"} & spelt
    return bool(periods and numbers) or bool(numbers and any("average" in h for h in spelt) and periods)


def detected(found: Found, use: str) -> Decision:
    """State which column was taken for a use."""
    return Decision(
        about=use.replace("_", " "), decided=f"Column «{found.columns[use]}».", because=found.because[use],
        change_with=_OPTION.get(use, "--profile"),
    )  # fmt: skip


def _by_name(use: str, headings: Sequence[str], examples: Examples, columns: Mapping[str, str]) -> str | None:
    for name in _names(use):
        heading = first_of((name,), headings)
        if heading is not None and heading not in columns.values() and _confirms(use, examples.get(heading, ())):
            return heading
    return None


def _by_words(
    use: str, headings: Sequence[str], examples: Examples, columns: Mapping[str, str]
) -> tuple[str | None, bool]:
    """Take the heading whose words say it best, and say whether it is a last resort.

    None where two say it equally well and the use is required. A case is not told by an ID of something unknown.
    """
    ranked = sorted(
        (rank, n)
        for n, h in enumerate(headings)
        if h not in columns.values()
        and (rank := words().rank(use, h)) is not None
        and not (use == "case" and _is_last(use, h) and rank[-1])
        and _confirms(use, examples.get(h, ()))
    )
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0] and use in REQUIRED):
        return None, False
    heading = headings[ranked[0][1]]
    return heading, _is_last(use, heading)


def _is_last(use: str, heading: str) -> bool:
    """Say whether only words of last resort name the use."""
    known, last = words().fields[use].heads, words().fields[use].last
    return not set(words().words(heading)) & (known - last)


def _by_transitions(headings: Sequence[str], examples: Examples, columns: Mapping[str, str]) -> str | None:
    """Take a column that holds transitions of the standard alone, complete among them."""
    for heading in headings:
        values = {value.lower() for value in examples.get(heading, ())}
        if heading not in columns.values() and "complete" in values and values <= _TRANSITIONS:
            return heading
    return None


def _confirms(use: str, cells: Sequence[str]) -> bool:
    """Say whether the cells below a heading could be what it says; no cells say nothing against it."""
    if use in ("timestamp", "start_timestamp"):
        return not cells or sum(bool(_TIME_LIKE.search(cell)) for cell in cells) * 2 >= len(cells)
    if use == "activity":
        return not cells or not all(_TIME_LIKE.search(cell) for cell in cells)
    return True


def _telling(use: str, heading: str) -> bool:
    """Say whether cells alone make a heading worth offering: only times are told by their looks."""
    return use == "timestamp" and bool(heading)


def _listed(headings: Sequence[str]) -> str:
    more = f" and {len(headings) - _MOST_LISTED} more" if len(headings) > _MOST_LISTED else ""
    return ", ".join(f"«{h}»" for h in headings[:_MOST_LISTED]) + more or "no columns"


def _in_names(use: str, heading: str) -> bool:
    return plain(heading) in {plain(name) for name in _names(use)}


def says_who(heading: str) -> bool:
    """Say whether a heading names people or groups, not what was done.

    Examples
    --------
    >>> says_who("org:resource"), says_who("concept:name")
    (True, False)
    """
    return any(_in_names(use, heading) or words().rank(use, heading) is not None for use in ("resource", "org_group"))


@cache
def words() -> Vocabulary:
    """Words of the headings of event logs."""
    return load_vocabulary(_FIELDS)


@cache
def _names(use: str) -> tuple[str, ...]:
    data = yaml.safe_load(_FIELDS.read_text(encoding="utf-8"))
    return tuple(map(str, data["names"].get(use, ())))
