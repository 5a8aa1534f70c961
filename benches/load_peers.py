"""Reading an agency with all checks, against polars reading the same files with none.

python benches/load_peers.py [people]

Needs the installed package mahir with polars and numpy (as `make test` puts them into .venv).
Writes a made-up agency (nine assessments for each person) into a folder for temporary files, and
removes it. In each round mahir reads the folder, polars reads all its tables, and mahir builds the
agency from the frames that polars read. Linux only, for the memory it reads.
"""

from __future__ import annotations

import gc
import pathlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

import numpy
import polars as pl

import mahir

PEOPLE = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
ROUNDS, POSTS = 3, 40
COMPETENCIES = ["INT", "KJS", "KOM", "OPH", "PPB", "PDO", "MPB", "PKP", "PKB"]
SETTINGS = """name = "Synthetic"
framework = "indonesia"

[[phases]]
id = "T1"
from = 2026-01-05
until = 2026-12-31
budget = 1000000000
"""
random = numpy.random.default_rng(20_260_105)


def made_up() -> dict[str, pl.DataFrame]:
    """The tables of an agency: about fifty people in a unit, levels in quarters."""
    units = max(PEOPLE // 50, 1)
    numbers = numpy.arange(PEOPLE)
    rows = PEOPLE * len(COMPETENCIES)
    people = pl.Series("person", numbers).cast(pl.String).str.zfill(7)
    days = pl.date(2025, 7, 1)
    return {
        "units": pl.DataFrame({"id": [f"U{n}" for n in range(units)], "name": [f"Unit {n}" for n in range(units)]}),
        "posts": pl.DataFrame({"id": [f"J{n}" for n in range(POSTS)], "name": [f"Post {n}" for n in range(POSTS)]}),
        "competencies": pl.DataFrame(
            {"id": ["REG"], "name": ["Business licence rules"], "kind": ["technical"], "top_level": [5]}
        ),
        "requirements": pl.DataFrame(
            {
                "post": [f"J{n}" for n in range(POSTS) for _ in COMPETENCIES],
                "competency": COMPETENCIES * POSTS,
                "level": random.integers(1, 5, POSTS * len(COMPETENCIES)),
                "importance": random.integers(1, 6, POSTS * len(COMPETENCIES)),
            }
        ),
        "people": pl.DataFrame(
            {
                "id": "P" + people,
                "unit": "U" + pl.Series(random.integers(0, units, PEOPLE)).cast(pl.String),
                "post": "J" + pl.Series(random.integers(0, POSTS, PEOPLE)).cast(pl.String),
                "status": pl.Series(["PNS", "PPPK"]).gather(random.integers(0, 5, PEOPLE) == 0),
                "hours_this_year": random.integers(0, 21, PEOPLE),
            }
        ).with_columns(retires_on=pl.date(2027 + pl.int_range(PEOPLE) % 35, 6, 1)),
        "assessments": pl.DataFrame(
            {
                "person": ("P" + people).gather(numpy.repeat(numbers, len(COMPETENCIES))),
                "competency": pl.Series(COMPETENCIES).gather(numpy.tile(numpy.arange(9), PEOPLE)),
                "level": random.integers(0, 21, rows) / 4,
                "source": ["assessment_centre"] * rows,
                "standard_error": numpy.full(rows, 0.25),
            }
        ).with_columns(date=days + pl.duration(days=pl.Series(random.integers(0, 28, rows)))),
    }


def memory(field: str) -> float:
    """What Linux says of this process's memory, in MiB: VmRSS now, VmHWM at its highest."""
    with open("/proc/self/status", encoding="ascii") as status:
        line = next(line for line in status if line.startswith(field))
    return int(line.split()[1]) / 1024


def measured(work: Callable[[], Any]) -> tuple[float, float, float, Any]:
    """Seconds by the clock and of the processor, the peak of memory above before, the result."""
    gc.collect()
    with open("/proc/self/clear_refs", "w", encoding="ascii") as marks:
        marks.write("5")  # forgets the highest use so far
    before, begin, used = memory("VmRSS"), time.perf_counter(), time.process_time()
    result = work()
    seconds = time.perf_counter() - begin, time.process_time() - used
    return *seconds, memory("VmHWM") - before, result


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "agency.toml").write_text(SETTINGS, encoding="utf-8")
        tables = made_up()
        for table, frame in tables.items():
            frame.write_csv(folder / f"{table}.csv")
        size = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
        names = list(tables)
        del tables

        def with_polars() -> dict[str, pl.DataFrame]:
            return {n: pl.read_csv(folder / f"{n}.csv", try_parse_dates=True) for n in names}

        frames = with_polars()
        rounds: dict[str, list[tuple[float, float, float]]] = {}
        works: dict[str, Callable[[], Any]] = {
            "polars, read_csv without checks": with_polars,
            "mahir, from the folder with all checks": lambda: mahir.Agency.load(folder),
            "mahir, from polars' frames with all checks": lambda: mahir.Agency.from_tables(
                frames, SETTINGS
            ),
        }
        found = []
        for _ in range(ROUNDS):
            for what, work in works.items():
                *numbers, result = measured(work)
                rounds.setdefault(what, []).append(tuple(numbers))
                if isinstance(result, mahir.Agency):
                    found.append(result.fingerprint())
                del result
        assert len(set(found)) == 1, "both ways must lead to the same agency"
    print(f"{PEOPLE:,} people, {PEOPLE * len(COMPETENCIES):,} assessments, {size:.0f} MB of CSV")
    print("\n| what | s | CPU-s | times polars' s | times polars' CPU-s | MiB |\n|---|---|---|---|---|---|")
    base = next(iter(rounds.values()))
    for what, runs in rounds.items():
        clock, processor, peak = (statistics.median(column) for column in zip(*runs))
        by_clock, by_processor = (
            statistics.median(run[part] / other[part] for run, other in zip(runs, base))
            for part in (0, 1)
        )
        print(f"| {what} | {clock:.2f} | {processor:.2f} | {by_clock:.2f} | {by_processor:.2f} | {peak:.0f} |")


main()
