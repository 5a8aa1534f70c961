"""When: sessions as bars, and under them what is left at the counters."""

from __future__ import annotations

# Altair is imported when a chart is made, so its types are known to readers alone.
# mypy: disable-error-code="no-any-return"

import datetime
from typing import TYPE_CHECKING, Any

from mahir.charts import _style as style

if TYPE_CHECKING:
    import altair

    from mahir import Schedule


def calendar(
    schedule: Schedule, lang: str = "en", *, unit: str | None = None, limit: int = 60
) -> altair.VConcatChart:
    """Sessions over the year, a bar for each meeting, coloured by phase; under them who stays on duty.

    With a ``unit`` the sessions are those that its people attend, and the lower part shows its people
    on duty on every day against its minimum; without one it shows each unit's smallest spare staff
    (on duty less minimum) of every week, those with the least first. At most ``limit`` bars and half as many units are drawn. Raises
    ``KeyError`` for a unit that the agency does not have.
    """
    alt, words = style.library(), style.Words(lang)
    agency = schedule.plan.gaps.needs.agency
    phases = {row["id"]: row["name"] for row in agency.table("phases").to_dicts()}
    units = style.labels(agency.table("units"))
    if unit is not None and unit not in units:
        raise KeyError(f"no unit '{unit}'; expected one of {', '.join(units)}")
    title = words("Sessions, and staff at the counters", "Kelas dan pegawai di loket")
    sessions = sorted(schedule.table("gantt").to_dicts(), key=lambda row: (row["start"], row["session"]))
    if unit is not None:
        sessions = _attended(schedule, sessions, unit)
    duty = schedule.table("on_duty").to_dicts()
    if not sessions or not duty:
        return style.empty(words, title, words("No session is planned.", "Tidak ada kelas."))
    first = min(row["day"] for row in duty)
    last = max(max(row["day"] for row in duty), max(row["end"] for row in sessions))
    span = [style.at_midnight(first), style.at_midnight(last + datetime.timedelta(days=1))]
    time = alt.Scale(domain=span)
    # The year stands under its first month that is shown.
    months = alt.Axis(
        labelExpr="month(datum.value) == 0 || datum.index == 0 ? [timeFormat(datum.value, '%b'), "
        "timeFormat(datum.value, '%Y')] : timeFormat(datum.value, '%b')",
        tickCount="month",
        grid=True,
    )
    rows = [
        {
            "session": row["name"] + _cohort(row),
            "id": row["session"],
            "phase": phases.get(row["phase"], row["phase"]),
            "start": style.at_midnight(row["start"]),
            "end": style.at_midnight(row["end"] + datetime.timedelta(days=1)),
            "people": row["people"],
            "days": row["days"],
        }
        for row in sessions[: max(limit, 1)]
    ]
    named = {
        row["session"]: style.short(row["name"], 58) + _cohort(row) for row in sessions[: max(limit, 1)]
    }
    bars = (
        alt.Chart(style.data(rows))
        .mark_bar(height=11, minBandSize=3, cornerRadius=2)
        .encode(
            x=alt.X("start:T", scale=time, title=None, axis=months),
            x2="end:T",
            y=alt.Y(
                "id:N",
                sort=list(named),
                title=None,
                axis=style.axis(named, tickSize=0, labelLimit=360),
            ),
            color=alt.Color(
                "phase:N",
                sort=list(phases.values()),
                title=words("Phase", "Tahap"),
                scale=alt.Scale(range=[style.BLUE, style.ORANGE, style.GREEN, style.PURPLE, style.VERMILION, style.SKY]),
            ),
            tooltip=[
                alt.Tooltip("session:N", title=words("Session", "Kelas")),
                alt.Tooltip("start:T", title=words("Starts", "Mulai"), format="%d %b %Y"),
                alt.Tooltip("days:Q", title=words("Days", "Hari")),
                alt.Tooltip("people:Q", title=words("People", "Pegawai")),
            ],
        )
        .properties(width=640, height=alt.Step(17))
    )
    if unit is None:
        told = words(
            "Above: sessions. Below: people on duty beyond each unit's minimum, week by week; tightest units first.",
            "Atas: kelas. Bawah: pegawai bertugas di atas minimum unit per minggu; unit paling ketat dahulu.",
        )
        lower = _spare(duty, units, time, months, words, max(limit // 2, 1))
    else:
        told = words(
            f"Above: sessions that people of {units[unit]} attend. Below: its people on duty, day by day.",
            f"Atas: kelas yang diikuti pegawai {units[unit]}. Bawah: pegawainya yang bertugas per hari.",
        )
        lower = _one_unit([row for row in duty if row["unit"] == unit], units[unit], time, months, words)
    left_out = len(sessions) - len(rows)
    return style.titled(
        alt.vconcat(bars, lower, spacing=14).resolve_scale(color="independent"),
        words,
        title,
        told,
        words(f"{left_out} more bars are not shown.", f"{left_out} batang lain tidak ditampilkan.")
        if left_out
        else "",
    )


def _attended(schedule: Schedule, sessions: list[dict[str, Any]], unit: str) -> list[dict[str, Any]]:
    """The sessions that people of a unit attend, with how many of them do."""
    coming: dict[str, set[str]] = {}
    for row in schedule.table("participants").to_dicts():
        if row["unit"] == unit:
            coming.setdefault(row["session"], set()).add(row["person"])
    return [
        row | {"people": len(coming[row["session"]])} for row in sessions if row["session"] in coming
    ]


def _cohort(row: dict[str, Any]) -> str:
    return f" · {row['cohort']}" if row["cohort"] > 1 else ""


def _spare(
    duty: list[dict[str, Any]],
    units: dict[str, str],
    time: Any,
    months: Any,
    words: style.Words,
    limit: int,
) -> Any:
    """Each unit's smallest spare staff of every week; leave alone is told from training."""
    alt = style.library()
    # Spare staff, and whether nobody was in training on that day.
    weeks: dict[tuple[str, datetime.date], tuple[int, bool]] = {}
    for row in duty:
        monday = row["day"] - datetime.timedelta(days=row["day"].weekday())
        spare = (row["on_duty"] - row["minimum"], row["in_training"] == 0)
        weeks[row["unit"], monday] = min(spare, weeks.get((row["unit"], monday), spare))
    # A unit that only holds others together has nobody and needs nobody.
    staffed = {row["unit"] for row in duty if row["present"] or row["minimum"]}
    tightest: dict[str, int] = {}
    for (unit, _), (least, _) in weeks.items():
        if unit in staffed:
            tightest[unit] = min(least, tightest.get(unit, least))
    kept = sorted(tightest, key=lambda unit: (tightest[unit], unit))[:limit]
    steps = [
        words("below the minimum", "di bawah minimum"),
        words("below it by leave alone", "di bawah minimum karena cuti saja"),
        words("at the minimum", "tepat minimum"),
        words("1 to spare", "1 cadangan"),
        words("2 or more to spare", "2 cadangan atau lebih"),
    ]
    rows = [
        {
            "unit": units.get(unit, unit),
            "from": style.at_midnight(monday),
            "until": style.at_midnight(monday + datetime.timedelta(days=7)),
            "spare": least,
            "step": steps[min(least, 2) + 2 if least >= 0 else int(leave_alone)],
        }
        for (unit, monday), (least, leave_alone) in sorted(weeks.items())
        if unit in kept
    ]
    return (
        alt.Chart(style.data(rows))
        .mark_rect(stroke="white", clip=True)
        .encode(
            x=alt.X("from:T", scale=time, title=None, axis=months),
            x2="until:T",
            y=alt.Y("unit:N", sort=[units.get(unit, unit) for unit in kept], title=None),
            color=alt.Color(
                "step:N",
                sort=steps,
                title=words("Fewest on duty in a week", "Pegawai bertugas paling sedikit"),
                scale=alt.Scale(domain=steps, range=[style.VERMILION, style.GREY, style.ORANGE, "#A9D4F0", "#E4F1FA"]),
            ),
            tooltip=[
                alt.Tooltip("unit:N", title=words("Unit", "Unit kerja")),
                alt.Tooltip("from:T", title=words("Week of", "Minggu"), format="%d %b %Y"),
                alt.Tooltip("spare:Q", title=words("To spare", "Cadangan")),
            ],
        )
        .properties(width=640, height=alt.Step(17))
    )


def _one_unit(duty: list[dict[str, Any]], name: str, time: Any, months: Any, words: style.Words) -> Any:
    """The people on duty of a unit, day by day, against its minimum."""
    alt = style.library()
    on_duty, minimum = words("on duty", "bertugas"), words("minimum", "minimum")
    rows = [
        {"day": style.at_midnight(row["day"]), "people": row[field], "what": what}
        for row in sorted(duty, key=lambda row: row["day"])
        for field, what in (("on_duty", on_duty), ("minimum", minimum))
    ]
    return (
        alt.Chart(style.data(rows))
        .mark_line(interpolate="step-after", strokeWidth=1.5)
        .encode(
            x=alt.X("day:T", scale=time, title=None, axis=months),
            y=alt.Y("people:Q", title=name, scale=alt.Scale(zero=True), axis=alt.Axis(format="d", tickMinStep=1)),
            color=alt.Color(
                "what:N",
                title=None,
                scale=alt.Scale(domain=[on_duty, minimum], range=[style.BLUE, style.VERMILION]),
            ),
            strokeDash=alt.StrokeDash(
                "what:N", legend=None, scale=alt.Scale(domain=[on_duty, minimum], range=[[1, 0], [6, 4]])
            ),
        )
        .properties(width=640, height=120)
    )
