"""How well are spellings of one organisation found, beside plainer ways: the same name, or alike names in chains?"""

import csv
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.noisy_names import bare, noisy_names
from bench.quality import Row, measure

ALIKE = 90
NOISY = 200_000
Named = tuple[str, str]
"""A name and a VAT number, or nothing."""


def plain(names: Sequence[Named]) -> list[str]:
    """Names that are the same without legal form and punctuation."""
    return [bare(name) or name for name, _ in names]


def alike(names: Sequence[Named]) -> list[int]:
    """Names that begin with the same word and are alike by rapidfuzz, joined in chains."""
    from rapidfuzz import fuzz, process

    blocks: dict[str, set[str]] = defaultdict(set)
    texts = plain(names)
    for text in texts:
        blocks[text.split()[0]].add(text)
    leader: dict[str, str] = {text: text for text in texts}

    def first(text: str) -> str:
        while leader[text] != text:
            text = leader[text]
        return text

    for block in blocks.values():
        ordered = sorted(block)
        for at, text in enumerate(ordered):
            near = process.extract(text, ordered[at + 1 :], scorer=fuzz.token_set_ratio, score_cutoff=ALIKE, limit=None)
            for other, _, _ in near:
                leader[first(other)] = first(text)
    numbers = {text: number for number, text in enumerate(leader)}
    return [numbers[first(text)] for text in texts]


def ours(names: Sequence[Named]) -> list[str]:
    """The resolver."""
    from inhouse.contracts.resolution import Spelling, resolve

    spelt = [Spelling(name=name, vat_number=vat) for name, vat in names]
    found = resolve(spelt).supplier_of
    return [found[spelling][0].supplier_id for spelling in spelt]


METHODS: dict[str, Callable[[Sequence[Named]], Sequence[str | int]]] = {"plain": plain, "alike": alike, "ours": ours}


def run(method: str, source: str, vat: str) -> None:
    """Group the names of a published file, or made-up ones, and print the quality."""
    truths: list[str | int]
    names: list[Named]
    if source == "noisy":
        made = list(noisy_names(NOISY, seed=1))
        truths, names = [truth for truth, _ in made], [(name, "") for _, name in made]
        rows = zip(truths, METHODS[method](names), ["" for _ in names], ["" for _ in names], strict=True)
    else:
        with Path(source).open(encoding="utf-8-sig", newline="") as file:
            published = list(csv.DictReader(file))
        names = [(row["supplier_name"], row["vat_reg_no"] if vat == "vat" else "") for row in published]
        truths = [row["supplier_id"] for row in published]
        numbers = [row["vat_reg_no"] for row in published]
        rows = zip(truths, METHODS[method](names), plain(names), numbers, strict=True)
    print("   ", measure(Row(*row) for row in rows), flush=True)
