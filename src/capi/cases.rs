//! Compliance cases, for the test runner of any language.

use core::ffi::c_char;
use core::ptr;

use super::boundary::{Failure, Handle, Text, export, lend, lent, magic, read, wanted};
use super::buf::wb_buf;
use super::error::wb_error;
use super::policy::wb_policy;
use super::status::*;
use crate::Diagnostic;
use crate::cases::{CaseReport, Cases, run, run_case};

/// A document of cases about one policy. Immutable: any number of threads may use one at once. It needs no policy until it
/// is run.
#[cfg_attr(all(), repr(C))]
pub struct wb_cases {
    _private: [u8; 0],
}

impl Handle for wb_cases {
    const MAGIC: u64 = magic("wb_cases");
    type Inner = Parsed;
    type Owner = std::sync::Arc<Parsed>;
}

/// Cases, and their names and sentences as C reads them.
pub(super) struct Parsed {
    cases: Cases,
    texts: Vec<CaseText>,
}

struct CaseText {
    name: Text,
    description: Text,
}

/// Reads a document of cases. The error lists everything that is wrong with it.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_cases_parse(
    document: *const c_char,
    document_len: usize,
    cases: *mut *mut wb_cases,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [cases], {
        // SAFETY: as the header asks.
        let (document, cases) = unsafe { (read!(text(document, document_len))?, read!(out(cases))?) };
        let parsed = Cases::parse(document);
        let parsed = parsed.map_err(|error| Failure::of(WB_STATUS_BAD_CASES, error.diagnostics()))?;
        let texts = parsed.cases.iter();
        let texts = texts.map(|case| CaseText {
            name: Text::new(case.case.as_str()),
            description: Text::new(&case.description.0),
        });
        cases.put(wb_cases::give(Parsed { texts: texts.collect(), cases: parsed }));
        Ok(())
    })
}

/// How many cases there are; 0 for NULL. The other functions take an index below this.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_cases_count(cases: *const wb_cases) -> usize {
    // SAFETY: NULL or a live handle, as the header asks.
    export!(or 0, { unsafe { lent(cases, "cases") }.map_or(0, |parsed| parsed.texts.len()) })
}

/// One text of one case; NULL and a length of 0 if there is none.
///
/// # Safety
/// As every export: `cases` is NULL or a live handle, `len` NULL or room for a number.
unsafe fn text_of(
    cases: *const wb_cases,
    index: usize,
    len: *mut usize,
    of: impl for<'t> FnOnce(&'t CaseText) -> &'t Text,
) -> *const c_char {
    // SAFETY: what the caller promises.
    let parsed = unsafe { lent(cases, "cases") };
    // SAFETY: what the caller promises.
    unsafe { lend(parsed.ok().and_then(|parsed| parsed.texts.get(index)).map(of), len) }
}

/// The name of a case, unique in its document. Borrowed until the last owner frees the cases, with a NUL after it; its
/// length goes to len, which may be NULL. NULL if there is no such case.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_cases_name(
    cases: *const wb_cases,
    index: usize,
    len: *mut usize,
) -> *const c_char {
    // SAFETY: as the header asks.
    export!(or ptr::null(), { unsafe { text_of(cases, index, len, |texts| &texts.name) } })
}

/// What a case shows, in one sentence. Borrowed, as wb_cases_name.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_cases_description(
    cases: *const wb_cases,
    index: usize,
    len: *mut usize,
) -> *const c_char {
    // SAFETY: as the header asks.
    export!(or ptr::null(), { unsafe { text_of(cases, index, len, |texts| &texts.description) } })
}

/// A report as a text for people, in which no NUL stands.
fn render(report: &impl core::fmt::Display) -> *mut wb_buf {
    wb_buf::of(report.to_string().replace('\0', "\u{fffd}"))
}

/// Runs one case against a policy: passed is 1 or 0; a case that fails, or cannot be set up, is no failed call. report is
/// what it should be and what it is, in sentences for the one who reads the test, empty if it passed; json the same as data.
/// Each of the two may be NULL.
///
/// {"v":1,"policy","passed","failed","cases":[{"case","description","asks","passed","differences":[{"what","expected",
///   "got"}...],"reasons":[R...]}]}
/// R is as of wb_explain: the reasons of the answer that came, of a case that failed. Cases are made up, and a report
/// repeats what they say.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_cases_run_one(
    cases: *const wb_cases,
    policy: *const wb_policy,
    index: usize,
    passed: *mut i32,
    report: *mut *mut wb_buf,
    json: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [passed, report, json], {
        // SAFETY: as the header asks.
        let (parsed, policy, passed, report, json) = unsafe {
            (
                lent(cases, "cases")?,
                read!(lent(policy))?,
                read!(out(passed))?,
                wanted(report, "report")?,
                wanted(json, "json")?,
            )
        };
        let case = parsed.cases.cases.get(index).ok_or_else(|| {
            let diagnostic = Diagnostic::new("no-such-case", "there are fewer cases than this");
            Failure::new(WB_STATUS_UNKNOWN_VALUE, diagnostic.expecting("an index below the number of cases"))
        })?;
        let failure = run_case(&parsed.cases, case, policy);
        passed.put(failure.is_none().into());
        if let Some(report) = report {
            report.put(failure.as_ref().map_or_else(|| render(&""), render));
        }
        if let Some(json) = json {
            let Cases { waarborg_cases, policy, .. } = &parsed.cases;
            let of =
                Cases { waarborg_cases: *waarborg_cases, policy: policy.clone(), cases: vec![case.clone()] };
            let run =
                CaseReport { passed: failure.is_none().into(), failures: failure.into_iter().collect() };
            json.put(wb_buf::of(run.to_json(&of)));
        }
        Ok(())
    })
}

/// Runs every case against a policy: failed is how many failed; that some did is no failed call. report is each of those in
/// sentences, and last "N passed, N failed"; json is as of wb_cases_run_one, with all cases in order. Each of the two may be
/// NULL.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_cases_run(
    cases: *const wb_cases,
    policy: *const wb_policy,
    failed: *mut usize,
    report: *mut *mut wb_buf,
    json: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [failed, report, json], {
        // SAFETY: as the header asks.
        let (parsed, policy, failed, report, json) = unsafe {
            (
                lent(cases, "cases")?,
                read!(lent(policy))?,
                read!(out(failed))?,
                wanted(report, "report")?,
                wanted(json, "json")?,
            )
        };
        let run = run(&parsed.cases, policy);
        failed.put(run.failures.len());
        if let Some(report) = report {
            report.put(render(&run));
        }
        if let Some(json) = json {
            json.put(wb_buf::of(run.to_json(&parsed.cases)));
        }
        Ok(())
    })
}

/// One more owner of the same cases, to be freed once more. NULL for NULL.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_cases_retain(cases: *const wb_cases) -> *mut wb_cases {
    // SAFETY: NULL or a live handle, as the header asks.
    export!(or ptr::null_mut(), { unsafe { wb_cases::retain(cases) } })
}

/// Frees cases, if no other owner is left. NULL is allowed.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_cases_free(cases: *mut wb_cases) {
    // SAFETY: NULL, or given out and freed once by each owner, as the header asks.
    export!(or(), { unsafe { wb_cases::free(cases) } });
}
