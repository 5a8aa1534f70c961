"""How many people does work take? The steps of WISN (Workload Indicators of Staffing Need, WHO).

Times may be in any unit, as long as it is the same one throughout. What cannot be told (no time, a
negative figure, shares that leave nothing) is None. An agency's own workload, by ABK and with its
allowances, is the table `workload` of its needs.
"""

from mahir._mahir import (
    Wisn,
    available_time,
    category_allowance_factor,
    individual_allowance_factor,
    standard_workload,
    wisn,
    wisn_whole_people,
)

__all__ = [
    "Wisn",
    "available_time",
    "category_allowance_factor",
    "individual_allowance_factor",
    "standard_workload",
    "wisn",
    "wisn_whole_people",
]
