"""What a ministry wants of its rule, as tests: the twin of tests/policy.rs."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

import mahir
from mahir import Change, Experiment, World
from mahir.testing import AS_OF, agencies, assert_policy_is_deterministic

USUAL = ("usual", "as it is")


def office(people: list[str], programmes: str, effects: str, budget: int) -> mahir.Agency:
    """A counter and a back office, and so much money in the year."""
    return mahir.Agency.from_tables(
        {
            "competencies": "id,name,kind\nREG,Licensing rules,technical\n",
            "units": "id,name,minimum_on_duty\nYAN,Licences,1\nSEK,Office,0\n",
            "posts": "id,name\nLOKET,Counter\n",
            "requirements": "post,competency,level\nLOKET,REG,3\n",
            "people": "id,unit,post,status\n"
            + "".join(
                f"{person},{'SEK' if at % 3 == 2 else 'YAN'},LOKET,PNS\n"
                for at, person in enumerate(people)
            ),
            "assessments": "person,competency,level,date\n"
            + "".join(f"{person},REG,1.5,2025-06-01\n" for person in people),
            "providers": "id,kind\nUNI,university\n",
            "programmes": "id,form,provider,hours,days,class_max,cost_per_session,"
            f"sessions_per_phase\n{programmes}",
            "effects": f"programme,competency,gain\n{effects}",
        },
        "[[phases]]\nid='T1'\nfrom=2026-01-05\nuntil=2026-12-31\n" + f"budget={budget}\n",
    )


@settings(
    max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(agencies(), some.integers(0, 1000))
def test_a_cut_never_closes_a_counter(agency: mahir.Agency, seed: int) -> None:
    """A 20 % budget cut never closes a counter, whatever the agency."""
    cut = Experiment(
        agency, AS_OF, years=1, replications=3, seed=seed, changes={"cut": Change.budget(0.8)}
    )
    # The mean of days that are never negative.
    assert cut.run().values("usual", "cut", "counter_days_closed") == [0.0] * 3


def test_no_unit_is_left_out_two_years_running() -> None:
    people = [f"P{number}" for number in range(9)]
    agency = office(people, "B,bimtek,UNI,16,2,10,2000000,\n", "B,REG,0.8\n", 8_000_000)
    runs = Experiment(agency, AS_OF, years=2, replications=4).run()
    assert runs.values(*USUAL, "units_left_out_again") == [0.0] * 4


def test_twice_the_seminars_close_less_than_coaching() -> None:
    """Doubling the seminar budget closes less than coaching does in 9 of 10 worlds: from one in
    which programmes hardly teach to one in which they teach all that is hoped."""
    agency = office(
        list("ABCDEF"),
        "S,seminar,UNI,10,1,6,1000000,1\nC,coaching,UNI,10,1,2,1000000,1\n",
        "S,REG,0.1\nC,REG,0.8\n",
        1_000_000,
    )
    twice = [Change.only_forms(["seminar"]), Change.budget(2.0), Change.sessions("seminar", 2)]
    worlds = {f"effect {tenth / 10}": World(effect=tenth / 10) for tenth in range(1, 11)}
    runs = Experiment(
        agency,
        AS_OF,
        years=1,
        replications=20,
        changes={"seminars twice": twice, "coaching": Change.only_forms(["coaching"])},
        worlds=worlds,
        indicators=["levels_closed"],
    ).run()

    def closed(change: str, world: str) -> float:
        return sum(runs.values("usual", change, "levels_closed", world))

    less = [world for world in worlds if closed("seminars twice", world) < closed("coaching", world)]
    assert len(less) >= 9, less


def to_the_back_office(gaps: mahir.Gaps, person: str, programme: str) -> float | None:
    """A level besides for the seats of two people of the back office."""
    return 1.0 if person in {"C", "F"} else None


def test_a_value_of_ones_own_moves_seats() -> None:
    """Coaching takes two of six who lack the same. The usual rule takes the first two; with a level
    besides for those of the back office they go, and no fewer levels are closed by the plan."""
    agency = office(
        list("ABCDEF"),
        "C,coaching,UNI,10,1,2,1000000,1\n",
        "C,REG,0.8\n",
        1_000_000,
    )
    quick = {"plan": {"rule": "greedy", "floor_hour_value": 0.0}}
    own = mahir.OwnPolicy(quick, value=to_the_back_office)
    assert_policy_is_deterministic(own, agency)
    runs = Experiment(
        agency, AS_OF, years=1, replications=4, policies={"usual": quick, "own": own}
    ).run()
    planned = [runs.values(rule, "as it is", "levels_planned") for rule in ("usual", "own")]
    assert planned[0] == planned[1] == [1.6] * 4
    # Two units are left out by the one rule or by the other, and each leaves out just one.
    left_out = [runs.values(rule, "as it is", "units_left_out") for rule in ("usual", "own")]
    assert left_out[0] == left_out[1] == [1.0] * 4
