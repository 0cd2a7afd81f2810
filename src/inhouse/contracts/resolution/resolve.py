"""How are the steps put together: from spellings to suppliers, doubts and what was kept apart?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice

from inhouse.contracts.resolution.basis import bases
from inhouse.contracts.resolution.candidates import candidates
from inhouse.contracts.resolution.evidence import Judge
from inhouse.contracts.resolution.frequencies import Frequencies
from inhouse.contracts.resolution.joining import Pair, Rules, join
from inhouse.contracts.resolution.naming import label, supplier_ids
from inhouse.contracts.resolution.nodes import Node, nodes_of, rules_of
from inhouse.contracts.resolution.reasons import reasons
from inhouse.contracts.resolution.records import Apart, Decided, Doubt, Member, Resolution, Spelling, Supplier
from inhouse.contracts.resolution.words import load_words

DOUBTFUL = 0.5
"""Pairs at least this likely that were not joined are shown to a person."""
FAINT = 0.1
"""Pairs less likely than this are forgotten."""
_COMPARED = 12


def resolve(
    spellings: Iterable[Spelling],
    *,
    decided: Iterable[Decided] = (),
    progress: Callable[[float], None] = lambda _share: None,
) -> Resolution:
    """Say which spellings are one organisation.

    Parameters
    ----------
    spellings
        The ways suppliers are written; repeats count once, and their order does not matter.
    decided
        What people said about pairs of names; kept in any case.
    progress
        Told the share done, 0 to 1.

    Raises
    ------
    InputError
        What people said contradicts itself.

    Notes
    -----
    Spellings with different company numbers are never joined unless a person says so. Time and memory grow with the
    number of spellings.

    Examples
    --------
    >>> names = ("Acme Bolts Ltd", "ACME BOLTS LIMITED", "Zenith Care")
    >>> found = resolve([Spelling(name=name) for name in names])
    >>> [(each.supplier_id, [m.spelling.name for m in each.members]) for each in found.suppliers]
    [('name-acme-bolt', ['ACME BOLTS LIMITED', 'Acme Bolts Ltd']), ('name-zenith-care', ['Zenith Care'])]
    """
    said = tuple(decided)
    nodes = nodes_of(spellings, said)
    rules, unknown = rules_of(nodes, said)
    known = [node.known for node in nodes]
    frequencies = Frequencies({each.reading.parts: each.reading for each in known}.values(), load_words())
    beside = {(each.vat, each.reading.parts) for each in known}
    judge = Judge(frequencies, Counter(vat for vat, _ in beside if vat))

    def score(a: int, b: int) -> float:
        return judge.score(known[a], known[b])

    scored: dict[Pair, float] = {}
    for a, b in candidates(known, frequencies):
        if (likely := score(a, b)) > FAINT:
            scored[a, b] = likely
        progress(a / len(known))
    scored |= dict.fromkeys(rules.same, 1.0)
    groups = join(len(nodes), scored, score, lambda at: known[at].company, rules)
    ids, suppliers = _suppliers(nodes, groups, scored, score, rules)
    return Resolution(
        suppliers=suppliers,
        needs_review=_doubts(nodes, groups, ids, scored, rules, judge),
        homonyms=_apart(((node.known.reading.plain, ids[group]) for node, group in zip(nodes, groups, strict=True))),
        shared_vat_numbers=_apart(((node.known.vat, ids[group]) for node, group in zip(nodes, groups, strict=True))),
        caveats=(f"{unknown} decisions name a supplier that is not in this list.",) if unknown else (),
    )


def _suppliers(
    nodes: Sequence[Node],
    groups: Sequence[int],
    scored: Mapping[Pair, float],
    score: Callable[[int, int], float],
    rules: Rules,
) -> tuple[dict[int, str], tuple[Supplier, ...]]:
    """Name the groups, and say of each member how sure it is."""
    members: dict[int, list[int]] = defaultdict(list)
    for at, group in enumerate(groups):
        members[group].append(at)
    rival: dict[int, float] = defaultdict(float)
    for (a, b), likely in scored.items():
        if groups[a] != groups[b]:
            rival[a], rival[b] = max(rival[a], likely), max(rival[b], likely)
    ids = dict(zip(members, supplier_ids([[nodes[at] for at in these] for these in members.values()]), strict=True))
    said = frozenset(at for pair in rules.same for at in pair)
    suppliers = []
    for group, these in members.items():
        found: list[Member] = []
        why = bases([(at, nodes[at]) for at in these], said)
        for at in these:
            others = [other for other in islice(these, _COMPARED) if other != at]
            if others or len(nodes[at].spellings) > 1:
                pairs = [(min(at, other), max(at, other)) for other in others]
                pairs += [(at, at)] * (len(nodes[at].spellings) > 1)
                sure = sum(scored.get(pair) or score(*pair) for pair in pairs) / len(pairs)
            else:
                sure = 1 - rival[at]
            sure, basis = round(sure, 3), why[at]
            found += [Member(spelling=each, confidence=sure, basis=basis) for each in nodes[at].spellings]
        name = label([nodes[at] for at in these]).name
        ordered = tuple(sorted(found, key=lambda member: member.spelling.order))
        suppliers.append(Supplier(supplier_id=ids[group], name=name, members=ordered))
    return ids, tuple(sorted(suppliers, key=lambda supplier: supplier.supplier_id))


def _doubts(
    nodes: Sequence[Node],
    groups: Sequence[int],
    ids: Mapping[int, str],
    scored: Mapping[Pair, float],
    rules: Rules,
    judge: Judge,
) -> tuple[Doubt, ...]:
    """The likeliest pair between any two groups that may be one, unless a person said that they are two."""
    parted = {frozenset((groups[a], groups[b])) for a, b in rules.different}
    best: dict[frozenset[int], tuple[float, Pair]] = {}
    for pair, likely in scored.items():
        two = frozenset((groups[pair[0]], groups[pair[1]]))
        if likely >= DOUBTFUL and len(two) == 2 and two not in parted:
            best[two] = min(best.get(two, (0.0, pair)), (-likely, pair))
    doubts = []
    for less, (a, b) in sorted(best.values()):
        doubts.append(
            Doubt(
                a=label([nodes[a]]).name,
                b=label([nodes[b]]).name,
                supplier_a=ids[groups[a]],
                supplier_b=ids[groups[b]],
                score=round(-less, 3),
                reasons=reasons(judge.judge(nodes[a].known, nodes[b].known)),
            )
        )
    return tuple(doubts)


def _apart(shared: Iterable[tuple[str, str]]) -> tuple[Apart, ...]:
    """What several suppliers share."""
    held: dict[str, set[str]] = defaultdict(set)
    for what, supplier_id in shared:
        held[what].add(supplier_id)
    return tuple(
        Apart(shared=what, supplier_ids=tuple(sorted(suppliers)))
        for what, suppliers in sorted(held.items())
        if what and len(suppliers) > 1
    )
