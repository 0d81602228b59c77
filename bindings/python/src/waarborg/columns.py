"""Columns for the calls that answer many rows at once.

A column of numbers is anything with the buffer protocol (`array.array`, a NumPy array, a `memoryview`, packed `bytes`)
whose numbers are as wide as the library's; it is not copied where that can be avoided. A list works too, and is packed.
"""

from __future__ import annotations

import array
import ctypes as c
import enum
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, Union

from ._native.documents import Unseen, encoded
from ._native.memory import address
from .errors import ArgumentError, Diagnostic

#: A buffer of numbers, or a sequence of them.
Numbers = Any


@dataclass(frozen=True, slots=True)
class Kind:
    """What the numbers of a column are: how they are stored, and the letters by which buffers call that."""

    code: str
    ctype: Any
    letters: str
    description: str


U64 = Kind("Q", c.c_uint64, "QLN", "whole numbers of 64 bits without a sign")
I64 = Kind("q", c.c_int64, "qln", "whole numbers of 64 bits with a sign")
I32 = Kind("i", c.c_int32, "il", "whole numbers of 32 bits with a sign")
U32 = Kind("I", c.c_uint32, "IL", "whole numbers of 32 bits without a sign")
U8 = Kind("B", c.c_uint8, "B?", "bytes")

_NATIVE = "@=<" if sys.byteorder == "little" else "@=>"


@dataclass(frozen=True, slots=True)
class TextColumn:
    """Texts end to end, as in an Arrow column: text i runs from offsets[i] to offsets[i + 1] of data."""

    data: bytes = field(repr=False)
    #: Whole numbers of 32 bits with a sign, one more than there are texts.
    offsets: Numbers


#: Texts for each row, or a column that is laid end to end already. None is an empty text.
Texts = Union[Sequence[Any], TextColumn]


def _refused(name: str, message: str, expected: str) -> ArgumentError:
    return ArgumentError.of(Diagnostic(code="bad-column", message=f"the column `{name}` {message}", expected=expected))


def numbers(values: Numbers, kind: Kind, name: str) -> tuple[Any, int]:
    """A column as the library takes it, and how many numbers it has. Keep it until the call has returned."""
    try:
        view = memoryview(values)
    except TypeError:
        return _packed(values, kind, name)
    size = c.sizeof(kind.ctype)
    letter = view.format.lstrip(_NATIVE)
    if view.ndim != 1 or not view.c_contiguous:
        raise _refused(name, "is not laid out as one row of numbers", "a one-dimensional, contiguous buffer")
    if (view.itemsize, letter) in ((1, "B"), (1, "b"), (1, "c")) and size > 1:
        if view.nbytes % size:
            raise _refused(name, "is packed, and ends within a number", f"{kind.description}, packed")
    elif view.itemsize != size or letter not in kind.letters:
        raise _refused(name, f"has numbers of another kind ({view.format})", kind.description)
    n = view.nbytes // size
    if isinstance(values, bytes):
        return values, n
    if view.readonly:
        return view.tobytes(), n
    return address(view), n


def _packed(values: Iterable[int], kind: Kind, name: str) -> tuple[Any, int]:
    try:
        packed = array.array(kind.code, values)
    except (TypeError, OverflowError):
        raise _refused(name, "holds what is no such number", kind.description) from None
    return address(packed), len(packed)


def texts(values: Texts, name: str, write: Callable[[Any, str], bytes] | None = None) -> tuple[bytes, Any, int]:
    """Texts end to end, their offsets, and how many there are. `write` makes bytes of what is no text."""
    if isinstance(values, TextColumn):
        offsets, n = numbers(values.offsets, I32, f"{name} offsets")
        if not n:
            raise _refused(f"{name} offsets", "is empty", "one number more than there are texts")
        return bytes(values.data), offsets, n - 1
    if isinstance(values, (str, bytes)):
        raise TypeError(f"`{name}` is a list of texts, not one text")
    each = [_text(value, name, write) for value in values]
    whole = b"".join(each)
    if write is not None and any(isinstance(one, Unseen) for one in each):
        whole = Unseen(whole)
    if len(whole) > 2**31 - 1:
        raise _refused(name, "is too long", "at most 2 GiB of text in one call")
    return whole, address(array.array("i", accumulate(map(len, each), initial=0))), len(each)


def _text(value: Any, name: str, write: Callable[[Any, str], bytes] | None) -> bytes:
    if value is None:
        return b""
    if isinstance(value, str):
        return encoded(value, name)
    if isinstance(value, bytes):
        return value
    if write is not None:
        return write(value, name)
    raise TypeError(f"`{name}` is a list of texts, and one of them is of type {type(value).__name__}")


def same_rows(lengths: dict[str, int]) -> int:
    """How many rows the columns have, by their names; all must have equally many."""
    if len(set(lengths.values())) == 1:
        return next(iter(lengths.values()))
    rendered = ", ".join(f"{name} {n}" for name, n in lengths.items())
    message = "the columns do not have equally many rows" if lengths else "no column says how many rows there are"
    raise ArgumentError.of(
        Diagnostic(code="unequal-columns", message=message, expected=rendered or "at least one column")
    )


class Rows:
    """The columns of one call: all have equally many rows, and one value stands for as many as there are."""

    __slots__ = ("_columns", "_lengths")

    def __init__(self) -> None:
        self._columns: dict[str, Any] = {}
        self._lengths: dict[str, int] = {}

    def put(self, name: str, values: Any, kind: Kind, of: Callable[[Any], int]) -> None:
        """A column of numbers, of what `of` makes numbers of, or one value for all rows."""
        if values is None or isinstance(values, _ONE):
            self._columns[name] = (kind, of(values))
            return
        if isinstance(values, (list, tuple)):
            values = array.array(kind.code, map(of, values))
        self._columns[name], self._lengths[name] = numbers(values, kind, name)

    def put_texts(self, name: str, values: Texts | None, write: Callable[[Any, str], bytes]) -> None:
        """A column of texts; None for nothing in any row."""
        if values is None:
            self._columns[name] = None
            return
        whole, offsets, n = texts(values, name, write)
        self._columns[name], self._lengths[name] = (whole, offsets), n

    def __len__(self) -> int:
        return same_rows(self._lengths)

    def numbers(self, name: str) -> Any:
        """A column of numbers, with as many as there are rows."""
        column = self._columns[name]
        if name in self._lengths:
            return column
        kind, one = column
        return address(array.array(kind.code, (one,)) * len(self))

    def texts(self, name: str) -> tuple[bytes, Any]:
        """A column of texts end to end, and their offsets."""
        column: tuple[bytes, Any] | None = self._columns[name]
        return (b"", address(array.array("i", (0,)) * (len(self) + 1))) if column is None else column


#: What stands for all rows: a name, its number, a word, relations.
_ONE = (str, int, enum.Enum)
