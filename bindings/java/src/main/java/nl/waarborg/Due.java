package nl.waarborg;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Until when a record may be kept, for people. */
public final class Due {
    private final DueState state;
    private final Optional<Instant> at;
    private final Optional<LocalDate> lastDay;
    private final Reason reason;
    private final List<Drop> drops;
    private final String json;

    Due(String json) {
        Doc doc = Doc.of(json);
        state = DueState.of(doc.text("state"));
        at = doc.instant("at");
        lastDay = doc.day("last-day");
        reason = doc.doc("reason").map(Reason::new).orElseThrow();
        drops = doc.list("drops", Drop::new);
        this.json = json;
    }

    /** When, or what it waits for. */
    public DueState state() {
        return state;
    }

    /** From when on it must be gone. */
    public Optional<Instant> at() {
        return at;
    }

    /** The last day on which it may be there. */
    public Optional<LocalDate> lastDay() {
        return lastDay;
    }

    /** Why then, or what it waits for. */
    public Reason reason() {
        return reason;
    }

    /** The lower identifiabilities that are enough from a moment on. */
    public List<Drop> drops() {
        return drops;
    }

    /** The answer itself, as JSON, byte for byte. */
    public String json() {
        return json;
    }

    @Override
    public String toString() {
        return state.word() + lastDay.map(day -> ", the last day is " + day).orElse("") + ": " + reason;
    }
}
