package nl.waarborg;

/** Something doubtful about a policy. */
public final class Finding {
    private final String code;
    private final Severity severity;
    private final String article;
    private final String path;
    private final String dutch;
    private final String english;

    Finding(Doc doc) {
        code = doc.text("code");
        severity = doc.word("severity", Severity.class);
        article = doc.text("article");
        path = doc.text("path");
        dutch = doc.text("nl");
        english = doc.text("en");
    }

    /** A stable code. */
    public String code() {
        return code;
    }

    /** How bad it is. */
    public Severity severity() {
        return severity;
    }

    /** The article it rests on; empty if none. */
    public String article() {
        return article;
    }

    /** Where in the document, as a JSON Pointer. */
    public String path() {
        return path;
    }

    /** A sentence in Dutch. */
    public String dutch() {
        return dutch;
    }

    /** A sentence in English. */
    public String english() {
        return english;
    }

    @Override
    public String toString() {
        return severity.word() + ": " + path + ": " + english + " [" + code + "]";
    }
}
