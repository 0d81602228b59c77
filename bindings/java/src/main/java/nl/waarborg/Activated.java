package nl.waarborg;

/** What came of putting a key into use. */
public final class Activated {
    private final Register register;
    private final long key;

    Activated(Register register, long key) {
        this.register = register;
        this.key = key;
    }

    /** The next register: store it before you use the key. */
    public Register register() {
        return register;
    }

    /** The number of the key, which stands in each pseudonym it makes. */
    public long key() {
        return key;
    }
}
