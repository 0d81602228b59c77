"""A tuple of what a document lists, with the document itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

T = TypeVar("T")


class Listing(tuple[T, ...]):
    """What a document lists, in its order. `json` is the document as the library gave it: equal for equal questions."""

    json: str

    def __new__(cls, items: Iterable[T], document: str) -> Listing[T]:
        created = super().__new__(cls, items)
        created.json = document
        return created

    def __reduce__(self) -> tuple[Any, ...]:
        return Listing, (tuple(self), self.json)

    def __repr__(self) -> str:
        return super().__repr__()


def listed(document: str, field: str | None, read: Callable[[dict[str, Any]], T]) -> Listing[T]:
    """Reads a document that is a list, or has one in a field."""
    whole = json.loads(document)
    return Listing((read(item) for item in (whole if field is None else whole[field])), document)
