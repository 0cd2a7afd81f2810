"""What does every page need to know? The programme's name, the menu, and who is asking."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from inhouse import __version__
from inhouse.web.design.navigation import menu


def page(request: HttpRequest) -> dict[str, Any]:
    """Add ``programme_name``, ``menu`` and ``version`` to every template."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "programme_name": settings.PROGRAMME.name() if settings.PROGRAMME.exists() else "",
        "menu": menu(user, request.path) if signed_in else [],
        "version": __version__,
    }
