//! Can someone be found in what is about to be released?

use core::ffi::c_char;

use super::boundary::{Failure, Out, Slots, array, export, lent, read, slots};
use super::buf::wb_buf;
use super::error::wb_error;
use super::status::*;
use super::table::{self, refused, wb_table};
use super::words::truth;
use crate::Diagnostic;
use crate::anonymity::{
    Adversary, AnonymityError, Cells, Check, JoinedRequirements, Outcome, Requirements, Threshold,
};

/// Where the numbers of rows go that a check tells of.
struct Outputs {
    room: Slots<u32>,
    counts: Slots<usize>,
    passed: Out<i32>,
    report: Out<*mut wb_buf>,
}

impl Outputs {
    /// Writes what came of a check of so many tables. There is room for every row.
    fn put(self, outcome: &Outcome, tables: usize) {
        let of = |at: usize| match outcome {
            Outcome::Passed(passed) => passed.withheld(at),
            Outcome::Failed(failed) => failed.rows(at),
        };
        self.room.put((0..tables).flat_map(|at| of(at).iter().copied()));
        self.counts.put((0..tables).map(|at| of(at).len()));
        self.passed.put(matches!(outcome, Outcome::Passed(_)).into());
        self.report.put(wb_buf::of(outcome.report().to_json()));
    }
}

/// Room for as many numbers as there are rows, and for how many were told of each of `tables`.
///
/// # Safety
/// As for every output of an export.
unsafe fn render(
    (rows, capacity, needed): (*mut u32, usize, usize),
    (counts, tables): (*mut usize, usize),
    passed: *mut i32,
    report: *mut *mut wb_buf,
) -> Result<Outputs, Failure> {
    // SAFETY: what the caller promises.
    let (counts, room, passed, report) = unsafe {
        (
            slots(counts, tables, 0, "row_count")?,
            slots(rows, capacity.min(needed), 0, "rows")?,
            read!(out(passed))?,
            read!(out(report))?,
        )
    };
    if capacity < needed {
        let diagnostic = Diagnostic::new("buffer-too-small", "the room for `rows` is too small");
        let diagnostic = diagnostic.expecting(format!("room for {needed} numbers: one for each row"));
        return Err(Failure::new(WB_STATUS_BUFFER_TOO_SMALL, diagnostic));
    }
    Ok(Outputs { room, counts, passed, report })
}

fn parties(holders: &str) -> Result<Vec<Adversary>, Failure> {
    Adversary::list_from_json(holders).map_err(|error: AnonymityError| {
        let diagnostics: Vec<Diagnostic> = error
            .diagnostics()
            .iter()
            .map(|diagnostic| {
                let path = format!("/holders{}", diagnostic.path());
                diagnostic.clone().at(path)
            })
            .collect();
        Failure::of(WB_STATUS_BAD_TABLE, &diagnostics)
    })
}

/// Holds requirements (a JSON document) against a table, and against the population from which it was drawn; population is
/// NULL if they ask nothing of one. They say which column tells persons apart ("person"), or that no two rows are about one
/// person ("rows-are-persons":true); classes and what is disclosed are counted in persons. release is a name for the report. holders is a JSON list of who has the release and
/// who holds what leads back from it: [{"party","holds":["source-table"...]}...], an empty list for nothing.
///
/// passed is 1 or 0; a check that fails is no failed call. rows has room for one number per row of the table, row_count of
/// which are written, from 0 and in order: what was withheld so that the rest passes, or the rows that fail. report is
/// JSON, without any value of the table: keep it as evidence. Nothing is called anonymous: see the report on who holds
/// what.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_table_check(
    table: *const wb_table,
    population: *const wb_table,
    requirements: *const c_char,
    requirements_len: usize,
    release: *const c_char,
    release_len: usize,
    holders: *const c_char,
    holders_len: usize,
    passed: *mut i32,
    rows: *mut u32,
    rows_capacity: usize,
    row_count: *mut usize,
    report: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [passed, row_count, report], {
        // SAFETY: as the header asks.
        let (columns, population, requirements, release, holders) = unsafe {
            (
                read!(lent(table))?,
                read!(lent_or_none(population))?,
                read!(text(requirements, requirements_len))?,
                read!(text(release, release_len))?,
                read!(text(holders, holders_len))?,
            )
        };
        let room = (rows, rows_capacity, table::rows(columns));
        // SAFETY: as the header asks.
        let rendered = unsafe { render(room, (row_count, 1), passed, report)? };
        let check = Requirements::parse(requirements).and_then(Check::new).map_err(refused)?;
        let population = population.map(|columns| table::table(columns)).transpose()?;
        let table = table::table(columns)?;
        let outcome = check.run(release, &table, population.as_ref(), &parties(holders)?);
        rendered.put(&outcome.map_err(refused)?, 1);
        Ok(())
    })
}

/// Holds requirements against table_count tables that can be linked by a column that says whom a row is about, counted in
/// persons: {"waarborg-joined":1,"k","tables":[{"subject","quasi-identifiers":[...]}...],"withhold-at-most"?}. rows has room
/// for one number per row of all tables together, those of the first table first; row_counts has room for table_count:
/// how many there are of each. The other arguments are those of wb_table_check.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_tables_check(
    tables: *const *const wb_table,
    table_count: usize,
    requirements: *const c_char,
    requirements_len: usize,
    release: *const c_char,
    release_len: usize,
    holders: *const c_char,
    holders_len: usize,
    passed: *mut i32,
    rows: *mut u32,
    rows_capacity: usize,
    row_counts: *mut usize,
    report: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [passed, report], {
        // SAFETY: as the header asks.
        unsafe { slots(row_counts, table_count, 0, "row_counts")? };
        // SAFETY: as the header asks.
        let (handles, requirements, release, holders) = unsafe {
            (
                array(tables, table_count, "tables")?,
                read!(text(requirements, requirements_len))?,
                read!(text(release, release_len))?,
                read!(text(holders, holders_len))?,
            )
        };
        // SAFETY: as the header asks of each.
        let columns = handles.iter().map(|handle| unsafe { lent(*handle, "tables") });
        let columns = super::batch::each(columns, |columns| columns)?;
        let needed = columns.iter().map(|columns| table::rows(columns)).sum();
        let room = (rows, rows_capacity, needed);
        // SAFETY: as the header asks.
        let rendered = unsafe { render(room, (row_counts, table_count), passed, report)? };
        let requirements = JoinedRequirements::parse(requirements).map_err(refused)?;
        let tables = super::batch::each(columns, |columns| table::table(columns))?;
        let tables: Vec<_> = tables.iter().collect();
        let outcome = requirements.run(release, &tables, &parties(holders)?).map_err(refused)?;
        rendered.put(&outcome, tables.len());
        Ok(())
    })
}

/// Holds the cells of one aggregate against a threshold: n numbers of persons, each person in one cell. threshold is the
/// least behind a shown number, from 5; 10 unless there is a reason. total_is_known is 1 if the total is shown or can be
/// known, empty_is_shown 1 if a cell with nobody in it is shown, withhold 1 if cells are to be withheld until the rest may
/// be shown; else 0. cells has room for n numbers of cells, from 0: those that were withheld, or that are too small. The
/// other arguments are those of wb_table_check.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_cells_check(
    persons: *const u64,
    n: usize,
    threshold: u32,
    total_is_known: i32,
    empty_is_shown: i32,
    withhold: i32,
    release: *const c_char,
    release_len: usize,
    holders: *const c_char,
    holders_len: usize,
    passed: *mut i32,
    cells: *mut u32,
    cells_capacity: usize,
    cell_count: *mut usize,
    report: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [passed, cell_count, report], {
        // SAFETY: as the header asks.
        let (persons, release, holders) = unsafe {
            (
                read!(array(persons, n))?,
                read!(text(release, release_len))?,
                read!(text(holders, holders_len))?,
            )
        };
        // SAFETY: as the header asks.
        let rendered = unsafe { render((cells, cells_capacity, n), (cell_count, 1), passed, report)? };
        let asked = Cells {
            persons,
            total_is_known: truth(total_is_known, "total_is_known")?,
            empty_is_shown: truth(empty_is_shown, "empty_is_shown")?,
            withhold: truth(withhold, "withhold")?,
        };
        let threshold = Threshold::new(threshold).map_err(refused)?;
        rendered.put(&asked.run(release, threshold, &parties(holders)?).map_err(refused)?, 1);
        Ok(())
    })
}

/// What a table measures, as JSON, whatever is required of it: the roles of its columns are those of the requirements, a
/// document as of wb_table_check, of which none needs to hold. For who looks for what to require; it is no check.
///
/// {"v":1,"measures":{"rows","suppressed","k","classes","unique","sensitive":[{"column","alpha","distinct-l","entropy-l",
///   "recursive-c"|null,"t-equal"|null,"t-ordered"|null,"beta"|null,"enhanced-beta"|null,"delta"|null}...]}}
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_table_measure(
    table: *const wb_table,
    requirements: *const c_char,
    requirements_len: usize,
    json: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [json], {
        // SAFETY: as the header asks.
        let (columns, requirements, json) =
            unsafe { (read!(lent(table))?, read!(text(requirements, requirements_len))?, read!(out(json))?) };
        let check = Requirements::parse(requirements).and_then(Check::new).map_err(refused)?;
        let measured = check.measure(&table::table(columns)?).map_err(refused)?;
        json.put(wb_buf::of(super::json::measures(&measured)));
        Ok(())
    })
}

/// Requirements as Java statements for ARX, which looks for a generalisation where a table fails; this library checks and
/// does not search. What ARX has no model for is written as a comment.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_requirements_arx(
    requirements: *const c_char,
    requirements_len: usize,
    statements: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [statements], {
        // SAFETY: as the header asks.
        let (requirements, statements) =
            unsafe { (read!(text(requirements, requirements_len))?, read!(out(statements))?) };
        let requirements = Requirements::parse(requirements).map_err(refused)?;
        statements.put(wb_buf::of(requirements.to_arx()));
        Ok(())
    })
}
