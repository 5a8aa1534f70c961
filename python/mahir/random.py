"""Chance of one's own, by the same streams as an experiment's.

Every entity (a person, a programme) has a stream of its own for each purpose, year, replication and
world, found by its name: adding one person changes nobody else's luck, and two rules meet the same::

    streams = mahir.random.Streams(seed=2026, replication=7)
    luck = streams.stream(purpose=1, entity="P001", year=2027)
    delay = mahir.random.Distribution(shape="exponential", mean=3.0)
    days = luck.draw(delay)

Each draw takes one number, whatever its distribution, and turns it by the distribution's inverse.
"""

from mahir._mahir import (
    Distribution,
    Stream,
    Streams,
)

__all__ = [
    "Distribution",
    "Stream",
    "Streams",
]
