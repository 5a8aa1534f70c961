"""Checked by mypy in strict mode, never run: the stubs type what people write."""

from __future__ import annotations

import polars

import mahir


def rows_of(frame: polars.DataFrame) -> list[dict[str, object]]:
    table = mahir.Table.from_arrow(frame, name="people")
    rows: list[dict[str, object]] = table.to_dicts()
    return rows


def code_of(error: mahir.MahirError) -> str:
    return f"{error.code}: {error.explanation} {sorted(error.context)}"
