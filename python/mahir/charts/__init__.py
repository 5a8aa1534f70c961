"""Pictures of results: one call each, English or Indonesian, told apart without colour vision too.

They are Altair charts, so a notebook shows them, and ``chart.save("gaps.html")`` or
``chart.save("gaps.png")`` writes them; ``chart.properties(width=...)`` and all else that Altair can
do goes on from there. Altair is an extra: ``pip install "mahir[charts]"``. No chart shows a person::

    import mahir

    round_ = mahir.Agency.load("examples/marelan").run("2026-01-05")
    mahir.charts.gap_heat_map(round_.gaps)
    mahir.charts.service_trend(round_.needs, "L-NIB", lang="id")
"""

from __future__ import annotations

from mahir.charts._evaluation import effects, plan_against_actual
from mahir.charts._gaps import gap_heat_map, match_distribution
from mahir.charts._needs import service_trend
from mahir.charts._plan import budget_by_phase, programmes
from mahir.charts._schedule import calendar
from mahir.charts._study import cost_curve, regret, tornado

__all__ = [
    "budget_by_phase",
    "calendar",
    "cost_curve",
    "effects",
    "gap_heat_map",
    "match_distribution",
    "plan_against_actual",
    "programmes",
    "regret",
    "service_trend",
    "tornado",
]
