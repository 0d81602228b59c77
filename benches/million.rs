//! Every dossier of a large platform, folded from its lines on disk: how many a second one core does, and what a folded
//! dossier takes of memory. `cargo bench --bench million [-- <dossiers>]`; 1,500,000 unless told otherwise.

#[path = "world.rs"]
mod world;

use std::alloc::{GlobalAlloc, Layout, System};
use std::env::args;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use waarborg::claim::Institution;
use waarborg::decision::{IdQuery, decide_by_id};
use waarborg::dossier::{Dossier, Head};
use waarborg::policy::{NameKind, Verb};

/// Counts what is in use, to tell what a folded dossier takes.
struct Counting;

static IN_USE: AtomicUsize = AtomicUsize::new(0);

#[allow(unsafe_code, reason = "a counting allocator can be written in no other way")]
// SAFETY: every call goes to the system's allocator as it is; the counter is no part of it.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        IN_USE.fetch_add(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        IN_USE.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: `at` came from the call above, with this layout.
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Different dossiers; the file holds them over and over.
const DIFFERENT: usize = 50_000;
/// Entries of each: a birth, an enrolment, two parents, a login, and words of consent.
const ENTRIES: usize = 10;

fn main() {
    let wanted = args().skip(1).find_map(|arg| arg.replace('_', "").parse().ok()).unwrap_or(1_500_000);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("dossiers");
    let bytes = write(&path, wanted);
    println!(
        "{wanted} dossiers of {ENTRIES} entries on disk, {DIFFERENT} of them different: {:.2} GB",
        bytes as f64 / 1e9
    );
    for threads in [1, threads] {
        let from = Instant::now();
        let permits: usize = std::thread::scope(|scope| {
            let parts: Vec<_> = (0..threads)
                .map(|part| {
                    scope.spawn({
                        let path = &path;
                        move || fold(path, part, threads)
                    })
                })
                .collect();
            parts.into_iter().map(|part| part.join().expect("no part fails")).sum()
        });
        let seconds = from.elapsed().as_secs_f64();
        println!(
            "read, folded and asked with {threads} thread(s): {seconds:.1} s, {:.0} dossiers a second for each; {permits} permits",
            wanted as f64 / seconds / threads as f64
        );
    }
    memory();
    std::fs::remove_file(&path).expect("the file was just written");
}

/// Each dossier as a record: the length of its lines, its head, its lines.
fn write(path: &Path, wanted: usize) -> u64 {
    let mut out =
        BufWriter::with_capacity(1 << 20, File::create(path).expect("a file in the target directory"));
    let records: Vec<Vec<u8>> = (0..DIFFERENT.min(wanted))
        .map(|seed| {
            let (lines, head) = world::lines(&world::bodies(seed as u64)[..ENTRIES]);
            let mut record = (lines.len() as u32).to_le_bytes().to_vec();
            record.extend(head.as_bytes());
            record.extend(lines.as_bytes());
            record
        })
        .collect();
    let mut bytes = 0;
    for record in records.iter().cycle().take(wanted) {
        out.write_all(record).expect("room on disk");
        bytes += record.len() as u64;
    }
    out.into_inner().expect("room on disk").sync_all().expect("a disk that writes");
    bytes
}

/// Reads the whole file, and folds and asks every dossier of one part.
fn fold(path: &Path, part: usize, parts: usize) -> usize {
    let policy = world::policy(20);
    let institution = Institution::fold(&policy, &world::institution(), &[], None);
    let id = |kind, name| policy.id(kind, name).expect("a name of the policy");
    let (role, purpose, category) =
        (id(NameKind::Role, "r1"), id(NameKind::Purpose, "p5"), id(NameKind::Category, "c1"));
    let query = IdQuery::new(role, Verb::View, purpose, category, world::now());
    let mut input = BufReader::with_capacity(1 << 20, File::open(path).expect("the file"));
    let (mut lines, mut permits, mut index) = (Vec::new(), 0, 0);
    loop {
        let (mut length, mut head) = ([0; 4], [0; 32]);
        if input.read_exact(&mut length).is_err() {
            return permits;
        }
        input.read_exact(&mut head).expect("a whole record");
        lines.resize(u32::from_le_bytes(length) as usize, 0);
        input.read_exact(&mut lines).expect("a whole record");
        if index % parts == part {
            let lines = std::str::from_utf8(&lines).expect("lines are text");
            let dossier = Dossier::load(lines, Head::from_bytes(head)).expect("its own lines");
            let claims = institution.claims(&dossier, &[], None);
            let decision = decide_by_id(&claims, &query).expect("numbers of this policy");
            permits += usize::from(decision.is_permitted());
        }
        index += 1;
    }
}

/// What folded dossiers take, before and after every claim was asked about.
fn memory() {
    let policy = world::policy(20);
    let institution = Institution::fold(&policy, &world::institution(), &[], None);
    let read: Vec<_> = (0..1_000).map(|seed| world::lines(&world::bodies(seed)[..ENTRIES])).collect();
    let before = IN_USE.load(Ordering::Relaxed);
    let folded: Vec<_> = read
        .iter()
        .map(|(lines, head)| {
            institution.claims(&Dossier::load(lines, *head).expect("its own lines"), &[], None)
        })
        .collect();
    let fresh = IN_USE.load(Ordering::Relaxed);
    for claims in &folded {
        for purpose in policy.names(NameKind::Purpose) {
            for category in policy.names(NameKind::Category) {
                let _ = claims.claim(purpose, category);
            }
        }
    }
    let asked = IN_USE.load(Ordering::Relaxed);
    let lines = read.iter().map(|(lines, _)| lines.len()).sum::<usize>() / read.len();
    println!(
        "a folded dossier of {ENTRIES} entries ({lines} bytes of lines): {} bytes; {} once all {} claims were asked about",
        (fresh - before) / folded.len(),
        (asked - before) / folded.len(),
        policy.names(NameKind::Purpose).len() * 2
    );
}
