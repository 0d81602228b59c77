//! May it be used?

use core::ffi::c_char;

use super::boundary::{Failure, Growing, export, now, read};
use super::buf::wb_buf;
use super::claims::wb_claims;
use super::error::wb_error;
use super::reason::reason_number;
use super::status::*;
use super::words::wb_identifiability::WB_IDENTIFIABILITY_ANY;
use super::{json, words};
use crate::calendar::Time;
use crate::claim::{ClaimError, Claims, Record};
use crate::decision::{Decision, IdQuery, Query, at_once, decide, decide_by_id, explain, fields};
use crate::policy::NameId;

// A struct that the caller allocates, and not one output per field: PHP, ctypes and JNA all pass a pointer to a struct
// of numbers, it is made once and used for every call, and its size in front lets it grow without a new function.
/// An answer. Set size to sizeof(wb_decision) before the call; later versions may add fields at the end, and write only
/// those that fit. A failed call leaves zeroes: a deny; where size is too small, it leaves the struct as it was.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct wb_decision {
    /// The size of this struct, set by the caller.
    pub size: u32,
    /// One of the WB_ANSWER_ values.
    pub answer: i32,
    /// The form to use, one of the WB_FORM_ values; WB_FORM_NOTHING unless permitted.
    pub identifiability: i32,
    /// Whom to ask first, one of the WB_WHOM_ values; WB_WHOM_NOBODY unless the answer is ask.
    pub addressee: i32,
    /// The first moment at which the answer can be another, if no entry is added, in microseconds of UTC since 1970;
    /// INT64_MAX for never.
    pub valid_until: i64,
    /// The first reason, one of the WB_REASON_ values.
    pub reason: i32,
    /// Where the deciding fact stands, one of the WB_SOURCE_ values.
    pub source: i32,
    /// The number of the entry that decided; 0 for none.
    pub entry: u32,
    /// 0.
    pub reserved: u32,
}

// SAFETY: `repr(C)` and only numbers: two words, four words, eight bytes at 16, four words; no padding.
unsafe impl Growing for wb_decision {
    const FIRST: usize = 40;
    const NOTHING: wb_decision = wb_decision {
        size: 0,
        answer: 0,
        identifiability: 0,
        addressee: 0,
        valid_until: 0,
        reason: 0,
        source: 0,
        entry: 0,
        reserved: 0,
    };
}

const _: () = assert!(core::mem::size_of::<wb_decision>() == 40);

impl From<Decision> for wb_decision {
    #[inline(always)]
    fn from(decision: Decision) -> wb_decision {
        let (source, entry) = words::source_numbers(decision.reason);
        wb_decision {
            answer: words::answer_number(decision.answer),
            identifiability: words::identifiability_number(decision.identifiability),
            addressee: words::addressee_number(decision.addressee),
            valid_until: decision.valid_until.micros(),
            reason: reason_number(decision.reason.code),
            source,
            entry,
            ..wb_decision::NOTHING
        }
    }
}

pub(super) fn unknown(error: ClaimError) -> Failure {
    Failure::of(WB_STATUS_UNKNOWN_NAME, error.diagnostics())
}

/// A question with the names as texts, as C passes it.
struct Named<'a> {
    claims: &'a Claims,
    role: &'a str,
    purpose: &'a str,
    category: &'a str,
    recipient: &'a str,
    preconditions: &'a str,
    record: Option<Record>,
}

impl Named<'_> {
    /// Asks it.
    fn ask<T>(
        &self,
        (verb, identifiability, relations, at): (i32, i32, u32, i64),
        asked: impl FnOnce(&Claims, &Query<'_>) -> Result<T, ClaimError>,
    ) -> Result<T, Failure> {
        // No name holds a comma.
        let preconditions: Vec<&str> =
            self.preconditions.split(',').filter(|_| !self.preconditions.is_empty()).collect();
        let at = now(at, "at")?;
        let query = Query {
            relations: words::relations(relations)?,
            recipient: Some(self.recipient).filter(|recipient| !recipient.is_empty()),
            identifiability: words::identifiability(identifiability)?,
            preconditions: &preconditions,
            record: self.record.as_ref(),
            ..Query::new(self.role, words::verb(verb)?, self.purpose, self.category, at)
        };
        asked(self.claims, &query).map_err(unknown)
    }
}

/// A question with the names as numbers, as C passes it.
#[derive(Clone, Copy)]
pub(super) struct Numbered {
    pub(super) role: u64,
    pub(super) verb: i32,
    pub(super) purpose: u64,
    pub(super) category: u64,
    pub(super) recipient: u64,
    pub(super) identifiability: i32,
    pub(super) relations: u32,
    pub(super) at: i64,
}

impl Numbered {
    /// The answer, if nothing but names, verb and moment is in play and nothing about them is out of the ordinary. Inlined, and
    /// given numbers of its own, so that they stay in registers: put together in memory and read back at once, they would
    /// cost more than the decision.
    #[inline(always)]
    pub(super) fn at_once(self, claims: &Claims) -> Option<Decision> {
        if self.identifiability != WB_IDENTIFIABILITY_ANY as i32 || self.relations != 0 {
            return None;
        }
        let query = IdQuery::new(
            NameId::from_number(self.role),
            words::verb_of(self.verb)?,
            NameId::from_number(self.purpose),
            NameId::from_number(self.category),
            Time::now_of(self.at)?,
        );
        at_once(claims, &IdQuery { recipient: self.recipient(), ..query })
    }

    /// Decides, whatever it is.
    #[inline(never)]
    pub(super) fn decide(
        self,
        claims: &Claims,
        preconditions: &[NameId],
        record: &str,
    ) -> Result<Decision, Failure> {
        let record = json::record(record)?;
        decide_by_id(claims, &self.query(record.as_ref(), preconditions)?).map_err(unknown)
    }

    #[inline(always)]
    fn recipient(self) -> Option<NameId> {
        (self.recipient != 0).then(|| NameId::from_number(self.recipient))
    }

    pub(super) fn query<'q>(
        self,
        record: Option<&'q Record>,
        preconditions: &'q [NameId],
    ) -> Result<IdQuery<'q>, Failure> {
        Ok(IdQuery {
            relations: words::relations(self.relations)?,
            recipient: self.recipient(),
            identifiability: words::identifiability(self.identifiability)?,
            preconditions,
            record,
            ..IdQuery::new(
                NameId::from_number(self.role),
                words::verb(self.verb)?,
                NameId::from_number(self.purpose),
                NameId::from_number(self.category),
                now(self.at, "at")?,
            )
        })
    }
}

/// Decides, with numbers for names: for calls that are made often.
///
/// role, purpose and category are numbers of wb_policy_id; recipient too, or 0 for none. verb is one of the WB_VERB_
/// values; form one of the WB_FORM_ values, WB_FORM_ANY if none in particular is asked for; relations a sum of
/// WB_RELATION_ values. preconditions are the numbers of those that were passed; (NULL, 0) for none. record is what is known of
/// the record it is about, as JSON with the fields made, anchors, system and needed-by; (NULL, 0) for none. at is now,
/// in microseconds of UTC since 1970.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_decide(
    claims: *const wb_claims,
    role: u64,
    verb: i32,
    purpose: u64,
    category: u64,
    recipient: u64,
    identifiability: i32,
    relations: u32,
    preconditions: *const u64,
    preconditions_len: usize,
    record: *const c_char,
    record_len: usize,
    at: i64,
    decision: *mut wb_decision,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [], {
        // SAFETY: as the header asks.
        let (decision, claims) = unsafe { (read!(room(decision))?, read!(lent(claims))?) };
        // Made anew for each use: what is lent to a call would be in memory from the start.
        let asked = || Numbered { role, verb, purpose, category, recipient, identifiability, relations, at };
        if preconditions_len | record_len == 0
            && let Some(answer) = asked().at_once(claims)
        {
            decision.put(answer.into());
            return Ok(());
        }
        // Any number is a name's, until it is looked up.
        let preconditions = preconditions.cast::<NameId>();
        // SAFETY: as the header asks.
        let (preconditions, record) =
            unsafe { (read!(array(preconditions, preconditions_len))?, read!(text(record, record_len))?) };
        decision.put(asked().decide(claims, preconditions, record)?.into());
        Ok(())
    })
}

/// Decides, with the names as texts. As wb_decide; recipient (NULL, 0) for none, preconditions the names of those that were
/// passed with commas between them.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_decide_named(
    claims: *const wb_claims,
    role: *const c_char,
    role_len: usize,
    verb: i32,
    purpose: *const c_char,
    purpose_len: usize,
    category: *const c_char,
    category_len: usize,
    recipient: *const c_char,
    recipient_len: usize,
    identifiability: i32,
    relations: u32,
    preconditions: *const c_char,
    preconditions_len: usize,
    record: *const c_char,
    record_len: usize,
    at: i64,
    decision: *mut wb_decision,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [], {
        // SAFETY: as the header asks.
        let decision = unsafe { read!(room(decision)) }?;
        // SAFETY: as the header asks.
        let named = unsafe {
            Named {
                claims: read!(lent(claims))?,
                role: read!(text(role, role_len))?,
                purpose: read!(text(purpose, purpose_len))?,
                category: read!(text(category, category_len))?,
                recipient: read!(text(recipient, recipient_len))?,
                preconditions: read!(text(preconditions, preconditions_len))?,
                record: json::record(read!(text(record, record_len))?)?,
            }
        };
        decision.put(named.ask((verb, identifiability, relations, at), decide)?.into());
        Ok(())
    })
}

/// Decides, and gives every reason and every condition over time, as JSON. The arguments are those of wb_decide_named.
///
/// {"v":1,"law","provisional","answer","identifiability","valid-until","addressee":[...],"reasons":[R...],
/// "findings":[{"code","at","accepted"}...],"timelines":[{"condition","steps":[{"from","value","code",S}]}]}
/// R is {"code","article","nl","en",S}; S is "source" and "entry", or null for an answer that stands in no entry.
/// Moments are RFC 3339 in UTC; null is before, or after, everything. Equal questions have equal bytes.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_explain(
    claims: *const wb_claims,
    role: *const c_char,
    role_len: usize,
    verb: i32,
    purpose: *const c_char,
    purpose_len: usize,
    category: *const c_char,
    category_len: usize,
    recipient: *const c_char,
    recipient_len: usize,
    identifiability: i32,
    relations: u32,
    preconditions: *const c_char,
    preconditions_len: usize,
    record: *const c_char,
    record_len: usize,
    at: i64,
    json: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [json], {
        // SAFETY: as the header asks.
        let (named, json) = unsafe {
            let named = Named {
                claims: read!(lent(claims))?,
                role: read!(text(role, role_len))?,
                purpose: read!(text(purpose, purpose_len))?,
                category: read!(text(category, category_len))?,
                recipient: read!(text(recipient, recipient_len))?,
                preconditions: read!(text(preconditions, preconditions_len))?,
                record: json::record(read!(text(record, record_len))?)?,
            };
            (named, read!(out(json))?)
        };
        let explanation = named.ask((verb, identifiability, relations, at), explain)?;
        json.put(wb_buf::of(explanation.to_json()));
        Ok(())
    })
}

/// Which categories of a purpose may go this way, as JSON: the decision for each category that the purpose needs, in the
/// order of their names. With a recipient and WB_VERB_SHARE, a filter: what is not permitted is not sent. The arguments
/// are those of wb_decide_named, without a category.
///
/// {"v":1,"law","provisional","fields":[{"category","answer","identifiability","valid-until","addressee","reason":R}...]}
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_fields(
    claims: *const wb_claims,
    role: *const c_char,
    role_len: usize,
    verb: i32,
    purpose: *const c_char,
    purpose_len: usize,
    recipient: *const c_char,
    recipient_len: usize,
    identifiability: i32,
    relations: u32,
    preconditions: *const c_char,
    preconditions_len: usize,
    record: *const c_char,
    record_len: usize,
    at: i64,
    json: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [json], {
        // SAFETY: as the header asks.
        let (named, json) = unsafe {
            let named = Named {
                claims: read!(lent(claims))?,
                role: read!(text(role, role_len))?,
                purpose: read!(text(purpose, purpose_len))?,
                category: "",
                recipient: read!(text(recipient, recipient_len))?,
                preconditions: read!(text(preconditions, preconditions_len))?,
                record: json::record(read!(text(record, record_len))?)?,
            };
            (named, read!(out(json))?)
        };
        let asked = (verb, identifiability, relations, at);
        let rendered = named
            .ask(asked, |claims, query| Ok(json::fields(&fields(claims, query)?, &claims.stamp(query.at))))?;
        json.put(wb_buf::of(rendered));
        Ok(())
    })
}
