"""Scoring a population: mahir against polars, alternately in one process.

python benches/score_peers.py [people] [competencies]

Needs the installed package mahir, polars and numpy (as `make test` puts them into .venv). Both
take the same wide frame (posts, units, one column of whole levels per competency) and give each
person's job-person match and band, and the mean gap of each unit and competency.
"""

import resource
import statistics
import sys
import time

import numpy
import polars as pl

import mahir

people = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
competencies = int(sys.argv[2]) if len(sys.argv) > 2 else 9
posts, units, runs = 3_000, 1_000, 9
random = numpy.random.default_rng(20_260_105)
names = [f"c{n}" for n in range(competencies)]
frame = pl.DataFrame(
    {
        "post": [f"J{n}" for n in random.integers(0, posts, people)],
        "unit": [f"U{n}" for n in random.integers(0, units, people)],
    }
    | {name: random.integers(0, 6, people, dtype=numpy.uint8) for name in names}
).with_columns(pl.col("post", "unit").cast(pl.Categorical))
required = pl.DataFrame(
    {"post": [f"J{n}" for n in range(posts)]}
    | {name: random.integers(1, 6, posts, dtype=numpy.uint8) for name in names}
)


def with_polars() -> None:
    joined = frame.lazy().join(
        required.lazy().with_columns(pl.col("post").cast(pl.Categorical)), on="post", suffix="_need", how="left"
    )
    need = [pl.col(f"{name}_need").cast(pl.Int32) for name in names]
    met = [pl.min_horizontal(pl.col(name).cast(pl.Int32), pl.col(f"{name}_need").cast(pl.Int32)) for name in names]
    match = pl.sum_horizontal(met) * 100 / pl.sum_horizontal(need)
    scores = joined.select(match_percent=match).with_columns(
        band=pl.when(pl.col("match_percent") >= 90).then(2).when(pl.col("match_percent") >= 78).then(1).otherwise(0)
    )
    heat = joined.group_by("unit").agg(
        [(need[n] - met[n]).mean().alias(name) for n, name in enumerate(names)]
    )
    pl.collect_all([scores, heat])


def with_mahir() -> None:
    scores, heat = mahir.score(frame, required)
    pl.DataFrame(scores)
    pl.DataFrame(heat)


def seconds(work) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
with_mahir()
own_peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
with_polars()
times = [(seconds(with_mahir), seconds(with_polars)) for _ in range(runs)]
own, peer = (statistics.median(column) for column in zip(*times))
ratio = statistics.median(b / a for a, b in times)
print(f"{people:,} people x {competencies} competencies, median of {runs} alternating runs")
print(f"mahir  {own:.4f} s (memory before {before:.0f} MiB, peak after {own_peak:.0f} MiB)")
print(f"polars {peer:.4f} s")
print(f"polars / mahir: {ratio:.2f}")
