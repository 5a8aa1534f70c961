"""Five years of Marelan with the greedy rule: mahir against the same loop in Python, in one run.

`python benches/years_peers.py [ROUNDS] [REPLICATIONS] [YEARS]`; needs the package and numpy, as in
`.venv`; with scipy and statsmodels also the twin of years_libraries.py, which smooths demand and
evaluates as mahir does (one replication a round, since it takes so long). First both live through a
world in which nothing happens that the tables do not say, and must agree roughly on what is spent and
closed; then all are timed on the usual world, in turn. What the twins leave out is said in
years_numpy.py: all of it is work that mahir does.
"""

from __future__ import annotations

import pathlib
import statistics
import sys
import time

import mahir
from years_numpy import STILL, USUAL, Case, live_through

try:
    from years_libraries import YearsWithLibraries
except ImportError:
    YearsWithLibraries = None

FOLDER = pathlib.Path(__file__).parent.parent / "examples" / "marelan"
AS_OF = "2026-01-05"
GREEDY = {"plan": {"rule": "greedy"}}
#: A schedule that is not improved after it was found, as the twins' is.
PLAIN = GREEDY | {"schedule": {"work": 0}}
#: By how much of mahir's figure the twin's may differ.
ALIKE = {"spent": 0.15, "levels_closed": 0.15, "job_person_match": 0.03}


def still() -> mahir.World:
    known = set(mahir.World.PARAMETERS)
    own = {name: value for name, value in STILL.items() if name in known}
    return mahir.World(**(mahir.World().at_means().to_dict() | own | {"promotion": 0.0}))


def agree(agency: mahir.Agency, case: Case, years: int) -> None:
    """The twin is a twin: in a still world both do about the same."""
    seeds = range(1, 6)
    ours = [
        mahir.live_through(agency, AS_OF, years, policy=PLAIN, world=still(), seed=seed).to_polars()
        for seed in seeds
    ]
    theirs = [live_through(case, years, STILL, seed) for seed in seeds]
    print(f"a still world, means over {years} years and {len(seeds)} seeds:")
    for name, most in ALIKE.items():
        one = statistics.mean(value for table in ours for value in table[name])
        other = statistics.mean(year[name] for lived in theirs for year in lived)
        print(f"  {name}: mahir {one:,.2f}, numpy {other:,.2f}")
        if abs(one - other) > most * abs(one):
            raise SystemExit(f"{name} differs by more than {most:.0%}: not the same loop")


def main(rounds: int, replications: int, years: int) -> None:
    agency, case = mahir.Agency.load(FOLDER), Case(FOLDER)
    agree(agency, case, years)
    took: dict[str, list[tuple[float, float]]] = {}

    def timed(name: str, times: int, work: object) -> None:
        wall, processor = time.perf_counter(), time.process_time()
        work()  # type: ignore[operator]
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        took.setdefault(name, []).append((wall / times, processor / times))

    for turn in range(rounds):
        seed = turn + 1
        for name, policy in {"mahir": GREEDY, "mahir, schedule as first found": PLAIN}.items():
            experiment = mahir.Experiment(
                agency, AS_OF, years=years, replications=replications, seed=seed,
                policies={"greedy": policy},
            )  # fmt: skip
            timed(name, replications, experiment.run)

        def theirs(seed: int = seed) -> None:
            for replication in range(replications):
                live_through(case, years, USUAL, 1000 * seed + replication)

        timed("numpy", replications, theirs)
        if YearsWithLibraries is not None:
            lived = (case, years, USUAL, 1000 * seed, YearsWithLibraries)
            timed("numpy, scipy, statsmodels", 1, lambda lived=lived: live_through(*lived))
    print(f"{years} years, {rounds} rounds of {replications} replications, medians, each run:")
    for name, times in took.items():
        wall, processor = (1e3 * statistics.median(part) for part in zip(*times))
        ratios = [
            (one[0] / ours[0], one[1] / ours[1]) for one, ours in zip(times, took["mahir"])
        ]
        clock, cpu = (statistics.median(part) for part in zip(*ratios))
        print(
            f"  {name}: {wall:.1f} ms, {processor:.1f} ms of the processor; "
            f"{clock:.2f} and {cpu:.2f} times mahir"
        )


if __name__ == "__main__":
    main(*(int(word) for word in [*sys.argv[1:], *["3", "8", "5"][len(sys.argv) - 1 :]]))
