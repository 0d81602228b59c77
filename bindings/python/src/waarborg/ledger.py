"""The ledger: what was erased stays erased, also when a backup is restored."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from ._native.call import byref, call, text
from ._native.documents import bytes_of, document
from ._native.handle import Handle, owned_by
from ._native.library import lib
from ._native.memory import address, numbers
from ._native.moments import written
from ._native.secret import Secret, lent
from .columns import Texts, same_rows, texts
from .dossier import Lines, lines_of


class Ledger(Handle):
    """The lines of a ledger with their key. It never changes; to read a line that you added, open it again. The key is
    wiped from memory when it is closed."""

    __slots__ = ()

    _Owned = owned_by(lib.wb_ledger_free)

    @classmethod
    def open(cls, key: Secret, lines: Lines = "", *, zone: str = "Europe/Amsterdam") -> Ledger:
        """Opens a ledger: `key` is exactly 32 random bytes that you keep apart from the lines and from the backups, `lines`
        are all its lines in the order in which they were written. LedgerError lists every line that is none."""
        (secret, length), where, given, owned = lent(key, "key"), bytes_of(zone, "zone"), lines_of(lines), cls._Owned()
        call(lib.wb_ledger_open, secret, length, where, len(where), given, len(given), byref(owned))
        return cls._created(owned)

    def suppressed(
        self, controller: str, person: str, *, through: date | datetime, categories: Iterable[str] = ()
    ) -> str:
        """The line to keep after an erasure, which names nobody: records of a person made up to and including `through` are
        suppressed, in these categories; in all if none is named. `controller` and `person` are texts of yours, the same
        ones whenever you ask again."""
        by, who, last = bytes_of(controller, "controller"), bytes_of(person, "person"), _when(through, "through")
        if isinstance(categories, str):
            raise TypeError("categories are a list of names")
        named = document(list(categories), "categories")
        return text(
            lib.wb_ledger_suppressed,
            *(self._use(), by, len(by), who, len(who), last, len(last), named, len(named)),
        )

    def lifted(self, controller: str, person: str, *, since: date | datetime) -> str:
        """The line to keep when a person is back: from `since` on, what nobody dated may be new, and is recognised no
        more."""
        by, who, first = bytes_of(controller, "controller"), bytes_of(person, "person"), _when(since, "since")
        return text(lib.wb_ledger_lifted, self._use(), by, len(by), who, len(who), first, len(first))

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
