"""The exceptions of mahir."""

from __future__ import annotations

from typing import Any


class MahirError(Exception):
    """Something that mahir cannot do, or cannot accept.

    ``code`` is a stable name for the kind of failure, ``context`` holds the values that it is
    about, and ``explanation`` says what would be right (it may be empty).
    """

    code: str
    context: dict[str, Any]
    explanation: str

    def __init__(
        self,
        message: str,
        code: str = "mahir",
        context: dict[str, Any] | None = None,
        explanation: str = "",
    ) -> None:
        super().__init__(message)
        self.code = code
        self.context = {} if context is None else context
        self.explanation = explanation


class FaultsError(MahirError):
    """Facts that do not fit together: every fault that was found, not only the first.

    ``faults`` is a :class:`mahir.Table` with the columns file, row, column, value, problem,
    expected and code. ``count`` also counts the faults that are too many to be listed.
    """

    faults: Any
    count: int

    def __init__(self, message: str, faults: Any = None, count: int = 0) -> None:
        super().__init__(
            message,
            "faults",
            {"count": count},
            "facts without the faults that the table .faults lists",
        )
        self.faults = faults
        self.count = count
