"""Tables in and out: every value, type and missing value survives the crossing."""

from __future__ import annotations

import copy
import datetime
import json
import pickle
from typing import Any

import duckdb
import pandas
import polars
import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mahir

DAY = datetime.date(2026, 1, 5)


def mixed() -> pyarrow.Table:
    """One column of each type, with missing values where Arrow may have them."""
    return pyarrow.table(
        {
            "text": ["a", None, "é"],
            "band": pyarrow.array(["low", "high", None]).dictionary_encode(),
            "count": pyarrow.array([1, None, -(2**63)], pyarrow.int64()),
            "share": [0.1, None, 1e300],
            "day": [DAY, None, datetime.date(1900, 2, 28)],
            "yes": [True, False, True],
        }
    )


ROWS = [
    {"text": "a", "band": "low", "count": 1, "share": 0.1, "day": DAY, "yes": True},
    {"text": None, "band": "high", "count": None, "share": None, "day": None, "yes": False},
    {
        "text": "é",
        "band": None,
        "count": -(2**63),
        "share": 1e300,
        "day": datetime.date(1900, 2, 28),
        "yes": True,
    },
]


def test_every_type_survives_the_crossing_in() -> None:
    table = mahir.Table.from_arrow(mixed(), "mixed")
    assert table.name == "mixed"
    assert table.columns == ["text", "band", "count", "share", "day", "yes"]
    assert len(table) == 3
    assert table.to_dicts() == ROWS


def test_every_library_reads_the_same_rows() -> None:
    table = mahir.Table.from_arrow(mixed(), "mixed")
    assert pyarrow.table(table).to_pylist() == ROWS
    assert polars.DataFrame(table).to_dicts() == ROWS
    assert table.to_polars().to_dicts() == ROWS
    assert table.to_pyarrow().schema.field("band").type == pyarrow.dictionary(
        pyarrow.uint32(), pyarrow.string()
    )
    frame = table.to_pandas()
    assert list(frame["text"].fillna("")) == ["a", "", "é"]
    assert frame["yes"].tolist() == [True, False, True]
    given = table
    rows = duckdb.sql('select text, "count", day, yes from given').fetchall()
    assert len(given) == len(rows)
    assert rows == [(row["text"], row["count"], row["day"], row["yes"]) for row in ROWS]


def test_the_memory_is_shared_with_the_libraries() -> None:
    """Two readers of one table see one buffer, so nothing was copied on the way out."""
    table = mahir.Table.from_arrow(pyarrow.table({"count": list(range(1_000))}))
    first, second = (pyarrow.table(table)["count"].chunk(0) for _ in range(2))
    assert first.buffers()[1].address == second.buffers()[1].address


@pytest.mark.parametrize(
    ("values", "kind", "expected"),
    [
        ([1, None, 3], pyarrow.uint8(), [1, None, 3]),
        ([-1, 2, 3], pyarrow.int16(), [-1, 2, 3]),
        ([1, 2, 2**63 - 1], pyarrow.uint64(), [1, 2, 2**63 - 1]),
        ([0.5, None, 2.0], pyarrow.float32(), [0.5, None, 2.0]),
        ([0.5, float("nan"), float("inf")], pyarrow.float64(), [0.5, None, None]),
        (["a", None, "b"], pyarrow.large_string(), ["a", None, "b"]),
        (["a", None, "a long text that is not kept inline"], pyarrow.string_view(),
         ["a", None, "a long text that is not kept inline"]),
        ([None, None, None], pyarrow.null(), [None, None, None]),
        ([True, None, False], pyarrow.bool_(), ["true", None, "false"]),
        ([DAY, None, DAY], pyarrow.date64(), [DAY, None, DAY]),
        ([datetime.datetime(2026, 1, 5)] * 3, pyarrow.timestamp("ns"), [DAY] * 3),
        ([datetime.datetime(2026, 1, 5)] * 3, pyarrow.timestamp("s"), [DAY] * 3),
    ],
)
def test_types_of_other_widths_are_taken(values: Any, kind: Any, expected: Any) -> None:
    data = pyarrow.table({"column": pyarrow.array(values, kind)})
    assert [row["column"] for row in mahir.Table.from_arrow(data).to_dicts()] == expected


def test_decimals_are_numbers_and_whole_ones_are_integers() -> None:
    data = duckdb.sql("select sum(i) as total, 1.25::decimal(9,2) as half from range(4) t(i)")
    assert mahir.Table.from_arrow(data).to_dicts() == [{"total": 6, "half": 1.25}]


def test_several_batches_and_slices_are_one_table() -> None:
    """Offsets into the producer's buffers, also of null bitmaps, and a dictionary per batch."""
    whole = pyarrow.table(
        {
            "text": ["skip", "a", None, "b", "c", "skip"],
            "number": [0, 1, None, 2, 3, 0],
            "yes": [False, True, False, True, True, False],
        }
    )
    sliced = whole.slice(1, 4)
    chunked = pyarrow.concat_tables([sliced, whole.slice(0, 1)])
    expected = sliced.to_pylist() + whole.slice(0, 1).to_pylist()
    assert mahir.Table.from_arrow(chunked).to_dicts() == expected
    labels = pyarrow.chunked_array(
        [
            pyarrow.array(["x", "y"]).dictionary_encode(),
            pyarrow.array(["skip", "z", "x", None]).dictionary_encode()[1:],
        ]
    )
    table = mahir.Table.from_arrow(pyarrow.table({"label": labels}))
    assert [row["label"] for row in table.to_dicts()] == ["x", "y", "z", "x", None]


def test_frames_of_every_library_are_taken() -> None:
    frame = polars.DataFrame(
        {"id": ["P1", "P2"], "band": ["a", "b"], "day": [DAY, None]},
        schema_overrides={"band": polars.Categorical},
    )
    expected = frame.to_dicts()
    assert mahir.Table.from_arrow(frame).to_dicts() == expected
    assert mahir.Table.from_arrow(frame.to_arrow().to_batches()[0]).to_dicts() == expected
    assert mahir.Table.from_arrow(duckdb.sql("from frame")).to_dicts() == expected
    other = pandas.DataFrame({"id": ["P1", None], "on": pandas.to_datetime(["2026-01-05", None])})
    assert mahir.Table.from_arrow(other).to_dicts() == [
        {"id": "P1", "on": DAY},
        {"id": None, "on": None},
    ]
    assert mahir.Table.from_arrow(mahir.Table.from_arrow(frame)).to_dicts() == expected


class OnlyArray:
    """A producer that offers `__arrow_c_array__` alone, as the interface allows."""

    def __init__(self, batch: Any) -> None:
        self.batch = batch

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]:
        pair: tuple[object, object] = self.batch.__arrow_c_array__(requested_schema)
        return pair


def test_a_single_batch_is_taken_and_a_plain_array_is_refused() -> None:
    batch = pyarrow.record_batch({"n": [1, 2, 3]}).slice(1)
    assert mahir.Table.from_arrow(OnlyArray(batch)).to_dicts() == [{"n": 2}, {"n": 3}]
    with pytest.raises(mahir.MahirError) as caught:
        mahir.Table.from_arrow(OnlyArray(pyarrow.array([1, 2])))
    assert caught.value.code == "not_arrow"


def test_what_has_no_rows_is_refused_with_the_way_out() -> None:
    with pytest.raises(mahir.MahirError, match=r"after \.collect\(\)") as caught:
        mahir.Table.from_arrow(polars.LazyFrame({"a": [1]}))  # type: ignore[arg-type]
    assert caught.value.code == "not_arrow"
    assert "LazyFrame" in caught.value.context["type"]
    with pytest.raises(mahir.MahirError) as caught:
        mahir.Table.from_arrow([1, 2, 3])  # type: ignore[arg-type]
    assert caught.value.context == {"type": "list"}
    assert "polars" in caught.value.explanation


@pytest.mark.parametrize(
    ("array", "code", "context"),
    [
        (
            pyarrow.array([[1]]),
            "arrow_type",
            {"column": "c", "type": "List(Int64)"},
        ),
        (
            pyarrow.array([0, 2**64 - 1], pyarrow.uint64()),
            "arrow_range",
            {"column": "c", "row": 1, "value": str(2**64 - 1)},
        ),
        (
            pyarrow.array([datetime.datetime(2026, 1, 5, 7)]),
            "arrow_range",
            {"column": "c", "row": 0},
        ),
        (
            pyarrow.array([7]).dictionary_encode(),
            "arrow_type",
            {"column": "c", "type": "Dictionary(Int32, Int64)"},
        ),
    ],
)
def test_columns_that_do_not_fit_are_named(array: Any, code: str, context: Any) -> None:
    with pytest.raises(mahir.MahirError) as caught:
        mahir.Table.from_arrow(pyarrow.table({"c": array}))
    assert caught.value.code == code
    assert caught.value.context == context
    assert caught.value.explanation


def test_a_failing_producer_is_an_exception() -> None:
    def batches() -> Any:
        yield pyarrow.record_batch({"n": [1]})
        raise OSError("the disk is gone")

    schema = pyarrow.schema({"n": pyarrow.int64()})
    reader = pyarrow.RecordBatchReader.from_batches(schema, batches())
    with pytest.raises(mahir.MahirError, match="the disk is gone") as caught:
        mahir.Table.from_arrow(reader)
    assert caught.value.code == "arrow"
    with pytest.raises(mahir.MahirError):
        mahir.Table.from_arrow(reader_that_was_read())


def reader_that_was_read() -> Any:
    """A capsule whose stream has been taken out already."""

    class Spent:
        def __init__(self) -> None:
            self.capsule = pyarrow.table({"n": [1]}).__arrow_c_stream__()

        def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
            return self.capsule

    spent = Spent()
    assert len(mahir.Table.from_arrow(spent)) == 1
    return spent


def test_an_unread_capsule_is_released() -> None:
    table = mahir.Table.from_arrow(mixed())
    for _ in range(100):
        table.__arrow_c_stream__()
        table.__arrow_c_schema__()
    assert pyarrow.schema(table).names == table.columns


def test_empty_tables_cross() -> None:
    empty = mahir.Table.from_arrow(pyarrow.table({"a": pyarrow.array([], pyarrow.string())}))
    assert (len(empty), empty.columns, empty.to_dicts()) == (0, ["a"], [])
    assert pyarrow.table(empty).num_rows == 0
    assert polars.DataFrame(empty).shape == (0, 1)
    assert mahir.Table.from_arrow(pyarrow.table({})).columns == []


def test_texts_for_people_and_programs() -> None:
    data = pyarrow.table({"id": ["=1+1", "<b>"], "n": [1, None]})
    table = mahir.Table.from_arrow(data, "units")
    assert table.to_csv() == "id,n\n'=1+1,1\n<b>,\n"
    assert json.loads(table.to_json()) == [{"id": "=1+1", "n": 1}, {"id": "<b>", "n": None}]
    assert repr(table) == "<mahir.Table units: 2 rows x 2 columns>"
    html = table._repr_html_()
    assert "&lt;b&gt;" in html and "<b>" not in html
    many = mahir.Table.from_arrow(pyarrow.table({"n": list(range(50))}))
    assert "20 of 50 rows" in many._repr_html_()


def test_tables_are_pickled_copied_and_compared() -> None:
    table = mahir.Table.from_arrow(mixed(), "mixed")
    for other in (pickle.loads(pickle.dumps(table)), copy.copy(table), copy.deepcopy(table)):
        assert other == table
        assert other.to_dicts() == ROWS
    assert table != mahir.Table.from_arrow(mixed(), "other")
    assert table != mahir.Table.from_arrow(mixed().slice(1), "mixed")
    assert table != "mixed"


numbers = st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.one_of(st.none(), st.text()), numbers), min_size=1, max_size=20))
def test_any_text_and_number_survives_arrow_and_pickle(rows: list[Any]) -> None:
    data = pyarrow.table(
        {
            "text": pyarrow.array([row[0] for row in rows], pyarrow.string()),
            "number": pyarrow.array([row[1] for row in rows], pyarrow.float64()),
        }
    )
    table = pickle.loads(pickle.dumps(mahir.Table.from_arrow(data)))
    assert pyarrow.table(table).to_pylist() == data.to_pylist()


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content["columns"][0]["values"].update({"Integer": [1]}),
        lambda content: content["columns"][0].update({"missing": [True]}),
        lambda content: content["columns"][1]["values"]["Category"].update({"codes": [0, 7]}),
        lambda content: content.pop("name"),
    ],
)
def test_damaged_documents_are_refused(change: Any) -> None:
    data = pyarrow.table(
        {"n": [1, 2], "band": pyarrow.array(["low", "high"]).dictionary_encode()}
    )
    document = json.loads(mahir.Table.from_arrow(data).to_document())
    assert mahir.Table.from_document(json.dumps(document)).to_dicts() == data.to_pylist()
    change(document["content"])
    with pytest.raises(mahir.MahirError) as caught:
        mahir.Table.from_document(json.dumps(document))
    assert caught.value.code == "saved_content"
    with pytest.raises(mahir.MahirError):
        mahir.Table.from_document("{")
