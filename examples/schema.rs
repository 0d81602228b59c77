//! Writes the JSON Schemas of policies and of cases to `include/`, from the declarations that the reader reads by.
//!
//! ```sh
//! cargo run --example schema
//! ```

use waarborg::{cases::Cases, policy::Policy};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for (name, schema) in [("policy", Policy::schema()), ("cases", Cases::schema())] {
        let path = format!("{}/include/waarborg-{name}.schema.json", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(&path, format!("{schema:#}\n"))?;
        println!("{path}");
    }
    Ok(())
}
