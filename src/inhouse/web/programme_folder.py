"""What is a programme on disk? One folder: database, secret key, uploaded originals, Parquet, reports.

Copying the folder while the programme is stopped is a backup. Needs no Django, so that settings can read it.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from inhouse.core.errors import InputError


@dataclass(frozen=True)
class ProgrammeFolder:
    """The paths inside one programme folder.

    Examples
    --------
    >>> ProgrammeFolder(Path("birmingham")).database.name
    'programme.sqlite3'
    """

    path: Path

    @property
    def database(self) -> Path:
        """The SQLite database: accounts, decisions, audit, and which loads are active."""
        return self.path / "programme.sqlite3"

    @property
    def about(self) -> Path:
        """The small JSON file that makes a folder a programme and holds its name."""
        return self.path / "programme.json"

    @property
    def originals(self) -> Path:
        """Uploaded files, byte for byte, named by their SHA-256."""
        return self.path / "originals"

    @property
    def facts(self) -> Path:
        """Published facts, each with its sources; there need not be any."""
        return self.path / "facts.yaml"

    @property
    def reports(self) -> Path:
        """Reports made for people outside."""
        return self.path / "reports"

    def loaded(self, kind: str) -> Path:
        """Where loaded files of one kind (payments, contracts, events) lie."""
        return self.path / kind

    def exists(self) -> bool:
        """Say whether this folder is a programme."""
        return self.about.is_file()

    def require(self) -> ProgrammeFolder:
        """Return self, or say how to make a programme.

        Raises
        ------
        InputError
            When the folder is not a programme.
        """
        if not self.exists():
            raise InputError(
                "This folder is not a programme.",
                found=str(self.path),
                next_step=f"Make one with: inhouse init {self.path}",
            )
        return self

    def create(self, name: str) -> None:
        """Make the folder, its parts and its secret key; an existing programme keeps what it has."""
        kinds = (self.loaded(kind) for kind in ("payments", "contracts", "events"))
        for folder in (self.path, self.originals, *kinds, self.reports):
            folder.mkdir(parents=True, exist_ok=True)
        if not self.exists():
            self.about.write_text(json.dumps({"name": name, "format": 1}, ensure_ascii=False) + "\n", encoding="utf-8")

    def name(self) -> str:
        """The programme's name as people gave it."""
        about: dict[str, str] = json.loads(self.about.read_text(encoding="utf-8"))
        return str(about["name"])

    def ocid_prefix(self) -> str:
        """The registered prefix of contracting processes, as ``ocid_prefix`` in the about file; empty without one."""
        about: dict[str, str] = json.loads(self.about.read_text(encoding="utf-8"))
        return str(about.get("ocid_prefix", ""))

    def secret_key(self) -> str:
        """The key that signs sessions; made on first use, readable by the owner alone."""
        path = self.path / "secret.key"
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text(encoding="ascii").strip()
        with os.fdopen(handle, "w", encoding="ascii") as out:
            key = secrets.token_urlsafe(64)
            out.write(key)
        return key
