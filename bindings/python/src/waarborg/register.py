"""The register: which keys there are."""

from __future__ import annotations

import ctypes
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from ._native.call import byref, c_void_p, call, taken, text
from ._native.documents import Document, bytes_of, document
from ._native.handle import Handle, owned_by
from ._native.library import lib
from ._native.moments import NEVER, instant, micros
from ._native.whole import u32
from .keys import Keys
from .words import KeyState


@dataclass(frozen=True, slots=True)
class Destruction:
    """What the destruction of keys does, and what it does not. It erases nothing."""

    #: The numbers of the keys.
    keys: tuple[int, ...]
    at: datetime | None
    #: "refused-here" if a key that is left can derive it again, "not-derivable" if none can.
    effect: str
    #: True, always.
    leaves_personal_data: bool
    nl: str
    en: str
    #: The document as the library gave it: keep it as evidence.
    json: str = field(repr=False)

    @classmethod
    def _read(cls, given: str) -> Destruction:
        of = json.loads(given)
        return cls(
            tuple(of["keys"]), instant(of["at"]), of["effect"], of["leaves-personal-data"], of["nl"], of["en"], given
        )


class Activated(NamedTuple):
    """The next register, and the number of the key that it has more. Store the register before you use the key."""

    register: Register
    key: int


class Destroyed(NamedTuple):
    """The next register, and what the destruction does."""

    register: Register
    destruction: Destruction


class Recognised(NamedTuple):
    """The number of the key that a pseudonym names, and what that key may be used for."""

    key: int
    state: KeyState


class Register(Handle):
    """Which keys there are: their numbers, controllers, domains, epochs, states and dates, and no key. It never changes:
    what would change it gives the next one. Store it as JSON."""

    __slots__ = ()

    _Owned = owned_by(lib.wb_register_free)

    def __init__(self) -> None:
        """A register without keys."""
        owned = self._Owned()
        call(lib.wb_register_new, byref(owned))
        self._own(owned)

    @classmethod
    def parse(cls, register: Document) -> Register:
        """Reads a register from its JSON document."""
        given, owned = document(register, "register"), cls._Owned()
        call(lib.wb_register_parse, given, len(given), byref(owned))
        return cls._created(owned)

    def to_json(self) -> str:
        """The register as its JSON document: the same for the same register."""
        return text(lib.wb_register_json, self._use())

    def activate(
        self,
        keys: Keys,
        controller: str,
        domain: str,
        kind: str,
        *,
        at: datetime,
        controller_epoch: int = 1,
        epoch: int = 1,
        retire_after: datetime | None = None,
    ) -> Activated:
        """Puts a key into use, for one kind of identifier in one domain. What was active for these becomes accept-only.
        An epoch is used once. From `retire_after` on it makes no new pseudonyms."""
        by, of, what = bytes_of(controller, "controller"), bytes_of(domain, "domain"), bytes_of(kind, "kind")
        until = NEVER if retire_after is None else micros(retire_after, "retire_after")
        owned, key = self._Owned(), ctypes.c_uint32()
        call(
            lib.wb_register_activate,
            *(self._use(), keys._use(), by, len(by), u32(controller_epoch, "controller_epoch"), of, len(of)),
            *(u32(epoch, "epoch"), what, len(what), until, micros(at), byref(owned), byref(key)),
        )
        return Activated(self._created(owned), key.value)

    def retire(self, key: int, *, at: datetime) -> Register:
        """Makes a key accept-only from a moment on."""
        owned = self._Owned()
        call(lib.wb_register_retire, self._use(), u32(key, "key"), micros(at), byref(owned))
        return self._created(owned)

    def destroy(self, key: int, *, at: datetime) -> Destroyed:
        """Records that one key is destroyed. To destroy your own copies is up to you."""
        owned, rendered = self._Owned(), c_void_p()
        call(lib.wb_register_destroy, self._use(), u32(key, "key"), micros(at), byref(owned), byref(rendered))
        return Destroyed(self._created(owned), Destruction._read(taken(rendered)))

    def destroy_domain(self, controller: str, domain: str, *, at: datetime) -> Destroyed:
        """Records that all keys of a domain are destroyed, of every kind and epoch."""
        by, of, owned, rendered = (
            bytes_of(controller, "controller"),
            bytes_of(domain, "domain"),
            self._Owned(),
            c_void_p(),
        )
        call(
            lib.wb_register_destroy_domain,
            *(self._use(), by, len(by), of, len(of), micros(at), byref(owned), byref(rendered)),
        )
        return Destroyed(self._created(owned), Destruction._read(taken(rendered)))

    def recognise(self, pseudonym: str | bytes, *, at: datetime) -> Recognised:
        """Whose a pseudonym is. That it names a key does not prove that the key made it: `Domain.matches` does."""
        given, key, state = bytes_of(pseudonym, "pseudonym"), ctypes.c_uint32(), ctypes.c_int32()
        call(lib.wb_register_recognise, self._use(), given, len(given), micros(at), byref(key), byref(state))
        return Recognised(key.value, KeyState(state.value))
