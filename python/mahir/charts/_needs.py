"""What is asked for: a service's months and what is expected."""

from __future__ import annotations

# Altair is imported when a chart is made, so its types are known to readers alone.
# mypy: disable-error-code="no-any-return"

from typing import TYPE_CHECKING, Any

from mahir.charts import _style as style

if TYPE_CHECKING:
    import altair

    from mahir import Needs


def service_trend(needs: Needs, service: str, lang: str = "en") -> altair.LayerChart:
    """The monthly volume of a service, and the volume that is expected over the next twelve months.

    The forecast is of the year, so it is drawn as its mean month: a line with its interval as a
    band. Raises ``KeyError`` for a service that the agency does not have.
    """
    alt, words = style.library(), style.Words(lang)
    demands = needs.table("demands").to_dicts()
    row = next((place for place, demand in enumerate(demands) if demand["service"] == service), None)
    if row is None:
        known = ", ".join(demand["service"] for demand in demands)
        expected = f"expected one of {known}" if known else "the agency has no services"
        raise KeyError(f"no service '{service}'; {expected}")
    demand = demands[row]
    months = sorted(
        (_month(volume["month"]), volume["count"])
        for volume in needs.agency.table("volumes").to_dicts()
        if volume["service"] == service
    )
    title = demand["name"]
    if not months:
        return style.empty(words, title, needs.demand_why(row, lang))
    counted, expected = words("counted", "tercatat"), words("expected, mean month", "perkiraan, rata-rata bulanan")
    colour = alt.Color(
        "what:N",
        title=None,
        scale=alt.Scale(domain=[counted, expected], range=[style.BLUE, style.VERMILION]),
        legend=alt.Legend(orient="top", symbolType="stroke", symbolStrokeWidth=3),
    )
    time = alt.X("month:T", title=words("Month", "Bulan"), axis=alt.Axis(format="%b %Y", labelAngle=-45))
    lines: list[dict[str, Any]] = [
        {"month": _first(month), "count": count, "what": counted} for month, count in months
    ]
    layers = []
    if demand["volume_expected"] is not None:
        start = months[-1][0]
        ahead = (_first(start + 1), _first(start + 12))
        band = {
            "month": ahead[0],
            "until": ahead[1],
            "low": demand["volume_low"] / 12,
            "high": demand["volume_high"] / 12,
        }
        layers.append(
            alt.Chart(style.data([band]))
            .mark_rect(color=style.VERMILION, opacity=0.2)
            .encode(x="month:T", x2="until:T", y="low:Q", y2="high:Q")
        )
        lines += [
            {"month": month, "count": demand["volume_expected"] / 12, "what": expected} for month in ahead
        ]
    layers.append(
        alt.Chart(style.data(lines))
        .mark_line(point=alt.OverlayMarkDef(size=22))
        .encode(
            x=time,
            y=alt.Y("count:Q", title=words("Cases a month", "Permohonan per bulan"), scale=alt.Scale(zero=True)),
            color=colour,
            strokeDash=alt.StrokeDash("what:N", scale=alt.Scale(domain=[counted, expected], range=[[1, 0], [6, 4]]), legend=None),
            tooltip=[
                alt.Tooltip("month:T", title=words("Month", "Bulan"), format="%b %Y"),
                alt.Tooltip("count:Q", title=words("Cases", "Permohonan"), format=",.0f"),
            ],
        )
    )
    return style.titled(
        alt.layer(*layers).properties(width=620, height=260),
        words,
        title,
        *_sentences(demand, words),
    )


def _sentences(demand: dict[str, Any], words: style.Words) -> list[str]:
    """Where the volume goes, in a line or two; ``Needs.demand_why`` has the whole reason."""
    growth = demand["growth"]
    if growth is None or demand["trend"] == "cannot_tell":
        lines = [words("The trend cannot be told.", "Arah perubahan belum dapat disimpulkan.")]
    else:
        share = words.number(100 * growth)
        lines = [words(f"Growth {share} % a year", f"Pertumbuhan {share} % per tahun")]
        if demand["growth_low"] is not None and demand["growth_high"] is not None:
            low, high = words.number(100 * demand["growth_low"]), words.number(100 * demand["growth_high"])
            lines[0] += words(f" (between {low} and {high} %)", f" (antara {low} dan {high} %)")
    if demand["volume_expected"] is not None:
        expected, low, high = (
            words.number(demand[field]) for field in ("volume_expected", "volume_low", "volume_high")
        )
        lines.append(
            words(
                f"{expected} cases expected in the next twelve months (between {low} and {high})",
                f"{expected} permohonan diperkirakan dalam dua belas bulan ke depan (antara {low} dan {high})",
            )
        )
    return lines


def _month(month: Any) -> int:
    """Months since the year 0, from `2026-01` or a day."""
    year, number = str(month).split("-")[:2]
    return int(year) * 12 + int(number) - 1


def _first(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}-01T00:00:00"
