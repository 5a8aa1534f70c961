"""What people get: workbooks that openpyxl reads, and short escaped pages in notebooks."""

from __future__ import annotations

import datetime
import html.parser
import io
import pathlib
from typing import Any

import openpyxl
import pytest

import mahir

CASE = pathlib.Path(__file__).resolve().parents[2] / "examples" / "marelan"
# What a spreadsheet would take for a formula if it were not a cell of type text.
FORMULA = '=HYPERLINK("http://example.org";"x")+cmd|\' /C calc\'!A0'


@pytest.fixture(scope="module")
def round_() -> mahir.Round:
    return mahir.Agency.load(CASE).run("2026-01-05", {"plan": {"rule": "greedy"}})


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def rows(sheet: Any) -> list[dict[str, Any]]:
    lines = list(sheet.iter_rows(values_only=True))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def test_the_workbook_says_what_the_plan_says(round_: mahir.Round, tmp_path: pathlib.Path) -> None:
    plan = round_.plan
    content = plan.workbook()
    assert content == plan.workbook(tmp_path / "plan.xlsx") == (tmp_path / "plan.xlsx").read_bytes()
    book = opened(content)
    assert book.sheetnames == ["Summary", "HCDP", "Budget", "Below the cut", "AKPK", "Individual plans"]

    lines = plan.table("lines").to_dicts()
    programmes = rows(book["HCDP"])
    assert [row["Code"] for row in programmes] == [line["programme"] for line in lines]
    assert sum(row["Cost"] for row in programmes) == plan.cost
    assert [row["People"] for row in programmes] == [line["people"] for line in lines]
    assert all(isinstance(row["From"], datetime.datetime) for row in programmes)
    assert book["HCDP"]["M2"].number_format == '"Rp "#,##0'

    gaps = plan.gaps.table().to_dicts()
    needs = rows(book["AKPK"])
    assert len(needs) == len(gaps)
    for cell, gap in zip(needs, gaps, strict=True):
        assert (cell["Person"], cell["Needed"], cell["Held"]) == (
            gap["person"],
            pytest.approx(gap["needed"], abs=1e-9),
            gap["held"] if gap["held"] is None else pytest.approx(gap["held"], abs=1e-9),
        )
        assert cell["Gap (yes/no)"] == ("yes" if gap["gap"] > 0 else "no" if gap["held"] is not None else "not assessed")

    own = rows(book["Individual plans"])
    attendances = plan.table("attendances").to_dicts()
    assert [row["Person"] for row in own] == [row["person"] for row in attendances]
    hours = {row["person"]: row["hours_planned"] + row["hours_this_year"] for row in plan.table("people").to_dicts()}
    assert all(row["Hours of the person this year"] == pytest.approx(hours[row["Person"]]) for row in own)

    money = rows(book["Budget"])
    assert [row["Spent"] for row in money] == [row["spent"] for row in plan.table("budgets").to_dicts()]
    assert len(rows(book["Below the cut"])) == len(plan.table("below_cut"))


def test_the_workbook_speaks_indonesian(round_: mahir.Round) -> None:
    book = opened(round_.plan.workbook(lang="id"))
    assert book.sheetnames == ["Ringkasan", "HCDP", "Anggaran", "Belum didanai", "AKPK", "Rencana individu"]
    akpk = rows(book["AKPK"])
    assert {row["Ceklis kesenjangan (Ya/Tidak)"] for row in akpk} <= {"Ya", "Tidak", "belum dinilai"}
    # What a need rests on and what a competency is stand there in the language of the sheet.
    assert any(row["Dasar"] == "Standar kompetensi jabatan" for row in akpk)
    assert not any("standard" in (row["Dasar"] or "") for row in akpk)
    described = {row["Kompetensi"]: row["Deskripsi"] for row in akpk}
    assert described["Kearsipan"] == "Menata arsip agar mudah ditemukan dan terlindung"
    assert described["Integritas"].startswith("Bertindak selaras")
    assert {row["Bentuk (Klasikal/Nonklasikal)"] for row in rows(book["HCDP"])} == {"Klasikal", "Nonklasikal"}
    assert {row["Status"] for row in rows(book["Rencana individu"])} == {"Belum"}
    # The day of the needs, not of the writing: equal plans give equal bytes.
    assert book.properties.created == datetime.datetime(2026, 1, 5)
    assert round_.plan.workbook(lang="id") == round_.plan.workbook(lang="id")


def hostile() -> mahir.Agency:
    tables = {}
    for file in sorted(CASE.glob("*.csv")):
        text = file.read_text(encoding="utf-8")
        for name in ("Seminar pelayanan publik prima", "Kelurahan Labuhan Deli"):
            text = text.replace(name, '"' + (FORMULA + "<img src=x>").replace('"', '""') + '"')
        tables[file.stem] = text
    return mahir.Agency.from_tables(tables, (CASE / "agency.toml").read_text(encoding="utf-8"))


def test_no_text_becomes_a_formula() -> None:
    plan = hostile().needs("2026-01-05").gaps().plan(rule="greedy")
    book = opened(plan.workbook())
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    assert all(cell.hyperlink is None for cell in cells)


def test_a_workbook_that_cannot_be_written_says_so(round_: mahir.Round, tmp_path: pathlib.Path) -> None:
    with pytest.raises(mahir.MahirError, match="cannot be written") as failed:
        round_.plan.workbook(tmp_path / "no such folder" / "plan.xlsx")
    assert failed.value.code == "report_write"


class Balanced(html.parser.HTMLParser):
    """Opened and closed tags fit, and nothing of a name became a tag."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_all_that_a_notebook_shows_is_short_and_escaped() -> None:
    agency = hostile()
    round_ = agency.run("2026-01-05", {"plan": {"rule": "greedy"}})
    experiment = mahir.Experiment(
        agency,
        "2026-01-05",
        years=1,
        replications=2,
        policies={"<b>usual</b>": {"plan": {"rule": "greedy"}}},
    )
    shown = [
        agency,
        agency.outcomes,
        round_,
        round_.needs,
        round_.gaps,
        round_.plan,
        round_.schedule,
        round_.evaluation,
        round_.follow_up,
        round_.plan.table(),
        mahir.Policy(),
        mahir.World(),
        mahir.Change.provider_withdraws("<b>BPSDM</b>", "2026-06-01"),
        experiment,
        experiment.run(),
        mahir.ProjectBuilder(),
    ]
    for value in shown:
        page = value._repr_html_()
        parser = Balanced()
        parser.feed(page)
        parser.close()
        assert parser.open == [], type(value)
        assert parser.seen <= {
            "pre", "p", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "h4",
        }, type(value)  # fmt: skip
        assert 20 < len(page) < 40_000, (type(value), len(page))


def test_every_class_with_rows_or_a_document_has_a_page() -> None:
    classes = [
        getattr(mahir, name)
        for name in mahir.__all__
        if isinstance(getattr(mahir, name), type) and not issubclass(getattr(mahir, name), Exception)
    ]
    assert len(classes) >= 14
    assert [c.__name__ for c in classes if not hasattr(c, "_repr_html_")] == []
