"""How does a service come to be looked at, change its logs, go and come back? Each step with its audit event.

``by`` is the account that acts; None means the person at the command line of the machine itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from inhouse.core.errors import InputError, StaleError
from inhouse.web.accounts.models import User
from inhouse.web.audit.actions import record
from inhouse.web.process.models import Service, ServiceLog
from inhouse.web.sources.models import Kind, Source


@transaction.atomic
def name_service(name: str, logs: Sequence[Source], *, by: User | None) -> Service:
    """Name a service and say which logs tell of it.

    Raises
    ------
    InputError
        When there is a service of that name, or no log is given.
    """
    name = _free_name(name, None)
    service = Service.objects.create(name=name, slug=_free_slug(name), named_by=by)
    _set_logs(service, logs, by)
    record("service.named", service, by=by, logs=[str(log.pk) for log in logs])
    return service


@transaction.atomic
def change_service(service: Service, name: str, logs: Sequence[Source], *, by: User | None) -> None:
    """Change the name of a service, and which logs tell of it.

    Raises
    ------
    InputError
        When there is another service of that name, or no log is given.
    StaleError
        When it was removed meanwhile.
    """
    service = _standing(service)
    service.name = _free_name(name, service)
    service.save(update_fields=["name"])
    _set_logs(service, logs, by)
    record("service.changed", service, by=by, logs=[str(log.pk) for log in logs])


@transaction.atomic
def remove_service(service: Service, *, by: User | None) -> None:
    """Take a service off the pages; its logs stay, and it can be put back.

    Raises
    ------
    StaleError
        When it was removed already.
    """
    service = _standing(service)
    service.removed_at, service.removed_by = timezone.now(), by
    service.save(update_fields=["removed_at", "removed_by"])
    record("service.removed", service, by=by)


@transaction.atomic
def put_back_service(service: Service, *, by: User | None) -> None:
    """Put a removed service back.

    Raises
    ------
    InputError
        When another service has its name now.
    StaleError
        When it was not removed.
    """
    service = Service.objects.select_for_update().get(pk=service.pk)
    if service.removed_at is None:
        raise StaleError("This service is on the pages already.")
    _free_name(service.name, service)
    service.removed_at = service.removed_by = None
    service.save(update_fields=["removed_at", "removed_by"])
    record("service.put_back", service, by=by)


@transaction.atomic
def note_handover(service: Service, logs: Sequence[Source], sha256: str, *, by: User | None) -> None:
    """Note that the logs of a service were kept for a handover, and the hash of the list of what was kept."""
    record("service.logs_kept", service, by=by, logs=[log.sha256 for log in logs], contents_sha256=sha256)


def _standing(service: Service) -> Service:
    fresh = Service.objects.select_for_update().get(pk=service.pk)
    if fresh.removed_at is not None:
        raise StaleError("This service was removed meanwhile.", next_step="Put it back first.")
    return fresh


def _free_name(name: str, own: Service | None) -> str:
    name = " ".join(name.split())
    others = Service.objects.filter(name__iexact=name, removed_at=None).exclude(pk=own.pk if own else None)
    if others.exists():
        raise InputError("There is a service of this name.", found=name, next_step="Choose another name.")
    return name


def _free_slug(name: str) -> str:
    stem = slugify(name)[:60] or "service"
    taken = {"name", *Service.objects.filter(slug__startswith=stem).values_list("slug", flat=True)}
    return next(slug for slug in (stem, *(f"{stem}-{number}" for number in range(2, 10_000))) if slug not in taken)


def _set_logs(service: Service, logs: Sequence[Source], by: User | None) -> None:
    if not logs or any(log.kind != Kind.EVENTS for log in logs):
        raise InputError("A service needs at least one event log.", next_step="Choose the logs that tell of it.")
    ServiceLog.objects.filter(service=service).exclude(source__in=logs).delete()
    known = set(ServiceLog.objects.filter(service=service).values_list("source_id", flat=True))
    for log in logs:
        if log.pk not in known:
            ServiceLog.objects.create(service=service, source=log, added_by=by)
