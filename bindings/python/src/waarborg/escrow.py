"""The controller's own way back from a pseudonym."""

from __future__ import annotations

from ._native.call import byref, call, text
from ._native.documents import bytes_of
from ._native.handle import Handle, owned_by
from ._native.library import lib
from .keys import Keys
from .register import Register


class Escrow(Handle):
    """Seals identifiers beside their pseudonyms, and opens them: for the controller alone. The column is not given to who
    works with the pseudonyms, and neither are the keys."""

    __slots__ = ()

    _Owned = owned_by(lib.wb_escrow_free)

    @classmethod
    def open(cls, register: Register, keys: Keys, controller: str, domain: str) -> Escrow:
        """Opens the escrow of a domain."""
        by, of, owned = bytes_of(controller, "controller"), bytes_of(domain, "domain"), cls._Owned()
        call(lib.wb_escrow_open, register._use(), keys._use(), by, len(by), of, len(of), byref(owned))
        return cls._created(owned)

    def seal(self, kind: str, identifier: str, pseudonym: str | bytes) -> str:
        """Seals an identifier beside its pseudonym: hexadecimal digits, to be stored in a column of its own. The same two
        always give the same."""
        what, given, of = bytes_of(kind, "kind"), bytes_of(identifier, "identifier"), bytes_of(pseudonym, "pseudonym")
        return text(lib.wb_escrow_seal, self._use(), what, len(what), given, len(given), of, len(of))

    def unseal(self, sealed: str, pseudonym: str | bytes) -> str:
        """The identifier that was sealed beside a pseudonym. Personal data: forget it soon. IdentifierError if it was
        sealed beside another pseudonym, or changed."""
        given, of = bytes_of(sealed, "sealed"), bytes_of(pseudonym, "pseudonym")
        return text(lib.wb_escrow_unseal, self._use(), given, len(given), of, len(of))
