package nl.waarborg;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalField;
import java.time.temporal.TemporalQuery;
import java.util.Objects;
import java.util.Optional;

/**
 * A day, or an instant: as precise as what is known of it. It can be given wherever a day or an instant can. Which of both
 * it is, {@link #isDay} tells; {@link #first} and {@link #past} tell from when to when it lasts, whichever it is.
 */
public final class Moment implements TemporalAccessor {
    private final LocalDate day;
    private final Instant instant;

    private Moment(LocalDate day, Instant instant) {
        this.day = day;
        this.instant = instant;
    }

    /** A day. */
    public static Moment of(LocalDate day) {
        return new Moment(Objects.requireNonNull(day), null);
    }

    /** An instant; what is finer than a microsecond is cut off. */
    public static Moment of(Instant instant) {
        return new Moment(null, instant.truncatedTo(ChronoUnit.MICROS));
    }

    static Moment parse(String text) {
        return text.indexOf('T') < 0 ? of(LocalDate.parse(text)) : of(Instant.parse(text));
    }

    /** Whether it is a day; else it is an instant. */
    public boolean isDay() {
        return day != null;
    }

    /** The day, if it is one. */
    public Optional<LocalDate> day() {
        return Optional.ofNullable(day);
    }

    /** The instant, if it is one. */
    public Optional<Instant> instant() {
        return Optional.ofNullable(instant);
    }

    /** The first instant it can mean: for a day, its start in a zone. */
    public Instant first(ZoneId zone) {
        return day == null ? instant : day.atStartOfDay(zone).toInstant();
    }

    /** The first instant after it: for a day, the start of the next; an instant itself. From then on, a deadline was missed. */
    public Instant past(ZoneId zone) {
        return day == null ? instant : day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** The day it falls on in a zone. */
    public LocalDate day(ZoneId zone) {
        return day == null ? LocalDate.ofInstant(instant, zone) : day;
    }

    private TemporalAccessor one() {
        return day == null ? instant : day;
    }

    @Override
    public boolean isSupported(TemporalField field) {
        return one().isSupported(field);
    }

    @Override
    public long getLong(TemporalField field) {
        return one().getLong(field);
    }

    @Override
    public <R> R query(TemporalQuery<R> query) {
        return one().query(query);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Moment && one().equals(((Moment) other).one());
    }

    @Override
    public int hashCode() {
        return one().hashCode();
    }

    /** As ISO 8601. */
    @Override
    public String toString() {
        return one().toString();
    }
}
