package nl.waarborg;

import java.time.Instant;
import java.util.Optional;

/** What a condition is from a moment on. */
public final class TimelineStep {
    private final Optional<Instant> from;
    private final Value value;
    private final ReasonCode code;
    private final String codeText;
    private final Source source;
    private final long entry;

    TimelineStep(Doc doc) {
        from = doc.instant("from");
        value = doc.word("value", Value.class);
        codeText = doc.text("code");
        code = ReasonCode.of(codeText);
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

    /** The code of the reason; {@link ReasonCode#UNKNOWN} for one of a newer library. */
    public ReasonCode code() {
        return code;
    }

    /** The code of the reason as a text: also one that {@link ReasonCode} does not have. */
    public String codeText() {
        return codeText;
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
