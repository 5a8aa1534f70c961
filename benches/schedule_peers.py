"""Project schedules: mahir against OR-Tools CP-SAT and PyJobShop, in one run.

python benches/schedule_peers.py FOLDER... [--best-known TABLE.csv]... [--every N] [--seconds S]
                                 [--threads N] [--solvers mahir,cpsat,pyjobshop]
python benches/schedule_peers.py --year SEED [--seconds S] [--solvers mahir,cpsat]

FOLDER has instances of the library PSPLIB as `.sm` files; `--every N` takes every N-th of them in
the order of their numbers. `--best-known` names tables with the columns instance and best_known.
`--year` makes up a year of 2,000 sessions, 300 resources and 240 days (and the days after), as
`--bin schedule_year` does, and minimises 10 times weighted lateness plus weighted completion. Then
the busiest trainer is away for 10 days from day 60 on: mahir schedules the rest again, with what
began before fixed and a move costing 300.

Limits are seconds of the processor times threads, over all threads of the process, so that other
programs on the machine matter little. Every schedule is checked by counting before it is believed.
Needs the installed package mahir, ortools and pyjobshop.
"""

import argparse
import csv
import pathlib
import random
import re
import threading
import time
from collections import defaultdict

import mahir

LATENESS, COMPLETION = 10, 1


def read_instance(path):
    """Durations, demands, successors and capacities; jobs count from 0, the dummies included."""
    lines = path.read_text().splitlines()

    def section(title, skip):
        start = next(n for n, line in enumerate(lines) if line.startswith(title)) + 1 + skip
        for line in lines[start:]:
            if line.startswith("*"):
                return
            yield [int(word) for word in line.split()]

    successors = [[job - 1 for job in row[3:]] for row in section("PRECEDENCE RELATIONS", 1)]
    rows = list(section("REQUESTS/DURATIONS", 2))
    capacities = next(section("RESOURCEAVAILABILITIES", 1))
    return [row[2] for row in rows], [row[3:] for row in rows], successors, capacities


def check(instance, starts):
    """The makespan, if every rule holds."""
    durations, demands, successors, capacities = instance
    ends = [start + days for start, days in zip(starts, durations, strict=True)]
    for job, later in enumerate(successors):
        assert all(starts[other] >= ends[job] for other in later), "precedence"
    loads = defaultdict(lambda: [0] * len(capacities))
    for job, start in enumerate(starts):
        for day in range(start, ends[job]):
            for resource, amount in enumerate(demands[job]):
                loads[day][resource] += amount
    for load in loads.values():
        assert all(used <= most for used, most in zip(load, capacities, strict=True)), "capacity"
    return max(ends)


def limited(seconds, work, stop):
    """Runs work; calls stop once the process has used so many seconds more of the processor."""
    start = time.process_time()
    done = threading.Event()

    def watch():
        while not done.wait(0.01):
            if time.process_time() - start >= seconds:
                stop()
                return

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        result = work()
    finally:
        done.set()
        watcher.join()
    return result, time.process_time() - start


def by_mahir(project, seconds, threads, work=2**62, **options):
    start = time.process_time()
    solution = project.solve(
        progress=lambda _: time.process_time() - start < seconds,
        work=work,
        searches=threads,
        **options,
    )
    return solution, time.process_time() - start


LITTLE = 400_000


def by_mahir_weighted(project, seconds, threads, **options):
    """A search that knows how much it may do; what a little of it takes is tried first."""
    (_, begin), (_, some) = [
        by_mahir(project, seconds, threads, work=work, **options) for work in (1, LITTLE)
    ]
    work = int(LITTLE * max(seconds - begin, 0) / max(some - begin, 1e-6))
    return by_mahir(project, seconds, threads, work=work, **options)


def mahir_makespan(instance, seconds, threads):
    durations, demands, successors, capacities = instance
    builder = mahir.ProjectBuilder()
    resources = [builder.resource(f"R{n}", most) for n, most in enumerate(capacities)]
    # The dummies take no days: the first starts at 0 by itself, the last is the makespan.
    real = [job for job, days in enumerate(durations) if days > 0]
    number = {}
    for job in real:
        uses = {r: amount for r, amount in zip(resources, demands[job], strict=True) if amount}
        number[job] = builder.activity(str(job), durations[job], uses=uses)
    for job in real:
        for other in successors[job]:
            if other in number:
                builder.precedes(number[job], number[other])
    solution, spent = by_mahir(builder.build(), seconds, threads)
    starts = [0] * len(durations)
    for job in real:
        starts[job] = solution.starts[number[job]]
    starts[-1] = max(starts[job] + durations[job] for job in real)
    return starts, solution.bound, spent


def solve_model(model, seconds, threads):
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = threads
    status, spent = limited(seconds, lambda: solver.solve(model), solver.stop_search)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return solver, found, spent


def cpsat_makespan(instance, seconds, threads):
    from ortools.sat.python import cp_model

    durations, demands, successors, capacities = instance
    horizon = sum(durations)
    model = cp_model.CpModel()
    starts = [model.new_int_var(0, horizon, "") for _ in durations]
    intervals = [
        model.new_fixed_size_interval_var(start, days, "")
        for start, days in zip(starts, durations, strict=True)
    ]
    for job, later in enumerate(successors):
        for other in later:
            model.add(starts[other] >= starts[job] + durations[job])
    for resource, most in enumerate(capacities):
        users = [job for job, row in enumerate(demands) if row[resource]]
        model.add_cumulative(
            [intervals[job] for job in users], [demands[job][resource] for job in users], most
        )
    model.minimize(starts[-1])
    solver, found, spent = solve_model(model, seconds, threads)
    values = [solver.value(start) for start in starts] if found else None
    return values, solver.best_objective_bound, spent


def pyjobshop_makespan(instance, seconds, threads):
    from pyjobshop import Model
    from pyjobshop.solvers.ortools import CPModel

    durations, demands, successors, capacities = instance
    model = Model()
    resources = [model.add_renewable(most) for most in capacities]
    tasks = [model.add_task() for _ in durations]
    for task, days, row in zip(tasks, durations, demands, strict=True):
        model.add_mode(task, resources, days, row)
    for job, later in enumerate(successors):
        for other in later:
            model.add_end_before_start(tasks[job], tasks[other])
    # Its own model, solved by CP-SAT as it does, so that the limit is in processor time too.
    inner = CPModel(model.data())
    solver, found, spent = solve_model(inner.model, seconds, threads)
    variables = inner.variables.task_vars
    values = [solver.value(row.start) for row in variables] if found else None
    return values, solver.best_objective_bound, spent


MAKESPAN = {
    "mahir": mahir_makespan,
    "cpsat": cpsat_makespan,
    "pyjobshop": pyjobshop_makespan,
}


def numbers(path):
    return [int(number) for number in re.findall(r"\d+", path.stem)]


def run_folder(folder, known, arguments):
    files = sorted(folder.glob("*.sm"), key=numbers)[:: arguments.every]
    if not files:
        raise SystemExit(f"no .sm files in {folder}")
    limit = arguments.seconds * arguments.threads
    rows = defaultdict(list)
    for path in files:
        instance = read_instance(path)
        for solver in arguments.solvers:
            starts, bound, spent = MAKESPAN[solver](instance, limit, arguments.threads)
            found = check(instance, starts) if starts else None
            best = known.get(path.stem)
            assert best is None or bound <= best + 1e-6, f"{path.stem}: {solver}'s bound {bound}"
            rows[solver].append((found, round(bound), best, spent))
    print(f"\n{folder.name}: {len(files)} instances, {arguments.seconds} s x {arguments.threads}")
    print("| solver | found | above best known | at best known | proven | own gap | CPU-s |")
    print("|---|---|---|---|---|---|---|")
    for solver, own in rows.items():
        done = [row for row in own if row[0]]
        compared = [row for row in done if row[2]]
        above = sum(row[0] / row[2] - 1 for row in compared) / max(len(compared), 1)
        at_best = sum(row[0] == row[2] for row in compared)
        proven = sum(row[0] <= row[1] for row in done)
        gap = sum(1 - row[1] / row[0] for row in done) / max(len(done), 1)
        spent = sum(row[3] for row in own) / len(own)
        print(
            f"| {solver} | {len(done)} | {above:.3%} | {at_best} | {proven} | {gap:.2%} | {spent:.2f} |"
        )


def cost(project, starts):
    """What a schedule of a year costs, if every rule holds."""
    activities = project.table("activities").to_dicts()
    ends = [start + row["duration"] for row, start in zip(activities, starts, strict=True)]
    for row in project.table("precedences").to_dicts():
        assert starts[row["after"]] >= ends[row["before"]] + row["lag"], "precedence"
    loads = defaultdict(lambda: defaultdict(int))
    for row in project.table("demands").to_dicts():
        for day in range(starts[row["activity"]], ends[row["activity"]]):
            loads[row["resource"]][day] += row["amount"]
    steps = capacities(project)
    for resource, days in loads.items():
        for day, used in days.items():
            most = [step for first, step in steps[resource] if first <= day][-1]
            assert used <= most, "capacity"
    total = 0
    for row, start, end in zip(activities, starts, ends, strict=True):
        assert start >= row["release"], "release"
        late = max(0, end - row["due"]) if row["due"] is not None else 0
        total += row["weight"] * (LATENESS * late + COMPLETION * end)
    return total


def capacities(project):
    """For each resource the first days and capacities of its steps."""
    steps = defaultdict(list)
    for row in project.table("resources").to_dicts():
        steps[row["resource"]].append((row["from"], row["capacity"]))
    return steps


def cpsat_year(project, limit, threads):
    from ortools.sat.python import cp_model

    activities = project.table("activities").to_dicts()
    horizon = project.horizon
    model = cp_model.CpModel()
    starts, intervals, terms = [], [], []
    for row in activities:
        days = row["duration"]
        start = model.new_int_var(row["release"], horizon - days, "")
        starts.append(start)
        intervals.append(model.new_fixed_size_interval_var(start, days, ""))
        terms.append(row["weight"] * COMPLETION * (start + days))
        if row["due"] is not None:
            late = model.new_int_var(0, horizon, "")
            model.add(late >= start + days - row["due"])
            terms.append(row["weight"] * LATENESS * late)
    for row in project.table("precedences").to_dicts():
        before = row["before"]
        gap = activities[before]["duration"] + row["lag"]
        model.add(starts[row["after"]] >= starts[before] + gap)
    users = defaultdict(list)
    for row in project.table("demands").to_dicts():
        users[row["resource"]].append((intervals[row["activity"]], row["amount"]))
    steps = capacities(project)
    for resource, rows in users.items():
        most = max(capacity for _, capacity in steps[resource])
        ends = [first for first, _ in steps[resource][1:]] + [horizon]
        for (first, capacity), end in zip(steps[resource], ends, strict=True):
            if capacity < most and end > first:
                closed = model.new_fixed_size_interval_var(first, end - first, "")
                rows.append((closed, most - capacity))
        if most == 1:
            model.add_no_overlap([interval for interval, _ in rows])
        else:
            model.add_cumulative([row[0] for row in rows], [row[1] for row in rows], most)
    model.minimize(sum(terms))
    solver, found, spent = solve_model(model, limit, threads)
    values = [solver.value(start) for start in starts] if found else None
    return values, solver.best_objective_bound, spent


def mahir_year(project, limit, threads):
    objective = {"weighted": {"lateness": LATENESS, "completion": COMPLETION}}
    solution, spent = by_mahir_weighted(project, limit, threads, objective=objective)
    return solution.starts, solution.bound, spent


ROOMS, TRAINERS, PROVIDERS, UNITS, SESSIONS, DAYS, HORIZON = 40, 80, 30, 150, 2_000, 240, 360
DAY, AWAY, MOVE = 60, 10, 300


def made_up_year(seed, away=None, begun=None):
    """A year of sessions; with a trainer who is away, and the starts of what has begun."""
    draw = random.Random(seed)
    builder = mahir.ProjectBuilder()

    def resource(name, closed):
        if name == away:
            # Sessions that began before go on without the trainer.
            ends = [start + days for start, days, trainer in begun["rows"] if trainer == name]
            closed = [*closed, (max([DAY, *ends]), DAY + AWAY)]
            closed = [(first, end) for first, end in closed if first < end]
        return builder.resource(name, 1, closed=merged(closed))

    rooms = [resource(f"room {n}", []) for n in range(ROOMS)]
    trainers = []
    for n in range(TRAINERS):
        leave = [draw.randrange(HORIZON) for _ in range(12)]
        trainers.append(resource(f"trainer {n}", [(day, day + 1) for day in leave]))
    providers = []
    for n in range(PROVIDERS):
        late = 20 + 20 * draw.randrange(2)
        providers.append(resource(f"provider {n}", [(0, late)] if n % 2 else []))
    units = [resource(f"unit {n}", []) for n in range(UNITS)]
    rows = []
    while len(rows) < SESSIONS:
        release, before = draw.randrange(4) * DAYS // 4, None
        for _ in range(min(1 + draw.randrange(5), SESSIONS - len(rows))):
            trainer = draw.randrange(TRAINERS)
            days, due = 1 + draw.randrange(5), release + 30 + draw.randrange(50)
            uses = {rooms[draw.randrange(ROOMS)]: 1, trainers[trainer]: 1}
            if draw.randrange(2):
                uses[providers[draw.randrange(PROVIDERS)]] = 1
            for unit in draw.sample(units, 1 + draw.randrange(2)):
                uses[unit] = 1
            start = begun["starts"][len(rows)] if begun else None
            number = builder.activity(
                f"session {len(rows)}",
                days,
                uses=uses,
                release=max(release, DAY) if begun and start >= DAY else release,
                due=due,
                weight=1 + draw.randrange(10),
                fixed=start if begun and start < DAY else None,
            )
            if before is not None:
                builder.precedes(before, number)
            before = number
            rows.append((days, f"trainer {trainer}"))
    return builder.build(horizon=HORIZON), rows


def merged(periods):
    """Periods that neither meet nor overlap."""
    found = []
    for first, end in sorted(periods):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((first, end))
    return found


def run_year(seed, arguments):
    project, rows = made_up_year(seed)
    limit = arguments.seconds * arguments.threads
    print(f"\nyear {seed}: {len(project)} sessions, {arguments.seconds} s x {arguments.threads}")
    print("| solver | cost | bound | gap | CPU-s |")
    print("|---|---|---|---|---|")
    for solver in arguments.solvers:
        work = {"mahir": mahir_year, "cpsat": cpsat_year}.get(solver)
        if work is None:
            continue
        starts, bound, spent = work(project, limit, arguments.threads)
        if not starts or None in starts:
            print(f"| {solver} | none | {bound:.0f} | | {spent:.1f} |")
            continue
        found = cost(project, starts)
        print(f"| {solver} | {found} | {bound:.0f} | {1 - bound / found:.1%} | {spent:.1f} |")
        if solver == "mahir":
            replan_year(seed, rows, starts, found, arguments)


def replan_year(seed, rows, starts, found, arguments):
    work = defaultdict(int)
    for days, trainer in rows:
        work[trainer] += days
    busiest = max(sorted(work), key=work.get)
    fixed = [
        (start, days, trainer)
        for start, (days, trainer) in zip(starts, rows, strict=True)
        if start < DAY
    ]
    again, _ = made_up_year(seed, busiest, {"starts": starts, "rows": fixed})
    # A processor second in all, whatever the limit of the first schedule.
    objective = {"weighted": {"lateness": LATENESS, "completion": COMPLETION}}
    previous = {"starts": starts, "cost": MOVE}
    solution, spent = by_mahir_weighted(
        again, 0.95, arguments.threads, objective=objective, previous=previous
    )
    now = solution.starts
    moved = sum(one != other for one, other in zip(starts, now, strict=True))
    change = cost(again, now) / found - 1
    print(f"{busiest} is away for {AWAY} days: {moved} moved, cost {change:+.2%}, {spent:.2f} CPU-s")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="*", type=pathlib.Path)
    parser.add_argument("--best-known", action="append", default=[], type=pathlib.Path)
    parser.add_argument("--year", action="append", default=[], type=int)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--solvers", type=lambda text: text.split(","), default=list(MAKESPAN))
    arguments = parser.parse_args()
    known = {}
    for table in arguments.best_known:
        with table.open(newline="") as rows:
            known.update({row["instance"]: int(row["best_known"]) for row in csv.DictReader(rows)})
    for folder in arguments.folders:
        run_folder(folder, known, arguments)
    for seed in arguments.year:
        run_year(seed, arguments)


if __name__ == "__main__":
    main()
