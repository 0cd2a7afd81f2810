import pytest

from inhouse.contracts.register.contract import MayExtend
from inhouse.contracts.register.extension import parse_extension, parse_length

SAID = [
    ("2+1+1", 24, (12, 12)),
    ("3 years + 2 x 12 months", 36, (12, 12)),
    ("36+12+12", 36, (12, 12)),
    ("3 (+2)", 36, (24,)),
    ("2 years plus 1 plus 1", 24, (12, 12)),
    ("5 years plus two one-year extensions", 60, (12, 12)),
    ("3 years with an option to extend for a further 2 years", 36, (24,)),
    ("Initial 3 years with 2 x 12 month extension options", 36, (12, 12)),
    ("Option to extend by 2 years", None, (24,)),
    ("Option to extend by up to two further periods of 12 months", None, (12, 12)),
    ("Option to extend for 1 year, twice", None, (12, 12)),
    ("up to a further 24 months", None, (24,)),
    ("Yes - 24 months (12+12)", None, (12, 12)),
    ("Yes, 1+1", None, (12, 12)),
    ("+1 +1", None, (12, 12)),
    ("18 months", None, (18,)),
    ("1.5 years", None, (18,)),
    ("Yes", None, ()),
    ("Can be extended, see contract", None, ()),
]


@pytest.mark.parametrize(("text", "first", "periods"), SAID)
def test_words_of_extension_become_months(text: str, first: int | None, periods: tuple[int, ...]) -> None:
    told = parse_extension(text)
    assert told.may_extend is MayExtend.YES
    assert (told.initial_months, told.periods_months) == (first, periods)
    assert told.text == text


@pytest.mark.parametrize(
    ("text", "unit", "periods"),
    [
        ("2 x 12", "months", (12, 12)),
        ("2x12", "months", (12, 12)),
        ("12 x 2", "months", (12, 12)),
        ("Up to 60", "months", (60,)),
        ("12+12", "months", (12, 12)),
        ("24", "months", (24,)),
        ("24 (2 x 12)", "months", (12, 12)),
        ("two periods of 12", "months", (12, 12)),
        ("2 years", "months", (24,)),
        ("1+1", "years", (12, 12)),
        ("Up to 2", "years", (24,)),
    ],
)
def test_the_unit_of_the_heading_holds_for_chains_and_limits(text: str, unit: str, periods: tuple[int, ...]) -> None:
    told = parse_extension(text, unit=unit)
    assert (told.may_extend, told.initial_months, told.periods_months) == (MayExtend.YES, None, periods)


@pytest.mark.parametrize("text", ["No", "none", "nil", "N", "No option to extend", "0", "None remaining"])
def test_a_no_is_a_no(text: str) -> None:
    assert parse_extension(text).may_extend is MayExtend.NO


@pytest.mark.parametrize(
    "text", ["", " - ", "TBC", "unknown", "see contract", "annual", "n/a", "N/A", "NA", "Not applicable", "Not stated"]
)
def test_silence_is_not_a_no(text: str) -> None:
    told = parse_extension(text)
    assert told.may_extend is MayExtend.NOT_STATED
    assert told.periods_months == ()


@pytest.mark.parametrize("text", ["999 x 999 years", "9" * 400 + " months", "1+" * 300, "2 " * 2000])
def test_absurd_lengths_are_not_believed(text: str) -> None:
    assert all(months <= 1200 for months in parse_extension(text).periods_months)


@pytest.mark.parametrize(
    ("text", "months"),
    [("3 years", 36), ("Thirty months", None), ("30 months", 30), ("2 years 6 months", 30), ("12", None), ("", None)],
)
def test_one_length_is_read_and_several_are_not(text: str, months: int | None) -> None:
    assert parse_length(text) == months
