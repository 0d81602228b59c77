package nl.waarborg;

/** What is done with the data. */
public enum Verb {
    /** Looks at it. */
    VIEW(1),
    /** Makes it. */
    CREATE(2),
    /** Changes it. */
    CHANGE(3),
    /** Deletes it. */
    DELETE(4),
    /** Gives it to a recipient, which must then be named. */
    SHARE(5),
    /** Analyses it. */
    ANALYSE(6),
    /** Contacts the person with it. */
    CONTACT(7),
    /** Keeps it. */
    STORE(8),
    /** Publishes it. */
    PUBLISH(9);

    final int number;

    Verb(int number) {
        this.number = number;
    }

    /** Its word, as in documents and cases. */
    public String word() {
        return Words.of(this);
    }
}
