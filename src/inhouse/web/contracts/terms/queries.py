"""Which terms, lead times and meetings count now, and which counted before?"""

from __future__ import annotations

from dataclasses import dataclass

from inhouse.contracts.lead_times import NO_LEAD_TIMES, LeadTimes, Meeting
from inhouse.web.contracts.terms.models import ContractTerms, DecisionMeeting, LeadTimesKept

EVERY_CONTRACT = ""
"""The identity under which the lead times of all contracts are kept."""


@dataclass(frozen=True, kw_only=True)
class Entered:
    """Everything that people entered about contracts, by the contract's identity."""

    terms: dict[str, ContractTerms]
    lead_times: dict[str, LeadTimes]
    meetings: tuple[Meeting, ...]

    def lead_of(self, identity: str) -> LeadTimes:
        """Return the lead times of a contract: its own, else those of all."""
        return self.lead_times.get(identity) or self.lead_times.get(EVERY_CONTRACT, NO_LEAD_TIMES)


NOTHING_ENTERED = Entered(terms={}, lead_times={}, meetings=())


def entered() -> Entered:
    """Read what counts now: the newest version of each, and the meetings that are not removed."""
    newest_times = {kept.identity: kept.lead_times() for kept in LeadTimesKept.objects.order_by("version")}
    newest_terms = {kept.identity: kept for kept in ContractTerms.objects.select_related("owner").order_by("version")}
    return Entered(
        terms={identity: kept for identity, kept in newest_terms.items() if kept.terms is not None},
        lead_times={identity: times for identity, times in newest_times.items() if times is not None},
        meetings=tuple(kept.meeting() for kept in DecisionMeeting.objects.filter(removed_at=None)),
    )


def versions(identity: str) -> list[ContractTerms]:
    """Return every version of a contract's terms, the newest first."""
    kept = ContractTerms.objects.filter(identity=identity).select_related("entered_by", "owner")
    return list(kept.order_by("-version"))


def lead_times_versions(identity: str) -> list[LeadTimesKept]:
    """Return every version of lead times, the newest first."""
    return list(LeadTimesKept.objects.filter(identity=identity).select_related("entered_by").order_by("-version"))


def newest_version(identity: str) -> int:
    """Return the number of the newest version of a contract's terms; 0 where there is none."""
    kept = ContractTerms.objects.filter(identity=identity).order_by("version").last()
    return kept.version if kept else 0
