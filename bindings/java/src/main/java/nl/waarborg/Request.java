package nl.waarborg;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request, and how far it is. */
public final class Request {
    private final long entry;
    private final Right right;
    private final Moment received;
    private final Stage stage;
    private final Value authority;
    private final List<String> categories;
    private final List<String> purposes;
    private final Optional<Long> joined;
    private final long earlier;
    private final Optional<Moment> extended;
    private final Optional<String> forwardedTo;
    private final List<Refusal> refused;
    private final Map<String, ItemOutcome> outcomes;
    private final Optional<Clock> clock;
    private final List<String> next;

    Request(Doc doc) {
        entry = doc.number("entry");
        right = Right.of(doc.text("right"));
        received = doc.moment("received").orElseThrow();
        stage = doc.word("stage", Stage.class);
        authority = doc.word("authority", Value.class);
        categories = doc.texts("categories");
        purposes = doc.texts("purposes");
        joined = doc.maybeNumber("joined");
        earlier = doc.number("earlier");
        extended = doc.moment("extended");
        forwardedTo = doc.maybeText("forwarded-to");
        refused = doc.list("refused", Refusal::new);
        outcomes = doc.words("outcomes", ItemOutcome.class);
        clock = doc.doc("clock").map(Clock::new);
        next = doc.texts("next");
    }

    /** The entry with which it arrived. */
    public long entry() {
        return entry;
    }

    /** The right it invokes. */
    public Right right() {
        return right;
    }

    /** When it arrived: a day, or a moment. */
    public Moment received() {
        return received;
    }

    /** How far it is. */
    public Stage stage() {
        return stage;
    }

    /** Whether who made it may: live, unknown or ended. */
    public Value authority() {
        return authority;
    }

    /** The categories it is about; empty for all. */
    public List<String> categories() {
        return categories;
    }

    /** The purposes it is about; empty for all. */
    public List<String> purposes() {
        return purposes;
    }

    /** The earlier request that it joined. */
    public Optional<Long> joined() {
        return joined;
    }

    /** How many came before it for the same right. */
    public long earlier() {
        return earlier;
    }

    /** When it was said that it takes longer. */
    public Optional<Moment> extended() {
        return extended;
    }

    /** To whom a processor handed it. */
    public Optional<String> forwardedTo() {
        return forwardedTo;
    }

    /** What was refused. */
    public List<Refusal> refused() {
        return refused;
    }

    /** What became of each item of the plan so far, by its name. */
    public Map<String, ItemOutcome> outcomes() {
        return outcomes;
    }

    /** By when it must be answered; empty once it is closed. */
    public Optional<Clock> clock() {
        return clock;
    }

    /** Which kinds of entry may come next. */
    public List<String> next() {
        return next;
    }

    @Override
    public String toString() {
        return right.word() + " [entry " + entry + "]: " + stage.word();
    }
}
