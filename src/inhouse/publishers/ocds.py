"""How does the contracts register leave as open data that others can read: a release package in OCDS 1.1?

One release for each contracting process, with its parties, awards and contracts. Amounts are exact numbers, days have a
zone, and nothing is added: what the register does not say is left out. Terms without a place in the standard (notice,
break and review dates, own lead times) stay at home.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from inhouse.contracts.register.contract import Contract, MayExtend, Supplier
from inhouse.core.errors import InputError

UNREGISTERED_PREFIX = "ocds-unregistered"
_LOTS = "https://raw.githubusercontent.com/open-contracting-extensions/ocds_lots_extension/v1.1.5/extension.json"
_PREFIX = re.compile(r"ocds-[a-z0-9]+")
_LONDON = ZoneInfo("Europe/London")
_LAST_SECOND = dt.time(23, 59, 59)
_AWARD_STATES, _CONTRACT_STATES = {"pending", "active"}, {"pending", "active", "terminated"}
_METHODS = {"open", "selective", "limited", "direct"}
_CATEGORIES = {"goods", "works", "services"}


@dataclass(frozen=True, kw_only=True)
class Publication:
    """Who publishes, and when.

    Attributes
    ----------
    published_at
        An instant with a zone.
    publisher
        The name of the body that publishes.
    buyer
        Who buys, where a record does not say.
    ocid_prefix
        The prefix that the Open Contracting Partnership gave the publisher; records that have an ocid keep it.
    """

    published_at: dt.datetime
    publisher: str
    buyer: str = ""
    ocid_prefix: str = UNREGISTERED_PREFIX


def release_package(contracts: Iterable[Contract], publication: Publication) -> dict[str, Any]:
    """Make a release package of contracts; those that share an ocid share a release.

    Raises
    ------
    InputError
        The prefix is not one.

    Examples
    --------
    >>> at = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
    >>> package = release_package([], Publication(published_at=at, publisher="Westfold Council"))
    >>> package["publishedDate"], package["publisher"]["name"], package["releases"]
    ('2026-04-01T00:00:00+00:00', 'Westfold Council', [])
    """
    if not _PREFIX.fullmatch(publication.ocid_prefix):
        raise InputError(
            "This is not a prefix for contracting processes.",
            found=publication.ocid_prefix,
            next_step="Register one at the Open Contracting Partnership; it looks like ocds-b5fd17.",
        )
    processes: dict[str, list[Contract]] = {}
    for contract in contracts:
        processes.setdefault(_ocid(contract, publication.ocid_prefix), []).append(contract)
    releases = [_release(ocid, held, publication) for ocid, held in processes.items()]
    with_lots = any("lots" in release.get("tender", {}) for release in releases)
    return {
        "uri": f"urn:sha256:{_digest(releases)}",
        "version": "1.1",
        **({"extensions": [_LOTS]} if with_lots else {}),
        "publishedDate": publication.published_at.isoformat(timespec="seconds"),
        "publisher": {"name": publication.publisher},
        "releases": releases,
    }


def to_ocds(contracts: Iterable[Contract], publication: Publication) -> str:
    """Write a release package as JSON text; amounts keep every digit."""
    return exact_json(release_package(contracts, publication)) + "\n"


def exact_json(value: Any) -> str:
    """Write JSON in which a ``Decimal`` is the number it says.

    Examples
    --------
    >>> exact_json({"amount": Decimal("475000000.1000"), "ids": ["1"]})
    '{"amount": 475000000.1, "ids": ["1"]}'
    """
    if isinstance(value, Decimal):
        plain = f"{value:f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {exact_json(held)}" for key, held in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(exact_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _release(ocid: str, contracts: Sequence[Contract], publication: Publication) -> dict[str, Any]:
    ids = _own_ids(ocid, contracts)
    buyer = next((held.buyer for held in contracts if held.buyer), None) or publication.buyer
    content = {
        "tag": ["award", "contract"],
        "initiationType": "tender",
        "language": "en",
        "parties": _parties(buyer, contracts),
        **({"buyer": _reference(Supplier(name=buyer))} if buyer else {}),
        **_tender(ocid, contracts, ids),
        "awards": [_award(held, own) for held, own in zip(contracts, ids, strict=True)],
        "contracts": [_contract(held, own) for held, own in zip(contracts, ids, strict=True)],
    }
    return {
        "ocid": ocid,
        "id": f"{ocid}-{_digest(content)[:12]}",
        "date": publication.published_at.isoformat(timespec="seconds"),
        **content,
    }


def _award(held: Contract, own: str) -> dict[str, Any]:
    state = held.status if held.status in _AWARD_STATES else "active" if held.status == "terminated" else None
    return _said(
        id=own,
        title=held.title,
        description=held.description,
        status=state,
        date=_start_of(held.award_date),
        value=_value(_as_awarded(held)),
        suppliers=[_reference(supplier) for supplier in held.suppliers],
        contractPeriod=_period(_as_awarded(held)),
        relatedLots=[own] if held.extension.may_extend is not MayExtend.NOT_STATED else None,
    )


def _as_awarded(held: Contract) -> Contract:
    """The contract with the figures that its award gave, where those differ."""
    said = {each.field: each.value for each in held.conflicts if each.source.startswith("awards")}
    return replace(
        held,
        value_gbp=Decimal(said["value_gbp"]) if "value_gbp" in said else held.value_gbp,
        start_date=dt.date.fromisoformat(said["start_date"]) if "start_date" in said else held.start_date,
        end_date=dt.date.fromisoformat(said["end_date"]) if "end_date" in said else held.end_date,
    )


def _contract(held: Contract, own: str) -> dict[str, Any]:
    return _said(
        id=own,
        awardID=own,
        title=held.title,
        description=held.description,
        status=held.status if held.status in _CONTRACT_STATES else None,
        period=_period(held),
        value=_value(held),
    )


def _tender(ocid: str, contracts: Sequence[Contract], ids: Sequence[str]) -> dict[str, Any]:
    """What is told of the procurement: the method and kind that all its contracts share, and rights to extend."""
    methods = {held.procurement_method for held in contracts}
    categories = {held.category for held in contracts}
    method = methods.pop() if len(methods) == 1 else None
    category = categories.pop() if len(categories) == 1 else None
    lots = [_lot(held, own) for held, own in zip(contracts, ids, strict=True)]
    tender = _said(
        procurementMethod=method if method in _METHODS else None,
        procurementMethodDetails=method,
        mainProcurementCategory=category if category in _CATEGORIES else None,
        classification={"description": category} if category and category not in _CATEGORIES else None,
        lots=lots if any("hasRenewal" in lot for lot in lots) else None,
    )
    return {"tender": {"id": f"{ocid}-tender", **tender}} if tender else {}


def _lot(held: Contract, own: str) -> dict[str, Any]:
    may = held.extension.may_extend
    words = {"description": held.extension.text} if held.extension.text else None
    return _said(
        id=own,
        hasRenewal=None if may is MayExtend.NOT_STATED else may is MayExtend.YES,
        renewal=words if may is MayExtend.YES else None,
    )


def _parties(buyer: str, contracts: Sequence[Contract]) -> list[dict[str, Any]]:
    parties: dict[str, dict[str, Any]] = {}
    named = [(Supplier(name=buyer), "buyer")] if buyer else []
    named += [(supplier, "supplier") for held in contracts for supplier in held.suppliers]
    for organisation, role in named:
        first, *others = organisation.identifiers or (None,)
        party = parties.setdefault(
            _party_id(organisation),
            _said(
                id=_party_id(organisation),
                name=organisation.name,
                identifier={"scheme": first.scheme, "id": first.id} if first else None,
                additionalIdentifiers=[{"scheme": each.scheme, "id": each.id} for each in others if each],
                roles=[],
            )
            | {"roles": []},
        )
        party["roles"] += [role] if role not in party["roles"] else []
    return list(parties.values())


def _reference(organisation: Supplier) -> dict[str, str]:
    return {"id": _party_id(organisation), "name": organisation.name}


def _party_id(organisation: Supplier) -> str:
    """The first number the organisation is registered under, else a mark of its name."""
    if organisation.identifiers:
        return f"{organisation.identifiers[0].scheme}-{organisation.identifiers[0].id}"
    return f"name-{_digest(organisation.name)[:12]}"


def _period(held: Contract) -> dict[str, str] | None:
    return (
        _said(
            startDate=_start_of(held.start_date),
            endDate=_end_of(held.end_date),
            maxExtentDate=_end_of(held.latest_end_date),
        )
        or None
    )


def _value(held: Contract) -> dict[str, Any] | None:
    return None if held.value_gbp is None else {"amount": held.value_gbp, "currency": "GBP"}


def _start_of(day: dt.date | None) -> str | None:
    return dt.datetime.combine(day, dt.time(), tzinfo=_LONDON).isoformat() if day else None


def _end_of(day: dt.date | None) -> str | None:
    return dt.datetime.combine(day, _LAST_SECOND, tzinfo=_LONDON).isoformat() if day else None


def _ocid(contract: Contract, prefix: str) -> str:
    return contract.ocid or f"{prefix}-{re.sub(r'[^A-Za-z0-9.]+', '-', contract.id).strip('-') or _digest(contract.id)}"


def _own_ids(ocid: str, contracts: Sequence[Contract]) -> list[str]:
    """Ids within the process, each used once."""
    ids: list[str] = []
    for held in contracts:
        own = held.id.removeprefix(f"{ocid}/") or "1"
        again = sum(each == own or each.startswith(f"{own} (") for each in ids)
        ids.append(f"{own} ({again + 1})" if again else own)
    return ids


def _said(**fields: Any) -> dict[str, Any]:
    """Keep what says something."""
    return {name: value for name, value in fields.items() if value is not None and value not in ("", [])}


def _digest(content: Any) -> str:
    return hashlib.sha256(exact_json(content).encode()).hexdigest()
