//! Every rule of the five source documents: what carries it, and that it is really carried.
//!
//! `tests/policy/rows/*.json` names, for each rule, the node of the policy that carries it and the cases and lints that show
//! it. The test deletes that node: something named there must then fail. A rule that nothing would miss is not modelled.

use std::collections::BTreeMap;
use std::fs::read_to_string;

use serde_json::Value;
use waarborg::cases::{Cases, run};
use waarborg::policy::Policy;

const POLICIES: [(&str, usize); 5] =
    [("wisbits", 33), ("bloom", 31), ("heutink", 28), ("neo", 30), ("intowords", 36)];

/// What a decision or a date can show: these rules need a case on either side.
const DECIDED: [&str; 9] =
    ["BASIS", "RET", "OPT", "ACCESS", "XFER", "MINOR", "PURPOSE", "COOKIE", "PSEUDONYM"];

/// A row of the table.
struct Row {
    id: String,
    /// What the rule is about, in the words of the inventory: PURPOSE, BASIS, RET …
    how: Vec<String>,
    /// Vague or contradictory in its source: a lint or a doubt must say so.
    vague: bool,
    path: String,
    allowed: Vec<String>,
    refused: Vec<String>,
    cases: Vec<String>,
    lints: Vec<String>,
    open: Option<String>,
    shared: Option<String>,
}

fn list(row: &Value, key: &str) -> Vec<String> {
    let items = row.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    items.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn rows(text: &str) -> Vec<Row> {
    let table: Value = serde_json::from_str(text).expect("a table of rows is JSON");
    let known =
        ["row", "how", "vague", "rule", "path", "allowed", "refused", "cases", "lints", "open", "shared"];
    let rows = table["rows"].as_array().expect("rows");
    rows.iter()
        .map(|row| {
            let fields = row.as_object().expect("a row is an object");
            assert!(fields.keys().all(|key| known.contains(&key.as_str())), "unknown field in {row}");
            let text = |key: &str| row.get(key).and_then(Value::as_str).map(str::to_owned);
            assert!(text("rule").is_some_and(|rule| rule.len() > 10), "a row says its rule: {row}");
            Row {
                id: text("row").expect("row"),
                how: list(row, "how"),
                vague: row.get("vague") == Some(&Value::Bool(true)),
                path: text("path").expect("path"),
                allowed: list(row, "allowed"),
                refused: list(row, "refused"),
                cases: list(row, "cases"),
                lints: list(row, "lints"),
                open: text("open"),
                shared: text("shared"),
            }
        })
        .collect()
}

/// What a policy comes to: which cases pass, and which findings it has at which path.
struct Outcome {
    passing: BTreeMap<String, bool>,
    findings: Vec<(String, String)>,
}

fn outcome(policy: &str, cases: &Cases) -> Option<Outcome> {
    let policy = Policy::parse(policy).ok()?;
    let report = run(cases, &policy);
    let failed: Vec<_> = report.failures.iter().map(|failure| failure.case.case.to_string()).collect();
    let passing =
        cases.cases.iter().map(|case| (case.case.to_string(), !failed.contains(&case.case.to_string())));
    let findings = policy.lint().into_iter().map(|finding| (finding.code, finding.path)).collect();
    Some(Outcome { passing: passing.collect(), findings })
}

/// The document without the node at a pointer; `None` if there is no such node.
fn without(document: &Value, pointer: &str) -> Option<Value> {
    let mut document = document.clone();
    let (parent, key) = pointer.rsplit_once('/')?;
    let key = key.replace("~1", "/").replace("~0", "~");
    let parent = document.pointer_mut(parent)?;
    match parent {
        Value::Object(fields) => fields.shift_remove(&key).map(|_| ())?,
        Value::Array(items) => {
            let index: usize = key.parse().ok()?;
            (index < items.len()).then(|| items.remove(index)).map(|_| ())?;
        }
        _ => return None,
    }
    // A doubt about what is gone goes with it: it must not be what is missed.
    if let Some(doubts) = document.get_mut("doubts").and_then(Value::as_object_mut) {
        let below = format!("{pointer}/");
        doubts.retain(|_, doubt| {
            let at = doubt.get("at").and_then(Value::as_str).unwrap_or("");
            at != pointer && !at.starts_with(&below)
        });
    }
    Some(document)
}

/// What is wrong with a table of rows; empty if nothing is.
pub fn problems(policy_text: &str, cases_text: &str, rows_text: &str) -> Vec<String> {
    let document: Value = serde_json::from_str(policy_text).expect("a policy is JSON");
    let cases = match Cases::parse(cases_text) {
        Ok(cases) => cases,
        Err(error) => return vec![error.to_string()],
    };
    if let Err(error) = Policy::parse(policy_text) {
        return vec![error.to_string()];
    }
    let whole = outcome(policy_text, &cases).expect("a policy that parses has an outcome");
    let rows = rows(rows_text);
    let mut problems = Vec::new();
    for case in whole.passing.iter().filter(|(_, passes)| !**passes) {
        problems.push(format!("case {} fails", case.0));
    }
    for row in &rows {
        let mut wrong = |what: String| problems.push(format!("{}: {what}", row.id));
        let named: Vec<&String> = row.allowed.iter().chain(&row.refused).chain(&row.cases).collect();
        for case in named.iter().filter(|case| !whole.passing.contains_key(**case)) {
            wrong(format!("there is no case {case}"));
        }
        for lint in row.lints.iter().filter(|lint| !whole.findings.iter().any(|(code, _)| code == *lint)) {
            wrong(format!("nothing reports {lint}"));
        }
        let both_sides = row.how.iter().any(|how| DECIDED.contains(&how.as_str()));
        if both_sides && (row.allowed.is_empty() || row.refused.is_empty()) {
            wrong(
                "it needs a case that shows it allowed, and one that shows it refused, held or due"
                    .to_owned(),
            );
        }
        if row.vague && row.lints.is_empty() {
            wrong("it is vague in its source, and nothing reports that".to_owned());
        }
        for (ids, expected) in [(&row.allowed, true), (&row.refused, false)] {
            for id in ids {
                let case = cases.cases.iter().find(|case| case.case.as_str() == id);
                if case.is_some_and(|case| shows(case) == Some(!expected) || shows(case).is_none()) {
                    wrong(format!(
                        "case {id} does not show it {}",
                        if expected { "allowed" } else { "refused" }
                    ));
                }
            }
        }
        if row.shared.is_none() && rows.iter().filter(|other| other.path == row.path).count() > 1 {
            wrong(format!("another row has the path {}", row.path));
        }
        let Some(mutant) = without(&document, &row.path) else {
            wrong(format!("there is no node {}", row.path));
            continue;
        };
        let Some(mutant) = outcome(&mutant.to_string(), &cases) else { continue };
        let case_fails = named.iter().any(|case| mutant.passing.get(*case) == Some(&false));
        let count =
            |outcome: &Outcome, lint: &str| outcome.findings.iter().filter(|(code, _)| code == lint).count();
        let is_doubt = row.path.starts_with("/doubts/");
        let computed = row.lints.iter().filter(|lint| is_doubt || !lint.starts_with("doubt:"));
        let lint_goes = computed.into_iter().any(|lint| count(&mutant, lint) != count(&whole, lint));
        if !case_fails && !lint_goes {
            wrong(format!("nothing named here misses {}", row.path));
        }
    }
    problems
}

/// Whether a case shows something allowed (or still kept), or refused, held or due; `None` if it shows neither.
fn shows(case: &waarborg::cases::Case) -> Option<bool> {
    let then = &case.then;
    if let Some(answer) = then.answer {
        return Some(answer.as_str() == "permit");
    }
    if let Some(categories) = &then.categories {
        return Some(!categories.is_empty());
    }
    if case.ask.due.is_some() {
        let day = waarborg::calendar::Zone::named("Europe/Amsterdam").ok()?.day_of(case.when);
        return match (then.last_day, &then.pending, then.due) {
            (Some(last), ..) => Some(last >= day),
            (None, Some(_), _) => Some(true),
            (None, None, Some(_)) => Some(false),
            _ => None,
        };
    }
    None
}

#[test]
fn every_rule_is_carried() {
    let (mut total, mut open, mut problem_count) = (0, BTreeMap::<String, usize>::new(), 0);
    for (name, count) in POLICIES {
        let read = |path: String| read_to_string(&path).unwrap_or_else(|_| panic!("{path} is missing"));
        let policy = read(format!("examples/policies/{name}.json"));
        let cases = read(format!("tests/cases/{name}.json"));
        let table = read(format!("tests/policy/rows/{name}.json"));
        let rows = rows(&table);
        let mut ids: Vec<_> = rows.iter().map(|row| row.id.clone()).collect();
        ids.dedup();
        assert_eq!(ids.len(), count, "{name} has {count} rules");
        total += rows.len();
        for row in rows.iter().filter_map(|row| row.open.clone()) {
            *open.entry(row).or_default() += 1;
        }
        for problem in problems(&policy, &cases, &table) {
            println!("{name}: {problem}");
            problem_count += 1;
        }
    }
    println!("{total} rules; open until their reading is there: {open:?}");
    assert_eq!(total, 158);
    assert_eq!(problem_count, 0);
}
