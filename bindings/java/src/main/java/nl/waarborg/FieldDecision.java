package nl.waarborg;

import java.time.Instant;
import java.util.Optional;

/** The answer for one category of a purpose. */
public final class FieldDecision {
    private final String category;
    private final Answer answer;
    private final Form form;
    private final Optional<Instant> until;
    private final Whom whom;
    private final Because reason;

    FieldDecision(Doc doc) {
        category = doc.text("category");
        answer = Answer.of(doc.text("answer"));
        form = Form.of(doc.text("form"));
        until = doc.instant("until");
        whom = Whom.of(doc.maybeText("whom").orElse("nobody"));
        reason = doc.doc("reason").map(Because::new).orElseThrow();
    }

    /** The category. */
    public String category() {
        return category;
    }

    /** Yes, no, or ask first. */
    public Answer answer() {
        return answer;
    }

    /** The form to use; {@link Form#NOTHING} unless permitted. */
    public Form form() {
        return form;
    }

    /** The first moment at which the answer can be another; empty for never. */
    public Optional<Instant> until() {
        return until;
    }

    /** Whom to ask first. */
    public Whom whom() {
        return whom;
    }

    /** Why. */
    public Because reason() {
        return reason;
    }

    /** Whether the answer is yes. Anything else is a no, or not yet. */
    public boolean isAllowed() {
        return answer == Answer.PERMIT;
    }

    @Override
    public String toString() {
        return category + ": " + answer.word() + ": " + reason.code();
    }
}
