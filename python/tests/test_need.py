"""Series, workload and needs from Python; numbers of the series are those of the Rust tests, from
pymannkendall 1.4.3, scipy 1.17.1 and statsmodels 0.15.0."""

import datetime
import os
import pathlib
import pickle
import signal

import mahir
import pytest
from mahir import statistics, workload

CASE = pathlib.Path(__file__).resolve().parents[2] / "examples" / "marelan"
AS_OF = datetime.date(2026, 1, 5)
TIES = [3, 4, 4, 6, 9, 8, 8, 2, 10, 12, 12, 12, 7]
LICENCES = [
    355, 351, 335, 281, 353, 337, 407, 396, 391, 384, 375, 333,
    486, 456, 427, 370, 412, 426, 511, 497, 471, 484, 475, 381,
    575, 579, 510, 447, 507, 530, 601, 582, 566, 581, 544, 425,
]


@pytest.fixture(scope="module")
def agency():
    return mahir.Agency.load(CASE)


@pytest.fixture(scope="module")
def needs(agency):
    return agency.needs(AS_OF)


def test_results_are_frozen_values():
    found = statistics.mann_kendall([3, 4, 4, 6, 9, 8])
    assert found is not None
    assert found == statistics.mann_kendall(iter([3, 4, 4, 6, 9, 8]))
    assert pickle.loads(pickle.dumps(found)) == found
    assert repr(found).startswith("MannKendall(known=6, s=12, variance=")
    with pytest.raises(AttributeError):
        found.s = 3
    match statistics.sen_slope([1, 2, None, 4, 5], confidence=0.5):
        case statistics.SenSlope(slope, intercept, _, pairs):
            assert (slope, intercept, pairs) == (1.0, 1.0, 6)
        case other:
            raise AssertionError(other)


@pytest.mark.parametrize(
    "values", [[], [1], [1, 2], [1, 2, 3], [5] * 20, [1, 2, 3, float("nan"), 5, 6], [1, 2, float("inf"), 3, 4]]
)
def test_what_cannot_be_told_is_none(values):
    assert statistics.mann_kendall(values) is None


def test_trends_have_the_numbers_of_other_programs():
    test = statistics.mann_kendall(TIES)
    assert (test.s, test.variance) == (41, 263.0)
    assert test.p_value == pytest.approx(0.013643857064696618, rel=1e-10)
    slope = statistics.sen_slope(TIES)
    assert (slope.slope, slope.interval) == (0.8, (0.25, 1.0))
    # A month that is not known keeps its place.
    assert statistics.sen_slope([1, None, None, 4]).slope == 1.0
    seasonal = statistics.seasonal_mann_kendall(LICENCES)
    assert (seasonal.s, seasonal.variance) == (36, pytest.approx(12 * 3 * 2 * 11 / 18))
    careful = statistics.seasonal_hamed_rao(LICENCES, lags=3)
    assert careful.variance_inflation >= 1.0 and careful.p_value < 0.001
    assert statistics.correlated_seasonal_mann_kendall(LICENCES).s == 36
    assert statistics.hamed_rao(LICENCES, lags=1, significance=0.1).known == 36
    assert 80 < statistics.seasonal_sen_slope(LICENCES).slope < 110


def test_changes_and_smoothing():
    change = statistics.poisson_change([4, 5, 3, 6, None, 5, 1, 0, 1, 1, 0])
    assert (change.before, change.last_before, change.rates) == (5, 5, (4.6, 0.6))
    assert sum(change.posterior) == pytest.approx(1.0)
    assert statistics.poisson_change([4, 5], shape=0.0) is None
    assert statistics.pettitt([1, 2, 1, 2, 9, 8, 9, 8]).before == 4
    fitted = statistics.fit_smoothing(LICENCES, trend=True, season="additive")
    assert fitted.sum_of_squares < 7601.626 * 1.0001
    year = fitted.forecast_sum(1, 12)
    assert year.value == pytest.approx(7529.32, rel=1e-3)
    assert sum(month.value for month in fitted.forecast(12)) == pytest.approx(year.value)
    given = statistics.smooth([3, 5, 4], (0.5, 0.0, 0.0), (4.0, 0.0, []))
    assert (given.fitted, given.forecast(1)[0].value) == ([4.0, 3.5, 4.25], 4.125)
    assert statistics.fit_smoothing([1, 2, 3]) is None
    with pytest.raises(mahir.MahirError, match="season"):
        statistics.fit_smoothing(LICENCES, season="yearly")


def test_a_printed_table_of_wisn():
    """An HIV clinic in western Kenya, Human Resources for Health 2017, 15:186, table 3."""
    days, hours = workload.available_time(
        52, 4.5, public_holidays=10, annual_leave=30, sick_leave=15, hours_per_day=8
    )
    assert (days, hours) == (179.0, 1432.0)
    need = workload.wisn(hours, [(100_000, 0.25)], [10 / days])
    assert round(need.basic, 2) == 17.46
    assert workload.wisn_whole_people(need.needed) == 18
    assert workload.standard_workload(hours, 0.25) == 5728.0
    assert workload.category_allowance_factor([0.5, 0.5]) is None
    assert workload.individual_allowance_factor([(2, 100.0)], 1000.0) == 0.2
    assert workload.available_time(1, 5, public_holidays=9) is None
    assert pickle.loads(pickle.dumps(need)) == need


def test_the_licence_story(needs):
    demands = {row["service"]: row for row in needs.table("demands").to_dicts()}
    licences = demands["L-NIB"]
    assert licences["trend"] == "rising" and 0.15 < licences["growth"] < 0.3
    assert licences["volume_low"] < licences["volume_expected"] < licences["volume_high"]
    assert licences["forecast"] == "holt_winters"
    asked = [row for row in needs.table("headcounts").to_dicts() if row["service"] == "L-NIB"]
    assert {row["competency"] for row in asked} == {"REG", "KOM", "TIK"}
    assert all(row["due"] == datetime.date(2026, 7, 5) for row in asked)
    units = {row["unit"]: row for row in needs.table("workload").to_dicts()}
    assert units["SEK-YAN"]["verdict"] == "too_few" and units["SEK-YAN"]["ratio"] < 1
    triage = {row["service"]: row for row in needs.table("triage").to_dicts()}
    assert triage["L-NIB"]["finding"] == "both"
    assert "orang" in triage["L-NIB"]["reason_id"]
    place = list(demands).index("L-NIB")
    assert needs.triage_why(place) == triage["L-NIB"]["reason"]
    assert "rose by" in needs.demand_why(place) and "naik" in needs.demand_why(place, "id")


def test_reasons_and_cohorts_hold_all_needs(needs):
    reasons = needs.table("reasons").to_dicts()
    assert {row["source"] for row in reasons} == {
        "standard", "demand", "priority", "next_post", "certificate",
    }
    assert all(row["reason"] and row["reason_id"] for row in reasons)
    assert len(reasons) >= len(needs)
    assert sum(row["people"] for row in needs.table("cohorts").to_dicts()) == len(needs)
    row = next(r for r in range(len(needs)) if len(needs.reasons(r)) > 1)
    assert all(text in needs.why(row) for _, text in needs.reasons(row))
    assert mahir.Needs.from_json(needs.to_json()) == needs


def test_claims_from_elsewhere(agency):
    claims = [
        {"person": "P030", "competency": "PGA", "level": 3, "due": AS_OF, "reason": "The region's plan.",
         "reason_id": "RPJMD.", "source": "region_plan", "importance": 1.5},
        {"person": "P031", "competency": "PGA", "level": 2},
    ]
    found = agency.needs(AS_OF, claims=claims)
    own = [row for row in found.table("reasons").to_dicts() if row["source"] == "region_plan"]
    assert [(row["person"], row["reason_id"]) for row in own] == [("P030", "RPJMD.")]
    assert found != agency.needs(AS_OF)
    assert found == agency.needs(AS_OF, claims=iter(claims))
    for broken, what in [
        ({"competency": "PGA", "level": 2, "person": "198001012005011001"}, "unknown person"),
        ({"person": "P030", "competency": "NO", "level": 2}, "unknown competency"),
        ({"person": "P030", "competency": "PGA", "level": 9}, "above the top"),
        ({"person": "P030", "competency": "PGA", "level": 1, "why": "?"}, "unknown key"),
        ("P030", "not a dictionary"),
    ]:
        with pytest.raises(mahir.MahirError, match=what) as told:
            agency.needs(AS_OF, claims=[broken])
        assert "198001012005011001" not in str(told.value)
        assert told.value.code == "claim"


def test_each_service_has_its_people(needs):
    table = needs.table("service_workload").to_dicts()
    licences = next(row for row in table if row["service"] == "L-NIB")
    assert "PTG-IZIN" in licences["posts"].split()
    assert licences["by_standard"]
    assert licences["ratio"] == pytest.approx(
        licences["people_there"] / licences["needed_expected"]
    )
    assert licences["verdict"] in {"too_few", "unsure", "enough"}
    # A year has 75,000 minutes (ABK), a licence takes 75; allowances come on top.
    units = {row["unit"]: row for row in needs.table("workload").to_dicts()}
    unit = units[licences["unit"]]
    basic = sum(LICENCES[24:]) * 75 / 75_000
    with_meetings = basic * unit["category_factor"]
    assert with_meetings < licences["needed_now"] < with_meetings + unit["individual_allowance"]
    # What the services of a unit take is what the unit takes, to a thousandth for each.
    of_unit = [row["needed_expected"] for row in table if row["unit"] == licences["unit"]]
    assert sum(of_unit) == pytest.approx(unit["needed_expected"], abs=0.001 * len(of_unit))
    why = needs.demand_why(0)
    assert "5,396 → 6,447 cases" in why
    assert "Posts that serve it:" in why
    assert "5.396 → 6.447 berkas" in needs.demand_why(0, "id")


def test_progress_is_told_and_can_stop(agency, needs):
    def rule(person, competency, evidence):
        return evidence[-1]["level"] if evidence else None

    works = {
        "need": lambda progress: agency.needs(AS_OF, progress=progress),
        "gap": lambda progress: needs.gaps(progress=progress),
        "own gap": lambda progress: needs.gaps_by(rule, progress=progress),
    }
    for stage, work in works.items():
        told = []
        found = work(told.append)
        assert found == work(None)
        assert told[-1]["stage"] == stage.split()[-1]
        assert told[-1]["done"] == told[-1]["total"] > 0
        with pytest.raises(mahir.MahirError) as caught:
            work(lambda progress: False)
        assert caught.value.code == "stopped"
        with pytest.raises(ZeroDivisionError):
            work(lambda progress: 1 / 0)


def test_control_c_interrupts(needs):
    calls = []

    def slow(person, competency, evidence):
        calls.append(competency)
        if len(calls) == 10:
            os.kill(os.getpid(), signal.SIGINT)
        return 2.0

    with pytest.raises(KeyboardInterrupt):
        needs.gaps_by(slow)
    # The main thread was not in Python meanwhile: the interpreter was free for the rule.
    assert len(calls) >= 10
