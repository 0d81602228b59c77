"""The setting: what all people of an institution share."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ._native.call import byref, call
from ._native.documents import Document, document
from ._native.handle import Handle, owned_by
from ._native.library import lib
from ._native.moments import micros
from ._native.whole import octets
from .dossier import EMPTY_HEAD, Dossier, Lines, lines_of
from .ids import Names
from .observations import Observations, observed
from .policy import Policy

if TYPE_CHECKING:
    from .claims import Claims


class Setting(Handle):
    """A policy and the institution's own entries, folded once for all its people. It never changes."""

    __slots__ = ("_names",)

    _Owned = owned_by(lib.wb_setting_free)
    _names: Names

    @classmethod
    def fold(cls, policy: Policy, lines: Lines = "", head: bytes = EMPTY_HEAD, *, known_at: datetime) -> Setting:
        """Folds the institution's entries with the policy, as known at a moment. Without lines it has no entries.

        Fold it again when the policy, or an entry of the institution, changes.
        """
        names, given, moment = policy._known(), lines_of(lines), micros(known_at, "known_at")
        after, owned = octets(head, "head"), cls._Owned()
        call(lib.wb_setting_fold, policy._use(), given, len(given), after, len(after), moment, byref(owned))
        setting = cls._made(owned)
        setting._names = names
        return setting

    def admits(self, entry: Document) -> None:
        """Checks one entry before it is appended: that the policy knows every name in it. Raises if it does not.

        UnknownNameError for a name that the policy never knew, EntryError for anything else.
        """
        body = document(entry, "entry")
        call(lib.wb_setting_admits, self._use(), body, len(body))

    def claims(self, dossier: Dossier, observations: Observations = (), *, known_at: datetime) -> Claims:
        """Folds a dossier in this setting, as known at a moment.

        `observations` is what is known without an entry, such as the last login: [{"anchor", "moments", "at"}].
        """
        from .claims import Claims

        given, moment = observed(observations), micros(known_at, "known_at")
        owned = Claims._Owned()
        call(lib.wb_claims_fold, self._use(), dossier._use(), given, len(given), moment, byref(owned))
        claims = Claims._made(owned)
        claims._names = self._names
        return claims
