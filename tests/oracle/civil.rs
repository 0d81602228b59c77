//! Days, moments and periods, by hand: whole numbers of days since 1970 and microseconds of UTC. Only the local
//! midnights are the library's, since daylight-saving rules are a table and not arithmetic.

use std::sync::OnceLock;

use waarborg::calendar::{Day, Time, Zone};

/// Microseconds of UTC since 1970; [`NEVER`] and [`ALWAYS`] are the two infinities.
pub type Micros = i64;
/// Days since 1970.
pub type DayNo = i32;

pub const ALWAYS: Micros = i64::MIN;
pub const NEVER: Micros = i64::MAX;
pub const HOUR: Micros = 3_600_000_000;

pub fn zone() -> &'static Zone {
    static ZONE: OnceLock<Zone> = OnceLock::new();
    ZONE.get_or_init(|| Zone::named("Europe/Amsterdam").expect("a zone"))
}

/// Year, month and day of a day number, by counting.
pub fn parts(day: DayNo) -> (i32, u32, u32) {
    let mut year = 1970 + day / 366;
    while start_of_year(year + 1) <= day {
        year += 1;
    }
    while start_of_year(year) > day {
        year -= 1;
    }
    let mut rest = (day - start_of_year(year)) as u32;
    let mut month = 1;
    while rest >= days_in(year, month) {
        rest -= days_in(year, month);
        month += 1;
    }
    (year, month, rest + 1)
}

fn start_of_year(year: i32) -> DayNo {
    let leap_days = |year: i32| (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400;
    (year - 1970) * 365 + leap_days(year) - leap_days(1970)
}

pub fn days_in(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

pub fn day(year: i32, month: u32, of_month: u32) -> DayNo {
    start_of_year(year) + (1..month).map(|month| days_in(year, month)).sum::<u32>() as i32 + of_month as i32
        - 1
}

/// A day so many months on (or back); a day that the month lacks becomes its last.
pub fn add_months(from: DayNo, months: i32) -> DayNo {
    let (year, month, of_month) = parts(from);
    let months = year * 12 + month as i32 - 1 + months;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) as u32 + 1);
    day(year, month, of_month.min(days_in(year, month)))
}

pub fn day_text(day: DayNo) -> String {
    let (year, month, of_month) = parts(day);
    format!("{year:04}-{month:02}-{of_month:02}")
}

pub fn library_day(day: DayNo) -> Day {
    day_text(day).parse().expect("a day")
}

/// The first instant of a local day.
pub fn midnight(day: DayNo) -> Micros {
    zone().start_of(library_day(day)).micros()
}

/// The first instant after a local day.
pub fn end_of(day: DayNo) -> Micros {
    midnight(day + 1)
}

/// The local day of an instant.
pub fn day_of(at: Micros) -> DayNo {
    let mut day = at.div_euclid(24 * HOUR) as DayNo;
    while midnight(day) > at {
        day -= 1;
    }
    while end_of(day) <= at {
        day += 1;
    }
    day
}

pub fn instant(at: Micros) -> Time {
    let at = time::OffsetDateTime::from_unix_timestamp_nanos(i128::from(at) * 1_000).expect("an instant");
    Time::try_from(at).expect("an instant")
}

/// The infinities included.
pub fn show(at: Micros) -> String {
    match at {
        ALWAYS => "-infinity".to_owned(),
        NEVER => "+infinity".to_owned(),
        at => instant(at).to_string(),
    }
}

/// When something happened.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Moment {
    On(DayNo),
    At(Micros),
}

impl Moment {
    pub fn first(self) -> Micros {
        match self {
            Moment::On(day) => midnight(day),
            Moment::At(at) => at,
        }
    }

    /// Where it is over, if it ends something.
    pub fn past(self) -> Micros {
        match self {
            Moment::On(day) => end_of(day),
            Moment::At(at) => at,
        }
    }

    /// The last instant it can mean.
    pub fn last(self) -> Micros {
        match self {
            Moment::On(day) => end_of(day) - 1,
            Moment::At(at) => at,
        }
    }

    pub fn day(self) -> DayNo {
        match self {
            Moment::On(day) => day,
            Moment::At(at) => day_of(at),
        }
    }

    pub fn text(self) -> String {
        match self {
            Moment::On(day) => day_text(day),
            Moment::At(at) => instant(at).to_string(),
        }
    }

    pub fn library(self) -> waarborg::calendar::Moment {
        self.text().parse().expect("a moment")
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Period {
    Months(i32),
    Days(i32),
    Hours(i64),
}

impl Period {
    pub fn text(self) -> String {
        match self {
            Period::Months(months) if months % 12 == 0 => format!("P{}Y", months / 12),
            Period::Months(months) => format!("P{months}M"),
            Period::Days(days) => format!("P{days}D"),
            Period::Hours(hours) => format!("PT{hours}H"),
        }
    }

    /// The first instant after it: days and more end with their last local day, hours are added to `at`.
    pub fn after(self, at: Micros, on: DayNo) -> Micros {
        match self {
            Period::Months(0) | Period::Days(0) | Period::Hours(0) => at,
            Period::Months(months) => end_of(add_months(on, months)),
            Period::Days(days) => end_of(on + days),
            Period::Hours(hours) => at + hours * HOUR,
        }
    }

    /// From where a state (or the like) was over: its day is the day of the instant before.
    pub fn after_end(self, end: Micros) -> Micros {
        if end == NEVER || end == ALWAYS { end } else { self.after(end, day_of(end - 1)) }
    }

    /// From a moment at which something began.
    pub fn after_moment(self, moment: Moment) -> Micros {
        self.after(moment.first(), moment.day())
    }
}
