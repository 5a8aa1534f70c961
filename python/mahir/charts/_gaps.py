"""Who lacks what: the heat map of units and competencies, and the people in each band."""

from __future__ import annotations

# Altair is imported when a chart is made, so its types are known to readers alone.
# mypy: disable-error-code="no-any-return"

from typing import TYPE_CHECKING, Any

from mahir.charts import _style as style

if TYPE_CHECKING:
    import altair

    from mahir import Gaps

_BANDS = {
    "less_optimal": ("less than optimal", "Kurang Optimal", style.VERMILION),
    "fairly_optimal": ("fairly optimal", "Cukup Optimal", style.ORANGE),
    "optimal": ("optimal", "Optimal", style.BLUE),
    "less_qualified": ("does not meet the requirements", "Kurang Memenuhi Syarat", style.VERMILION),
    "still_qualified": ("still meets the requirements", "Masih Memenuhi Syarat", style.ORANGE),
    "qualified": ("meets the requirements", "Memenuhi Syarat", style.BLUE),
}
# For a band that has no name here.
_OTHER = (style.SKY, style.GREEN, style.PURPLE, style.GREY)


def gap_heat_map(gaps: Gaps, lang: str = "en", *, units: int = 40) -> altair.LayerChart:
    """The mean gap in levels of each unit and competency, with its figure in the cell.

    The darker, the larger. At most ``units`` units, those with the largest weighted gap; a cell
    that stays empty is a competency that nobody in the unit needs.
    """
    alt, words = style.library(), style.Words(lang)
    agency = gaps.needs.agency
    unit_names = style.labels(agency.table("units"))
    competencies = style.labels(gaps.table("ranking"), "competency")
    title = words("Where competence is missing", "Di mana kompetensi masih kurang")
    all_rows = gaps.table("heat").to_dicts()
    if not all_rows:
        return style.empty(words, title, words("There are no needs.", "Tidak ada kebutuhan."))
    weight = _sums(all_rows, "unit")
    kept = sorted(weight, key=lambda unit: (-weight[unit], unit))[: max(units, 1)]
    rows = [
        {
            "unit": unit_names.get(row["unit"], row["unit"]),
            "competency": competencies.get(row["competency"], row["competency"]),
            "gap": row["mean_gap"],
            "shown": words.number(row["mean_gap"], 1),
            "short": row["short"],
            "people": row["people"],
        }
        for row in all_rows
        if row["unit"] in kept
    ]
    by_competency = _sums([row for row in all_rows if row["unit"] in kept], "competency")
    order = sorted(by_competency, key=lambda id_: (-by_competency[id_], id_))
    dark_from = 0.6 * max(row["gap"] for row in rows)
    base = alt.Chart(style.data(rows)).encode(
        x=alt.X(
            "competency:N",
            sort=[competencies.get(id_, id_) for id_ in order],
            title=words("Competency, largest weighted gap first", "Kompetensi, kesenjangan berbobot terbesar dahulu"),
            axis=alt.Axis(labelAngle=-45, orient="bottom"),
        ),
        y=alt.Y(
            "unit:N", sort=[unit_names.get(unit, unit) for unit in kept], title=words("Unit", "Unit kerja")
        ),
        tooltip=[
            alt.Tooltip("unit:N", title=words("Unit", "Unit kerja")),
            alt.Tooltip("competency:N", title=words("Competency", "Kompetensi")),
            alt.Tooltip("gap:Q", title=words("Mean gap", "Rata-rata kesenjangan"), format=".2f"),
            alt.Tooltip("short:Q", title=words("People short", "Pegawai kurang")),
            alt.Tooltip("people:Q", title=words("People with the need", "Pegawai dengan kebutuhan")),
        ],
    )
    cells = base.mark_rect(stroke="white").encode(
        color=alt.Color(
            "gap:Q",
            title=words("Mean gap (levels)", "Rata-rata kesenjangan (tingkat)"),
            scale=alt.Scale(scheme="blues", domainMin=0),
        )
    )
    figures = base.mark_text(fontSize=10).encode(
        text="shown:N",
        color=alt.condition(
            alt.datum.gap >= dark_from, alt.value("white"), alt.value(style.INK)
        ),
    )
    left_out = len(weight) - len(kept)
    note = words(f"{left_out} more units are not shown.", f"{left_out} unit lain tidak ditampilkan.")
    return style.titled(
        (cells + figures).properties(width=alt.Step(30), height=alt.Step(22)),
        words,
        title,
        words("Mean gap in levels", "Rata-rata kesenjangan dalam tingkat"),
        note if left_out else "",
    )


def match_distribution(gaps: Gaps, lang: str = "en") -> altair.LayerChart:
    """How many people reach which match with their post (JPM, in per cent), coloured by band.

    The bands come from the agency's regulation and are decided from exact figures; a column is two
    points wide, so one that a limit cuts is split between its bands.
    """
    alt, words = style.library(), style.Words(lang)
    title = words("How well people match their posts (JPM)", "Kesesuaian pegawai dengan jabatan (JPM)")
    people = [row for row in gaps.table("people").to_dicts() if row["match_percent"] is not None]
    if not people:
        why = words("Nobody has a match yet.", "Belum ada pegawai yang dapat dinilai.")
        return style.empty(words, title, why)
    lowest: dict[str, float] = {}
    counts: dict[tuple[str, float], int] = {}
    for row in people:
        band, match = row["band"] or "", row["match_percent"]
        lowest[band] = min(match, lowest.get(band, match))
        column = min(match // 2 * 2, 98.0)
        counts[band, column] = counts.get((band, column), 0) + 1
    bands = sorted(lowest, key=lambda band: (lowest[band], band))
    named = {band: _band(band, place, words) for place, band in enumerate(bands)}
    totals = {
        band: sum(count for (other, _), count in counts.items() if other == band) for band in bands
    }
    legend = {
        band: f"{named[band][0]}: {totals[band]} ({words.number(100 * totals[band] / len(people))} %)"
        for band in bands
    }
    rows = [
        {"from": column, "until": column + 2, "people": count, "band": legend[band], "place": bands.index(band)}
        for (band, column), count in sorted(counts.items(), key=lambda item: (item[0][1], item[0][0]))
    ]
    columns = (
        alt.Chart(style.data(rows))
        .mark_bar(stroke="white")
        .encode(
            x=alt.X("from:Q", bin="binned", title=words("Match in per cent", "Kesesuaian dalam persen")),
            x2="until:Q",
            y=alt.Y("people:Q", stack="zero", title=words("People", "Pegawai"), axis=alt.Axis(format="d", tickMinStep=1)),
            color=alt.Color(
                "band:N",
                title=words("Band", "Kategori"),
                scale=alt.Scale(
                    domain=[legend[band] for band in bands], range=[named[band][1] for band in bands]
                ),
            ),
            order="place:Q",
            tooltip=[
                alt.Tooltip("from:Q", title=words("From", "Dari")),
                alt.Tooltip("until:Q", title=words("Up to", "Sampai")),
                alt.Tooltip("people:Q", title=words("People", "Pegawai")),
                alt.Tooltip("band:N", title=words("Band", "Kategori")),
            ],
        )
    )
    mean = sum(row["match_percent"] for row in people) / len(people)
    rule = (
        alt.Chart(style.data([{"mean": mean}]))
        .mark_rule(color=style.INK, strokeDash=[5, 3], size=1.5)
        .encode(x="mean:Q")
    )
    shown = words.number(mean, 1)
    return style.titled(
        (columns + rule).properties(width=560, height=260),
        words,
        title,
        words(
            f"{len(people)} people; the dashed line is their mean, {shown} %",
            f"{len(people)} pegawai; garis putus-putus adalah rata-ratanya, {shown} %",
        ),
    )


def _sums(rows: list[dict[str, Any]], by: str) -> dict[str, float]:
    sums: dict[str, float] = {}
    for row in rows:
        sums[row[by]] = sums.get(row[by], 0.0) + row["weighted_gap"]
    return sums


def _band(band: str, place: int, words: style.Words) -> tuple[str, str]:
    if band in _BANDS:
        english, indonesian, colour = _BANDS[band]
        return words(english, indonesian), colour
    return band.replace("_", " "), _OTHER[place % len(_OTHER)]
