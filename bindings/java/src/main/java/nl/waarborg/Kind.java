package nl.waarborg;

/** What a name of a policy is the name of. */
public enum Kind {
    /** A role. */
    ROLE(1),
    /** A purpose. */
    PURPOSE(2),
    /** A category of data. */
    CATEGORY(3),
    /** A recipient. */
    RECIPIENT(4),
    /** A precondition. */
    PRECONDITION(5);

    final int number;

    Kind(int number) {
        this.number = number;
    }

    /** Its word, as in documents and cases. */
    public String word() {
        return Words.of(this);
    }
}
