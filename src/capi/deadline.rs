//! By when the law asks something.

use core::ffi::c_char;

use super::boundary::{Failure, export, read};
use super::buf::wb_buf;
use super::error::wb_error;
use super::json;
use super::status::*;
use crate::Diagnostic;
use crate::calendar::CalendarError;
use crate::law::{LegalTerm, Pause, deadline};

fn refused(error: CalendarError) -> Failure {
    Failure::of(WB_STATUS_BAD_TERM, error.diagnostics())
}

/// The pauses of a term: none for an empty text.
fn pauses(document: &str) -> Result<Vec<Pause>, Failure> {
    json::pauses(document)?
        .into_iter()
        .enumerate()
        .map(|(index, (asked, answered))| {
            let pause = Pause::new(asked, answered);
            pause.map_err(|error| {
                json::below(&format!("pauses/{index}"), WB_STATUS_BAD_TERM, error.diagnostics())
            })
        })
        .collect()
}

/// By when the law asks something in the Netherlands, as JSON. term is its word in wb_terms, such as "answer"; a term that
/// was extended has one of its own, such as "extended-answer". event is when that which it runs from happened: a day such
/// as "2026-03-05", or an instant in RFC 3339; the 72 hours of a breach need an instant. pauses is a JSON list of times in
/// which it stood still, because an answer was awaited that was needed to go on: [{"asked":DAY,"answered":DAY}...]; while
/// it is awaited, today; (NULL, 0) for none. zone is where the days are, that of the policy: "Europe/Amsterdam".
///
/// {"v":1,"term","article","event","safe","legal","disputed"|null,"provisional",
///   "steps":[{"rule","article","end","nl","en"}...]}
/// safe is too late under no reading of the law, and rests on no list of holidays; legal is the end under the act that
/// counts the term. A day counts to its end, an instant is the end itself. provisional is true if legal rests on holidays
/// that are not published yet. disputed is a later end that some read into the law: to show, never to rely on.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_deadline(
    term: *const c_char,
    term_len: usize,
    event: *const c_char,
    event_len: usize,
    pauses: *const c_char,
    pauses_len: usize,
    zone: *const c_char,
    zone_len: usize,
    json: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [json], {
        // SAFETY: as the header asks.
        let (term, event, asked, zone, json) = unsafe {
            (
                read!(text(term, term_len))?,
                read!(text(event, event_len))?,
                read!(text(pauses, pauses_len))?,
                read!(text(zone, zone_len))?,
                read!(out(json))?,
            )
        };
        let term = LegalTerm::from_word(term).ok_or_else(|| {
            let known = LegalTerm::ALL.iter().map(|term| term.as_str());
            let diagnostic =
                Diagnostic::new("unknown-value", "the law sets no such term").meaning(term, known);
            Failure::new(WB_STATUS_UNKNOWN_VALUE, diagnostic.helping("the table of terms has their words"))
        })?;
        let zone = json::zone(zone, WB_STATUS_BAD_TERM)?;
        let event = json::moment(event, "event", WB_STATUS_BAD_TERM)?
            .ok_or_else(|| json::no_moment("event", WB_STATUS_BAD_TERM))?;
        let found = deadline(term, event, &self::pauses(asked)?, &zone).map_err(refused)?;
        json.put(wb_buf::of(json::deadline(term, event, &zone, &found)));
        Ok(())
    })
}

/// Every term that the law sets for acting, as JSON, with the day up to which these tables were checked against their
/// sources, and the years of which the holidays are published. A legal date in another year is provisional.
///
/// {"v":1,"as-of","terms":[{"term","article","event","length","counted":"regulation-1182-71"|"algemene-termijnenwet",
///   "pauses","sooner","from","through"|null}...],
///   "holidays":[{"counted","years":[{"year","source"}...],"horizon"}...]}
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_terms(json: *mut *mut wb_buf, err: *mut *mut wb_error) -> wb_status {
    export!(err, [json], {
        // SAFETY: as the header asks.
        let json = unsafe { read!(out(json))? };
        json.put(wb_buf::of(json::terms()));
        Ok(())
    })
}
