"""What came of a call."""

from .tolerant import Word


class Status(Word):
    """What came of a call. 100 to 199: the call was wrong. 200 to 299: what was passed in is not what it should be. 300
    to 399: a limit. 900 to 999: the library failed."""

    #: Done; the outputs are written.
    OK = 0
    #: A pointer that must not be NULL is.
    NULL_ARGUMENT = 100
    #: A text is not UTF-8.
    NOT_UTF8 = 101
    #: The room for an output is too small, such as 31 bytes for a digest; the error says how much is needed.
    BUFFER_TOO_SMALL = 102
    #: A head that is passed in is not 32 bytes long.
    BAD_LENGTH = 103
    #: A number is none of those that are asked for, such as a verb.
    UNKNOWN_VALUE = 104
    #: The size of a struct is smaller than the first version of it: set its field size before the call.
    BAD_SIZE = 105
    #: A moment is outside 2000 to 2200: pass microseconds of UTC since 1970.
    BAD_TIME = 106
    #: A number of a name belongs to another policy or to another kind of name.
    FOREIGN_ID = 107
    #: Offsets do not increase, or point past the end.
    BAD_OFFSETS = 108
    #: A pointer is not aligned for what it points to.
    MISALIGNED = 109
    #: Another thread is inside a call on a handle that changes; see Threads.
    IN_USE = 110
    #: A pointer is no handle of its type: it was freed, is of another type, or never was one. What can be seen is refused;
    #: what cannot is undefined behaviour still.
    BAD_HANDLE = 111
    #: The policy cannot work; the error lists everything that is wrong with it.
    BAD_POLICY = 200
    #: The lines are not a dossier.
    BAD_LINES = 201
    #: The entry cannot be appended.
    BAD_ENTRY = 202
    #: The observations cannot be read.
    BAD_OBSERVATIONS = 203
    #: The record cannot be read.
    BAD_RECORD = 204
    #: The policy has never known such a name.
    UNKNOWN_NAME = 205
    #: These are not all the lines of the head.
    HEAD_MISMATCH = 206
    #: The dossier has another head than expected: another writer was first. Load it again, and append again.
    HEAD_MOVED = 207
    #: The policy in force has no text at such a path.
    NOT_DECLARED = 208
    #: The step in a request may not be taken, or there is no such request; the error says why, and which may.
    BAD_STEP = 209
    #: The keys, the register, the domain or the rules cannot be used like this; the error says what to do.
    BAD_KEYS = 210
    #: An identifier, a pseudonym or what was sealed beside one is refused: it has no pseudonym, or is none.
    BAD_IDENTIFIER = 211
    #: The field table cannot work, or a record does not fit it.
    BAD_FIELDS = 212
    #: No rule allows this translation now.
    NOT_ALLOWED = 213
    #: The table, the requirements or the parties cannot be checked. Not the same as a check that failed.
    BAD_TABLE = 214
    #: The package cannot be begun, resumed, added to or finished like this. Nothing of it was changed.
    BAD_PACKAGE = 215
    #: The lines are not those of a ledger, or no line can be made of this.
    BAD_LEDGER = 216
    #: The term has no deadline, counted from this.
    BAD_TERM = 217
    #: The document is none of cases. Not the same as a case that fails.
    BAD_CASES = 218
    #: What was passed in is too large, too deep or too long.
    LIMIT = 300
    #: This library was built without what is asked.
    NOT_BUILT = 301
    #: A defect in this library. Every handle can still be used, but for a handle that changes (wb_package): if it was in the call, it can only be freed.
    PANIC = 900
    #: An earlier call on this handle returned WB_STATUS_PANIC: free it.
    POISONED = 901
