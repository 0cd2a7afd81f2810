"""Why is a pair in doubt, in words a person can judge by?"""

from __future__ import annotations

from inhouse.contracts.resolution.evidence import Judgement

_FOR = (
    ("company_number_agrees", "The company numbers are the same."),
    ("account_agrees", "The supplier ids are the same."),
    ("vat_number_agrees", "The VAT numbers are the same."),
    ("equal", "The names say the same words."),
    ("continued", "One name looks like the other cut short."),
    ("acronym", "One has the first letters of the other's words."),
    ("second_name", "Only a second name, such as a trading name, agrees."),
    ("misspelt", "A word is spelt differently."),
    ("slips", "Some words are spelt or shortened differently."),
    ("initials", "An initial stands for a name."),
)
_AGAINST = (
    ("company_numbers_differ", "The company numbers differ."),
    ("accounts_differ", "The supplier ids differ."),
    ("vat_numbers_differ", "The VAT numbers differ."),
    ("other_form", "The legal forms differ."),
    ("both_in_brackets", "The words in brackets differ."),
    ("more_in_brackets", "There are words in brackets that the other lacks."),
)


def reasons(judgement: Judgement) -> tuple[str, ...]:
    """Say what speaks for and against two spellings being one organisation.

    Examples
    --------
    >>> reasons(Judgement(0.5, {"vat_number_agrees": 1.0}, ("NORTH",), ("SOUTH",)))
    ('The VAT numbers are the same.', 'Each has words the other lacks: NORTH; SOUTH.')
    """
    found = [words for piece, words in (*_FOR, *_AGAINST) if judgement.evidence.get(piece)]
    rest_a, rest_b = " ".join(judgement.rest_a), " ".join(judgement.rest_b)
    if rest_a and rest_b:
        found.append(f"Each has words the other lacks: {rest_a}; {rest_b}.")
    elif rest_a or rest_b:
        found.append(f"Only one of them says: {rest_a or rest_b}.")
    return tuple(found)
