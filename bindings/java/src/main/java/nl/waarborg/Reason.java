package nl.waarborg;

/** Why: a reason, its article, and the entry that decided. */
public final class Reason {
    private final String code;
    private final ReasonCode reason;
    private final String article;
    private final String dutch;
    private final String english;
    private final Source source;
    private final long entry;

    Reason(Doc doc) {
        code = doc.text("code");
        reason = ReasonCode.of(code);
        article = doc.text("article");
        dutch = doc.text("nl");
        english = doc.text("en");
        source = Source.of(doc.maybeText("source").orElse("none"));
        entry = doc.number("entry");
    }

    /** Its stable code. */
    public String code() {
        return code;
    }

    /** The reason. */
    public ReasonCode reason() {
        return reason;
    }

    /** The article it rests on; empty if none. */
    public String article() {
        return article;
    }

    /** A sentence in Dutch. */
    public String dutch() {
        return dutch;
    }

    /** A sentence in English. */
    public String english() {
        return english;
    }

    /** Where the deciding fact stands. */
    public Source source() {
        return source;
    }

    /** The number of the entry that decided; 0 for none. */
    public long entry() {
        return entry;
    }

    @Override
    public String toString() {
        return english + (article.isEmpty() ? "" : " (" + article + ")") + (entry == 0 ? "" : " [entry " + entry + "]");
    }
}
