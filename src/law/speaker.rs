#![allow(clippy::inconsistent_digit_grouping, reason = "a date is written as its year, month and day")]

use crate::calendar::Day;
use crate::json::words;

words! {
    /// What someone does for a data subject.
    pub enum Act {
        /// Gives consent.
        Consent = "consent",
        /// Refuses or withdraws consent.
        Withdraw = "withdraw",
        /// Uses a right of chapter III: asks, objects, collects.
        Rights = "rights",
    }
}

words! {
    /// Who may speak: the data subject, their legal representative, or more than one of them.
    pub enum Speaker {
        /// The data subject alone.
        DataSubject = "self",
        /// The legal representative alone.
        Representative = "representative",
        /// Both must.
        Both = "both",
        /// Either may.
        Either = "either",
    }
}

words! {
    /// Whether an adult's affairs are, for these matters, in the hands of a legal representative.
    pub enum Capacity {
        /// Full legal capacity, as far as age allows.
        Full = "full",
        /// Under *curatele*, *bewind* or *mentorschap*, as far as it reaches (UAVG 5(2)).
        Represented = "represented",
    }
}

/// One row: from an age on and below another, on the days from one day through another.
struct Row {
    act: Act,
    capacity: Capacity,
    from_age: i16,
    below: i16,
    /// The first and the last day on which the row is law, as year, month and day in one number.
    from: u32,
    through: u32,
    speaker: Speaker,
    article: &'static str,
}

/// Below which age a row without an upper age holds.
const NO_AGE: i16 = i16::MAX;
/// The first day of the GDPR. Before it the same limit of sixteen held (article 5 Wbp).
const GDPR: u32 = 2018_05_25;
/// The last day of the UAVG as it was, and the first day of the text of BWBR0040940 with the Verzamelwet
/// gegevensbescherming (BWBR0052755), read on 2026-12-01.
const OLD: u32 = 2026_08_31;
const NEW: u32 = 2026_09_01;
const STANDS: u32 = 9999_12_31;

/// Who may speak in the Netherlands: act, capacity, age band, days, and the voice.
///
/// Since 1 September 2026 a child of twelve withdraws consent by itself and uses the rights of chapter III by itself;
/// the representative still may both. That a representative could withdraw what a person of sixteen gave is not
/// settled by the text; the reading taken is that only that person can.
#[rustfmt::skip]
const ROWS: &[Row] = &[
    row(Act::Consent,  Capacity::Full,         0, 16,     GDPR, STANDS, Speaker::Representative, "UAVG 5(1)"),
    row(Act::Consent,  Capacity::Full,        16, NO_AGE, GDPR, STANDS, Speaker::DataSubject,    "UAVG 5(1)"),
    row(Act::Withdraw, Capacity::Full,         0, 16,     GDPR, OLD,    Speaker::Representative, "UAVG 5(3)"),
    row(Act::Withdraw, Capacity::Full,         0, 12,     NEW,  STANDS, Speaker::Representative, "UAVG 5(3)(a)"),
    row(Act::Withdraw, Capacity::Full,        12, 16,     NEW,  STANDS, Speaker::Either,         "UAVG 5(3)(a), (b)"),
    row(Act::Withdraw, Capacity::Full,        16, NO_AGE, GDPR, STANDS, Speaker::DataSubject,    "GDPR 7(3)"),
    row(Act::Rights,   Capacity::Full,         0, 16,     GDPR, OLD,    Speaker::Representative, "UAVG 5(4)"),
    row(Act::Rights,   Capacity::Full,         0, 12,     NEW,  STANDS, Speaker::Representative, "UAVG 5(4)(a)"),
    row(Act::Rights,   Capacity::Full,        12, 16,     NEW,  STANDS, Speaker::Either,         "UAVG 5(4)(b)"),
    row(Act::Rights,   Capacity::Full,        16, NO_AGE, GDPR, STANDS, Speaker::DataSubject,    "GDPR 12 to 22"),
    row(Act::Consent,  Capacity::Represented,  0, NO_AGE, GDPR, STANDS, Speaker::Representative, "UAVG 5(2)"),
    row(Act::Withdraw, Capacity::Represented,  0, NO_AGE, GDPR, STANDS, Speaker::Representative, "UAVG 5(3)"),
    row(Act::Rights,   Capacity::Represented,  0, NO_AGE, GDPR, STANDS, Speaker::Representative, "UAVG 5(4)"),
];

#[allow(clippy::too_many_arguments, reason = "one row of a table")]
const fn row(
    act: Act,
    capacity: Capacity,
    from_age: i16,
    below: i16,
    from: u32,
    through: u32,
    speaker: Speaker,
    article: &'static str,
) -> Row {
    Row { act, capacity, from_age, below, from, through, speaker, article }
}

/// From this age on someone can give a mandate, and the school no longer owes parents word of progress (BW 1:233).
pub(crate) const MAJORITY: i16 = 18;
/// The lowest age from which a policy can let persons consent for themselves: that of the law (UAVG 5(1)).
pub(crate) const SELF_FROM: i16 = 16;

/// Leap-day children come of age on 28 February of a common year: not settled by law; this is the reading taken.
pub(crate) const LEAP_DAY_ON_FIRST_OF_MARCH: bool = false;

fn row_of(act: Act, age: i16, capacity: Capacity, day: Day) -> Option<&'static Row> {
    let number = |part: i8| part.unsigned_abs();
    let date = u32::from(day.year().unsigned_abs()) * 10_000
        + u32::from(number(day.month())) * 100
        + u32::from(number(day.day()));
    // Before the GDPR the rows of its first day are used.
    let date = date.max(GDPR);
    ROWS.iter().find(|row| {
        row.act == act
            && row.capacity == capacity
            && row.from_age <= age
            && age < row.below
            && row.from <= date
            && date <= row.through
    })
}

impl Speaker {
    /// Who may do this, for a person of this age and capacity, under the law of `day`.
    pub fn of(act: Act, age: i16, capacity: Capacity, day: Day) -> Speaker {
        row_of(act, age, capacity, day).map_or(Speaker::Both, |row| row.speaker)
    }

    /// The article that says so.
    pub fn article(act: Act, age: i16, capacity: Capacity, day: Day) -> &'static str {
        row_of(act, age, capacity, day).map_or("", |row| row.article)
    }

    /// The ages at which an answer can change: those of the rows, and those that a policy or a mandate can ask for.
    pub fn ages() -> impl Iterator<Item = i16> {
        let of_rows = ROWS.iter().map(|row| row.from_age).filter(|age| *age > 0);
        of_rows.chain(SELF_FROM..=MAJORITY)
    }

    /// The first days of new law, without the day on which the table begins.
    pub(crate) fn new_law() -> impl Iterator<Item = Day> {
        let days = ROWS.iter().map(|row| row.from).filter(|from| *from > GDPR);
        days.filter_map(|date| {
            let part = |of: u32| i8::try_from(of % 100).ok();
            Day::new(i16::try_from(date / 10_000).ok()?, part(date / 100)?, part(date)?)
        })
    }

    /// True if the data subject is among those who may speak.
    pub fn includes_self(self) -> bool {
        self != Speaker::Representative
    }

    /// True if a legal representative is among those who may speak.
    pub fn includes_representative(self) -> bool {
        self != Speaker::DataSubject
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(act: Act, age: i16, day: &str) -> Speaker {
        Speaker::of(act, age, Capacity::Full, day.parse().unwrap())
    }

    #[test]
    fn sixteen_is_the_limit_for_consent() {
        for day in ["2017-01-01", "2026-08-31", "2026-11-23"] {
            assert_eq!(of(Act::Consent, 15, day), Speaker::Representative);
            assert_eq!(of(Act::Consent, 16, day), Speaker::DataSubject);
            let represented = |act| Speaker::of(act, 40, Capacity::Represented, day.parse().unwrap());
            assert!(Act::ALL.iter().all(|act| represented(*act) == Speaker::Representative));
        }
    }

    #[test]
    fn twelve_is_a_limit_since_september_2026() {
        for act in [Act::Withdraw, Act::Rights] {
            assert_eq!(of(act, 12, "2026-08-31"), Speaker::Representative);
            assert_eq!(of(act, 11, "2026-09-01"), Speaker::Representative);
            assert_eq!(of(act, 12, "2026-09-01"), Speaker::Either);
            assert_eq!(of(act, 15, "2030-01-01"), Speaker::Either);
            assert_eq!(of(act, 16, "2026-08-31"), Speaker::DataSubject);
            assert_eq!(of(act, 16, "2026-09-01"), Speaker::DataSubject);
        }
        let article = |day: &str| Speaker::article(Act::Withdraw, 13, Capacity::Full, day.parse().unwrap());
        assert_eq!((article("2026-08-31"), article("2026-09-01")), ("UAVG 5(3)", "UAVG 5(3)(a), (b)"));
    }

    #[test]
    fn every_age_has_one_row_on_every_day() {
        for act in Act::ALL {
            for capacity in Capacity::ALL {
                for date in [GDPR, OLD, NEW, STANDS] {
                    for age in 0..120 {
                        let rows = ROWS.iter().filter(|row| {
                            (row.act, row.capacity) == (*act, *capacity)
                                && (row.from_age..row.below).contains(&age)
                                && (row.from..=row.through).contains(&date)
                        });
                        assert_eq!(rows.count(), 1, "{act:?} {capacity:?} {age} {date}");
                    }
                }
            }
        }
        assert_eq!(Speaker::new_law().map(|day| day.to_string()).last().as_deref(), Some("2026-09-01"));
    }
}
