"""Scoring a population: mahir against polars, alternately in one process.

python benches/score_peers.py [people] [competencies]

Needs the installed package mahir, polars and numpy (as `make test` puts them into .venv). Both
take the same wide frame (posts, units, one column of whole levels per competency) and give each
person's job-person match and band in the order of the rows, and the mean gap of each unit and
competency; the bench stops if they do not say the same. Linux only, for the memory it reads.
"""

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


def with_polars() -> tuple[pl.DataFrame, pl.DataFrame]:
    asked = required.lazy().with_columns(pl.col("post").cast(pl.Categorical))
    # Without order a score could not be told whose it is.
    joined = frame.lazy().join(asked, on="post", suffix="_need", how="left", maintain_order="left")
    need = [pl.col(f"{name}_need").cast(pl.Int32) for name in names]
    met = [pl.min_horizontal(pl.col(name).cast(pl.Int32), pl.col(f"{name}_need").cast(pl.Int32)) for name in names]
    match = pl.sum_horizontal(met) * 100 / pl.sum_horizontal(need)
    scores = joined.select(match_percent=match).with_columns(
        band=pl.when(pl.col("match_percent") >= 90).then(2).when(pl.col("match_percent") >= 78).then(1).otherwise(0)
    )
    heat = joined.group_by("unit").agg(
        [(need[n] - met[n]).mean().alias(name) for n, name in enumerate(names)]
    )
    scores, heat = pl.collect_all([scores, heat])
    return scores, heat


def with_mahir() -> tuple[pl.DataFrame, pl.DataFrame]:
    scores, heat = mahir.score(frame, required)
    return pl.DataFrame(scores), pl.DataFrame(heat)


def compare(own: tuple[pl.DataFrame, pl.DataFrame], peer: tuple[pl.DataFrame, pl.DataFrame]) -> int:
    """Both must say the same; returns how many people floating point puts into another band."""
    assert numpy.allclose(own[0]["match_percent"], peer[0]["match_percent"], rtol=1e-12)
    wide = own[1].pivot(on="competency", index="unit", values="mean_gap")
    both = wide.with_columns(pl.col("unit").cast(pl.String)).join(
        peer[1].with_columns(pl.col("unit").cast(pl.String)), on="unit", suffix="_peer"
    )
    assert both.height == units
    assert all(numpy.allclose(both[name], both[f"{name}_peer"], rtol=1e-12) for name in names)
    ranks = {"less_optimal": 0, "fairly_optimal": 1, "optimal": 2}
    bands = own[0]["band"].cast(pl.String).replace_strict(ranks, return_dtype=pl.Int32)
    return int((bands != peer[0]["band"]).sum())


def memory(field: str) -> float:
    """What Linux says of this process's memory, in MiB: VmRSS now, VmHWM at its highest."""
    with open("/proc/self/status", encoding="ascii") as status:
        line = next(line for line in status if line.startswith(field))
    return int(line.split()[1]) / 1024


def peak_above(work) -> tuple[float, object]:
    """The highest use of memory during some work, above what was used before, and its result."""
    with open("/proc/self/clear_refs", "w", encoding="ascii") as marks:
        marks.write("5")  # forgets the highest use so far
    before = memory("VmRSS")
    result = work()
    return memory("VmHWM") - before, result


def seconds(work) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


own_peak, own_result = peak_above(with_mahir)
peer_peak, peer_result = peak_above(with_polars)
misplaced = compare(own_result, peer_result)
del own_result, peer_result
times = [(seconds(with_mahir), seconds(with_polars)) for _ in range(runs)]
own, peer = (statistics.median(column) for column in zip(*times))
ratio = statistics.median(b / a for a, b in times)
print(f"{people:,} people x {competencies} competencies, median of {runs} alternating runs")
print(f"mahir  {own:.4f} s, at most {own_peak:.0f} MiB above the frame")
print(f"polars {peer:.4f} s, at most {peer_peak:.0f} MiB above the frame")
print(f"polars / mahir: {ratio:.2f}")
print(f"people whom polars' floating point puts into another band: {misplaced}")
