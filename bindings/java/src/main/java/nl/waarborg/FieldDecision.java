package nl.waarborg;

import java.time.Instant;
import java.util.Optional;

/** The answer for one category of a purpose. */
public final class FieldDecision {
    private final String category;
    private final Answer answer;
    private final Identifiability identifiability;
    private final Optional<Instant> validUntil;
    private final Addressee addressee;
    private final Reason reason;

    FieldDecision(Doc doc) {
        category = doc.text("category");
        answer = Answer.of(doc.text("answer"));
        identifiability = Identifiability.of(doc.text("identifiability"));
        validUntil = doc.instant("valid-until");
        addressee = Addressee.of(doc.maybeText("addressee").orElse("nobody"));
        reason = doc.doc("reason").map(Reason::new).orElseThrow();
    }

    /** The category. */
    public String category() {
        return category;
    }

    /** Yes, no, or ask first. */
    public Answer answer() {
        return answer;
    }

    /** The identifiability to use; {@link Identifiability#NOTHING} unless permitted. */
    public Identifiability identifiability() {
        return identifiability;
    }

    /** The first moment at which the answer can be another; empty for never. */
    public Optional<Instant> validUntil() {
        return validUntil;
    }

    /** Whom to ask first. */
    public Addressee addressee() {
        return addressee;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** Whether the answer is yes. Anything else is a no, or not yet. */
    public boolean isAllowed() {
        return answer == Answer.PERMIT;
    }

    @Override
    public String toString() {
        return category + ": " + answer.word() + ": " + reason.codeText();
    }
}
