"""How often, and about which contracts, is a person sent an e-mail?"""

from __future__ import annotations

from typing import Any

from django import forms

from inhouse.web.contracts.digests.models import DigestChoice, Often


class DigestForm(forms.Form):
    """A person's choice about e-mails."""

    often = forms.ChoiceField(
        label="How often do you want an e-mail about deadlines?", choices=Often.choices, widget=forms.RadioSelect
    )
    mine_only = forms.BooleanField(label="Only contracts that I look after", required=False)

    @staticmethod
    def of(choice: DigestChoice | None) -> dict[str, Any]:
        """What a person chose before."""
        return {"often": choice.often if choice else Often.OFF, "mine_only": bool(choice and choice.mine_only)}
