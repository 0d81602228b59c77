package nl.waarborg;

/** What a purpose may do with data at a moment; each is stronger than the one before. */
public enum Value implements Word {
    /** No claim: if nothing else claims the data, it must go. */
    ENDED,
    /** A fact is missing: do not use, and do not erase. */
    UNKNOWN,
    /** Hold, do not use. */
    HELD,
    /** Hold and use. */
    LIVE;

    /** Its word, as in documents and cases. */
    @Override
    public String word() {
        return Words.of(this);
    }
}
