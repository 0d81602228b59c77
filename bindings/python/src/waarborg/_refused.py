"""Rows of a batch that were refused while the others went on, and what the library tells of them."""

from __future__ import annotations

import array
import ctypes
from typing import Any

from ._native.call import byref, c_void_p, diagnostics
from ._native.memory import address, numbers
from .errors import Diagnostic


class Refused:
    """Room for the status of each row, for how many were refused, and for why."""

    __slots__ = ("_statuses", "_count", "_why", "_len")

    def __init__(self, n: int) -> None:
        self._statuses: array.array[int] = numbers("i", n)
        self._count, self._why, self._len = ctypes.c_size_t(), c_void_p(), n

    def room(self) -> tuple[Any, Any, Any]:
        """Where the library writes."""
        return address(self._statuses), byref(self._count), byref(self._why)

    def rows(self) -> tuple[int, ...]:
        """The rows that were refused, from 0."""
        if not self._count.value:
            return ()
        return tuple(row for row, status in enumerate(self._statuses[: self._len]) if status)

    def why(self) -> dict[int, Diagnostic]:
        """What is wrong first, by row. The first call takes it."""
        why: dict[int, Diagnostic] = {}
        for diagnostic in diagnostics(self._why) if self._why else ():
            # The last one may say that there are more, and then it is about no row.
            if diagnostic.path:
                why.setdefault(int(diagnostic.path.split("/", 2)[1]), diagnostic)
        return why
