package nl.waarborg;

import java.time.Instant;
import java.util.Optional;

/** Something that keeps a record. */
public final class RetainingClaim {
    private final Optional<String> purpose;
    private final Value value;
    private final Optional<Instant> keptUntil;
    private final Reason reason;

    RetainingClaim(Doc doc) {
        purpose = doc.maybeText("purpose");
        value = doc.word("value", Value.class);
        keptUntil = doc.instant("kept-until");
        reason = doc.doc("reason").map(Reason::new).orElseThrow();
    }

    /** The purpose whose claim it is; empty for a hold, a restriction, an open request, a minimum, or records that need this one. */
    public Optional<String> purpose() {
        return purpose;
    }

    /** What its claim is: live, held or unknown. */
    public Value value() {
        return value;
    }

    /** Until when; empty where no end can be computed. */
    public Optional<Instant> keptUntil() {
        return keptUntil;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
