import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import nl.waarborg.Appended;
import nl.waarborg.Claims;
import nl.waarborg.Dossier;
import nl.waarborg.Entry;
import nl.waarborg.Head;
import nl.waarborg.Institution;

/**
 * The dossiers of a school in SQLite. Every entry, whoever it is about, comes in by {@link #append}. One for each connection,
 * as a connection is for one thread at a time; all may share one institution.
 */
final class Dossiers {
    static final String[] TABLES = {
        "create table dossier (id integer primary key, person_ref text not null, head_seq integer not null, head blob not null)",
        "create table entry (dossier integer not null, seq integer not null, line text not null, primary key (dossier, seq))",
        "insert into dossier values (1, 'p-1', 0, zeroblob(32)), (2, 'p-2', 0, zeroblob(32))",
    };

    private final Connection database;
    private final Institution institution;

    Dossiers(Connection database, Institution institution) {
        this.database = database;
        this.institution = institution;
    }

    /** A connection on which a transaction begins with the right to write, or waits for it. */
    static Connection connect(String file) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("transaction_mode", "IMMEDIATE");
        properties.setProperty("busy_timeout", "10000");
        return DriverManager.getConnection("jdbc:sqlite:" + file, properties);
    }

    /** A dossier as it was stored: its lines, and the head that the next one is made for. */
    static final class Stored {
        final List<String> lines = new ArrayList<>();
        Head head = Head.NONE;

        /** Checks that the lines are all there; close it. */
        Dossier load() {
            return Dossier.load(lines, head);
        }
    }

    /** Reads a dossier. It is one statement, so that its head and its lines are of one moment. */
    Stored read(long dossier) throws SQLException {
        String sql = "select head, line from dossier left join entry on entry.dossier = id where id = ? order by seq";
        Stored stored = new Stored();
        try (PreparedStatement select = database.prepareStatement(sql)) {
            select.setLong(1, dossier);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    stored.head = Head.of(rows.getBytes("head"));
                    if (rows.getString("line") != null) {
                        stored.lines.add(rows.getString("line"));
                    }
                }
            }
        }
        return stored;
    }

    /** What every question about a person is asked of, as known at a moment; close it. */
    Claims claims(long dossier, Instant now) throws SQLException {
        try (Dossier read = read(dossier).load()) {
            return institution.claims(read, now);
        }
    }

    /** The next line of a dossier as it was read, if it may be written. */
    Appended prepare(Stored stored, Entry entry, Instant now) {
        try (Dossier dossier = stored.load()) {
            return institution.append(dossier, entry, now);
        }
    }

    /** Stores a line with its head, in one transaction. False, and nothing stored, if another writer was first. */
    boolean store(long dossier, Head read, Appended created) throws SQLException {
        database.setAutoCommit(false);
        try {
            boolean first = moves(dossier, read, created);
            if (first) {
                inserts(dossier, created);
                database.commit();
            } else {
                database.rollback();
            }
            return first;
        } catch (SQLException failure) {
            database.rollback();
            throw failure;
        } finally {
            database.setAutoCommit(true);
        }
    }

    /** Moves the head, if it is still the one that was read. */
    private boolean moves(long dossier, Head read, Appended created) throws SQLException {
        String sql = "update dossier set head_seq = ?, head = ? where id = ? and head = ?";
        try (PreparedStatement update = database.prepareStatement(sql)) {
            update.setLong(1, created.seq());
            update.setBytes(2, created.head().bytes());
            update.setLong(3, dossier);
            update.setBytes(4, read.bytes());
            return update.executeUpdate() == 1;
        }
    }

    private void inserts(long dossier, Appended created) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement("insert into entry values (?, ?, ?)")) {
            insert.setLong(1, dossier);
            insert.setLong(2, created.seq());
            insert.setString(3, created.line());
            insert.executeUpdate();
        }
    }

    /** What came of appending. */
    static final class Written {
        /** The number of the entry. */
        final long seq;
        /** How often it was written again, because another writer was first. */
        final int again;

        private Written(long seq, int again) {
            this.seq = seq;
            this.again = again;
        }
    }

    /**
     * Appends an entry. If another writer was first, it begins again with reading, since what the other one wrote may change
     * what is allowed.
     */
    Written append(long dossier, Entry entry, Instant now) throws SQLException {
        for (int again = 0;; again++) {
            Stored stored = read(dossier);
            Appended created = prepare(stored, entry, now);
            if (store(dossier, stored.head, created)) {
                return new Written(created.seq(), again);
            }
        }
    }
}
