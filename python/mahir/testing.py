"""What tests of one's own policies need: agencies drawn by hypothesis, and laws.

    from hypothesis import given
    import mahir
    from mahir.testing import agencies, assert_plan_is_lawful

    @given(agencies())
    def test_a_cut_keeps_every_rule(agency):
        cut = mahir.changed(agency, mahir.Change.budget(0.8))
        assert_plan_is_lawful(cut.needs("2026-01-05").gaps().plan())

The laws need nothing else; the strategy needs hypothesis.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from mahir import Agency, Gaps, OwnPolicy, Plan, Policy, Schedule, World
from mahir._mahir import (
    broken_by_plan,
    broken_by_policy,
    broken_by_replanning,
    broken_by_schedule,
    broken_by_scoring,
)

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = [
    "AS_OF",
    "FEATURES",
    "agencies",
    "assert_plan_is_lawful",
    "assert_policy_is_deterministic",
    "assert_replanning_is_lawful",
    "assert_schedule_is_lawful",
    "assert_scoring_is_lawful",
]

AS_OF = datetime.date(2026, 1, 5)
"""The day for which drawn agencies are to be planned."""

FEATURES = frozenset(
    {
        "absences",
        "agreements",
        "contracts",
        "counters",
        "evidence",
        "next_posts",
        "prerequisites",
        "retirements",
        "scarcity",
        "services",
    }
)
"""What may occur in drawn agencies; each can be left out."""


def _lawful(what: str, broken: list[str]) -> None:
    if broken:
        lines = "\n  ".join(broken)
        raise AssertionError(f"the {what} breaks {len(broken)} laws:\n  {lines}")


def assert_plan_is_lawful(plan: Plan) -> None:
    """The plan keeps every rule of the agency, and costs and is worth what it says."""
    _lawful("plan", broken_by_plan(plan))


def assert_schedule_is_lawful(schedule: Schedule) -> None:
    """The schedule keeps every rule of days, people, partners and counters, and loses nobody."""
    _lawful("schedule", broken_by_schedule(schedule))


def assert_replanning_is_lawful(earlier: Schedule, later: Schedule) -> None:
    """A changed schedule keeps what has begun, is lawful, and tells everything that moved."""
    _lawful("replanning", broken_by_replanning(earlier, later))


def assert_scoring_is_lawful(gaps: Gaps) -> None:
    """Gaps are needed minus held, scores add up, bands are decided in whole numbers."""
    _lawful("scoring", broken_by_scoring(gaps))


def assert_policy_is_deterministic(
    policy: Policy | OwnPolicy,
    agency: Agency,
    as_of: datetime.date | str = AS_OF,
    world: World | None = None,
) -> None:
    """The policy decides the same when it is asked again."""
    given = World() if world is None else world
    _lawful("policy", broken_by_policy(policy, agency, as_of, given))


def agencies(
    *, people: int = 8, programmes: int = 4, features: frozenset[str] = FEATURES
) -> SearchStrategy[Agency]:
    """Valid agencies with at most so many people and programmes, and some of the features."""
    from hypothesis import strategies

    unknown = sorted(features - FEATURES)
    if unknown:
        known = ", ".join(sorted(FEATURES))
        raise ValueError(f"unknown features {', '.join(unknown)}; expected some of {known}")
    return strategies.composite(_agency)(people, programmes, features)


def _day(number: int) -> str:
    return str(datetime.date(2026, 1, 1) + datetime.timedelta(days=number))


def _agency(draw: DrawFn, most_people: int, most_programmes: int, features: frozenset[str]) -> Agency:
    from hypothesis import strategies as some

    def number(low: int, high: int) -> int:
        return draw(some.integers(low, high))

    def sometimes(feature: str) -> bool:
        return feature in features and draw(some.booleans())

    competencies, posts, units = number(1, 3), number(1, 3), number(1, 3)
    people = number(1, most_people)
    required = [
        f"J{post},C{competency},{number(1, 5)},{number(1, 5)}"
        for post in range(posts)
        for competency in range(competencies)
        if draw(some.booleans())
    ]
    of_unit = [number(0, units - 1) for _ in range(people)]
    rows, assessed = [], []
    for person, unit in enumerate(of_unit):
        contract = _day(number(60, 700)) if sometimes("contracts") else ""
        retires = _day(number(30, 900)) if sometimes("retirements") else ""
        next_post = f"J{number(0, posts - 1)}" if sometimes("next_posts") else ""
        status = "PPPK" if contract else "PNS"
        rows.append(
            f"P{person},U{unit},J{number(0, posts - 1)},{status},{retires},{contract},{next_post}"
        )
        for competency in range(competencies):
            if not sometimes("evidence"):
                level = number(0, 20) / 4
                assessed.append(f"P{person},C{competency},{level},2025-06-15")
    minimum = [
        min(number(0, 3), of_unit.count(unit)) if sometimes("counters") else 0
        for unit in range(units)
    ]
    offered, effects, requires = [], [], []
    for programme in range(number(0, most_programmes)):
        least = number(1, 4) if sometimes("scarcity") else 1
        sessions = number(1, 3) if sometimes("scarcity") else ""
        offered.append(
            f"B{programme},{draw(some.sampled_from(['seminar', 'coaching', 'training']))},M0,"
            f"{number(1, 24)},{number(1, 4)},{least},{least + number(0, 8)},"
            f"{number(0, 60) * 100_000},{number(0, 10) * 100_000},{sessions}"
        )
        effects += [
            f"B{programme},C{competency},{number(1, 15) / 10}"
            for competency in range(competencies)
            if draw(some.booleans())
        ]
        if programme > 0 and sometimes("prerequisites"):
            requires.append(f"B{programme},B{number(0, programme - 1)}")
    ends = f"2026-{number(1, 12):02}-20" if sometimes("agreements") else ""
    at_once = number(1, 2) if sometimes("agreements") else ""
    away = []
    if sometimes("absences"):
        first = number(0, 300)
        person = number(0, people - 1)
        away.append(f"P{person},{_day(first)},{_day(first + number(1, 150))}")
    budget = number(0, 12) if "scarcity" in features else 1_000
    quarters = [("01-05", "03-31"), ("04-01", "06-30"), ("07-01", "09-30"), ("10-01", "12-31")]
    phases = "\n".join(
        f"[[phases]]\nid = 'T{phase}'\nfrom = 2026-{start}\nuntil = 2026-{end}\n"
        f"budget = {budget * 1_000_000}"
        for phase, (start, end) in enumerate(quarters[: number(0, 4)])
    )
    tables: dict[str, list[str]] = {
        "competencies": ["id,name,kind"]
        + [f"C{at},Competency {at},technical" for at in range(competencies)],
        "units": ["id,name,minimum_on_duty"]
        + [f"U{at},Unit {at},{least}" for at, least in enumerate(minimum)],
        "posts": ["id,name"] + [f"J{at},Post {at}" for at in range(posts)],
        "requirements": ["post,competency,level,importance", *required],
        "people": ["id,unit,post,status,retires_on,contract_until,next_post", *rows],
        "assessments": ["person,competency,level,date", *assessed],
        "providers": [
            "id,kind,from,until,sessions_at_once",
            f"M0,university,2025-01-01,{ends},{at_once}",
        ],
        "programmes": [
            "id,form,provider,hours,days,class_min,class_max,cost_per_session,cost_per_seat,"
            "sessions_per_phase",
            *offered,
        ],
        "effects": ["programme,competency,gain", *effects],
        "prerequisites": ["programme,requires", *requires],
        "absences": ["person,from,until", *away],
    }
    if sometimes("services"):
        counts = (number(0, 400), number(0, 400))
        tables["services"] = ["id,name,unit,norm_minutes", f"L0,Service,U0,{number(1, 120)}"]
        tables["volumes"] = ["service,month,count"] + [
            f"L0,{2024 + year}-{month:02},{counts[year]}" for year in (0, 1) for month in range(1, 13)
        ]
        tables["service_competencies"] = ["service,competency,level", f"L0,C0,{number(1, 5)}"]
    texts = {name: "\n".join(lines) + "\n" for name, lines in tables.items()}
    return Agency.from_tables(texts, phases)
