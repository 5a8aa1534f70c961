"""The years of years_numpy.py with the usual libraries for two of the parts that it leaves out.

Demand is smoothed by statsmodels (Holt–Winters with additive seasons, as mahir does); what was
tested is evaluated by scipy: paired t and Wilcoxon tests, the interval of the mean change, and BCa
intervals of the mean change and of Hake's gain by so many draws as mahir's usual policy takes.
"""

from __future__ import annotations

import warnings

import numpy
from scipy import stats
from statsmodels.tsa.holtwinters import ExponentialSmoothing
from years_numpy import Years

TOP = 5.0
DRAWS = 2_000

warnings.filterwarnings("ignore")


def hake(before: numpy.ndarray, after: numpy.ndarray, axis: int = -1) -> numpy.ndarray:
    return (after.mean(axis) - before.mean(axis)) / (TOP - before.mean(axis))


class YearsWithLibraries(Years):
    """Years whose demand and evaluation take as much trouble as mahir's."""

    def growth(self) -> numpy.ndarray:
        found = []
        for months in self.volumes:
            model = ExponentialSmoothing(
                months[-60:].clip(1), trend="add", seasonal="add", seasonal_periods=12
            )
            year, last = model.fit().forecast(12).sum(), months[-12:].sum()
            found.append(year / max(last, 1.0) - 1.0)
        return numpy.array(found)

    def judge(self, before: numpy.ndarray, after: numpy.ndarray) -> None:
        change = after - before
        if len(change) < 5 or not change.any():
            return
        tested = stats.ttest_rel(after, before)
        tested.confidence_interval(0.95)
        stats.wilcoxon(change, correction=True, method="approx")
        stats.bootstrap((change,), numpy.mean, n_resamples=DRAWS, method="BCa")
        stats.bootstrap(
            (before, after), hake, paired=True, vectorized=True, n_resamples=DRAWS, method="BCa"
        )
