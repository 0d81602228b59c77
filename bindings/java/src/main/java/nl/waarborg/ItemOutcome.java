package nl.waarborg;

/** What became of an item of a plan. */
public enum ItemOutcome implements Word {
    /** It was done. */
    DONE,
    /** There was nothing to do it to. */
    NOTHING_FOUND,
    /** It could not be done, and must be tried again. */
    FAILED,
    /** Telling this recipient is impossible, or takes a disproportionate effort (article 19). A judgement. */
    DISPROPORTIONATE;

    /** Its word, as in documents and cases. */
    @Override
    public String word() {
        return Words.of(this);
    }
}
