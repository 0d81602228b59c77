//! Order within a day: where an entry stands among the entries about the same thing.

use std::collections::BTreeMap;

use crate::calendar::{Day, Moment, Time, Zone};

/// An entry that starts or ends a thing, as it was written.
pub(super) struct Written<T> {
    pub(super) seq: u32,
    pub(super) moment: Moment,
    pub(super) begins: bool,
    pub(super) what: T,
}

/// The same where it stands.
pub(super) struct Placed<T> {
    pub(super) at: Time,
    pub(super) seq: u32,
    pub(super) begins: bool,
    /// It ends with a day: before what begins with the next one, at the same instant.
    pub(super) of_day_before: bool,
    /// An end of that day was written before it, and has not ended: this goes on with what had begun before.
    pub(super) goes_on: bool,
    pub(super) what: T,
}

impl<T> Placed<T> {
    /// Moment, then number.
    pub(super) fn order(&self) -> (Time, bool, u32) {
        (self.at, !self.of_day_before, self.seq)
    }
}

/// Places the entries about one thing, which are given in the order of their numbers.
///
/// A dated start stands at the latest instant of its day among the lower-numbered ones, or else at the first instant. A
/// dated end that a higher-numbered start of that day follows has not ended. Then moment and number decide.
pub(super) fn placed<T>(written: Vec<Written<T>>, zone: &Zone) -> Vec<Placed<T>> {
    let mut starts: BTreeMap<Day, Vec<u32>> = BTreeMap::new();
    for start in written.iter().filter(|entry| entry.begins) {
        starts.entry(start.moment.day(zone)).or_default().push(start.seq);
    }
    let mut latest: BTreeMap<Day, Time> = BTreeMap::new();
    let mut resumed = Vec::new();
    let mut all = Vec::with_capacity(written.len());
    for Written { seq, moment, begins, what } in written {
        let day = moment.day(zone);
        let at = match (moment, begins) {
            (Moment::At(at), _) => {
                let latest = latest.entry(day).or_insert(at);
                *latest = at.max(*latest);
                at
            }
            (Moment::On(_), true) => latest.get(&day).copied().unwrap_or(moment.first(zone)),
            (Moment::On(_), false) => {
                let of_day = starts.get(&day).map_or(&[][..], Vec::as_slice);
                let after = of_day.partition_point(|start| *start < seq);
                if let Some(start) = of_day.get(after) {
                    resumed.push(*start);
                    continue;
                }
                moment.past(zone)
            }
        };
        let of_day_before = !begins && matches!(moment, Moment::On(_));
        all.push(Placed { at, seq, begins, of_day_before, goes_on: false, what });
    }
    // Both are in the order of their numbers.
    let mut resumed = resumed.into_iter().peekable();
    for entry in &mut all {
        while resumed.next_if(|start| *start < entry.seq).is_some() {}
        while resumed.next_if_eq(&entry.seq).is_some() {
            entry.goes_on = true;
        }
    }
    all.sort_by_key(Placed::order);
    all
}
