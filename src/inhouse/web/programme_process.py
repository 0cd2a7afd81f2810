"""How is a service named without a browser? Through the same action as on the Process pages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from inhouse.web.programme import open_programme

if TYPE_CHECKING:
    from inhouse.web.accounts.models import User


def name_service(name: str, logs: Iterable[str], into: Path, *, by: User | None = None) -> str:
    """Name a service, told of by loaded logs.

    Parameters
    ----------
    logs
        The SHA-256 of each.
    by
        The account that acts; None for the person at the command line.

    Returns
    -------
    str
        The end of the service's address.

    Raises
    ------
    InputError
        When there is a service of that name, or none of these logs.
    """
    open_programme(into)
    from inhouse.web.process import actions
    from inhouse.web.sources.models import Kind
    from inhouse.web.sources.queries import loaded_sources

    return actions.name_service(name, list(loaded_sources(Kind.EVENTS).filter(sha256__in=logs)), by=by).slug
