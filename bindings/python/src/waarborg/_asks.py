"""What may a person ask, and what does it oblige to?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ._claims import OfClaims
from ._native.call import call, text
from ._native.documents import Document, document
from ._native.library import lib
from ._native.moments import micros
from ._native.whole import u32
from .listing import Listing, listed
from .rights import Plan, Reached, Requests
from .words import Right


class Asks(OfClaims):
    """The readings about requests."""

    __slots__ = ()

    def requests(self, *, at: datetime) -> Requests:
        """Every request and objection in the dossier: how far each is, by when it must be answered as things stand at a
        moment, and which kinds of entry may come next."""
        return Requests._of(text(lib.wb_requests, self._use(), micros(at)))

    def admits(self, entry: Document) -> None:
        """Checks an entry about a request before it is appended, besides `Setting.admits`: that its stage allows it, who
        takes it may, and what it needs is there. StepError tells why not. Entries about other things are let through."""
        body = document(entry, "entry")
        call(lib.wb_requests_admits, self._use(), body, len(body))

    def plan(self, entry: int, *, at: datetime) -> Plan:
        """The plan of the request that arrived with an entry, as things stand at a moment: one item for every category
        in every system that holds it, and one for every recipient to be told."""
        return Plan._read(text(lib.wb_request_plan, self._use(), u32(entry, "entry"), micros(at)))

    def withdrawal_plan(self, purposes: Iterable[str], *, at: datetime) -> Plan:
        """What follows from a withdrawal of consent for these purposes that has been recorded."""
        if isinstance(purposes, str):
            raise TypeError("purposes are a list of names")
        named = document(list(purposes), "purposes")
        return Plan._read(text(lib.wb_withdrawal_plan, self._use(), named, len(named), micros(at)))

    def reach(self, right: Right | str, *, at: datetime) -> Listing[Reached]:
        """Which claims a right reaches at a moment, and why."""
        word = Right.asked(right).word.encode()
        return listed(text(lib.wb_right_reach, self._use(), word, len(word), micros(at)), "claims", Reached._read)
