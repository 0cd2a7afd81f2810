"""Small payments with everything awkward in them."""

import csv

import pytest

HEADINGS = (
    "Date",
    "Supplier Name",
    "Amount",
    "Department",
    "Description",
    "Supplier ID",
    "Company Number",
    "VAT Reg No",
)
ROWS = [
    # Ways of writing one company: by suffix, by account code, by trading name, by company number with spaces.
    ("04/01/2011", "Capita Business Services Ltd", "1000.00", "ICT", "re C-17", "121", "02299747", "GB 618 1841 40"),
    ("31/03/2011", "CAPITA BUSINESS SERVICES LIMITED (AC60864978)", "0.10", "ICT", "", "", "2299747", ""),
    ("01/04/2011", "CAPITA BUS SVS-MOTO", "(50.00)", "Housing", "credit", "121", "", ""),
    ("05/01/2012", "RICOH CAPITAL LTD", "250.00", "ICT", "printers", "122", "", "618184140"),
    ("06/01/2012", "Dovecote Ltd T/A The Pigeon Loft", "333.33", "Parks", "", "", "SC 123456", ""),
    ("06/01/2012", "DOVECOTE LIMITED", "333.33", "Parks", "", "a77", "sc123456", ""),
    # Quotes, other scripts and letters that change length or shape in capitals.
    ("07/01/2012", "O'Neill & Söhne GmbH", "12.34", "Ädile", "it's «quoted»", "A77", "", ""),
    ("07/01/2012", 'The "Straße" Company', "56.78", "", 'said "no"', "", "", ""),
    ("08/01/2012", "Ŵyn a'r Cwmni Cyf", "9.99", "Äl", "", "", "", ""),
    ("08/01/2012", "ЗАО Сигма", "1.01", "", "", "", "", ""),
    ("08/01/2012", "ΟΔΟΣ ß", "2.02", "", "", "", "", ""),
    ("08/01/2012", "Limited", "3.03", "", "", "", "", ""),
    ("08/01/2012", "back\\slash $name :colon %", "4.04", "", "100% \\d", "", "", ""),
    # Names withheld, an undated row, a payment of nought, one large, one repaid in full.
    ("09/01/2013", "REDACTED PERSONAL DATA", "75.00", "Care", "", "121", "", ""),
    ("", "Undated & Co", "81.19", "Care", "", "500", "", "123456789"),
    ("", "Undated and Co", "18.81", "", "", "", "", "GB123456789"),
    ("10/01/2013", "Nought Ltd", "0.00", "Care", "", "", "", ""),
    ("10/01/2013", "Immense PLC", "99,999,999,999.99", "Care", "", "", "00000000", "0"),
    ("10/01/2013", "Returned Ltd", "640.00", "Care", "", "", "", ""),
    ("11/01/2013", "Returned Ltd", "-640.00", "Care", "", "", "", ""),
    # An account and a VAT number that stand with too many names to be anybody's.
    *[
        ("12/01/2014", name, "5.55", "Care", "", "20000000", "", "GB987654321")
        for name in ("Ash", "Beech", "Cedar", "Elder", "Fir")
    ],
    # Enough payments of one size for a usual one, and one that stands out.
    *[(f"{day:02}/02/2014", "Immense PLC", "10.00", "Care", f"C-17 part {day}", "", "", "") for day in range(1, 8)],
    ("13/01/2014", "Nobody's amount", "", "Care", "", "", "", ""),
]  # fmt: skip


@pytest.fixture(scope="session")
def payments_files(tmp_path_factory):
    """Three files of payments; the second lacks most columns, and the third repeats payments of the first."""
    folder = tmp_path_factory.mktemp("payments [of three]")
    first, second, third = (folder / f"{name}.csv" for name in ("first", "second", "third"))
    with first.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([HEADINGS, *ROWS])
    second.write_text("Date,Supplier,Amount\n01/01/2015,Capita plc,7.00\n02/01/2015,Ash,5.55\n", encoding="utf-8")
    with third.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([HEADINGS[:3], *[row[:3] for row in ROWS[:12]]])
    return first, second, third
