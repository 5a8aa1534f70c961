"""Types of the compiled part of mahir."""

import datetime
import os
import pathlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, Protocol, Unpack, final

from mahir.options import (
    EvaluationPolicy,
    EvidencePolicy,
    FollowUpPolicy,
    NeedPolicy,
    PlanOptions,
    Policy,
    Progress,
    ScheduleOptions,
)

__all__ = [
    "Agency",
    "Evaluation",
    "FollowUp",
    "Forecast",
    "Gaps",
    "MannKendall",
    "Needs",
    "Outcomes",
    "PettittChange",
    "Plan",
    "PoissonChange",
    "RankChance",
    "Round",
    "Schedule",
    "SenSlope",
    "Smoothing",
    "Survey",
    "Table",
    "Wisn",
    "__version__",
    "adjusted",
    "available_time",
    "balance",
    "bootstrap_change",
    "bowker",
    "category_allowance_factor",
    "check_printed",
    "correlated_seasonal_mann_kendall",
    "correlation",
    "covariance_analysis",
    "cut_offs",
    "default_policy",
    "detectable",
    "difference_in_differences",
    "event_study",
    "expected_improvement",
    "fit_smoothing",
    "hake_gain",
    "hamed_rao",
    "hedges_correction",
    "hierarchy",
    "independent_effect",
    "individual_allowance_factor",
    "knowledge_gradient",
    "linear_model",
    "lottery",
    "mann_kendall",
    "mcnemar",
    "mean_interval",
    "minimal_detectable_effect",
    "needed_people",
    "noncentral_t_cdf",
    "noncentrality",
    "normalised_change",
    "paired_effect",
    "paired_summaries",
    "paired_t",
    "pettitt",
    "poisson_change",
    "power_of_t_test",
    "pre_post",
    "pre_post_control",
    "published_effects",
    "rank_chances",
    "rank_sum",
    "reliable_change",
    "score",
    "seasonal_hamed_rao",
    "seasonal_mann_kendall",
    "seasonal_sen_slope",
    "sen_slope",
    "signed_rank",
    "smooth",
    "standard_workload",
    "standardised_change",
    "survey",
    "welch",
    "wilson_interval",
    "wisn",
    "wisn_whole_people",
]

__version__: str

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

class _ArrowArray(Protocol):
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...

@final
class Table:
    """Rows with named columns, readable by every library that speaks Arrow."""

    @staticmethod
    def from_arrow(data: _ArrowStream | _ArrowArray, name: str = "table") -> Table: ...
    @staticmethod
    def from_document(document: str) -> Table: ...
    @property
    def name(self) -> str: ...
    @property
    def columns(self) -> list[str]: ...
    def to_csv(self) -> str: ...
    def to_json(self) -> str: ...
    def to_dicts(self) -> list[dict[str, Any]]: ...
    def to_document(self) -> str: ...
    def to_polars(self) -> Any: ...
    def to_pandas(self) -> Any: ...
    def to_pyarrow(self) -> Any: ...
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...
    def _repr_html_(self) -> str: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def default_policy() -> Policy: ...
def score(
    people: _ArrowStream | _ArrowArray,
    required: _ArrowStream | _ArrowArray,
    post: str = "post",
    unit: str = "unit",
    *,
    sums: bool = False,
    progress: Callable[[Progress], object] | None = None,
) -> tuple[Table, Table]: ...
@final
class Agency:
    """All facts of an agency, checked as a whole. It cannot be changed."""

    @staticmethod
    def load(
        folder: str | os.PathLike[str],
        *,
        progress: Callable[[Progress], object] | None = None,
    ) -> Agency: ...
    @staticmethod
    def from_tables(
        tables: Mapping[str, _ArrowStream | _ArrowArray | str],
        settings: str | None = None,
        *,
        progress: Callable[[Progress], object] | None = None,
    ) -> Agency: ...
    @staticmethod
    def from_json(document: str) -> Agency: ...
    def save(self, folder: str | os.PathLike[str]) -> list[pathlib.Path]: ...
    @property
    def name(self) -> str: ...
    @property
    def tables(self) -> list[str]: ...
    def table(self, name: str = "people") -> Table: ...
    def figures(self) -> Table: ...
    def fingerprint(self) -> str: ...
    @property
    def outcomes(self) -> Outcomes: ...
    def read_outcomes(self, data: _ArrowStream | _ArrowArray | str) -> Outcomes: ...
    def with_outcomes(self, outcomes: Outcomes) -> Agency: ...
    def needs(
        self,
        as_of: datetime.date | str,
        claims: Iterable[Mapping[str, Any]] | None = None,
        **policy: Unpack[NeedPolicy],
    ) -> Needs: ...
    def run(self, as_of: datetime.date | str, policy: Policy | None = None) -> Round: ...
    def to_json(self) -> str: ...
    def _repr_html_(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Outcomes:
    """What was measured after programmes, on Kirkpatrick's four levels."""

    @staticmethod
    def from_json(document: str) -> Outcomes: ...
    def table(self) -> Table: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Needs:
    """Who must reach what, by when, and why."""

    @staticmethod
    def from_json(document: str) -> Needs: ...
    @property
    def tables(self) -> list[str]: ...
    def table(self, name: str | None = None) -> Table: ...
    def summary(self, lang: str = "en") -> str: ...
    def to_json(self) -> str: ...
    def _repr_html_(self) -> str: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def agency(self) -> Agency: ...
    @property
    def policy(self) -> NeedPolicy: ...
    def __len__(self) -> int: ...
    def why(self, row: int, lang: str = "en") -> str: ...
    def reasons(self, row: int, lang: str = "en") -> list[tuple[str, str]]: ...
    def triage_why(self, row: int, lang: str = "en") -> str: ...
    def demand_why(self, row: int, lang: str = "en") -> str: ...
    def gaps(self, **policy: Unpack[EvidencePolicy]) -> Gaps: ...

@final
class Gaps:
    """Who lacks what, and how sure that is."""

    @staticmethod
    def from_json(document: str) -> Gaps: ...
    @property
    def tables(self) -> list[str]: ...
    def table(self, name: str | None = None) -> Table: ...
    def summary(self, lang: str = "en") -> str: ...
    def to_json(self) -> str: ...
    def _repr_html_(self) -> str: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def needs(self) -> Needs: ...
    @property
    def policy(self) -> EvidencePolicy: ...
    def __len__(self) -> int: ...
    def why(self, row: int, lang: str = "en") -> str: ...
    def plan(self, **options: Unpack[PlanOptions]) -> Plan: ...

@final
class Plan:
    """Who attends what in which phase, within budget, and how good that is."""

    @staticmethod
    def from_json(document: str) -> Plan: ...
    @property
    def tables(self) -> list[str]: ...
    def table(self, name: str | None = None) -> Table: ...
    def summary(self, lang: str = "en") -> str: ...
    def to_json(self) -> str: ...
    def _repr_html_(self) -> str: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def gaps(self) -> Gaps: ...
    @property
    def options(self) -> PlanOptions: ...
    @property
    def objective(self) -> float: ...
    @property
    def bound(self) -> float: ...
    @property
    def optimality_gap(self) -> float | None: ...
    @property
    def cost(self) -> int: ...
    @property
    def budget(self) -> int: ...
    def __len__(self) -> int: ...
    def why(self, line: int, lang: str = "en") -> str: ...
    def below_cut_why(self, row: int, lang: str = "en") -> str: ...
    def floor_why(self, row: int, lang: str = "en") -> str: ...
    def schedule(self, **options: Unpack[ScheduleOptions]) -> Schedule: ...

@final
class Schedule:
    """When sessions are held, so that no counter closes."""

    @staticmethod
    def from_json(document: str) -> Schedule: ...
    @property
    def tables(self) -> list[str]: ...
    def table(self, name: str | None = None) -> Table: ...
    def summary(self, lang: str = "en") -> str: ...
    def to_json(self) -> str: ...
    def _repr_html_(self) -> str: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def plan(self) -> Plan: ...
    @property
    def options(self) -> ScheduleOptions: ...
    def __len__(self) -> int: ...
    def why(self, session: int, lang: str = "en") -> str: ...
    def unplaced_why(self, row: int, lang: str = "en") -> str: ...
    def to_icalendar(
        self,
        unit: str | None = None,
        stamp: datetime.date | str | None = None,
        lang: str = "en",
    ) -> str: ...
    def evaluate(
        self,
        outcomes: Outcomes | _ArrowStream | _ArrowArray | str,
        **policy: Unpack[EvaluationPolicy],
    ) -> Evaluation: ...

@final
class Evaluation:
    """What changed, and whether that is enough to tell."""

    @staticmethod
    def from_json(document: str) -> Evaluation: ...
    @property
    def tables(self) -> list[str]: ...
    def table(self, name: str | None = None) -> Table: ...
    def summary(self, lang: str = "en") -> str: ...
    def to_json(self) -> str: ...
    def _repr_html_(self) -> str: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def schedule(self) -> Schedule: ...
    @property
    def policy(self) -> EvaluationPolicy: ...
    def __len__(self) -> int: ...
    def why(self, row: int, lang: str = "en") -> str: ...
    def verdict_why(self, row: int, lang: str = "en") -> str: ...
    def record_why(self, programme: str, lang: str = "en") -> str | None: ...
    def follow_up(self, **policy: Unpack[FollowUpPolicy]) -> FollowUp: ...

@final
class FollowUp:
    """What to do, and what is believed now."""

    @staticmethod
    def from_json(document: str) -> FollowUp: ...
    @property
    def tables(self) -> list[str]: ...
    def table(self, name: str | None = None) -> Table: ...
    def summary(self, lang: str = "en") -> str: ...
    def to_json(self) -> str: ...
    def _repr_html_(self) -> str: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def evaluation(self) -> Evaluation: ...
    @property
    def policy(self) -> FollowUpPolicy: ...
    def __len__(self) -> int: ...
    def why(self, row: int, lang: str = "en") -> str: ...
    def effect_why(self, row: int, lang: str = "en") -> str: ...
    def next_agency(self) -> Agency: ...

@final
class Round:
    """One round: the results of all stages."""

    @staticmethod
    def from_json(document: str) -> Round: ...
    @property
    def tables(self) -> list[str]: ...
    def table(self, name: str | None = None) -> Table: ...
    def summary(self, lang: str = "en") -> str: ...
    def to_json(self) -> str: ...
    def _repr_html_(self) -> str: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def needs(self) -> Needs: ...
    @property
    def gaps(self) -> Gaps: ...
    @property
    def plan(self) -> Plan: ...
    @property
    def schedule(self) -> Schedule: ...
    @property
    def evaluation(self) -> Evaluation: ...
    @property
    def follow_up(self) -> FollowUp: ...
    def report_text(self, lang: str = "en", width: int = 100) -> str: ...
    def report_html(self, lang: str = "en") -> str: ...
    def write(self, folder: str | os.PathLike[str], lang: str = "en") -> list[pathlib.Path]: ...

# Statistics; their home is the package mahir.statistics.

@final
class MannKendall:
    """What a test of Mann and Kendall found."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        known: int,
        s: int,
        variance: float,
        z: float,
        p_value: float,
        tau_a: float,
        tau_b: float,
        exact_p_value: float | None,
        variance_inflation: float,
    ) -> MannKendall: ...
    @property
    def known(self) -> int: ...
    @property
    def s(self) -> int: ...
    @property
    def variance(self) -> float: ...
    @property
    def z(self) -> float: ...
    @property
    def p_value(self) -> float: ...
    @property
    def tau_a(self) -> float: ...
    @property
    def tau_b(self) -> float: ...
    @property
    def exact_p_value(self) -> float | None: ...
    @property
    def variance_inflation(self) -> float: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class SenSlope:
    """Theil's and Sen's slope with its interval."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        slope: float,
        intercept: float,
        interval: tuple[float, float] | None,
        pairs: int,
    ) -> SenSlope: ...
    @property
    def slope(self) -> float: ...
    @property
    def intercept(self) -> float: ...
    @property
    def interval(self) -> tuple[float, float] | None: ...
    @property
    def pairs(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class PettittChange:
    """A change of level that Pettitt's test found."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        last_before: int,
        before: int,
        statistic: float,
        p_value: float,
    ) -> PettittChange: ...
    @property
    def last_before(self) -> int: ...
    @property
    def before(self) -> int: ...
    @property
    def statistic(self) -> float: ...
    @property
    def p_value(self) -> float: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class PoissonChange:
    """One change of the rate of counts."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        last_before: int,
        before: int,
        rates: tuple[float, float],
        likelihood_ratio: float,
        posterior: list[float],
        posterior_before: int,
        posterior_last_before: int,
        posterior_rates: tuple[float, float],
        probability_of_change: float,
    ) -> PoissonChange: ...
    @property
    def last_before(self) -> int: ...
    @property
    def before(self) -> int: ...
    @property
    def rates(self) -> tuple[float, float]: ...
    @property
    def likelihood_ratio(self) -> float: ...
    @property
    def posterior(self) -> list[float]: ...
    @property
    def posterior_before(self) -> int: ...
    @property
    def posterior_last_before(self) -> int: ...
    @property
    def posterior_rates(self) -> tuple[float, float]: ...
    @property
    def probability_of_change(self) -> float: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Forecast:
    """An expected value and where it may lie."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        value: float,
        variance: float | None,
        interval: tuple[float, float] | None,
    ) -> Forecast: ...
    @property
    def value(self) -> float: ...
    @property
    def variance(self) -> float | None: ...
    @property
    def interval(self) -> tuple[float, float] | None: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Smoothing:
    """A smoothed series, which can be carried on."""

    @property
    def weights(self) -> tuple[float, float, float]: ...
    @property
    def initial(self) -> tuple[float, float, list[float]]: ...
    @property
    def last(self) -> tuple[float, float, list[float]]: ...
    @property
    def fitted(self) -> list[float]: ...
    @property
    def sum_of_squares(self) -> float: ...
    @property
    def known(self) -> int: ...
    @property
    def parameters(self) -> int: ...
    def forecast(self, horizon: int, confidence: float = 0.95) -> list[Forecast] | None: ...
    def forecast_sum(
        self, first: int, last: int, confidence: float = 0.95
    ) -> Forecast | None: ...

_Values = Iterable[float | None]

def mann_kendall(values: _Values) -> MannKendall | None: ...
def hamed_rao(
    values: _Values, lags: int | None = None, significance: float = 0.05
) -> MannKendall | None: ...
def seasonal_mann_kendall(values: _Values, period: int = 12) -> MannKendall | None: ...
def seasonal_hamed_rao(
    values: _Values, period: int = 12, lags: int | None = None, significance: float = 0.05
) -> MannKendall | None: ...
def correlated_seasonal_mann_kendall(
    values: _Values, period: int = 12
) -> MannKendall | None: ...
def sen_slope(values: _Values, confidence: float = 0.95) -> SenSlope | None: ...
def seasonal_sen_slope(
    values: _Values, period: int = 12, confidence: float = 0.95
) -> SenSlope | None: ...
def pettitt(values: _Values) -> PettittChange | None: ...
def poisson_change(
    counts: Iterable[int | None], shape: float = 1.0, rate: float = 1.0
) -> PoissonChange | None: ...
def fit_smoothing(
    values: _Values,
    trend: bool = False,
    season: str | None = None,
    period: int = 12,
    update: str = "previous_level",
) -> Smoothing | None: ...
def smooth(
    values: _Values,
    weights: tuple[float, float, float],
    initial: tuple[float, float, list[float]],
    trend: bool = False,
    season: str | None = None,
    period: int = 12,
    update: str = "previous_level",
) -> Smoothing | None: ...

# Workload; its home is the package mahir.workload.

@final
class Wisn:
    """How many people a category of staff takes, by WISN."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls, basic: float, category_factor: float, individual_factor: float, needed: float
    ) -> Wisn: ...
    @property
    def basic(self) -> float: ...
    @property
    def category_factor(self) -> float: ...
    @property
    def individual_factor(self) -> float: ...
    @property
    def needed(self) -> float: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def available_time(
    weeks: float = 52.0,
    days_per_week: float = 5.0,
    *,
    public_holidays: float = 0.0,
    annual_leave: float = 0.0,
    sick_leave: float = 0.0,
    other_leave: float = 0.0,
    hours_per_day: float = 8.0,
) -> tuple[float, float] | None: ...
def standard_workload(available_time: float, time_per_case: float) -> float | None: ...
def category_allowance_factor(shares: Sequence[float]) -> float | None: ...
def individual_allowance_factor(
    people_and_time: Sequence[tuple[float, float]], available_time: float
) -> float | None: ...
def wisn(
    available_time: float,
    activities: Sequence[tuple[float, float]],
    category_shares: Sequence[float] = ...,
    people_and_time: Sequence[tuple[float, float]] = ...,
) -> Wisn | None: ...
def wisn_whole_people(needed: float) -> int | None: ...
# Statistics of change, comparison and belief.

@final
class RankChance:
    """A standardised effect.
    Effect(core: core::Effect) {
        /// The effect size.
        d: f64 = core.d,
        /// With Hedges' exact correction.
        g: Option<f64> = core.g,
        /// The standard error of d for large samples, where the interval rests on one.
        standard_error: Option<f64> = core.standard_error,
        /// The interval of d.
        interval: Ends = ends(core.interval),
    }
}

/// The mean change over a deviation that is named: d_z, d_av_mean, d_av_rms, d_rm or d_b.
#[pyfunction]
#[pyo3(signature = (before, after, denominator = "d_z", confidence = 0.95))]
pub(crate) fn paired_effect(
    before: &Bound<'_, PyAny>,
    after: &Bound<'_, PyAny>,
    denominator: &str,
    confidence: f64,
) -> PyResult<Option<Effect>> {
    let found = core::PairedDenominator::parse(denominator);
    let expected = "d_z, d_av_mean, d_av_rms, d_rm or d_b";
    let found = choice(before.py(), "denominator", denominator, found, expected)?;
    let effect = core::paired_effect(&numbers(before)?, &numbers(after)?, found, confidence);
    Ok(effect.map(Effect::from))
}

/// The difference of two groups over their pooled deviation, or over that of the second (Glass).
#[pyfunction]
#[pyo3(signature = (first, second, denominator = "pooled", confidence = 0.95))]
pub(crate) fn independent_effect(
    first: &Bound<'_, PyAny>,
    second: &Bound<'_, PyAny>,
    denominator: &str,
    confidence: f64,
) -> PyResult<Option<Effect>> {
    let pooled = match denominator {
        "pooled" => Some(true),
        "second" => Some(false),
        _ => None,
    };
    let pooled = choice(
        first.py(),
        "denominator",
        denominator,
        pooled,
        "pooled or second",
    )?;
    let both = moments(first)?.zip(moments(second)?);
    let effect = both.and_then(|(one, two)| {
        if pooled {
            core::independent_effect(&one, &two, confidence)
        } else {
            core::glass_delta(&one, &two, confidence)
        }
    });
    Ok(effect.map(Effect::from))
}

/// Pearson's correlation.
#[pyfunction]
pub(crate) fn correlation(
    one: &Bound<'_, PyAny>,
    other: &Bound<'_, PyAny>,
) -> PyResult<Option<f64>> {
    Ok(core::correlation(&numbers(one)?, &numbers(other)?))
}

/// Hedges' exact correction J for so many degrees of freedom.
#[pyfunction]
pub(crate) fn hedges_correction(degrees_of_freedom: f64) -> Option<f64> {
    core::hedges_correction(degrees_of_freedom)
}

/// Hake's gain of a class by its means.
#[pyfunction]
pub(crate) fn hake_gain(mean_before: f64, mean_after: f64, top: f64) -> Option<f64> {
    core::hake_class_gain(mean_before, mean_after, top)
}

/// The normalised change of one person (Marx and Cummings), from -1 to 1.
#[pyfunction]
pub(crate) fn normalised_change(before: f64, after: f64, top: f64) -> Option<f64> {
    core::normalised_change(before, after, top)
}

/// Wilson's interval of a share.
#[pyfunction]
#[pyo3(signature = (successes, trials, confidence = 0.95))]
pub(crate) fn wilson_interval(successes: u64, trials: u64, confidence: f64) -> Option<Ends> {
    core::wilson_interval(successes, trials, confidence).map(ends)
}

/// The interval of a mean by Student's t.
#[pyfunction]
#[pyo3(signature = (values, confidence = 0.95))]
pub(crate) fn mean_interval(values: &Bound<'_, PyAny>, confidence: f64) -> PyResult<Option<Ends>> {
    Ok(moments(values)?
        .and_then(|values| core::mean_interval(&values, confidence))
        .map(ends))
}

result! {
    /// A t test.
    StudentTest(core: core::StudentTest) {
        /// t.
        statistic: f64 = core.statistic,
        /// Degrees of freedom.
        degrees_of_freedom: f64 = core.degrees_of_freedom,
        /// The two-sided p value.
        p_value: f64 = core.p_value,
    }
}

/// The paired t test of no change.
#[pyfunction]
pub(crate) fn paired_t(
    before: &Bound<'_, PyAny>,
    after: &Bound<'_, PyAny>,
) -> PyResult<Option<StudentTest>> {
    let changes = core::Moments::of_changes(&numbers(before)?, &numbers(after)?);
    Ok(changes
        .and_then(|changes| core::paired_t(&changes))
        .map(StudentTest::from))
}

result! {
    /// Welch's comparison of two means.
    WelchTest(core: (core::WelchTest, Option<core::Interval>)) {
        /// The first mean minus the second.
        difference: f64 = core.0.difference,
        /// Its standard error.
        standard_error: f64 = core.0.standard_error,
        /// Degrees of freedom, if there is any spread.
        degrees_of_freedom: Option<f64> = core.0.degrees_of_freedom,
        /// The two-sided p value, if there is any spread.
        p_value: Option<f64> = core.0.p_value,
        /// The interval of the difference.
        interval: Option<Ends> = core.1.map(ends),
    }
}

/// The difference of two means that may vary differently.
#[pyfunction]
#[pyo3(signature = (first, second, confidence = 0.95))]
pub(crate) fn welch(
    first: &Bound<'_, PyAny>,
    second: &Bound<'_, PyAny>,
    confidence: f64,
) -> PyResult<Option<WelchTest>> {
    let both = moments(first)?.zip(moments(second)?);
    Ok(both.and_then(|(one, two)| {
        let interval = core::welch_interval(&one, &two, confidence);
        core::welch(&one, &two).map(|test| WelchTest::from((test, interval)))
    }))
}

result! {
    /// Wilcoxon's signed rank test.
    SignedRankTest(core: core::SignedRankTest) {
        /// The sum of the ranks of rises.
        rises: f64 = core.rises,
        /// The sum of the ranks of falls.
        falls: f64 = core.falls,
        /// Changes other than zero.
        changed: usize = core.changed,
        /// Changes of zero.
        unchanged: usize = core.unchanged,
        /// The normal value; None for an exact test.
        z: Option<f64> = core.z,
        /// The two-sided p value.
        p_value: f64 = core.p_value,
        /// The matched-pairs rank-biserial correlation.
        rank_biserial: f64 = core.rank_biserial,
    }
}

/// Wilcoxon's signed rank test; zeros "left_out" or by "pratt".
#[pyfunction]
#[pyo3(signature = (before, after, zeros = "left_out"))]
pub(crate) fn signed_rank(
    before: &Bound<'_, PyAny>,
    after: &Bound<'_, PyAny>,
    zeros: &str,
) -> PyResult<Option<SignedRankTest>> {
    let found = match zeros {
        "left_out" => Some(core::ZeroChanges::LeftOut),
        "pratt" => Some(core::ZeroChanges::Pratt),
        _ => None,
    };
    let found = choice(before.py(), "zeros", zeros, found, "left_out or pratt")?;
    let test = core::signed_rank(&numbers(before)?, &numbers(after)?, found);
    Ok(test.map(SignedRankTest::from))
}

result! {
    /// The rank sum test of two groups.
    RankSumTest(core: core::RankSumTest) {
        /// U of the first group.
        statistic: f64 = core.statistic,
        /// The normal value; None for an exact test.
        z: Option<f64> = core.z,
        /// The two-sided p value.
        p_value: f64 = core.p_value,
        /// The probability that one of the first group is above one of the second.
        superiority: f64 = core.superiority,
    }
}

/// The rank sum test (Wilcoxon, Mann and Whitney).
#[pyfunction]
pub(crate) fn rank_sum(
    first: &Bound<'_, PyAny>,
    second: &Bound<'_, PyAny>,
) -> PyResult<Option<RankSumTest>> {
    let test = core::rank_sum(&numbers(first)?, &numbers(second)?);
    Ok(test.map(RankSumTest::from))
}

result! {
    /// McNemar's test.
    McNemarTest(core: core::McNemarTest) {
        /// Chi squared.
        statistic: f64 = core.statistic,
        /// Its p value.
        p_value: f64 = core.p_value,
        /// Chi squared with the correction for continuity.
        corrected: f64 = core.corrected,
        /// Its p value.
        corrected_p_value: f64 = core.corrected_p_value,
        /// The exact p value, up to a million changes.
        exact_p_value: Option<f64> = core.exact_p_value,
        /// The mid-p value.
        mid_p_value: Option<f64> = core.mid_p_value,
    }
}

/// Whether as many people came to hold something as lost it.
#[pyfunction]
pub(crate) fn mcnemar(gained: u64, lost: u64) -> Option<McNemarTest> {
    core::mcnemar(gained, lost).map(McNemarTest::from)
}

result! {
    /// Bowker's test of symmetry.
    BowkerTest(core: core::BowkerTest) {
        /// Chi squared.
        statistic: f64 = core.statistic,
        /// Pairs of categories between which somebody moved.
        degrees_of_freedom: usize = core.degrees_of_freedom,
        /// The p value.
        p_value: f64 = core.p_value,
    }
}

/// Whether a square table of categories before (rows) and after is symmetric.
#[pyfunction]
pub(crate) fn bowker(table: Vec<Vec<u64>>) -> Option<BowkerTest> {
    core::bowker(&table).map(BowkerTest::from)
}

result! {
    /// What became of people, by the reliable change index.
    ReliableChange(core: (core::ReliableChange, Vec<Option<f64>>, Vec<Option<&'static str>>)) {
        /// The standard error of a difference of two scores.
        standard_error: f64 = core.0.standard_error,
        /// The smallest change that is reliable.
        smallest: f64 = core.0.smallest(),
        /// The index of each person.
        index: Vec<Option<f64>> = core.1,
        /// What became of each: recovered, improved, unchanged or deteriorated.
        classes: Vec<Option<String>> = core.2.into_iter().map(|c| c.map(str::to_owned)).collect(),
    }
}

/// What became of people (Jacobson and Truax): the deviation is that of the scores before unless
/// it is given.
#[pyfunction]
#[pyo3(signature = (before, after, reliability, cut_off = None, less_is_better = false, deviation = None, confidence = 0.95))]
pub(crate) fn reliable_change(
    before: &Bound<'_, PyAny>,
    after: &Bound<'_, PyAny>,
    reliability: f64,
    cut_off: Option<f64>,
    less_is_better: bool,
    deviation: Option<f64>,
    confidence: f64,
) -> PyResult<Option<ReliableChange>> {
    let (before, after) = (numbers(before)?, numbers(after)?);
    let deviation = deviation.or_else(|| core::Moments::of(&before)?.standard_deviation());
    let rule = deviation.and_then(|deviation| {
        core::ReliableChange::new(deviation, reliability, less_is_better, confidence)
    });
    Ok(rule.filter(|_| before.len() == after.len()).map(|rule| {
        let rule = cut_off.map_or(rule, |cut| rule.with_cut_off(cut));
        let each = || before.iter().zip(&after);
        let index = each().map(|(b, a)| rule.index(*b, *a)).collect();
        let classes = each()
            .map(|(b, a)| rule.classify(*b, *a).map(core::ChangeClass::id))
            .collect();
        ReliableChange::from((rule, index, classes))
    }))
}

/// Jacobson and Truax's cut-offs a, b and c, from (mean, deviation) of those who cannot yet and of
/// those who can.
#[pyfunction]
#[pyo3(signature = (cannot, can = None, less_is_better = false))]
pub(crate) fn cut_offs(
    cannot: (f64, f64),
    can: Option<(f64, f64)>,
    less_is_better: bool,
) -> Option<(f64, Option<f64>, Option<f64>)> {
    let norm = |(mean, deviation)| core::Norm { mean, deviation };
    core::cut_offs(norm(cannot), can.map(norm), less_is_better)
        .map(|found| (found.a, found.b, found.c))
}

result! {
    /// One group before and after, as a report tells of it.
    PrePost(core: core::PrePost) {
        /// People.
        count: usize = core.count,
        /// Mean before.
        mean_before: f64 = core.mean_before,
        /// Mean after.
        mean_after: f64 = core.mean_after,
        /// Standard deviation before.
        deviation_before: f64 = core.deviation_before,
        /// Standard deviation after.
        deviation_after: f64 = core.deviation_after,
        /// Correlation of both.
        correlation: f64 = core.correlation,
    }
}

impl PrePost {
    fn core(&self) -> core::PrePost {
        core::PrePost {
            count: self.count,
            mean_before: self.mean_before,
            mean_after: self.mean_after,
            deviation_before: self.deviation_before,
            deviation_after: self.deviation_after,
            correlation: self.correlation,
        }
    }
}

/// Sums a group up for pre_post_control.
#[pyfunction]
pub(crate) fn pre_post(
    before: &Bound<'_, PyAny>,
    after: &Bound<'_, PyAny>,
) -> PyResult<Option<PrePost>> {
    let found = core::PrePost::of(&numbers(before)?, &numbers(after)?);
    Ok(found.map(PrePost::from))
}

/// The standardised mean change of a group over the deviation of its changes.
#[pyfunction]
pub(crate) fn standardised_change(group: &PrePost) -> Option<f64> {
    group.core().standardised_change()
}

result! {
    /// A pre-post-control effect (Morris 2008).
    PrePostControl(core: (core::PrePostControl, Option<core::Interval>)) {
        /// d_ppc1.
        ppc1: f64 = core.0.ppc1,
        /// d_ppc2, which Morris recommends.
        ppc2: f64 = core.0.ppc2,
        /// Its variance by equation 25; None for four people or fewer.
        variance: Option<f64> = core.0.variance,
        /// Its variance for large samples.
        large_sample_variance: f64 = core.0.large_sample_variance,
        /// The interval of d_ppc2.
        interval: Option<Ends> = core.1.map(ends),
    }
}

/// The pre-post-control effects of people who attended against people who did not.
#[pyfunction]
#[pyo3(signature = (attended, compared, confidence = 0.95))]
pub(crate) fn pre_post_control(
    attended: &PrePost,
    compared: &PrePost,
    confidence: f64,
) -> Option<PrePostControl> {
    let effect = core::pre_post_control(&attended.core(), &compared.core())?;
    Some((effect, effect.interval(confidence)).into())
}

result! {
    /// A coefficient with its error.
    Coefficient(core: core::Coefficient) {
        /// The coefficient.
        value: f64 = core.value,
        /// Its standard error.
        standard_error: f64 = core.standard_error,
        /// value over standard error.
        t: Option<f64> = core.t,
        /// Degrees of freedom.
        degrees_of_freedom: f64 = core.degrees_of_freedom,
        /// The two-sided p value.
        p_value: Option<f64> = core.p_value,
        /// The interval.
        interval: Ends = ends(core.interval),
    }
}

result! {
    /// A fitted linear model.
    LinearModel(core: (core::LinearModel, Vec<Option<core::Coefficient>>)) {
        /// The coefficients in the order of the columns; None where the errors do not exist.
        coefficients: Vec<Option<Coefficient>> = core.1.into_iter().map(|c| c.map(Coefficient::from)).collect(),
        /// What is left unexplained, row by row.
        residuals: Vec<f64> = core.0.residuals().to_vec(),
        /// Rows less coefficients.
        degrees_of_freedom: f64 = core.0.degrees_of_freedom(),
        /// The share of the variance that is explained.
        r_squared: Option<f64> = core.0.r_squared(),
    }
}

fn fitted(
    model: core::LinearModel,
    errors: core::ErrorVariance,
    clusters: Option<&[u32]>,
    confidence: f64,
) -> LinearModel {
    let coefficients = (0..model.coefficients().len())
        .map(|column| match clusters {
            Some(clusters) => model.clustered(column, clusters, confidence),
            None => model.coefficient(column, errors, confidence),
        })
        .collect();
    LinearModel::from((model, coefficients))
}

/// Least squares by columns (a column of ones for an intercept), with errors "classical" or "hc0"
/// to "hc3", or by clusters; with groups their means are taken out.
#[pyfunction]
#[pyo3(signature = (values, columns, errors = "hc3", clusters = None, groups = None, confidence = 0.95))]
pub(crate) fn linear_model(
    py: Python<'_>,
    values: &Bound<'_, PyAny>,
    columns: &Bound<'_, PyAny>,
    errors: &str,
    clusters: Option<Vec<u32>>,
    groups: Option<Vec<u32>>,
    confidence: f64,
) -> PyResult<LinearModel> {
    let errors = errors_of(py, errors)?;
    let (values, columns) = (numbers(values)?, self::columns(columns)?);
    py.detach(|| {
        let model = match groups {
            Some(groups) => core::LinearModel::fit_within(&values, &columns, &groups),
            None => core::LinearModel::fit(&values, &columns),
        }?;
        Ok(fitted(model, errors, clusters.as_deref(), confidence))
    })
    .map_err(|error: core::LinearModelError| refused(py, &error))
}

/// The value after by attendance, the value before and covariates; coefficient 1 is the effect.
#[pyfunction]
#[pyo3(signature = (after, attended, before, covariates = None, errors = "hc3", confidence = 0.95))]
pub(crate) fn covariance_analysis(
    py: Python<'_>,
    after: &Bound<'_, PyAny>,
    attended: Vec<bool>,
    before: &Bound<'_, PyAny>,
    covariates: Option<&Bound<'_, PyAny>>,
    errors: &str,
    confidence: f64,
) -> PyResult<LinearModel> {
    let errors = errors_of(py, errors)?;
    let covariates = covariates.map_or_else(|| Ok(Vec::new()), columns)?;
    core::covariance_analysis(&numbers(after)?, &attended, &numbers(before)?, &covariates)
        .map(|model| fitted(model, errors, None, confidence))
        .map_err(|error| refused(py, &error))
}

/// (before, after) of those who attended and of those who did not, as a difference in differences.
#[pyfunction]
#[pyo3(signature = (attended, compared, errors = "hc2", confidence = 0.95))]
pub(crate) fn difference_in_differences(
    py: Python<'_>,
    attended: (Bound<'_, PyAny>, Bound<'_, PyAny>),
    compared: (Bound<'_, PyAny>, Bound<'_, PyAny>),
    errors: &str,
    confidence: f64,
) -> PyResult<Option<Coefficient>> {
    let errors = errors_of(py, errors)?;
    let own = (numbers(&attended.0)?, numbers(&attended.1)?);
    let other = (numbers(&compared.0)?, numbers(&compared.1)?);
    let found =
        core::difference_in_differences((&own.0, &own.1), (&other.0, &other.1), errors, confidence);
    Ok(found.map(Coefficient::from))
}

result! {
    /// The effect at one distance from attendance.
    EventEffect(core: core::EventEffect) {
        /// Periods since attendance; below zero before it.
        since: i64 = core.since,
        /// People who attended, behind it.
        attended: usize = core.attended,
        /// People who had not attended yet, behind it.
        waiting: usize = core.waiting,
        /// The effect.
        effect: f64 = core.effect,
        /// Its standard error.
        standard_error: f64 = core.standard_error,
        /// Its interval.
        interval: Ends = ends(core.interval),
    }
}

/// Effects by time since attendance: row by row the person, the period, the value, and the period
/// in which the person attended (None for never).
#[pyfunction]
#[pyo3(signature = (people, periods, values, attended_in, confidence = 0.95))]
pub(crate) fn event_study(
    people: Vec<u32>,
    periods: Vec<u32>,
    values: &Bound<'_, PyAny>,
    attended_in: Vec<Option<u32>>,
    confidence: f64,
) -> PyResult<Vec<EventEffect>> {
    let rows: Vec<core::PanelValue> = people
        .into_iter()
        .zip(periods)
        .zip(numbers(values)?)
        .zip(attended_in)
        .map(
            |(((person, period), value), attended_in)| core::PanelValue {
                person,
                period,
                value,
                attended_in,
            },
        )
        .collect();
    let found = core::event_study(&rows, confidence);
    Ok(found.into_iter().map(EventEffect::from).collect())
}

/// The power of a two-sided t test of an effect with n people (in each group); the design is
/// "paired" or "two_groups".
#[pyfunction]
#[pyo3(signature = (effect, n, design = "paired", significance = 0.05))]
pub(crate) fn power_of_t_test(
    py: Python<'_>,
    effect: f64,
    n: f64,
    design: &str,
    significance: f64,
) -> PyResult<Option<f64>> {
    let design = design_of(py, design)?;
    Ok(core::power_of_t_test(design, effect, n, significance))
}

/// The people (in each group) whom a two-sided t test needs; not rounded up.
#[pyfunction]
#[pyo3(signature = (effect, power = 0.8, design = "paired", significance = 0.05))]
pub(crate) fn needed_people(
    py: Python<'_>,
    effect: f64,
    power: f64,
    design: &str,
    significance: f64,
) -> PyResult<Option<f64>> {
    let design = design_of(py, design)?;
    Ok(core::needed_people(design, effect, power, significance))
}

/// The smallest effect that n people (in each group) can show.
#[pyfunction]
#[pyo3(signature = (n, power = 0.8, design = "paired", significance = 0.05))]
pub(crate) fn minimal_detectable_effect(
    py: Python<'_>,
    n: f64,
    power: f64,
    design: &str,
    significance: f64,
) -> PyResult<Option<f64>> {
    let design = design_of(py, design)?;
    Ok(core::minimal_detectable_effect(
        design,
        n,
        power,
        significance,
    ))
}

/// P values adjusted for their number: "holm", "benjamini_hochberg" or "none"; None stays None.
#[pyfunction]
#[pyo3(signature = (p_values, adjustment = "holm"))]
pub(crate) fn adjusted(
    py: Python<'_>,
    p_values: Vec<Option<f64>>,
    adjustment: &str,
) -> PyResult<Vec<Option<f64>>> {
    let ways = [
        core::Adjustment::Holm,
        core::Adjustment::BenjaminiHochberg,
        core::Adjustment::None,
    ];
    let found = ways.into_iter().find(|way| way.id() == adjustment);
    let expected = "holm, benjamini_hochberg or none";
    let found = choice(py, "adjustment", adjustment, found, expected)?;
    Ok(core::adjusted(&p_values, found))
}

result! {
    /// How far two groups stood apart in one thing.
    Balance(core: core::Balance) {
        /// Mean of the first group.
        mean_first: f64 = core.mean_first,
        /// Mean of the second.
        mean_second: f64 = core.mean_second,
        /// Standardised difference.
        standardised_difference: Option<f64> = core.standardised_difference,
        /// Variance ratio.
        variance_ratio: Option<f64> = core.variance_ratio,
    }
}

/// Standardised difference and variance ratio of two groups.
#[pyfunction]
pub(crate) fn balance(
    first: &Bound<'_, PyAny>,
    second: &Bound<'_, PyAny>,
) -> PyResult<Option<Balance>> {
    Ok(core::balance(&numbers(first)?, &numbers(second)?).map(Balance::from))
}

result! {
    /// What drawing people again says.
    Bootstrap(core: core::Bootstrap) {
        /// The statistic of the people as they are.
        estimate: f64 = core.estimate,
        /// The deviation over the draws.
        standard_error: f64 = core.standard_error,
        /// The middle of the draws.
        percentile: Ends = ends(core.percentile),
        /// Corrected for bias and acceleration (BCa).
        accelerated: Option<Ends> = core.accelerated.map(ends),
    }
}

/// The mean change and, with the top of the scale, Hake's gain of a class, by drawing people again.
#[pyfunction]
#[pyo3(signature = (before, after, top = None, resamples = 2000, seed = 0, confidence = 0.95))]
pub(crate) fn bootstrap_change(
    before: &Bound<'_, PyAny>,
    after: &Bound<'_, PyAny>,
    top: Option<f64>,
    resamples: u32,
    seed: u64,
    confidence: f64,
) -> PyResult<(Option<Bootstrap>, Option<Bootstrap>)> {
    let py = before.py();
    let (before, after) = (numbers(before)?, numbers(after)?);
    let resampling = core::Resampling {
        resamples,
        seed,
        stream: 0,
        confidence,
    };
    let found = py.detach(|| {
        core::paired_summary(
            &before,
            &after,
            core::PairedOptions {
                confidence,
                top,
                resampling: Some(resampling),
            },
        )
    });
    Ok((
        found.change_bootstrap.map(Bootstrap::from),
        found.hake_bootstrap.map(Bootstrap::from),
    ))
}

/// All that pairs of before and after say, group by group: a frame with the columns group, before
/// and after gives a table with one row for each group, in the order in which they first come.
#[pyfunction]
#[pyo3(signature = (frame, top = None, resamples = 2000, seed = 0, confidence = 0.95))]
pub(crate) fn paired_summaries(
    frame: &Bound<'_, PyAny>,
    top: Option<f64>,
    resamples: u32,
    seed: u64,
    confidence: f64,
) -> PyResult<Table> {
    let py = frame.py();
    let table = Table::core_from_arrow(frame, "frame")?;
    let column = |name: &'static str| {
        table.column(name).ok_or_else(|| {
            Failure::new(
                "unknown_column",
                format!("the frame has no column '{name}'"),
            )
            .with("column", name)
            .explained("the columns group, before and after")
            .raise(py)
        })
    };
    let (group, before, after) = (column("group")?, column("before")?, column("after")?);
    let options = core::PairedOptions {
        confidence,
        top,
        resampling: (resamples > 0).then_some(core::Resampling {
            resamples,
            seed,
            stream: 0,
            confidence,
        }),
    };
    let found = py.detach(|| {
        let number = |column: &Column, row: usize| match column.cell(row) {
            Cell::Number(number) => number,
            #[allow(clippy::cast_precision_loss)]
            Cell::Integer(number) => number as f64,
            _ => f64::NAN,
        };
        let mut names: Vec<String> = Vec::new();
        let mut known = std::collections::HashMap::new();
        let (mut groups, mut one, mut two) = (Vec::new(), Vec::new(), Vec::new());
        for row in 0..table.rows() {
            let name = group.cell(row).to_string();
            let next = u32::try_from(names.len()).unwrap_or(u32::MAX);
            let place = *known.entry(name.clone()).or_insert_with(|| {
                names.push(name);
                next
            });
            groups.push(place);
            one.push(number(before, row));
            two.push(number(after, row));
        }
        let rows = core::paired_summaries(&groups, &one, &two, options);
        summaries(&names, &rows)
    });
    Table::from_core(py, &found)
}

fn summaries(names: &[String], rows: &[(u32, core::PairedSummary)]) -> CoreTable {
    let name = |place: u32| names.get(place as usize).cloned().unwrap_or_default();
    let numbers = |column: &str, of: fn(&core::PairedSummary) -> Option<f64>| {
        Column::optional_numbers(column, rows.iter().map(|row| of(&row.1)))
    };
    CoreTable::new(
        "summaries",
        vec![
            Column::texts("group", rows.iter().map(|row| name(row.0))),
            Column::integers(
                "pairs",
                rows.iter()
                    .map(|row| i64::try_from(row.1.pairs).unwrap_or(i64::MAX)),
            ),
            numbers("mean_before", |row| row.mean_before),
            numbers("mean_after", |row| row.mean_after),
            numbers("deviation_before", |row| row.deviation_before),
            numbers("deviation_after", |row| row.deviation_after),
            numbers("correlation", |row| row.correlation),
            numbers("change", |row| row.change),
            numbers("standard_error", |row| row.standard_error),
            numbers("change_low", |row| Some(row.change_interval?.low)),
            numbers("change_high", |row| Some(row.change_interval?.high)),
            numbers("t", |row| Some(row.t?.statistic)),
            numbers("p_value", |row| Some(row.t?.p_value)),
            numbers("wilcoxon_p_value", |row| Some(row.signed_rank?.p_value)),
            numbers("rank_biserial", |row| Some(row.signed_rank?.rank_biserial)),
            numbers("d_z", |row| Some(row.d_z?.d)),
            numbers("d_z_low", |row| Some(row.d_z?.interval.low)),
            numbers("d_z_high", |row| Some(row.d_z?.interval.high)),
            numbers("hedges_g_z", core::PairedSummary::g_z),
            numbers("d_av_mean", |row| row.d_av_mean),
            numbers("d_av_rms", |row| row.d_av_root_mean_square),
            numbers("d_rm", |row| row.d_rm),
            numbers("d_b", |row| row.d_b),
            numbers("hake_gain", |row| row.hake_gain),
            numbers("normalised_change", |row| row.normalised_change),
            numbers("bootstrap_low", |row| {
                Some(row.change_bootstrap?.percentile.low)
            }),
            numbers("bootstrap_high", |row| {
                Some(row.change_bootstrap?.percentile.high)
            }),
            numbers("bca_low", |row| {
                Some(row.change_bootstrap?.accelerated?.low)
            }),
            numbers("bca_high", |row| {
                Some(row.change_bootstrap?.accelerated?.high)
            }),
            numbers("hake_low", |row| Some(row.hake_bootstrap?.accelerated?.low)),
            numbers("hake_high", |row| {
                Some(row.hake_bootstrap?.accelerated?.high)
            }),
        ],
    )
}

result! {
    /// A printed number that cannot be.
    Inconsistency(core: core::Inconsistency) {
        /// The rule that it breaks.
        rule: String = core.check.rule().to_owned(),
        /// Which number.
        what: String = core.what.to_owned(),
        /// As printed.
        printed: f64 = core.printed,
        /// What the other numbers allow, if anything.
        possible: Option<Ends> = core.possible.map(ends),
    }
}

/// Every number of a printed summary that the others rule out, within rounding. Numbers come as
/// they are printed, as texts: check_printed(count=10, change="1.58", deviation_of_changes="1.23",
/// t="4.06").
#[pyfunction]
#[pyo3(signature = (**printed))]
pub(crate) fn check_printed(
    py: Python<'_>,
    printed: Option<&Bound<'_, PyDict>>,
) -> PyResult<Vec<Inconsistency>> {
    let mut summary = core::PrintedSummary::default();
    let fault = |name: &str, expected: &str| {
        Failure::new("printed", format!("{name} cannot be read"))
            .with("name", name)
            .explained(expected.to_owned())
            .raise(py)
    };
    for (name, value) in printed.into_iter().flatten() {
        let name: String = name.extract()?;
        if value.is_none() {
            continue;
        }
        let number = || {
            let text: String = value.str()?.extract()?;
            core::Printed::parse(&text)
                .map(Some)
                .ok_or_else(|| fault(&name, "a number as it is printed, such as '1.58'"))
        };
        match name.as_str() {
            "count" => summary.count = Some(value.extract()?),
            "degrees_of_freedom" => summary.degrees_of_freedom = Some(value.extract()?),
            "whole_items" => summary.whole_items = Some(value.extract()?),
            "confidence" => summary.confidence = Some(value.extract()?),
            "least" => summary.least = Some(value.extract()?),
            "most" => summary.most = Some(value.extract()?),
            "mean_before" => summary.mean_before = number()?,
            "deviation_before" => summary.deviation_before = number()?,
            "mean_after" => summary.mean_after = number()?,
            "deviation_after" => summary.deviation_after = number()?,
            "change" => summary.change = number()?,
            "deviation_of_changes" => summary.deviation_of_changes = number()?,
            "standard_error" => summary.standard_error = number()?,
            "t" => summary.t = number()?,
            "p_value" => summary.p_value = number()?,
            "low" => summary.low = number()?,
            "high" => summary.high = number()?,
            "d_z" => summary.d_z = number()?,
            _ => {
                let expected = "count, degrees_of_freedom, whole_items, confidence, least, most, mean_before, deviation_before, mean_after, deviation_after, change, deviation_of_changes, standard_error, t, p_value, low, high, d_z";
                return Err(fault(&name, expected));
            }
        }
    }
    let found = core::check_printed(&summary);
    Ok(found.into_iter().map(Inconsistency::from).collect())
}

result! {
    /// What is believed of effects that are alike but not the same.
    Hierarchy(core: (core::Hierarchy, f64, f64)) {
        /// Mean and deviation of the mean effect.
        mean: (f64, f64) = (core.0.mean.mean, core.0.mean.deviation),
        /// Mean and deviation of the deviation between effects.
        between: (f64, f64) = (core.0.between.mean, core.0.between.deviation),
        /// Mean and deviation of each effect.
        effects: Vec<(f64, f64)> = core.0.effects.iter().map(|e| (e.mean, e.deviation)).collect(),
        /// The interval of each effect, and last of one not seen yet.
        intervals: Vec<Option<Ends>> = (0..=core.0.effects.len())
            .map(|place| core.0.interval(place, core.1).map(ends))
            .collect(),
        /// The probability of each effect, and last of one not seen yet, to be above the threshold.
        above: Vec<Option<f64>> = (0..=core.0.effects.len())
            .map(|place| core.0.probability_above(place, core.2))
            .collect(),
    }
}

/// The hierarchical normal model of measured effects, by sums over a grid: the prior of the mean is
/// (mean, deviation) or None, that of the deviation between effects half-Cauchy with a scale, or
/// flat for None.
#[pyfunction]
#[pyo3(signature = (values, standard_errors, mean = None, between_scale = None, probability = 0.95, threshold = 0.0))]
pub(crate) fn hierarchy(
    values: &Bound<'_, PyAny>,
    standard_errors: &Bound<'_, PyAny>,
    mean: Option<(f64, f64)>,
    between_scale: Option<f64>,
    probability: f64,
    threshold: f64,
) -> PyResult<Option<Hierarchy>> {
    let effects: Vec<core::MeasuredEffect> = numbers(values)?
        .into_iter()
        .zip(numbers(standard_errors)?)
        .map(|(value, standard_error)| core::MeasuredEffect {
            value,
            standard_error,
        })
        .collect();
    let prior = core::HierarchyPrior {
        mean,
        between: between_scale.map_or(core::BetweenPrior::Flat, core::BetweenPrior::HalfCauchy),
    };
    Ok(values.py().detach(|| {
        core::hierarchy(&effects, prior)
            .map(|found| Hierarchy::from((found, probability, threshold)))
    }))
}

result! {
    /// The rank of one of several things, 1 for the largest."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        expected: float,
        best: float,
        rank_from: int,
        rank_until: int,
    ) -> RankChance: ...
    @property
    def expected(self) -> float: ...
    @property
    def best(self) -> float: ...
    @property
    def rank_from(self) -> int: ...
    @property
    def rank_until(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def paired_effect(
    before: Iterable[float | None],
    after: Iterable[float | None],
    denominator: str = "d_z",
    confidence: float = 0.95,
) -> Effect | None: ...
def independent_effect(
    first: Iterable[float | None],
    second: Iterable[float | None],
    denominator: str = "pooled",
    confidence: float = 0.95,
) -> Effect | None: ...
def correlation(one: Iterable[float | None], other: Iterable[float | None]) -> float | None: ...
def hedges_correction(degrees_of_freedom: float) -> float | None: ...
def hake_gain(mean_before: float, mean_after: float, top: float) -> float | None: ...
def normalised_change(before: float, after: float, top: float) -> float | None: ...
def wilson_interval(
    successes: int,
    trials: int,
    confidence: float = 0.95,
) -> tuple[float, float] | None: ...
def mean_interval(
    values: Iterable[float | None],
    confidence: float = 0.95,
) -> tuple[float, float] | None: ...
def paired_t(
    before: Iterable[float | None],
    after: Iterable[float | None],
) -> StudentTest | None: ...
def welch(
    first: Iterable[float | None],
    second: Iterable[float | None],
    confidence: float = 0.95,
) -> WelchTest | None: ...
def signed_rank(
    before: Iterable[float | None],
    after: Iterable[float | None],
    zeros: str = "left_out",
) -> SignedRankTest | None: ...
def rank_sum(
    first: Iterable[float | None],
    second: Iterable[float | None],
) -> RankSumTest | None: ...
def mcnemar(gained: int, lost: int) -> McNemarTest | None: ...
def bowker(table: Sequence[Sequence[int]]) -> BowkerTest | None: ...
def reliable_change(
    before: Iterable[float | None],
    after: Iterable[float | None],
    reliability: float,
    cut_off: float | None = None,
    less_is_better: bool = False,
    deviation: float | None = None,
    confidence: float = 0.95,
) -> ReliableChange | None: ...
def cut_offs(
    cannot: tuple[float, float],
    can: tuple[float, float] | None = None,
    less_is_better: bool = False,
) -> tuple[float, float | None, float | None] | None: ...
def pre_post(before: Iterable[float | None], after: Iterable[float | None]) -> PrePost | None: ...
def standardised_change(group: PrePost) -> float | None: ...
def pre_post_control(
    attended: PrePost,
    compared: PrePost,
    confidence: float = 0.95,
) -> PrePostControl | None: ...
def linear_model(
    values: Iterable[float | None],
    columns: Iterable[Iterable[float | None]],
    errors: str = "hc3",
    clusters: Sequence[int] | None = None,
    groups: Sequence[int] | None = None,
    confidence: float = 0.95,
) -> LinearModel: ...
def covariance_analysis(
    after: Iterable[float | None],
    attended: Sequence[bool],
    before: Iterable[float | None],
    covariates: Iterable[Iterable[float | None]] | None = None,
    errors: str = "hc3",
    confidence: float = 0.95,
) -> LinearModel: ...
def difference_in_differences(
    attended: tuple[Iterable[float | None], Iterable[float | None]],
    compared: tuple[Iterable[float | None], Iterable[float | None]],
    errors: str = "hc2",
    confidence: float = 0.95,
) -> Coefficient | None: ...
def event_study(
    people: Sequence[int],
    periods: Sequence[int],
    values: Iterable[float | None],
    attended_in: Sequence[int | None],
    confidence: float = 0.95,
) -> list[EventEffect]: ...
def power_of_t_test(
    effect: float,
    n: float,
    design: str = "paired",
    significance: float = 0.05,
) -> float | None: ...
def needed_people(
    effect: float,
    power: float = 0.8,
    design: str = "paired",
    significance: float = 0.05,
) -> float | None: ...
def minimal_detectable_effect(
    n: float,
    power: float = 0.8,
    design: str = "paired",
    significance: float = 0.05,
) -> float | None: ...
def adjusted(p_values: Sequence[float | None], adjustment: str = "holm") -> list[float | None]: ...
def balance(first: Iterable[float | None], second: Iterable[float | None]) -> Balance | None: ...
def bootstrap_change(
    before: Iterable[float | None],
    after: Iterable[float | None],
    top: float | None = None,
    resamples: int = 2000,
    seed: int = 0,
    confidence: float = 0.95,
) -> tuple[Bootstrap | None, Bootstrap | None]: ...
def paired_summaries(
    frame: _ArrowStream,
    top: float | None = None,
    resamples: int = 2000,
    seed: int = 0,
    confidence: float = 0.95,
) -> Table: ...
def check_printed(**printed: Any) -> list[Inconsistency]: ...
def hierarchy(
    values: Iterable[float | None],
    standard_errors: Iterable[float | None],
    mean: tuple[float, float] | None = None,
    between_scale: float | None = None,
    probability: float = 0.95,
    threshold: float = 0.0,
) -> Hierarchy | None: ...
def rank_chances(
    means: Iterable[float | None],
    deviations: Iterable[float | None],
) -> list[RankChance] | None: ...
def knowledge_gradient(
    means: Iterable[float | None],
    deviations: Iterable[float | None],
    noise: Iterable[float | None],
) -> list[float] | None: ...
def expected_improvement(mean: float, deviation: float, noise: float, other: float) -> float: ...
def lottery(applicants: int, seats: int, seed: int) -> list[int]: ...
def noncentral_t_cdf(
    t: float,
    degrees_of_freedom: float,
    noncentrality: float,
) -> float | None: ...
def noncentrality(t: float, degrees_of_freedom: float, probability: float) -> float | None: ...
@final
class Survey:
    """A satisfaction index (SKM).
    SatisfactionIndex(core: SurveyIndex) {
        /// The index, unrounded.
        index: f64 = core.index.as_f64(),
        /// Rounded to two decimals, as offices print it.
        printed: String = format!("{}.{:02}", core.index.hundredths() / 100, core.index.hundredths() % 100),
        /// Its interval over the respondents.
        interval: Option<Ends> = core.interval.map(ends),
        /// The grade of the printed index.
        grade: String = core.grade.id().to_owned(),
        /// The grade of the unrounded index.
        unrounded_grade: String = core.unrounded_grade.id().to_owned(),
    }
}

result! {
    /// A survey of the people who are served."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        respondents: int,
        incomplete: int,
        elements: list[float],
        intervals: list[tuple[float, float] | None],
        exact: SatisfactionIndex,
        regulated: SatisfactionIndex,
    ) -> Survey: ...
    @property
    def respondents(self) -> int: ...
    @property
    def incomplete(self) -> int: ...
    @property
    def elements(self) -> list[float]: ...
    @property
    def intervals(self) -> list[tuple[float, float] | None]: ...
    @property
    def exact(self) -> SatisfactionIndex: ...
    @property
    def regulated(self) -> SatisfactionIndex: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def survey(answers: Sequence[Sequence[int]]) -> Survey: ...
def detectable(
    schedule: Schedule,
    deviation: float = 0.5,
    power: float = 0.8,
    **policy: Unpack[EvaluationPolicy],
) -> Table: ...
def published_effects() -> list[tuple[int, float, int | None, int | None, str]]: ...
