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
    "opensalt",
    "osmt",
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
    "skillsfuture",
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
    def from_arrow(data: _ArrowStream | _ArrowArray, name: str = "table") -> Table:
        """Rows out of any object with Arrow data: a polars or pandas frame, a pyarrow table, a
        duckdb relation. Types that mahir does not know raise MahirError with code "arrow_type".
        """
    @staticmethod
    def from_document(document: str) -> Table:
        """A table that to_document() wrote."""
    @property
    def name(self) -> str:
        """The table's name."""
    @property
    def columns(self) -> list[str]:
        """The columns' names in order."""
    def to_csv(self) -> str:
        """The rows as comma-separated values with a header; text that a spreadsheet would take for
        a formula is neutralised.
        """
    def to_json(self) -> str:
        """The rows as a JSON array of objects."""
    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as dictionaries, with None for a missing value."""
    def to_document(self) -> str:
        """The table with its types as one JSON document; pickle uses it."""
    def to_polars(self) -> Any:
        """The rows as a polars DataFrame, without a copy. Needs polars."""
    def to_pandas(self) -> Any:
        """The rows as a pandas DataFrame. Needs pandas and pyarrow."""
    def to_pyarrow(self) -> Any:
        """The rows as a pyarrow Table, without a copy. Needs pyarrow."""
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...
    def _repr_html_(self) -> str: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def default_policy() -> PolicyOptions:
    """The usual rules of all stages, as a dictionary that agency.run() takes."""
def score(
    people: _ArrowStream | _ArrowArray,
    required: _ArrowStream | _ArrowArray,
    post: str = "post",
    unit: str = "unit",
    *,
    sums: bool = False,
    progress: Callable[[Progress], object] | None = None,
) -> tuple[Table, Table]:
    """Scores a population: `people` has a row for each person with the columns `post`, `unit` and
    one column of held levels per competency; `required` has a row for each post with the column
    `post` and the required levels, in columns of the same names. Returns two tables: each person's
    job-person match, gap in levels and band in the order of the rows, and the heat map of units and
    competencies. The bands are those of the regulation's preset `indonesia`, decided in whole
    numbers.

    Both frames are anything with Arrow data. Posts and units are texts, categories or whole
    numbers, on every row. A held level that is missing is left open: it counts neither as held nor
    as required, and the heat map counts it as unrated. A required level that is missing or 0 asks
    nothing. Levels in one piece are read where they lie, whole ones fastest. With `sums=True` each
    person's exact sums in levels are told too.
    """
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
    ) -> Agency:
        """Reads a folder with agency.toml and CSV tables.

        FaultsError has everything that is wrong.
        """
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
    def from_json(document: str) -> Agency:
        """Reads what to_json() wrote."""
    def save(self, folder: str | os.PathLike[str]) -> list[pathlib.Path]:
        """Writes the agency into a folder and returns the paths of its files."""
    @property
    def name(self) -> str:
        """The agency's name."""
    @property
    def tables(self) -> list[str]:
        """The names of its tables."""
    def table(self, name: str = "people") -> Table:
        """A table of facts; employee numbers are replaced by pseudonyms."""
    def figures(self) -> Table:
        """The figures of the regulation, each with its source and how well it is known."""
    def fingerprint(self) -> str:
        """SHA-256 over the facts, as 64 hexadecimal digits."""
    @property
    def outcomes(self) -> Outcomes:
        """What was measured after programmes."""
    def read_outcomes(self, data: _ArrowStream | _ArrowArray | str) -> Outcomes:
        """Outcomes of this agency from a data frame or a CSV text."""
    def with_outcomes(self, outcomes: Outcomes) -> Agency:
        """The same agency with other outcomes."""
    def needs(
        self,
        as_of: datetime.date | str,
        claims: Iterable[Mapping[str, Any]] | None = None,
        *,
        progress: Callable[[Progress], object] | None = None,
        **policy: Unpack[NeedPolicy],
    ) -> Needs:
        """Who must reach what on a day, and why.

        Keyword arguments change the rules.

        `claims` are needs that come from elsewhere: dictionaries with person, competency and level,
        and if wanted importance, due, reason, reason_id and source. `progress` hears how far the
        work is, and stops it by returning False.
        """
    def run(
        self,
        as_of: datetime.date | str,
        policy: PolicyOptions | None = None,
        *,
        progress: Callable[[Progress], object] | None = None,
    ) -> Round:
        """One whole round on a day, by a policy as a dictionary of the stages' rules.

        `progress` hears how far each stage is; returning False, it stops the plan or the schedule
        with the best there is, and any other stage without a result.
        """
    def to_json(self) -> str:
        """The facts as a JSON document. It holds the ids of people as they were given."""
    def _repr_html_(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Outcomes:
    """What was measured after programmes, on Kirkpatrick's four levels."""

    @staticmethod
    def from_json(document: str) -> Outcomes:
        """Reads what pickle keeps."""
    def table(self) -> Table:
        """The rows as a table."""
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __len__(self) -> int: ...
    def _repr_html_(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Needs:
    """Who must reach what, by when, and why."""

    @staticmethod
    def from_json(document: str) -> Needs:
        """Reads what to_json() wrote."""
    @property
    def tables(self) -> list[str]:
        """The names of its tables; the first one is its rows proper."""
    def table(self, name: str | None = None) -> Table:
        """One of its tables; without a name, its rows proper."""
    def summary(self, lang: str = "en") -> str:
        """What a person should know of it, in a few lines: lang is "en" or "id"."""
    def to_json(self) -> str:
        """The whole as a versioned JSON document."""
    def _repr_html_(self) -> str: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def agency(self) -> Agency:
        """The agency whose needs these are."""
    @property
    def policy(self) -> NeedPolicy:
        """The rules by which they were found."""
    def __len__(self) -> int: ...
    def why(self, row: int, lang: str = "en") -> str:
        """Why a row is needed, in words."""
    def reasons(self, row: int, lang: str = "en") -> list[tuple[str, str]]:
        """The reasons of a row: the name of each source and what it says."""
    def triage_why(self, row: int, lang: str = "en") -> str:
        """What a service's unit lacks, people or competence, with the figures."""
    def demand_why(self, row: int, lang: str = "en") -> str:
        """The story of a service's demand, in words."""
    def gaps(
        self,
        *,
        progress: Callable[[Progress], object] | None = None,
        **policy: Unpack[EvidencePolicy],
    ) -> Gaps:
        """What is needed minus what is held.

        Keyword arguments change the rule of evidence; `progress` hears how far the work is, and
        stops it by returning False.
        """
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
    ) -> Gaps:
        """What is needed minus what is held, by a rule of evidence that you wrote: a callable that
        takes person, competency and a list of dictionaries (level, standard_error, error_is_stated,
        bias_error, date, source), one for each assessment that counts by the policy, and returns a
        level, a pair of level and standard error, or None. It must give the same answer to the same
        question, is called from several threads one at a time, and takes some microseconds for each
        person and competency.
        """

@final
class Gaps:
    """Who lacks what, and how sure that is."""

    @staticmethod
    def from_json(document: str) -> Gaps:
        """Reads what to_json() wrote."""
    @property
    def tables(self) -> list[str]:
        """The names of its tables; the first one is its rows proper."""
    def table(self, name: str | None = None) -> Table:
        """One of its tables; without a name, its rows proper."""
    def summary(self, lang: str = "en") -> str:
        """What a person should know of it, in a few lines: lang is "en" or "id"."""
    def to_json(self) -> str:
        """The whole as a versioned JSON document."""
    def _repr_html_(self) -> str: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def needs(self) -> Needs:
        """The needs that were compared."""
    @property
    def policy(self) -> EvidencePolicy:
        """The rule of evidence."""
    @property
    def own_rule(self) -> str | None:
        """The name of the rule of one's own that took levels from evidence, if it was one."""
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
    ) -> Table:
        """Competencies ranked over everybody, the people of a unit or those of a post: by
        "weighted_gap", "borich", "ranked_discrepancy" or "difference".
        """
    def quadrants(
        self,
        cross_hair: _CrossHair | None = None,
        *,
        unit: str | None = None,
        post: str | None = None,
        replicates: int = 0,
        seed: int = 0,
    ) -> Table:
        """Competencies in quadrants of needed level (importance) and level held (performance), over
        rated people: cross_hair is "grand_mean", "median" or a point (performance, importance).
        """
    def counts_by(
        self, lowest: str, further: list[tuple[str, float]]
    ) -> list[tuple[str, int]]:
        """How many people are in each of some bands of the job-person match: the name of the
        lowest, and further names with the percentages at which they start. People without a score
        are left out.
        """
    def __len__(self) -> int: ...
    def why(self, row: int, lang: str = "en") -> str:
        """Why there is the gap of a row, in words."""
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
    ) -> Table:
        """What plans are worth for shares of the money, in per cent of every budget, each from the
        one before: a table with one row a share. Other keyword arguments are the options of `plan`.
        If `progress` returns False, the shares that are done are given.
        """

@final
class Plan:
    """Who attends what in which phase, within budget, and how good that is."""

    @staticmethod
    def from_json(document: str) -> Plan:
        """Reads what to_json() wrote."""
    @property
    def tables(self) -> list[str]:
        """The names of its tables; the first one is its rows proper."""
    def table(self, name: str | None = None) -> Table:
        """One of its tables; without a name, its rows proper."""
    def summary(self, lang: str = "en") -> str:
        """What a person should know of it, in a few lines: lang is "en" or "id"."""
    def to_json(self) -> str:
        """The whole as a versioned JSON document."""
    def _repr_html_(self) -> str: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def gaps(self) -> Gaps:
        """The gaps that it closes."""
    @property
    def options(self) -> PlanOptions:
        """The options by which it was made."""
    @property
    def closed(self) -> float:
        """What closing gaps is worth, in weighted levels."""
    @property
    def objective(self) -> float:
        """What it is worth: what is closed, less the value of hours below the floor."""
    @property
    def own_value(self) -> float:
        """What its seats are worth beside gaps and hours, by values of one's own."""
    @property
    def bound(self) -> float:
        """What no plan can exceed, in weighted levels: proven."""
    @property
    def optimality_gap(self) -> float | None:
        """(bound - objective) / objective; None if that cannot be told."""
    @property
    def cost(self) -> int:
        """What it costs, in rupiah."""
    @property
    def budget(self) -> int:
        """The money that there is, in rupiah."""
    def __len__(self) -> int: ...
    def why(self, line: int, lang: str = "en") -> str:
        """Why a line is in the plan, in words."""
    def below_cut_why(self, row: int, lang: str = "en") -> str:
        """What a line below the cut would take, in words."""
    def floor_why(self, row: int, lang: str = "en") -> str:
        """Why a person stays below the floor of hours, in words."""
    def price_why(self, row: int, lang: str = "en") -> str:
        """What a row of the table ``prices`` says, in words.

        Examples:
            >>> import mahir
            >>> agency = mahir.Agency.load("examples/marelan")
            >>> plan = agency.needs(as_of="2026-01-05").gaps().plan(work=5_000)
            >>> plan.price_why(0).startswith("With Rp")
            True
        """

    def displaced_why(self, line: int, lang: str = "en") -> str:
        """What a line displaced: lines below the cut that its money could have paid for, in words.
        """
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

    def unmet_why(self, row: int, lang: str = "en") -> str:
        """Why something that is required cannot be planned, as a tree of reasons in words."""
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
    def changes(self) -> int | None:
        """Seats given up and taken beside the plan that this one was to stay close to; None without
        one.
        """
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
    ) -> bytes:
        """The plan as an XLSX workbook; with a path it is written there too."""
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
    ) -> Schedule:
        """When.

        Keyword arguments change the options. `progress` hears how far the improvement is, and stops
        it by returning False.
        """

@final
class Schedule:
    """When sessions are held, so that no counter closes."""

    @staticmethod
    def from_json(document: str) -> Schedule:
        """Reads what to_json() wrote."""
    @property
    def tables(self) -> list[str]:
        """The names of its tables; the first one is its rows proper."""
    def table(self, name: str | None = None) -> Table:
        """One of its tables; without a name, its rows proper."""
    def summary(self, lang: str = "en") -> str:
        """What a person should know of it, in a few lines: lang is "en" or "id"."""
    def to_json(self) -> str:
        """The whole as a versioned JSON document."""
    def _repr_html_(self) -> str: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def plan(self) -> Plan:
        """The plan that it carries out."""
    @property
    def options(self) -> ScheduleOptions:
        """The options by which it was made."""
    @property
    def is_stopped(self) -> bool:
        """Whether `progress` stopped the improvement before its time."""
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

    def caught_up_why(self, row: int, lang: str = "en") -> str:
        """Why somebody attends in a later phase than planned, in words: a row of the table
        "caught_up".
        """
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
    def replanned_from(self) -> datetime.date | None:
        """The day from which it was changed; None if it was not."""
    @property
    def replan_options(self) -> ReplanOptions | None:
        """The options of the change; None if there was none."""
    @property
    def events(self) -> list[Event]:
        """The events that are known, those of earlier changes included."""
    @property
    def change_weight(self) -> int | None:
        """What the change weighs; None if there was none."""
    @property
    def change_bound(self) -> int | None:
        """No lawful schedule changes less than this weight; None if there was no change."""
    def moved_why(self, row: int, lang: str = "en") -> str:
        """What became of some people of a session and why, in words: a row of the table "moved"."""
    def __len__(self) -> int: ...
    def why(self, session: int, lang: str = "en") -> str:
        """Why a session is held when it is, in words."""
    def chain(self, session: int) -> list[int]:
        """The sessions that keep a session from starting earlier: itself, the one in its way, the
        one in the way of that, and so on.
        """
    def chain_why(self, session: int, lang: str = "en") -> str:
        """The same in words, a line for each."""
    def unplaced_why(self, row: int, lang: str = "en") -> str:
        """Why people found no place, in words."""
    def unplaced_blockers(self, row: int) -> list[int]:
        """The sessions that take the place of people who found none."""
    def unplaced_chain_why(self, row: int, lang: str = "en") -> str:
        """Why people found no place, and the chain of sessions behind that, a line for each."""
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
    ) -> str:
        """The sessions as an iCalendar file; all, or those that somebody of a unit attends, or a
        person, or those that a trainer leads or that are in a room. The stamp is the day that the
        file names as its making; without it the day of planning. With an earlier schedule, events
        that are no longer there are cancelled; sequence is how many versions were sent before.
        """
    def evaluate(
        self,
        outcomes: Outcomes | _ArrowStream | _ArrowArray | str,
        *,
        progress: Callable[[Progress], object] | None = None,
        **policy: Unpack[EvaluationPolicy],
    ) -> Evaluation:
        """What changed, by outcomes: those of an agency, a data frame, or a CSV text.

        Keyword arguments change the rules; `progress` hears how far the work is, and stops it by
        returning False.
        """

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
    ) -> Event:
        """A provider runs nothing."""
    @staticmethod
    def fewer_sessions_at_once(
        provider: str, from_day: datetime.date | str, until: datetime.date | str, sessions: int
    ) -> Event:
        """A provider runs at most so many sessions at once: a trainer or a room is missing."""
    @staticmethod
    def person_absent(
        person: str, from_day: datetime.date | str, until: datetime.date | str
    ) -> Event:
        """A person is away."""
    @staticmethod
    def unit_absent(
        unit: str, from_day: datetime.date | str, until: datetime.date | str
    ) -> Event:
        """All people of a unit are away."""
    @staticmethod
    def session_cancelled(session: str) -> Event:
        """A session is not held; its people take seats in others."""
    @staticmethod
    def dates_blocked(
        from_day: datetime.date | str, until: datetime.date | str, reason: str
    ) -> Event:
        """No training is held."""
    def explain(self, lang: str = "en") -> str:
        """The event in words; people are not named."""
    @staticmethod
    def from_json(document: str) -> Event:
        """Reads what to_json() wrote."""
    def to_json(self) -> str:
        """The whole as a JSON document."""
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
    ) -> int:
        """Adds a resource and returns its number.

        Its capacity may change: `capacity_from` from a day on, `capacity_on` on the days from one
        until before another, `closed` is a capacity of 0 on such days; they are taken in this
        order.
        """
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
    ) -> int:
        """Adds an activity of so many days and returns its number.

        `uses` tells how much of which resource it takes on each of its days.
        """
    def precedes(self, before: int, after: int, lag: int = 0) -> None:
        """One activity must be over, and so many days more, before another starts."""
    @staticmethod
    def _from_document(document: str) -> ProjectBuilder: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def build(self, horizon: int | None = None) -> Project:
        """The project, if it fits together; nothing ends after the horizon. All faults at once."""
    def _repr_html_(self) -> str: ...

@final
class Project:
    """Activities that share resources, some only after others: what is to be scheduled."""

    @staticmethod
    def from_json(document: str) -> Project:
        """Reads what to_json() wrote."""
    @property
    def tables(self) -> list[str]:
        """The names of its tables; the first one is its rows proper."""
    def table(self, name: str | None = None) -> Table:
        """One of its tables; without a name, its rows proper."""
    def summary(self, lang: str = "en") -> str:
        """What a person should know of it, in a few lines: lang is "en" or "id"."""
    def to_json(self) -> str:
        """The whole as a versioned JSON document."""
    def _repr_html_(self) -> str: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __len__(self) -> int: ...
    @property
    def horizon(self) -> int:
        """The day after which nothing may end."""
    def solve(
        self,
        progress: Callable[[Progress], object] | None = None,
        **options: Unpack[SolveOptions],
    ) -> Solution:
        """Days for the activities.

        Keyword arguments change the options. `progress` hears how far it is, and stops it by
        returning False.
        """

@final
class Solution:
    """Days for the activities of a project, and how good they are."""

    @staticmethod
    def from_json(document: str) -> Solution:
        """Reads what to_json() wrote."""
    @property
    def tables(self) -> list[str]:
        """The names of its tables; the first one is its rows proper."""
    def table(self, name: str | None = None) -> Table:
        """One of its tables; without a name, its rows proper."""
    def summary(self, lang: str = "en") -> str:
        """What a person should know of it, in a few lines: lang is "en" or "id"."""
    def to_json(self) -> str:
        """The whole as a versioned JSON document."""
    def _repr_html_(self) -> str: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __len__(self) -> int: ...
    @property
    def project(self) -> Project:
        """The project that it solves."""
    @property
    def starts(self) -> list[int | None]:
        """When each activity starts, in the project's order; None if it has no place."""
    def start(self, activity: int) -> int | None:
        """When an activity starts; None if it has no place."""
    def end(self, activity: int) -> int | None:
        """The day after an activity's last; None if it has no place."""
    def days_late(self, activity: int) -> int | None:
        """How many days after its due date an activity ends; None if it has no place."""
    @property
    def unplaced(self) -> list[int]:
        """The activities without a place."""
    @property
    def objective(self) -> int:
        """What the schedule costs by the objective, without what has no place."""
    @property
    def bound(self) -> int:
        """No schedule that places everything that can be placed costs less."""
    @property
    def gap(self) -> float:
        """(objective - bound) / objective; 0 if proven."""
    @property
    def is_proven(self) -> bool:
        """Whether no schedule is better."""
    @property
    def is_stopped(self) -> bool:
        """Whether `progress` stopped the search."""
    @property
    def work(self) -> int:
        """How much work it took, in the unit of the option `work`."""

@final
class Evaluation:
    """What changed, and whether that is enough to tell."""

    @staticmethod
    def from_json(document: str) -> Evaluation:
        """Reads what to_json() wrote."""
    @property
    def tables(self) -> list[str]:
        """The names of its tables; the first one is its rows proper."""
    def table(self, name: str | None = None) -> Table:
        """One of its tables; without a name, its rows proper."""
    def summary(self, lang: str = "en") -> str:
        """What a person should know of it, in a few lines: lang is "en" or "id"."""
    def to_json(self) -> str:
        """The whole as a versioned JSON document."""
    def _repr_html_(self) -> str: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def schedule(self) -> Schedule:
        """The schedule that was carried out."""
    @property
    def policy(self) -> EvaluationPolicy:
        """The rules by which it was judged."""
    def __len__(self) -> int: ...
    def why(self, row: int, lang: str = "en") -> str:
        """What a measure says of a programme, in words."""
    def verdict_why(self, row: int, lang: str = "en") -> str:
        """Why a programme has its verdict, in words."""
    def record_why(self, programme: str, lang: str = "en") -> str | None:
        """The four levels of Kirkpatrick's of a programme in a sentence, and where the chain
        breaks; None for a programme without results.
        """
    def service_why(self, row: int, lang: str = "en") -> str:
        """How a service changed, in words: volumes and satisfaction."""
    def service_result_why(self, row: int, lang: str = "en") -> str:
        """What became of a service's volume or time, a row of `table("service_results")`, in words.
        """
    def event_study_why(self, study: int, lang: str = "en") -> str:
        """What the phases say of a row of `table("event_study")`'s studies, in words: the effect by
        phase, and whether both groups moved alike before.
        """
    def follow_up(self, **policy: Unpack[FollowUpPolicy]) -> FollowUp:
        """What to do. Keyword arguments change the thresholds."""

@final
class FollowUp:
    """What to do, and what is believed now."""

    @staticmethod
    def from_json(document: str) -> FollowUp:
        """Reads what to_json() wrote."""
    @property
    def tables(self) -> list[str]:
        """The names of its tables; the first one is its rows proper."""
    def table(self, name: str | None = None) -> Table:
        """One of its tables; without a name, its rows proper."""
    def summary(self, lang: str = "en") -> str:
        """What a person should know of it, in a few lines: lang is "en" or "id"."""
    def to_json(self) -> str:
        """The whole as a versioned JSON document."""
    def _repr_html_(self) -> str: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def evaluation(self) -> Evaluation:
        """The evaluation that it follows."""
    @property
    def policy(self) -> FollowUpPolicy:
        """The thresholds by which it was decided."""
    def __len__(self) -> int: ...
    def why(self, row: int, lang: str = "en") -> str:
        """Why to do a row's action, in words."""
    def effect_why(self, row: int, lang: str = "en") -> str:
        """What was expected of an effect, measured, and is expected now, by row of the table
        updates.
        """
    def next_agency(self) -> Agency:
        """The agency with the catalogue as it is believed now."""

@final
class Round:
    """One round: the results of all stages."""

    @staticmethod
    def from_json(document: str) -> Round:
        """Reads what to_json() wrote."""
    @property
    def tables(self) -> list[str]:
        """The names of its tables; the first one is its rows proper."""
    def table(self, name: str | None = None) -> Table:
        """One of its tables; without a name, its rows proper."""
    def summary(self, lang: str = "en") -> str:
        """What a person should know of it, in a few lines: lang is "en" or "id"."""
    def to_json(self) -> str:
        """The whole as a versioned JSON document."""
    def _repr_html_(self) -> str: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def needs(self) -> Needs:
        """Who must reach what."""
    @property
    def gaps(self) -> Gaps:
        """Who lacks what."""
    @property
    def plan(self) -> Plan:
        """Who attends what."""
    @property
    def schedule(self) -> Schedule:
        """When."""
    @property
    def evaluation(self) -> Evaluation:
        """What changed."""
    @property
    def follow_up(self) -> FollowUp:
        """What to do."""
    def report_text(self, lang: str = "en", width: int = 100) -> str:
        """The report for a terminal."""
    def report_html(self, lang: str = "en") -> str:
        """The report as one HTML page that needs nothing else."""
    def write(self, folder: str | os.PathLike[str], lang: str = "en") -> list[pathlib.Path]:
        """Writes all tables, the calendar and the reports into a folder; returns their paths."""

# Files of other systems; their home is the package mahir.readers.

_File: TypeAlias = str | os.PathLike[str] | bytes | _ArrowStream | _ArrowArray

@final
class Import:
    """What a reader found: tables, and what it left out."""

    @staticmethod
    def from_json(document: str) -> Import:
        """Reads what to_json() wrote."""
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
    def to_json(self) -> str:
        """All of it as a JSON document."""
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
    core_levels: tuple[int, int, int] = ...,
    kind: str = "technical",
) -> Import:
    """Job roles and skills of the framework of SkillsFuture Singapore.

    ``roles`` is its workbook, or the sheet ``Job Role_TCS_CCS`` alone; then ``descriptions`` and
    ``skills`` may be the sheets ``Job Role_Description`` and ``TSC_CCS_K&A``. ``only`` are names of
    sectors or job roles; ``core_levels`` are the levels of basic, intermediate and advanced core
    skills: 1, 2, 3 unless said otherwise.

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
    def known(self) -> int:
        """How many values were known."""
    @property
    def s(self) -> int:
        """Pairs that rise minus pairs that fall."""
    @property
    def variance(self) -> float:
        """The variance of s if there is no trend."""
    @property
    def z(self) -> float:
        """The standardised score."""
    @property
    def p_value(self) -> float:
        """The two-sided p-value of z."""
    @property
    def tau_a(self) -> float:
        """s over the number of pairs."""
    @property
    def tau_b(self) -> float:
        """s over the root of pairs times pairs without ties."""
    @property
    def exact_p_value(self) -> float | None:
        """The two-sided p-value by the exact distribution, where that is known."""
    @property
    def variance_inflation(self) -> float:
        """What the variance was multiplied with for autocorrelation."""
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
    def slope(self) -> float:
        """The median of the slopes between all pairs."""
    @property
    def intercept(self) -> float:
        """The line at step 0."""
    @property
    def interval(self) -> tuple[float, float] | None:
        """Where the slope lies, if there are enough values for the confidence."""
    @property
    def pairs(self) -> int:
        """How many pairs there are."""
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
    def known_before(self) -> int | None:
        """Known values before the step."""
    @property
    def known_after(self) -> int | None:
        """Known values from the step on."""
    @property
    def after(self) -> float | None:
        """The mean of the known values from the step on."""
    @property
    def expected(self) -> float | None:
        """What that mean would have been without the change."""
    @property
    def change(self) -> float | None:
        """The change of level."""
    @property
    def interval(self) -> tuple[float, float] | None:
        """Where it lies."""
    @property
    def pairs(self) -> int | None:
        """Pairs of values before and after of the same season."""
    @property
    def autocorrelation(self) -> float | None:
        """How alike values are to those before them."""
    @property
    def variance_inflation(self) -> float | None:
        """By how much that widens the variance of the change."""
    @property
    def trend(self) -> float | None:
        """The slope per step that was taken off, if there was one."""
    @property
    def unknown(self) -> str | None:
        """Why the change cannot be told; None if it can."""
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
    def last_before(self) -> int:
        """The step of the last known value before the change."""
    @property
    def before(self) -> int:
        """How many known values lie before the change."""
    @property
    def statistic(self) -> float:
        """Pettitt's K."""
    @property
    def p_value(self) -> float:
        """Its approximate probability."""
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
    def last_before(self) -> int:
        """The step of the last count before the most likely change."""
    @property
    def before(self) -> int:
        """How many known counts lie before it."""
    @property
    def rates(self) -> tuple[float, float]:
        """The mean count before and after it."""
    @property
    def likelihood_ratio(self) -> float:
        """Twice the logarithm of the ratio of likelihoods."""
    @property
    def posterior(self) -> list[float]:
        """How probable each place is, if there is a change."""
    @property
    def posterior_before(self) -> int:
        """How many known counts lie before the most probable change."""
    @property
    def posterior_last_before(self) -> int:
        """The step of the last count before the most probable change."""
    @property
    def posterior_rates(self) -> tuple[float, float]:
        """The expected rates before and after, averaged over all places."""
    @property
    def probability_of_change(self) -> float:
        """How probable it is that there is a change at all."""
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
    def value(self) -> float:
        """The expected value."""
    @property
    def variance(self) -> float | None:
        """The variance of its error, if that can be told."""
    @property
    def interval(self) -> tuple[float, float] | None:
        """Where the value will lie."""
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Smoothing:
    """A smoothed series, which can be carried on."""

    @property
    def weights(self) -> tuple[float, float, float]:
        """How fast level, trend and seasons follow."""
    @property
    def initial(self) -> tuple[float, float, list[float]]:
        """Level, trend and seasons before the first step."""
    @property
    def last(self) -> tuple[float, float, list[float]]:
        """Level, trend and seasons after the last step."""
    @property
    def fitted(self) -> list[float]:
        """What was expected at each step before its value was seen."""
    @property
    def sum_of_squares(self) -> float:
        """The sum of the squared one-step errors."""
    @property
    def known(self) -> int:
        """How many values were known."""
    @property
    def parameters(self) -> int:
        """How many numbers were fitted to them."""
    @staticmethod
    def _from_document(document: str) -> Smoothing: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def forecast(self, horizon: int, confidence: float = 0.95) -> list[Forecast] | None:
        """What to expect one step after the last, two steps after it, and so on."""
    def forecast_sum(
        self, first: int, last: int, confidence: float = 0.95
    ) -> Forecast | None:
        """What to expect of the sum from the first to the last step ahead, counted from 1."""

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
    def subjects(self) -> int:
        """How many subjects."""
    @property
    def raters(self) -> int:
        """How many raters."""
    @property
    def between_subjects_sum(self) -> float:
        """Sum of squares between subjects."""
    @property
    def within_subjects_sum(self) -> float:
        """Sum of squares within subjects."""
    @property
    def between_raters_sum(self) -> float:
        """Sum of squares between raters."""
    @property
    def residual_sum(self) -> float:
        """Residual sum of squares."""
    @property
    def between_subjects(self) -> float:
        """BMS."""
    @property
    def within_subjects(self) -> float:
        """WMS."""
    @property
    def between_raters(self) -> float:
        """JMS."""
    @property
    def residual(self) -> float:
        """EMS."""

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
    def form(self) -> str:
        """Its name: ICC(1,1), ICC(2,1), ICC(3,1), ICC(1,k), ICC(2,k) or ICC(3,k)."""
    @property
    def value(self) -> float | None:
        """Its value; None if its denominator is not positive."""
    @property
    def f(self) -> float | None:
        """F of the test that subjects do not differ."""
    @property
    def degrees_of_freedom(self) -> tuple[float, float] | None:
        """Degrees of freedom of F."""
    @property
    def p_value(self) -> float | None:
        """The probability of such an F if subjects do not differ."""
    @property
    def interval(self) -> tuple[float, float] | None:
        """Its own interval, also for ICC(2,1) and ICC(2,k)."""

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
    def subjects(self) -> int:
        """How many people answered all items."""
    @property
    def items(self) -> int:
        """How many items."""
    @property
    def value(self) -> float:
        """Raw alpha."""
    @property
    def standardised(self) -> float | None:
        """Alpha as if all items had the same variance; None if an item has none."""
    @property
    def interval(self) -> tuple[float, float] | None:
        """Feldt's interval of the raw alpha."""
    @property
    def without_item(self) -> list[float | None]:
        """Alpha without each item in turn; empty for two items."""
    @property
    def standard_deviation(self) -> float:
        """The standard deviation of the sums."""
    @property
    def standard_error_of_measurement(self) -> float | None:
        """The standard error of measurement of a sum."""

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
    def grand_mean(self) -> float:
        """The mean of all values."""
    @property
    def factor(self) -> float:
        """How much of a deviation from the mean is believed."""
    @property
    def values(self) -> list[float]:
        """The values, drawn."""

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
    def mean(self) -> tuple[float, float]:
        """The mean of the true values, and its standard error."""
    @property
    def variance(self) -> float:
        """The variance of the true values around it."""
    @property
    def heterogeneity(self) -> float:
        """Cochran's Q."""
    @property
    def values(self) -> list[tuple[float, float]]:
        """The true values, each with its standard error."""

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
    def value(self) -> float:
        """The value."""
    @property
    def standard_error(self) -> float:
        """Its standard error."""
    @property
    def weights(self) -> list[float]:
        """What each measurement counts; they sum to 1."""

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
    def item(self) -> int:
        """Which item, from 0."""
    @property
    def respondents(self) -> int:
        """Respondents with both ratings."""
    @property
    def score(self) -> float:
        """How much is lacking; more is more."""
    @property
    def standard_error(self) -> float | None:
        """Its standard error by the delta method."""
    @property
    def interval(self) -> tuple[float, float] | None:
        """Its interval."""
    @property
    def rank(self) -> float:
        """The rank; 1 lacks most."""
    @property
    def ranks(self) -> tuple[float, float] | None:
        """The interval of the rank."""

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
    def score(self) -> float:
        """Mean importance times the difference of the means."""
    @property
    def error_at_most(self) -> float:
        """How far rounding of the means may have moved it."""

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
    def respondents(self) -> int:
        """Respondents with both ratings."""
    @property
    def negative(self) -> int:
        """Those who rate competence below importance."""
    @property
    def positive(self) -> int:
        """Those who rate competence above importance."""
    @property
    def ties(self) -> int:
        """Those who rate both equally."""
    @property
    def importance(self) -> float:
        """Mean importance."""
    @property
    def competence(self) -> float:
        """Mean competence."""
    @property
    def borich(self) -> float:
        """Borich's mean weighted discrepancy score."""
    @property
    def ranked_discrepancy_score(self) -> float:
        """The ranked discrepancy with the sign of its authors: the most negative is the greatest
        need.
        """

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
    def item(self) -> int:
        """Which item, from 0."""
    @property
    def respondents(self) -> int:
        """Respondents with both ratings."""
    @property
    def importance(self) -> float:
        """Mean importance (A)."""
    @property
    def performance(self) -> float:
        """Mean performance (B)."""
    @property
    def difference(self) -> float:
        """Mean of A - B."""
    @property
    def interval(self) -> tuple[float, float] | None:
        """Student's interval of it."""
    @property
    def t(self) -> float | None:
        """The paired t."""
    @property
    def t_p_value(self) -> float | None:
        """Its two-sided p-value."""
    @property
    def wilcoxon_rises(self) -> float | None:
        """The rank sum of respondents with A above B in Wilcoxon's signed-rank test."""
    @property
    def wilcoxon_p_value(self) -> float | None:
        """Its two-sided p-value."""

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
    def item(self) -> int:
        """Which item, from 0."""
    @property
    def performance(self) -> float:
        """Its mean performance."""
    @property
    def importance(self) -> float:
        """Its mean importance."""
    @property
    def quadrant(self) -> str:
        """"concentrate_here", "keep_up_the_good_work", "low_priority" or "possible_overkill"."""
    @property
    def on_line(self) -> bool:
        """Whether it lies on a line; it then counts as above or right of it."""
    @property
    def above_diagonal(self) -> bool:
        """Whether importance exceeds performance."""
    @property
    def shares(self) -> list[float] | None:
        """The share of resamples in each quadrant, in the order of the names above."""

_Values = Iterable[float | None]

_Rows = Iterable[Iterable[float | None]]
_CrossHair = str | tuple[float, float]

def rating_anova(ratings: _Rows, leave_out_incomplete: bool = False) -> RatingAnova:
    """The two-way analysis of variance of ratings: rows are subjects, columns are raters."""
def intraclass_correlations(
    ratings: _Rows, confidence: float = 0.95, leave_out_incomplete: bool = False
) -> list[IntraclassCorrelation]:
    """All six intraclass correlations of Shrout and Fleiss: rows are subjects, columns are raters.
    """
def intraclass_correlation(
    ratings: _Rows, form: str, confidence: float = 0.95, leave_out_incomplete: bool = False
) -> IntraclassCorrelation:
    """One intraclass correlation by its name, such as "ICC(2,1)"."""
def cronbach_alpha(
    answers: _Rows, confidence: float = 0.95, leave_out_incomplete: bool = False
) -> CronbachAlpha:
    """Cronbach's alpha: rows are people, columns are items."""
def spearman_brown(reliability: float, factor: float) -> float | None:
    """The reliability of a test so many times as long, or of the mean of so many raters."""
def raters_needed(reliability: float, wanted: float) -> float | None:
    """How many raters give a wanted reliability if one gives this; not rounded."""
def standard_error_of_measurement(
    standard_deviation: float, reliability: float
) -> float | None:
    """The standard error of measurement: standard deviation times the root of one minus
    reliability.
    """
def kelley(
    observed: float, mean: float, standard_deviation: float, reliability: float
) -> tuple[float, float] | None:
    """Kelley's true score behind an observed one, and its standard error of estimation."""
def james_stein(
    values: _Values, variance: float, positive_part: bool = True
) -> JamesStein | None:
    """James and Stein's estimator towards the grand mean, of values with one known variance; the
    factor is never below zero unless positive_part is False.
    """
def empirical_bayes(values: _Values, standard_errors: _Values) -> EmpiricalBayes | None:
    """Values with known standard errors drawn towards their common mean (Paule and Mandel)."""
def combine(values: _Values, standard_errors: _Values) -> Combination | None:
    """Measurements with independent errors put together, by one over the squared standard error."""
def combine_with_covariance(values: _Values, covariance: _Rows) -> Combination | None:
    """Measurements whose errors have a covariance (its rows) put together by generalised least
    squares.
    """
def combine_sources(
    values: _Values, standard_errors: _Values, sources: list[int], bias_deviations: _Values
) -> Combination | None:
    """Measurements with independent errors and a bias that those of a source share: sources gives
    for each measurement the place of its source in bias_deviations.
    """
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
) -> list[RankedItem]:
    """Items ranked by "borich", "ranked_discrepancy" (its sign turned, so that more is more need)
    or "difference"; rows are respondents, columns are items, None or nan is a missing rating. Items
    that nobody rated twice are left out.
    """
def borich_from_means(
    importance: float, competence: float, decimals: int = 2
) -> BorichFromMeans | None:
    """Borich's score by its identity, from means printed with so many decimals, and how far their
    rounding may have moved it. None for means that are not finite.
    """
def borich_agrees(
    importance: float, competence: float, score: float, decimals: int = 2
) -> bool | None:
    """Whether a printed Borich score agrees with the printed means of its row."""
def discrepancies(importance: _Rows, competence: _Rows) -> list[Discrepancies | None]:
    """How the ratings of each item compare; None for an item that nobody rated twice."""
def hennessy_hicks(
    importance: _Rows, performance: _Rows, confidence: float = 0.95
) -> list[ItemTest]:
    """The tests of Hennessy and Hicks for every item that somebody rated twice."""
def importance_performance(
    importance: _Rows,
    performance: _Rows,
    cross_hair: _CrossHair | None = None,
    *,
    replicates: int = 0,
    seed: int = 0,
) -> tuple[float, float, list[ItemQuadrant]]:
    """Where the lines stand (performance, importance), and each item in its quadrant; rows are
    respondents, columns are items. cross_hair is "grand_mean", "median" or a point (performance,
    importance). With replicates it tells how sure the quadrants are.
    """
def quadrants_of_points(
    points: list[tuple[float, float]], cross_hair: _CrossHair | None = None
) -> tuple[float, float, list[ItemQuadrant]]:
    """The same for points (performance, importance), such as the means of a printed table."""
def shortfall_probability(difference: float, standard_error: float) -> float | None:
    """The probability that the true level lies below the needed one, with difference = needed -
    held.
    """
def expected_gap(difference: float, standard_error: float) -> float | None:
    """The gap that is expected with that doubt: the mean of max(0, needed - true)."""

def mann_kendall(values: _Values) -> MannKendall | None:
    """Mann-Kendall's test for a trend in a series without seasons."""
def hamed_rao(
    values: _Values, lags: int | None = None, significance: float = 0.05
) -> MannKendall | None:
    """Mann-Kendall's test with the variance of Hamed and Rao for values that are alike to those
    before them; lags limits how far back is looked.
    """
def seasonal_mann_kendall(values: _Values, period: int = 12) -> MannKendall | None:
    """Mann-Kendall's test season by season."""
def seasonal_hamed_rao(
    values: _Values, period: int = 12, lags: int | None = None, significance: float = 0.05
) -> MannKendall | None:
    """Mann-Kendall's test season by season, with the variance multiplied by Hamed and Rao's factor
    of what is left without trend and seasons, never below one.
    """
def correlated_seasonal_mann_kendall(
    values: _Values, period: int = 12
) -> MannKendall | None:
    """Mann-Kendall's test season by season, with the covariances of the seasons (Hirsch and Slack).
    """
def sen_slope(values: _Values, confidence: float = 0.95) -> SenSlope | None:
    """Theil-Sen's slope per step; a value that is not known keeps its place in time."""
def seasonal_sen_slope(
    values: _Values, period: int = 12, confidence: float = 0.95
) -> SenSlope | None:
    """Sen's slope season by season, a change per period."""
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

def pettitt(values: _Values) -> PettittChange | None:
    """Pettitt's test for one change of level."""
def poisson_change(
    counts: Iterable[int | None], shape: float = 1.0, rate: float = 1.0
) -> PoissonChange | None:
    """The one change of a Poisson rate that explains counts best, by likelihood and by Bayes' rule
    with a gamma prior for both rates.
    """
def fit_smoothing(
    values: _Values,
    trend: bool = False,
    season: str | None = None,
    period: int = 12,
    update: str = "previous_level",
) -> Smoothing | None:
    """Exponential smoothing with the weights and the first state that leave the least squares."""
def smooth(
    values: _Values,
    weights: tuple[float, float, float],
    initial: tuple[float, float, list[float]],
    trend: bool = False,
    season: str | None = None,
    period: int = 12,
    update: str = "previous_level",
) -> Smoothing | None:
    """Exponential smoothing with weights (of level, trend and seasons) and a first state (level,
    trend and seasons) that are given.
    """

# Workload; its home is the package mahir.workload.

@final
class Wisn:
    """How many people a category of staff takes, by WISN."""

    __match_args__: ClassVar[tuple[str, ...]]
    def __new__(
        cls, basic: float, category_factor: float, individual_factor: float, needed: float
    ) -> Wisn: ...
    @property
    def basic(self) -> float:
        """People for the cases alone."""
    @property
    def category_factor(self) -> float:
        """The category allowance factor."""
    @property
    def individual_factor(self) -> float:
        """The individual allowance factor."""
    @property
    def needed(self) -> float:
        """basic x category factor + individual factor."""
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
) -> tuple[float, float] | None:
    """Working days and hours a year that are left after holidays and leave."""
def standard_workload(available_time: float, time_per_case: float) -> float | None:
    """How many cases one person can do in a year."""
def category_allowance_factor(shares: Sequence[float]) -> float | None:
    """1 / (1 - the shares of everybody's time that activities take)."""
def individual_allowance_factor(
    people_and_time: Sequence[tuple[float, float]], available_time: float
) -> float | None:
    """The people who are not there for cases: pairs of people and the time of each a year."""
def wisn(
    available_time: float,
    activities: Sequence[tuple[float, float]],
    category_shares: Sequence[float] = ...,
    people_and_time: Sequence[tuple[float, float]] = ...,
) -> Wisn | None:
    """The need of a category of staff: activities are pairs of cases a year and the time of a case.
    """
def wisn_whole_people(needed: float) -> int | None:
    """A need as whole people, as WHO's manual rounds."""

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
    def d(self) -> float:
        """The effect size."""
    @property
    def g(self) -> float | None:
        """With Hedges' exact correction."""
    @property
    def standard_error(self) -> float | None:
        """The standard error of d for large samples, where the interval rests on one."""
    @property
    def interval(self) -> tuple[float, float]:
        """The interval of d."""
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def paired_effect(
    before: Iterable[float | None],
    after: Iterable[float | None],
    denominator: str = "d_z",
    confidence: float = 0.95,
) -> Effect | None:
    """The mean change over a deviation that is named: d_z, d_av_mean, d_av_rms, d_rm or d_b."""
def independent_effect(
    first: Iterable[float | None],
    second: Iterable[float | None],
    denominator: str = "pooled",
    confidence: float = 0.95,
) -> Effect | None:
    """The difference of two groups over their pooled deviation, or over that of the second (Glass).
    """
def correlation(one: Iterable[float | None], other: Iterable[float | None]) -> float | None:
    """Pearson's correlation."""
def hedges_correction(degrees_of_freedom: float) -> float | None:
    """Hedges' exact correction J for so many degrees of freedom."""
def hake_gain(mean_before: float, mean_after: float, top: float) -> float | None:
    """Hake's gain of a class by its means."""
def normalised_change(before: float, after: float, top: float) -> float | None:
    """The normalised change of one person (Marx and Cummings), from -1 to 1."""
def wilson_interval(
    successes: int,
    trials: int,
    confidence: float = 0.95,
) -> tuple[float, float] | None:
    """Wilson's interval of a share."""
def mean_interval(
    values: Iterable[float | None],
    confidence: float = 0.95,
) -> tuple[float, float] | None:
    """The interval of a mean by Student's t."""
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
    def statistic(self) -> float:
        """t."""
    @property
    def degrees_of_freedom(self) -> float:
        """Degrees of freedom."""
    @property
    def p_value(self) -> float:
        """The two-sided p value."""
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def paired_t(
    before: Iterable[float | None],
    after: Iterable[float | None],
) -> StudentTest | None:
    """The paired t test of no change."""
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
    def difference(self) -> float:
        """The first mean minus the second."""
    @property
    def standard_error(self) -> float:
        """Its standard error."""
    @property
    def degrees_of_freedom(self) -> float | None:
        """Degrees of freedom, if there is any spread."""
    @property
    def p_value(self) -> float | None:
        """The two-sided p value, if there is any spread."""
    @property
    def interval(self) -> tuple[float, float] | None:
        """The interval of the difference."""
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def welch(
    first: Iterable[float | None],
    second: Iterable[float | None],
    confidence: float = 0.95,
) -> WelchTest | None:
    """The difference of two means that may vary differently."""
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
    def rises(self) -> float:
        """The sum of the ranks of rises."""
    @property
    def falls(self) -> float:
        """The sum of the ranks of falls."""
    @property
    def changed(self) -> int:
        """Changes other than zero."""
    @property
    def unchanged(self) -> int:
        """Changes of zero."""
    @property
    def z(self) -> float | None:
        """The normal value; None for an exact test."""
    @property
    def p_value(self) -> float:
        """The two-sided p value."""
    @property
    def rank_biserial(self) -> float:
        """The matched-pairs rank-biserial correlation."""
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def signed_rank(
    before: Iterable[float | None],
    after: Iterable[float | None],
    zeros: str = "left_out",
) -> SignedRankTest | None:
    """Wilcoxon's signed rank test; zeros "left_out" or by "pratt"."""
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
    def statistic(self) -> float:
        """U of the first group."""
    @property
    def z(self) -> float | None:
        """The normal value; None for an exact test."""
    @property
    def p_value(self) -> float:
        """The two-sided p value."""
    @property
    def superiority(self) -> float:
        """The probability that one of the first group is above one of the second."""
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def rank_sum(
    first: Iterable[float | None],
    second: Iterable[float | None],
) -> RankSumTest | None:
    """The rank sum test (Wilcoxon, Mann and Whitney)."""
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
    def statistic(self) -> float:
        """Chi squared."""
    @property
    def p_value(self) -> float:
        """Its p value."""
    @property
    def corrected(self) -> float:
        """Chi squared with the correction for continuity."""
    @property
    def corrected_p_value(self) -> float:
        """Its p value."""
    @property
    def exact_p_value(self) -> float | None:
        """The exact p value, up to a million changes."""
    @property
    def mid_p_value(self) -> float | None:
        """The mid-p value."""
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def mcnemar(gained: int, lost: int) -> McNemarTest | None:
    """Whether as many people came to hold something as lost it."""
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
    def statistic(self) -> float:
        """Chi squared."""
    @property
    def degrees_of_freedom(self) -> int:
        """Pairs of categories between which somebody moved."""
    @property
    def p_value(self) -> float:
        """The p value."""
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def bowker(table: Sequence[Sequence[int]]) -> BowkerTest | None:
    """Whether a square table of categories before (rows) and after is symmetric."""
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
    def standard_error(self) -> float:
        """The standard error of a difference of two scores."""
    @property
    def smallest(self) -> float:
        """The smallest change that is reliable."""
    @property
    def index(self) -> list[float | None]:
        """The index of each person."""
    @property
    def classes(self) -> list[str | None]:
        """What became of each: recovered, improved, unchanged or deteriorated."""
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
) -> ReliableChange | None:
    """What became of people (Jacobson and Truax): the deviation is that of the scores before unless
    it is given.
    """
def cut_offs(
    cannot: tuple[float, float],
    can: tuple[float, float] | None = None,
    less_is_better: bool = False,
) -> tuple[float, float | None, float | None] | None:
    """Jacobson and Truax's cut-offs a, b and c, from (mean, deviation) of those who cannot yet and
    of those who can.
    """
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
    def count(self) -> int:
        """People."""
    @property
    def mean_before(self) -> float:
        """Mean before."""
    @property
    def mean_after(self) -> float:
        """Mean after."""
    @property
    def deviation_before(self) -> float:
        """Standard deviation before."""
    @property
    def deviation_after(self) -> float:
        """Standard deviation after."""
    @property
    def correlation(self) -> float:
        """Correlation of both."""
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def pre_post(before: Iterable[float | None], after: Iterable[float | None]) -> PrePost | None:
    """Sums a group up for pre_post_control."""
def standardised_change(group: PrePost) -> float | None:
    """The standardised mean change of a group over the deviation of its changes."""
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
    def ppc1(self) -> float:
        """d_ppc1."""
    @property
    def ppc2(self) -> float:
        """d_ppc2, which Morris recommends."""
    @property
    def variance(self) -> float | None:
        """Its variance by equation 25; None for four people or fewer."""
    @property
    def large_sample_variance(self) -> float:
        """Its variance for large samples."""
    @property
    def interval(self) -> tuple[float, float] | None:
        """The interval of d_ppc2."""
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def pre_post_control(
    attended: PrePost,
    compared: PrePost,
    confidence: float = 0.95,
) -> PrePostControl | None:
    """The pre-post-control effects of people who attended against people who did not."""
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
    def value(self) -> float:
        """The coefficient."""
    @property
    def standard_error(self) -> float:
        """Its standard error."""
    @property
    def t(self) -> float | None:
        """value over standard error."""
    @property
    def degrees_of_freedom(self) -> float:
        """Degrees of freedom."""
    @property
    def p_value(self) -> float | None:
        """The two-sided p value."""
    @property
    def interval(self) -> tuple[float, float]:
        """The interval."""
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
    def coefficients(self) -> list[Coefficient | None]:
        """The coefficients in the order of the columns; None where the errors do not exist."""
    @property
    def residuals(self) -> list[float]:
        """What is left unexplained, row by row."""
    @property
    def degrees_of_freedom(self) -> float:
        """Rows less coefficients."""
    @property
    def r_squared(self) -> float | None:
        """The share of the variance that is explained."""
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def linear_model(
    values: Iterable[float | None],
    columns: Iterable[Iterable[float | None]],
    errors: str = "hc3",
    clusters: Sequence[int] | None = None,
    groups: Sequence[int] | None = None,
    confidence: float = 0.95,
) -> LinearModel:
    """Least squares by columns (a column of ones for an intercept), with errors "classical" or
    "hc0" to "hc3", or by clusters (with errors "cr2" for few of them); with groups their means are
    taken out.
    """
def covariance_analysis(
    after: Iterable[float | None],
    attended: Sequence[bool],
    before: Iterable[float | None],
    covariates: Iterable[Iterable[float | None]] | None = None,
    errors: str = "hc3",
    confidence: float = 0.95,
) -> LinearModel:
    """The value after by attendance, the value before and covariates; coefficient 1 is the effect.
    """
def difference_in_differences(
    attended: tuple[Iterable[float | None], Iterable[float | None]],
    compared: tuple[Iterable[float | None], Iterable[float | None]],
    errors: str = "hc2",
    confidence: float = 0.95,
) -> Coefficient | None:
    """(before, after) of those who attended and of those who did not, as a difference in
    differences.
    """
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
    def since(self) -> int:
        """Periods since attendance; below zero before it."""
    @property
    def attended(self) -> int:
        """People who attended, behind it."""
    @property
    def waiting(self) -> int:
        """People who had not attended yet, behind it."""
    @property
    def effect(self) -> float:
        """The effect."""
    @property
    def standard_error(self) -> float:
        """Its standard error."""
    @property
    def interval(self) -> tuple[float, float]:
        """Its interval."""
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
) -> list[EventEffect]:
    """Effects by time since attendance: row by row the person, the period, the value, and the
    period in which the person attended (None for never); with clusters (and covariates, column by
    column) of the rows errors may go together within clusters.
    """
def power_of_t_test(
    effect: float,
    n: float,
    design: str = "paired",
    significance: float = 0.05,
) -> float | None:
    """The power of a two-sided t test of an effect with n people (in each group); the design is
    "paired" or "two_groups".
    """
def needed_people(
    effect: float,
    power: float = 0.8,
    design: str = "paired",
    significance: float = 0.05,
) -> float | None:
    """The people (in each group) whom a two-sided t test needs; not rounded up."""
def minimal_detectable_effect(
    n: float,
    power: float = 0.8,
    design: str = "paired",
    significance: float = 0.05,
) -> float | None:
    """The smallest effect that n people (in each group) can show."""
def adjusted(p_values: Sequence[float | None], adjustment: str = "holm") -> list[float | None]:
    """P values adjusted for their number: "holm", "benjamini_hochberg" or "none"; None stays None.
    """
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
    def mean_first(self) -> float:
        """Mean of the first group."""
    @property
    def mean_second(self) -> float:
        """Mean of the second."""
    @property
    def standardised_difference(self) -> float | None:
        """Standardised difference."""
    @property
    def variance_ratio(self) -> float | None:
        """Variance ratio."""
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def balance(first: Iterable[float | None], second: Iterable[float | None]) -> Balance | None:
    """Standardised difference and variance ratio of two groups."""
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
    def estimate(self) -> float:
        """The statistic of the people as they are."""
    @property
    def standard_error(self) -> float:
        """The deviation over the draws."""
    @property
    def percentile(self) -> tuple[float, float]:
        """The middle of the draws."""
    @property
    def accelerated(self) -> tuple[float, float] | None:
        """Corrected for bias and acceleration (BCa)."""
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def bootstrap_change(
    before: Iterable[float | None],
    after: Iterable[float | None],
    top: float | None = None,
    resamples: int = 2000,
    seed: int = 0,
    confidence: float = 0.95,
) -> tuple[Bootstrap | None, Bootstrap | None]:
    """The mean change and, with the top of the scale, Hake's gain of a class, by drawing people
    again.
    """
def paired_summaries(
    frame: _ArrowStream,
    top: float | None = None,
    resamples: int = 2000,
    seed: int = 0,
    confidence: float = 0.95,
) -> Table:
    """All that pairs of before and after say, group by group: a frame with the columns group,
    before and after gives a table with one row for each group, in the order in which they first
    come.
    """
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
    def rule(self) -> str:
        """The rule that it breaks."""
    @property
    def what(self) -> str:
        """Which number."""
    @property
    def printed(self) -> float:
        """As printed."""
    @property
    def possible(self) -> tuple[float, float] | None:
        """What the other numbers allow, if anything."""
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def check_printed(**printed: Any) -> list[Inconsistency]:
    """Every number of a printed summary that the others rule out, within rounding.

    Numbers come as they are printed, as texts: check_printed(count=10, change="1.58",
    deviation_of_changes="1.23", t="4.06").
    """
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
    def mean(self) -> tuple[float, float]:
        """Mean and deviation of the mean effect."""
    @property
    def between(self) -> tuple[float, float]:
        """Mean and deviation of the deviation between effects."""
    @property
    def within(self) -> tuple[float, float]:
        """Mean and deviation of the deviation between sessions of an effect; zeros where it is not
        part of the model.
        """
    @property
    def effects(self) -> list[tuple[float, float]]:
        """Mean and deviation of each effect."""
    @property
    def intervals(self) -> list[tuple[float, float] | None]:
        """The interval of each effect, and last of one not seen yet."""
    @property
    def above(self) -> list[float | None]:
        """The probability of each effect, and last of one not seen yet, to be above the threshold.
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def hierarchy(
    values: Iterable[float | None],
    standard_errors: Iterable[float | None],
    mean: tuple[float, float] | None = None,
    between_scale: float | None = None,
    probability: float = 0.95,
    threshold: float = 0.0,
) -> Hierarchy | None:
    """The hierarchical normal model of measured effects, by sums over a grid: the prior of the mean
    is (mean, deviation) or None, that of the deviation between effects half-Cauchy with a scale, or
    flat for None.
    """
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
) -> Hierarchy | None:
    """The same for effects that were each measured in several sessions (rows of unequal length,
    empty for none). The deviation between sessions of an effect gets a half-normal prior with a
    scale, or is not part of the model for None. Each effect may have an error that all its sessions
    share, an offset of what is expected of it, and a factor for its deviation.
    """
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
    def expected(self) -> float:
        """The expected rank."""
    @property
    def best(self) -> float:
        """The probability of being the largest."""
    @property
    def rank_from(self) -> int:
        """The best rank that is plausible."""
    @property
    def rank_until(self) -> int:
        """The worst rank that is plausible."""
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def rank_chances(
    means: Iterable[float | None],
    deviations: Iterable[float | None],
) -> list[RankChance] | None:
    """Ranks of independent normal values."""
def knowledge_gradient(
    means: Iterable[float | None],
    deviations: Iterable[float | None],
    noise: Iterable[float | None],
) -> list[float] | None:
    """What one more measurement of each choice is worth before choosing the best."""
def expected_improvement(mean: float, deviation: float, noise: float, other: float) -> float:
    """What one more measurement is worth before choosing between one thing and a known other."""
def lottery(applicants: int, seats: int, seed: int) -> list[int]:
    """Draws so many of a number of applicants, all with the same chance, by a seed that is made
    known.
    """
def noncentral_t_cdf(
    t: float,
    degrees_of_freedom: float,
    noncentrality: float,
) -> float | None:
    """The probability that a noncentral t value is at most t."""
def noncentrality(t: float, degrees_of_freedom: float, probability: float) -> float | None:
    """The noncentrality with which a value of at most t has a probability."""
def normal_cdf(x: float) -> float | None:
    """The probability that a standard normal value is at most x."""
def normal_quantile(probability: float) -> float | None:
    """The standard normal value that is not exceeded with a probability between 0 and 1."""
def student_t_cdf(t: float, degrees_of_freedom: float) -> float | None:
    """The probability that a value of Student's t is at most t."""
def student_t_quantile(probability: float, degrees_of_freedom: float) -> float | None:
    """The value of Student's t that is not exceeded with a probability between 0 and 1."""
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
    def index(self) -> float:
        """The index, unrounded."""
    @property
    def printed(self) -> str:
        """Rounded to two decimals, as offices print it."""
    @property
    def interval(self) -> tuple[float, float] | None:
        """Its interval over the respondents."""
    @property
    def grade(self) -> str:
        """The grade of the printed index."""
    @property
    def unrounded_grade(self) -> str:
        """The grade of the unrounded index."""
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
    def respondents(self) -> int:
        """Respondents who answered every element."""
    @property
    def incomplete(self) -> int:
        """Those who did not, and are left out."""
    @property
    def elements(self) -> list[float]:
        """Mean answer of each element."""
    @property
    def intervals(self) -> list[tuple[float, float] | None]:
        """The interval of each element."""
    @property
    def exact(self) -> SatisfactionIndex:
        """With exact weights, 1/9."""
    @property
    def regulated(self) -> SatisfactionIndex:
        """With the weight as regulated, 0.111."""
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def survey(answers: Sequence[Sequence[int]]) -> Survey:
    """Works a satisfaction survey out: for each respondent a row of answers from 1 to 4, 0 for
    none.
    """
def survey_change(
    before: Sequence[Sequence[int]],
    after: Sequence[Sequence[int]],
) -> WelchTest | None:
    """The change of the index (exact weights) from one survey to a later one of other people: the
    difference of the respondents' own indices by Welch's test, with its interval of 95 %.
    """
def detectable(
    schedule: Schedule,
    deviation: float = 0.5,
    power: float = 0.8,
    **policy: Unpack[EvaluationPolicy],
) -> Table:
    """What measuring each scheduled programme could show: the smallest change, in levels, and the
    people needed for the worthwhile one. Keyword arguments change the rules of the evaluation.
    """
def published_effects() -> list[tuple[int, float, int | None, int | None, str]]:
    """What meta-analyses found of training: (Kirkpatrick's level 1 to 4, d, studies, people,
    source).
    """
@final
class Policy:
    """The rules of all stages, as a value."""

    def __new__(cls, **stages: Any) -> Policy: ...
    @staticmethod
    def from_json(document: str) -> Policy:
        """Reads what to_json() wrote."""
    def to_json(self) -> str:
        """The whole as a JSON document."""
    def _repr_html_(self) -> str: ...
    def to_dict(self) -> dict[str, Any]:
        """The rules as a dictionary, as agency.run() takes it."""
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
    def policy(self) -> Policy:
        """The policy around the callables."""
    @property
    def value(self) -> Callable[[Gaps, str, str], float | None] | None:
        """What a seat is worth, asked for every person and programme."""
    @property
    def values(self) -> Callable[[Gaps], Iterable[tuple[str, str, float]]] | None:
        """What seats are worth, asked for all at once."""
    @property
    def evidence(self) -> Callable[..., float | tuple[float, float | None] | None] | None:
        """The level that somebody holds, by their assessments."""
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
    def from_json(document: str) -> World:
        """Reads what to_json() wrote."""
    def to_json(self) -> str:
        """The whole as a JSON document."""
    def _repr_html_(self) -> str: ...
    def to_dict(self) -> dict[str, Any]:
        """The parameters as a dictionary: a number where it is certain, a shape where it is not."""
    def at_means(self) -> World:
        """The same world without chance in its numbers: each at its mean."""
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Change:
    """A change to an agency, as a value."""

    @staticmethod
    def budget(factor: float) -> Change:
        """All budgets times a factor."""
    @staticmethod
    def prices(factor: float, provider: str | None = None) -> Change:
        """Prices times a factor, of one provider or of all."""
    @staticmethod
    def provider_withdraws(provider: str, from_day: datetime.date | str) -> Change:
        """A provider is gone from a day on."""
    @staticmethod
    def volumes(factor: float, service: str | None = None) -> Change:
        """What was asked for within the last twelve known months times a factor."""
    @staticmethod
    def no_hours_floor() -> Change:
        """No least number of training hours a year."""
    @staticmethod
    def minimum_on_duty(unit: str, people: int) -> Change:
        """A unit's minimum on duty."""
    @staticmethod
    def cover_share(share: float) -> Change:
        """The share of a unit's working hours in a phase that may go into training."""
    @staticmethod
    def only_forms(forms: list[str]) -> Change:
        """Only programmes of some forms are offered."""
    @staticmethod
    def without_programme(programme: str) -> Change:
        """A programme is not offered."""
    @staticmethod
    def sessions(form: str, times: int) -> Change:
        """Programmes of a form can be held so many times as often in a phase."""
    def explain(self, lang: str = "en") -> str:
        """The change in words."""
    @staticmethod
    def from_json(document: str) -> Change:
        """Reads what to_json() wrote."""
    def to_json(self) -> str:
        """The whole as a JSON document."""
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
    def runs(self) -> int:
        """How many runs there are: policies × changes × worlds × replications."""
    def _repr_html_(self) -> str: ...
    def run(
        self,
        progress: Callable[[Progress], object] | None = None,
        executor: Any = None,
        chunk: int | None = None,
    ) -> Runs:
        """Runs everything, and keeps all rows.

        progress hears a dictionary and may return False to stop, after which the runs that are done
        are kept. With an executor (any of concurrent.futures, or one that looks like it, of Dask or
        Ray) the runs go there in chunks; rows are the same either way.
        """
    def part(self, start: int, stop: int) -> bytes:
        """The values of some runs, numbered from 0, as bytes: 64-bit floats, little-endian."""
    def rows(self, start: int, stop: int) -> Table:
        """The rows of some runs, numbered from 0."""
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
    ) -> int:
        """Runs everything into a CSV file, or goes on where it ends, also after a run that was
        killed. Returns how many runs the file holds now. Memory does not grow with replications.
        """
    @staticmethod
    def _from_parts(document: str, names: list[str], policies: list[Any]) -> Experiment: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Runs:
    """The rows of an experiment."""

    @staticmethod
    def from_json(document: str) -> Runs:
        """Reads what to_json() wrote."""
    @property
    def tables(self) -> list[str]:
        """The names of its tables; the first one is its rows proper."""
    def table(self, name: str | None = None) -> Table:
        """One of its tables; without a name, its rows proper."""
    def summary(self, lang: str = "en") -> str:
        """What a person should know of it, in a few lines: lang is "en" or "id"."""
    def to_json(self) -> str:
        """The whole as a versioned JSON document."""
    def _repr_html_(self) -> str: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __len__(self) -> int: ...
    @property
    def is_complete(self) -> bool:
        """Whether every run is there."""
    def values(
        self,
        policy: str,
        change: str,
        indicator: str,
        world: str = "usual",
        year: int | None = None,
    ) -> list[float]:
        """An indicator replication by replication: its mean over the years, or its value in one."""
    def compare(
        self,
        first: tuple[str, str],
        second: tuple[str, str],
        indicator: str,
        confidence: float = 0.95,
    ) -> dict[str, Any]:
        """Compares two arms, each (policy, change), under the same luck and over all worlds: the
        first minus the second in an indicator's mean over the years.
        """

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
    def replications(self) -> int:
        """Replications of the first rule, or pairs."""
    @property
    def difference(self) -> float:
        """The mean difference."""
    @property
    def standard_error(self) -> float:
        """Its standard error."""
    @property
    def interval(self) -> tuple[float, float]:
        """Its interval."""
    @property
    def p_value(self) -> float | None:
        """The two-sided p value, if anything varies."""
    @property
    def variance_ratio(self) -> float | None:
        """How many times smaller the variance is than that of independent runs, where paired."""
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def paired(
    first: Iterable[float | None],
    second: Iterable[float | None],
    confidence: float = 0.95,
) -> Comparison | None:
    """Compares two rules replication by replication under the same luck: Student's t."""
def independent(
    first: Iterable[float | None],
    second: Iterable[float | None],
    confidence: float = 0.95,
) -> Comparison | None:
    """Compares two rules whose replications have nothing in common: Welch's t."""
def needed_replications(
    pilot: Iterable[float | None], error: float, confidence: float = 0.95
) -> int | None:
    """How many replications bring the half-width of a mean's interval down to an error, by a pilot.
    """
def needed_replications_relative(
    pilot: Iterable[float | None], share: float, confidence: float = 0.95
) -> int | None:
    """How many replications bring the error down to a share of the mean."""
def coverage(
    intervals: Sequence[tuple[float, float]], truth: float, confidence: float = 0.95
) -> tuple[float, tuple[float, float]] | None:
    """The share of some intervals that hold the true value, with its Wilson interval."""
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
    def regret(self) -> list[list[float]]:
        """By rule, then world; 0 for the best."""
    @property
    def largest(self) -> list[float]:
        """The largest of each rule."""
    @property
    def mean(self) -> list[float]:
        """The mean of each rule, every world counting alike."""
    @property
    def best_in(self) -> list[int]:
        """In how many worlds each rule is the best."""
    @property
    def minimax(self) -> int:
        """The rule whose largest regret is smallest."""
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def regret(values: Iterable[Iterable[float | None]]) -> Regret | None:
    """Regret from values by rule, then world; more is better."""
def satisficing(
    values: Iterable[Iterable[Iterable[float | None]]], thresholds: Iterable[float | None]
) -> list[float] | None:
    """In which share of worlds each rule reaches every threshold; values by indicator, rule, world.
    """
def rinott_constant(rules: int, probability: float, first_stage: int) -> float | None:
    """Rinott's constant h for the best of some rules after a first stage of replications each."""
def dudewicz_dalal_constant(rules: int, probability: float, first_stage: int) -> float | None:
    """Dudewicz and Dalal's constant h."""
def second_stage(
    first: Iterable[float | None], constant: float, indifference: float
) -> int | None:
    """How many replications a rule needs in all after its first stage."""
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
    def replications(self) -> int:
        """Replications that were seen while it was in."""
    @property
    def mean(self) -> float:
        """Its mean over them."""
    @property
    def dropped_after(self) -> int | None:
        """After how many replications it dropped out."""
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class KimNelson:
    """A race in which rules that are clearly behind drop out."""

    def __new__(
        cls, rules: int, first_stage: int, indifference: float, error: float = 0.05
    ) -> KimNelson: ...
    def see(self, values: Iterable[float | None]) -> bool:
        """Takes in one replication, a value of each rule; False, and nothing taken in, if there are
        not as many values as rules or one that counts is not finite.
        """
    @staticmethod
    def _from_document(document: str) -> KimNelson: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def seen(self) -> int:
        """Replications seen."""
    @property
    def chosen(self) -> int | None:
        """The one that is left, if it is clear."""
    @property
    def contenders(self) -> list[Contender]:
        """How all stand."""

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
    def mean(self) -> float:
        """The mean elementary effect."""
    @property
    def mean_size(self) -> float:
        """The mean size of the effects."""
    @property
    def interval(self) -> tuple[float, float]:
        """The interval of the mean size."""
    @property
    def deviation(self) -> float:
        """How much the effect differs from place to place."""
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
    def points(self) -> list[list[float]]:
        """The points to be tried, each with a number from 0 to 1 for every factor."""
    def probability(self, value: float) -> float:
        """A number of a point as a probability for Distribution.quantile()."""
    def effects(
        self, values: Iterable[float | None], confidence: float = 0.95
    ) -> list[MorrisEffect] | None:
        """What each factor does, from the values at the points."""

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
    def first(self) -> float:
        """The share that would go if the factor were known."""
    @property
    def first_interval(self) -> tuple[float, float]:
        """Its bootstrap interval."""
    @property
    def total(self) -> float:
        """The share that would stay if all others were known."""
    @property
    def total_interval(self) -> tuple[float, float]:
        """Its bootstrap interval."""
    def __eq__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class SobolDesign:
    """Saltelli's design for first-order and total indices."""

    def __new__(cls, factors: int, rows: int, seed: int = 1) -> SobolDesign: ...
    def __getnewargs__(self) -> tuple[int, int, int]: ...
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def points(self) -> list[list[float]]:
        """The points to be tried, each with a probability for every factor."""
    def indices(
        self,
        values: Iterable[float | None],
        resamples: int = 1000,
        confidence: float = 0.95,
        seed: int = 1,
    ) -> list[SobolIndex] | None:
        """The indices from the values at the points, with bootstrap intervals."""

@final
class Distribution:
    """A distribution whose parameters were checked."""

    def __new__(cls, value: float | None = None, **parameters: Any) -> Distribution: ...
    @property
    def mean(self) -> float:
        """The mean."""
    @property
    def support(self) -> tuple[float, float]:
        """The least and the greatest value; infinite where there is no end."""
    def quantile(self, probability: float) -> float:
        """The value that is not passed with a probability."""
    def to_dict(self) -> Any:
        """The parameters: a number where it is certain, otherwise a dictionary with its shape."""
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
    def stream(self, purpose: int, entity: object = None, year: int = 0) -> Stream:
        """The stream of an entity (a name, a number, a tuple of them, or None for the whole) for a
        purpose in a year, the same whatever else is asked.
        """

@final
class Stream:
    """A sequence of random numbers."""

    @staticmethod
    def _from_document(document: str) -> Stream: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def uniform(self) -> float:
        """A number strictly between 0 and 1."""
    def normal(self) -> float:
        """A standard normal draw."""
    def draw(self, distribution: Distribution) -> float:
        """A draw from a distribution."""
    def happens(self, probability: float) -> bool:
        """Whether something of this probability happens; what happens stays if it grows."""
    def below(self, count: int) -> int:
        """A whole number below another; 0 if there is none below it."""

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
) -> Table:
    """Lives through years under a policy: rows of year, indicator, value."""
def changed(agency: Agency, changes: Change | Iterable[Change]) -> Agency:
    """The agency after some changes, made in turn."""
def broken_by_plan(plan: Plan) -> list[str]:
    """What a plan breaks, in words; nothing if it is lawful."""
def broken_by_replanning(earlier: Schedule, later: Schedule) -> list[str]:
    """What a changed schedule breaks, given the one that it was made from, in words."""
def broken_by_schedule(schedule: Schedule) -> list[str]:
    """What a schedule breaks, in words."""
def broken_by_scoring(gaps: Gaps) -> list[str]:
    """What gaps break, in words."""
def broken_by_policy(
    policy: Policy | OwnPolicy | dict[str, Any] | Callable[[Agency, datetime.date], Schedule],
    agency: Agency,
    as_of: datetime.date | str,
    world: World,
) -> list[str]:
    """What a policy breaks of deciding the same when it is asked again, in words."""
