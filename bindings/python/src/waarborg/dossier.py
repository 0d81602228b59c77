"""The dossier: what happened to one person."""

from __future__ import annotations

import ctypes
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Union

from ._native.call import byref, c_void_p, call, taken
from ._native.documents import Document, bytes_of, document
from ._native.handle import Handle, owned_by
from ._native.library import lib
from ._native.memory import Chars32
from ._native.moments import day_or_instant, instant, micros
from ._native.whole import octets
from .errors import ArgumentError, Diagnostic

#: The head of a dossier without entries.
EMPTY_HEAD = bytes(32)

#: All lines of a dossier, in order: one text with a line feed between them, or one text for each.
Lines = Union[str, bytes, Iterable[Union[str, bytes]]]


@dataclass(frozen=True, slots=True)
class Appended:
    """An entry that may be stored: the line under (dossier, seq), and the head beside it, in one transaction."""

    #: The line, without a line feed.
    line: str
    #: Its number, from 1.
    seq: int
    #: The 32 bytes of the head after it.
    head: bytes

    def __repr__(self) -> str:
        # A line is about a person: it may hold a date of birth.
        return f"<Appended entry {self.seq}>"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, as its line tells it."""

    seq: int
    recorded: datetime
    #: True if a library that does not know its kind must not read past it.
    critical: bool
    #: Its content, as a JSON object. A fresh one each time.
    body: dict[str, Any]

    @property
    def kind(self) -> str:
        """Its kind, such as "consent-given"."""
        return str(self.body.get("kind", ""))

    @property
    def happened(self) -> date | datetime | None:
        """The day or the moment at which it happened."""
        happened = self.body.get("happened")
        return day_or_instant(happened) if isinstance(happened, str) else None

    def __repr__(self) -> str:
        # The content of an entry is about a person.
        return f"<Entry {self.seq} of kind {self.kind!r}>"


class Dossier(Handle):
    """The entries about one person, or about the institution itself, read from the lines that you keep.

    It never changes: appending gives a line to store, and `with_entry` a new dossier that has it.
    """

    __slots__ = ("_lines",)

    _Owned = owned_by(lib.wb_dossier_free)
    _lines: bytes

    def __init__(self) -> None:
        """A dossier without entries."""
        owned = self._Owned()
        call(lib.wb_dossier_new, byref(owned))
        self._own(owned)
        self._lines = b""

    @classmethod
    def load(cls, lines: Lines, head: bytes) -> Dossier:
        """Reads a dossier from all its lines, in order, byte for byte as they were given, and checks that they are all
        there by the head that was stored with the last."""
        given, after, owned = lines_of(lines), octets(head, "head"), cls._Owned()
        call(lib.wb_dossier_load, given, len(given), after, len(after), byref(owned))
        dossier = cls._created(owned)
        dossier._lines = given
        return dossier

    @property
    def head(self) -> bytes:
        """The 32 bytes of the head: they change with every entry."""
        room = Chars32()
        call(lib.wb_dossier_head, self._use(), room, 32)
        return room.raw

    @property
    def seq(self) -> int:
        """The number of the last entry; 0 for a dossier without entries."""
        number = ctypes.c_uint32()
        call(lib.wb_dossier_seq, self._use(), byref(number))
        return number.value

    @property
    def lines(self) -> str:
        """The lines that it was read from, with a line feed after each."""
        self._use()
        return self._lines.decode("utf-8")

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries, in order."""
        return tuple(_entry(line) for line in self.lines.split("\n") if line)

    def append(
        self,
        entry: Document,
        *,
        recorded: datetime,
        expected: bytes | None = None,
        skew: timedelta = timedelta(0),
    ) -> Appended:
        """Makes the next entry without any check of its content: for the institution's own entries, and for entries from
        elsewhere. For a person, use `Institution.append`. Changes nothing: store what comes of it; if that fails, or this does
        with HeadMoved, another process was first: load again, decide again, append again.

        `entry` is one entry with its kind and happened, `recorded` is now. `expected` is the head as you read it, where
        that is not the head of this dossier. `skew` is how far clocks may differ: if an earlier entry happened later by
        no more than that, this one is moved up to it.
        """
        owned, body = self._use(), document(entry, "entry")
        head = self.head if expected is None else octets(expected, "expected")
        return appended(lib.wb_dossier_append, (owned, head, len(head), body, len(body)), recorded, skew)

    def with_entry(self, appended: Appended) -> Dossier:
        """The dossier with one entry more, as `load` would read it."""
        self._use()
        return Dossier.load(self._lines + appended.line.encode() + b"\n", appended.head)

    def __len__(self) -> int:
        return self.seq

    def __bool__(self) -> bool:
        return True


def appended(function: Any, asked: tuple[Any, ...], recorded: datetime, skew: timedelta) -> Appended:
    """What comes of a function that makes the next entry."""
    line, after, seq = c_void_p(), Chars32(), ctypes.c_uint32()
    moment, apart = micros(recorded, "recorded"), skew // timedelta(microseconds=1)
    call(function, *asked, moment, apart, byref(line), after, 32, byref(seq))
    return Appended(taken(line), seq.value, after.raw)


def lines_of(lines: Lines) -> bytes:
    """The bytes of lines, each with a line feed after it."""
    if isinstance(lines, (str, bytes)):
        whole = bytes_of(lines, "lines")
        return whole if not whole or whole.endswith(b"\n") else whole + b"\n"
    each = [bytes_of(line, "lines") for line in lines]
    for number, line in enumerate(each, 1):
        if b"\n" in line[:-1] or not line.strip():
            diagnostic = Diagnostic(code="not-a-line", message="this is not one line", line=number, column=1)
            raise ArgumentError.of(diagnostic)
    return b"".join(line if line.endswith(b"\n") else line + b"\n" for line in each)


def _entry(line: str) -> Entry:
    read = json.loads(line)
    recorded = instant(read["recorded"])
    assert recorded is not None
    return Entry(read["seq"], recorded, read["critical"], read["body"])
