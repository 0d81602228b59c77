package nl.waarborg;

/** How far data can be led back to a person. */
public enum Identifiability {
    /** In a question: none in particular, so the most identifiable one that is allowed. */
    ANY(-1),
    /** In an answer: not at all. */
    NOTHING(0),
    /** No more. */
    ANONYMISED(1),
    /** Only with what is kept apart. */
    PSEUDONYMISED(2),
    /** Directly. */
    IDENTIFIABLE(3),
    /** A value of a newer library than this binding: treat it as a no. */
    UNKNOWN(Integer.MIN_VALUE);

    private static final Identifiability[] VALUES = values();
    final int number;

    Identifiability(int number) {
        this.number = number;
    }

    /** Its word, as in documents and cases. */
    public String word() {
        return Words.of(this);
    }

    static Identifiability of(int number) {
        for (Identifiability one : VALUES) {
            if (one.number == number) {
                return one;
            }
        }
        return UNKNOWN;
    }

    static Identifiability of(String word) {
        for (Identifiability one : VALUES) {
            if (one.word().equals(word)) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
