package nl.waarborg;

/** A right of the data subject under chapter III of the GDPR. */
public enum Right implements Word {
    /** Article 15. */
    ACCESS,
    /** Article 16. */
    RECTIFICATION,
    /** Article 17. */
    ERASURE,
    /** Article 18. */
    RESTRICTION,
    /** Article 20. */
    PORTABILITY,
    /** Article 21. */
    OBJECTION,
    /** Article 22. */
    HUMAN_INTERVENTION,
    /** Article 7(3): withdrawal of consent. */
    WITHDRAWAL,
    /** A right of a newer library than this binding. */
    UNKNOWN;

    private static final Right[] VALUES = values();

    /** Its word, as in documents and cases. */
    @Override
    public String word() {
        return Words.of(this);
    }

    static Right of(String word) {
        for (Right one : VALUES) {
            if (one.word().equals(word)) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
