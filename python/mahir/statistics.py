"""What do measurements say, and how surely? Functions on numbers.

Every function takes plain numbers in any iterable: a list, a numpy array, a column of polars or
pandas. In a series in time, None stands for a value that is not known; it keeps its place. What
cannot be told is None: too few values, no spread, numbers that are not finite (nan included).
"""

from mahir._mahir import (
    Forecast,
    MannKendall,
    PettittChange,
    PoissonChange,
    SenSlope,
    Smoothing,
    correlated_seasonal_mann_kendall,
    fit_smoothing,
    hamed_rao,
    mann_kendall,
    pettitt,
    poisson_change,
    seasonal_hamed_rao,
    seasonal_mann_kendall,
    seasonal_sen_slope,
    sen_slope,
    smooth,
)

__all__ = [
    "Forecast",
    "MannKendall",
    "PettittChange",
    "PoissonChange",
    "SenSlope",
    "Smoothing",
    "correlated_seasonal_mann_kendall",
    "fit_smoothing",
    "hamed_rao",
    "mann_kendall",
    "pettitt",
    "poisson_change",
    "seasonal_hamed_rao",
    "seasonal_mann_kendall",
    "seasonal_sen_slope",
    "sen_slope",
    "smooth",
]
