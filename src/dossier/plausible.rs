//! What cannot be so: an entry about what has happened that lies ahead of the moment at which it is recorded, an age that
//! nobody reaches, a request under a law that did not apply. A year that was mistyped is most often the cause.

use super::Body;
use crate::Diagnostic;
use crate::calendar::{Day, Moment, Time, Zone};
use crate::law::LEAP_DAY_ON_FIRST_OF_MARCH;

/// How far ahead of its recording an entry may happen, in days: what is planned, within 25 years.
const FARTHEST_AHEAD: i64 = 25 * 366;

/// The oldest that a person can be, in completed years.
const OLDEST: i16 = 120;

/// The GDPR applies from this day on (article 99(2)).
const GDPR_APPLIES: Day = Day::constant(2018, 5, 25);

impl Body {
    /// An entry that happens too far ahead to be planned.
    pub(super) fn happens_far_ahead(&self, recorded: Time) -> Option<Diagnostic> {
        let limit = recorded.shifted(FARTHEST_AHEAD * Time::DAY);
        let is_ahead = match self.happened() {
            Moment::At(at) => at > limit,
            Moment::On(day) => i64::from(day.since_epoch()) * Time::DAY > limit.micros(),
        };
        is_ahead.then(|| {
            Diagnostic::new(
                "happened-far-ahead",
                "what this entry says happened lies far ahead of when it is recorded",
            )
            .at("/happened")
            .expecting("a moment that has been, or is planned within 25 years")
            .helping("look at the year; for what is to end one day, leave it to the term")
        })
    }

    /// An entry of a person that cannot be so when it is recorded.
    pub(crate) fn cannot_be_so(&self, recorded: Time, zone: &Zone) -> Option<Diagnostic> {
        self.is_not_yet(recorded, zone)
            .or_else(|| self.is_too_old(recorded, zone))
            .or_else(|| self.is_before_the_law(zone))
    }

    /// States, agreements, options, authorities and what takes effect on a planned day may lie ahead; what a person says
    /// and what is done with data may not.
    fn can_be_planned(&self) -> bool {
        self.run_of_state().is_some()
            || matches!(
                self,
                Body::Occurred(_)
                    | Body::CapacityChanged(_)
                    | Body::AuthorityBegan(_)
                    | Body::AuthorityEnded(_)
                    | Body::ConsentSuperseded(_)
                    | Body::OptionOn(_)
                    | Body::OptionOff(_)
                    | Body::ControllerChanged(_)
                    | Body::AgreementSigned(_)
                    | Body::AgreementEnded(_)
                    | Body::TrialBegan(_)
            )
    }

    fn is_not_yet(&self, recorded: Time, zone: &Zone) -> Option<Diagnostic> {
        let happened = (!self.can_be_planned()).then(|| ("/happened", self.happened()));
        let informed = match self {
            Body::Born(b) => Some(("/date", Moment::On(b.date))),
            Body::ErasureGranted(b) => Some(("/through", b.through)),
            Body::Erased(b) => Some(("/through", b.through)),
            Body::Anonymised(b) => Some(("/through", b.through)),
            Body::Pseudonymised(b) => Some(("/through", b.through)),
            _ => None,
        };
        // Clocks and zones differ.
        let limit = recorded.shifted(Time::DAY);
        let (path, _) =
            happened.into_iter().chain(informed).find(|(_, moment)| moment.first(zone) > limit)?;
        let diagnostic = Diagnostic::new(
            "not-yet",
            "this entry is about what has happened, at a moment that has not come yet",
        );
        Some(
            diagnostic
                .at(path)
                .expecting(format!("a moment up to {limit}, a day after it is recorded"))
                .helping(
                    "look at the year; states, options, agreements and authorities can be planned ahead",
                ),
        )
    }

    fn is_too_old(&self, recorded: Time, zone: &Zone) -> Option<Diagnostic> {
        let path = match self {
            Body::Born(b) => {
                let birthday = b.date.birthday(OLDEST + 1, LEAP_DAY_ON_FIRST_OF_MARCH);
                birthday.is_some_and(|day| day <= zone.day_of(recorded)).then_some("/date")?
            }
            Body::AgeAttested(b) => (b.at_least > OLDEST as u32).then_some("/at-least")?,
            _ => return None,
        };
        let today = zone.day_of(recorded);
        Some(
            Diagnostic::new("too-old", "nobody is older than 120 years")
                .at(path)
                .expecting(format!("an age of at most 120 on {today}, when it is recorded"))
                .helping("look at the year"),
        )
    }

    fn is_before_the_law(&self, zone: &Zone) -> Option<Diagnostic> {
        let asks = matches!(self, Body::Requested(_) | Body::Objected(_));
        (asks && self.happened().day(zone) < GDPR_APPLIES).then(|| {
            Diagnostic::new(
                "before-the-law",
                "a request cannot have been made before the GDPR applied (article 99(2))",
            )
            .at("/happened")
            .expecting(format!("a moment from {GDPR_APPLIES} on"))
            .helping("look at the year")
        })
    }
}
