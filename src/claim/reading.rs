//! How a claim is read: for what, with unknown facts read low or not, and with which states taken as begun.

use crate::json::Id;
use crate::timeline::{Reason, Source, Span, Timeline, Value};

/// What condition timelines are for: a backstop ends a term for disposal only.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum UseOf {
    Decision,
    Disposal,
}

/// How a claim is read.
#[derive(Clone, Copy)]
pub(super) struct Reading<'r> {
    pub(super) use_of: UseOf,
    /// Every unknown fact is read low: an unknown state, happening or age is Ended, consent is its lowest way.
    pub(super) low: bool,
    /// States that are taken as begun, each for a span before it did (intake).
    pub(super) begun: &'r [Begun],
}

/// A state, and the span in which it is taken as begun.
#[derive(Clone)]
pub(super) struct Begun {
    pub(super) state: Id,
    pub(super) span: Span,
}

impl Reading<'_> {
    pub(super) const DECISION: Reading<'static> = Reading { use_of: UseOf::Decision, low: false, begun: &[] };

    /// A state as this reading takes it. An `if` reads the state as it was, and does not ask this.
    pub(super) fn state(self, id: &Id, line: Timeline) -> Timeline {
        let begun = self.begun.iter().filter(|begun| begun.state == *id);
        let reason = Reason { source: Source::Record, ..Reason::NONE };
        let line = begun.fold(line, |line, begun| line.painted(begun.span, Value::Live, reason));
        self.lowered(line)
    }

    /// Something that is Unknown only for want of a fact.
    pub(super) fn lowered(self, line: Timeline) -> Timeline {
        if !self.low {
            return line;
        }
        line.map(|step| {
            let value = if step.value == Value::Unknown { Value::Ended } else { step.value };
            (value, step.reason)
        })
    }
}
