"""An answer with every reason, and every condition over time."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NoReturn

from ._native.moments import instant
from .reason import Reason, source_of
from .reason_codes import ReasonCode
from .words import Addressee, Answer, Identifiability, Source, Value


@dataclass(frozen=True, slots=True)
class Step:
    """From a moment on, how a condition stands."""

    #: From when on; None for before everything.
    since: datetime | None
    value: Value
    #: The code of the reason.
    code: ReasonCode
    source: Source | None
    entry: int | None

    @classmethod
    def _read(cls, of: dict[str, Any]) -> Step:
        return cls(
            instant(of["from"]), Value(of["value"]), ReasonCode(of["code"]), source_of(of["source"]), of["entry"]
        )


@dataclass(frozen=True, slots=True)
class ConditionTimeline:
    """One condition over time. An answer is the least of its conditions."""

    #: Which, such as "basis" or "term".
    condition: str
    steps: tuple[Step, ...]

    @classmethod
    def _read(cls, of: dict[str, Any]) -> ConditionTimeline:
        return cls(of["condition"], tuple(map(Step._read, of["steps"])))


@dataclass(frozen=True, slots=True)
class Explanation:
    """An answer with every reason, and every condition over time. It has no truth value: use `allowed`."""

    answer: Answer
    identifiability: Identifiability
    #: The first moment at which the answer can be another, if no entry is added; None for never.
    valid_until: datetime | None
    #: Whom to ask first, if the answer is to ask.
    addressee: tuple[Addressee, ...]
    #: Every reason; the first is that of the decision.
    reasons: tuple[Reason, ...]
    timelines: tuple[ConditionTimeline, ...]
    #: The document as the library gave it: equal for equal questions.
    json: str = field(repr=False)

    @classmethod
    def _read(cls, document: str) -> Explanation:
        of = json.loads(document)
        return cls(
            Answer(of["answer"]),
            Identifiability(of["identifiability"]),
            instant(of["valid-until"]),
            tuple(map(Addressee, of["addressee"])),
            tuple(map(Reason._read, of["reasons"])),
            tuple(map(ConditionTimeline._read, of["timelines"])),
            document,
        )

    @property
    def allowed(self) -> bool:
        """True if the answer is permit, and for no other answer."""
        return self.answer is Answer.PERMIT

    def __bool__(self) -> NoReturn:
        raise TypeError("an explanation is of permit, deny or ask, not true or false: use explanation.allowed")

    def __str__(self) -> str:
        return "\n".join([self.answer.word, *(f"  {reason}" for reason in self.reasons)])


@dataclass(frozen=True, slots=True)
class Field:
    """The decision about one category of a purpose."""

    category: str
    answer: Answer
    identifiability: Identifiability
    valid_until: datetime | None
    addressee: Addressee | None
    reason: Reason

    @classmethod
    def _read(cls, of: dict[str, Any]) -> Field:
        return cls(
            of["category"],
            Answer(of["answer"]),
            Identifiability(of["identifiability"]),
            instant(of["valid-until"]),
            None if of["addressee"] is None else Addressee(of["addressee"]),
            Reason._read(of["reason"]),
        )

    @property
    def allowed(self) -> bool:
        """True if the answer is permit, and for no other answer."""
        return self.answer is Answer.PERMIT

    def __bool__(self) -> NoReturn:
        raise TypeError("a field is of permit, deny or ask, not true or false: use field.allowed")
