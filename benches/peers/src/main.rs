//! The same rules in waarborg, Cedar and Rego: first the check that all answer the same, then what a decision takes.

mod cedar;
mod engine;
mod inputs;
mod ours;
mod rego;
mod rounds;
mod rules;

use std::collections::BTreeSet;
use std::process::ExitCode;

use engine::Engine;
use rounds::Timing;
use rules::{Rule, World};

/// Each verdict takes at least this share of the requests, in percent.
const LEAST: usize = 30;

/// What waarborg is to be: so many times as fast as Cedar with everything prebuilt, and as the best Rego.
struct Size {
    policies: usize,
    categories: usize,
    over_cedar: f64,
    over_rego: f64,
}

const SIZES: [Size; 2] = [
    Size { policies: 20, categories: 2, over_cedar: 1_000.0, over_rego: 100.0 },
    Size { policies: 200, categories: 10, over_cedar: 10_000.0, over_rego: 100.0 },
];

fn main() -> ExitCode {
    println!(
        "waarborg {}, cedar-policy {}, regorus {}",
        locked("waarborg"),
        locked("cedar-policy"),
        locked("regorus")
    );
    println!(
        "{}, one thread. Every engine decides the same requests in the same order, pass after pass: what was",
        processor()
    );
    println!(
        "prepared before is in its caches, and the processor has learnt the branches. What a row says is built per call"
    );
    println!(
        "is built, used once and thrown away. ÷: how many times as long the other one takes, by medians.\n"
    );
    let worlds = SIZES.map(|size| World::of(size.policies, size.categories));
    // All are compared before any is timed.
    let mut all = Vec::new();
    for world in &worlds {
        let mut engines = engines(world);
        match engine::check(world, &mut engines) {
            Ok(allowed) if shares_are_fair(allowed, world.requests.len()) => all.push((engines, allowed)),
            Ok(allowed) => {
                eprintln!("{allowed} of {} requests are allowed: too one-sided", world.requests.len());
                return ExitCode::FAILURE;
            }
            Err(difference) => {
                eprintln!("the engines differ on {difference}");
                return ExitCode::FAILURE;
            }
        }
    }
    for ((world, size), (mut engines, allowed)) in worlds.iter().zip(&SIZES).zip(all) {
        tell(world, allowed, engines.len());
        report(size, &rounds::measure(&mut engines, world.requests.len()));
    }
    ExitCode::SUCCESS
}

fn engines(world: &World) -> Vec<Box<dyn Engine + '_>> {
    let engines: Vec<Box<dyn Engine + '_>> = vec![
        Box::new(ours::ById::new(world)),
        Box::new(ours::ByName::new(world)),
        Box::new(ours::Folding::new(world)),
        Box::new(cedar::Prebuilt::new(world, cedar::Identifiability::Direct)),
        Box::new(cedar::Prebuilt::new(world, cedar::Identifiability::Groups)),
        Box::new(cedar::Built::new(world)),
        Box::new(rego::Compiled::table(world)),
        Box::new(rego::Compiled::rules(world)),
        Box::new(rego::Interpreted::table(world)),
        Box::new(engine::Plain(world)),
    ];
    engines
}

fn shares_are_fair(allowed: usize, requests: usize) -> bool {
    let least = requests * LEAST / 100;
    (least..=requests - least).contains(&allowed)
}

fn tell(world: &World, allowed: usize, engines: usize) {
    let granted = |asked: Rule| {
        world.rules.iter().any(|rule| (rule.purpose, rule.category) == (asked.purpose, asked.category))
    };
    let asked = world.requests.iter().filter(|request| granted(request.rule));
    let claims: BTreeSet<_> =
        asked.map(|request| (request.person, request.rule.purpose, request.rule.category)).collect();
    println!(
        "{} policies: {} permit, {} forbid, over {} purposes, {} categories and {} roles",
        world.policies,
        world.rules.len(),
        world.categories,
        world.purposes,
        world.categories,
        world.roles,
    );
    println!(
        "{} requests about {} persons and {} different claims; {allowed} allowed, {} denied; all {engines} agree on each",
        world.requests.len(),
        world.persons.len(),
        claims.len(),
        world.requests.len() - allowed,
    );
}

fn report(size: &Size, timings: &[Timing]) {
    let named = |name| timings.iter().find(|timing| timing.name == name).expect("an engine of the table");
    let (ours, cedar) = (named(ours::BY_ID), named(cedar::PREBUILT));
    let rego = timings.iter().filter(|timing| timing.name.starts_with("regorus"));
    let rego = rego.min_by(|a, b| a.median.total_cmp(&b.median)).expect("an engine of the table");
    println!(
        "{:<60} {:>11} {:>11} {:>10} {:>10}",
        "one decision", "median, ns", "min, ns", "Cedar ÷", "Rego ÷"
    );
    for timing in timings {
        let times = |over: &Timing| {
            let times = over.median / timing.median;
            if times < 10.0 { format!("{times:.2}") } else { format!("{times:.0}") }
        };
        println!(
            "{:<60} {:>11.1} {:>11.1} {:>10} {:>10}",
            timing.name,
            timing.median,
            timing.min,
            times(cedar),
            times(rego),
        );
    }
    for (over, target, what) in
        [(cedar, size.over_cedar, "Cedar, all prebuilt"), (rego, size.over_rego, "the best Rego")]
    {
        let times = over.median / ours.median;
        let reached = if times >= target { "reached" } else { "NOT reached" };
        println!("target {target} times as fast as {what}: {times:.0} times, {reached}");
    }
    println!();
}

/// The version of a package that this program was built with.
fn locked(package: &str) -> &'static str {
    let lock = include_str!("../Cargo.lock");
    let of = lock.split("[[package]]").find(|of| of.contains(&format!("\nname = \"{package}\"\n")));
    let version = of.and_then(|of| of.split("\nversion = \"").nth(1)?.split('"').next());
    version.expect("a package of the lock file")
}

/// The processor's own name, where the system tells it.
fn processor() -> String {
    let processor = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = processor.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    name.map_or_else(|| "processor not known".to_owned(), |(_, name)| name.to_owned())
}
