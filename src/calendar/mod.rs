//! Days, instants, zones and periods: the arithmetic of *until when*.
//!
//! Two kinds of time that the law keeps apart:
//!
//! - A **retention period** ([`Period`]) is civil: it is added to a day, once, and ends with the last hour of its last
//!   local day (half-open: the value changes at the first instant of the next day). It never rolls over to a working
//!   day.
//! - A **term for acting** ([`Length`], under a [`LegalCalendar`]) says by when someone must answer, report or go to
//!   court. Which act counts it decides whether weekends and [`Holidays`] move its end; the answer is a [`Deadline`],
//!   with a date that is safe under any reading, the legal date, and the rules that made it. Which terms the law sets,
//!   and on which days nobody works, is data of [`law`](crate::law).

mod day;
mod deadline;
mod holidays;
mod legal;
mod length;
mod moment;
mod period;
mod time;
mod zone;

pub use day::{Day, YearEnd};
pub use deadline::{Deadline, DeadlineStep, Rule};
pub use holidays::{HolidayDate, HolidayRule, HolidayYear, Holidays};
pub use legal::{AtwHolidays, LegalCalendar, MemberStateHolidays};
pub use length::Length;
pub use moment::Moment;
pub use period::Period;
pub use time::Time;
pub use zone::Zone;

use crate::diagnostic::error_type;

error_type! {
    /// A day, a time, a zone, a period, a list of holidays or a term for acting that is not one.
    CalendarError
}
