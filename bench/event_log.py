"""A log of a service desk of any size: skewed activities, people and ways, cases interleaved as a system writes them.

About nine events a case over two years, ordered by time: python -m bench.event_log EVENTS OUT.parquet
"""

import sys
from pathlib import Path

import numpy as np

MEAN_EVENTS = 9.2
YEARS = 2
START = np.datetime64("2022-01-03T08:00:00", "s").astype(np.int64)
DAY = 86_400
END = -1
MISSING = 0.04
# From each activity: where work goes next, how likely, and the median wait in minutes.
STEPS = {
    "Register": (("Classify", 0.82, 6), ("Assign group", 0.12, 25), ("Resolve", 0.06, 10)),
    "Classify": (("Assign group", 0.7, 20), ("Assign person", 0.2, 45), ("Resolve", 0.08, 30), ("Cancel", 0.02, 90)),
    "Assign group": (("Assign person", 0.78, 120), ("Reassign group", 0.18, 300), ("Escalate", 0.04, 240)),
    "Reassign group": (("Assign person", 0.7, 200), ("Reassign group", 0.25, 400), ("Escalate", 0.05, 300)),
    "Assign person": (("Work", 0.88, 60), ("Reassign group", 0.09, 180), ("Await user", 0.03, 90)),
    "Work": (
        ("Resolve", 0.5, 90), ("Work", 0.2, 150), ("Await user", 0.14, 30), ("Await supplier", 0.05, 60),
        ("Order part", 0.03, 60), ("Escalate", 0.04, 200), ("Reassign group", 0.04, 240),
    ),
    "Await user": (("User replied", 0.75, 1200), ("Remind user", 0.2, 2900), ("Resolve", 0.05, 4300)),
    "Remind user": (("User replied", 0.6, 900), ("Remind user", 0.15, 2900), ("Resolve", 0.25, 4300)),
    "User replied": (("Work", 0.9, 60), ("Resolve", 0.1, 45)),
    "Await supplier": (("Supplier replied", 0.85, 4300), ("Escalate", 0.15, 2900)),
    "Supplier replied": (("Work", 1.0, 120),),
    "Order part": (("Part received", 1.0, 7200),),
    "Part received": (("Visit", 0.7, 1400), ("Work", 0.3, 120)),
    "Visit": (("Work", 0.5, 30), ("Resolve", 0.5, 30)),
    "Escalate": (("Assign person", 0.6, 60), ("Change request", 0.25, 400), ("Work", 0.15, 60)),
    "Change request": (("Approve change", 0.9, 2900), ("Cancel", 0.1, 1400)),
    "Approve change": (("Work", 1.0, 600),),
    "Resolve": (("Survey", 0.2, 60), ("Close", 0.72, 4320), ("Reopen", 0.05, 1400), ("Work", 0.03, 900)),
    "Survey": (("Close", 0.97, 4320), ("Reopen", 0.03, 600)),
    "Reopen": (("Assign person", 0.6, 90), ("Work", 0.4, 60)),
    "Cancel": (),
    "Close": (),
}  # fmt: skip
NAMES = list(STEPS)
PEOPLE, GROUPS = 900, 40


def tables() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each activity its ways on: cumulative chances, next activities and median waits in seconds."""
    widest = max(map(len, STEPS.values())) + 1
    chances, following = np.ones((len(NAMES), widest)), np.full((len(NAMES), widest), END)
    waits = np.ones((len(NAMES), widest))
    for at, ways in enumerate(STEPS.values()):
        for way, (name, _, minutes) in enumerate(ways):
            following[at, way], waits[at, way] = NAMES.index(name), minutes * 60
        chances[at, : len(ways)] = np.cumsum([chance for _, chance, _ in ways])
    return chances, following, waits


def simulate(events: int, seed: int = 1) -> dict[str, np.ndarray]:
    """Numbers of cases, activities, people and times of exactly so many events, in order of time."""
    chance = np.random.default_rng(seed)
    cases = max(1, int(events / MEAN_EVENTS * 1.05) + 30)
    chances, following, waits = tables()
    skew = 1 / np.arange(1, PEOPLE + 1) ** 0.8
    likely = np.cumsum(skew) / skew.sum()
    at, now = np.zeros(cases, np.int8), START + np.sort(chance.integers(0, YEARS * 365 * DAY, cases))
    who = np.searchsorted(likely, chance.random(cases)).astype(np.int16)
    alive = np.arange(cases, dtype=np.int32)
    made: dict[str, list[np.ndarray]] = {"case": [], "activity": [], "second": [], "person": []}
    while len(alive):
        known = np.where(chance.random(len(alive)) < MISSING, -1, who).astype(np.int16)
        for name, column in zip(made, (alive, at, now, known), strict=True):
            made[name].append(column)
        way = (chance.random(len(alive))[:, None] > chances[at]).sum(axis=1)
        wait = waits[at, way] * chance.lognormal(0, 1.0, len(alive))
        at, now = following[at, way].astype(np.int8), now + wait.astype(np.int64)
        moved = chance.random(len(alive)) < 0.35
        who = np.where(moved, np.searchsorted(likely, chance.random(len(alive))), who).astype(np.int16)
        going = at != END
        alive, at, now, who = alive[going], at[going], now[going], who[going]
    columns = {name: np.concatenate(parts) for name, parts in made.items()}
    made.clear()
    order = np.argsort(columns["second"], kind="stable")[:events]
    return {name: column[order] for name, column in columns.items()}


def write(events: int, into: Path) -> None:
    """Write a log as a system would export it: names, not numbers."""
    import duckdb

    log = simulate(events)
    if len(log["case"]) < events:
        raise SystemExit(f"only {len(log['case'])} events came about")
    connection = duckdb.connect()
    connection.execute("SET preserve_insertion_order = true; SET memory_limit = '6GB'")
    connection.register("log", log)
    connection.execute("CREATE TABLE names AS SELECT unnest($1) AS name, unnest(range(len($1))) AS number", [NAMES])
    connection.execute(
        f"""COPY (SELECT printf('INC%08d', "case") AS case_id, ($names)[activity + 1] AS activity,
            make_timestamp(second * 1000000) AS timestamp,
            CASE WHEN person >= 0 THEN printf('Officer %03d', person) END AS resource,
            CASE WHEN person >= 0 THEN printf('Team %02d', person % {GROUPS}) END AS org_group
        FROM log) TO '{into}' (FORMAT parquet)""",
        {"names": NAMES},
    )


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
