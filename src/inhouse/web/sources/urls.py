"""Where are the pages about files?"""

from __future__ import annotations

urlpatterns: list = []
