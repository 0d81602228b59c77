import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import nl.waarborg.Claims;
import nl.waarborg.Head;
import nl.waarborg.ItemOutcome;
import nl.waarborg.Ledger;
import nl.waarborg.LedgerAppended;
import nl.waarborg.PackageRecord;
import nl.waarborg.PackageWriter;
import nl.waarborg.PlanItem;

/** What this platform does when a person asks for what it has, and what it remembers of what it erased. */
final class Rights {
    private final Connection database;

    Rights(Connection database) {
        this.database = database;
    }

    /** Packs what the plan of a request gives into a file, and makes a page for who asked. The digest of the package. */
    String pack(Claims claims, long dossier, String subject, long request, Instant now, Path json, Path page)
        throws IOException, SQLException {
        try (OutputStream out = Files.newOutputStream(json);
             PackageWriter writer = PackageWriter.begin(claims, request, subject, now, out)) {
            for (PlanItem item : claims.plan(request, now).items()) {
                if (item.kind().isGiven()) {
                    give(writer, item, dossier, subject);
                }
            }
            String digest = writer.finish();
            Files.write(page, writer.page("en").getBytes(StandardCharsets.UTF_8));
            return digest;
        }
    }

    private void give(PackageWriter writer, PlanItem item, long dossier, String subject) throws IOException, SQLException {
        String category = item.category().orElseThrow();
        for (OwnRecords.Row record : OwnRecords.of(category).read(database, dossier)) {
            writer.push(item.item(), PackageRecord.of(category, List.of(subject), record.json).created(record.created));
        }
        writer.closeItem(item.item(), ItemOutcome.DONE);
    }

    /** A new ledger after an erasure: its lines and its head, to keep apart from the data. They name nobody. */
    static final class Remembered {
        final List<String> lines;
        final Head head;

        Remembered(byte[] key, ZoneId zone, String person, Instant through, String category) {
            LedgerAppended opened = Ledger.create(key, zone);
            try (Ledger ledger = opened.ledger()) {
                LedgerAppended erased = ledger.suppressed("school", person, through, List.of(category));
                erased.ledger().close();
                lines = List.of(opened.line(), erased.line());
                head = erased.head();
            }
        }

        /** Whether a record that comes back with a backup must be erased again. */
        boolean wasErased(byte[] key, ZoneId zone, String person, String category, LocalDate created) {
            try (Ledger ledger = Ledger.open(key, zone, lines, head)) {
                return ledger.recognises("school", person, category, created);
            }
        }
    }
}
