//! What packing costs: gigabytes of records through the library, against `serde_json` writing the same records, against
//! copying and hashing the same bytes, on one core. A simple harness: one pass takes seconds, and its share is told.
//!
//! ```sh
//! cargo bench --bench package            # 1 GB; WAARBORG_MB=100 for less
//! ```

#[path = "world.rs"]
#[allow(dead_code, reason = "shared by benches")]
mod world;

use std::hint::black_box;
use std::time::Instant;

use serde::Serialize;
use sha2::{Digest, Sha256};
use waarborg::calendar::{Moment, Time};
use waarborg::claim::{Claims, Institution};
use waarborg::dossier::{Body, Dossier};
use waarborg::policy::Policy;
use waarborg::rights::{PackRecord, Package, Plan, Request, Requests, Whose, plan};

const ME: &str = "p-1";
const ITEM: &str = "results@register";
const WHOSE: Whose<'_> = Whose { subject: ME, institution: None };

#[derive(Serialize)]
struct Record {
    number: u64,
    subject: &'static str,
    test: &'static str,
    score: f64,
    passed: bool,
    remarks: String,
    answers: Vec<u32>,
}

/// A record as the package writes it.
#[derive(Serialize)]
struct Line<'a> {
    subjects: [&'static str; 1],
    others: u32,
    portable: bool,
    redacted: [&'static str; 0],
    created: &'static str,
    record: &'a Record,
}

fn record(number: u64, words: usize) -> Record {
    Record {
        number,
        subject: "arithmetic",
        test: "end of group 6",
        score: (number % 100) as f64 / 4.0,
        passed: !number.is_multiple_of(3),
        remarks: "went well, \"fractions\" need more practice; ".repeat(words),
        answers: (0..words as u32 * 4).map(|n| n * 37 % 101).collect(),
    }
}

struct World {
    claims: Claims,
    request: Request,
    plan: Plan,
    now: Time,
}

fn world() -> World {
    let text = std::fs::read_to_string("examples/policies/school.json").expect("the example policy");
    let policy = Policy::parse(&text).expect("a policy that works");
    let now: Time = "2026-11-23T10:15:00Z".parse().expect("a time");
    let institution = Institution::fold(&policy, &Dossier::of_institution("school"), &[], None);
    let mut dossier = world::opened().0;
    for body in [
        r#"{"kind":"born","happened":"2024-08-19","date":"2005-05-05"}"#,
        r#"{"kind":"requested","happened":"2026-11-02","right":"access","categories":[]}"#,
        r#"{"kind":"request-granted","happened":"2026-11-03","entry":2}"#,
    ] {
        let body = Body::from_json(body).expect("an entry");
        let recorded = "2026-11-04T12:00:00Z".parse().expect("a time");
        let next =
            dossier.append(dossier.head(), body, world::stamp(&dossier, recorded)).expect("it follows");
        dossier = dossier.with(next).expect("it follows");
    }
    let claims = institution.claims(&dossier, &[], None);
    let request = Requests::of(&claims).get(2).expect("the request").clone();
    let plan = plan(&claims, &request, now).expect("its plan");
    World { claims, request, plan, now }
}

/// MB/s of doing this to records until so many bytes have come out.
fn rate(bytes: u64, mut each: impl FnMut(usize) -> u64) -> f64 {
    let (began, mut done, mut turn) = (Instant::now(), 0, 0);
    while done < bytes {
        done += each(turn % 64);
        turn += 1;
    }
    done as f64 / 1e6 / began.elapsed().as_secs_f64()
}

fn measure(world: &World, name: &str, words: usize, redacted: Option<&[&str]>, bytes: u64) {
    let records: Vec<Record> = (0..64).map(|number| record(number, words)).collect();
    let jsons: Vec<String> =
        records.iter().map(|record| serde_json::to_string(record).expect("it serialises")).collect();
    let created: Option<Moment> = Some("2026-09-01".parse().expect("a day"));
    let mut out = Vec::new();

    let mut package = Package::begin(&world.claims, &world.request, &world.plan, &WHOSE, world.now, &mut out)
        .expect("it begins");
    let packed = rate(bytes, |turn| {
        out.clear();
        let record = PackRecord {
            category: "results",
            subjects: &[ME],
            redacted,
            created,
            json: jsons[turn].as_bytes(),
        };
        package.push(ITEM, &record, &mut out).expect("a good record");
        black_box(&out).len() as u64
    });
    let written = rate(bytes, |turn| {
        out.clear();
        let record = &records[turn];
        let line =
            Line { subjects: [ME], others: 0, portable: false, redacted: [], created: "2026-09-01", record };
        serde_json::to_writer(&mut out, &line).expect("it serialises");
        black_box(&out).len() as u64
    });
    let mut hash = Sha256::new();
    let hashed = rate(bytes, |turn| {
        out.clear();
        out.extend_from_slice(jsons[turn].as_bytes());
        hash.update(&out);
        hash.update(&out);
        black_box(&out).len() as u64
    });
    println!(
        "{name:<34} {:>7} B  packed {packed:>6.0} MB/s   serde_json {written:>6.0} MB/s   ratio {:>5.2}   copied, hashed twice {hashed:>6.0} MB/s",
        jsons[0].len(),
        packed / written
    );
}

fn main() {
    let megabytes = std::env::var("WAARBORG_MB").ok().and_then(|text| text.parse().ok()).unwrap_or(1_000u64);
    let world = world();
    for (name, words, redacted) in [
        ("records of a line", 1, None),
        ("records of a kilobyte", 16, None),
        ("records of a page", 64, None),
        ("large records", 1_000, None),
        ("records of a kilobyte, redacted", 16, Some(&["name", "address"][..])),
    ] {
        measure(&world, name, words, redacted, megabytes * 1_000_000);
    }
}
