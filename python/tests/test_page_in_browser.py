"""The report's page in a real browser: nothing is wider than a telephone or a desk, nothing fails.

Runs where Chromium is installed (Debian: chromium); elsewhere core/tests/report.rs checks the
page's structure alone.
"""

from __future__ import annotations

import html
import json
import pathlib
import re
import shutil
import subprocess

import pytest

import mahir

CASE = pathlib.Path(__file__).resolve().parents[2] / "examples" / "marelan"
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

# The page itself has no script; this one measures it. Parts that scroll by themselves may be wider.
MEASURE = """
<script>
window.addEventListener("load", () => {
  const root = document.documentElement;
  const scrolls = (element) => {
    for (let e = element; e && e !== root; e = e.parentElement) {
      if (["auto", "scroll", "hidden"].includes(getComputedStyle(e).overflowX)) return true;
    }
    return false;
  };
  const wide = [...document.body.querySelectorAll("*")].filter(
    (e) => e.getBoundingClientRect().right > root.clientWidth + 1 && !scrolls(e));
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((v) => v / 255).map(
      (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const colour = (text) => (text.match(/[0-9.]+/g) || []).map(Number);
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const c = colour(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] > 0.99) return c.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const e of document.body.querySelectorAll("p, li, td, th, h1, h2, h3, h4, a, dt, dd, summary")) {
    if (!e.textContent.trim() || !e.offsetParent) continue;
    const [one, two] = [luminance(colour(getComputedStyle(e).color).slice(0, 3)), luminance(behind(e))];
    const contrast = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    if (contrast < 4.5) faint.push([e.tagName, e.className, contrast.toFixed(2), e.textContent.slice(0, 20)]);
  }
  parent.postMessage(JSON.stringify({
    width: root.clientWidth,
    scroll: root.scrollWidth,
    wide: wide.slice(0, 5).map((e) => [e.tagName, e.className.baseVal ?? e.className]),
    drawings: [...document.querySelectorAll("svg")].map((e) => Math.round(e.getBoundingClientRect().height)),
    unnamed: [...document.querySelectorAll("svg")].filter(
      (e) => !e.getAttribute("aria-label") && !e.getAttribute("aria-labelledby") && !e.querySelector("title")).length,
    headings: [...document.querySelectorAll("h1, h2, h3, h4")].map((e) => Number(e.tagName[1])),
    outside: [...document.querySelectorAll("[src], link[href]")].length,
    faint: faint.slice(0, 5),
  }), "*");
});
</script>
"""

# A browser's window has a least width, a frame has not.
FRAME = """<!DOCTYPE html><title>frame</title><pre id="measured"></pre>
<script>window.addEventListener("message", (message) => {
  document.getElementById("measured").textContent = message.data;
});</script>
<iframe src="report.html" width="WIDTH" height="800" style="border:0"></iframe>"""


@pytest.fixture(scope="module")
def round_() -> mahir.Round:
    return mahir.Agency.load(CASE).run("2026-01-05", {"plan": {"rule": "greedy"}})


def chromium(profile: pathlib.Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            str(BROWSER), "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            f"--user-data-dir={profile}", *arguments,
        ],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip


@pytest.mark.skipif(BROWSER is None, reason="Chromium is not installed")
# A telephone held upright, and a desk's screen.
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("lang", ["en", "id"])
def test_the_page_fits_and_can_be_read(
    lang: str, width: int, round_: mahir.Round, tmp_path: pathlib.Path
) -> None:
    page = round_.report_html(lang)
    assert "<script" not in page and f'lang="{lang}"' in page
    page = page.replace("</body>", MEASURE + "</body>")
    (tmp_path / "report.html").write_text(page, encoding="utf-8")
    path = tmp_path / "frame.html"
    path.write_text(FRAME.replace("WIDTH", str(width)), encoding="utf-8")
    done = chromium(
        tmp_path / "profile", "--window-size=1400,900", "--enable-logging=stderr",
        "--virtual-time-budget=4000", "--dump-dom", path.as_uri(),
    )  # fmt: skip
    assert "CONSOLE" not in done.stderr, done.stderr[-2000:]
    measured = re.search(r'<pre id="measured">(.*?)</pre>', done.stdout, re.S)
    assert measured is not None
    found = json.loads(html.unescape(measured[1]))
    assert found["width"] <= width
    assert found["scroll"] <= found["width"] and found["wide"] == [], found
    assert len(found["drawings"]) >= 4 and min(found["drawings"]) > 40
    assert found["unnamed"] == 0 and found["outside"] == 0
    # One first heading, and no level is left out on the way down.
    assert found["headings"].count(1) == 1 and found["headings"][0] == 1
    assert all(b <= a + 1 for a, b in zip(found["headings"], found["headings"][1:], strict=False))
    # WCAG 2.2, criterion 1.4.3: 4.5 to 1.
    assert found["faint"] == [], found["faint"]


@pytest.mark.skipif(BROWSER is None, reason="Chromium is not installed")
@pytest.mark.parametrize("lang", ["en", "id"])
def test_the_page_of_the_head_is_one_sheet(
    lang: str, round_: mahir.Round, tmp_path: pathlib.Path
) -> None:
    page = round_.report_html(lang)
    end = page.index("</section>", page.index('id="summary"')) + len("</section>")
    (tmp_path / "head.html").write_text(page[:end] + "</main></body></html>", encoding="utf-8")
    printed = tmp_path / "head.pdf"
    chromium(
        tmp_path / "profile", "--no-pdf-header-footer", f"--print-to-pdf={printed}",
        (tmp_path / "head.html").as_uri(),
    )  # fmt: skip
    # Each sheet is an object of its own in a PDF (ISO 32000-1, 7.7.3.3).
    assert len(re.findall(rb"/Type\s*/Page\b", printed.read_bytes())) == 1
