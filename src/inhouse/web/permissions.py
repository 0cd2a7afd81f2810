"""Who may do what? One small table from role to permission, and one rule that cuts across it.

Some people who work in the service are still paid by the supplier. Whatever their role, they see what is published
and no more: contract terms, payments and the files behind them are kept from an account whose employer is a supplier,
from the moment the employer is changed. Pages name their permission with :func:`permission`; a page that names none,
and is not opened by :func:`open_page` or :func:`any_account`, fails the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


class Role(models.TextChoices):
    """What a person is here to do; one person may hold several."""

    DIGITAL_DIRECTOR = "digital_director", "Digital director"
    CONTRACT_MANAGER = "contract_manager", "Contract manager"
    TRANSITION_MANAGER = "transition_manager", "Transition manager"
    HR_LEAD = "hr_lead", "HR lead"
    FINANCE_PARTNER = "finance_partner", "Finance partner"
    SERVICE_MANAGER = "service_manager", "Service manager"
    SCRUTINY_COUNCILLOR = "scrutiny_councillor", "Scrutiny councillor"
    STAFF_REPRESENTATIVE = "staff_representative", "Staff representative"
    STAFF = "staff", "Staff"
    SUPPLIER_CONTACT = "supplier_contact", "Supplier contact"
    AUDITOR = "auditor", "Auditor"
    SYSTEM_ADMINISTRATOR = "system_administrator", "System administrator"


class Employer(models.TextChoices):
    """Who pays a person."""

    COUNCIL = "council", "The council"
    SUPPLIER = "supplier", "A supplier"
    OTHER = "other", "Another organisation"


PERMISSIONS = {
    "overview.view": "See the overview",
    "contracts.view": "See contracts as published",
    "contracts.terms": "See contract terms that are not published",
    "contracts.enter": "Enter and correct contract terms, lead times and decision meetings",
    "payments.view": "See payments",
    "control.view": "See who holds control of each service",
    "control.state": "Say who holds control, and correct it",
    "process.view": "See how services work, without single cases",
    "process.rows": "See the cases and events behind it, people by pseudonym, and the logs as they were brought in",
    "process.name": "Name services, and say which logs tell of them",
    "process.keep": "Keep and download the logs of a service for a handover",
    "sources.view": "See the files behind the figures",
    "sources.load": "Add and correct files",
    "sources.undo": "Undo and redo loads",
    "audit.view": "See and verify the audit record",
    "accounts.view": "See accounts",
    "accounts.manage": "Add and change accounts",
}

_READ_ALL = ("overview.view", "contracts.view", "contracts.terms", "payments.view", "sources.view")
_LOAD = ("sources.load", "sources.undo")
_CONTROL = ("control.view", "control.state")
_PROCESS = ("process.view", "process.rows", "process.keep")
_PUBLIC = ("overview.view", "contracts.view")

ROLE_PERMISSIONS: dict[str, frozenset[str]] = {
    Role.DIGITAL_DIRECTOR: frozenset((*_READ_ALL, *_CONTROL, *_PROCESS, "process.name", "audit.view")),
    Role.CONTRACT_MANAGER: frozenset((*_READ_ALL, *_LOAD, "contracts.enter", *_CONTROL, *_PROCESS, "process.name")),
    Role.TRANSITION_MANAGER: frozenset((*_READ_ALL, *_CONTROL, *_PROCESS)),
    Role.HR_LEAD: frozenset((*_PUBLIC, "control.view")),
    Role.FINANCE_PARTNER: frozenset((*_READ_ALL, *_LOAD, "control.view")),
    Role.SERVICE_MANAGER: frozenset((*_PUBLIC, "control.view", "process.view", "process.rows", "process.name")),
    Role.SCRUTINY_COUNCILLOR: frozenset((*_PUBLIC, "payments.view", "control.view", "process.view")),
    Role.STAFF_REPRESENTATIVE: frozenset(_PUBLIC),
    Role.STAFF: frozenset(_PUBLIC),
    Role.SUPPLIER_CONTACT: frozenset(("overview.view",)),
    Role.AUDITOR: frozenset((*_READ_ALL, "control.view", *_PROCESS, "audit.view", "accounts.view")),
    Role.SYSTEM_ADMINISTRATOR: frozenset(("overview.view", "audit.view", "accounts.view", "accounts.manage")),
}

PUBLIC_TO_SUPPLIERS = frozenset(_PUBLIC)


def granted(roles: set[str], employer: str) -> frozenset[str]:
    """Return what these roles may do for this employer; a role nobody knows grants nothing.

    Examples
    --------
    >>> sorted(granted({"scrutiny_councillor"}, "council"))
    ['contracts.view', 'control.view', 'overview.view', 'payments.view', 'process.view']
    >>> sorted(granted({"finance_partner", "auditor"}, "supplier"))
    ['contracts.view', 'overview.view']
    """
    held: frozenset[str] = frozenset().union(*(ROLE_PERMISSIONS.get(role, frozenset()) for role in roles))
    return held & PUBLIC_TO_SUPPLIERS if employer == Employer.SUPPLIER else held


def permission(name: str) -> Callable[[View], View]:
    """Close a page to everyone who does not hold a permission."""
    if name not in PERMISSIONS:
        raise KeyError(name)

    def close(view: View) -> View:
        @wraps(view)
        def closed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.may(name):  # type: ignore[union-attr]
                raise PermissionDenied(name)
            return view(request, *args, **kwargs)

        closed.permission = name  # type: ignore[attr-defined]
        return closed

    return close


def any_account(view: View) -> View:
    """Open a page to everyone who is signed in: for what is a person's own, as a password."""
    view.permission = "any account"  # type: ignore[attr-defined]
    return view


def open_page(view: View) -> View:
    """Open a page to the world, as the sign-in page."""
    view.permission = "open"  # type: ignore[attr-defined]
    return login_not_required(view)
