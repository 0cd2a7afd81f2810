"""Spark answers every query as DuckDB does."""

import datetime as dt
from dataclasses import make_dataclass
from decimal import Decimal
from pathlib import Path

import pytest
import sqlglot

from inhouse.contracts.paid.rows import ChosenOfContract, Place
from inhouse.contracts.payments import Chosen, concentration, spellings, suppliers, totals
from inhouse.contracts.resolution import Decided, Doubt
from inhouse.contracts.suppliers import identify_suppliers, put_doubts, resolve_suppliers
from inhouse.core.errors import InputError, MissingPart, UsageError
from inhouse.stores import Query
from inhouse.stores import spark_store as module
from inhouse.stores.query import load_query
from inhouse.stores.spark_store import SparkStore
from inhouse.workflows.payments import load_all, open_payments

pytestmark = pytest.mark.spark

QUERIES = sorted(
    path.stem for path in Path(__file__).resolve().parents[3].joinpath("src/inhouse/contracts/queries").glob("*.sql")
)
CHOICES = [
    Chosen(),
    Chosen(supplier_ids=()),
    Chosen(names=("O'Neill & Söhne GmbH", 'The "Straße" Company', "ΟΔΟΣ ß")),
    Chosen(undated=True),
    Chosen(supplier_ids=("GB-COH-02299747", "ref-122"), from_date=dt.date(2012, 1, 5), department="ICT"),
    Chosen(from_date=dt.date(2011, 4, 1), to_date=dt.date(2012, 3, 31)),
]
CHOSEN = [choice.parameters() for choice in CHOICES]
LINKS = [
    "0\tGB-COH-02299747\t0\t2011-02-01\t2012-12-31\tclosed\t(^|[^A-Z0-9])C-17($|[^A-Z0-9])\tICT\tPRINTERS",
    "1\tname-immense\t0\t2014-02-03\t\topen\t\tCARE\t",
    "2\tredacted\t-1\t\t\tclosed\t\t\t",
]
ON_CONTRACT = {"on_contract": ["GB-COH-02299747", "name-immense"], "threshold_gbp": Decimal("100.50"), "limit": 5}
OF_CONTRACT = [
    each.parameters()
    for each in (
        ChosenOfContract(contract=0),
        ChosenOfContract(contract=0, place=Place.INSIDE),
        ChosenOfContract(contract=1, from_date=dt.date(2014, 2, 3), to_date=dt.date(2014, 2, 5)),
        ChosenOfContract(contract=2, undated=True),
    )
]
DOUBTS = [
    Doubt(a="O'Neill", b="ΟΔΟΣ ß", supplier_a="x", supplier_b="y", score=0.7, reasons=("One.", "Two; «three».")),
    Doubt(a="Ash", b="Ash", supplier_a="ref-1", supplier_b="ref-2", score=0.5, reasons=()),
]
QUESTIONS = {
    "paid_by_cluster": [{}],
    "paid_by_contract": [{}],
    "paid_by_year": [{}],
    "paid_claims": [{}],
    "paid_contract_rows": [each | {"order": "-amount", "limit": 25, "offset": 1} for each in OF_CONTRACT],
    "paid_contract_totals": OF_CONTRACT,
    "paid_large_lines": [ON_CONTRACT],
    "paid_off_contract": [ON_CONTRACT, ON_CONTRACT | {"on_contract": []}],
    "paid_payees": [{}],
    "paid_totals": [ON_CONTRACT],
    "payment_concentration": CHOSEN,
    "payment_departments": [{}],
    "payment_rows": [
        each | {"order": order, "limit": 25, "offset": 2}
        for each in (CHOSEN[0], CHOSEN[-1])
        for order in ("date", "-date", "amount", "-amount", "source")
    ],
    "payment_totals": CHOSEN,
    "payments_by_supplier": CHOSEN,
    "payments_by_year": [each | {"first_month": month} for each in CHOSEN for month in (1, 4)],
    "payments_repeated": [{}],
    "supplier_departments": [
        {"supplier_id": "GB-COH-02299747", "name": "Capita Business Services Ltd"},
        {"supplier_id": "x", "name": "y"},
    ],
    "supplier_doubts": [{}],
    "supplier_spellings": [{"supplier_id": "GB-COH-02299747"}, {"supplier_id": "redacted"}, {"supplier_id": "x"}],
    "supplier_written": [{}],
    "suppliers_named": [{"pattern": r"(^|[^a-z0-9])capita($|[^a-z0-9])"}, {"pattern": "straße|o'neill\\ \\&"}],
}
TABLES = {
    "payments_kept": "payments_kept",
    "supplier_keys": "supplier_keys",
    "supplier_identities": "supplier_identities",
    "payments_identified": "payments",
    "paid_links": "paid_links",
    "paid_rows": "paid_rows",
}


@pytest.fixture(scope="module")
def stores(payments_files, tmp_path_factory):
    """The same payments on both engines, with the tables that later questions read."""
    loaded = load_all(payments_files, tmp_path_factory.mktemp("parquet {of} three"))
    parquet = [file.parquet for file in loaded.files]
    opened = open_payments(parquet), open_payments(parquet, engine="spark")
    for store in opened:
        put_doubts(store, DOUBTS)
        store.define("paid_links", load_query("contracts", "paid_links"), links=LINKS)
        told = {"told_by_number": [0], "told_by_department": [], "told_by_words": []}
        store.define("paid_rows", load_query("contracts", "paid_rows"), **told)
    yield opened
    for store in opened:
        store.close()


def answers(stores, query, **parameters):
    """Ask both for records with the columns of the query."""
    record = make_dataclass("Answer", sqlglot.parse_one(query.sql, read="duckdb").named_selects)
    return [[tuple(vars(each).values()) for each in store.ask(query, record, **parameters)] for store in stores]


def assert_same(duck, spark):
    """Equal to the last digit and of the same kind; binary fractions to 1e-12."""
    assert len(duck) == len(spark)
    for one, other in zip(duck, spark, strict=True):
        for a, b in zip(one, other, strict=True):
            assert type(a) is type(b), (one, other)
            assert abs(a - b) <= 1e-12 if isinstance(a, float) else a == b, (one, other)


@pytest.mark.parametrize("name", QUERIES)
def test_both_engines_give_one_answer(name, stores):
    asked = 0
    if name in TABLES:
        columns = [column for (column,) in stores[0].rows(f"SELECT column_name FROM (DESCRIBE {TABLES[name]})")]
        duck, spark = answers(stores, Query("test/table", f"SELECT {', '.join(columns)} FROM {TABLES[name]}"))
        assert_same(sorted(duck, key=repr), sorted(spark, key=repr))
        asked += len(duck)
    for parameters in QUESTIONS.get(name, ()):
        duck, spark = answers(stores, load_query("contracts", name), **parameters)
        assert_same(duck, spark)
        asked += len(duck)
    assert asked, f"{name}.sql: add it to the questions or the tables of this test"


@pytest.fixture
def resolved(stores):
    """Both engines with the resolver's answer; the first cut's afterwards."""
    decided = [
        Decided(a="Capita plc", b="Capita Business Services Ltd", same=True),
        Decided(a="Ash", b="Beech", same=False),
    ]
    yield stores, [resolve_suppliers(store, decided=decided) for store in stores]
    for store in stores:
        identify_suppliers(store)


def test_with_the_resolver_both_engines_give_one_answer_to_every_question(resolved):
    stores, (duck, spark) = resolved
    assert duck == spark
    assert len(duck.suppliers) < sum(len(each.members) for each in duck.suppliers)
    columns = "supplier, supplier_ref, company_number, vat_number, supplier_id, name, basis, confidence"
    assert_same(
        *(
            sorted(rows, key=repr)
            for rows in answers(stores, Query("test/table", f"SELECT {columns} FROM supplier_identities"))
        )
    )
    for name in ("payment_totals", "payments_by_supplier", "payments_by_year", "payment_concentration"):
        for parameters in QUESTIONS[name]:
            assert_same(*answers(stores, load_query("contracts", name), **parameters))
    one, other = ([totals(store), suppliers(store), concentration(store)] for store in stores)
    assert one[0] == other[0]
    assert [each.supplier_id for each in one[1]] == [each.supplier_id for each in other[1]]
    capita = next(each for each in one[1] if "Capita plc" in each.names)
    assert "CAPITA BUS SVS-MOTO" in capita.names
    assert spellings(stores[0], capita.supplier_id) == spellings(stores[1], capita.supplier_id)


def test_a_table_without_rows_can_be_put_on_both(stores):
    for store in stores:
        store.put("nothing", {"name": [], "day": []}, {"day": "DATE"})
    assert answers(stores, Query("test/nothing", "SELECT name, day FROM nothing")) == [[], []]


def test_a_median_is_exact(stores):
    query = Query("test/median", "SELECT median(amount_gbp)::DOUBLE AS middle FROM payments")
    (((duck,),), ((spark,),)) = answers(stores, query)
    assert duck == spark == 10.0


def test_a_process_has_one_spark_at_a_time(stores):
    with pytest.raises(ValueError, match="Cannot run multiple SparkContexts"):
        SparkStore()


def test_work_that_spark_cannot_finish_ends_with_a_reason(stores, tmp_path):
    damaged = tmp_path / "damaged.parquet"
    damaged.write_bytes(b"PAR1 but nothing else")
    with pytest.raises(InputError, match=r"Spark stopped at «damaged»\.\nFound: .+"):
        stores[1].attach("damaged", [damaged])


def test_nobody_listening_is_said_at_once():
    with pytest.raises(UsageError, match=r"no Spark at «spark://127\.0\.0\.1:1»") as found:
        SparkStore(master="spark://127.0.0.1:1")
    assert found.value.exit_code == 2


def test_without_java_the_next_step_is_to_install_it(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(MissingPart, match="Install Java"):
        SparkStore()


def test_without_the_extra_the_next_step_is_to_install_it(monkeypatch):
    monkeypatch.setattr(module.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(MissingPart, match=r"pip install 'inhouse\[spark\]'"):
        SparkStore()
