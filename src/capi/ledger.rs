//! The suppression ledger: what was erased stays erased, also when a backup comes back.

use core::ffi::c_char;

use super::batch::each;
use super::boundary::{Bytes, Failure, Handle, Out, column, export, magic, read, slots};
use super::buf::wb_buf;
use super::error::wb_error;
use super::json;
use super::status::*;
use crate::calendar::Moment;
use crate::dossier::Head;
use crate::json::Id;
use crate::rights::{Ledger, LedgerAppended, LedgerKey, LedgerPerson, RightsError};

/// A ledger: its lines, with its key. Immutable: any number of threads may use one at once. A call that makes a line also
/// gives the ledger with that line. The key is wiped from memory when the last owner of the last of them frees it, and no
/// function gives it out.
#[cfg_attr(all(), repr(C))]
pub struct wb_ledger {
    _private: [u8; 0],
}

impl Handle for wb_ledger {
    const MAGIC: u64 = magic("wb_ledger");
    type Inner = Ledger;
    type Owner = std::sync::Arc<Ledger>;
}

fn refused(error: RightsError) -> Failure {
    let status = if error.code() == "wrong-key" { WB_STATUS_BAD_KEYS } else { WB_STATUS_BAD_LEDGER };
    Failure::of(status, error.diagnostics())
}

fn key_of(bytes: &[u8]) -> Result<LedgerKey, Failure> {
    LedgerKey::new(bytes).map_err(|error| Failure::of(WB_STATUS_BAD_KEYS, error.diagnostics()))
}

fn moment(text: &str, name: &str) -> Result<Option<Moment>, Failure> {
    json::moment(text, name, WB_STATUS_BAD_LEDGER)
}

/// The last moment or the first that a line states.
fn needed(text: &str, name: &str) -> Result<Moment, Failure> {
    moment(text, name)?.ok_or_else(|| json::no_moment(name, WB_STATUS_BAD_LEDGER))
}

/// Where a new line goes.
struct Outputs {
    next: Out<*mut wb_ledger>,
    line: Out<*mut wb_buf>,
    new_head: Bytes<32>,
    seq: Out<u32>,
}

impl Outputs {
    fn put(self, ledger: &Ledger, created: LedgerAppended) -> Result<(), Failure> {
        let next = ledger.with(created.clone()).map_err(refused)?;
        self.new_head.put(created.head.as_bytes());
        self.seq.put(created.seq);
        self.line.put(wb_buf::of(created.line));
        self.next.put(wb_ledger::give(next));
        Ok(())
    }
}

/// Makes a new ledger and its first line, once: store the line under its number, 1, and the 32 bytes of the head beside it.
/// key is exactly 32 random bytes that you keep apart from the lines and from the backups; yours to wipe after the call.
/// zone is where its days are, such as "Europe/Amsterdam". From then on wb_ledger_open reads it.
///
/// {"waarborg-ledger":2,"seq":1,"kind":"opened","check"}
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_ledger_create(
    key: *const c_char,
    key_len: usize,
    zone: *const c_char,
    zone_len: usize,
    ledger: *mut *mut wb_ledger,
    line: *mut *mut wb_buf,
    new_head: *mut c_char,
    new_head_capacity: usize,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [ledger, line], {
        // Zeroed first, whatever else is wrong.
        // SAFETY: as the header asks.
        let new_head = unsafe { read!(bytes32(new_head, new_head_capacity)) };
        // SAFETY: as the header asks.
        let (key, zone, ledger, line) = unsafe {
            (read!(raw(key, key_len))?, read!(text(zone, zone_len))?, read!(out(ledger))?, read!(out(line))?)
        };
        let new_head = new_head?;
        let key = key_of(key)?;
        let zone = json::zone(zone, WB_STATUS_BAD_LEDGER)?;
        let (created, opened) = Ledger::create(key, &zone).map_err(refused)?;
        new_head.put(opened.head.as_bytes());
        line.put(wb_buf::of(opened.line));
        ledger.put(wb_ledger::give(created));
        Ok(())
    })
}

/// Opens a ledger with the key it was made with. lines are all its lines in order, with a line feed between them (a last one
/// is allowed); head is the 32 bytes that were stored with the last. It never opens in part: WB_STATUS_BAD_KEYS for another
/// key, WB_STATUS_BAD_LEDGER without a line or for a line that is none, by its number, WB_STATUS_HEAD_MISMATCH if a line is
/// missing or was changed. Keep lines and head apart from the backups: a ledger that is restored with them has forgotten the
/// erasures after it.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_ledger_open(
    key: *const c_char,
    key_len: usize,
    zone: *const c_char,
    zone_len: usize,
    lines: *const c_char,
    lines_len: usize,
    head: *const c_char,
    head_len: usize,
    ledger: *mut *mut wb_ledger,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [ledger], {
        // SAFETY: as the header asks.
        let (key, zone, lines, head, ledger) = unsafe {
            (
                read!(raw(key, key_len))?,
                read!(text(zone, zone_len))?,
                read!(text(lines, lines_len))?,
                read!(head(head, head_len))?,
                read!(out(ledger))?,
            )
        };
        let key = key_of(key)?;
        let zone = json::zone(zone, WB_STATUS_BAD_LEDGER)?;
        let opened = Ledger::open(key, &zone, lines, Head::from_bytes(head)).map_err(refused)?;
        ledger.put(wb_ledger::give(opened));
        Ok(())
    })
}

/// Writes the 32 bytes of the head, and the number of the last line.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_ledger_head(
    ledger: *const wb_ledger,
    head: *mut c_char,
    head_capacity: usize,
    seq: *mut u32,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [seq], {
        // SAFETY: as the header asks.
        let (head, ledger, seq) =
            unsafe { (read!(bytes32(head, head_capacity)), read!(lent(ledger)), read!(out(seq))) };
        let (head, ledger) = (head?, ledger?);
        seq?.put(ledger.seq());
        head.put(ledger.head().as_bytes());
        Ok(())
    })
}

/// Makes the line to keep after an erasure, which names nobody: records of a person made up to and including through are
/// suppressed, in the categories of a JSON list of names; in all if it is []. through is a day, which counts whole, or an
/// instant in RFC 3339. controller and person are texts of yours, the same ones whenever you ask again.
///
/// Changes nothing: store the line under its number and the new head beside it, in one transaction; if another process was
/// first, that fails: open the ledger again, and make the line again. next is the ledger with that line, to go on with. After
/// a failed call the new head is 32 zeroes.
///
/// {"waarborg-ledger":2,"seq","kind":"suppressed","token","through","categories":[...]}
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_ledger_suppressed(
    ledger: *const wb_ledger,
    controller: *const c_char,
    controller_len: usize,
    person: *const c_char,
    person_len: usize,
    through: *const c_char,
    through_len: usize,
    categories: *const c_char,
    categories_len: usize,
    next: *mut *mut wb_ledger,
    line: *mut *mut wb_buf,
    new_head: *mut c_char,
    new_head_capacity: usize,
    seq: *mut u32,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [next, line, seq], {
        // Zeroed first, whatever else is wrong.
        // SAFETY: as the header asks.
        let new_head = unsafe { read!(bytes32(new_head, new_head_capacity)) };
        // SAFETY: as the header asks.
        let (ledger, controller, person, through, categories) = unsafe {
            (
                read!(lent(ledger))?,
                read!(text(controller, controller_len))?,
                read!(text(person, person_len))?,
                read!(text(through, through_len))?,
                read!(text(categories, categories_len))?,
            )
        };
        // SAFETY: as the header asks.
        let (next, line, seq) = unsafe { (read!(out(next))?, read!(out(line))?, read!(out(seq))?) };
        let outputs = Outputs { next, line, new_head: new_head?, seq };
        let categories = crate::json::read_personal::<Vec<Id>, _>(categories, |names, _, _| Some(names))
            .map_err(|diagnostics| json::below("categories", WB_STATUS_BAD_LEDGER, &diagnostics))?;
        let through = needed(through, "through")?;
        outputs.put(ledger, ledger.suppressed(controller, person, through, &categories).map_err(refused)?)
    })
}

/// Makes the line to keep when a person is back: from is the day or the instant from which on an undated record may be new,
/// and is recognised no more. Changes nothing, as wb_ledger_suppressed.
///
/// {"waarborg-ledger":2,"seq","kind":"lifted","token","from"}
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_ledger_lifted(
    ledger: *const wb_ledger,
    controller: *const c_char,
    controller_len: usize,
    person: *const c_char,
    person_len: usize,
    from: *const c_char,
    from_len: usize,
    next: *mut *mut wb_ledger,
    line: *mut *mut wb_buf,
    new_head: *mut c_char,
    new_head_capacity: usize,
    seq: *mut u32,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [next, line, seq], {
        // Zeroed first, whatever else is wrong.
        // SAFETY: as the header asks.
        let new_head = unsafe { read!(bytes32(new_head, new_head_capacity)) };
        // SAFETY: as the header asks.
        let (ledger, controller, person, from) = unsafe {
            (
                read!(lent(ledger))?,
                read!(text(controller, controller_len))?,
                read!(text(person, person_len))?,
                read!(text(from, from_len))?,
            )
        };
        // SAFETY: as the header asks.
        let (next, line, seq) = unsafe { (read!(out(next))?, read!(out(line))?, read!(out(seq))?) };
        let outputs = Outputs { next, line, new_head: new_head?, seq };
        let from = needed(from, "from")?;
        outputs.put(ledger, ledger.lifted(controller, person, from).map_err(refused)?)
    })
}

/// Whether a record of a restored backup, or of a new import, is one that was erased: 1, and it must be erased again, or 0.
/// made is when it was made, a day or an instant in RFC 3339; (NULL, 0) if nobody knows, and then it was erased unless the
/// person has come back since.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_ledger_recognises(
    ledger: *const wb_ledger,
    controller: *const c_char,
    controller_len: usize,
    person: *const c_char,
    person_len: usize,
    category: *const c_char,
    category_len: usize,
    created: *const c_char,
    created_len: usize,
    recognised: *mut i32,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [recognised], {
        // SAFETY: as the header asks.
        let (ledger, controller, person, category, created, recognised) = unsafe {
            (
                read!(lent(ledger))?,
                read!(text(controller, controller_len))?,
                read!(text(person, person_len))?,
                read!(text(category, category_len))?,
                read!(text(created, created_len))?,
                read!(out(recognised))?,
            )
        };
        let said = ledger.person(controller, person).map_err(refused)?;
        recognised.put(said.recognises(category, moment(created, "created")?).into());
        Ok(())
    })
}

/// Which of n records were erased: wb_ledger_recognises for each row of three columns of texts. A person runs from
/// person_offsets[i] to person_offsets[i + 1] of persons, so there are n + 1 offsets; a category and when a record was made
/// likewise, an empty text for what nobody knows. recognised has room for n. A person is looked up once for rows that
/// follow each other, so keep a person's rows together. If a row fails, the call does, and the error's path begins with its
/// number: "/2".
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_ledger_recognises_many(
    ledger: *const wb_ledger,
    controller: *const c_char,
    controller_len: usize,
    n: usize,
    persons: *const c_char,
    persons_len: usize,
    person_offsets: *const i32,
    categories: *const c_char,
    categories_len: usize,
    category_offsets: *const i32,
    created: *const c_char,
    created_len: usize,
    created_offsets: *const i32,
    recognised: *mut i32,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [], {
        // SAFETY: as the header asks.
        let recognised = unsafe { slots(recognised, n, 0, "recognised")? };
        // SAFETY: as the header asks.
        let (ledger, controller, persons, categories, created) = unsafe {
            (
                read!(lent(ledger))?,
                read!(text(controller, controller_len))?,
                column(persons, persons_len, person_offsets, n, ["persons", "person_offsets"])?,
                column(categories, categories_len, category_offsets, n, ["categories", "category_offsets"])?,
                column(created, created_len, created_offsets, n, ["created", "made_offsets"])?,
            )
        };
        let mut last: Option<(&str, LedgerPerson)> = None;
        let rows = persons.into_iter().zip(categories).zip(created);
        let answers = each(rows, |((person, category), created)| {
            let said = match last.take() {
                Some((of, said)) if of == person => said,
                _ => ledger.person(controller, person).map_err(refused)?,
            };
            let answer = said.recognises(category, moment(created, "created")?);
            last = Some((person, said));
            Ok(i32::from(answer))
        })?;
        recognised.put(answers);
        Ok(())
    })
}

/// One more owner of the same ledger, to be freed once more. NULL for NULL.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_ledger_retain(ledger: *const wb_ledger) -> *mut wb_ledger {
    // SAFETY: NULL or a live handle, as the header asks.
    export!(or core::ptr::null_mut(), { unsafe { wb_ledger::retain(ledger) } })
}

/// Frees a ledger, if no other owner is left; its key is wiped with the last ledger that has it. NULL is allowed.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_ledger_free(ledger: *mut wb_ledger) {
    // SAFETY: NULL, or given out and freed once by each owner, as the header asks.
    export!(or(), { unsafe { wb_ledger::free(ledger) } });
}
