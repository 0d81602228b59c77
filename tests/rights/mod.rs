//! Requests of a person: who may ask, which step may follow which, what a right reaches, and the plan.
//!
//! The first part takes the law sentence by sentence, on one policy that has every basis. The second part writes
//! thousands of random dossiers, with and without asking first whether a step may be taken, and looks at what must
//! hold in all of them; what it compares with is read from the policy's JSON and the entries themselves.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail anywhere")]

mod applicability;
mod broken;
mod growth;
mod instructed;
mod joins;
mod ledger;
mod may_ask;
mod plan;
mod random;
mod school;
mod steps;
mod world;
