//! The closed lists of words as numbers, each said once in both directions.

use super::boundary::Failure;
use super::status::WB_STATUS_UNKNOWN_VALUE;
use crate::Diagnostic;
use crate::claim::Addressee;
use crate::decision::Answer;
use crate::law::Speaker;
use crate::policy::{ActorRelation, Identifiability, NameKind, OptionHolder, Verb};
use crate::timeline::{Reason, Source};

/// What a name is the name of: the kind of wb_policy_id.
#[repr(C)]
#[derive(Clone, Copy)]
pub enum wb_kind {
    WB_KIND_ROLE = 1,
    WB_KIND_PURPOSE = 2,
    WB_KIND_CATEGORY = 3,
    WB_KIND_RECIPIENT = 4,
    WB_KIND_PRECONDITION = 5,
}

/// What is done with the data.
#[repr(C)]
#[derive(Clone, Copy)]
pub enum wb_verb {
    WB_VERB_VIEW = 1,
    WB_VERB_CREATE = 2,
    WB_VERB_CHANGE = 3,
    WB_VERB_DELETE = 4,
    /// Gives it to a recipient, which must then be named.
    WB_VERB_SHARE = 5,
    WB_VERB_ANALYSE = 6,
    WB_VERB_CONTACT = 7,
    WB_VERB_STORE = 8,
    WB_VERB_PUBLISH = 9,
}

/// How far data can be led back to a person.
#[repr(C)]
#[derive(Clone, Copy)]
#[allow(dead_code, reason = "C passes it")]
pub enum wb_identifiability {
    /// In a question: no form in particular, so the most identifiable one that is allowed.
    WB_IDENTIFIABILITY_ANY = -1,
    /// In an answer: not at all.
    WB_IDENTIFIABILITY_NOTHING = 0,
    WB_IDENTIFIABILITY_ANONYMISED = 1,
    WB_IDENTIFIABILITY_PSEUDONYMISED = 2,
    WB_IDENTIFIABILITY_IDENTIFIABLE = 3,
}

/// What the one who acts is to the person: add up all that hold, 0 if none does.
#[repr(C)]
#[derive(Clone, Copy)]
pub enum wb_relation {
    WB_RELATION_SELF = 1,
    WB_RELATION_REPRESENTATIVE = 2,
    WB_RELATION_OWN_ORGANISATION = 4,
    WB_RELATION_MAKER = 8,
    WB_RELATION_ANY = 16,
}

/// Yes, no, or ask first. A failed call leaves WB_ANSWER_DENY.
#[repr(C)]
#[derive(Clone, Copy)]
pub enum wb_answer {
    WB_ANSWER_DENY = 0,
    WB_ANSWER_ASK = 1,
    WB_ANSWER_PERMIT = 2,
}

/// Whom to ask, for WB_ANSWER_ASK.
#[repr(C)]
#[derive(Clone, Copy)]
pub enum wb_addressee {
    WB_ADDRESSEE_NOBODY = 0,
    /// For consent: the data subject.
    WB_ADDRESSEE_SELF = 1,
    /// For consent: the legal representative.
    WB_ADDRESSEE_REPRESENTATIVE = 2,
    /// For consent: both must give it.
    WB_ADDRESSEE_BOTH = 3,
    /// For consent: one of both is enough.
    WB_ADDRESSEE_EITHER = 4,
    /// For an option: the institution.
    WB_ADDRESSEE_INSTITUTION = 5,
    /// For an option: the user.
    WB_ADDRESSEE_USER = 6,
}

/// Where the deciding fact stands.
#[repr(C)]
#[derive(Clone, Copy)]
pub enum wb_source {
    /// In no entry: the policy, the law, or the absence of an entry.
    WB_SOURCE_NONE = 0,
    /// In the person's dossier.
    WB_SOURCE_DOSSIER = 1,
    /// Among the institution's own entries.
    WB_SOURCE_INSTITUTION = 2,
    /// In the observations that were passed in.
    WB_SOURCE_OBSERVED = 3,
    /// In the record that was passed in.
    WB_SOURCE_RECORD = 4,
}

use wb_addressee::*;
use wb_answer::*;
use wb_identifiability::*;
use wb_kind::*;
use wb_relation::*;
use wb_source::*;
use wb_verb::*;

const KINDS: [(wb_kind, NameKind); 5] = [
    (WB_KIND_ROLE, NameKind::Role),
    (WB_KIND_PURPOSE, NameKind::Purpose),
    (WB_KIND_CATEGORY, NameKind::Category),
    (WB_KIND_RECIPIENT, NameKind::Recipient),
    (WB_KIND_PRECONDITION, NameKind::Precondition),
];

/// By number, from 1.
const VERBS: [(wb_verb, Verb); 9] = [
    (WB_VERB_VIEW, Verb::View),
    (WB_VERB_CREATE, Verb::Create),
    (WB_VERB_CHANGE, Verb::Change),
    (WB_VERB_DELETE, Verb::Delete),
    (WB_VERB_SHARE, Verb::Share),
    (WB_VERB_ANALYSE, Verb::Analyse),
    (WB_VERB_CONTACT, Verb::Contact),
    (WB_VERB_STORE, Verb::Store),
    (WB_VERB_PUBLISH, Verb::Publish),
];

const RELATIONS: [(wb_relation, ActorRelation); 5] = [
    (WB_RELATION_SELF, ActorRelation::DataSubject),
    (WB_RELATION_REPRESENTATIVE, ActorRelation::Representative),
    (WB_RELATION_OWN_ORGANISATION, ActorRelation::OwnOrganisation),
    (WB_RELATION_MAKER, ActorRelation::Maker),
    (WB_RELATION_ANY, ActorRelation::Any),
];

/// By number, from 0.
const IDENTIFIABILITIES: [(wb_identifiability, Identifiability); 4] = [
    (WB_IDENTIFIABILITY_NOTHING, Identifiability::Nothing),
    (WB_IDENTIFIABILITY_ANONYMISED, Identifiability::Anonymised),
    (WB_IDENTIFIABILITY_PSEUDONYMISED, Identifiability::Pseudonymised),
    (WB_IDENTIFIABILITY_IDENTIFIABLE, Identifiability::Identifiable),
];

#[cold]
fn unknown(name: &str, expected: &str) -> Failure {
    let diagnostic =
        Diagnostic::new("unknown-value", format!("the argument `{name}` has a value that means nothing"))
            .expecting(expected);
    Failure::new(WB_STATUS_UNKNOWN_VALUE, diagnostic)
}

/// A yes (1) or a no (0), and nothing else.
pub(super) fn truth(number: i32, name: &str) -> Result<bool, Failure> {
    match number {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(unknown(name, "1 for yes, 0 for no")),
    }
}

pub(super) fn kind(number: i32) -> Result<NameKind, Failure> {
    let found = KINDS.iter().find(|(kind, _)| *kind as i32 == number);
    found.map(|(_, kind)| *kind).ok_or_else(|| unknown("kind", "one of the WB_KIND_ values"))
}

pub(super) fn verb(number: i32) -> Result<Verb, Failure> {
    verb_of(number).ok_or_else(|| unknown("verb", "one of the WB_VERB_ values"))
}

/// The verb of a number, if it has one.
#[inline]
pub(super) fn verb_of(number: i32) -> Option<Verb> {
    let found = VERBS.get((number as usize).wrapping_sub(1)).filter(|(verb, _)| *verb as i32 == number);
    found.map(|(_, verb)| *verb)
}

pub(super) fn identifiability(number: i32) -> Result<Option<Identifiability>, Failure> {
    if number == WB_IDENTIFIABILITY_ANY as i32 {
        return Ok(None);
    }
    // Nothing is what an answer may come to, and never what is asked for: 0 is what a struct is full of.
    let found = IDENTIFIABILITIES
        .get(number as usize)
        .filter(|(identifiability, _)| *identifiability as i32 == number && number != 0);
    found
        .map(|(_, identifiability)| Some(*identifiability))
        .ok_or_else(|| unknown("identifiability", "WB_FORM_ANY (-1), or a form from 1"))
}

/// Every sum of relations, by its number: a decision is made often, and then nothing is put together.
#[allow(
    clippy::indexing_slicing,
    reason = "the compiler evaluates it, and would refuse an index that is not there"
)]
static SUMS: [Sum; 1 << RELATIONS.len()] = {
    let mut sums = [Sum([ActorRelation::Any; RELATIONS.len()], 0); 1 << RELATIONS.len()];
    let mut bits = 0;
    while bits < sums.len() {
        let mut of = 0;
        while of < RELATIONS.len() {
            if bits & RELATIONS[of].0 as usize != 0 {
                sums[bits].0[sums[bits].1] = RELATIONS[of].1;
                sums[bits].1 += 1;
            }
            of += 1;
        }
        bits += 1;
    }
    sums
};

/// Relations, and how many they are.
#[derive(Clone, Copy)]
struct Sum([ActorRelation; RELATIONS.len()], usize);

pub(super) fn relations(bits: u32) -> Result<&'static [ActorRelation], Failure> {
    match SUMS.get(bits as usize) {
        Some(Sum(held, count)) => Ok(held.get(..*count).unwrap_or(&[])),
        None => Err(unknown("relations", "a sum of WB_RELATION_ values")),
    }
}

pub(super) fn identifiability_number(identifiability: Identifiability) -> i32 {
    (match identifiability {
        Identifiability::Nothing => WB_IDENTIFIABILITY_NOTHING,
        Identifiability::Anonymised => WB_IDENTIFIABILITY_ANONYMISED,
        Identifiability::Pseudonymised => WB_IDENTIFIABILITY_PSEUDONYMISED,
        Identifiability::Identifiable => WB_IDENTIFIABILITY_IDENTIFIABLE,
    }) as i32
}

pub(super) fn answer_number(answer: Answer) -> i32 {
    (match answer {
        Answer::Deny => WB_ANSWER_DENY,
        Answer::Ask => WB_ANSWER_ASK,
        Answer::Permit => WB_ANSWER_PERMIT,
    }) as i32
}

pub(super) fn addressee_number(addressee: Option<Addressee>) -> i32 {
    (match addressee {
        None => WB_ADDRESSEE_NOBODY,
        Some(Addressee::Speaker(Speaker::DataSubject)) => WB_ADDRESSEE_SELF,
        Some(Addressee::Speaker(Speaker::Representative)) => WB_ADDRESSEE_REPRESENTATIVE,
        Some(Addressee::Speaker(Speaker::Both)) => WB_ADDRESSEE_BOTH,
        Some(Addressee::Speaker(Speaker::Either)) => WB_ADDRESSEE_EITHER,
        Some(Addressee::OptionHolder(OptionHolder::Institution)) => WB_ADDRESSEE_INSTITUTION,
        Some(Addressee::OptionHolder(OptionHolder::User)) => WB_ADDRESSEE_USER,
    }) as i32
}

/// Where a fact stands, and the number of the entry; 0 for none.
pub(super) fn source_numbers(reason: Reason) -> (i32, u32) {
    let (source, entry) = match reason.source {
        Source::None => (WB_SOURCE_NONE, 0),
        Source::Dossier(entry) => (WB_SOURCE_DOSSIER, entry),
        Source::Institution(entry) => (WB_SOURCE_INSTITUTION, entry),
        Source::Observed => (WB_SOURCE_OBSERVED, 0),
        Source::Record => (WB_SOURCE_RECORD, 0),
    };
    (source as i32, entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_a_number() {
        assert!(NameKind::ALL.iter().all(|word| KINDS.iter().any(|(_, of)| of == word)));
        assert!(Verb::ALL.iter().all(|word| VERBS.iter().any(|(_, of)| of == word)));
        assert!(Identifiability::ALL.iter().all(|word| IDENTIFIABILITIES.iter().any(|(_, of)| of == word)));
        assert!(ActorRelation::ALL.iter().all(|word| RELATIONS.iter().any(|(_, of)| of == word)));
    }

    #[test]
    fn every_number_is_found() {
        assert!(VERBS.iter().all(|(number, word)| verb(*number as i32).ok() == Some(*word)));
        let mut asked = IDENTIFIABILITIES.iter().filter(|(_, word)| *word != Identifiability::Nothing);
        assert!(asked.all(|(number, word)| identifiability(*number as i32).ok() == Some(Some(*word))));
        assert!(
            IDENTIFIABILITIES.iter().all(|(number, word)| identifiability_number(*word) == *number as i32)
        );
    }

    #[test]
    fn what_means_nothing_is_refused() {
        assert!(kind(0).is_err() && kind(6).is_err());
        assert!(verb(0).is_err() && verb(10).is_err() && verb(i32::MIN).is_err());
        assert!(identifiability(-2).is_err() && identifiability(0).is_err() && identifiability(4).is_err());
        assert!(relations(32).is_err() && relations(u32::MAX).is_err());
        assert_eq!(relations(31).ok().unwrap(), RELATIONS.map(|(_, relation)| relation));
        assert_eq!(relations(0).ok().unwrap(), []);
    }
}
