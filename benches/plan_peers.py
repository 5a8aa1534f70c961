"""A made-up planning problem solved by HiGHS or CP-SAT, as a plain integer programme.

Reads the text that `plan -- text` writes (see benches/README.md). Takes the problems in which
effects work at any level: there the gap closed is the lesser of the gap and the sum of gains.
"""

import resource
import sys
import time
from collections import defaultdict

LEVEL = 300_000_000


def read(lines):
    problem = defaultdict(list)
    for line in lines:
        word, *rest = line.split()
        problem[word].append([int(number) for number in rest])
    return problem


class Model:
    """The integer programme: columns, and rows of (coefficients, least, most)."""

    def __init__(self):
        self.columns = []
        self.rows = []

    def column(self, least, most, worth, whole):
        self.columns.append((least, most, worth, whole))
        return len(self.columns) - 1

    def row(self, terms, least, most):
        self.rows.append((terms, least, most))


INFINITY = float("inf")


def build(problem, strong):
    model = Model()
    (phases, per_phase, floor_value), = problem["horizon"]
    programmes = {row[0]: row for row in problem["programme"]}
    effects, requires, gaps = defaultdict(dict), defaultdict(list), defaultdict(list)
    for programme, competency, gain, start, end in problem["effect"]:
        effects[programme][competency] = (gain, start, end)
    for programme, other in problem["requires"]:
        requires[programme].append(other)
    for person, *gap in problem["gap"]:
        gaps[person].append(gap)
    candidates = {row[0]: row[1:] for row in problem["candidates"]}
    sessions = {}
    for number, _, least, most, price, *_rest in problem["programme"]:
        for phase in range(phases):
            limit = programmes[number][8 + phase]
            if limit > 0:
                sessions[number, phase] = model.column(0, min(limit, 10_000), 0.0, True)
    cells, cover, spent = defaultdict(list), defaultdict(list), defaultdict(list)
    constant = 0.0
    for person, unit, left, floor, *factors in problem["person"]:
        own = {}
        for programme in candidates[person]:
            for phase in range(phases):
                if (programme, phase) in sessions and factors[phase] < 65535:
                    own[programme, phase] = model.column(0, 1, 0.0, True)
        for (programme, phase), x in own.items():
            row = programmes[programme]
            cells[programme, phase].append(x)
            cover[unit, phase].append((x, row[1]))
            spent[phase].append((x, row[5]))
            for other in requires[programme]:
                earlier = [(own[other, t], -1) for t in range(phase) if (other, t) in own]
                model.row([(x, 1), *earlier], -INFINITY, 0)
            if strong:
                model.row([(x, 1), (sessions[programme, phase], -1)], -INFINITY, 0)
        for programme in candidates[person]:
            once = [(own[programme, t], 1) for t in range(phases) if (programme, t) in own]
            if len(once) > 1:
                model.row(once, -INFINITY, 1)
        for phase in range(phases):
            used = [(x, programmes[p][1]) for (p, t), x in own.items() if t == phase]
            if used:
                model.row(used, -INFINITY, per_phase)
        hours = [(x, programmes[p][1]) for (p, _), x in own.items()]
        if hours:
            model.row(hours, -INFINITY, left)
        if floor > 0:
            constant += floor * floor_value / LEVEL
            credit = model.column(0, floor, floor_value / LEVEL, False)
            model.row([(credit, 1), *((x, -h) for x, h in hours)], -INFINITY, 0)
        for competency, held, needed, weight in gaps[person]:
            # By phase, what is closed until then; what each phase adds is worth its factor.
            last = None
            for phase in range(phases):
                if factors[phase] == 65535:
                    continue
                gains = [
                    (x, -effects[p][competency][0])
                    for (p, t), x in own.items()
                    if t <= phase and competency in effects[p]
                ]
                if not gains:
                    continue
                later = factors[phase + 1] if phase + 1 < phases and factors[phase + 1] < 65535 else 0
                if later == factors[phase]:
                    continue
                worth = weight * (factors[phase] - later) / LEVEL
                last = model.column(0, needed - held, worth, False)
                model.row([(last, 1), *gains], -INFINITY, 0)
    for (programme, phase), n in sessions.items():
        _, _, least, most, price, *_rest = programmes[programme]
        there = [(x, 1) for x in cells[programme, phase]]
        model.row([*there, (n, -least)], 0, INFINITY)
        model.row([*there, (n, -most)], -INFINITY, 0)
        spent[phase].append((n, price))
    for start, end, rupiah in problem["purse"]:
        terms = [(x, price / 1e5) for phase in range(start, end) for x, price in spent[phase]]
        model.row(terms, -INFINITY, rupiah / 1e5)
    for unit, phase, hours, _spare in problem["unit"]:
        if cover[unit, phase]:
            model.row(cover[unit, phase], -INFINITY, hours)
    for provider, phase, days in problem["capacity"]:
        terms = [(n, programmes[p][6]) for (p, t), n in sessions.items() if t == phase and programmes[p][7] == provider]
        if terms:
            model.row(terms, -INFINITY, days)
    return model, constant


def by_highs(model, constant, seconds):
    import highspy
    import numpy as np

    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("time_limit", seconds)
    solver.setOptionValue("mip_rel_gap", 1e-6)
    lp = highspy.HighsLp()
    lp.num_col_ = len(model.columns)
    lp.num_row_ = len(model.rows)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = np.array([column[2] for column in model.columns])
    lp.col_lower_ = np.array([float(column[0]) for column in model.columns])
    lp.col_upper_ = np.array([float(column[1]) for column in model.columns])
    lp.integrality_ = [
        highspy.HighsVarType.kInteger if column[3] else highspy.HighsVarType.kContinuous
        for column in model.columns
    ]
    starts, index, value = [0], [], []
    for terms, _, _ in model.rows:
        for column, factor in terms:
            index.append(column)
            value.append(float(factor))
        starts.append(len(index))
    lp.row_lower_ = np.array([float(row[1]) for row in model.rows])
    lp.row_upper_ = np.array([float(row[2]) for row in model.rows])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.array(starts)
    lp.a_matrix_.index_ = np.array(index)
    lp.a_matrix_.value_ = np.array(value)
    solver.passModel(lp)
    solver.run()
    info = solver.getInfo()
    return info.objective_function_value - constant, info.mip_dual_bound - constant


def by_cp_sat(model, constant, seconds):
    from ortools.sat.python import cp_model

    cp = cp_model.CpModel()
    variables = [cp.new_int_var(int(c[0]), int(c[1]), "") for c in model.columns]
    for terms, least, most in model.rows:
        total = sum(round(factor) * variables[column] for column, factor in terms)
        if most < INFINITY:
            cp.add(total <= int(most))
        if least > -INFINITY:
            cp.add(total >= int(least))
    scale = 1_000_000
    cp.maximize(sum(round(c[2] * scale) * v for c, v in zip(model.columns, variables) if c[2]))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    solver.solve(cp)
    return solver.objective_value / scale - constant, solver.best_objective_bound / scale - constant


def main():
    which, seconds = sys.argv[1], float(sys.argv[2])
    model, constant = build(read(sys.stdin), "strong" in sys.argv)
    started = time.perf_counter()
    solve = {"highs": by_highs, "cp_sat": by_cp_sat}[which]
    plan, bound = solve(model, constant, seconds)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    gap = (bound - plan) / plan * 100 if plan > 0 else INFINITY
    print(
        f"{which}: {len(model.columns)} columns, {len(model.rows)} rows; plan {plan:.2f}, bound {bound:.2f}, "
        f"gap {gap:.2f} %, {usage.ru_utime + usage.ru_stime:.1f} CPU-s, {time.perf_counter() - started:.1f} s"
    )


if __name__ == "__main__":
    main()
