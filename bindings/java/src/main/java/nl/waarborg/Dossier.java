package nl.waarborg;

import java.time.Duration;
import java.time.Instant;

/**
 * What happened to one person, or to the institution itself, read from the lines that you keep. It never changes:
 * appending gives a line to store, and the next dossier is loaded with it.
 */
public final class Dossier extends Handle {
    private Dossier(long address) {
        super(address, "the dossier", Wb::wb_dossier_free);
    }

    /** A dossier without entries. */
    public static Dossier empty() {
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_dossier_new(frame.out(), frame.err()));
            return new Dossier(frame.given());
        }
    }

    /**
     * Reads a dossier from all its lines, in order, and checks by the head that they are all there.
     *
     * @throws DossierException if they are not, or are no dossier
     */
    public static Dossier load(Iterable<String> lines, Head head) {
        return load(String.join("\n", lines), head);
    }

    /** As with lines one by one; here they have a line feed between them (a last one is allowed). */
    public static Dossier load(String lines, Head head) {
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_dossier_load(frame.text(lines), frame.len(), frame.bytes(head.raw()), frame.len(),
                frame.out(), frame.err()));
            return new Dossier(frame.given());
        }
    }

    /** Its head: store it with the last line. */
    public Head head() {
        long dossier = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_dossier_head(dossier, frame.small(), Head.LENGTH, frame.err()));
            return Head.of(frame.small(Head.LENGTH));
        } finally {
            owned.leave();
        }
    }

    /** The number of its last entry; 0 without entries. */
    public long seq() {
        long dossier = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_dossier_seq(dossier, frame.out(), frame.err()));
            return Integer.toUnsignedLong(frame.number());
        } finally {
            owned.leave();
        }
    }

    /** As {@link #append(Head, Entry, Instant, Duration)}, with clocks that do not differ. */
    public Appended append(Head expected, Entry entry, Instant recorded) {
        return append(expected, entry, recorded, Duration.ZERO);
    }

    /**
     * Makes the next entry without any check of what it says, and changes nothing: for the institution's own entries, and
     * for entries from elsewhere. A person's dossier is appended to with {@link Institution#append}. Store the line under
     * (dossier, seq) and the new head beside it, in one transaction; if another process was first, that fails, or this does.
     *
     * @param expected the head as it was read
     * @param recorded now
     * @param skew how far clocks may differ: if an earlier entry happened later by no more than that, this one is moved
     *     up to it
     * @throws HeadMovedException if another writer was first: load again, decide again, append again
     * @throws EntryException with everything that is wrong with the entry
     */
    public Appended append(Head expected, Entry entry, Instant recorded, Duration skew) {
        long dossier = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_dossier_append(dossier, frame.bytes(expected.raw()), frame.len(),
                frame.text(entry.json()), frame.len(), Moments.of(recorded), Moments.of(skew), frame.out(), frame.small(),
                Head.LENGTH, frame.out2(), frame.err()));
            return Appended.read(frame);
        } finally {
            owned.leave();
        }
    }
}
