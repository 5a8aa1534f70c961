"""Evaluation, follow-up and the statistics of change, against numbers that others printed."""

from __future__ import annotations

import pathlib
import pickle

import numpy
import polars as pl
import pytest

import mahir
from mahir import statistics as stats

CASE = pathlib.Path(__file__).resolve().parents[2] / "examples" / "marelan"

# Student's sleep data (1908), as in R's data set `sleep`.
FIRST = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SECOND = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


@pytest.fixture(scope="module")
def schedule() -> mahir.Schedule:
    return mahir.Agency.load(CASE).needs("2026-01-05").gaps().plan().schedule()


@pytest.fixture(scope="module")
def evaluation(schedule: mahir.Schedule) -> mahir.Evaluation:
    return schedule.evaluate(mahir.Agency.load(CASE).outcomes)


def test_progress_is_told_and_can_stop(
    schedule: mahir.Schedule, evaluation: mahir.Evaluation
) -> None:
    outcomes = mahir.Agency.load(CASE).outcomes
    told: list = []
    assert schedule.evaluate(outcomes, progress=told.append) == evaluation
    assert told[-1]["stage"] == "evaluation"
    assert told[-1]["done"] == told[-1]["total"] > 0
    with pytest.raises(mahir.MahirError) as caught:
        schedule.evaluate(outcomes, progress=lambda progress: False)
    assert caught.value.code == "stopped"
    with pytest.raises(ZeroDivisionError):
        schedule.evaluate(outcomes, progress=lambda progress: 1 / 0)


def test_the_sleep_data_as_r_prints_them() -> None:
    test = stats.paired_t(FIRST, SECOND)
    assert test is not None
    assert test.statistic == pytest.approx(4.0621277, abs=5e-8)
    assert test.p_value == pytest.approx(0.00283289, abs=5e-9)
    wilcoxon = stats.signed_rank(SECOND, FIRST)
    assert wilcoxon is not None
    assert (wilcoxon.rises, wilcoxon.unchanged) == (0.0, 1)
    assert wilcoxon.p_value == pytest.approx(0.0090907, abs=5e-8)
    expected = {
        "d_z": 1.2845576,
        "d_av_mean": 0.8334963,
        "d_av_rms": 0.8321811,
        "d_rm": 0.8221766,
        "d_b": 0.8831702,
    }
    for name, d in expected.items():
        effect = stats.paired_effect(numpy.array(FIRST), numpy.array(SECOND), name)
        assert effect is not None and effect.d == pytest.approx(d, abs=5e-8)
        assert effect == pickle.loads(pickle.dumps(effect))
    with pytest.raises(mahir.MahirError) as caught:
        stats.paired_effect(FIRST, SECOND, "d")
    assert caught.value.code == "option"


def test_published_figures_of_the_others() -> None:
    found = stats.mcnemar(121, 59)
    assert found is not None and found.statistic == pytest.approx(21.3556, abs=5e-5)
    bowker = stats.bowker([[101, 121], [59, 33]])
    assert bowker is not None and bowker.statistic == pytest.approx(found.statistic)
    # Newcombe (1998); Jacobson & Truax (1991); Morris (2008), first study.
    interval = stats.wilson_interval(81, 263)
    assert interval is not None
    assert interval == pytest.approx((0.2553, 0.3662), abs=5e-5)
    change = stats.reliable_change([32.5, 52.5], [47.5, 40.0], 0.80, deviation=7.5)
    assert change is not None and change.index[0] == pytest.approx(3.16, abs=5e-3)
    assert change.classes == ["improved", "deteriorated"]
    assert stats.cut_offs((40.0, 7.5), (60.0, 7.5)) == (55.0, 45.0, 50.0)
    trained = stats.PrePost(20, 30.6, 38.5, 15.0, 11.6, 0.47)
    others = stats.PrePost(20, 23.1, 19.7, 13.8, 14.8, 0.47)
    effect = stats.pre_post_control(trained, others)
    assert effect is not None and effect.ppc2 == pytest.approx(0.7684, abs=5e-5)
    assert stats.standardised_change(trained) == pytest.approx(0.5417, abs=5e-5)
    n = stats.needed_people(0.5, design="two_groups")
    assert n == pytest.approx(63.76561, abs=1e-5)
    assert stats.power_of_t_test(0.5, 34) == pytest.approx(0.8077775, abs=1e-7)
    assert stats.minimal_detectable_effect(30) == pytest.approx(0.529236, abs=5e-6)
    assert stats.adjusted([0.01, None, 0.04, 0.03]) == [0.03, None, 0.06, 0.06]
    gradient = stats.knowledge_gradient([1, 1.5, 2, 2, 3], [2.5, 2.5, 2.5, 2, 1], [1] * 5)
    assert gradient == pytest.approx([0.24997, 0.36292, 0.51065, 0.32234, 0.02513], abs=5e-6)


def test_linear_models_and_comparisons() -> None:
    attended, compared = ([1.0, 2.0, 1.5], [2.0, 2.5, 2.5]), ([1.0, 1.5, 2.0], [1.0, 1.75, 2.25])
    found = stats.difference_in_differences(attended, compared)
    assert found is not None and found.value == pytest.approx(2 / 3)
    model = stats.linear_model([1.0, 3.0, 5.0, 7.5], [[1, 1, 1, 1], [0, 1, 2, 3]], "classical")
    slope = model.coefficients[1]
    assert slope is not None and slope.value == pytest.approx(2.15)
    with pytest.raises(mahir.MahirError) as caught:
        stats.linear_model([1.0, 2.0, 4.0], [[1, 1, 1], [2, 2, 2]])
    assert caught.value.code == "linear_model"
    analysis = stats.covariance_analysis(
        [1.6, 1.1, 2.2, 1.4, 2.0, 2.4], [True, False, True, False, False, True], [1, 1, 2, 1, 2, 2]
    )
    assert len(analysis.coefficients) == 3
    effects = stats.event_study(
        [1, 1, 2, 2, 3, 3, 4, 4], [0, 1] * 4, [0, 2, 0, 1, 0, 1, 0, 0], [1, 1, 1, 1, None, None, None, None]
    )
    assert [(row.since, row.effect) for row in effects] == [(0, 1.0)]
    balance = stats.balance([2.0, 3.0, 4.0], [1.0, 2.0, 3.0])
    assert balance is not None and balance.standardised_difference == 1.0


def test_beliefs() -> None:
    found = stats.hierarchy(
        [28, 8, -3, 7, -1, 1, 18, 12],
        [15, 10, 16, 11, 9, 11, 10, 18],
        mean=(0.0, 5.0),
        between_scale=5.0,
    )
    assert found is not None
    # posteriordb's reference: mu 4.41, tau 3.60.
    assert found.mean[0] == pytest.approx(4.4105, abs=0.12)
    assert found.between[0] == pytest.approx(3.6021, abs=0.2)
    assert len(found.effects) == 8 and len(found.intervals) == 9
    ranks = stats.rank_chances(*zip(*found.effects, strict=True))
    assert ranks is not None and sum(rank.best for rank in ranks) == pytest.approx(1.0)
    assert stats.lottery(10, 3, 7) == stats.lottery(10, 3, 7)


def test_printed_tables() -> None:
    right = {"count": 10, "change": "1.58", "deviation_of_changes": "1.23", "t": "4.06", "p_value": ".0028"}
    assert stats.check_printed(**right) == []
    wrong = stats.check_printed(**(right | {"t": "4.60"}))
    assert [row.what for row in wrong] == ["t", "p_value"]
    with pytest.raises(mahir.MahirError):
        stats.check_printed(mean="1.58")


def test_many_programmes_at_once() -> None:
    frame = pl.DataFrame(
        {"group": ["a"] * 10 + ["b"] * 3, "before": [*FIRST, 1.0, 1.0, None], "after": [*SECOND, 2.0, 2.0, 2.0]}
    )
    table = pl.DataFrame(stats.paired_summaries(frame, top=6.0, resamples=500))
    assert table["group"].to_list() == ["a", "b"]
    assert table["pairs"].to_list() == [10, 2]
    assert table["d_z"][0] == pytest.approx(1.2845576, abs=5e-8)
    assert table["bca_low"][0] < table["change"][0] < table["bca_high"][0]
    assert table["d_z"][1] is None
    again = stats.paired_summaries(frame, top=6.0, resamples=500)
    assert again == stats.paired_summaries(frame, top=6.0, resamples=500)
    change, gain = stats.bootstrap_change(FIRST, SECOND, top=6.0)
    assert change is not None and gain is not None and change.accelerated is not None


def test_hostile_numbers_are_none() -> None:
    nothing = float("nan")
    assert stats.paired_t([1.0, nothing], [2.0, 3.0]) is None
    assert stats.paired_effect([1.0] * 5, [2.0] * 5) is None
    assert stats.signed_rank([1.0], [1.0]) is None
    assert stats.welch([1.0], [2.0, 3.0]) is None
    assert stats.hierarchy([], []) is None
    assert stats.independent_effect([1.0, float("inf")], [1.0, 2.0]) is None


def test_values_that_do_not_pair_up_are_refused() -> None:
    for call in (
        lambda: stats.hierarchy([1.0, 2.0, 3.0], [0.5, 0.5]),
        lambda: stats.rank_chances([1.0], [0.5, 0.5]),
        lambda: stats.knowledge_gradient([1.0, 2.0], [0.5, 0.5], [1.0]),
        lambda: stats.event_study([1, 1], [0, 1], [2.0], [1, 1]),
    ):
        with pytest.raises(mahir.MahirError) as error:
            call()
        assert error.value.code == "different_lengths"
        assert "not equally many values" in str(error.value)


def test_surveys() -> None:
    found = mahir.survey([[4] * 9, [4] * 9, [0] * 9])
    assert (found.respondents, found.incomplete) == (2, 1)
    assert (found.exact.printed, found.regulated.printed) == ("100.00", "99.90")
    assert found.exact.grade == "A"
    with pytest.raises(mahir.MahirError) as caught:
        mahir.survey([[5] * 9])
    assert caught.value.code == "evaluation_survey"


def test_the_change_between_two_surveys() -> None:
    before, after = [[3] * 9, [2] * 9, [3] * 9, [4] * 9], [[4] * 9, [3] * 9, [4] * 9]
    change = stats.survey_change(before, after)
    # Own indices 75, 50, 75, 100 and 100, 75, 100: Welch by scipy.stats.ttest_ind(equal_var=False).
    expected = stats.welch([100.0, 75.0, 100.0], [75.0, 50.0, 75.0, 100.0])
    assert change is not None and change == expected
    assert change.difference == pytest.approx(91.6666667 - 75.0)
    assert stats.survey_change([[4] * 9], after) is None
    with pytest.raises(mahir.MahirError) as caught:
        stats.survey_change([], after)
    assert caught.value.code == "evaluation_survey"


def test_distributions_as_tables_print_them() -> None:
    # Printed tables: 1.959964 and, for 10 degrees of freedom, 2.228.
    assert stats.normal_quantile(0.975) == pytest.approx(1.959964, abs=5e-7)
    assert stats.normal_cdf(1.959964) == pytest.approx(0.975, abs=5e-8)
    assert stats.student_t_quantile(0.975, 10) == pytest.approx(2.228139, abs=5e-7)
    assert stats.student_t_cdf(2.228139, 10) == pytest.approx(0.975, abs=5e-8)
    nothing = float("nan")
    assert stats.normal_cdf(nothing) is None
    assert stats.normal_quantile(1.5) is None
    assert stats.student_t_cdf(1.0, -1.0) is None
    assert stats.student_t_quantile(nothing, 3) is None


def test_sessions_within_effects() -> None:
    schools = [28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0]
    errors = [15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0]
    whole = stats.hierarchy(schools, errors, (0.0, 5.0), 5.0)
    # One session each and no deviation within is the simple model.
    split = stats.hierarchy_of_sessions([[y] for y in schools], [[s] for s in errors], (0.0, 5.0), 5.0)
    assert whole is not None and split == whole and split.within == (0.0, 0.0)
    # Two sessions with twice the variance say about what one said.
    twice = stats.hierarchy_of_sessions(
        [[y, y] for y in schools], [[s * 2**0.5] * 2 for s in errors], (0.0, 5.0), 5.0
    )
    assert twice is not None and twice.mean == pytest.approx(whole.mean, abs=0.05)
    within = stats.hierarchy_of_sessions(
        [[1.0, 3.0], [2.0, 0.5], [1.5]], [[0.2, 0.2], [0.2, 0.2], [0.2]], within_scale=1.0
    )
    assert within is not None and within.within[0] > 0.3
    with pytest.raises(mahir.MahirError) as caught:
        stats.hierarchy_of_sessions([[1.0], [2.0]], [[1.0]])
    assert caught.value.code == "option"


def test_effects_by_phase(evaluation: mahir.Evaluation) -> None:
    table = pl.DataFrame(evaluation.table("event_study"))
    assert set(table["pre_trend"]) <= {"seen", "not_seen", "not_measured"}
    for number, text in table.select("study", "why").unique().iter_rows():
        assert evaluation.event_study_why(number) == text and text.endswith(".")


def test_satisfaction_and_questionnaires(evaluation: mahir.Evaluation) -> None:
    services = pl.DataFrame(evaluation.table("services"))
    asked = services.filter(pl.col("satisfaction_before").is_not_null())
    assert set(asked["service"]) == {"L-NIB", "L-ADU", "L-ADM"}
    # The index is the mean answer of nine elements times 25.
    answers = pl.read_csv(CASE / "surveys.csv")
    before = answers.filter((pl.col("service") == "L-NIB") & (pl.col("date") == "2025-11-12"))
    found = asked.filter(pl.col("service") == "L-NIB").row(0, named=True)
    assert found["satisfaction_before"] == pytest.approx(before["answer"].mean() * 25)
    assert found["satisfaction_low"] < found["satisfaction_change"] < found["satisfaction_high"]
    assert "of 20 respondents before" in evaluation.service_why(services["service"].to_list().index("L-NIB"))
    forms = pl.DataFrame(evaluation.table("questionnaires"))
    alpha = forms.filter(pl.col("element").is_null())["alpha"]
    assert len(alpha) == 2 and all(0 < value < 1 for value in alpha)


def test_seats_drawn_by_lot() -> None:
    gaps = mahir.Agency.load(CASE).needs("2026-01-05").gaps()
    plan = gaps.plan(rule="greedy", lottery={"seed": 7, "tolerance": 0.3})
    draws = pl.DataFrame(plan.table("draws"))
    assert set(draws["lot"]) == {"drawn", "not_drawn"}
    assert draws["why"][0].endswith(".") and "seed 7" in draws["why"][0]
    assert mahir.Plan.from_json(plan.to_json()) == plan
    assert len(pl.DataFrame(gaps.plan(rule="greedy").table("draws"))) == 0
    with pytest.raises(mahir.MahirError):
        gaps.plan(lottery={"tolerance": 2.0})


def test_what_could_be_shown(schedule: mahir.Schedule) -> None:
    table = pl.DataFrame(mahir.detectable(schedule, deviation=0.5, power=0.8))
    # G*Power: 52 pairs for d = 0.4.
    assert set(table["needed"]) == {52}
    assert table["change"].min() > 0


def test_a_change_of_level_at_a_known_month() -> None:
    season = [3.0, 5, 2, 8, 9, 4, 1, 7, 6, 2, 5, 3]
    months = [100 + season[month % 12] + (month * 7 % 5) * 0.1 for month in range(42)]
    later = [value - (12 if month >= 36 else 0) for month, value in enumerate(months)]
    found = stats.step_change(later, at=36)
    assert found.unknown is None and found.change == pytest.approx(-12, abs=0.3)
    assert found.interval is not None and found.interval[0] <= -12 <= found.interval[1]
    assert found == pickle.loads(pickle.dumps(found))
    assert stats.step_change([None] * 40, at=20).unknown == "too_few_before"
    assert stats.step_change([1.0, float("inf")] * 20, at=20).unknown == "range"
    with pytest.raises(mahir.MahirError) as caught:
        stats.step_change(later, at=36, trend="gone")  # type: ignore[arg-type]
    assert caught.value.code == "trend"


def test_services_before_and_after(evaluation: mahir.Evaluation) -> None:
    table = pl.DataFrame(evaluation.table("service_results"))
    assert set(table["measure"]) <= {"volume", "time"}
    for row, (english, indonesian) in enumerate(table.select("why", "alasan").iter_rows()):
        assert english == evaluation.service_result_why(row)
        assert indonesian == evaluation.service_result_why(row, lang="id")
    with pytest.raises(mahir.MahirError):
        evaluation.service_result_why(table.height)


def test_errors_within_few_clusters() -> None:
    ones, attended = [1.0] * 6, [0.0, 0, 0, 1, 1, 1]
    values = [0.1, 0.3, 0.2, 0.6, 0.9, 0.4]
    alone = stats.linear_model(values, [ones, attended], errors="cr2", clusters=range(6)).coefficients[1]
    hc2 = stats.linear_model(values, [ones, attended], errors="hc2").coefficients[1]
    assert alone is not None and hc2 is not None
    assert alone.standard_error == pytest.approx(hc2.standard_error, abs=1e-12)
    people = [person for person in range(12) for _ in range(2)]
    periods = [0, 1] * 12
    gains = [1.0 + person % 5 * 0.1 + (0.5 + person % 3 * 0.05 if person % 2 else 0.1) * period for person, period in zip(people, periods)]
    when = [1 if person % 2 else None for person in people]
    plain = stats.event_study(people, periods, gains, when)
    units = [person // 3 for person in people]
    clustered = stats.event_study(people, periods, gains, when, clusters=units, covariates=[[person % 4 for person in people]])
    assert [row.since for row in plain] == [row.since for row in clustered] == [0]
    assert clustered[0].effect == pytest.approx(0.45, abs=0.05)
    assert clustered[0].standard_error != plain[0].standard_error
    with pytest.raises(mahir.MahirError) as error:
        stats.event_study(people, periods, gains, when, clusters=[1])
    assert error.value.code == "different_lengths"


def test_printed_tables_with_an_error_are_rejected() -> None:
    table = "question,n,k,percent\nQ1,12,5,41.7\nQ1,12,4,33.3\nQ1,12,3,25.0\n"
    assert stats.check_printed_table(table) == (3, 9)
    with pytest.raises(mahir.FaultsError) as caught:
        stats.check_printed_table(table.replace("33.3", "38.3"), name="table_1.csv")
    faults = pl.DataFrame(caught.value.faults)
    assert faults.select("file", "row", "column", "code").rows() == [
        ("table_1.csv", 3, "percent", "printed_contradiction")
    ]
    # R's documentation of t.test prints Welch's test of the sleep data.
    sleep = {
        "count_first": 10,
        "mean_first": "0.75",
        "deviation_first": "1.79",
        "count_second": 10,
        "mean_second": "2.33",
        "deviation_second": "2.00",
        "t": "-1.8608",
        "degrees_of_freedom": "17.776",
        "p_value": "0.07939",
    }
    assert stats.check_printed_groups(**sleep) == []
    wrong = stats.check_printed_groups(**{**sleep, "t": "-1.6808"})
    assert {row.what for row in wrong} == {"t", "p_value"}
    assert stats.check_printed_shares(12, ["58.3", "41.7"], [7, 5], exclusive=True) == []
    for bad in (
        lambda: stats.check_printed_groups(mean="1"),
        lambda: stats.check_printed_groups(t="n.s."),
        lambda: stats.check_printed_shares(12, ["58.3"], [1, 2]),
        lambda: stats.check_printed(count=-1),
    ):
        with pytest.raises(mahir.MahirError) as error:
            bad()
        assert error.value.code == "printed"


def test_an_evaluation_s_tables(evaluation: mahir.Evaluation) -> None:
    assert evaluation.tables == [
        "results",
        "verdicts",
        "ledger",
        "records",
        "comparisons",
        "balance",
        "services",
        "service_results",
        "money",
        "event_study",
        "questionnaires",
    ]
    for name in evaluation.tables:
        table = evaluation.table(name)
        assert "NaN" not in table.to_csv()
    comparisons = pl.DataFrame(evaluation.table("comparisons"))
    assert {"after_only", "difference_in_differences", "covariance_analysis"} <= set(comparisons["method"])
    text = evaluation.record_why("L-KOM")
    assert text is not None and "between learning and work" in text
    assert evaluation.record_why("no such programme") is None


def test_a_follow_up_s_tables(evaluation: mahir.Evaluation) -> None:
    found = evaluation.follow_up()
    assert found.tables == ["actions", "updates", "catalogue", "forms", "programmes", "providers", "information"]
    programmes = pl.DataFrame(found.table("programmes"))
    assert programmes["best"].sum() == pytest.approx(1.0)
    catalogue = pl.DataFrame(found.table("catalogue"))
    assert catalogue.height == len(pl.DataFrame(found.table("updates")))
    assert all(text.endswith(".") for text in catalogue["alasan"])
    assert found.effect_why(0).endswith(".")
    separate = evaluation.follow_up(beliefs="separate", prior="published")
    assert separate.policy["beliefs"] == "separate"
    assert pl.DataFrame(separate.table("updates"))["prior_mean"][0] == pytest.approx(0.378)
    assert (2, 0.63) in [(level, d) for level, d, *_ in mahir.published_effects()]


def test_money_is_a_policy(schedule: mahir.Schedule) -> None:
    outcomes = mahir.Agency.load(CASE).outcomes
    assert len(pl.DataFrame(schedule.evaluate(outcomes).table("money"))) == 0
    valued = schedule.evaluate(outcomes, money={"value_by_measure": {"KJS": 1_000_000}})
    money = pl.DataFrame(valued.table("money"))
    assert money.height >= 1
    assert (money["benefit_low"] <= money["benefit"]).all()
