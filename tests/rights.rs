//! Requests of a person: who may ask, which step may follow which, what a right reaches, and the plan.
//!
//! The first part takes the law sentence by sentence, on one policy that has every basis. The second part writes
//! thousands of random dossiers, with and without asking first whether a step may be taken, and looks at what must
//! hold in all of them; what it compares with is read from the policy's JSON and the entries themselves.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail anywhere")]

#[path = "rights/applicability.rs"]
mod of_applicability;
#[path = "rights/plan.rs"]
mod of_plan;
#[path = "rights/steps.rs"]
mod of_steps;
#[path = "rights/random.rs"]
mod random;
#[path = "rights/world.rs"]
mod world;
mod writing;
