package nl.waarborg;

import java.time.Instant;
import java.util.Optional;

/** What a claim is from a moment on. */
public final class ClaimStep {
    private final Optional<Instant> from;
    private final String value;
    private final Because reason;

    ClaimStep(Doc doc) {
        from = doc.instant("from");
        value = doc.text("value");
        reason = doc.doc("reason").map(Because::new).orElseThrow();
    }

    /** From when; empty for the first, which has always been. */
    public Optional<Instant> from() {
        return from;
    }

    /** Live, held, unknown or ended, as a word. */
    public String value() {
        return value;
    }

    /** Why. */
    public Because reason() {
        return reason;
    }
}
