"""Plans from Python: limits of work, watching and stopping, wishes, curves, tables, pickles."""

from __future__ import annotations

import os
import pathlib
import pickle
import signal
import subprocess
import sys
import textwrap
from typing import Any

import pandas
import polars
import pytest

import mahir

MARELAN = pathlib.Path(__file__).resolve().parents[2] / "examples" / "marelan"
WORK = 1_500


@pytest.fixture(scope="module")
def gaps() -> mahir.Gaps:
    return mahir.Agency.load(MARELAN).needs("2026-01-05").gaps()


@pytest.fixture(scope="module")
def quick(gaps: mahir.Gaps) -> mahir.Plan:
    return gaps.plan(work=WORK)


def check(plan: mahir.Plan) -> None:
    """What holds of every plan, from its own tables: money, classes, worth and bound."""
    lines = polars.DataFrame(plan.table("lines"))
    seats = polars.DataFrame(plan.table("attendances"))
    assert lines["cost"].sum() == plan.cost <= plan.budget
    assert lines["people"].sum() == seats.height
    assert seats.select("person", "programme").is_unique().all()
    counts = seats.group_by("programme", "phase").len()
    assert counts.height == lines.height
    assert plan.objective <= plan.bound
    assert lines["value"].sum() == pytest.approx(plan.closed, abs=1e-6)


def test_work_decides_and_time_does_not(gaps: mahir.Gaps, quick: mahir.Plan) -> None:
    check(quick)
    again = gaps.plan(work=WORK)
    assert again == quick and again.to_json() == quick.to_json()
    greedy = gaps.plan(rule="greedy")
    check(greedy)
    # The solver starts from the greedy plan.
    assert quick.objective >= greedy.objective


def test_cases_need_much_work_and_are_kept_among_the_options(
    gaps: mahir.Gaps, quick: mahir.Plan
) -> None:
    plan = gaps.plan(work=WORK, cases=True)
    check(plan)
    assert plan.options["cases"] and not quick.options["cases"]
    # So little work leaves none for cases.
    assert (plan.objective, plan.bound) == (quick.objective, quick.bound)
    assert plan.table("lines") == quick.table("lines")
    assert pickle.loads(pickle.dumps(plan)) == plan
    with pytest.raises(mahir.MahirError):
        gaps.plan(cases="many")  # type: ignore[arg-type]


def test_the_number_of_threads_does_not_show(quick: mahir.Plan) -> None:
    script = textwrap.dedent(
        f"""
        import mahir, sys
        gaps = mahir.Agency.load({str(MARELAN)!r}).needs("2026-01-05").gaps()
        sys.stdout.write(gaps.plan(work={WORK}).to_json())
        """
    )
    for threads in ("1", "3"):
        environment = {**os.environ, "RAYON_NUM_THREADS": threads}
        done = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, check=True
        )
        assert done.stdout.decode() == quick.to_json()


def test_a_gap_that_is_good_enough_ends_the_work(gaps: mahir.Gaps) -> None:
    seen: list[int] = []
    plan = gaps.plan(progress=lambda told: seen.append(told["done"]), work=10_000_000, gap=10.0)
    assert plan.optimality_gap is not None and plan.optimality_gap <= 10.0
    assert max(seen, default=0) < 10_000_000
    check(plan)
    with pytest.raises(mahir.MahirError) as error:
        gaps.plan(gap=-0.1)
    assert error.value.code == "plan_options"


def test_progress_tells_of_objective_and_bound(gaps: mahir.Gaps) -> None:
    seen: list[dict[str, Any]] = []
    plan = gaps.plan(progress=lambda told: seen.append(dict(told)), work=WORK)
    assert seen and {one["stage"] for one in seen} == {"plan"}
    last = seen[-1]
    assert last["objective"] is not None and last["bound"] is not None
    assert last["objective"] <= last["bound"]
    done = [one["done"] for one in seen]
    assert done == sorted(done) and last["total"] == WORK
    # Being watched changes nothing.
    assert plan == gaps.plan(work=WORK)


def test_a_callback_that_returns_false_stops_with_a_lawful_plan(gaps: mahir.Gaps) -> None:
    calls = 0

    def stop(told: mahir.options.Progress) -> bool:
        nonlocal calls
        calls += 1
        return calls < 2

    plan = gaps.plan(progress=stop, work=100_000_000)
    assert calls == 2
    check(plan)
    assert plan.objective >= gaps.plan(rule="greedy").objective


def test_what_a_callback_raises_is_raised(gaps: mahir.Gaps) -> None:
    def fail(told: mahir.options.Progress) -> None:
        raise LookupError("not today")

    with pytest.raises(LookupError, match="not today"):
        gaps.plan(progress=fail, work=100_000_000)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent as POSIX has them")
def test_control_c_interrupts() -> None:
    script = textwrap.dedent(
        f"""
        import mahir
        gaps = mahir.Agency.load({str(MARELAN)!r}).needs("2026-01-05").gaps()
        print("ready", flush=True)
        try:
            gaps.plan(work=10_000_000_000)
        except KeyboardInterrupt:
            print("interrupted", flush=True)
        """
    )
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "ready\n"
        # The plan may not have begun yet: again until it answers.
        for _ in range(60):
            process.send_signal(signal.SIGINT)
            try:
                out, _ = process.communicate(timeout=1)
                break
            except subprocess.TimeoutExpired:
                continue
        else:
            pytest.fail("not interrupted within a minute")
        assert out == "interrupted\n" or process.returncode == -signal.SIGINT
    finally:
        process.kill()
        process.wait()


def test_pickles_and_documents(quick: mahir.Plan) -> None:
    assert pickle.loads(pickle.dumps(quick)) == quick
    assert mahir.Plan.from_json(quick.to_json()) == quick
    damaged = quick.to_json().replace('"attendances":[{', '"attendances":[{"x":1},{', 1)
    with pytest.raises(mahir.MahirError):
        mahir.Plan.from_json(damaged)


def test_tables_cross_to_polars_and_pandas(quick: mahir.Plan) -> None:
    for name in quick.tables:
        table = quick.table(name)
        frame = polars.DataFrame(table)
        assert frame.height == len(table)
        assert list(pandas.DataFrame.from_arrow(table).columns) == frame.columns
    lines = polars.DataFrame(quick.table())
    assert lines.height == len(quick)
    assert lines["why"].to_list() == [quick.why(row) for row in range(len(quick))]
    budgets = polars.DataFrame(quick.table("budgets"))
    assert budgets["spent"].sum() == quick.cost


def test_what_is_forbidden_is_left_out_with_the_reason(gaps: mahir.Gaps) -> None:
    free = gaps.plan(rule="greedy")
    lines = polars.DataFrame(free.table("lines")).sort("value", descending=True)
    seats = polars.DataFrame(free.table("attendances"))
    programme = lines["programme"][0]
    person = seats["person"][0]
    others = seats.filter(polars.col("programme") != programme, polars.col("person") != person)
    pair = others.select("person", "programme").row(0)
    wishes: mahir.options.Wishes = {
        "forbidden_people": [person],
        "forbidden_programmes": [programme],
        "forbidden_pairs": [pair],
    }
    for rule in ("greedy", "solver"):
        plan = gaps.plan(rule=rule, work=WORK, below_cut=100, wishes=wishes)
        check(plan)
        assert plan.options["wishes"]["forbidden_people"] == [person]
        seats = polars.DataFrame(plan.table("attendances"))
        assert person not in seats["person"]
        assert programme not in seats["programme"]
        assert pair not in seats.select("person", "programme").rows()
        cut = polars.DataFrame(plan.table("below_cut")).filter(programme=programme)
        assert cut["missing"].to_list() == ["permission"]
        assert "permission" in cut["why"][0]


def test_unknown_ids_are_all_told(gaps: mahir.Gaps) -> None:
    with pytest.raises(mahir.MahirError) as error:
        gaps.plan(wishes={"forbidden_people": ["198001012006041001"], "forbidden_programmes": ["?"]})
    assert error.value.code == "plan_wishes"
    assert "forbidden_people, row 1" in str(error.value)
    assert "forbidden_programmes, row 1" in str(error.value)
    assert "1980" not in str(error.value)


def test_demands_that_cannot_be_met_have_reasons(gaps: mahir.Gaps) -> None:
    everybody = polars.DataFrame(gaps.plan(rule="greedy").table("people"))["person"].to_list()
    plan = gaps.plan(rule="greedy", wishes={"forbidden_people": everybody})
    assert len(plan) == 0 and plan.cost == 0
    short = polars.DataFrame(plan.table("below_floor"))
    assert short.height > 0 and set(short["reason"]) == {"forbidden"}
    assert "leave this person out" in plan.floor_why(0)
    assert "perencana" in plan.floor_why(0, "id")


def test_the_index_of_professionality_is_forecast_with_its_doubts_named(gaps: mahir.Gaps) -> None:
    plan = gaps.plan(rule="greedy")
    rows = plan.professionality().to_dicts()
    assert len(rows) == 100
    assert all(0 <= row["sure_before"] <= row["sure_after"] <= row["possible_after"] <= 40 for row in rows)
    assert sum(row["sure_after"] for row in rows) > sum(row["sure_before"] for row in rows)
    doubtful = {
        row["figure"] for row in plan.professionality_figures().to_dicts() if row["certainty"] == "memory"
    }
    assert doubtful == {"technical_of_staff", "seminar", "seminar_of_staff"}
    own = plan.professionality(technical_hours=10_000, seminar_forms=[]).to_dicts()
    assert all(row["sure_after"] == 0 for row in own)
    with pytest.raises(mahir.MahirError) as error:
        plan.professionality(seminar=-1)
    assert error.value.code == "plan_options"


def test_office_tables_say_what_the_workbook_says(gaps: mahir.Gaps) -> None:
    plan = gaps.plan(rule="greedy")
    tables = plan.office_tables("id")
    assert list(tables) == ["summary", "hcdp", "budget", "below_cut", "akpk", "individual_plans"]
    assert sum(row["Biaya"] for row in tables["hcdp"].to_dicts()) == plan.cost
    assert len(tables["akpk"]) == len(gaps)


def test_the_curve_rises(gaps: mahir.Gaps) -> None:
    seen: list[str] = []
    table = gaps.curve(
        [100, 0, 50, 150, 50], progress=lambda told: seen.append(told["stage"]), work=WORK
    )
    frame = polars.DataFrame(table)
    assert frame["percent"].to_list() == [0, 50, 100, 150]
    for column in ("budget", "objective", "bound"):
        assert frame[column].is_sorted()
    assert (frame["objective"] <= frame["bound"]).all()
    assert (frame["cost"] <= frame["budget"]).all() and frame["cost"][0] == 0
    assert set(seen) <= {"plan", "curve"} and "curve" in seen
    # The point of the whole budget is worth no less than what the first look for a plan gives.
    assert frame["objective"][2] >= gaps.plan(rule="greedy").objective
    with pytest.raises(mahir.MahirError) as error:
        gaps.curve([1_001])
    assert error.value.code == "plan_options"


def test_a_stopped_curve_gives_what_is_done(gaps: mahir.Gaps) -> None:
    frame = polars.DataFrame(gaps.curve(progress=lambda told: False, work=100_000_000))
    assert frame["percent"].to_list() == [0]


def test_prices_name_what_is_scarce_and_hold_for_more_money(gaps: mahir.Gaps) -> None:
    plan = gaps.plan(work=20_000)
    prices = polars.DataFrame(plan.table("prices"))
    money = prices.filter(polars.col("scarce") == "money")
    assert money["phase"].to_list() == ["T1", "T2", "T3", "T4"]
    assert prices["most"].min() >= 0
    assert plan.price_why(0) == prices["why"][0]
    assert plan.price_why(0, lang="id").startswith("Dengan")
    again = gaps.plan(after=plan, work=2_000)
    assert again.objective >= plan.objective
    assert gaps.bound_after(plan) >= plan.objective
    assert pickle.loads(pickle.dumps(plan)) == plan


def test_what_is_required_is_planned_or_told_why_not(gaps: mahir.Gaps) -> None:
    person = polars.DataFrame(gaps.plan(rule="greedy").table("attendances"))["person"][0]
    wishes = {"required_pairs": [[person, "P-REG"]]}
    plan = gaps.plan(rule="greedy", wishes=wishes)
    seats = polars.DataFrame(plan.table("attendances"))
    own = seats.filter(polars.col("person") == person, polars.col("programme") == "P-REG")
    unmet = polars.DataFrame(plan.table("unmet"))
    assert len(own) + len(unmet) == 1
    wishes["forbidden_programmes"] = ["P-REG"]
    plan = gaps.plan(rule="greedy", wishes=wishes)
    assert polars.DataFrame(plan.table("unmet")).height == 1
    assert "the wishes forbid it" in plan.unmet_why(0)
    assert "the wishes forbid it" in plan.why_not("P-REG", person)
    assert plan.why_not("NOT-THERE") is None
    assert plan.changes is None
    with pytest.raises(mahir.MahirError) as error:
        gaps.plan(wishes={"required_people": ["NOBODY"]})
    assert error.value.code == "plan_wishes"


def test_a_plan_stays_close_to_another(gaps: mahir.Gaps) -> None:
    plan = gaps.plan(work=5_000)
    again = gaps.plan(after=plan, work=5_000, stay_close=plan.stay_close(1_000))
    assert again.changes == 0
    assert again.options["stay_close"]["weight"] == 1_000
    assert plan.displaced_why(0) == polars.DataFrame(plan.table("lines"))["displaced"][0]


def test_floors_of_fairness_are_kept_or_told(gaps: mahir.Gaps) -> None:
    plan = gaps.plan(rule="greedy", fairness=[{"closes": 0.0}])
    rows = polars.DataFrame(plan.table("fairness"))
    assert rows["is_kept"].all()
    unit = rows.filter(polars.col("all") > 0)["name"][0]
    plan = gaps.plan(rule="greedy", fairness=[{"unit": unit, "closes": 1.0}])
    rows = polars.DataFrame(plan.table("fairness"))
    assert rows["is_kept"].to_list() == [False]
    assert rows["most_alone"][0] < rows["needed"][0]
    assert "no plan keeps it" in plan.fairness_why(0)
    with pytest.raises(mahir.MahirError) as error:
        gaps.plan(fairness=[{"unit": "NO-UNIT", "closes": 0.1}])
    assert error.value.code == "plan_wishes"


def test_seats_have_values_of_their_own(gaps: mahir.Gaps) -> None:
    asked: list[tuple[str, str]] = []

    def value(person: str, programme: str) -> float | None:
        asked.append((person, programme))
        return 2.0 if programme == "E-TIK" else None

    plan = gaps.plan(rule="greedy", value=value)
    assert len(set(asked)) == len(asked) > 1_000
    seats = polars.DataFrame(plan.table("attendances"))
    taken = seats.filter(polars.col("programme") == "E-TIK").height
    assert plan.own_value == pytest.approx(2.0 * taken)
    assert taken > 0
    with pytest.raises(ZeroDivisionError):
        gaps.plan(value=lambda person, programme: 1 / 0)
    with pytest.raises(mahir.MahirError) as error:
        gaps.plan(value=lambda person, programme: float("nan"))
    assert error.value.code == "plan_options"
