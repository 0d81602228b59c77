//! What an entry is about: entries about the same thing are put in order with each other, within a day and within the
//! clock skew.

use super::Body;
use crate::json::{Id, Text};

/// A thing that entries can be about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Thing<'b> {
    /// One run of a state, or the whole of it where no `ref` is named.
    State(&'b str, Option<&'b str>),
    /// The words, supersessions and erasures of one purpose.
    Purpose(&'b Id),
    /// Every purpose: an erasure that names none.
    EveryPurpose,
    Authority(&'b str),
    Option(&'b Id),
    Agreement,
    /// What arrived or began with an entry, and what became of it.
    Entry(u32),
}

impl Thing<'_> {
    pub(super) fn is_that_of(&self, other: &Thing<'_>) -> bool {
        match (self, other) {
            (Thing::EveryPurpose, Thing::Purpose(_)) | (Thing::Purpose(_), Thing::EveryPurpose) => true,
            _ => self == other,
        }
    }
}

impl Body {
    /// What an entry with this number and body is about.
    pub(super) fn things(&self, seq: u32) -> Vec<Thing<'_>> {
        fn purposes(ids: &[Id]) -> Vec<Thing<'_>> {
            ids.iter().map(Thing::Purpose).collect()
        }
        if let Some(run) = self.run_of_state() {
            return vec![Thing::State(run.state, run.reference)];
        }
        if let Some(entry) = self.about_request() {
            return vec![Thing::Entry(entry)];
        }
        match self {
            Body::ConsentGiven(b) => purposes(&b.purposes),
            Body::ConsentRefused(b) => purposes(&b.purposes),
            Body::ConsentWithdrawn(b) => purposes(&b.purposes),
            Body::ConsentSuperseded(b) => purposes(&b.purposes),
            Body::ErasureGranted(b) if b.purposes.is_empty() => vec![Thing::EveryPurpose],
            Body::ErasureGranted(b) => purposes(&b.purposes),
            Body::AuthorityBegan(b) => vec![Thing::Authority(&b.representative.0)],
            Body::AuthorityEnded(b) => vec![Thing::Authority(&b.representative.0)],
            Body::OptionOn(b) => vec![Thing::Option(&b.option)],
            Body::OptionOff(b) => vec![Thing::Option(&b.option)],
            Body::AgreementSigned(_) | Body::AgreementEnded(_) => vec![Thing::Agreement],
            Body::RestrictionLifted(b) => vec![Thing::Entry(b.entry)],
            Body::HoldReleased(b) => vec![Thing::Entry(b.entry)],
            Body::Requested(_) | Body::Objected(_) | Body::Restricted(_) | Body::Hold(_) => {
                vec![Thing::Entry(seq)]
            }
            _ => Vec::new(),
        }
    }

    /// What raises `happened` of this entry: the same, if it is a word or a step that restricts or ends. A yes, a beginning,
    /// a lifting and a release are never raised: they would come to stand after a no that was written before them.
    pub(super) fn raised_by(&self) -> Vec<Thing<'_>> {
        let restricts = match self {
            Body::ConsentRefused(_)
            | Body::ConsentWithdrawn(_)
            | Body::ConsentSuperseded(_)
            | Body::ErasureGranted(_)
            | Body::AuthorityEnded(_)
            | Body::OptionOff(_)
            | Body::AgreementEnded(_) => true,
            Body::ObjectionRejected(_) | Body::ObjectionWithdrawn(_) => false,
            _ => self.run_of_state().is_some_and(|run| !run.begins) || self.about_request().is_some(),
        };
        if restricts { self.things(0) } else { Vec::new() }
    }

    /// The run of a state that an entry begins or ends.
    pub(crate) fn run_of_state(&self) -> Option<RunOfState<'_>> {
        fn run<'b>(
            state: &'b str,
            reference: &'b Option<Text>,
            begins: bool,
            initial: Option<bool>,
        ) -> RunOfState<'b> {
            let reference = reference.as_ref().map(|reference| reference.0.as_str());
            RunOfState { state, reference, begins, initial: initial == Some(true) }
        }
        Some(match self {
            Body::Began(b) => run(b.state.as_str(), &b.r#ref, true, b.initial),
            Body::Ended(b) => run(b.state.as_str(), &b.r#ref, false, None),
            Body::Enrolled(b) => run("enrolled", &b.r#ref, true, b.initial),
            Body::Left(b) => run("enrolled", &b.r#ref, false, None),
            Body::AccountOpened(b) => run("account", &b.r#ref, true, b.initial),
            Body::AccountClosed(b) => run("account", &b.r#ref, false, None),
            Body::ContractBegan(b) => run("contract", &b.r#ref, true, b.initial),
            Body::ContractEnded(b) => run("contract", &b.r#ref, false, None),
            _ => return None,
        })
    }
}

/// The run of a state that an entry begins or ends.
#[derive(Clone, Copy)]
pub(crate) struct RunOfState<'b> {
    pub(crate) state: &'b str,
    pub(crate) reference: Option<&'b str>,
    pub(crate) begins: bool,
    pub(crate) initial: bool,
}
