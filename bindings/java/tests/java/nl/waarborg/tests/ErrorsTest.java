package nl.waarborg.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.waarborg.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** An error tells all that went wrong, by its kind, and without anyone's data. */
class ErrorsTest {
    private static <T extends WaarborgException> T thrown(Class<T> kind, String code, Executable call) {
        T thrown = assertThrows(kind, call);
        assertEquals(code, thrown.code());
        return thrown;
    }

    @Test
    void everyDiagnosticOfAPolicyIsThere() throws Exception {
        String wrong = Files.readString(Path.of("examples/policies/school.json")).replace("\"basis\"", "\"bassis\"");
        PolicyException thrown = assertThrows(PolicyException.class, () -> Policy.parse(wrong));
        List<Diagnostic> unknown = thrown.diagnostics().stream().filter(diagnostic -> diagnostic.code().equals("unknown-field"))
            .collect(Collectors.toList());
        assertEquals(wrong.split("\"bassis\"", -1).length - 1, unknown.size());
        String[] lines = wrong.split("\n");
        for (Diagnostic diagnostic : unknown) {
            assertEquals("\"bassis\"", lines[diagnostic.line() - 1].substring(diagnostic.column() - 1, diagnostic.column() + 7));
            assertEquals(Optional.of("basis"), diagnostic.suggestion());
            assertTrue(diagnostic.path().startsWith("/purposes/"));
            assertTrue(diagnostic.toString().startsWith("line " + diagnostic.line() + ", column " + diagnostic.column() + ": "));
        }
        assertEquals(thrown.diagnostics().get(0).code(), thrown.code());
        assertEquals(thrown.diagnostics().get(0).path(), thrown.path());
        assertEquals(thrown.diagnostics().get(0).line(), thrown.line());
        assertEquals(thrown.diagnostics().get(0).column(), thrown.column());
        assertEquals(thrown.diagnostics().size(), thrown.getMessage().split("\n").length);
        new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(thrown);
    }

    @Test
    void aHeadThatMovedIsTold() {
        School.Kept kept = School.kept(School.entries("access").subList(0, 2));
        try (Dossier dossier = kept.load()) {
            Entry entry = Entry.of("left", LocalDate.of(2026, 9, 1));
            assertThrows(HeadMovedException.class, () -> dossier.append(Head.NONE, entry, School.NOW));
            assertThrows(EntryException.class, () -> dossier.append(kept.head, Entry.json("{}"), School.NOW));
            assertThrows(CallException.class,
                () -> dossier.append(Head.of(new byte[31]), entry, School.NOW));
            assertThrows(DossierException.class, () -> Dossier.load(kept.lines.subList(0, 1), kept.head));
            assertEquals(207, assertThrows(HeadMovedException.class,
                () -> dossier.append(Head.NONE, entry, School.NOW)).status());
        }
    }

    @Test
    void eachKindHasAnExceptionOfItsOwn() {
        Claims claims = School.ASKED;
        Query query = Query.of("teacher", Verb.VIEW, "website", "photo");
        assertThrows(UnknownNameException.class, () -> School.POLICY.id(Kind.ROLE, "nobody"));
        assertThrows(UnknownNameException.class, () -> claims.decide(Query.of("nobody", Verb.VIEW, "website", "photo"), School.NOW));
        assertThrows(NotDeclaredException.class, () -> School.POLICY.textAt("/nothing", School.NOW));
        assertThrows(CallException.class, () -> School.POLICY.institution(Instant.ofEpochSecond(1_790_856)));
        assertThrows(CallException.class, () -> School.POLICY.institution(Instant.MAX));
        assertThrows(CallException.class, () -> School.POLICY.institution(Instant.MIN));
        assertThrows(RecordException.class, () -> claims.decide(query.about(RecordFacts.json("[]")), School.NOW));
        assertThrows(StepException.class, () -> claims.plan(3, School.NOW));
        assertThrows(StepException.class, () -> claims.plan(1L << 32 | 9, School.NOW));
        assertThrows(StepException.class, () -> claims.plan(-1, School.NOW));
        assertThrows(CasesException.class, () -> CaseDocument.parse("{}"));
        assertThrows(LimitException.class, () -> Policy.parse("[".repeat(10_000)));
        assertThrows(TermException.class, () -> Deadline.of("breach-notification", LocalDate.of(2026, 3, 5), School.POLICY.zone()));
        try (Institution institution = School.institution(); Dossier dossier = Dossier.empty()) {
            assertThrows(ObservationException.class, () -> institution.claims(dossier, "{}", School.NOW));
            assertThrows(UnknownNameException.class, () -> institution.checkAppend(
                Entry.of("consent-given", LocalDate.of(2026, 9, 1)).with("purposes", List.of("nothing")).with("by", "ref-17")));
        }
        Id role = School.POLICY.id(Kind.ROLE, "teacher");
        Id purpose = School.POLICY.id(Kind.PURPOSE, "website");
        thrown(CallException.class, "foreign-id",
            () -> claims.decide(BoundQuery.of(role, Verb.VIEW, purpose, role), School.NOW));
        assertThrows(NullPointerException.class, () -> Policy.parse(null));
    }

    @Test
    void aBatchIsAllOrNothing() {
        Id category = School.POLICY.id(Kind.CATEGORY, "photo");
        Records records = Records.of(category, List.of(RecordFacts.NONE, RecordFacts.json("[]")));
        assertEquals("/1", assertThrows(RecordException.class, () -> School.ASKED.dueMany(records)).path().substring(0, 2));
        assertThrows(RecordException.class, () -> School.ASKED.nextDue(records));
        Columns columns = Columns.rows(2).role(School.POLICY.id(Kind.ROLE, "teacher")).verb(Verb.VIEW)
            .purpose(School.POLICY.id(Kind.PURPOSE, "website")).categories(category.number(), 7).build();
        assertEquals("/1", assertThrows(CallException.class, () -> School.ASKED.decideMany(columns, School.NOW)).path());
        assertThrows(IllegalArgumentException.class, () -> Columns.rows(2).roles(1, 2, 3));
        assertThrows(IllegalStateException.class, () -> Columns.rows(2).build());
    }

    /** What a person's data, or a key, would look like, passed in everywhere. */
    private static final String CANARY = "kanarie-4711";

    private static final byte[] SECRET = new byte[32];

    static {
        new java.util.Random(1).nextBytes(SECRET);
    }

    private static void assertSilent(Executable call) {
        StringWriter rendered = new StringWriter();
        assertThrows(RuntimeException.class, call).printStackTrace(new PrintWriter(rendered));
        assertFalse(rendered.toString().contains("kanarie"), rendered.toString());
    }

    @Test
    void noMessageRepeatsWhatWasPassedIn() {
        byte[] key = CANARY.getBytes(StandardCharsets.UTF_8);
        Claims claims = School.ASKED;
        assertSilent(() -> Dossier.load(CANARY, Head.NONE));
        assertSilent(() -> claims.checkAppend(Entry.json(CANARY)));
        assertSilent(() -> claims.decide(Query.of(CANARY, Verb.VIEW, CANARY, CANARY), School.NOW));
        assertSilent(() -> claims.due("photo", RecordFacts.json("{\"created\":\"" + CANARY + "\"}")));
        assertSilent(() -> claims.withdrawalPlan(List.of(CANARY), School.NOW));
        assertSilent(() -> Keys.root(key));
        assertSilent(() -> Keys.controller("school", 1, key));
        assertSilent(() -> Keys.passphrase(new Passphrase("kanarie".toCharArray(), key)));
        assertSilent(() -> Ledger.open(key, School.POLICY.zone(), List.of(CANARY), Head.NONE));
        assertSilent(() -> Aliases.parse(CANARY));
        assertSilent(() -> Register.parse(CANARY));
        try (Keys keys = Keys.root(SECRET); Register empty = Register.empty();
             Register register = empty.activate(keys, "school", "research", "pgn", School.NOW).register();
             Domain domain = register.open(keys, "school", "research", School.NOW);
             Escrow escrow = register.escrow(keys, "school", "research");
             Aliases aliases = Aliases.empty(); Dossier dossier = Dossier.empty()) {
            assertSilent(() -> domain.pseudonym("pgn", CANARY));
            assertSilent(() -> domain.matches("pgn", CANARY, CANARY));
            assertSilent(() -> escrow.seal("pgn", CANARY, CANARY));
            assertSilent(() -> escrow.unseal(CANARY, CANARY));
            assertSilent(() -> aliases.resolve(CANARY, School.NOW));
            assertFalse(domain.pseudonyms("pgn", List.of(CANARY)).refusals().toString().contains("kanarie"));
            Entry entry = Entry.of("born", LocalDate.of(2024, 8, 19)).with(CANARY, CANARY);
            RecordFacts record = RecordFacts.created(LocalDate.of(2024, 8, 19)).system(CANARY).anchor(CANARY);
            String shown = List.of(entry, record, dossier, keys, register, domain, escrow, aliases,
                Query.of("teacher", Verb.VIEW, "website", "photo").about(record),
                Records.of(School.POLICY.id(Kind.CATEGORY, "photo"), List.of(record)),
                PackageRecord.of(CANARY, List.of(CANARY), CANARY),
                new Observation(CANARY, List.of(), School.NOW), new Passphrase(CANARY.toCharArray(), key),
                domain.pseudonyms("pgn", List.of(CANARY))).toString();
            assertFalse(shown.contains("kanarie"), shown);
        }
    }
}
