//! Writes the JSON Schemas of policies, of cases and of what a release must satisfy to `include/`, from the declarations that the reader reads by.
//!
//! ```sh
//! cargo run --example schema
//! ```

use waarborg::{anonymity::Requirements, cases::Cases, policy::Policy};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for (name, schema) in
        [("policy", Policy::schema()), ("cases", Cases::schema()), ("anonymity", Requirements::schema())]
    {
        let path = format!("{}/include/waarborg-{name}.schema.json", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(&path, format!("{schema:#}\n"))?;
        println!("{path}");
    }
    Ok(())
}
