"""The claims on one person's data: what every question about a person is put to."""

from __future__ import annotations

from ._asks import Asks
from ._keeps import Keeps
from ._native.handle import owned_by
from ._native.library import lib
from ._uses import Uses


class Claims(Uses, Keeps, Asks):
    """The claims on one person's data: a dossier folded in an institution, as known at one moment (`Institution.claims`).

    It never changes; all threads may use one at once. It keeps its institution alive, and needs its dossier no more.
    """

    __slots__ = ()

    _Owned = owned_by(lib.wb_claims_free)
