"""Every example of docs/ runs, in order, in an empty folder; the notebooks' folder is not needed."""

from __future__ import annotations

import os
import pathlib
import re

import pytest

import mahir

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs").rglob("*.md"))
# Pages of words and of signatures; the stubs' examples run in test_stub_examples.py.
WITHOUT_EXAMPLES = {"glossary", "reference"}
BLOCK = re.compile(r"^```([\w,]+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_there_are_pages() -> None:
    assert {page.stem for page in PAGES} >= {"tutorial", "measures", "limits", *WITHOUT_EXAMPLES}
    assert len(list((ROOT / "docs" / "how_to").glob("*.md"))) >= 5


def test_every_page_stands_in_the_contents() -> None:
    contents = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for page in PAGES:
        assert f": {page.relative_to(ROOT / 'docs').as_posix()}\n" in contents, page


def test_the_glossary_holds_every_room_in_both_languages() -> None:
    lines = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")][1:]
    assert len(rows) >= 35
    assert all(len(row) == 4 and all(row) for row in rows)
    code = " ".join(row[1] for row in rows)
    for word in ("needs", "gaps", "plan", "schedule", "evaluation", "follow_up", "policy"):
        assert f"`{word}`" in code


def test_both_readmes_have_the_same_parts() -> None:
    """The same headings in number and depth, table rows, commands and links, in both languages."""

    def parts(name: str) -> dict[str, list[str]]:
        text = (ROOT / name).read_text(encoding="utf-8")
        code = "\n".join(block[2] for block in BLOCK.findall(text))
        prose = BLOCK.sub("", text)
        return {
            "headings": [line.split(" ")[0] for line in prose.splitlines() if line.startswith("#")],
            "rows": [line[:1] for line in prose.splitlines() if line.startswith("|")],
            "points": [line[:1] for line in prose.splitlines() if line.startswith("- ")],
            "paragraphs": ["" for _ in prose.split("\n\n")],
            "commands": re.findall(r"^(?:make|pip) \S+", code, re.MULTILINE),
            "links": sorted(set(re.findall(r"\]\(([^)#:]+)\)", prose)) - {"README.md", "README.id.md"}),
        }

    assert parts("README.md") == parts("README.id.md")


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.stem not in WITHOUT_EXAMPLES], ids=lambda page: page.stem
)
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
