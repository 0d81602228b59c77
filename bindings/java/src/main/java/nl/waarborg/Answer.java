package nl.waarborg;

/** Yes, no, or ask first. */
public enum Answer {
    /** No. */
    DENY(0),
    /** Not before somebody was asked; see {@link Decision#addressee}. */
    ASK(1),
    /** Yes, in the form that the answer names. */
    PERMIT(2),
    /** A value of a newer library than this binding: a no. */
    UNKNOWN(Integer.MIN_VALUE);

    private static final Answer[] VALUES = values();
    final int number;

    Answer(int number) {
        this.number = number;
    }

    /** Its word, as in documents and cases. */
    public String word() {
        return Words.of(this);
    }

    static Answer of(int number) {
        for (Answer one : VALUES) {
            if (one.number == number) {
                return one;
            }
        }
        return UNKNOWN;
    }

    static Answer of(String word) {
        for (Answer one : VALUES) {
            if (one.word().equals(word)) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
