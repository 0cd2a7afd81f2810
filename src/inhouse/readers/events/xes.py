"""What does an XES file say, event by event, however large it is?

The file is parsed as a stream (expat), and each event becomes one line of JSON for the store: memory does not grow
with the file. Entities and document types are refused. Written from IEEE 1849-2016 and XES 1.0: element names count,
whatever their namespace; the order that the standard asks for is asked for, except among the declarations before the
first trace, where common software differs and the meaning does not. Values that <global> offers for attributes that an
event lacks are not filled in: the standard gives them for making attributes, not for knowing them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.parsers import expat

from inhouse.core.errors import InputError
from inhouse.readers.events.lines import EventLines
from inhouse.readers.events.raw import Classifier, RawLog, map_cells

CASE = "case:concept:name"
_TYPES = frozenset(("string", "date", "int", "float", "boolean", "id"))
_HOLDERS = frozenset(("list", "container"))
_NEEDED = {"extension": ("name", "prefix", "uri"), "classifier": ("name", "keys")}
_KNOWN = {
    "log": {"xes.version", "xes.features"},
    "extension": {"name", "prefix", "uri"},
    "global": {"scope"},
    "classifier": {"name", "scope", "keys"},
    "attribute": {"key", "value"},
}
_STANDARD = frozenset(("concept", "time", "lifecycle", "org", "identity", "cost"))
_DECLARATIONS = ("extension", "global", "classifier", "attribute")
_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_MOST_DEEP = 200
_CHUNK = 1 << 16


def read_xes(path: Path, workdir: Path, shown: str) -> RawLog:
    """Read an XES file into lines that the store can scan.

    Parameters
    ----------
    path
        The file, unpacked.
    workdir
        Where the lines are written.
    shown
        The name to use in messages.

    Raises
    ------
    InputError
        The structure is broken, or entities are declared; the message names the line.
    """
    with EventLines(workdir / "events.ndjson") as lines:
        parser = _Parser(lines=lines, shown=shown)
        with path.open("rb") as file:
            parser.parse(file)
    return RawLog(
        format=f"XES {parser.version}".strip(),
        relation=lines.relation(),
        cells=map_cells(list(lines.keys) or [CASE]),
        in_map=True,
        case_else="CASE WHEN trace > 0 THEN 'trace ' || trace END",
        classifiers=tuple(parser.classifiers),
        warnings=tuple(parser.warnings()),
        fixed={"case": CASE, "timestamp": "time:timestamp", "resource": "org:resource", "org_group": "org:group",
               "lifecycle": "lifecycle:transition"},
    )  # fmt: skip


@dataclass
class _Parser:
    """State of one pass: where it stands, what the trace says, what the event says so far."""

    lines: EventLines
    shown: str
    version: str = ""
    classifiers: list[Classifier] = field(default_factory=list)
    global_types: dict[str, str] = field(default_factory=dict)
    traces: int = 0
    stack: list[str] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    trace_cells: dict[str, str] = field(default_factory=dict)
    event_cells: dict[str, str] = field(default_factory=dict)
    begun: str = ""
    last_declared: int = 0
    trace_begun: bool = False
    list_closed: list[bool] = field(default_factory=list)
    doubts: Counter[str] = field(default_factory=Counter)
    first_line: dict[str, int] = field(default_factory=dict)
    raw_keys: list[tuple[str, str]] = field(default_factory=list)
    prefixes: dict[str, str] = field(default_factory=dict)

    def parse(self, file: IO[bytes]) -> None:
        self.expat = expat.ParserCreate()
        self.expat.buffer_text = True
        self.expat.StartElementHandler = self._start
        self.expat.EndElementHandler = self._end
        self.expat.StartDoctypeDeclHandler = self._refuse_doctype
        self.expat.EntityDeclHandler = self._refuse_entity
        try:
            while chunk := file.read(_CHUNK):
                self.expat.Parse(chunk, False)
            self.expat.Parse(b"", True)
        except expat.ExpatError as error:
            raise self._broken(
                "it is not well-formed XML", found=expat.errors.messages[error.code], line=error.lineno
            ) from error
        except (LookupError, ValueError, UnicodeError) as error:
            raise self._broken("its encoding is not known", found=str(error)) from error
        self._finish_classifiers()

    def warnings(self) -> list[str]:
        """Say what was odd, how often, and where first."""
        return [
            f"{text} ({count:,} time{'' if count == 1 else 's'}, first in line {self.first_line[text]:,})."
            for text, count in self.doubts.items()
        ]

    def _start(self, name: str, given: dict[str, str]) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        stack = self.stack
        depth = len(stack)
        if depth > _MOST_DEEP:
            raise self._broken("attributes are nested too deeply", found=f"{depth} levels")
        kind = "attribute" if name in _TYPES or name in _HOLDERS else name
        if not depth:
            self._root(name, given)
        elif kind == "attribute":
            self._attribute(name, given)
        elif kind == "event":
            self._event(stack[-1])
        elif kind == "trace":
            self._trace(stack[-1])
        elif kind == "values" and stack[-1] == "list":
            self.list_closed[-1] = True
        else:
            self._declaration(name, given)
        if given and kind != "attribute":
            self._undeclared(kind, given)
        stack.append(name)

    def _end(self, _name: str) -> None:
        name = self.stack.pop()
        if name == "event":
            self._write()
        elif name in _TYPES or name in _HOLDERS:
            self.path.pop()
            if name == "list" and not self.list_closed.pop():
                self._doubt("A list has no <values>, as XES 1849 asks; its entries, if any, are read all the same")
        elif name == "trace":
            if not self.trace_cells.get(CASE, "").strip():
                self._doubt("A trace has no concept:name; its number in the file is its case")
            self.trace_cells = {}

    def _root(self, name: str, given: dict[str, str]) -> None:
        if name != "log":
            raise self._broken("the outermost element is not <log>", found=f"<{name}>")
        self.version = given.get("xes.version", "")

    def _declaration(self, name: str, given: dict[str, str]) -> None:
        parent = self.stack[-1]
        if name not in _DECLARATIONS or len(self.stack) != 1:
            raise self._broken(f"<{name}> does not belong inside <{parent}>", found=f"<{name}>")
        self._in_order(name)
        missing = [need for need in _NEEDED.get(name, ()) if not given.get(need)]
        if missing:
            raise self._broken(
                f"<{name}> lacks {' and '.join(missing)}", found=f"<{name}> with {len(given)} attributes"
            )
        if name == "extension":
            standard = given["uri"].rpartition("/")[2].removesuffix(".xesext")
            if standard in _STANDARD and given["prefix"] != standard:
                self.prefixes[given["prefix"]] = standard
        if name == "classifier" and given.get("scope", "event") == "event":
            self.raw_keys.append((given["name"], given["keys"]))

    def _in_order(self, name: str) -> None:
        """Ask that declarations precede traces and events; tolerate any order among themselves, and say so."""
        if self.begun:
            raise self._broken(
                f"<{name}> comes after the first <{self.begun}>; everything about the log must come before",
                found=f"<{name}> after <{self.begun}>",
            )
        place = _DECLARATIONS.index("attribute" if name in _TYPES or name in _HOLDERS else name)
        if place < self.last_declared:
            self._doubt(f"<{name}> comes later than the standard asks; read all the same")
        self.last_declared = max(place, self.last_declared)

    def _trace(self, parent: str) -> None:
        if parent != "log":
            raise self._broken(f"<trace> does not belong inside <{parent}>", found="<trace>")
        if self.begun == "event":
            raise self._broken("<trace> comes after an <event> outside any trace", found="<trace> after <event>")
        self.begun = "trace"
        self.traces += 1
        self.trace_begun = False

    def _event(self, parent: str) -> None:
        if parent not in ("trace", "log"):
            raise self._broken(f"<event> does not belong inside <{parent}>", found="<event>")
        self.trace_begun = True
        if parent == "log":
            self.begun = "event"
        self.event_cells = {}

    def _attribute(self, name: str, given: dict[str, str]) -> None:
        parent = self.stack[-1]
        key = given.get("key")
        if key is None:
            raise self._broken(f"<{name}> lacks its key", found=f"<{name}>")
        if self.prefixes:
            key = self._standard_key(key)
        value = given.get("value")
        if len(given) != 2 or value is None:
            self._odd_attribute(name, given)
        self._place(parent, name, key, value)
        self.path.append(key)
        if name == "list":
            self.list_closed.append(False)
        if name != "string" and value is not None:
            # Below an attribute, keys may be people's names (as in totals by resource): they are not repeated.
            self._check(name, key if parent in ("event", "trace", "log", "global") else "a nested key", value)
        if parent == "event" and self.global_types.get(key, name) != name:
            self._doubt(f"The type of «{key}» is not the one that <global> declares; its text is kept")

    def _place(self, parent: str, name: str, key: str, value: str | None) -> None:
        """Keep an attribute where it belongs: with the event, the trace, what it nests in, or nowhere."""
        if parent == "event":
            self._keep(self.event_cells, key, value)
        elif parent == "trace":
            if self.trace_begun:
                raise self._broken("an attribute of a trace comes after its first event", found=f"<{name}>")
            self._keep(self.trace_cells, f"case:{key}", value)
        elif parent == "log":
            self._in_order(name)
        elif parent == "global":
            self.global_types[key] = name
        elif parent in _TYPES or parent in _HOLDERS or parent == "values":
            self._nested(parent, name, key, value)
        else:
            raise self._broken(f"<{name}> does not belong inside <{parent}>", found=f"<{name}>")

    def _nested(self, parent: str, name: str, key: str, value: str | None) -> None:
        if parent == "list" and self.list_closed[-1]:
            raise self._broken("an attribute of a list comes after its <values>", found=f"<{name}>")
        if "event" in self.stack:
            self._keep(self.event_cells, "/".join((*self.path, key)), value)
        elif "trace" in self.stack:
            self._keep(self.trace_cells, "case:" + "/".join((*self.path, key)), value)

    def _standard_key(self, key: str) -> str:
        """Give a key of a standard extension its standard prefix, whatever prefix the file chose."""
        prefix, colon, rest = key.partition(":")
        return f"{self.prefixes.get(prefix, prefix)}:{rest}" if colon else key

    def _keep(self, cells: dict[str, str], key: str, value: str | None) -> None:
        """Keep a value; a second of the same key (in a list) gets a number of its own."""
        if value is None:
            return
        if key in cells:
            key = next(f"{key}#{n}" for n in range(2, len(cells) + 3) if f"{key}#{n}" not in cells)
        cells[key] = value

    def _odd_attribute(self, name: str, given: dict[str, str]) -> None:
        self._undeclared("attribute", given)
        if name in _TYPES and "value" not in given:
            self._doubt(f"<{name}> has no value; it counts as blank")

    def _undeclared(self, kind: str, given: dict[str, str]) -> None:
        odd = sorted(a for a in given if a not in _KNOWN.get(kind, ()) and not a.startswith(("xmlns", "xsi:", "xml:")))
        odd = [a for a in odd if kind != "log" or "." not in a]
        for each in odd:
            element = "an attribute" if kind == "attribute" else f"<{kind}>"
            self._doubt(f"The standard knows no «{each}» on {element}; it is passed over")

    def _check(self, name: str, key: str, value: str) -> None:
        """Say where a value is not of its type; its text is kept."""
        if not _is_typed(name, value):
            self._doubt(f"A value of «{key}» is not of its type, {name}; its text is kept")
        elif name == "date" and key != "time:timestamp" and len(value) < 20:
            self._doubt(f"A date of «{key}» has no offset; it is kept as it stands")

    def _write(self) -> None:
        trace = self.traces if self.stack[-1] == "trace" else 0
        self.lines.write({**self.trace_cells, **self.event_cells}, trace=trace)

    def _finish_classifiers(self) -> None:
        known = [*self.global_types, *self.lines.keys]
        self.classifiers = [
            Classifier(name=name, keys=tuple(map(self._standard_key, split_keys(keys, known))))
            for name, keys in self.raw_keys
        ]

    def _doubt(self, text: str) -> None:
        self.doubts[text] += 1
        self.first_line.setdefault(text, self.expat.CurrentLineNumber)

    def _refuse_doctype(self, *_given: object) -> None:
        raise self._broken(
            "it declares a document type or entities, which could blow up or pull in other files", found="<!DOCTYPE>"
        )

    def _refuse_entity(self, *_given: object) -> None:
        raise self._broken(
            "it declares a document type or entities, which could blow up or pull in other files", found="<!ENTITY>"
        )

    def _broken(self, wrong: str, *, found: str, line: int | None = None) -> InputError:
        return InputError(
            f"{self.shown} is not a valid XES log: {wrong}.",
            found=f"{found} in line {line or self.expat.CurrentLineNumber}",
            next_step="Export the log again, or mend that line.",
        )


def split_keys(keys: str, known: list[str]) -> tuple[str, ...]:
    """Split the keys of a classifier: at blanks, but not inside quotes nor inside a key that the log knows.

    Examples
    --------
    >>> split_keys("concept:name 'resource country' line of business", ["line of business"])
    ('concept:name', 'resource country', 'line of business')
    """
    longest_first = sorted((key for key in set(known) if " " in key), key=len, reverse=True)
    wanted = "|".join([r"'([^']+)'", *(f"(?:{re.escape(key)})(?= |$)" for key in longest_first), r"\S+"])
    return tuple(match.group(1) or match.group(0) for match in re.finditer(wanted, keys))


def _is_typed(name: str, value: str) -> bool:
    if name == "int":
        return value.strip().lstrip("+-").isdigit()
    if name == "boolean":
        return value.strip() in ("true", "false", "0", "1")
    if name == "float":
        try:
            float(value)
        except ValueError:
            return False
        return True
    if name == "id":
        return _ID.fullmatch(value.strip()) is not None
    return name != "date" or value[:4].lstrip("-").isdigit()
