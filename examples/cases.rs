//! Runs cases against a policy, and prints those that fail as sentences.
//!
//! ```sh
//! cargo run --example cases -- examples/policies/neo.json tests/cases/neo.json
//! ```

use waarborg::cases::{Cases, run};
use waarborg::policy::Policy;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [policy, cases] = arguments.as_slice() else {
        return Err("usage: cases POLICY.json CASES.json".into());
    };
    let read = |path: &str| std::fs::read_to_string(path);
    let (policy, cases) = (Policy::parse(&read(policy)?), Cases::parse(&read(cases)?));
    match (policy, cases) {
        (Ok(policy), Ok(cases)) => {
            let report = run(&cases, &policy);
            println!("{report}");
            std::process::exit(i32::from(!report.failures.is_empty()));
        }
        (policy, cases) => {
            policy.err().into_iter().for_each(|error| println!("{error}"));
            cases.err().into_iter().for_each(|error| println!("{error}"));
            std::process::exit(2);
        }
    }
}
