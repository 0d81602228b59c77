use core::{fmt, str::FromStr};

use jiff::Span;

use super::CalendarError;
use crate::Diagnostic;

/// A length of time in calendar units (`P2Y`, `P1Y6M`, `P3W`, `P30D`) *or* in hours and minutes (`PT24H`), never both.
///
/// Kept as written: `P24M` and `P2Y` are equal lengths but different values, so that a text prints as it was read.
/// A small value: copy it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period(Parts);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Parts {
    Civil { years: u16, months: u16, weeks: u16, days: u16 },
    Clock { hours: u16, minutes: u16 },
}

impl Period {
    /// The largest number in front of a unit.
    pub const MOST: u16 = 9_999;

    /// `P1Y`.
    pub(crate) const A_YEAR: Period = Period(Parts::Civil { years: 1, months: 0, weeks: 0, days: 0 });

    /// True for hours and minutes, and for a period of nothing: added to an instant, not to a day.
    pub fn is_clock(self) -> bool {
        self.civil().is_none()
    }

    /// The months and days of a calendar period; `None` for one in hours, and for a period of nothing.
    pub(super) fn civil(self) -> Option<Span> {
        match self.0 {
            Parts::Civil { years: 0, months: 0, weeks: 0, days: 0 } | Parts::Clock { .. } => None,
            Parts::Civil { years, months, weeks, days } => {
                let months = i64::from(years) * 12 + i64::from(months);
                let days = i64::from(weeks) * 7 + i64::from(days);
                Span::new().try_months(months).ok()?.try_days(days).ok()
            }
        }
    }

    /// The microseconds of a period in hours and minutes; zero for a calendar period.
    pub(super) fn clock_micros(self) -> i64 {
        match self.0 {
            Parts::Civil { .. } => 0,
            Parts::Clock { hours, minutes } => (i64::from(hours) * 60 + i64::from(minutes)) * 60_000_000,
        }
    }
}

impl FromStr for Period {
    type Err = CalendarError;

    /// Reads an ISO 8601 duration in whole units. Refuses signs, fractions, seconds, repeated or misordered units,
    /// weeks beside other units, and days mixed with hours.
    fn from_str(text: &str) -> Result<Period, CalendarError> {
        parse(text).ok_or_else(|| {
            Diagnostic::new("not-a-period", "this is not a period")
                .expecting("an ISO 8601 duration in whole calendar units, such as `P2Y`, `P13M`, `P3W` or `P30D`, or in hours, such as `PT24H`")
                .helping("days and hours cannot be mixed (`P1DT12H`): a day is not always 24 hours long")
                .into()
        })
    }
}

fn parse(text: &str) -> Option<Period> {
    let rest = text.strip_prefix('P')?;
    if let Some(clock) = rest.strip_prefix('T') {
        let [hours, minutes] = units(clock, ['H', 'M'])?;
        return Some(Period(Parts::Clock { hours, minutes }));
    }
    let [years, months, weeks, days] = units(rest, ['Y', 'M', 'W', 'D'])?;
    let weeks_alone = weeks == 0 || (years == 0 && months == 0 && days == 0);
    weeks_alone.then_some(Period(Parts::Civil { years, months, weeks, days }))
}

fn units<const N: usize>(mut text: &str, letters: [char; N]) -> Option<[u16; N]> {
    let mut numbers = [0; N];
    let mut any = false;
    for (number, letter) in numbers.iter_mut().zip(letters) {
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (head, tail) = text.split_at(digits);
        if let Some(tail) = tail.strip_prefix(letter) {
            *number = head.parse().ok().filter(|n| *n <= Period::MOST)?;
            text = tail;
            any = true;
        }
    }
    (any && text.is_empty()).then_some(numbers)
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (prefix, parts): (_, &[(u16, char)]) = match self.0 {
            Parts::Civil { years, months, weeks, days } => {
                ("P", &[(years, 'Y'), (months, 'M'), (weeks, 'W'), (days, 'D')])
            }
            Parts::Clock { hours, minutes } => ("PT", &[(hours, 'H'), (minutes, 'M')]),
        };
        f.write_str(prefix)?;
        let mut any = false;
        for (number, letter) in parts.iter().filter(|(number, _)| *number > 0) {
            write!(f, "{number}{letter}")?;
            any = true;
        }
        match (any, prefix) {
            (true, _) => Ok(()),
            (false, "P") => f.write_str("0D"),
            (false, _) => f.write_str("0H"),
        }
    }
}

impl fmt::Debug for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_printed() {
        for text in ["P2Y", "P13M", "P1Y6M", "P3W", "P30D", "P1Y2M3D", "PT24H", "PT72H30M", "P0D", "PT0H"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_mixed_or_misordered_is_refused() {
        for text in [
            "", "P", "PT", "2Y", "P2", "P-2Y", "P1.5Y", "P1DT12H", "P1D2M", "P1W2D", "PT1S", "P2YT", "P1Y1Y",
            "P10000D", "p2y", "P 2Y", "P２Y",
        ] {
            assert_eq!(text.parse::<Period>().unwrap_err().code(), "not-a-period", "{text}");
        }
    }
}
