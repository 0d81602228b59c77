use core::fmt;

use zeroize::Zeroizing;

use crate::Diagnostic;
use crate::calendar::{Day, Moment, Zone};
use crate::json::words;
use crate::pseudonym::PseudonymError;
use crate::pseudonym::identifier::{Identifier, IdentifierKind};
use crate::pseudonym::label::Label;
use crate::pseudonym::mac::{Mac, Message};

/// Moves days by a number that is constant for a person, in every table of a domain: what lies between two events of
/// one person stays, when they were does not. Keyed; borrowed from a [`Pseudonymiser`](crate::pseudonym::Pseudonymiser).
///
/// A person is who has this identifier of this kind: use the same kind for all tables. With the next epoch of the key,
/// everyone is moved anew, so tables that were made before no longer fit.
#[derive(Clone, Copy)]
pub struct Shift<'a> {
    kind: &'a IdentifierKind,
    key: &'a Mac,
    days: u32,
}

words! {
    /// How coarse a time comes out.
    pub enum Coarse {
        /// The day.
        Day = "day",
        /// The Monday of the week.
        Week = "week",
        /// The month.
        Month = "month",
        /// The year.
        Year = "year",
    }
}

/// The largest shift, in days either way.
const MOST: u32 = 3_650;

impl<'a> Shift<'a> {
    pub(in crate::pseudonym) fn new(
        kind: &'a IdentifierKind,
        key: &'a Mac,
        days: u32,
    ) -> Result<Shift<'a>, PseudonymError> {
        if !(1..=MOST).contains(&days) {
            return Err(Diagnostic::new("shift-days", "this is no range to move days in")
                .expecting("1 to 3650 days")
                .into());
        }
        Ok(Shift { kind, key, days })
    }

    /// The days by which everything of this person is moved: from minus to plus the range. Personal data: with it, all
    /// of the person's days are led back.
    ///
    /// # Errors
    ///
    /// `other-kind` for an identifier of another kind.
    pub fn offset(&self, subject: &Identifier) -> Result<i32, PseudonymError> {
        if subject.kind() != self.kind {
            return Err(Diagnostic::new(
                "other-kind",
                "this identifier is of another kind than these keys are for",
            )
            .into());
        }
        let kind = self.kind.name();
        let length = kind.len() + subject.canonical().len() + size_of::<u64>();
        let mut message = Zeroizing::new(Vec::with_capacity(length));
        message.extend(Label::prefixed(&kind).chain(subject.canonical().iter().copied()));
        let [a, b, c, d, e, f, g, h, ..] = self.key.tag(&Message::of(&message));
        let number = u64::from_be_bytes([a, b, c, d, e, f, g, h]) % u64::from(2 * self.days + 1);
        // INVARIANT: at most 7,300.
        Ok(number as i32 - self.days as i32)
    }

    /// A day of this person, moved.
    ///
    /// # Errors
    ///
    /// `other-kind`; `date-out-of-range` if it is moved out of 1900 to 2399.
    pub fn day(&self, subject: &Identifier, day: Day) -> Result<Day, PseudonymError> {
        let days = time::Duration::days(self.offset(subject)?.into());
        let moved = time::Date::from(day).checked_add(days).and_then(|date| Day::try_from(date).ok());
        moved.ok_or_else(|| {
            Diagnostic::new("date-out-of-range", "this day is moved out of 1900 to 2399").into()
        })
    }
}

impl Coarse {
    /// A day, as coarse as this: `2026-08-03`, `2026-08`, `2026`.
    pub fn of(self, day: Day) -> String {
        match self {
            Coarse::Day => day.to_string(),
            Coarse::Week => {
                let date = time::Date::from(day);
                let monday = date.weekday().number_days_from_monday();
                let start = date.checked_sub(time::Duration::days(monday.into())).unwrap_or(date);
                let (year, month, day) = start.to_calendar_date();
                format!("{year:04}-{:02}-{day:02}", u8::from(month))
            }
            Coarse::Month => format!("{:04}-{:02}", day.year(), day.month()),
            Coarse::Year => format!("{:04}", day.year()),
        }
    }
}

/// The local day of a day or an instant.
pub(super) fn local_day(text: &str, zone: &Zone) -> Result<Day, PseudonymError> {
    let moment: Result<Moment, _> = text.trim().parse();
    moment.map(|moment| moment.day(zone)).map_err(|error| PseudonymError::of(error.diagnostics().to_vec()))
}

impl fmt::Debug for Shift<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shift").field("days", &self.days).finish_non_exhaustive()
    }
}
