"""What may be typed about an account? Only the fields named here; nothing else a request carries is read."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError

from inhouse.web.accounts.actions import AccountDetails
from inhouse.web.accounts.models import User
from inhouse.web.permissions import Employer, Role


class SignInForm(AuthenticationForm):
    """User name or email address, and password."""

    error_messages: ClassVar[dict[str, str]] = {
        "invalid_login": "That user name and password do not match an open account. Check both and try again.",
        "inactive": "This account is closed.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "User name or email address"
        self.fields["username"].error_messages["required"] = "Enter your user name or email address."
        self.fields["password"].error_messages["required"] = "Enter your password."


class PasswordForm(forms.Form):
    """A person's own new password, and the present one to show it is them."""

    current = forms.CharField(
        label="Current password", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    new = forms.CharField(
        label="New password",
        strip=False,
        help_text="At least 12 characters. Three or four words that only you would put together work well.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_current(self) -> str:
        """Refuse when the present password is wrong."""
        current: str = self.cleaned_data["current"]
        if not self.user.check_password(current):
            raise ValidationError("That is not your current password.")
        return current

    def clean_new(self) -> str:
        """Refuse a password that is short or often used."""
        new: str = self.cleaned_data["new"]
        password_validation.validate_password(new, self.user)
        return new


class AccountForm(forms.Form):
    """What an administrator says about a person."""

    full_name = forms.CharField(
        label="Full name", max_length=200, error_messages={"required": "Enter the person's full name."}
    )
    username = forms.CharField(
        label="User name", max_length=150, error_messages={"required": "Enter a user name, for example ann.smith."}
    )
    email = forms.EmailField(label="Email address (optional)", required=False)
    employer = forms.ChoiceField(
        label="Who pays this person?",
        choices=Employer.choices,
        initial=Employer.COUNCIL,
        widget=forms.RadioSelect,
        help_text="Somebody paid by a supplier sees no payments, notice dates or choices, whatever their roles. "
        "They see the published register, with the values in it.",
    )
    organisation = forms.CharField(label="Name of that organisation (optional)", max_length=200, required=False)
    roles = forms.MultipleChoiceField(
        label="Roles", choices=Role.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    leaver_date = forms.DateField(
        label="Last day (optional)",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="The account closes by itself at the end of this day.",
        error_messages={"invalid": "Enter a date such as 31/3/2027."},
    )
    is_active = forms.BooleanField(label="The account is open", required=False, initial=True)

    @classmethod
    def of(cls, user: User) -> AccountForm:
        """A form that shows what is known of a person."""
        names = set(cls.base_fields) - {"roles"}
        return cls(initial={name: getattr(user, name) for name in names} | {"roles": sorted(user.role_ids())})

    def details(self) -> AccountDetails:
        """What was typed, without the roles."""
        return AccountDetails(**{name: value for name, value in self.cleaned_data.items() if name != "roles"})

    def take(self, error: ValidationError) -> None:
        """Show what the model refused beside the field it is about."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, problems in error.error_dict.items():
            self.add_error(name if name in self.fields else None, problems)
