"""The policy: what was declared."""

from __future__ import annotations

import array
import json
import os
import pathlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from typing import Any

from ._native.call import byref, call, text
from ._native.documents import Document, document, encoded
from ._native.handle import Handle, Owned, owned_by
from ._native.library import lib
from ._native.memory import Chars32, address
from ._native.moments import day_or_instant, micros
from .errors import PolicyError
from .ids import Id, Names
from .listing import Listing, listed
from .words import Kind, Severity

Path = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a policy."""

    version: str
    applies_from: date | datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """Something doubtful about a policy."""

    code: str
    severity: Severity
    #: The article it rests on; empty if none.
    article: str
    #: Where, as a JSON Pointer into the policy.
    path: str
    #: A sentence in Dutch.
    nl: str
    #: A sentence in English.
    en: str

    @classmethod
    def _read(cls, of: dict[str, Any]) -> Finding:
        return cls(of["code"], Severity(of["severity"]), of["article"], of["path"], of["nl"], of["en"])

    def __str__(self) -> str:
        return self.render()

    def render(self, document: str | None = None) -> str:
        """The finding as a compiler would tell it; `document` is the name of the policy's file."""
        place = self.path if document is None else f"{document} ({self.path})"
        law = f"\n  law: {self.article}" if self.article else ""
        return f"{self.severity.word}[{self.code}]: {self.en}\n  --> {place}{law}"


class Policy(Handle):
    """A policy: the history of its versions, checked and compiled. It never changes; all threads may use one at once."""

    __slots__ = ("_names",)

    _Owned = owned_by(lib.wb_policy_free)
    _names: Names | None

    @classmethod
    def parse(cls, policy: Document) -> Policy:
        """Reads a policy of one version: JSON as text or bytes, or a mapping. PolicyError lists everything wrong."""
        return cls._parsed(document(policy, "policy"), None)

    @classmethod
    def load(cls, path: Path) -> Policy:
        """Reads a policy of one version from a file, which the errors then name."""
        return cls._parsed(pathlib.Path(path).read_bytes(), os.fspath(path))

    @classmethod
    def parse_history(cls, versions: Sequence[Document]) -> Policy:
        """Reads a policy of several versions, oldest first. An error tells which of them it is about."""
        if isinstance(versions, (str, bytes)):
            raise TypeError("a history is a list of documents; for one version, use parse")
        documents = [document(version, "version") for version in versions]
        return cls._history(documents, [f"version {number}" for number in range(1, len(documents) + 1)])

    @classmethod
    def load_history(cls, paths: Sequence[Path]) -> Policy:
        """Reads a policy of several versions from files, oldest first."""
        if isinstance(paths, (str, os.PathLike)):
            raise TypeError("a history is a list of paths; for one version, use load")
        return cls._history([pathlib.Path(path).read_bytes() for path in paths], [os.fspath(path) for path in paths])

    @classmethod
    def _history(cls, documents: list[bytes], names: list[str]) -> Policy:
        offsets = array.array("i", accumulate(map(len, documents), initial=0))
        whole, owned = b"".join(documents), cls._Owned()
        try:
            call(lib.wb_policy_parse_history, whole, len(whole), address(offsets), len(documents), byref(owned))
        except PolicyError:
            # This finds which version cannot work by itself; else they do not follow each other.
            for given, name in zip(documents, names, strict=True):
                cls._parsed(given, name).close()
            raise
        return cls._of(owned)

    @classmethod
    def _parsed(cls, given: bytes, name: str | None) -> Policy:
        owned = cls._Owned()
        call(lib.wb_policy_parse, given, len(given), byref(owned), document=name)
        return cls._of(owned)

    @classmethod
    def _of(cls, owned: Owned) -> Policy:
        policy = cls._created(owned)
        policy._names = Names(owned)
        return policy

    def close(self) -> None:
        """Lets go of the policy. Institutions and claims that were made from it keep what they need."""
        self._owned = self._names = None

    @property
    def digest(self) -> bytes:
        """SHA-256 over its versions in canonical form: the same for policies that differ in notes and layout only."""
        room = Chars32()
        call(lib.wb_policy_digest, self._use(), room, 32)
        return room.raw

    def id(self, kind: Kind | str, name: str) -> Id:
        """The number of a name, for calls that are made often. UnknownNameError if the policy never knew it."""
        return self._known().of(Kind.asked(kind))[name]

    def role(self, name: str) -> Id:
        """The number of a role."""
        return self._known().roles[name]

    def purpose(self, name: str) -> Id:
        """The number of a purpose."""
        return self._known().purposes[name]

    def category(self, name: str) -> Id:
        """The number of a category."""
        return self._known().categories[name]

    def recipient(self, name: str) -> Id:
        """The number of a recipient."""
        return self._known().recipients[name]

    def precondition(self, name: str) -> Id:
        """The number of a precondition."""
        return self._known().preconditions[name]

    def name_of(self, number: int) -> str:
        """The name that a number stands for, such as one that was stored in a column."""
        return text(lib.wb_policy_name, self._use(), number)

    def names(self, kind: Kind | str) -> tuple[str, ...]:
        """Every name of a kind, over all versions, in order."""
        return tuple(json.loads(text(lib.wb_policy_names, self._use(), Kind.asked(kind).value))["names"])

    @property
    def name(self) -> str:
        """What the policy is called."""
        return str(self._summary()["policy"])

    @property
    def zone(self) -> str:
        """The zone in which its days are counted, such as "Europe/Amsterdam"."""
        return str(self._summary()["zone"])

    @property
    def versions(self) -> tuple[Version, ...]:
        """Its versions, oldest first."""
        return tuple(Version(of["version"], day_or_instant(of["applies-from"])) for of in self._summary()["versions"])

    def _summary(self) -> dict[str, Any]:
        rendered: dict[str, Any] = json.loads(text(lib.wb_policy_json, self._use()))
        return rendered

    def lint(self) -> Listing[Finding]:
        """Everything doubtful about the policy, worst first within a version."""
        return listed(text(lib.wb_policy_lint, self._use()), "findings", Finding._read)

    def text_at(self, path: str, *, at: datetime) -> str:
        """The text that the version in force at a moment has at a path, such as "/purposes/website/description"."""
        given = encoded(path, "path")
        return text(lib.wb_policy_text_at, self._use(), given, len(given), micros(at))

    def _known(self) -> Names:
        names = self._names
        if names is None:
            self._use()
        assert names is not None
        return names
