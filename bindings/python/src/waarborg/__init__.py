"""What an education platform may do with personal data, until when it may keep it, and what it owes a person who asks."""

from ._native.library import lib as _lib
from ._uses import decide_each
from .aliases import Aliases
from .anonymity import Checked, Judgement, check, check_cells, check_joined
from .because import Because
from .claims import Claims
from .columns import TextColumn
from .decision import Decision, Decisions
from .domain import Domain, Pseudonyms
from .dossier import EMPTY_HEAD, Appended, Dossier, Entry
from .errors import (
    ArgumentError,
    ClosedError,
    DefectError,
    DossierError,
    EntryError,
    Fault,
    FieldsError,
    ForeignIdError,
    HeadMismatch,
    HeadMoved,
    IdentifierError,
    KeysError,
    LibraryError,
    LimitError,
    MomentError,
    NotAllowedError,
    NotBuiltError,
    NotDeclaredError,
    ObservationError,
    PolicyError,
    RecordError,
    StepError,
    TableError,
    UnknownNameError,
    WaarborgError,
)
from .escrow import Escrow
from .explanation import Explanation, Field, Lane, Step
from .field_table import FieldTable, Transformed, Treatment
from .hpgn import hpgn
from .ids import Id
from .keys import Keys
from .listing import Listing
from .policy import Finding, Policy
from .reasons import Reason
from .register import Activated, Destroyed, Destruction, Recognised, Register
from .retention import Drop, Due, DueExplanation, Dues, Erasable, Keeper
from .rights import Clock, Deadline, DeadlineStep, Item, Kept, Plan, Reached, Refusal, Request, Requests
from .setting import Setting
from .statuses import Status
from .table import Table
from .translate import Translation, translate
from .words import (
    Answer,
    Basis,
    DueState,
    Form,
    HpgnCost,
    ItemKind,
    KeyState,
    Kind,
    Outcome,
    Reach,
    Relation,
    Right,
    Severity,
    Source,
    Stage,
    Value,
    Verb,
    Whom,
)

#: The version of the native library.
__version__: str = _lib.wb_version_string().decode()

__all__ = [
    "Activated",
    "Aliases",
    "Answer",
    "Appended",
    "ArgumentError",
    "Basis",
    "Because",
    "Checked",
    "Claims",
    "Clock",
    "ClosedError",
    "Deadline",
    "DeadlineStep",
    "Decision",
    "Decisions",
    "DefectError",
    "Destroyed",
    "Destruction",
    "Domain",
    "Dossier",
    "DossierError",
    "Drop",
    "Due",
    "DueExplanation",
    "DueState",
    "Dues",
    "EMPTY_HEAD",
    "Entry",
    "EntryError",
    "Erasable",
    "Escrow",
    "Explanation",
    "Fault",
    "Field",
    "FieldTable",
    "FieldsError",
    "Finding",
    "ForeignIdError",
    "Form",
    "HeadMismatch",
    "HeadMoved",
    "HpgnCost",
    "Id",
    "IdentifierError",
    "Item",
    "ItemKind",
    "Judgement",
    "Keeper",
    "Kept",
    "KeyState",
    "Keys",
    "KeysError",
    "Kind",
    "Lane",
    "LibraryError",
    "LimitError",
    "Listing",
    "MomentError",
    "NotAllowedError",
    "NotBuiltError",
    "NotDeclaredError",
    "ObservationError",
    "Outcome",
    "Plan",
    "Policy",
    "PolicyError",
    "Pseudonyms",
    "Reach",
    "Reached",
    "Reason",
    "Recognised",
    "RecordError",
    "Refusal",
    "Register",
    "Relation",
    "Request",
    "Requests",
    "Right",
    "Setting",
    "Severity",
    "Source",
    "Stage",
    "Status",
    "Step",
    "StepError",
    "Table",
    "TableError",
    "TextColumn",
    "Transformed",
    "Translation",
    "Treatment",
    "UnknownNameError",
    "Value",
    "Verb",
    "WaarborgError",
    "Whom",
    "__version__",
    "check",
    "check_cells",
    "check_joined",
    "decide_each",
    "hpgn",
    "translate",
]
