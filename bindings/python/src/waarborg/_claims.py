"""What all readings of claims have in common."""

from __future__ import annotations

from ._native.handle import Handle
from .ids import Names


class OfClaims(Handle):
    """Claims, and the numbers of the names that they know."""

    __slots__ = ("_names",)

    _names: Names
