//! Decisions: the corpus of cases, dates worked out by hand, and questions asked by number.

mod by_number;
mod corpus;
mod growth_of_records;
mod reasons;
mod records;
mod term_situations;
mod vectors;
