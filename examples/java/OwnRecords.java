import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The platform's own records: photos and results of tests, of the categories of the policy. */
enum OwnRecords {
    PHOTO("photo", "file"),
    RESULT("result", "test");

    static final String[] TABLES = {
        "create table photo (id integer primary key, dossier integer not null, created text not null, file text not null)",
        "create table result (id integer primary key, dossier integer not null, created text not null, test text not null)",
        "insert into photo values (1, 1, '2026-09-15', 'portrait.jpg'), (2, 1, '2027-02-10', 'sports-day.jpg'),"
            + " (3, 1, '2027-03-10', 'school-play.jpg')",
        "insert into result values (1, 1, '2027-01-20', 'fractions')",
    };

    /** The category in the policy, and the name of the table. */
    final String category;
    private final String column;

    OwnRecords(String category, String column) {
        this.category = category;
        this.column = column;
    }

    /** The records of a category of the policy. */
    static OwnRecords of(String category) {
        for (OwnRecords each : values()) {
            if (each.category.equals(category)) {
                return each;
            }
        }
        throw new IllegalArgumentException("this platform keeps no " + category);
    }

    /** One record, as it stands in its table. */
    static final class Row {
        final LocalDate created;
        /** As one JSON object. */
        final String json;

        private Row(LocalDate created, String json) {
            this.created = created;
            this.json = json;
        }
    }

    /** The records of a person, oldest first. */
    List<Row> read(Connection database, long dossier) throws SQLException {
        // SQLite writes the JSON, so that whatever stands in the column is escaped.
        String sql = "select created, json_object('" + column + "', " + column + ") from " + category
            + " where dossier = ? order by created";
        List<Row> records = new ArrayList<>();
        try (PreparedStatement select = database.prepareStatement(sql)) {
            select.setLong(1, dossier);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    records.add(new Row(LocalDate.parse(rows.getString(1)), rows.getString(2)));
                }
            }
        }
        return records;
    }

    /** Deletes the records of a person; how many there were. */
    int delete(Connection database, long dossier) throws SQLException {
        try (PreparedStatement delete = database.prepareStatement("delete from " + category + " where dossier = ?")) {
            delete.setLong(1, dossier);
            return delete.executeUpdate();
        }
    }
}
