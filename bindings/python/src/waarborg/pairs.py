"""Pairs of pseudonyms: the one that is had, and the one it becomes."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ._native.call import call
from ._native.library import lib
from ._native.memory import address
from ._native.moments import micros
from ._native.secret import Secret, lent
from .errors import ArgumentError, Diagnostic

#: Of each, the 20 bytes that are had and the 20 that they become.
Pairs = Iterable[tuple[bytes, bytes]]

PAIR, HALF, SEALED = 40, 20, 56


@dataclass(frozen=True, slots=True)
class Mapped:
    """Pairs, and the entry for your log that goes with them: keep it."""

    #: The 20 bytes of the pseudonym that is had, and the 20 of the one it becomes; sorted by the second.
    pairs: tuple[tuple[bytes, bytes], ...] = field(repr=False)
    #: One line of JSON, without anyone's pseudonym.
    entry: str
    #: The rows that were refused, from 0.
    refused: tuple[int, ...]
    #: Why, by row: of the first thousand.
    refusals: Mapping[int, Diagnostic]


def packed(pseudonym: str | bytes) -> bytes:
    """The 20 bytes of a pseudonym."""
    if isinstance(pseudonym, bytes) and len(pseudonym) == HALF:
        return pseudonym
    text = pseudonym.encode() if isinstance(pseudonym, str) else pseudonym
    try:
        return base64.b32decode(text.upper())
    except ValueError:
        raise ArgumentError.of(Diagnostic("not-a-pseudonym", "a pseudonym is 32 characters, or 20 bytes")) from None


def split(raw: bytes) -> tuple[tuple[bytes, bytes], ...]:
    """Pairs that lie end to end."""
    return tuple((raw[at : at + HALF], raw[at + HALF : at + PAIR]) for at in range(0, len(raw), PAIR))


def joined(pairs: Pairs) -> bytes:
    """Pairs, end to end."""
    halves: list[bytes] = [half for pair in pairs for half in pair]
    if any(len(half) != HALF for half in halves) or len(halves) % 2:
        what = "a pair is the 20 bytes of one pseudonym and the 20 of another"
        raise ArgumentError.of(Diagnostic("not-a-pair", what))
    return b"".join(halves)


def seal_pairs(key: Secret, pairs: Pairs, *, expires: datetime) -> list[bytes]:
    """Seals pairs until they expire: 56 bytes each, of which the first 20 are the pseudonym that it is found by.

    `key` is exactly 64 random bytes: hand it to who may follow the pairs, and destroy it with them.
    """
    given, (secret, length) = joined(pairs), lent(key, "key")
    n = len(given) // PAIR
    room = bytearray(n * SEALED or 1)
    until = micros(expires, "expires")
    call(lib.wb_pairs_seal, secret, length, n, given, len(given), until, address(room), n * SEALED)
    return _each(bytes(room[: n * SEALED]), SEALED)


def open_pairs(
    key: Secret, sealed: Iterable[bytes], *, expires: datetime, at: datetime
) -> tuple[tuple[bytes, bytes], ...]:
    """Opens sealed pairs, with the same moment at which they expire: NotAllowedError from that moment on.

    IdentifierError if this is not their key, or one was changed; the error's path begins with its number, from 0.
    """
    each, (secret, length) = list(sealed), lent(key, "key")
    given, n = b"".join(each), len(each)
    room = bytearray(n * PAIR or 1)
    until = micros(expires, "expires")
    call(lib.wb_pairs_open, secret, length, n, given, len(given), until, micros(at), address(room), n * PAIR)
    return split(bytes(room[: n * PAIR]))


def _each(raw: bytes, size: int) -> list[bytes]:
    return [raw[at : at + size] for at in range(0, len(raw), size)]
