"""What may a person ask, and what does it oblige to?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ._claims import OfClaims
from ._native.call import byref, call, text
from ._native.documents import Document, bytes_of, document
from ._native.library import lib
from ._native.moments import micros
from ._native.whole import u32
from .ids import Name
from .listing import Listing, listed
from .package import Package, Writable
from .question import name_bytes
from .rights import ClaimStep, Plan, Requests, RightApplicability
from .words import Right


class Asks(OfClaims):
    """The readings about requests."""

    __slots__ = ()

    def requests(self, *, at: datetime) -> Requests:
        """Every request and objection in the dossier: how far each is, by when it must be answered as things stand at a
        moment, and which kinds of entry may come next."""
        return Requests._of(text(lib.wb_requests, self._use(), micros(at)))

    def check_append(self, entry: Document) -> None:
        """The part of `Institution.append` that looks at requests: that the stage of the request allows this entry, who takes
        the step may, and what it needs is there. StepError tells why not. Entries about other things are let through."""
        body = document(entry, "entry")
        call(lib.wb_requests_check_append, self._use(), body, len(body))

    def plan(self, entry: int, *, at: datetime) -> Plan:
        """The plan of the request that arrived with an entry, as things stand at a moment: one item for every category
        in every system that holds it, and one for every recipient to notify."""
        return Plan._read(text(lib.wb_request_plan, self._use(), u32(entry, "entry"), micros(at)))

    def withdrawal_plan(self, purposes: Iterable[str], *, at: datetime) -> Plan:
        """What follows from a withdrawal of consent for these purposes that has been recorded."""
        if isinstance(purposes, str):
            raise TypeError("purposes are a list of names")
        named = document(list(purposes), "purposes")
        return Plan._read(text(lib.wb_withdrawal_plan, self._use(), named, len(named), micros(at)))

    def package(
        self, entry: int, file: Writable, *, subject: str, at: datetime, institution: str | None = None
    ) -> Package:
        """Begins the package of the request that arrived with an entry and was granted. Its plan is that of `plan` at the
        same moment. What comes out is written to `file`, which was opened for bytes; you close it.

        `subject` is your opaque reference of the person, as it stands in the subjects of records, and comes to stand in
        the package. `institution` is its name, for a party of the policy that stands for each institution.
        """
        who, called = bytes_of(subject, "subject"), bytes_of(institution or "", "institution")
        owned, number = Package._Owned(), u32(entry, "entry")
        call(
            lib.wb_package_begin,
            *(self._use(), number, who, len(who), called, len(called), micros(at), byref(owned)),
        )
        return Package._begun(owned, file)

    def resume_package(
        self, entry: int, file: Writable, checkpoint: str, *, subject: str, institution: str | None = None
    ) -> Package:
        """Takes up a package where a checkpoint left it, with everything as it was at `package`: the same dossier and
        institution's entries, the same names. Cut off what stands in the file after the bytes of the checkpoint, open it
        to append, and push on after the records that `contents` counts: the same bytes follow."""
        who, called, left = (
            bytes_of(subject, "subject"),
            bytes_of(institution or "", "institution"),
            bytes_of(checkpoint, "checkpoint"),
        )
        owned, number = Package._Owned(), u32(entry, "entry")
        call(
            lib.wb_package_resume,
            *(self._use(), number, who, len(who), called, len(called), left, len(left), byref(owned)),
        )
        return Package._begun(owned, file)

    def claim(self, purpose: Name, category: Name) -> Listing[ClaimStep]:
        """The claim of a purpose on a category, at every moment, without looking at a record: the answer to a person who
        asks what still holds. A term that counts from the moment a record was made is unknown here."""
        what_for, what = name_bytes(purpose, "purpose"), name_bytes(category, "category")
        rendered = text(lib.wb_claim, self._use(), what_for, len(what_for), what, len(what))
        return listed(rendered, "steps", ClaimStep._read)

    def applicability(self, right: Right | str, *, at: datetime) -> Listing[RightApplicability]:
        """To which claims a right applies at a moment, and why."""
        word = Right.asked(right).word.encode()
        rendered = text(lib.wb_right_applicability, self._use(), word, len(word), micros(at))
        return listed(rendered, "claims", RightApplicability._read)
