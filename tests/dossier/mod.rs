//! Entries of one person: what may be appended, what history means, and what thousands of them cost.

mod appending;
mod history;
mod toggles;
