"""Which object does a web server call? ``application``, for the programme folder named by ``INHOUSE_PROGRAMME``."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inhouse.web.config.settings")
application = get_wsgi_application()
