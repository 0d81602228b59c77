//! Appending to a person's dossier with every check that there is.

use super::{Requests, RightsError};
use crate::Diagnostic;
use crate::calendar::Time;
use crate::claim::Institution;
use crate::dossier::{Appended, Body, Dossier, Observation};

/// Why an entry was not made: what is wrong with it, or that it is no legal step of a request.
pub(crate) enum NotAppended {
    Entry(Vec<Diagnostic>),
    Step(Vec<Diagnostic>),
}

impl Institution {
    /// Makes the next entry of a person's dossier, if it may be written: the policy knows every name in it, it can be so (it
    /// tells of nothing as past that is still to come, and what it ends had begun), and if it is about a request, that is a
    /// legal step as things stand at `recorded` ([`Requests::check_append`]). This is the way to append for a person; what
    /// [`Dossier::append`] makes has been checked against none of these.
    ///
    /// Changes nothing: the host stores the line under (dossier, `seq`) and the head beside it, and if another process
    /// was first, reads again, decides again, and tries again. `observed` is what the host has seen without storing it as
    /// entries, `recorded` is now, and `skew` is how far, in microseconds, clocks may differ.
    ///
    /// # Errors
    /// Everything that is wrong with its names; an illegal step, with the legal ones; what [`Dossier::append`] refuses.
    pub fn append(
        &self,
        dossier: &Dossier,
        observed: &[Observation],
        body: Body,
        recorded: Time,
        skew: i64,
    ) -> Result<Appended, RightsError> {
        self.try_append(dossier, observed, body, recorded, skew).map_err(|why| match why {
            NotAppended::Entry(diagnostics) | NotAppended::Step(diagnostics) => RightsError::of(diagnostics),
        })
    }

    /// The same, with what kind of error it is.
    pub(crate) fn try_append(
        &self,
        dossier: &Dossier,
        observed: &[Observation],
        body: Body,
        recorded: Time,
        skew: i64,
    ) -> Result<Appended, NotAppended> {
        let accepted = self.check_append_for_person(dossier, &body, recorded, skew);
        accepted.map_err(|error| NotAppended::Entry(error.diagnostics().to_vec()))?;
        let judged = self.judge(dossier, observed, &body, recorded);
        judged.map_err(|error| NotAppended::Step(error.diagnostics().to_vec()))?;
        let appended = dossier.append(dossier.head(), body, recorded, skew);
        appended.map_err(|error| NotAppended::Entry(error.diagnostics().to_vec()))
    }

    /// Whether an entry is a legal step, if it is about a request.
    fn judge(
        &self,
        dossier: &Dossier,
        observed: &[Observation],
        body: &Body,
        recorded: Time,
    ) -> Result<(), RightsError> {
        if !Requests::judge(body) {
            return Ok(());
        }
        // What was written by a clock that is ahead counts too.
        let last = dossier.entries().last().map_or(recorded, |entry| entry.recorded());
        let claims = self.claims(dossier, observed, recorded.max(last));
        Requests::of(&claims).check_append(&claims, body)
    }
}
