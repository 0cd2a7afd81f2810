"""How good is a grouping of names, by pairs and by names, when the truth is known?"""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Quality:
    """Agreement of a grouping with the truth.

    Attributes
    ----------
    precision, recall
        By pairs: of the pairs joined, the share rightly joined; of the pairs that belong together, the share joined.
    b_cubed_precision, b_cubed_recall
        By names: the average over names of the share of its group that belongs with it, and of those that belong with
        it the share in its group.
    homonyms, shared_ids
        Pairs joined against the truth, and not counted in ``precision``: names that say the same, and names with one
        VAT number. The truth calls them two because the publisher holds two accounts.
    """

    precision: float
    recall: float
    b_cubed_precision: float
    b_cubed_recall: float
    joined: int
    homonyms: int
    shared_ids: int

    def __str__(self) -> str:
        apart = f", {self.homonyms} homonyms and {self.shared_ids} of one VAT number apart" if self.joined else ""
        return (
            f"precision {self.precision:.4f}, recall {self.recall:.4f},"
            f" B-cubed {self.b_cubed_precision:.3f} and {self.b_cubed_recall:.3f} ({self.joined:,} pairs joined{apart})"
        )


@dataclass(frozen=True)
class Row:
    """One name: its true owner, the group it was put in, and what makes a pair a homonym or of one id."""

    truth: Hashable
    group: Hashable
    plain: str = ""
    shared_id: str = ""


def measure(rows: Iterable[Row]) -> Quality:
    """Compare groups with the truth, without going through all pairs."""
    held = list(rows)
    group, truth, both = (
        Counter(key(row) for row in held)
        for key in (lambda r: r.group, lambda r: r.truth, lambda r: (r.group, r.truth))
    )
    joined, right, true = map(_pairs, (group, both, truth))
    homonyms = _wrong(held, lambda row: row.plain)
    shared = _wrong(held, lambda row: row.shared_id)
    twice = _wrong(held, lambda row: (row.plain, row.shared_id) if row.plain and row.shared_id else "")
    wrong = joined - right - homonyms - (shared - twice)
    return Quality(
        precision=right / (right + wrong) if right + wrong else 1.0,
        recall=right / true if true else 1.0,
        b_cubed_precision=sum(n * n / group[g] for (g, _), n in both.items()) / len(held),
        b_cubed_recall=sum(n * n / truth[t] for (_, t), n in both.items()) / len(held),
        joined=joined,
        homonyms=homonyms,
        shared_ids=shared - twice,
    )


def _pairs(counts: Counter) -> int:
    return sum(n * (n - 1) // 2 for n in counts.values())


def _wrong(rows: list[Row], key) -> int:
    """Pairs joined against the truth that share a key."""
    with_key = [row for row in rows if key(row)]
    return _pairs(Counter((r.group, key(r)) for r in with_key)) - _pairs(
        Counter((r.group, key(r), r.truth) for r in with_key)
    )
