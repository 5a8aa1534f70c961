"""Every function of statistics on data that nobody should have: a result without NaN, or a reason."""

from __future__ import annotations

import inspect
import itertools
import math
import pathlib
from collections.abc import Callable, Iterator
from typing import Any

import polars as pl
import pytest

import mahir
from mahir import statistics as stats

CASE = pathlib.Path(__file__).resolve().parents[2] / "examples" / "marelan"

NAN, INF = float("nan"), float("inf")
COLUMNS: dict[str, list[float | None]] = {
    "nobody": [],
    "one": [2.0],
    "two": [1.0, 2.0],
    "three": [1.0, 2.0, 4.0],
    "all equal": [2.0] * 8,
    "all at the top": [5.0] * 8,
    "nothing": [0.0] * 8,
    "missing": [None, 1.0, None, 3.0, None, 2.0, 2.5, None],
    "all missing": [None] * 8,
    "infinite": [1.0, INF, 2.0, -INF, 3.0, 1.0, 2.0, 2.0],
    "no number": [1.0, NAN, 2.0, 3.0, 1.0, 2.0, 2.0, 4.0],
    "huge": [1e308, -1e308, 1e308, -1e308, 1e308, 1e308, -1e308, 1e308],
    "large": [1e155, 2e155, 3e155, 1e155, 5e155, 1e155, 2e155, 1e155],
    "tiny": [5e-324, 0.0, 5e-324, 0.0, 5e-324, 5e-324, 0.0, 5e-324],
    "below zero": [-3.0, -1.0, -2.0, -4.0, -1.0, -2.5, -3.5, -1.0],
    "usual": [1.0, 2.5, 2.0, 3.0, 1.5, 2.0, 4.0, 3.5],
}
SCALARS = [0.0, 0.5, 1.0, 5.0, -1.0, NAN, INF, -INF, 1e308, 5e-324]
WHOLE = [0, 1, 2, 7, 2**31]
TABLES = [[], [[]], [[1]], [[1, 2], [3, 4]], [[0, 0], [0, 0]], [[5, 5, 5]] * 4, [[1, 2], [3]]]


def pair(column: list[float | None]) -> tuple[list[float | None], list[float | None]]:
    return column, column


def square(column: list[float | None]) -> list[list[float | None]]:
    return [[value] * len(column) for value in column]


def rows(column: list[float | None]) -> list[list[float | None]]:
    return [column, column[::-1], column]


# How a function takes columns: with names as in its signature, one column at a time or two.
ONE: dict[str, Callable[[list[float | None]], Any]] = {
    "correlated_seasonal_mann_kendall": lambda x: stats.correlated_seasonal_mann_kendall(x, 4),
    "hamed_rao": stats.hamed_rao,
    "mann_kendall": stats.mann_kendall,
    "mean_interval": stats.mean_interval,
    "pettitt": stats.pettitt,
    "fit_smoothing": lambda x: stats.fit_smoothing(x, trend=True),
    "james_stein": lambda x: stats.james_stein(x, 1.0),
    "seasonal_hamed_rao": lambda x: stats.seasonal_hamed_rao(x, 4),
    "seasonal_mann_kendall": lambda x: stats.seasonal_mann_kendall(x, 4),
    "seasonal_sen_slope": lambda x: stats.seasonal_sen_slope(x, 4),
    "sen_slope": stats.sen_slope,
    "smooth": lambda x: stats.smooth(x, (0.5, 0.1, 0.1), (1.0, 0.0, [])),
    "step_change": lambda x: [stats.step_change(x, len(x) // 2, p, trend=t) for p in (1, 2) for t in ("ignored", "taken_off")],
    "cronbach_alpha": lambda x: stats.cronbach_alpha(rows(x)),
    "intraclass_correlation": lambda x: stats.intraclass_correlation(rows(x), "icc2"),
    "intraclass_correlations": lambda x: stats.intraclass_correlations(rows(x), leave_out_incomplete=True),
    "rating_anova": lambda x: stats.rating_anova(rows(x)),
    "adjusted": stats.adjusted,
}
TWO: dict[str, Callable[[list[float | None], list[float | None]], Any]] = {
    "balance": stats.balance,
    "bootstrap_change": lambda x, y: stats.bootstrap_change(x, y, top=5.0, resamples=100),
    "combine": stats.combine,
    "combine_sources": lambda x, y: stats.combine_sources(x, y, [0] * len(x), [0.5]),
    "combine_with_covariance": lambda x, y: stats.combine_with_covariance(x, square(y)),
    "correlation": stats.correlation,
    "covariance_analysis": lambda x, y: stats.covariance_analysis(x, [n % 2 == 0 for n in range(len(x))], y),
    "difference_in_differences": lambda x, y: stats.difference_in_differences((x, y), (y, x)),
    "discrepancies": lambda x, y: stats.discrepancies(rows(x), rows(y)),
    "empirical_bayes": stats.empirical_bayes,
    "event_study": lambda x, y: stats.event_study(
        [n // 2 for n in range(len(x))],
        [n % 2 for n in range(len(x))],
        x,
        [1 if n % 4 < 2 else None for n in range(len(x))],
    ),
    "hennessy_hicks": lambda x, y: stats.hennessy_hicks(rows(x), rows(y)),
    "hierarchy": lambda x, y: stats.hierarchy(x, y),
    "hierarchy_of_sessions": lambda x, y: stats.hierarchy_of_sessions([x, x], [y, y]),
    "importance_performance": lambda x, y: stats.importance_performance(rows(x), rows(y)),
    "independent_effect": stats.independent_effect,
    "knowledge_gradient": lambda x, y: stats.knowledge_gradient(x, y, y),
    "linear_model": lambda x, y: stats.linear_model(x, [[1.0] * len(x), y]),
    "paired_effect": stats.paired_effect,
    "paired_summaries": lambda x, y: stats.paired_summaries(
        pl.DataFrame(
            {"group": [0] * min(len(x), len(y)), "before": x[: len(y)], "after": y[: len(x)]},
            schema={"group": pl.Int64, "before": pl.Float64, "after": pl.Float64},
        ),
        top=5.0,
        resamples=100,
    ),
    "paired_t": stats.paired_t,
    "pre_post": lambda x, y: stats.pre_post(x, y),
    "pre_post_control": lambda x, y: told(stats.pre_post(x, y), stats.pre_post(y, x)),
    "standardised_change": lambda x, y: [stats.standardised_change(z) for z in [stats.pre_post(x, y)] if z],
    "rank_chances": stats.rank_chances,
    "rank_needs": lambda x, y: stats.rank_needs(rows(x), rows(y), uncertainty="bootstrap", replicates=100),
    "rank_sum": stats.rank_sum,
    "reliable_change": lambda x, y: stats.reliable_change(x, y, 0.8),
    "signed_rank": stats.signed_rank,
    "welch": stats.welch,
}
NUMBERS = [
    "borich_agrees",
    "borich_from_means",
    "expected_gap",
    "expected_improvement",
    "hake_gain",
    "hedges_correction",
    "kelley",
    "minimal_detectable_effect",
    "needed_people",
    "noncentral_t_cdf",
    "noncentrality",
    "normal_cdf",
    "normal_quantile",
    "normalised_change",
    "power_of_t_test",
    "raters_needed",
    "shortfall_probability",
    "spearman_brown",
    "standard_error_of_measurement",
    "student_t_cdf",
    "student_t_quantile",
]
# Functions of texts, whole numbers and tables.
REST: dict[str, Callable[[], Iterator[Callable[[], Any]]]] = {
    "bowker": lambda: (lambda t=t: stats.bowker(t) for t in TABLES),
    "survey": lambda: (lambda t=t: stats.survey(t) for t in TABLES),
    "survey_change": lambda: (lambda t=t, u=u: stats.survey_change(t, u) for t in TABLES for u in TABLES),
    "mcnemar": lambda: (lambda a=a, b=b: stats.mcnemar(a, b) for a in WHOLE for b in WHOLE),
    "wilson_interval": lambda: (lambda a=a, b=b: stats.wilson_interval(a, b) for a in WHOLE for b in WHOLE),
    "lottery": lambda: (lambda a=a, b=b: stats.lottery(a, b, 1) for a in (0, 1, 7, 10_000) for b in WHOLE),
    "cut_offs": lambda: (lambda a=a, b=b: stats.cut_offs((a, b), (b, a)) for a in SCALARS for b in SCALARS),
    "quadrants_of_points": lambda: (lambda a=a, b=b: stats.quadrants_of_points([(a, b), (b, a)]) for a in SCALARS for b in SCALARS),
    "poisson_change": lambda: (lambda c=c: stats.poisson_change(c) for c in ([], [0] * 8, [2**62] * 8, [None, 3, None, 1], [1] * 500)),
    "check_printed": lambda: (lambda a=a, b=b: stats.check_printed(count=3, change=str(a), t=str(b)) for a in SCALARS for b in SCALARS),
    "check_printed_groups": lambda: (
        lambda a=a, b=b: stats.check_printed_groups(
            count_first=2, count_second=2, deviation_first=str(a), deviation_second=str(b), difference=str(a), t=str(b)
        )
        for a in SCALARS
        for b in SCALARS
    ),
    "check_printed_shares": lambda: (lambda a=a, n=n: stats.check_printed_shares(n, [str(a)] * 3, exclusive=True) for a in SCALARS for n in WHOLE),
    "check_printed_table": lambda: (lambda a=a: stats.check_printed_table(f"n,mean,sd,t\n{a},{a},{a},{a}\n") for a in SCALARS),
}


def told(attended: Any, compared: Any) -> Any:
    return stats.pre_post_control(attended, compared) if attended and compared else None


def numbers(found: Any) -> Iterator[float]:
    """Every number of a result, however deep."""
    if isinstance(found, float):
        yield found
    elif isinstance(found, mahir.Table):
        for column in pl.DataFrame(found):
            if column.dtype == pl.Float64:
                yield from (value for value in column if value is not None)
    elif isinstance(found, (list, tuple)):
        for each in found:
            yield from numbers(each)
    elif hasattr(type(found), "__match_args__"):
        for name in type(found).__match_args__:
            yield from numbers(getattr(found, name))


def holds(name: str, what: str, call: Callable[[], Any]) -> None:
    try:
        found = call()
    except (mahir.MahirError, OverflowError):
        # A reason; Python itself says that a number is too large for whole ones.
        return
    for number in numbers(found):
        assert not math.isnan(number), f"{name} of {what}: {found}"


def test_every_function_is_tried() -> None:
    functions = {name for name in stats.__all__ if inspect.isbuiltin(getattr(stats, name))}
    tried = {*ONE, *TWO, *NUMBERS, *REST}
    assert len(functions) > 60
    assert functions <= tried, sorted(functions - tried)


@pytest.mark.parametrize("name", sorted(ONE))
def test_one_column(name: str) -> None:
    for what, column in COLUMNS.items():
        holds(name, what, lambda column=column: ONE[name](column))


@pytest.mark.parametrize("name", sorted(TWO))
def test_two_columns(name: str) -> None:
    for (one, first), (two, second) in itertools.product(COLUMNS.items(), COLUMNS.items()):
        holds(name, f"{one} and {two}", lambda first=first, second=second: TWO[name](first, second))


@pytest.mark.parametrize("name", sorted(NUMBERS))
def test_single_numbers(name: str) -> None:
    function = getattr(stats, name)
    parameters = inspect.signature(function).parameters.values()
    taken = [each for each in parameters if each.default is inspect.Parameter.empty]
    for values in itertools.product(SCALARS, repeat=len(taken)):
        holds(name, str(values), lambda values=values: function(*values))


@pytest.mark.parametrize("name", sorted(REST))
def test_texts_and_tables(name: str) -> None:
    for number, call in enumerate(REST[name]()):
        holds(name, str(number), call)


def test_ten_thousand_identical_rows() -> None:
    many: list[float | None] = [2.0] * 10_000
    for name in ("mann_kendall", "sen_slope", "pettitt", "mean_interval", "step_change", "adjusted"):
        holds(name, "many", lambda name=name: ONE[name](many))
    for name in sorted({*TWO} - {"combine_with_covariance", "discrepancies", "hennessy_hicks", "importance_performance", "rank_needs", "knowledge_gradient", "rank_chances", "hierarchy", "hierarchy_of_sessions"}):
        holds(name, "many", lambda name=name: TWO[name](many, [3.0] * 10_000))


@pytest.fixture(scope="module")
def schedule() -> mahir.Schedule:
    needs = mahir.Agency.load(CASE).needs("2026-01-05")
    return needs.gaps().plan(rule="greedy", prove=False).schedule()


HEADER = "programme,person,measure,kirkpatrick,before,after,date,group"


def lines(people: int, before: Any, after: Any, group: str = "attended") -> list[str]:
    return [
        f"K-KEL,P{1 + n % 100:03},{measure},2,{before},{after},2026-03-{1 + n // 100 % 28:02},{group}"
        for n in range(people)
        for measure in ("KJS", "score")
    ]


@pytest.mark.parametrize(
    "table",
    [
        lines(0, 1, 2),
        lines(1, 1, 2),
        lines(2, 1, 2),
        lines(20, 2, 2),
        lines(20, 5, 5),
        lines(20, 5, 4) + lines(20, 5, 5, "comparison"),
        lines(20, "", 2),
        lines(20, 2, ""),
        lines(10, 2, "") + lines(10, "", 3, "comparison"),
        lines(20, 0, 0) + lines(20, 0, 0, "comparison"),
        lines(5_000, 2, 3),
        [line for line in lines(9, "1e308", "-1e308") if ",score," in line],
    ],
    ids=lambda table: f"{len(table)} rows like {table[0] if table else 'none'}",
)
def test_a_whole_evaluation(schedule: mahir.Schedule, table: list[str]) -> None:
    agency = schedule.plan.gaps.needs.agency
    outcomes = agency.read_outcomes("\n".join([HEADER, *table]) + "\n")
    evaluation = schedule.evaluate(outcomes, resamples=200)
    for stage in (evaluation, evaluation.follow_up()):
        for name in stage.tables:
            assert list(numbers(stage.table(name))) is not None
            for number in numbers(stage.table(name)):
                assert not math.isnan(number), name
            assert "NaN" not in stage.table(name).to_csv()
    verdicts = pl.DataFrame(evaluation.table("verdicts"))
    assert verdicts["why"].null_count() == 0 and all(verdicts["why"])
    assert set(verdicts["verdict"]) <= {"works", "does_not_work", "unclear", "not_enough_data", "not_judged"}


@pytest.mark.parametrize("value", ["inf", "-inf", "nan", "1e999"])
def test_what_is_no_number_is_told(schedule: mahir.Schedule, value: str) -> None:
    agency = schedule.plan.gaps.needs.agency
    with pytest.raises(mahir.FaultsError) as caught:
        agency.read_outcomes("\n".join([HEADER, *lines(2, value, 3)]) + "\n")
    assert caught.value.count == 4
