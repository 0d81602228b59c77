package nl.waarborg;

/** Whose a pseudonym is. */
public final class Recognised {
    private final long key;
    private final KeyState state;

    Recognised(long key, KeyState state) {
        this.key = key;
        this.state = state;
    }

    /** The number of the key that it names. */
    public long key() {
        return key;
    }

    /** What that key may be used for. */
    public KeyState state() {
        return state;
    }
}
