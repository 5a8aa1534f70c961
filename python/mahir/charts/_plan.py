"""Who attends what for how much: programmes, and the budget of each phase."""

from __future__ import annotations

# Altair is imported when a chart is made, so its types are known to readers alone.
# mypy: disable-error-code="no-any-return"

from typing import TYPE_CHECKING

from mahir.charts import _style as style

if TYPE_CHECKING:
    import altair

    from mahir import Plan


def programmes(plan: Plan, lang: str = "en", *, limit: int = 30) -> altair.HConcatChart:
    """What each programme closes and what it costs, side by side; what closes most comes first.

    Above it stands how near the plan is to the best one possible: its bound is proven.
    """
    alt, words = style.library(), style.Words(lang)
    title = words("What programmes close, and what they cost", "Yang ditutup dan biaya setiap program")
    sums: dict[str, dict[str, float]] = {}
    names: dict[str, str] = {}
    for line in plan.table("lines").to_dicts():
        key = line["programme"]
        names[key] = line["name"]
        of = sums.setdefault(key, {"closed": 0.0, "cost": 0.0, "people": 0.0})
        of["closed"] += line["closed_levels"]
        of["cost"] += line["cost"] / 1e6
        of["people"] += line["people"]
    if not sums:
        return style.empty(words, title, words("The plan has no lines.", "Rencana tidak memuat program."))
    seen = list(names.values())
    names = {key: f"{name} ({key})" if seen.count(name) > 1 else name for key, name in names.items()}
    kept = sorted(sums, key=lambda key: (-sums[key]["closed"], key))[: max(limit, 1)]
    shown = {key: style.lines(names[key]) for key in kept}
    rows = [
        {
            "programme": key,
            "name": names[key],
            **sums[key],
            "closed_shown": words.number(sums[key]["closed"], 1),
            "cost_shown": words.number(sums[key]["cost"], 1),
        }
        for key in kept
    ]
    label = style.axis(shown)

    def bars(field: str, axis: str, colour: str, *, labelled: bool) -> altair.LayerChart:
        base = alt.Chart(style.data(rows)).encode(
            y=alt.Y("programme:N", sort=kept, title=None, axis=label if labelled else None),
            x=alt.X(f"{field}:Q", title=axis, scale=alt.Scale(zero=True, nice=True)),
            tooltip=[
                alt.Tooltip("name:N", title=words("Programme", "Program")),
                alt.Tooltip("people:Q", title=words("People", "Pegawai")),
                alt.Tooltip("closed:Q", title=words("Levels closed", "Tingkat tertutup"), format=".2f"),
                alt.Tooltip("cost:Q", title=words("Rp million", "Rp juta"), format=",.2f"),
            ],
        )
        figures = base.mark_text(align="left", dx=4, fontSize=10, color=style.INK).encode(text=f"{field}_shown:N")
        return (base.mark_bar(color=colour) + figures).properties(width=250, height=style.step(shown, 20))

    both = alt.hconcat(
        bars("closed", words("Levels closed", "Tingkat yang ditutup"), style.BLUE, labelled=True),
        bars("cost", words("Cost (Rp million)", "Biaya (juta rupiah)"), style.ORANGE, labelled=False),
        spacing=16,
    )
    gap = plan.optimality_gap
    worth, bound = words.number(plan.objective, 1), words.number(plan.bound, 1)
    near = words.number(100 * gap, 1) if gap is not None else "?"
    left_out = len(sums) - len(kept)
    return style.titled(
        both,
        words,
        title,
        words(
            f"The plan is worth {worth} weighted levels; none can be worth more than {bound} ({near} % more).",
            f"Rencana bernilai {worth} tingkat berbobot; tidak ada yang dapat melebihi {bound} (selisih {near} %).",
        ),
        words(f"{left_out} more programmes are not shown.", f"{left_out} program lain tidak ditampilkan.")
        if left_out
        else "",
    )


def budget_by_phase(plan: Plan, lang: str = "en") -> altair.LayerChart:
    """The money of each phase, with what is carried in from the one before, and what the plan spends."""
    alt, words = style.library(), style.Words(lang)
    names = {row["id"]: row["name"] for row in plan.gaps.needs.agency.table("phases").to_dicts()}
    carried, budget, spent = (
        words("carried in", "sisa tahap sebelumnya"),
        words("budget", "anggaran"),
        words("spent by the plan", "dibelanjakan rencana"),
    )
    rows, figures, order = [], [], []
    for row in plan.table("budgets").to_dicts():
        phase = names.get(row["phase"], row["phase"])
        order.append(phase)
        there = row["budget"] + row["carried_in"]
        for place, (what, amount) in enumerate(
            [(budget, row["budget"]), (carried, row["carried_in"]), (spent, row["spent"])]
        ):
            bar = words("spent", "belanja") if what == spent else words("available", "tersedia")
            rows.append({"phase": phase, "what": what, "bar": bar, "million": amount / 1e6, "place": place})
        share = f"{words.number(100 * row['spent'] / there)} %" if there > 0 else "–"
        figures.append(
            {"phase": phase, "million": row["spent"] / 1e6, "shown": share, "bar": words("spent", "belanja")}
        )
    title = words("Money by phase", "Anggaran per tahap")
    if not rows:
        return style.empty(words, title, words("There are no phases.", "Tidak ada tahap."))
    bars_order = [words("available", "tersedia"), words("spent", "belanja")]
    bars = (
        alt.Chart(style.data(rows))
        .mark_bar(stroke="white")
        .encode(
            x=alt.X("phase:N", sort=order, title=None, axis=alt.Axis(labelAngle=0)),
            xOffset=alt.XOffset("bar:N", sort=bars_order),
            y=alt.Y("million:Q", stack="zero", title=words("Rp million", "Juta rupiah"), axis=alt.Axis(format=",.0f")),
            color=alt.Color(
                "what:N",
                title=None,
                scale=alt.Scale(domain=[budget, carried, spent], range=[style.SKY, style.PALE, style.BLUE]),
                legend=alt.Legend(orient="top"),
            ),
            order="place:Q",
            tooltip=[
                alt.Tooltip("phase:N", title=words("Phase", "Tahap")),
                alt.Tooltip("what:N", title=words("What", "Jenis")),
                alt.Tooltip("million:Q", title=words("Rp million", "Juta rupiah"), format=",.2f"),
            ],
        )
    )
    text = (
        alt.Chart(style.data(figures))
        .mark_text(dy=-7, fontSize=11, color=style.INK)
        .encode(
            x=alt.X("phase:N", sort=order),
            xOffset=alt.XOffset("bar:N", sort=bars_order),
            y="million:Q",
            text="shown:N",
        )
    )
    cost, all_money = words.number(plan.cost / 1e6, 1), words.number(plan.budget / 1e6, 1)
    return style.titled(
        (bars + text).properties(width=max(320, 110 * len(order)), height=260),
        words,
        title,
        words(f"Rp {cost} million of Rp {all_money} million", f"Rp {cost} juta dari Rp {all_money} juta"),
    )
