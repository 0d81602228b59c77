package nl.waarborg;

/** One step of counting a deadline. */
public final class DeadlineStep {
    private final String rule;
    private final String article;
    private final Moment end;

    DeadlineStep(Doc doc) {
        rule = doc.text("rule");
        article = doc.text("article");
        end = doc.moment("end").orElseThrow();
    }

    /** The code of the rule. */
    public String rule() {
        return rule;
    }

    /** Where the rule stands. */
    public String article() {
        return article;
    }

    /** What the end came to. */
    public Moment end() {
        return end;
    }
}
