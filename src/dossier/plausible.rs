//! What cannot be so: an entry that tells of what lies ahead of the moment at which it is recorded. A year that was
//! mistyped is most often the cause, and would keep the entry from taking effect, or have it cover what is still to come.

use super::Body;
use crate::Diagnostic;
use crate::calendar::{Moment, Time};

/// How far ahead of its recording an entry may happen, in days: what is planned, within 25 years.
const FARTHEST_AHEAD: i64 = 25 * 366;

/// How far ahead a moment may lie that has been, in days: clocks and zones differ.
const SAME_DAY: i64 = 1;

impl Body {
    /// An entry that happens too far ahead to be planned.
    pub(super) fn happens_far_ahead(&self, recorded: Time) -> Option<Diagnostic> {
        is_ahead(self.happened(), recorded, FARTHEST_AHEAD).then(|| {
            Diagnostic::new(
                "happened-far-ahead",
                "what this entry says happened lies far ahead of when it is recorded",
            )
            .at("/happened")
            .expecting("a moment that has been, or is planned within 25 years")
            .helping("look at the year; for what is to end one day, leave it to the term")
        })
    }

    /// An entry that tells as past what has not come yet: a day of birth, or up to when records were made.
    pub(crate) fn tells_of_what_is_ahead(&self, recorded: Time) -> Option<Diagnostic> {
        let (path, moment) = match self {
            Body::Born(b) => ("/date", Moment::On(b.date)),
            Body::ErasureGranted(b) => ("/through", b.through),
            Body::Erased(b) => ("/through", b.through),
            Body::Anonymised(b) => ("/through", b.through),
            Body::Pseudonymised(b) => ("/through", b.through),
            _ => return None,
        };
        is_ahead(moment, recorded, SAME_DAY).then(|| {
            Diagnostic::new("not-yet", "this entry tells of a moment that has not come yet")
                .at(path)
                .expecting("a moment that is not later than when the entry is recorded")
                .helping("look at the year")
        })
    }
}

fn is_ahead(moment: Moment, recorded: Time, days: i64) -> bool {
    let limit = recorded.shifted(days * Time::DAY);
    match moment {
        Moment::At(at) => at > limit,
        Moment::On(day) => i64::from(day.since_epoch()) * Time::DAY > limit.micros(),
    }
}
