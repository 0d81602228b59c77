package nl.waarborg;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/** Moments as the ABI counts them: microseconds of UTC since 1970. What is finer than a microsecond is cut off. */
final class Moments {
    static final long NEVER = Long.MAX_VALUE;
    private static final long MICROS = 1_000_000;

    private Moments() {
    }

    /** A moment too far to be counted is one that the library refuses, and never {@link #NEVER}. */
    static long of(Instant at) {
        long second = at.getEpochSecond();
        if (second > Long.MAX_VALUE / MICROS - 1 || second < Long.MIN_VALUE / MICROS + 1) {
            return second > 0 ? NEVER - 1 : Long.MIN_VALUE;
        }
        return second * MICROS + at.getNano() / 1_000;
    }

    static long of(Duration length) {
        return Math.addExact(Math.multiplyExact(length.getSeconds(), MICROS), length.getNano() / 1_000);
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000);
    }

    static Optional<Instant> maybe(long micros) {
        return micros == NEVER ? Optional.empty() : Optional.of(instant(micros));
    }

    /** A day, or a moment with an offset, as documents have them. One without is refused: whose clock was it? */
    static String text(TemporalAccessor moment) {
        if (moment instanceof LocalDate || moment instanceof Moment) {
            return moment.toString();
        }
        if (moment instanceof Instant || moment instanceof OffsetDateTime || moment instanceof ZonedDateTime) {
            return Instant.from(moment).truncatedTo(ChronoUnit.MICROS).toString();
        }
        if (moment instanceof LocalDateTime) {
            throw new DateTimeException("a moment without an offset is none: give an Instant, or a ZonedDateTime");
        }
        throw new DateTimeException("give a LocalDate, an Instant, an OffsetDateTime, a ZonedDateTime or a Moment");
    }
}
