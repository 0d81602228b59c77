package nl.waarborg;

/** What came of appending: store the line under (dossier, seq) and the head beside it, in one transaction. */
public final class Appended {
    private final String line;
    private final Head head;
    private final long seq;

    private Appended(String line, Head head, long seq) {
        this.line = line;
        this.head = head;
        this.seq = seq;
    }

    /** What a call gave out: the line, the head and the number. */
    static Appended read(Frame frame) {
        return new Appended(
            frame.json(), Head.of(frame.small(Head.LENGTH)), Integer.toUnsignedLong(frame.number2()));
    }

    /** The line, without a line feed. Keep it byte for byte. */
    public String line() {
        return line;
    }

    /** The new head. */
    public Head head() {
        return head;
    }

    /** The number of the entry, from 1. */
    public long seq() {
        return seq;
    }

    /** Only which entry: the line is about a person. */
    @Override
    public String toString() {
        return "Appended (entry " + seq + ")";
    }
}
