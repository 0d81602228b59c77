"""What can go wrong, by kind. Every exception lists everything that was wrong, not only the first thing."""

from __future__ import annotations

from .diagnostic import Diagnostic, WaarborgError
from .statuses import Status

__all__ = [
    "ArgumentError",
    "CasesError",
    "ClosedError",
    "DefectError",
    "Diagnostic",
    "DossierError",
    "EntryError",
    "FieldsError",
    "ForeignIdError",
    "HeadMismatch",
    "HeadMoved",
    "IdentifierError",
    "InUseError",
    "KeysError",
    "LedgerError",
    "LibraryError",
    "LimitError",
    "MomentError",
    "NotAllowedError",
    "NotBuiltError",
    "NotDeclaredError",
    "ObservationError",
    "PackageError",
    "PolicyError",
    "RecordError",
    "StepError",
    "TableError",
    "TermError",
    "UnknownNameError",
    "WaarborgError",
    "kind_of",
]


class ArgumentError(WaarborgError, ValueError):
    """The call itself was wrong: a number that stands for nothing, offsets that do not fit."""


class MomentError(ArgumentError):
    """A moment without a time zone, or outside the years 2000 to 2200."""


class ForeignIdError(ArgumentError):
    """A number of a name belongs to another policy, or to another kind of name."""


class ClosedError(WaarborgError, ValueError):
    """Something was used after it was closed."""


class PolicyError(WaarborgError):
    """The policy cannot work; `diagnostics` has everything that is wrong with it."""


class NotDeclaredError(PolicyError):
    """The policy in force has no text at such a path."""


class UnknownNameError(WaarborgError, LookupError):
    """The policy has never known such a name."""


class DossierError(WaarborgError):
    """The lines are not a dossier."""


class HeadMismatch(DossierError):
    """These are not all the lines of the head."""


class HeadMoved(DossierError):
    """Another writer was first: load the dossier again, decide again, append again."""


class EntryError(WaarborgError):
    """The entry cannot be appended."""


class ObservationError(WaarborgError):
    """The observations cannot be read."""


class RecordError(WaarborgError):
    """The record cannot be read."""


class StepError(WaarborgError):
    """The step in a request may not be taken, or there is no such request; it says which may."""


class KeysError(WaarborgError):
    """The keys, the register, the domain or the rules cannot be used like this."""


class IdentifierError(WaarborgError):
    """An identifier, a pseudonym or what was sealed beside one is refused."""


class FieldsError(WaarborgError):
    """The field table cannot work, or a record does not fit it."""


class NotAllowedError(WaarborgError):
    """No rule allows this translation now."""


class TableError(WaarborgError):
    """The table, the requirements or the parties cannot be checked. Not the same as a check that failed."""


class InUseError(WaarborgError, RuntimeError):
    """Another thread is inside a call on a package: one at a time may use it."""


class PackageError(WaarborgError):
    """The package cannot be begun, resumed, added to or finished like this."""


class LedgerError(WaarborgError):
    """The lines are not those of a ledger, or no line can be made of this."""


class TermError(WaarborgError):
    """The term has no deadline, counted from this."""


class CasesError(WaarborgError):
    """The document is none of cases. Not the same as a case that fails."""


class LimitError(WaarborgError):
    """What was passed in is too large, too deep or too long."""


class NotBuiltError(WaarborgError, NotImplementedError):
    """The native library was built without what is asked."""


class DefectError(WaarborgError, RuntimeError):
    """A defect in the library; please report it. Every handle can still be used but a package that was in the call."""


class LibraryError(WaarborgError):
    """The native library is not there, or is another one."""


_KINDS: dict[int, type[WaarborgError]] = {
    Status.BAD_TIME.value: MomentError,
    Status.FOREIGN_ID.value: ForeignIdError,
    Status.BAD_POLICY.value: PolicyError,
    Status.BAD_LINES.value: DossierError,
    Status.BAD_ENTRY.value: EntryError,
    Status.BAD_OBSERVATIONS.value: ObservationError,
    Status.BAD_RECORD.value: RecordError,
    Status.UNKNOWN_NAME.value: UnknownNameError,
    Status.HEAD_MISMATCH.value: HeadMismatch,
    Status.HEAD_MOVED.value: HeadMoved,
    Status.NOT_DECLARED.value: NotDeclaredError,
    Status.BAD_STEP.value: StepError,
    Status.BAD_KEYS.value: KeysError,
    Status.BAD_IDENTIFIER.value: IdentifierError,
    Status.BAD_FIELDS.value: FieldsError,
    Status.NOT_ALLOWED.value: NotAllowedError,
    Status.BAD_TABLE.value: TableError,
    Status.IN_USE.value: InUseError,
    Status.BAD_PACKAGE.value: PackageError,
    Status.BAD_LEDGER.value: LedgerError,
    Status.BAD_TERM.value: TermError,
    Status.BAD_CASES.value: CasesError,
    Status.LIMIT.value: LimitError,
    Status.NOT_BUILT.value: NotBuiltError,
}


def kind_of(status: int) -> type[WaarborgError]:
    """The exception for a status; one that is not known goes by its hundred."""
    known = _KINDS.get(status)
    if known is not None:
        return known
    if 100 <= status < 200:
        return ArgumentError
    return DefectError if 900 <= status < 1000 else WaarborgError
