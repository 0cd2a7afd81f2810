"""Amounts as people write them."""

from decimal import Decimal

import pytest

from inhouse.core.money import format_gbp, parse_amount, to_pence


@pytest.mark.parametrize(
    ("text", "pounds"),
    [
        ("1234.5", "1234.50"),
        ("£1,234.50", "1234.50"),
        (" £ 1,234.50 ", "1234.50"),
        ("(12.30)", "-12.30"),
        ("£(12.30)", "-12.30"),
        ("-£12.30", "-12.30"),
        ("£-12.30", "-12.30"),
        ("396.00-", "-396.00"),
        ("−12.30", "-12.30"),
        ("12.30 CR", "-12.30"),
        ("12.30DR", "12.30"),
        ("GBP 1,000", "1000.00"),
        ("1 234.50", "1234.50"),
        ("-", "0.00"),
        (" - ", "0.00"),
        (".5", "0.50"),
        ("5.", "5.00"),
        ("+5", "5.00"),
        ("-1.13687E-12", "0.00"),
        ("977.5999999999999", "977.60"),
        ("16,756,957.00", "16756957.00"),
    ],
)
def test_reads_an_amount_however_it_is_written(text: str, pounds: str) -> None:
    assert to_pence(parse_amount(text)) == Decimal(pounds)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "n/a",
        "12,34.5",
        "1.234,50",
        "1,2",
        "12.3.4",
        "--5",
        "5 items",
        "1e9999",
        "inf",
        "NaN",
        "100000000000000",
        "01/02/2011",
        "1_000",
    ],
)
def test_refuses_what_is_not_one_amount(text: str) -> None:
    assert parse_amount(text) is None


def test_rounds_halves_away_from_nought() -> None:
    assert [to_pence(Decimal(text)) for text in ("1.005", "-1.005", "2.675")] == [
        Decimal("1.01"),
        Decimal("-1.01"),
        Decimal("2.68"),
    ]


def test_shows_pounds_with_commas_and_the_sign_in_front() -> None:
    assert format_gbp(Decimal("-1234567.891")) == "-£1,234,567.89"
