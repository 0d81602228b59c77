//! Policies: the checker, its findings, the schema and the rules of the source documents.

mod check;
mod law;
mod lints;
mod rows;
mod schema;
