"""What do measurements say, and how surely? Functions on numbers.

Every function takes plain numbers in any iterable: a list, a numpy array, a column of polars or
pandas. In a series in time, None stands for a value that is not known; it keeps its place. What
cannot be told is None: too few values, no spread, numbers that are not finite (nan included).
"""

from mahir._mahir import (
    MannKendall,
    SenSlope,
    mann_kendall,
    sen_slope,
)

__all__ = [
    "MannKendall",
    "SenSlope",
    "mann_kendall",
    "sen_slope",
]
