use core::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Visitor};

use super::{CalendarError, Day, Time, Zone};
use crate::Diagnostic;

/// When something happened: an instant, or a bare local day where no time is known. A small value: copy it.
///
/// A bare day begins at its first instant when it starts something, and ends after its last when it ends something. A
/// withdrawal, refusal, objection, restriction or hold counts from the first instant of its day.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moment {
    /// An instant.
    At(Time),
    /// A local day, the time unknown.
    On(Day),
}

impl Moment {
    /// The first instant it can mean.
    pub fn first(self, zone: &Zone) -> Time {
        match self {
            Moment::At(at) => at,
            Moment::On(day) => zone.start_of(day),
        }
    }

    /// The first instant after it: for a bare day, the start of the next; for an instant, itself.
    pub fn past(self, zone: &Zone) -> Time {
        match self {
            Moment::At(at) => at,
            Moment::On(day) => zone.end_of(day),
        }
    }

    /// Whether it lies before another for certain: a bare day may be any instant of it.
    pub(crate) fn is_before(self, other: Moment, zone: &Zone) -> bool {
        match (self, other) {
            (Moment::At(at), Moment::At(other)) => at < other,
            _ => self.day(zone) < other.day(zone),
        }
    }

    /// The local day it falls on.
    pub fn day(self, zone: &Zone) -> Day {
        match self {
            Moment::At(at) => zone.day_of(at),
            Moment::On(day) => day,
        }
    }
}

impl FromStr for Moment {
    type Err = CalendarError;

    /// Reads `2026-08-01` or RFC 3339.
    fn from_str(text: &str) -> Result<Moment, CalendarError> {
        let read = if text.len() == 10 { text.parse().map(Moment::On) } else { text.parse().map(Moment::At) };
        read.map_err(|_| {
            Diagnostic::new("not-a-moment", "this is neither a day nor an instant")
                .expecting("a date such as `2026-08-01`, or RFC 3339 such as `2026-08-01T09:30:00Z`")
                .into()
        })
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Moment::At(at) => at.fmt(f),
            Moment::On(day) => day.fmt(f),
        }
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Reads and writes a type as its text, with an error that repeats nothing of the input.
macro_rules! serde_as_text {
    ($($name:ty, $expecting:literal;)*) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Text;
                impl Visitor<'_> for Text {
                    type Value = $name;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expecting)
                    }
                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$name, E> {
                        text.parse().map_err(|_| E::custom($expecting))
                    }
                }
                deserializer.deserialize_str(Text)
            }
        }
    )*};
}

serde_as_text! {
    Moment, "a day or an instant";
    Day, "a day";
    Time, "an instant";
    super::Period, "a period";
    super::YearEnd, "a month and a day";
}
