"""Closed lists of words that a newer library may have made longer."""

from __future__ import annotations

import enum
from typing import Any, TypeVar, Union

W = TypeVar("W", bound="Word")


class Word(enum.Enum):
    """A word of the library. One that a newer library gives, and that this package does not know, is a member too,
    named UNKNOWN_...: it equals no member that you can name, so treat it as a no."""

    @classmethod
    def _missing_(cls: type[W], value: object) -> W | None:
        if isinstance(value, bool) or not isinstance(value, (int, str)):
            return None
        if isinstance(value, int) and not -(2**31) <= value < 2**31:
            return None
        if isinstance(value, str):
            named = cls.__members__.get(value.upper().replace("-", "_"))
            if named is not None:
                return named
        unknown = object.__new__(cls)
        unknown._name_ = f"UNKNOWN_{value}"
        unknown._value_ = value
        return cls._value2member_map_.setdefault(value, unknown)  # type: ignore[return-value]

    @property
    def word(self) -> str:
        """The word as it stands in documents, such as "own-organisation"."""
        return self._value_ if isinstance(self._value_, str) else self._name_.lower().replace("_", "-")

    @property
    def known(self) -> bool:
        """False for a word that only a newer library knows."""
        return self._name_ in type(self).__members__

    @classmethod
    def asked(cls: type[W], word: Union[W, str]) -> W:
        """The member that a question names: itself, or its word. One that is not known is refused."""
        if isinstance(word, cls) and word.known:
            return word
        if not isinstance(word, (str, cls)):
            raise TypeError(f"a {cls.__name__} or its word is needed, not {type(word).__name__}")
        member = cls.__members__.get(word.upper().replace("-", "_")) if isinstance(word, str) else None
        if member is None:
            # Statuses are words too, and errors need them: hence not at the top.
            from .errors import ArgumentError, Diagnostic

            expected = ", ".join(member.word for member in cls)
            what = f"there is no such {cls.__name__.lower()}"
            raise ArgumentError.of(Diagnostic(code="unknown-value", message=what, expected=expected))
        return member


class LegalWord(Word):
    """A word that rests on law: it has an article, and a sentence for people in two languages."""

    def _described(self) -> dict[str, Any]:
        """What the library has about it."""
        raise NotImplementedError

    @property
    def article(self) -> str:
        """The article that it rests on, of the GDPR unless another act is named; empty where it rests on a fact alone."""
        return str(self._described()["article"])

    @property
    def nl(self) -> str:
        """The sentence in Dutch."""
        return str(self._described()["nl"])

    @property
    def en(self) -> str:
        """The sentence in English."""
        return str(self._described()["en"])


class Members(dict[int, Any]):
    """The members of a list of words by number, to be looked up fast. `none` is the number that stands for None."""

    __slots__ = ("_words",)

    def __init__(self, words: type[Word], none: int | None = None) -> None:
        super().__init__({member.value: member for member in words})
        self._words = words
        if none is not None:
            self[none] = None

    def __missing__(self, number: int) -> Word:
        return self._words(number)
