"""Memory that is lent to a call.

An array of ctypes has a type of its own for each length, which costs more to make than a call does. So memory of any
length is a `bytearray` or an `array.array` here, and what is passed is a pointer to its first byte. Types for the few
fixed lengths are made once.
"""

from __future__ import annotations

import array
import ctypes as c
from typing import Any

Chars10, Chars32, Chars64, Chars64K = c.c_char * 10, c.c_char * 32, c.c_char * 64, c.c_char * 65_536

_byte, _byref = c.c_char.from_buffer, c.byref


def address(memory: Any) -> Any:
    """A pointer to the first byte of memory that can be written, which it keeps; NULL if there is none."""
    return _byref(_byte(memory)) if len(memory) else None


def numbers(code: str, n: int) -> array.array[int]:
    """Room for n numbers, and for one if there are none: a call that asks for room gets some."""
    return array.array(code, bytes(array.array(code).itemsize * (n or 1)))
