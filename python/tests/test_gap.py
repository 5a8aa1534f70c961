"""Gaps: evidence, doubt, rankings, agreement of raters, against values from outside."""

import math
import pickle
from pathlib import Path

import pytest

import mahir
from mahir import statistics

MARELAN = Path(__file__).resolve().parents[2] / "examples" / "marelan"


@pytest.fixture(scope="module")
def needs():
    return mahir.Agency.load(MARELAN).needs("2026-01-05")


# Shrout & Fleiss (1979), Table 2: six targets, four judges.
RATINGS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def test_shrout_and_fleiss():
    table = statistics.rating_anova(RATINGS)
    assert [round(x, 4) for x in (table.between_subjects, table.within_subjects)] == [11.2417, 6.2639]
    assert [round(x, 4) for x in (table.between_raters, table.residual)] == [32.4861, 1.0194]
    found = statistics.intraclass_correlations(RATINGS)
    # Values and intervals as the paper and the R package psych print them.
    assert [round(one.value, 4) for one in found] == [0.1657, 0.2898, 0.7148, 0.4428, 0.6201, 0.9093]
    assert [round(end, 3) for end in found[0].interval] == [-0.133, 0.723]
    assert [round(end, 3) for end in found[1].interval] == [0.019, 0.761]
    assert [round(end, 3) for end in found[2].interval] == [0.342, 0.946]
    one = statistics.intraclass_correlation(RATINGS, "ICC(2,1)")
    assert one == found[1] and pickle.loads(pickle.dumps(one)) == one
    assert round(found[2].f, 4) == 11.0272 and found[2].degrees_of_freedom == (5, 15)
    with pytest.raises(mahir.MahirError) as error:
        statistics.intraclass_correlation(RATINGS, "ICC(4,1)")
    assert error.value.code == "option" and "ICC(3,k)" in str(error.value)


def test_what_cannot_be_told_of_ratings():
    for ratings, code in [
        ([[1, 2], [3, None]], "agreement_not_a_number"),
        ([[1, 2], [3, math.nan]], "agreement_not_a_number"),
        ([[1, 2]], "agreement_too_few_subjects"),
        ([[1], [2]], "agreement_too_few_raters"),
        ([], "agreement_too_few_raters"),
        ([[1, 1], [1, 1]], "agreement_no_spread"),
        ([[1, 2], [3]], "rows"),
    ]:
        with pytest.raises(mahir.MahirError) as error:
            statistics.intraclass_correlations(ratings)
        assert error.value.code == code
    more = [*RATINGS, [1, None, 2, 3]]
    assert statistics.rating_anova(more, leave_out_incomplete=True) == statistics.rating_anova(RATINGS)


def test_alpha_is_the_last_intraclass_correlation():
    alpha = statistics.cronbach_alpha(RATINGS)
    last = statistics.intraclass_correlations(RATINGS)[5]
    assert alpha.value == pytest.approx(last.value, abs=1e-12)
    assert alpha.interval == pytest.approx(last.interval, abs=1e-9)
    assert statistics.spearman_brown(0.6, 2) == pytest.approx(0.75)
    assert statistics.raters_needed(0.6, 0.75) == pytest.approx(2)
    assert statistics.standard_error_of_measurement(15, 0.91) == pytest.approx(4.5)


def test_shrinkage():
    # Efron & Morris (1975).
    early = [0.400, 0.378, 0.356, 0.333, 0.311, 0.311, 0.289, 0.267, 0.244]
    early += [0.244, 0.222, 0.222, 0.222, 0.222, 0.222, 0.200, 0.178, 0.156]
    mean = sum(early) / 18
    drawn = statistics.james_stein(early, mean * (1 - mean) / 45)
    assert (round(drawn.factor, 4), round(drawn.values[0], 4)) == (0.2124, 0.2940)
    schools = statistics.empirical_bayes(
        [28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18]
    )
    assert [round(x, 4) for x in schools.mean] == [7.6856, 4.0719]
    assert statistics.kelley(130, 100, 15, 0.9) == pytest.approx((127, 4.5))
    assert statistics.combine([1, 2], [1, 0]) is None
    covariance = [[0.25, 0.09, 0], [0.09, 0.25, 0], [0, 0, 0.09]]
    least_squares = statistics.combine_with_covariance([3, 4, 2.5], covariance)
    fast = statistics.combine_sources([3, 4, 2.5], [0.4, 0.4, 0.3], [0, 0, 1], [0.3, 0])
    assert fast.value == pytest.approx(least_squares.value)
    assert fast.weights == pytest.approx([0.09 / 0.52, 0.09 / 0.52, 0.17 / 0.26])


def test_needs_of_respondents():
    importance = [[5, 4], [5, 4], [4, None]]
    competence = [[2, 4], [3, 5], [2, 3]]
    first, second = statistics.rank_needs(importance, competence)
    mean = 14 / 3
    assert first.score == pytest.approx(mean * (mean - 7 / 3))
    assert (second.item, second.respondents, second.score) == (1, 2, pytest.approx(4 * -0.5))
    found = statistics.discrepancies(importance, competence)
    assert found[1].ranked_discrepancy_score == 50 and found[0].ranked_discrepancy_score == -100
    assert found[0].borich == pytest.approx(first.score)
    again = statistics.rank_needs(
        importance, competence, uncertainty="bootstrap", replicates=50, seed=3, ties="average"
    )
    assert again == statistics.rank_needs(
        importance[::-1], competence[::-1], uncertainty="bootstrap", replicates=50, seed=3,
        ties="average",
    )
    assert statistics.borich_agrees(4.52, 3.11, 6.39) and not statistics.borich_agrees(4.52, 3.11, 6.5)
    assert statistics.borich_from_means(4.52, 3.11).score == pytest.approx(6.3732)
    tests = statistics.hennessy_hicks(importance, competence)
    assert tests[0].difference == pytest.approx(7 / 3)
    across, up, items = statistics.importance_performance(importance, competence, replicates=20)
    assert (across, up) == (pytest.approx((7 / 3 + 4.5) / 2), pytest.approx((mean + 4) / 2))
    assert [one.quadrant for one in items] == ["concentrate_here", "possible_overkill"]
    assert sum(items[0].shares) == pytest.approx(1)
    _, _, points = statistics.quadrants_of_points([(2, 5), (4, 3)], (3, 4))
    assert [one.quadrant for one in points] == ["concentrate_here", "possible_overkill"]
    for wrong in [dict(score="best"), dict(ties="none"), dict(uncertainty="sure")]:
        with pytest.raises(mahir.MahirError) as error:
            statistics.rank_needs(importance, competence, **wrong)
        assert error.value.code == "option"


def test_doubt():
    # Tables of the normal distribution: Φ(1), and φ(1) + Φ(1).
    assert statistics.shortfall_probability(0.5, 0.5) == pytest.approx(0.8413447461)
    assert statistics.expected_gap(0.5, 0.5) == pytest.approx(0.5 * (0.2419707245 + 0.8413447461))
    assert statistics.expected_gap(0.5, -1) is None


def test_evidence_policy(needs):
    usual = needs.gaps()
    assert usual.policy["unrated"] == "group_mean" and usual.own_rule is None
    table = usual.table()
    basis = set(table["basis"]) if hasattr(table, "__getitem__") else None
    assert basis is None or basis <= {
        "open", "assessed", "error_assumed", "error_unknown", "group", "group_error_unknown", "zero",
    }
    corrected = needs.gaps(
        half_life_months=24,
        corrections=[{"source": "supervisor", "bias": 0.5, "standard_error_if_unknown": 0.5}],
        shrink_to_group=True,
    )
    assert corrected.policy["corrections"][0]["standard_error_if_unknown"] == 0.5
    assert mahir.Gaps.from_json(corrected.to_json()) == corrected
    assert corrected != usual
    with pytest.raises(mahir.MahirError) as error:
        needs.gaps(corrections=[{"source": "rumour"}])
    assert error.value.code == "gap_policy" and "rumour" in str(error.value)
    with pytest.raises(mahir.MahirError) as error:
        needs.gaps(corrections=[{"source": "supervisor", "bias": 1e9}])
    assert error.value.code == "gap_policy"


def test_a_rule_of_ones_own(needs):
    asked = []

    def lowest(person, competency, evidence):
        asked.append((person, competency))
        return min((one["level"], one["standard_error"]) for one in evidence)

    own = needs.gaps_by(lowest)
    assert own.own_rule == "lowest" and "lowest" in own.summary()
    assert mahir.Gaps.from_json(own.to_json()).own_rule == "lowest"
    assert asked and len(set(asked)) == len(asked)
    best = needs.gaps(choose="best")
    assert own.summary() != best.summary()
    for wrong in (lambda *_: "three", lambda *_: -1.0, lambda *_: math.nan):
        with pytest.raises(mahir.MahirError) as error:
            needs.gaps_by(wrong, name="wrong")
        assert error.value.code == "rule"

    def breaks(person, competency, evidence):
        raise KeyError("nothing here")

    with pytest.raises(KeyError, match="nothing here"):
        needs.gaps_by(breaks)
    nobody = needs.gaps_by(lambda *_: None, name="nobody", unrated="leave_open")
    assert len(nobody) == len(needs)


def test_people_and_units_together(needs):
    gaps = needs.gaps()
    for name in gaps.tables:
        assert gaps.table(name) is not None
    assert {"units", "headcounts", "base_rates", "priorities", "quadrants"} <= set(gaps.tables)
    bands = gaps.counts_by("low", [("middle", 78), ("high", 90)])
    assert [name for name, _ in bands] == ["low", "middle", "high"]
    with pytest.raises(mahir.MahirError):
        gaps.counts_by("low", [("middle", 78), ("high", 70)])
    with pytest.raises(mahir.MahirError):
        gaps.counts_by("low", [("middle", -1.0)])
    everybody = gaps.priorities()
    one_post = gaps.priorities("borich", uncertainty="bootstrap", replicates=100, seed=1)
    assert len(everybody) >= len(one_post) > 0
    assert len(gaps.quadrants("median", replicates=20)) == len(one_post)
    with pytest.raises(mahir.MahirError) as error:
        gaps.priorities(unit="NOWHERE")
    assert error.value.code == "unknown_id"
    with pytest.raises(mahir.MahirError) as error:
        gaps.priorities("loudest")
    assert error.value.code == "option" and "weighted_gap" in str(error.value)
