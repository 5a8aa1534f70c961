"""An agency from Arrow tables: read where they lie, with the checks and faults of files."""

from __future__ import annotations

import datetime
import os
import pathlib
import signal
import threading
import time
import types
from typing import Any

import numpy
import pandas
import polars
import pyarrow
import pytest

import mahir

DAY = datetime.date(2025, 7, 1)
TABLES: dict[str, list[dict[str, Any]]] = {
    "competencies": [{"id": "REG", "name": "Rules", "kind": "technical", "top_level": 5}],
    "units": [{"id": "YAN", "name": "Licences"}],
    "posts": [{"id": "LOKET", "name": "Counter"}],
    "requirements": [{"post": "LOKET", "competency": "REG", "level": 2.5, "importance": 3}],
    "people": [
        {"id": "P1", "unit": "YAN", "post": "LOKET", "status": "PNS", "retires_on": DAY},
        {"id": "P2", "unit": "YAN", "post": "LOKET", "status": "PPPK", "retires_on": None},
    ],
    "assessments": [
        {"person": "P1", "competency": "REG", "level": 1.25, "date": DAY, "standard_error": 0.5},
        {"person": "P2", "competency": "REG", "level": 3.0, "date": None, "standard_error": None},
    ],
}


def frames() -> dict[str, polars.DataFrame]:
    return {name: polars.DataFrame(rows) for name, rows in TABLES.items()}


def csv_of(frame: polars.DataFrame) -> str:
    return frame.write_csv()


FROM_TEXTS = mahir.Agency.from_tables({name: csv_of(frame) for name, frame in frames().items()})


def retyped(frame: polars.DataFrame, old: Any, new: Any) -> polars.DataFrame:
    return frame.with_columns(polars.col(old).cast(new)) if old in frame.dtypes else frame


@pytest.mark.parametrize(
    "layout",
    {
        "polars": lambda frame: frame,
        "categories": lambda frame: retyped(frame, polars.String, polars.Categorical),
        "small integers": lambda frame: retyped(frame, polars.Int64, polars.UInt8),
        "single precision": lambda frame: retyped(frame, polars.Float64, polars.Float32),
        "timestamps": lambda frame: retyped(frame, polars.Date, polars.Datetime("ms")),
        "in chunks": lambda frame: polars.concat([frame.head(1), frame.tail(-1)], rechunk=False),
        "sliced": lambda frame: polars.concat([frame, frame]).slice(frame.height),
        "pyarrow": lambda frame: frame.to_arrow(),
        "large texts": lambda frame: pyarrow.table(
            {
                name: column.cast(pyarrow.large_string())
                if pyarrow.types.is_string_view(column.type)
                or pyarrow.types.is_large_string(column.type)
                else column
                for name, column in zip(frame.columns, frame.to_arrow().columns, strict=True)
            }
        ),
        "texts": lambda frame: frame.to_arrow().cast(
            pyarrow.schema(
                [
                    (field.name, pyarrow.string() if "string" in str(field.type) else field.type)
                    for field in frame.to_arrow().schema
                ]
            )
        ),
        "pandas": lambda frame: frame.to_pandas(),
        "texts in CSV": csv_of,
    }.items(),
    ids=lambda layout: layout[0],
)
def test_every_layout_gives_the_same_agency(layout: tuple[str, Any]) -> None:
    built = mahir.Agency.from_tables({name: layout[1](frame) for name, frame in frames().items()})
    assert built == FROM_TEXTS
    assert built.fingerprint() == FROM_TEXTS.fingerprint()
    rows = built.table("assessments").to_dicts()
    assert [row["level"] for row in rows] == [1.25, 3.0]


def test_ids_may_be_numbers_and_the_tables_any_mapping() -> None:
    numbers = {"P1": 1, "P2": 2}
    tables: dict[str, Any] = dict(frames())
    for table, column in (("people", "id"), ("assessments", "person")):
        ids = polars.col(column).replace_strict(numbers, return_dtype=polars.Int64)
        tables[table] = tables[table].with_columns(ids)
    built = mahir.Agency.from_tables(types.MappingProxyType(tables))
    assert built.table("people").to_dicts()[0]["id"] == "1"


def test_faults_name_table_row_column_and_value() -> None:
    """The same ones as of files, all at once."""
    tables: dict[str, Any] = dict(frames())
    tables["assessments"] = polars.DataFrame(
        {
            "person": ["P1", "P3", None, "P2", "P1"],
            "competency": ["REG", "REG", "REG", "REF", "REG"],
            "level": [219.0, 1.0, 1.0, 1.0, -0.5],
        }
    )
    with pytest.raises(mahir.FaultsError) as caught:
        mahir.Agency.from_tables(tables)
    faults = caught.value.faults.to_dicts()
    found = {(f["file"], f["row"], f["column"], f["value"], f["code"]) for f in faults}
    assert found >= {
        ("assessments", 2, "level", "219", "level"),
        ("assessments", 3, "person", "P3", "unknown_id"),
        ("assessments", 4, "person", None, "missing_value"),
        ("assessments", 5, "competency", "REF", "unknown_id"),
        ("assessments", 6, "level", "-0.5", "level"),
    }
    tables["assessments"] = csv_of(tables["assessments"])
    with pytest.raises(mahir.FaultsError) as from_text:
        mahir.Agency.from_tables(tables)
    of_text = {(f["row"], f["column"], f["code"]) for f in from_text.value.faults.to_dicts()}
    assert {(f["row"], f["column"], f["code"]) for f in faults} == of_text


def test_a_type_that_no_table_has_is_named_with_its_table() -> None:
    tables: dict[str, Any] = dict(frames())
    tables["units"] = tables["units"].with_columns(name=polars.Series([[1, 2]]))
    with pytest.raises(mahir.MahirError) as caught:
        mahir.Agency.from_tables(tables)
    assert caught.value.code == "arrow_type"
    assert (caught.value.context["table"], caught.value.context["column"]) == ("units", "name")
    tables["units"] = frames()["units"].lazy()
    with pytest.raises(mahir.MahirError) as caught:
        mahir.Agency.from_tables(tables)
    assert caught.value.explanation == "the frame after .collect()"


def many(people: int) -> dict[str, Any]:
    tables: dict[str, Any] = dict(frames())
    ids = [f"P{number}" for number in range(people)]
    tables["people"] = polars.DataFrame({"id": ids, "unit": "YAN", "post": "LOKET"})
    tables["assessments"] = polars.DataFrame(
        {"person": ids * 8, "competency": "REG", "level": numpy.tile([1.0, 2.5], people * 4)}
    )
    return tables


def test_progress_is_told_and_can_stop(tmp_path: pathlib.Path) -> None:
    tables = many(20_000)
    told: list[Any] = []
    agency = mahir.Agency.from_tables(tables, progress=told.append)
    assert told[0]["stage"] == "agency" and told[0]["total"] is None
    with pytest.raises(mahir.MahirError) as caught:
        mahir.Agency.from_tables(tables, progress=lambda progress: False)
    assert caught.value.code == "stopped"
    agency.save(tmp_path)
    told.clear()
    assert mahir.Agency.load(tmp_path, progress=told.append) == agency
    assert told[0]["done"] > 0
    with pytest.raises(mahir.MahirError) as caught:
        mahir.Agency.load(tmp_path, progress=lambda progress: False)
    assert caught.value.code == "stopped"


def test_control_c_interrupts_loading(tmp_path: pathlib.Path) -> None:
    mahir.Agency.from_tables(many(20_000)).save(tmp_path)
    sent: list[float] = []

    def interrupt() -> None:
        sent.append(time.perf_counter())
        os.kill(os.getpid(), signal.SIGINT)

    timer = threading.Timer(0.2, interrupt)
    timer.start()
    until = time.perf_counter() + 60
    with pytest.raises(KeyboardInterrupt):
        while time.perf_counter() < until:
            mahir.Agency.load(tmp_path)
    # A fifth of a second on a quiet machine; a busy one is given five times that.
    assert time.perf_counter() - sent[0] < 1.0
    timer.join()
