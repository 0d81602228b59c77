"""The ledger: what was erased stays erased, also when a backup is restored."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ._native.call import byref, c_void_p, call, taken
from ._native.documents import bytes_of, document
from ._native.handle import Handle, owned_by
from ._native.library import lib
from ._native.memory import Chars32, address, numbers
from ._native.moments import written
from ._native.secret import Secret, lent
from ._native.whole import octets
from .columns import Texts, same_rows, texts
from .dossier import Lines, lines_of


@dataclass(frozen=True, slots=True)
class LedgerAppended:
    """A line to store under its number, with the head beside it, in one transaction. It names nobody."""

    #: The line, without a line feed.
    line: str
    #: Its number, from 1.
    seq: int
    #: The 32 bytes of the head after it.
    head: bytes
    #: The ledger with the line, to go on with.
    ledger: Ledger = field(repr=False, compare=False)


class Ledger(Handle):
    """A ledger: its lines, with its key. It never changes: making a line gives the ledger that has it. The key is wiped from
    memory when the last ledger that has it is closed."""

    __slots__ = ()

    _Owned = owned_by(lib.wb_ledger_free)

    @classmethod
    def create(cls, key: Secret, *, zone: str = "Europe/Amsterdam") -> LedgerAppended:
        """Makes a new ledger and its first line, once: store the line and the head. `key` is exactly 32 random bytes that you
        keep apart from the lines and from the backups. From then on, `open` reads it."""
        (secret, length), where, owned = lent(key, "key"), bytes_of(zone, "zone"), cls._Owned()
        line, head = c_void_p(), Chars32()
        call(lib.wb_ledger_create, secret, length, where, len(where), byref(owned), byref(line), head, 32)
        return LedgerAppended(taken(line), 1, head.raw, cls._created(owned))

    @classmethod
    def open(cls, key: Secret, lines: Lines, head: bytes, *, zone: str = "Europe/Amsterdam") -> Ledger:
        """Opens a ledger with the key it was made with, all its lines in order, and the head that was stored with the last.

        It never opens in part, since it would then say "not erased": KeysError for another key, LedgerError without a line or
        for a line that is none, HeadMismatch if a line is missing or was changed."""
        (secret, length), where, given, owned = lent(key, "key"), bytes_of(zone, "zone"), lines_of(lines), cls._Owned()
        after = octets(head, "head")
        call(
            lib.wb_ledger_open,
            *(secret, length, where, len(where), given, len(given), after, len(after), byref(owned)),
        )
        return cls._created(owned)

    @property
    def head(self) -> bytes:
        """The 32 bytes of the head: they change with every line."""
        room, number = Chars32(), ctypes.c_uint32()
        call(lib.wb_ledger_head, self._use(), room, 32, byref(number))
        return room.raw

    @property
    def seq(self) -> int:
        """The number of the last line."""
        room, number = Chars32(), ctypes.c_uint32()
        call(lib.wb_ledger_head, self._use(), room, 32, byref(number))
        return number.value

    def suppressed(
        self, controller: str, person: str, *, through: date | datetime, categories: Iterable[str] = ()
    ) -> LedgerAppended:
        """Makes the line to keep after an erasure, which names nobody: records of a person made up to and including `through`
        are suppressed, in these categories; in all if none is named. `controller` and `person` are texts of yours, the same
        ones whenever you ask again. Changes nothing: store what comes of it, and go on with its ledger."""
        by, who, last = bytes_of(controller, "controller"), bytes_of(person, "person"), _when(through, "through")
        if isinstance(categories, str):
            raise TypeError("categories are a list of names")
        named = document(list(categories), "categories")
        return self._appended(
            lib.wb_ledger_suppressed,
            *(self._use(), by, len(by), who, len(who), last, len(last), named, len(named)),
        )

    def lifted(self, controller: str, person: str, *, since: date | datetime) -> LedgerAppended:
        """Makes the line to keep when a person is back: from `since` on, an undated record may be new, and is recognised no
        more."""
        by, who, first = bytes_of(controller, "controller"), bytes_of(person, "person"), _when(since, "since")
        return self._appended(lib.wb_ledger_lifted, *(self._use(), by, len(by), who, len(who), first, len(first)))

    @classmethod
    def _appended(cls, function: Any, *arguments: Any) -> LedgerAppended:
        owned, line, head, seq = cls._Owned(), c_void_p(), Chars32(), ctypes.c_uint32()
        call(function, *arguments, byref(owned), byref(line), head, 32, byref(seq))
        return LedgerAppended(taken(line), seq.value, head.raw, cls._created(owned))

    def recognises(self, controller: str, person: str, category: str, *, created: date | datetime | None) -> bool:
        """Whether a record of a restored backup, or of a new import, is one that was erased, and must be erased again.
        `made` is when it was made; None if nobody knows, and then it was erased unless the person has come back since."""
        by, who, what = bytes_of(controller, "controller"), bytes_of(person, "person"), bytes_of(category, "category")
        when, found = b"" if created is None else _when(created, "created"), ctypes.c_int32()
        call(
            lib.wb_ledger_recognises,
            *(self._use(), by, len(by), who, len(who), what, len(what), when, len(when), byref(found)),
        )
        return found.value == 1

    def recognises_many(
        self,
        controller: str,
        persons: Texts,
        categories: Texts,
        created: Texts | Sequence[date | datetime | None],
    ) -> list[bool]:
        """`recognises` for each row of three columns, in one call. Keep a person's rows together."""
        owned, by = self._use(), bytes_of(controller, "controller")
        who, of_who, n = texts(persons, "persons")
        what, of_what, of_categories = texts(categories, "categories")
        when, of_when, of_created = texts(created, "created", _when)
        same_rows({"persons": n, "categories": of_categories, "created": of_created})
        found = numbers("i", n)
        call(
            lib.wb_ledger_recognises_many,
            *(owned, by, len(by), n, who, len(who), of_who, what, len(what), of_what, when, len(when), of_when),
            address(found),
        )
        return [one == 1 for one in found[:n]]


def _when(moment: date | datetime, name: str) -> bytes:
    if not isinstance(moment, date):
        raise TypeError(f"`{name}` must be a date, or a datetime with a time zone, not {type(moment).__name__}")
    return written(moment, name).encode()
