//! Writes the reference pages in `docs/`, for who has no rustdoc: every field of a policy, every kind of entry, every reason,
//! what a term may say, and every field of a case. They come from the schemas and the tables of the library.
//!
//! ```sh
//! cargo run --example reference
//! ```

mod pages;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for (name, page) in pages::all()? {
        let path = format!("{}/docs/{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(&path, page)?;
        println!("{path}");
    }
    Ok(())
}
