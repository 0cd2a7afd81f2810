"""Which contracts does one compiled contracting process hold?

Every entry of ``contracts`` is one, and every award that no such entry names: notices of Contracts Finder hold awards
only, with the dates in ``awards[].contractPeriod``. Where contract and award give different figures, both are kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from inhouse.contracts.register.contract import (
    Contract,
    Doubt,
    Extension,
    Identifier,
    MayExtend,
    Origin,
    Statement,
    Supplier,
)
from inhouse.contracts.register.extension import parse_extension
from inhouse.contracts.register.read import Dirt
from inhouse.readers.ocds.repeats import REPEATED
from inhouse.readers.ocds.values import an_object, date, objects, pounds, shown, text

_MOST_DAYS = 36_525
_VOID = {"cancelled", "unsuccessful", "withdrawn"}


@dataclass(frozen=True)
class Agreement:
    """A contract, its award, or both, with their paths in the document."""

    award: dict[str, Any]
    award_path: str
    contract: dict[str, Any]
    contract_path: str

    @property
    def path(self) -> str:
        """Where the more binding of the two stands."""
        return self.contract_path or self.award_path

    @property
    def id(self) -> str:
        """The id of the more binding of the two."""
        return text(self.contract.get("id")) or text(self.award.get("id")) or self.path

    @property
    def status(self) -> str:
        """How far it has come, in OCDS words."""
        return text(self.contract.get("status")) or text(self.award.get("status"))


def agreements(release: dict[str, Any]) -> Iterator[Agreement]:
    """Pair each contract with its award; awards without a contract follow."""
    awards = [(award, f"awards[{number}]") for number, award in enumerate(objects(release.get("awards")))]
    by_id = {text(award.get("id")): number for number, (award, _) in enumerate(awards)}
    taken: set[int] = set()
    for number, contract in enumerate(objects(release.get("contracts"))):
        only = 0 if len(awards) == 1 and not contract.get("awardID") else None
        place = by_id.get(text(contract.get("awardID")), only)
        taken |= set() if place is None else {place}
        yield Agreement(*(({}, "") if place is None else awards[place]), contract, f"contracts[{number}]")
    for number, (award, path) in enumerate(awards):
        if number not in taken:
            yield Agreement(award, path, {}, "")


def read_agreement(release: dict[str, Any], found: Agreement, origin: Origin) -> Contract:
    """Make the record of one agreement.

    Raises
    ------
    Dirt
        It was cancelled, says nothing of who or when, or holds a date or amount that is none.
    """
    if found.status.lower() in _VOID:
        raise Dirt(f"{found.path}.status", found.status, "an award or contract that stands")
    tender, ocid = an_object(release.get("tender")), text(release.get("ocid"))
    suppliers = _suppliers(release, found)
    start, end, latest, doubts = _period(found, tender)
    doubts += _repeated(found)
    if not suppliers and start is None and end is None:
        keys = ", ".join(sorted({*found.contract, *found.award})) or "nothing"
        raise Dirt(found.path, shown(keys), "a supplier or a period; this only changes what another notice says")
    value, money_doubts = _value(found)
    doubts += money_doubts
    if end is not None and start is not None and end < start:
        expected = "an end on or after the start; the contract ends before it starts, so its end is not used"
        doubts += (
            Doubt(column=f"{found.path}.period", found=f"{start} to {end}", expected=expected, field="end_date"),
        )
        end = None
    return Contract(
        id=found.id if found.id.startswith(ocid) else f"{ocid}/{found.id}",
        title=_first("title", found.contract, found.award, tender) or found.id,
        description=_first("description", found.contract, found.award, tender),
        origin=origin,
        buyer=_buyer(release) or None,
        suppliers=suppliers,
        start_date=start,
        end_date=end,
        latest_end_date=latest,
        award_date=_award_date(found),
        extension=_extension(tender, found, latest),
        value_gbp=value,
        value_basis="as published; the notice does not say whether VAT is included" if value is not None else "",
        procurement_method=_first("procurementMethodDetails", tender) or _first("procurementMethod", tender) or None,
        supplier_kind=_supplier_kind(release, found),
        category=_category(tender),
        status=found.status or None,
        ocid=ocid,
        conflicts=_conflicts(found),
        doubts=doubts,
    )


def _first(key: str, *holders: dict[str, Any]) -> str:
    return next((said for holder in holders if (said := text(holder.get(key)))), "")


def _period(
    found: Agreement, tender: dict[str, Any]
) -> tuple[dt.date | None, dt.date | None, dt.date | None, tuple[Doubt, ...]]:
    """Give first, last and latest day; a last day worked out from days, and a planned period, are said to be so."""
    start = end = latest = None
    doubts: tuple[Doubt, ...] = ()
    days = None
    for holder, key, path in _periods(found):
        period = an_object(holder.get(key))
        start = start or date(period.get("startDate"), f"{path}.startDate")
        end = end or date(period.get("endDate"), f"{path}.endDate")
        latest = latest or date(period.get("maxExtentDate"), f"{path}.maxExtentDate")
        length = period.get("durationInDays")
        days = days or ((length, f"{path}.durationInDays") if isinstance(length, int) else None)
    if start is not None and end is None and days and 0 < days[0] <= _MOST_DAYS:
        end = start + dt.timedelta(days=days[0] - 1)
        found_days = f"no end date, start {start} and {days[0]} days"
        doubts = (Doubt(column=days[1], found=found_days, expected="an end date; it was worked out from these"),)
    if start is None and end is None and (planned := _planned_period(found, tender)):
        start, end = (date(planned.get(key), f"tender.contractPeriod.{key}") for key in ("startDate", "endDate"))
        latest = latest or date(planned.get("maxExtentDate"), "tender.contractPeriod.maxExtentDate")
        if start or end:
            expected = "the period agreed; this one was planned in the tender"
            doubts += (Doubt(column=f"{found.path}.period", found=f"{start} to {end}", expected=expected),)
    return start, end, latest, doubts


def _planned_period(found: Agreement, tender: dict[str, Any]) -> dict[str, Any]:
    """The period that the tender foresaw: that of the one lot awarded, else of the whole."""
    lots = _lots(found, tender)
    return (an_object(lots[0].get("contractPeriod")) if len(lots) == 1 else {}) or an_object(
        tender.get("contractPeriod")
    )


def _lots(found: Agreement, tender: dict[str, Any]) -> list[dict[str, Any]]:
    """The lots that were awarded: those the award names, or the only one there is."""
    lots, named = objects(tender.get("lots")), found.award.get("relatedLots")
    wanted = {text(lot) for lot in named} if isinstance(named, list) else set()
    return lots if len(lots) == 1 else [lot for lot in lots if text(lot.get("id")) in wanted]


def _repeated(found: Agreement) -> tuple[Doubt, ...]:
    """Say where the release gave the same id to another award or contract."""
    expected = "an id that nothing else in the release has; both are kept"
    return tuple(
        Doubt(column=f"{path}.id", found=text(holder.get(REPEATED)), expected=expected)
        for holder, path in ((found.contract, found.contract_path), (found.award, found.award_path))
        if REPEATED in holder
    )


def _periods(found: Agreement) -> Iterator[tuple[dict[str, Any], str, str]]:
    yield found.contract, "period", f"{found.contract_path}.period"
    yield found.award, "contractPeriod", f"{found.award_path}.contractPeriod"


def _award_date(found: Agreement) -> dt.date | None:
    try:
        return date(found.award.get("date"), f"{found.award_path}.date")
    except Dirt:
        return None


def _value(found: Agreement) -> tuple[Decimal | None, tuple[Doubt, ...]]:
    doubts: tuple[Doubt, ...] = ()
    for holder, path in ((found.contract, found.contract_path), (found.award, found.award_path)):
        value, doubt = pounds(holder.get("value"), f"{path}.value")
        doubts += (doubt,) if doubt else ()
        if value is not None:
            return value, doubts
    return None, doubts


def _conflicts(found: Agreement) -> tuple[Statement, ...]:
    """Keep side by side what contract and award say differently."""
    if not (found.contract and found.award):
        return ()
    figures: list[tuple[str, str, str]] = []
    for holder, path in ((found.contract, found.contract_path), (found.award, found.award_path)):
        value, _ = pounds(holder.get("value"), path)
        figures.append(("value_gbp", str(value) if value is not None else "", f"{path}.value"))
    for holder, key, path in _periods(found):
        for name, part in (("start_date", "startDate"), ("end_date", "endDate")):
            day = date(an_object(holder.get(key)).get(part), path)
            figures.append((name, str(day or ""), f"{path}.{part}"))
    said: dict[str, set[str]] = {}
    for name, figure, _ in figures:
        said.setdefault(name, set()).update({figure} - {""})
    return tuple(Statement(field=name, value=v, source=path) for name, v, path in figures if v and len(said[name]) > 1)


def _suppliers(release: dict[str, Any], found: Agreement) -> tuple[Supplier, ...]:
    parties = {text(party.get("id")): party for party in objects(release.get("parties"))}
    named = objects(found.contract.get("suppliers")) or objects(found.award.get("suppliers"))
    if not named and len(objects(release.get("awards"))) <= 1:
        named = [p for p in parties.values() if isinstance(p.get("roles"), list) and "supplier" in p["roles"]]
    suppliers: dict[str, Supplier] = {}
    for reference in named:
        party = parties.get(text(reference.get("id")), {})
        name = text(reference.get("name")) or text(party.get("name"))
        if name:
            supplier = Supplier(name=name, identifiers=_identifiers(reference, party))
            suppliers.setdefault(name.casefold(), supplier)
    return tuple(suppliers.values())


def _identifiers(*holders: dict[str, Any]) -> tuple[Identifier, ...]:
    found = [an_object(holder.get("identifier")) for holder in holders]
    found += [extra for holder in holders for extra in objects(holder.get("additionalIdentifiers"))]
    pairs = {(text(each.get("scheme")), text(each.get("id"))): None for each in found}
    return tuple(Identifier(scheme=scheme, id=number) for scheme, number in pairs if scheme and number)


def _buyer(release: dict[str, Any]) -> str:
    reference = an_object(release.get("buyer")) or an_object(an_object(release.get("tender")).get("procuringEntity"))
    parties = objects(release.get("parties"))
    by_id = {text(party.get("id")): text(party.get("name")) for party in parties}
    by_role = (text(p.get("name")) for p in parties if isinstance(p.get("roles"), list) and "buyer" in p["roles"])
    return text(reference.get("name")) or by_id.get(text(reference.get("id")), "") or next(by_role, "")


def _extension(tender: dict[str, Any], found: Agreement, latest: dt.date | None) -> Extension:
    """Read the right to extend from the latest date of the period, or from what the tender's lots say of renewal."""
    if latest is not None:
        return Extension(may_extend=MayExtend.YES, text=f"up to {latest.isoformat()}")
    for lot in _lots(found, tender):
        said = text(an_object(lot.get("renewal")).get("description"))
        if lot.get("hasRenewal") is False:
            return Extension(may_extend=MayExtend.NO, text="the tender offers no renewal")
        if lot.get("hasRenewal") is True or said:
            told = parse_extension(said)
            return Extension(
                may_extend=MayExtend.YES, periods_months=told.periods_months, text=said or "the tender offers renewal"
            )
    return Extension()


def _supplier_kind(release: dict[str, Any], found: Agreement) -> str | None:
    wanted = {text(reference.get("id")) for reference in objects(found.award.get("suppliers"))}
    scales = {
        text(an_object(party.get("details")).get("scale"))
        for party in objects(release.get("parties"))
        if text(party.get("id")) in wanted
    }
    return ", ".join(sorted(scales - {""})) or None


def _category(tender: dict[str, Any]) -> str | None:
    classification = an_object(tender.get("classification"))
    code, words = text(classification.get("id")), text(classification.get("description"))
    return " ".join(part for part in (code, words) if part) or _first("mainProcurementCategory", tender) or None
