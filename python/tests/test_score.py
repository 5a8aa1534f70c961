"""Scoring wide frames: from every library, in every layout, exactly."""

from __future__ import annotations

import os
import pickle
import signal
import threading
import time
from fractions import Fraction
from typing import Any

import duckdb
import numpy
import pandas
import polars
import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mahir

PEOPLE = polars.DataFrame(
    {
        "post": ["J0", "J1", "J0", "J1", "J0"],
        "unit": ["A", "B", "A", "A", "B"],
        "c0": [3, 5, 1, 0, 4],
        "c1": [2, 4, 4, 2, 1],
    },
    schema_overrides={"c0": polars.UInt8, "c1": polars.UInt8},
)
REQUIRED = polars.DataFrame({"post": ["J0", "J1"], "c0": [3, 5], "c1": [2, 4]})
# By hand: J0 asks 3 + 2, J1 asks 5 + 4. Bands from 78 and 90 percent (Peraturan BRIN 3/2023, Pasal
# 33).
SCORES = [
    {"match_percent": 100.0, "gap": 0.0, "band": "optimal"},
    {"match_percent": 100.0, "gap": 0.0, "band": "optimal"},
    {"match_percent": 60.0, "gap": 2.0, "band": "less_optimal"},
    {"match_percent": pytest.approx(200 / 9), "gap": 7.0, "band": "less_optimal"},
    {"match_percent": 80.0, "gap": 1.0, "band": "fairly_optimal"},
]
HEAT = {
    ("A", "c0"): (3, 2, 0, 7 / 3),
    ("A", "c1"): (3, 1, 0, 2 / 3),
    ("B", "c0"): (2, 0, 0, 0.0),
    ("B", "c1"): (2, 1, 0, 0.5),
}


def heat_of(table: mahir.Table) -> dict[tuple[Any, str], tuple[Any, ...]]:
    return {
        (row["unit"], row["competency"]): (
            row["people"],
            row["short"],
            row["unrated"],
            row["mean_gap"],
        )
        for row in table.to_dicts()
    }


def check(people: Any, required: Any = REQUIRED, units: Any = str) -> None:
    scores, heat = mahir.score(people, required)
    assert scores.columns == ["match_percent", "gap", "band"]
    assert scores.to_dicts() == SCORES
    expected = {(units(unit), name): cell for (unit, name), cell in HEAT.items()}
    assert heat_of(heat) == expected


def layouts() -> dict[str, Any]:
    """The people, laid out in every way in which libraries may have them."""
    arrow = PEOPLE.to_arrow().cast(
        pyarrow.schema(
            [
                ("post", pyarrow.string()),
                ("unit", pyarrow.string()),
                ("c0", pyarrow.uint8()),
                ("c1", pyarrow.uint8()),
            ]
        )
    )
    texts = ["post", "unit"]
    more = polars.concat([PEOPLE, PEOPLE]).with_columns(other=polars.lit("x"))
    batch = pyarrow.table(arrow.to_pydict(), schema=arrow.schema).to_batches()[0]
    found: dict[str, Any] = {
        "polars": PEOPLE,
        "polars categories": PEOPLE.with_columns(polars.col(texts).cast(polars.Categorical)),
        "polars enum": PEOPLE.with_columns(
            polars.col("post").cast(polars.Enum(["J9", "J1", "J0"])),
            polars.col("unit").cast(polars.Enum(["Z", "B", "A"])),
        ),
        "polars, categories in chunks": polars.concat(
            [
                PEOPLE.head(2).with_columns(polars.col(texts).cast(polars.Categorical)),
                PEOPLE.tail(3).with_columns(polars.col(texts).cast(polars.Categorical)),
            ],
            rechunk=False,
        ),
        "polars, sliced": more.slice(5),
        "polars, chunks": polars.concat([PEOPLE.head(1), PEOPLE.tail(4)], rechunk=False),
        "pyarrow": arrow,
        "pyarrow, sliced": pyarrow.concat_tables([arrow, arrow]).combine_chunks().slice(5),
        "pyarrow, a batch": batch,
        "pyarrow, large texts": arrow.set_column(
            0, "post", arrow["post"].cast(pyarrow.large_string())
        ),
        "pyarrow, views": arrow.set_column(0, "post", arrow["post"].cast(pyarrow.string_view())),
        "pandas": pandas.DataFrame(PEOPLE.to_dict(as_series=False)),
        "pandas categories": pandas.DataFrame(
            {name: PEOPLE[name].to_list() for name in PEOPLE.columns}
        ).astype({"post": "category", "unit": "category"}),
        # A relation that outlives the tests is complained about.
        "duckdb": lambda: duckdb.sql("from PEOPLE"),
        "mahir": mahir.Table.from_arrow(PEOPLE),
    }
    for width in ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
                  "float32", "float64"):
        kind = getattr(pyarrow, width)()
        columns = {name: arrow[name].cast(kind) for name in ("c0", "c1")}
        found[f"levels of {width}"] = pyarrow.table(
            {"post": arrow["post"], "unit": arrow["unit"], **columns}
        )
        if not width.startswith("f"):
            keys = pyarrow.array([0, 1, 0, 1, 0], kind)
            dictionary = pyarrow.DictionaryArray.from_arrays(keys, ["J0", "J1"])
            found[f"keys of {width}"] = arrow.set_column(0, "post", dictionary)
    return found


LAYOUTS = layouts()


def laid_out(layout: str) -> Any:
    found = LAYOUTS[layout]
    return found() if callable(found) else found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_says_the_same(layout: str) -> None:
    check(laid_out(layout))


@pytest.mark.parametrize("kind", [polars.Int8, polars.UInt16, polars.Int32, polars.Int64])
@pytest.mark.parametrize("far", [0, 120, 10**5, 10**12])
@pytest.mark.parametrize("chunks", [1, 2])
def test_posts_and_units_may_be_whole_numbers(kind: Any, far: int, chunks: int) -> None:
    """Small ones are positions of a table, large ones are looked up."""
    if far > {polars.Int8: 126, polars.UInt16: 65_000, polars.Int32: 2**31}.get(kind, 2**62):
        pytest.skip("the type does not hold the number")
    numbers = {"J0": far, "J1": far + 1, "A": far, "B": far + 1}
    ids = polars.col("post", "unit").replace_strict(numbers, return_dtype=kind)
    people = PEOPLE.with_columns(ids)
    if chunks == 2:
        people = polars.concat([people.head(2), people.tail(3)], rechunk=False)
    required = REQUIRED.with_columns(
        polars.col("post").replace_strict(numbers, return_dtype=polars.Int64)
    )
    check(people, required, numbers.__getitem__)


def test_a_number_below_zero_is_an_id_too() -> None:
    numbers = {"J0": -7, "J1": 3, "A": -1, "B": -2}
    ids = polars.col("post", "unit").replace_strict(numbers, return_dtype=polars.Int64)
    posts = polars.col("post").replace_strict(numbers, return_dtype=polars.Int64)
    check(PEOPLE.with_columns(ids), REQUIRED.with_columns(posts), numbers.__getitem__)


def test_columns_that_are_not_needed_do_not_matter() -> None:
    """Nothing is asked of a column of objects that Arrow could not even hold."""
    frame = pandas.DataFrame(PEOPLE.to_dict(as_series=False))
    frame["notes"] = [object() for _ in range(5)]
    frame[7] = 1
    check(frame)
    check(PEOPLE.with_columns(more=polars.Series([{"a": 1}] * 5)))


def test_a_missing_level_is_left_open() -> None:
    """It counts neither as held nor as required; NaN is a missing level too."""
    expected = [(3, 2), (5, 4), (None, 4), (None, None), (4, 1)]
    for kind, missing in ((polars.UInt8, None), (polars.Int64, None), (polars.Float64, float("nan")),
                          (polars.Float32, None)):
        held = {
            f"c{number}": polars.Series(
                [missing if pair[number] is None else pair[number] for pair in expected],
                dtype=kind,
                strict=False,
            )
            for number in (0, 1)
        }
        scores, heat = mahir.score(PEOPLE.with_columns(**held), REQUIRED, sums=True)
        rows = scores.to_dicts()
        # Of the third person only c1 counts: 2 of 2; of the fourth nothing does.
        assert rows[2]["match_percent"] == 100.0
        assert (rows[2]["required"], rows[2]["achieved"], rows[2]["achieved_uncapped"]) == (2, 2, 4)
        assert (rows[3]["match_percent"], rows[3]["band"], rows[3]["gap"]) == (None, None, 0.0)
        assert heat_of(heat)["A", "c0"] == (3, 0, 2, 0.0)
        assert heat_of(heat)["A", "c1"] == (3, 0, 1, 0.0)


def test_a_requirement_of_nothing_asks_nothing() -> None:
    for nothing in (0, None):
        required = polars.DataFrame({"post": ["J0", "J1"], "c0": [3, nothing], "c1": [2, nothing]})
        scores, heat = mahir.score(PEOPLE, required)
        assert [row["band"] for row in scores.to_dicts()] == [
            "optimal", None, "less_optimal", None, "fairly_optimal",
        ]
        assert heat_of(heat)["A", "c0"][0] == 2


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 4),
    st.lists(st.tuples(st.integers(0, 2), st.lists(st.integers(0, 15), min_size=4, max_size=4)),
             min_size=1, max_size=40),
    st.lists(st.integers(0, 5), min_size=12, max_size=12),
    st.booleans(),
)
def test_bands_are_those_of_fractions(
    competencies: int,
    people: list[tuple[int, list[int]]],
    asked: list[int],
    thirds: bool,
) -> None:
    """Levels in thirds, which no floating-point number holds, against Python's fractions."""
    parts = 3 if thirds else 1
    names = [f"c{number}" for number in range(competencies)]
    levels = {n: [held[i] for _, held in people] for i, n in enumerate(names)}
    frame = polars.DataFrame(
        {"post": [post for post, _ in people], "unit": [0] * len(people)}
        | {n: [level / 3 for level in column] if thirds else column for n, column in levels.items()}
    )
    required = polars.DataFrame(
        {"post": [0, 1, 2]} | {n: asked[3 * i : 3 * i + 3] for i, n in enumerate(names)}
    )
    found = [row["band"] for row in mahir.score(frame, required)[0].to_dicts()]
    for (post, held), band in zip(people, found, strict=True):
        needs = [Fraction(asked[3 * i + post]) for i in range(competencies)]
        met = sum(min(Fraction(level, parts), need) for level, need in zip(held, needs))
        if sum(needs) == 0:
            assert band is None
            continue
        share = met / sum(needs)
        expected = "optimal" if share >= Fraction(90, 100) else (
            "fairly_optimal" if share >= Fraction(78, 100) else "less_optimal"
        )
        assert band == expected


def refused(people: Any, required: Any = REQUIRED) -> mahir.MahirError:
    with pytest.raises(mahir.MahirError) as caught:
        mahir.score(people, required)
    return caught.value


@pytest.mark.parametrize("layout", ["polars", "polars categories", "pyarrow, views", "duckdb",
                                    "pandas categories", "polars, chunks"])
def test_an_unknown_post_is_named(layout: str) -> None:
    error = refused(laid_out(layout), REQUIRED.head(1))
    assert (error.code, error.context["column"], error.context["row"]) == ("gap_wide", "post", 1)
    assert "'J1'" in str(error)


def test_an_unknown_post_of_numbers_is_named() -> None:
    people = PEOPLE.with_columns(post=polars.Series([0, 0, 7, 0, 0]))
    required = REQUIRED.with_columns(post=polars.Series([0, 1]))
    assert "'7'" in str(refused(people, required))
    people = PEOPLE.with_columns(post=polars.Series([0, 0, 0, 10**14, 0]))
    assert refused(people, required).context["row"] == 3
    error = refused(PEOPLE, required)
    assert error.explanation == "texts in both frames, or whole numbers in both"


@pytest.mark.parametrize("level", [-1, 219, 255, 1e30, float("inf"), -0.5])
@pytest.mark.parametrize("chunks", [1, 2])
def test_a_level_that_is_none_is_named(level: float, chunks: int) -> None:
    column = polars.Series([1, 2, level, 3, 4], strict=False)
    people = PEOPLE.with_columns(c1=column)
    if chunks == 2:
        people = polars.concat([people.head(2), people.tail(3)], rechunk=False)
    error = refused(people)
    assert (error.code, error.context["column"], error.context["row"]) == ("gap_wide", "c1", 2)


def test_what_a_frame_lacks_is_told() -> None:
    assert refused(PEOPLE.drop("c1")).context["column"] == "c1"
    assert refused(PEOPLE.drop("unit")).context["column"] == "unit"
    assert refused(PEOPLE.lazy()).explanation == "the frame after .collect()"
    twice = refused(PEOPLE, polars.concat([REQUIRED, REQUIRED]))
    assert (twice.context["column"], twice.context["row"]) == ("post", 2)
    for name in ("post", "unit"):
        missing = PEOPLE.with_columns(
            polars.Series(name, ["J0", None, "J0", "J1", "J0"], dtype=polars.String)
        )
        for frame in (missing, missing.with_columns(polars.col(name).cast(polars.Categorical))):
            error = refused(frame)
            assert (error.context["column"], error.context["row"]) == (name, 1)
    texts = refused(PEOPLE.with_columns(c0=polars.lit("high")))
    assert (texts.code, texts.context["column"]) == ("arrow_type", "c0")


def test_an_empty_frame_has_no_rows() -> None:
    scores, heat = mahir.score(PEOPLE.clear(), REQUIRED)
    assert (len(scores), len(heat)) == (0, 0)


def test_sums_are_exact_levels() -> None:
    scores, _ = mahir.score(PEOPLE, REQUIRED, sums=True)
    rows = [(row["achieved"], row["achieved_uncapped"], row["required"]) for row in scores.to_dicts()]
    assert rows == [(5, 5, 5), (9, 9, 9), (3, 5, 5), (2, 2, 9), (4, 5, 5)]


def large(people: int) -> tuple[polars.DataFrame, polars.DataFrame]:
    random = numpy.random.default_rng(1)
    names = [f"c{number}" for number in range(20)]
    frame = polars.DataFrame(
        {"post": random.integers(0, 50, people), "unit": random.integers(0, 90, people)}
        | {name: random.integers(0, 6, people, dtype=numpy.uint8) for name in names}
    )
    required = polars.DataFrame(
        {"post": numpy.arange(50)} | {name: random.integers(1, 6, 50) for name in names}
    )
    return frame, required


def test_progress_is_told_and_can_stop() -> None:
    people, required = large(1_500_000)
    told: list[Any] = []
    scores, _ = mahir.score(people, required, progress=told.append)
    assert len(scores) == 1_500_000
    assert told[-1]["stage"] == "score"
    assert told[-1]["done"] == told[-1]["total"] == 1_500_000
    with pytest.raises(mahir.MahirError) as caught:
        mahir.score(people, required, progress=lambda progress: False)
    assert caught.value.code == "stopped"
    with pytest.raises(ZeroDivisionError):
        mahir.score(people, required, progress=lambda progress: 1 / 0)


def test_control_c_interrupts() -> None:
    people, required = large(300_000)
    # Sixty-four bits a level, over and over: long enough to be interrupted in the midst of it.
    wide = polars.concat([people.cast(polars.Float64)] * 12).with_columns(
        polars.col("post", "unit").cast(polars.Int64)
    )
    sent: list[float] = []

    def interrupt() -> None:
        sent.append(time.perf_counter())
        os.kill(os.getpid(), signal.SIGINT)

    begin = time.perf_counter()
    mahir.score(wide, required)
    timer = threading.Timer((time.perf_counter() - begin) / 3, interrupt)
    timer.start()
    until = time.perf_counter() + 60
    with pytest.raises(KeyboardInterrupt):
        while time.perf_counter() < until:
            mahir.score(wide, required)
    # A fifth of a second on a quiet machine; a busy one is given five times that.
    assert time.perf_counter() - sent[0] < 1.0
    timer.join()


def test_results_are_tables_like_any_other() -> None:
    for table in mahir.score(PEOPLE, REQUIRED):
        assert pickle.loads(pickle.dumps(table)).to_dicts() == table.to_dicts()
        assert len(polars.DataFrame(table)) == len(table)
        assert len(pyarrow.table(table).to_pandas()) == len(table)


def test_ids_of_every_length_are_found() -> None:
    # Views of up to 12 bytes hold their text, longer ones point to it; from 16 on the text is
    # hashed. Some differ in the last letter only, some hold zeros or end in what a length could be.
    ends = ["a", "b", "\r", "\x0c", "\0"]
    ids = ["x" * length + end for length in range(1, 20) for end in ends]
    ids += ["\x0c\0\0\0" + "y" * 8 + "\r", "y" * 11 + "\r"]
    required = polars.DataFrame({"post": ids, "REG": [number % 6 for number in range(len(ids))]})
    order = [number * 7 % len(ids) for number in range(3 * len(ids))]
    people = polars.DataFrame(
        {"post": [ids[at] for at in order], "unit": [ids[at] for at in order], "REG": [0] * len(order)}
    )
    scores, heat = mahir.score(people, required)
    assert polars.DataFrame(scores)["gap"].to_list() == [at % 6 for at in order]
    asked = [row for row in heat.to_dicts() if row["mean_gap"]]
    assert {row["unit"]: row["mean_gap"] for row in asked} == {
        post: number % 6 for number, post in enumerate(ids) if number % 6
    }
    with pytest.raises(mahir.MahirError) as caught:
        mahir.score(people.with_columns(post=polars.lit("x" * 13)), required)
    assert caught.value.context["row"] == 0
