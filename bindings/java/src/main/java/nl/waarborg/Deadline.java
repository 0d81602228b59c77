package nl.waarborg;

import java.time.LocalDate;
import java.util.List;

/** The last day of a term for acting. */
public final class Deadline {
    private final LocalDate safe;
    private final LocalDate legal;
    private final boolean provisional;
    private final List<DeadlineStep> steps;

    Deadline(Doc doc) {
        safe = doc.day("safe").orElseThrow();
        legal = doc.day("legal").orElseThrow();
        provisional = doc.yes("provisional");
        steps = doc.list("steps", DeadlineStep::new);
    }

    /** The last day that is certainly in time. */
    public LocalDate safe() {
        return safe;
    }

    /** The last day by law. */
    public LocalDate legal() {
        return legal;
    }

    /** Whether it can still change, such as by a holiday that is not yet set. */
    public boolean provisional() {
        return provisional;
    }

    /** How it was counted. */
    public List<DeadlineStep> steps() {
        return steps;
    }

    @Override
    public String toString() {
        return safe.equals(legal) ? safe.toString() : safe + " (by law " + legal + ")";
    }
}
