"""What is wrong, where, what was expected and what to do: the one form of every error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from .statuses import Status

E = TypeVar("E", bound="WaarborgError")


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that is wrong. It names codes, places and the words that the library knows, and no value passed in."""

    #: A stable code in lower case, such as "unknown-field".
    code: str
    #: One sentence in English.
    message: str
    #: Where, as a JSON Pointer into the document (RFC 6901); empty for the whole.
    path: str = ""
    #: The line, from 1; None where there is no document. For a dossier, the number of the line.
    line: int | None = None
    #: The column in characters, from 1.
    column: int | None = None
    #: What was expected there.
    expected: str | None = None
    #: The known word nearest to the one that was given.
    suggestion: str | None = None
    #: What to do about it.
    help: str | None = None

    def __str__(self) -> str:
        return self.render()

    def render(self, document: str | None = None) -> str:
        """The diagnostic as a compiler would tell it; `document` is the name of what was read."""
        lines = [f"error[{self.code}]: {self.message}"]
        place = ":".join(str(part) for part in (document, self.line, self.column) if part is not None)
        if document is None and self.line is not None:
            place = f"line {self.line}" + (f", column {self.column}" if self.column is not None else "")
        if self.path and place:
            lines.append(f"  --> {self.path} ({place})" if document is None else f"  --> {place} ({self.path})")
        elif self.path or place:
            lines.append(f"  --> {self.path or place}")
        if self.expected is not None:
            lines.append(f"  expected: {self.expected}")
        if self.suggestion is not None:
            lines.append(f"  did you mean `{self.suggestion}`?")
        if self.help is not None:
            lines.append(f"  help: {self.help}")
        return "\n".join(lines)


class WaarborgError(Exception):
    """Everything that was wrong with one call. The attributes `code`, `message`, `path`, ... are those of the first."""

    def __init__(self, status: int | None, diagnostics: Iterable[Diagnostic], document: str | None = None) -> None:
        #: Everything that is wrong, in the order of the document; never empty.
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics) or (
            Diagnostic("unknown", "the library tells nothing of this error"),
        )
        #: What came of the call; None for what this package found by itself.
        self.status: Status | None = None if status is None else Status(status)
        #: The name of the document, if it has one.
        self.document = document
        super().__init__(status, self.diagnostics, document)

    @classmethod
    def of(cls: type[E], *diagnostics: Diagnostic) -> E:
        """The exception for what this package found by itself."""
        return cls(None, diagnostics)

    @property
    def code(self) -> str:
        """The stable code of the first diagnostic, such as "unknown-name"."""
        return self.diagnostics[0].code

    @property
    def message(self) -> str:
        """What is wrong first, in one sentence."""
        return self.diagnostics[0].message

    @property
    def path(self) -> str:
        """Where in the document, as a JSON Pointer."""
        return self.diagnostics[0].path

    @property
    def line(self) -> int | None:
        """The line, from 1."""
        return self.diagnostics[0].line

    @property
    def column(self) -> int | None:
        """The column in characters, from 1."""
        return self.diagnostics[0].column

    @property
    def expected(self) -> str | None:
        """What was expected."""
        return self.diagnostics[0].expected

    @property
    def suggestion(self) -> str | None:
        """The known word nearest to the one that was given."""
        return self.diagnostics[0].suggestion

    @property
    def help(self) -> str | None:
        """What to do about it."""
        return self.diagnostics[0].help

    def __str__(self) -> str:
        rendered = "\n".join(diagnostic.render(self.document) for diagnostic in self.diagnostics)
        return rendered if len(self.diagnostics) == 1 else f"{len(self.diagnostics)} things are wrong\n{rendered}"
