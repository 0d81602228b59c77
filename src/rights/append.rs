//! Appending to a person's dossier with every check that there is.

use super::{Requests, RightsError};
use crate::Diagnostic;
use crate::claim::Institution;
use crate::dossier::{Appended, Body, Dossier, Observation, Stamp};

/// Why an entry was not made: what is wrong with it, or that it is no legal step of a request.
pub(crate) enum NotAppended {
    Entry(Vec<Diagnostic>),
    Step(Vec<Diagnostic>),
}

impl Institution {
    /// Makes the next entry of a person's dossier, if it may be written: the dossier was opened for a person of this
    /// institution, the policy knows every name in the entry, it can be so (what it tells has happened by now, and what it
    /// ends lasts), and if it is about a request, that is a legal step as things stand ([`Requests::check_append`]). This is the
    /// way to append for a person; what [`Dossier::append`] makes has been checked against none of these.
    ///
    /// Changes nothing: the host stores the line under (dossier, `seq`) and the head beside it, and if another process
    /// was first, reads again, decides again, and tries again. `observed` is what the host has seen without storing it as
    /// entries; the stamp has the moment, which is now, and a fresh salt.
    ///
    /// # Errors
    /// Everything that is wrong with its names; an illegal step, with the legal ones; what [`Dossier::append`] refuses.
    pub fn append(
        &self,
        dossier: &Dossier,
        observed: &[Observation],
        body: Body,
        stamp: Stamp,
    ) -> Result<Appended, RightsError> {
        self.try_append(dossier, observed, body, stamp).map_err(|why| match why {
            NotAppended::Entry(diagnostics) | NotAppended::Step(diagnostics) => RightsError::of(diagnostics),
        })
    }

    /// The same, with what kind of error it is.
    pub(crate) fn try_append(
        &self,
        dossier: &Dossier,
        observed: &[Observation],
        body: Body,
        stamp: Stamp,
    ) -> Result<Appended, NotAppended> {
        let recorded = dossier.recorded(&stamp);
        let recorded = recorded.map_err(|error| NotAppended::Entry(error.diagnostics().to_vec()))?;
        // Judged where it will stand.
        let raised = dossier.in_order(body.clone(), &stamp);
        let accepted = self.check_append_for_person(dossier, &raised, recorded);
        accepted.map_err(|error| NotAppended::Entry(error.diagnostics().to_vec()))?;
        let judged = self.judge(dossier, observed, &raised);
        judged.map_err(|error| NotAppended::Step(error.diagnostics().to_vec()))?;
        let appended = dossier.append(dossier.head(), body, stamp);
        appended.map_err(|error| NotAppended::Entry(error.diagnostics().to_vec()))
    }

    /// Whether an entry is a legal step, if it is about a request.
    fn judge(&self, dossier: &Dossier, observed: &[Observation], body: &Body) -> Result<(), RightsError> {
        if !Requests::is_judged(body) {
            return Ok(());
        }
        let claims = self.claims(dossier, observed, None);
        Requests::of(&claims).check_append(&claims, body)
    }
}
