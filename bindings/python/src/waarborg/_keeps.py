"""Until when may it be kept, and may it be erased?"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ._claims import OfClaims
from ._native.call import byref, call, text
from ._native.library import lib
from ._native.moments import micros, moment_of
from ._native.structs import DUE_DATE, ERASURE, RawDueDate, RawErasure
from .columns import U64, Rows, Texts
from .ids import Name
from .listing import Listing, listed
from .question import Record, name_bytes, record_bytes, record_of_row
from .retention import Due, DueExplanation, Dues, Erasable, RetainingClaim, due_of, erasable_of


class Keeps(OfClaims):
    """The readings that tell until when."""

    __slots__ = ()

    def due(self, category: Name, record: Record = None) -> Due:
        """Until when a record of a category may be kept."""
        owned, given, raw = self._use(), record_bytes(record), RawDueDate(ctypes.sizeof(RawDueDate))
        call(lib.wb_due, owned, self._names.categories[category], given, len(given), byref(raw))
        return due_of(DUE_DATE.unpack(raw))

    def explain_due(self, category: Name, record: Record = None) -> DueExplanation:
        """The same as `due`, with the reason as people read it, and the lower identifiabilities before that."""
        name, given = name_bytes(category, "category"), record_bytes(record)
        return DueExplanation._read(text(lib.wb_due_json, self._use(), name, len(name), given, len(given)))

    def due_many(self, categories: Name | Sequence[Name] | Any, records: Texts | None = None) -> Dues:
        """`due` for each of many records, in one call. Columns are as of `decide_many`."""
        owned, rows = self._use(), self._rows(categories, records)
        dues = Dues(len(rows))
        call(lib.wb_due_many, owned, *_columns(rows), dues._room())
        return dues

    def next_due(self, categories: Name | Sequence[Name] | Any, records: Texts | None = None) -> datetime | None:
        """The earliest moment at which one of many records, or one of its lower identifiabilities, is due: look again
        then, or after the next entry. None if none has an end."""
        owned, rows, earliest = self._use(), self._rows(categories, records), ctypes.c_int64()
        call(lib.wb_next_due, owned, *_columns(rows), byref(earliest))
        return moment_of(earliest.value)

    def erasable(self, category: Name, record: Record = None, *, at: datetime) -> Erasable:
        """Whether a record may be erased now: it is due, nothing holds it, and every entry can be read. Ask this before
        each erasure: `due` alone does not tell."""
        owned, given, raw = self._use(), record_bytes(record), RawErasure(ctypes.sizeof(RawErasure))
        number = self._names.categories[category]
        call(lib.wb_erasable, owned, number, given, len(given), micros(at), byref(raw))
        return erasable_of(ERASURE.unpack(raw))

    def kept_by(self, category: Name, record: Record = None, *, at: datetime) -> Listing[RetainingClaim]:
        """Everything that keeps a record at a moment: the answer to what was kept, and on what ground."""
        name, given = name_bytes(category, "category"), record_bytes(record)
        kept = text(lib.wb_kept_by, self._use(), name, len(name), given, len(given), micros(at))
        return listed(kept, "kept-by", RetainingClaim._read)

    def _rows(self, categories: Any, records: Any) -> Rows:
        rows = Rows()
        rows.put("categories", categories, U64, self._names.categories.__getitem__)
        rows.put_texts("records", records, record_of_row)
        return rows


def _columns(rows: Rows) -> tuple[Any, ...]:
    given, offsets = rows.texts("records")
    return len(rows), rows.numbers("categories"), given, len(given), offsets
