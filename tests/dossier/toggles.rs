//! What a user can make grow, grows about as fast as what it is made of: states that begin and end again and again.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail anywhere")]

use std::time::{Duration, Instant};

use crate::writing::{opened, school, stamp};
use waarborg::calendar::{Moment, Time};
use waarborg::claim::{Institution, Record};
use waarborg::dossier::{Body, Dossier};
use waarborg::policy::Policy;
use waarborg::retention::due;

const POLICY: &str = r#"{
    "waarborg": 1, "policy": "toggles", "version": "1", "applies-from": "2018-05-25", "jurisdiction": "NL",
    "language": "en", "title": "Toggles",
    "declared-by": "school",
    "parties": { "school": { "name": "School", "acts-as": ["controller"], "country": "NL" } },
    "subjects": { "pupil": { "kind": "pupil", "minors": true } },
    "categories": { "file": { "description": "The file", "subject": "pupil" } },
    "purposes": { "teach": {
        "description": "Teach", "basis": "public-task", "as": "controller", "while": "enrolled", "categories": ["file"],
        "retention": { "all": { "term": "enrolled + P2D", "kind": "maximum", "source": "own rule" } } } },
    "roles": {}
}"#;

/// An hour after another, from 2019 on: enrolled, left, enrolled again. Every other time on a bare date.
fn toggles(n: usize) -> impl Iterator<Item = Body> {
    let start: Time = "2019-01-01T00:00:00Z".parse().unwrap();
    (0..n).map(move |at| {
        let happened = Time::now(start.micros() + at as i64 * 6 * 3_600_000_000).unwrap();
        let happened = if at % 6 < 2 { happened.to_string()[..10].to_owned() } else { happened.to_string() };
        let kind = if at % 2 == 0 { "enrolled" } else { "left" };
        Body::from_json(&format!(r#"{{"kind":"{kind}","happened":"{happened}"}}"#)).unwrap()
    })
}

fn written(policy: &Policy, n: usize) -> Dossier {
    let now = "2026-01-01T00:00:00Z".parse().unwrap();
    toggles(n).fold(opened(policy), |dossier, body| {
        let appended = dossier.append(dossier.head(), body, stamp(&dossier, now)).unwrap();
        dossier.with(appended).unwrap()
    })
}

/// The same, each entry checked as one of a person.
fn appended(institution: &Institution, n: usize) -> Dossier {
    let now = "2026-01-01T00:00:00Z".parse().unwrap();
    toggles(n).fold(opened(institution.policy()), |dossier, body| {
        let appended = institution.append(&dossier, &[], body, stamp(&dossier, now)).unwrap();
        dossier.with(appended).unwrap()
    })
}

/// How long something takes that is done this often: the shortest of three times.
fn time(often: usize, mut of: impl FnMut()) -> Duration {
    let mut once = || {
        let start = Instant::now();
        (0..often).for_each(|_| of());
        start.elapsed()
    };
    once().min(once()).min(once())
}

/// Something of 1,000 entries is done eight times, so that both are measured equally long: on a machine that does other
/// things as well, what is short is interrupted less.
#[track_caller]
fn grows(what: &str, eight_times_1_000: Duration, once_8_000: Duration) {
    let times = 8.0 * once_8_000.as_secs_f64() / eight_times_1_000.as_secs_f64();
    println!("{what}: {times:.1} times");
    assert!(times <= 13.0, "{what}: 8 times as many entries took {times:.1} times as long");
}

#[test]
fn folding_and_reading_states_that_toggle() {
    let policy = Policy::parse(POLICY).unwrap();
    let institution = Institution::fold(&policy, &school(), &[], None);
    let record = Record::created(Moment::On("2020-03-01".parse().unwrap()));
    let read = |n: usize, often: usize| {
        let dossier = written(&policy, n);
        time(often, || {
            let claims = institution.claims(&dossier, &[], None);
            assert!(claims.claim("teach", "file").unwrap().steps().len() > n / 4);
            assert!(due(&claims, "file", &record).is_ok());
        })
    };
    grows("reading", read(1_000, 8), read(8_000, 1));
}

/// For one entry, a dossier is read once: what an append costs, grows no faster than what reading it costs.
#[test]
fn appending_to_a_state_that_toggles() {
    let policy = Policy::parse(POLICY).unwrap();
    let institution = Institution::fold(&policy, &school(), &[], None);
    assert_eq!(appended(&institution, 200).head(), written(&policy, 200).head());
    let append = |n: usize, often: usize| {
        let dossier = written(&policy, n);
        let next = toggles(n + 1).last().unwrap();
        let now = "2026-01-01T00:00:00Z".parse().unwrap();
        time(often, || {
            assert!(institution.append(&dossier, &[], next.clone(), stamp(&dossier, now)).is_ok());
        })
    };
    grows("appending", append(1_000, 8), append(8_000, 1));
}
