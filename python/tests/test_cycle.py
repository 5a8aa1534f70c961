"""The whole cycle from Python: the lines of the README, tables, pickle, exceptions."""

from __future__ import annotations

import datetime
import os
import pathlib
import pickle
import re
import subprocess
import sys

import duckdb
import icalendar
import pandas
import polars
import pyarrow
import pytest

import mahir

ROOT = pathlib.Path(__file__).resolve().parents[2]
CASE = ROOT / "examples" / "marelan"


@pytest.fixture(scope="module")
def agency() -> mahir.Agency:
    return mahir.Agency.load(CASE)


@pytest.fixture(scope="module")
def round_(agency: mahir.Agency) -> mahir.Round:
    return agency.run("2026-01-05")


def test_a_round_tells_its_stages(agency: mahir.Agency, round_: mahir.Round) -> None:
    told: list = []
    assert agency.run("2026-01-05", progress=told.append) == round_
    # What takes less than the pause between two calls may not be heard.
    stages = list(dict.fromkeys(progress["stage"] for progress in told))
    assert [stages[0], stages[-1]] == ["need", "evaluation"]
    assert "plan" in stages
    with pytest.raises(mahir.MahirError) as caught:
        agency.run("2026-01-05", progress=lambda progress: False)
    assert caught.value.code == "stopped"


def artefacts(round_: mahir.Round) -> list:
    return [
        round_.needs,
        round_.gaps,
        round_.plan,
        round_.schedule,
        round_.evaluation,
        round_.follow_up,
        round_,
    ]


def folder_with(tmp_path: pathlib.Path, name: str, change) -> pathlib.Path:
    """The case with one file changed."""
    for file in CASE.iterdir():
        if file.suffix in {".csv", ".toml"}:
            text = file.read_text(encoding="utf-8")
            (tmp_path / file.name).write_text(
                change(text) if file.name == name else text, encoding="utf-8"
            )
    return tmp_path


@pytest.mark.parametrize("page", ["README.md", "README.id.md"])
def test_the_readme_s_python_runs(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    assert len(blocks) >= 2
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, page, "exec"), names)
    assert isinstance(names["actions"], mahir.FollowUp)
    assert isinstance(names["lines"], polars.DataFrame)


@pytest.mark.parametrize("example", ["01_cycle", "02_reasons"])
def test_twins_print_the_same(example: str) -> None:
    python = subprocess.run(
        [sys.executable, ROOT / "examples" / f"{example}.py"],
        cwd=ROOT, capture_output=True, check=True,
    )
    rust = subprocess.run(
        ["cargo", "run", "--quiet", "--locked", "-p", "mahir-examples", "--example", example],
        cwd=ROOT, capture_output=True, check=True, env=os.environ.copy(),
    )
    assert len(python.stdout) > 500
    assert python.stdout == rust.stdout


def test_every_artefact_shows_itself_and_pickles(round_: mahir.Round) -> None:
    for artefact in artefacts(round_):
        again = pickle.loads(pickle.dumps(artefact))
        assert again == artefact and again.to_json() == artefact.to_json()
        assert repr(artefact) == artefact.summary(lang="en") != artefact.summary(lang="id")
        assert "<table>" in artefact._repr_html_()
        with pytest.raises(AttributeError):
            artefact.tables = []
        for name in artefact.tables:
            assert artefact.table(name).name == name
    with pytest.raises(mahir.MahirError) as caught:
        round_.plan.table("nothing")
    assert caught.value.code == "unknown_table" and "lines" in caught.value.explanation
    with pytest.raises(mahir.MahirError) as caught:
        mahir.Plan.from_json(round_.needs.to_json())
    assert caught.value.code == "saved_kind"


def test_rows_go_to_every_data_frame(round_: mahir.Round) -> None:
    lines = round_.plan.table("lines")
    frame = polars.DataFrame(lines)
    assert frame.height == len(round_.plan)
    assert frame["cost"].sum() == round_.plan.cost
    table = pyarrow.table(lines)
    assert table.num_rows == frame.height
    assert pandas.DataFrame.from_arrow(lines)["cost"].sum() == round_.plan.cost
    needs = round_.needs
    people = duckdb.sql("select count(distinct person) from needs").fetchall()
    assert people == [(100,)]
    assert polars.DataFrame(round_.gaps).height == len(round_.gaps)


def test_an_agency_from_frames_is_the_one_from_files(agency: mahir.Agency) -> None:
    tables: dict[str, object] = {}
    for file in sorted(CASE.glob("*.csv")):
        # Dates and numbers as polars reads them, ids as texts.
        tables[file.stem] = polars.read_csv(file, try_parse_dates=True, infer_schema_length=None)
    built = mahir.Agency.from_tables(tables, settings=(CASE / "agency.toml").read_text())
    assert built == agency and built.fingerprint() == agency.fingerprint()
    assert pickle.loads(pickle.dumps(agency)) == agency
    outcomes = agency.read_outcomes(polars.read_csv(CASE / "outcomes.csv"))
    assert outcomes == agency.outcomes == pickle.loads(pickle.dumps(outcomes))
    assert agency.with_outcomes(outcomes) == agency


def test_saving_and_loading(agency: mahir.Agency, tmp_path: pathlib.Path) -> None:
    files = agency.save(tmp_path / "copy")
    assert (tmp_path / "copy" / "people.csv") in files
    assert mahir.Agency.load(tmp_path / "copy") == agency
    assert len(agency.fingerprint()) == 64
    assert "source" in agency.figures().columns


BAD = [
    ("requirements.csv", lambda t: "\n".join(
        re.sub("^([^,]*),[^,]*", r"\1,XYZ", line) if row == 7 else line
        for row, line in enumerate(t.split("\n"), start=1)), "unknown_id"),
    ("requirements.csv", lambda t: t.replace("CAMAT,INT,3,4", "CAMAT,INT,9,4"), "level_above_top"),
    ("requirements.csv", lambda t: t.replace("CAMAT,INT,3,4", "CAMAT,INT,NaN,4"), "level"),
    ("agency.toml", lambda t: t.replace("budget = 15000000", "budget = -1", 1), "value"),
    ("prerequisites.csv", lambda t: t + "B-REG,P-REG\n", "cycle"),
]


@pytest.mark.parametrize(("name", "change", "code"), BAD)
def test_bad_folders_are_told_whole(tmp_path: pathlib.Path, name: str, change, code: str) -> None:
    folder = folder_with(tmp_path, name, change)
    with pytest.raises(mahir.FaultsError) as caught:
        mahir.Agency.load(folder)
    faults = caught.value.faults.to_dicts()
    assert caught.value.code == "faults" and caught.value.count == len(faults)
    found = [fault for fault in faults if fault["code"] == code and fault["file"] == name]
    assert found and all(fault["expected"] for fault in found)
    if code == "unknown_id":
        assert found[0]["row"] == 7 and found[0]["column"] == "competency"


def test_an_empty_folder_and_a_missing_one(tmp_path: pathlib.Path) -> None:
    with pytest.raises(mahir.FaultsError) as caught:
        mahir.Agency.load(tmp_path)
    assert {fault["file"] for fault in caught.value.faults.to_dicts()} >= {"people.csv", "agency.toml"}
    with pytest.raises(mahir.MahirError) as missing:
        mahir.Agency.load(tmp_path / "nothing")
    assert missing.value.code == "agency_file" and "path" in missing.value.context


def test_options_are_checked_by_name(agency: mahir.Agency) -> None:
    needs = agency.needs(datetime.date(2026, 1, 5), demand=None)
    assert needs.policy["demand"] is None
    gaps = needs.gaps(choose="latest", unrated="leave_open")
    assert gaps.policy["choose"] == "latest"
    assert len(gaps.plan(below_cut=3).table("below_cut")) == 3
    for call in (
        lambda: gaps.plan(metod="greedy"),
        lambda: gaps.plan(floor_hour_value=float("nan")),
        lambda: needs.gaps(choose="newest"),
        lambda: agency.needs("soon"),
    ):
        with pytest.raises(mahir.MahirError) as caught:
            call()
        assert caught.value.code
    policy = mahir.default_policy()
    policy["plan"]["below_cut"] = 1
    assert len(agency.run("2026-01-05", policy).plan.table("below_cut")) == 1


def test_reasons_in_both_languages(round_: mahir.Round) -> None:
    assert round_.plan.why(0, lang="id").startswith("Menutup")
    assert round_.plan.why(0) != round_.plan.why(0, lang="id")
    with pytest.raises(mahir.MahirError) as caught:
        round_.plan.why(10_000)
    assert caught.value.code == "unknown_row"
    assert round_.plan.bound >= round_.plan.objective > 0


def test_the_calendar_reads_elsewhere(round_: mahir.Round) -> None:
    calendar = icalendar.Calendar.from_ical(round_.schedule.to_icalendar(lang="id"))
    events = calendar.walk("VEVENT")
    assert len(events) >= len(round_.schedule)
    own = icalendar.Calendar.from_ical(round_.schedule.to_icalendar(unit="SEK-YAN"))
    assert 0 < len(own.walk("VEVENT")) < len(events)


def test_counters_stay_open(round_: mahir.Round) -> None:
    duty = polars.DataFrame(round_.schedule.table("on_duty"))
    assert duty.height > 3_000
    closed = duty.filter((polars.col("in_training") > 0) & (polars.col("on_duty") < polars.col("minimum")))
    assert closed.is_empty()


def test_the_report_needs_nothing_else(round_: mahir.Round, tmp_path: pathlib.Path) -> None:
    page = round_.report_html(lang="id")
    assert "http" not in page and "<script" not in page and page.count("<svg") >= 3
    assert max(map(len, round_.report_text(lang="en", width=80).split("\n"))) <= 80
    files = round_.write(tmp_path / "out", lang="id")
    assert {"report.html", "calendar.ics", "round.json"} <= {file.name for file in files}


def test_a_wide_frame_is_scored_exactly() -> None:
    required = polars.DataFrame({"post": ["A"]} | {f"c{n}": [3] for n in range(9)})
    rows = [[3, 3, 3, 2, 2, 2, 2, 2, 2], [3, 3, 3, 3, 3, 3, 2, 2, 2]]
    people = polars.DataFrame(
        {"post": ["A", "A"], "unit": ["X", "Y"]}
        | {f"c{n}": [row[n] for row in rows] for n in range(9)}
    )
    small = people.with_columns(polars.selectors.starts_with("c").cast(polars.UInt8))
    for frame in (people, small, people.to_pandas(), polars.concat([small[:1], small[1:]])):
        scores, heat = mahir.score(frame, required)
        # 21 of 27 is 77.78 and below 78; 24 of 27 is 88.89.
        assert polars.DataFrame(scores)["match_percent"].to_list() == pytest.approx([77.78, 88.89], abs=0.005)
        assert [row["band"] for row in scores.to_dicts()] == ["less_optimal", "fairly_optimal"]
        assert sum(row["short"] for row in heat.to_dicts()) == 9
    for bad in (people.with_columns(c0=9_000), people.with_columns(post=polars.lit("B")), people.drop("c1")):
        with pytest.raises(mahir.MahirError) as caught:
            mahir.score(bad, required)
        assert caught.value.code in {"gap_wide", "unknown_column"}


def test_a_post_keeps_its_levels_whatever_the_order_of_categories() -> None:
    """pandas sorts the labels of a category; A needs level 1 and B level 4 all the same."""
    required = pandas.DataFrame({"post": ["B", "A"], "c0": [4, 1]})
    people = polars.DataFrame({"post": ["A", "B"], "unit": ["X", "X"], "c0": [1, 2]})
    for posts in (required, required.astype({"post": "category"})):
        scores, _ = mahir.score(people, posts)
        # 1 of 1, and 2 of 4.
        assert [row["match_percent"] for row in scores.to_dicts()] == [100.0, 50.0]
    with pytest.raises(mahir.MahirError) as caught:
        mahir.score(people, pandas.concat([required, required]))
    assert caught.value.code == "gap_wide" and caught.value.context["row"] == 2
