"""Is this the person they say they are? User name or email address, with a password; leavers are turned away."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from inhouse.web.accounts.models import User


class NameOrEmailBackend(BaseBackend):
    """Accepts a user name or an email address."""

    def authenticate(
        self, _request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> User | None:
        """Return the account if the password is right and the account is open today."""
        if not username or not password:
            return None
        user = User.objects.by_sign_in(username)
        if user is None:
            make_password(password)  # as slow as a wrong password, so that nobody learns which names exist
            return None
        return user if user.check_password(password) and user.is_current() else None

    def get_user(self, user_id: str) -> User | None:
        """Return the account of a session, or None once it is closed: open sessions end at once."""
        user = User.objects.prefetch_related("roles").filter(pk=user_id).first()
        return user if user and user.is_current() else None


def account_name(request: HttpRequest | None, credentials: dict[str, str] | None = None) -> str:
    """Return one name per account for counting wrong passwords, whether a name or an email address was typed."""
    typed = (credentials or {}).get("username") or (request.POST.get("username", "") if request else "")
    user = User.objects.by_sign_in(typed)
    return user.username if user else typed.strip().lower()[:150]
