use core::{fmt, str::FromStr};

use super::CalendarError;
use crate::Diagnostic;

/// An instant: microseconds of UTC since 1970, from `-infinity` to `+infinity`. A small value: copy it.
///
/// The two infinities are where a timeline begins and ends; a question about them, or about a moment outside 2000 to
/// 2200, is refused.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(i64);

/// 1900-01-01 and 2400-01-01, both in UTC: what an entry may speak of.
const EARLIEST: i64 = -2_208_988_800_000_000;
const LATEST: i64 = 13_569_465_600_000_000;

impl Time {
    /// Before every instant.
    pub const MIN: Time = Time(i64::MIN);
    /// After every instant: "for ever".
    pub const MAX: Time = Time(i64::MAX);
    /// A day of 24 hours, in microseconds.
    pub(crate) const DAY: i64 = 86_400_000_000;
    /// 2000-01-01 in UTC: the first instant that can be asked about.
    pub(crate) const ASKED_FROM: Time = Time(946_684_800_000_000);
    /// 2200-01-01 in UTC: the first instant after those.
    pub(crate) const ASKED_UNTIL: Time = Time(7_258_118_400_000_000);

    /// The moment a host asks about, in microseconds of UTC. Refused outside 2000 to 2200, so that seconds or
    /// milliseconds passed by mistake cannot make a school's records look overdue.
    pub fn now(micros: i64) -> Result<Time, CalendarError> {
        Time::now_of(micros).ok_or_else(|| {
            let unit = match micros {
                946_684_800..7_258_118_400 => "this looks like seconds: multiply by 1 000 000",
                946_684_800_000..7_258_118_400_000 => "this looks like milliseconds: multiply by 1 000",
                _ => "pass microseconds of UTC since 1970-01-01",
            };
            Diagnostic::new("now-out-of-range", "the moment asked about is outside 2000 to 2200")
                .expecting("microseconds of UTC since 1970-01-01T00:00:00Z")
                .helping(unit)
                .into()
        })
    }

    /// As [`Time::now`], without saying what is wrong.
    #[inline]
    pub(crate) fn now_of(micros: i64) -> Option<Time> {
        Time(micros).is_asked().then_some(Time(micros))
    }

    /// This instant, if it is one that can be asked about: within 2000 to 2200.
    pub(crate) fn asked(self) -> Result<Time, CalendarError> {
        Time::now(self.0)
    }

    /// Whether it is one that can be asked about: within 2000 to 2200.
    #[inline]
    pub(crate) fn is_asked(self) -> bool {
        Time::ASKED_FROM <= self && self < Time::ASKED_UNTIL
    }

    /// Microseconds of UTC since 1970.
    pub fn micros(self) -> i64 {
        self.0
    }

    /// Neither of the two infinities.
    pub fn is_finite(self) -> bool {
        self != Time::MIN && self != Time::MAX
    }

    /// Microseconds later (or earlier, if negative), staying within the infinities.
    pub(crate) fn shifted(self, micros: i64) -> Time {
        if self.is_finite() { Time(self.0.saturating_add(micros)) } else { self }
    }

    /// As it is written in a document that is given out: RFC 3339 in UTC, and null for the two infinities. A text, since
    /// a number this large loses its last digits in JavaScript.
    pub(crate) fn json(self) -> serde_json::Value {
        if self.is_finite() { serde_json::Value::String(self.to_string()) } else { serde_json::Value::Null }
    }

    /// Reads what `Display` writes of an instant, byte for byte, at the beginning of a text; and what follows it.
    pub(crate) fn from_canonical(text: &str) -> Option<(Time, &str)> {
        let (written, rest) = text.split_at_checked("2026-08-01T07:30:00.000000Z".len())?;
        let number = |at: core::ops::Range<usize>| {
            let digits = written.as_bytes().get(at)?.iter();
            digits
                .map(|digit| digit.wrapping_sub(b'0'))
                .try_fold(0u32, |whole, digit| (digit < 10).then(|| whole * 10 + u32::from(digit)))
        };
        let signs = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (19, b'.'), (26, b'Z')];
        if !signs.iter().all(|(at, sign)| written.as_bytes().get(*at) == Some(sign)) {
            return None;
        }
        let month = time::Month::try_from(number(5..7)? as u8).ok()?;
        let day = time::Date::from_calendar_date(number(0..4)? as i32, month, number(8..10)? as u8).ok()?;
        let (hour, minute, second) = (number(11..13)? as u8, number(14..16)? as u8, number(17..19)? as u8);
        let at = day.with_hms_micro(hour, minute, second, number(20..26)?).ok()?;
        Some((Time::try_from(at.assume_utc()).ok()?, rest))
    }

    /// For instants computed from days, which stay between 1900 and 2400.
    pub(crate) const fn from_micros(micros: i64) -> Time {
        Time(micros)
    }
}

impl FromStr for Time {
    type Err = CalendarError;

    /// Reads RFC 3339 with an offset (`2026-08-01T09:30:00+02:00`), up to six decimals, from 1900 to 2400.
    fn from_str(text: &str) -> Result<Time, CalendarError> {
        // `time` reads a space for the T, and turns a leap second into the microsecond before it: neither is taken.
        let decimals =
            text.split_once('.').map_or(0, |(_, t)| t.bytes().take_while(u8::is_ascii_digit).count());
        let strict = decimals <= 6 && text.get(10..11) == Some("T") && text.get(17..19) != Some("60");
        time::OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339)
            .ok()
            .filter(|_| strict)
            .and_then(|at| Time::try_from(at).ok())
            .ok_or_else(|| {
                Diagnostic::new("not-a-time", "this is not an instant from 1900 to 2400")
                    .expecting(
                        "RFC 3339 with an offset and at most six decimals, such as `2026-08-01T09:30:00Z`",
                    )
                    .into()
            })
    }
}

impl TryFrom<time::OffsetDateTime> for Time {
    type Error = CalendarError;

    fn try_from(at: time::OffsetDateTime) -> Result<Time, CalendarError> {
        i64::try_from(at.unix_timestamp_nanos() / 1_000)
            .ok()
            .filter(|micros| (EARLIEST..LATEST).contains(micros))
            .map(Time)
            .ok_or_else(|| Diagnostic::new("not-a-time", "this instant is outside 1900 to 2400").into())
    }
}

impl TryFrom<Time> for time::OffsetDateTime {
    type Error = CalendarError;

    fn try_from(at: Time) -> Result<time::OffsetDateTime, CalendarError> {
        time::OffsetDateTime::from_unix_timestamp_nanos(i128::from(at.0) * 1_000)
            .map_err(|_| Diagnostic::new("not-a-time", "this time is one of the two infinities").into())
    }
}

impl fmt::Display for Time {
    /// RFC 3339 in UTC with six decimals, or `-infinity`, `+infinity`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (*self, time::OffsetDateTime::try_from(*self)) {
            (Time::MIN, _) => f.write_str("-infinity"),
            (_, Ok(at)) if *self != Time::MAX => {
                let (year, month, day) = at.to_calendar_date();
                let (hour, minute, second, micro) = at.to_hms_micro();
                let mut text = *b"0000-00-00T00:00:00.000000Z";
                let parts = [
                    (0..4, year.unsigned_abs()),
                    (5..7, u8::from(month).into()),
                    (8..10, day.into()),
                    (11..13, hour.into()),
                    (14..16, minute.into()),
                    (17..19, second.into()),
                    (20..26, micro),
                ];
                parts.into_iter().for_each(|(place, number)| digits(&mut text, place, number));
                f.write_str(core::str::from_utf8(&text).map_err(|_| fmt::Error)?)
            }
            _ => f.write_str("+infinity"),
        }
    }
}

/// Writes a number into its place, with zeros before it. Every entry and every record has a moment: the formatter of the
/// standard library would take longer than all else that is done to it.
pub(super) fn digits(text: &mut [u8], place: core::ops::Range<usize>, mut number: u32) {
    for digit in text.get_mut(place).unwrap_or_default().iter_mut().rev() {
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_and_nothing_else_is() {
        for micros in [0, 1, -1, 951_782_399_999_999, EARLIEST, LATEST - 1, 1_798_000_000_123_456] {
            let text = Time(micros).to_string();
            assert_eq!(Time::from_canonical(&text), Some((Time(micros), "")), "{text}");
            assert_eq!(Time::from_canonical(&format!("{text}, and")), Some((Time(micros), ", and")));
            for at in 0..text.len() {
                let mut other = text.clone().into_bytes();
                other[at] = b'+';
                assert_eq!(Time::from_canonical(&String::from_utf8(other).unwrap()), None, "{at} of {text}");
            }
        }
        for text in [
            "2026-02-29T00:00:00.000000Z",
            "2026-02-28T24:00:00.000000Z",
            "2026-06-30T23:59:60.000000Z",
            "2400-01-01T00:00:00.000000Z",
            "1899-12-31T23:59:59.999999Z",
            "2026-02-28T00:00:00.00000Z ",
            "2026-02-28T00:00:00.000000z",
            "-infinity",
            "",
        ] {
            assert_eq!(Time::from_canonical(text), None, "{text}");
        }
    }

    #[test]
    fn a_unit_mix_up_is_refused_and_named() {
        let of = |n| Time::now(n).unwrap_err().diagnostics()[0].help().unwrap().to_owned();
        assert!(of(1_790_000_000).contains("seconds"));
        assert!(of(1_790_000_000_000).contains("milliseconds"));
        assert!(Time::now(1_790_000_000_000_000).is_ok());
        for micros in [0, -1, i64::MIN, i64::MAX] {
            assert!(Time::now(micros).is_err());
        }
    }

    #[test]
    fn an_instant_prints_in_utc_with_six_decimals() {
        let at: Time = "2026-08-01T09:30:00.5+02:00".parse().unwrap();
        assert_eq!(at.to_string(), "2026-08-01T07:30:00.500000Z");
        for text in [
            "2026-08-01",
            "2026-08-01T09:30:00",
            "2026-08-01T09:30:00.1234567Z",
            "2026-08-01T25:00:00Z",
            "2026-08-01 09:30:00Z",
            "2016-12-31T23:59:60Z",
        ] {
            assert_eq!(text.parse::<Time>().unwrap_err().code(), "not-a-time", "{text}");
        }
    }
}
