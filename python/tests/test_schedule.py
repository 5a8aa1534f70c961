"""The general problem of scheduling against a published instance, and the calendar of a plan."""

from __future__ import annotations

import pathlib
import pickle
from typing import Any

import icalendar
import pytest

import mahir
import mahir.testing

# Instance j309_3 of the project scheduling library PSPLIB (Kolisch and Sprecher 1996), without its
# two dummy jobs: days, demands of four resources, which activities come later. Its shortest
# makespan is 68 (proven; tables of Ghent University of 18 September 2024), its critical path 48.
CAPACITIES = (13, 17, 19, 14)
ACTIVITIES = [
    (10, (8, 0, 4, 4), (3, 15, 23)),
    (8, (6, 3, 0, 7), (4, 7, 8)),
    (8, (7, 3, 3, 8), (15,)),
    (4, (7, 1, 6, 10), (5, 27)),
    (3, (6, 2, 0, 10), (6, 9, 13)),
    (3, (0, 1, 0, 3), (11,)),
    (2, (8, 3, 5, 8), (25,)),
    (2, (8, 2, 1, 2), (16, 19, 28)),
    (4, (0, 8, 10, 0), (10, 12, 17)),
    (10, (0, 1, 10, 0), (20,)),
    (9, (0, 4, 5, 0), (14, 20)),
    (10, (3, 0, 4, 8), (22, 29)),
    (9, (4, 6, 9, 3), (23, 25)),
    (10, (0, 10, 7, 0), (17,)),
    (5, (6, 0, 5, 0), (18,)),
    (2, (9, 0, 8, 0), (16,)),
    (2, (1, 10, 4, 9), (29,)),
    (3, (7, 5, 3, 0), (20,)),
    (3, (7, 6, 4, 9), (21,)),
    (5, (4, 8, 9, 0), (24,)),
    (2, (4, 7, 9, 8), (26,)),
    (7, (0, 9, 0, 6), (24,)),
    (7, (1, 10, 10, 0), (25,)),
    (4, (0, 4, 7, 9), (24, 27)),
    (7, (6, 0, 1, 1), (29,)),
    (6, (1, 8, 8, 10), (28,)),
    (5, (7, 4, 8, 0), (28,)),
    (3, (0, 7, 10, 9), ()),
    (8, (4, 0, 6, 1), ()),
    (5, (9, 5, 0, 1), ()),
]
SHORTEST = 68


def published() -> mahir.Project:
    builder = mahir.ProjectBuilder()
    rooms = [builder.resource(f"R{number}", most) for number, most in enumerate(CAPACITIES)]
    for number, (days, demands, _) in enumerate(ACTIVITIES):
        builder.activity(f"job {number}", days, uses=dict(zip(rooms, demands, strict=True)))
    for number, (_, _, later) in enumerate(ACTIVITIES):
        for after in later:
            builder.precedes(number, after)
    return builder.build()


def check(solution: mahir.Solution) -> None:
    """Every rule, by counting; nothing is left to the library."""
    starts = solution.starts
    assert None not in starts
    ends = [start + row[0] for start, row in zip(starts, ACTIVITIES, strict=True)]  # type: ignore[operator]
    for number, (_, _, later) in enumerate(ACTIVITIES):
        for after in later:
            assert starts[after] >= ends[number]  # type: ignore[operator]
    for day in range(max(ends)):
        running = [n for n in range(len(ends)) if starts[n] <= day < ends[n]]  # type: ignore[operator]
        for resource, most in enumerate(CAPACITIES):
            assert sum(ACTIVITIES[n][1][resource] for n in running) <= most
    assert solution.objective == max(ends)


def test_a_published_instance_is_solved_and_proven() -> None:
    solution = published().solve()
    check(solution)
    assert (solution.objective, solution.bound) == (SHORTEST, SHORTEST)
    assert solution.is_proven and not solution.is_stopped
    assert solution.gap == 0.0 and solution.unplaced == []
    # What is taken day by day is what the activities take.
    loads = solution.table("loads").to_dicts()
    taken = sum((row["until"] - row["from"]) * row["used"] for row in loads)
    assert taken == sum(days * sum(demands) for days, demands, _ in ACTIVITIES)
    assert all(row["used"] <= row["capacity"] for row in loads)


def test_the_same_seed_gives_the_same_bytes_and_pickle_keeps_all() -> None:
    project = published()
    one = project.solve(work=200_000, seed=7)
    assert project.solve(work=200_000, seed=7).to_json() == one.to_json()
    for value in (project, one):
        again = pickle.loads(pickle.dumps(value))
        assert again == value and again.to_json() == value.to_json()
    assert one.project == project
    assert project.tables == ["activities", "demands", "precedences", "resources"]
    assert len(project.table("precedences")) == sum(len(row[2]) for row in ACTIVITIES)
    assert len(one.table()) == len(one) == len(project) == len(ACTIVITIES)
    assert "terbukti" in published().solve().summary("id")


def test_progress_is_heard_and_stops() -> None:
    heard: list[Any] = []

    def stop(progress: Any) -> bool:
        heard.append(progress)
        return False

    solution = published().solve(progress=stop)
    assert solution.is_stopped
    check(solution)
    assert heard[0]["stage"] == "schedule" and heard[0]["bound"] <= SHORTEST

    def fail(progress: Any) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        published().solve(progress=fail)


def late() -> mahir.Project:
    """One trainer, who is away on days 2 and 3; by hand: the heavy one first costs least."""
    builder = mahir.ProjectBuilder()
    trainer = builder.resource("trainer", 1, closed=[(2, 4)])
    builder.activity("light", 2, uses={trainer: 1}, due=2)
    builder.activity("heavy", 2, uses={trainer: 1}, due=2, weight=5)
    return builder.build()


def test_lateness_is_weighed_and_earlier_days_are_kept() -> None:
    weighted: mahir.options.WeightedObjective = {"weighted": {"lateness": 10, "completion": 1}}
    solution = late().solve(objective=weighted, work=50_000)
    # heavy on days 0 and 1 (5 x 2), light on 4 and 5: four days late (10 x 4 + 6).
    assert solution.starts == [4, 0]
    assert solution.objective == 56
    assert [solution.days_late(0), solution.end(0), solution.start(9)] == [4, 6, None]
    # What is worth less than a move is left where it was: light first costs 2 + 5 x (40 + 6).
    kept = late().solve(
        objective=weighted, work=50_000, previous={"starts": [0, 4], "cost": 1_000}
    )
    assert (kept.starts, kept.objective) == ([0, 4], 232)


def test_what_finds_no_place_is_told() -> None:
    builder = mahir.ProjectBuilder()
    room = builder.resource("room", 2, capacity_from=[(3, 1)], capacity_on=[(5, 7, 0)])
    builder.activity("too much", 1, uses={room: 3})
    builder.activity("too late", 2, release=4, deadline=5)
    builder.activity("fits", 2, uses={room: 2}, release=1)
    solution = builder.build(horizon=8).solve(work=10_000)
    assert (solution.starts, solution.unplaced) == ([None, None, 1], [0, 1])
    steps = solution.project.table("resources").to_dicts()
    assert [(row["from"], row["capacity"]) for row in steps] == [(0, 2), (3, 1), (5, 0), (7, 1)]


def test_all_faults_are_told_at_once_and_options_are_checked() -> None:
    builder = mahir.ProjectBuilder()
    one = builder.activity("one", 2, uses={7: 1})
    other = builder.activity("other", 2_000_000)
    builder.precedes(one, other)
    with pytest.raises(mahir.FaultsError) as caught:
        builder.build()
    assert [fault["code"] for fault in caught.value.faults.to_dicts()] == ["unknown_id", "out_of_range"]
    with pytest.raises(mahir.MahirError, match="searches"):
        published().solve(searches=0)
    with pytest.raises(mahir.MahirError, match="objective"):
        published().solve(objective="makespam")  # type: ignore[arg-type]
    with pytest.raises(mahir.MahirError):
        mahir.Solution.from_json(late().to_json())


@pytest.fixture(scope="module")
def plan() -> mahir.Plan:
    case = pathlib.Path(__file__).resolve().parents[2] / "examples" / "marelan"
    return mahir.Agency.load(case).needs(as_of="2026-01-05").gaps().plan()


def test_the_improvement_is_watched_and_never_worse(plan: mahir.Plan) -> None:
    def seats(schedule: mahir.Schedule) -> int:
        return len(schedule.table("participants"))

    first = plan.schedule(work=0)
    heard: list[Any] = []
    better = plan.schedule(progress=heard.append)
    assert seats(better) >= seats(first) and not better.is_stopped
    assert better == plan.schedule()
    assert {progress["stage"] for progress in heard} == {"schedule"}
    stopped = plan.schedule(progress=lambda progress: False)
    assert stopped.is_stopped and seats(stopped) >= seats(first)
    assert pickle.loads(pickle.dumps(stopped)).is_stopped


def events(text: str) -> dict[str, Any]:
    """The events of a calendar by their UID, as the package `icalendar` reads them."""
    found = list(icalendar.Calendar.from_ical(text).walk("VEVENT"))
    by_uid = {str(event["UID"]): event for event in found}
    assert len(by_uid) == len(found)
    return by_uid


def test_calendars_of_people_follow_a_new_schedule(plan: mahir.Plan) -> None:
    earlier = plan.schedule()
    later = plan.schedule(days_after_prerequisite=30, may_leave_out=False)
    rows = earlier.table("participants").to_dicts()
    people = sorted({row["person"] for row in rows})
    moved = 0
    for person in people:
        old = events(earlier.to_icalendar(person=person))
        new = events(later.to_icalendar(person=person, earlier=earlier, sequence=1))
        # One event for each run of days; a person is in as many sessions as the table says.
        sessions = {uid.rpartition("-")[0] for uid in old}
        assert len(sessions) == sum(row["person"] == person for row in rows)
        assert old.keys() <= new.keys()
        assert {int(event["SEQUENCE"]) for event in new.values()} == {1}
        plain = events(later.to_icalendar(person=person))
        for uid, event in new.items():
            cancelled = str(event["STATUS"]) == "CANCELLED"
            assert cancelled == (uid not in plain)
            current = old[uid] if cancelled else plain[uid]
            assert event["DTSTART"].dt == current["DTSTART"].dt
            moved += cancelled or (uid in old and event["DTSTART"].dt != old[uid]["DTSTART"].dt)
    assert moved > 0
    with pytest.raises(mahir.MahirError, match="unknown person"):
        earlier.to_icalendar(person="nobody")


def test_chains_end_where_a_session_waits_for_no_other(plan: mahir.Plan) -> None:
    schedule = plan.schedule()
    starts = [row["start"] for row in schedule.table().to_dicts()]
    longest = 0
    for session in range(len(schedule)):
        chain = schedule.chain(session)
        assert chain[0] == session and len(set(chain)) == len(chain)
        longest = max(longest, len(chain))
        for lang in ("en", "id"):
            lines = schedule.chain_why(session, lang).splitlines()
            assert len(lines) == len(chain)
            assert all(schedule.why(n, lang) in line for n, line in zip(chain, lines, strict=True))
        # What stands in the way is there already on some day of the session or before it.
        last_days = [row["end"] for row in schedule.table().to_dicts()]
        assert all(starts[b] <= last_days[a] for a, b in zip(chain, chain[1:], strict=False))
    assert longest > 1
    with pytest.raises(mahir.MahirError):
        schedule.chain(len(schedule))


def test_a_change_moves_little_and_tells_what(plan: mahir.Plan) -> None:
    schedule = plan.schedule()
    rows = schedule.table("sessions").to_dicts()
    row = next(row for row in rows if str(row["start"]) >= "2026-07-01")
    events = [
        mahir.Event.provider_absent(row["provider"], row["start"], row["start"]),
        mahir.Event.session_cancelled(rows[-1]["id"]),
    ]
    changed = schedule.replan("2026-06-01", events)
    mahir.testing.assert_replanning_is_lawful(schedule, changed)
    assert changed.events == events
    assert str(changed.replanned_from) == "2026-06-01"
    assert changed.change_weight is not None and changed.change_bound is not None
    assert 0 < changed.change_bound <= changed.change_weight
    moved = [line["session"] for line in changed.table("moved").to_dicts()]
    assert " tidak tersedia pada " in changed.moved_why(moved.index(row["id"]), "id")
    assert pickle.loads(pickle.dumps(changed)) == changed
    assert pickle.loads(pickle.dumps(events)) == events
    assert schedule.replanned_from is None and schedule.events == []
    cheap = schedule.replan("2026-06-01", events, lost_seat=1)
    assert cheap.replan_options is not None and cheap.replan_options["lost_seat"] == 1


def test_wrong_events_are_told_at_once(plan: mahir.Plan) -> None:
    schedule = plan.schedule()
    events = [
        mahir.Event.person_absent("199001012015011001", "2026-03-02", "2026-03-03"),
        mahir.Event.unit_absent("NOWHERE", "2026-03-02", "2026-03-03"),
    ]
    with pytest.raises(mahir.MahirError) as caught:
        schedule.replan("2026-03-01", events)
    assert caught.value.code == "schedule_events"
    assert "event 2: " in str(caught.value) and "1990" not in str(caught.value) + repr(events)
    with pytest.raises(mahir.MahirError, match="expected 2026-01-05 or later"):
        schedule.replan("2025-03-01", [])


def _with(changes: dict[str, str]) -> mahir.Agency:
    """The case with some tables changed or added."""
    case = pathlib.Path(__file__).parents[2] / "examples" / "marelan"
    tables: dict[str, str] = {}
    for path in case.glob("*.csv"):
        tables[path.stem] = path.read_text(encoding="utf-8")
    settings = (case / "agency.toml").read_text(encoding="utf-8")
    return mahir.Agency.from_tables(tables | changes, settings)


def test_trainers_have_calendars_and_rooms_are_booked_once() -> None:
    agency = _with(
        {
            "rooms": "id,name,seats,programmes\nAULA,Aula besar,60,B-REG S-USAH L-ARS S-INT\n",
            "trainers": "id,name,programmes\nT1,Ibu Contoh,P-TIK E-TIK\n",
        }
    )
    schedule = agency.needs(as_of="2026-01-05").gaps().plan().schedule()
    mahir.testing.assert_schedule_is_lawful(schedule)
    bars = schedule.table("gantt").to_dicts()
    led = {row["session"] for row in bars if row["trainer"] == "Ibu Contoh"}
    assert led and led == {row["session"] for row in bars if row["programme"] in ("P-TIK", "E-TIK")}
    booked = [row for row in bars if row["room"] == "Aula besar"]
    assert booked
    for row in booked:
        others = [other for other in booked if other["session"] != row["session"]]
        assert all(other["end"] < row["start"] or row["end"] < other["start"] for other in others)
    own = schedule.to_icalendar(trainer="T1")
    uids = {line.split("-")[0] for line in own.splitlines() if line.startswith("UID:")}
    assert len(uids) == len(led)
    # Long lines of an iCalendar file are folded.
    indonesian = schedule.to_icalendar(trainer="T1", lang="id").replace("\r\n ", "")
    assert "pengajar Ibu Contoh" in indonesian
    assert "LOCATION:Aula besar" in schedule.to_icalendar(room="AULA")
    with pytest.raises(mahir.MahirError, match="unknown trainer"):
        schedule.to_icalendar(trainer="199001012015011001")
    assert pickle.loads(pickle.dumps(schedule)) == schedule


def test_seats_that_were_lost_are_caught_up_or_carried_over(plan: mahir.Plan) -> None:
    events = [mahir.Event.provider_absent(who, "2026-04-01", "2026-06-30") for who in ("BPSDM", "UNIV", "KOTA")]
    lost = plan.schedule().replan("2026-04-01", events)
    later = lost.catch_up()
    mahir.testing.assert_schedule_is_lawful(later)
    rows = later.table("caught_up").to_dicts()
    assert rows and len(later.table("participants")) == len(lost.table("participants")) + len(rows)
    assert all(str(row["start"]) >= "2026-07-01" for row in rows)
    assert "karena saat itu" in later.caught_up_why(0, "id")
    assert pickle.loads(pickle.dumps(later)) == later
    agency = plan.gaps.needs.agency
    wishes = later.carried_over(agency)
    left = sum(len(row["people"].split()) for row in later.table("unplaced").to_dicts())
    assert len(wishes["required_pairs"]) == left
    with pytest.raises(mahir.MahirError, match="T9"):
        later.catch_up(phases=["T9"])
