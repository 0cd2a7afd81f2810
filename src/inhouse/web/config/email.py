"""How do e-mails leave? By a server named in the environment; without one they are printed, and pages say so."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

CONSOLE = "django.core.mail.backends.console.EmailBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def email_settings(address: str) -> dict[str, Any]:
    """Return Django's settings for e-mail.

    Parameters
    ----------
    address
        ``smtp://user:password@host:587`` (STARTTLS), ``smtps://…:465`` (TLS from the start), or empty to print e-mails.

    Examples
    --------
    >>> email_settings("smtp://ann:secret@mail.example:587")["EMAIL_HOST"]
    'mail.example'
    """
    if not address:
        return {"EMAIL_BACKEND": CONSOLE}
    parts = urlsplit(address)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ImproperlyConfigured("INHOUSE_EMAIL must look like smtp://user:password@host:587")
    return {
        "EMAIL_BACKEND": SMTP,
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_TIMEOUT": 30,
    }
