package nl.waarborg;

import java.util.List;
import java.util.Optional;

/** A refusal of a request, in whole or in part. */
public final class Refusal {
    private final long entry;
    private final Optional<RefusalGround> ground;
    private final List<String> categories;

    Refusal(Doc doc) {
        entry = doc.number("entry");
        ground = doc.maybeWord("ground", RefusalGround.class);
        categories = doc.texts("categories");
    }

    /** The entry that refused. */
    public long entry() {
        return entry;
    }

    /** The ground; empty for a rejected objection. */
    public Optional<RefusalGround> ground() {
        return ground;
    }

    /** For which categories; empty for all. */
    public List<String> categories() {
        return categories;
    }
}
