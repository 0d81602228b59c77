package nl.waarborg;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An answer with every reason, and every condition over time. */
public final class Explanation {
    private final Answer answer;
    private final Identifiability identifiability;
    private final Optional<Instant> validUntil;
    private final List<Addressee> addressee;
    private final List<Reason> reasons;
    private final List<ConditionTimeline> timelines;
    private final String json;

    Explanation(String json) {
        Doc doc = Doc.of(json);
        answer = Answer.of(doc.text("answer"));
        identifiability = Identifiability.of(doc.text("identifiability"));
        validUntil = doc.instant("valid-until");
        addressee = Addressee.all(doc.texts("addressee"));
        reasons = doc.list("reasons", Reason::new);
        timelines = doc.list("timelines", ConditionTimeline::new);
        this.json = json;
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

    /** Everyone to ask first. */
    public List<Addressee> addressee() {
        return addressee;
    }

    /** Every reason, the deciding one first. */
    public List<Reason> reasons() {
        return reasons;
    }

    /** Every condition over time. */
    public List<ConditionTimeline> timelines() {
        return timelines;
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
