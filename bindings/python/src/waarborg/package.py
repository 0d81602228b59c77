"""The package for the person who asked: written to a file while it is made."""

from __future__ import annotations

import ctypes
import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from ._native.call import byref, call, text
from ._native.documents import Document, bytes_of, document
from ._native.handle import Handle, Owned, owned_by
from ._native.library import lib
from ._native.memory import Chars64, Chars64K
from ._native.moments import day_or_instant, instant, written
from .errors import Diagnostic, InUseError, PackageError
from .rights import Item, Moment
from .statuses import Status
from .words import ItemKind, ItemOutcome

_ROOM = 65_536


class Writable(Protocol):
    """A file that was opened for bytes, or anything else that takes them in order."""

    def write(self, data: bytes, /) -> Any:
        """Takes bytes; may return how many of them it took."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What was packed of one item of the plan."""

    item: str
    category: str
    system: str | None
    kind: ItemKind
    #: None while the item is open.
    outcome: ItemOutcome | None
    records: int
    #: How many of them are about others too.
    with_others: int
    #: Of how many it is not known when they were made.
    undated: int
    first: Moment | None
    last: Moment | None
    #: Of the lines of its records, once it is closed.
    sha256: str | None

    @classmethod
    def _read(cls, of: dict[str, Any]) -> Packed:
        first, last = (None if of[name] is None else day_or_instant(of[name]) for name in ("first", "last"))
        outcome = None if of["outcome"] is None else ItemOutcome(of["outcome"])
        return cls(
            *(of["item"], of["category"], of["system"], ItemKind(of["kind"]), outcome, of["records"]),
            *(of["with-others"], of["undated"], first, last, of["sha256"]),
        )


@dataclass(frozen=True, slots=True)
class Contents:
    """What was packed so far."""

    created_at: datetime | None
    #: How long the package is so far.
    bytes: int
    #: Of all its bytes, once it is finished.
    sha256: str | None
    #: One for each item that is to be given, in the order of the plan.
    items: tuple[Packed, ...]
    #: The document as the library gave it.
    json: str = field(repr=False)


class Package(Handle):
    """A package that is being made (`Claims.package`): what comes out is written to a file at once, so memory stays as it
    is, however large the package. One thread at a time may use it; InUseError for who comes while a call is running.

    A call that fails has changed nothing. If writing to the file fails, nobody knows how much of it is there: the package
    cannot be used any more, and is taken up again from the last checkpoint.
    """

    __slots__ = ("_busy", "_file", "_lost", "_room")

    _Owned = owned_by(lib.wb_package_free)
    _busy: threading.Lock
    _file: Writable
    _lost: bool
    _room: Any

    @classmethod
    def _begun(cls, owned: Owned, file: Writable) -> Package:
        package = cls._created(owned)
        package._file, package._room, package._lost = file, Chars64K(), False
        package._busy = threading.Lock()
        with package._alone() as alone:
            package._write(alone)
        return package

    def push(
        self,
        item: str | Item,
        record: Document,
        *,
        category: str | None = None,
        subjects: Iterable[str],
        redacted: Iterable[str] | None = None,
        created: date | datetime | str | None = None,
    ) -> None:
        """Packs one record of an item of the plan. The first one opens the item; it stays open until `close_item`.

        `record` is one JSON object; as text it comes to stand in the package byte for byte. `category` is that of the
        record, where the item is named by a text. `subjects` are the references of everyone it is about; of the others
        only their number comes to stand in the package. `redacted` are the fields that were left out because they are
        about others: None if nobody looked, which is refused for a record about others too, and [] if somebody looked and
        nothing had to be left out. `created` is when the record was made, if that is known.
        """
        what = category if category is not None else (item.category if isinstance(item, Item) else None)
        if what is None:
            raise TypeError("push needs the category of the record")
        if isinstance(subjects, str) or isinstance(redacted, str):
            raise TypeError("subjects and redacted are lists of texts")
        name, of, given = _name(item), bytes_of(what, "category"), document(record, "record")
        about = document(list(subjects), "subjects")
        without = b"" if redacted is None else document(list(redacted), "redacted")
        when = b"" if created is None else written(created, "created").encode()
        with self._alone() as owned:
            call(
                lib.wb_package_push,
                *(owned, name, len(name), of, len(of), about, len(about), without, len(without)),
                *(when, len(when), given, len(given)),
            )
            self._write(owned)

    def close_item(self, item: str | Item, outcome: ItemOutcome | str = ItemOutcome.DONE) -> None:
        """Closes an item: DONE after its records, NOTHING_FOUND if there are none."""
        name, came = _name(item), ItemOutcome.asked(outcome).word.encode()
        with self._alone() as owned:
            call(lib.wb_package_close, owned, name, len(name), came, len(came))
            self._write(owned)

    def finish(self) -> str:
        """Finishes the package, when every item is closed. Gives the 64 hexadecimal digits of SHA-256 over all its bytes,
        as the entry `package-ready` records it. PackageError lists every item that is not closed."""
        room = Chars64()
        with self._alone() as owned:
            call(lib.wb_package_finish, owned, room, 64)
            self._write(owned)
        return room.raw.decode()

    def checkpoint(self) -> str:
        """Where the package is, as JSON, to resume from (`Claims.resume_package`): keep it beside the file. It is personal
        data as the package is. Its field `bytes` is how long the package is so far: cut off what stands after that."""
        with self._alone() as owned:
            return text(lib.wb_package_checkpoint, owned)

    def contents(self) -> Contents:
        """What was packed so far."""
        with self._alone() as owned:
            given = text(lib.wb_package_contents, owned)
        of = json.loads(given)
        items = tuple(map(Packed._read, of["items"]))
        return Contents(instant(of["created-at"]), of["bytes"], of["sha256"], items, given)

    def page(self, language: str = "nl") -> str:
        """The page that goes with a finished package, as one HTML file for the person who asked: "nl" or "en"."""
        given = bytes_of(language, "language")
        with self._alone() as owned:
            return text(lib.wb_package_page, owned, given, len(given))

    @contextmanager
    def _alone(self) -> Iterator[Owned]:
        """One call, and the writing of what comes of it: a second thread is refused, as the library would."""
        if not self._busy.acquire(blocking=False):
            diagnostic = Diagnostic(
                "in-use", "another thread is inside a call on this package", help="one at a time may use it"
            )
            raise InUseError(Status.IN_USE.value, [diagnostic])
        try:
            yield self._ready()
        finally:
            self._busy.release()

    def _ready(self) -> Owned:
        owned = self._use()
        if self._lost:
            diagnostic = Diagnostic(
                code="write-failed",
                message="an earlier part of this package could not be written, so it is not known what the file holds",
                help="cut the file off at the bytes of the last checkpoint, and resume from there",
            )
            raise PackageError.of(diagnostic)
        return owned

    def _write(self, owned: Owned) -> None:
        """Writes what came out."""
        taken, left = ctypes.c_size_t(), ctypes.c_size_t(1)
        # Until all of it was written: what was taken is in the file, or lost.
        self._lost = True
        while left.value:
            call(lib.wb_package_take, owned, self._room, _ROOM, byref(taken), byref(left))
            data = self._room.raw[: taken.value]
            while data:
                done = self._file.write(data)
                if isinstance(done, int) and not 0 < done <= len(data):
                    raise OSError(f"the file took {done} of {len(data)} bytes")
                data = data[done:] if isinstance(done, int) else b""
        self._lost = False


def _name(item: str | Item) -> bytes:
    return bytes_of(item.item if isinstance(item, Item) else item, "item")
