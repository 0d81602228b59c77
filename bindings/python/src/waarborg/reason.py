"""Why: a reason as people read it, and where the fact stands on which it rests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .reason_codes import ReasonCode
from .words import Source


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason, with its article and a sentence in two languages."""

    #: The stable code, such as ReasonCode.CONSENT_WITHDRAWN; its `word` is "consent-withdrawn".
    code: ReasonCode
    #: The article, of the GDPR unless another act is named; empty where it rests on a fact alone.
    article: str
    #: A sentence in Dutch.
    nl: str
    #: A sentence in English.
    en: str
    #: Where the deciding fact stands; None for an answer that stands in no entry.
    source: Source | None
    #: The number of the entry that decided; None for none.
    entry: int | None

    @classmethod
    def _read(cls, of: dict[str, Any]) -> Reason:
        return cls(ReasonCode(of["code"]), of["article"], of["nl"], of["en"], source_of(of["source"]), of["entry"])

    def __str__(self) -> str:
        article = f" ({self.article})" if self.article else ""
        entry = f" [entry {self.entry}]" if self.entry is not None else ""
        return f"{self.en}{article}{entry}"


def source_of(word: str | None) -> Source | None:
    """The source that a document names."""
    return None if word is None else Source(word)
