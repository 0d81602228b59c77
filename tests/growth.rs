//! What a user can make grow costs O(n log n): eight times as much takes at most thirteen times as long, in one run.
//!
//! Absolute times are for `benches/growth.rs`. `WAARBORG_GROWTH=consent` looks only at what has this word in its name,
//! also if it waits, and prints what it measures; an empty word looks at all.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail anywhere")]

#[path = "growth/scenarios.rs"]
mod scenarios;

use std::time::{Duration, Instant};

use scenarios::{SCENARIOS, Scenario};

const SMALL: usize = 1_000;
const LARGE: usize = 8_000;
/// Eight, and the logarithm: 8 × 13 ÷ 10, with room for caches.
const MOST: f64 = 13.0;

/// The shortest of some runs: what else the machine does only makes one longer.
fn shortest(run: &mut dyn FnMut(), runs: usize) -> Duration {
    (0..runs)
        .map(|_| {
            let begun = Instant::now();
            run();
            begun.elapsed()
        })
        .min()
        .expect("one run at least")
}

fn only() -> Option<String> {
    std::env::var("WAARBORG_GROWTH").ok()
}

/// How many times as long the large one takes as the small one.
fn ratio(scenario: &Scenario) -> f64 {
    let mut small = (scenario.build)(SMALL / scenario.divided_by);
    let mut large = (scenario.build)(LARGE / scenario.divided_by);
    // As many in a row as make one large one: what else a busy machine does falls on both alike.
    const IN_A_ROW: usize = LARGE / SMALL;
    let mut in_a_row = || (0..IN_A_ROW).for_each(|_| small());
    let mut least = f64::INFINITY;
    // A busy machine is given another chance; a quadratic cost stays one.
    for _ in 0..5 {
        let of_small = shortest(&mut in_a_row, 3) / IN_A_ROW as u32;
        let of_large = shortest(&mut *large, 3);
        least = least.min(of_large.as_secs_f64() / of_small.as_secs_f64().max(1e-9));
        if only().is_some() {
            println!("{}: {of_small:?} {of_large:?} {least:.1}", scenario.name);
        }
        if least <= MOST || of_large > Duration::from_secs(5) {
            break;
        }
    }
    least
}

/// Those that are known not to hold yet, each with the part of the library that it waits for.
const WAITING: &[(&str, &str)] = &[
    ("consent toggles, authority known", "claim/consent"),
    ("consent toggles, authority not known", "claim/consent"),
    ("givers", "claim/consent"),
    ("open requests", "claim/category, rights"),
    ("holds", "claim/category"),
    ("due over policy versions", "claim/conditions"),
];

#[test]
fn eight_times_as_much_takes_at_most_thirteen_times_as_long() {
    let is_asked = |scenario: &&Scenario| match only() {
        Some(word) => scenario.name.contains(&word),
        None => !WAITING.iter().any(|(name, _)| *name == scenario.name),
    };
    let mut slow = Vec::new();
    for scenario in SCENARIOS.iter().filter(is_asked) {
        let ratio = ratio(scenario);
        if ratio > MOST {
            slow.push(format!("{}: {ratio:.1} times as long", scenario.name));
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

#[test]
fn what_pending_is_a_scenario() {
    for (name, part) in WAITING {
        assert!(SCENARIOS.iter().any(|scenario| scenario.name == *name) && !part.is_empty(), "{name}");
    }
}

#[test]
fn a_quadratic_cost_is_found() {
    let quadratic = Scenario {
        name: "quadratic",
        divided_by: 1,
        build: |n| {
            Box::new(move || {
                let pairs = (0..n / 4).flat_map(|a| (0..n / 4).map(move |b| a ^ b));
                std::hint::black_box(pairs.fold(0usize, |sum, pair| sum ^ std::hint::black_box(pair)));
            })
        },
    };
    assert!(ratio(&quadratic) > MOST);
}
