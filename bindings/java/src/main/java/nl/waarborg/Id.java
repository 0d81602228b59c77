package nl.waarborg;

/** A name of a policy and its number. Equal policies give equal numbers; another policy's are refused. */
public final class Id {
    private final Kind kind;
    private final String name;
    final long number;

    Id(Kind kind, String name, long number) {
        this.kind = kind;
        this.name = name;
        this.number = number;
    }

    /** What it is the name of. */
    public Kind kind() {
        return kind;
    }

    /** The name. */
    public String name() {
        return name;
    }

    /** The number, for columns. */
    public long number() {
        return number;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Id && ((Id) other).number == number && ((Id) other).kind == kind;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }

    @Override
    public String toString() {
        return kind.word() + " " + name;
    }
}
