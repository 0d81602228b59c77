import static java.time.temporal.ChronoUnit.HOURS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nl.waarborg.Claims;
import nl.waarborg.Decision;
import nl.waarborg.Diagnostic;
import nl.waarborg.Domain;
import nl.waarborg.Due;
import nl.waarborg.Entry;
import nl.waarborg.Institution;
import nl.waarborg.ItemKind;
import nl.waarborg.ItemOutcome;
import nl.waarborg.Kept;
import nl.waarborg.Keys;
import nl.waarborg.Plan;
import nl.waarborg.PlanItem;
import nl.waarborg.Policy;
import nl.waarborg.Pseudonyms;
import nl.waarborg.Query;
import nl.waarborg.RecordFacts;
import nl.waarborg.RefusalGround;
import nl.waarborg.Register;
import nl.waarborg.Right;
import nl.waarborg.StepException;
import nl.waarborg.Verb;

/**
 * The story of Noor and Sam in Java; what happens in it, and every line it prints, is in {@code ../story/README.md}.
 * Its arguments are the database, which it makes, and the policy.
 */
public final class Story {
    /** The institution is folded as known at this moment, and used to the end. */
    static final Instant KNOWN_AT = Instant.parse("2027-04-01T12:00:00Z");

    private static final long NOOR = 1;
    private static final String PARENT = "ref-17";
    private static final Query MAY_PUBLISH = Query.of("teacher", Verb.PUBLISH, "website", "photo");
    private static final List<String> NUMBERS = List.of("063138219", "999990019", "999990020", "999990021", "999990032",
        "999990044", "999990056", "999990068", "999990081", "999990093");

    private final String file;
    private final Policy policy;
    private final Connection database;
    private final Dossiers dossiers;

    private Story(String file, Policy policy, Institution institution, Connection database) {
        this.file = file;
        this.policy = policy;
        this.database = database;
        this.dossiers = new Dossiers(database, institution);
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2) {
            System.err.println("give a database to make, and the policy");
            System.exit(1);
        }
        String file = arguments[0];
        for (String leftover : List.of("", "-journal", "-wal", "-shm")) {
            Files.deleteIfExists(Path.of(file + leftover));
        }
        try (Policy policy = Policy.load(Path.of(arguments[1])); Institution institution = policy.institution(KNOWN_AT);
             Connection database = Dossiers.connect(file)) {
            execute(database, Dossiers.TABLES);
            execute(database, OwnRecords.TABLES);
            Story story = new Story(file, policy, institution, database);
            story.policy();
            story.noor();
            story.withdrawal();
            story.sam(arguments[1]);
            story.access();
            story.erasure();
        }
        pseudonyms();
    }

    private static void execute(Connection database, String... statements) throws SQLException {
        try (Statement statement = database.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    // --- What happens, in order. ---

    private void policy() {
        System.out.println("1. The policy");
        tell("digest %s", policy.digestHex());
        tell("findings %d", policy.lint().size());
    }

    private void noor() throws Exception {
        System.out.println("2. What has happened to Noor");
        happens(noon("2026-08-20"), "born", entry -> entry.with("date", LocalDate.of(2015, 5, 5)));
        happens(noon("2026-08-20"), "enrolled", entry -> entry.with("initial", true));
        happens(noon("2026-08-20"), "authority",
            entry -> entry.with("representative", PARENT).with("authority", "parental").with("may", "exercise"));
        happens(noon("2026-09-01"), "consent-given", entry -> entry.with("purposes", List.of("website")).with("by", PARENT));
        tell("head %s", dossiers.read(NOOR).head);
        System.out.println("3. May a teacher publish her photo on the website?");
        decides(noon("2026-10-01"));
    }

    private void withdrawal() throws Exception {
        System.out.println("4. Her parent withdraws");
        happens(noon("2027-03-03"), "consent-withdrawn", entry -> entry.with("purposes", List.of("website")).with("by", PARENT));
        decides(noon("2027-03-04"));
        explains(noon("2027-03-04"));
        System.out.println("5. Until when may each record be kept?");
        keeps(noon("2027-03-11"));
    }

    private void sam(String policyFile) throws Exception {
        System.out.println("6. Two writers, one dossier");
        Instant start = noon("2026-08-20");
        dossiers.append(Race.SAM, Entry.of("born", start).with("date", LocalDate.of(2016, 2, 29)), start);
        dossiers.append(Race.SAM, Entry.of("enrolled", start).with("initial", true), start);
        tell("Sam has %d entries", dossiers.read(Race.SAM).lines.size());
        int again = Race.run(file, policyFile);
        tell("Sam has %d entries; written again %d", dossiers.read(Race.SAM).lines.size(), again);
    }

    private void access() throws Exception {
        System.out.println("7. Her parent asks for everything");
        long asked = happens(noon("2027-03-15"), "requested",
            entry -> entry.with("right", Right.ACCESS).with("categories", List.of()).with("by", PARENT));
        refuses(noon("2027-03-15").plus(1, HOURS), "package-ready", entry -> entry.with("entry", asked));
        happens(noon("2027-03-16"), "request-granted", entry -> entry.with("entry", asked));
        refuses(noon("2027-03-16").plus(1, HOURS), "package-ready", entry -> entry.with("entry", asked));
        gives(noon("2027-03-17"), asked);
        Instant collected = noon("2027-03-18");
        refuses(collected, "package-collected", entry -> entry.with("entry", asked).with("by", "ref-99"));
        happens(collected, "package-collected", entry -> entry.with("entry", asked).with("by", PARENT));
        happens(collected, "request-closed", entry -> entry.with("entry", asked));
    }

    private void erasure() throws Exception {
        System.out.println("8. And asks for everything to be erased");
        long asked = happens(noon("2027-03-20"), "requested",
            entry -> entry.with("right", Right.ERASURE).with("categories", List.of()).with("by", PARENT));
        Instant now = noon("2027-03-22");
        happens(now, "request-granted", entry -> entry.with("entry", asked));
        erases(now, asked);
        happens(now, "request-closed", entry -> entry.with("entry", asked));
        keeps(noon("2027-03-23"));
        remembers(now);
    }

    // --- How each of these is done. ---

    /** An entry about Noor; its number. */
    private long happens(Instant now, String kind, UnaryOperator<Entry> fields) throws SQLException {
        long number = dossiers.append(NOOR, fields.apply(Entry.of(kind, now)), now).seq;
        tell("entry %d: %s", number, kind);
        return number;
    }

    /** A step in a request that may not be taken. */
    private void refuses(Instant now, String kind, UnaryOperator<Entry> fields) throws SQLException {
        try {
            dossiers.prepare(dossiers.read(NOOR), fields.apply(Entry.of(kind, now)), now);
        } catch (StepException why) {
            tell("refused: %s (%s)", kind, why.code());
            return;
        }
        throw new IllegalStateException(kind + " was to be refused");
    }

    private void decides(Instant now) throws SQLException {
        try (Claims claims = dossiers.claims(NOOR, now)) {
            Decision got = claims.decide(MAY_PUBLISH, now);
            tell("%s: %s, %s, until %s, %s", now, got.answer().word(), got.identifiability().word(),
                shown(got.validUntil()), got.codeText());
        }
    }

    private void explains(Instant now) throws SQLException {
        try (Claims claims = dossiers.claims(NOOR, now)) {
            tell("%s", claims.explain(MAY_PUBLISH, now).json());
        }
    }

    /** Until when each record of Noor may be kept. */
    private void keeps(Instant now) throws SQLException {
        try (Claims claims = dossiers.claims(NOOR, now)) {
            for (OwnRecords records : OwnRecords.values()) {
                for (OwnRecords.Row record : records.read(database, NOOR)) {
                    Due due = claims.due(records.category, RecordFacts.created(record.created));
                    tell("%s of %s: %s, %s, %s", records.category, record.created, due.state().word(), shown(due.at()),
                        due.reason().codeText());
                }
            }
        }
    }

    /** What is to be done for a request, and what stays, and why. */
    private Plan plan(Instant now, long request) throws SQLException {
        try (Claims claims = dossiers.claims(NOOR, now)) {
            Plan plan = claims.plan(request, now);
            for (PlanItem item : plan.items()) {
                tell("%s: %s", item.item(), item.kind().word());
                for (Kept kept : item.kept()) {
                    tell("kept for %s on %s (%s)", kept.purpose().orElse(""),
                        kept.ground().map(RefusalGround::word).orElse(""), kept.codeText());
                }
            }
            return plan;
        }
    }

    /** Packs what the plan gives, and writes it beside the database. */
    private void gives(Instant now, long request) throws IOException, SQLException {
        Plan plan = plan(now, request);
        Path json = Path.of(file + ".package.json");
        Path page = Path.of(file + ".package.html");
        String digest;
        try (Claims claims = dossiers.claims(NOOR, now)) {
            digest = new Rights(database).pack(claims, NOOR, "p-1", request, now, json, page);
        }
        tell("package: %d bytes, page: %d bytes", Files.size(json), Files.size(page));
        tell("digest %s", digest);
        for (PlanItem item : plan.items()) {
            isDone(now, request, item);
        }
        happens(now, "package-ready", entry -> entry.with("entry", request).with("digest", digest));
    }

    /**
     * Carries out what the plan of an erasure says. It deletes first, so that no dossier tells of an erasure that was not: who
     * is interrupted does both again.
     */
    private void erases(Instant now, long request) throws SQLException {
        for (PlanItem item : plan(now, request).items()) {
            if (item.kind() == ItemKind.ERASE) {
                String category = item.category().orElseThrow();
                String system = item.system().orElseThrow();
                tell("%d of %s deleted", OwnRecords.of(category).delete(database, NOOR), category);
                happens(now, "erased",
                    entry -> entry.with("category", category).with("system", system).with("through", now));
                isDone(now, request, item);
            }
        }
    }

    private void isDone(Instant now, long request, PlanItem item) throws SQLException {
        happens(now, "request-item",
            entry -> entry.with("entry", request).with("item", item.item()).with("outcome", ItemOutcome.DONE));
    }

    /** The lines of the ledger, and what it says when a backup comes back. */
    private void remembers(Instant erased) {
        byte[] key = bytes(64);
        Rights.Remembered remembered = new Rights.Remembered(key, policy.zone(), "p-1", erased, "photo");
        remembered.lines.forEach(line -> tell("%s", line));
        for (LocalDate created : List.of(LocalDate.of(2026, 9, 15), LocalDate.of(2027, 9, 15))) {
            boolean known = remembered.wasErased(key, policy.zone(), "p-1", "photo", created);
            tell("a photo of %s in a backup was %s", created, known ? "erased" : "not erased");
        }
    }

    /** A pupil's number, and a column of them, under a key that is no secret. */
    private static void pseudonyms() {
        System.out.println("9. Under another name");
        try (Domain research = research(noon("2027-03-23"))) {
            tell("%s", research.pseudonym("pgn", NUMBERS.get(0)));
            Pseudonyms column = research.pseudonyms("pgn", NUMBERS);
            for (int row = 0; row < column.size(); row++) {
                String refused = "refused (" + column.refusal(row).map(Diagnostic::code).orElse("") + ")";
                tell("%d: %s", row, column.get(row).orElse(refused));
            }
        }
    }

    /** A domain of the school, opened with a new key. A platform stores the register before it uses the key. */
    private static Domain research(Instant now) {
        try (Keys keys = Keys.root(bytes(0)); Register empty = Register.empty();
             Register register = empty.activate(keys, "school:00AA", "research", "pgn", now).register()) {
            return register.open(keys, "school:00AA", "research", now);
        }
    }

    // --- Moments, bytes and lines. ---

    private static Instant noon(String day) {
        return LocalDate.parse(day).atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
    }

    private static String shown(Optional<Instant> moment) {
        return moment.map(Instant::toString).orElse("never");
    }

    /** 32 bytes that count from the first one: no secret, and for this story only. */
    private static byte[] bytes(int first) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    private static void tell(String format, Object... of) {
        System.out.println("   " + String.format(Locale.ROOT, format, of));
    }
}
