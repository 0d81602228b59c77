use core::{fmt, str::FromStr};

use jiff::{
    Span,
    civil::{Date, Weekday},
};

use super::time::digits;
use super::{CalendarError, Period};
use crate::Diagnostic;

/// A civil date in the policy's zone, from 1900-01-01 to 2399-12-31. A small value: copy it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// The first day this library computes with.
    pub const FIRST: Day = Day(jiff::civil::date(1900, 1, 1));
    /// The last day this library computes with.
    pub const LAST: Day = Day(jiff::civil::date(2399, 12, 31));

    /// The day with this year, month (1 to 12) and day of the month (from 1), or `None` if there is no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Day> {
        Date::new(year, month, day).ok().and_then(Day::ranged)
    }

    /// A day in a table of this library: one that does not exist does not compile.
    pub(crate) const fn constant(year: i16, month: i8, day: i8) -> Day {
        Day(jiff::civil::date(year, month, day))
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, from 1.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// This day plus a period of days or more, added once: a day that the target month lacks becomes its last day
    /// (31 January + P1M = 28 or 29 February). `None` past [`Day::LAST`], or for a period in hours.
    pub fn plus(self, period: Period) -> Option<Day> {
        self.0.checked_add(period.civil()?).ok().and_then(Day::ranged)
    }

    /// The last day that lies a period of days or more before this one: with the period added, it is this day or an
    /// earlier one. `None` before [`Day::FIRST`], or for a period in hours.
    pub(crate) fn before(self, period: Period) -> Option<Day> {
        let mut day = self.0.checked_sub(period.civil()?).ok().and_then(Day::ranged)?;
        // The end of a month that is shorter makes more than one day of it, or none.
        while day.plus(period).is_none_or(|end| end > self) {
            day = day.previous()?;
        }
        while let Some(next) = day.next().filter(|next| next.plus(period).is_some_and(|end| end <= self)) {
            day = next;
        }
        Some(day)
    }

    /// The next day; `None` past [`Day::LAST`].
    pub fn next(self) -> Option<Day> {
        self.0.tomorrow().ok().and_then(Day::ranged)
    }

    /// The day before; `None` before [`Day::FIRST`].
    pub fn previous(self) -> Option<Day> {
        self.0.yesterday().ok().and_then(Day::ranged)
    }

    /// True for a Saturday or a Sunday.
    pub fn is_weekend(self) -> bool {
        matches!(self.0.weekday(), Weekday::Saturday | Weekday::Sunday)
    }

    /// So many months on (or back), with a missing day made the last of its month, and then so many days.
    pub(super) fn moved(self, months: i32, days: i32) -> Option<Day> {
        let span = Span::new().try_months(months).ok()?.try_days(days).ok()?;
        self.0.checked_add(span).ok().and_then(Day::ranged)
    }

    /// The day on which a person born on `self` has completed `years` years. For someone born on 29 February the
    /// answer in a common year is 28 February, or 1 March if `leap_day_on_first_of_march`.
    pub fn birthday(self, years: i16, leap_day_on_first_of_march: bool) -> Option<Day> {
        let plain = self.0.checked_add(Span::new().try_years(years).ok()?).ok()?;
        let moved = plain.day() != self.0.day() && leap_day_on_first_of_march;
        Day::ranged(if moved { plain.tomorrow().ok()? } else { plain })
    }

    /// Days from the first of January 1970, negative before it.
    pub fn since_epoch(self) -> i32 {
        self.0.since(jiff::civil::date(1970, 1, 1)).map_or(0, |span| span.get_days())
    }

    pub(super) fn date(self) -> Date {
        self.0
    }

    pub(super) fn ranged(date: Date) -> Option<Day> {
        (Self::FIRST.0 <= date && date <= Self::LAST.0).then_some(Day(date))
    }

    /// For times, whose range is narrower: the nearest day in range.
    pub(super) fn clamped(date: Date) -> Day {
        Day(date.clamp(Self::FIRST.0, Self::LAST.0))
    }
}

impl FromStr for Day {
    type Err = CalendarError;

    /// Reads `2026-08-01` and nothing else: no week dates, no ordinal dates, no two-digit years.
    fn from_str(text: &str) -> Result<Day, CalendarError> {
        let bytes = text.as_bytes();
        let digits = |range: core::ops::Range<usize>| -> Option<i16> {
            let part = bytes.get(range)?;
            part.iter().try_fold(0i16, |sum, b| b.is_ascii_digit().then(|| sum * 10 + i16::from(b - b'0')))
        };
        let shaped = bytes.len() == 10 && bytes.get(4) == Some(&b'-') && bytes.get(7) == Some(&b'-');
        shaped
            .then(|| Day::new(digits(0..4)?, digits(5..7)? as i8, digits(8..10)? as i8))
            .flatten()
            .ok_or_else(|| {
                Diagnostic::new("not-a-day", "this is not a day of the calendar from 1900 to 2399")
                    .expecting("a date such as `2026-08-01`")
                    .into()
            })
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = *b"0000-00-00";
        digits(&mut text, 0..4, self.year().unsigned_abs().into());
        digits(&mut text, 5..7, self.month().unsigned_abs().into());
        digits(&mut text, 8..10, self.day().unsigned_abs().into());
        f.write_str(core::str::from_utf8(&text).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<time::Date> for Day {
    type Error = CalendarError;

    fn try_from(date: time::Date) -> Result<Day, CalendarError> {
        i16::try_from(date.year())
            .ok()
            .and_then(|year| Day::new(year, u8::from(date.month()) as i8, date.day() as i8))
            .ok_or_else(|| Diagnostic::new("not-a-day", "this day is outside 1900 to 2399").into())
    }
}

impl From<Day> for time::Date {
    fn from(day: Day) -> time::Date {
        time::Month::try_from(day.month() as u8)
            .and_then(|month| time::Date::from_calendar_date(i32::from(day.year()), month, day.day() as u8))
            .unwrap_or(time::Date::MIN)
    }
}

/// The last day of a year that is not the calendar year: a school year (31 July), a book year. A small value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct YearEnd {
    month: i8,
    day: i8,
}

impl YearEnd {
    /// 31 July, the end of the Dutch school year (WPO, WVO 2020: the school year runs from 1 August to 31 July).
    pub const SCHOOL: YearEnd = YearEnd { month: 7, day: 31 };
    /// 31 December, the end of a book year unless the policy says otherwise.
    pub const BOOK: YearEnd = YearEnd { month: 12, day: 31 };

    /// The first year's end on or after this day; `None` past [`Day::LAST`].
    pub fn on_or_after(self, day: Day) -> Option<Day> {
        let this_year = self.of(day.year())?;
        if this_year >= day { Some(this_year) } else { self.of(day.year().checked_add(1)?) }
    }

    /// 29 February becomes 28 February in a common year.
    fn of(self, year: i16) -> Option<Day> {
        Day::new(year, self.month, self.day).or_else(|| Day::new(year, self.month, self.day - 1))
    }
}

impl FromStr for YearEnd {
    type Err = CalendarError;

    /// Reads `--07-31`, a month and a day without a year (ISO 8601).
    fn from_str(text: &str) -> Result<YearEnd, CalendarError> {
        text.strip_prefix("--")
            .and_then(|rest| format!("2028-{rest}").parse::<Day>().ok())
            .map(|day| YearEnd { month: day.month(), day: day.day() })
            .ok_or_else(|| {
                Diagnostic::new("not-a-year-end", "this is not a month and a day")
                    .expecting("a month and a day such as `--07-31`")
                    .into()
            })
    }
}

impl fmt::Display for YearEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "--{:02}-{:02}", self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_missing_day_becomes_the_last_of_the_month() {
        let plus = |d: &str, p: &str| day(d).plus(p.parse().unwrap()).unwrap().to_string();
        assert_eq!(plus("2026-01-31", "P1M"), "2026-02-28");
        assert_eq!(plus("2026-01-31", "P2M"), "2026-03-31");
        assert_eq!(plus("2024-02-29", "P2Y"), "2026-02-28");
        assert_eq!(plus("2026-08-31", "P6M"), "2027-02-28");
        assert_eq!(plus("2026-01-31", "P13M"), "2027-02-28");
    }

    #[test]
    fn the_day_before_a_period_is_the_last_that_is_in_time() {
        let before = |d: &str, p: &str| day(d).before(p.parse().unwrap()).unwrap().to_string();
        assert_eq!(before("2026-07-31", "P30D"), "2026-07-01");
        assert_eq!(before("2026-07-31", "P1M"), "2026-06-30");
        assert_eq!(before("2026-02-28", "P1M"), "2026-01-31");
        assert_eq!(before("2026-03-31", "P1M"), "2026-02-28");
        assert_eq!(before("2026-03-01", "P1M10D"), "2026-01-19");
        assert_eq!(day("2026-07-31").before("PT72H".parse().unwrap()), None);
        for period in ["P1D", "P30D", "P1M", "P1M10D", "P13M", "P2Y", "P1Y1M1D"].map(|p| p.parse().unwrap()) {
            let mut end = day("2023-12-01");
            while end < day("2028-06-01") {
                let last = end.before(period).unwrap();
                assert!(last.plus(period).unwrap() <= end, "{end} {period}");
                assert!(last.next().unwrap().plus(period).unwrap() > end, "{end} {period}");
                end = end.next().unwrap();
            }
        }
    }

    #[test]
    fn invalid_days_are_refused_not_mended() {
        for text in [
            "2026-02-30",
            "2027-02-29",
            "2026-04-31",
            "2026-13-01",
            "2026-01-00",
            "26-01-01",
            "2026-1-01",
            "",
        ] {
            assert_eq!(text.parse::<Day>().unwrap_err().code(), "not-a-day", "{text}");
        }
    }

    #[test]
    fn leap_day_birthdays_are_a_institution() {
        assert_eq!(day("2012-02-29").birthday(16, false), Some(day("2028-02-29")));
        assert_eq!(day("2012-02-29").birthday(18, false), Some(day("2030-02-28")));
        assert_eq!(day("2012-02-29").birthday(18, true), Some(day("2030-03-01")));
    }

    #[test]
    fn a_school_year_ends_in_july() {
        assert_eq!(YearEnd::SCHOOL.on_or_after(day("2026-07-31")), Some(day("2026-07-31")));
        assert_eq!(YearEnd::SCHOOL.on_or_after(day("2026-08-01")), Some(day("2027-07-31")));
        assert_eq!(
            "--02-29".parse::<YearEnd>().unwrap().on_or_after(day("2027-01-01")),
            Some(day("2027-02-28"))
        );
    }
}
