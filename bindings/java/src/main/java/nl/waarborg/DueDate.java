package nl.waarborg;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/** When a record must be gone; not that it may be erased: see {@link Claims#erasable}. */
public final class DueDate {
    /** The size of {@code wb_due_date}. */
    static final int SIZE = 32;

    private final int state;
    private final long at;
    private final int reason;
    private final int source;
    private final int entry;

    DueDate(ByteBuffer from, int at) {
        state = from.getInt(at + 4);
        this.at = from.getLong(at + 8);
        reason = from.getInt(at + 16);
        source = from.getInt(at + 20);
        entry = from.getInt(at + 24);
    }

    /** When, or what it waits for. */
    public DueState state() {
        return DueState.of(state);
    }

    /** The moment, for {@link DueState#AT} and {@link DueState#AT_ONCE}; else empty. */
    public Optional<Instant> at() {
        return state == DueState.AT.number || state == DueState.AT_ONCE.number ? Moments.maybe(at) : Optional.empty();
    }

    /** Why then, or what it waits for. */
    public ReasonCode reason() {
        return ReasonCode.of(reason);
    }

    /** The code of the reason as a text: also one that {@link ReasonCode} does not have. */
    public String codeText() {
        return ReasonText.of(reason);
    }

    /** Where the deciding fact stands. */
    public Source source() {
        return Source.of(source);
    }

    /** The number of the entry that decided; 0 for none. */
    public long entry() {
        return Integer.toUnsignedLong(entry);
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof DueDate)) {
            return false;
        }
        DueDate that = (DueDate) other;
        return state == that.state && at == that.at && reason == that.reason && source == that.source
            && entry == that.entry;
    }

    @Override
    public int hashCode() {
        return 31 * state + Long.hashCode(at);
    }

    @Override
    public String toString() {
        return state().word() + at().map(when -> " " + when).orElse("") + ": " + codeText();
    }
}
