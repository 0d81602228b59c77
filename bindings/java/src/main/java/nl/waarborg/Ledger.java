package nl.waarborg;

import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/**
 * What was erased stays erased: the lines of a ledger with their key. It names nobody. Immutable: making a line gives the
 * ledger that has it.
 */
public final class Ledger extends Handle {
    private Ledger(long address) {
        super(address, "the ledger", Wb::wb_ledger_free);
    }

    /**
     * Makes a new ledger and its first line, once: store the line and the head. From then on, open it.
     *
     * @param key exactly 32 random bytes that you keep apart from the lines and from the backups; yours to wipe afterwards
     * @param zone where its days are
     */
    public static LedgerAppended create(byte[] key, ZoneId zone) {
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_ledger_create(frame.bytes(key), frame.len(), frame.text(zone.getId()), frame.len(),
                frame.out(), frame.out2(), frame.small(), Head.LENGTH, frame.err()));
            return appended(frame, 1);
        }
    }

    /**
     * Opens a ledger. It never opens in part, since it would then say "not erased".
     *
     * @param key the key that it was made with; yours to wipe afterwards
     * @param zone where its days are
     * @param lines all its lines, in order
     * @param head the head that was stored with the last
     * @throws KeyException for another key
     * @throws LedgerException without a line, or with every line that is none, by its number
     * @throws DossierException if a line is missing or was changed
     */
    public static Ledger open(byte[] key, ZoneId zone, Iterable<String> lines, Head head) {
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_ledger_open(frame.bytes(key), frame.len(), frame.text(zone.getId()), frame.len(),
                frame.text(String.join("\n", lines)), frame.len(), frame.bytes(head.raw()), frame.len(), frame.out(),
                frame.err()));
            return new Ledger(frame.given());
        }
    }

    /** Its head: store it with the last line. */
    public Head head() {
        long ledger = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_ledger_head(ledger, frame.small(), Head.LENGTH, frame.out(), frame.err()));
            return Head.of(frame.small(Head.LENGTH));
        } finally {
            owned.leave();
        }
    }

    /** The number of its last line. */
    public long seq() {
        long ledger = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_ledger_head(ledger, frame.small(), Head.LENGTH, frame.out(), frame.err()));
            return Integer.toUnsignedLong(frame.number());
        } finally {
            owned.leave();
        }
    }

    /**
     * Makes the line to keep after an erasure: records of a person made up to and including a day or an instant are
     * suppressed, in these categories; in all if there are none. Controller and person are texts of yours, the same ones
     * whenever you ask again. Changes nothing: store what comes of it, and go on with its ledger.
     */
    public LedgerAppended suppressed(String controller, String person, TemporalAccessor through,
                                     Collection<String> categories) {
        long ledger = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_ledger_suppressed(ledger, frame.text(controller), frame.len(), frame.text(person),
                frame.len(), frame.text(Moments.text(through)), frame.len(), frame.text(JsonText.of(categories)),
                frame.len(), frame.out(), frame.out2(), frame.small(), Head.LENGTH, frame.out3(), frame.err()));
            return appended(frame, Integer.toUnsignedLong(frame.number3()));
        } finally {
            owned.leave();
        }
    }

    /** Makes the line to keep when a person is back: from then on an undated record may be new, and is recognised no more. */
    public LedgerAppended lifted(String controller, String person, TemporalAccessor from) {
        long ledger = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_ledger_lifted(ledger, frame.text(controller), frame.len(), frame.text(person),
                frame.len(), frame.text(Moments.text(from)), frame.len(), frame.out(), frame.out2(), frame.small(),
                Head.LENGTH, frame.out3(), frame.err()));
            return appended(frame, Integer.toUnsignedLong(frame.number3()));
        } finally {
            owned.leave();
        }
    }

    /** What a call gave out: the ledger, the line and the head. */
    private static LedgerAppended appended(Frame frame, long seq) {
        Ledger ledger = new Ledger(frame.given());
        Head head = Head.of(frame.small(Head.LENGTH));
        return new LedgerAppended(Frame.take(frame.given2()), head, seq, ledger);
    }

    /**
     * Whether a record of a restored backup, or of a new import, is one that was erased, and must be erased again.
     *
     * @param created when it was made: a day, or a moment with an offset
     */
    public boolean recognises(String controller, String person, String category, TemporalAccessor created) {
        return recognises(controller, person, category, Moments.text(created));
    }

    /** The same of a record of which nobody knows when it was made. */
    public boolean recognises(String controller, String person, String category) {
        return recognises(controller, person, category, "");
    }

    private boolean recognises(String controller, String person, String category, String created) {
        long ledger = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_ledger_recognises(ledger, frame.text(controller), frame.len(), frame.text(person),
                frame.len(), frame.text(category), frame.len(), frame.text(created), frame.len(), frame.out(),
                frame.err()));
            return frame.number() == 1;
        } finally {
            owned.leave();
        }
    }

    /**
     * Which of many records were erased: the bits of those rows. The three lists are columns, and as long; a record of
     * which nobody knows when it was made has null. Keep a person's rows together. All or nothing.
     */
    public BitSet recognisesMany(String controller, List<String> persons, List<String> categories,
                                 List<? extends TemporalAccessor> created) {
        int size = persons.size();
        if (categories.size() != size || created.size() != size) {
            throw new IllegalArgumentException("the columns have " + size + ", " + categories.size() + " and "
                + created.size() + " rows");
        }
        Column person = Column.of(persons);
        Column category = Column.of(categories);
        List<String> texts = new ArrayList<>(size);
        created.forEach(one -> texts.add(one == null ? "" : Moments.text(one)));
        Column date = Column.of(texts);
        long ledger = owned.enter();
        try (Frame frame = Frame.open()) {
            Frame.Room recognised = frame.output(Math.max(1, size) * Integer.BYTES);
            frame.check(Wb.wb_ledger_recognises_many(ledger, frame.text(controller), frame.len(), size,
                frame.bytes(person.bytes), frame.len(), frame.ints(person.offsets), frame.bytes(category.bytes),
                frame.len(), frame.ints(category.offsets), frame.bytes(date.bytes), frame.len(),
                frame.ints(date.offsets), recognised.address, frame.err()));
            BitSet rows = new BitSet(size);
            for (int row = 0; row < size; row++) {
                rows.set(row, recognised.bytes.getInt(row * Integer.BYTES) == 1);
            }
            return rows;
        } finally {
            owned.leave();
        }
    }
}
