"""Where are accounts, decisions and audit kept? SQLite in the programme folder, or PostgreSQL for many users."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from inhouse.web.programme_folder import ProgrammeFolder

# WAL lets people read while a load is written. FULL means "saved" is said only once the disk has it.
SQLITE_START = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"


def database_settings(folder: ProgrammeFolder, address: str) -> dict[str, Any]:
    """Return Django's settings for the database.

    Parameters
    ----------
    folder
        The programme folder, for SQLite.
    address
        ``postgresql://user:password@host:port/name``, or empty for SQLite.

    Examples
    --------
    >>> from pathlib import Path
    >>> database_settings(ProgrammeFolder(Path("p")), "postgresql://ann@db:5433/house")["PORT"]
    '5433'
    """
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder.database,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_START},
            "TEST": {"NAME": folder.path / "test.sqlite3"},
        }
    parts = urlsplit(address)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise ImproperlyConfigured("INHOUSE_DATABASE must look like postgresql://user:password@host:5432/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
    }
