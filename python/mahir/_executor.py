"""Runs of an experiment on any executor of concurrent.futures, in chunks."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mahir import Experiment, Table
    from mahir.options import Progress


def part(experiment: Experiment, start: int, stop: int) -> bytes:
    """The values of some runs; at the top of a module, so that it can be sent elsewhere."""
    return experiment.part(start, stop)


def batches(experiment: Experiment, runs_at_once: int, start: int) -> Iterator[Table]:
    """The rows of all runs from one on, so many runs to a table."""
    total, size = experiment.runs, max(1, runs_at_once)
    for first in range(start, total, size):
        yield experiment.rows(first, min(first + size, total))


def run(
    experiment: Experiment,
    executor: Executor,
    chunk: int | None,
    progress: Callable[[Progress], object] | None,
) -> bytes:
    """The values of all runs in order, or of those before the first one that was not run."""
    total = experiment.runs
    size = chunk if chunk is not None and chunk > 0 else max(1, total // 64)
    futures: list[Future[bytes]] = [
        executor.submit(part, experiment, start, min(start + size, total))
        for start in range(0, total, size)
    ]
    values: list[bytes] = []
    try:
        for number, future in enumerate(futures):
            done = min(number * size, total)
            if progress is not None and progress(_told(done, total)) is False:
                break
            values.append(future.result())
    finally:
        for future in futures:
            future.cancel()
    if progress is not None and len(values) == len(futures):
        progress(_told(total, total))
    return b"".join(values)


def _told(done: int, total: int) -> Progress:
    return {
        "stage": "experiment",
        "done": done,
        "total": total,
        "objective": None,
        "bound": None,
        "gap": None,
    }
