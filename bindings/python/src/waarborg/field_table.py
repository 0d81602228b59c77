"""How the fields of a record come out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ._native.call import byref, call, text
from ._native.documents import Document, bytes_of, document
from ._native.handle import Handle, owned_by
from ._native.library import lib
from ._native.moments import micros
from .columns import Texts, texts
from .domain import Domain
from .listing import Listing, listed
from .policy import Policy
from .question import identifiability_number
from .words import Identifiability


@dataclass(frozen=True, slots=True)
class Treatment:
    """What the treatment of one field leaves."""

    #: How the field comes out.
    treatment: str
    #: Whether a key is needed to do it.
    keyed: bool
    #: Whether records of a person can be joined by it.
    joinable: bool
    #: Whether it can be led back.
    reversible: bool
    #: The risk that is left, in Dutch.
    nl: str
    #: The same in English.
    en: str


@dataclass(frozen=True, slots=True)
class Transformed:
    """One record as it comes out. Personal data, as it is."""

    identifiability: Identifiability
    fields: Mapping[str, str | None]
    #: What was found in free texts and taken out: how often each kind of it.
    found: Mapping[str, int]

    @classmethod
    def _read(cls, of: dict[str, Any]) -> Transformed:
        return cls(Identifiability(of["identifiability"]), of["fields"], of["found"])

    def __repr__(self) -> str:
        return f"<Transformed, {self.identifiability.word}, of {len(self.fields)} fields>"


class FieldTable(Handle):
    """Which fields a record has, and how each comes out, per purpose and identifiability. It never changes."""

    __slots__ = ()

    _Owned = owned_by(lib.wb_field_table_free)

    @classmethod
    def parse(cls, table: Document) -> FieldTable:
        """Reads a field table from its JSON document. FieldsError lists everything that is wrong with it."""
        given, owned = document(table, "table"), cls._Owned()
        call(lib.wb_field_table_parse, given, len(given), byref(owned))
        return cls._created(owned)

    def check(self, policy: Policy, *, at: datetime) -> None:
        """Checks the table against the policy in force at a moment: the purposes of its outputs are the policy's, and need
        what comes out, at that identifiability. FieldsError lists all that differ."""
        call(lib.wb_field_table_check, self._use(), policy._use(), micros(at))

    def treatments(
        self, purpose: str, identifiability: Identifiability | str, *, domain: Domain | None = None
    ) -> Mapping[str, Treatment]:
        """What each field's treatment leaves for one purpose and identifiability."""
        what_for, opened = bytes_of(purpose, "purpose"), None if domain is None else domain._use()
        rendered = text(
            lib.wb_field_table_properties,
            self._use(),
            opened,
            what_for,
            len(what_for),
            identifiability_number(identifiability),
        )
        return {
            name: Treatment(of["as"], of["keyed"], of["joinable"], of["reversible"], of["nl"], of["en"])
            for name, of in json.loads(rendered)["fields"].items()
        }

    def transform(
        self,
        records: Texts,
        purpose: str,
        identifiability: Identifiability | str,
        *,
        on: date,
        domain: Domain | None = None,
        people: Iterable[Iterable[str]] = (),
    ) -> Listing[Transformed]:
        """Lets records, mappings of texts and None, come out as the table declares for one purpose and identifiability.

        `domain` is needed if a field comes out as a pseudonym or is moved in time. `on` is the day on which ages are
        counted. `people` are the names of each person whom a free text may name. If a record is refused, the call is, and
        nothing comes out; the error's path begins with the number of the record, from 0.
        """
        if isinstance(on, datetime) or not isinstance(on, date):
            raise TypeError("`on` must be a date, without a time")
        what_for, opened = bytes_of(purpose, "purpose"), None if domain is None else domain._use()
        day, known = on.isoformat().encode(), [list(names) for names in people]
        named = document(known, "people") if known else b""
        whole, offsets, n = texts(records, "records", document)
        created = text(
            lib.wb_transform,
            *(
                self._use(),
                opened,
                what_for,
                len(what_for),
                identifiability_number(identifiability),
                day,
                len(day),
                named,
                len(named),
            ),
            *(n, whole, len(whole), offsets),
        )
        return listed(created, None, Transformed._read)
