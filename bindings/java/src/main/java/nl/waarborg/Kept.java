package nl.waarborg;

import java.time.Instant;
import java.util.Optional;

/** Why records stay. */
public final class Kept {
    private final Optional<String> purpose;
    private final Optional<RefusalGround> ground;
    private final Optional<Instant> keptUntil;
    private final ReasonCode reason;
    private final String codeText;

    Kept(Doc doc) {
        purpose = doc.maybeText("purpose");
        ground = doc.maybeWord("ground", RefusalGround.class);
        keptUntil = doc.instant("kept-until");
        codeText = doc.text("reason");
        reason = ReasonCode.of(codeText);
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

    /** The reason that the claim itself gives; {@link ReasonCode#UNKNOWN} for one of a newer library. */
    public ReasonCode reason() {
        return reason;
    }

    /** The code of the reason as a text: also one that {@link ReasonCode} does not have. */
    public String codeText() {
        return codeText;
    }
}
