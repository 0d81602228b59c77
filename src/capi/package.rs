//! The package of a request for access or portability: records in, bytes out.

use core::ffi::c_char;
use std::sync::{Arc, Mutex};

use super::boundary::{Failure, Handle, Held, export, kept, magic, now, read};
use super::buf::wb_buf;
use super::claims::wb_claims;
use super::error::wb_error;
use super::json;
use super::status::*;
use crate::Diagnostic;
use crate::calendar::{Moment, Time};
use crate::claim::Claims;
use crate::dossier::ItemOutcome;
use crate::policy::Language;
use crate::rights::{PackRecord, Package, Packed, Plan, Request, Requests, RightsError, Whose, plan};

/// A package that is being made. It changes: one thread at a time may use it, and the one that does may be another each
/// time. It keeps its claims alive. A call that fails changes nothing; but after WB_STATUS_PANIC it can only be freed.
#[cfg_attr(all(), repr(C))]
pub struct wb_package {
    _private: [u8; 0],
}

impl Handle for wb_package {
    const MAGIC: u64 = magic("wb_package");
    type Inner = Mutex<Packing>;
    type Owner = Box<Mutex<Packing>>;
}

/// A package with what it is made from, and the bytes that were not taken yet.
pub(super) struct Packing {
    from: Sources,
    package: Package,
    pending: Vec<u8>,
    /// How many of the pending bytes were taken.
    taken: usize,
    packed: Option<Packed>,
}

/// What a package is made from.
struct Sources {
    claims: Arc<Held<Claims>>,
    request: Request,
    plan: Plan,
    at: Time,
    subject: String,
    institution: Option<String>,
}

/// So much room is kept for the next bytes, when all were taken.
const ROOM: usize = 1 << 20;

fn refused(error: RightsError) -> Failure {
    Failure::of(WB_STATUS_BAD_PACKAGE, error.diagnostics())
}

fn diagnostic(code: &'static str, message: &str, help: &str) -> Failure {
    Failure::new(WB_STATUS_BAD_PACKAGE, Diagnostic::new(code, message).helping(help))
}

impl Sources {
    fn new(
        claims: Arc<Held<Claims>>,
        entry: u32,
        (subject, institution): (&str, &str),
        at: Time,
    ) -> Result<Sources, Failure> {
        let step = |error: RightsError| Failure::of(WB_STATUS_BAD_STEP, error.diagnostics());
        let request = Requests::of(&claims).get(entry).map_err(step)?.clone();
        let plan = plan(&claims, &request, at).map_err(step)?;
        let institution = Some(institution.to_owned()).filter(|name| !name.is_empty());
        Ok(Sources { claims, request, plan, at, subject: subject.to_owned(), institution })
    }

    fn whose(&self) -> Whose<'_> {
        Whose { subject: &self.subject, institution: self.institution.as_deref() }
    }
}

impl Packing {
    fn begin(from: Sources) -> Result<Packing, Failure> {
        let mut pending = Vec::new();
        let begun =
            Package::begin(&from.claims, &from.request, &from.plan, &from.whose(), from.at, &mut pending);
        Ok(Packing { package: begun.map_err(refused)?, from, pending, taken: 0, packed: None })
    }

    fn resume(from: Sources, checkpoint: &str) -> Result<Packing, Failure> {
        let resumed = Package::resume(&from.claims, &from.request, &from.plan, &from.whose(), checkpoint);
        Ok(Packing { package: resumed.map_err(refused)?, from, pending: Vec::new(), taken: 0, packed: None })
    }

    /// The bytes that were not taken yet.
    fn left(&self) -> &[u8] {
        self.pending.get(self.taken..).unwrap_or(&[])
    }

    /// Drops what was taken. Room that one large record made is not kept.
    fn forget(&mut self, taken: usize) {
        self.taken += taken;
        if self.left().is_empty() {
            self.taken = 0;
            self.pending.clear();
            self.pending.shrink_to(ROOM);
        }
    }

    /// Where the next bytes go, after those that were not taken yet.
    fn writing(&mut self) -> (&mut Package, &mut Vec<u8>) {
        self.pending.drain(..self.taken);
        self.taken = 0;
        (&mut self.package, &mut self.pending)
    }
}

/// Begins the package of the request that arrived with an entry and was granted: its plan is that of wb_request_plan at the
/// same moment, and what comes out first is the manifest. subject is your opaque reference of the person, as it stands in
/// the subjects of records; it comes to stand in the package. institution is the name of the institution, for a party of
/// the policy that stands for each institution; (NULL, 0) for none. at is now.
///
/// What comes out, you take with wb_package_take after every call that adds to it. Nothing else of the records is kept but
/// counts, digests and three examples of each item for the page, so memory stays as it is, however large the package.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_package_begin(
    claims: *const wb_claims,
    entry: u32,
    subject: *const c_char,
    subject_len: usize,
    institution: *const c_char,
    institution_len: usize,
    at: i64,
    package: *mut *mut wb_package,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [package], {
        // SAFETY: as the header asks.
        let (claims, subject, institution, package) = unsafe {
            (
                kept(claims, "claims")?,
                read!(text(subject, subject_len))?,
                read!(text(institution, institution_len))?,
                read!(out(package))?,
            )
        };
        let from = Sources::new(claims, entry, (subject, institution), now(at, "at")?)?;
        package.put(wb_package::give(Mutex::new(Packing::begin(from)?)));
        Ok(())
    })
}

/// Takes up a package where a checkpoint left it, with everything as it was at wb_package_begin: the same dossier and
/// institution's entries, the same names. Cut off what you wrote after the bytes of the checkpoint, and push on after the
/// records that wb_package_contents counts: the same bytes follow as without interruption.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_package_resume(
    claims: *const wb_claims,
    entry: u32,
    subject: *const c_char,
    subject_len: usize,
    institution: *const c_char,
    institution_len: usize,
    checkpoint: *const c_char,
    checkpoint_len: usize,
    package: *mut *mut wb_package,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [package], {
        // SAFETY: as the header asks.
        let (claims, subject, institution, checkpoint, package) = unsafe {
            (
                kept(claims, "claims")?,
                read!(text(subject, subject_len))?,
                read!(text(institution, institution_len))?,
                read!(text(checkpoint, checkpoint_len))?,
                read!(out(package))?,
            )
        };
        let at = Package::begun_at(checkpoint).map_err(refused)?;
        let from = Sources::new(claims, entry, (subject, institution), at)?;
        package.put(wb_package::give(Mutex::new(Packing::resume(from, checkpoint)?)));
        Ok(())
    })
}

/// Packs one record of an item of the plan. The first one opens the item; it stays open until wb_package_close. item is its
/// name in the plan, and category that of the record, which must be the item's.
///
/// subjects is a JSON list of the references of everyone the record is about; the person must be among them. Of the others
/// only their number comes to stand in the package. redacted is a JSON list of the fields that were left out because they
/// are about others (GDPR, article 15(4)); (NULL, 0) if nobody looked, which is refused for a record about others too; []
/// if somebody looked and nothing had to be left out. A field is told by its name, and may then stand nowhere in the
/// record, or by a JSON Pointer, and may then not stand there. made is when the record was made: a day such as
/// "2026-09-01", or an instant in RFC 3339; (NULL, 0) if that is not known.
///
/// record is one JSON object, and comes to stand in the package byte for byte.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_package_push(
    package: *mut wb_package,
    item: *const c_char,
    item_len: usize,
    category: *const c_char,
    category_len: usize,
    subjects: *const c_char,
    subjects_len: usize,
    redacted: *const c_char,
    redacted_len: usize,
    created: *const c_char,
    created_len: usize,
    record: *const c_char,
    record_len: usize,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [], {
        // SAFETY: as the header asks.
        let (mut packing, item, category, subjects, redacted, created, record) = unsafe {
            (
                read!(alone(package))?,
                read!(text(item, item_len))?,
                read!(text(category, category_len))?,
                read!(text(subjects, subjects_len))?,
                read!(text(redacted, redacted_len))?,
                read!(text(created, created_len))?,
                read!(raw(record, record_len))?,
            )
        };
        let subjects = json::texts(subjects, "subjects")?;
        let subjects: Vec<&str> = subjects.iter().map(|text| &**text).collect();
        let redacted = if redacted.is_empty() { None } else { Some(json::texts(redacted, "redacted")?) };
        let redacted = redacted.as_ref().map(|fields| fields.iter().map(|text| &**text).collect::<Vec<_>>());
        let record = PackRecord {
            category,
            subjects: &subjects,
            redacted: redacted.as_deref(),
            created: moment(created, "created")?,
            json: record,
        };
        let (package, out) = packing.writing();
        package.push(item, &record, out).map_err(refused)
    })
}

/// A day or an instant, if there is one.
fn moment(text: &str, name: &str) -> Result<Option<Moment>, Failure> {
    json::moment(text, name, WB_STATUS_BAD_RECORD)
}

/// Closes an item: outcome is "done" after its records, "nothing-found" if there are none.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_package_close(
    package: *mut wb_package,
    item: *const c_char,
    item_len: usize,
    outcome: *const c_char,
    outcome_len: usize,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [], {
        // SAFETY: as the header asks.
        let (mut packing, item, outcome) = unsafe {
            (read!(alone(package))?, read!(text(item, item_len))?, read!(text(outcome, outcome_len))?)
        };
        let outcome = ItemOutcome::from_word(outcome).ok_or_else(|| {
            let diagnostic = Diagnostic::new("unknown-value", "there is no such outcome");
            let known = ItemOutcome::ALL.iter().map(|outcome| outcome.as_str());
            Failure::new(WB_STATUS_UNKNOWN_VALUE, diagnostic.meaning(outcome, known))
        })?;
        let (package, out) = packing.writing();
        package.close(item, outcome, out).map_err(refused)
    })
}

/// Takes the next bytes of the package, in order, into room of your own: taken is how many were written there, left how many
/// more there are. Call it until left is 0 after every call that adds to the package, and write the bytes where they are
/// to go: a file, or the answer to whoever asks. Bytes past taken are not written. Room for 65536 is plenty; with (NULL, 0)
/// it only tells how many there are.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_package_take(
    package: *mut wb_package,
    bytes: *mut c_char,
    bytes_capacity: usize,
    taken: *mut usize,
    left: *mut usize,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [taken, left], {
        // SAFETY: as the header asks.
        let (mut packing, bytes, taken, left) = unsafe {
            (
                read!(alone(package))?,
                read!(space(bytes, bytes_capacity))?,
                read!(out(taken))?,
                read!(out(left))?,
            )
        };
        let written = bytes.put(packing.left());
        packing.forget(written);
        taken.put(written);
        left.put(packing.left().len());
        Ok(())
    })
}

/// Where the package is, as JSON, to resume from in this process or another: keep it beside the bytes that were taken. It is
/// personal data as the package is. WB_STATUS_BAD_PACKAGE while there are bytes that were not taken. Its field bytes is how
/// long the package is so far.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_package_checkpoint(
    package: *mut wb_package,
    checkpoint: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [checkpoint], {
        // SAFETY: as the header asks.
        let (packing, checkpoint) = unsafe { (read!(alone(package))?, read!(out(checkpoint))?) };
        if !packing.left().is_empty() {
            let help = "take them and store them; then make the checkpoint";
            return Err(diagnostic("not-taken", "bytes of this package were not taken yet", help));
        }
        checkpoint.put(wb_buf::of(packing.package.checkpoint()));
        Ok(())
    })
}

/// What was packed so far, as JSON: one per item that is to be given, in the order of the plan.
///
/// {"v":1,"created-at","bytes","sha256"|null,"items":[{"item","category","system"|null,"kind","outcome"|null,"records",
///   "with-others","undated","first"|null,"last"|null,"sha256"|null}...]}
/// bytes is how long the package is so far, taken or not. The digests are there once an item is closed, and once the package
/// is finished.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_package_contents(
    package: *mut wb_package,
    json: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [json], {
        // SAFETY: as the header asks.
        let (packing, json) = unsafe { (read!(alone(package))?, read!(out(json))?) };
        let digest = packing.packed.as_ref().map(Packed::digest_hex);
        json.put(wb_buf::of(json::contents(&packing.package, packing.from.at, digest)));
        Ok(())
    })
}

/// Finishes the package, when every item is closed: totals and digest come out last. Writes the 64 hexadecimal digits of
/// SHA-256 over all its bytes, as the entry package-ready records it. WB_STATUS_BAD_PACKAGE lists every item that is not
/// closed.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_package_finish(
    package: *mut wb_package,
    digest: *mut c_char,
    digest_capacity: usize,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [], {
        // SAFETY: as the header asks.
        let digest = unsafe { super::boundary::bytes::<64>(digest, digest_capacity, "digest")? };
        // SAFETY: as the header asks.
        let mut packing = unsafe { read!(alone(package))? };
        let (package, out) = packing.writing();
        let packed = package.finish(out).map_err(refused)?;
        // 32 bytes as hexadecimal digits: always 64.
        digest.put(packed.digest_hex().as_bytes().first_chunk().unwrap_or(&[0; 64]));
        packing.packed = Some(packed);
        Ok(())
    })
}

/// The page that goes with a finished package, as one HTML file for the person who asked: what there is, why, who sees it,
/// until when, and what they can do. language is "nl" or "en".
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_package_page(
    package: *mut wb_package,
    language: *const c_char,
    language_len: usize,
    html: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [html], {
        // SAFETY: as the header asks.
        let (packing, language, html) =
            unsafe { (read!(alone(package))?, read!(text(language, language_len))?, read!(out(html))?) };
        let language = Language::from_word(language).ok_or_else(|| {
            let diagnostic = Diagnostic::new("unknown-value", "the page is in no such language");
            Failure::new(WB_STATUS_UNKNOWN_VALUE, diagnostic.expecting("nl or en"))
        })?;
        let Some(packed) = &packing.packed else {
            return Err(diagnostic("not-finished", "this package is not finished", "finish it first"));
        };
        let Sources { claims, request, plan, .. } = &packing.from;
        let page = packed.page(claims, request, plan, &packing.from.whose(), language);
        html.put(wb_buf::of(page.map_err(refused)?));
        Ok(())
    })
}

/// Frees a package, finished or not. NULL is allowed.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_package_free(package: *mut wb_package) {
    // SAFETY: NULL, or given out and freed once, as the header asks.
    export!(or(), { unsafe { wb_package::free(package) } });
}
