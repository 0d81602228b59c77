package nl.waarborg;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/**
 * The package for a person who asked, written to a stream as it is made: begin; then for each item of the plan push every
 * record and close the item; then finish, and make the page. However large the package is, memory stays as it is.
 *
 * <p>One thread at a time may use it. If a write to the stream fails, what was to be written is lost: close the writer, and
 * resume from the last checkpoint. The stream is yours to close.
 */
public final class PackageWriter extends Handle {
    private static final int CHUNK = 8 * 1024;

    private final OutputStream out;
    private boolean broken;

    private PackageWriter(long address, OutputStream out) {
        super(address, "the package", Wb::wb_package_free);
        this.out = out;
    }

    /** As {@link #begin(Claims, long, String, String, Instant, OutputStream)}, where no party stands for an institution. */
    public static PackageWriter begin(Claims claims, long entry, String subject, Instant at, OutputStream out)
        throws IOException {
        return begin(claims, entry, subject, "", at, out);
    }

    /**
     * Begins the package of the request that arrived with an entry and was granted; its plan is that of
     * {@link Claims#plan} at the same moment. What comes out first is the manifest.
     *
     * @param subject your opaque reference of the person, as it stands in the subjects of records
     * @param institution its name, for a party of the policy that stands for each institution; empty for none
     * @throws PackageException if it cannot be begun
     */
    public static PackageWriter begin(Claims claims, long entry, String subject, String institution, Instant at,
                                      OutputStream out) throws IOException {
        int number = Claims.entry(entry);
        long of = claims.owned.enter();
        PackageWriter writer;
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_package_begin(of, number, frame.text(subject), frame.len(), frame.text(institution),
                frame.len(), Moments.of(at), frame.out(), frame.err()));
            writer = new PackageWriter(frame.given(), out);
        } finally {
            claims.owned.leave();
        }
        writer.drained();
        return writer;
    }

    /** As {@link #resume(Claims, long, String, String, String, OutputStream)}, where no party stands for an institution. */
    public static PackageWriter resume(Claims claims, long entry, String subject, String checkpoint, OutputStream out)
        throws IOException {
        return resume(claims, entry, subject, "", checkpoint, out);
    }

    /**
     * Takes up a package where a checkpoint left it, with everything else as it was. Cut off what you wrote after the bytes
     * of the checkpoint, and push on after the records that {@link #contentsJson} counts.
     */
    public static PackageWriter resume(Claims claims, long entry, String subject, String institution,
                                       String checkpoint, OutputStream out) throws IOException {
        int number = Claims.entry(entry);
        long of = claims.owned.enter();
        PackageWriter writer;
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_package_resume(of, number, frame.text(subject), frame.len(),
                frame.text(institution), frame.len(), frame.text(checkpoint), frame.len(), frame.out(), frame.err()));
            writer = new PackageWriter(frame.given(), out);
        } finally {
            claims.owned.leave();
        }
        writer.drained();
        return writer;
    }

    /** Packs one record of an item of the plan. The first one opens the item; it stays open until {@link #closeItem}. */
    public void push(String item, PackageRecord record) throws IOException {
        long of = use();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_package_push(of, frame.text(item), frame.len(), frame.text(record.category), frame.len(),
                frame.text(record.subjects), frame.len(), frame.text(record.redacted), frame.len(),
                frame.text(record.created), frame.len(), frame.text(record.json), frame.len(), frame.err()));
        } finally {
            owned.leave();
        }
        drain();
    }

    /** Closes an item: {@link ItemOutcome#DONE} after its records, {@link ItemOutcome#NOTHING_FOUND} if there are none. */
    public void closeItem(String item, ItemOutcome outcome) throws IOException {
        long of = use();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_package_close(of, frame.text(item), frame.len(), frame.text(outcome.word()), frame.len(),
                frame.err()));
        } finally {
            owned.leave();
        }
        drain();
    }

    /** Where it is, to resume from: keep it beside the bytes that were written. Personal data, as the package is. */
    public String checkpoint() {
        long of = use();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_package_checkpoint(of, frame.out(), frame.err()));
            return frame.json();
        } finally {
            owned.leave();
        }
    }

    /** What was packed so far, as JSON: one per item that is to be given, in the order of the plan. */
    public String contentsJson() {
        long of = use();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_package_contents(of, frame.out(), frame.err()));
            return frame.json();
        } finally {
            owned.leave();
        }
    }

    /**
     * Finishes it, when every item is closed; its last bytes are written.
     *
     * @return the 64 hexadecimal digits of SHA-256 over all its bytes, as the entry {@code package-ready} records it
     * @throws PackageException with every item that is not closed
     */
    public String finish() throws IOException {
        long of = use();
        String digest;
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_package_finish(of, frame.small(), 2 * Head.LENGTH, frame.err()));
            digest = frame.smallText(2 * Head.LENGTH);
        } finally {
            owned.leave();
        }
        drain();
        return digest;
    }

    /** The page that goes with a finished package, as one HTML file for the person; in {@code nl} or {@code en}. */
    public String page(String language) {
        long of = use();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_package_page(of, frame.text(language), frame.len(), frame.out(), frame.err()));
            return frame.json();
        } finally {
            owned.leave();
        }
    }

    private long use() {
        if (broken) {
            throw new IllegalStateException("an earlier write to the stream failed: resume from a checkpoint");
        }
        return owned.enter();
    }

    /** Drains what came first; if that fails, nobody gets this writer, so it is closed. */
    private void drained() throws IOException {
        try {
            drain();
        } catch (IOException | RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private void drain() throws IOException {
        long of = owned.enter();
        broken = true;
        try (Frame frame = Frame.open()) {
            Frame.Room chunk = frame.room(CHUNK);
            Frame.Room counts = frame.room(2 * Long.BYTES);
            byte[] bytes = new byte[CHUNK];
            do {
                frame.check(Wb.wb_package_take(of, chunk.address, CHUNK, counts.address, counts.address + Long.BYTES,
                    frame.err()));
                int taken = Math.toIntExact(counts.bytes.getLong(0));
                chunk.bytes.duplicate().position(0).get(bytes, 0, taken);
                out.write(bytes, 0, taken);
            } while (counts.bytes.getLong(Long.BYTES) > 0);
            broken = false;
        } finally {
            owned.leave();
        }
    }
}
