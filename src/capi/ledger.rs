//! The suppression ledger: what was erased stays erased, also when a backup comes back.

use core::ffi::c_char;

use super::batch::each;
use super::boundary::{Failure, Handle, column, export, read, slots};
use super::buf::wb_buf;
use super::error::wb_error;
use super::json;
use super::status::*;
use crate::calendar::{Moment, Zone};
use crate::json::Id;
use crate::rights::{Ledger, LedgerEntry, LedgerKey, LedgerPerson, RightsError};

/// The lines of a ledger with their key. Immutable: any number of threads may use one at once; to read a line that you
/// added, open it again. The key is wiped from memory when the last owner frees it, and no function gives it out.
#[cfg_attr(all(), repr(C))]
pub struct wb_ledger {
    _private: [u8; 0],
}

impl Handle for wb_ledger {
    type Inner = Opened;
    type OptionHolder = std::sync::Arc<Opened>;
}

/// A ledger with its key.
pub(super) struct Opened {
    key: LedgerKey,
    zone: Zone,
    lines: Ledger,
}

fn refused(error: RightsError) -> Failure {
    Failure::of(WB_STATUS_BAD_LEDGER, error.diagnostics())
}

fn moment(text: &str, name: &str) -> Result<Option<Moment>, Failure> {
    json::moment(text, name, WB_STATUS_BAD_LEDGER)
}

/// The last moment or the first of what a line says.
fn needed(text: &str, name: &str) -> Result<Moment, Failure> {
    moment(text, name)?.ok_or_else(|| json::no_moment(name, WB_STATUS_BAD_LEDGER))
}

/// Opens a ledger: key is exactly 32 random bytes that you keep apart from the lines and from the backups; yours to wipe
/// after the call. lines are all its lines in the order in which they were written, with a line feed between them; (NULL, 0)
/// for none yet. zone is where its days are, such as "Europe/Amsterdam". The error lists every line that is none, by its
/// number.
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
    ledger: *mut *mut wb_ledger,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [ledger], {
        // SAFETY: as the header asks.
        let (key, zone, lines, ledger) = unsafe {
            (
                read!(raw(key, key_len))?,
                read!(text(zone, zone_len))?,
                read!(text(lines, lines_len))?,
                read!(out(ledger))?,
            )
        };
        let key =
            LedgerKey::new(key).map_err(|error| Failure::of(WB_STATUS_BAD_KEYS, error.diagnostics()))?;
        let zone = json::zone(zone, WB_STATUS_BAD_LEDGER)?;
        let lines = Ledger::load(lines, &zone).map_err(refused)?;
        ledger.put(wb_ledger::give(Opened { key, zone, lines }));
        Ok(())
    })
}

/// The line to keep after an erasure, which names nobody: records of a person made up to and including through are
/// suppressed, in the categories of a JSON list of names; in all if it is []. through is a day, which counts whole, or an
/// instant in RFC 3339. controller and person are texts of yours, the same ones whenever you ask again.
///
/// {"waarborg-ledger":1,"kind":"suppressed","token","through","categories":[...]}
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
    line: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [line], {
        // SAFETY: as the header asks.
        let (ledger, controller, person, through, categories, line) = unsafe {
            (
                read!(lent(ledger))?,
                read!(text(controller, controller_len))?,
                read!(text(person, person_len))?,
                read!(text(through, through_len))?,
                read!(text(categories, categories_len))?,
                read!(out(line))?,
            )
        };
        let categories = crate::json::read_personal::<Vec<Id>, _>(categories, |names, _, _| Some(names))
            .map_err(|diagnostics| json::below("categories", WB_STATUS_BAD_LEDGER, &diagnostics))?;
        let Opened { key, zone, .. } = ledger;
        let through = needed(through, "through")?;
        let created = LedgerEntry::suppressed(key, controller, person, through, &categories, zone);
        line.put(wb_buf::of(created.map_err(refused)?.line()));
        Ok(())
    })
}

/// The line to keep when a person is back: from is the day or the instant from which on what nobody dated may be new, and is
/// recognised no more.
///
/// {"waarborg-ledger":1,"kind":"lifted","token","from"}
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
    line: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [line], {
        // SAFETY: as the header asks.
        let (ledger, controller, person, from, line) = unsafe {
            (
                read!(lent(ledger))?,
                read!(text(controller, controller_len))?,
                read!(text(person, person_len))?,
                read!(text(from, from_len))?,
                read!(out(line))?,
            )
        };
        let Opened { key, zone, .. } = ledger;
        let created = LedgerEntry::lifted(key, controller, person, needed(from, "from")?, zone);
        line.put(wb_buf::of(created.map_err(refused)?.line()));
        Ok(())
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
        let said = ledger.lines.person(&ledger.key, controller, person).map_err(refused)?;
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
                _ => ledger.lines.person(&ledger.key, controller, person).map_err(refused)?,
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

/// Frees a ledger, if no other owner is left, and wipes its key. NULL is allowed.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_ledger_free(ledger: *mut wb_ledger) {
    // SAFETY: NULL, or given out and freed once by each owner, as the header asks.
    export!(or(), { unsafe { wb_ledger::free(ledger) } });
}
