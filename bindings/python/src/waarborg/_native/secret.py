"""Secret bytes on their way to the library: not copied where they can be lent."""

from __future__ import annotations

from typing import Any, Union

from .memory import address

#: 32 bytes that are secret. Of a `bytearray` nothing is copied, and you can wipe it after the call.
Secret = Union[bytes, bytearray]


def lent(secret: Secret, name: str) -> tuple[Any, int]:
    """The bytes and how many they are, to be passed to a call."""
    if isinstance(secret, bytearray):
        return address(secret), len(secret)
    if isinstance(secret, bytes):
        return secret, len(secret)
    raise TypeError(f"`{name}` must be bytes or a bytearray, not {type(secret).__name__}")
