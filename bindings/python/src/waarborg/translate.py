"""From the pseudonyms of one domain to those of another."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from datetime import datetime

from ._native.call import byref, c_void_p, call, faults, taken
from ._native.documents import Document, bytes_of, document
from ._native.library import lib
from ._native.moments import micros
from .columns import Texts, texts
from .domain import Domain
from .errors import Fault

_PAIR, _HALF = 40, 20


@dataclass(frozen=True, slots=True)
class Translation:
    """What was translated, and the entry for your log that goes with it: keep it."""

    #: The 20 bytes of the pseudonym that is had, and the 20 of the one it becomes; sorted by the second.
    pairs: tuple[tuple[bytes, bytes], ...] = field(repr=False)
    #: One line of JSON, without anyone's pseudonym.
    entry: str
    #: How many were refused.
    refused: int
    #: Why, of the first thousand. Their paths are the numbers of rows, from 0.
    refusals: tuple[Fault, ...]


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
) -> Translation:
    """Translates the pseudonyms of many identifiers from one domain to another of the same controller, if one of its rules
    names this requester, these domains in this direction and this purpose, and is in force; else NotAllowedError. For the
    controller, who has the identifiers."""
    by_rules, who = document(rules, "rules"), bytes_of(requester, "requester")
    what_for, what = bytes_of(purpose, "purpose"), bytes_of(kind, "kind")
    whole, offsets, n = texts(identifiers, "identifiers")
    room, count, statuses = ctypes.create_string_buffer(n * _PAIR or 1), ctypes.c_size_t(), (ctypes.c_int32 * n)()
    refused, refusals, entry = ctypes.c_size_t(), c_void_p(), c_void_p()
    call(
        lib.wb_translate,
        *(
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
        *(n, whole, len(whole), offsets, micros(at), room, n * _PAIR, byref(count), statuses, byref(refused)),
        *(byref(refusals), byref(entry)),
    )
    told = faults(refusals) if refusals else ()
    raw = room.raw
    starts = range(0, count.value * _PAIR, _PAIR)
    pairs = tuple((raw[at : at + _HALF], raw[at + _HALF : at + _PAIR]) for at in starts)
    return Translation(pairs, taken(entry), refused.value, told)
