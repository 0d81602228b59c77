package nl.waarborg;

import java.time.Instant;
import java.util.Optional;

/** What a claim is from a moment on. */
public final class ClaimStep {
    private final Optional<Instant> from;
    private final Value value;
    private final Reason reason;

    ClaimStep(Doc doc) {
        from = doc.instant("from");
        value = doc.word("value", Value.class);
        reason = doc.doc("reason").map(Reason::new).orElseThrow();
    }

    /** From when; empty for the first, which has always been. */
    public Optional<Instant> from() {
        return from;
    }

    /** What it is from then on. */
    public Value value() {
        return value;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
