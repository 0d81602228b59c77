//! How old the person is, and who may speak for them by age, capacity and law.

use super::Claims;
use crate::calendar::{Day, Time, Zone};
use crate::dossier::Facts;
use crate::json::Id;
use crate::law::{Act, Capacity, LEAP_DAY_ON_FIRST_OF_MARCH, MAJORITY, ReasonCode, Speaker};
use crate::policy::Version;
use crate::timeline::{Reason, Timeline, Value};

/// What is known of a person's age.
pub(super) struct Age<'c> {
    facts: &'c Facts,
    zone: &'c Zone,
    /// The ages at which the law or a policy changes who speaks, and when the person is of each.
    of_law: &'c [(i16, Timeline)],
    /// True if the policy says that these persons can be minors.
    minors: bool,
}

/// What a policy says of who speaks for one purpose, beside the law.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Promise {
    /// Persons consent for themselves from this age on, if that is later than the law says.
    self_from: Option<i16>,
    /// Free help and advice, offered directly: the person speaks alone, at every age (UAVG 5(6), before: 5(5)).
    help_service: bool,
}

impl Promise {
    pub(super) fn of(version: &Version, purpose: &Id) -> Promise {
        let Some(purpose) = version.document.purposes.get(purpose) else { return Promise::default() };
        let self_from = purpose.consent.as_ref().and_then(|consent| consent.self_from);
        Promise {
            self_from: self_from.and_then(|years| i16::try_from(years).ok()),
            help_service: purpose.help_service,
        }
    }
}

/// Whether the person, and whether a legal representative, may do an act: Live, Ended, or Unknown if a fact is missing.
/// Of a representative it is what age, capacity and law say; their authority comes on top.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Heard {
    pub(super) own: Value,
    pub(super) representative: Value,
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

    /// Whether the person is of age at a moment. Who cannot be a minor, and whose age nobody knows, is.
    pub(super) fn is_major(&self, at: Time) -> Value {
        let known = self.of_law.iter().find(|(years, _)| *years == MAJORITY);
        let value = known.map_or(Value::Unknown, |(_, reached)| reached.at(at).value);
        if value == Value::Unknown && self.is_settled() { Value::Live } else { value }
    }

    fn is_settled(&self) -> bool {
        !self.minors && self.facts.births.is_empty()
    }

    /// The ages the person can have at a moment, one for each band: one if it is known, more if not.
    fn candidates(&self, at: Time) -> Vec<i16> {
        let mut candidates = vec![0];
        for (age, reached) in self.of_law {
            let value = reached.at(at).value;
            match value {
                Value::Ended => break,
                _ if value == Value::Live || self.is_settled() => candidates.clear(),
                _ => {}
            }
            candidates.push(*age);
        }
        candidates
    }

    pub(super) fn capacity(&self, at: Time) -> Capacity {
        let later = self.facts.capacities.partition_point(|(from, _)| *from <= at);
        let before = later.checked_sub(1).and_then(|last| self.facts.capacities.get(last));
        before.map_or(Capacity::Full, |(_, capacity)| *capacity)
    }

    /// Who may do an act at a moment, by the law in force then and what the policy promises beside it.
    pub(super) fn heard(&self, act: Act, at: Time, promise: Promise) -> Heard {
        let (day, capacity) = (self.zone.day_of(at), self.capacity(at));
        let (mut own, mut representative) = (Agreed::default(), Agreed::default());
        for age in self.candidates(at) {
            let heard = promise.heard(act, age, capacity, day);
            own.adds(heard.0);
            representative.adds(heard.1);
        }
        Heard { own: own.value(), representative: representative.value() }
    }

    /// Who is to be asked for consent; where the age is not known, both.
    pub(super) fn speaker_to_ask(&self, at: Time, promise: Promise) -> Speaker {
        let Heard { own, representative } = self.heard(Act::Consent, at, promise);
        match (own, representative) {
            (Value::Live, Value::Ended) => Speaker::DataSubject,
            (Value::Ended, Value::Live) => Speaker::Representative,
            (Value::Live, Value::Live) => Speaker::Either,
            _ => Speaker::Both,
        }
    }

    /// The moments at which who may speak changes.
    pub(super) fn answer_spans(&self) -> Vec<Time> {
        let birthdays = self.of_law.iter().flat_map(|(_, line)| line.steps().iter().map(|step| step.from));
        let capacities = self.facts.capacities.iter().map(|(at, _)| *at);
        let law = Speaker::new_law().map(|day| self.zone.start_of(day));
        birthdays.chain(capacities).chain(law).filter(|at| at.is_finite()).collect()
    }
}

impl Promise {
    /// Whether the person, and whether a representative, may do an act at an age.
    fn heard(self, act: Act, age: i16, capacity: Capacity, day: Day) -> (bool, bool) {
        if self.help_service {
            return (true, false);
        }
        let by_law = |act| {
            let speaker = Speaker::of(act, age, capacity, day);
            (speaker.includes_self(), speaker.includes_representative())
        };
        match act {
            // A policy can be stricter than the law about giving, never laxer.
            Act::Consent => match self.self_from {
                Some(from) if age < from => (false, true),
                _ => by_law(Act::Consent),
            },
            // Whoever may give may also refuse and withdraw; a policy takes that from nobody.
            Act::Withdraw => {
                let (gives, withdraws) = (self.heard(Act::Consent, age, capacity, day), by_law(act));
                (gives.0 || withdraws.0, gives.1 || withdraws.1)
            }
            Act::Rights => by_law(act),
        }
    }
}

/// What several possibilities agree on.
#[derive(Default)]
struct Agreed {
    yes: bool,
    no: bool,
}

impl Agreed {
    fn adds(&mut self, possible: bool) {
        self.yes |= possible;
        self.no |= !possible;
    }

    fn value(&self) -> Value {
        match (self.yes, self.no) {
            (true, false) => Value::Live,
            (true, true) => Value::Unknown,
            (false, _) => Value::Ended,
        }
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
    // An attestation says nothing against another one that gives the age earlier.
    let since = facts.attested.iter().map(|(on, at_least, source)| {
        let missing = i16::try_from(i64::from(years) - i64::from(*at_least)).unwrap_or(i16::MAX).max(0);
        (on.birthday(missing, true).map_or(Time::MAX, |day| zone.start_of(day)), *source)
    });
    match since.min_by_key(|(from, _)| *from) {
        Some((from, source)) => {
            unknown.painted_from(from, Value::Live, Reason::new(ReasonCode::AgeFits, source))
        }
        None => unknown,
    }
}
