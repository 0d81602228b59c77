package nl.waarborg;

/** Where the deciding fact stands. */
public enum Source {
    /** In no entry: the policy, the law, or the absence of an entry. */
    NONE(0),
    /** In the person's dossier. */
    DOSSIER(1),
    /** Among the institution's own entries. */
    INSTITUTION(2),
    /** In the observations that were passed in. */
    OBSERVED(3),
    /** In the record that was passed in. */
    RECORD(4),
    /** A value of a newer library than this binding: treat it as a no. */
    UNKNOWN(Integer.MIN_VALUE);

    private static final Source[] VALUES = values();
    final int number;

    Source(int number) {
        this.number = number;
    }

    /** Its word, as in documents and cases. */
    public String word() {
        return Words.of(this);
    }

    static Source of(int number) {
        for (Source one : VALUES) {
            if (one.number == number) {
                return one;
            }
        }
        return UNKNOWN;
    }

    static Source of(String word) {
        for (Source one : VALUES) {
            if (one.word().equals(word)) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
