"""Laws of paid against agreed, on generated contracts and payments added up a second, slow way."""

import csv
import datetime as dt
import tempfile
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inhouse.contracts.register.contract import Contract, Origin, Supplier
from inhouse.workflows import paid as workflow
from inhouse.workflows.payments import load_all, open_payments

PAYEES = ("Quenby", "Zorbel", "Marl Dovecote", "Tarrowby", "REDACTED PERSONAL DATA")
NAMES = (*(f"{name} Ltd" for name in PAYEES), "Quenby Ltd / Zorbel Ltd", "Hatherleaze Ltd")
DAYS = st.dates(dt.date(2022, 1, 1), dt.date(2024, 12, 31))
PENCE = st.integers(-2_000_000, 2_000_000).map(lambda pence: Decimal(pence) / 100)
PAYMENTS = st.lists(st.tuples(DAYS, st.sampled_from(PAYEES), PENCE), min_size=1, max_size=30)


@st.composite
def contracts(draw):
    start, end = draw(st.none() | DAYS), draw(st.none() | DAYS)
    return Contract(
        id=f"C-{draw(st.integers(0, 10**6))}",
        title=draw(st.sampled_from(["Lift repairs", "Boiler repairs", "Works"])),
        origin=Origin(file="r.csv", sha256="", row=1),
        suppliers=(Supplier(name=draw(st.sampled_from(NAMES))),),
        start_date=start,
        end_date=end,
        rolling=end is None and draw(st.booleans()),
        value_gbp=draw(st.none() | PENCE.map(abs)),
    )


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(held=st.lists(contracts(), max_size=6, unique_by=lambda each: each.id), paid=PAYMENTS)
def test_figures_add_up_and_nobody_is_both_on_and_off_contract(held, paid):
    found = ask(held, paid)
    for line in found.contracts:
        places = (line.paid_before_gbp, line.paid_in_period_gbp, line.paid_after_gbp, line.paid_untold_gbp)
        assert sum(place or 0 for place in places) == line.paid_gbp
        assert sum(year.amount_gbp for year in line.by_year) == line.paid_gbp
        assert sum(year.amount_gbp for year in line.by_financial_year) == line.paid_gbp
        mine = [row for row in paid if f"{row[1]} Ltd" in line.supplier.split(" / ") and "REDACTED" not in row[1]]
        if not line.told_apart_by or line.told_apart_by == "date of payment":
            assert line.paid_gbp == sum(amount for _, _, amount in mine)
            if line.paid_in_period_gbp is not None and mine:
                last = line.end_date or dt.date.max
                assert line.paid_in_period_gbp == sum(a for day, _, a in mine if line.start_date <= day <= last)
    on = {match.supplier_id for line in found.contracts for match in line.matches if match.counted}
    assert not on & {each.supplier_id for each in found.off_contract_suppliers}
    assert found.totals.amount_gbp == sum(amount for _, _, amount in paid)


def ask(held, paid):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "spend.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = [(day.strftime("%d/%m/%Y"), name, f"{amount:.2f}") for day, name, amount in paid]
            csv.writer(file).writerows([("Date", "Supplier", "Amount"), *rows])
        loaded = load_all([path], Path(folder))
        store = open_payments([each.parquet for each in loaded.files])
        try:
            return workflow.summarise(store, held, dt.date(2025, 1, 1), ["Amount"])
        finally:
            store.close()
