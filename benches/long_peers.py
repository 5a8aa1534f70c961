"""The engines of score_peers.py --long: one row per person and competency.

All take the same three frames (people, rows of levels, requirements) and give what the wide engines
give. Nobody has a level twice, and mahir alone makes sure of that.
"""

from __future__ import annotations

from typing import Any

import duckdb
import numpy
import polars as pl

import mahir

MIDDLE, HIGHEST = 78, 90


class Long:
    """A wide population as rows, in the order of people or mixed, with one kind of ids."""

    def __init__(
        self,
        held: dict[str, numpy.ndarray],
        posts: numpy.ndarray,
        units: numpy.ndarray,
        asked: dict[str, numpy.ndarray],
        ids: str,
        mixed: bool,
        random: numpy.random.Generator,
    ) -> None:
        self.names = list(held)
        count, width = len(posts), len(self.names)
        persons = numpy.repeat(numpy.arange(count, dtype=numpy.uint32), width)
        codes = numpy.tile(numpy.arange(width, dtype=numpy.uint32), count)
        levels = numpy.stack(list(held.values()), axis=1).ravel()
        if mixed:
            order = random.permutation(count * width)
            persons, codes, levels = persons[order], codes[order], levels[order]
        self.positions, self.codes, self.levels = persons, codes, levels
        numbers = pl.Series(numpy.arange(count, dtype=numpy.uint32))
        # As long as the numbers of Indonesia's civil servants, and in no order.
        mixed_numbers = numpy.arange(count, dtype=numpy.uint64) * 2_654_435_761 % 2**32
        texts = pl.Series(mixed_numbers).cast(pl.String).str.zfill(18)
        known = numbers if ids == "whole numbers" else texts
        kind = pl.Enum(self.names)
        self.people = pl.DataFrame({"person": known, "post": posts, "unit": units})
        self.rows = pl.DataFrame(
            {
                "person": persons if ids == "whole numbers" else known.gather(persons),
                "competency": pl.Series(self.names, dtype=kind).gather(codes),
                "level": levels,
            }
        )
        number = numpy.arange(len(asked[self.names[0]]), dtype=posts.dtype)
        self.required = pl.DataFrame({"post": number} | asked)
        self.required_rows = self.required.unpivot(
            on=self.names, index="post", variable_name="competency", value_name="need"
        ).with_columns(pl.col("competency").cast(kind))

    def with_mahir(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        scores, heat = mahir.score_long(self.people, self.rows, self.required)
        return pl.DataFrame(scores), pl.DataFrame(heat)

    def with_polars(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Joins and groups. Sums of whole levels fit in 16 bits."""
        rows = (
            self.rows.lazy()
            .join(self.people.lazy(), on="person")
            .join(self.required_rows.lazy(), on=["post", "competency"])
        )
        need = pl.col("need").cast(pl.Int16)
        met = pl.min_horizontal("level", "need").cast(pl.Int16)
        sums = rows.group_by("person").agg(needed=need.sum(), met=met.sum())
        percent = pl.col("met").cast(pl.Float64) * 100 / pl.col("needed")
        # Without order a score could not be told whose it is.
        scores = (
            self.people.lazy()
            .select("person")
            .join(sums, on="person", how="left", maintain_order="left")
            .select(match_percent=percent, gap=pl.col("needed") - pl.col("met"))
            .with_columns(
                band=pl.when(pl.col("match_percent") >= HIGHEST)
                .then(pl.lit(2, pl.UInt8))
                .when(pl.col("match_percent") >= MIDDLE)
                .then(pl.lit(1, pl.UInt8))
                .otherwise(pl.lit(0, pl.UInt8))
            )
        )
        heat = rows.group_by("unit", "competency").agg(mean_gap=(need - met).mean())
        scores, heat = pl.collect_all([scores, heat])
        return scores, heat.pivot(on="competency", index="unit", values="mean_gap")

    def pivoted(self) -> pl.DataFrame:
        """The wide frame, by polars."""
        wide = self.rows.pivot(on="competency", index="person", values="level")
        return self.people.join(wide, on="person", how="left", maintain_order="left")

    def scattered(self) -> dict[str, numpy.ndarray]:
        """The wide columns, by numpy; people as positions."""
        matrix = numpy.zeros((len(self.names), len(self.people)), numpy.uint8)
        matrix[self.codes, self.positions] = self.levels
        return dict(zip(self.names, matrix))

    def with_duckdb(self) -> tuple[numpy.ndarray, ...]:
        """Two queries over the frames where they lie; rows keep their number."""
        people, rows = self.people.with_row_index("row"), self.rows
        required = self.required_rows
        joined = (
            "with s as (select p.row, p.unit, r.competency, need, least(level, need) as met "
            "from rows r join people p using (person) "
            "join required q on q.post = p.post and q.competency = r.competency) "
        )
        met = "sum(met)::double * 100 / sum(need)"
        scores = duckdb.sql(
            joined + f"select row, ({met})::float as percent, (sum(need) - sum(met))::float as gap, "
            f"case when {met} >= {HIGHEST} then 2 when {met} >= {MIDDLE} then 1 else 0 end::utinyint "
            "as band from s group by row"
        ).fetchnumpy()
        heat = duckdb.sql(
            joined + "select unit, competency, avg(need - met) as mean_gap from s group by unit, competency"
        ).pl()
        assert (len(people), len(rows), len(required)) > (0, 0, 0)
        wide = heat.pivot(on="competency", index="unit", values="mean_gap")
        return scores["percent"], scores["gap"], scores["band"], wide, scores["row"]


def engines(long: Long, wide: Any, blocks: Any, slow: bool) -> dict[str, Any]:
    """What can be done with these rows; `wide` and `blocks` score wide frames and columns."""
    found = {
        "mahir": long.with_mahir,
        "polars, joins and groups": long.with_polars,
        "polars, pivot and the wide expression": lambda: wide(long.pivoted(), long.required),
    }
    if slow:
        found["numpy, scatter and blocks"] = lambda: blocks(long.scattered())
        found["duckdb"] = long.with_duckdb
    return found
