//! A reading: until when may this record be kept, what does it wait for, and may it be erased now?
//!
//! A record is due at the end of the unbroken run of its category's timeline that contains the moment it was made. It
//! may be erased only if, besides, nothing of its own kind (a hold, a restriction, an open request, a minimum) holds it.

mod due;

pub use due::{
    Due, Erasable, IdentifiabilityDrop, Pending, RetainingClaim, When, due, due_by_id, erasable,
    erasable_by_id, kept_by, next_due,
};
