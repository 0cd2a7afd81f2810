"""What does a signed contract say about its end, beyond what registers publish?

Registers rarely tell terms. A contract manager reads them in the contract and enters them; :class:`Agreed` holds what
was read. What was not read stays None or "not stated", and no date is made up from it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from inhouse.contracts.terms.dates import EndRule, Span, Terms
from inhouse.core.errors import InputError
from inhouse.core.working_days import Nation


class Side(StrEnum):
    """Who may extend the contract."""

    BUYER = "buyer"
    SUPPLIER = "supplier"
    BOTH = "both"
    ITSELF = "itself"
    NOBODY = "nobody"
    NOT_STATED = "not stated"


class Answer(StrEnum):
    """Yes, no, or nobody has said."""

    YES = "yes"
    NO = "no"
    NOT_STATED = "not stated"


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """The terms of one contract as a person read them.

    Attributes
    ----------
    initial_months, first_end_date
        Length of the first term, or its exact end read by ``end_rule``: one of the two.
    extension_months
        Length of each extension in order, used or not; for a contract that renews itself, the length of a renewal.
    extensions_used
        Extensions already agreed; ignored where the contract renews itself, for then they follow from the day.
    most_renewals
        How often it renews itself at most; None for ever.
    extension_notice, notice, break_notice, partial_notice
        How long before the end of the term (or before the break) an extension must be asked for, notice to end it must
        be given, a break must be told, a part must be ended; None where not known.
    partial
        Whether a part of the service may be ended alone.
    staff_transfer
        Whether people would move with the service under TUPE.
    annual_value_gbp, exit_price_gbp
        What a year costs, and what leaving before the end costs; None where not known.
    """

    start_date: dt.date
    initial_months: int | None = None
    first_end_date: dt.date | None = None
    end_rule: EndRule = EndRule.INCLUSIVE
    extended_by: Side = Side.NOT_STATED
    extension_months: tuple[int, ...] = ()
    extensions_used: int = 0
    most_renewals: int | None = None
    extension_notice: Span | None = None
    notice: Span | None = None
    break_dates: tuple[dt.date, ...] = ()
    break_notice: Span | None = None
    partial: Answer = Answer.NOT_STATED
    partial_notice: Span | None = None
    staff_transfer: Answer = Answer.NOT_STATED
    annual_value_gbp: Decimal | None = None
    exit_price_gbp: Decimal | None = None
    nation: Nation = Nation.ENGLAND_AND_WALES

    @property
    def tacit(self) -> bool:
        """Whether it renews itself unless notice is given."""
        return self.extended_by is Side.ITSELF

    def terms(self) -> Terms:
        """Give the terms that decide the dates.

        Raises
        ------
        InputError
            A contract that renews itself needs exactly one length of renewal.

        Examples
        --------
        >>> Agreed(start_date=dt.date(2024, 4, 1), initial_months=24, extension_months=(12, 12)).terms().renewals_used
        0
        """
        if self.tacit and len(self.extension_months) > 1:
            raise InputError(
                "A contract that renews itself has one length of renewal.",
                found=", ".join(map(str, self.extension_months)),
                next_step="Give the months of one renewal, or choose who may extend.",
            )
        return Terms(
            start_date=self.start_date,
            initial_months=self.initial_months,
            first_end_date=self.first_end_date,
            renewal_months=self.extension_months[0] if self.tacit and self.extension_months else 0,
            extension_months=() if self.tacit else self.extension_months,
            renewals_used=0 if self.tacit else self.extensions_used,
            tacit=self.tacit,
            most_renewals=self.most_renewals if self.tacit else None,
            notice=self.notice,
            end_rule=self.end_rule,
            nation=self.nation,
        )
