package nl.waarborg;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An answer with every reason, and every condition over time. */
public final class Explanation {
    private final Answer answer;
    private final Form form;
    private final Optional<Instant> until;
    private final List<Whom> whom;
    private final List<Because> reasons;
    private final List<Lane> lanes;
    private final String json;

    Explanation(String json) {
        Doc doc = Doc.of(json);
        answer = Answer.of(doc.text("answer"));
        form = Form.of(doc.text("form"));
        until = doc.instant("until");
        whom = Whom.all(doc.texts("whom"));
        reasons = doc.list("reasons", Because::new);
        lanes = doc.list("lanes", Lane::new);
        this.json = json;
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

    /** Everyone to ask first. */
    public List<Whom> whom() {
        return whom;
    }

    /** Every reason, the deciding one first. */
    public List<Because> reasons() {
        return reasons;
    }

    /** Every condition over time. */
    public List<Lane> lanes() {
        return lanes;
    }

    /** The answer itself, as JSON, byte for byte. */
    public String json() {
        return json;
    }

    /** Whether the answer is yes. Anything else is a no, or not yet. */
    public boolean isAllowed() {
        return answer == Answer.PERMIT;
    }

    @Override
    public String toString() {
        return answer.word() + (reasons.isEmpty() ? "" : ": " + reasons.get(0));
    }
}
