"""Plan how a public workforce becomes competent.

Every result is an immutable object that prints a summary, gives its rows as tables for polars,
pandas, pyarrow and duckdb, and can be pickled.
"""

from mahir._errors import FaultsError, MahirError
from mahir._mahir import Table, __version__

__all__ = ["FaultsError", "MahirError", "Table", "__version__"]
