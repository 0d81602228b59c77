//! The months of the story. There is no clock: every moment is one of these.

use waarborg::calendar::{Day, Period, Time};

use crate::Result;

/// The first month of the story, a year and a month.
const FIRST: (i16, i8) = (2024, 8);
/// The last one.
const LAST: (i16, i8) = (2028, 12);

/// A calendar month.
pub(crate) struct Month {
    pub(crate) number: i8,
    pub(crate) first: Day,
    pub(crate) last: Day,
}

impl Month {
    fn of(year: i16, number: i8) -> Result<Month> {
        let first = day(year, number, 1)?;
        let next = first.plus("P1M".parse()?).ok_or("the calendar ends here")?;
        Ok(Month { number, first, last: later(first, days_between(first, next) - 1)? })
    }

    /// Every month of the story, in order.
    pub(crate) fn story() -> Result<Vec<Month>> {
        let all = (FIRST.0..=LAST.0).flat_map(|year| (1..=12).map(move |month| (year, month)));
        all.filter(|at| (FIRST..=LAST).contains(at)).map(|(year, month)| Month::of(year, month)).collect()
    }

    /// The moment at which the host asks, counts and erases: the evening of the last day.
    pub(crate) fn evening(&self) -> Result<Time> {
        Ok(format!("{}T20:00:00Z", self.last).parse()?)
    }

    pub(crate) fn holds(&self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.first.year(), self.number)
    }
}

/// The first day of the story.
pub(crate) fn opening() -> Result<Day> {
    day(FIRST.0, FIRST.1, 1)
}

/// The last day of the story.
pub(crate) fn closing() -> Result<Day> {
    day(LAST.0, LAST.1, 31)
}

pub(crate) fn day(year: i16, month: i8, day: i8) -> Result<Day> {
    Day::new(year, month, day).ok_or_else(|| "there is no such day".into())
}

/// So many days later.
pub(crate) fn later(day: Day, days: u64) -> Result<Day> {
    if days == 0 {
        return Ok(day);
    }
    let days: Period = format!("P{days}D").parse()?;
    day.plus(days).ok_or_else(|| "the calendar ends here".into())
}

pub(crate) fn days_between(from: Day, to: Day) -> u64 {
    u64::try_from(i64::from(to.since_epoch()) - i64::from(from.since_epoch())).unwrap_or(0)
}
