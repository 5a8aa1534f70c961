"""The package as such: exceptions, types, and that long work lets other threads run."""

from __future__ import annotations

import copy
import importlib.metadata
import pathlib
import pickle
import threading
import time

import pyarrow
import pytest

import mahir


def test_the_version_is_the_crate_s() -> None:
    assert mahir.__version__ == importlib.metadata.version("mahir")


def test_everything_public_is_there_and_typed() -> None:
    assert set(mahir.__all__) <= set(dir(mahir))
    assert (pathlib.Path(mahir.__file__).parent / "py.typed").exists()


def test_classes_say_where_they_live() -> None:
    """Pickle looks a class up by its module and name."""
    for name in mahir.__all__:
        entry = getattr(mahir, name)
        if isinstance(entry, type) and not issubclass(entry, Exception):
            assert entry.__module__ == "mahir", name
            assert entry.__doc__, name


def test_exceptions_keep_their_code_context_and_explanation() -> None:
    with pytest.raises(mahir.MahirError) as caught:
        mahir.Table.from_arrow(3)  # type: ignore[arg-type]
    error = caught.value
    assert (error.code, error.context) == ("not_arrow", {"type": "int"})
    assert error.explanation in str(error)
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert isinstance(other, mahir.MahirError)
        assert (str(other), other.code, other.context, other.explanation) == (
            str(error),
            error.code,
            error.context,
            error.explanation,
        )


def test_tables_cannot_be_changed() -> None:
    table = mahir.Table.from_arrow(pyarrow.table({"n": [1]}))
    with pytest.raises(AttributeError):
        table.name = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        mahir.Table()


def test_long_work_lets_other_threads_run() -> None:
    """While one thread writes two million rows, this one is never held up for half that time."""
    numbers = list(range(2_000_000))
    table = mahir.Table.from_arrow(pyarrow.table({"a": numbers, "b": numbers}))
    took = []

    def work() -> None:
        begin = time.perf_counter()
        table.to_csv()
        took.append(time.perf_counter() - begin)

    thread = threading.Thread(target=work)
    thread.start()
    longest, last = 0.0, time.perf_counter()
    while thread.is_alive():
        time.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    thread.join()
    assert longest < took[0] / 2
