"""May it be used?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from ._claims import OfClaims
from ._native.call import call, failed, text
from ._native.handle import closed
from ._native.library import lib
from ._native.memory import address
from ._native.moments import micros
from ._native.quick import NULL, ZERO_SIZE, ZERO_U64, function, size
from ._native.structs import DECISION
from .columns import I32, U32, U64, Rows, Texts
from .decision import Decision, Decisions, decision_of, decision_rows
from .explanation import Explanation, Field
from .ids import Id, Name
from .listing import Listing, listed
from .question import (
    NO_RELATION,
    Record,
    identifiability_number,
    name_bytes,
    precondition_names,
    precondition_numbers,
    record_bytes,
    record_of_row,
    relations_number,
    verb_number,
)
from .words import ActorRelation, Identifiability, Verb

_decide, _unpack = function("wb_decide"), DECISION.unpack


class Uses(OfClaims):
    """The readings that decide."""

    __slots__ = ()

    def decide(
        self,
        role: Name,
        verb: Verb | str,
        purpose: Name,
        category: Name,
        *,
        at: datetime,
        recipient: Name | None = None,
        identifiability: Identifiability | str | None = None,
        relations: ActorRelation = NO_RELATION,
        preconditions: Iterable[Name] = (),
        record: Record = None,
    ) -> Decision:
        """May this role do this with this category, for this purpose, at this moment?

        Names may be given as texts, or as the numbers that `Policy.id` gave. `recipient` is to whom it is shared,
        `identifiability` how identifiable it must be (the most that is allowed if not given), `relations` what the one
        who acts is to the person, `preconditions` those that were passed, and `record` what is known of the record.
        """
        owned = self._owned
        if owned is None:
            raise closed("Claims")
        names = self._names
        passed, passed_len = precondition_numbers(names, preconditions) if preconditions else (NULL, 0)
        given = b"" if record is None else record_bytes(record)
        room = names.room(at)
        status = _decide(
            owned.param,
            (role if role.__class__ is Id else names.roles[role])._param,
            verb_number(verb),
            (purpose if purpose.__class__ is Id else names.purposes[purpose])._param,
            (category if category.__class__ is Id else names.categories[category])._param,
            ZERO_U64 if recipient is None else names.recipients[recipient]._param,
            -1 if identifiability is None else identifiability_number(identifiability),
            0 if relations is NO_RELATION else relations_number(relations),
            passed,
            size(passed_len) if passed_len else ZERO_SIZE,
            given,
            size(len(given)) if given else ZERO_SIZE,
            room.at,
            room.to_raw,
            room.to_error,
        )
        if status:
            raise failed(status, room.error, given)
        raw = _unpack(room.raw)
        names.rooms.append(room)
        return decision_of(raw)

    def decide_many(
        self,
        roles: Name | Sequence[Name] | Any,
        verbs: Verb | str | Sequence[Verb | str] | Any,
        purposes: Name | Sequence[Name] | Any,
        categories: Name | Sequence[Name] | Any,
        *,
        at: datetime,
        recipients: Name | Sequence[Name | None] | Any = None,
        identifiabilities: Identifiability | str | Sequence[Identifiability | str | None] | Any = None,
        relations: ActorRelation | Sequence[ActorRelation] | Any = NO_RELATION,
        preconditions: Iterable[Name] = (),
        records: Texts | None = None,
    ) -> Decisions:
        """`decide` for each row of columns, in one call.

        A column is a list, one value that holds for all rows, or a buffer of numbers (`array.array`, NumPy, packed
        bytes): of `Policy.id` in 64 bits without a sign, of verbs and identifiabilities in 32 bits with one, of relations in 32 bits
        without. `preconditions` and `at` are the same for all. If a row fails, the call does, and the error's path begins with
        the number of the row, from 0.
        """
        owned, names, rows = self._use(), self._names, Rows()
        rows.put("roles", roles, U64, names.roles.__getitem__)
        rows.put("verbs", verbs, I32, verb_number)
        rows.put("purposes", purposes, U64, names.purposes.__getitem__)
        rows.put("categories", categories, U64, names.categories.__getitem__)
        rows.put("recipients", recipients, U64, lambda name: 0 if name is None else names.recipients[name])
        rows.put("identifiabilities", identifiabilities, I32, identifiability_number)
        rows.put("relations", relations, U32, relations_number)
        rows.put_texts("records", records, record_of_row)
        raw, (given, offsets), passed = (
            decision_rows(len(rows)),
            rows.texts("records"),
            precondition_numbers(names, preconditions),
        )
        columns = ("roles", "verbs", "purposes", "categories", "recipients", "identifiabilities", "relations")
        call(
            lib.wb_decide_many,
            *(owned, len(rows), *map(rows.numbers, columns), given, len(given), offsets),
            *(*passed, micros(at), address(raw)),
        )
        return Decisions(raw)

    def explain(
        self,
        role: Name,
        verb: Verb | str,
        purpose: Name,
        category: Name,
        *,
        at: datetime,
        recipient: Name | None = None,
        identifiability: Identifiability | str | None = None,
        relations: ActorRelation = NO_RELATION,
        preconditions: Iterable[Name] = (),
        record: Record = None,
    ) -> Explanation:
        """The same answer as `decide`, with every reason and every condition over time."""
        asked = name_bytes(category, "category")
        question = _question(
            role, verb, purpose, (asked, len(asked)), recipient, identifiability, relations, preconditions, record, at
        )
        return Explanation._read(text(lib.wb_explain, self._use(), *question))

    def fields(
        self,
        role: Name,
        verb: Verb | str,
        purpose: Name,
        *,
        at: datetime,
        recipient: Name | None = None,
        identifiability: Identifiability | str | None = None,
        relations: ActorRelation = NO_RELATION,
        preconditions: Iterable[Name] = (),
        record: Record = None,
    ) -> Listing[Field]:
        """The decision for each category that a purpose needs, in the order of their names.

        With a recipient and Verb.SHARE it is a filter: what is not permitted is not sent.
        """
        question = _question(role, verb, purpose, (), recipient, identifiability, relations, preconditions, record, at)
        return listed(text(lib.wb_fields, self._use(), *question), "fields", Field._read)


def _question(
    role: Name,
    verb: Verb | str,
    purpose: Name,
    category: tuple[Any, ...],
    recipient: Name | None,
    identifiability: Identifiability | str | None,
    relations: ActorRelation,
    preconditions: Iterable[Name],
    record: Record,
    at: datetime,
) -> tuple[Any, ...]:
    """The arguments of a question that is asked in names."""
    by, what_for, to = name_bytes(role, "role"), name_bytes(purpose, "purpose"), name_bytes(recipient, "recipient")
    passed, given = precondition_names(preconditions), record_bytes(record)
    return (
        *(
            by,
            len(by),
            verb_number(verb),
            what_for,
            len(what_for),
            *category,
            to,
            len(to),
            identifiability_number(identifiability),
        ),
        *(relations_number(relations), passed, len(passed), given, len(given), micros(at)),
    )
