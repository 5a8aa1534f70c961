"""Every public class is pickled, copied and equal to what comes back."""

from __future__ import annotations

import copy
import pickle
import types
from typing import Any

import pytest

import mahir
from mahir import analysis, random, readers, statistics, workload

AS_OF = "2026-01-05"


def public_classes() -> dict[str, type]:
    """Classes of the package and of its public modules, by module and name."""
    found: dict[str, type] = {}
    modules = [mahir, *(getattr(mahir, name) for name in mahir.__all__)]
    for module in modules:
        if isinstance(module, types.ModuleType):
            for name in getattr(module, "__all__", ()):
                entry = getattr(module, name)
                if isinstance(entry, type) and not issubclass(entry, Exception):
                    found[f"{entry.__module__}.{entry.__name__}"] = entry
    return found


def office() -> mahir.Agency:
    return mahir.Agency.from_tables(
        {
            "competencies": "id,name,kind\nREG,Rules,technical\n",
            "units": "id,name,minimum_on_duty\nYAN,Licences,1\n",
            "posts": "id,name\nLOKET,Counter\n",
            "requirements": "post,competency,level\nLOKET,REG,3\n",
            "people": "id,unit,post,status\nP1,YAN,LOKET,PNS\nP2,YAN,LOKET,PNS\n",
            "assessments": "person,competency,level,date\nP1,REG,1.5,2025-06-01\nP2,REG,2,2025-06-01\n",
            "providers": "id,kind\nUNI,university\n",
            "programmes": "id,form,provider,hours,days,class_max,cost_per_session\n"
            "B,bimtek,UNI,16,2,10,2000000\n",
            "effects": "programme,competency,gain\nB,REG,0.8\n",
            "outcomes": "programme,person,measure,kirkpatrick,before,after,date\n"
            "B,P1,test,2,1.5,2.5,2026-02-01\nB,P2,test,2,2,2.5,2026-02-01\n",
        },
        "[[phases]]\nid='T1'\nfrom=2026-01-05\nuntil=2026-12-31\nbudget=3000000\n",
    )


def samples() -> list[Any]:
    """Something of each class whose values are not plain numbers that its constructor takes."""
    agency = office()
    round_ = agency.run(AS_OF, {"plan": {"rule": "greedy"}})
    experiment = mahir.Experiment(
        agency, AS_OF, years=1, replications=2, changes={"cut": mahir.Change.budget(0.5)}
    )
    builder = mahir.ProjectBuilder()
    room = builder.resource("room", 1, closed=[(1, 3)])
    builder.precedes(builder.activity("a", 2, uses={room: 1}), builder.activity("b", 1))
    project = builder.build()
    race = analysis.KimNelson(2, 2, 0.1)
    race.see([1.0, 2.0])
    stream = random.Streams(7, 2).stream(1, "P1", 3)
    stream.normal()
    return [
        agency, agency.outcomes, round_, round_.needs, round_.gaps, round_.plan, round_.schedule,
        round_.evaluation, round_.follow_up, round_.plan.table(), mahir.Policy(plan={"below_cut": 3}),
        mahir.OwnPolicy({"plan": {"below_cut": 3}}, value=office), mahir.World(quit=0.1),
        mahir.Change.prices(1.2, "UNI"), experiment, experiment.run(), builder,
        project, project.solve(), race, stream, random.Streams(7, 2, 1),
        random.Distribution(shape="normal", mean=1.0, deviation=0.5), random.Distribution(2.0),
        statistics.fit_smoothing([10.0, 12.1, 13.9, 16.0, 18.1, 20.0, 21.9, 24.0], trend=True),
        analysis.MorrisDesign(3, 4), analysis.SobolDesign(2, 8, seed=3),
        mahir.Event.provider_absent("UNI", "2026-03-02", "2026-03-13"),
        readers.case(b'{"CFItems": [{"identifier": "a", "fullStatement": "Licensing"}]}'),
    ]  # fmt: skip


SAMPLES = samples()


def plain(entry: type) -> Any:
    """A class whose constructor takes its values in order: each a number, or nothing at all."""
    count = len(entry.__match_args__)  # type: ignore[attr-defined]
    for value in (0.5, 3, None, (0.25, 0.5), [0.5], [[0.5]], "x", True):
        try:
            return entry(*[value] * count)
        except TypeError:
            continue
    return None


@pytest.mark.parametrize("value", SAMPLES, ids=lambda value: type(value).__name__)
def test_what_is_pickled_comes_back(value: Any) -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(value, protocol))
        assert type(again) is type(value)
        assert again == value
    assert copy.deepcopy(value) == value
    assert value != object()


def test_a_stream_goes_on_where_it_was() -> None:
    stream = random.Streams(1).stream(2, "P1")
    for taken in range(70):
        again = pickle.loads(pickle.dumps(stream))
        assert again == stream
        assert again.uniform() == stream.uniform(), taken


def test_every_public_class_can_be_pickled() -> None:
    """Results of statistics are made by their own constructor; all others have a sample."""
    classes = public_classes()
    assert len(classes) > 60
    sampled = {f"{type(value).__module__}.{type(value).__name__}" for value in SAMPLES}
    assert sampled <= set(classes)
    made = 0
    for name in sorted(set(classes) - sampled):
        entry = classes[name]
        # A result says by its __reduce__ that it is made again from its values, in order.
        assert "__match_args__" in vars(entry), f"{name} has no sample"
        value = plain(entry)
        if value is not None:
            made += 1
            assert pickle.loads(pickle.dumps(value)) == value, name
        assert "__reduce__" in vars(entry), name
    assert made > 10
    assert {statistics.__name__, workload.__name__} <= {c.__module__ for c in classes.values()}
