"""Thousands of programmes with intervals: mahir against scipy and pingouin, in one process.

python benches/evaluate_peers.py [programmes] [programmes for the peers] [people] [draws]

Needs the installed package mahir, polars, numpy, scipy and pingouin. Both sides take the same pairs
of before and after and give each programme's mean change with its t interval, paired t test,
Wilcoxon's test, d_z with its noncentral t interval, Hedges' g, both d_av, and the BCa intervals of
the mean change and of Hake's class gain by drawing people again. The peers do fewer programmes,
since they take so long; times are for one programme. The bench stops if both do not say the same.
"""

import statistics
import sys
import time
import warnings

import numpy
import pingouin
import polars as pl
from scipy import optimize, stats

import mahir

programmes = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
peers = int(sys.argv[2]) if len(sys.argv) > 2 else 40
people = int(sys.argv[3]) if len(sys.argv) > 3 else 20
draws = int(sys.argv[4]) if len(sys.argv) > 4 else 2_000
top = 5.0
random = numpy.random.default_rng(20_260_105)
before = random.integers(4, 13, (programmes, people)) / 4
after = numpy.clip(before + random.integers(-2, 6, (programmes, people)) / 4, 0, top)
frame = pl.DataFrame(
    {
        "group": numpy.repeat(numpy.arange(programmes), people),
        "before": before.ravel(),
        "after": after.ravel(),
    }
)
warnings.filterwarnings("ignore")


def hake(first: numpy.ndarray, second: numpy.ndarray, axis: int = -1) -> numpy.ndarray:
    return (second.mean(axis) - first.mean(axis)) / (top - first.mean(axis))


def with_peers(first: numpy.ndarray, second: numpy.ndarray) -> dict[str, float]:
    change = second - first
    n = len(change)
    t = stats.ttest_rel(second, first)
    interval = t.confidence_interval(0.95)
    wilcoxon = stats.wilcoxon(change, correction=True, method="approx")
    ends = [
        optimize.brentq(lambda nc, p=p: stats.nct.cdf(t.statistic, n - 1, nc) - p, t.statistic - 20, t.statistic + 20)
        for p in (0.975, 0.025)
    ]
    d_z = change.mean() / change.std(ddof=1)
    mean = stats.bootstrap((change,), numpy.mean, n_resamples=draws, method="BCa")
    gain = stats.bootstrap((first, second), hake, paired=True, vectorized=True, n_resamples=draws, method="BCa")
    return {
        "change": change.mean(),
        "change_low": interval.low,
        "change_high": interval.high,
        "p_value": t.pvalue,
        "wilcoxon_p_value": wilcoxon.pvalue,
        "d_z": d_z,
        "d_z_low": ends[0] / n**0.5,
        "d_z_high": ends[1] / n**0.5,
        "d_av_rms": pingouin.compute_effsize(second, first, paired=True, eftype="cohen"),
        "hedges": pingouin.compute_effsize(second, first, paired=True, eftype="hedges"),
        "hake_gain": float(hake(first, second)),
        "bca_low": mean.confidence_interval.low,
        "bca_high": mean.confidence_interval.high,
        "hake_low": gain.confidence_interval.low,
        "hake_high": gain.confidence_interval.high,
    }


def with_mahir(rows: pl.DataFrame) -> pl.DataFrame:
    return pl.DataFrame(mahir.statistics.paired_summaries(rows, top=top, resamples=draws))


own = with_mahir(frame)
begin = time.perf_counter()
theirs = [with_peers(before[n], after[n]) for n in range(peers)]
peer_each = (time.perf_counter() - begin) / peers
exact = ["change", "change_low", "change_high", "p_value", "wilcoxon_p_value", "d_z", "d_z_low", "d_z_high", "hake_gain"]
for name in [*exact, "d_av_rms"]:
    assert numpy.allclose(own[name][:peers], [row[name] for row in theirs], rtol=1e-6, atol=1e-9), name
# Drawn intervals agree on the average to what so many draws can show.
for name in ["bca_low", "bca_high", "hake_low", "hake_high"]:
    apart = numpy.array(own[name][:peers]) - numpy.array([row[name] for row in theirs])
    width = numpy.array(own["bca_high"][:peers]) - numpy.array(own["bca_low"][:peers])
    assert abs(numpy.mean(apart / width)) < 0.02, name
times, processor = [], []
for _ in range(5):
    begin, used = time.perf_counter(), time.process_time()
    with_mahir(frame)
    times.append(time.perf_counter() - begin)
    processor.append(time.process_time() - used)
own_each = statistics.median(times) / programmes
used_each = statistics.median(processor) / programmes
print(f"{programmes:,} programmes x {people} people x {draws:,} draws; the peers {peers} of them")
print(f"mahir  {own_each * 1e3:.3f} ms a programme ({used_each * 1e3:.3f} ms of processor), {own_each * programmes:.2f} s in all")
print(f"peers  {peer_each * 1e3:.1f} ms a programme, {peer_each * programmes:.0f} s in all")
print(f"peers / mahir: {peer_each / own_each:.0f} (by processor {peer_each / used_each:.0f})")
