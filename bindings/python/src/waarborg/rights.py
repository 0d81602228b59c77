"""What a person may ask, and what it obliges to: requests, plans, and to what a right applies."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ._native.moments import day_or_instant, instant
from .grounds import RefusalGround
from .listing import Listing
from .reason import Reason
from .reason_codes import ReasonCode
from .words import Applicability, Basis, ItemKind, ItemOutcome, Right, Stage, Value

#: A day, or a moment: `isinstance(it, datetime)` tells which, since a datetime is a date too. A day counts to its end.
Moment = date | datetime


def _moment(text: str | None) -> Moment | None:
    return None if text is None else day_or_instant(text)


def _ground(word: str | None) -> RefusalGround | None:
    return None if word is None else RefusalGround(word)


@dataclass(frozen=True, slots=True)
class ClaimStep:
    """From a moment on, how a claim stands."""

    #: From when on; None for before everything.
    since: datetime | None
    value: Value
    reason: Reason

    @classmethod
    def _read(cls, of: dict[str, Any]) -> ClaimStep:
        return cls(instant(of["from"]), Value(of["value"]), Reason._read(of["reason"]))


@dataclass(frozen=True, slots=True)
class DeadlineStep:
    """One rule by which a deadline was counted, and where the end stood after it."""

    rule: str
    article: str
    end: Moment

    @classmethod
    def _read(cls, of: dict[str, Any]) -> DeadlineStep:
        return cls(of["rule"], of["article"], day_or_instant(of["end"]))


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when something must be done."""

    #: Never too late under any reading of the law.
    safe: Moment
    #: The end under the act that counts the term, pauses included.
    legal: Moment
    #: True if the legal date rests on holidays that are not published yet. The safe date never does.
    provisional: bool
    steps: tuple[DeadlineStep, ...]

    @classmethod
    def _read(cls, of: dict[str, Any]) -> Deadline:
        return cls(
            day_or_instant(of["safe"]),
            day_or_instant(of["legal"]),
            of["provisional"],
            tuple(map(DeadlineStep._read, of["steps"])),
        )


@dataclass(frozen=True, slots=True)
class Clock:
    """By when a request must be answered, as things stand."""

    answer: Deadline
    #: The day that the institution itself promised.
    promised: Moment | None
    #: By when the person must hear that it takes longer.
    extension_notice: Deadline | None
    #: True while something is awaited from the one who asks.
    stands_still: bool

    @classmethod
    def _read(cls, of: dict[str, Any]) -> Clock:
        notice = of.get("extension-notice")
        return cls(
            Deadline._read(of["answer"]),
            _moment(of.get("promised")),
            None if notice is None else Deadline._read(notice),
            of["stands-still"],
        )


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was refused, and on what ground."""

    entry: int
    #: None for a rejected objection.
    ground: RefusalGround | None
    categories: tuple[str, ...]

    @classmethod
    def _read(cls, of: dict[str, Any]) -> Refusal:
        return cls(of["entry"], _ground(of["ground"]), tuple(of["categories"]))


@dataclass(frozen=True, slots=True)
class Request:
    """A request or an objection. Nothing in it names a person."""

    #: The number of the entry with which it arrived.
    entry: int
    right: Right
    received: Moment
    stage: Stage
    #: Whether the one who asks may ask for the person: live, unknown or ended.
    authority: Value
    #: Which categories it asks about; all if empty.
    categories: tuple[str, ...]
    #: For an objection: against which purposes; all if empty.
    purposes: tuple[str, ...]
    #: The entry of the earlier request that it joined.
    joined: int | None
    #: How many requests for the same right had arrived before it.
    earlier: int
    #: When the person heard that it takes longer.
    extended: Moment | None
    forwarded_to: str | None
    refused: tuple[Refusal, ...]
    #: The last outcome of every item of its plan that has one, by the item's name.
    outcomes: Mapping[str, ItemOutcome]
    #: By when it must be answered; None for one that is closed.
    clock: Clock | None
    #: Which kinds of entry may come next.
    next: tuple[str, ...]

    @classmethod
    def _read(cls, of: dict[str, Any]) -> Request:
        return cls(
            entry=of["entry"],
            right=Right(of["right"]),
            received=day_or_instant(of["received"]),
            stage=Stage(of["stage"]),
            authority=Value(of["authority"]),
            categories=tuple(of.get("categories", ())),
            purposes=tuple(of.get("purposes", ())),
            joined=of.get("joined"),
            earlier=of["earlier"],
            extended=_moment(of.get("extended")),
            forwarded_to=of.get("forwarded-to"),
            refused=tuple(map(Refusal._read, of.get("refused", ()))),
            outcomes={item: ItemOutcome(outcome) for item, outcome in of["outcomes"].items()},
            clock=None if of["clock"] is None else Clock._read(of["clock"]),
            next=tuple(of["next"]),
        )


class Requests(Listing[Request]):
    """Every request and objection of a person, in their order."""

    #: The numbers of the entries that were no legal step when they were written, and so changed nothing.
    ignored: tuple[int, ...]

    @classmethod
    def _of(cls, document: str) -> Requests:
        whole = json.loads(document)
        created = cls(map(Request._read, whole["requests"]), document)
        assert isinstance(created, Requests)
        created.ignored = tuple(whole["ignored"])
        return created

    def __reduce__(self) -> tuple[Any, ...]:
        return Requests._of, (self.json,)


@dataclass(frozen=True, slots=True)
class Kept:
    """Why records stay."""

    #: For which purpose; None for a hold, a restriction, another request, a statutory term, or records that need these.
    purpose: str | None
    #: The ground on which a request to erase does not end it; None if there is none yet.
    ground: RefusalGround | None
    #: Until when; None if it counts from each record, or has no end yet.
    kept_until: datetime | None
    #: The reason that the claim itself gives.
    reason: ReasonCode

    @classmethod
    def _read(cls, of: dict[str, Any]) -> Kept:
        return cls(
            of.get("purpose"), _ground(of.get("ground")), instant(of.get("kept-until")), ReasonCode(of["reason"])
        )


@dataclass(frozen=True, slots=True)
class Item:
    """What is to be done about the records of one category in one system, or towards one recipient."""

    #: Its name in the plan, which a request-item entry repeats.
    item: str
    kind: ItemKind
    category: str | None
    system: str | None
    recipient: str | None
    #: For a recipient: the categories to tell it of.
    categories: tuple[str, ...]
    #: The purposes whose claim ends, or that the item is about.
    purposes: tuple[str, ...]
    kept: tuple[Kept, ...]
    #: The ground, for what was refused or to which the right does not apply.
    ground: RefusalGround | None
    article: str
    #: When what was erased is gone from backups too.
    gone_from_backups: datetime | None

    @classmethod
    def _read(cls, of: dict[str, Any]) -> Item:
        return cls(
            item=of["item"],
            kind=ItemKind(of["kind"]),
            category=of.get("category"),
            system=of.get("system"),
            recipient=of.get("recipient"),
            categories=tuple(of.get("categories", ())),
            purposes=tuple(of.get("purposes", ())),
            kept=tuple(map(Kept._read, of.get("kept", ()))),
            ground=_ground(of.get("ground")),
            article=of["article"],
            gone_from_backups=instant(of.get("gone-from-backups")),
        )

    @property
    def is_work(self) -> bool:
        """True if something must be done and an outcome recorded."""
        return self.kind.is_work


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done for a request. Bound to the policy and the dossier as they are: ask again when either moved."""

    #: The entry with which the request arrived; None for what follows from a withdrawal of consent.
    entry: int | None
    right: Right
    at: datetime | None
    #: The items: what another category needs goes after it, recipients come last.
    items: tuple[Item, ...]
    #: For erasure: the purposes whose claims end, as the erasure-granted entry must name them.
    ends: tuple[str, ...]
    #: The categories on which they end, as that entry must name them.
    ends_on: tuple[str, ...]
    #: The digest of the policy that it is bound to.
    policy: bytes
    #: The head of the institution's entries that it is bound to.
    institution: bytes
    #: The head of the dossier that it is bound to.
    dossier: bytes
    #: The document as the library gave it: equal for equal questions.
    json: str = field(repr=False)

    @classmethod
    def _read(cls, document: str) -> Plan:
        of = json.loads(document)
        return cls(
            of.get("entry"),
            Right(of["right"]),
            instant(of["at"]),
            tuple(map(Item._read, of["items"])),
            tuple(of.get("ends", ())),
            tuple(of.get("ends-on", ())),
            bytes.fromhex(of["policy"]),
            bytes.fromhex(of["institution"]),
            bytes.fromhex(of["dossier"]),
            document,
        )

    @property
    def work(self) -> tuple[Item, ...]:
        """The items that are work: record an outcome for each."""
        return tuple(item for item in self.items if item.is_work)


@dataclass(frozen=True, slots=True)
class RightApplicability:
    """Whether a right applies to one claim, and why."""

    purpose: str
    category: str
    #: The lawful basis; None if it is not known.
    basis: Basis | None
    applicability: Applicability
    article: str
    nl: str
    en: str
    #: How the claim stands.
    value: Value
    #: True if the right would end the claim.
    ends: bool

    @classmethod
    def _read(cls, of: dict[str, Any]) -> RightApplicability:
        return cls(
            of["purpose"],
            of["category"],
            None if of["basis"] is None else Basis(of["basis"]),
            Applicability(of["applicability"]),
            of["article"],
            of["nl"],
            of["en"],
            Value(of["value"]),
            of["ends"],
        )
