"""Which ways can work go wrong, and what does each mean to the person who asked?

Every error a user can cause is one of these, and each names what is wrong, what was found and what to do next::

    InhouseError
    ├── UsageError           exit 2   the command was asked in a way it does not understand
    │   └── MissingPart               it needs a part that is not installed here
    ├── InputError           exit 10  a file or value given cannot be used
    │   ├── UnreadableFile            not the kind of file it claims to be, damaged, locked or empty
    │   └── LayoutQuestion            readable, but its columns have more than one meaning: a person must say
    ├── ParameterError       exit 11  a number of law or policy is missing or out of range
    ├── InfeasibleError      exit 12  no answer satisfies every constraint
    ├── NotAllowedError      exit 13  the person may not do this
    └── StaleError           exit 14  the evidence is older, or other, than what was signed
"""

from __future__ import annotations

from dataclasses import dataclass


class InhouseError(Exception):
    """Base of every error that is the user's to mend; never raised itself.

    Parameters
    ----------
    wrong
        What is wrong, in one sentence.
    found
        What was found, as written in the file or on the command line.
    next_step
        What the person can do about it.
    """

    exit_code = 1

    def __init__(self, wrong: str, *, found: str = "", next_step: str = "") -> None:
        self.wrong, self.found, self.next_step = wrong, found, next_step
        super().__init__(wrong)

    def __str__(self) -> str:
        lines = [self.wrong]
        if self.found:
            lines.append(f"Found: {self.found}")
        if self.next_step:
            lines.append(f"Next: {self.next_step}")
        return "\n".join(lines)


class UsageError(InhouseError):
    """The command was asked in a way it does not understand."""

    exit_code = 2


class MissingPart(UsageError):
    """The command needs a part that can be installed, and is not."""


class InputError(InhouseError):
    """A file or a value given cannot be used."""

    exit_code = 10


class UnreadableFile(InputError):
    """The file is missing, empty, damaged, locked or of another kind than its name says."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One possible meaning of a column, offered with a question."""

    field: str
    column: int
    header: str
    example: str


class LayoutQuestion(InputError):
    """The file can be read, but a person must say what its columns mean.

    Parameters
    ----------
    candidates
        The columns that could hold each field in doubt, best first.
    """

    def __init__(
        self, wrong: str, *, found: str = "", next_step: str = "", candidates: tuple[Candidate, ...] = ()
    ) -> None:
        super().__init__(wrong, found=found, next_step=next_step)
        self.candidates = candidates

    def __str__(self) -> str:
        offers = [
            f"  {c.field}: column {c.column + 1} «{c.header or 'no header'}», for example «{c.example}»"
            for c in self.candidates
        ]
        return "\n".join([super().__str__(), *offers])


class ParameterError(InhouseError):
    """A number of law or policy is missing for the date asked, or out of its range."""

    exit_code = 11


class InfeasibleError(InhouseError):
    """No answer satisfies every constraint; the message names those in conflict."""

    exit_code = 12


class NotAllowedError(InhouseError):
    """The person may not do this."""

    exit_code = 13


class StaleError(InhouseError):
    """The evidence is older than allowed, or differs from what was signed."""

    exit_code = 14
