package nl.waarborg;

/** A reason, with its article, its sentences and the entry that decided. */
public final class Reason {
    private final ReasonCode code;
    private final String codeText;
    private final String article;
    private final String dutch;
    private final String english;
    private final Source source;
    private final long entry;

    Reason(Doc doc) {
        codeText = doc.text("code");
        code = ReasonCode.of(codeText);
        article = doc.text("article");
        dutch = doc.text("nl");
        english = doc.text("en");
        source = Source.of(doc.maybeText("source").orElse("none"));
        entry = doc.number("entry");
    }

    /** Its stable code; {@link ReasonCode#UNKNOWN} for one of a newer library. */
    public ReasonCode code() {
        return code;
    }

    /** Its stable code as a text: also one that {@link ReasonCode} does not have. */
    public String codeText() {
        return codeText;
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
