"""Every example of docs/ runs, in order, in an empty folder; the notebooks' folder is not needed."""

from __future__ import annotations

import os
import pathlib
import re

import pytest

import mahir

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs").glob("*.md"))
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_there_are_pages() -> None:
    assert {page.stem for page in PAGES} >= {"tutorial", "measures", "limits"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_examples_run(
    page: pathlib.Path,
    tmp_path: pathlib.Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my-office").mkdir()
    os.symlink(ROOT / "examples", tmp_path / "examples")
    space: dict[str, object] = {}
    ran = 0
    for language, name, text in BLOCK.findall(page.read_text(encoding="utf-8")):
        if language in ("csv", "toml"):
            (tmp_path / "my-office" / name).write_text(text, encoding="utf-8")
        elif language == "python":
            exec(compile(text, f"{page.name}, example {ran + 1}", "exec"), space)
            ran += 1
    assert ran >= 2
    if page.stem == "tutorial":
        said = capsys.readouterr().out
        # The fault names the value and what would be right.
        assert "people.csv, row 3" in said and "CONTER" in said and "COUNTER" in said
        plan = space["plan"]
        assert isinstance(plan, mahir.Plan) and len(plan) >= 3
        for file in ("plan.xlsx", "calendar.ics", "report.html", "programmes.png"):
            assert (tmp_path / file).stat().st_size > 500


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page: pathlib.Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
