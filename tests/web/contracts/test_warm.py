"""Are figures worked out before anybody asks, once for each set of files?"""

from __future__ import annotations

import pytest

from inhouse.web import warm
from inhouse.web.contracts.queries import ledger


class Stopped:
    """Stops the loop after a number of looks, and loads a file between two of them."""

    def __init__(self, looks: int, between) -> None:
        self.looks, self.between = looks, between

    def is_set(self) -> bool:
        return self.looks == 0

    def wait(self, _seconds: float) -> None:
        self.looks -= 1
        self.between(self.looks)


def test_figures_are_kept_where_the_pages_look(loaded, today, monkeypatch):
    warm.warm(today)
    monkeypatch.setattr("inhouse.web.contracts.paid.answers._work_out", lambda *_: pytest.fail("worked out again"))
    monkeypatch.setattr("inhouse.contracts.payments.totals", lambda *_: pytest.fail("asked again"))
    assert ledger().figures().totals.rows == 8
    assert warm.answer(today, terms=False).paid.contracts


def test_only_a_new_set_of_files_is_worked_out(loaded, load, today, monkeypatch):
    worked = []
    monkeypatch.setattr(warm, "warm", worked.append)
    monkeypatch.setattr(warm, "close_old_connections", lambda: None)

    def between(left: int) -> None:
        if left == 2:
            load("payments", "more.csv", "Date,Supplier,Amount\n01/02/2020,Acme Ltd,5\n")

    warm.keep_warm(Stopped(4, between))
    assert worked == [today, today]


def test_what_goes_wrong_is_logged_and_tried_again(loaded, today, monkeypatch, caplog):
    def fail(_today):
        raise RuntimeError("no disk")

    monkeypatch.setattr(warm, "warm", fail)
    monkeypatch.setattr(warm, "close_old_connections", lambda: None)
    warm.keep_warm(Stopped(2, lambda _: None))
    assert [record.message for record in caplog.records] == ["The figures could not be worked out in advance."] * 2


def test_an_empty_programme_has_nothing_to_warm(programme, today):
    assert ledger() is None
    warm.warm(today)
