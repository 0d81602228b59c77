package nl.waarborg;

/** What the one who acts is to the person. */
public enum ActorRelation {
    /** The person. */
    SELF(1),
    /** A representative. */
    REPRESENTATIVE(2),
    /** Of the person's own organisation. */
    OWN_ORGANISATION(4),
    /** Who made the record. */
    MAKER(8),
    /** Someone, whoever it is. */
    ANY(16);

    final int number;

    ActorRelation(int number) {
        this.number = number;
    }

    /** Its word, as in documents and cases. */
    public String word() {
        return Words.of(this);
    }
}
