package nl.waarborg;

/** The values of {@code wb_status} that this binding tells apart. */
final class Status {
    static final int OK = 0;
    static final int NULL_ARGUMENT = 100;
    static final int NOT_UTF8 = 101;
    static final int BUFFER_TOO_SMALL = 102;
    static final int BAD_LENGTH = 103;
    static final int UNKNOWN_VALUE = 104;
    static final int BAD_SIZE = 105;
    static final int BAD_TIME = 106;
    static final int FOREIGN_ID = 107;
    static final int BAD_OFFSETS = 108;
    static final int MISALIGNED = 109;
    static final int IN_USE = 110;
    static final int BAD_HANDLE = 111;
    static final int BAD_POLICY = 200;
    static final int BAD_LINES = 201;
    static final int BAD_ENTRY = 202;
    static final int BAD_OBSERVATIONS = 203;
    static final int BAD_RECORD = 204;
    static final int UNKNOWN_NAME = 205;
    static final int HEAD_MISMATCH = 206;
    static final int HEAD_MOVED = 207;
    static final int NOT_DECLARED = 208;
    static final int BAD_STEP = 209;
    static final int BAD_KEYS = 210;
    static final int BAD_IDENTIFIER = 211;
    static final int BAD_FIELDS = 212;
    static final int NOT_ALLOWED = 213;
    static final int BAD_TABLE = 214;
    static final int BAD_PACKAGE = 215;
    static final int BAD_LEDGER = 216;
    static final int BAD_TERM = 217;
    static final int BAD_CASES = 218;
    static final int LIMIT = 300;
    static final int NOT_BUILT = 301;
    static final int PANIC = 900;
    static final int POISONED = 901;

    private Status() {
    }
}
