"""What may be said to `inhouse capacity`: a desk in numbers, or a log and how to simulate with it?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def _says(help_text: str, *, metavar: str | None = None) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(help=help_text, metavar=metavar)
    return option


ArrivalsPerHour = Annotated[float | None, _says("How many people ask for help in an hour.", metavar="X")]
HandleMinutes = Annotated[float | None, _says("The mean time an agent needs, in minutes.", metavar="Y")]
Agents = Annotated[int | None, _says("Agents at work at the same time.", metavar="N")]
PatienceMinutes = Annotated[
    float | None, _says("The mean time after which people give up; if left out, nobody does.", metavar="Z")
]
TargetSeconds = Annotated[float, _says("Answer within so many seconds.", metavar="S")]
TargetShare = Annotated[float, _says("This share of people, 0 to 1.", metavar="P")]
Shock = Annotated[list[float] | None, _says("So many times the demand; repeat.", metavar="K")]
Log = Annotated[list[Path] | None, _says("Simulate the desk with the demand of this event log; repeat.", metavar="LOG")]
Calendar = Annotated[Path | None, _says("With --log: opening hours, as YAML.", metavar="FILE")]
Skill = Annotated[str, _says("With --log: the column that tells kinds of work apart, such as org_group.")]
Team = Annotated[list[str] | None, _says("With --log: who can do which work; repeat.", metavar="NAME=N:SKILL,SKILL")]
Days = Annotated[int, _says("With --log: days to simulate.")]
ShockDays = Annotated[int | None, _says("With --log: days the shock lasts; to the end if left out.")]
Runs = Annotated[int, _says("With --log: how many runs.")]
Seed = Annotated[int, typer.Option(min=0, help="Fixes chance.")]
