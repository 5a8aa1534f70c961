"""Peak memory of an experiment by its number of replications, rows kept and rows streaming out.

`python benches/experiment_memory.py [REPLICATIONS …]`; needs the package. Each figure is a process of
its own: its peak less what it had before the first run, in MiB (Linux: ru_maxrss).
"""

from __future__ import annotations

import resource
import subprocess
import sys

import mahir

TABLES = {
    "competencies": "id,name,kind\nREG,Rules,technical\n",
    "units": "id,name,minimum_on_duty\nYAN,Licences,1\n",
    "posts": "id,name\nLOKET,Counter\n",
    "requirements": "post,competency,level\nLOKET,REG,3\n",
    "people": "id,unit,post,status\n" + "".join(f"P{n},YAN,LOKET,PNS\n" for n in range(6)),
    "assessments": "person,competency,level,date\n"
    + "".join(f"P{n},REG,1.5,2025-06-01\n" for n in range(6)),
    "providers": "id,kind\nUNI,university\n",
    "programmes": "id,form,provider,hours,days,class_max,cost_per_session\nB,bimtek,UNI,16,2,3,1000000\n",
    "effects": "programme,competency,gain\nB,REG,0.8\n",
}
SETTINGS = "[[phases]]\nid='T1'\nfrom=2026-01-05\nuntil=2026-12-31\nbudget=3000000\n"


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def measure(way: str, replications: int) -> None:
    experiment = mahir.Experiment(
        mahir.Agency.from_tables(TABLES, SETTINGS),
        "2026-01-05",
        years=2,
        replications=replications,
        policies={"quick": {"plan": {"rule": "greedy"}, "schedule": {"work": 0}}},
    )
    experiment.rows(0, 4)  # Threads and code are in memory now.
    before = peak()
    if way == "kept":
        rows = len(experiment.run())
    else:
        heights: list[int] = []
        experiment.run_into(lambda table: heights.append(len(table)), runs_at_once=64)
        rows = sum(heights)
    print(f"{(peak() - before) / 1024:.1f} {rows}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure(sys.argv[2], int(sys.argv[3]))
    else:
        for count in [int(word) for word in sys.argv[1:]] or [100, 1_000, 10_000]:
            for way in ("kept", "streaming"):
                command = [sys.executable, __file__, "measure", way, str(count)]
                told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                mib, rows = told.split()
                print(f"{count} replications, {int(rows):,} rows, {way}: {mib} MiB above the start")
