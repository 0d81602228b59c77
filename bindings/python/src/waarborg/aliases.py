"""One person, two numbers: pseudonyms that stand for older ones."""

from __future__ import annotations

import json
from datetime import datetime

from ._native.call import byref, call, text
from ._native.documents import Document, bytes_of, document
from ._native.handle import Handle, owned_by
from ._native.library import lib
from ._native.memory import Chars32
from ._native.moments import micros
from .pairs import PAIR, Pairs, joined


class Aliases(Handle):
    """Pseudonyms of one domain that stand for older ones, each since a moment. It never changes: what would add to it
    gives the next one. Personal data: store it with the keys, not with the data."""

    __slots__ = ()

    _Owned = owned_by(lib.wb_aliases_free)

    def __init__(self) -> None:
        """Aliases, none yet."""
        owned = self._Owned()
        call(lib.wb_aliases_new, byref(owned))
        self._own(owned)

    @classmethod
    def parse(cls, aliases: Document) -> Aliases:
        """Reads aliases from their JSON document."""
        given, owned = document(aliases, "aliases"), cls._Owned()
        call(lib.wb_aliases_parse, given, len(given), byref(owned))
        return cls._created(owned)

    def to_json(self) -> str:
        """The aliases as their JSON document: the same for the same aliases."""
        return text(lib.wb_aliases_json, self._use())

    def add(self, newer: str | bytes, older: str | bytes, *, since: datetime) -> Aliases:
        """Lets a newer pseudonym stand for an older one from a moment on. Refused if it would go in a circle, or two
        ways. For many, make the document."""
        new, old, owned = bytes_of(newer, "newer"), bytes_of(older, "older"), self._Owned()
        call(
            lib.wb_aliases_add,
            *(self._use(), new, len(new), old, len(old), micros(since, "since"), byref(owned)),
        )
        return self._created(owned)

    def rekey(self, pairs: Pairs) -> Aliases:
        """The same aliases under other keys, by the pairs of `rekey`. IdentifierError if no pair is of one of them."""
        given, owned = joined(pairs), self._Owned()
        call(lib.wb_aliases_rekey, self._use(), len(given) // PAIR, given, len(given), byref(owned))
        return self._created(owned)

    def resolve(self, newer: str | bytes, *, at: datetime) -> str:
        """The pseudonym that one stands for at a moment, followed to the end; itself if none."""
        given, room = bytes_of(newer, "newer"), Chars32()
        call(lib.wb_aliases_resolve, self._use(), given, len(given), micros(at), room, 32)
        return room.raw.decode()

    def same_person(self, one: str | bytes, *, at: datetime) -> list[str]:
        """All pseudonyms that stand for the same one at a moment, sorted: where a person's data must be looked for."""
        given = bytes_of(one, "one")
        found: list[str] = json.loads(text(lib.wb_aliases_same_person, self._use(), given, len(given), micros(at)))
        return found
