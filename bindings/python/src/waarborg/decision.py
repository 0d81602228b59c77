"""May it be used? One answer, and many at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any, Literal, NoReturn, overload

from ._native.moments import NEVER, moment_of
from ._native.structs import DECISION, SIZE, RawDecision
from .reason_codes import ReasonCode
from .tolerant import Members
from .words import Addressee, Answer, Identifiability, Source


class Fields:
    """The fields of a decision, while it is made. It becomes a `Decision`, which nobody can change, by its class: to set
    each field of a frozen class in the usual way takes three times as long."""

    __slots__ = ("answer", "identifiability", "valid_until", "reason", "source", "entry", "addressee")

    def __init__(
        self,
        answer: Answer,
        identifiability: Identifiability,
        valid_until: datetime | None,
        reason: ReasonCode,
        source: Source | None,
        entry: int | None,
        addressee: Addressee | None,
    ) -> None:
        self.answer, self.identifiability, self.valid_until, self.reason = answer, identifiability, valid_until, reason
        self.source, self.entry, self.addressee = source, entry, addressee


@dataclass(frozen=True)
class Decision(Fields):
    """An answer. It has no truth value, since to ask is no yes: use `allowed`, or look at `answer`."""

    __slots__ = ()

    answer: Answer
    #: How identifiable the data may be; Identifiability.NOTHING unless permitted.
    identifiability: Identifiability
    #: The first moment at which the answer can be another, if no entry is added; None for never.
    valid_until: datetime | None
    #: The first reason.
    reason: ReasonCode
    #: Where the deciding fact stands; None for an answer that stands in no entry.
    source: Source | None
    #: The number of the entry that decided; None for none.
    entry: int | None
    #: Whom to ask first, if the answer is to ask.
    addressee: Addressee | None

    @property
    def allowed(self) -> bool:
        """True if the answer is permit, and for no other answer."""
        return self.answer is Answer.PERMIT

    def __bool__(self) -> NoReturn:
        raise TypeError("a decision is permit, deny or ask, not true or false: use decision.allowed")

    def __reduce__(self) -> tuple[Any, ...]:
        return Decision, astuple(self)


_answers, _identifiabilities, _reasons = Members(Answer), Members(Identifiability), Members(ReasonCode)
_sources, _addressees = Members(Source, none=0), Members(Addressee, none=0)


def decision_of(raw: tuple[Any, ...]) -> Decision:
    """The decision that DECISION unpacked."""
    answer, identifiability, addressee, valid_until, reason, source, entry = raw
    created = Fields(
        _answers[answer],
        _identifiabilities[identifiability],
        None if valid_until == NEVER else moment_of(valid_until),
        _reasons[reason],
        _sources[source],
        entry or None,
        _addressees[addressee],
    )
    created.__class__ = Decision
    return created  # type: ignore[return-value]


def decision_rows(n: int) -> bytearray:
    """Room for n decisions: the first one says how far they lie apart."""
    rows = bytearray(DECISION.size * n)
    if n:
        SIZE.pack_into(rows, 0, DECISION.size)
    return rows


class Decisions(Sequence[Decision]):
    """The answers to a batch, in its order. They stay numbers until they are looked at: `decisions[i]` makes the
    `Decision` of a row, and `answers`, `identifiabilities`, `valid_untils` and `reasons` are whole columns, which nothing is copied for."""

    __slots__ = ("_raw",)

    def __init__(self, raw: bytes | bytearray) -> None:
        self._raw = raw

    def __len__(self) -> int:
        return len(self._raw) // DECISION.size

    @overload
    def __getitem__(self, row: int) -> Decision: ...

    @overload
    def __getitem__(self, row: slice) -> list[Decision]: ...

    def __getitem__(self, row: int | slice) -> Decision | list[Decision]:
        if isinstance(row, slice):
            return [self[at] for at in range(*row.indices(len(self)))]
        at = row + len(self) if row < 0 else row
        if not 0 <= at < len(self):
            raise IndexError("there is no such row")
        return decision_of(DECISION.unpack_from(self._raw, at * DECISION.size))

    def __iter__(self) -> Iterator[Decision]:
        return map(decision_of, DECISION.iter_unpack(self._raw))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Decisions) and self._raw == other._raw

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<waarborg.Decisions of {len(self)}>"

    def _column(self, code: Literal["i", "q"], at: int) -> memoryview:
        whole = memoryview(self._raw).toreadonly().cast(code)
        step = DECISION.size // whole.itemsize
        column: memoryview = whole[at // whole.itemsize :: step]
        return column

    @property
    def answers(self) -> memoryview:
        """The number of each answer, such as `Answer.PERMIT.value`."""
        return self._column("i", RawDecision.answer.offset)

    @property
    def identifiabilities(self) -> memoryview:
        """The number of each identifiability."""
        return self._column("i", RawDecision.identifiability.offset)

    @property
    def valid_untils(self) -> memoryview:
        """Each `valid_until`, in microseconds of UTC since 1970; 2**63 - 1 for never."""
        return self._column("q", RawDecision.valid_until.offset)

    @property
    def reasons(self) -> memoryview:
        """The number of each reason."""
        return self._column("i", RawDecision.reason.offset)

    @property
    def allowed(self) -> list[bool]:
        """For each row, whether it is permitted."""
        permit: int = Answer.PERMIT.value
        return [answer == permit for answer in self.answers.tolist()]
