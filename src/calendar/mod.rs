//! Days, instants, zones and periods: the arithmetic of *until when*.
//!
//! A retention period is civil: it is added to a day, once, and ends with the last hour of its last local day
//! (half-open: the value changes at the first instant of the next day). There is no roll-over to a working day here;
//! that belongs to terms for *acting*, which are computed elsewhere.

mod day;
mod moment;
mod period;
mod time;
mod zone;

pub use day::{Day, YearEnd};
pub use moment::Moment;
pub use period::Period;
pub use time::Time;
pub use zone::Zone;

use crate::fault::error_type;

error_type! {
    /// A day, a time, a zone or a period that is not one.
    CalendarError
}
