"""Scoring a population: mahir against polars, numpy and duckdb, in turn in one process.

python benches/score_peers.py [people] [competencies] [--long]

Needs the installed package mahir with polars, numpy, pyarrow and duckdb (as `make test` puts them
into .venv). All take the same wide frame (post, unit, one column of levels per competency) and give
each person's job-person match, gap and band in the order of the rows, and the mean gap of each unit
and competency. The bench stops if they do not say the same. Linux only, for the memory it reads.

Times are medians of several rounds, in each of which every engine runs once; ratios are medians of
the rounds' ratios. "CPU" is what the process used on all threads, which says more than the clock on
a machine that others use too. With --long levels come as rows, one per person and competency.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import duckdb
import numpy
import polars as pl

import mahir
from long_peers import Long, engines as long_engines

SIZES = [int(argument) for argument in sys.argv[1:] if argument != "--long"]
PEOPLE = SIZES[0] if SIZES else 1_000_000
COMPETENCIES = SIZES[1] if len(SIZES) > 1 else 9
POSTS, UNITS, ROUNDS, ROUNDS_OF_THE_SLOW = 3_000, 1_000, 7, 3
NAMES = [f"c{number}" for number in range(COMPETENCIES)]
MIDDLE, HIGHEST = 78, 90  # where the bands of the preset start, in percent
random = numpy.random.default_rng(20_260_105)

# What a run gives: matches, gaps and bands (0, 1, 2) of people; mean gaps of units x competencies.
Result = tuple[numpy.ndarray, numpy.ndarray, numpy.ndarray, numpy.ndarray]

post_numbers = random.integers(0, POSTS, PEOPLE, dtype=numpy.uint16)
unit_numbers = random.integers(0, UNITS, PEOPLE, dtype=numpy.uint16)
held = {name: random.integers(0, 6, PEOPLE, dtype=numpy.uint8) for name in NAMES}
asked = {name: random.integers(1, 6, POSTS, dtype=numpy.uint8) for name in NAMES}
post_names = numpy.array([f"J{number}" for number in range(POSTS)])
unit_names = numpy.array([f"U{number}" for number in range(UNITS)])


def frames(reading: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """People and requirements, with posts and units as a kind of column."""
    if reading == "integers":
        ids = {"post": post_numbers, "unit": unit_numbers}
        return pl.DataFrame(ids | held), pl.DataFrame(
            {"post": numpy.arange(POSTS, dtype=numpy.uint16)} | asked
        )
    kinds: dict[str, tuple[Any, Any]] = {
        "strings": (pl.String, pl.String),
        "categories": (pl.Categorical, pl.Categorical),
        "enums": (pl.Enum(post_names.tolist()), pl.Enum(unit_names.tolist())),
    }
    of_posts, of_units = kinds[reading]
    people = pl.DataFrame(
        {
            "post": pl.Series(post_names).gather(post_numbers).cast(of_posts),
            "unit": pl.Series(unit_names).gather(unit_numbers).cast(of_units),
        }
        | held
    )
    return people, pl.DataFrame({"post": pl.Series(post_names).cast(of_posts)} | asked)


def with_mahir(people: pl.DataFrame, required: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    scores, heat = mahir.score(people, required)
    return pl.DataFrame(scores), pl.DataFrame(heat)


def with_polars(
    people: pl.DataFrame, required: pl.DataFrame, by_position: bool = False, kind: Any = pl.Int16
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The wide expression. Sums of whole levels fit in 16 bits, which is polars' fastest here. With
    posts as positions the requirements can be gathered instead of joined."""
    if by_position:
        rows = people.lazy().with_columns(
            pl.lit(required[name]).gather(pl.col("post")).alias(f"{name}_need") for name in NAMES
        )
    else:
        # Without order a score could not be told whose it is.
        rows = people.lazy().join(
            required.lazy(), on="post", suffix="_need", how="left", maintain_order="left"
        )
    need = [pl.col(f"{name}_need").cast(kind) for name in NAMES]
    met = [pl.min_horizontal(pl.col(name), pl.col(f"{name}_need")).cast(kind) for name in NAMES]
    both = rows.select(needed=pl.sum_horizontal(need), met=pl.sum_horizontal(met))
    percent = pl.col("met").cast(pl.Float64) * 100 / pl.col("needed")
    scores = both.select(match_percent=percent, gap=pl.col("needed") - pl.col("met")).with_columns(
        band=pl.when(pl.col("match_percent") >= HIGHEST)
        .then(pl.lit(2, pl.UInt8))
        .when(pl.col("match_percent") >= MIDDLE)
        .then(pl.lit(1, pl.UInt8))
        .otherwise(pl.lit(0, pl.UInt8))
    )
    heat = rows.group_by("unit").agg(
        (need[number] - met[number]).mean().alias(name) for number, name in enumerate(NAMES)
    )
    scores, heat = pl.collect_all([scores, heat])
    return scores, heat


def with_numpy(levels: dict[str, numpy.ndarray], block: int = 65_536) -> Result:
    """In blocks that stay in the cache, from columns; posts and units as positions."""
    match, gaps = numpy.empty(PEOPLE, numpy.float32), numpy.empty(PEOPLE, numpy.float32)
    bands = numpy.empty(PEOPLE, numpy.uint8)
    heat = numpy.zeros((COMPETENCIES, UNITS))
    kind = numpy.int16 if levels[NAMES[0]].dtype == numpy.uint8 else numpy.float64
    needs = numpy.stack([asked[name] for name in NAMES]).astype(kind)
    for start in range(0, PEOPLE, block):
        end = min(start + block, PEOPLE)
        posts, units = post_numbers[start:end], unit_numbers[start:end]
        needed, met = numpy.zeros(end - start, kind), numpy.zeros(end - start, kind)
        for number, name in enumerate(NAMES):
            need = needs[number][posts]
            least = numpy.minimum(levels[name][start:end], need)
            needed += need
            met += least
            heat[number] += numpy.bincount(units, weights=need - least, minlength=UNITS)
        percent = met * 100.0 / needed
        match[start:end], gaps[start:end] = percent, needed - met
        bands[start:end] = (percent >= MIDDLE).astype(numpy.uint8) + (percent >= HIGHEST)
    return match, gaps, bands, (heat / numpy.bincount(unit_numbers, minlength=UNITS)).T


def with_duckdb(people: pl.DataFrame, required: pl.DataFrame) -> tuple[numpy.ndarray, ...]:
    """Two queries over the frames where they lie; one would have to keep the join in between. Rows
    keep their number instead of their order, which is faster; `of_duckdb` brings them back."""
    met = " + ".join(f"least(p.{name}, r.{name})::smallint" for name in NAMES)
    needed = " + ".join(f"r.{name}::smallint" for name in NAMES)
    means = ", ".join(f"avg(r.{name} - least(p.{name}, r.{name})) as {name}" for name in NAMES)
    scores = duckdb.sql(
        f"with s as (select row, {met} as met, {needed} as needed from people p "
        "left join required r using (post)) select row, (met * 100.0::double / needed)::float as percent, "
        f"needed - met as gap, case when met * 100.0::double / needed >= {HIGHEST} then 2 "
        f"when met * 100.0::double / needed >= {MIDDLE} then 1 else 0 end::utinyint as band from s"
    ).fetchnumpy()
    heat = duckdb.sql(
        f"select unit, {means} from people p left join required r using (post) "
        "group by unit order by unit"
    ).fetchnumpy()
    means_of = numpy.stack([heat[name] for name in NAMES], axis=1)
    return scores["percent"], scores["gap"], scores["band"], means_of, scores["row"]


def of_mahir(result: tuple[pl.DataFrame, pl.DataFrame]) -> Result:
    scores, heat = result
    ranks = {"less_optimal": 0, "fairly_optimal": 1, "optimal": 2}
    bands = scores["band"].cast(pl.String).replace_strict(ranks, return_dtype=pl.UInt8)
    wide = heat.pivot(on="competency", index="unit", values="mean_gap")
    return (
        scores["match_percent"].to_numpy(),
        scores["gap"].to_numpy(),
        bands.to_numpy(),
        in_order(wide),
    )


def of_polars(result: tuple[pl.DataFrame, pl.DataFrame]) -> Result:
    scores, heat = result
    return *(scores[name].to_numpy() for name in scores.columns), in_order(heat)


def of_duckdb(result: tuple[numpy.ndarray, ...]) -> Result:
    match, gap, band, heat, row = result
    order = numpy.argsort(row)
    return match[order], gap[order], band[order], heat


def in_order(heat: pl.DataFrame) -> numpy.ndarray:
    """Mean gaps by the numbers of units."""
    numbers = heat["unit"].cast(pl.String).str.strip_prefix("U").cast(pl.Int64)
    return heat.with_columns(unit=numbers).sort("unit").select(NAMES).to_numpy()


def exact_bands(levels: dict[str, numpy.ndarray], parts: int) -> numpy.ndarray:
    """The bands in whole numbers; levels are so many parts of one level. Some people are counted
    once more with Python's integers, which have no end."""
    met, needed = numpy.zeros(PEOPLE, numpy.int64), numpy.zeros(PEOPLE, numpy.int64)
    for name in NAMES:
        need = asked[name].astype(numpy.int64)[post_numbers] * parts
        met += numpy.minimum(levels[name].astype(numpy.int64), need)
        needed += need
    bands = (met * 100 >= MIDDLE * needed).astype(numpy.uint8) + (met * 100 >= HIGHEST * needed)
    for person in range(0, PEOPLE, max(PEOPLE // 20_000, 1)):
        post = int(post_numbers[person])
        needs = [int(asked[name][post]) * parts for name in NAMES]
        sums = sum(min(int(levels[n][person]), need) for n, need in zip(NAMES, needs))
        rank = (sums * 100 >= MIDDLE * sum(needs)) + (sums * 100 >= HIGHEST * sum(needs))
        assert bands[person] == rank
    return bands


def same(one: Result, other: Result, what: str) -> None:
    for part, (a, b) in zip(("match", "gap", "mean gap"), ((one[0], other[0]), (one[1], other[1]), (one[3], other[3]))):
        assert numpy.allclose(a, b, rtol=1e-5, atol=1e-6), f"{what} has another {part}"


def memory(field: str) -> float:
    """What Linux says of this process's memory, in MiB: VmRSS now, VmHWM at its highest."""
    with open("/proc/self/status", encoding="ascii") as status:
        line = next(line for line in status if line.startswith(field))
    return int(line.split()[1]) / 1024


def peak_above(work: Callable[[], Any]) -> tuple[float, Any]:
    """The highest use of memory during some work, above what was used before, and its result."""
    with open("/proc/self/clear_refs", "w", encoding="ascii") as marks:
        marks.write("5")  # forgets the highest use so far
    before = memory("VmRSS")
    result = work()
    return memory("VmHWM") - before, result


def seconds(work: Callable[[], Any]) -> tuple[float, float]:
    """By the clock, and of the processor."""
    begin, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - begin, time.process_time() - used


def compare(title: str, engines: dict[str, Callable[[], Any]], slow: set[str]) -> None:
    """Runs engines in turn and prints a line for each; the first one is compared with the others."""
    peaks = {name: peak_above(work)[0] for name, work in engines.items()}
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in engines}
    for turn in range(ROUNDS):
        for name, work in engines.items():
            if turn < ROUNDS_OF_THE_SLOW or name not in slow:
                times[name].append(seconds(work))
    own = times[next(iter(engines))]
    print(f"\n{title}\n\n| engine | s | CPU-s | times mahir's s | times mahir's CPU-s | MiB above the frame |")
    print("|---|---|---|---|---|---|")
    for name, runs in times.items():
        clock, processor = (statistics.median(column) for column in zip(*runs))
        by_clock, by_processor = (
            statistics.median(run[part] / base[part] for run, base in zip(runs, own))
            for part in (0, 1)
        )
        print(
            f"| {name} | {clock:.3f} | {processor:.3f} | {by_clock:.1f} | {by_processor:.1f} "
            f"| {peaks[name]:.0f} |",
            flush=True,
        )


def main_long() -> None:
    """Rows in the order of people and mixed, people by whole numbers and by texts."""
    print(f"{PEOPLE * COMPETENCIES:,} rows, {PEOPLE:,} people x {COMPETENCIES} competencies")
    truth = exact_bands(held, 1)
    for ids, mixed in (("whole numbers", False), ("whole numbers", True), ("texts", False), ("texts", True)):
        long = Long(held, post_numbers, unit_numbers, asked, ids, mixed, random)
        every = long_engines(long, with_polars, with_numpy, ids == "whole numbers")
        own = of_mahir(long.with_mahir())
        assert (own[2] == truth).all(), "a band is not the one of whole numbers"
        same(own, of_polars(long.with_polars()), "polars")
        same(own, of_polars(every["polars, pivot and the wide expression"]()), "polars, pivot")
        if "duckdb" in every:
            same(own, with_numpy(long.scattered()), "numpy")
            match, gap, band, heat, row = long.with_duckdb()
            same(own, of_duckdb((match, gap, band, in_order(heat), row)), "duckdb")
        title = f"people by {ids}, rows {'mixed' if mixed else 'in the order of people'}"
        compare(title, every, {"duckdb", "numpy, scatter and blocks"})
        del long, every


def main() -> None:
    print(f"{PEOPLE:,} people x {COMPETENCIES} competencies, {POSTS:,} posts, {UNITS:,} units")
    truth = exact_bands(held, 1)
    for reading in ("integers", "enums", "categories", "strings"):
        people, required = frames(reading)
        own = of_mahir(with_mahir(people, required))
        same(own, of_polars(with_polars(people, required)), "polars")
        assert (own[2] == truth).all(), "a band is not the one of whole numbers"
        engines: dict[str, Callable[[], Any]] = {
            "mahir": lambda: with_mahir(people, required),
            "polars, join": lambda: with_polars(people, required),
        }
        if reading == "integers":
            same(own, of_polars(with_polars(people, required, by_position=True)), "polars")
            same(own, with_numpy(held), "numpy")
            numbered = people.with_row_index("row")
            same(own, of_duckdb(with_duckdb(numbered, required)), "duckdb")
            engines |= {
                "polars, gather": lambda: with_polars(people, required, by_position=True),
                "numpy, in blocks": lambda: with_numpy(held),
                "duckdb": lambda: with_duckdb(numbered, required),
            }
        compare(f"posts and units as {reading}", engines, {"duckdb", "numpy, in blocks"})

    # Levels as averages of three raters: thirds, which floating point cannot hold.
    thirds = {name: random.integers(0, 16, PEOPLE, dtype=numpy.uint8) for name in NAMES}
    averages = {name: levels / 3 for name, levels in thirds.items()}
    truth = exact_bands(thirds, 3)
    people = pl.DataFrame({"post": post_numbers, "unit": unit_numbers} | averages)
    required = pl.DataFrame({"post": numpy.arange(POSTS, dtype=numpy.uint16)} | asked)
    bands = {
        "mahir": of_mahir(with_mahir(people, required))[2],
        "polars": of_polars(with_polars(people, required, kind=pl.Float64))[2],
        "polars, 32 bits": of_polars(with_polars(people, required, kind=pl.Float32))[2],
        "numpy": with_numpy(averages)[2],
    }
    print("\nlevels in thirds: people in another band than that of whole numbers")
    for name, found in bands.items():
        print(f"| {name} | {int((found != truth).sum()):,} |")
    assert (bands["mahir"] == truth).all()
    compare(
        "levels as 64-bit floating point",
        {
            "mahir": lambda: with_mahir(people, required),
            "polars, join": lambda: with_polars(people, required, kind=pl.Float64),
        },
        set(),
    )


main_long() if "--long" in sys.argv else main()
