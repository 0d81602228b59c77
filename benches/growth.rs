//! What grows with what a user can add: consent toggles, enrolments, happenings, requests, versions, names; at one, two,
//! four and eight thousand. `tests/growth.rs` asserts the ratio.

#[path = "../tests/growth/scenarios.rs"]
mod scenarios;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use scenarios::SCENARIOS;

fn growth(c: &mut Criterion) {
    for scenario in SCENARIOS {
        let mut group = c.benchmark_group(scenario.name);
        group.sample_size(10);
        for thousands in [1, 2, 4, 8] {
            let n = thousands * 1_000 / scenario.divided_by;
            let mut run = (scenario.build)(n);
            group.bench_function(BenchmarkId::from_parameter(n), |b| b.iter(&mut run));
        }
        group.finish();
    }
}

criterion_group!(benches, growth);
criterion_main!(benches);
