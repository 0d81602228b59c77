package nl.waarborg.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.waarborg.Applicability;
import nl.waarborg.Basis;
import nl.waarborg.CallException;
import nl.waarborg.ClaimStep;
import nl.waarborg.Claims;
import nl.waarborg.Deadline;
import nl.waarborg.DossierException;
import nl.waarborg.Entry;
import nl.waarborg.Head;
import nl.waarborg.ItemOutcome;
import nl.waarborg.KeyException;
import nl.waarborg.Ledger;
import nl.waarborg.LedgerAppended;
import nl.waarborg.LedgerException;
import nl.waarborg.Moment;
import nl.waarborg.PackageException;
import nl.waarborg.PackageRecord;
import nl.waarborg.PackageWriter;
import nl.waarborg.Pause;
import nl.waarborg.Plan;
import nl.waarborg.PlanItem;
import nl.waarborg.ReasonCode;
import nl.waarborg.RefusalGround;
import nl.waarborg.Request;
import nl.waarborg.Right;
import nl.waarborg.RightApplicability;
import nl.waarborg.Stage;
import nl.waarborg.StepException;
import nl.waarborg.Value;
import org.junit.jupiter.api.Test;

/** The answer to a request: its plan, its package, its deadline, and what stays erased. */
class RightsTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
    private static final String ME = "p-4711";
    private static final List<PlanItem> GIVEN = School.ASKED.plan(School.REQUEST, School.NOW).items().stream()
        .filter(item -> item.kind().isGiven()).collect(Collectors.toList());

    private static PackageWriter begin(OutputStream out) throws IOException {
        return PackageWriter.begin(School.ASKED, School.REQUEST, ME, "Basisschool De Linde", School.NOW, out);
    }

    private static String record(int i) {
        return "{\"number\":" + i + ",\"text\":\"één\"}";
    }

    private static void pack(PackageWriter writer, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            String item = GIVEN.get(0).item();
            writer.push(item, PackageRecord.of(GIVEN.get(0).category().orElseThrow(), List.of(ME, "p-9"), record(i))
                .redacted(List.of()).created(LocalDate.of(2026, 9, 1)));
        }
    }

    private static String finish(PackageWriter writer) throws IOException {
        writer.closeItem(GIVEN.get(0).item(), ItemOutcome.DONE);
        for (PlanItem item : GIVEN.subList(1, GIVEN.size())) {
            writer.closeItem(item.item(), ItemOutcome.NOTHING_FOUND);
        }
        return writer.finish();
    }

    @Test
    void aRequestHasAClockAndAPlan() {
        Request request = School.ASKED.requests(School.NOW).of(School.REQUEST).orElseThrow();
        assertEquals(Right.ACCESS, request.right());
        assertEquals(Stage.GRANTED, request.stage());
        assertEquals(Optional.of(LocalDate.of(2026, 11, 2)), request.received().day());
        assertEquals(Optional.of(LocalDate.of(2026, 12, 2)), request.clock().orElseThrow().answer().safe().day());
        Plan plan = School.ASKED.plan(School.REQUEST, School.NOW);
        assertEquals(Optional.of(School.REQUEST), plan.entry());
        assertTrue(plan.items().size() >= GIVEN.size() && !GIVEN.isEmpty());
        assertEquals(School.NOW, plan.at());
        assertEquals(Optional.empty(), School.ASKED.withdrawalPlan(List.of("website"), School.NOW).entry());
        assertFalse(School.ASKED.applicability(Right.ERASURE, School.NOW).isEmpty());
    }

    /** What a plan calls work is what the library asks an outcome of, before the package is ready, or the request closed. */
    @Test
    void workIsWhatTheLibraryWantsAnOutcomeOf() {
        for (String right : List.of("access", "erasure", "portability")) {
            try (Claims claims = School.claims(School.entries(right))) {
                Entry last = right.equals("erasure") ? Entry.of("request-closed", School.NOW)
                    : Entry.of("package-ready", School.NOW).with("digest", School.POLICY.digestHex());
                StepException open = assertThrows(
                    StepException.class, () -> claims.checkAppend(last.with("entry", School.REQUEST)));
                List<String> undone = open.diagnostics().stream().filter(diagnostic -> diagnostic.code().equals("undone"))
                    .map(diagnostic -> diagnostic.message().replaceAll("[^`]*`([^`]*)`.*", "$1")).collect(Collectors.toList());
                List<PlanItem> items = claims.plan(School.REQUEST, School.NOW).items();
                assertEquals(items.stream().filter(item -> item.kind().isWork()).map(PlanItem::item)
                    .collect(Collectors.toList()), undone, right);
                assertFalse(undone.isEmpty());
            }
        }
    }

    @Test
    void aClaimIsToldAtEveryMomentAndGroundsAreTold() {
        List<ClaimStep> steps = School.ASKED.claim("website", "photo");
        assertEquals(Optional.empty(), steps.get(0).from());
        assertEquals(Value.ENDED, steps.get(steps.size() - 1).value());
        assertTrue(steps.stream().anyMatch(step -> step.reason().code() == ReasonCode.CONSENT_WITHDRAWN));
        assertEquals(List.of(Right.ERASURE), RefusalGround.LEGAL_DUTY.rights());
        assertEquals("17(3)(b)", RefusalGround.LEGAL_DUTY.article());
        assertEquals("The request is excessive, because it is made again and again.", RefusalGround.EXCESSIVE.english());
        assertTrue(RefusalGround.EXCESSIVE.dutch().startsWith("Het verzoek is buitensporig"));
        assertTrue(RefusalGround.EXCESSIVE.fits(Right.ACCESS) && RefusalGround.LEGAL_DUTY.fits(Right.ERASURE));
        assertFalse(RefusalGround.LEGAL_DUTY.fits(Right.ACCESS));
        for (RefusalGround ground : RefusalGround.values()) {
            assertFalse(ground.article().isEmpty() || ground.rights().contains(Right.UNKNOWN), ground.word());
        }
    }

    @Test
    void whatARightApplicabilityAndWhatStaysIsToldInWords() {
        Map<String, RightApplicability> applicable = School.ASKED.applicability(Right.ERASURE, School.NOW).stream()
            .collect(Collectors.toMap(one -> one.purpose() + "/" + one.category(), one -> one));
        assertEquals(Optional.of(Basis.CONSENT), applicable.get("yearbook/photo").basis());
        assertEquals(Applicability.YES, applicable.get("yearbook/photo").applicability());
        assertEquals(Optional.of(Basis.LEGAL_OBLIGATION), applicable.get("register/attendance").basis());
        assertEquals(Applicability.NO, applicable.get("register/attendance").applicability());
        try (Claims erasing = School.claims(School.entries("erasure"))) {
            assertTrue(erasing.plan(School.REQUEST, School.NOW).items().stream().flatMap(item -> item.kept().stream())
                .anyMatch(kept -> kept.ground().equals(Optional.of(RefusalGround.LEGAL_DUTY))));
        }
    }

    @Test
    void aGroundIsWrittenAndRead() {
        List<Entry> entries = new ArrayList<>(School.entries("access"));
        entries.set(entries.size() - 1, Entry.of("request-refused", LocalDate.of(2026, 11, 10))
            .with("entry", School.REQUEST).with("ground", RefusalGround.EXCESSIVE).with("categories", List.of())
            .with("decision", Map.of("role", "school leader", "article", "12(5)", "text", "It is the ninth this month.")));
        try (Claims claims = School.claims(entries)) {
            Request request = claims.requests(School.NOW).of(School.REQUEST).orElseThrow();
            assertEquals(Optional.of(RefusalGround.EXCESSIVE), request.refused().get(0).ground());
        }
    }

    @Test
    void aPackageStreamsAndItsDigestIsThatOfItsBytes() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PackageWriter writer = begin(out)) {
            pack(writer, 0, 2_000);
            PackageException open = assertThrows(PackageException.class, writer::finish);
            assertEquals(GIVEN.size(), open.diagnostics().size());
            String digest = finish(writer);
            byte[] bytes = out.toByteArray();
            String text = new String(bytes, StandardCharsets.UTF_8);
            assertTrue(text.contains(record(0)) && text.contains(record(1_999)));
            assertFalse(text.contains("p-9"));
            StringBuilder hex = new StringBuilder();
            for (byte one : MessageDigest.getInstance("SHA-256").digest(bytes)) {
                hex.append(String.format("%02x", one));
            }
            assertEquals(hex.toString(), digest);
            assertTrue(writer.contentsJson().contains("\"records\":2000"));
            assertTrue(writer.page("nl").startsWith("<!") && writer.page("en").contains("De Linde"));
        }
    }

    @Test
    void whatWasInterruptedGoesOnAsIfItWasNot() throws Exception {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        String digest;
        try (PackageWriter writer = begin(whole)) {
            pack(writer, 0, 20);
            digest = finish(writer);
        }
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        String checkpoint;
        try (PackageWriter writer = begin(parts)) {
            pack(writer, 0, 10);
            checkpoint = writer.checkpoint();
        }
        try (PackageWriter writer = PackageWriter.resume(
                 School.ASKED, School.REQUEST, ME, "Basisschool De Linde", checkpoint, parts)) {
            pack(writer, 10, 20);
            assertEquals(digest, finish(writer));
        }
        assertArrayEquals(whole.toByteArray(), parts.toByteArray());
    }

    /** Of a record about others too, somebody must have looked. */
    @Test
    void whereNobodyLookedIsNotSaidThatNothingWasFound() throws Exception {
        String item = GIVEN.get(0).item();
        PackageRecord about = PackageRecord.of(GIVEN.get(0).category().orElseThrow(), List.of(ME, "p-9"), record(1));
        try (PackageWriter writer = begin(new ByteArrayOutputStream())) {
            assertThrows(PackageException.class, () -> writer.push(item, about));
            writer.push(item, about.redacted(List.of()));
            writer.push(item, about.redacted(List.of("remark")).created(School.NOW));
            assertThrows(PackageException.class, () -> writer.push(item, about.redacted(List.of("text"))));
            assertTrue(writer.contentsJson().contains("\"undated\":1"));
        }
    }

    @Test
    void anInstitutionIsNamedOrNot() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String checkpoint;
        try (PackageWriter writer = PackageWriter.begin(School.ASKED, School.REQUEST, ME, School.NOW, out)) {
            checkpoint = writer.checkpoint();
        }
        try (PackageWriter writer = PackageWriter.resume(School.ASKED, School.REQUEST, ME, checkpoint, out)) {
            for (PlanItem item : GIVEN) {
                writer.closeItem(item.item(), ItemOutcome.NOTHING_FOUND);
            }
            assertFalse(writer.finish().isEmpty());
        }
        assertThrows(PackageException.class, () -> PackageWriter.resume(
            School.ASKED, School.REQUEST, ME, "Basisschool De Linde", checkpoint, out));
    }

    @Test
    void aStreamThatFailsIsNotWrittenOn() throws Exception {
        boolean[] full = {false};
        OutputStream out = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                if (full[0]) {
                    throw new IOException("no space");
                }
            }
        };
        try (PackageWriter writer = begin(out)) {
            full[0] = true;
            assertThrows(IOException.class, () -> pack(writer, 0, 1));
            full[0] = false;
            assertThrows(IllegalStateException.class, () -> pack(writer, 1, 2));
            assertThrows(IllegalStateException.class, writer::checkpoint);
        }
        full[0] = true;
        assertThrows(IOException.class, () -> begin(out));
    }

    @Test
    void aDeadlineIsCountedAsTheLawDoes() {
        Deadline deadline = Deadline.of("answer", LocalDate.of(2026, 3, 5), ZONE);
        assertEquals(Optional.of(LocalDate.of(2026, 4, 5)), deadline.safe().day());
        Deadline paused = Deadline.of("answer", LocalDate.of(2026, 3, 5),
            List.of(new Pause(LocalDate.of(2026, 3, 10), LocalDate.of(2026, 3, 20))), ZONE);
        assertEquals(deadline.safe(), paused.safe());
        assertNotEquals(deadline.legal(), paused.legal());
        Moment breach = Deadline.of("breach-notification", Instant.parse("2026-03-05T10:00:00Z"), ZONE).safe();
        assertEquals(Optional.of(Instant.parse("2026-03-08T10:00:00Z")), breach.instant());
        assertTrue(Deadline.termsJson().contains("\"term\":\"answer\""));
        assertTrue(Deadline.json("answer", LocalDate.of(2026, 3, 5), List.of(), ZONE).contains("\"article\""));
    }

    @Test
    void whatWasErasedIsRecognised() {
        byte[] key = new byte[32];
        new java.util.Random(2).nextBytes(key);
        LedgerAppended opened = Ledger.create(key, ZONE);
        LedgerAppended erased;
        List<String> lines = new ArrayList<>(List.of(opened.line()));
        try (Ledger empty = opened.ledger()) {
            erased = empty.suppressed("school", ME, LocalDate.of(2026, 9, 1), List.of("photo"));
            lines.add(erased.line());
            assertFalse(erased.line().contains(ME));
            assertFalse(empty.recognises("school", ME, "photo"));
            assertEquals(1, empty.seq());
            assertEquals(opened.head(), empty.head());
            assertEquals(2, erased.seq());
        }
        LedgerAppended back;
        try (Ledger next = erased.ledger()) {
            assertTrue(next.recognises("school", ME, "photo"));
        }
        try (Ledger ledger = Ledger.open(key, ZONE, lines, erased.head())) {
            assertEquals(erased.head(), ledger.head());
            assertTrue(ledger.recognises("school", ME, "photo", LocalDate.of(2026, 9, 1)));
            assertTrue(ledger.recognises("school", ME, "photo"));
            assertFalse(ledger.recognises("school", ME, "photo", LocalDate.of(2026, 9, 2)));
            assertFalse(ledger.recognises("school", ME, "photo", Instant.parse("2026-09-01T22:00:00Z")));
            assertFalse(ledger.recognises("school", ME, "marks", LocalDate.of(2026, 9, 1)));
            assertFalse(ledger.recognises("school", "p-2", "photo"));
            BitSet rows = ledger.recognisesMany("school", List.of(ME, ME, "p-2"), List.of("photo", "photo", "photo"),
                Arrays.asList(null, LocalDate.of(2026, 9, 2), LocalDate.of(2026, 9, 1)));
            assertEquals(BitSet.valueOf(new long[] {1}), rows);
            assertThrows(IllegalArgumentException.class,
                () -> ledger.recognisesMany("school", List.of(ME), List.of(), List.of()));
            back = ledger.lifted("school", ME, LocalDate.of(2026, 10, 1));
            back.ledger().close();
            lines.add(back.line());
        }
        try (Ledger ledger = Ledger.open(key, ZONE, lines, back.head())) {
            assertFalse(ledger.recognises("school", ME, "photo"));
            assertTrue(ledger.recognises("school", ME, "photo", LocalDate.of(2026, 9, 1)));
        }
        // It never opens in part.
        Head head = back.head();
        assertThrows(KeyException.class, () -> Ledger.open(new byte[] {1, 2, 3}, ZONE, lines, head));
        byte[] other = key.clone();
        other[0]++;
        assertThrows(KeyException.class, () -> Ledger.open(other, ZONE, lines, head));
        assertThrows(DossierException.class, () -> Ledger.open(key, ZONE, lines.subList(0, 2), head));
        assertThrows(LedgerException.class, () -> Ledger.open(key, ZONE, lines.subList(1, 3), head));
        assertThrows(LedgerException.class, () -> Ledger.open(key, ZONE, List.of(), head));
        assertThrows(LedgerException.class, () -> Ledger.open(key, ZONE, List.of("{}"), head));
        assertThrows(CallException.class, () -> Ledger.open(key, ZONE, List.of("\uD83D"), head));
    }
}
