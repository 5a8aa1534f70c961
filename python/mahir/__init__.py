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

Each has `summary()`, `table(name)` with the names in `tables`, `why(row)`, and `to_json()`; options
are keyword arguments, whose names and types stand in `mahir.options`. `agency.run(day)` goes
through all stages at once.

Beside the stages:

    mahir.readers       files of other systems as tables of an agency
    mahir.charts        pictures of results (needs the extra "charts")
    mahir.score         levels, gaps and matches of whole populations from data frames
    mahir.Experiment    rules, changes and worlds over years, compared
    mahir.testing       laws and made-up agencies for tests of one's own (needs hypothesis)
    mahir.statistics    trends, effect sizes, intervals, agreement, rankings
    mahir.workload      how many people a volume of work takes
    mahir.analysis      regret, sensitivity, selection of results
    mahir.random        numbers by chance that stay the same

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
