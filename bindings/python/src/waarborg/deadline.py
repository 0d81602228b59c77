"""By when does the law ask it?"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ._native.call import text
from ._native.documents import bytes_of, document
from ._native.library import lib
from ._native.moments import day_or_instant, written
from .rights import Moment


@dataclass(frozen=True, slots=True)
class LegalStep:
    """One rule by which a deadline was counted, and where the end stood after it."""

    rule: str
    article: str
    end: Moment
    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class LegalDeadline:
    """By when the law asks something. A day counts to its end; a moment is the end itself."""

    #: The word of the term, such as "answer".
    term: str
    article: str
    event: Moment
    #: Too late under no reading of the law; rests on no list of holidays.
    safe: Moment
    #: The end under the act that counts the term.
    legal: Moment
    #: A later end that some read into the law: to show, never to rely on.
    disputed: Moment | None
    #: True if `legal` rests on holidays that are not published yet.
    provisional: bool
    steps: tuple[LegalStep, ...]
    #: The document as the library gave it: equal for equal questions.
    json: str = field(repr=False)

    @classmethod
    def _read(cls, given: str) -> LegalDeadline:
        of = json.loads(given)
        steps = (
            LegalStep(step["rule"], step["article"], day_or_instant(step["end"]), step["nl"], step["en"])
            for step in of["steps"]
        )
        return cls(
            of["term"],
            of["article"],
            day_or_instant(of["event"]),
            day_or_instant(of["safe"]),
            day_or_instant(of["legal"]),
            None if of["disputed"] is None else day_or_instant(of["disputed"]),
            of["provisional"],
            tuple(steps),
            given,
        )


def deadline(
    term: str, event: date | datetime | str, *, pauses: Iterable[tuple[date, date]] = (), zone: str = "Europe/Amsterdam"
) -> LegalDeadline:
    """By when the law asks something in the Netherlands.

    `term` is its word in `terms()`, such as "answer" or "extended-answer". `event` is the day or the moment at which that
    happened from which it runs; the 72 hours of a breach need a moment. `pauses` are the days on which it was asked, and
    on which it was answered, what was needed to go on; today, while that is awaited.
    """
    word, happened, where = bytes_of(term, "term"), written(event, "event").encode(), bytes_of(zone, "zone")
    stood_still = [{"asked": asked, "answered": answered} for asked, answered in pauses]
    still = document(stood_still, "pauses") if stood_still else b""
    return LegalDeadline._read(
        text(lib.wb_deadline, word, len(word), happened, len(happened), still, len(still), where, len(where))
    )


@dataclass(frozen=True, slots=True)
class Term:
    """A term that the law sets for acting."""

    #: Its word, for `deadline`.
    term: str
    article: str
    #: What it runs from.
    event: str
    #: How long, such as "1 month".
    length: str
    #: The act that counts it.
    counted: str
    #: Whether it stands still while something is awaited that is needed to go on.
    pauses: bool
    #: When it must be done sooner, in a few words; empty if the law does not say.
    sooner: str
    #: Since when it holds.
    since: date | None
    #: The last day on which it holds; None if no end is known.
    through: date | None

    @classmethod
    def _read(cls, of: dict[str, Any]) -> Term:
        return cls(
            *(of["term"], of["article"], of["event"], of["length"], of["counted"], of["pauses"], of["sooner"]),
            *(None if of[name] is None else date.fromisoformat(of[name]) for name in ("from", "through")),
        )


@dataclass(frozen=True, slots=True)
class Terms:
    """Every term that the law sets for acting."""

    #: The day up to which the tables were checked against their sources.
    as_of: date
    terms: tuple[Term, ...]
    #: The document as the library gave it; it also tells of which years the holidays are published.
    json: str = field(repr=False)


def terms() -> Terms:
    """Every term that the law sets for acting, and up to which day that was checked."""
    given = text(lib.wb_terms)
    of = json.loads(given)
    return Terms(date.fromisoformat(of["as-of"]), tuple(map(Term._read, of["terms"])), given)
