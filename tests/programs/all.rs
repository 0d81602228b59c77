//! The programs that other implementations are compared with, in one, which is linked once; it does what it is called by, as
//! with `ln -s oracles dates`. Each is an example of its own as well.

use std::path::Path;
use std::process::{ExitCode, Termination};

#[path = "../../examples/anonymity.rs"]
mod anonymity;
#[path = "../../examples/dates.rs"]
mod dates;
#[path = "../../examples/identifiers.rs"]
mod identifiers;
#[path = "../../examples/package/main.rs"]
mod package;
#[path = "../../examples/terms.rs"]
mod terms;

fn main() -> ExitCode {
    let called = std::env::args().next().unwrap_or_default();
    match Path::new(&called).file_name().and_then(|name| name.to_str()) {
        Some("anonymity") => anonymity::main().report(),
        Some("dates") => dates::main().report(),
        Some("identifiers") => identifiers::main().report(),
        Some("package") => package::main().report(),
        Some("terms") => terms::main().report(),
        _ => {
            eprintln!("call this by the name anonymity, dates, identifiers, package or terms");
            ExitCode::from(2)
        }
    }
}
