import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import nl.waarborg.ActorRelation;
import nl.waarborg.Appended;
import nl.waarborg.Claims;
import nl.waarborg.Dossier;
import nl.waarborg.Entry;
import nl.waarborg.Explanation;
import nl.waarborg.Head;
import nl.waarborg.Institution;
import nl.waarborg.Policy;
import nl.waarborg.Query;
import nl.waarborg.Verb;

/**
 * A page on which two parents say whether photos of their child may be shown, with its dossier in an SQLite file. They click
 * at the same moment, in two processes: whoever is second loads the dossier again, and appends again. From the root of the
 * repository, with waarborg.jar, jna.jar and sqlite-jdbc.jar on the class path:
 *
 * <pre>
 *     Consent FILE enrol                    a pupil with two parents
 *     Consent FILE click PARENT TIMES       says yes and no in turns, so many times; tells how often it was second
 *     Consent FILE tell                     how many entries there are, and what may be done now, and why
 * </pre>
 */
public final class Consent implements AutoCloseable {
    private static final String PUPIL = "p-4711";
    private static final LocalDate START = LocalDate.of(2026, 8, 20);

    private final Policy policy = Policy.load(Path.of("examples/policies/school.json"));
    private final Connection database;

    private Consent(String file) throws Exception {
        database = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = database.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
            statement.execute("CREATE TABLE IF NOT EXISTS dossier (id TEXT PRIMARY KEY, seq INTEGER NOT NULL, head BLOB NOT NULL)");
            statement.execute("CREATE TABLE IF NOT EXISTS entry (dossier TEXT NOT NULL, seq INTEGER NOT NULL, line TEXT NOT NULL,"
                + " PRIMARY KEY (dossier, seq))");
        }
        database.setAutoCommit(false);
    }

    public static void main(String[] arguments) throws Exception {
        try (Consent consent = new Consent(arguments[0])) {
            switch (arguments[1]) {
                case "enrol":
                    consent.enrol();
                    break;
                case "click":
                    System.out.println("second " + consent.click(arguments[2], Integer.parseInt(arguments[3])) + " times");
                    break;
                default:
                    consent.tell();
            }
        }
    }

    private void enrol() throws SQLException {
        append(Entry.of("born", START).with("date", LocalDate.of(2015, 5, 5)));
        append(Entry.of("enrolled", START).with("initial", true));
        for (String parent : List.of("ref-17", "ref-18")) {
            append(Entry.of("authority", START).with("representative", parent).with("authority", "parental")
                .with("may", "exercise"));
        }
    }

    private int click(String parent, int times) throws SQLException {
        int second = 0;
        for (int i = 0; i < times; i++) {
            String kind = i % 2 == 0 ? "consent-given" : "consent-withdrawn";
            second += append(Entry.of(kind, now()).with("purposes", List.of("website")).with("by", parent));
        }
        return second;
    }

    private void tell() throws SQLException {
        Kept kept = read();
        Instant now = now();
        Query query = Query.of("teacher", Verb.PUBLISH, "website", "photo").as(ActorRelation.OWN_ORGANISATION);
        try (Institution institution = policy.institution(now); Dossier dossier = Dossier.load(kept.lines, kept.head);
             Claims claims = institution.claims(dossier, now)) {
            Explanation why = claims.explain(query, now);
            System.out.println(kept.lines.size() + " entries");
            System.out.println(why);
        }
    }

    /** Appends an entry, again if another process was first; tells how often that was. */
    private int append(Entry entry) throws SQLException {
        for (int second = 0;; second++) {
            Kept kept = read();
            Instant now = now();
            try (Institution institution = policy.institution(now); Dossier dossier = Dossier.load(kept.lines, kept.head)) {
                // Both clocks are this machine's; a second lets them differ all the same.
                Appended next = institution.append(dossier, List.of(), entry, now, Duration.ofSeconds(1));
                if (store(kept.head, next)) {
                    return second;
                }
            }
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** What is kept of a dossier. */
    private static final class Kept {
        private final List<String> lines = new ArrayList<>();
        private Head head = Head.NONE;
    }

    private Kept read() throws SQLException {
        Kept kept = new Kept();
        try (PreparedStatement head = database.prepareStatement("SELECT head FROM dossier WHERE id = ?");
             PreparedStatement lines = database.prepareStatement("SELECT line FROM entry WHERE dossier = ? ORDER BY seq")) {
            head.setString(1, PUPIL);
            lines.setString(1, PUPIL);
            // Both are read in one transaction, so they belong together.
            try (ResultSet row = head.executeQuery()) {
                kept.head = row.next() ? Head.of(row.getBytes(1)) : Head.NONE;
            }
            try (ResultSet rows = lines.executeQuery()) {
                while (rows.next()) {
                    kept.lines.add(rows.getString(1));
                }
            }
        }
        database.commit();
        return kept;
    }

    /** Stores the line and the head in one transaction; false if another process was first. */
    private boolean store(Head expected, Appended next) throws SQLException {
        try (PreparedStatement line = database.prepareStatement("INSERT OR IGNORE INTO entry VALUES (?, ?, ?)");
             PreparedStatement first = database.prepareStatement("INSERT OR IGNORE INTO dossier VALUES (?, ?, ?)");
             PreparedStatement head = database.prepareStatement("UPDATE dossier SET seq = ?, head = ? WHERE id = ? AND head = ?")) {
            first.setString(1, PUPIL);
            first.setLong(2, 0);
            first.setBytes(3, Head.NONE.bytes());
            first.executeUpdate();
            line.setString(1, PUPIL);
            line.setLong(2, next.seq());
            line.setString(3, next.line());
            head.setLong(1, next.seq());
            head.setBytes(2, next.head().bytes());
            head.setString(3, PUPIL);
            head.setBytes(4, expected.bytes());
            if (line.executeUpdate() == 1 && head.executeUpdate() == 1) {
                database.commit();
                return true;
            }
        }
        database.rollback();
        return false;
    }

    @Override
    public void close() throws SQLException {
        database.close();
        policy.close();
    }
}
