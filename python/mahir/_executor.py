"""Runs of an experiment on any executor of concurrent.futures, in chunks."""

from __future__ import annotations

import pickle
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import TYPE_CHECKING

from mahir._errors import MahirError

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
    if isinstance(executor, ProcessPoolExecutor):
        _refuse_what_stays_here(experiment)
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


def _refuse_what_stays_here(experiment: Experiment) -> None:
    """Other processes are sent everything by pickle, which takes functions by their names."""
    _, (_, names, policies) = experiment.__reduce__()
    for name, policy in zip(names, policies, strict=True):
        try:
            pickle.dumps(policy)
        except Exception as error:
            raise MahirError(
                f"the policy '{name}' cannot be sent to other processes: {error}",
                "experiment_executor",
                {"policy": name},
                "functions at the top of a module that the processes can import, or threads, or an "
                "executor that sends functions themselves, as those of Dask and Ray do",
            ) from error


def _told(done: int, total: int) -> Progress:
    return {
        "stage": "experiment",
        "done": done,
        "total": total,
        "objective": None,
        "bound": None,
        "gap": None,
    }
