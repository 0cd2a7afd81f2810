"""Is the code small, documented and named so that it is easy to live in?"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src" / "inhouse").rglob("*.py"))
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "base"}
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def public(body: list[ast.stmt], inside: str = "") -> Iterator[tuple[str, Definition]]:
    """Public functions, classes and methods; a class within a class (Django's Meta) is the framework's."""
    for node in body:
        if not isinstance(node, Definition) or node.name.startswith("_"):
            continue
        if inside and isinstance(node, ast.ClassDef):
            continue
        yield f"{inside}{node.name}", node
        if isinstance(node, ast.ClassDef):
            yield from public(node.body, f"{node.name}.")


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_files_are_short_and_say_what_they_are_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    assert path.stem not in VAGUE
    if "migrations" not in path.parts and text.strip():
        assert ast.get_docstring(ast.parse(text)), "needs a docstring that says which question it answers"


def test_functions_are_short() -> None:
    long = [
        f"{name_of(path)}:{f.lineno} {f.name} has {f.end_lineno - f.lineno + 1} lines"
        for path in SOURCES
        for f in functions(path)
        if f.end_lineno - f.lineno >= 60
    ]
    assert not long, "\n".join(long)


def test_public_things_have_docstrings() -> None:
    bare = [
        f"{name_of(path)}:{node.lineno} {name}"
        for path in SOURCES
        if "migrations" not in path.parts
        for name, node in public(ast.parse(path.read_text(encoding="utf-8")).body)
        if not ast.get_docstring(node) and not is_overload(node)
    ]
    assert not bare, "\n".join(bare)


def is_overload(node: Definition) -> bool:
    return any(isinstance(d, ast.Name) and d.id == "overload" for d in node.decorator_list)


def test_no_module_and_package_share_a_name() -> None:
    packages = {path.parent for path in SOURCES if path.name == "__init__.py"}
    assert not [name_of(path) for path in SOURCES if path.with_suffix("") in packages]


def test_each_query_opens_with_the_question_it_answers() -> None:
    first_lines = {
        name_of(path): path.read_text(encoding="utf-8").splitlines()[0]
        for path in (ROOT / "src").rglob("queries/*.sql")
    }
    assert first_lines, "there are queries to check"
    assert not [name for name, line in first_lines.items() if not re.match(r"-- .*[?.]\s*$", line)]


def test_the_contracts_engine_never_adds_money_as_floats() -> None:
    risky = [
        f"{name_of(path)}:{node.lineno}"
        for path in SOURCES
        if "contracts" in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "float"
        and "gbp" in ast.unparse(node)
    ]
    assert not risky, "\n".join(risky)
    casts = [
        name_of(path)
        for path in (ROOT / "src/inhouse/contracts").rglob("*.sql")
        if "SUM(CAST(" in (sql := path.read_text(encoding="utf-8").upper().replace(" ", "")) and "ASDOUBLE))" in sql
    ]
    assert not casts, "\n".join(casts)
