//! What a person can write many times costs no more than in proportion.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use waarborg::claim::Institution;
use waarborg::dossier::{Body, Dossier};
use waarborg::policy::Policy;
use waarborg::rights::{Requests, plan};

use super::world::*;
use crate::writing::{opened, school, stamp};

/// A dossier of a grown-up with so many requests.
fn dossier(policy: &Policy, count: u32, of: impl Fn(u32) -> Value) -> Dossier {
    let born = json!({ "kind": "born", "happened": "2024-02-01", "date": "2004-05-05" });
    let mut dossier = opened(policy);
    for body in core::iter::once(born).chain((0..count).map(of)) {
        let body = Body::from_json(&body.to_string()).expect("a body");
        let recorded = time("2026-04-01T00:00:00Z");
        let next = dossier.append(dossier.head(), body, stamp(&dossier, recorded)).expect("an entry");
        dossier = dossier.with(next).expect("a dossier");
    }
    dossier
}

/// The time that this thread has been running. On a busy machine the time of the clock says little; where the system gives
/// no other, that of the clock has to do.
fn on_cpu() -> Duration {
    let rendered = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = rendered.and_then(|rendered| rendered.split(' ').next()?.parse().ok());
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    nanos.map_or_else(|| START.get_or_init(Instant::now).elapsed(), Duration::from_nanos)
}

/// Folds so many requests, reports them, and makes one plan.
struct Folding {
    count: u32,
    institution: Institution,
    dossier: Dossier,
}

impl Folding {
    fn new(count: u32, of: &dyn Fn(u32) -> Value) -> Folding {
        let policy = Policy::parse(POLICY).expect("a policy");
        let institution = Institution::fold(&policy, &school(), &[], None);
        Folding { count, institution, dossier: dossier(&policy, count, of) }
    }

    fn once(&self) -> Duration {
        let at = time("2026-04-02T00:00:00Z");
        let start = on_cpu();
        let claims = self.institution.claims(&self.dossier, &[], None);
        let requests = Requests::of(&claims);
        assert_eq!(requests.ignored(), &[] as &[u32]);
        let first = requests.iter().next().expect("a request");
        assert!(!plan(&claims, first, at).expect("a plan").items.is_empty());
        assert!(requests.to_json(&claims, at).expect("requests").len() > 30 * self.count as usize);
        on_cpu() - start
    }
}

/// 8,000 take at most 13 times the time of 1,000: the least of several runs that alternate, so that a busy machine slows
/// both.
fn grows(what: &str, of: &dyn Fn(u32) -> Value) {
    let (one, eight) = (Folding::new(1_000, of), Folding::new(8_000, of));
    let mut least = (Duration::MAX, Duration::MAX);
    for _ in 0..3 {
        least = (least.0.min(one.once()), least.1.min(eight.once()));
        if least.1.as_secs_f64() < 11.0 * least.0.as_secs_f64() {
            break;
        }
    }
    let ratio = least.1.as_secs_f64() / least.0.as_secs_f64();
    println!("{what}: 1,000 in {:?}, 8,000 in {:?}: {ratio:.1} times", least.0, least.1);
    assert!(ratio < 13.0, "{what}: 8,000 take {ratio:.1} times the time of 1,000");
}

/// One test, so that these do not slow each other.
#[test]
fn requests_cost_in_proportion() {
    let asked = |right: &str, categories: &Value, by: &str| json!({ "kind": "requested", "happened": on(5), "right": right, "categories": categories, "by": by });
    grows("clicks of one person", &|_| asked("access", &json!([]), "self"));
    let scopes = [json!(["story"]), json!(["photo", "usage"]), json!([]), json!(["results"])];
    let rights = ["access", "erasure", "portability"];
    grows("clicks for ever other categories", &|n| {
        asked(rights[n as usize % 3], &scopes[n as usize % 4], "self")
    });
    grows("requests of many who ask", &|n| asked("erasure", &json!([]), &format!("ref-{n}")));
    let against = [json!(["improving"]), json!(["newsletter"]), json!([])];
    grows(
        "objections",
        &|n| json!({ "kind": "objected", "happened": on(5), "purposes": against[n as usize % 3] }),
    );
    // Entry 1 is the birth.
    grows("requests that are refused and closed", &|n| match n % 3 {
        0 => asked("access", &json!(["story"]), "self"),
        1 => refusal(n + 1, "excessive", &[]),
        _ => closed(n),
    });
    grows("requests that are carried out", &|n| {
        let mut body = match n % 4 {
            0 => asked("rectification", &json!(["account"]), "self"),
            1 => json!({ "kind": "request-granted", "happened": on(6), "entry": n + 1 }),
            2 => outcome(n, "account@app", "done"),
            _ => closed(n - 1),
        };
        // One after another, a minute each.
        let (hours, minutes) = (n / 60, n % 60);
        body["happened"] = json!(format!(
            "2025-{:02}-{:02}T{:02}:{minutes:02}:00Z",
            1 + hours / 672,
            1 + hours / 24 % 28,
            hours % 24
        ));
        body
    });
    grows("requests that are withdrawn, one after another", &|n| match n % 2 {
        0 => asked("access", &scopes[n as usize % 4], "self"),
        _ => json!({ "kind": "request-withdrawn", "happened": on(6), "entry": n + 1 }),
    });
}
