package nl.waarborg;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** A day, or an instant: as precise as what is known of it. */
public final class Moment {
    private final LocalDate day;
    private final Instant instant;

    private Moment(LocalDate day, Instant instant) {
        this.day = day;
        this.instant = instant;
    }

    static Moment parse(String text) {
        return text.indexOf('T') < 0 ? new Moment(LocalDate.parse(text), null) : new Moment(null, Instant.parse(text));
    }

    /** The day, if it is one. */
    public Optional<LocalDate> day() {
        return Optional.ofNullable(day);
    }

    /** The instant, if it is one. */
    public Optional<Instant> instant() {
        return Optional.ofNullable(instant);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Moment && toString().equals(other.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** As ISO 8601. */
    @Override
    public String toString() {
        return day == null ? instant.toString() : day.toString();
    }
}
