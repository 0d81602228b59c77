"""What a question is made of, as the library takes it."""

from __future__ import annotations

import array
from collections.abc import Iterable
from typing import Any, Union

from ._native.documents import Document, document, encoded
from ._native.memory import address
from .ids import Id, Name, Names
from .words import ActorRelation, Identifiability, Verb

#: What is known of the record that a question is about: a mapping with the keys created, anchors, system and needed-by,
#: with days and moments of `datetime`; or the same as JSON.
Record = Union[Document, None]

NO_RELATION = ActorRelation(0)
_ANY: int = Identifiability.ANY.value
_VERBS = frozenset(verb.value for verb in Verb)


def verb_number(verb: Verb | str) -> int:
    """The number of a verb."""
    number: int | None = verb._value_ if isinstance(verb, Verb) else None
    return number if number in _VERBS else Verb.asked(verb)._value_


def identifiability_number(identifiability: Identifiability | str | None) -> int:
    """The number of the identifiability asked for; of no identifiability in particular for None."""
    if identifiability is None:
        return _ANY
    asked: int = Identifiability.asked(identifiability)._value_
    return asked


def relations_number(relations: ActorRelation) -> int:
    """The sum of relations."""
    if relations.__class__ is not ActorRelation:
        raise TypeError("relations are such as ActorRelation.SELF | ActorRelation.MAKER")
    return relations._value_


def record_bytes(record: Record) -> bytes:
    """The bytes of a record; none for none."""
    return b"" if record is None else document(record, "record")


def precondition_numbers(names: Names, preconditions: Iterable[Name]) -> tuple[Any, int]:
    """The numbers of preconditions as a column."""
    if isinstance(preconditions, (str, Id)):
        raise TypeError("preconditions are a list of names")
    numbers = array.array("Q", [names.preconditions[precondition] for precondition in preconditions])
    return address(numbers), len(numbers)


def precondition_names(preconditions: Iterable[Name]) -> bytes:
    """The names of preconditions, with commas between them."""
    if isinstance(preconditions, (str, Id)):
        raise TypeError("preconditions are a list of names")
    return b",".join(name_bytes(precondition, "precondition") for precondition in preconditions)


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
