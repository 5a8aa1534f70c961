"""Types of the compiled part of mahir."""

import datetime
import os
import pathlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Literal, Protocol, TypeAlias, Unpack, final

from mahir.options import Policy as PolicyOptions
from mahir.options import (
    CatchUpOptions,
    EvaluationPolicy,
    EvidencePolicy,
    FollowUpPolicy,
    NeedPolicy,
    PlanOptions,
    ProfessionalityOptions,
    Progress,
    ReplanOptions,
    ScheduleOptions,
    ScheduleWorth,
    SolveOptions,
    StayClose,
    Wishes,
)

__all__ = [
    "Agency",
    "Balance",
    "Bootstrap",
    "BorichFromMeans",
    "BowkerTest",
    "Change",
    "Coefficient",
    "Combination",
    "Comparison",
    "Contender",
    "CronbachAlpha",
    "Discrepancies",
    "Distribution",
    "Effect",
    "EmpiricalBayes",
    "Evaluation",
    "Event",
    "EventEffect",
    "Experiment",
    "FollowUp",
    "Forecast",
    "Gaps",
    "Hierarchy",
    "Import",
    "Inconsistency",
    "IntraclassCorrelation",
    "ItemQuadrant",
    "ItemTest",
    "JamesStein",
    "KimNelson",
    "LinearModel",
    "MannKendall",
    "McNemarTest",
    "MorrisDesign",
    "MorrisEffect",
    "Needs",
    "Outcomes",
    "OwnPolicy",
    "PettittChange",
    "Plan",
    "PoissonChange",
    "Policy",
    "PrePost",
    "PrePostControl",
    "Project",
    "ProjectBuilder",
    "RankChance",
    "RankSumTest",
    "RankedItem",
    "RatingAnova",
    "Regret",
    "ReliableChange",
    "Round",
    "Runs",
    "SatisfactionIndex",
    "Schedule",
    "SenSlope",
    "StepChange",
    "SignedRankTest",
    "Smoothing",
    "Solution",
    "SobolDesign",
    "SobolIndex",
    "Stream",
    "Streams",
    "StudentTest",
    "Survey",
    "Table",
    "WelchTest",
    "Wisn",
    "World",
    "__version__",
    "adjusted",
    "available_time",
    "balance",
    "bootstrap_change",
    "borich_agrees",
    "borich_from_means",
    "bowker",
    "broken_by_plan",
    "broken_by_policy",
    "broken_by_replanning",
    "broken_by_schedule",
    "broken_by_scoring",
    "case",
    "category_allowance_factor",
    "changed",
    "check_printed",
    "check_printed_groups",
    "check_printed_shares",
    "check_printed_table",
    "combine",
    "combine_sources",
    "combine_with_covariance",
    "correlated_seasonal_mann_kendall",
    "correlation",
    "covariance_analysis",
    "coverage",
    "cronbach_alpha",
    "cut_offs",
    "default_policy",
    "detectable",
    "difference_in_differences",
    "discrepancies",
    "dudewicz_dalal_constant",
    "empirical_bayes",
    "esco",
    "event_study",
    "expected_gap",
    "expected_improvement",
    "fit_smoothing",
    "hake_gain",
    "hamed_rao",
    "hedges_correction",
    "hennessy_hicks",
    "hierarchy",
    "hierarchy_of_sessions",
    "importance_performance",
    "independent",
    "independent_effect",
    "individual_allowance_factor",
    "intraclass_correlation",
    "intraclass_correlations",
    "james_stein",
    "kelley",
    "knowledge_gradient",
    "linear_model",
    "live_through",
    "lottery",
    "mann_kendall",
    "mcnemar",
    "mean_interval",
    "minimal_detectable_effect",
    "moodle",
    "needed_people",
    "needed_replications",
    "needed_replications_relative",
    "noncentral_t_cdf",
    "noncentrality",
    "normal_cdf",
    "normal_quantile",
    "normalised_change",
    "onet",
    "paired",
    "paired_effect",
    "paired_summaries",
    "paired_t",
    "pettitt",
    "poisson_change",
    "power_of_t_test",
    "pre_post",
    "pre_post_control",
    "published_effects",
    "quadrants_of_points",
    "rank_chances",
    "rank_needs",
    "rank_sum",
    "raters_needed",
    "rating_anova",
    "regret",
    "reliable_change",
    "rinott_constant",
    "satisficing",
    "score",
    "score_long",
    "seasonal_hamed_rao",
    "seasonal_mann_kendall",
    "seasonal_sen_slope",
    "second_stage",
    "sen_slope",
    "shortfall_probability",
    "siasn",
    "signed_rank",
    "smooth",
    "spearman_brown",
    "standard_error_of_measurement",
    "standard_workload",
    "standardised_change",
    "step_change",
    "student_t_cdf",
    "student_t_quantile",
    "survey",
    "survey_change",
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

def default_policy() -> PolicyOptions: ...
def score(
    people: _ArrowStream | _ArrowArray,
    required: _ArrowStream | _ArrowArray,
    post: str = "post",
    unit: str = "unit",
    *,
    sums: bool = False,
    progress: Callable[[Progress], object] | None = None,
) -> tuple[Table, Table]: ...
def score_long(
    people: _ArrowStream | _ArrowArray,
    assessments: _ArrowStream | _ArrowArray,
    required: _ArrowStream | _ArrowArray,
    post: str = "post",
    unit: str = "unit",
    *,
    person: str = "person",
    competency: str = "competency",
    level: str = "level",
    repeated: Literal["refuse", "highest", "latest"] = "refuse",
    when: str | None = None,
    sums: bool = False,
    progress: Callable[[Progress], object] | None = None,
) -> tuple[Table, Table]:
    """Scores people whose levels come as rows, one per person and competency.

    The result is that of `score`: each person's scores in the order of `people`, and the heat map.

    Examples:
        >>> import mahir, polars
        >>> people = polars.DataFrame({"person": ["p1", "p2"], "post": ["J", "J"], "unit": ["U", "U"]})
        >>> assessments = polars.DataFrame({
        ...     "person": ["p2", "p1", "p2"],
        ...     "competency": ["REG", "REG", "KOM"],
        ...     "level": [1, 3, 2],
        ... })
        >>> required = polars.DataFrame({"post": ["J"], "REG": [3], "KOM": [2]})
        >>> scores, heat = mahir.score_long(people, assessments, required)
        >>> [(row["match_percent"], row["gap"]) for row in scores.to_dicts()]
        [(100.0, 0.0), (60.0, 2.0)]
        >>> [(row["competency"], row["people"], row["unrated"]) for row in heat.to_dicts()]
        [('REG', 2, 0), ('KOM', 2, 1)]
    """

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
        tables: Mapping[str, _ArrowStream | _ArrowArray | str | bytes | os.PathLike[str]],
        settings: str | None = None,
        *,
        progress: Callable[[Progress], object] | None = None,
    ) -> Agency:
        """Builds an agency from tables: data frames, CSV texts, or files (paths or bytes).

        A ``str`` is the text of a table, a ``pathlib.Path`` a file (CSV or XLSX). ``settings`` is
        the text of agency.toml.

        Examples:
            >>> agency = Agency.from_tables(
            ...     {
            ...         "competencies": "id,name,kind\\nREG,Rules,technical\\n",
            ...         "units": "id,name\\nU,Unit\\n",
            ...         "posts": "id,name\\nCLERK,Clerk\\n",
            ...         "requirements": "post,competency,level\\nCLERK,REG,3\\n",
            ...         "people": "id,unit,post\\nP1,U,CLERK\\n",
            ...     }
            ... )
            >>> len(agency.needs("2026-01-05"))
            1
        """
    @staticmethod
    def from_workbook(
        workbook: str | os.PathLike[str] | bytes,
        settings: str | None = None,
        *,
        progress: Callable[[Progress], object] | None = None,
    ) -> Agency:
        """Builds an agency from one workbook (XLSX) with a sheet for each table.

        A sheet is called as its table (people, posts, ...); empty sheets are passed over.
        ``settings`` is the text of agency.toml.
        """
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
        *,
        progress: Callable[[Progress], object] | None = None,
        **policy: Unpack[NeedPolicy],
    ) -> Needs: ...
    def run(self, as_of: datetime.date | str, policy: PolicyOptions | None = None) -> Round: ...
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
    def _repr_html_(self) -> str: ...
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
    def gaps(
        self,
        *,
        progress: Callable[[Progress], object] | None = None,
        **policy: Unpack[EvidencePolicy],
    ) -> Gaps: ...
    def weighed_by(
        self, rule: Callable[[Table], Iterable[float]], *, name: str | None = None
    ) -> Needs:
        """The same needs with a weight for each row, 0 or more, by a function of their table."""

    def gaps_by(
        self,
        rule: Callable[
            [str, str, list[dict[str, Any]]], float | tuple[float, float | None] | None
        ],
        *,
        name: str | None = None,
        progress: Callable[[Progress], object] | None = None,
        **policy: Unpack[EvidencePolicy],
    ) -> Gaps: ...

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
    @property
    def own_rule(self) -> str | None: ...
    def priorities(
        self,
        measure: str = "weighted_gap",
        *,
        unit: str | None = None,
        post: str | None = None,
        ties: str = "competition",
        uncertainty: str = "delta",
        replicates: int = 2000,
        seed: int = 0,
        confidence: float = 0.95,
    ) -> Table: ...
    def quadrants(
        self,
        cross_hair: _CrossHair | None = None,
        *,
        unit: str | None = None,
        post: str | None = None,
        replicates: int = 0,
        seed: int = 0,
    ) -> Table: ...
    def counts_by(
        self, lowest: str, further: list[tuple[str, float]]
    ) -> list[tuple[str, int]]: ...
    def __len__(self) -> int: ...
    def why(self, row: int, lang: str = "en") -> str: ...
    def plan(
        self,
        progress: Callable[[Progress], object] | None = None,
        after: Plan | None = None,
        value: Callable[[str, str], float | None] | None = None,
        **options: Unpack[PlanOptions],
    ) -> Plan:
        """Who attends what in which phase.

        ``after`` is an earlier plan to begin from: of these gaps, or of others that are much like
        them. What has changed may be money, programmes or people. ``value`` is asked with the ids
        of every person and programme what the seat is worth beside the gaps that it closes, in
        weighted levels.

        Examples:
            >>> import mahir
            >>> agency = mahir.Agency.load("examples/marelan")
            >>> gaps = agency.needs(as_of="2026-01-05").gaps()
            >>> plan = gaps.plan(work=5_000)
            >>> again = gaps.plan(after=plan, work=5_000)
            >>> again.objective >= plan.objective
            True
            >>> sooner = lambda person, programme: 0.5 if programme == "P-REG" else None
            >>> gaps.plan(work=5_000, value=sooner).own_value >= 0
            True
        """

    def bound_after(self, after: Plan, **options: Unpack[PlanOptions]) -> float:
        """What no plan of these gaps can exceed, by the prices of an earlier plan alone.

        Examples:
            >>> import mahir
            >>> agency = mahir.Agency.load("examples/marelan")
            >>> gaps = agency.needs(as_of="2026-01-05").gaps()
            >>> plan = gaps.plan(work=5_000)
            >>> gaps.bound_after(plan) >= plan.objective
            True
        """

    def curve(
        self,
        percents: Sequence[int] | None = None,
        progress: Callable[[Progress], object] | None = None,
        **options: Unpack[PlanOptions],
    ) -> Table: ...

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
    def closed(self) -> float: ...
    @property
    def objective(self) -> float: ...
    @property
    def own_value(self) -> float: ...
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
    def price_why(self, row: int, lang: str = "en") -> str:
        """What a row of the table ``prices`` says, in words.

        Examples:
            >>> import mahir
            >>> agency = mahir.Agency.load("examples/marelan")
            >>> plan = agency.needs(as_of="2026-01-05").gaps().plan(work=5_000)
            >>> plan.price_why(0).startswith("With Rp")
            True
        """

    def displaced_why(self, line: int, lang: str = "en") -> str: ...
    def why_not(
        self, programme: str, person: str | None = None, lang: str = "en"
    ) -> str | None:
        """Why a person, or anybody, does not attend a programme more than now.

        A tree of reasons in words, with figures; None for a person or programme that is not there.

        Examples:
            >>> import mahir
            >>> agency = mahir.Agency.load("examples/marelan")
            >>> plan = agency.needs(as_of="2026-01-05").gaps().plan(rule="greedy", prove=False)
            >>> print(plan.why_not("P-REG").splitlines()[0])
            Pelatihan lanjutan regulasi perizinan usaha, for anybody:
        """

    def unmet_why(self, row: int, lang: str = "en") -> str: ...
    def fairness_why(self, row: int, lang: str = "en") -> str:
        """What became of a floor of fairness, a row of the table ``fairness``, in words.

        Examples:
            >>> import mahir
            >>> agency = mahir.Agency.load("examples/marelan")
            >>> gaps = agency.needs(as_of="2026-01-05").gaps()
            >>> plan = gaps.plan(rule="greedy", fairness=[{"closes": 0.0}])
            >>> plan.fairness_why(0).endswith("its floor is 0.00.")
            True
        """

    @property
    def changes(self) -> int | None: ...
    def stay_close(self, weight: float) -> StayClose:
        """This plan as the option ``stay_close`` of the next, in which a change costs ``weight``.

        Examples:
            >>> import mahir
            >>> agency = mahir.Agency.load("examples/marelan")
            >>> gaps = agency.needs(as_of="2026-01-05").gaps()
            >>> plan = gaps.plan(work=5_000)
            >>> gaps.plan(after=plan, work=5_000, stay_close=plan.stay_close(1_000)).changes
            0
        """

    def workbook(
        self, path: str | os.PathLike[str] | None = None, lang: str = "en"
    ) -> bytes: ...
    def professionality(self, **options: Unpack[ProfessionalityOptions]) -> Table:
        """A forecast of the competency part (40 points) of everybody's index of professionality
        (IP ASN) in the year of the plan.

        ``sure_before`` and ``sure_after`` are the points that are sure without and with the plan,
        ``possible_after`` those if all was attended that the tables do not tell. Some points are from
        memory: see ``professionality_figures``. It is no index that BKN publishes.
        """
    def professionality_figures(self, **options: Unpack[ProfessionalityOptions]) -> Table:
        """The points of that forecast, each with its source and how well it is known."""
    def office_tables(self, lang: str = "en") -> dict[str, Table]:
        """The sheets of the workbook as tables: summary, hcdp, budget, below_cut, akpk and
        individual_plans, with their headings in the language asked for."""
    def schedule(
        self,
        progress: Callable[[Progress], object] | None = None,
        **options: Unpack[ScheduleOptions],
    ) -> Schedule: ...

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
    @property
    def is_stopped(self) -> bool: ...
    @property
    def worth(self) -> ScheduleWorth | None:
        """How good it is beside what no schedule of the plan can pass; None after a change.

        Examples:
            >>> import mahir
            >>> agency = mahir.Agency.load("examples/marelan")
            >>> worth = agency.needs(as_of="2026-01-05").gaps().plan().schedule().worth
            >>> worth["lost_at_least"] <= worth["lost"] and 0 <= worth["gap"] <= 1
            True
        """

    def replan(
        self,
        day: datetime.date | str,
        events: Sequence[Event] = ...,
        progress: Callable[[Progress], object] | None = None,
        **options: Unpack[ReplanOptions],
    ) -> Schedule:
        """The schedule from a day on after events, changed as little as possible.

        Sessions that began before stay as they are; the table "moved" tells what moved and why.

        Examples:
            >>> import mahir
            >>> agency = mahir.Agency.load("examples/marelan")
            >>> schedule = agency.needs(as_of="2026-01-05").gaps().plan().schedule()
            >>> flood = mahir.Event.dates_blocked("2026-06-01", "2026-06-05", "flood")
            >>> changed = schedule.replan("2026-05-29", [flood])
            >>> changed.replanned_from, changed.events[0].explain()
            (datetime.date(2026, 5, 29), 'no training from 1 Jun 2026 until 5 Jun 2026 (flood)')
            >>> changed.change_weight >= changed.change_bound
            True
        """

    def catch_up(self, **options: Unpack[CatchUpOptions]) -> Schedule:
        """The same schedule with seats in later phases for those who found none.

        Nothing that has a place moves. Seats are those of sessions that are held already, and of
        sessions that were paid for and not held. The table "caught_up" tells who attends when and
        why. Nothing is caught up where the budget does not carry over.

        Examples:
            >>> import mahir
            >>> agency = mahir.Agency.load("examples/marelan")
            >>> schedule = agency.needs(as_of="2026-01-05").gaps().plan().schedule()
            >>> later = schedule.catch_up()
            >>> len(later.table("participants")) - len(schedule.table("participants")) == len(
            ...     later.table("caught_up")
            ... )
            True
        """

    def caught_up_why(self, row: int, lang: str = "en") -> str: ...
    def carried_over(self, next: Agency) -> Wishes:
        """Who found no place, as wishes for the plan of the next year's agency.

        Examples:
            >>> import mahir
            >>> agency = mahir.Agency.load("examples/marelan")
            >>> schedule = agency.needs(as_of="2026-01-05").gaps().plan().schedule()
            >>> wishes = schedule.carried_over(agency)
            >>> plan = schedule.plan.gaps.plan(wishes=wishes)
        """

    @property
    def replanned_from(self) -> datetime.date | None: ...
    @property
    def replan_options(self) -> ReplanOptions | None: ...
    @property
    def events(self) -> list[Event]: ...
    @property
    def change_weight(self) -> int | None: ...
    @property
    def change_bound(self) -> int | None: ...
    def moved_why(self, row: int, lang: str = "en") -> str: ...
    def __len__(self) -> int: ...
    def why(self, session: int, lang: str = "en") -> str: ...
    def chain(self, session: int) -> list[int]: ...
    def chain_why(self, session: int, lang: str = "en") -> str: ...
    def unplaced_why(self, row: int, lang: str = "en") -> str: ...
    def unplaced_blockers(self, row: int) -> list[int]: ...
    def unplaced_chain_why(self, row: int, lang: str = "en") -> str: ...
    def to_icalendar(
        self,
        unit: str | None = None,
        stamp: datetime.date | str | None = None,
        lang: str = "en",
        *,
        person: str | None = None,
        trainer: str | None = None,
        room: str | None = None,
        list_participants: bool = False,
        earlier: Schedule | None = None,
        sequence: int = 0,
    ) -> str: ...
    def evaluate(
        self,
        outcomes: Outcomes | _ArrowStream | _ArrowArray | str,
        **policy: Unpack[EvaluationPolicy],
    ) -> Evaluation: ...

@final
class Event:
    """What happens while a schedule is carried out, as a value: see `Schedule.replan`.

    Days are from the first to the last, both included. A person is not named by `explain` or
    `repr`.

    Examples:
        >>> import mahir
        >>> mahir.Event.provider_absent("UNI", "2026-03-02", "2026-03-13")
        <Event: UNI is away from 2 Mar 2026 until 13 Mar 2026>
    """

    @staticmethod
    def provider_absent(
        provider: str, from_day: datetime.date | str, until: datetime.date | str
    ) -> Event: ...
    @staticmethod
    def fewer_sessions_at_once(
        provider: str, from_day: datetime.date | str, until: datetime.date | str, sessions: int
    ) -> Event: ...
    @staticmethod
    def person_absent(
        person: str, from_day: datetime.date | str, until: datetime.date | str
    ) -> Event: ...
    @staticmethod
    def unit_absent(
        unit: str, from_day: datetime.date | str, until: datetime.date | str
    ) -> Event: ...
    @staticmethod
    def session_cancelled(session: str) -> Event: ...
    @staticmethod
    def dates_blocked(
        from_day: datetime.date | str, until: datetime.date | str, reason: str
    ) -> Event: ...
    def explain(self, lang: str = "en") -> str: ...
    @staticmethod
    def from_json(document: str) -> Event: ...
    def to_json(self) -> str: ...
    def _repr_html_(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class ProjectBuilder:
    """Collects what a project is made of; `build` checks it as a whole.

    Examples:
        >>> import mahir
        >>> builder = mahir.ProjectBuilder()
        >>> room = builder.resource("room", 1, closed=[(1, 3)])
        >>> basics = builder.activity("basics", 2, uses={room: 1})
        >>> practice = builder.activity("practice", 1, uses={room: 1})
        >>> builder.precedes(basics, practice)
        >>> solution = builder.build().solve()
        >>> solution.starts, solution.objective, solution.is_proven
        ([3, 5], 6, True)
    """

    def __new__(cls) -> ProjectBuilder: ...
    def resource(
        self,
        name: str,
        capacity: int,
        *,
        capacity_from: Sequence[tuple[int, int]] = ...,
        capacity_on: Sequence[tuple[int, int, int]] = ...,
        closed: Sequence[tuple[int, int]] = ...,
    ) -> int: ...
    def activity(
        self,
        name: str,
        duration: int,
        *,
        uses: dict[int, int] | None = None,
        release: int = 0,
        due: int | None = None,
        deadline: int | None = None,
        weight: int = 1,
        fixed: int | None = None,
    ) -> int: ...
    def precedes(self, before: int, after: int, lag: int = 0) -> None: ...
    @staticmethod
    def _from_document(document: str) -> ProjectBuilder: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def build(self, horizon: int | None = None) -> Project: ...
    def _repr_html_(self) -> str: ...

@final
class Project:
    """Activities that share resources, some only after others: what is to be scheduled."""

    @staticmethod
    def from_json(document: str) -> Project: ...
    @property
    def tables(self) -> list[str]: ...
    def table(self, name: str | None = None) -> Table: ...
    def summary(self, lang: str = "en") -> str: ...
    def to_json(self) -> str: ...
    def _repr_html_(self) -> str: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __len__(self) -> int: ...
    @property
    def horizon(self) -> int: ...
    def solve(
        self,
        progress: Callable[[Progress], object] | None = None,
        **options: Unpack[SolveOptions],
    ) -> Solution: ...

@final
class Solution:
    """Days for the activities of a project, and how good they are."""

    @staticmethod
    def from_json(document: str) -> Solution: ...
    @property
    def tables(self) -> list[str]: ...
    def table(self, name: str | None = None) -> Table: ...
    def summary(self, lang: str = "en") -> str: ...
    def to_json(self) -> str: ...
    def _repr_html_(self) -> str: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __len__(self) -> int: ...
    @property
    def project(self) -> Project: ...
    @property
    def starts(self) -> list[int | None]: ...
    def start(self, activity: int) -> int | None: ...
    def end(self, activity: int) -> int | None: ...
    def days_late(self, activity: int) -> int | None: ...
    @property
    def unplaced(self) -> list[int]: ...
    @property
    def objective(self) -> int: ...
    @property
    def bound(self) -> int: ...
    @property
    def gap(self) -> float: ...
    @property
    def is_proven(self) -> bool: ...
    @property
    def is_stopped(self) -> bool: ...
    @property
    def work(self) -> int: ...

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
    def service_why(self, row: int, lang: str = "en") -> str: ...
    def service_result_why(self, row: int, lang: str = "en") -> str: ...
    def event_study_why(self, study: int, lang: str = "en") -> str: ...
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

# Files of other systems; their home is the package mahir.readers.

_File: TypeAlias = str | os.PathLike[str] | bytes | _ArrowStream | _ArrowArray

@final
class Import:
    """What a reader found: tables, and what it left out."""

    @staticmethod
    def from_json(document: str) -> Import: ...
    @property
    def agency_tables(self) -> dict[str, Table]:
        """The tables that an agency takes, by name, as Agency.from_tables wants them."""
    @property
    def tables(self) -> list[str]:
        """The names of all tables."""
    def table(self, name: str) -> Table:
        """A table by its name."""
    @property
    def notes(self) -> Table:
        """What is not wrong but was left out, cut or guessed, each with its place."""
    def save(self, folder: str | os.PathLike[str]) -> list[pathlib.Path]:
        """Writes each table as a CSV file; a file that is there is never replaced."""
    def to_json(self) -> str: ...
    def _repr_html_(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def siasn(
    employees: _File,
    *,
    key: bytes,
    keep: Sequence[str] = ...,
    history: Sequence[str | os.PathLike[str] | bytes] = ...,
    year: int | None = None,
) -> Import:
    """People, posts and units of an employee export of SIASN, or of a flat list of SIMPEG.

    Employee numbers become pseudonyms by HMAC-SHA-256 with ``key`` (at least 16 bytes of chance);
    personal columns are dropped. ``keep`` names columns that are kept in the table ``staff``; the
    table ``columns`` tells what became of each. ``history`` are JSON files (or their bytes) of what
    people attended (riwayat diklat, riwayat kursus); they become the table ``training``, and for a
    ``year`` the people's ``hours_this_year``.

    Examples:
        >>> text = (
        ...     b"NIP BARU;NAMA;JENIS PEGAWAI NAMA;ESELON NAMA;JABATAN NAMA;UNOR NAMA\\n"
        ...     b"199001012015031001;Somebody;PNS;IV.a;Lurah;Kelurahan A\\n"
        ... )
        >>> found = siasn(text, key=b"thirty-two bytes drawn by chance")
        >>> found.tables
        ['people', 'posts', 'units', 'columns']
        >>> found.table("people").to_dicts()[0]["retires_on"]
        datetime.date(2048, 2, 1)
        >>> found.table("columns").to_dicts()[1]
        {'column': 'NAMA', 'use': 'personal, dropped'}
    """

def moodle(framework: _File, *, leaves_only: bool = False, kind: str = "technical") -> Import:
    """Competencies of a framework that Moodle exported: fourteen columns, told by position.

    ``leaves_only`` takes those without anything below them; ``kind`` is the kind of all of them.
    """

def case(
    package: str | os.PathLike[str] | bytes, *, leaves_only: bool = False, kind: str = "technical"
) -> Import:
    """Competencies of a 1EdTech CASE package (JSON), with ``identifier`` or ``sourcedId``.

    Examples:
        >>> package = b'{"CFItems": [{"identifier": "a", "fullStatement": "Licensing"}]}'
        >>> case(package).table("competencies").to_dicts()
        [{'id': 'a', 'name': 'Licensing', 'kind': 'technical', 'top_level': 5, 'description': None}]
    """

def esco(
    skills: _File,
    *,
    broader: _File | None = None,
    occupations: _File | None = None,
    required: _File | None = None,
    related: _File | None = None,
    essential: float = 3.0,
    optional: float | None = None,
    only: Sequence[str] = ...,
    kind: str = "technical",
) -> Import:
    """Competencies, and with occupations posts and requirements, of ESCO.

    ESCO has no levels: ``essential`` is the level that an occupation asks of an essential skill,
    ``optional`` the one that it asks of an optional skill (None: it does not). ``only`` names the
    occupations that are taken, by id, URI or label.

    Examples:
        >>> text = b"conceptUri,preferredLabel\\nhttp://data.europa.eu/esco/skill/a1,tax law\\n"
        >>> esco(text).table("competencies").to_dicts()[0]["id"]
        'a1'
    """

def onet(
    *ratings: _File,
    occupations: _File | None = None,
    elements: _File | None = None,
    only: Sequence[str] = ...,
    suppressed: bool = False,
    kind: str = "technical",
) -> Import:
    """Competencies on levels up to 7, posts and requirements of O*NET's tables of ratings.

    ``occupations`` gives the posts' names (Occupation Data), ``elements`` what the competencies are
    (Content Model Reference). ``only`` are codes of occupations; ``suppressed`` also takes values
    that O*NET recommends to suppress because their error is large.

    Examples:
        >>> text = (
        ...     b"O*NET-SOC Code\\tElement ID\\tElement Name\\tScale ID\\tData Value\\n"
        ...     b"43-4031.00\\t2.A.1.a\\tReading Comprehension\\tLV\\t3.38\\n"
        ... )
        >>> onet(text).table("requirements").to_dicts()
        [{'post': '43-4031.00', 'competency': '2.A.1.a', 'level': 3.38, 'importance': None}]
    """

def opensalt(framework: _File, *, leaves_only: bool = False, kind: str = "technical") -> Import:
    """Competencies of a sheet of OpenSALT: the items of a CASE document, one in each row.

    The column ``smartLevel`` (``1``, ``1.1``, …) is the hierarchy. ``leaves_only`` takes those items
    that have none below them.

    Examples:
        >>> text = b"identifier,fullStatement,smartLevel\\na,Licensing,1\\nb,Reads a licence,1.1\\n"
        >>> opensalt(text).table("hierarchy").to_dicts()[1]["parent"]
        'a'
    """

def osmt(skills: _File, *, asked: float | None = None, kind: str = "technical") -> Import:
    """Competencies of skills that OSMT takes in one sheet (batch CSV); authors are dropped.

    OSMT has no levels: ``asked`` is the level that a job (O*Net Job Role) asks of a skill that names
    it; without it there are no posts and requirements.

    Examples:
        >>> text = b"Skill Name,O*Net Job Role\\nRecord Keeping,43-4071.00;43-4031.00\\n"
        >>> osmt(text, asked=3).table("requirements").to_dicts()[0]
        {'post': '43-4031.00', 'competency': 'record-keeping', 'level': 3.0}
    """

def skillsfuture(
    roles: _File,
    *,
    descriptions: _File | None = None,
    skills: _File | None = None,
    only: Sequence[str] = ...,
    core_levels: tuple[int, int, int] = (1, 2, 3),
    kind: str = "technical",
) -> Import:
    """Job roles and skills of the framework of SkillsFuture Singapore.

    ``roles`` is its workbook, or the sheet ``Job Role_TCS_CCS`` alone; then ``descriptions`` and
    ``skills`` may be the sheets ``Job Role_Description`` and ``TSC_CCS_K&A``. ``only`` are names of
    sectors or job roles; ``core_levels`` are the levels of basic, intermediate and advanced core
    skills.

    Examples:
        >>> text = b"Job Role,TSC_CCS Code,Proficiency Level\\nClerk,OFF-1,3\\nClerk,OFF-2,Basic\\n"
        >>> skillsfuture(text).table("requirements").to_dicts()
        [{'post': 'Clerk', 'competency': 'OFF-1', 'level': 3}, {'post': 'Clerk', 'competency': 'OFF-2', 'level': 1}]
    """

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
class StepChange:
    """A change of level at a known step, or why it cannot be told."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        known_before: int | None,
        known_after: int | None,
        after: float | None,
        expected: float | None,
        change: float | None,
        interval: tuple[float, float] | None,
        pairs: int | None,
        autocorrelation: float | None,
        variance_inflation: float | None,
        trend: float | None,
        unknown: str | None,
    ) -> StepChange: ...
    @property
    def known_before(self) -> int | None: ...
    @property
    def known_after(self) -> int | None: ...
    @property
    def after(self) -> float | None: ...
    @property
    def expected(self) -> float | None: ...
    @property
    def change(self) -> float | None: ...
    @property
    def interval(self) -> tuple[float, float] | None: ...
    @property
    def pairs(self) -> int | None: ...
    @property
    def autocorrelation(self) -> float | None: ...
    @property
    def variance_inflation(self) -> float | None: ...
    @property
    def trend(self) -> float | None: ...
    @property
    def unknown(self) -> str | None: ...
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
    @staticmethod
    def _from_document(document: str) -> Smoothing: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def forecast(self, horizon: int, confidence: float = 0.95) -> list[Forecast] | None: ...
    def forecast_sum(
        self, first: int, last: int, confidence: float = 0.95
    ) -> Forecast | None: ...

@final
class RatingAnova:
    """The analysis of variance of subjects by raters: sums of squares and mean squares."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        subjects: int,
        raters: int,
        between_subjects_sum: float,
        within_subjects_sum: float,
        between_raters_sum: float,
        residual_sum: float,
        between_subjects: float,
        within_subjects: float,
        between_raters: float,
        residual: float,
    ) -> RatingAnova: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def subjects(self) -> int: ...
    @property
    def raters(self) -> int: ...
    @property
    def between_subjects_sum(self) -> float: ...
    @property
    def within_subjects_sum(self) -> float: ...
    @property
    def between_raters_sum(self) -> float: ...
    @property
    def residual_sum(self) -> float: ...
    @property
    def between_subjects(self) -> float: ...
    @property
    def within_subjects(self) -> float: ...
    @property
    def between_raters(self) -> float: ...
    @property
    def residual(self) -> float: ...

@final
class IntraclassCorrelation:
    """An intraclass correlation with its F test and interval."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        form: str,
        value: float | None,
        f: float | None,
        degrees_of_freedom: tuple[float, float] | None,
        p_value: float | None,
        interval: tuple[float, float] | None,
    ) -> IntraclassCorrelation: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def form(self) -> str: ...
    @property
    def value(self) -> float | None: ...
    @property
    def f(self) -> float | None: ...
    @property
    def degrees_of_freedom(self) -> tuple[float, float] | None: ...
    @property
    def p_value(self) -> float | None: ...
    @property
    def interval(self) -> tuple[float, float] | None: ...

@final
class CronbachAlpha:
    """Cronbach's alpha of a test."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        subjects: int,
        items: int,
        value: float,
        standardised: float | None,
        interval: tuple[float, float] | None,
        without_item: list[float | None],
        standard_deviation: float,
        standard_error_of_measurement: float | None,
    ) -> CronbachAlpha: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def subjects(self) -> int: ...
    @property
    def items(self) -> int: ...
    @property
    def value(self) -> float: ...
    @property
    def standardised(self) -> float | None: ...
    @property
    def interval(self) -> tuple[float, float] | None: ...
    @property
    def without_item(self) -> list[float | None]: ...
    @property
    def standard_deviation(self) -> float: ...
    @property
    def standard_error_of_measurement(self) -> float | None: ...

@final
class JamesStein:
    """Values drawn towards their mean."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        grand_mean: float,
        factor: float,
        values: list[float],
    ) -> JamesStein: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def grand_mean(self) -> float: ...
    @property
    def factor(self) -> float: ...
    @property
    def values(self) -> list[float]: ...

@final
class EmpiricalBayes:
    """Values with different errors, drawn towards what they have in common."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        mean: tuple[float, float],
        variance: float,
        heterogeneity: float,
        values: list[tuple[float, float]],
    ) -> EmpiricalBayes: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def mean(self) -> tuple[float, float]: ...
    @property
    def variance(self) -> float: ...
    @property
    def heterogeneity(self) -> float: ...
    @property
    def values(self) -> list[tuple[float, float]]: ...

@final
class Combination:
    """Measurements of the same thing, put together."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        value: float,
        standard_error: float,
        weights: list[float],
    ) -> Combination: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def value(self) -> float: ...
    @property
    def standard_error(self) -> float: ...
    @property
    def weights(self) -> list[float]: ...

@final
class RankedItem:
    """An item with its score and rank."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        item: int,
        respondents: int,
        score: float,
        standard_error: float | None,
        interval: tuple[float, float] | None,
        rank: float,
        ranks: tuple[float, float] | None,
    ) -> RankedItem: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def item(self) -> int: ...
    @property
    def respondents(self) -> int: ...
    @property
    def score(self) -> float: ...
    @property
    def standard_error(self) -> float | None: ...
    @property
    def interval(self) -> tuple[float, float] | None: ...
    @property
    def rank(self) -> float: ...
    @property
    def ranks(self) -> tuple[float, float] | None: ...

@final
class BorichFromMeans:
    """Borich's score from two printed means."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        score: float,
        error_at_most: float,
    ) -> BorichFromMeans: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def score(self) -> float: ...
    @property
    def error_at_most(self) -> float: ...

@final
class Discrepancies:
    """How an item's ratings compare, respondent by respondent."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        respondents: int,
        negative: int,
        positive: int,
        ties: int,
        importance: float,
        competence: float,
        borich: float,
        ranked_discrepancy_score: float,
    ) -> Discrepancies: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def respondents(self) -> int: ...
    @property
    def negative(self) -> int: ...
    @property
    def positive(self) -> int: ...
    @property
    def ties(self) -> int: ...
    @property
    def importance(self) -> float: ...
    @property
    def competence(self) -> float: ...
    @property
    def borich(self) -> float: ...
    @property
    def ranked_discrepancy_score(self) -> float: ...

@final
class ItemTest:
    """Whether importance is above performance, for one item (Hennessy and Hicks)."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        item: int,
        respondents: int,
        importance: float,
        performance: float,
        difference: float,
        interval: tuple[float, float] | None,
        t: float | None,
        t_p_value: float | None,
        wilcoxon_rises: float | None,
        wilcoxon_p_value: float | None,
    ) -> ItemTest: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def item(self) -> int: ...
    @property
    def respondents(self) -> int: ...
    @property
    def importance(self) -> float: ...
    @property
    def performance(self) -> float: ...
    @property
    def difference(self) -> float: ...
    @property
    def interval(self) -> tuple[float, float] | None: ...
    @property
    def t(self) -> float | None: ...
    @property
    def t_p_value(self) -> float | None: ...
    @property
    def wilcoxon_rises(self) -> float | None: ...
    @property
    def wilcoxon_p_value(self) -> float | None: ...

@final
class ItemQuadrant:
    """An item in its quadrant of importance and performance."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        item: int,
        performance: float,
        importance: float,
        quadrant: str,
        on_line: bool,
        above_diagonal: bool,
        shares: list[float] | None,
    ) -> ItemQuadrant: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def item(self) -> int: ...
    @property
    def performance(self) -> float: ...
    @property
    def importance(self) -> float: ...
    @property
    def quadrant(self) -> str: ...
    @property
    def on_line(self) -> bool: ...
    @property
    def above_diagonal(self) -> bool: ...
    @property
    def shares(self) -> list[float] | None: ...

_Values = Iterable[float | None]

_Rows = Iterable[Iterable[float | None]]
_CrossHair = str | tuple[float, float]

def rating_anova(ratings: _Rows, leave_out_incomplete: bool = False) -> RatingAnova: ...
def intraclass_correlations(
    ratings: _Rows, confidence: float = 0.95, leave_out_incomplete: bool = False
) -> list[IntraclassCorrelation]: ...
def intraclass_correlation(
    ratings: _Rows, form: str, confidence: float = 0.95, leave_out_incomplete: bool = False
) -> IntraclassCorrelation: ...
def cronbach_alpha(
    answers: _Rows, confidence: float = 0.95, leave_out_incomplete: bool = False
) -> CronbachAlpha: ...
def spearman_brown(reliability: float, factor: float) -> float | None: ...
def raters_needed(reliability: float, wanted: float) -> float | None: ...
def standard_error_of_measurement(
    standard_deviation: float, reliability: float
) -> float | None: ...
def kelley(
    observed: float, mean: float, standard_deviation: float, reliability: float
) -> tuple[float, float] | None: ...
def james_stein(
    values: _Values, variance: float, positive_part: bool = True
) -> JamesStein | None: ...
def empirical_bayes(values: _Values, standard_errors: _Values) -> EmpiricalBayes | None: ...
def combine(values: _Values, standard_errors: _Values) -> Combination | None: ...
def combine_with_covariance(values: _Values, covariance: _Rows) -> Combination | None: ...
def combine_sources(
    values: _Values, standard_errors: _Values, sources: list[int], bias_deviations: _Values
) -> Combination | None: ...
def rank_needs(
    importance: _Rows,
    competence: _Rows,
    score: str = "borich",
    *,
    ties: str = "competition",
    uncertainty: str = "delta",
    replicates: int = 2000,
    seed: int = 0,
    confidence: float = 0.95,
) -> list[RankedItem]: ...
def borich_from_means(
    importance: float, competence: float, decimals: int = 2
) -> BorichFromMeans | None: ...
def borich_agrees(
    importance: float, competence: float, score: float, decimals: int = 2
) -> bool | None: ...
def discrepancies(importance: _Rows, competence: _Rows) -> list[Discrepancies | None]: ...
def hennessy_hicks(
    importance: _Rows, performance: _Rows, confidence: float = 0.95
) -> list[ItemTest]: ...
def importance_performance(
    importance: _Rows,
    performance: _Rows,
    cross_hair: _CrossHair | None = None,
    *,
    replicates: int = 0,
    seed: int = 0,
) -> tuple[float, float, list[ItemQuadrant]]: ...
def quadrants_of_points(
    points: list[tuple[float, float]], cross_hair: _CrossHair | None = None
) -> tuple[float, float, list[ItemQuadrant]]: ...
def shortfall_probability(difference: float, standard_error: float) -> float | None: ...
def expected_gap(difference: float, standard_error: float) -> float | None: ...

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
def step_change(
    values: _Values,
    at: int,
    period: int = 12,
    confidence: float = 0.95,
    trend: Literal["if_seen", "taken_off", "ignored"] = "if_seen",
) -> StepChange:
    """The change of level at a step that is known beforehand, between values of the same season.

    Examples:
        >>> from mahir.statistics import step_change
        >>> quarters = [20, 24, 31, 22] * 4 + [15, 19, 26, 17]
        >>> found = step_change(quarters, at=16, period=4)
        >>> found.change, found.interval
        (-5.0, (-5.0, -5.0))
        >>> step_change(quarters[:18], at=16, period=4).unknown
        'too_few_after'
    """

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
class Effect:
    """A standardised effect."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        d: float,
        g: float | None,
        standard_error: float | None,
        interval: tuple[float, float],
    ) -> Effect: ...
    @property
    def d(self) -> float: ...
    @property
    def g(self) -> float | None: ...
    @property
    def standard_error(self) -> float | None: ...
    @property
    def interval(self) -> tuple[float, float]: ...
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
@final
class StudentTest:
    """A t test."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        statistic: float,
        degrees_of_freedom: float,
        p_value: float,
    ) -> StudentTest: ...
    @property
    def statistic(self) -> float: ...
    @property
    def degrees_of_freedom(self) -> float: ...
    @property
    def p_value(self) -> float: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def paired_t(
    before: Iterable[float | None],
    after: Iterable[float | None],
) -> StudentTest | None: ...
@final
class WelchTest:
    """Welch's comparison of two means."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        difference: float,
        standard_error: float,
        degrees_of_freedom: float | None,
        p_value: float | None,
        interval: tuple[float, float] | None,
    ) -> WelchTest: ...
    @property
    def difference(self) -> float: ...
    @property
    def standard_error(self) -> float: ...
    @property
    def degrees_of_freedom(self) -> float | None: ...
    @property
    def p_value(self) -> float | None: ...
    @property
    def interval(self) -> tuple[float, float] | None: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def welch(
    first: Iterable[float | None],
    second: Iterable[float | None],
    confidence: float = 0.95,
) -> WelchTest | None: ...
@final
class SignedRankTest:
    """Wilcoxon's signed rank test."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        rises: float,
        falls: float,
        changed: int,
        unchanged: int,
        z: float | None,
        p_value: float,
        rank_biserial: float,
    ) -> SignedRankTest: ...
    @property
    def rises(self) -> float: ...
    @property
    def falls(self) -> float: ...
    @property
    def changed(self) -> int: ...
    @property
    def unchanged(self) -> int: ...
    @property
    def z(self) -> float | None: ...
    @property
    def p_value(self) -> float: ...
    @property
    def rank_biserial(self) -> float: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def signed_rank(
    before: Iterable[float | None],
    after: Iterable[float | None],
    zeros: str = "left_out",
) -> SignedRankTest | None: ...
@final
class RankSumTest:
    """The rank sum test of two groups."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        statistic: float,
        z: float | None,
        p_value: float,
        superiority: float,
    ) -> RankSumTest: ...
    @property
    def statistic(self) -> float: ...
    @property
    def z(self) -> float | None: ...
    @property
    def p_value(self) -> float: ...
    @property
    def superiority(self) -> float: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def rank_sum(
    first: Iterable[float | None],
    second: Iterable[float | None],
) -> RankSumTest | None: ...
@final
class McNemarTest:
    """McNemar's test."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        statistic: float,
        p_value: float,
        corrected: float,
        corrected_p_value: float,
        exact_p_value: float | None,
        mid_p_value: float | None,
    ) -> McNemarTest: ...
    @property
    def statistic(self) -> float: ...
    @property
    def p_value(self) -> float: ...
    @property
    def corrected(self) -> float: ...
    @property
    def corrected_p_value(self) -> float: ...
    @property
    def exact_p_value(self) -> float | None: ...
    @property
    def mid_p_value(self) -> float | None: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def mcnemar(gained: int, lost: int) -> McNemarTest | None: ...
@final
class BowkerTest:
    """Bowker's test of symmetry."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        statistic: float,
        degrees_of_freedom: int,
        p_value: float,
    ) -> BowkerTest: ...
    @property
    def statistic(self) -> float: ...
    @property
    def degrees_of_freedom(self) -> int: ...
    @property
    def p_value(self) -> float: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def bowker(table: Sequence[Sequence[int]]) -> BowkerTest | None: ...
@final
class ReliableChange:
    """What became of people, by the reliable change index."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        standard_error: float,
        smallest: float,
        index: list[float | None],
        classes: list[str | None],
    ) -> ReliableChange: ...
    @property
    def standard_error(self) -> float: ...
    @property
    def smallest(self) -> float: ...
    @property
    def index(self) -> list[float | None]: ...
    @property
    def classes(self) -> list[str | None]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

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
@final
class PrePost:
    """One group before and after, as a report tells of it."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        count: int,
        mean_before: float,
        mean_after: float,
        deviation_before: float,
        deviation_after: float,
        correlation: float,
    ) -> PrePost: ...
    @property
    def count(self) -> int: ...
    @property
    def mean_before(self) -> float: ...
    @property
    def mean_after(self) -> float: ...
    @property
    def deviation_before(self) -> float: ...
    @property
    def deviation_after(self) -> float: ...
    @property
    def correlation(self) -> float: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def pre_post(before: Iterable[float | None], after: Iterable[float | None]) -> PrePost | None: ...
def standardised_change(group: PrePost) -> float | None: ...
@final
class PrePostControl:
    """A pre-post-control effect (Morris 2008)."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        ppc1: float,
        ppc2: float,
        variance: float | None,
        large_sample_variance: float,
        interval: tuple[float, float] | None,
    ) -> PrePostControl: ...
    @property
    def ppc1(self) -> float: ...
    @property
    def ppc2(self) -> float: ...
    @property
    def variance(self) -> float | None: ...
    @property
    def large_sample_variance(self) -> float: ...
    @property
    def interval(self) -> tuple[float, float] | None: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def pre_post_control(
    attended: PrePost,
    compared: PrePost,
    confidence: float = 0.95,
) -> PrePostControl | None: ...
@final
class Coefficient:
    """A coefficient with its error."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        value: float,
        standard_error: float,
        t: float | None,
        degrees_of_freedom: float,
        p_value: float | None,
        interval: tuple[float, float],
    ) -> Coefficient: ...
    @property
    def value(self) -> float: ...
    @property
    def standard_error(self) -> float: ...
    @property
    def t(self) -> float | None: ...
    @property
    def degrees_of_freedom(self) -> float: ...
    @property
    def p_value(self) -> float | None: ...
    @property
    def interval(self) -> tuple[float, float]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class LinearModel:
    """A fitted linear model."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        coefficients: list[Coefficient | None],
        residuals: list[float],
        degrees_of_freedom: float,
        r_squared: float | None,
    ) -> LinearModel: ...
    @property
    def coefficients(self) -> list[Coefficient | None]: ...
    @property
    def residuals(self) -> list[float]: ...
    @property
    def degrees_of_freedom(self) -> float: ...
    @property
    def r_squared(self) -> float | None: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

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
@final
class EventEffect:
    """The effect at one distance from attendance."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        since: int,
        attended: int,
        waiting: int,
        effect: float,
        standard_error: float,
        interval: tuple[float, float],
    ) -> EventEffect: ...
    @property
    def since(self) -> int: ...
    @property
    def attended(self) -> int: ...
    @property
    def waiting(self) -> int: ...
    @property
    def effect(self) -> float: ...
    @property
    def standard_error(self) -> float: ...
    @property
    def interval(self) -> tuple[float, float]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def event_study(
    people: Sequence[int],
    periods: Sequence[int],
    values: Iterable[float | None],
    attended_in: Sequence[int | None],
    confidence: float = 0.95,
    clusters: Sequence[int] | None = None,
    covariates: Iterable[Iterable[float | None]] | None = None,
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
@final
class Balance:
    """How far two groups stood apart in one thing."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        mean_first: float,
        mean_second: float,
        standardised_difference: float | None,
        variance_ratio: float | None,
    ) -> Balance: ...
    @property
    def mean_first(self) -> float: ...
    @property
    def mean_second(self) -> float: ...
    @property
    def standardised_difference(self) -> float | None: ...
    @property
    def variance_ratio(self) -> float | None: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def balance(first: Iterable[float | None], second: Iterable[float | None]) -> Balance | None: ...
@final
class Bootstrap:
    """What drawing people again says."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        estimate: float,
        standard_error: float,
        percentile: tuple[float, float],
        accelerated: tuple[float, float] | None,
    ) -> Bootstrap: ...
    @property
    def estimate(self) -> float: ...
    @property
    def standard_error(self) -> float: ...
    @property
    def percentile(self) -> tuple[float, float]: ...
    @property
    def accelerated(self) -> tuple[float, float] | None: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

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
@final
class Inconsistency:
    """A printed number that cannot be."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        rule: str,
        what: str,
        printed: float,
        possible: tuple[float, float] | None,
    ) -> Inconsistency: ...
    @property
    def rule(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def printed(self) -> float: ...
    @property
    def possible(self) -> tuple[float, float] | None: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def check_printed(**printed: Any) -> list[Inconsistency]: ...
def check_printed_groups(**printed: Any) -> list[Inconsistency]:
    """Every number of two printed groups that the others rule out, within rounding; by Student's
    test or Welch's.

    Examples:
        >>> from mahir.statistics import check_printed_groups
        >>> check_printed_groups(t="2.20", degrees_of_freedom="28", p_below=0.05)
        []
        >>> check_printed_groups(t="2.20", degrees_of_freedom="28", p_below=0.01)[0].what
        'p_value'
    """

def check_printed_shares(
    count: int,
    percentages: Sequence[str | None],
    numbers: Sequence[int | None] | None = None,
    exclusive: bool = False,
) -> list[tuple[int | None, Inconsistency]]:
    """Every printed percentage of so many people that cannot be, with its place; None for answers
    that do not add up.

    Examples:
        >>> from mahir.statistics import check_printed_shares
        >>> [place for place, _ in check_printed_shares(12, ["58.3", "60"])]
        [1]
    """

def check_printed_table(text: str, name: str = "printed.csv") -> tuple[int, int]:
    """Reads a printed table (delimited text) and checks every row; how many rows and numbers it has.
    ``FaultsError`` has every number that the others rule out, and where it stands.

    Examples:
        >>> import mahir
        >>> from mahir.statistics import check_printed_table
        >>> check_printed_table("n,mean,sd,items\\n28,5.18,1.2,1\\n")
        (1, 4)
        >>> try:
        ...     check_printed_table("n,mean,sd,items\\n28,5.19,1.2,1\\n", name="table_2.csv")
        ... except mahir.FaultsError as error:
        ...     print(error)
        1 fault in the given facts
          table_2.csv, row 2, column mean: the number cannot be: mean = whole number / (n * items) (found '5.19'); expected a number that the others of the row allow
    """

@final
class Hierarchy:
    """What is believed of effects that are alike but not the same."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        mean: tuple[float, float],
        between: tuple[float, float],
        within: tuple[float, float],
        effects: list[tuple[float, float]],
        intervals: list[tuple[float, float] | None],
        above: list[float | None],
    ) -> Hierarchy: ...
    @property
    def mean(self) -> tuple[float, float]: ...
    @property
    def between(self) -> tuple[float, float]: ...
    @property
    def within(self) -> tuple[float, float]: ...
    @property
    def effects(self) -> list[tuple[float, float]]: ...
    @property
    def intervals(self) -> list[tuple[float, float] | None]: ...
    @property
    def above(self) -> list[float | None]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def hierarchy(
    values: Iterable[float | None],
    standard_errors: Iterable[float | None],
    mean: tuple[float, float] | None = None,
    between_scale: float | None = None,
    probability: float = 0.95,
    threshold: float = 0.0,
) -> Hierarchy | None: ...
def hierarchy_of_sessions(
    values: Iterable[Iterable[float | None]],
    standard_errors: Iterable[Iterable[float | None]],
    mean: tuple[float, float] | None = None,
    between_scale: float | None = None,
    within_scale: float | None = None,
    *,
    common_errors: Iterable[float | None] | None = None,
    offsets: Iterable[float | None] | None = None,
    spreads: Iterable[float | None] | None = None,
    probability: float = 0.95,
    threshold: float = 0.0,
) -> Hierarchy | None: ...
@final
class RankChance:
    """The rank of one of several things, 1 for the largest."""

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
def normal_cdf(x: float) -> float | None: ...
def normal_quantile(probability: float) -> float | None: ...
def student_t_cdf(t: float, degrees_of_freedom: float) -> float | None: ...
def student_t_quantile(probability: float, degrees_of_freedom: float) -> float | None: ...
@final
class SatisfactionIndex:
    """A satisfaction index (SKM)."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        index: float,
        printed: str,
        interval: tuple[float, float] | None,
        grade: str,
        unrounded_grade: str,
    ) -> SatisfactionIndex: ...
    @property
    def index(self) -> float: ...
    @property
    def printed(self) -> str: ...
    @property
    def interval(self) -> tuple[float, float] | None: ...
    @property
    def grade(self) -> str: ...
    @property
    def unrounded_grade(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Survey:
    """A survey of the people who are served."""

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
def survey_change(
    before: Sequence[Sequence[int]],
    after: Sequence[Sequence[int]],
) -> WelchTest | None: ...
def detectable(
    schedule: Schedule,
    deviation: float = 0.5,
    power: float = 0.8,
    **policy: Unpack[EvaluationPolicy],
) -> Table: ...
def published_effects() -> list[tuple[int, float, int | None, int | None, str]]: ...
@final
class Policy:
    """The rules of all stages, as a value."""

    def __new__(cls, **stages: Any) -> Policy: ...
    @staticmethod
    def from_json(document: str) -> Policy: ...
    def to_json(self) -> str: ...
    def _repr_html_(self) -> str: ...
    def to_dict(self) -> dict[str, Any]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class OwnPolicy:
    """A policy that asks callables of one's own, each year anew.

    ``value`` is asked with the gaps, a person's and a programme's id what the seat is worth beside
    the gaps that it closes, in weighted levels from -1,000 to 1,000; None is nothing. ``values``
    is asked once with the gaps for rows of person, programme and value, which is quicker where few
    seats have one. ``evidence`` makes a level of a person's assessments, as in ``Needs.gaps_by``.

    What callables say may depend on nothing but what they are handed. They go to other processes
    if pickle can name them, as it can functions at the top of a module that can be imported there.

    Examples:
        >>> import mahir
        >>> def to_newcomers(gaps, person, programme):
        ...     return 0.5 if programme == "B-REG" else None
        >>> own = mahir.OwnPolicy({"plan": {"rule": "greedy"}}, value=to_newcomers)
        >>> own.policy.to_dict()["plan"]["rule"]
        'greedy'
    """

    def __new__(
        cls,
        policy: Policy | dict[str, Any] | None = None,
        *,
        value: Callable[[Gaps, str, str], float | None] | None = None,
        values: Callable[[Gaps], Iterable[tuple[str, str, float]]] | None = None,
        evidence: Callable[..., float | tuple[float, float | None] | None] | None = None,
    ) -> OwnPolicy: ...
    @property
    def policy(self) -> Policy: ...
    @property
    def value(self) -> Callable[[Gaps, str, str], float | None] | None: ...
    @property
    def values(self) -> Callable[[Gaps], Iterable[tuple[str, str, float]]] | None: ...
    @property
    def evidence(self) -> Callable[..., float | tuple[float, float | None] | None] | None: ...
    @staticmethod
    def _from_parts(policy: Any, value: Any, values: Any, evidence: Any) -> OwnPolicy: ...
    def _repr_html_(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class World:
    """How things truly are, as distributions."""

    PARAMETERS: ClassVar[list[str]]
    def __new__(cls, **parameters: float | Mapping[str, float | str]) -> World: ...
    @staticmethod
    def from_json(document: str) -> World: ...
    def to_json(self) -> str: ...
    def _repr_html_(self) -> str: ...
    def to_dict(self) -> dict[str, Any]: ...
    def at_means(self) -> World: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Change:
    """A change to an agency, as a value."""

    @staticmethod
    def budget(factor: float) -> Change: ...
    @staticmethod
    def prices(factor: float, provider: str | None = None) -> Change: ...
    @staticmethod
    def provider_withdraws(provider: str, from_day: datetime.date | str) -> Change: ...
    @staticmethod
    def volumes(factor: float, service: str | None = None) -> Change: ...
    @staticmethod
    def no_hours_floor() -> Change: ...
    @staticmethod
    def minimum_on_duty(unit: str, people: int) -> Change: ...
    @staticmethod
    def cover_share(share: float) -> Change: ...
    @staticmethod
    def only_forms(forms: list[str]) -> Change: ...
    @staticmethod
    def without_programme(programme: str) -> Change: ...
    @staticmethod
    def sessions(form: str, times: int) -> Change: ...
    def explain(self, lang: str = "en") -> str: ...
    @staticmethod
    def from_json(document: str) -> Change: ...
    def to_json(self) -> str: ...
    def _repr_html_(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Experiment:
    """Policies, changes and worlds, tried many times over under the same luck."""

    def __new__(
        cls,
        agency: Agency,
        as_of: datetime.date | str,
        *,
        years: int = 5,
        replications: int = 10,
        seed: int = 1,
        policies: Mapping[
            str, Policy | OwnPolicy | dict[str, Any] | Callable[[Agency, datetime.date], Schedule]
        ]
        | None = None,
        changes: Mapping[str, Change | Iterable[Change]] | None = None,
        worlds: Mapping[str, World] | None = None,
        indicators: list[str] | None = None,
    ) -> Experiment: ...
    @property
    def runs(self) -> int: ...
    def _repr_html_(self) -> str: ...
    def run(
        self,
        progress: Callable[[Progress], object] | None = None,
        executor: Any = None,
        chunk: int | None = None,
    ) -> Runs: ...
    def part(self, start: int, stop: int) -> bytes: ...
    def rows(self, start: int, stop: int) -> Table: ...
    def run_into(
        self,
        sink: Callable[[Table], object],
        *,
        start: int = 0,
        runs_at_once: int = 256,
        progress: Callable[[Progress], object] | None = None,
    ) -> int:
        """Hands the rows to a callable as tables of so many runs each; how many runs are out."""

    def batches(self, runs_at_once: int = 256, *, start: int = 0) -> Iterator[Table]:
        """The rows as tables of so many runs each, made when they are asked for."""

    def run_to_csv(
        self,
        path: str | os.PathLike[str],
        progress: Callable[[Progress], object] | None = None,
    ) -> int: ...
    @staticmethod
    def _from_parts(document: str, names: list[str], policies: list[Any]) -> Experiment: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Runs:
    """The rows of an experiment."""

    @staticmethod
    def from_json(document: str) -> Runs: ...
    @property
    def tables(self) -> list[str]: ...
    def table(self, name: str | None = None) -> Table: ...
    def summary(self, lang: str = "en") -> str: ...
    def to_json(self) -> str: ...
    def _repr_html_(self) -> str: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __len__(self) -> int: ...
    @property
    def is_complete(self) -> bool: ...
    def values(
        self,
        policy: str,
        change: str,
        indicator: str,
        world: str = "usual",
        year: int | None = None,
    ) -> list[float]: ...
    def compare(
        self,
        first: tuple[str, str],
        second: tuple[str, str],
        indicator: str,
        confidence: float = 0.95,
    ) -> dict[str, Any]: ...

@final
class Comparison:
    """The first rule minus the second."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        replications: int,
        difference: float,
        standard_error: float,
        interval: tuple[float, float],
        p_value: float | None,
        variance_ratio: float | None,
    ) -> Comparison: ...
    @property
    def replications(self) -> int: ...
    @property
    def difference(self) -> float: ...
    @property
    def standard_error(self) -> float: ...
    @property
    def interval(self) -> tuple[float, float]: ...
    @property
    def p_value(self) -> float | None: ...
    @property
    def variance_ratio(self) -> float | None: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def paired(
    first: Iterable[float | None],
    second: Iterable[float | None],
    confidence: float = 0.95,
) -> Comparison | None: ...
def independent(
    first: Iterable[float | None],
    second: Iterable[float | None],
    confidence: float = 0.95,
) -> Comparison | None: ...
def needed_replications(
    pilot: Iterable[float | None], error: float, confidence: float = 0.95
) -> int | None: ...
def needed_replications_relative(
    pilot: Iterable[float | None], share: float, confidence: float = 0.95
) -> int | None: ...
def coverage(
    intervals: Sequence[tuple[float, float]], truth: float, confidence: float = 0.95
) -> tuple[float, tuple[float, float]] | None: ...
@final
class Regret:
    """How much worse each rule is than the best one in each world."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        regret: list[list[float]],
        largest: list[float],
        mean: list[float],
        best_in: list[int],
        minimax: int,
    ) -> Regret: ...
    @property
    def regret(self) -> list[list[float]]: ...
    @property
    def largest(self) -> list[float]: ...
    @property
    def mean(self) -> list[float]: ...
    @property
    def best_in(self) -> list[int]: ...
    @property
    def minimax(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def regret(values: Iterable[Iterable[float | None]]) -> Regret | None: ...
def satisficing(
    values: Iterable[Iterable[Iterable[float | None]]], thresholds: Iterable[float | None]
) -> list[float] | None: ...
def rinott_constant(rules: int, probability: float, first_stage: int) -> float | None: ...
def dudewicz_dalal_constant(rules: int, probability: float, first_stage: int) -> float | None: ...
def second_stage(
    first: Iterable[float | None], constant: float, indifference: float
) -> int | None: ...
@final
class Contender:
    """How one of the rules stands."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        replications: int,
        mean: float,
        dropped_after: int | None,
    ) -> Contender: ...
    @property
    def replications(self) -> int: ...
    @property
    def mean(self) -> float: ...
    @property
    def dropped_after(self) -> int | None: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class KimNelson:
    """A race in which rules that are clearly behind drop out."""

    def __new__(
        cls, rules: int, first_stage: int, indifference: float, error: float = 0.05
    ) -> KimNelson: ...
    def see(self, values: Iterable[float | None]) -> bool: ...
    @staticmethod
    def _from_document(document: str) -> KimNelson: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def seen(self) -> int: ...
    @property
    def chosen(self) -> int | None: ...
    @property
    def contenders(self) -> list[Contender]: ...

@final
class MorrisEffect:
    """What one factor does, over the trajectories."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        mean: float,
        mean_size: float,
        interval: tuple[float, float],
        deviation: float,
    ) -> MorrisEffect: ...
    @property
    def mean(self) -> float: ...
    @property
    def mean_size(self) -> float: ...
    @property
    def interval(self) -> tuple[float, float]: ...
    @property
    def deviation(self) -> float: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class MorrisDesign:
    """Trajectories through a grid, one factor moving at a time."""

    def __new__(
        cls, factors: int, trajectories: int, levels: int = 4, seed: int = 1
    ) -> MorrisDesign: ...
    def __getnewargs__(self) -> tuple[int, int, int, int]: ...
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def points(self) -> list[list[float]]: ...
    def probability(self, value: float) -> float: ...
    def effects(
        self, values: Iterable[float | None], confidence: float = 0.95
    ) -> list[MorrisEffect] | None: ...

@final
class SobolIndex:
    """A factor's shares of the variance."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls,
        first: float,
        first_interval: tuple[float, float],
        total: float,
        total_interval: tuple[float, float],
    ) -> SobolIndex: ...
    @property
    def first(self) -> float: ...
    @property
    def first_interval(self) -> tuple[float, float]: ...
    @property
    def total(self) -> float: ...
    @property
    def total_interval(self) -> tuple[float, float]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class SobolDesign:
    """Saltelli's design for first-order and total indices."""

    def __new__(cls, factors: int, rows: int, seed: int = 1) -> SobolDesign: ...
    def __getnewargs__(self) -> tuple[int, int, int]: ...
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def points(self) -> list[list[float]]: ...
    def indices(
        self,
        values: Iterable[float | None],
        resamples: int = 1000,
        confidence: float = 0.95,
        seed: int = 1,
    ) -> list[SobolIndex] | None: ...

@final
class Distribution:
    """A distribution whose parameters were checked."""

    def __new__(cls, value: float | None = None, **parameters: Any) -> Distribution: ...
    @property
    def mean(self) -> float: ...
    @property
    def support(self) -> tuple[float, float]: ...
    def quantile(self, probability: float) -> float: ...
    def to_dict(self) -> Any: ...
    @staticmethod
    def _from_document(document: str) -> Distribution: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __eq__(self, other: object, /) -> bool: ...

@final
class Streams:
    """Where streams come from: a seed, a replication and a world."""

    def __new__(cls, seed: int, replication: int = 0, world: int = 0) -> Streams: ...
    @staticmethod
    def _from_document(document: str) -> Streams: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def stream(self, purpose: int, entity: object = None, year: int = 0) -> Stream: ...

@final
class Stream:
    """A sequence of random numbers."""

    @staticmethod
    def _from_document(document: str) -> Stream: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def uniform(self) -> float: ...
    def normal(self) -> float: ...
    def draw(self, distribution: Distribution) -> float: ...
    def happens(self, probability: float) -> bool: ...
    def below(self, count: int) -> int: ...

def live_through(
    agency: Agency,
    as_of: datetime.date | str,
    years: int,
    policy: Policy
    | OwnPolicy
    | dict[str, Any]
    | Callable[[Agency, datetime.date], Schedule]
    | None = None,
    world: World | None = None,
    seed: int = 1,
    replication: int = 0,
) -> Table: ...
def changed(agency: Agency, changes: Change | Iterable[Change]) -> Agency: ...
def broken_by_plan(plan: Plan) -> list[str]: ...
def broken_by_replanning(earlier: Schedule, later: Schedule) -> list[str]: ...
def broken_by_schedule(schedule: Schedule) -> list[str]: ...
def broken_by_scoring(gaps: Gaps) -> list[str]: ...
def broken_by_policy(
    policy: Policy | OwnPolicy | dict[str, Any] | Callable[[Agency, datetime.date], Schedule],
    agency: Agency,
    as_of: datetime.date | str,
    world: World,
) -> list[str]: ...
