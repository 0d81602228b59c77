package nl.waarborg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An entry is what was given, as JSON. */
class EntryTest {
    private static final LocalDate DAY = LocalDate.of(2026, 9, 1);

    @Test
    void takesDaysMomentsAndWordsAlsoInLists() {
        Entry entry = Entry.of("requested", Moment.of(DAY)).with("right", Right.ACCESS)
            .with("days", List.of(DAY, Moment.of(Instant.parse("2026-09-01T10:00:00.1234567Z")))).with("n", 2L)
            .with("outcomes", Map.of("a", ItemOutcome.NOTHING_FOUND));
        assertEquals("{\"kind\":\"requested\",\"happened\":\"2026-09-01\",\"right\":\"access\",\"days\":[\"2026-09-01\","
            + "\"2026-09-01T10:00:00.123456Z\"],\"n\":2,\"outcomes\":{\"a\":\"nothing-found\"}}", entry.json());
        assertThrows(java.time.DateTimeException.class, () -> entry.with("days", List.of(LocalDateTime.MIN)));
        assertThrows(IllegalArgumentException.class, () -> entry.with("n", 1.5));
        // A constant of somebody else has no word here.
        assertThrows(IllegalArgumentException.class, () -> entry.with("n", Thread.State.NEW));
    }

    @Test
    void doesNotChangeWithWhatItWasMadeOf() {
        List<String> purposes = new ArrayList<>(List.of("website"));
        Entry entry = Entry.of("consent-given", DAY).with("purposes", purposes);
        String before = entry.json();
        purposes.add("yearbook");
        assertEquals(before, entry.json());
    }

    @Test
    void tellsItsKind() {
        assertEquals("consent-given", Entry.of("consent-given", DAY).with("by", "ref-17").kind());
        assertEquals("consent-given", Entry.json(Entry.of("consent-given", DAY).json()).kind());
        for (String none : List.of("", "[]", "{", "{\"kind\":1}", "{}")) {
            assertEquals("no-kind", assertThrows(EntryException.class, () -> Entry.json(none).kind()).code(), none);
        }
        assertThrows(IllegalStateException.class, () -> Entry.json("{}").with("kind", "consent-given"));
    }
}
