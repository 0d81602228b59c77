package nl.waarborg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Moments are exact to the microsecond, and never another one. */
class MomentsTest {
    @Test
    void everyMicrosecondComesBack() {
        for (long micros : new long[] {0, 1, -1, 999_999, -999_999, -1_000_000, 1_790_856_000_000_001L, -1_790_856_000_000_001L}) {
            assertEquals(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), Moments.instant(micros));
            assertEquals(micros, Moments.of(Moments.instant(micros)));
        }
        assertEquals(1, Moments.of(Instant.ofEpochSecond(0, 1_999)));
        assertEquals(-1, Moments.of(Instant.ofEpochSecond(-1, 999_999_999)));
    }

    @Test
    void whatCannotBeCountedIsNeverNever() {
        assertEquals(Moments.NEVER - 1, Moments.of(Instant.MAX));
        assertEquals(Long.MIN_VALUE, Moments.of(Instant.MIN));
        assertEquals(Optional.empty(), Moments.maybe(Moments.NEVER));
    }

    @Test
    void aTimeWithoutAnOffsetIsRefused() {
        LocalDateTime naive = LocalDateTime.of(2026, 9, 1, 12, 0);
        assertThrows(DateTimeException.class, () -> Moments.text(naive));
        assertThrows(DateTimeException.class, () -> Moments.text(LocalTime.NOON));
        assertThrows(DateTimeException.class, () -> Entry.of("consent-given", naive));
        assertThrows(DateTimeException.class, () -> RecordFacts.created(naive));
        assertEquals("2026-09-01", Moments.text(LocalDate.of(2026, 9, 1)));
        assertEquals("2026-09-01T10:00:00Z", Moments.text(OffsetDateTime.parse("2026-09-01T12:00:00+02:00")));
    }
}
