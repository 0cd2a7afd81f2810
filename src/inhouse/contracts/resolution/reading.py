"""What does a name say: which words name the organisation, which are second names, places in brackets, or remarks?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inhouse.contracts.resolution.words import Meaning, Runs, Words, load_words

_STARRED = re.compile(r"\*+[^*]*\*+|\*+\s*[\d#]*\s*$")
_CODE = re.compile(r"\((?:A/?C|ACC|ACCNT|ACCOUNT|REF|NO)?[ .:#]*[*\d]{3,}\)|\b(?:DO NOT USE|PO BOX \d+|USE \d{3,})\b")
_DATED = re.compile(r"\b(?:PRE|FROM|AFTR|AFTER|INVS?|TO)[ >]*\d{1,2}/\d{1,2}(?:/\d{2,4})?|\b\d{1,2}/\d{1,2}/\d{2,4}\b")
_WOUND_UP = re.compile(r"[-( ]+IN (?:ADMINISTRATION|RECEIVERSHIP|LIQUIDATION)\b\)?")
_SECOND = re.compile(
    r"(?<=[\w)] )T/?AS?\b(?=.)|\bT/AS?\b|\bT\.A\.|\bTRADING AS\b"
    r"|\bFORMERLY(?: KNOWN AS)?\b|\bPREV(?:IOUSLY)?(?: KNOWN AS)?\b"
    r"|\b[FAN]/?K/?A\b|\bKNOWN AS\b|(?<![ (][A-Z])(?<!\d)/(?![A-Z]\b)"
)
_CARE_OF = re.compile(r"\bC/O\b|\bCARE OF\b")
_BRACKETS = re.compile(r"\(([^()]*)\)?")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Part:
    """One name of an organisation.

    Attributes
    ----------
    words
        The words that tell, as compared, in order.
    asides
        Words in brackets, or behind "care of".
    """

    words: tuple[str, ...]
    asides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a spelling says.

    Attributes
    ----------
    parts
        The whole name first; where there are second names, each name then follows by itself.
    form
        The legal form, or an empty text.
    letters
        How many characters the spelling has: long ones may have been cut.
    plain
        Every letter and figure of the name but its legal form, words in order of the alphabet.
    """

    parts: tuple[Part, ...]
    form: str
    letters: int
    plain: str


def read_name(name: str, words: Words | None = None) -> Reading:
    """Read a spelling.

    Examples
    --------
    >>> for part in read_name("Acme Bus. Srvs Ltd t/a Bolt (Hull)").parts:
    ...     print(part.words, part.asides)
    ('ACME', 'BUSINESS', 'SERVICE', 'BOLT') ('HULL',)
    ('ACME', 'BUSINESS', 'SERVICE') ()
    ('BOLT',) ('HULL',)
    """
    words = words or load_words()
    text = _without_accents(name).upper()
    text = re.sub(r"['`‘’]", "", text).replace("_", " ").replace("A/C", " ACCOUNT ")
    bare = _WOUND_UP.sub(" ", _DATED.sub(" ", _CODE.sub(" ", _STARRED.sub(" ", text))))
    text = bare if _WORD.search(bare) else text
    forms: list[str] = []
    parts = [part for piece in _SECOND.split(text) if (part := _part(piece, words, forms)).words]
    if len(parts) > 1:
        whole = Part(
            tuple(dict.fromkeys(w for p in parts for w in p.words)),
            tuple(dict.fromkeys(w for p in parts for w in p.asides)),
        )
        parts = [whole, *parts]
    if not parts:
        parts = [Part(tuple(_WORD.findall(text)) or (text.strip(),))]
    plain = "".join(
        sorted(w for w in _WORD.findall(bare) if w != "THE" and not _longest((w,), 0, words.legal_forms)[0])
    )
    return Reading(tuple(parts), forms[0] if forms else "", len(name.strip()), plain)


def _without_accents(name: str) -> str:
    """Take accents off letters; letters of other alphabets stay."""
    if name.isascii():
        return name
    return "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))


def _part(text: str, words: Words, forms: list[str]) -> Part:
    name, *care = _CARE_OF.split(text)
    asides = [*_BRACKETS.findall(name), *care]
    main = tuple(_telling(_BRACKETS.sub(" ", name), words, forms))
    aside = tuple(w for w in _telling(" ".join(asides), words, forms) if w not in words.remarks)
    if not main:
        main, aside = aside, ()
    return Part(main, tuple(w for w in aside if w not in main))


def _telling(text: str, words: Words, forms: list[str]) -> Iterator[str]:
    written = _known(_WORD.findall(re.sub(r"(?<=\b[A-Z]) ?& ?(?=[A-Z]\b)", " ", text)), words)
    found = list(_initials(written))
    kept: list[str] = []
    at = 0
    while at < len(found):
        length, form = _longest(found, at, words.legal_forms)
        if form and (kept or at + length < len(found)):
            forms.append(form)
            at += length
            continue
        kept.append(found[at])
        at += 1
    while len(kept) > 1 and kept[-1] in words.last_fillers:
        kept.pop()
    # A T made one is a name's initials, not the small word AT.
    small = (words.fillers | words.titles).intersection(written)
    telling = [word for word in kept if word not in small]
    for word in telling or kept:
        yield words.canonical(word)


def _known(found: Sequence[str], words: Words) -> list[str]:
    """Replace runs of words that have one meaning."""
    known: list[str] = []
    at = 0
    while at < len(found):
        length, meaning = _longest(found, at, words.phrases)
        if meaning:
            known.extend(meaning)
            at += length
        else:
            known.append(found[at])
            at += 1
    return known


def _longest(found: Sequence[str], at: int, runs: Runs[Meaning]) -> tuple[int, Meaning | None]:
    """The longest known run of words from a position, and what it means."""
    for run, meaning in runs.get(found[at], ()):
        if tuple(found[at : at + len(run)]) == run:
            return len(run), meaning
    return 0, None


def _initials(found: Sequence[str]) -> Iterator[str]:
    """Write single letters in a row as one word: A V and AV are the same."""
    run = ""
    for word in found:
        if len(word) == 1 and word.isalpha():
            run += word
            continue
        if run:
            yield run
            run = ""
        yield word
    if run:
        yield run
