//! Four values, and total step functions from time to a value: the arithmetic under every answer.
//!
//! ```text
//! Ended < Unknown < Held < Live          and = the lower, or = the higher
//! ```
//!
//! *Live*: hold and use. *Held*: hold, do not use. *Unknown*: do not use **and do not erase**. *Ended*: no claim.

mod value;

pub use value::{Reason, Source, Value};

use core::cmp::{Ordering, Reverse};
use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::calendar::Time;

/// A value for every moment of time, changing at its steps. Owned, immutable once built; share it freely.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Timeline {
    // INVARIANT: never empty; the first step is from `Time::MIN`; `from` strictly increases; two neighbours differ.
    steps: Vec<Step>,
}

/// From this moment on, this value, because of this.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Step {
    /// The first instant of the value.
    pub from: Time,
    /// The value until the next step.
    pub value: Value,
    /// What made it so.
    pub reason: Reason,
}

/// A half-open span of time, `[from, to)`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    /// The first instant in it.
    pub from: Time,
    /// The first instant after it.
    pub to: Time,
}

impl Timeline {
    /// The same value at every moment.
    pub fn always(value: Value, reason: Reason) -> Timeline {
        Timeline { steps: vec![Step { from: Time::MIN, value, reason }] }
    }

    /// `value` at first, then each of these in turn, given in order; of those at one moment the last one counts.
    pub(crate) fn of_steps(
        value: Value,
        reason: Reason,
        later: impl IntoIterator<Item = (Time, Value, Reason)>,
    ) -> Timeline {
        let mut steps = vec![Step { from: Time::MIN, value, reason }];
        for (from, value, reason) in later {
            while steps.len() > 1 && steps.last().is_some_and(|last| last.from >= from) {
                steps.pop();
            }
            if from <= Time::MIN {
                steps.clear();
            }
            push(&mut steps, Step { from: from.max(Time::MIN), value, reason });
        }
        Timeline { steps }
    }

    /// All steps, in order; never empty, the first from `Time::MIN`.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The value at `at`, and why.
    pub fn at(&self, at: Time) -> Step {
        self.step_and_later(at).0
    }

    /// The value at `at`, and the first later moment at which it is another one.
    pub(crate) fn at_and_next(&self, at: Time) -> (Step, Time) {
        let (now, later) = self.step_and_later(at);
        let next = later.iter().find(|step| step.value != now.value);
        (now, next.map_or(Time::MAX, |step| step.from))
    }

    /// The step at `at`, and those after it.
    fn step_and_later(&self, at: Time) -> (Step, &[Step]) {
        let later = self.steps.partition_point(|step| step.from <= at);
        // INVARIANT: the first step is from `Time::MIN`, so at least one step is not after `at`.
        let now = self.steps.get(later.wrapping_sub(1)).copied().unwrap_or(Step {
            from: Time::MIN,
            value: Value::Unknown,
            reason: Reason::NONE,
        });
        (now, self.steps.get(later..).unwrap_or(&[]))
    }

    /// The first later moment at which the value is another one; `Time::MAX` if it stays.
    pub fn next(&self, at: Time) -> Time {
        self.at_and_next(at).1
    }

    /// The longest span around `at` in which the value is at least `level`; `None` if it is lower at `at`.
    pub fn run(&self, at: Time, level: Value) -> Option<Span> {
        self.runs(level).find(|run| run.from <= at && at < run.to)
    }

    /// Every longest span in which the value is at least `level`, in order.
    pub fn runs(&self, level: Value) -> impl Iterator<Item = Span> + '_ {
        let mut steps = self.steps.iter().peekable();
        core::iter::from_fn(move || {
            let from = steps.by_ref().find(|step| step.value >= level)?.from;
            while steps.next_if(|step| step.value >= level).is_some() {}
            let to = steps.peek().map_or(Time::MAX, |step| step.from);
            Some(Span { from, to })
        })
    }

    /// The lower of the two at every moment.
    pub fn and(&self, other: &Timeline) -> Timeline {
        self.merge(other, |a, b| if b.value < a.value { b } else { a })
    }

    /// The higher of the two at every moment. Where both are equal, the one that became so last is the reason: of two
    /// claims that have ended, the later end is the one that counts.
    pub fn or(&self, other: &Timeline) -> Timeline {
        self.merge(other, |a, b| if (b.value, b.from) > (a.value, a.from) { b } else { a })
    }

    /// For states only: Live and Ended change places, Unknown (and Held) becomes Unknown.
    pub fn not(&self) -> Timeline {
        self.map(|step| {
            let value = match step.value {
                Value::Live => Value::Ended,
                Value::Ended => Value::Live,
                Value::Held | Value::Unknown => Value::Unknown,
            };
            (value, step.reason)
        })
    }

    /// Another value and reason for each step.
    pub(crate) fn map(&self, change: impl Fn(&Step) -> (Value, Reason)) -> Timeline {
        let mut mapped = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            let (value, reason) = change(step);
            push(&mut mapped, Step { from: step.from, value, reason });
        }
        Timeline { steps: mapped }
    }

    /// This timeline with `value` on `[from, to)`, whatever it was there.
    #[must_use]
    pub(crate) fn painted(&self, span: Span, value: Value, reason: Reason) -> Timeline {
        if span.from >= span.to {
            return self.clone();
        }
        let mut painted = Vec::with_capacity(self.steps.len() + 2);
        for step in self.steps.iter().filter(|step| step.from < span.from) {
            push(&mut painted, *step);
        }
        push(&mut painted, Step { from: span.from, value, reason });
        if span.to < Time::MAX {
            push(&mut painted, Step { from: span.to, ..self.at(span.to) });
        }
        for step in self.steps.iter().filter(|step| step.from > span.to) {
            push(&mut painted, *step);
        }
        Timeline { steps: painted }
    }

    /// From `from` on, `value`, whatever it was there.
    #[must_use]
    pub(crate) fn painted_from(&self, from: Time, value: Value, reason: Reason) -> Timeline {
        self.painted(Span { from, to: Time::MAX }, value, reason)
    }

    /// This timeline before `from`, the other from then on.
    #[cfg(test)]
    #[must_use]
    pub(crate) fn spliced(&self, from: Time, other: &Timeline) -> Timeline {
        let mut spliced: Vec<Step> = self.steps.iter().copied().filter(|step| step.from < from).collect();
        push(&mut spliced, Step { from, ..other.at(from) });
        for step in other.steps.iter().filter(|step| step.from > from) {
            push(&mut spliced, *step);
        }
        Timeline { steps: spliced }
    }

    /// Each timeline from its moment on, until the moment of the next; `before` until the first. The moments are in order.
    ///
    /// Reads of each timeline only the part that is used, so that a history of n versions is put together in O(n log n).
    pub(crate) fn pieced<'t>(
        before: Timeline,
        pieces: impl IntoIterator<Item = (Time, Cow<'t, Timeline>)>,
    ) -> Timeline {
        let Timeline { mut steps } = before;
        let mut pieces = pieces.into_iter().peekable();
        if let Some((first, _)) = pieces.peek() {
            let kept = steps.partition_point(|step| step.from < *first);
            steps.truncate(kept);
        }
        while let Some((from, line)) = pieces.next() {
            let until = pieces.peek().map_or(Time::MAX, |(next, _)| *next);
            if from >= until {
                continue;
            }
            push(&mut steps, Step { from, ..line.at(from) });
            let later = line.steps.partition_point(|step| step.from <= from);
            for step in line.steps.iter().skip(later) {
                if step.from >= until {
                    break;
                }
                push(&mut steps, *step);
            }
        }
        Timeline { steps }
    }

    /// The highest of these at every moment; `none` where there is not one. Of equal ones, the one that became so last
    /// is the reason, as in [`Timeline::or`]. O(n log n) over all steps.
    pub(crate) fn highest<'t>(
        lines: impl IntoIterator<Item = &'t Timeline>,
        none: impl FnOnce() -> Timeline,
    ) -> Timeline {
        merged(lines, |index, step| (step.value, step.from, Reverse(index))).unwrap_or_else(none)
    }

    /// The lowest of these at every moment; `none` where there is not one. Of equal ones, the first is the reason, as in
    /// [`Timeline::and`]. O(n log n) over all steps.
    pub(crate) fn lowest<'t>(
        lines: impl IntoIterator<Item = &'t Timeline>,
        none: impl FnOnce() -> Timeline,
    ) -> Timeline {
        merged(lines, |index, step| (Reverse(step.value), Reverse(index))).unwrap_or_else(none)
    }

    /// The same from `from` on, and its value then before it: what a reading of later moments needs.
    pub(crate) fn since(self, from: Time) -> Timeline {
        let later = self.steps.partition_point(|step| step.from <= from);
        let mut steps = self.steps;
        steps.drain(..later.saturating_sub(1));
        if let Some(first) = steps.first_mut() {
            first.from = Time::MIN;
        }
        Timeline { steps }
    }

    /// From `from` on, `value`, whatever it was there. Changes the timeline in place: painted in the order of their
    /// moments, n values cost O(n), where [`painted_from`](Timeline::painted_from) copies what stands before each.
    pub(crate) fn paint_from(&mut self, from: Time, value: Value, reason: Reason) {
        self.cut(from);
        push(&mut self.steps, Step { from, value, reason });
    }

    /// Takes away every step at or after `from`; a step that begins there must be pushed at once.
    fn cut(&mut self, from: Time) {
        while self.steps.pop_if(|step| step.from >= from).is_some() {}
    }

    /// `value` on every span, because of it; Ended elsewhere, because of the span before. Spans may overlap and stand in
    /// any order: O(n log n).
    pub(crate) fn of_spans(mut spans: Vec<(Span, Reason)>, value: Value, before: Reason) -> Timeline {
        spans.sort_by_key(|(span, _)| span.from);
        let mut line = Timeline::always(Value::Ended, before);
        let mut until = Time::MIN;
        for (span, reason) in spans.iter().filter(|(span, _)| span.from < span.to) {
            line.paint_from(span.from, value, *reason);
            until = until.max(span.to);
            if until < Time::MAX {
                line.paint_from(until, Value::Ended, *reason);
            }
        }
        line
    }

    /// Per level, every run of at least that level lengthened to `end(its end)`; `over` is the reason past it. `end`
    /// must not decrease. O(n log n).
    ///
    /// Each level by itself, so that a value which is only Unknown keeps only an Unknown claim on what follows it.
    pub(crate) fn lengthened(&self, end: impl Fn(Time) -> Time, over: impl Fn(&Step) -> Reason) -> Timeline {
        let mut longer =
            self.map(|step| (step.value, if step.value == Value::Ended { over(step) } else { step.reason }));
        for level in [Value::Live, Value::Held, Value::Unknown] {
            // Runs come in order, and so do their ends: a tail goes on until its own end or the next one begins.
            let mut tails: Vec<(Time, Value, Reason)> = Vec::new();
            let mut steps = self.steps.iter().peekable();
            let mut last = Reason::NONE;
            for run in self.runs(level).filter(|run| run.to < Time::MAX) {
                // INVARIANT: a run ends where a step begins, so the step before it is the one that gave the level.
                while let Some(step) = steps.next_if(|step| step.from < run.to) {
                    if step.value >= level {
                        last = step.reason;
                    }
                }
                let to = end(run.to);
                if to <= run.to {
                    continue;
                }
                if tails.last().is_some_and(|(over, ..)| *over >= run.to) {
                    tails.pop();
                }
                tails.push((run.to, level, last));
                // The entry that ended the state is the reason that the term after it is over.
                tails.push((to, Value::Ended, steps.peek().map_or(Reason::NONE, |after| over(after))));
            }
            if !tails.is_empty() {
                longer = longer.or(&Timeline::of_steps(Value::Ended, Reason::NONE, tails));
            }
        }
        longer
    }

    /// The pointwise combination of two timelines.
    pub(crate) fn combine(&self, other: &Timeline, of: impl Fn(Step, Step) -> (Value, Reason)) -> Timeline {
        self.merge(other, |a, b| {
            let (value, reason) = of(a, b);
            Step { value, reason, ..a }
        })
    }

    fn merge(&self, other: &Timeline, pick: impl Fn(Step, Step) -> Step) -> Timeline {
        let mut merged = Vec::with_capacity(self.steps.len() + other.steps.len());
        let (mut left, mut right) = (self.steps.iter().peekable(), other.steps.iter().peekable());
        let (mut a, mut b) = (self.at(Time::MIN), other.at(Time::MIN));
        loop {
            let from = match (left.peek(), right.peek()) {
                (None, None) => break,
                (Some(step), None) | (None, Some(step)) => step.from,
                (Some(l), Some(r)) => match l.from.cmp(&r.from) {
                    Ordering::Less | Ordering::Equal => l.from,
                    Ordering::Greater => r.from,
                },
            };
            if let Some(step) = left.next_if(|step| step.from == from) {
                a = *step;
            }
            if let Some(step) = right.next_if(|step| step.from == from) {
                b = *step;
            }
            push(&mut merged, Step { from, ..pick(a, b) });
        }
        Timeline { steps: merged }
    }
}

/// Of several timelines, at every moment the step of the highest rank. No two lines may give one rank.
fn merged<'t, K: Ord>(
    lines: impl IntoIterator<Item = &'t Timeline>,
    rank: impl Fn(usize, &Step) -> K,
) -> Option<Timeline> {
    let lines: Vec<&Timeline> = lines.into_iter().collect();
    if let [line] = lines.as_slice() {
        return Some((*line).clone());
    }
    let mut turns: Vec<(Time, usize, &Step)> = Vec::with_capacity(lines.iter().map(|l| l.steps.len()).sum());
    for (index, line) in lines.iter().enumerate() {
        turns.extend(line.steps.iter().map(|step| (step.from, index, step)));
    }
    turns.sort_by_key(|(from, index, _)| (*from, *index));
    let mut now: Vec<Option<&Step>> = vec![None; lines.len()];
    let mut ranked: BTreeMap<K, &Step> = BTreeMap::new();
    let mut steps = Vec::new();
    for group in turns.chunk_by(|(a, ..), (b, ..)| a == b) {
        for (_, index, step) in group {
            let Some(place) = now.get_mut(*index) else { continue };
            if let Some(before) = place.replace(step) {
                ranked.remove(&rank(*index, before));
            }
            ranked.insert(rank(*index, step), step);
        }
        if let (Some((from, ..)), Some((_, step))) = (group.first(), ranked.last_key_value()) {
            push(&mut steps, Step { from: *from, ..**step });
        }
    }
    // INVARIANT: every line has a step from `Time::MIN`, so there is a first step unless there is no line.
    (!steps.is_empty()).then_some(Timeline { steps })
}

/// Adds a step unless it says what the last one already says.
fn push(steps: &mut Vec<Step>, step: Step) {
    match steps.last() {
        Some(last) if last.value == step.value && last.reason == step.reason => {}
        _ => steps.push(step),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(micros: i64) -> Time {
        Time::from_micros(micros)
    }

    fn line(values: &[(i64, Value)]) -> Timeline {
        values.iter().fold(Timeline::always(Value::Ended, Reason::NONE), |line, (from, value)| {
            line.painted_from(time(*from), *value, Reason::NONE)
        })
    }

    #[test]
    fn read_aloud() {
        let consent = line(&[(10, Value::Live), (30, Value::Ended)]);
        let term = line(&[(0, Value::Live), (40, Value::Ended)]);
        let claim = consent.and(&term);
        assert_eq!(claim.at(time(9)).value, Value::Ended);
        assert_eq!(claim.at(time(10)).value, Value::Live);
        assert_eq!(claim.next(time(10)), time(30));
        assert_eq!(claim.run(time(15), Value::Held), Some(Span { from: time(10), to: time(30) }));
        assert_eq!(claim.run(time(35), Value::Unknown), None);
        assert_eq!(consent.or(&term).next(time(5)), time(40));
    }

    /// Every timeline of so many steps at 10, 20, 30 …
    fn all(steps: u32) -> Vec<Timeline> {
        const VALUES: [Value; 4] = [Value::Ended, Value::Unknown, Value::Held, Value::Live];
        let of = |number: u32| {
            let values = (0..steps).map(|step| VALUES[(number >> (2 * step)) as usize & 3]);
            line(&values.enumerate().map(|(at, value)| (10 * at as i64 + 10, value)).collect::<Vec<_>>())
        };
        (0..4u32.pow(steps)).map(of).collect()
    }

    fn values(line: &Timeline) -> Vec<Value> {
        (0..100).map(|at| line.at(time(at)).value).collect()
    }

    #[test]
    fn painting_in_place_is_painting() {
        for base in all(4) {
            for from in [5, 10, 25, 60] {
                let mut painted = base.clone();
                painted.paint_from(time(from), Value::Held, Reason::NONE);
                assert_eq!(painted, base.painted_from(time(from), Value::Held, Reason::NONE));
                let other = line(&[(7, Value::Live), (30, Value::Unknown), (50, Value::Live)]);
                let spliced = Timeline::pieced(base.clone(), [(time(from), Cow::Borrowed(&other))]);
                assert_eq!(spliced, base.spliced(time(from), &other));
            }
        }
    }

    #[test]
    fn a_run_is_lengthened_wherever_it_ends() {
        for state in all(4) {
            for length in [0, 5, 15, 35] {
                let longer = state.lengthened(|end| end.shifted(length), |step| step.reason);
                let level = |at: i64, level: Value| {
                    let run = |run: Span| {
                        run.from <= time(at) && (run.to == Time::MAX || time(at) < run.to.shifted(length))
                    };
                    state.runs(level).any(run)
                };
                let levels = [Value::Live, Value::Held, Value::Unknown];
                let expected =
                    (0..100).map(|at| levels.into_iter().find(|l| level(at, *l)).unwrap_or(Value::Ended));
                assert_eq!(values(&longer), expected.collect::<Vec<_>>(), "{state:?} {length}");
            }
        }
    }

    #[test]
    fn spans_in_any_order_are_one_timeline() {
        let span = |from, to| (Span { from: time(from), to: time(to) }, Reason::NONE);
        let spans = vec![span(40, 50), span(10, 30), span(20, 25), span(30, 35), span(45, 45)];
        let expected = line(&[(10, Value::Live), (35, Value::Ended), (40, Value::Live), (50, Value::Ended)]);
        assert_eq!(Timeline::of_spans(spans, Value::Live, Reason::NONE), expected);
        let open = (Span { from: time(20), to: Time::MAX }, Reason::NONE);
        let open = Timeline::of_spans(vec![open, span(10, 15), span(30, 40)], Value::Live, Reason::NONE);
        assert_eq!(open, line(&[(10, Value::Live), (15, Value::Ended), (20, Value::Live)]));
    }

    #[test]
    fn many_at_once_are_the_same_as_one_by_one() {
        let lines = [
            line(&[(0, Value::Held), (40, Value::Ended)]),
            line(&[(5, Value::Unknown), (10, Value::Live), (20, Value::Ended)]),
            line(&[(8, Value::Held), (9, Value::Ended), (30, Value::Live)]),
        ];
        let none = || Timeline::always(Value::Ended, Reason::NONE);
        let [a, b, c] = &lines;
        assert_eq!(Timeline::highest(&lines, none), a.or(b).or(c));
        assert_eq!(Timeline::lowest(&lines, none), a.and(b).and(c));
        assert_eq!(Timeline::highest([], none), none());
        let pieces =
            [(time(6), Cow::Borrowed(b)), (time(12), Cow::Borrowed(a)), (time(50), Cow::Borrowed(c))];
        assert_eq!(
            Timeline::pieced(none(), pieces),
            none().spliced(time(6), b).spliced(time(12), a).spliced(time(50), c)
        );
        assert_eq!(b.clone().since(time(12)).at(time(13)), Step { from: Time::MIN, ..b.at(time(13)) });
    }

    #[test]
    fn each_level_is_lengthened_by_itself() {
        let state = line(&[
            (0, Value::Unknown),
            (10, Value::Live),
            (20, Value::Ended),
            (22, Value::Unknown),
            (24, Value::Ended),
        ]);
        let longer = state.lengthened(|end| end.shifted(5), |step| step.reason);
        let values: Vec<_> = longer.steps().iter().map(|step| (step.from, step.value)).collect();
        assert_eq!(
            values,
            [
                (Time::MIN, Value::Ended),
                (time(0), Value::Unknown),
                (time(10), Value::Live),
                (time(25), Value::Unknown),
                (time(29), Value::Ended)
            ]
        );
    }
}
