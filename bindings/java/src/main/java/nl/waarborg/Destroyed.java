package nl.waarborg;

/** What came of destroying keys. */
public final class Destroyed {
    private final Register register;
    private final String json;

    Destroyed(Register register, String json) {
        this.register = register;
        this.json = json;
    }

    /** The next register, which keeps the rows as evidence. */
    public Register register() {
        return register;
    }

    /** What it does and does not, as JSON: the keys, the effect, and that it leaves personal data, in Dutch and English. */
    public String json() {
        return json;
    }
}
