"""Which payees are the supplier of a contract, how sure is that, and on what evidence?

Numbers first: a company number or VAT number that both sides give decides. Then names, by
:mod:`inhouse.contracts.paid.evidence`. A match counts from :data:`~inhouse.contracts.paid.evidence.SURE`; from
:data:`~inhouse.contracts.paid.evidence.POSSIBLE` it is shown to be confirmed and not counted. A payee that fits one
contract's supplier clearly better is not given to another. Work grows with the contracts times the payees that share a
rare word with them, not with all pairs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from inhouse.contracts.paid.evidence import POSSIBLE, SURE, Evidence, Rarity, compare
from inhouse.contracts.paid.names import names_nobody, readings, split_suppliers, words_of
from inhouse.contracts.register.contract import Contract

_CLEARLY = 0.1
_VERY_NAME = 0.96
_WORTH_SHOWING = 0.75
_MANY = 400


@dataclass(frozen=True, kw_only=True)
class Payee:
    """One way in which the payments write a supplier, with the identity it was given."""

    supplier_id: str
    supplier: str
    company_number: str | None = None
    vat_number: str | None = None


@dataclass(frozen=True, kw_only=True)
class Match:
    """A payee that is, or may be, a supplier of a contract; ``name`` is the contract's, ``payee`` as the payments say.

    ``confidence`` runs from 0 to 1; ``counted`` says whether it is sure enough to count what was paid.
    """

    name: str
    supplier_id: str
    payee: str
    confidence: float
    evidence: str
    counted: bool


@dataclass(frozen=True, kw_only=True)
class Matched:
    """The suppliers that a contract names, one by one, and the payees found for them, surest first."""

    names: tuple[str, ...]
    matches: tuple[Match, ...]

    @property
    def supplier_ids(self) -> tuple[str, ...]:
        """Identities that count, in order."""
        return tuple(sorted({match.supplier_id for match in self.matches if match.counted}))

    @property
    def found(self) -> tuple[str, ...]:
        """The contract's names for which a payee counts."""
        return tuple(name for name in self.names if any(m.counted and m.name == name for m in self.matches))


@dataclass(frozen=True)
class _Wanted:
    """One name of one contract, as it is looked for."""

    name: str
    company: str | None
    vat: str | None
    said: frozenset[str]


class Payees:
    """The payees, laid out so that those worth comparing with a name are found at once."""

    def __init__(self, payees: Iterable[Payee]) -> None:
        self.all = tuple(each for each in payees if each.supplier_id != "redacted" and not names_nobody(each.supplier))
        self.rarity = Rarity({each.supplier_id + each.supplier: each.supplier for each in self.all}.values())
        self._by_word: dict[str, set[int]] = defaultdict(set)
        self._by_letters: dict[str, set[int]] = defaultdict(set)
        self._by_ends: dict[str, set[str]] = defaultdict(set)
        self._by_number: dict[str, set[int]] = defaultdict(set)
        for place, payee in enumerate(self.all):
            for number in (_company(payee.company_number), _vat(payee.vat_number)):
                if number:
                    self._by_number[number].add(place)
            for reading in readings(payee.supplier):
                self._by_letters[reading.squashed].add(place)
                for word in reading.words:
                    self._by_word[word].add(place)
        for word in self._by_word:
            for end in _ends(word):
                self._by_ends[end].add(word)

    def like(self, wanted: _Wanted) -> list[Payee]:
        """Give the payees that share a number, all letters, or a word that tells something with a name."""
        places: set[int] = set()
        for number in (wanted.company, wanted.vat):
            places |= self._by_number.get(number or "", set())
        for reading in readings(wanted.name):
            places |= self._by_letters.get(reading.squashed, set())
            for word in reading.words:
                near = {word, *(each for end in _ends(word) for each in self._by_ends.get(end, ()))}
                for each in near:
                    having = self._by_word.get(each, set())
                    if len(having) <= _MANY:
                        places |= having
        return [self.all[place] for place in sorted(places)]


def match_contracts(contracts: Sequence[Contract], payees: Iterable[Payee]) -> tuple[Matched, ...]:
    """Find the payees of each contract, in the order of the contracts.

    Parameters
    ----------
    contracts
        A supplier cell that names several firms is taken apart; one that names nobody (withheld, various) finds nobody.
    payees
        As the payments write them; names withheld are left out.
    """
    known = Payees(payees)
    wanted = [_wanted(contract) for contract in contracts]
    found: dict[_Wanted, dict[str, Match]] = {}
    for each in {one: None for many in wanted for one in many}:
        found[each] = _matches(each, known)
    best = _best(found)
    return tuple(
        Matched(
            names=tuple(dict.fromkeys(one.name for one in many)),
            matches=_settled([match for one in many for match in found[one].values()], best),
        )
        for many in wanted
    )


def _wanted(contract: Contract) -> list[_Wanted]:
    said = words_of(f"{contract.title} {contract.description} {contract.category or ''}")
    several = []
    for supplier in contract.suppliers:
        names = [name for name in split_suppliers(supplier.name) if not names_nobody(name)]
        vat = next((known.id for known in supplier.identifiers if known.scheme.endswith("VAT")), None)
        alone = len(names) == 1
        several += [
            _Wanted(name, _company(supplier.company_number) if alone else None, _vat(vat) if alone else None, said)
            for name in names
        ]
    return several


def _matches(wanted: _Wanted, known: Payees) -> dict[str, Match]:
    """Give the best match of each payee identity, by identity."""
    best: dict[str, tuple[Payee, Evidence]] = {}
    for payee in known.like(wanted):
        evidence = _evidence(wanted, payee, known.rarity)
        held = best.get(payee.supplier_id)
        if evidence.confidence >= POSSIBLE and (held is None or evidence.confidence > held[1].confidence):
            best[payee.supplier_id] = payee, evidence
    certain = any(evidence.confidence >= _VERY_NAME for _, evidence in best.values())
    least = _WORTH_SHOWING if certain else POSSIBLE
    doubt = _doubt([evidence for _, evidence in best.values()])
    return {
        key: _match(wanted, payee, evidence, doubt)
        for key, (payee, evidence) in best.items()
        if evidence.confidence >= least
    }


def _match(wanted: _Wanted, payee: Payee, evidence: Evidence, doubt: str) -> Match:
    doubted = bool(doubt) and _further(evidence)
    return Match(
        name=wanted.name,
        supplier_id=payee.supplier_id,
        payee=payee.supplier,
        confidence=evidence.confidence,
        evidence=f"{evidence.why}; {doubt}" if doubted and evidence.confidence >= SURE else evidence.why,
        counted=evidence.confidence >= SURE and not doubted,
    )


def _doubt(found: Sequence[Evidence]) -> str:
    """Say why payees with further words may be others of a group: one has the very name, or the words differ."""
    if any(each.confidence >= _VERY_NAME and not _further(each) for each in found):
        return "but another payee has the very name, so this may be another company of its group"
    names = {frozenset(each.beyond) for each in found if each.confidence >= SURE and each.beyond}
    return (
        "but several payees have this name with further words, so it may be that of a group" if len(names) > 1 else ""
    )


def _further(evidence: Evidence) -> bool:
    return bool(evidence.beyond or evidence.short)


def _evidence(wanted: _Wanted, payee: Payee, rarity: Rarity) -> Evidence:
    company, vat = _company(payee.company_number), _vat(payee.vat_number)
    if wanted.company and wanted.company == company:
        return Evidence(confidence=1.0, why=f"the same company number, {company}")
    names = compare(wanted.name, payee.supplier, rarity, wanted.said)
    if wanted.company and company:
        why = f"{names.why}; but the company numbers differ ({wanted.company} and {company})"
        return Evidence(confidence=min(names.confidence, 0.65), why=why)
    if wanted.vat and wanted.vat == vat and names.confidence > 0:
        return Evidence(confidence=0.99, why=f"the same VAT number, and {names.why}")
    return names


def _best(found: Mapping[_Wanted, Mapping[str, Match]]) -> dict[str, Match]:
    """Give, for each payee identity, the surest match with any contract's name."""
    best: dict[str, Match] = {}
    for matches in found.values():
        for key, match in matches.items():
            if key not in best or match.confidence > best[key].confidence:
                best[key] = match
    return best


def _settled(matches: Sequence[Match], best: Mapping[str, Match]) -> tuple[Match, ...]:
    """Keep the surest match of each payee; do not count one that fits another contract's supplier clearly better."""
    kept: dict[str, Match] = {}
    for match in sorted(matches, key=lambda match: (-match.confidence, match.payee, match.name)):
        rival = best[match.supplier_id]
        if match.counted and rival.confidence >= match.confidence + _CLEARLY:
            why = f"{match.evidence}; but «{rival.name}» of another contract fits better"
            kept.setdefault(match.supplier_id, replace(match, counted=False, evidence=why))
        kept.setdefault(match.supplier_id, match)
    return tuple(kept.values())


def _company(number: str | None) -> str | None:
    """Write a company number the one way; None where it is none."""
    plain = re.sub(r"[^A-Z0-9]", "", (number or "").upper())
    if re.fullmatch(r"[0-9]{5,8}", plain) and int(plain):
        return plain.zfill(8)
    return plain if re.fullmatch(r"[A-Z]{2}[0-9]{6}", plain) else None


def _vat(number: str | None) -> str | None:
    plain = re.sub(r"[^A-Z0-9]", "", (number or "").upper()).removeprefix("GB")
    return f"VAT{plain[:9]}" if re.fullmatch(r"[1-9][0-9]{8}([0-9]{3})?", plain) else None


def _ends(word: str) -> tuple[str, ...]:
    """First and last letters, by which words with a slip or another ending find each other."""
    return (f"{word[:4]}-", f"-{word[0]}{word[-3:]}") if len(word) >= 5 and not word.isdigit() else ()
