"""make bench: load real payments end to end, against DuckDB's own scan of the same bytes, and at ten times the rows."""

import gzip
import os
import shutil
import sys
import tempfile
from pathlib import Path

from bench.event_log import write
from bench.measure import Cost, best_of, cost_of

TIMES = 10


def unpack(packed: list[Path], into: Path) -> list[str]:
    """Decompress files; their names without .gz."""
    files = []
    for path in packed:
        with gzip.open(path) as source, (into / path.stem).open("wb") as target:
            shutil.copyfileobj(source, target)
        files.append(str(into / path.stem))
    return files


def multiplied(files: list[str], into: Path) -> list[str]:
    """The same files with every row ten times; the header once."""
    grown = []
    for file in files:
        target = into / f"times-{TIMES}-{Path(file).name}"
        header, _, rows = Path(file).read_bytes().partition(b"\n")
        with target.open("wb") as out:
            out.write(header + b"\n")
            for _ in range(TIMES):
                out.write(rows if rows.endswith(b"\n") else rows + b"\n")
        grown.append(str(target))
    return grown


def report(name: str, cost: Cost, note: str = "") -> None:
    sys.stdout.write(f"{name:<44}{cost.seconds:8.1f} s {cost.peak_mb:8.0f} MB  {note}\n")
    sys.stdout.flush()


def main(data: Path) -> None:
    packed = sorted((data / "payments" / "sheffield").glob("*.csv.gz"))
    if not packed:
        raise SystemExit(f"No payments to measure under {data}: give the folder of real data, make bench DATA=…")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        files = unpack(packed, work)
        start = cost_of("nothing")
        report("start", start)
        scanned = best_of(3, "scan", *files)
        report(f"DuckDB scan of {len(files)} files as text", scanned)
        loaded = best_of(3, "load", *map(str, packed))
        report("load and summarise", loaded, f"{loaded.seconds / scanned.seconds:.1f} times the scan; goal 4")
        grown = multiplied(files, work)
        ten = cost_of("load", *grown)
        note = f"{ten.seconds / loaded.seconds:.1f} times as long, {ten.peak_mb / loaded.peak_mb:.1f} times the memory"
        report(f"the same with {TIMES} times the rows", ten, note)
    suppliers(data)
    logs()


def logs() -> None:
    """How a service works, from made-up logs in Parquet, against DuckDB's own scan of the columns needed.

    With INHOUSE_BENCH_LONG=1 also fifty million events.
    """
    with tempfile.TemporaryDirectory() as folder:
        for millions in (1, 10, *((50,) if os.environ.get("INHOUSE_BENCH_LONG") == "1" else ())):
            path = Path(folder) / f"{millions}.parquet"
            write(millions * 1_000_000, path)
            scanned = best_of(3, "scan_log", str(path))
            report(f"DuckDB scan of {millions} million events", scanned)
            found = best_of(2 if millions < 50 else 1, "discover", str(path))
            report(f"inhouse discover, {millions} million events", found, against(found, scanned))


def against(found: Cost, scanned: Cost) -> str:
    """The goal is for ten million; what starting Python costs is in both."""
    return f"{found.seconds / scanned.seconds:.1f} times the scan; goal 25 and 1,500 MB for 10 million"


def suppliers(data: Path) -> None:
    """Spellings of one supplier: quality and time of the resolver beside plainer ways."""
    published = str(data / "suppliers" / "devon_name_variants.csv")
    for title, method, source, *vat in (
        ("5,032 published names, the same without legal form", "plain", published),
        ("alike by rapidfuzz, chained", "alike", published),
        ("the resolver, names alone", "ours", published),
        ("the resolver, with VAT numbers", "ours", published, "vat"),
        ("200,000 made-up names, the same", "plain", "noisy"),
        ("alike by rapidfuzz, chained", "alike", "noisy"),
        ("the resolver; goal under 60 s", "ours", "noisy"),
    ):
        report(title, cost_of("suppliers", method, source, *vat))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
