package nl.waarborg;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The records of one category in one system, or one recipient. */
public final class PlanItem {
    private final String item;
    private final ItemKind kind;
    private final Optional<String> category;
    private final Optional<String> system;
    private final Optional<String> recipient;
    private final List<String> categories;
    private final List<String> purposes;
    private final List<Kept> kept;
    private final Optional<RefusalGround> ground;
    private final String article;
    private final Optional<Instant> goneFromBackups;

    PlanItem(Doc doc) {
        item = doc.text("item");
        kind = doc.word("kind", ItemKind.class);
        category = doc.maybeText("category");
        system = doc.maybeText("system");
        recipient = doc.maybeText("recipient");
        categories = doc.texts("categories");
        purposes = doc.texts("purposes");
        kept = doc.list("kept", Kept::new);
        ground = doc.maybeWord("ground", RefusalGround.class);
        article = doc.text("article");
        goneFromBackups = doc.instant("gone-from-backups");
    }

    /** Its name in the plan, which an outcome is recorded for. */
    public String item() {
        return item;
    }

    /** What is to be done. */
    public ItemKind kind() {
        return kind;
    }

    /** The category; empty for a recipient. */
    public Optional<String> category() {
        return category;
    }

    /** The system that holds the records. */
    public Optional<String> system() {
        return system;
    }

    /** The recipient to inform, or the party to forward to. */
    public Optional<String> recipient() {
        return recipient;
    }

    /** For a recipient: the categories about which to inform it. */
    public List<String> categories() {
        return categories;
    }

    /** The purposes whose claim ends, or that the item is about. */
    public List<String> purposes() {
        return purposes;
    }

    /** What stays, for what, until when, and why. */
    public List<Kept> kept() {
        return kept;
    }

    /** The ground, for what was refused or is out of reach. */
    public Optional<RefusalGround> ground() {
        return ground;
    }

    /** The article it rests on. */
    public String article() {
        return article;
    }

    /** When what was erased is gone from backups too. */
    public Optional<Instant> goneFromBackups() {
        return goneFromBackups;
    }

    @Override
    public String toString() {
        return item + ": " + kind.word();
    }
}
