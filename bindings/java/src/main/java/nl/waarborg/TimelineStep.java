package nl.waarborg;

import java.time.Instant;
import java.util.Optional;

/** What a condition is from a moment on. */
public final class TimelineStep {
    private final Optional<Instant> from;
    private final Value value;
    private final String code;
    private final ReasonCode reason;
    private final Source source;
    private final long entry;

    TimelineStep(Doc doc) {
        from = doc.instant("from");
        value = doc.word("value", Value.class);
        code = doc.text("code");
        reason = ReasonCode.of(code);
        source = Source.of(doc.maybeText("source").orElse("none"));
        entry = doc.number("entry");
    }

    /** From when; empty for the first, which has always been. */
    public Optional<Instant> from() {
        return from;
    }

    /** What it is from then on. */
    public Value value() {
        return value;
    }

    /** The code of the reason. */
    public String code() {
        return code;
    }

    /** The reason. */
    public ReasonCode reason() {
        return reason;
    }

    /** Where the deciding fact stands. */
    public Source source() {
        return source;
    }

    /** The number of the entry that decided; 0 for none. */
    public long entry() {
        return entry;
    }
}
