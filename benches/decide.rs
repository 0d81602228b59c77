//! What a decision costs: hot, by number and by name, flat in the number of purposes; cold over many dossiers; and what
//! comes before it: a dossier folded from its lines, a policy parsed.

#[path = "world.rs"]
mod world;

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use waarborg::claim::{Claims, Institution};
use waarborg::decision::{IdQuery, Query, decide, decide_by_id, explain};
use waarborg::dossier::Dossier;
use waarborg::policy::{NameId, NameKind, Policy, Verb};

/// Numbers of roles, purposes and categories that go together, in an order a branch predictor cannot learn by heart.
fn asked(policy: &Policy, purposes: usize) -> Vec<(NameId, NameId, NameId)> {
    let id = |kind, name: String| policy.id(kind, &name).expect("a name of the policy");
    let categories = (purposes / 10).max(2);
    let mut state = 7u64;
    (0..4096)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let p = (state >> 33) as usize % purposes;
            let c = (p + (state >> 60) as usize % 2) % categories;
            let r = (state >> 50) as usize % 5;
            (
                id(NameKind::Role, format!("r{r}")),
                id(NameKind::Purpose, format!("p{p}")),
                id(NameKind::Category, format!("c{c}")),
            )
        })
        .collect()
}

fn claims(policy: &Policy, seed: u64) -> Claims {
    let institution = Institution::fold(policy, &world::institution(), &[], None);
    institution.claims(&world::written(&world::bodies(seed)), &[], None)
}

fn hot(c: &mut Criterion) {
    let now = world::now();
    let mut group = c.benchmark_group("decide");
    for purposes in [20, 200, 2_000] {
        let policy = world::policy(purposes);
        let claims = claims(&policy, 1);
        let asked = asked(&policy, purposes);
        let supplier = policy.id(NameKind::Recipient, "supplier");
        let mut next = 0;
        let mut turn = move || {
            next = (next + 1) % 4096;
            next
        };
        group.bench_function(format!("by id, {purposes} purposes"), |b| {
            b.iter(|| {
                let (role, purpose, category) = asked[turn()];
                let query = IdQuery {
                    recipient: supplier,
                    ..IdQuery::new(role, Verb::Share, purpose, category, now)
                };
                decide_by_id(black_box(&claims), black_box(&query))
            });
        });
        group.bench_function(format!("by id, no recipient, {purposes} purposes"), |b| {
            b.iter(|| {
                let (role, purpose, category) = asked[turn()];
                decide_by_id(
                    black_box(&claims),
                    black_box(&IdQuery::new(role, Verb::View, purpose, category, now)),
                )
            });
        });
    }
    let policy = world::policy(200);
    let claims = claims(&policy, 1);
    let query = Query { recipient: Some("supplier"), ..Query::new("r1", Verb::Share, "p101", "c1", now) };
    group.bench_function("by four names, 200 purposes", |b| {
        b.iter(|| decide(black_box(&claims), black_box(&query)))
    });
    group.bench_function("explain, 200 purposes", |b| {
        b.iter(|| explain(black_box(&claims), black_box(&query)))
    });
    group.finish();
}

fn cold(c: &mut Criterion) {
    let now = world::now();
    let policy = world::policy(20);
    let institution = Institution::fold(&policy, &world::institution(), &[], None);
    let asked = asked(&policy, 20);
    let people: Vec<Claims> = (0..20_000)
        .map(|seed| institution.claims(&world::written(&world::bodies(seed)), &[], None))
        .inspect(|claims| {
            for (role, purpose, category) in asked.iter().take(200) {
                let _ = decide_by_id(claims, &IdQuery::new(*role, Verb::View, *purpose, *category, now));
            }
        })
        .collect();
    let mut state = 1u64;
    c.bench_function("decide/cold, over 20 000 dossiers", |b| {
        b.iter(|| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let (role, purpose, category) = asked[(state >> 52) as usize];
            let person = &people[(state >> 33) as usize % people.len()];
            decide_by_id(person, &IdQuery::new(role, Verb::View, purpose, category, now))
        });
    });
}

fn fold(c: &mut Criterion) {
    let now = world::now();
    let policy = world::policy(20);
    let institution = Institution::fold(&policy, &world::institution(), &[], None);
    let (lines, head) = world::lines(&world::bodies(1));
    c.bench_function("fold/30 entries from lines", |b| {
        b.iter(|| {
            let dossier = Dossier::load(black_box(&lines), head).expect("its own lines");
            institution.claims(&dossier, &[], None)
        });
    });
    let class: Vec<_> = (0..30).map(|seed| world::lines(&world::bodies(seed))).collect();
    c.bench_function("fold/30 persons from lines to decisions", |b| {
        b.iter(|| {
            let decided = class.iter().map(|(lines, head)| {
                let dossier = Dossier::load(lines, *head).expect("its own lines");
                let claims = institution.claims(&dossier, &[], None);
                decide(&claims, &Query::new("r1", Verb::View, "p4", "c0", now)).expect("known names")
            });
            decided.filter(|decision| decision.is_permitted()).count()
        });
    });
}

fn parse(c: &mut Criterion) {
    let mut group = c.benchmark_group("policy");
    for name in ["wisbits", "bloom", "heutink", "neo", "intowords"] {
        let text =
            std::fs::read_to_string(format!("examples/policies/{name}.json")).expect("an example policy");
        group.bench_function(format!("parsed, checked, compiled: {name}, {} KB", text.len() / 1000), |b| {
            b.iter_batched(|| text.as_str(), |text| Policy::parse(black_box(text)), BatchSize::SmallInput);
        });
    }
    group.finish();
}

criterion_group!(benches, hot, cold, fold, parse);
criterion_main!(benches);
