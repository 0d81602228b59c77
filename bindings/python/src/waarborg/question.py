"""What a question is made of, as the library takes it."""

from __future__ import annotations

import array
from collections.abc import Iterable
from typing import Any, Union

from ._native.documents import Document, document, encoded
from ._native.memory import address
from .ids import Id, Name, Names
from .words import Form, Relation, Verb

#: What is known of the record that a question is about: a mapping with the keys made, anchors, system and needed-by,
#: with days and moments of `datetime`; or the same as JSON.
Record = Union[Document, None]

NO_RELATION = Relation(0)
_ANY: int = Form.ANY.value
_VERBS = frozenset(verb.value for verb in Verb)


def verb_number(verb: Verb | str) -> int:
    """The number of a verb."""
    number: int | None = verb._value_ if isinstance(verb, Verb) else None
    return number if number in _VERBS else Verb.asked(verb)._value_


def form_number(form: Form | str | None) -> int:
    """The number of the form that is asked for; of no form in particular for None."""
    if form is None:
        return _ANY
    asked: int = Form.asked(form)._value_
    return asked


def relations_number(relations: Relation) -> int:
    """The sum of relations."""
    if relations.__class__ is not Relation:
        raise TypeError("relations are such as Relation.SELF | Relation.MAKER")
    return relations._value_


def record_bytes(record: Record) -> bytes:
    """The bytes of a record; none for none."""
    return b"" if record is None else document(record, "record")


def gate_numbers(names: Names, gates: Iterable[Name]) -> tuple[Any, int]:
    """The numbers of gates as a column."""
    if isinstance(gates, (str, Id)):
        raise TypeError("gates are a list of names")
    numbers = array.array("Q", [names.gates[gate] for gate in gates])
    return address(numbers), len(numbers)


def gate_names(gates: Iterable[Name]) -> bytes:
    """The names of gates, with commas between them."""
    if isinstance(gates, (str, Id)):
        raise TypeError("gates are a list of names")
    return b",".join(name_bytes(gate, "gate") for gate in gates)


def name_bytes(name: Name | None, what: str) -> bytes:
    """The bytes of a name; none for None."""
    if name is None:
        return b""
    if isinstance(name, Id):
        return name.name.encode()
    if not isinstance(name, str):
        raise TypeError(f"a {what} is named by a text, not by {type(name).__name__}")
    return encoded(name, what)


def record_of_row(record: Any, name: str) -> bytes:
    """The bytes of one of many records."""
    return document(record, name)
