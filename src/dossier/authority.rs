//! What entries say of someone's authority to speak for the person: as a legal representative, and by mandate.

use std::collections::BTreeMap;

use super::order::{Placed, Written, placed};
use super::{Authority as Kind, AuthorityBegan, RepresentativePower};
use crate::calendar::{Day, Moment, Time, Zone};
use crate::law::Act;
use crate::timeline::{Reason, Source, Span, Timeline, Value};

/// What someone may do for the person, over time.
pub(crate) struct Authority {
    /// Live while they are a legal representative who may speak, Ended while they are known not to be; Unknown before
    /// anything was recorded of them.
    pub(crate) representative: Timeline,
    /// By act: the mandates for it, in the order in which they begin.
    mandates: BTreeMap<Act, Vec<Mandate>>,
}

/// Written authority by the person, for named acts (BW 3:60).
#[derive(Clone, Copy)]
pub(crate) struct Mandate {
    pub(crate) from: Time,
    /// The first instant after it; `None` if no end was stated.
    to: Option<Time>,
}

impl Authority {
    /// The mandate for an act that was given last, and whether it lasts: Unknown if it states no end, which a mandate has.
    pub(crate) fn mandate(&self, act: Act, at: Time) -> Option<(Mandate, Value)> {
        let given = self.mandates.get(&act)?;
        let last = given.partition_point(|mandate| mandate.from <= at).checked_sub(1)?;
        let mandate = *given.get(last)?;
        let value = match mandate.to {
            None => Value::Unknown,
            Some(to) if at < to => Value::Live,
            Some(_) => Value::Ended,
        };
        Some((mandate, value))
    }

    /// The moments from `from` up to `to` at which it changes.
    pub(crate) fn turns_within(&self, from: Time, to: Time) -> impl Iterator<Item = Time> + '_ {
        let steps = self.representative.steps();
        let first = steps.partition_point(|step| step.from < from);
        let own = steps.get(first..).unwrap_or(&[]).iter().map(|step| step.from);
        let given = self.mandates.values().flat_map(move |given| {
            let first = given.partition_point(|mandate| mandate.from < from);
            given
                .get(first..)
                .unwrap_or(&[])
                .iter()
                .map(|mandate| mandate.from)
                .take_while(move |at| *at < to)
        });
        own.take_while(move |at| *at < to).chain(given)
    }
}

/// Collects what entries say of one person's authority, in the order of their numbers.
#[derive(Default)]
pub(super) struct Events {
    events: Vec<Written<(What, Source)>>,
    /// The moment before which it never existed, and the entry that says so.
    never: Option<(Time, Source)>,
}

enum What {
    /// Representative from now on: Live, or Ended for a parent with fewer rights.
    Represents(Value, Option<Day>),
    /// For these acts, if they may speak at all.
    Mandated(Vec<Act>, bool, Option<Day>),
    Ends,
}

impl Events {
    pub(super) fn begins(&mut self, body: &AuthorityBegan, seq: u32, source: Source) {
        let speaks = body.may == RepresentativePower::Exercise;
        let what = match body.authority {
            Kind::Mandate => What::Mandated(body.acts.clone().unwrap_or_default(), speaks, body.through),
            _ => What::Represents(if speaks { Value::Live } else { Value::Ended }, body.through),
        };
        self.events.push(Written { seq, moment: body.happened, begins: true, what: (what, source) });
    }

    /// It ends; or it never existed, so that whatever was recorded of it before does not count.
    pub(super) fn ends(&mut self, moment: Moment, zone: &Zone, seq: u32, source: Source, never: bool) {
        self.events.push(Written { seq, moment, begins: false, what: (What::Ends, source) });
        let over = moment.past(zone);
        if never && self.never.is_none_or(|(earlier, _)| earlier < over) {
            self.never = Some((over, source));
        }
    }

    pub(super) fn fold(self, zone: &Zone) -> Authority {
        let reason = |source| Reason { source, ..Reason::NONE };
        // An end before the beginning ends it at once.
        let end = |through: Option<Day>, at: Time| through.map(|day| zone.end_of(day).max(at));
        let mut steps: Vec<(Time, Value, Reason)> = Vec::with_capacity(self.events.len());
        let mut mandates: BTreeMap<Act, Vec<Mandate>> = BTreeMap::new();
        let mut lapses: Option<(Time, Source)> = None;
        for Placed { at, what: (what, source), .. } in placed(self.events, zone) {
            if let Some((end, source)) = lapses.filter(|(end, _)| *end <= at) {
                steps.push((end, Value::Ended, reason(source)));
                lapses = None;
            }
            match what {
                What::Represents(value, through) => {
                    steps.push((at, value, reason(source)));
                    lapses = end(through, at).map(|to| (to, source));
                }
                What::Mandated(acts, speaks, through) => {
                    let to = if speaks { end(through, at) } else { Some(at) };
                    for act in acts {
                        mandates.entry(act).or_default().push(Mandate { from: at, to });
                    }
                }
                What::Ends => {
                    steps.push((at, Value::Ended, reason(source)));
                    lapses = None;
                    for last in mandates.values_mut().filter_map(|given| given.last_mut()) {
                        last.to = Some(last.to.map_or(at, |to| to.min(at)));
                    }
                }
            }
        }
        steps.extend(lapses.map(|(end, source)| (end, Value::Ended, reason(source))));
        // Nobody knows what someone's authority was before it was first recorded.
        let line = Timeline::of_steps(Value::Unknown, Reason::NONE, steps);
        let Some((to, source)) = self.never else { return Authority { representative: line, mandates } };
        for given in mandates.values_mut() {
            given.retain(|mandate| mandate.from >= to);
        }
        let representative = line.painted(Span { from: Time::MIN, to }, Value::Ended, reason(source));
        Authority { representative, mandates }
    }
}
