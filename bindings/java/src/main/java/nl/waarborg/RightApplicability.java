package nl.waarborg;

import java.util.Optional;

/** Whether a right reaches one claim, and why. */
public final class RightApplicability {
    private final String purpose;
    private final String category;
    private final Optional<Basis> basis;
    private final Applicability applicability;
    private final String article;
    private final String dutch;
    private final String english;
    private final Value value;
    private final boolean ends;

    RightApplicability(Doc doc) {
        purpose = doc.text("purpose");
        category = doc.text("category");
        basis = doc.maybeWord("basis", Basis.class);
        applicability = doc.word("applicability", Applicability.class);
        article = doc.text("article");
        dutch = doc.text("nl");
        english = doc.text("en");
        value = doc.word("value", Value.class);
        ends = doc.yes("ends");
    }

    /** The purpose. */
    public String purpose() {
        return purpose;
    }

    /** The category. */
    public String category() {
        return category;
    }

    /** The lawful basis in force; empty if the controller has bound none. */
    public Optional<Basis> basis() {
        return basis;
    }

    /** What the law says of the right on that basis. */
    public Applicability applicability() {
        return applicability;
    }

    /** The article it rests on. */
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

    /** What the claim is now. */
    public Value value() {
        return value;
    }

    /** Whether the right would end it. */
    public boolean ends() {
        return ends;
    }
}
