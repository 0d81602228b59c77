package nl.waarborg;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A domain of one controller, its keys derived and ready: open it once, at start-up, with {@link Register#open}. It needs
 * neither keys nor register any more. A kind of identifier is one of {@code pgn}, {@code eckid}, {@code stampseudoniem},
 * {@code leerlingnummer}, {@code ip}, {@code mail}, {@code mail/lower}, {@code mail/untagged}, {@code mail/lower-untagged},
 * {@code text/NAME}, {@code text/NAME/lower}.
 */
public final class Domain extends Handle {
    /** How many characters a pseudonym has, and how many bytes. */
    static final int CHARACTERS = 32;
    static final int BYTES = 20;
    private static final int DAY = 10;

    Domain(long address) {
        super(address, "the domain", Wb::wb_domain_free);
    }

    /**
     * The 32 characters of the pseudonym of an identifier, under the active key.
     *
     * @throws IdentifierException for what is malformed: it has no pseudonym
     */
    public String pseudonym(String kind, String identifier) {
        long domain = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_pseudonym(domain, frame.text(kind), frame.len(), frame.text(identifier), frame.len(),
                frame.small(), CHARACTERS, frame.err()));
            return frame.smallText(CHARACTERS);
        } finally {
            owned.leave();
        }
    }

    /** The pseudonyms of many identifiers of one kind. One that is refused stops no other. */
    public Pseudonyms pseudonyms(String kind, List<String> identifiers) {
        Column column = Column.of(identifiers);
        int size = identifiers.size();
        long domain = owned.enter();
        try (Frame frame = Frame.open()) {
            Frame.Room packed = frame.output(size * BYTES);
            Frame.Room statuses = frame.output(size * Integer.BYTES);
            frame.check(Wb.wb_pseudonyms(domain, frame.text(kind), frame.len(), size, frame.bytes(column.bytes),
                frame.len(), frame.ints(column.offsets), packed.address, (long) size * BYTES, 0, 0, statuses.address,
                frame.out(), frame.out2(), frame.err()));
            return new Pseudonyms(packed.bytes, statuses.bytes, size, Errors.take(frame.given2()));
        } finally {
            owned.leave();
        }
    }

    /**
     * The pseudonyms of an identifier under every key that is not destroyed: the active one first, then the accept-only
     * ones, newest first. To find rows that were made before a rotation.
     */
    public List<String> allActive(String kind, String identifier) {
        long domain = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_pseudonyms_all_active(domain, frame.text(kind), frame.len(), frame.text(identifier),
                frame.len(), frame.out(), frame.err()));
            return Doc.texts(Json.read(frame.json()));
        } finally {
            owned.leave();
        }
    }

    /** Whether a pseudonym is that of an identifier, under a key that is not destroyed. Compared in constant time. */
    public boolean matches(String kind, String identifier, String pseudonym) {
        long domain = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_pseudonym_matches(domain, frame.text(kind), frame.len(), frame.text(identifier),
                frame.len(), frame.text(pseudonym), frame.len(), frame.out(), frame.err()));
            return frame.number() == 1;
        } finally {
            owned.leave();
        }
    }

    /**
     * Moves a day by the constant of one person: at most so many days either way (1 to 3650). What lies between two days
     * of one person stays, when they were does not. Use one kind of identifier for all tables.
     */
    public LocalDate shift(String kind, String identifier, int days, LocalDate day) {
        long domain = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_shift(domain, frame.text(kind), frame.len(), frame.text(identifier), frame.len(), days,
                frame.text(day.toString()), frame.len(), frame.small(), DAY, frame.err()));
            return LocalDate.parse(frame.smallText(DAY));
        } finally {
            owned.leave();
        }
    }

    /**
     * Translates the pseudonyms of identifiers from this domain to another of the same controller, if one of the rules (a
     * JSON document) names this requester, these domains in this direction and this purpose, and is in force.
     *
     * @throws NotAllowedException if none is
     */
    public Translation translate(Domain to, String rules, String requester, String purpose, String kind,
                                 List<String> identifiers, Instant at) {
        Column column = Column.of(identifiers);
        int size = identifiers.size();
        long from = owned.enter();
        try {
            long other = to.owned.enter();
            try (Frame frame = Frame.open()) {
                Frame.Room pairs = frame.output(size * 2 * BYTES);
                Frame.Room statuses = frame.output(size * Integer.BYTES);
                Frame.Room counts = frame.room(2 * Long.BYTES);
                frame.check(Wb.wb_translate(from, other, frame.text(rules), frame.len(), frame.text(requester),
                    frame.len(), frame.text(purpose), frame.len(), frame.text(kind), frame.len(), size,
                    frame.bytes(column.bytes), frame.len(), frame.ints(column.offsets), Moments.of(at), pairs.address,
                    (long) size * 2 * BYTES, counts.address, statuses.address, counts.address + Long.BYTES,
                    frame.out2(), frame.out(), frame.err()));
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

    /**
     * Gives identifiers of one kind their old and their new pseudonym, after a rotation: for the controller, who has them.
     *
     * @param from the number of the old key, of this domain and kind; it may be accept-only, but not destroyed
     * @param to the number of the new key
     * @param by a name for the log
     * @param expires the moment from which on the map must be gone
     */
    public Translation rekey(String kind, long from, long to, String by, Instant at, Instant expires,
                             List<String> identifiers) {
        Column column = Column.of(identifiers);
        int size = identifiers.size();
        long domain = owned.enter();
        try (Frame frame = Frame.open()) {
            Frame.Room pairs = frame.output(size * 2 * BYTES);
            Frame.Room statuses = frame.output(size * Integer.BYTES);
            Frame.Room counts = frame.room(2 * Long.BYTES);
            frame.check(Wb.wb_rekey(domain, frame.text(kind), frame.len(), Register.number(from),
                Register.number(to), frame.text(by), frame.len(), Moments.of(at), Moments.of(expires), size,
                frame.bytes(column.bytes), frame.len(), frame.ints(column.offsets), pairs.address,
                (long) size * 2 * BYTES, counts.address, statuses.address, counts.address + Long.BYTES, frame.out2(),
                frame.out(), frame.err()));
            List<Diagnostic> refusals = Errors.take(frame.given2());
            return new Translation(
                pairs.bytes, Math.toIntExact(counts.bytes.getLong(0)), statuses.bytes, size, refusals, frame.json());
        } finally {
            owned.leave();
        }
    }
}
