use crate::Diagnostic;
use crate::calendar::{Day, YearEnd};
use crate::pseudonym::PseudonymError;

/// The year of a birth date: `2014`.
pub fn birth_year(born: Day) -> String {
    born.year().to_string()
}

/// The school year (1 August to 31 July) in which a birth date falls: `2014/2015`.
///
/// # Errors
///
/// `date-out-of-range` past the last school year that is computed with.
pub fn school_year(born: Day) -> Result<String, PseudonymError> {
    let end = YearEnd::SCHOOL.on_or_after(born).ok_or_else(|| {
        Diagnostic::new("date-out-of-range", "there is no school year for this date")
            .expecting("a date before 2399-08-01")
    })?;
    Ok(format!("{}/{}", end.year() - 1, end.year()))
}

/// The band of this many years in which a person's age falls on a day: `10-14` for a width of 5.
///
/// # Errors
///
/// `band-width` for a width of 0 or above 50; `born-later` for a birth date after that day.
pub fn age_band(born: Day, on: Day, width: u32) -> Result<String, PseudonymError> {
    if !(1..=50).contains(&width) {
        return Err(Diagnostic::new("band-width", "this is no width of a band of ages")
            .expecting("1 to 50 years")
            .into());
    }
    if born > on {
        return Err(Diagnostic::new(
            "born-later",
            "this birth date is after the day on which ages are counted",
        )
        .helping("it may be another date, or the day may be wrong: no age is guessed")
        .into());
    }
    let passed = i32::from(on.year()) - i32::from(born.year());
    // The completed years: one less before this year's birthday. A leap-day child's is 1 March in a common year.
    let reached = (on.month(), on.day()) >= (born.month(), born.day());
    let age = u32::try_from(passed - i32::from(!reached)).unwrap_or(0);
    let from = age / width * width;
    Ok(if width == 1 { from.to_string() } else { format!("{from}-{}", from + width - 1) })
}
