"""May everything in the tree be published, and does it depend on nothing it should not?"""

import importlib.metadata
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REASONS = (ROOT / "docs/adr/0003-dependencies.md").read_text(encoding="utf-8")
DIRECT = sorted(
    {
        Requirement(line).name
        for group in [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
        for line in group
        if not line.startswith("inhouse[")
    }
)
RUNTIME_EXTRAS = ("web", "report", "spark", "postgres")
# A home directory, or a drive of somebody's machine.
MACHINE_PATH = re.compile(r"(?:^|[^.\w])/(?:home|Users|root|work|farm)/\w|\b[A-Z]:\\Users\\")
INDEX_HOST = re.compile(r"--(?:extra-)?index-url[= ]+\S|registry=[h]ttp|\"resolved\": *\"http")
COPYLEFT = re.compile(r"\bA?GPL|Affero|(?<!Lesser )General Public", re.IGNORECASE)


def tracked() -> list[Path]:
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return [p for folder in ("src", "tests", "docs", "examples") for p in (ROOT / folder).rglob("*") if p.is_file()]
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def texts() -> list[tuple[str, str]]:
    found = []
    for path in tracked():
        try:
            found.append((path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def test_no_file_is_large() -> None:
    assert not [f"{p.relative_to(ROOT)} {p.stat().st_size}" for p in tracked() if p.stat().st_size > 1_500_000]


def test_nothing_names_a_machine_or_a_package_index() -> None:
    this = Path(__file__).relative_to(ROOT).as_posix()
    named = [
        f"{name}: {match.group()}"
        for name, text in texts()
        for pattern in (MACHINE_PATH, INDEX_HOST)
        if name != this and (match := pattern.search(text))
    ]
    assert not named, "\n".join(named)
    assert not [p.name for p in tracked() if p.name in ("uv.lock", "package-lock.json")]


@pytest.mark.parametrize(
    ("text", "found"), [("see /ho" + "me/ann/x", True), ("GET /accounts/sign-in", False), ("../shared/data", False)]
)
def test_machine_paths_are_told_from_addresses(text: str, found: bool) -> None:
    assert bool(MACHINE_PATH.search(text)) is found


@pytest.mark.parametrize("name", DIRECT)
def test_each_dependency_has_a_reason_and_a_pin(name: str) -> None:
    assert re.search(rf"^\| `{re.escape(name)}` \| \S", REASONS, re.MULTILINE), "give its reason in docs/adr/0003"
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    canonical = re.sub(r"[-_.]+", "-", name).lower()
    assert re.search(rf"^{re.escape(canonical)}==\S+", pins, re.MULTILINE), "pin it: make constraints"


def test_every_pin_is_exact() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if not re.fullmatch(r"[a-z0-9-]+==[\w.+!]+( ;.*)?", line)]


def installed_for_use() -> set[str]:
    """Every distribution that inhouse needs at run time here, directly or through another."""
    extras = [Requirement(line) for extra in RUNTIME_EXTRAS for line in PROJECT["optional-dependencies"][extra]]
    waiting, seen = [*map(Requirement, PROJECT["dependencies"]), *extras], set()
    while waiting:
        wanted = waiting.pop()
        if wanted.name in seen:
            continue
        try:
            needs = importlib.metadata.requires(wanted.name) or []
        except importlib.metadata.PackageNotFoundError:
            continue
        seen.add(wanted.name)
        waiting += [
            need
            for need in map(Requirement, needs)
            if need.marker is None or any(need.marker.evaluate({"extra": e}) for e in (*wanted.extras, ""))
        ]
    return seen


def licence_of(name: str) -> str:
    about = importlib.metadata.metadata(name)
    classes = [c for c in about.get_all("Classifier", []) if c.startswith("License ::")]
    return about.get("License-Expression") or " ".join(classes) or (about.get("License") or "").partition("\n")[0]


def test_what_runs_is_free_of_copyleft() -> None:
    names = installed_for_use()
    assert {"duckdb", "django", "typer"} <= names
    bad = {name: licence for name in names if COPYLEFT.search(licence := licence_of(name).replace("LGPL", ""))}
    assert not bad
