"""The planner on made-up problems of several sizes and seeds, with HiGHS and CP-SAT beside it.

    python benches/plan_targets.py BINARY [--sizes 60,200,2000] [--seeds 5] [--peers SECONDS]

Prints a row for each seed, and for each size the gap (median and worst), CPU-seconds, memory, over
the seeds; then, for 60 and 200 people, what the peers reach on the first seeds. CPU-seconds are the
measure, since machines are shared.
"""

import argparse
import pathlib
import re
import statistics
import subprocess
import sys

# Searches for each person: what a size is given.
ROUNDS = {60: 30_000, 200: 10_000, 2_000: 3_000, 15_000: 280, 200_000: 150, 4_700_000: 22}
# The largest size whose bound is worth lowering by cases: with more people they hardly lower it.
CASES = 100
TOLD = re.compile(
    r"plan (?P<plan>\S+) bound (?P<bound>\S+)\s+gap (?P<gap>\S+) %.*?\| (?P<cpu>\S+) CPU-s.* (?P<memory>\d+) MiB",
    re.S,
)
PEERS = pathlib.Path(__file__).with_name("plan_peers.py")


def planned(binary: str, people: int, seed: int) -> dict[str, float]:
    rounds = ROUNDS.get(people, 300)
    words = [binary, str(people), str(seed), str(rounds)] + ["cases"] * (people <= CASES)
    told = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    found = TOLD.search(told)
    if found is None:
        sys.exit(f"not understood: {told}")
    return {name: float(value) for name, value in found.groupdict().items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary")
    parser.add_argument("--sizes", default="60,200,2000")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--peers", type=float, default=0.0, help="seconds for each peer; 0: none")
    options = parser.parse_args()
    print("people  seeds  gap median  gap worst  CPU-s median  CPU-s worst  MiB")
    for people in map(int, options.sizes.split(",")):
        rows = [planned(options.binary, people, seed) for seed in range(1, options.seeds + 1)]
        for seed, row in enumerate(rows, start=1):
            print(f"{people:6}  seed {seed}: " + "  ".join(f"{name} {row[name]:g}" for name in row), flush=True)
        gaps = [row["gap"] for row in rows]
        spent = [row["cpu"] for row in rows]
        print(
            f"{people:6}  {options.seeds:5}  {statistics.median(gaps):8.3f} %  {max(gaps):7.3f} %"
            f"  {statistics.median(spent):12.1f}  {max(spent):11.1f}"
            f"  {max(row['memory'] for row in rows):3.0f}",
            flush=True,
        )
        if options.peers <= 0 or people > 200:
            continue
        for seed in range(1, min(options.seeds, 2) + 1):
            text = subprocess.run(
                [options.binary, "text", str(people), str(seed)],
                check=True,
                capture_output=True,
                text=True,
            ).stdout
            for peer in ("highs", "cp_sat"):
                told = subprocess.run(
                    [sys.executable, str(PEERS), peer, str(options.peers)],
                    input=text,
                    check=True,
                    capture_output=True,
                    text=True,
                ).stdout.strip().splitlines()[-1]
                print(f"{people:6}  seed {seed}: {told}", flush=True)


if __name__ == "__main__":
    main()
