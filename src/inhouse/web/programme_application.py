"""What does the server of a programme call? The application, with its figures worked out before anybody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inhouse.web.config.wsgi import application

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler


def warmed() -> WSGIHandler:
    """Give the application, and begin to work out the figures that its readers will ask for."""
    from inhouse.web import warm

    warm.start()
    return application
