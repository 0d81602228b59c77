package nl.waarborg;

import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Optional;

/** By when the law asks something. */
public final class Deadline {
    private final Moment safe;
    private final Moment legal;
    private final Optional<Moment> disputed;
    private final boolean provisional;
    private final List<DeadlineStep> steps;

    Deadline(Doc doc) {
        safe = doc.moment("safe").orElseThrow();
        legal = doc.moment("legal").orElseThrow();
        disputed = doc.moment("disputed");
        provisional = doc.yes("provisional");
        steps = doc.list("steps", DeadlineStep::new);
    }

    /** As {@link #of(String, TemporalAccessor, List, ZoneId)}, for a term that never stood still. */
    public static Deadline of(String term, TemporalAccessor event, ZoneId zone) {
        return of(term, event, List.of(), zone);
    }

    /**
     * By when the law asks something in the Netherlands.
     *
     * @param term its word in {@link #termsJson}, such as {@code answer}
     * @param event when that which it runs from happened: a day, or a moment with an offset
     * @param pauses the times in which it stood still
     * @param zone where the days are, that of the policy
     * @throws TermException if the term has no deadline, counted from this
     */
    public static Deadline of(String term, TemporalAccessor event, List<Pause> pauses, ZoneId zone) {
        return new Deadline(Doc.of(json(term, event, pauses, zone)));
    }

    /** The same as JSON, with the term, its article, and every step in Dutch and English. */
    public static String json(String term, TemporalAccessor event, List<Pause> pauses, ZoneId zone) {
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_deadline(frame.text(term), frame.len(), frame.text(Moments.text(event)), frame.len(),
                frame.text(pauses.isEmpty() ? "" : Pause.json(pauses)), frame.len(), frame.text(zone.getId()),
                frame.len(), frame.out(), frame.err()));
            return frame.json();
        }
    }

    /** Every term that the law sets for acting, as JSON, and up to which day these tables were checked. */
    public static String termsJson() {
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_terms(frame.out(), frame.err()));
            return frame.json();
        }
    }

    /** Too late under no reading of the law; it rests on no list of holidays. A day counts to its end, an instant is the end itself. */
    public Moment safe() {
        return safe;
    }

    /** The end under the act that counts the term. */
    public Moment legal() {
        return legal;
    }

    /** A later end that some read into the law: to show, never to rely on. */
    public Optional<Moment> disputed() {
        return disputed;
    }

    /** Whether {@link #legal} rests on holidays that are not published yet. */
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
