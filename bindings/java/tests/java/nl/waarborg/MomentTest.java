package nl.waarborg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A day and an instant are two things, which can be asked the same. */
class MomentTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
    private static final LocalDate DAY = LocalDate.of(2026, 10, 25);
    private static final Instant INSTANT = Instant.parse("2026-10-24T22:30:00Z");

    @Test
    void saysWhichOfBothItIs() {
        Moment day = Moment.parse("2026-10-25");
        assertTrue(day.isDay());
        assertEquals(Optional.of(DAY), day.day());
        assertEquals(Optional.empty(), day.instant());
        Moment instant = Moment.parse("2026-10-24T22:30:00Z");
        assertFalse(instant.isDay());
        assertEquals(Optional.of(INSTANT), instant.instant());
        assertEquals(Optional.empty(), instant.day());
        assertEquals(day, Moment.of(DAY));
        assertEquals(instant, Moment.of(INSTANT.plusNanos(999)));
        assertNotEquals(day, instant);
        assertEquals(day.hashCode(), Moment.of(DAY).hashCode());
    }

    /** That day has 25 hours. */
    @Test
    void lastsADayOrNoTime() {
        assertEquals(Instant.parse("2026-10-24T22:00:00Z"), Moment.of(DAY).first(ZONE));
        assertEquals(Instant.parse("2026-10-25T23:00:00Z"), Moment.of(DAY).past(ZONE));
        assertEquals(DAY, Moment.of(DAY).day(ZONE));
        assertEquals(INSTANT, Moment.of(INSTANT).first(ZONE));
        assertEquals(INSTANT, Moment.of(INSTANT).past(ZONE));
        assertEquals(DAY, Moment.of(INSTANT).day(ZONE));
    }

    @Test
    void isTakenWhereADayOrAnInstantIs() {
        assertEquals("2026-10-25", Moments.text(Moment.of(DAY)));
        assertEquals("2026-10-24T22:30:00Z", Moments.text(Moment.of(INSTANT)));
        assertEquals(DAY, LocalDate.from(Moment.of(DAY)));
        assertEquals(INSTANT, Instant.from(Moment.of(INSTANT)));
        assertFalse(Moment.of(DAY).isSupported(ChronoField.INSTANT_SECONDS));
        assertEquals(Deadline.of("answer", DAY, ZONE).safe(), Deadline.of("answer", Moment.of(DAY), ZONE).safe());
    }
}
