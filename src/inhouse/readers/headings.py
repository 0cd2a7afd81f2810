"""Which field does a column heading name?

Headings are matched word by word against a vocabulary in YAML, so that a wording nobody has met before is still read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from inhouse.core.errors import InputError

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[a-z0-9]+")
_LEAD_NUMBER = re.compile(r"^\s*\d+[.)]?\s+(?=\D)")
_LONGEST_HEADING = 80
PLAIN = "plain"
Rank = tuple[bool, int, int, int]
"""Whether it has a last-resort word, best and worst preference met, and how many words are unknown."""


@dataclass(frozen=True, kw_only=True)
class FieldWords:
    """The words by which headings name one field."""

    heads: frozenset[str]
    never: frozenset[str] = frozenset()
    requires: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()
    only_with: Mapping[str, frozenset[str]] = field(default_factory=dict)
    prefer: tuple[frozenset[str], ...] = ()

    def rank(self, words: Sequence[str]) -> Rank | None:
        """Say how well words name the field: the least rank is best, None is not at all."""
        found = set(words)
        if not found & self.heads or found & self.never or (self.requires and not found & self.requires):
            return None
        if any(word in found and not found & others for word, others in self.only_with.items()):
            return None
        ranks = [rank for rank, liked in enumerate(self.prefer) if found & liked]
        if not ranks:
            ranks = [next((r for r, liked in enumerate(self.prefer) if PLAIN in liked), len(self.prefer))]
        return bool(found & self.last), min(ranks), max(ranks), len(found - self.heads - self._liked)

    @cached_property
    def _liked(self) -> frozenset[str]:
        return frozenset().union(*self.prefer, self.requires, self.last, *self.only_with, *self.only_with.values())


@dataclass(frozen=True, kw_only=True, eq=False)
class Vocabulary:
    """How the headings of one kind of file are worded."""

    fields: Mapping[str, FieldWords]
    aliases: Mapping[str, str]

    def words(self, heading: str) -> tuple[str, ...]:
        """Split a heading into known words.

        Examples
        --------
        >>> Vocabulary(fields={}, aliases={"no": "number"}).words("6 SupplierNo. (T)")
        ('supplier', 'number', 't')
        """
        if len(heading) > _LONGEST_HEADING:
            return ()
        bare = _CAMEL.sub(" ", _LEAD_NUMBER.sub("", heading)).replace("£", " pounds ").lower()
        words: list[str] = []
        for word in _WORD.findall(bare):
            words.extend(self._known(word).split())
        return tuple(words)

    def rank(self, name: str, heading: str) -> Rank | None:
        """Say how well a heading names a field: the least rank is best, None is not at all."""
        return _rank(self, name, heading)

    def _known(self, word: str) -> str:
        if word in self.aliases:
            return self.aliases[word]
        if len(word) < 6 or word in self._lexicon:
            return word
        close = get_close_matches(word, self._heads, n=1, cutoff=0.9)
        return close[0] if close else word

    @cached_property
    def _heads(self) -> frozenset[str]:
        return frozenset(w for words in self.fields.values() for w in words.heads)

    @cached_property
    def _lexicon(self) -> frozenset[str]:
        others = (w for words in self.fields.values() for w in (*words.never, *words._liked))
        return self._heads.union(others)


@lru_cache(maxsize=4096)
def _rank(vocabulary: Vocabulary, name: str, heading: str) -> Rank | None:
    return vocabulary.fields[name].rank(vocabulary.words(heading))


def load_vocabulary(path: Path, extra: Sequence[Path] = ()) -> Vocabulary:
    """Read a vocabulary, and add the words of further profiles to it.

    Raises
    ------
    InputError
        A profile is not YAML of the expected shape.
    """
    fields: dict[str, dict[str, Any]] = {}
    aliases: dict[str, str] = {}
    for source in (path, *extra):
        data = _profile(source)
        aliases.update({str(k): str(v) for k, v in data.get("aliases", {}).items()})
        for name, words in data.get("fields", {}).items():
            merged = fields.setdefault(
                name, {"heads": set(), "never": set(), "requires": set(), "last": set(), "only_with": {}, "prefer": []}
            )
            for key in ("heads", "never", "requires", "last"):
                merged[key] |= {str(word) for word in words.get(key, ())}
            merged["only_with"].update({str(k): frozenset(map(str, v)) for k, v in words.get("only_with", {}).items()})
            merged["prefer"] += [frozenset(map(str, group)) for group in words.get("prefer", ())]
    return Vocabulary(
        aliases=aliases,
        fields={
            name: FieldWords(
                heads=frozenset(w["heads"]), never=frozenset(w["never"]), requires=frozenset(w["requires"]),
                last=frozenset(w["last"]), only_with=w["only_with"], prefer=tuple(w["prefer"]),
            )
            for name, w in fields.items()
        },
    )  # fmt: skip


def _profile(path: Path) -> dict[str, Any]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(
            f"The profile {path} cannot be read.",
            found=str(error).splitlines()[0],
            next_step="Mend it or leave it out.",
        ) from error
    if not isinstance(data, dict) or not isinstance(data.get("fields", {}), dict):
        raise InputError(
            f"The profile {path} is not of the right shape.",
            found=type(data).__name__,
            next_step="It needs a key `fields` with a list of `heads` for each field.",
        )
    return data
