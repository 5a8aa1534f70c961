"""Streams of chance and what replications say, each against numbers from elsewhere."""

from __future__ import annotations

import math
import pickle

import pytest

import mahir
from mahir import analysis
from mahir.random import Distribution, Streams


def ishigami(point: list[float]) -> float:
    x, y, z = (math.pi * (2 * share - 1) for share in point)
    return math.sin(x) + 7 * math.sin(y) ** 2 + 0.1 * z**4 * math.sin(x)


def g(point: list[float]) -> float:
    """Sobol's g function."""
    a = (0, 1, 4.5, 9, 99, 99, 99, 99)
    return math.prod(
        (abs(4 * x - 2) + own) / (1 + own) for own, x in zip(a, point, strict=True)
    )


def test_luck_is_by_name() -> None:
    streams = Streams(2026, replication=7)
    first = streams.stream(1, "P001", 2027).uniform()
    assert streams.stream(1, "P001", 2027).uniform() == first
    others = [
        streams.stream(1, "P002", 2027), streams.stream(2, "P001", 2027),
        streams.stream(1, "P001", 2028), Streams(2026).stream(1, "P001", 2027),
        Streams(2026, 7, world=1).stream(1, "P001", 2027), streams.stream(1, 1, 2027),
        streams.stream(1, ("P001", "B-REG"), 2027), streams.stream(1, ("B-REG", "P001"), 2027),
        streams.stream(1, None, 2027),
    ]
    drawn = [first, *(other.uniform() for other in others)]
    assert len(set(drawn)) == len(drawn)
    stream = streams.stream(1, "P001")
    assert 0 <= stream.below(6) < 6 and stream.happens(1.0) and math.isfinite(stream.normal())


def test_the_same_luck_makes_differences_precise() -> None:
    """Exponentials with means 1 and 0.9: the difference has the variance 0.1 squared = 0.01 with the
    same numbers, and 1 + 0.81 = 1.81 with others."""
    one, less = (Distribution(shape="exponential", mean=mean) for mean in (1.0, 0.9))
    streams = Streams(1)
    first = [streams.stream(0, at).draw(one) for at in range(20_000)]
    same = [streams.stream(0, at).draw(less) for at in range(20_000)]
    other = [streams.stream(1, at).draw(less) for at in range(20_000)]
    paired, apart = analysis.paired(first, same), analysis.paired(first, other)
    assert paired is not None and apart is not None
    assert math.isclose(paired.standard_error**2 * 20_000, 0.01, rel_tol=0.08)
    assert math.isclose(apart.standard_error**2 * 20_000, 1.81, rel_tol=0.08)
    assert paired.interval[0] < 0.1 < paired.interval[1]


def test_distributions() -> None:
    # scipy 1.17: gamma(a=40, scale=12/40).ppf(0.9), beta(18, 2).ppf(0.025).
    gamma = Distribution(shape="gamma", mean=12.0, k=40.0)
    assert math.isclose(gamma.quantile(0.9), 14.48673054229005, rel_tol=1e-9)
    beta = Distribution(shape="beta", mean=0.9, concentration=20.0)
    assert math.isclose(beta.quantile(0.025), 0.7397193458047858, rel_tol=1e-9)
    assert beta.support == (0, 1) and beta.mean == 0.9
    assert beta == Distribution(**beta.to_dict()) != gamma
    assert Distribution(2.5).quantile(0.3) == 2.5
    for bad in ({"shape": "beta", "mean": 1.2, "concentration": 3.0}, {"shape": "bell"}):
        with pytest.raises(mahir.MahirError):
            Distribution(**bad)
    with pytest.raises(mahir.MahirError):
        Distribution(math.nan)


def test_two_rules() -> None:
    """The sleep data (Student 1908); R's t.test prints the intervals."""
    first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    pairs, apart = analysis.paired(first, second), analysis.independent(first, second)
    assert pairs is not None and apart is not None
    assert pairs.interval == pytest.approx((-2.4598858, -0.7001142), abs=1e-6)
    assert apart.interval == pytest.approx((-3.3654832, 0.2054832), abs=1e-6)
    assert pairs.p_value == pytest.approx(0.00283289, abs=1e-7)
    assert pickle.loads(pickle.dumps(pairs)) == pairs
    assert analysis.paired(first, second[:3]) is None
    assert analysis.needed_replications([3, 5, 4, 6, 2], 0.5) == 41
    share, (low, high) = analysis.coverage([(0, 1), (2, 3)], 0.5) or (0, (0, 0))
    assert share == 0.5 and 0 < low < 0.5 < high < 1


def test_selection() -> None:
    # Law, Simulation Modeling and Analysis, chapter 10: Dudewicz and Dalal's h for P* = 0.95.
    for (rules, first_stage), printed in {(3, 20): 2.872, (10, 40): 3.539}.items():
        h = analysis.dudewicz_dalal_constant(rules, 0.95, first_stage)
        assert h == pytest.approx(printed, abs=6e-4)
    # Rinott's by the double integral with numpy and scipy.
    assert analysis.rinott_constant(10, 0.95, 20) == pytest.approx(3.8753, abs=6e-5)
    assert analysis.second_stage([1.0, 3.0], 3.0, 1.0) == 18
    assert analysis.rinott_constant(1, 0.95, 20) is None
    race = analysis.KimNelson(3, first_stage=10, indifference=0.5)
    streams = [Streams(3).stream(0, rule) for rule in range(3)]
    while race.chosen is None:
        assert race.see([stream.normal() + (rule == 1) for rule, stream in enumerate(streams)])
    assert race.chosen == 1 and race.seen >= 10
    assert race.contenders[1].dropped_after is None and race.contenders[0].dropped_after
    assert not race.see([1.0])
    with pytest.raises(mahir.MahirError):
        analysis.KimNelson(1, 10, 0.5)


def test_over_worlds() -> None:
    found = analysis.regret([[10, 0], [8, 7], [0, 9]])
    assert found is not None and found.largest == [9, 2, 10] and found.minimax == 1
    assert found.best_in == [1, 0, 1] and found.regret[1] == [2, 2]
    assert analysis.satisficing([[[10, 4], [8, 7]]], [7]) == [0.5, 1]


def test_sensitivity() -> None:
    """Ishigami: analytic values (Ishigami & Homma 1990); g: Saltelli et al.; Morris by hand."""
    design = analysis.SobolDesign(3, 4096)
    indices = design.indices([ishigami(point) for point in design.points], resamples=100)
    assert indices is not None
    assert [index.first for index in indices] == pytest.approx([0.3139, 0.4424, 0], abs=0.01)
    assert [index.total for index in indices] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.01)
    assert indices[0].total_interval[0] < 0.5576 < indices[0].total_interval[1]
    design = analysis.SobolDesign(8, 4096, seed=2)
    indices = design.indices([g(point) for point in design.points], resamples=50)
    assert indices is not None
    first, total = [0.7162, 0.1790, 0.0237, 0.0072], [0.7871, 0.2422, 0.0343, 0.0105]
    assert [index.first for index in indices[:4]] == pytest.approx(first, abs=0.01)
    assert [index.total for index in indices[:4]] == pytest.approx(total, abs=0.01)
    morris = analysis.MorrisDesign(3, 400)
    effects = morris.effects([ishigami(point) for point in morris.points], confidence=0.999)
    assert effects is not None
    # On four levels: 1.5 sin(pi/3) (1 + 0.05 (pi^4 + pi^4/81)); 1.5 * 7 * 3/4.
    assert effects[0].interval[0] < 7.704 < effects[0].interval[1]
    assert effects[1].mean_size == pytest.approx(7.875)
    assert morris.probability(1.0) == 0.875
    for make in (lambda: analysis.SobolDesign(0, 64), lambda: analysis.MorrisDesign(2, 1)):
        with pytest.raises(mahir.MahirError):
            make()
