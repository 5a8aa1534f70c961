"""What all charts share: the library, the colours, the words, numbers as a language writes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

# Okabe and Ito's colours, which people with any kind of colour vision tell apart
# (https://jfly.uni-koeln.de/color/).
BLUE = "#0072B2"
ORANGE = "#E69F00"
GREEN = "#009E73"
VERMILION = "#D55E00"
SKY = "#56B4E9"
PURPLE = "#CC79A7"
GREY = "#8C8C8C"
PALE = "#D9D9D9"
INK = "#222222"

# Characters of a name on an axis, and of one of its two lines where it has two.
_NAME = 46
_LINE = 34

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
}
_DAYS = {
    "en": "Sunday Monday Tuesday Wednesday Thursday Friday Saturday",
    "id": "Minggu Senin Selasa Rabu Kamis Jumat Sabtu",
}
# Where cutting to three letters is not how people write it.
_SHORT = {"Agustus": "Agu"}


def library() -> Any:
    """Altair, or an error that tells how to get it."""
    try:
        import altair
    except ImportError as missing:
        raise ImportError('charts need Altair: pip install "mahir[charts]"') from missing
    return altair


class Words:
    """Texts in the language that the caller chose."""

    def __init__(self, lang: str) -> None:
        if lang not in ("en", "id"):
            raise ValueError(f"unknown language '{lang}'; expected 'en' or 'id'")
        self.lang = lang

    def __call__(self, english: str, indonesian: str) -> str:
        return english if self.lang == "en" else indonesian

    def number(self, number: float, decimals: int = 0) -> str:
        """With separators as the language has them: 1,234.5 or 1.234,5."""
        text = f"{number:,.{decimals}f}"
        return text if self.lang == "en" else text.translate(str.maketrans(",.", ".,"))

    def locale(self) -> dict[str, Any]:
        """Number and time formats of the axes."""
        months, days = _MONTHS[self.lang].split(), _DAYS[self.lang].split()
        english = self.lang == "en"
        return {
            "number": {
                "decimal": "." if english else ",",
                "thousands": "," if english else ".",
                "grouping": [3],
                "currency": ["Rp ", ""],
            },
            "time": {
                "dateTime": "%-d %B %Y %H:%M",
                "date": "%-d %b %Y",
                "time": "%H:%M",
                "periods": ["AM", "PM"],
                "days": days,
                "shortDays": [day[:3] for day in days],
                "months": months,
                "shortMonths": [_SHORT.get(month, month[:3]) for month in months],
            },
        }


def short(name: str, room: int = _NAME) -> str:
    """A name that fits beside an axis."""
    return name if len(name) <= room else name[: room - 1].rstrip() + "…"


def lines(name: str) -> list[str]:
    """A name beside an axis in at most two lines of like length."""
    words = name.split()
    if len(name) <= _LINE or len(words) < 2:
        return [short(name)]
    pairs = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    return [short(line) for line in min(pairs, key=lambda pair: max(map(len, pair)))]


def axis(texts: Mapping[str, str | list[str]], **more: Any) -> Any:
    """An axis that writes each key's text; of two lines, the middle stands at the tick."""
    text = f"({expression(texts)})[datum.value]"
    middle = {"condition": {"test": f"isArray({text}) && length({text}) > 1", "value": -6}, "value": 0}
    return library().Axis(labelExpr=text, labelOffset=middle, **more)


def step(texts: dict[str, list[str]], one: int) -> Any:
    """The height of a row: ``one`` where names have one line, room for two where a name has two."""
    return library().Step(max(one, 28) if any(len(text) > 1 for text in texts.values()) else one)


def labels(table: Any, id_: str = "id") -> dict[str, str]:
    """Names by id; names that would look alike on an axis keep their id."""
    names = {row[id_]: short(row["name"]) for row in table.to_dicts()}
    seen: dict[str, int] = {}
    for name in names.values():
        seen[name] = seen.get(name, 0) + 1
    return {key: f"{name} ({key})" if seen[name] > 1 else name for key, name in names.items()}


def data(rows: list[dict[str, Any]]) -> Any:
    """Rows as they are: no data frame is needed."""
    return library().Data(values=rows)


def expression(texts: Mapping[str, str | list[str]]) -> str:
    """A Vega expression that holds the texts by key, lines as a list: JSON's texts are its texts too."""
    return json.dumps(texts, ensure_ascii=True)


def at_midnight(day: Any) -> str:
    """A day that every browser shows as that day, whatever its time zone."""
    return f"{day.isoformat()}T00:00:00"


def titled(chart: Any, words: Words, title: str, *subtitle: str) -> Any:
    """The chart with its title, the look of all charts and the formats of the language."""
    alt = library()
    head = alt.TitleParams(
        text=title, subtitle=[line for line in subtitle if line], anchor="start", frame="group"
    )
    return (
        chart.properties(title=head)
        .configure(locale=words.locale(), background="white")
        .configure_view(stroke=None)
        .configure_axis(labelLimit=320, labelColor=INK, titleColor=INK, gridColor="#EEEEEE")
        .configure_title(fontSize=15, subtitleFontSize=12, subtitleColor="#444444", offset=10)
        .configure_legend(labelColor=INK, titleColor=INK, labelLimit=320)
    )


def empty(words: Words, title: str, why: str) -> Any:
    """A chart that says why there is nothing to draw."""
    alt = library()
    text = alt.Chart(data([{"text": why}])).mark_text(fontSize=13, color=INK, align="left")
    return titled(text.encode(text="text:N", x=alt.value(0)).properties(width=480, height=40), words, title)
