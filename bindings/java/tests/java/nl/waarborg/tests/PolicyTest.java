package nl.waarborg.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import nl.waarborg.ActorRelation;
import nl.waarborg.BoundQuery;
import nl.waarborg.CallException;
import nl.waarborg.Claims;
import nl.waarborg.Columns;
import nl.waarborg.Decision;
import nl.waarborg.Decisions;
import nl.waarborg.Dossier;
import nl.waarborg.Entry;
import nl.waarborg.Group;
import nl.waarborg.Head;
import nl.waarborg.Id;
import nl.waarborg.Institution;
import nl.waarborg.Kind;
import nl.waarborg.Observation;
import nl.waarborg.Policy;
import nl.waarborg.Query;
import nl.waarborg.RecordFacts;
import nl.waarborg.Verb;
import nl.waarborg.Waarborg;
import org.junit.jupiter.api.Test;

/** Policies, names, columns, and documents that are built instead of written. */
class PolicyTest {
    @Test
    void tellsWhatItIs() {
        assertEquals("0.1.0", Waarborg.version());
        assertEquals(1, Waarborg.abiVersion());
        assertEquals(ZoneId.of("Europe/Amsterdam"), School.POLICY.zone());
        assertTrue(School.POLICY.json().contains("\"policy\":\"" + School.POLICY.name() + "\""));
        List<String> categories = School.POLICY.names(Kind.CATEGORY);
        assertTrue(categories.contains("photo"));
        for (String name : categories) {
            Id id = School.POLICY.id(Kind.CATEGORY, name);
            assertEquals(name, School.POLICY.name(id.number()));
            assertEquals("category " + name, id.toString());
        }
    }

    @Test
    void aHistoryOfOneVersionIsThatVersion() throws Exception {
        String document = Files.readString(Path.of("examples/package/policy.json"));
        String later = document.replaceFirst("\"applies-from\": *\"2\\d{3}", "\"applies-from\": \"2030")
            .replaceFirst("\"version\": *\"[^\"]*\"", "\"version\": \"2030\"");
        try (Policy one = Policy.history(List.of(document)); Policy two = Policy.history(List.of(document, later))) {
            assertArrayEquals(School.POLICY.digest(), one.digest());
            assertEquals(Head.of(one.digest()).toString(), one.digestHex());
            assertEquals(one.digestHex(), School.ASKED.plan(School.REQUEST, School.NOW).policy());
            assertFalse(java.util.Arrays.equals(one.digest(), two.digest()));
            assertTrue(two.json().contains("\"version\":\"2030\""));
        }
    }

    @Test
    void columnsAreTakenFromArraysAndBuffers() {
        Id role = School.POLICY.id(Kind.ROLE, "teacher");
        Id purpose = School.POLICY.id(Kind.PURPOSE, "website");
        long[] categories = School.POLICY.names(Kind.CATEGORY).stream()
            .mapToLong(name -> School.POLICY.id(Kind.CATEGORY, name).number()).toArray();
        int n = categories.length;
        LongBuffer direct = ByteBuffer.allocateDirect(8 * (n + 1)).order(ByteOrder.nativeOrder()).asLongBuffer();
        direct.put(0).put(categories).position(1);
        int[] verbs = new int[n];
        java.util.Arrays.fill(verbs, 9);
        Columns arrays = Columns.rows(n).role(role).purpose(purpose).verb(Verb.PUBLISH).categories(categories).build();
        Columns buffers = Columns.rows(n).role(role).purpose(purpose).verbs(IntBuffer.wrap(verbs)).categories(direct)
            .recipients(new long[n]).relations(IntBuffer.wrap(new int[n])).build();
        Decisions decisions = School.ASKED.decideMany(arrays, School.NOW);
        assertEquals(decisions, School.ASKED.decideMany(buffers, School.NOW));
        int allowed = 0;
        for (int i = 0; i < n; i++) {
            Query query = Query.of("teacher", Verb.PUBLISH, "website", School.POLICY.name(categories[i]));
            Decision one = School.ASKED.decide(query, School.NOW);
            assertEquals(one, decisions.get(i));
            assertEquals(one.isAllowed(), decisions.isAllowed(i));
            allowed += one.isAllowed() ? 1 : 0;
        }
        assertEquals(allowed, decisions.allowed().cardinality());
        decisions.allowed().stream().forEach(row -> assertTrue(decisions.isAllowed(row)));
        assertEquals(0, School.ASKED.decideMany(Columns.rows(0).role(role).purpose(purpose).verb(Verb.VIEW)
            .categories().build(), School.NOW).size());
    }

    /** More rows than the buffer of a thread has room for. */
    @Test
    void columnsMayBeLong() {
        Columns columns = Columns.rows(10_000).role(School.POLICY.id(Kind.ROLE, "teacher")).verb(Verb.VIEW)
            .purpose(School.POLICY.id(Kind.PURPOSE, "website")).category(School.POLICY.id(Kind.CATEGORY, "photo")).build();
        Decision one = School.ASKED.decide(Query.of("teacher", Verb.VIEW, "website", "photo"), School.NOW);
        Decisions all = School.ASKED.decideMany(columns, School.NOW);
        assertEquals(10_000, all.size());
        assertTrue(all.stream().allMatch(one::equals));
    }

    /** Of two persons the answers differ; and there may be more of them than the buffer of a thread has room for. */
    @Test
    void aGroupIsAskedAtOnce() {
        BoundQuery query = Query.of("teacher", Verb.PUBLISH, "website", "photo").as(ActorRelation.OWN_ORGANISATION).bind(School.POLICY);
        List<Entry> entries = School.entries("access");
        Claims withdrawn = School.ASKED;
        try (Claims given = School.claims(entries.subList(0, 7))) {
            for (int size : new int[] {0, 1, 30, 1_000}) {
                List<Claims> each = new ArrayList<>();
                BitSet expected = new BitSet();
                for (int i = 0; i < size; i++) {
                    each.add(i % 3 == 0 ? given : withdrawn);
                    expected.set(i, i % 3 == 0);
                }
                try (Group group = Group.of(each)) {
                    Decisions decisions = group.decide(query, School.NOW);
                    Decisions unprepared = Claims.decideEach(each, query, School.NOW);
                    assertEquals(expected, group.allowed(query, School.NOW));
                    assertEquals(expected, decisions.allowed());
                    assertEquals(unprepared, decisions);
                    for (int i = 0; i < size; i++) {
                        assertEquals(each.get(i).decide(query, School.NOW), decisions.get(i));
                    }
                }
            }
            try (Group group = Group.of(List.of(given)); Policy other = otherPolicy()) {
                BoundQuery foreign = Query.of("order-desk", Verb.VIEW, "orders", "order-contact").bind(other);
                CallException refused = assertThrows(CallException.class, () -> group.allowed(foreign, School.NOW));
                assertEquals("/0", refused.path());
            }
        }
    }

    private static Policy otherPolicy() {
        try {
            return Policy.load(Path.of("examples/policies/neo.json"));
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    @Test
    void questionsAreBoundWithEverythingInThem() {
        Query query = Query.of("teacher", Verb.VIEW, "website", "photo").as(ActorRelation.SELF, ActorRelation.MAKER)
            .about(RecordFacts.created(LocalDate.of(2026, 9, 1)).anchor("used", LocalDate.of(2026, 9, 2)).system("x"));
        assertEquals("teacher view website/photo", query.toString());
        assertEquals("teacher view website/photo", query.bind(School.POLICY).toString());
        Query plain = query.about(RecordFacts.created(LocalDate.of(2026, 9, 1)));
        assertEquals(School.ASKED.decide(plain, School.NOW), School.ASKED.decide(plain.bind(School.POLICY), School.NOW));
    }

    @Test
    void documentsAreBuiltAsTheyAreWritten() {
        assertEquals("{\"kind\":\"consent-given\",\"happened\":\"2026-09-01\",\"purposes\":[\"website\"],\"at\":\"2026-09-01T10:00:00.000001Z\","
            + "\"n\":1,\"ok\":true}", Entry.of("consent-given", LocalDate.of(2026, 9, 1)).with("purposes", List.of("website"))
            .with("at", Instant.parse("2026-09-01T10:00:00.000001999Z")).with("n", 1).with("ok", true).json());
        try (Institution institution = School.institution(); Dossier dossier = Dossier.empty();
             Claims claims = institution.claims(dossier, List.of(), School.NOW)) {
            assertEquals(0, dossier.seq());
            assertFalse(claims.isClosed());
        }
    }

    @Test
    void whatIsObservedCounts() throws Exception {
        Entry signed = Entry.json("{\"kind\":\"agreement-signed\",\"happened\":\"2025-08-01\",\"model\":\"Model Verwerkersovereenkomst 4.0\","
            + "\"bases\":{\"learning\":\"public-task\",\"improve\":\"legitimate-interests\"}}");
        School.Kept own = School.kept(List.of(signed));
        School.Kept person = School.kept(List.of(Entry.of("occurred", LocalDate.of(2026, 4, 1)).with("anchor", "account-opened")));
        Instant login = School.NOW.minus(1, ChronoUnit.DAYS);
        Observation observation = new Observation("last-activity", List.of(LocalDate.of(2026, 9, 20), login), School.NOW);
        String json = "[{\"anchor\":\"last-activity\",\"moments\":[\"2026-09-20\",\"" + login + "\"],\"at\":\"" + School.NOW + "\"}]";
        try (Policy neo = Policy.load(Path.of("examples/policies/neo.json"));
             Institution institution = neo.institution(own.lines, own.head, School.NOW); Dossier dossier = person.load();
             Claims typed = institution.claims(dossier, List.of(observation), School.NOW);
             Claims written = institution.claims(dossier, json, School.NOW);
             Claims without = institution.claims(dossier, School.NOW)) {
            Query query = Query.of("authorised-staff", Verb.CHANGE, "accounts", "user-details");
            assertEquals(written.explainJson(query, School.NOW), typed.explainJson(query, School.NOW));
            assertNotEquals(without.explainJson(query, School.NOW), typed.explainJson(query, School.NOW));
        }
    }
}
