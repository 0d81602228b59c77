"""One question about many persons, such as a class, in one call."""

from __future__ import annotations

from collections.abc import Iterable
from ctypes import c_char_p
from datetime import datetime
from struct import pack
from typing import Any

from ._claims import OfClaims
from ._native.call import failed
from ._native.handle import Owned, closed
from ._native.memory import address
from ._native.quick import NULL, ZERO_SIZE, ZERO_U64, function, size
from .claims import Claims
from .decision import Decisions, decision_rows
from .ids import Id, Name, Names
from .question import (
    NO_RELATION,
    Record,
    identifiability_number,
    precondition_numbers,
    record_bytes,
    relations_number,
    verb_number,
)
from .words import ActorRelation, Identifiability, Verb

_decide_each, _chars = function("wb_decide_each"), c_char_p.from_param


class Several(Owned):
    """The claims of many, side by side for a call. It keeps them; of its own it has nothing to free."""

    __slots__ = ("held",)

    held: list[Owned]

    def __del__(self) -> None:
        """Frees nothing."""


class Group(OfClaims):
    """The claims on the data of many persons, such as a class, to ask about all of them in one call, again and again. It
    never changes, and keeps the claims that it was made from, also those that are closed after it was made."""

    __slots__ = ("_len", "_size", "_rows")

    _len: int
    _size: Any
    #: Rows that are not in use, with where they are: taken for a call, and put back after it.
    _rows: list[tuple[bytearray, Any]]

    def __init__(self, claims: Iterable[Claims]) -> None:
        """A group of persons whose claims are made with equal policies; the answers come in their order."""
        each, several = list(claims), Several()
        several.held, pointers = _side_by_side(each)
        # An argument keeps what it was made from.
        several.param = _chars(pointers)
        self._owned, self._len, self._size, self._rows = several, len(each), size(len(each)), []
        if each:
            self._names = each[0]._names

    def __len__(self) -> int:
        return self._len

    def __bool__(self) -> bool:
        return True

    def decide(
        self,
        role: Name,
        verb: Verb | str,
        purpose: Name,
        category: Name,
        *,
        at: datetime,
        recipient: Name | None = None,
        identifiability: Identifiability | str | None = None,
        relations: ActorRelation = NO_RELATION,
        preconditions: Iterable[Name] = (),
        record: Record = None,
    ) -> Decisions:
        """`Claims.decide` for each of them, in their order. If one fails, the call does, and the error's path begins with
        its number, from 0; what is wrong with the question itself has no number."""
        owned = self._owned
        if owned is None:
            raise closed("Group")
        if not self._len:
            return Decisions(b"")
        try:
            rows = self._rows.pop()
        except IndexError:
            created = decision_rows(self._len)
            rows = created, address(created)
        raw, to_raw = rows
        where = owned.param, self._size, self._names, to_raw
        _ask(*where, role, verb, purpose, category, at, recipient, identifiability, relations, preconditions, record)
        decisions = Decisions(bytes(raw))
        self._rows.append(rows)
        return decisions


def decide_each(
    claims: Iterable[Claims],
    role: Name,
    verb: Verb | str,
    purpose: Name,
    category: Name,
    *,
    at: datetime,
    recipient: Name | None = None,
    identifiability: Identifiability | str | None = None,
    relations: ActorRelation = NO_RELATION,
    preconditions: Iterable[Name] = (),
    record: Record = None,
) -> Decisions:
    """One question about many persons in one call. Asked again and again, keep a `Group`."""
    each = list(claims)
    if not each:
        return Decisions(b"")
    # `held` keeps them until the call has returned.
    held, pointers = _side_by_side(each)
    raw = decision_rows(len(held))
    where = pointers, size(len(held)), each[0]._names, address(raw)
    _ask(*where, role, verb, purpose, category, at, recipient, identifiability, relations, preconditions, record)
    return Decisions(raw)


def _side_by_side(claims: list[Claims]) -> tuple[list[Owned], bytes]:
    """What claims own, to be held, and their pointers."""
    held: list[Any] = [one._owned for one in claims]
    try:
        return held, pack(f"{len(held)}P", *[one.number for one in held])
    except AttributeError:
        raise closed("Claims") from None


def _ask(
    claims: Any,
    n: Any,
    names: Names,
    to_raw: Any,
    role: Name,
    verb: Verb | str,
    purpose: Name,
    category: Name,
    at: datetime,
    recipient: Name | None,
    identifiability: Identifiability | str | None,
    relations: ActorRelation,
    preconditions: Iterable[Name],
    record: Record,
) -> None:
    """Writes the answers into rows."""
    passed, passed_len = precondition_numbers(names, preconditions) if preconditions else (NULL, 0)
    given = b"" if record is None else record_bytes(record)
    room = names.room(at)
    status = _decide_each(
        claims,
        n,
        (role if role.__class__ is Id else names.roles[role])._param,
        verb_number(verb),
        (purpose if purpose.__class__ is Id else names.purposes[purpose])._param,
        (category if category.__class__ is Id else names.categories[category])._param,
        ZERO_U64 if recipient is None else names.recipients[recipient]._param,
        -1 if identifiability is None else identifiability_number(identifiability),
        0 if relations is NO_RELATION else relations_number(relations),
        passed,
        size(passed_len) if passed_len else ZERO_SIZE,
        given,
        size(len(given)) if given else ZERO_SIZE,
        room.at,
        to_raw,
        room.to_error,
    )
    if status:
        raise failed(status, room.error, given)
    names.rooms.append(room)
