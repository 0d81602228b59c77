use core::{fmt, str::FromStr};

use super::{CalendarError, Period};
use crate::Diagnostic;

/// How long a term for acting is, in the one unit that the law states it in. A small value: copy it.
///
/// The unit matters: thirty days are not a month, seven days of which one is a holiday are not five working days, and
/// a term in hours follows other rules than one in days. Every number is from 1 to [`Length::MOST`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Length {
    /// Hours: elapsed time, whatever the clocks do.
    Hours(u16),
    /// Calendar days.
    Days(u16),
    /// Days that are no Saturday, Sunday or holiday.
    WorkingDays(u16),
    /// Weeks: to the same day of the week.
    Weeks(u16),
    /// Whole months: to the same date, or the last day of a month that lacks it.
    Months(u16),
    /// Whole months (from 0) and a part of one, in thirtieths of a month (1 to 29): under article 3(2)(d) of
    /// Regulation 1182/71 a month counts as thirty days for its parts, so a month and a half is
    /// `{ months: 1, thirtieths: 15 }`. The days are counted after the months. No other calendar knows it.
    PartMonths {
        /// Whole months, from 0.
        months: u16,
        /// Thirtieths of a month, 1 to 29: as many days.
        thirtieths: u8,
    },
    /// Years: to the same date, or 28 February.
    Years(u16),
}

impl Length {
    /// The largest number in front of a unit.
    pub const MOST: u16 = Period::MOST;

    /// True for a term in hours, which needs an instant to count from.
    pub fn is_hours(self) -> bool {
        matches!(self, Length::Hours(_))
    }

    /// This length, if its numbers are in range.
    pub(super) fn checked(self) -> Result<Length, CalendarError> {
        let range = 1..=Self::MOST;
        let fits = match self {
            Length::Hours(n)
            | Length::Days(n)
            | Length::WorkingDays(n)
            | Length::Weeks(n)
            | Length::Months(n)
            | Length::Years(n) => range.contains(&n),
            Length::PartMonths { months, thirtieths } => {
                months <= Self::MOST && (1..=29).contains(&thirtieths)
            }
        };
        fits.then_some(self).ok_or_else(not_a_length)
    }

    /// Its number of days, where it is stated in calendar or working days.
    pub(super) fn days(self) -> Option<u16> {
        match self {
            Length::Days(n) | Length::WorkingDays(n) => Some(n),
            Length::PartMonths { months: 0, thirtieths } => Some(thirtieths.into()),
            _ => None,
        }
    }
}

#[cold]
fn not_a_length() -> CalendarError {
    Diagnostic::new("not-a-length", "this is not the length of a term")
        .expecting("a whole number from 1 to 9999 and one unit, such as `72 hours`, `5 working days`, `6 weeks` or `1 month`; for a part of a month its thirtieths, such as `1 15/30 months`")
        .into()
}

impl FromStr for Length {
    type Err = CalendarError;

    /// Reads `72 hours`, `14 days`, `5 working days`, `6 weeks`, `1 month`, `1 15/30 months`, `2 years`; one unit only,
    /// in singular or plural.
    fn from_str(text: &str) -> Result<Length, CalendarError> {
        let number = |text: &str| -> Option<u16> {
            let plain = !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit());
            text.parse().ok().filter(|_| plain)
        };
        let words: Vec<&str> = text.split(' ').collect();
        let length = match *words.as_slice() {
            [n, "working", "day" | "days"] => number(n).map(Length::WorkingDays),
            [part, "month" | "months"] if part.contains('/') => part_months("0", part),
            [months, part, "month" | "months"] => {
                number(months).is_some().then(|| part_months(months, part)).flatten()
            }
            [n, unit] => number(n).and_then(|n| match unit {
                "hour" | "hours" => Some(Length::Hours(n)),
                "day" | "days" => Some(Length::Days(n)),
                "week" | "weeks" => Some(Length::Weeks(n)),
                "month" | "months" => Some(Length::Months(n)),
                "year" | "years" => Some(Length::Years(n)),
                _ => None,
            }),
            _ => None,
        };
        length.ok_or_else(not_a_length)?.checked()
    }
}

fn part_months(months: &str, part: &str) -> Option<Length> {
    let thirtieths = part.strip_suffix("/30").filter(|n| n.bytes().all(|b| b.is_ascii_digit()))?;
    Some(Length::PartMonths { months: months.parse().ok()?, thirtieths: thirtieths.parse().ok()? })
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (n, unit) = match *self {
            Length::Hours(n) => (n, "hour"),
            Length::Days(n) => (n, "day"),
            Length::WorkingDays(n) => (n, "working day"),
            Length::Weeks(n) => (n, "week"),
            Length::Months(n) => (n, "month"),
            Length::Years(n) => (n, "year"),
            Length::PartMonths { months: 0, thirtieths } => return write!(f, "{thirtieths}/30 month"),
            Length::PartMonths { months, thirtieths } => return write!(f, "{months} {thirtieths}/30 months"),
        };
        write!(f, "{n} {unit}{}", if n == 1 { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_printed() {
        for text in [
            "72 hours",
            "1 day",
            "5 working days",
            "6 weeks",
            "1 month",
            "3 months",
            "1 15/30 months",
            "15/30 month",
            "2 years",
        ] {
            assert_eq!(text.parse::<Length>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_length_is_refused() {
        for text in [
            "",
            "0 days",
            "-1 days",
            "+1 days",
            "01 days",
            "1.5 months",
            "10000 hours",
            "1 fortnight",
            "one month",
            "1 month 2 days",
            "1 0/30 months",
            "1 30/30 months",
            "0 15/30 months",
            "1 1/2 months",
            "1  month",
            "P1M",
            "+5/30 month",
        ] {
            assert_eq!(text.parse::<Length>().unwrap_err().code(), "not-a-length", "{text}");
        }
    }
}
