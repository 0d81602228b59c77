//! Terms evaluated: an expression and the facts → a timeline.

use super::conditions::both;
use super::reading::{Reading, UseOf};
use super::{Claims, Record};
use crate::calendar::{Day, Moment, Period, Time, YearEnd, Zone};
use crate::dossier::{AnchorFact, Facts, Happening, Happenings, merge_happenings};
use crate::json::Id;
use crate::law::ReasonCode;
use crate::policy::{
    AnchorKind, Anchored, OptionHolder, Purpose, Retention, Switches, Term, Version, anchor_kind,
};
use crate::timeline::{Reason, Source, Span, Step, Timeline, Value};

use std::borrow::Cow;

/// What a term is evaluated for.
#[derive(Clone, Copy)]
pub(super) struct Terms<'c> {
    pub(super) claims: &'c Claims,
    pub(super) version: &'c Version,
    pub(super) purpose: &'c Id,
    pub(super) declared: &'c Purpose,
    pub(super) category: &'c Id,
    pub(super) record: Option<&'c Record>,
    /// A minimum that counts from something known never to have happened gives no claim.
    pub(super) is_minimum: bool,
    pub(super) reading: Reading<'c>,
}

impl Terms<'_> {
    /// The term over time: Live while it runs, Ended when it is over, Unknown where a fact is missing.
    pub(super) fn of(&self, term: &Term) -> Timeline {
        self.evaluate(term, true)
    }

    /// The term of a limit, and where it may stay open the backstop that ends it for disposal.
    pub(super) fn limited_by(&self, rule: &Retention, use_of: UseOf) -> Timeline {
        let line = self.of(&rule.term);
        let Some(backstop) = rule.backstop else { return line };
        let mut line = line.map(|step| match step.reason.code {
            ReasonCode::NoBackstop => (step.value, Reason { code: ReasonCode::TermOpen, ..step.reason }),
            _ => (step.value, step.reason),
        });
        if let Some(created) = self.record.and_then(Record::moment).filter(|_| use_of == UseOf::Disposal) {
            let zone = self.zone();
            let end = zone.after(created.past(zone), created.day(zone), backstop);
            line.paint_from(end, Value::Ended, Reason::new(ReasonCode::TermOver, Source::Record));
        }
        line
    }

    fn evaluate(&self, term: &Term, may_refer: bool) -> Timeline {
        match term {
            Term::State(anchored) => running(&self.state_of(anchored)),
            Term::After(anchored, period) => self.after(anchored, *period),
            Term::Earliest(terms) => self.all(terms, may_refer, lower),
            Term::Latest(terms) => self.latest(terms, may_refer),
            Term::If { state, at, then, otherwise } => {
                let state = running(&as_it_was(&self.claims.state_on(self.version, state, self.record)));
                let then = self.evaluate(then, may_refer);
                let otherwise = self.evaluate(otherwise, may_refer);
                if let Some(at) = at {
                    return self.if_at(&state, at, then, otherwise);
                }
                // Where the state is not known, what both say stands; read low, what is lower of both.
                let agreed = lower(&then, &otherwise);
                let unsure = if self.reading.low {
                    agreed
                } else {
                    let fact = unknown(ReasonCode::TermUnknown);
                    higher(&higher(&lower(&fact, &then), &lower(&fact, &otherwise)), &agreed)
                };
                let pieces = state.steps().iter().map(|step| {
                    let line = match step.value {
                        Value::Live => &then,
                        Value::Unknown => &unsure,
                        Value::Held | Value::Ended => &otherwise,
                    };
                    (step.from, Cow::Borrowed(line))
                });
                Timeline::pieced(unknown(ReasonCode::TermUnknown), pieces.collect::<Vec<_>>())
            }
            Term::WithBasis => {
                let basis = self.claims.basis_itself(
                    self.version,
                    self.purpose,
                    self.category,
                    self.declared,
                    self.record,
                    self.reading,
                );
                // A basis that says why it is over, such as consent, says it here too.
                basis.map(|step| match step.reason.code {
                    code if step.value == Value::Live || code == ReasonCode::NothingDeclared => {
                        (step.value, as_term(step))
                    }
                    _ => (step.value, step.reason),
                })
            }
            Term::ByAgreement if may_refer => self.by_agreement(),
            Term::ByAgreement => unknown(ReasonCode::TermNotSupplied),
            Term::Unbounded(_) => Timeline::always(Value::Live, Reason::of(ReasonCode::TermUnbounded)),
        }
    }

    /// One of two terms for good: by the state at the moment of a happening. Where that decides for neither, what both
    /// say stands.
    fn if_at(&self, state: &Timeline, at: &Id, then: Timeline, otherwise: Timeline) -> Timeline {
        let zone = self.zone();
        let mut moments = self.happenings(at).map_or_else(Vec::new, |happenings| happenings.moments);
        moments.dedup_by_key(|happening| happening.moment);
        let mut decided = moments.iter().map(|happening| at_moment(state, happening.moment, zone));
        let first = decided.next();
        let agreed = first.filter(|first| decided.all(|step| step.value == first.value));
        match agreed.map(|step| step.value) {
            Some(Value::Live) => return then,
            Some(Value::Ended) => return otherwise,
            _ => {}
        }
        if self.reading.low {
            return lower(&then, &otherwise);
        }
        let source = agreed.map_or(Source::None, |step| step.reason.source);
        then.combine(&otherwise, |a, b| match a.value == b.value {
            true => (a.value, a.reason),
            false => (Value::Unknown, Reason::new(ReasonCode::TermUnknown, source)),
        })
    }

    /// The highest of terms. A state that is known never to have begun holds nothing open while another part says when
    /// the term is over: `latest(placement + P10Y, recorded + P10Y)` ends without a placement.
    fn latest(&self, terms: &[Term], may_refer: bool) -> Timeline {
        let is_of_state = |term: &&Term| match term {
            Term::State(anchored) | Term::After(anchored, _) => {
                self.kind(anchored) == Some(AnchorKind::State)
            }
            _ => false,
        };
        let join = |terms: Vec<&Term>, join: fn(&Timeline, &Timeline) -> Timeline| {
            let lines = terms.into_iter().map(|term| self.evaluate(term, may_refer));
            lines.reduce(|whole, line| join(&whole, &line))
        };
        let (states, others) = terms.iter().partition(is_of_state);
        match (join(states, higher_begun), join(others, higher)) {
            (Some(states), Some(others)) => states.combine(&others, |a, b| match a.value {
                Value::Held => (b.value, b.reason),
                _ => higher_of(a, b),
            }),
            // INVARIANT: the parser makes no empty list.
            (states, others) => states.or(others).unwrap_or_else(|| unknown(ReasonCode::TermUnknown)),
        }
    }

    fn all(&self, terms: &[Term], may_refer: bool, join: fn(&Timeline, &Timeline) -> Timeline) -> Timeline {
        let mut lines = terms.iter().map(|term| self.evaluate(term, may_refer));
        // INVARIANT: the parser makes no empty list.
        let first = lines.next().unwrap_or_else(|| unknown(ReasonCode::TermUnknown));
        lines.fold(first, |whole, line| join(&whole, &line))
    }

    /// True for a term that counts from a state known never to have begun.
    fn after(&self, anchored: &Anchored, period: Period) -> Timeline {
        let zone = self.zone();
        match self.kind(anchored) {
            Some(AnchorKind::State) => {
                let state = self.state_of(anchored);
                // The day of an end is the day of its last microsecond.
                let end = |end: Time| zone.after(end, zone.day_of(end.shifted(-1)), period);
                running(&state.lengthened(end, |step| step.reason))
            }
            Some(AnchorKind::Happening) => {
                let line = after_happenings(self.happenings_of(anchored), period, zone, self.is_minimum);
                self.reading.lowered(line)
            }
            None => unknown(ReasonCode::TermUnknown),
        }
    }

    /// What the agreement in force supplies for the category.
    fn by_agreement(&self) -> Timeline {
        let supplied = self.claims.institution.supplied_terms(self.category);
        // One agreement after another mostly supplies the same term: it is evaluated once.
        let mut evaluated: Vec<(&Term, Timeline)> = Vec::new();
        let mut places = Vec::with_capacity(supplied.len());
        for (_, term, _) in &supplied {
            if let Some(term) = *term
                && evaluated.last().is_none_or(|(known, _)| *known != term)
            {
                evaluated.push((term, self.evaluate(term, false)));
            }
            places.push(evaluated.len().saturating_sub(1));
        }
        let pieces = supplied.iter().zip(places).map(|((at, term, source), place)| {
            let line = match evaluated.get(place).filter(|_| term.is_some()) {
                Some((_, line)) => Cow::Borrowed(line),
                None => {
                    let reason = Reason::new(ReasonCode::TermNotSupplied, *source);
                    Cow::Owned(Timeline::always(Value::Unknown, reason))
                }
            };
            (*at, line)
        });
        Timeline::pieced(unknown(ReasonCode::TermNotSupplied), pieces)
    }

    fn kind(&self, anchored: &Anchored) -> Option<AnchorKind> {
        anchored.anchors().first().and_then(|id| anchor_kind(&self.version.document, id))
    }

    fn state_of(&self, anchored: &Anchored) -> Timeline {
        match anchored {
            Anchored::Anchor(id) => {
                let state = self.reading.state(id, self.claims.state_on(self.version, id, self.record));
                // A minimum that counts from a state known never to have begun gives no claim.
                if self.is_minimum { as_it_was(&state) } else { state }
            }
            Anchored::LatestOf(parts) => {
                let mut lines = parts.iter().map(|part| self.state_of(part));
                let first = lines.next().unwrap_or_else(|| unknown(ReasonCode::TermUnknown));
                lines.fold(first, |whole, line| higher_begun(&whole, &line))
            }
            Anchored::SchoolYearEnd(inner) => {
                self.until_year_end(&self.state_of(inner), self.version.school_year_end)
            }
            Anchored::BookYearEnd(inner) => {
                self.until_year_end(&self.state_of(inner), self.version.book_year_end)
            }
        }
    }

    fn until_year_end(&self, state: &Timeline, year: YearEnd) -> Timeline {
        let zone = self.zone();
        let end = |end: Time| {
            year.on_or_after(zone.day_of(end.shifted(-1))).map_or(Time::MAX, |day| zone.end_of(day))
        };
        state.lengthened(end, |step| step.reason)
    }

    fn happenings_of(&self, anchored: &Anchored) -> Option<Happenings> {
        let zone = self.zone();
        let at_end = |inner: &Anchored, year: YearEnd| {
            let mut inner = self.happenings_of(inner)?;
            for happening in &mut inner.moments {
                let end = year.on_or_after(happening.counted.day(zone));
                happening.counted = Moment::On(end.unwrap_or(Day::LAST));
            }
            Some(inner)
        };
        match anchored {
            Anchored::Anchor(id) => self.happenings(id),
            Anchored::LatestOf(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.happenings_of(part)).collect();
                Some(merge_happenings(&parts, zone))
            }
            Anchored::SchoolYearEnd(inner) => at_end(inner, self.version.school_year_end),
            Anchored::BookYearEnd(inner) => at_end(inner, self.version.book_year_end),
        }
    }

    /// The moments of a happening, from the nearest scope that has it: record, person, institution.
    fn happenings(&self, id: &Id) -> Option<Happenings> {
        if id.as_str() == "born" {
            return self.birth();
        }
        if let Some(record) = self.record {
            let given = match id.as_str() {
                "recorded" => record.moment().map(|created| vec![created]),
                _ => record.anchors.get(id).cloned(),
            };
            if let Some(moments) = given {
                // Several values for one anchor of a record contradict each other: as good as not supplied.
                let one = moments.iter().all(|moment| Some(moment) == moments.first());
                let happening = |moment| Happening::new(moment, Source::Record);
                let moments = moments.into_iter().take(1).map(happening).collect();
                return one.then_some(Happenings { moments, complete: true, known_from: Time::MIN });
            }
        }
        [&self.claims.facts, self.claims.institution.facts()].into_iter().find_map(|facts| {
            match facts.anchors.get(id)? {
                AnchorFact::Happenings(happenings) => Some(happenings.clone()),
                AnchorFact::KnownNone(_) => Some(Happenings::NONE),
                AnchorFact::State(_) => None,
            }
        })
    }

    /// The day of birth, a happening. Several that differ contradict each other: as good as not supplied.
    fn birth(&self) -> Option<Happenings> {
        let births = &self.claims.facts.births;
        let (day, source) = births.first().copied()?;
        births.iter().all(|(other, _)| *other == day).then(|| Happenings {
            moments: vec![Happening::new(Moment::On(day), source)],
            complete: true,
            known_from: Time::MIN,
        })
    }

    fn zone(&self) -> &Zone {
        self.claims.institution.zone()
    }
}

/// A state as an `if` reads it: one that is known never to have begun does not last.
fn as_it_was(state: &Timeline) -> Timeline {
    state.map(|step| (as_state(step.value), step.reason))
}

/// A state at a moment. On a bare day it lasted if it lasted at some moment of the day.
fn at_moment(state: &Timeline, moment: Moment, zone: &Zone) -> Step {
    let (first, past) = (moment.first(zone), moment.past(zone));
    let begin = state.steps().partition_point(|step| step.from <= first);
    let end = state.steps().partition_point(|step| step.from < past).max(begin);
    let within = state.steps().get(begin..end).unwrap_or(&[]);
    let higher = |highest: Step, step: &Step| if step.value > highest.value { *step } else { highest };
    within.iter().fold(state.at(first), higher)
}

/// A state is on, off or not known: what is only held is off.
fn as_state(value: Value) -> Value {
    if value == Value::Held { Value::Ended } else { value }
}

impl Claims {
    /// A state, from the nearest scope that has it; an option is a state, and so is the agreement.
    pub(super) fn state(&self, version: &Version, id: &Id) -> Timeline {
        if id.as_str() == "agreement" {
            return self.institution.agreement(version).map(|step| (as_state(step.value), step.reason));
        }
        if version.document.options.contains_key(id) {
            return self.switched(version, id, as_state);
        }
        let of = |facts: &Facts| match facts.anchors.get(id)? {
            AnchorFact::State(line) | AnchorFact::KnownNone(line) => Some(line.clone()),
            AnchorFact::Happenings(_) => None,
        };
        of(&self.facts)
            .or_else(|| of(self.institution.facts()))
            .unwrap_or_else(|| Timeline::always(Value::Unknown, Reason::NONE))
    }

    /// An option as a condition timeline: on, off (held for its return term), or never recorded.
    pub(super) fn option(&self, version: &Version, id: &Id) -> Timeline {
        self.switched(version, id, |value| value)
    }

    /// The switches of an option, each read by `as_value`, joined as the option says.
    fn switched(&self, version: &Version, id: &Id, as_value: fn(Value) -> Value) -> Timeline {
        let Some(option) = version.document.options.get(id) else {
            return Timeline::always(Value::Unknown, Reason::of(ReasonCode::OptionNever));
        };
        let mut switches = option.holders.iter().map(|holder| {
            let facts = match holder {
                OptionHolder::Institution => self.institution.facts(),
                OptionHolder::User => &self.facts,
            };
            let mut switch = Timeline::always(Value::Unknown, Reason::of(ReasonCode::OptionNever));
            let events = facts.switches.get(id).map_or(&[][..], Vec::as_slice);
            for (at, on, source) in events {
                if *on {
                    switch.paint_from(*at, Value::Live, Reason::new(ReasonCode::OptionOn, *source));
                    continue;
                }
                // What is off cannot be switched off again.
                let before = switch.at(at.shifted(-1)).reason.code;
                if matches!(before, ReasonCode::OptionOff | ReasonCode::OptionOver) {
                    continue;
                }
                let zone = self.institution.zone();
                switch.paint_from(*at, Value::Held, Reason::new(ReasonCode::OptionOff, *source));
                if let Some(held) = option.return_term {
                    let over = zone.after(*at, zone.day_of(at.shifted(-1)), held);
                    switch.paint_from(over, Value::Ended, Reason::new(ReasonCode::OptionOver, *source));
                }
            }
            switch.map(|step| (as_value(step.value), step.reason))
        });
        let join = if option.switches == Some(Switches::Any) { Timeline::or } else { both };
        let first = switches.next();
        let first =
            first.unwrap_or_else(|| Timeline::always(Value::Unknown, Reason::of(ReasonCode::OptionNever)));
        switches.fold(first, |whole, switch| join(&whole, &switch))
    }
}

/// The lower of two parts of a term.
pub(super) fn lower(a: &Timeline, b: &Timeline) -> Timeline {
    a.combine(b, |a, b| of_parts(a, b, b.value < a.value))
}

/// The higher of two parts of a term.
fn higher(a: &Timeline, b: &Timeline) -> Timeline {
    a.combine(b, higher_of)
}

fn higher_of(a: Step, b: Step) -> (Value, Reason) {
    of_parts(a, b, (b.value, b.from) > (a.value, a.from))
}

/// The higher of two states. One that is known never to have begun, which is Held, adds nothing to the other.
fn higher_begun(a: &Timeline, b: &Timeline) -> Timeline {
    a.combine(b, |a, b| match (a.value, b.value) {
        (Value::Held, _) => (b.value, b.reason),
        (_, Value::Held) => (a.value, a.reason),
        _ => higher_of(a, b),
    })
}

/// The second or the first part. Where both are Unknown, a fact that is missing is the reason before a consent that
/// can still be asked: asking alone would not settle the term.
fn of_parts(a: Step, b: Step, second: bool) -> (Value, Reason) {
    let missing =
        |step: Step| matches!(step.reason.code, ReasonCode::TermUnknown | ReasonCode::TermNotSupplied);
    let second = match (a.value, b.value) {
        (Value::Unknown, Value::Unknown) => missing(b) && !missing(a),
        _ => second,
    };
    let step = if second { b } else { a };
    (step.value, step.reason)
}

/// A term from the state under it: the same values, with the reasons of a term.
fn running(state: &Timeline) -> Timeline {
    state.map(|step| (step.value, as_term(step)))
}

fn as_term(step: &Step) -> Reason {
    let code = match step.value {
        Value::Live => ReasonCode::WithinTerm,
        // Of the states that a term names, only one that is known never to have begun is Held.
        Value::Held => ReasonCode::NoBackstop,
        Value::Unknown => ReasonCode::TermUnknown,
        Value::Ended => ReasonCode::TermOver,
    };
    Reason { code, ..step.reason }
}

fn unknown(code: ReasonCode) -> Timeline {
    Timeline::always(Value::Unknown, Reason::of(code))
}

/// `h + P`: everything up to the end of the first, and from each to its own end.
///
/// Not supplied: Unknown. Known none: open. Where more may have happened than is known, what is known still keeps its
/// own span Live, and the rest is Unknown; so is a gap before the last moment that was observed, since only that one
/// need be passed.
fn after_happenings(
    happenings: Option<Happenings>,
    period: Period,
    zone: &Zone,
    is_minimum: bool,
) -> Timeline {
    let Some(happenings) = happenings else { return unknown(ReasonCode::TermUnknown) };
    if happenings.moments.is_empty() && happenings.complete {
        let value = if is_minimum { Value::Ended } else { Value::Live };
        return Timeline::always(value, Reason::of(ReasonCode::TermOpen));
    }
    // Between the spans: over, or not known where more may have happened.
    let (value, code) = match happenings.complete {
        true => (Value::Ended, ReasonCode::TermOver),
        false => (Value::Unknown, ReasonCode::TermUnknown),
    };
    let mut line = unknown(ReasonCode::TermUnknown);
    let mut latest = Time::MIN;
    for (index, happening) in happenings.moments.iter().enumerate() {
        let first = happening.moment.first(zone);
        let (counted, source) = (happening.counted, happening.source);
        // Spans are joined: a bare day may end later than an instant within it that is counted after it.
        let to = zone.after(counted.past(zone), counted.day(zone), period).max(latest);
        latest = to;
        let from = if index == 0 && happenings.complete { Time::MIN } else { first };
        line.paint_from(from, Value::Live, Reason::new(ReasonCode::WithinTerm, source));
        if to < Time::MAX {
            let source = if happenings.complete { source } else { Source::None };
            line.paint_from(to.max(from), value, Reason::new(code, source));
        }
    }
    let unsure = Reason::new(ReasonCode::TermUnknown, Source::Observed);
    let before = Span { from: Time::MIN, to: happenings.known_from };
    line.or(&Timeline::always(Value::Ended, Reason::NONE).painted(before, Value::Unknown, unsure))
}
