"""A list of organisations under noisy names: which spelling is whose is known, and look-alikes abound."""

import random
import re
from collections.abc import Iterator

PLACES = """
    ASHFORD BARTON CALDER DUNMORE EASTLEIGH FENWICK GRANTLEY HOLLIN IRWELL KENDAL LANGTON MELBURY NEWTON OAKWOOD PENROSE
    QUORN RIBBLE SELBY THORNTON ULVER WALDEN YARDLEY ALDER BRIERLEY COPTHORNE DERWENT ELMSTED FOXLEY GLENDALE HARWELL
    KIRKHAM LYNDON MARLOW NORBURY ORMSBY PRESTWICK RADLEY STANTON TREGARTH WHITBY
""".split()  # noqa: SIM905
STARTS = """
    AL BAR BRAN CAR CLAY COL DAR DEN EL FAR GAR GLEN HAL HAR HOL KEL KIN LAN LIN MAR MEL MIL MOR NOR OAK PAR PEN PRES
    RAD RIP ROTH SAL SEL SHER STAN SUT TAR THOR TOL WAL WAR WES WHIT WIN WOL
""".split()  # noqa: SIM905
MIDDLES = ("", *"ING EN ER A LE TER DER MIN SON RING BER NES VER MOR CHES AN O IL STER GAR".split())  # noqa: SIM905
ENDINGS = "TON LEY FORD HAM WORTH DALE BURY WELL STOCK COMBE MERE GATE WICK BY LAND FIELD HURST SHAW BROOK".split()  # noqa: SIM905
TRADES = (
    """
    CARE HOMES|SCHOOL|PRIMARY SCHOOL|ACADEMY TRUST|NURSERY|BUILDERS|ROOFING SERVICES|ELECTRICAL CONTRACTORS|ENGINEERING|
    PLUMBING AND HEATING|CONSULTING|TRANSPORT|TAXIS|COACHES|CATERING SERVICES|CLEANING SERVICES|SECURITY SERVICES|
    FIRE PROTECTION|WASTE MANAGEMENT|RECYCLING|LANDSCAPES|TREE SURGEONS|PRINT AND DESIGN|SOFTWARE|COMPUTER SERVICES|
    TRAINING|RECRUITMENT|SOLICITORS|SURVEYORS|ARCHITECTS|MEDICAL CENTRE|SURGERY|PHARMACY|COMMUNITY CENTRE|
    PARISH COUNCIL|HOUSING ASSOCIATION|LEISURE CENTRE|MOTORS|GARAGE|PLANT HIRE|TIMBER|STEEL FABRICATIONS|JOINERY|
    FLOORING|FURNITURE|OFFICE SUPPLIES|MEDIA|EVENTS
""".replace("|\n    ", "|")
    .strip()
    .split("|")
)
FORMS = ("LTD", "LTD", "LTD", "LIMITED", "PLC", "LLP", "CIC", "", "", "")
FIRST_NAMES = "JOHN DAVID SUSAN PETER HELEN MARK ANNE PAUL JANE SIMON KAREN LUCY IAN EMMA ROBERT".split()  # noqa: SIM905
SAINTS = ("MARYS", "MARKS", "PETERS", "PAULS", "ANNES", "AGNES", "JOHNS", "JAMES")
SHORT = {
    "SERVICES": ("SERVS", "SRVS", "SVCS"), "CENTRE": ("CNTR", "CTR"), "MANAGEMENT": ("MGMT", "MGT"), "SCHOOL": ("SCH",),
    "COUNCIL": ("CNCL",), "ENGINEERING": ("ENG",), "ELECTRICAL": ("ELEC",), "ASSOCIATION": ("ASSOC", "ASSN"),
    "COMMUNITY": ("COMM",), "DISTRICT": ("DIST",), "TRAINING": ("TRNG",), "CONTRACTORS": ("CONTRS",), "HOMES": ("HMS",),
    "AND": ("&",), "LIMITED": ("LTD",), "LTD": ("LIMITED", "LTD."), "TRANSPORT": ("TPT",), "MEDICAL": ("MED",),
}  # fmt: skip


def noisy_names(rows: int, seed: int) -> Iterator[tuple[int, str]]:
    """Yield (organisation, spelling), about one organisation for every three spellings, each spelling once.

    Look-alikes abound: made-up proper names of few syllables, companies of one name in 40 places and 48 trades, saints
    whose schools differ by a letter, people. No two organisations have a name in common once legal forms are left out.
    """
    chance = random.Random(seed)
    owners: dict[str, int] = {}
    made = organisation = 0
    while made < rows:
        name = _organisation(chance)
        if bare(name) in owners:
            continue
        wanted = [name, *(_noisy(name, chance) for _ in range(chance.randint(1, 5)))]
        mine = sorted({each for each in wanted if owners.setdefault(bare(each), organisation) == organisation})
        for spelling in mine[: rows - made]:
            yield organisation, spelling
        made += len(mine)
        organisation += 1


def bare(name: str) -> str:
    """A name without its legal form, punctuation and account number: what plain normalisation compares."""
    text = re.sub(r"\*\*.*?\*\*|\(AC\d+\)", " ", name.upper().replace("&", " AND "))
    words = re.findall(r"[A-Z0-9]+", text)
    return " ".join(word for word in words if word not in ("LTD", "LIMITED", "PLC", "LLP", "CIC", "THE"))


def _proper(chance: random.Random) -> str:
    return chance.choice(STARTS) + chance.choice(MIDDLES) + chance.choice(ENDINGS)


def _organisation(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.12:
        return f"{_proper(chance)} {chance.choice(FIRST_NAMES)}"
    if kind < 0.2:
        house = chance.choice(("SCHOOL", "CHURCH", "NURSERY", "CARE HOME"))
        return f"ST {chance.choice(SAINTS)} {house} {_proper(chance)}"
    words = [_proper(chance)] if kind < 0.75 else [_proper(chance), chance.choice(PLACES)]
    return " ".join([*words, chance.choice(TRADES), chance.choice(FORMS)]).strip()


def _noisy(name: str, chance: random.Random) -> str:
    for change in chance.sample(CHANGES, chance.choice((1, 1, 2))):
        name = change(name, chance)
    return name


def _other_form(name: str, chance: random.Random) -> str:
    swaps = {"LTD": "LIMITED", "LIMITED": "LTD"}
    return " ".join(swaps.get(word, word) for word in name.split())


def _shortened(name: str, chance: random.Random) -> str:
    return " ".join(chance.choice(SHORT[word]) if word in SHORT else word for word in name.split())


def _cut(name: str, chance: random.Random) -> str:
    return name[: chance.choice((28, 30, 32))].strip()


def _misspelt(name: str, chance: random.Random) -> str:
    at = chance.randrange(1, max(2, len(name) - 1))
    change = chance.randrange(3)
    if change == 0:
        return name[:at] + name[at + 1 :]
    if change == 1:
        return name[:at] + name[at] + name[at:]
    return name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :] if at < len(name) else name


def _turned(name: str, chance: random.Random) -> str:
    first, _, rest = name.partition(" ")
    return f"{rest} {first}" if rest and len(rest.split()) == 1 else name


def _noted(name: str, chance: random.Random) -> str:
    number = chance.randrange(1000, 99999)
    return name + chance.choice((f" **USE {number}**", f"(AC{number}0)", " (ACCOUNT)", f" ({chance.choice(PLACES)})"))


def _dropped(name: str, chance: random.Random) -> str:
    words = name.split()
    return " ".join(words[:-1]) if len(words) > 2 else name


def _cased(name: str, chance: random.Random) -> str:
    return name.title()


CHANGES = (_other_form, _shortened, _cut, _misspelt, _turned, _noted, _dropped, _cased)
