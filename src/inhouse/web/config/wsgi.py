"""Which object does a web server call? ``application``, for the programme folder named by ``INHOUSE_PROGRAMME``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inhouse.web.config.settings")
application = get_wsgi_application()


def warmed() -> WSGIHandler:
    """Give the application, and begin to work out the figures that its readers will ask for."""
    from inhouse.web import warm

    warm.start()
    return application
