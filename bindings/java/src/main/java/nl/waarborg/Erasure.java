package nl.waarborg;

import java.nio.ByteBuffer;

/** Whether a record may be erased now. */
public final class Erasure {
    /** The size of {@code wb_erasure}. */
    static final int SIZE = 24;

    private final int allowed;
    private final int reason;
    private final int source;
    private final int entry;

    Erasure(ByteBuffer from, int at) {
        allowed = from.getInt(at + 4);
        reason = from.getInt(at + 8);
        source = from.getInt(at + 12);
        entry = from.getInt(at + 16);
    }

    /** True if it may be erased, and must. */
    public boolean isAllowed() {
        return allowed == 1;
    }

    /** Why it may not; {@link ReasonCode#NONE} if it may. */
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
    public String toString() {
        return isAllowed() ? "may be erased" : "may not be erased: " + codeText();
    }
}
