"""A pseudonymisation domain: one pseudonym at a time, and many at once."""

from __future__ import annotations

import ctypes
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ._native.call import byref, c_void_p, call, failed, text
from ._native.documents import bytes_of
from ._native.handle import Handle, closed, owned_by
from ._native.library import lib
from ._native.memory import Chars10, Chars32, address
from ._native.moments import micros
from ._native.quick import function, size
from ._native.whole import u32
from ._refused import Refused
from .columns import Texts, texts
from .errors import Diagnostic
from .keys import Keys
from .register import Register

_pseudonym = function("wb_pseudonym")
_CHARACTERS, _BYTES = 32, 20
_ROOM = size(_CHARACTERS)


class Room:
    """Room for a pseudonym and an error: made once, used for many calls, by one at a time."""

    __slots__ = ("text", "error", "to_error")

    def __init__(self) -> None:
        self.text, self.error = Chars32(), c_void_p()
        self.to_error = byref(self.error)


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """The pseudonyms of many identifiers, in their order."""

    #: The characters of each; None for an identifier that was refused.
    texts: tuple[str | None, ...] = field(repr=False)
    #: The 20 bytes of each, end to end; zeroes for one that was refused.
    packed: bytes = field(repr=False)
    #: The rows that were refused, from 0.
    refused: tuple[int, ...]
    #: Why, by row: of the first thousand.
    refusals: Mapping[int, Diagnostic]

    def __len__(self) -> int:
        return len(self.texts)


class Domain(Handle):
    """A domain of one controller, its keys derived and ready. It never changes; all threads may use one at once. It needs
    neither keys nor register once it is open."""

    __slots__ = ("_kinds", "_rooms")

    _Owned = owned_by(lib.wb_domain_free)
    _kinds: dict[str, tuple[bytes, Any]]
    _rooms: list[Room]

    @classmethod
    def open(cls, register: Register, keys: Keys, controller: str, domain: str, *, at: datetime) -> Domain:
        """Opens a domain: derives its keys. Once, at start-up. KeysError if the keys are not those of the register."""
        by, of, owned = bytes_of(controller, "controller"), bytes_of(domain, "domain"), cls._Owned()
        call(
            lib.wb_domain_open,
            *(register._use(), keys._use(), by, len(by), of, len(of), micros(at), byref(owned)),
        )
        opened = cls._created(owned)
        opened._kinds, opened._rooms = {}, []
        return opened

    def pseudonym(self, kind: str, identifier: str) -> str:
        """The 32 characters of the pseudonym of an identifier, under the active key.

        `kind` is one of "pgn", "eckid", "stampseudoniem", "leerlingnummer", "ip", "mail", "mail/lower", "mail/untagged",
        "mail/lower-untagged", "text/NAME", "text/NAME/lower". IdentifierError for what is malformed: it has no pseudonym.
        """
        owned = self._owned
        if owned is None:
            raise closed("Domain")
        known = self._kinds.get(kind)
        if known is None:
            known = self._kind(kind)
        given = bytes_of(identifier, "identifier")
        try:
            room = self._rooms.pop()
        except IndexError:
            room = Room()
        status = _pseudonym(owned.param, *known, given, size(len(given)), room.text, _ROOM, room.to_error)
        if status:
            raise failed(status, room.error)
        made = room.text.raw.decode()
        self._rooms.append(room)
        return made

    def all_active(self, kind: str, identifier: str) -> list[str]:
        """The pseudonyms of an identifier under every key that is not destroyed: the active one first, then the
        accept-only ones, newest first. To find rows that were made before a rotation."""
        what, given = bytes_of(kind, "kind"), bytes_of(identifier, "identifier")
        made: list[str] = json.loads(
            text(lib.wb_pseudonyms_all_active, self._use(), what, len(what), given, len(given))
        )
        return made

    def matches(self, kind: str, identifier: str, pseudonym: str | bytes) -> bool:
        """Whether a pseudonym, its 32 characters or its 20 bytes, is that of an identifier. In constant time."""
        what, given, of = bytes_of(kind, "kind"), bytes_of(identifier, "identifier"), bytes_of(pseudonym, "pseudonym")
        found = ctypes.c_int32()
        call(
            lib.wb_pseudonym_matches,
            *(self._use(), what, len(what), given, len(given), of, len(of), byref(found)),
        )
        return found.value == 1

    def shift(self, kind: str, identifier: str, days: int, day: date) -> date:
        """Moves a day by the constant of one person, at most so many days either way (1 to 3650): what lies between two
        days of one person stays, when they were does not. Use one kind for all tables."""
        if isinstance(day, datetime) or not isinstance(day, date):
            raise TypeError("`day` must be a date, without a time")
        what, given, on = bytes_of(kind, "kind"), bytes_of(identifier, "identifier"), day.isoformat().encode()
        room = Chars10()
        most = u32(days, "days")
        call(lib.wb_shift, self._use(), what, len(what), given, len(given), most, on, len(on), room, 10)
        return date.fromisoformat(room.raw.decode())

    def pseudonyms(self, kind: str, identifiers: Texts) -> Pseudonyms:
        """The pseudonyms of many identifiers of one kind, in one call. One that is refused stops no other.

        The order tells who is who: sort by pseudonym what leaves with data of another domain.
        """
        owned, what = self._use(), bytes_of(kind, "kind")
        given, offsets, n = texts(identifiers, "identifiers")
        packed, written = bytearray(n * _BYTES or 1), bytearray(n * _CHARACTERS or 1)
        refused = Refused(n)
        call(
            lib.wb_pseudonyms,
            *(owned, what, len(what), n, given, len(given), offsets, address(packed), n * _BYTES, address(written)),
            *(n * _CHARACTERS, *refused.room()),
        )
        whole, rows = written[: n * _CHARACTERS].decode(), refused.rows()
        made: list[str | None] = [whole[at : at + _CHARACTERS] for at in range(0, len(whole), _CHARACTERS)]
        for row in rows:
            made[row] = None
        return Pseudonyms(tuple(made), bytes(packed[: n * _BYTES]), rows, refused.why())

    def _kind(self, kind: str) -> tuple[bytes, Any]:
        what = bytes_of(kind, "kind")
        known = (what, size(len(what)))
        if len(self._kinds) < 64:
            self._kinds[kind] = known
        return known
