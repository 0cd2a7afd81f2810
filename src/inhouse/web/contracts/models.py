"""What do people keep about contracts: terms they read, how long the council takes, who is reminded, and how?"""

from inhouse.web.contracts.deadlines.models import DeadlineCheck
from inhouse.web.contracts.digests.models import DigestChoice, DigestSent
from inhouse.web.contracts.feeds.models import CalendarFeed
from inhouse.web.contracts.terms.models import ContractTerms, DecisionMeeting, LeadTimesKept

__all__ = [
    "CalendarFeed", "ContractTerms", "DeadlineCheck", "DecisionMeeting", "DigestChoice", "DigestSent", "LeadTimesKept",
]  # fmt: skip
