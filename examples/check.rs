//! Checks a policy: prints everything wrong with it, or everything doubtful about it.
//!
//! ```sh
//! cargo run --example check -- examples/policies/neo.json
//! ```

use waarborg::policy::Policy;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in std::env::args().skip(1) {
        match Policy::parse(&std::fs::read_to_string(&path)?) {
            Ok(policy) => {
                let findings = policy.lint();
                for finding in &findings {
                    println!("{finding}");
                }
                println!("{path}: works, {} findings", findings.len());
            }
            Err(error) => {
                println!("{error}\n{path}: does not work, {} errors", error.faults().len());
                std::process::exit(1);
            }
        }
    }
    Ok(())
}
