package nl.waarborg;

/** Whether a right reaches a claim. */
public enum Applicability implements Word {
    /** It does not. */
    NO,
    /** It does if what the article asks is so. */
    IF,
    /** It does. */
    YES;

    /** Its word, as in documents and cases. */
    @Override
    public String word() {
        return Words.of(this);
    }
}
