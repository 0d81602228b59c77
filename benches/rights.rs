//! What a request costs: its plan over many categories and systems, from claims that were computed before and not.

#[path = "world.rs"]
#[allow(dead_code, reason = "shared by benches")]
mod world;

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use waarborg::calendar::Time;
use waarborg::claim::Institution;
use waarborg::dossier::{Body, Dossier};
use waarborg::policy::Policy;
use waarborg::rights::{Requests, plan};

/// Forty categories, each in twelve systems, for eighty purposes on four bases; half of the systems rotate backups.
fn policy() -> Policy {
    let list = |items: Vec<String>| items.join(",");
    let categories =
        list((0..40).map(|c| format!(r#""c{c}":{{"description":"Data {c}","subject":"pupil"}}"#)).collect());
    let all = list((0..40).map(|c| format!(r#""c{c}""#)).collect());
    let purpose = |p: usize| {
        let basis = match p % 4 {
            0 => r#""basis":"consent","consent":{"how":"explicit","withdrawal":"same","grace":"P30D"}"#,
            1 => r#""basis":"public-task","while":"enrolled""#,
            2 => r#""basis":"legitimate-interests""#,
            _ => r#""basis":"legal-obligation""#,
        };
        format!(
            r#""p{p}":{{"description":"Purpose {p}",{basis},"as":"controller","categories":["c{}","c{}"],
            "recipients":{{"supplier":{{"ground":"processor"}}}},
            "retention":{{"all":{{"term":"enrolled + P2Y","kind":"maximum","source":"bench"}}}}}}"#,
            p % 40,
            (p * 7 + 3) % 40
        )
    };
    let system = |s: usize| {
        let erases = if s.is_multiple_of(2) { r#""at-once""# } else { r#""rotates","rotates-in":"P30D""# };
        format!(r#""s{s}":{{"party":"school","categories":[{all}],"erases":{erases}}}"#)
    };
    let text = format!(
        r#"{{"waarborg":1,"policy":"bench","version":"1","applies-from":"2020-01-01","jurisdiction":"NL","language":"en",
        "declared-by": "school",
        "parties":{{"school":{{"name":"School","acts-as":["controller"],"country":"NL"}},
                    "supplier":{{"name":"Supplier","acts-as":["processor"],"country":"DE"}}}},
        "subjects":{{"pupil":{{"kind":"pupil","minors":true}}}},"categories":{{{categories}}},
        "purposes":{{{}}},"systems":{{{}}},"roles":{{}}}}"#,
        list((0..80).map(purpose).collect()),
        list((0..12).map(system).collect())
    );
    Policy::parse(&text).expect("the bench's own policy works")
}

fn plans(c: &mut Criterion) {
    let at: Time = "2026-02-01T12:00:00Z".parse().expect("a time");
    let policy = policy();
    let institution = Institution::fold(&policy, &Dossier::of_institution("school"), &[], None);
    let mut dossier = world::opened().0;
    for body in [
        r#"{"kind":"born","happened":"2024-08-20","date":"2008-01-05"}"#,
        r#"{"kind":"enrolled","happened":"2024-08-20","initial":true}"#,
        r#"{"kind":"requested","happened":"2026-01-20","right":"erasure","categories":[]}"#,
    ] {
        let body = Body::from_json(body).expect("the bench's own entry is one");
        let next =
            dossier.append(dossier.head(), body, world::stamp(&dossier, at)).expect("it can be appended");
        dossier = dossier.with(next).expect("it was made for this dossier");
    }
    let claims = institution.claims(&dossier, &[], None);
    let requests = Requests::of(&claims);
    let request = requests.get(3).expect("the third entry is a request");
    let created = plan(&claims, request, at).expect("a plan");
    assert_eq!(created.items.iter().filter(|item| item.category.is_some()).count(), 480);
    let mut group = c.benchmark_group("plan");
    group.bench_function("40 categories in 12 systems, claims computed", |b| {
        b.iter(|| plan(black_box(&claims), black_box(request), at));
    });
    group.bench_function("40 categories in 12 systems, from the dossier", |b| {
        b.iter_batched(
            || institution.claims(&dossier, &[], None),
            |claims| plan(&claims, request, at),
            BatchSize::SmallInput,
        );
    });
    group.bench_function("its JSON", |b| b.iter(|| black_box(&created).to_json()));
    group.finish();
}

criterion_group!(benches, plans);
criterion_main!(benches);
