package nl.waarborg;

import java.util.List;

/** A ground on which a request may be refused. */
public final class Ground {
    private final String ground;
    private final String article;
    private final List<String> rights;
    private final String dutch;
    private final String english;

    private Ground(Doc doc) {
        ground = doc.text("ground");
        article = doc.text("article");
        rights = doc.texts("rights");
        dutch = doc.text("nl");
        english = doc.text("en");
    }

    /** All of them. */
    public static List<Ground> all() {
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_grounds(frame.out(), frame.err()));
            return Doc.of(frame.json()).list("grounds", Ground::new);
        }
    }

    /** The word that the entry {@code request-refused} takes. */
    public String ground() {
        return ground;
    }

    /** The article it rests on. */
    public String article() {
        return article;
    }

    /** The rights that can be refused on it, as words; every right if there are none. */
    public List<String> rights() {
        return rights;
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
        return ground + " (" + article + ")";
    }
}
