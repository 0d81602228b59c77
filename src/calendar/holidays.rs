use core::fmt;

use super::{CalendarError, Day};
use crate::Diagnostic;

/// The holidays of one list, year by year: what was published, and rules for every other year. A small value: copy it.
///
/// What a list says of a year that is not [published](Holidays::is_published) is computed, and everything that rests on
/// it is provisional.
#[derive(Clone, Copy)]
pub struct Holidays<'a> {
    years: &'a [HolidayYear<'a>],
    rules: &'a [HolidayRule],
    adds: bool,
}

/// What was published for one year, and where.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HolidayYear<'a> {
    /// The year.
    pub year: i16,
    /// Its days, in any order.
    pub days: &'a [Day],
    /// The publication.
    pub source: &'a str,
}

/// A holiday that comes back every year, and the years in which it does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HolidayRule {
    /// What the day is called.
    pub name: &'static str,
    /// Its date in a year.
    pub when: HolidayDate,
    /// The first year.
    pub from: i16,
    /// The last year, if it is over.
    pub through: Option<i16>,
    /// Where the rule stands.
    pub source: &'static str,
}

/// When a holiday is, in any year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HolidayDate {
    /// Each year on this month (1 to 12) and day.
    Fixed(i8, i8),
    /// On this month and day; a day earlier when that is a Sunday.
    FixedNotSunday(i8, i8),
    /// So many days after Easter Sunday; before it, if negative.
    Easter(i8),
}

impl<'a> Holidays<'a> {
    /// A list that names every holiday of a year, such as those in the Official Journal. Rules count in other years.
    ///
    /// Refuses years that are out of order or doubled, a day that lies outside its year, and a rule for a date that no
    /// year has.
    pub fn listed(
        years: &'a [HolidayYear<'a>],
        rules: &'a [HolidayRule],
    ) -> Result<Holidays<'a>, CalendarError> {
        Holidays { years, rules, adds: false }.checked()
    }

    /// Holidays by rule, to which something published adds days in some years, such as royal decrees. A year is
    /// published if what it adds is known, even if that is nothing.
    ///
    /// Refuses what [`Holidays::listed`] refuses.
    pub fn added(
        years: &'a [HolidayYear<'a>],
        rules: &'a [HolidayRule],
    ) -> Result<Holidays<'a>, CalendarError> {
        Holidays { years, rules, adds: true }.checked()
    }

    /// For tables of this library, which a test checks.
    pub(crate) const fn table(
        years: &'a [HolidayYear<'a>],
        rules: &'a [HolidayRule],
        adds: bool,
    ) -> Holidays<'a> {
        Holidays { years, rules, adds }
    }

    pub(crate) fn checked(self) -> Result<Holidays<'a>, CalendarError> {
        let diagnostic = |message| Diagnostic::new("not-holidays", message);
        if !self.years.is_sorted_by(|a, b| a.year < b.year) {
            return Err(diagnostic("the years of a list of holidays are out of order")
                .expecting("each year once, from the first to the last")
                .into());
        }
        if self.years.iter().any(|year| year.days.iter().any(|day| day.year() != year.year)) {
            return Err(diagnostic("a holiday lies outside the year that it is listed for").into());
        }
        let exists = |rule: &HolidayRule| match rule.when {
            // 2028 has a 29 February.
            HolidayDate::Fixed(month, day) | HolidayDate::FixedNotSunday(month, day) => {
                Day::new(2028, month, day).is_some()
            }
            HolidayDate::Easter(_) => true,
        };
        if !self.rules.iter().all(exists) {
            return Err(diagnostic("a rule for a holiday names a date that no year has").into());
        }
        Ok(self)
    }

    /// True if this day is a holiday. Saturdays and Sundays are holidays only where a list names them.
    pub fn contains(&self, day: Day) -> bool {
        let published = self.published(day.year());
        let listed = published.is_some_and(|year| year.days.contains(&day));
        listed || (self.by_rule(published) && self.rules.iter().any(|rule| rule.on(day.year()) == Some(day)))
    }

    /// The holidays of a year, in order.
    pub fn days(&self, year: i16) -> Vec<Day> {
        let published = self.published(year);
        let rules = self.rules.iter().filter(|_| self.by_rule(published));
        let mut days: Vec<Day> = rules.filter_map(|rule| rule.on(year)).collect();
        days.extend(published.iter().flat_map(|year| year.days));
        days.sort_unstable();
        days.dedup();
        days
    }

    /// True if the list of this year is published and known here. If not, its holidays are computed, and provisional.
    pub fn is_published(&self, year: i16) -> bool {
        self.published(year).is_some()
    }

    /// Where the list of this year was published; `None` if it is not, or not known here.
    pub fn source(&self, year: i16) -> Option<&'a str> {
        self.published(year).map(|year| year.source)
    }

    /// The last year that is published; every later one is provisional. `None` if no year is.
    pub fn horizon(&self) -> Option<i16> {
        self.years.last().map(|year| year.year)
    }

    fn published(&self, year: i16) -> Option<&'a HolidayYear<'a>> {
        let index = self.years.binary_search_by_key(&year, |listed| listed.year).ok()?;
        self.years.get(index)
    }

    /// Whether rules count, given what was published for a year.
    fn by_rule(&self, published: Option<&HolidayYear<'_>>) -> bool {
        self.adds || published.is_none()
    }
}

impl HolidayRule {
    /// The day of this holiday in a year; `None` in a year that does not have it.
    pub fn on(&self, year: i16) -> Option<Day> {
        if year < self.from || self.through.is_some_and(|through| through < year) {
            return None;
        }
        match self.when {
            HolidayDate::Fixed(month, day) => Day::new(year, month, day),
            HolidayDate::FixedNotSunday(month, day) => {
                let day = Day::new(year, month, day)?;
                // On a weekend with the Monday after it outside: a Sunday.
                let sunday = day.is_weekend() && !day.next()?.is_weekend();
                if sunday { day.previous() } else { Some(day) }
            }
            HolidayDate::Easter(days) => easter(year)?.moved(0, days.into()),
        }
    }
}

/// Easter Sunday of a year in the Gregorian calendar, by the tables' arithmetic (Meeus, Jones and Butcher).
fn easter(year: i16) -> Option<Day> {
    let year32 = i32::from(year);
    let (golden, century, of_century) = (year32 % 19, year32 / 100, year32 % 100);
    let moon_correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - moon_correction + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let late = (golden + 11 * epact + 22 * to_sunday) / 451;
    let days = epact + to_sunday - 7 * late + 114;
    Day::new(year, i8::try_from(days / 31).ok()?, i8::try_from(days % 31 + 1).ok()?)
}

impl fmt::Debug for Holidays<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let years: Vec<i16> = self.years.iter().map(|year| year.year).collect();
        f.debug_struct("Holidays").field("published", &years).field("rules", &self.rules.len()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn easter_is_where_the_tables_have_it() {
        // The earliest and the latest there are until 2200, and two exceptions of the Gregorian moon (1954, 1981).
        for text in ["1954-04-18", "1981-04-19", "2008-03-23", "2038-04-25", "2160-03-23", "2026-04-05"] {
            assert_eq!(easter(day(text).year()), Some(day(text)));
        }
    }

    #[test]
    fn a_list_replaces_the_rules_and_a_decree_adds_to_them() {
        let first = HolidayRule {
            name: "first",
            when: HolidayDate::Fixed(1, 1),
            from: 2000,
            through: Some(2030),
            source: "",
        };
        let rules = [first];
        let days = [day("2026-05-15")];
        let years = [HolidayYear { year: 2026, days: &days, source: "a decree" }];
        let listed = Holidays::listed(&years, &rules).unwrap();
        let added = Holidays::added(&years, &rules).unwrap();
        assert_eq!(listed.days(2026), [day("2026-05-15")]);
        assert_eq!(added.days(2026), [day("2026-01-01"), day("2026-05-15")]);
        for list in [listed, added] {
            assert_eq!(list.days(2027), [day("2027-01-01")]);
            assert_eq!(list.days(2031), []);
            assert_eq!(
                (list.horizon(), list.source(2026), list.source(2027)),
                (Some(2026), Some("a decree"), None)
            );
            for year in 2025..2032 {
                let mut next = Day::new(year, 1, 1);
                while let Some(day) = next.filter(|day| day.year() == year) {
                    assert_eq!(list.contains(day), list.days(year).contains(&day));
                    next = day.next();
                }
            }
        }
    }

    #[test]
    fn a_list_that_cannot_be_is_refused() {
        let days = [day("2026-05-15")];
        let year = |year| HolidayYear { year, days: &days, source: "" };
        let rule = |when| HolidayRule { name: "", when, from: 2000, through: None, source: "" };
        let code = |years: &[HolidayYear<'_>], rules: &[HolidayRule]| {
            Holidays::listed(years, rules).map(|_| ()).unwrap_err().code()
        };
        assert_eq!(code(&[year(2027)], &[]), "not-holidays");
        assert_eq!(code(&[year(2026), year(2026)], &[]), "not-holidays");
        assert_eq!(code(&[], &[rule(HolidayDate::Fixed(2, 30))]), "not-holidays");
        assert_eq!(code(&[], &[rule(HolidayDate::FixedNotSunday(13, 1))]), "not-holidays");
        assert!(Holidays::listed(&[], &[rule(HolidayDate::Fixed(2, 29))]).is_ok());
    }
}
