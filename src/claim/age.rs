//! How old the person is, and who may speak for them.

use super::Claims;
use crate::calendar::{Day, Time, Zone};
use crate::dossier::Facts;
use crate::json::Id;
use crate::law::{Act, Capacity, LEAP_DAY_ON_FIRST_OF_MARCH, ReasonCode, Speaker};
use crate::policy::Version;
use crate::timeline::{Reason, Timeline, Value};

/// What is known of a person's age.
pub(super) struct Age<'c> {
    facts: &'c Facts,
    zone: &'c Zone,
    /// The ages that the law knows, and when the person is of each.
    of_law: &'c [(i16, Timeline)],
    /// True if the policy says that these persons can be minors.
    minors: bool,
}

impl Claims {
    /// The age of the person, whom a version of the policy takes for a possible minor if one of the subjects for whom the
    /// dossier was opened can be one.
    pub(super) fn age(&self, version: Option<&Version>, _purpose: &Id) -> Age<'_> {
        let document = version.or(self.history().versions.last()).map(|version| &version.document);
        let minors = document.zip(self.facts.opened.as_ref()).map(|(document, opened)| {
            let mut subjects = opened.subjects.iter().filter_map(|id| document.subjects.get(id)).peekable();
            // Of a subject that this version does not have, nobody says that it cannot be one.
            subjects.peek().is_none() || subjects.any(|subject| subject.minors)
        });
        self.age_among(minors.unwrap_or(true))
    }

    /// The age of the person, among persons who can be minors or cannot.
    pub(super) fn age_among(&self, minors: bool) -> Age<'_> {
        let (facts, zone) = (&self.facts, self.institution.zone());
        let of_law = self.ages.get_or_init(|| {
            let mut ages: Vec<i16> = Speaker::ages().collect();
            ages.sort_unstable();
            ages.dedup();
            ages.into_iter().map(|years| (years, reached(facts, zone, years))).collect()
        });
        Age { facts, zone, of_law, minors }
    }
}

impl Age<'_> {
    /// Live from the day this age is reached, Ended before, Unknown where it is not known.
    pub(super) fn reached(&self, years: i16) -> Timeline {
        reached(self.facts, self.zone, years)
    }

    /// The ages the person can have at a moment, one for each band of the law: one if it is known, more if not.
    pub(super) fn candidates(&self, at: Time) -> Vec<i16> {
        let mut candidates = vec![0];
        for (age, reached) in self.of_law {
            let value = reached.at(at).value;
            // Who cannot be a minor, and whose age nobody knows, is of age.
            let of_age = value != Value::Ended && !self.minors && self.facts.births.is_empty();
            match value {
                Value::Ended => break,
                _ if value == Value::Live || of_age => candidates.clear(),
                _ => {}
            }
            candidates.push(*age);
        }
        candidates
    }

    pub(super) fn capacity(&self, at: Time) -> Capacity {
        let before = self.facts.capacities.iter().rev().find(|(from, _)| *from <= at);
        before.map_or(Capacity::Full, |(_, capacity)| *capacity)
    }

    /// Who is to be asked for consent; where the age is not known, both.
    pub(super) fn speaker_to_ask(&self, at: Time) -> Speaker {
        let day: Day = self.zone.day_of(at);
        let capacity = self.capacity(at);
        let mut speakers = self
            .candidates(at)
            .into_iter()
            .map(|age| Speaker::of(Act::Give, age, capacity, day))
            .collect::<Vec<_>>();
        speakers.dedup();
        match speakers.as_slice() {
            [speaker] => *speaker,
            _ => Speaker::Both,
        }
    }

    /// The moments at which who may speak changes.
    pub(super) fn answer_spans(&self) -> Vec<Time> {
        let birthdays = self.of_law.iter().flat_map(|(_, line)| line.steps().iter().map(|step| step.from));
        birthdays.chain(self.facts.capacities.iter().map(|(at, _)| *at)).filter(|at| at.is_finite()).collect()
    }
}

/// Live from the day this age is reached, Ended before, Unknown where it is not known.
fn reached(facts: &Facts, zone: &Zone, years: i16) -> Timeline {
    let births = &facts.births;
    if let Some((first, source)) = births.first() {
        if births.iter().any(|(birth, _)| birth != first) {
            return Timeline::always(Value::Unknown, Reason::new(ReasonCode::AgeContradictory, *source));
        }
        let young = Timeline::always(Value::Ended, Reason::new(ReasonCode::AgeOutside, *source));
        let from =
            first.birthday(years, LEAP_DAY_ON_FIRST_OF_MARCH).map_or(Time::MAX, |day| zone.start_of(day));
        return young.painted_from(from, Value::Live, Reason::new(ReasonCode::AgeFits, *source));
    }
    let unknown = Timeline::always(Value::Unknown, Reason::of(ReasonCode::AgeUnknown));
    facts.attested.iter().fold(unknown, |line, (on, at_least, source)| {
        let missing = i16::try_from(i64::from(years) - i64::from(*at_least)).unwrap_or(i16::MAX).max(0);
        let from = on.birthday(missing, true).map_or(Time::MAX, |day| zone.start_of(day));
        // An attestation says nothing against an earlier one that already gave the age.
        let sure = Timeline::always(Value::Unknown, Reason::of(ReasonCode::AgeUnknown)).painted_from(
            from,
            Value::Live,
            Reason::new(ReasonCode::AgeFits, *source),
        );
        line.or(&sure)
    })
}
