package nl.waarborg;

import java.time.Instant;
import java.util.List;

/**
 * Seals identifiers beside their pseudonyms, and opens them: for the controller alone. Opened with
 * {@link Register#escrow}. The column is not given to who works with the pseudonyms, and neither are the keys.
 */
public final class Escrow extends Handle {
    Escrow(long address) {
        super(address, "the escrow", Wb::wb_escrow_free);
    }

    /** Seals an identifier beside its pseudonym, for a column of its own. The same two always give the same. */
    public String seal(String kind, String identifier, String pseudonym) {
        long escrow = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_escrow_seal(escrow, frame.text(kind), frame.len(), frame.text(identifier), frame.len(),
                frame.text(pseudonym), frame.len(), frame.out(), frame.err()));
            return frame.json();
        } finally {
            owned.leave();
        }
    }

    /**
     * The identifier that was sealed beside a pseudonym. Personal data.
     *
     * @throws IdentifierException if it was sealed beside another pseudonym, or changed
     */
    public String unseal(String sealed, String pseudonym) {
        long escrow = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_escrow_unseal(escrow, frame.text(sealed), frame.len(), frame.text(pseudonym),
                frame.len(), frame.out(), frame.err()));
            return frame.json();
        } finally {
            owned.leave();
        }
    }

    /**
     * Translates pseudonyms of this domain with what was sealed beside them, as {@link Domain#translate} does identifiers:
     * for the controller where those are no more at hand. The two lists are columns, and as long.
     *
     * @throws NotAllowedException if no rule allows it now
     */
    public Translation translate(Domain to, String rules, String requester, String purpose, String kind,
                                 List<String> pseudonyms, List<String> sealed, Instant at) {
        int size = pseudonyms.size();
        if (sealed.size() != size) {
            throw new IllegalArgumentException("the columns have " + size + " and " + sealed.size() + " rows");
        }
        byte[] packed = Pseudonyms.packed(pseudonyms);
        Column column = Column.of(sealed);
        long from = owned.enter();
        try {
            long other = to.owned.enter();
            try (Frame frame = Frame.open()) {
                Frame.Room pairs = frame.output(size * 2 * Domain.BYTES);
                Frame.Room statuses = frame.output(size * Integer.BYTES);
                Frame.Room counts = frame.room(2 * Long.BYTES);
                frame.check(Wb.wb_translate_sealed(from, other, frame.text(rules), frame.len(), frame.text(requester),
                    frame.len(), frame.text(purpose), frame.len(), frame.text(kind), frame.len(), size,
                    frame.bytes(packed), frame.len(), frame.bytes(column.bytes), frame.len(),
                    frame.ints(column.offsets), Moments.of(at), pairs.address, (long) size * 2 * Domain.BYTES,
                    counts.address, statuses.address, counts.address + Long.BYTES, frame.out2(), frame.out(),
                    frame.err()));
                List<Diagnostic> refusals = Errors.take(frame.given2());
                return new Translation(
                    pairs.bytes, Math.toIntExact(counts.bytes.getLong(0)), statuses.bytes, size, refusals, frame.json());
            } finally {
                to.owned.leave();
            }
        } finally {
            owned.leave();
        }
    }
}
