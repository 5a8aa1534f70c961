"""Plan how a public workforce becomes competent.

Every result is an immutable object that prints a summary, gives its rows as tables for polars,
pandas, pyarrow and duckdb, and can be pickled. The stages follow each other:

    agency = mahir.Agency.load(folder)
    needs = agency.needs(as_of="2026-01-05")
    gaps = needs.gaps()
    plan = gaps.plan()
    schedule = plan.schedule()
    evaluation = schedule.evaluate(agency.outcomes)
    actions = evaluation.follow_up()

The general problem of scheduling is open, too: `ProjectBuilder`, `Project.solve`.
"""

from mahir import analysis, charts, random, readers, statistics, workload
from mahir._errors import FaultsError, MahirError
from mahir._mahir import (
    Agency,
    Change,
    Evaluation,
    Event,
    Experiment,
    FollowUp,
    Gaps,
    Needs,
    Outcomes,
    OwnPolicy,
    Plan,
    Policy,
    Project,
    ProjectBuilder,
    Round,
    Runs,
    Schedule,
    Solution,
    Table,
    World,
    __version__,
    changed,
    default_policy,
    detectable,
    live_through,
    published_effects,
    score,
    score_long,
    survey,
)

__all__ = [
    "Agency",
    "Change",
    "Evaluation",
    "Event",
    "Experiment",
    "FaultsError",
    "FollowUp",
    "Gaps",
    "MahirError",
    "Needs",
    "Outcomes",
    "OwnPolicy",
    "Plan",
    "Policy",
    "Project",
    "ProjectBuilder",
    "Round",
    "Runs",
    "Schedule",
    "Solution",
    "Table",
    "World",
    "__version__",
    "analysis",
    "changed",
    "charts",
    "default_policy",
    "detectable",
    "live_through",
    "published_effects",
    "random",
    "readers",
    "score",
    "score_long",
    "statistics",
    "survey",
    "workload",
]
