"""Series and needs from Python."""

import pickle

import pytest
from mahir import statistics


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
