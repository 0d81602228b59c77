"""Tables that are to be released."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Union

from ._native.call import byref, call
from ._native.documents import bytes_of
from ._native.handle import Handle, Owned, owned_by
from ._native.library import lib
from .columns import I64, U8, TextColumn, numbers, texts

#: Texts, or whole numbers, with None for a value that is missing; or a buffer of whole numbers of 64 bits with a sign.
Column = Union[Sequence[Union[str, None]], Sequence[Union[int, None]], TextColumn, Any]


class Table(Handle):
    """Columns of one table, by name, copied. It never changes: `with_column` gives a new one, which shares the others.

    Whole numbers have an order, and are the only ones for which a distance by order can be asked; all else is text.
    """

    __slots__ = ("_rows",)

    _Owned = owned_by(lib.wb_table_free)
    _rows: int

    def __init__(self, columns: Mapping[str, Column]) -> None:
        """A table with these columns, of which there is at least one; all have equally many rows."""
        if not columns:
            raise TypeError("a table has at least one column")
        owned = None
        for name, values in columns.items():
            owned, self._rows = _with(owned, self._Owned(), name, values, None)
        assert owned is not None
        self._own(owned)

    def with_column(self, name: str, values: Column, *, valid: Any = None) -> Table:
        """The table with one column more. `valid` is a buffer with a byte for each value, 0 for one that is missing; where
        it is not given, None is missing."""
        owned, rows = _with(self._use(), self._Owned(), name, values, valid)
        table = self._created(owned)
        table._rows = rows
        return table

    def __len__(self) -> int:
        return self._rows

    def __bool__(self) -> bool:
        return True


def _with(besides: Owned | None, owned: Owned, name: str, values: Column, valid: Any) -> tuple[Owned, int]:
    """Columns, and one more."""
    called = bytes_of(name, "name")
    missing = None
    if not isinstance(values, TextColumn) and _is_sequence(values):
        each = list(values)
        missing = bytes(value is not None for value in each) if None in each else None
        if all(value is None or isinstance(value, str) for value in each):
            values = each
        else:
            values = [0 if value is None else value for value in each]
    present = missing if valid is None else numbers(valid, U8, "valid")[0]
    if isinstance(values, TextColumn) or (isinstance(values, list) and not any(isinstance(v, int) for v in values)):
        whole, offsets, n = texts(values, name)
        call(
            lib.wb_table_texts,
            *(besides, called, len(called), n, whole, len(whole), offsets, present, byref(owned)),
        )
        return owned, n
    column, n = numbers(values, I64, name)
    call(lib.wb_table_integers, besides, called, len(called), n, column, present, byref(owned))
    return owned, n


def _is_sequence(values: Any) -> bool:
    try:
        memoryview(values)
    except TypeError:
        return True
    return False
