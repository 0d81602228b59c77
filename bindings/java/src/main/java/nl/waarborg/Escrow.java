package nl.waarborg;

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
}
