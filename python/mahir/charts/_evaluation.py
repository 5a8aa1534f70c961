"""What changed: effects with their intervals, and the plan against what was done."""

from __future__ import annotations

# Altair is imported when a chart is made, so its types are known to readers alone.
# mypy: disable-error-code="no-any-return"

from typing import TYPE_CHECKING, Any

from mahir.charts import _style as style

if TYPE_CHECKING:
    import altair

    from mahir import Evaluation

# Colour and shape tell the same, so that neither is needed.
_VERDICTS = {
    "works": ("works", "berhasil", style.BLUE, "circle"),
    "unclear": ("unclear", "belum jelas", style.ORANGE, "diamond"),
    "does_not_work": ("does not work", "tidak berhasil", style.VERMILION, "cross"),
    "not_enough_data": ("not enough data", "data belum cukup", style.GREY, "square"),
    "not_judged": ("not judged", "tidak disimpulkan", style.PURPLE, "triangle-up"),
}


def effects(evaluation: Evaluation, lang: str = "en", *, kirkpatrick: int = 2) -> altair.LayerChart:
    """The change of each programme and measure with its interval, and its verdict.

    Where people who waited were measured too, the change is that beyond theirs. ``kirkpatrick`` is
    the level of what was measured: 2 (learning) is in levels of competency. The dashed line is no
    change.
    """
    alt, words = style.library(), style.Words(lang)
    title = words("What changed, with its interval", "Perubahan dan selangnya")
    names = {row["programme"]: row["name"] for row in evaluation.table("verdicts").to_dicts()}
    ranking = evaluation.schedule.plan.gaps.table("ranking").to_dicts()
    competencies = {row["competency"]: row["name"] for row in ranking}
    rows: list[dict[str, Any]] = []
    shown: dict[str, list[str]] = {}
    for row in evaluation.table("results").to_dicts():
        compared = row["difference_low"] is not None
        low, high = (row["difference_low"], row["difference_high"]) if compared else (row["change_low"], row["change_high"])
        if row["kirkpatrick"] != kirkpatrick or low is None or high is None:
            continue
        name = names.get(row["programme"], row["programme"])
        measure = competencies.get(row["measure"], row["measure"])
        key = f"{row['programme']} {row['measure']}"
        shown[key] = [style.short(name, 58), f"{style.short(measure)} (n = {row['pairs']})"]
        rows.append(
            {
                "key": key,
                "label": f"{name} · {measure}",
                "change": row["difference"] if compared else row["change"],
                "low": low,
                "high": high,
                "verdict": _verdict(row["verdict"], words)[0],
                "how": words("beyond those who waited", "melebihi yang menunggu") if compared else words("before and after", "sebelum dan sesudah"),
            }
        )
    if not rows:
        why = words("Nothing was measured with an interval.", "Belum ada pengukuran dengan selang.")
        return style.empty(words, title, why)
    rows.sort(key=lambda row: (-row["change"], row["key"]))
    found = [verdict for verdict in _VERDICTS if any(row["verdict"] == _verdict(verdict, words)[0] for row in rows)]
    domain = [_verdict(verdict, words)[0] for verdict in found]
    base = alt.Chart(style.data(rows)).encode(
        y=alt.Y(
            "key:N",
            sort=[row["key"] for row in rows],
            title=None,
            axis=style.axis(shown, labelLimit=360),
        ),
        color=alt.Color(
            "verdict:N",
            title=words("Verdict", "Kesimpulan"),
            scale=alt.Scale(domain=domain, range=[_VERDICTS[verdict][2] for verdict in found]),
        ),
        tooltip=[
            alt.Tooltip("label:N", title=words("Programme", "Program")),
            alt.Tooltip("change:Q", title=words("Change", "Perubahan"), format=".2f"),
            alt.Tooltip("low:Q", title=words("From", "Dari"), format=".2f"),
            alt.Tooltip("high:Q", title=words("To", "Sampai"), format=".2f"),
            alt.Tooltip("how:N", title=words("How", "Cara")),
        ],
    )
    unit = words("Change (levels)", "Perubahan (tingkat)") if kirkpatrick == 2 else words("Change", "Perubahan")
    lines = base.mark_rule(strokeWidth=2).encode(x=alt.X("low:Q", title=unit), x2="high:Q")
    points = base.mark_point(filled=True, size=75, opacity=1).encode(
        x="change:Q",
        shape=alt.Shape(
            "verdict:N",
            title=words("Verdict", "Kesimpulan"),
            scale=alt.Scale(domain=domain, range=[_VERDICTS[verdict][3] for verdict in found]),
        ),
    )
    nothing = alt.Chart(style.data([{"zero": 0}])).mark_rule(color=style.INK, strokeDash=[5, 3]).encode(x="zero:Q")
    confidence = words.number(100 * evaluation.policy["confidence"])
    return style.titled(
        (nothing + lines + points).properties(width=420, height=alt.Step(30)),
        words,
        title,
        words(
            f"Lines are {confidence} % intervals; n people were measured before and after.",
            f"Garis adalah selang {confidence} %; n pegawai diukur sebelum dan sesudah.",
        ),
    )


def plan_against_actual(evaluation: Evaluation, lang: str = "en") -> altair.HConcatChart:
    """People and hours that were planned (rings) and that came (dots), by programme."""
    alt, words = style.library(), style.Words(lang)
    title = words("Plan against actual", "Rencana dan pelaksanaan")
    names = {row["programme"]: row["name"] for row in evaluation.table("verdicts").to_dicts()}
    ledger = evaluation.table("ledger").to_dicts()
    if not ledger:
        return style.empty(words, title, words("There is no ledger.", "Belum ada catatan pelaksanaan."))
    planned, came = words("planned", "direncanakan"), words("attended", "terlaksana")
    shown = {row["programme"]: style.lines(names.get(row["programme"], row["programme"])) for row in ledger}

    def panel(plan: str, actual: str, axis: str, *, labelled: bool) -> altair.LayerChart:
        rows = [
            {"programme": row["programme"], "amount": row[field], "what": what}
            for row in ledger
            for field, what in ((plan, planned), (actual, came))
        ]
        place = alt.Y(
            "programme:N",
            sort=list(shown),
            title=None,
            axis=style.axis(shown, grid=True)
            if labelled
            else alt.Axis(labels=False, ticks=False, domain=False, grid=True),
        )
        pairs = [
            {"programme": row["programme"], "from": row[plan], "until": row[actual]} for row in ledger
        ]
        ties = (
            alt.Chart(style.data(pairs))
            .mark_rule(color=style.GREY)
            .encode(y=place, x=alt.X("from:Q", title=axis), x2="until:Q")
        )
        points = (
            alt.Chart(style.data(rows))
            .mark_point(size=70, strokeWidth=2, opacity=1)
            .encode(
                y=place,
                x=alt.X("amount:Q", title=axis),
                color=alt.Color(
                    "what:N",
                    title=None,
                    scale=alt.Scale(domain=[planned, came], range=[style.ORANGE, style.BLUE]),
                    legend=alt.Legend(orient="top"),
                ),
                fill=alt.Fill(
                    "what:N",
                    title=None,
                    scale=alt.Scale(domain=[planned, came], range=["white", style.BLUE]),
                    legend=None,
                ),
                tooltip=[
                    alt.Tooltip("what:N", title=words("What", "Jenis")),
                    alt.Tooltip("amount:Q", title=axis, format=",.0f"),
                ],
            )
        )
        return (ties + points).properties(width=250, height=style.step(shown, 20))

    both = alt.hconcat(
        panel("people_planned", "people_attended", words("People", "Pegawai"), labelled=True),
        panel("hours_planned", "hours_attended", words("Hours (JP)", "Jam pelajaran (JP)"), labelled=False),
        spacing=16,
    )
    sums = {
        field: sum(row[field] or 0 for row in ledger)
        for field in ("people_planned", "people_attended", "hours_planned", "hours_attended")
    }
    hours, of_hours = words.number(sums["hours_attended"]), words.number(sums["hours_planned"])
    people, of_people = words.number(sums["people_attended"]), words.number(sums["people_planned"])
    return style.titled(
        both,
        words,
        title,
        words(
            f"{people} of {of_people} attendances, {hours} of {of_hours} hours",
            f"{people} dari {of_people} keikutsertaan, {hours} dari {of_hours} JP",
        ),
    )


def _verdict(verdict: str, words: style.Words) -> tuple[str, str, str]:
    english, indonesian, colour, shape = _VERDICTS.get(
        verdict, (verdict, verdict, style.GREY, "square")
    )
    return words(english, indonesian), colour, shape
