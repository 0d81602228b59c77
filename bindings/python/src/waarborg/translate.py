"""From the pseudonyms of one domain to those of another, and from an old key to a new one."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ._native.call import byref, c_void_p, call, taken
from ._native.documents import Document, bytes_of, document
from ._native.library import lib
from ._native.memory import address
from ._native.moments import micros
from ._native.whole import u32
from ._refused import Refused
from .columns import Texts, same_rows, texts
from .domain import Domain
from .errors import ArgumentError, Diagnostic
from .escrow import Escrow
from .pairs import HALF, PAIR, Mapped, packed, split


def translate(
    source: Domain,
    target: Domain,
    identifiers: Texts,
    *,
    rules: Document,
    requester: str,
    purpose: str,
    kind: str,
    at: datetime,
) -> Mapped:
    """Translates the pseudonyms of many identifiers from one domain to another of the same controller, if one of its
    rules names this requester, these domains in this direction and this purpose, and is in force; else NotAllowedError.
    For the controller, who has the identifiers."""
    by_rules, who = document(rules, "rules"), bytes_of(requester, "requester")
    what_for, what = bytes_of(purpose, "purpose"), bytes_of(kind, "kind")
    return _mapped(
        lib.wb_translate,
        (
            source._use(),
            target._use(),
            by_rules,
            len(by_rules),
            who,
            len(who),
            what_for,
            len(what_for),
            what,
            len(what),
        ),
        identifiers,
        (micros(at),),
    )


def translate_sealed(
    source: Escrow,
    target: Domain,
    pseudonyms: Sequence[str | bytes],
    sealed: Texts,
    *,
    rules: Document,
    requester: str,
    purpose: str,
    kind: str,
    at: datetime,
) -> Mapped:
    """`translate` with what was sealed beside pseudonyms in the escrow column of their own domain: for the controller,
    where the identifiers are no more at hand. A pseudonym is its 32 characters or its 20 bytes."""
    by_rules, who = document(rules, "rules"), bytes_of(requester, "requester")
    what_for, what = bytes_of(purpose, "purpose"), bytes_of(kind, "kind")
    had = b"".join(map(packed, pseudonyms))
    if len(had) != HALF * len(pseudonyms):
        raise ArgumentError.of(Diagnostic("not-a-pseudonym", "a pseudonym is 32 characters, or 20 bytes"))
    return _mapped(
        lib.wb_translate_sealed,
        (
            source._use(),
            target._use(),
            by_rules,
            len(by_rules),
            who,
            len(who),
            what_for,
            len(what_for),
            what,
            len(what),
        ),
        sealed,
        (micros(at),),
        had,
    )


def rekey(
    domain: Domain,
    identifiers: Texts,
    *,
    kind: str,
    old_key: int,
    new_key: int,
    by: str,
    at: datetime,
    expires: datetime,
) -> Mapped:
    """Gives many identifiers of one kind their old and their new pseudonym: the keys are numbers of keys of this domain and
    kind, which may be accept-only but not destroyed. For the controller, who has the identifiers. `by` is a name for the
    log, `expires` the moment from which on the map must be gone. Seal the pairs that you store (`seal_pairs`)."""
    what, who = bytes_of(kind, "kind"), bytes_of(by, "by")
    old, new = u32(old_key, "old_key"), u32(new_key, "new_key")
    moments = (micros(at), micros(expires, "expires"))
    return _mapped(lib.wb_rekey, (domain._use(), what, len(what), old, new, who, len(who), *moments), identifiers, ())


def _mapped(
    function: Any, asked: tuple[Any, ...], column: Texts, after: tuple[Any, ...], beside: bytes | None = None
) -> Mapped:
    whole, offsets, n = texts(column, "identifiers" if beside is None else "sealed")
    besides: tuple[Any, ...] = ()
    if beside is not None:
        same_rows({"pseudonyms": len(beside) // HALF, "sealed": n})
        besides = (beside, len(beside))
    room, count, refused, entry = bytearray(n * PAIR or 1), ctypes.c_size_t(), Refused(n), c_void_p()
    call(
        function,
        *(*asked, n, *besides, whole, len(whole), offsets, *after, address(room), n * PAIR, byref(count)),
        *(*refused.room(), byref(entry)),
    )
    return Mapped(split(bytes(room[: count.value * PAIR])), taken(entry), refused.rows(), refused.why())
