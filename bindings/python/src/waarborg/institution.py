"""The institution: what all people of an institution share."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ._native.call import byref, call
from ._native.documents import Document, document
from ._native.handle import Handle, owned_by
from ._native.library import lib
from ._native.moments import micros
from ._native.whole import octets
from .dossier import EMPTY_HEAD, Appended, Dossier, Lines, appended, lines_of
from .ids import Names
from .observations import Observations, observed_bytes
from .policy import Policy

if TYPE_CHECKING:
    from .claims import Claims


class Institution(Handle):
    """A policy and the institution's own entries, folded once for all its people. It never changes."""

    __slots__ = ("_names",)

    _Owned = owned_by(lib.wb_institution_free)
    _names: Names

    @classmethod
    def fold(cls, policy: Policy, lines: Lines = "", head: bytes = EMPTY_HEAD, *, known_at: datetime) -> Institution:
        """Folds the institution's entries with the policy, as known at a moment. Without lines it has no entries.

        Fold it again when the policy, or an entry of the institution, changes.
        """
        names, given, moment = policy._known(), lines_of(lines), micros(known_at, "known_at")
        after, owned = octets(head, "head"), cls._Owned()
        call(lib.wb_institution_fold, policy._use(), given, len(given), after, len(after), moment, byref(owned))
        institution = cls._created(owned)
        institution._names = names
        return institution

    def append(
        self,
        dossier: Dossier,
        entry: Document,
        *,
        recorded: datetime,
        observed: Observations = (),
        skew: timedelta = timedelta(0),
    ) -> Appended:
        """Makes the next entry of a person's dossier, if it may be written: the policy knows every name in it, and if it
        is about a request, that is a legal step now. Changes nothing: store what comes of it; if another process was
        first, that fails: load again, decide again, append again.

        `observed` is as for `claims`, the rest as for `Dossier.append`, which checks none of this. UnknownNameError for a
        name that the policy never knew, StepError for a step that is not legal, EntryError for anything else.
        """
        # As plain bytes: whether an error has a line is for the entry to say.
        own, given, body = self._use(), bytes(observed_bytes(observed)), document(entry, "entry")
        return appended(
            lib.wb_institution_append, (own, dossier._use(), given, len(given), body, len(body)), recorded, skew
        )

    def check_append(self, entry: Document) -> None:
        """The part of `append` that needs no dossier: that the policy knows every name in an entry. Raises if it does not.

        UnknownNameError for a name that the policy never knew, EntryError for anything else.
        """
        body = document(entry, "entry")
        call(lib.wb_institution_check_append, self._use(), body, len(body))

    def claims(self, dossier: Dossier, observed: Observations = (), *, known_at: datetime) -> Claims:
        """Folds a dossier in this institution, as known at a moment.

        `observed` is what is known without an entry, such as the last login: [{"anchor", "moments", "at"}].
        """
        from .claims import Claims

        given, moment = observed_bytes(observed), micros(known_at, "known_at")
        owned = Claims._Owned()
        call(lib.wb_claims_fold, self._use(), dossier._use(), given, len(given), moment, byref(owned))
        claims = Claims._created(owned)
        claims._names = self._names
        return claims
