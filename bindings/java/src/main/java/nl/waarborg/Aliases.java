package nl.waarborg;

import java.time.Instant;
import java.util.List;

/**
 * Pseudonyms of one domain that stand for older ones, each since a moment: one person, two numbers. Immutable; what adds to
 * it gives the next. Personal data: store it with the keys, not with the data.
 */
public final class Aliases extends Handle {
    private Aliases(long address) {
        super(address, "the aliases", Wb::wb_aliases_free);
    }

    /** None yet. */
    public static Aliases empty() {
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_aliases_new(frame.out(), frame.err()));
            return new Aliases(frame.given());
        }
    }

    /** Reads aliases from their JSON document. */
    public static Aliases parse(String document) {
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_aliases_parse(frame.text(document), frame.len(), frame.out(), frame.err()));
            return new Aliases(frame.given());
        }
    }

    /** As their JSON document: the same bytes for the same aliases. */
    public String json() {
        long aliases = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_aliases_json(aliases, frame.out(), frame.err()));
            return frame.json();
        } finally {
            owned.leave();
        }
    }

    /** Lets a newer pseudonym stand for an older one from a moment on. Refused if it would go in a circle, or two ways. */
    public Aliases add(String newer, String older, Instant from) {
        long aliases = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_aliases_add(aliases, frame.text(newer), frame.len(), frame.text(older), frame.len(),
                Moments.of(from), frame.out(), frame.err()));
            return new Aliases(frame.given());
        } finally {
            owned.leave();
        }
    }

    /** The pseudonym that one stands for at a moment, followed to the end; itself if none. */
    public String resolve(String newer, Instant at) {
        long aliases = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_aliases_resolve(aliases, frame.text(newer), frame.len(), Moments.of(at), frame.small(),
                Domain.CHARACTERS, frame.err()));
            return frame.smallText(Domain.CHARACTERS);
        } finally {
            owned.leave();
        }
    }

    /** All pseudonyms that stand for the same one at a moment, sorted: where a person's data must be looked for. */
    public List<String> samePerson(String one, Instant at) {
        long aliases = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_aliases_same_person(aliases, frame.text(one), frame.len(), Moments.of(at), frame.out(),
                frame.err()));
            return Doc.texts(Json.read(frame.json()));
        } finally {
            owned.leave();
        }
    }

    /**
     * The same aliases under other keys, by the pairs of {@link Domain#rekey}. Nothing is left out.
     *
     * @throws IdentifierException if no pair is of one of them
     */
    public Aliases rekey(byte[] pairs) {
        long aliases = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_aliases_rekey(aliases, pairs.length / (2 * Domain.BYTES), frame.bytes(pairs), frame.len(),
                frame.out(), frame.err()));
            return new Aliases(frame.given());
        } finally {
            owned.leave();
        }
    }
}
