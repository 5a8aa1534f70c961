"""Pictures are drawn offline: every chart becomes a PNG in both languages, and shows what tables say."""

from __future__ import annotations

import functools
import json
import os
import pathlib
import re
import struct
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import altair
import pytest
import vl_convert

import mahir
from mahir import charts
from mahir.charts import _style

ROOT = pathlib.Path(__file__).resolve().parents[2]
CASE = ROOT / "examples" / "marelan"

# The eight colours of Okabe and Ito (https://jfly.uni-koeln.de/color/), and greys, blues of one hue.
SAFE = {
    "#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7",
    "#8C8C8C", "#D9D9D9", "#A9D4F0", "#E4F1FA", "#222222", "#444444", "#EEEEEE",
}  # fmt: skip


@pytest.fixture(scope="module")
def round_() -> mahir.Round:
    return mahir.Agency.load(CASE).run("2026-01-05", {"plan": {"rule": "greedy"}})


CHARTS: dict[str, Callable[[mahir.Round, str], Any]] = {
    "gap_heat_map": lambda r, lang: charts.gap_heat_map(r.gaps, lang),
    "match_distribution": lambda r, lang: charts.match_distribution(r.gaps, lang),
    "service_trend": lambda r, lang: charts.service_trend(r.needs, "L-NIB", lang),
    "programmes": lambda r, lang: charts.programmes(r.plan, lang),
    "budget_by_phase": lambda r, lang: charts.budget_by_phase(r.plan, lang),
    "calendar": lambda r, lang: charts.calendar(r.schedule, lang),
    "calendar_of_a_unit": lambda r, lang: charts.calendar(r.schedule, lang, unit="KEL-LD"),
    "effects": lambda r, lang: charts.effects(r.evaluation, lang),
    "plan_against_actual": lambda r, lang: charts.plan_against_actual(r.evaluation, lang),
}

# Savage's three rules in two worlds, and what one assumption at a time does to a result.
REGRET = mahir.analysis.regret([[10, 0], [8, 7], [0, 9]])
SWINGS = {"budget ±20 %": (31.0, 44.5), "gain ±25 %": (28.4, 49.0), "turnover": (41.2, 38.0)}


@functools.cache
def curve() -> mahir.Table:
    gaps = mahir.Agency.load(CASE).needs("2026-01-05").gaps()
    return gaps.curve([0, 25, 50, 75, 100, 150], work=1)


CHARTS["cost_curve"] = lambda r, lang: charts.cost_curve(curve(), lang)
CHARTS["tornado"] = lambda r, lang: charts.tornado(SWINGS, 40.0, lang)
CHARTS["regret"] = lambda r, lang: charts.regret(
    _there(REGRET), ["cheapest first", "largest gap first", "all alike"], ["usual", "half budget"], lang
)


def _there(found: mahir.analysis.Regret | None) -> mahir.analysis.Regret:
    assert found is not None
    return found


def test_every_chart_is_tested() -> None:
    assert set(charts.__all__) <= set(CHARTS)


@pytest.mark.parametrize("lang", ["en", "id"])
@pytest.mark.parametrize("name", CHARTS)
def test_charts_are_drawn(name: str, lang: str, round_: mahir.Round, tmp_path: pathlib.Path) -> None:
    chart = CHARTS[name](round_, lang)
    path = tmp_path / "chart.png"
    chart.save(path)
    picture = path.read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", picture[16:24])
    assert 300 < width < 1400 and 150 < height < 1200
    # An empty picture of this size takes a few hundred bytes.
    assert len(picture) > 8000
    document = chart.to_json()
    used = {colour.upper() for colour in re.findall(r"#[0-9a-fA-F]{6}\b", document)}
    assert used and used <= SAFE, used - SAFE
    # No person stands on a picture.
    assert not re.search(r'"P\d{3}"', document)
    assert "NaN" not in document and "Infinity" not in document


@pytest.mark.parametrize("name", CHARTS)
def test_the_languages_differ_in_words_alone(name: str, round_: mahir.Round) -> None:
    english, indonesian = (CHARTS[name](round_, lang).to_dict() for lang in ("en", "id"))
    assert english["title"] != indonesian["title"]

    def numbers(value: Any) -> list[float]:
        if isinstance(value, dict):
            return [n for key in sorted(value) for n in numbers(value[key])]
        if isinstance(value, list):
            return [n for part in value for n in numbers(part)]
        return [value] if isinstance(value, int | float) else []

    data = [sorted(numbers(rows_in(chart))) for chart in (english, indonesian)]
    assert data[0] == data[1] and data[0]


def rows_in(document: Any) -> list[dict[str, Any]]:
    """All rows that a chart's document holds, of all its layers."""
    if isinstance(document, list):
        return [row for part in document for row in rows_in(part)]
    if not isinstance(document, dict):
        return []
    own = document.get("data", {}).get("values", [])
    return own + [row for key in document if key != "data" for row in rows_in(document[key])]


def rows_of(chart: Any) -> list[dict[str, Any]]:
    return rows_in(chart.to_dict())


def test_numbers_are_those_of_the_tables(round_: mahir.Round) -> None:
    people = round_.gaps.table("people").to_dicts()
    drawn = [row for row in rows_of(charts.match_distribution(round_.gaps)) if "people" in row]
    assert sum(row["people"] for row in drawn) == len(people) == 100

    cells = [row for row in rows_of(charts.gap_heat_map(round_.gaps)) if "gap" in row]
    assert len(cells) == len(round_.gaps.table("heat"))

    money = rows_of(charts.budget_by_phase(round_.plan))
    spent = [row for row in money if row.get("what") == "spent by the plan"]
    assert sum(row["million"] for row in spent) == pytest.approx(round_.plan.cost / 1e6)

    bars = {
        row["programme"]: row["cost"]
        for row in rows_of(charts.programmes(round_.plan, limit=1000))
    }
    assert sum(bars.values()) == pytest.approx(round_.plan.cost / 1e6)

    sessions = [row for row in rows_of(charts.calendar(round_.schedule)) if "session" in row]
    assert len(sessions) == len(round_.schedule)


def test_the_cost_curve_draws_plans_below_their_bounds() -> None:
    rows = rows_of(charts.cost_curve(curve()))
    band = [row for row in rows if "low" in row]
    points = curve().to_dicts()
    assert [row["million"] * 1e6 for row in band] == pytest.approx([row["budget"] for row in points])
    assert all(row["low"] <= row["high"] for row in band) and band[-1]["low"] > band[0]["low"]


def test_a_tornado_puts_the_widest_first_and_regret_marks_the_safest() -> None:
    rows = [row for row in rows_of(charts.tornado(SWINGS, 40.0)) if "assumption" in row]
    assert list(dict.fromkeys(row["assumption"] for row in rows)) == [
        "gain ±25 %", "budget ±20 %", "turnover",
    ]  # fmt: skip
    cells = [row for row in rows_of(charts.regret(_there(REGRET), "abc", "xy")) if "rule" in row]
    # Savage: the second rule is wrong nowhere by more than 2.
    assert cells[0]["rule"] == "b *" and {row["regret"] for row in cells[:3]} == {2}
    with pytest.raises(ValueError, match="expected the 3 rows"):
        charts.regret(_there(REGRET), "ab", "xy")


def test_a_trend_says_what_is_expected(round_: mahir.Round) -> None:
    demand = next(
        row for row in round_.needs.table("demands").to_dicts() if row["service"] == "L-NIB"
    )
    rows = rows_of(charts.service_trend(round_.needs, "L-NIB"))
    counted = [row for row in rows if row.get("what") == "counted"]
    # 36 months of the case, from January 2023 on.
    assert [row["month"][:7] for row in (counted[0], counted[-1])] == ["2023-01", "2025-12"]
    band = next(row for row in rows if "low" in row)
    assert band["low"] * 12 == pytest.approx(demand["volume_low"])
    assert (band["month"][:7], band["until"][:7]) == ("2026-01", "2026-12")
    with pytest.raises(KeyError, match="L-NIB"):
        charts.service_trend(round_.needs, "no such service")


def test_the_least_spare_staff_of_a_week_is_drawn(round_: mahir.Round) -> None:
    duty = [row for row in round_.schedule.table("on_duty").to_dicts() if row["unit"] == "SEK-PMB"]
    least = min(row["on_duty"] - row["minimum"] for row in duty)
    drawn = [row for row in rows_of(charts.calendar(round_.schedule)) if "spare" in row]
    assert least in {row["spare"] for row in drawn}
    # Where a unit is below its minimum, nobody of it is in training on that day.
    assert "below the minimum" not in {row["step"] for row in drawn}


def test_a_unit_sees_the_sessions_of_its_people(round_: mahir.Round) -> None:
    rows = round_.schedule.table("participants").to_dicts()
    attended = {row["session"] for row in rows if row["unit"] == "KEL-LD"}
    drawn = rows_of(charts.calendar(round_.schedule, unit="KEL-LD"))
    bars = {row["id"]: row["people"] for row in drawn if "id" in row}
    assert set(bars) == attended and len(attended) < len(round_.schedule)
    for session, people in bars.items():
        assert people == len({
            row["person"] for row in rows if row["unit"] == "KEL-LD" and row["session"] == session
        })  # fmt: skip


def test_effects_are_named_by_competency(round_: mahir.Round) -> None:
    # "Perekat bangsa" is PKB in the regulation's own framework, REG a competency of the case.
    text = charts.effects(round_.evaluation).to_json()
    assert "Perekat bangsa (n = " in text and "Regulasi perizinan berusaha (OSS-RBA) (n = " in text


def test_long_names_take_two_lines_and_are_cut_after_that() -> None:
    lines = _style.lines("Belajar daring pengelolaan perubahan dan pengembangan diri")
    assert lines == ["Belajar daring pengelolaan", "perubahan dan pengembangan diri"]
    assert _style.lines("Arsip digital") == ["Arsip digital"]
    assert _style.lines("") == [""]
    endless = _style.lines("x" * 500)
    assert [len(line) for line in endless] == [46] and endless[0].endswith("…")


def test_a_unit_without_people_is_not_at_its_minimum(round_: mahir.Round) -> None:
    tables = {file.stem: file.read_text(encoding="utf-8") for file in sorted(CASE.glob("*.csv"))}
    tables["units"] += "CITY,Kota,,0\n"
    settings = (CASE / "agency.toml").read_text(encoding="utf-8")
    plan = mahir.Agency.from_tables(tables, settings).needs("2026-01-05").gaps().plan(rule="greedy")
    schedule = plan.schedule()
    assert "CITY" in {row["unit"] for row in schedule.table("on_duty").to_dicts()}
    assert "Kota" not in {row.get("unit") for row in rows_of(charts.calendar(schedule))}


def test_hostile_names_stay_texts(round_: mahir.Round) -> None:
    hostile = "</script><script>alert('1')</script>\"\\ ${x} #{y}"
    tables = {}
    for file in sorted(CASE.glob("*.csv")):
        text = file.read_text(encoding="utf-8")
        if file.stem == "programmes":
            quoted = '"' + hostile.replace('"', '""') + '"'
            text = text.replace("Seminar pelayanan publik prima", quoted)
        tables[file.stem] = text
    settings = (CASE / "agency.toml").read_text(encoding="utf-8")
    plan = mahir.Agency.from_tables(tables, settings).needs("2026-01-05").gaps().plan(rule="greedy")
    schedule = plan.schedule()
    for chart in (charts.programmes(plan), charts.calendar(schedule)):
        document = json.loads(chart.to_json())
        assert "alert('1')" in json.dumps(document)
        svg = vl_convert.vegalite_to_svg(document)
        assert "<script" not in svg and "alert(" in svg


def test_an_unknown_language_is_an_error(round_: mahir.Round) -> None:
    with pytest.raises(ValueError, match="'en' or 'id'"):
        charts.programmes(round_.plan, "fr")


def test_charts_can_be_changed_further(round_: mahir.Round) -> None:
    chart = charts.budget_by_phase(round_.plan).properties(width=200)
    assert isinstance(chart, altair.LayerChart) and chart.to_dict()["width"] == 200


def test_mahir_does_not_need_altair() -> None:
    program = (
        "import sys; sys.modules['altair'] = None\n"
        "import mahir\n"
        "plan = mahir.Agency.load(sys.argv[1]).needs('2026-01-05').gaps().plan(rule='greedy')\n"
        "try:\n    mahir.charts.programmes(plan)\n"
        "except ImportError as error:\n    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, os.fspath(CASE)], capture_output=True, text=True, check=True
    )
    assert 'pip install "mahir[charts]"' in done.stdout
