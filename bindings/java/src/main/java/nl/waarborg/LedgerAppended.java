package nl.waarborg;

/**
 * A line of a ledger to store under its number, with the head beside it, in one transaction. It names nobody. Close the
 * {@link #ledger()} when you need it no more.
 */
public final class LedgerAppended {
    private final String line;
    private final Head head;
    private final long seq;
    private final Ledger ledger;

    LedgerAppended(String line, Head head, long seq, Ledger ledger) {
        this.line = line;
        this.head = head;
        this.seq = seq;
        this.ledger = ledger;
    }

    /** The line, without a line feed. Keep it byte for byte. */
    public String line() {
        return line;
    }

    /** The new head. */
    public Head head() {
        return head;
    }

    /** The number of the line, from 1. */
    public long seq() {
        return seq;
    }

    /** The ledger with the line, to go on with. */
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public String toString() {
        return "LedgerAppended (line " + seq + ")";
    }
}
