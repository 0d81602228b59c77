"""Room for an answer."""

from __future__ import annotations

import ctypes
from typing import Any

from ._native.call import byref, c_void_p
from ._native.structs import RawDecision

#: None that is given is not the moment that was asked about last.
_NO_MOMENT = object()


class Room:
    """Room for an answer and an error, and the last moment that was asked about: made once, used for many calls, by one
    at a time."""

    __slots__ = ("raw", "error", "to_raw", "to_error", "moment", "at")

    def __init__(self) -> None:
        self.raw, self.error = RawDecision(ctypes.sizeof(RawDecision)), c_void_p()
        self.to_raw, self.to_error = byref(self.raw), byref(self.error)
        self.moment: object = _NO_MOMENT
        self.at: Any = None
