package nl.waarborg;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is to be done for a request, or after a withdrawal. Record an outcome for each item that is work. */
public final class Plan {
    private final Optional<Long> entry;
    private final Right right;
    private final Instant at;
    private final String policy;
    private final String institution;
    private final String dossier;
    private final List<String> ends;
    private final List<String> endsOn;
    private final List<PlanItem> items;
    private final String json;

    Plan(String json) {
        Doc doc = Doc.of(json);
        entry = doc.maybeNumber("entry");
        right = Right.of(doc.text("right"));
        at = doc.instant("at").orElseThrow();
        policy = doc.text("policy");
        institution = doc.text("institution");
        dossier = doc.text("dossier");
        ends = doc.texts("ends");
        endsOn = doc.texts("ends-on");
        items = doc.list("items", PlanItem::new);
        this.json = json;
    }

    /** The entry with which the request arrived; empty for a withdrawal. */
    public Optional<Long> entry() {
        return entry;
    }

    /** The right. */
    public Right right() {
        return right;
    }

    /** As things stood when. */
    public Instant at() {
        return at;
    }

    /** The digest of the policy, in hexadecimal digits. */
    public String policy() {
        return policy;
    }

    /** The head of the institution's own entries. */
    public String institution() {
        return institution;
    }

    /** The head of the dossier. */
    public String dossier() {
        return dossier;
    }

    /** For erasure: the purposes whose claims end, as the {@code erasure-granted} entry must name them; none once it has. */
    public List<String> ends() {
        return ends;
    }

    /** The categories on which they end, as that entry must name them. */
    public List<String> endsOn() {
        return endsOn;
    }

    /** One item for every category in every system that holds it, and one for every recipient to inform. */
    public List<PlanItem> items() {
        return items;
    }

    /** The answer itself, as JSON, byte for byte. */
    public String json() {
        return json;
    }
}
