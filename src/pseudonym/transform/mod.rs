//! How fields come out: each treatment says whether it is keyed, whether it can be joined, whether it can be led back,
//! and what risk is left. A table declares which field comes out how, per purpose and identifiability.

mod birth;
mod free_text;
mod json;
mod mark;
mod place;
mod record;
mod shift;
mod table;
mod treatment;

pub use birth::{age_band, birth_year, school_year};
pub use free_text::{Detection, KnownPerson, Tagged, Tagger};
pub use mark::{Bands, Mark};
pub use place::{MailClass, Postcode, mail_class, truncated};
pub use record::{Context, Transformed, Transformer};
pub use shift::{Coarse, Shift};
pub use table::{Field, FieldTable, Holds, Output, Treated};
pub use treatment::{Properties, Treatment};
