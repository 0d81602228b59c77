"""Can someone be found in what is to be released?"""

from __future__ import annotations

import ctypes
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from struct import pack
from typing import Any, Union

from ._native.call import byref, c_void_p, call, taken, text
from ._native.documents import Document, bytes_of, document
from ._native.library import lib
from ._native.memory import address, numbers
from ._native.whole import u32
from .columns import U64
from .columns import numbers as column
from .table import Table

#: Who has a release, and what each holds that leads back from it, such as {"researcher": []}.
Holders = Mapping[str, Iterable[str]]
Figure = Union[int, float]


@dataclass(frozen=True, slots=True)
class MetricResult:
    """What came of one requirement."""

    #: What was measured, such as "k-anonymity".
    measure: str
    #: In which column, for a sensitive one.
    column: str | None
    #: How what was found must stand to what is required.
    relation: str
    required: Figure
    #: The worst of all classes; None if no number would do.
    found: Figure | None
    holds: bool
    #: How many rows (persons, cells) are in classes for which it does not hold.
    failing: int
    #: Where the measure was defined.
    source: str

    @classmethod
    def _read(cls, of: dict[str, Any]) -> MetricResult:
        return cls(
            *(of["measure"], of.get("column"), of["is"], of["required"], of.get("found"), of["holds"], of["failing"]),
            of["source"],
        )


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check. Nothing is called anonymous: see the report on who holds what."""

    #: Whether every requirement holds. Not a statement that nobody can be found.
    passed: bool
    #: The numbers of rows or cells, from 0: what was withheld so that the rest passes, or what fails.
    rows: tuple[int, ...] = field(repr=False)
    #: Each requirement, and what came of it.
    checks: tuple[MetricResult, ...]
    #: What was lost: "given", "suppressed", "withheld", "released", "share", "classes", ...
    lost: Mapping[str, Figure | None] = field(repr=False)
    #: The report as the library gave it, without any value of the table: keep it as evidence.
    report: str = field(repr=False)
    #: For linked tables: the numbers of rows of each table.
    rows_of_each: tuple[tuple[int, ...], ...] = field(repr=False, default=())

    def __bool__(self) -> bool:
        return self.passed

    @property
    def digest(self) -> str:
        """SHA-256 of the report, as hexadecimal digits: what an `anonymised` entry of a dossier names it by."""
        return hashlib.sha256(self.report.encode()).hexdigest()


def _holders(holders: Holders) -> bytes:
    return document([{"party": party, "holds": list(holds)} for party, holds in holders.items()], "holders")


def _checked(passed: int, rows: Sequence[int], each: tuple[tuple[int, ...], ...], report: str) -> Checked:
    read = json.loads(report)
    return Checked(passed == 1, tuple(rows), tuple(map(MetricResult._read, read["checks"])), read["lost"], report, each)


def check(
    table: Table, requirements: Document, *, release: str, holders: Holders, population: Table | None = None
) -> Checked:
    """Holds requirements against a table, and against the population from which it was drawn, if they ask for one.

    `release` is a name for the report; `holders` says who has the release, and what each holds that leads back from it.
    A check that fails is no error: look at `passed`.
    """
    asked, name, who = document(requirements, "requirements"), bytes_of(release, "release"), _holders(holders)
    drawn_from = None if population is None else population._use()
    n = len(table)
    passed, rows, count, report = ctypes.c_int32(), numbers("I", n), ctypes.c_size_t(), c_void_p()
    call(
        lib.wb_table_check,
        *(table._use(), drawn_from, asked, len(asked), name, len(name), who, len(who)),
        *(byref(passed), address(rows), n, byref(count), byref(report)),
    )
    return _checked(passed.value, rows[: count.value], (), taken(report))


def measure(table: Table, requirements: Document) -> Mapping[str, Any]:
    """What a table measures, whatever is required of it: the roles of its columns are those of the requirements, of which
    none needs to hold. For who looks for what to require; it is no check.

    {"rows", "suppressed", "k", "classes", "unique", "sensitive": [{"column", "alpha", "distinct-l", ...}]}
    """
    asked = document(requirements, "requirements")
    measured: Mapping[str, Any] = json.loads(text(lib.wb_table_measure, table._use(), asked, len(asked)))["measures"]
    return measured


def arx(requirements: Document) -> str:
    """Requirements as Java statements for ARX, which looks for a generalisation where a table fails; this library checks
    and does not search. What ARX has no model for is written as a comment."""
    asked = document(requirements, "requirements")
    return text(lib.wb_requirements_arx, asked, len(asked))


def check_joined(tables: Sequence[Table], requirements: Document, *, release: str, holders: Holders) -> Checked:
    """Holds requirements against tables that can be linked by a column that says whom a row is about, counted in persons."""
    asked, name, who = document(requirements, "requirements"), bytes_of(release, "release"), _holders(holders)
    held = [table._use() for table in tables]
    n = sum(map(len, tables))
    passed, rows, counts, report = (
        ctypes.c_int32(),
        numbers("I", n),
        numbers("Q" if ctypes.sizeof(ctypes.c_size_t) == 8 else "I", len(held)),
        c_void_p(),
    )
    call(
        lib.wb_tables_check,
        *(pack(f"{len(held)}P", *[one.number for one in held]), len(held), asked, len(asked), name, len(name)),
        *(who, len(who), byref(passed), address(rows), n, address(counts), byref(report)),
    )
    each, at = [], 0
    for count in counts[: len(held)]:
        each.append(tuple(rows[at : at + count]))
        at += count
    return _checked(passed.value, rows[:at], tuple(each), taken(report))


def check_cells(
    persons: Sequence[int] | Any,
    *,
    release: str,
    holders: Holders,
    threshold: int = 10,
    total_is_known: bool,
    empty_is_shown: bool,
    withhold: bool,
) -> Checked:
    """Holds the cells of one aggregate against a threshold: numbers of persons, each person in one cell.

    `threshold` is the least behind a shown number, from 5. `total_is_known` if the total is shown or can be known,
    `empty_is_shown` if a cell with nobody in it is shown, `withhold` if cells are to be withheld until the rest may be
    shown. `rows` of what comes of it are the cells that were withheld, or that are too small.
    """
    name, who, (counted, n) = bytes_of(release, "release"), _holders(holders), column(persons, U64, "persons")
    passed, cells, count, report = ctypes.c_int32(), numbers("I", n), ctypes.c_size_t(), c_void_p()
    call(
        lib.wb_cells_check,
        *(
            counted,
            n,
            u32(threshold, "threshold"),
            int(total_is_known),
            int(empty_is_shown),
            int(withhold),
            name,
            len(name),
        ),
        *(who, len(who), byref(passed), address(cells), n, byref(count), byref(report)),
    )
    return _checked(passed.value, cells[: count.value], (), taken(report))
