//! What the versions of the policy say of the consent of one purpose.

use super::super::Claims;
use super::super::age::Promise;
use super::words::Word;
use crate::calendar::{Day, Moment, Period, Time, YearEnd, Zone};
use crate::json::Id;
use crate::policy::{ValidThrough, Version};

/// The versions of a policy, as far as the consent of one purpose is concerned.
pub(super) struct Rules<'c> {
    pub(super) purpose: &'c Id,
    versions: Vec<InVersion<'c>>,
    zone: &'c Zone,
}

/// What holds from one version on.
pub(super) struct InVersion<'c> {
    pub(super) from: Time,
    /// The version that declares the purpose: this one, or else the next that does, or the last before.
    declaring: Option<&'c Version>,
    pub(super) how: How<'c>,
}

/// How long consent is valid, and what it is consent to.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct How<'c> {
    valid_for: Option<Period>,
    valid_through: Option<ValidThrough>,
    school_year_end: Option<YearEnd>,
    pub(super) grace: Option<Period>,
    text: Option<&'c str>,
}

impl<'c> Rules<'c> {
    pub(super) fn of(claims: &'c Claims, purpose: &'c Id) -> Rules<'c> {
        // As known before it was adopted, a version is not there.
        let versions: Vec<&'c Version> = claims.versions().collect();
        let text_at = |version: &&Version| version.document.purposes.contains_key(purpose);
        let mut later: Option<&'c Version> = None;
        let mut declaring: Vec<Option<&'c Version>> = versions
            .iter()
            .copied()
            .rev()
            .map(|version| {
                later = if text_at(&version) { Some(version) } else { later };
                later
            })
            .collect();
        declaring.reverse();
        let last = versions.iter().copied().rev().find(text_at);
        let of = |(version, declaring): (&'c Version, Option<&'c Version>)| InVersion {
            from: version.from,
            declaring: declaring.or(last),
            how: How::of(version, purpose),
        };
        Rules {
            purpose,
            versions: versions.iter().copied().zip(declaring).map(of).collect(),
            zone: claims.institution.zone(),
        }
    }

    pub(super) fn versions(&self) -> &[InVersion<'c>] {
        &self.versions
    }

    /// The number of the version in force; the first, before there is any.
    pub(super) fn number_at(&self, at: Time) -> usize {
        self.versions.partition_point(|version| version.from <= at).saturating_sub(1)
    }

    pub(super) fn how(&self, number: usize) -> How<'c> {
        self.versions.get(number).map_or(How::default(), |version| version.how)
    }

    /// The version that says who speaks at a moment, and what it promises beside the law.
    pub(super) fn who_speaks(&self, at: Time) -> (Option<&'c Version>, Promise) {
        let version = self.versions.get(self.number_at(at)).and_then(|version| version.declaring);
        (version, version.map_or(Promise::default(), |version| Promise::of(version, self.purpose)))
    }

    /// The first instant at which a yes has expired, by the rules of a version.
    pub(super) fn expiry(&self, how: How<'_>, word: &Word<'_>) -> Time {
        let (first, day) = (word.moment.first(self.zone), word.moment.day(self.zone));
        let by_period = how.valid_for.map_or(Time::MAX, |valid_for| self.zone.after(first, day, valid_for));
        let by_year = match how.valid_through {
            None => Time::MAX,
            Some(ValidThrough::SchoolYearEnd) => {
                let year_end = how.school_year_end.unwrap_or(YearEnd::SCHOOL);
                let own = year_end.on_or_after(day);
                let named = word.for_school_year.and_then(|year| end_of_year_begun_in(year_end, year));
                own.max(named).map_or(Time::MAX, |day| self.zone.end_of(day))
            }
        };
        by_period.min(by_year)
    }

    /// From when a yes is to another text than the one of a version, without a break.
    pub(super) fn other_text_since(&self, number: usize, word: &Word<'_>) -> Option<Moment> {
        let up_to = self.versions.get(..=number)?;
        let other = |version: &&InVersion<'_>| version.how.text.is_some() && version.how.text != word.text;
        let since = up_to.iter().rev().take_while(other).last()?;
        let first = word.moment.first(self.zone);
        Some(if since.from <= first { word.moment } else { Moment::At(since.from) })
    }

    /// Until when something is held that came to an end at a moment; for ever, if no grace is declared.
    pub(super) fn grace_over(&self, how: How<'_>, since: Time, day: Day) -> Time {
        how.grace.map_or(Time::MAX, |grace| self.zone.after(since, day, grace))
    }

    pub(super) fn zone(&self) -> &'c Zone {
        self.zone
    }
}

impl<'c> How<'c> {
    fn of(version: &'c Version, purpose: &Id) -> How<'c> {
        let consent = version.document.purposes.get(purpose).and_then(|purpose| purpose.consent.as_ref());
        let Some(consent) = consent else { return How::default() };
        How {
            valid_for: consent.valid_for,
            valid_through: consent.valid_through,
            school_year_end: consent.valid_through.map(|_| version.school_year_end),
            grace: consent.grace,
            text: consent.text.as_ref().map(|text| text.0.as_str()),
        }
    }
}

/// The last day of the school year that begins in a calendar year.
fn end_of_year_begun_in(year_end: YearEnd, year: u32) -> Option<Day> {
    let first = Day::new(i16::try_from(year).ok()?, 1, 1)?;
    // The year that ends in this calendar year began in the one before, unless it ends with it.
    let ends = year_end.on_or_after(first)?;
    match ends.next() {
        Some(begins) if begins.year() == first.year() => year_end.on_or_after(begins),
        _ => Some(ends),
    }
}
