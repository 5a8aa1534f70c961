"""Experiments: values that pickle, the same rows on any executor, and rules of one's own."""

from __future__ import annotations

import datetime
import importlib
import math
import multiprocessing
import pathlib
import pickle
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import distributed
import pytest

import mahir
from mahir import Change, Experiment, Policy, World

AS_OF = "2026-01-05"


def office(people: int = 6) -> mahir.Agency:
    """One counter, two programmes, money for a few sessions in each half of the year."""
    ids = [f"P{number}" for number in range(people)]
    return mahir.Agency.from_tables(
        {
            "competencies": "id,name,kind\nREG,Rules,technical\nTALK,Talk,sociocultural\n",
            "units": "id,name,minimum_on_duty\nYAN,Licences,1\n",
            "posts": "id,name\nLOKET,Counter\n",
            "requirements": "post,competency,level\nLOKET,REG,3\nLOKET,TALK,3\n",
            "people": "id,unit,post,status\n" + "".join(f"{i},YAN,LOKET,PNS\n" for i in ids),
            "assessments": "person,competency,level,date\n"
            + "".join(f"{i},REG,1.5,2025-06-01\n{i},TALK,2,2025-06-01\n" for i in ids),
            "providers": "id,kind\nUNI,university\n",
            "programmes": "id,form,provider,hours,days,class_max,cost_per_session\n"
            "B,bimtek,UNI,16,2,10,2000000\nC,coaching,UNI,8,1,3,1000000\n",
            "effects": "programme,competency,gain\nB,REG,0.8\nC,TALK,0.5\n",
        },
        "[[phases]]\nid='T1'\nfrom=2026-01-05\nuntil=2026-06-30\nbudget=3000000\n"
        "[[phases]]\nid='T2'\nfrom=2026-07-01\nuntil=2026-12-31\nbudget=3000000\n",
    )


def experiment(**more: object) -> Experiment:
    settings: dict[str, object] = {
        "years": 2,
        "replications": 3,
        "policies": {"usual": Policy(), "no floor": {"plan": {"floor_hour_value": 0}}},
        "changes": {"as it is": [], "cut": Change.budget(0.5)},
        "worlds": {"usual": World(), "still": World().at_means()},
        "indicators": ["levels_closed", "spent", "counter_days_closed"],
    }
    return Experiment(office(), AS_OF, **(settings | more))  # type: ignore[arg-type]


#: A rule of one's own, in a module that other processes can import: half the money is planned.
THRIFTY = """
import mahir

def thrifty(known, as_of):
    half = mahir.changed(known, mahir.Change.budget(0.5))
    return half.needs(as_of).gaps().plan(rule="greedy").schedule()
"""


#: Weights of one's own, by whole columns; learns by its own policy, which measures nobody.
WEIGHING = """
import mahir

class Weighing:
    policy = mahir.Policy(measurement={"tested": 0.0, "comparison": 0})

    def __init__(self, competency):
        self.competency = competency

    def weights(self, needs):
        rows = needs.to_polars()
        return rows["weight"] * (rows["competency"].cast(str) == self.competency).cast(float)

    def __call__(self, known, as_of):
        needs = known.needs(as_of).weighed_by(self.weights, name="one competency")
        return needs.gaps().plan(rule="greedy", prove=False, floor_hour_value=0).schedule()

    def __eq__(self, other):
        return isinstance(other, Weighing) and self.competency == other.competency
"""


#: What seats are worth, and how levels are scored, by functions that other processes can import.
WORTH = """
def for_talk(gaps, person, programme):
    assert len(gaps) >= 0
    return 5.0 if programme == "C" else None

def all_talk(gaps):
    people = sorted({row["person"] for row in gaps.table().to_dicts()})
    return [(person, "C", 5.0) for person in people]

def best(person, competency, evidence):
    return max((row["level"] for row in evidence), default=None)

def content(person, competency, evidence):
    return 5.0
"""


def fails(known: mahir.Agency, as_of: datetime.date) -> mahir.Schedule:
    raise RuntimeError("no idea")


def test_values_pickle() -> None:
    for value in (
        Policy(plan={"below_cut": 3}),
        World(quit=0.1, attendance={"shape": "beta", "mean": 0.8, "concentration": 30}),
        Change.provider_withdraws("UNI", datetime.date(2026, 6, 1)),
        Change.only_forms(["coaching", "seminar"]),
    ):
        assert pickle.loads(pickle.dumps(value)) == value
        assert type(value).from_json(value.to_json()) == value
    assert Change.budget(0.8).explain("id") == "anggaran × 0,8"
    assert World(quit=0.1).to_dict()["quit"] == 0.1
    assert "quit" in World.PARAMETERS


@pytest.fixture(scope="module")
def whole() -> mahir.Runs:
    return experiment().run()


def test_rows(whole: mahir.Runs) -> None:
    rows = whole.table().to_polars()
    assert rows.columns == [
        "policy", "change", "world", "replication", "year", "indicator", "value",
    ]
    assert rows.height == 2 * 2 * 2 * 3 * 2 * 3 == len(whole)
    assert whole.is_complete
    closed = rows.filter(rows["indicator"] == "counter_days_closed")["value"]
    assert closed.max() == 0
    assert pickle.loads(pickle.dumps(whole)) == whole
    # The comparison is Student's t on the differences, here once more by hand.
    found = whole.compare(("usual", "cut"), ("usual", "as it is"), "levels_closed")
    worlds = ("usual", "still")
    means = [
        [
            sum(whole.values("usual", change, "levels_closed", world)[at] for world in worlds) / 2
            for at in range(3)
        ]
        for change in ("cut", "as it is")
    ]
    differences = [one - other for one, other in zip(*means, strict=True)]
    assert math.isclose(found["difference"], sum(differences) / 3, rel_tol=1e-9, abs_tol=1e-12)


def test_the_same_rows_on_any_executor(whole: mahir.Runs) -> None:
    seen: list[int] = []
    with ThreadPoolExecutor(2) as executor:
        runs = experiment().run(executor=executor, chunk=5, progress=lambda p: seen.append(p["done"]))
    assert runs == whole
    assert seen[0] == 0 and seen[-1] == 24
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=spawn) as executor:
        assert experiment().run(executor=executor, chunk=12) == whole


def test_the_same_rows_on_a_dask_cluster(whole: mahir.Runs) -> None:
    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    )
    with cluster, distributed.Client(cluster) as client:
        assert len(client.scheduler_info()["workers"]) == 2
        assert experiment().run(executor=client.get_executor(), chunk=5) == whole


def test_a_run_that_was_stopped_keeps_what_is_done(whole: mahir.Runs) -> None:
    looks = iter([True, False])
    part = experiment().run(progress=lambda _: next(looks))
    assert not part.is_complete
    assert 0 < len(part) < len(whole)
    with ThreadPoolExecutor(1) as executor:
        part = experiment().run(executor=executor, chunk=6, progress=lambda p: p["done"] < 12)
    assert len(part) == len(whole) // 2


def test_a_file_is_gone_on_with(tmp_path: pathlib.Path, whole: mahir.Runs) -> None:
    path = tmp_path / "rows.csv"
    assert experiment().run_to_csv(path) == 24
    text = path.read_bytes()
    path.write_bytes(text[: len(text) * 2 // 3])
    assert experiment().run_to_csv(path) == 24
    assert path.read_bytes() == text
    assert text.decode() == whole.table().to_csv()


#: Runs much into a file, in a process of its own.
MUCH = """
import pathlib, sys, time
sys.path.insert(0, sys.argv[1])
from test_experiment import much
# Slow enough to be caught.
much().run_to_csv(pathlib.Path(sys.argv[2]), progress=lambda _: time.sleep(0.3))
"""


def much() -> Experiment:
    """300 quick runs."""
    quick = {"plan": {"rule": "greedy"}, "schedule": {"work": 0}}
    return experiment(replications=150, policies={"quick": quick}, worlds=None)


def test_a_run_that_was_killed_is_gone_on_with(tmp_path: pathlib.Path) -> None:
    """A process that is killed somewhere, however it writes, leaves a file that is finished later
    with the same bytes as that of a run in one go."""
    path, other = tmp_path / "killed.csv", tmp_path / "whole.csv"
    process = subprocess.Popen(
        [sys.executable, "-c", MUCH, str(pathlib.Path(__file__).parent), str(path)]
    )
    while process.poll() is None and not (path.exists() and path.stat().st_size > 3_000):
        time.sleep(0.001)
    process.kill()
    assert process.wait() != 0, "it was over before it could be killed"
    killed = path.stat().st_size
    assert much().run_to_csv(path) == 300
    assert much().run_to_csv(other) == 300
    assert path.read_bytes() == other.read_bytes()
    assert 3_000 < killed < path.stat().st_size


def test_a_rule_of_ones_own(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "thrifty_office.py").write_text(THRIFTY)
    monkeypatch.syspath_prepend(tmp_path)
    thrifty = importlib.import_module("thrifty_office").thrifty
    own = experiment(policies={"usual": Policy(), "thrifty": thrifty}, years=1)
    runs = own.run()
    spent = runs.values("thrifty", "as it is", "spent")
    assert all(value <= 3_000_000 for value in spent)
    assert pickle.loads(pickle.dumps(own)).run() == runs
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as executor:
        assert own.run(executor=executor, chunk=12) == runs
    with pytest.raises(mahir.MahirError, match="no idea") as caught:
        experiment(policies={"bad": fails}).run()
    assert caught.value.code == "rule"


def test_values_of_ones_own(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Money for one programme of two: the usual rule holds the bimtek of six (6 x 0.8 levels for two
    millions), the value of five levels a seat the coaching of three, twice, for those who can."""
    (tmp_path / "worth_office.py").write_text(WORTH)
    monkeypatch.syspath_prepend(tmp_path)
    worth = importlib.import_module("worth_office")
    quick = {"plan": {"rule": "greedy", "floor_hour_value": 0.0}}
    rules = {
        "usual": quick,
        "none": mahir.OwnPolicy(quick),
        "each": mahir.OwnPolicy(Policy(**quick), value=worth.for_talk),
        "all": mahir.OwnPolicy(quick, values=worth.all_talk),
        "content": mahir.OwnPolicy(quick, evidence=worth.content),
    }
    own = experiment(
        policies=rules, worlds=None, changes={"third": Change.budget(0.67)}, years=2,
        indicators=["seats", "levels_planned"],
    )  # fmt: skip
    runs = own.run()
    arms = {rule: [runs.values(rule, "third", name) for name in ("seats", "levels_planned")] for rule in rules}
    assert arms["none"] == arms["usual"]
    assert arms["all"] == arms["each"] != arms["usual"]
    assert arms["content"] == [[0.0] * 3] * 2
    # The same in threads, in other processes, and after pickle.
    assert pickle.loads(pickle.dumps(own)) == own != experiment()
    with ThreadPoolExecutor(2) as executor:
        assert own.run(executor=executor, chunk=4) == runs
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as executor:
        assert own.run(executor=executor, chunk=8) == runs
    # The same as the plan of one year by the same value.
    gaps = mahir.changed(office(), Change.budget(0.67)).needs(AS_OF).gaps()
    plan = gaps.plan(
        rule="greedy", floor_hour_value=0.0, value=lambda who, what: worth.for_talk(gaps, who, what)
    )
    assert arms["each"][0] != [0.0] * 3
    rule = mahir.OwnPolicy(quick, value=worth.for_talk)
    years = mahir.live_through(mahir.changed(office(), Change.budget(0.67)), AS_OF, 1, rule)
    assert years.to_dicts()[0]["seats"] == sum(row["people"] for row in plan.table().to_dicts())


def test_own_policies_are_values() -> None:
    own = mahir.OwnPolicy({"plan": {"below_cut": 3}}, values=len, evidence=max)  # type: ignore[arg-type]
    assert (own.value, own.values, own.evidence) == (None, len, max)
    assert own.policy == Policy(plan={"below_cut": 3})
    assert own != mahir.OwnPolicy({"plan": {"below_cut": 3}}, values=len)  # type: ignore[arg-type]
    assert own != mahir.OwnPolicy(values=len, evidence=max)  # type: ignore[arg-type]
    assert "values=len" in repr(own)
    for wrong in ({"value": len, "values": len}, {"value": 3}, {"evidence": "latest"}):
        with pytest.raises(mahir.MahirError) as caught:
            mahir.OwnPolicy(**wrong)  # type: ignore[arg-type]
        assert caught.value.code == "experiment_design"
    with pytest.raises(mahir.MahirError):
        mahir.OwnPolicy({"plan": {"below_cuts": 3}})


def test_what_own_functions_do_wrong_is_told() -> None:
    def raises(*_: object) -> float:
        raise RuntimeError("no idea")

    for own, code, message in (
        (mahir.OwnPolicy(value=raises), "rule", "no idea"),
        (mahir.OwnPolicy(evidence=raises), "rule", "no idea"),
        (mahir.OwnPolicy(value=lambda *_: "much"), "rule", "str"),  # type: ignore[arg-type,return-value]
        (mahir.OwnPolicy(values=lambda _: 3), "rule", "int"),  # type: ignore[arg-type,return-value]
        (mahir.OwnPolicy(value=lambda *_: math.nan), "plan_options", "own_values"),
        (mahir.OwnPolicy(values=lambda _: [("P1", "X", 1.0)]), "plan_wishes", "X"),
    ):
        with pytest.raises(mahir.MahirError, match=message) as caught:
            experiment(policies={"own": own}).run()
        assert caught.value.code == code


def test_a_function_that_cannot_be_sent_is_refused() -> None:
    """By the name of its policy, and before anything is run; threads take it."""
    own = experiment(
        policies={"usual": Policy(), "here only": mahir.OwnPolicy(value=lambda *_: 0.25)}, years=1
    )
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as executor:
        with pytest.raises(mahir.MahirError, match="'here only'") as caught:
            own.run(executor=executor)
    assert caught.value.code == "experiment_executor"
    assert caught.value.context == {"policy": "here only"}
    with ThreadPoolExecutor(2) as executor:
        assert own.run(executor=executor, chunk=5) == own.run()


def test_weights_of_ones_own(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "weighing_office.py").write_text(WEIGHING)
    monkeypatch.syspath_prepend(tmp_path)
    weighing = importlib.import_module("weighing_office").Weighing
    rules = {"rules": weighing("REG"), "talk": weighing("TALK")}
    own = experiment(policies=rules, worlds=None, years=1, indicators=["seats", "belief_error"])
    runs = own.run()
    # Only the programme of the weighed competency is held: a bimtek for all six, or coaching for
    # as many as money and the counter allow.
    known = office()
    for name, programme in (("rules", "B"), ("talk", "C")):
        schedule = rules[name](known, datetime.date(2026, 1, 5))
        lines = schedule.plan.table().to_polars()
        assert set(lines["programme"].cast(str)) == {programme}
        assert runs.values(name, "as it is", "seats") == [float(lines["people"].sum())] * 3
    needs = known.needs(AS_OF)
    weighed = needs.weighed_by(lambda rows: [2.0] * len(rows.to_dicts()), name="twice")
    assert set(weighed.table().to_polars()["weight"]) == {2.0}
    assert "twice: weight 2.00 instead of 1.00." in weighed.why(0)
    assert pickle.loads(pickle.dumps(weighed)) == weighed != needs
    assert pickle.loads(pickle.dumps(own)) == own != experiment()
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as executor:
        assert own.run(executor=executor, chunk=12) == runs
    wrong: list[object] = [[1.0], [-1.0] * len(needs), [math.nan] * len(needs), ["x"] * len(needs), 3]
    for weights in wrong:
        with pytest.raises(mahir.MahirError) as caught:
            needs.weighed_by(lambda _, weights=weights: weights)  # type: ignore[misc]
        assert caught.value.code == "rule"


def test_rows_stream_out(whole: mahir.Runs) -> None:
    rows = whole.table().to_dicts()
    tables: list[mahir.Table] = []
    assert experiment().run_into(tables.append, runs_at_once=5) == 24
    assert [len(table.to_dicts()) for table in tables] == [30, 30, 30, 30, 24]
    assert [row for table in tables for row in table.to_dicts()] == rows
    batches = experiment().batches(7, start=3)
    assert [row for table in batches for row in table.to_dicts()] == rows[3 * 6 :]
    later: list[mahir.Table] = []
    assert experiment().run_into(later.append, start=20) == 24
    assert later[0].to_dicts() == rows[20 * 6 :]

    def full(table: mahir.Table) -> None:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        experiment().run_into(full)
    looks = iter([True, False])
    some: list[mahir.Table] = []
    done = experiment().run_into(some.append, runs_at_once=100, progress=lambda _: next(looks))
    assert 0 < done < 24
    assert [row for table in some for row in table.to_dicts()] == rows[: done * 6]


def test_years() -> None:
    table = mahir.live_through(office(), AS_OF, 2, world=World(quit=0.0), seed=5).to_polars()
    assert table["year"].to_list() == [1, 2]
    assert table["counter_days_closed"].sum() == 0
    again = mahir.live_through(office(), AS_OF, 2, world=World(quit=0.0), seed=5).to_polars()
    assert table.equals(again)


def test_what_cannot_be_is_told() -> None:
    with pytest.raises(mahir.MahirError) as caught:
        World(quit=2.0)
    assert caught.value.code == "world"
    with pytest.raises(mahir.MahirError) as caught:
        World(quitt=0.1)
    assert caught.value.code == "option"
    with pytest.raises(mahir.MahirError) as caught:
        experiment(indicators=["joy"])
    assert caught.value.code == "experiment_design"
    with pytest.raises(mahir.MahirError) as caught:
        mahir.changed(office(), Change.without_programme("X"))
    assert caught.value.code == "change"
    with pytest.raises(mahir.MahirError) as caught:
        experiment().run().values("usual", "no such", "spent")
    assert caught.value.code == "unknown_arm"
