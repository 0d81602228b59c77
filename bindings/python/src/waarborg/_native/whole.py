"""Numbers that must fit: ctypes would cut off what does not, and ask about something else."""

from __future__ import annotations

from typing import Union

from ..errors import ArgumentError, Diagnostic


def u32(number: int, name: str) -> int:
    """A whole number of 32 bits without a sign."""
    if isinstance(number, bool) or not isinstance(number, int):
        raise TypeError(f"`{name}` must be a whole number, not {type(number).__name__}")
    if not 0 <= number < 2**32:
        raise ArgumentError.of(Diagnostic("out-of-range", f"`{name}` is out of range", expected="0 to 4,294,967,295"))
    return number


def octets(value: Union[bytes, bytearray, memoryview], name: str) -> bytes:
    """Bytes, also from a database that gives them as a memoryview."""
    if not isinstance(value, (bytes, bytearray, memoryview)):
        raise TypeError(f"`{name}` must be bytes, not {type(value).__name__}")
    return bytes(value)
