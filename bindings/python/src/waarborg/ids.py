"""Names and their numbers: looked up once, kept beside the policy."""

from __future__ import annotations

import ctypes
from datetime import datetime
from typing import Any, Union

from ._native.call import byref, call
from ._native.documents import encoded
from ._native.handle import Owned
from ._native.library import lib
from ._native.moments import micros
from ._native.quick import i64, u64
from ._room import Room
from .words import Kind


class Id(int):
    """The number of a name, from `Policy.id`. Use it in the place of the name, in calls that are made often."""

    name: str
    kind: Kind
    _param: Any

    def __new__(cls, number: int, name: str, kind: Kind) -> Id:
        created = super().__new__(cls, number)
        created.name, created.kind, created._param = name, kind, u64(number)
        return created

    def __repr__(self) -> str:
        return f"<Id of the {self.kind.word} {self.name!r}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return Id, (int(self), self.name, self.kind)


#: A name, or its number.
Name = Union[str, Id]


class Numbers(dict[Name, Id]):
    """The numbers of the names of one kind, each looked up when it is first asked for."""

    __slots__ = ("_kind", "_policy")

    def __init__(self, policy: Owned, kind: Kind) -> None:
        super().__init__()
        self._policy, self._kind = policy, kind

    def __missing__(self, name: Name) -> Id:
        if isinstance(name, Id):
            return name
        if not isinstance(name, str):
            raise TypeError(f"a {self._kind.word} is named by a text, not by {type(name).__name__}")
        number, given = ctypes.c_uint64(), encoded(name, self._kind.word)
        call(lib.wb_policy_id, self._policy, self._kind.value, given, len(given), byref(number))
        self[name] = found = Id(number.value, name, self._kind)
        return found


class Names:
    """The numbers of all names of a policy. It keeps the policy alive."""

    __slots__ = ("roles", "purposes", "categories", "recipients", "preconditions", "rooms")

    def __init__(self, policy: Owned) -> None:
        self.roles = Numbers(policy, Kind.ROLE)
        self.purposes = Numbers(policy, Kind.PURPOSE)
        self.categories = Numbers(policy, Kind.CATEGORY)
        self.recipients = Numbers(policy, Kind.RECIPIENT)
        self.preconditions = Numbers(policy, Kind.PRECONDITION)
        #: Room for answers that is not in use: taken for a call, and put back after it.
        self.rooms: list[Room] = []

    def room(self, at: datetime) -> Room:
        """Room that nobody else uses meanwhile, with a moment in it. Put it back in `rooms` after a call that went well."""
        try:
            room = self.rooms.pop()
        except IndexError:
            room = Room()
        if at is not room.moment:
            # Many questions are about one moment.
            room.at, room.moment = i64(micros(at)), at
        return room

    def of(self, kind: Kind) -> Numbers:
        """Those of one kind."""
        return {
            Kind.ROLE: self.roles,
            Kind.PURPOSE: self.purposes,
            Kind.CATEGORY: self.categories,
            Kind.RECIPIENT: self.recipients,
            Kind.PRECONDITION: self.preconditions,
        }[kind]
