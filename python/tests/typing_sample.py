"""Checked by mypy in strict mode, never run: the stubs type what people write."""

from __future__ import annotations

import polars

import mahir
from mahir.options import Policy


def rows_of(frame: polars.DataFrame) -> list[dict[str, object]]:
    table = mahir.Table.from_arrow(frame, name="people")
    rows: list[dict[str, object]] = table.to_dicts()
    return rows


def code_of(error: mahir.MahirError) -> str:
    return f"{error.code}: {error.explanation} {sorted(error.context)}"


def cycle_of(agency: mahir.Agency) -> mahir.FollowUp:
    policy: Policy = {"evidence": {"choose": "latest"}, "need": {"demand": {"raise": 1}}}
    agency.run("2026-01-05", policy)
    needs = agency.needs("2026-01-05", post_standards=True, demand={"rising_from": 0.2})
    gaps = needs.gaps(choose="best", months_at_most=None)
    plan = gaps.plan(below_cut=5)
    schedule = plan.schedule(may_leave_out=False)
    evaluation = schedule.evaluate(agency.outcomes, confidence=0.9)
    return evaluation.follow_up(expand_from=0.7)


def slips_that_a_type_checker_finds(agency: mahir.Agency, plan: mahir.Plan) -> None:
    """Were one of these accepted, its remark would be unused, which is an error itself."""
    agency.needs("2026-01-05", post_standard=True)  # type: ignore[call-arg]
    agency.needs("2026-01-05", demand={"risingfrom": 0.2})  # type: ignore[arg-type]
    agency.needs("2026-01-05").gaps(choose="lastest")  # type: ignore[arg-type]
    plan.gaps.plan(below_cut="all")  # type: ignore[arg-type]
    plan.schedule(leave_out=True)  # type: ignore[call-arg]
    plan.schedule().evaluate(agency.outcomes, confidense=0.9)  # type: ignore[call-arg]
    policy: Policy = {"plans": {}}  # type: ignore[typeddict-unknown-key]
    agency.run("2026-01-05", policy)
