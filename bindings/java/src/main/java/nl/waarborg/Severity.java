package nl.waarborg;

/** How bad a finding is. */
public enum Severity implements Word {
    /** Against the law as it stands. */
    VIOLATION,
    /** Likely to be, or impossible to show that it is not. */
    WARNING,
    /** To be known. */
    NOTE;

    /** Its word, as in documents and cases. */
    @Override
    public String word() {
        return Words.of(this);
    }
}
