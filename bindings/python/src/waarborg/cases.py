"""Cases: given, when, then. As data, so that every language runs the same ones."""

from __future__ import annotations

import ctypes
import json
import os
import pathlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ._native.call import byref, c_void_p, call, taken
from ._native.documents import Document, document
from ._native.handle import Handle, owned_by
from ._native.library import lib
from .policy import Path, Policy
from .reason import Reason


@dataclass(frozen=True, slots=True)
class Difference:
    """What a case expects, and what came instead."""

    what: str
    expected: Any
    got: Any


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What came of one case."""

    case: str
    description: str
    #: The question, as a sentence.
    asks: str
    passed: bool
    differences: tuple[Difference, ...]
    #: Of a case that failed: the reasons of the answer that came.
    reasons: tuple[Reason, ...]
    #: What it should be and what it is, in sentences; empty if it passed.
    report: str = field(repr=False, default="")

    @classmethod
    def _read(cls, of: dict[str, Any], report: str) -> CaseResult:
        return cls(
            of["case"],
            of["description"],
            of["asks"],
            of["passed"],
            tuple(Difference(one["what"], one["expected"], one["got"]) for one in of["differences"]),
            tuple(map(Reason._read, of["reasons"])),
            report,
        )


@dataclass(frozen=True, slots=True)
class CasesReport:
    """What came of all cases of a document."""

    passed: int
    failed: int
    results: tuple[CaseResult, ...] = field(repr=False)
    #: Each case that failed in sentences, and last "N passed, N failed".
    report: str = field(repr=False)
    #: The same as the library gave it as data.
    json: str = field(repr=False)

    def __str__(self) -> str:
        return self.report


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a document."""

    index: int
    #: Its name, unique in its document.
    name: str
    #: What it shows, in one sentence.
    description: str


class Cases(Handle):
    """A document of cases about one policy. It never changes."""

    __slots__ = ()

    _Owned = owned_by(lib.wb_cases_free)

    @classmethod
    def parse(cls, cases: Document) -> Cases:
        """Reads a document of cases. CasesError lists everything that is wrong with it."""
        return cls._parsed(document(cases, "cases"), None)

    @classmethod
    def load(cls, path: Path) -> Cases:
        """Reads a document of cases from a file, which the errors then name."""
        return cls._parsed(pathlib.Path(path).read_bytes(), os.fspath(path))

    @classmethod
    def _parsed(cls, given: bytes, name: str | None) -> Cases:
        owned = cls._Owned()
        call(lib.wb_cases_parse, given, len(given), byref(owned), document=name)
        return cls._created(owned)

    def __len__(self) -> int:
        return int(lib.wb_cases_count(self._use()))

    def __bool__(self) -> bool:
        return True

    def __getitem__(self, index: int) -> Case:
        owned, count = self._use(), len(self)
        at = index + count if index < 0 else index
        if not 0 <= at < count:
            raise IndexError("there is no such case")
        name, description = lib.wb_cases_name(owned, at, None), lib.wb_cases_description(owned, at, None)
        return Case(at, name.decode(), description.decode())

    def __iter__(self) -> Iterator[Case]:
        return (self[index] for index in range(len(self)))

    def run_one(self, policy: Policy, case: Case | int) -> CaseResult:
        """Runs one case against a policy. A case that fails, or cannot be set up, raises nothing: look at `passed`."""
        index = case.index if isinstance(case, Case) else self[case].index
        passed, report, rendered = ctypes.c_int32(), c_void_p(), c_void_p()
        call(
            lib.wb_cases_run_one,
            *(self._use(), policy._use(), index, byref(passed), byref(report), byref(rendered)),
        )
        return CaseResult._read(json.loads(taken(rendered))["cases"][0], taken(report))

    def run(self, policy: Policy) -> CasesReport:
        """Runs every case against a policy."""
        failed, report, rendered = ctypes.c_size_t(), c_void_p(), c_void_p()
        call(lib.wb_cases_run, self._use(), policy._use(), byref(failed), byref(report), byref(rendered))
        given = taken(rendered)
        of = json.loads(given)
        results = tuple(CaseResult._read(one, "") for one in of["cases"])
        return CasesReport(of["passed"], failed.value, results, taken(report), given)
