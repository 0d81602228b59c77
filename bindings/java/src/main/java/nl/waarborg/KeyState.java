package nl.waarborg;

/** What the key of a pseudonym may be used for. */
public enum KeyState {
    /** The register has no such key: the pseudonym was made elsewhere. */
    FOREIGN(1),
    /** For new pseudonyms, and to find existing ones. */
    ACTIVE(2),
    /** To find existing pseudonyms only. */
    ACCEPT_ONLY(3),
    /** For nothing: it is to be gone. */
    DESTROYED(4),
    /** A value of a newer library than this binding: for nothing. */
    UNKNOWN(Integer.MIN_VALUE);

    private static final KeyState[] VALUES = values();
    final int number;

    KeyState(int number) {
        this.number = number;
    }

    /** Its word, as in documents and cases. */
    public String word() {
        return Words.of(this);
    }

    static KeyState of(int number) {
        for (KeyState one : VALUES) {
            if (one.number == number) {
                return one;
            }
        }
        return UNKNOWN;
    }

    static KeyState of(String word) {
        for (KeyState one : VALUES) {
            if (one.word().equals(word)) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
