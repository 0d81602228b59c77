package nl.waarborg;

/** When a record must be gone. */
public enum DueState {
    /** No answer: the call failed. */
    NO_ANSWER(0),
    /** From a moment on. */
    AT(1),
    /** At once: it was made while no purpose had a claim on it. */
    AT_ONCE(2),
    /** Not yet: it waits for the end of something that still lasts, or has no end. */
    PENDING_END(3),
    /** Not yet: a fact is missing; review it. */
    PENDING_FACT(4),
    /** It has already been erased. */
    ERASED(5),
    /** A value of a newer library than this binding: not due. */
    UNKNOWN(Integer.MIN_VALUE);

    private static final DueState[] VALUES = values();
    final int number;

    DueState(int number) {
        this.number = number;
    }

    /** Its word, as in documents and cases. */
    public String word() {
        return Words.of(this);
    }

    static DueState of(int number) {
        for (DueState one : VALUES) {
            if (one.number == number) {
                return one;
            }
        }
        return UNKNOWN;
    }

    static DueState of(String word) {
        for (DueState one : VALUES) {
            if (one.word().equals(word)) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
