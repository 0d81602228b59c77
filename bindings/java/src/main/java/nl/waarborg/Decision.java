package nl.waarborg;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/** An answer. */
public final class Decision {
    /** The size of {@code wb_decision}. */
    static final int SIZE = 40;
    private static final int ANSWER = 4;

    private final int answer;
    private final int identifiability;
    private final int addressee;
    private final long validUntil;
    private final int reason;
    private final int source;
    private final int entry;

    private Decision(ByteBuffer from, int at) {
        answer = from.getInt(at + ANSWER);
        identifiability = from.getInt(at + 8);
        addressee = from.getInt(at + 12);
        validUntil = from.getLong(at + 16);
        reason = from.getInt(at + 24);
        source = from.getInt(at + 28);
        entry = from.getInt(at + 32);
    }

    static Decision read(ByteBuffer from, int at) {
        return new Decision(from, at);
    }

    static boolean isAllowed(ByteBuffer from, int at) {
        return from.getInt(at + ANSWER) == Answer.PERMIT.number;
    }

    /** Whether the answer is yes. Anything else is a no, or not yet. */
    public boolean isAllowed() {
        return answer == Answer.PERMIT.number;
    }

    /** Yes, no, or ask first. */
    public Answer answer() {
        return Answer.of(answer);
    }

    /** The identifiability to use; {@link Identifiability#NOTHING} unless permitted. */
    public Identifiability identifiability() {
        return Identifiability.of(identifiability);
    }

    /** Whom to ask first; {@link Addressee#NOBODY} unless the answer is to ask. */
    public Addressee addressee() {
        return Addressee.of(addressee);
    }

    /** The first moment at which the answer can be another, if no entry is added; empty for never. */
    public Optional<Instant> validUntil() {
        return Moments.maybe(validUntil);
    }

    /** The first reason. */
    public ReasonCode reason() {
        return ReasonCode.of(reason);
    }

    /** The code of the first reason as a text: also one that {@link ReasonCode} does not have. */
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
        if (!(other instanceof Decision)) {
            return false;
        }
        Decision that = (Decision) other;
        return answer == that.answer && identifiability == that.identifiability
            && addressee == that.addressee && validUntil == that.validUntil && reason == that.reason
            && source == that.source && entry == that.entry;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * answer + reason) + Long.hashCode(validUntil);
    }

    @Override
    public String toString() {
        return answer().word() + ": " + codeText() + (entry == 0 ? "" : " [entry " + entry() + "]");
    }
}
