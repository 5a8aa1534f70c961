"""The rules of each stage as typed dictionaries.

They type the keyword arguments of the stages, so that a type checker finds a misspelt option, and
the dictionary that ``Agency.run`` takes::

    from mahir.options import Policy

    policy: Policy = {"evidence": {"choose": "latest"}, "plan": {"below_cut": 5}}
    round_ = agency.run("2026-01-05", policy)

What is left out keeps its default; :func:`mahir.default_policy` has all of them. Levels and weights
are numbers here, days are ``datetime.date`` or texts such as ``"2026-01-05"``. Units and ranges
stand with the fields of the same names in the documentation of the Rust crate.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Literal, TypedDict

__all__ = [
    "DemandRule",
    "EvaluationPolicy",
    "EvidencePolicy",
    "FairnessFloor",
    "FollowUpPolicy",
    "MoneyPolicy",
    "NeedPolicy",
    "PlanOptions",
    "Policy",
    "PreviousStarts",
    "ProfessionalityOptions",
    "Progress",
    "ReplanOptions",
    "ScheduleOptions",
    "ScheduleWorth",
    "SeatLottery",
    "SolveOptions",
    "SourceCorrection",
    "StayClose",
    "WeightedCosts",
    "WeightedObjective",
    "Wishes",
]


# Keys that are words of Python itself cannot stand in a class.
_DemandRuleRaise = TypedDict("_DemandRuleRaise", {"raise": float}, total=False)


class DemandRule(_DemandRuleRaise, total=False):
    """From a service's volume to needs."""

    months_required: int
    months_considered: int
    significance: float
    autocorrelation: Literal["hamed_rao", "correlated_seasons", "ignore"]
    rising_from: float
    steady_within: float
    months_for_smoothing: int
    growth_at_most: float
    weight_at_most: float
    due_in_months: int
    horizon_months: int


class NeedPolicy(TypedDict, total=False):
    """How needs are found: ``Agency.needs``."""

    post_standards: bool
    next_posts: bool
    demand: DemandRule | None
    priorities: bool
    certificates: int | None
    performance: float | None


class SourceCorrection(TypedDict, total=False):
    """What is known of how a source errs; ``source`` must be given."""

    source: str
    bias: float
    bias_error: float
    standard_error_if_unknown: float


class EvidencePolicy(TypedDict, total=False):
    """How levels are taken from assessments: ``Needs.gaps``."""

    choose: Literal["latest", "best", "reliability_weighted"]
    months_at_most: int | None
    half_life_months: int | None
    sources: list[str]
    source_priority: list[str]
    corrections: list[SourceCorrection]
    standard_error_if_unknown: float
    unrated: Literal["zero", "group_mean", "leave_open"]
    shrink_to_group: bool


class FairnessFloor(TypedDict, total=False):
    """The least share of its gaps that a group must close: ``PlanOptions["fairness"]``.

    A group is a unit with the units below it, or people by their ids; without both it is every unit
    by itself. ``closes`` is a share from 0 to 1.
    """

    name: str
    unit: str | None
    people: Sequence[str]
    closes: float


class SeatLottery(TypedDict, total=False):
    """How the last seats of oversubscribed sessions are drawn by lot."""

    seed: int
    tolerance: float


class StayClose(TypedDict, total=False):
    """A plan to stay close to, and what a change costs: ``PlanOptions["stay_close"]``.

    ``seats`` are ids of person, programme and phase; ``Plan.stay_close`` gives all of it.
    """

    weight: float
    seats: Sequence[Sequence[str]]


class Wishes(TypedDict, total=False):
    """What a plan must leave out and must hold, by ids: ``PlanOptions["wishes"]``."""

    forbidden_people: Sequence[str]
    forbidden_programmes: Sequence[str]
    forbidden_pairs: Sequence[Sequence[str]]
    required_people: Sequence[str]
    required_programmes: Sequence[str]
    required_pairs: Sequence[Sequence[str]]


class PlanOptions(TypedDict, total=False):
    """How the plan is made: ``Gaps.plan``.

    ``cases`` spends two fifths of the work on a lower bound by cases, so many sessions of a
    programme in that phase: below 1,000 people, with a ``work`` of 6,000 a person or more. Where
    it lowered the bound, the table ``prices`` is empty.
    """

    rule: Literal["solver", "greedy"]
    work: int | None
    gap: float
    cases: bool
    seed: int
    floor_hour_value: float
    prove: bool | None
    below_cut: int
    price_step: int
    benefit_days: int
    spare_staff_per_session: bool
    wishes: Wishes
    own_values: Sequence[tuple[str, str, float]]
    fairness: Sequence[FairnessFloor]
    stay_close: StayClose | None
    lottery: SeatLottery | None


class ScheduleOptions(TypedDict, total=False):
    """How the schedule is made: ``Plan.schedule``.

    ``work`` is the most work of the improvement after the first schedule; 0 leaves that as it is.
    """

    days_after_prerequisite: int
    may_leave_out: bool
    work: int


class ReplanOptions(TypedDict, total=False):
    """What a change of a schedule costs: ``Schedule.replan``.

    Weights of a person who loses a seat (at least that of the next), of one who attends on other
    days, and of a session that is not held when it was to be, by the own agency or by a provider
    outside; each at most 1,000,000. ``work`` is the most work of the search.
    """

    lost_seat: int
    moved_person: int
    moved_session: int
    moved_outside_session: int
    work: int


class WeightedCosts(TypedDict):
    """What a day costs, each at most 1,000: ``WeightedObjective["weighted"]``.

    ``lateness`` is the cost of a day after the due date, ``completion`` that of each day until the
    end, late or not; both times the activity's weight.
    """

    lateness: int
    completion: int


class WeightedObjective(TypedDict):
    """Little weighted lateness and completion: ``SolveOptions["objective"]``."""

    weighted: WeightedCosts


class PreviousStarts(TypedDict):
    """An earlier schedule that is kept where possible: ``SolveOptions["previous"]``.

    ``cost`` is what it costs that an activity starts on another day or loses its place, in units
    of the objective.
    """

    starts: Sequence[int | None]
    cost: int


class SolveOptions(TypedDict, total=False):
    """How a project is solved: ``Project.solve``.

    ``objective`` is "makespan" or weighted; ``work`` is about how many times an activity is given a
    place (a second of one processor: ten to twenty million of a small project). The result depends
    on ``seed`` and ``searches``, not on how many threads there are. ``previous`` goes with a weighted
    objective only.
    """

    objective: Literal["makespan"] | WeightedObjective
    work: int
    seed: int
    searches: int
    previous: PreviousStarts


class MoneyPolicy(TypedDict, total=False):
    """What changes are worth, in rupiah: ``EvaluationPolicy["money"]``."""

    value_by_measure: dict[str, int]
    isolation_low: float
    isolation_high: float
    years: float


class EvaluationPolicy(TypedDict, total=False):
    """How outcomes are judged: ``Schedule.evaluate``."""

    confidence: float
    pairs_at_least: int
    worthwhile_change: float
    worthwhile_by_measure: dict[str, float]
    attended_at_least: float
    adjustment: Literal["holm", "benjamini_hochberg", "none"]
    find_comparison: bool
    comparison_days: int
    balance_at_most: float
    reliability_by_measure: dict[str, float]
    transfer_after_days: int
    transfer_from: float
    resamples: int | None
    seed: int
    money: MoneyPolicy
    as_of: datetime.date | str | None


class FollowUpPolicy(TypedDict, total=False):
    """By which thresholds follow-up is decided: ``Evaluation.follow_up``."""

    worthwhile_gain: float
    expand_from: float
    stop_up_to: float
    liked_from: float
    prior_deviation_at_least: float
    change_deviation_at_least: float
    beliefs: Literal["hierarchical", "separate"]
    prior: Literal["catalogue", "published"]
    level_deviation: float
    form_deviation: float
    session_deviation: float
    half_life_months: float
    value_per_level: int | None
    evaluation_cost: int
    reassess_after_months: int


class MeasurementPolicy(TypedDict, total=False):
    """What is measured, and of whom, in years that are lived through."""

    tested: float
    comparison: int
    reassessed: float


class Policy(TypedDict, total=False):
    """The rules of all stages: ``Agency.run``."""

    need: NeedPolicy
    evidence: EvidencePolicy
    plan: PlanOptions
    schedule: ScheduleOptions
    evaluation: EvaluationPolicy
    follow_up: FollowUpPolicy
    measurement: MeasurementPolicy


class ProfessionalityOptions(TypedDict, total=False):
    """The points of the competency part of the index of professionality (IP ASN).

    ``career``, ``technical`` and ``technical_hours`` come from BKN 8/2019; ``technical_of_staff``,
    ``seminar`` and ``seminar_of_staff`` and which forms count are from memory. Points are from 0 to
    100, hours are whole (JP).
    """

    career: float
    technical: float
    technical_of_staff: float
    seminar: float
    seminar_of_staff: float
    technical_hours: int
    technical_forms: Sequence[str]
    seminar_forms: Sequence[str]


class CatchUpOptions(TypedDict, total=False):
    """In which phases seats are caught up, by ids; none are all later ones: ``Schedule.catch_up``."""

    phases: Sequence[str]


class ScheduleWorth(TypedDict):
    """How good a schedule is beside what no schedule can pass: ``Schedule.worth``.

    ``lost`` counts attendances without a place, each with those that build on it; ``last_days`` is the
    sum over all sessions of training days up to their last. No schedule loses fewer than
    ``lost_at_least``; none that loses at most ``lost`` has a smaller sum than ``last_days_at_least``.
    ``gap`` is how much smaller it could be at most, as a share.
    """

    lost: int
    lost_at_least: int
    last_days: int
    last_days_at_least: int
    gap: float


class Progress(TypedDict):
    """How far long work is: what a ``progress`` callable is given.

    ``stage`` is the stage that works; ``done`` and ``total`` count its units of work, ``total`` is
    None where nobody can know it. ``objective`` is the value of the best result so far, ``bound``
    what no result can pass, ``gap`` their distance as a share; each is None where there is none.
    """

    stage: str
    done: int
    total: int | None
    objective: float | None
    bound: float | None
    gap: float | None
