"""What do replications say? Functions on numbers; nothing here knows what a policy is.

Two rules under the same luck are compared pair by pair, several by selection with a stated
probability of being right, over many worlds by regret and satisficing, and what drives a result is
found by screening (Morris) and by shares of variance (Sobol')::

    runs = experiment.run()
    usual = runs.values("usual", "as it is", "levels_closed")
    cut = runs.values("usual", "cut", "levels_closed")
    found = mahir.analysis.paired(cut, usual)
    print(found.difference, found.interval)

    design = mahir.analysis.SobolDesign(factors=3, rows=1024)
    values = [model(*point) for point in design.points]
    print([index.total for index in design.indices(values)])

Numbers come in any iterable. What cannot be told is None; a design or a race that cannot be made
raises MahirError.
"""

from mahir._mahir import (
    Comparison,
    Contender,
    KimNelson,
    MorrisDesign,
    MorrisEffect,
    Regret,
    SobolDesign,
    SobolIndex,
    coverage,
    dudewicz_dalal_constant,
    independent,
    needed_replications,
    needed_replications_relative,
    paired,
    regret,
    rinott_constant,
    satisficing,
    second_stage,
)

__all__ = [
    "Comparison",
    "Contender",
    "KimNelson",
    "MorrisDesign",
    "MorrisEffect",
    "Regret",
    "SobolDesign",
    "SobolIndex",
    "coverage",
    "dudewicz_dalal_constant",
    "independent",
    "needed_replications",
    "needed_replications_relative",
    "paired",
    "regret",
    "rinott_constant",
    "satisficing",
    "second_stage",
]
