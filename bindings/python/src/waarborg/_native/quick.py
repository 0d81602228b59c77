"""Calls that are made often.

With argument types, ctypes converts every argument of every call. Here what does not change, such as the number of a
name, is converted once, by `from_param`, whose result is documented to be good as an argument; and the function is one
without argument types, which takes what is converted already. That is several times faster for fifteen arguments. What
is passed so must be right by itself: each parameter below says its C type, and plain integers are passed as C's int.
"""

from __future__ import annotations

import ctypes as c
from typing import Any

from .library import lib

pointer = c.c_void_p.from_param
size = c.c_size_t.from_param
u64 = c.c_uint64.from_param
i64 = c.c_int64.from_param

NULL = pointer(None)
ZERO_SIZE, ZERO_U64 = size(0), u64(0)


def function(name: str) -> Any:
    """A function that returns a status, and takes what is converted already."""
    found = lib[name]
    found.restype = c.c_int32
    return found
