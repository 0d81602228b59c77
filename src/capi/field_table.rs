//! How the fields of a record come out.

use core::ffi::c_char;

use super::boundary::{Failure, Handle, export, magic, now, read};
use super::buf::wb_buf;
use super::domain::wb_domain;
use super::error::wb_error;
use super::policy::wb_policy;
use super::status::*;
use super::words;
use crate::Diagnostic;
use crate::calendar::Day;
use crate::pseudonym::{Context, Domain, FieldTable, KnownPerson, PseudonymError, Transformer};

/// Which fields a record has, and how each comes out, per purpose and form. Immutable: any number of threads may use one
/// at once.
#[cfg_attr(all(), repr(C))]
pub struct wb_field_table {
    _private: [u8; 0],
}

impl Handle for wb_field_table {
    const MAGIC: u64 = magic("wb_field_table");
    type Inner = FieldTable;
    type OptionHolder = std::sync::Arc<FieldTable>;
}

fn refused(error: PseudonymError) -> Failure {
    let status = match error.code() {
        "domain-missing" | "no-key-for-kind" | "no-active-key" => WB_STATUS_BAD_KEYS,
        _ => WB_STATUS_BAD_FIELDS,
    };
    Failure::of(status, error.diagnostics())
}

/// An output of a table, made ready. The form is one that was named.
fn opened<'a>(
    table: &'a FieldTable,
    domain: Option<&'a Domain>,
    purpose: &str,
    identifiability: i32,
) -> Result<Transformer<'a>, Failure> {
    let identifiability = words::identifiability(identifiability)?.ok_or_else(|| {
        let diagnostic = Diagnostic::new("unknown-value", "the argument `form` is no form in particular");
        Failure::new(WB_STATUS_UNKNOWN_VALUE, diagnostic.expecting("the form of one of the table's outputs"))
    })?;
    table.open(purpose, identifiability, domain).map_err(refused)
}

/// Reads a field table from its JSON document. The error lists everything that is wrong with it.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_field_table_parse(
    document: *const c_char,
    document_len: usize,
    table: *mut *mut wb_field_table,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [table], {
        // SAFETY: as the header asks.
        let (document, table) = unsafe { (read!(text(document, document_len))?, read!(out(table))?) };
        table.put(wb_field_table::give(FieldTable::parse(document).map_err(refused)?));
        Ok(())
    })
}

/// Checks a table against the policy in force at a moment: the purposes of its outputs are the policy's, and need what
/// comes out, in that form. The error lists all that differ.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_field_table_check(
    table: *const wb_field_table,
    policy: *const wb_policy,
    at: i64,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [], {
        // SAFETY: as the header asks.
        let (table, policy) = unsafe { (read!(lent(table))?, read!(lent(policy))?) };
        table.check(policy, now(at, "at")?).map_err(refused)
    })
}

/// What each field's treatment leaves for one purpose and form, as JSON: whether it is keyed, whether records of a person
/// can be joined by it, whether it can be led back, and the risk that is left in Dutch and English. The other arguments
/// are those of wb_transform.
///
/// {"waarborg-treatments":1,"identifiability","fields":{NAME:{"as","keyed","joinable","reversible","nl","en"}...}}
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_field_table_properties(
    table: *const wb_field_table,
    domain: *const wb_domain,
    purpose: *const c_char,
    purpose_len: usize,
    identifiability: i32,
    json: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [json], {
        // SAFETY: as the header asks.
        let (table, domain, purpose, json) = unsafe {
            (
                read!(lent(table))?,
                read!(lent_or_none(domain))?,
                read!(text(purpose, purpose_len))?,
                read!(out(json))?,
            )
        };
        json.put(wb_buf::of(opened(table, domain, purpose, identifiability)?.properties_json()));
        Ok(())
    })
}

/// Lets n records come out as the table declares for one purpose and form (WB_FORM_PSEUDONYMISED, ...). Record i is a JSON
/// object of texts and nulls, and runs from record_offsets[i] to record_offsets[i + 1] of records, so there are n + 1
/// offsets; for one record they are 0 and records_len. json is a list of n documents:
///
/// [{"waarborg-record":1,"identifiability","fields":{NAME:TEXT|null...},"found":{TAG:times...}}...]
///
/// domain is needed if a field comes out as a pseudonym or is moved in time; else it may be NULL. on is the day on which
/// ages are counted, such as "2026-11-23". people, which may be empty, is a JSON list: of each person whose name a free
/// text may hold, a list of their names. If a record is refused, the call is, and nothing comes out; the error's path
/// begins with the number of the record.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_transform(
    table: *const wb_field_table,
    domain: *const wb_domain,
    purpose: *const c_char,
    purpose_len: usize,
    identifiability: i32,
    on: *const c_char,
    on_len: usize,
    people: *const c_char,
    people_len: usize,
    n: usize,
    records: *const c_char,
    records_len: usize,
    record_offsets: *const i32,
    json: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [json], {
        // SAFETY: as the header asks.
        let (table, domain, purpose, on, people, records, json) = unsafe {
            (
                read!(lent(table))?,
                read!(lent_or_none(domain))?,
                read!(text(purpose, purpose_len))?,
                read!(text(on, on_len))?,
                read!(text(people, people_len))?,
                super::boundary::column(
                    records,
                    records_len,
                    record_offsets,
                    n,
                    ["records", "record_offsets"],
                )?,
                read!(out(json))?,
            )
        };
        let on: Day = on.parse().map_err(super::json::not_a_day)?;
        let people = match people {
            "" => Vec::new(),
            people => KnownPerson::list_from_json(people).map_err(refused)?,
        };
        let (transformer, context) =
            (opened(table, domain, purpose, identifiability)?, Context { on, people: &people });
        let one = |record| transformer.json(record, &context).map_err(refused);
        json.put(wb_buf::of(format!("[{}]", super::batch::each(records, one)?.join(","))));
        Ok(())
    })
}

/// One more owner of the same table, to be freed once more. NULL for NULL.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_field_table_retain(table: *const wb_field_table) -> *mut wb_field_table {
    // SAFETY: NULL or a live handle, as the header asks.
    export!(or core::ptr::null_mut(), { unsafe { wb_field_table::retain(table) } })
}

/// Frees a table, if no other owner is left. NULL is allowed.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_field_table_free(table: *mut wb_field_table) {
    // SAFETY: NULL, or given out and freed once by each owner, as the header asks.
    export!(or(), { unsafe { wb_field_table::free(table) } });
}
