package nl.waarborg;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** A lower identifiability that is enough from a moment on. */
public final class Drop {
    private final Identifiability to;
    private final Optional<Instant> at;
    private final Optional<LocalDate> lastDay;

    Drop(Doc doc) {
        to = Identifiability.of(doc.text("to"));
        at = doc.instant("at");
        lastDay = doc.day("last-day");
    }

    /** The form. */
    public Identifiability to() {
        return to;
    }

    /** From when on. */
    public Optional<Instant> at() {
        return at;
    }

    /** The last day of the form before. */
    public Optional<LocalDate> lastDay() {
        return lastDay;
    }
}
