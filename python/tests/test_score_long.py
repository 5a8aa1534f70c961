"""Scoring long frames: the same as wide ones, from every library, in any order; ids never told."""

from __future__ import annotations

import ast
import datetime
import doctest
import itertools
import pathlib
import random
from collections.abc import Callable
from typing import Any

import duckdb
import numpy
import pandas
import polars
import pyarrow
import pytest

import mahir

NAMES = ["REG", "KOM", "KJS"]
REQUIRED = polars.DataFrame({"post": ["J0", "J1"], "REG": [3, 5], "KOM": [2, 4], "KJS": [0, 3]})
PEOPLE = polars.DataFrame(
    {
        # Not in order, so that they cannot be searched by halves.
        "person": ["p-secret-3", "p-secret-1", "p-secret-2", "p-secret-5"],
        "post": ["J0", "J1", "J0", "J1"],
        "unit": ["A", "B", "A", "A"],
    }
)
WIDE = PEOPLE.with_columns(
    REG=polars.Series([3, 5, None, None], dtype=polars.Int64),
    KOM=polars.Series([1, 4, 2, None], dtype=polars.Int64),
    KJS=polars.Series([None, 2, 0, None], dtype=polars.Int64),
)


def melted(wide: polars.DataFrame, seed: int = 0) -> polars.DataFrame:
    """One row for each level that is there, in the order of competencies or mixed."""
    rows = wide.unpivot(on=[name for name in NAMES if name in wide.columns], index="person",
                        variable_name="competency", value_name="level")
    rows = rows.drop_nulls("level")
    return rows.sample(fraction=1.0, shuffle=True, seed=seed) if seed else rows


ROWS = melted(WIDE)


def same(found: tuple[mahir.Table, mahir.Table], wide: Any, required: Any = REQUIRED) -> None:
    scores, heat = mahir.score(wide, required)
    assert found[0].to_dicts() == scores.to_dicts()
    assert found[1].to_dicts() == heat.to_dicts()


def in_pandas(frame: polars.DataFrame) -> pandas.DataFrame:
    return pandas.DataFrame(frame.to_dict(as_series=False))


def arrow(frame: polars.DataFrame, kind: Any) -> pyarrow.Table:
    """With texts in one of Arrow's layouts."""
    columns = {name: frame[name].to_list() for name in frame.columns}
    table = pyarrow.table(columns)
    for position, name in enumerate(table.column_names):
        if table.schema.field(name).type == pyarrow.string():
            table = table.set_column(position, name, table[name].cast(kind))
    return table


TEXTS = ["person", "competency"]
LAYOUTS: dict[str, Callable[[], Any]] = {
    "polars": lambda: ROWS,
    "polars, mixed": lambda: melted(WIDE, seed=3),
    "polars, by person": lambda: ROWS.sort("person"),
    "polars, sliced": lambda: polars.concat([ROWS.head(3), ROWS]).slice(3),
    "polars, chunks": lambda: polars.concat([ROWS.head(1), ROWS.slice(1)], rechunk=False),
    "polars, categories": lambda: ROWS.with_columns(polars.col(TEXTS).cast(polars.Categorical)),
    "polars, categories in chunks": lambda: polars.concat(
        [
            ROWS.head(4).with_columns(polars.col(TEXTS).cast(polars.Categorical)),
            ROWS.slice(4).with_columns(polars.col(TEXTS).cast(polars.Categorical)),
        ],
        rechunk=False,
    ),
    "polars, enum": lambda: ROWS.with_columns(polars.col("competency").cast(polars.Enum(NAMES[::-1]))),
    "polars, more columns": lambda: ROWS.with_columns(note=polars.lit("x"), at=polars.lit(3)),
    "pandas": lambda: in_pandas(ROWS),
    "pandas, categories": lambda: in_pandas(ROWS).astype({"person": "category", "competency": "category"}),
    "pyarrow, texts": lambda: arrow(ROWS, pyarrow.string()),
    "pyarrow, large texts": lambda: arrow(ROWS, pyarrow.large_string()),
    "pyarrow, views": lambda: arrow(ROWS, pyarrow.string_view()),
    "duckdb": lambda: duckdb.sql("select * from ROWS"),
    "mahir": lambda: mahir.Table.from_arrow(ROWS),
    "missing levels": lambda: polars.concat(
        [ROWS, ROWS.head(3).with_columns(level=polars.lit(None, polars.Int64))]
    ),
    "levels in decimals, in chunks": lambda: polars.concat(
        [ROWS.head(2), ROWS.slice(2)], rechunk=False
    ).with_columns(polars.col("level").cast(polars.Decimal(10, 2))),
}
for width in ("Int8", "Int16", "Int32", "UInt8", "UInt16", "UInt32", "UInt64", "Float32", "Float64"):
    LAYOUTS[f"levels of {width}"] = lambda width=width: ROWS.with_columns(  # type: ignore[misc]
        polars.col("level").cast(getattr(polars, width))
    )


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_says_what_the_wide_frame_says(layout: str) -> None:
    rows = LAYOUTS[layout]()
    same(mahir.score_long(PEOPLE, rows, REQUIRED), WIDE)
    people = PEOPLE.with_columns(polars.col("person", "post").cast(polars.Categorical))
    same(mahir.score_long(people, rows, REQUIRED), WIDE)
    same(mahir.score_long(PEOPLE.sort("person"), rows, REQUIRED), WIDE.sort("person"))
    chunks = polars.concat([PEOPLE.head(3), PEOPLE.tail(1)], rechunk=False)
    same(mahir.score_long(in_pandas(PEOPLE), rows, REQUIRED), WIDE)
    same(mahir.score_long(chunks, rows, REQUIRED), WIDE)


@pytest.mark.parametrize("numbers", [[7, 2, 3, 4], [0, 1, 2, 3], [10**12, 5, -3, 10**11], [1, 2, 3, 10**15]])
@pytest.mark.parametrize("kind", [polars.Int64, polars.UInt16, polars.Float64])
def test_people_may_have_numbers(numbers: list[int], kind: Any) -> None:
    if kind == polars.UInt16 and not 0 <= min(numbers) <= max(numbers) < 2**16:
        pytest.skip("the type does not hold the numbers")
    new = dict(zip(PEOPLE["person"], numbers))
    people = PEOPLE.with_columns(polars.col("person").replace_strict(new, return_dtype=polars.Int64))
    rows = ROWS.with_columns(polars.col("person").replace_strict(new, return_dtype=polars.Int64))
    if kind == polars.Float64:
        error = refused(people, rows.with_columns(polars.col("person").cast(kind)))
        assert error.explanation == "texts in both frames, or whole numbers in both"
        return
    rows = rows.with_columns(polars.col("person").cast(kind))
    same(mahir.score_long(people, rows, REQUIRED), WIDE)
    rows = polars.concat([rows.head(2), rows.slice(2)], rechunk=False)
    same(mahir.score_long(people, rows, REQUIRED), WIDE)


def test_columns_may_have_names_of_their_own() -> None:
    people = PEOPLE.rename({"person": "nip", "post": "jabatan", "unit": "unit_kerja"})
    rows = ROWS.rename({"person": "nip", "competency": "kompetensi", "level": "nilai"})
    required = REQUIRED.rename({"post": "jabatan"})
    scores, _ = mahir.score_long(
        people, rows, required, "jabatan", "unit_kerja",
        person="nip", competency="kompetensi", level="nilai", sums=True,
    )
    assert scores.to_dicts() == mahir.score(WIDE, REQUIRED, sums=True)[0].to_dicts()


def random_case(seed: int) -> tuple[polars.DataFrame, polars.DataFrame, polars.DataFrame]:
    """A wide frame of random size and levels, its rows in random order, and requirements."""
    draw = random.Random(seed)
    count, width = draw.randrange(0, 60), draw.randrange(1, 8)
    names = [f"c{number}" for number in range(width)]
    scale = draw.choice([1, 1, 4, 3])
    ids = draw.sample([f"p{number}" for number in range(200)], count)
    if draw.random() < 0.4:
        ids.sort()
    level = lambda: None if draw.random() < 0.15 else draw.randrange(0, 6 * scale) / scale
    columns = {name: [level() for _ in range(count)] for name in names}
    kind = polars.Int64 if scale == 1 and draw.random() < 0.7 else polars.Float64
    wide = polars.DataFrame(
        {
            "person": polars.Series(ids, dtype=polars.String),
            "post": polars.Series([draw.randrange(3) for _ in ids], dtype=polars.Int64),
            "unit": polars.Series([draw.randrange(4) for _ in ids], dtype=polars.Int64),
        }
        | {name: polars.Series(column, dtype=polars.Float64).cast(kind) for name, column in columns.items()}
    )
    rows = wide.unpivot(on=names, index="person", variable_name="competency", value_name="level")
    if draw.random() < 0.5:
        rows = rows.drop_nulls("level")
    order = draw.choice(["as they are", "by person", "mixed"])
    if order == "by person":
        rows = rows.sort("person", maintain_order=True)
    elif order == "mixed":
        rows = rows.sample(fraction=1.0, shuffle=True, seed=seed)
    required = polars.DataFrame(
        {"post": [0, 1, 2]} | {name: [draw.randrange(0, 6) for _ in range(3)] for name in names}
    )
    return wide, rows, required


@pytest.mark.parametrize("seeds", [range(0, 75), range(75, 150)], ids=str)
def test_a_melted_frame_scores_as_the_wide_one(seeds: range) -> None:
    for seed in seeds:
        wide, rows, required = random_case(seed)
        people = wide.select("person", "post", "unit")
        for repeated in ("refuse", "highest"):
            found = mahir.score_long(people, rows, required, repeated=repeated)  # type: ignore[arg-type]
            same(found, wide, required)


def test_a_rule_says_which_of_several_levels_counts() -> None:
    rows = polars.DataFrame(
        {
            "person": ["p-secret-1"] * 4,
            "competency": ["REG"] * 4,
            "level": [2, 5, 3, 4],
            "date": [datetime.date(2025, 1, day) for day in (1, 2, 9, 9)],
        }
    )
    people = PEOPLE.filter(polars.col("person") == "p-secret-1")

    def held(**options: Any) -> set[float]:
        """What is found for every order of the rows."""
        every = itertools.permutations(range(4))
        found = (
            mahir.score_long(people, options.get("rows", rows)[list(order)], REQUIRED, sums=True,
                             **{k: v for k, v in options.items() if k != "rows"})
            for order in every
        )
        return {scores.to_dicts()[0]["achieved"] for scores, _ in found}

    assert held(repeated="highest") == {5.0}
    # The 9th has two, of which the higher counts.
    assert held(repeated="latest", when="date") == {4.0}
    for kind in (polars.Datetime("us"), polars.Datetime("ns"), polars.Datetime("ms")):
        assert held(repeated="latest", when="date", rows=rows.with_columns(polars.col("date").cast(kind))) == {4.0}
    for turns in ([4, 3, 2, 1], [2**40, 7, 6, 5]):
        numbered = rows.with_columns(turn=polars.Series(turns))
        assert held(repeated="latest", when="turn", rows=numbered) == {2.0}
    error = refused(people, rows)
    assert "one more level of the same person" in str(error)
    assert (error.context["column"], error.context["row"], error.context["count"]) == ("person", 1, 3)


def refused(people: Any, rows: Any, required: Any = REQUIRED, **options: Any) -> mahir.MahirError:
    with pytest.raises(mahir.MahirError) as caught:
        mahir.score_long(people, rows, required, **options)
    told = f"{caught.value} {caught.value.context} {caught.value.explanation}"
    assert "secret" not in told, "an id of a person is told"
    return caught.value


def with_cells(**columns: list[Any]) -> polars.DataFrame:
    """The rows, and more rows behind them."""
    more = polars.DataFrame(columns, schema=ROWS.schema, strict=False)
    return polars.concat([ROWS, more])


def test_unknown_people_and_missing_ids_are_counted_by_rows() -> None:
    start = len(ROWS)
    rows = with_cells(
        person=["secret", None, "p-secret-1", "secret"],
        competency=["REG"] * 4,
        level=[1, 2, None, 3],
    )
    for layout in (
        rows, in_pandas(rows), rows.with_columns(polars.col(TEXTS).cast(polars.Categorical)),
        polars.concat([rows.head(5), rows.slice(5)], rechunk=False), arrow(rows, pyarrow.string_view()),
    ):
        error = refused(PEOPLE, layout)
        assert (error.code, error.context["column"]) == ("gap_long", "person")
        assert error.context["count"] == 3
        assert f"in 3 rows ({start}, {start + 1}, {start + 3})" in str(error)
        assert error.explanation == "a person of the population"


def test_numbers_of_people_are_not_told_either() -> None:
    people = PEOPLE.with_columns(person=polars.Series([198001012005011001, 2, 3, 4]))
    rows = polars.DataFrame({"person": [2, 198001012005011999, None], "competency": ["REG"] * 3, "level": [1, 1, 1]})
    error = refused(people, rows)
    assert "1980" not in f"{error} {error.context}" and error.context["count"] == 2
    twice = refused(people.with_columns(person=polars.Series([198001012005011001] * 4)), rows)
    assert "1980" not in f"{twice} {twice.context}" and twice.context["count"] == 3
    small = refused(people.with_columns(person=polars.Series([7, 8, 7, 7])), rows)
    assert "in 2 rows (2, 3)" in str(small)


def test_all_faults_are_told_at_once() -> None:
    rows = with_cells(
        person=["nobody-secret", "p-secret-1", "p-secret-1", "p-secret-3"],
        competency=["REG", "KOMM", "KJS", "KOM"],
        level=[1, 1, 219, 1],
    )
    error = refused(PEOPLE, rows)
    told = str(error)
    assert told.startswith("4 faults in the assessments\n")
    assert "unknown competency in 1 row (8), such as 'KOMM'; expected a competency" in told
    assert "column level: no level in 1 row (9); expected a level from 0 to 218" in told
    assert "one more level of the same person in the same competency in 1 row (10)" in told
    assert len(error.context["faults"]) == 4


@pytest.mark.parametrize("level", [-1.0, 218.5, float("inf"), float("-inf"), 1e300])
def test_a_number_that_is_no_level_is_told(level: float) -> None:
    rows = ROWS.with_columns(polars.col("level").cast(polars.Float64))
    bad = rows.with_columns(
        level=polars.when(polars.int_range(polars.len()) == 4).then(level).otherwise(polars.col("level"))
    )
    error = refused(PEOPLE, bad)
    assert (error.context["column"], error.context["row"], error.context["count"]) == ("level", 4, 1)


def test_not_a_number_is_a_level_left_open() -> None:
    rows = ROWS.with_columns(polars.col("level").cast(polars.Float64))
    open_rows = rows.head(2).with_columns(level=polars.lit(float("nan")))
    same(mahir.score_long(PEOPLE, polars.concat([rows, open_rows]), REQUIRED), WIDE)


def test_what_a_frame_lacks_or_has_in_the_wrong_type_is_told() -> None:
    for name in ("person", "post", "unit"):
        assert refused(PEOPLE.drop(name), ROWS).context["column"] == name
    for name in ("person", "competency", "level"):
        assert refused(PEOPLE, ROWS.drop(name)).context["column"] == name
    for people, rows in ((PEOPLE.lazy(), ROWS), (PEOPLE, ROWS.lazy())):
        assert refused(people, rows).explanation == "the frame after .collect()"
    for rows in (ROWS.with_columns(level=polars.lit("high")), ROWS.with_columns(level=polars.lit(True))):
        assert refused(PEOPLE, rows).code == "arrow_type"
    numbered = ROWS.with_columns(competency=polars.lit(3))
    assert refused(PEOPLE, numbered).context["column"] == "competency"
    nested = ROWS.with_columns(person=polars.Series([[1]] * len(ROWS)))
    assert refused(PEOPLE, nested).context["column"] == "person"
    assert refused(PEOPLE.with_columns(person=polars.lit(1.5)), ROWS).context["column"] == "person"
    assert refused(PEOPLE, "secret").code == "not_arrow"


def test_people_have_one_id_each() -> None:
    missing = PEOPLE.with_columns(person=polars.Series(["a-secret", None, "b-secret", None]))
    error = refused(missing, ROWS)
    assert "no id in 2 rows (1, 3)" in str(error)
    twice = polars.concat([PEOPLE, PEOPLE.head(2)])
    assert "in 2 rows (4, 5)" in str(refused(twice, ROWS))
    assert "in 2 rows (4, 5)" in str(refused(twice.with_columns(polars.col("person").cast(polars.Categorical)), ROWS))


def test_a_rule_has_to_be_known_and_complete() -> None:
    assert refused(PEOPLE, ROWS, repeated="mean").explanation == "'refuse', 'highest' or 'latest'"
    assert "no column says when" in str(refused(PEOPLE, ROWS, repeated="latest"))
    assert refused(PEOPLE, ROWS, repeated="latest", when="date").context["column"] == "date"
    dated = ROWS.with_columns(date=polars.lit("2025-01-01"))
    assert refused(PEOPLE, dated, repeated="latest", when="date").code == "arrow_type"
    days = [datetime.date(2025, 1, 1)] * (len(ROWS) - 1) + [None]
    dated = ROWS.with_columns(date=polars.Series(days))
    error = refused(PEOPLE, dated, repeated="latest", when="date")
    assert (error.context["column"], error.context["row"]) == ("date", len(ROWS) - 1)
    # Where it does not matter it is not looked at.
    same(mahir.score_long(PEOPLE, dated, REQUIRED, when="date"), WIDE)


def test_people_without_rows_are_left_open() -> None:
    scores, heat = mahir.score_long(PEOPLE, ROWS.clear(), REQUIRED)
    assert [row["band"] for row in scores.to_dicts()] == [None] * 4
    assert all(row["unrated"] == row["people"] for row in heat.to_dicts())
    scores, heat = mahir.score_long(PEOPLE.clear(), ROWS.clear(), REQUIRED)
    assert (len(scores), len(heat)) == (0, 0)
    # Columns of pandas without rows have no type of their own.
    nothing = pandas.DataFrame({"person": [], "competency": [], "level": []})
    scores, _ = mahir.score_long(PEOPLE, nothing, REQUIRED)
    assert [row["band"] for row in scores.to_dicts()] == [None] * 4


def large(people: int) -> tuple[polars.DataFrame, polars.DataFrame, polars.DataFrame]:
    draw = numpy.random.default_rng(1)
    names = [f"c{number}" for number in range(8)]
    ids = polars.Series("person", numpy.arange(people)).cast(polars.String).str.zfill(18)
    frame = polars.DataFrame({"person": ids}).with_columns(
        post=polars.Series(draw.integers(0, 50, people)), unit=polars.Series(draw.integers(0, 90, people))
    )
    levels = {name: draw.integers(0, 6, people, dtype=numpy.uint8) for name in names}
    wide = frame.with_columns(**{name: polars.Series(column) for name, column in levels.items()})
    required = polars.DataFrame({"post": numpy.arange(50)} | {name: draw.integers(1, 6, 50) for name in names})
    return frame, wide, required


def test_large_frames_in_every_order_and_progress() -> None:
    """So many that ids are searched by halves, then by hash, on all threads."""
    people, wide, required = large(60_000)
    names = required.columns[1:]
    rows = wide.unpivot(on=names, index="person", variable_name="competency", value_name="level")
    expected = mahir.score(wide, required)
    mixed = rows.sample(fraction=1.0, shuffle=True, seed=1)
    order = people.sample(fraction=1.0, shuffle=True, seed=2)
    for some in (rows, rows.sort("person"), mixed):
        found = mahir.score_long(people, some, required)
        assert polars.DataFrame(found[0]).equals(polars.DataFrame(expected[0]))
        assert found[1].to_dicts() == expected[1].to_dicts()
    in_order = mahir.score(wide.sample(fraction=1.0, shuffle=True, seed=2), required)
    found = mahir.score_long(order, mixed, required)
    assert polars.DataFrame(found[0]).equals(polars.DataFrame(in_order[0]))
    told: list[Any] = []
    mahir.score_long(people, mixed, required, progress=told.append)
    assert [progress["done"] for progress in told if progress["stage"] == "widen"][-1] == len(rows)
    assert told[-1]["stage"] == "score" and told[-1]["done"] == 60_000
    with pytest.raises(mahir.MahirError) as caught:
        mahir.score_long(people, mixed, required, progress=lambda progress: False)
    assert caught.value.code == "stopped"
    with pytest.raises(ZeroDivisionError):
        mahir.score_long(people, mixed, required, progress=lambda progress: 1 / 0)


def test_the_example_of_the_stub_runs() -> None:
    stub = pathlib.Path(mahir.__file__).with_name("_mahir.pyi")
    tree = ast.parse(stub.read_text(encoding="utf-8"))
    functions = (node for node in tree.body if isinstance(node, ast.FunctionDef))
    text = next(ast.get_docstring(node) for node in functions if node.name == "score_long")
    assert text is not None
    example = doctest.DocTestParser().get_doctest(text, {}, "score_long", str(stub), 0)
    assert len(example.examples) > 3
    assert doctest.DocTestRunner().run(example).failed == 0
