"""Documents for the library: text, bytes, or what `json` can write, with days, moments and words in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Union

from ..errors import ArgumentError, Diagnostic
from ..tolerant import Word
from .moments import written

#: A document: JSON as text or bytes, or a mapping that is written as JSON.
Document = Union[str, bytes, Mapping[str, Any]]


class Unseen(bytes):
    """A document that was written here from a mapping. Nobody has seen its text, so no line or column of it helps."""


def _other(value: object) -> object:
    if isinstance(value, date):
        return written(value, "a moment in a document")
    if isinstance(value, Word):
        return value.word
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    what = "text, numbers, days, moments, words, lists and mappings"
    raise TypeError(f"a document can hold {what}, not {type(value).__name__}")


_encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_other)


def encoded(text: str, name: str) -> bytes:
    """A text as UTF-8."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise _not_text(name) from None


def _not_text(name: str) -> ArgumentError:
    return ArgumentError.of(Diagnostic(code="not-utf8", message=f"`{name}` holds half a character, which is no text"))


def document(value: Document | list[Any] | tuple[Any, ...], name: str) -> bytes:
    """The bytes of a document."""
    if isinstance(value, str):
        return encoded(value, name)
    if isinstance(value, bytes):
        return value
    if isinstance(value, (bytearray, memoryview)):
        return bytes(value)
    if isinstance(value, Mapping):
        return Unseen(encoded(_encoder.encode(dict(value)), name))
    if isinstance(value, (list, tuple)):
        return encoded(_encoder.encode(value), name)
    raise TypeError(f"`{name}` must be a document: text, bytes or a mapping, not {type(value).__name__}")


def bytes_of(value: str | bytes, name: str) -> bytes:
    """A text, or the bytes of one."""
    if isinstance(value, str):
        return encoded(value, name)
    if isinstance(value, bytes):
        return value
    raise TypeError(f"`{name}` must be a text, not {type(value).__name__}")
