//! What a person may ask, and what a request obliges to.

use core::ffi::c_char;

use super::boundary::{Failure, export, now, read};
use super::buf::wb_buf;
use super::claims::wb_claims;
use super::decision::unknown;
use super::error::wb_error;
use super::status::*;
use crate::Diagnostic;
use crate::dossier::Body;
use crate::json::Id;
use crate::law::Right;
use crate::rights::{Requests, RightsError, after_withdrawal, applicability_json, plan};

fn refused(error: RightsError) -> Failure {
    Failure::of(WB_STATUS_BAD_STEP, error.diagnostics())
}

/// Every request and objection in the dossier that was folded, as JSON: how far each is, by when it must be answered as
/// things stand at a moment, and which kinds of entry may come next. Nothing in it names a person.
///
/// {"waarborg-requests":1,"requests":[{"entry","right","received","stage","authority":"live"|"unknown"|"ended",
///   "categories"?,"purposes"?,"joined"?,"earlier","extended"?,"instructed"?,"instructed-by"?,"forwarded-to"?,"refused"?,"outcomes":{},
///   "clock":{"answer":D,"promised"?,"extension-notice"?:D,"stands-still"}|null,"no-clock"?,"next":[...]}...],"ignored":[...],
///   "diagnostics":[{"entry","code","message","expected"?,"help"?}...]}
/// D is {"safe","legal","provisional","steps":[{"rule","article","end"}...]}. ignored lists the entries that were no legal
/// step when they were written, and so changed nothing. diagnostics says why of each, and why an open request has no clock. next
/// lists the kinds of entry that are accepted at the moment given, if their fields are right.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_requests(
    claims: *const wb_claims,
    at: i64,
    json: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [json], {
        // SAFETY: as the header asks.
        let (claims, json) = unsafe { (read!(lent(claims))?, read!(out(json))?) };
        let at = now(at, "at")?;
        json.put(wb_buf::of(Requests::of(claims).to_json(claims, at).map_err(refused)?));
        Ok(())
    })
}

/// Whether an entry about a request may be appended now, besides what wb_institution_check_append says of its names: its stage
/// allows it, whoever takes it may, and what it needs is there (a judgement, an outcome for every item). Entries about
/// other things are let through. WB_STATUS_BAD_STEP tells why not, and which steps are legal.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_requests_check_append(
    claims: *const wb_claims,
    body: *const c_char,
    body_len: usize,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [], {
        // SAFETY: as the header asks.
        let (claims, body) = unsafe { (read!(lent(claims))?, read!(text(body, body_len))?) };
        let body =
            Body::from_json(body).map_err(|error| Failure::of(WB_STATUS_BAD_ENTRY, error.diagnostics()))?;
        Requests::of(claims).check_append(claims, &body).map_err(refused)
    })
}

/// The plan of the request that arrived with an entry, as things stand at a moment, as JSON: one item for every category
/// in every system that holds it, and one for every recipient to be told. Record an outcome for each item that is work
/// with a request-item entry. It is bound to the policy and the dossier as they are: ask again when either has moved.
///
/// {"waarborg-plan":1,"entry","right","at","policy","institution","dossier","ends"?:[...],"ends-on"?:[...],"items":[{"item",
///   "kind","category"?,"system"?,"recipient"?,"categories"?,"purposes"?,"kept"?:[{"purpose"?,"ground"?,"kept-until"?,"reason"}
///   ...],"ground"?,"article","gone-from-backups"?}...]}
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_request_plan(
    claims: *const wb_claims,
    entry: u32,
    at: i64,
    json: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [json], {
        // SAFETY: as the header asks.
        let (claims, json) = unsafe { (read!(lent(claims))?, read!(out(json))?) };
        let at = now(at, "at")?;
        let requests = Requests::of(claims);
        let plan = requests.get(entry).and_then(|request| plan(claims, request, at)).map_err(refused)?;
        json.put(wb_buf::of(plan.to_json()));
        Ok(())
    })
}

/// What follows from a withdrawal of consent that has been recorded, as JSON: a plan as of wb_request_plan, without
/// entry. purposes is a JSON list of names.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_withdrawal_plan(
    claims: *const wb_claims,
    purposes: *const c_char,
    purposes_len: usize,
    at: i64,
    json: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [json], {
        // SAFETY: as the header asks.
        let (claims, purposes, json) =
            unsafe { (read!(lent(claims))?, read!(text(purposes, purposes_len))?, read!(out(json))?) };
        let at = now(at, "at")?;
        let purposes = crate::json::read_personal::<Vec<Id>, _>(purposes, |purposes, _, _| Some(purposes))
            .map_err(|diagnostics| Failure::of(WB_STATUS_BAD_STEP, &diagnostics))?;
        json.put(wb_buf::of(after_withdrawal(claims, &purposes, at).map_err(refused)?.to_json()));
        Ok(())
    })
}

/// Which claims a right reaches at a moment, and why, as JSON. right is its word, such as "erasure".
///
/// {"waarborg-reach":1,"right","claims":[{"purpose","category","basis"|null,"applicability":"yes"|"if"|"no","article","nl","en",
///   "value","ends"}...]}
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_right_applicability(
    claims: *const wb_claims,
    right: *const c_char,
    right_len: usize,
    at: i64,
    json: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [json], {
        // SAFETY: as the header asks.
        let (claims, right, json) =
            unsafe { (read!(lent(claims))?, read!(text(right, right_len))?, read!(out(json))?) };
        let at = now(at, "at")?;
        let right = Right::from_word(right).ok_or_else(|| {
            let known: Vec<&str> = Right::ALL.iter().map(|right| right.as_str()).collect();
            let diagnostic = Diagnostic::new("unknown-value", "there is no such right");
            let diagnostic = diagnostic.expecting(format!("one of {}", known.join(", ")));
            Failure::new(WB_STATUS_UNKNOWN_VALUE, diagnostic.meaning(right, known))
        })?;
        json.put(wb_buf::of(applicability_json(claims, right, at).map_err(unknown)?));
        Ok(())
    })
}

/// Every ground on which a request may be refused, as JSON: the word that the entry request-refused takes, the article, the
/// rights that can be refused on it (every right if there are none), and a sentence in Dutch and in English.
///
/// {"v":1,"grounds":[{"ground","article","rights":[...],"nl","en"}...]}
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_grounds(json: *mut *mut wb_buf, err: *mut *mut wb_error) -> wb_status {
    export!(err, [json], {
        // SAFETY: as the header asks.
        let json = unsafe { read!(out(json))? };
        json.put(wb_buf::of(super::json::grounds()));
        Ok(())
    })
}
