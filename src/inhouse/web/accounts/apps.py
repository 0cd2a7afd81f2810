"""What happens when the accounts app starts? Signing in is remembered in the audit record."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    """The people of a programme."""

    name = "inhouse.web.accounts"

    def ready(self) -> None:
        """Replace Django's own note of the last sign-in by one that is audited too."""
        from inhouse.web.accounts.actions import note_sign_in

        user_logged_in.disconnect(dispatch_uid="update_last_login")
        user_logged_in.connect(note_sign_in, dispatch_uid="note_sign_in")
