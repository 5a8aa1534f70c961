"""What would be otherwise: more or less money, other assumptions, other rules."""

from __future__ import annotations

# Altair is imported when a chart is made, so its types are known to readers alone.
# mypy: disable-error-code="no-any-return"

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from mahir.charts import _style as style

if TYPE_CHECKING:
    import altair

    from mahir import Table
    from mahir.analysis import Regret


def cost_curve(curve: Table, lang: str = "en") -> altair.LayerChart:
    """What plans are worth by how much money there is, and what no plan can exceed.

    ``curve`` comes from ``gaps.curve()``. The line is the value of the plans that were found, the
    broken line the proven bound; the best possible plan lies between them.
    """
    alt, words = style.library(), style.Words(lang)
    title = words("What money closes", "Yang dapat ditutup dengan anggaran")
    found, bound = words("plan found", "rencana yang ditemukan"), words("proven bound", "batas terbukti")
    points = curve.to_dicts()
    if not points:
        return style.empty(words, title, words("The curve has no points.", "Kurva tidak memuat titik."))
    band = [
        {"million": row["budget"] / 1e6, "low": row["objective"], "high": row["bound"]} for row in points
    ]
    lines = [
        {"million": row["budget"] / 1e6, "what": what, "value": row[key], "percent": row["percent"]}
        for row in points
        for what, key in ((found, "objective"), (bound, "bound"))
    ]
    x = alt.X("million:Q", title=words("Budget (Rp million)", "Anggaran (juta rupiah)"))
    y_title = words("Value of the plan (weighted levels)", "Nilai rencana (tingkat berbobot)")
    area = (
        alt.Chart(style.data(band))
        .mark_area(color=style.PALE, opacity=0.6)
        .encode(x=x, y=alt.Y("low:Q", title=y_title), y2="high:Q")
    )
    base = alt.Chart(style.data(lines)).encode(
        x=x,
        y=alt.Y("value:Q", title=y_title),
        color=alt.Color(
            "what:N",
            title=None,
            scale=alt.Scale(domain=[found, bound], range=[style.BLUE, style.VERMILION]),
            legend=alt.Legend(orient="top", symbolType="stroke", symbolStrokeWidth=3),
        ),
        tooltip=[
            alt.Tooltip("percent:Q", title=words("% of the budget", "% anggaran")),
            alt.Tooltip("million:Q", title=words("Rp million", "Juta rupiah"), format=",.1f"),
            alt.Tooltip("what:N", title=words("What", "Jenis")),
            alt.Tooltip("value:Q", title=y_title, format=".1f"),
        ],
    )
    dashes = alt.StrokeDash(
        "what:N", scale=alt.Scale(domain=[found, bound], range=[[1, 0], [6, 4]]), legend=None
    )
    drawn = base.mark_line(strokeWidth=2).encode(strokeDash=dashes)
    dots = base.transform_filter(alt.datum.what == found).mark_point(filled=True, size=45)
    figures = (
        base.transform_filter((alt.datum.what == found) & (alt.datum.percent > 0))
        .mark_text(dy=14, dx=8, fontSize=10, align="left")
        .encode(text=alt.Text("percent:Q", format=".0f"), color=alt.value(style.INK))
    )
    return style.titled(
        (area + drawn + dots + figures).properties(width=520, height=300),
        words,
        title,
        words(
            "Figures beside the points: % of the budget. The best possible plan lies in the grey band.",
            "Angka di samping titik: % anggaran. Rencana terbaik yang mungkin berada di pita abu-abu.",
        ),
        words(
            "The value is what closes, less hours missing from the floor: without money it can be below 0.",
            "Nilai adalah yang ditutup, dikurangi jam di bawah batas: tanpa anggaran dapat kurang dari 0.",
        ),
    )


def tornado(
    swings: Mapping[str, tuple[float, float]],
    base: float,
    lang: str = "en",
    *,
    outcome: str = "",
    limit: int = 20,
) -> altair.LayerChart:
    """How far a result moves when one assumption at a time goes to its low and its high end.

    ``swings`` holds for each assumption the result at its low and at its high end, ``base`` the
    result with all assumptions as they are; the widest bar comes first.
    """
    alt, words = style.library(), style.Words(lang)
    title = words("Which assumption matters", "Asumsi mana yang berpengaruh")
    low, high = words("at its low end", "pada nilai rendah"), words("at its high end", "pada nilai tinggi")
    if not swings:
        return style.empty(words, title, words("There are no assumptions.", "Tidak ada asumsi."))

    def width(name: str) -> float:
        ends = (*swings[name], base)
        return max(ends) - min(ends)

    order = sorted(swings, key=lambda name: (-width(name), name))[: max(limit, 1)]
    rows = [
        {
            "assumption": name,
            "end": end,
            "from": base,
            "to": value,
            "shown": words.number(value, 1),
            "left": value < base,
        }
        for name in order
        for end, value in zip((low, high), swings[name], strict=True)
    ]
    named = outcome or words("Result", "Hasil")
    values = [value for name in order for value in swings[name]] + [base]
    room = 0.12 * (max(values) - min(values) or 1.0)
    scale = alt.Scale(domain=[min(values) - room, max(values) + room], zero=False, nice=False)
    y = alt.Y("assumption:N", sort=order, title=None)
    x = alt.X("to:Q", title=named, scale=scale)
    frame = alt.Chart(style.data(rows))
    bars = frame.mark_bar(height=14).encode(
        y=y,
        x=alt.X("from:Q", title=named, scale=scale),
        x2="to:Q",
        color=alt.Color(
            "end:N",
            title=None,
            scale=alt.Scale(domain=[low, high], range=[style.ORANGE, style.BLUE]),
            legend=alt.Legend(orient="top"),
        ),
        tooltip=[
            alt.Tooltip("assumption:N", title=words("Assumption", "Asumsi")),
            alt.Tooltip("end:N", title=words("End", "Ujung")),
            alt.Tooltip("to:Q", title=named, format=".2f"),
        ],
    )
    left = frame.transform_filter("datum.left").mark_text(align="right", dx=-4, fontSize=10)
    right = frame.transform_filter("!datum.left").mark_text(align="left", dx=4, fontSize=10)
    figures = [mark.encode(y=y, x=x, text="shown:N", color=alt.value(style.INK)) for mark in (left, right)]
    rule = (
        alt.Chart(style.data([{"base": base}]))
        .mark_rule(color=style.INK, strokeDash=[4, 3])
        .encode(x=alt.X("base:Q", scale=scale))
    )
    left_out = len(swings) - len(order)
    return style.titled(
        (bars + figures[0] + figures[1] + rule).properties(width=480, height=alt.Step(24)),
        words,
        title,
        words(
            f"Broken line: {words.number(base, 1)} with all assumptions as they are; one moves at a time.",
            f"Garis putus-putus: {words.number(base, 1)} dengan semua asumsi tetap; satu berubah setiap kali.",
        ),
        words(f"{left_out} more assumptions are not shown.", f"{left_out} asumsi lain tidak ditampilkan.")
        if left_out
        else "",
    )


def regret(
    found: Regret, rules: Sequence[str], worlds: Sequence[str], lang: str = "en"
) -> altair.LayerChart:
    """How much worse each rule is than the best one in each world; 0 is the best.

    ``found`` comes from ``mahir.analysis.regret``, whose rows are ``rules`` and whose columns are
    ``worlds``. The rule whose largest regret is smallest comes first and is marked.
    """
    alt, words = style.library(), style.Words(lang)
    title = words("How much each rule can be regretted", "Seberapa besar setiap aturan dapat disesali")
    if len(rules) != len(found.regret) or any(len(worlds) != len(row) for row in found.regret):
        raise ValueError(
            f"{len(rules)} rules and {len(worlds)} worlds; expected the "
            f"{len(found.regret)} rows and the columns of the regret"
        )
    largest = words("largest regret", "penyesalan terbesar")
    order = sorted(range(len(rules)), key=lambda rule: (found.largest[rule], rule))
    label = {
        rule: f"{rules[rule]} *" if rule == found.minimax else str(rules[rule]) for rule in range(len(rules))
    }
    rows = [
        {
            "rule": label[rule],
            "world": world,
            "regret": value,
            "shown": words.number(value, 1),
            "is_total": world == largest,
        }
        for rule in order
        for world, value in zip(
            [*worlds, largest], [*found.regret[rule], found.largest[rule]], strict=True
        )
    ]
    dark_from = 0.6 * max(found.largest)
    base = alt.Chart(style.data(rows)).encode(
        x=alt.X(
            "world:N",
            sort=[*worlds, largest],
            title=words("World", "Keadaan"),
            axis=alt.Axis(labelAngle=-35, orient="bottom"),
        ),
        y=alt.Y("rule:N", sort=[label[rule] for rule in order], title=words("Rule", "Aturan")),
        tooltip=[
            alt.Tooltip("rule:N", title=words("Rule", "Aturan")),
            alt.Tooltip("world:N", title=words("World", "Keadaan")),
            alt.Tooltip("regret:Q", title=words("Regret", "Penyesalan"), format=".2f"),
        ],
    )
    cells = base.mark_rect(stroke="white").encode(
        color=alt.Color(
            "regret:Q",
            title=words("Regret", "Penyesalan"),
            scale=alt.Scale(scheme="blues", domainMin=0),
        )
    )
    figures = base.mark_text(fontSize=11).encode(
        text="shown:N",
        color=alt.condition(alt.datum.regret > dark_from, alt.value("white"), alt.value(style.INK)),
    )
    return style.titled(
        (cells + figures).properties(width=alt.Step(62), height=alt.Step(34)),
        words,
        title,
        words(
            "Best in the world less the rule's value. * The largest regret is smallest here.",
            "Nilai terbaik dikurangi nilai aturan. * Penyesalan terbesarnya paling kecil.",
        ),
    )
