"""What are columns of a log called on a page, and which of them tell of people?"""

from __future__ import annotations

import re

_PEOPLE = frozenset(
    [
        "user",
        "caller",
        "by",
        "assignee",
        "assigned",
        "agent",
        "name",
        "email",
        "mail",
        "phone",
        "owner",
        "requester",
        "requestor",
        "customer",
        "client",
        "employee",
        "staff",
        "officer",
        "person",
        "people",
        "contact",
        "reporter",
        "creator",
        "author",
        "resource",
        "handler",
        "operator",
        "address",
        "postcode",
        "resolver",
        "technician",
        "applicant",
        "citizen",
        "resident",
        "surname",
    ]
)
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_OWN = {"org_group": "Group", "lifecycle": "Transition or status"}


def attribute_words(name: str) -> str:
    """Write the name of an attribute as words.

    Examples
    --------
    >>> attribute_words("case:vehicleClass"), attribute_words("org_group"), attribute_words("(case) channel")
    ('Case: vehicle class', 'Group', 'Case channel')
    """
    if name in _OWN:
        return _OWN[name]
    start, _, rest = name.rpartition("case:") if name.startswith("case:") else ("", "", name)
    words = " ".join(_WORDS.findall(rest)).lower() or rest
    return f"Case: {words}" if rest != name else (words[:1].upper() + words[1:]) or start


def is_about_people(name: str) -> bool:
    """Say whether a column may name people, going by its heading; in doubt yes.

    Examples
    --------
    >>> [is_about_people(name) for name in ("opened_by", "callerId", "Customer name", "category", "case:article")]
    [True, True, True, False, False]
    """
    return bool(_PEOPLE & {word.lower() for word in _WORDS.findall(name)})
