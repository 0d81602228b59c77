"""Until when something may be kept, whether it may be erased, and what keeps it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, overload

from ._native.memory import address
from ._native.moments import instant, moment_of
from ._native.structs import DUE_DATE, SIZE, RawDueDate
from .reason import Reason
from .reason_codes import ReasonCode
from .tolerant import Members
from .words import DueState, Identifiability, Source, Value

_states, _reasons, _sources = Members(DueState), Members(ReasonCode), Members(Source, none=0)


@dataclass(frozen=True, slots=True)
class Due:
    """When a record must be gone. It does not say that it may be erased: a hold may still stand."""

    state: DueState
    #: The moment; None where there is none.
    at: datetime | None
    #: Why then, or what it waits for.
    reason: ReasonCode
    source: Source | None
    entry: int | None


def due_of(raw: tuple[Any, ...]) -> Due:
    """What DUE_DATE unpacked."""
    state, at, reason, source, entry = raw
    return Due(_states[state], moment_of(at), _reasons[reason], _sources[source], entry or None)


class Dues(Sequence[Due]):
    """When each of many records must be gone, in their order. `states` and `ats` are whole columns."""

    __slots__ = ("_raw", "_len")

    def __init__(self, n: int) -> None:
        self._raw, self._len = bytearray(DUE_DATE.size * n), n
        if n:
            SIZE.pack_into(self._raw, 0, DUE_DATE.size)

    def _room(self) -> Any:
        """Where the library writes."""
        return address(self._raw)

    def __len__(self) -> int:
        return self._len

    @overload
    def __getitem__(self, row: int) -> Due: ...

    @overload
    def __getitem__(self, row: slice) -> list[Due]: ...

    def __getitem__(self, row: int | slice) -> Due | list[Due]:
        if isinstance(row, slice):
            return [self[at] for at in range(*row.indices(self._len))]
        at = row + self._len if row < 0 else row
        if not 0 <= at < self._len:
            raise IndexError("there is no such row")
        return due_of(DUE_DATE.unpack_from(self._raw, at * DUE_DATE.size))

    def __iter__(self) -> Iterator[Due]:
        return map(due_of, DUE_DATE.iter_unpack(self._raw))

    def __repr__(self) -> str:
        return f"<waarborg.Dues of {self._len}>"

    def _column(self, code: Literal["i", "q"], at: int) -> memoryview:
        whole = memoryview(self._raw).toreadonly().cast(code)
        column: memoryview = whole[at // whole.itemsize :: DUE_DATE.size // whole.itemsize]
        return column

    @property
    def states(self) -> memoryview:
        """The number of each state."""
        return self._column("i", RawDueDate.state.offset)

    @property
    def ats(self) -> memoryview:
        """Each moment, in microseconds of UTC since 1970; 2**63 - 1 for never."""
        return self._column("q", RawDueDate.at.offset)


@dataclass(frozen=True, slots=True)
class Drop:
    """A lower identifiability that is enough from a moment on."""

    to: Identifiability
    at: datetime | None
    last_day: date

    @classmethod
    def _read(cls, of: dict[str, Any]) -> Drop:
        return cls(Identifiability(of["to"]), instant(of["at"]), date.fromisoformat(of["last-day"]))


@dataclass(frozen=True, slots=True)
class DueExplanation:
    """When a record must be gone, with the reason as people read it, and lower identifiabilities before that."""

    state: DueState
    at: datetime | None
    #: The last day on which it may be kept.
    last_day: date | None
    reason: Reason
    drops: tuple[Drop, ...]
    #: The document as the library gave it: equal for equal questions.
    json: str = field(repr=False)

    @classmethod
    def _read(cls, document: str) -> DueExplanation:
        of = json.loads(document)
        return cls(
            DueState(of["state"]),
            instant(of["at"]),
            None if of["last-day"] is None else date.fromisoformat(of["last-day"]),
            Reason._read(of["reason"]),
            tuple(map(Drop._read, of["drops"])),
            document,
        )


@dataclass(frozen=True, slots=True)
class Erasable:
    """Whether a record may be erased; if so, it must. True or false as it may or may not."""

    allowed: bool
    #: Why it may not; None if it may.
    reason: ReasonCode | None
    source: Source | None
    entry: int | None

    def __bool__(self) -> bool:
        return self.allowed


def erasable_of(raw: tuple[Any, ...]) -> Erasable:
    """What ERASURE unpacked."""
    allowed, reason, source, entry = raw
    return Erasable(allowed == 1, _reasons[reason] if reason else None, _sources[source], entry or None)


@dataclass(frozen=True, slots=True)
class RetainingClaim:
    """Something that keeps a record."""

    #: The purpose; None for a hold, a restriction, an open request, a minimum, or records that cannot do without this one.
    purpose: str | None
    value: Value
    #: Until when; None where no end can be computed.
    kept_until: datetime | None
    reason: Reason

    @classmethod
    def _read(cls, of: dict[str, Any]) -> RetainingClaim:
        return cls(of["purpose"], Value(of["value"]), instant(of["kept-until"]), Reason._read(of["reason"]))
