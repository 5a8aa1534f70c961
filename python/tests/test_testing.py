"""The tools for tests of one's own policies, and a policy tested as an office would."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, find, given, settings

import mahir
from mahir.testing import (
    AS_OF,
    FEATURES,
    agencies,
    assert_plan_is_lawful,
    assert_policy_is_deterministic,
    assert_schedule_is_lawful,
    assert_scoring_is_lawful,
)

FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@FEW
@given(agencies())
def test_every_result_is_lawful(agency: mahir.Agency) -> None:
    gaps = agency.needs(AS_OF).gaps()
    assert_scoring_is_lawful(gaps)
    plan = gaps.plan()
    assert_plan_is_lawful(plan)
    assert_schedule_is_lawful(plan.schedule())


@FEW
@given(agencies(people=5))
def test_a_cut_never_closes_a_counter(agency: mahir.Agency) -> None:
    experiment = mahir.Experiment(
        agency,
        AS_OF,
        years=1,
        replications=2,
        changes={"cut": mahir.Change.budget(0.8)},
        indicators=["counter_days_closed"],
    )
    assert experiment.run().values("usual", "cut", "counter_days_closed") == [0.0, 0.0]


@settings(max_examples=5, deadline=None, derandomize=True)
@given(agencies(people=4, programmes=2))
def test_the_policy_does_not_change_its_mind(agency: mahir.Agency) -> None:
    assert_policy_is_deterministic(mahir.Policy(), agency)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [("people", "status", "PPPK"), ("prerequisites", "requires", None), ("absences", "person", None)],
)
def test_features_occur_and_can_be_left_out(table: str, column: str, value: str | None) -> None:
    def occurs(agency: mahir.Agency) -> bool:
        rows = agency.table(table).to_dicts()
        return any(row[column] == value or value is None for row in rows)

    find(agencies(), occurs, settings=settings(max_examples=500, database=None))
    with pytest.raises(Exception, match="No examples found"):
        plain = agencies(features=frozenset())
        find(plain, occurs, settings=settings(max_examples=30, database=None))


def test_an_unknown_feature_is_told() -> None:
    with pytest.raises(ValueError, match="joy"):
        agencies(features=FEATURES | {"joy"})
