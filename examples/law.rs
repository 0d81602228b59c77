//! Prints the law pack as a page for people.
//!
//! ```sh
//! cargo run --example law > docs/LAW.md                     # the pack that this library is built with
//! cargo run --example law -- newer.json                     # another one
//! ```

use waarborg::law::Law;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let law = match std::env::args().nth(1) {
        Some(path) => Law::parse(&std::fs::read_to_string(path)?)?,
        None => Law::built_in(),
    };
    print!("{}", law.to_markdown());
    Ok(())
}
