"""Which questions can a register not answer, because which fields are empty?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from inhouse.contracts.paid.names import names_nobody
from inhouse.contracts.paid.records import Hole
from inhouse.contracts.register.contract import Contract, MayExtend

_Empty = Callable[[Contract], bool]
_FIELDS: tuple[tuple[str, str, str, _Empty], ...] = (
    ("end_date", "Were payments made after the end?", "it cannot be told whether payments fall after the end",
     lambda c: c.end_date is None and not c.rolling),
    ("start_date", "Were payments made before the start?", "it cannot be told whether payments fall before the start",
     lambda c: c.start_date is None),
    ("value_gbp", "Was more paid than agreed?", "it cannot be told whether more was paid than agreed",
     lambda c: c.value_gbp is None),
    ("supplier", "Was anything paid at all?", "it cannot be told whether anything was paid",
     lambda c: all(names_nobody(each.name) for each in c.suppliers)),
    ("company_number", "Is the payee the same company?", "payees can be found by name only",
     lambda c: not any(each.company_number for each in c.suppliers)),
    ("department", "Which department paid?", "payments cannot be told apart by department",
     lambda c: not c.department),
    ("value_basis", "Does the value include VAT?", "the register does not say whether the value includes VAT",
     lambda c: c.value_gbp is not None and not vat_words(c.value_basis)),
    ("extension", "May it be extended?", "it cannot be told whether later payments fall in an extension",
     lambda c: c.extension.may_extend is MayExtend.NOT_STATED and c.latest_end_date is None and not c.rolling),
)  # fmt: skip
_LACK = {
    "end_date": "no end date", "start_date": "no start date", "value_gbp": "no value", "supplier": "no named supplier",
    "company_number": "no company number", "department": "no department",
    "value_basis": "a value without a word on VAT",
    "extension": "no word on extensions",
}  # fmt: skip


def holes(contracts: Sequence[Contract]) -> tuple[Hole, ...]:
    """Say, field by field, for how many contracts a question stays open; fields without gaps are left out.

    Examples
    --------
    >>> from inhouse.contracts.register.contract import Origin
    >>> bare = Contract(id="1", title="Cleaning", origin=Origin(file="r.csv", sha256="", row=2))
    >>> holes([bare])[0].said
    '1 of 1 contracts has no end date: it cannot be told whether payments fall after the end.'
    """
    found = []
    for field, question, unanswered, empty in _FIELDS:
        missing = sum(map(empty, contracts))
        if missing:
            verb = "has" if missing == 1 else "have"
            said = f"{missing} of {len(contracts)} contracts {verb} {_LACK[field]}: {unanswered}."
            found.append(Hole(field=field, missing=missing, contracts=len(contracts), question=question, said=said))
    return tuple(found)


def vat_words(text: str) -> str:
    """Say what a heading says about VAT: ``net of VAT``, ``including VAT``, or nothing.

    Examples
    --------
    >>> vat_words("Net Amount"), vat_words("Value (inc. VAT)"), vat_words("Value including extensions")
    ('net of VAT', 'including VAT', '')
    """
    said = " ".join(re.sub(r"[^a-z]+", " ", text.lower()).split())
    if re.search(r"\bnett?\b|\b(exc\w*|ex|without|less|no) (of )?vat\b|\bvat (exc\w*|ex)\b", said):
        return "net of VAT"
    return "including VAT" if re.search(r"\bgross\b|\b(inc\w*|with|plus) vat\b|\bvat inc\w*", said) else ""
