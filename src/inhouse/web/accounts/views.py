"""How do people sign in, keep their password, and how does an administrator keep the accounts?"""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from inhouse.core.errors import NotAllowedError
from inhouse.web.accounts import actions
from inhouse.web.accounts.forms import AccountForm, PasswordForm, SignInForm
from inhouse.web.accounts.models import User
from inhouse.web.permissions import any_account, open_page, permission

sign_in = open_page(
    LoginView.as_view(
        template_name="accounts/sign_in.html", authentication_form=SignInForm, redirect_authenticated_user=True
    )
)
sign_out = any_account(LogoutView.as_view())


@any_account
@require_http_methods(["GET", "POST"])
def my_account(request: HttpRequest) -> HttpResponse:
    """Show a person their own account and let them change their password."""
    form = PasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        actions.set_password(request.user, form.cleaned_data["new"], by=request.user)
        update_session_auth_hash(request, request.user)
        messages.success(request, "Your password is changed.")
        return redirect("my_account")
    return render(request, "accounts/my_account.html", {"form": form})


@permission("accounts.view")
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """List everybody who has an account."""
    return render(request, "accounts/accounts.html", {"people": User.objects.prefetch_related("roles")})


@permission("accounts.manage")
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Open an account and show its first password once."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = actions.new_password()
        try:
            user = actions.add_account(form.details(), set(form.cleaned_data["roles"]), password, by=request.user)
        except ValidationError as error:
            form.take(error)
        else:
            return render(request, "accounts/added.html", {"person": user, "password": password})
    return render(request, "accounts/account.html", {"form": form})


@permission("accounts.manage")
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, user_id: uuid.UUID) -> HttpResponse:
    """Change what is known of a person, their roles and their employer."""
    person = get_object_or_404(User.objects.prefetch_related("roles"), pk=user_id)
    form = AccountForm(request.POST) if request.method == "POST" else AccountForm.of(person)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_account(person, form.details(), set(form.cleaned_data["roles"]), by=request.user)
        except ValidationError as error:
            form.take(error)
        except NotAllowedError as error:
            form.add_error(None, f"{error.wrong} {error.next_step}")
        else:
            messages.success(request, f"The account of {person} is changed.")
            return redirect("accounts")
    return render(request, "accounts/account.html", {"form": form, "person": person})


@permission("accounts.manage")
@require_http_methods(["GET", "POST"])
def reset_password(request: HttpRequest, user_id: uuid.UUID) -> HttpResponse:
    """Give a person a new password, shown once."""
    person = get_object_or_404(User, pk=user_id)
    if request.method == "POST":
        password = actions.new_password()
        actions.set_password(person, password, by=request.user)
        return render(request, "accounts/added.html", {"person": person, "password": password, "reset": True})
    return render(request, "accounts/reset_password.html", {"person": person})
