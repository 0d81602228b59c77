package nl.waarborg;

import java.time.Instant;
import java.util.Optional;

/** Why records stay. */
public final class Kept {
    private final Optional<String> purpose;
    private final Optional<RefusalGround> ground;
    private final Optional<Instant> keptUntil;
    private final String reason;

    Kept(Doc doc) {
        purpose = doc.maybeText("purpose");
        ground = doc.maybeWord("ground", RefusalGround.class);
        keptUntil = doc.instant("kept-until");
        reason = doc.text("because");
    }

    /** For which purpose; empty for a hold, a restriction, another request, or a statutory term. */
    public Optional<String> purpose() {
        return purpose;
    }

    /** The ground on which a request to erase does not end it; empty if there is none yet. */
    public Optional<RefusalGround> ground() {
        return ground;
    }

    /** Until when; empty if it counts from each record, or has no end yet. */
    public Optional<Instant> keptUntil() {
        return keptUntil;
    }

    /** The code of the reason that the claim itself gives. */
    public String reason() {
        return reason;
    }
}
