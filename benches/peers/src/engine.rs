//! What an engine under comparison does, and the check that all of them answer the same.

use std::fmt::Display;
use std::hint::black_box;

use crate::rules::World;

/// One way to decide.
pub trait Engine {
    /// How the table names it: which engine, in which form, and what was prepared before the question.
    fn name(&self) -> &'static str;

    /// The answer to one request.
    fn decide(&mut self, request: usize) -> Answer;

    /// Decides all requests in their order, and counts what was allowed. Compiled once for each engine, so that none is
    /// called through a pointer.
    fn pass(&mut self, requests: usize) -> usize {
        let mut allowed = 0;
        for request in 0..requests {
            allowed += usize::from(black_box(self.decide(black_box(request))) == Answer::Allow);
        }
        allowed
    }
}

/// What an engine answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    Deny,
    Allow,
    /// It could not answer; it has said why.
    Failed,
}

impl Answer {
    pub fn of(allowed: bool) -> Answer {
        if allowed { Answer::Allow } else { Answer::Deny }
    }

    #[cold]
    pub fn failed(error: impl Display) -> Answer {
        eprintln!("an engine failed: {error}");
        Answer::Failed
    }
}

/// The rules by themselves, looked through one by one: what every engine must answer.
pub struct Plain<'w>(pub &'w World);

impl Engine for Plain<'_> {
    fn name(&self) -> &'static str {
        "no engine: the rules as structs, looked through one by one"
    }

    fn decide(&mut self, request: usize) -> Answer {
        Answer::of(self.0.allows(black_box(&self.0.requests[request])))
    }
}

/// Compares every engine with the rules on every request. How many are allowed; or the first difference, in words.
pub fn check(world: &World, engines: &mut [Box<dyn Engine + '_>]) -> Result<usize, String> {
    let mut allowed = 0;
    for (index, request) in world.requests.iter().enumerate() {
        let expected = Answer::of(world.allows(request));
        allowed += usize::from(expected == Answer::Allow);
        for engine in &mut *engines {
            let answer = engine.decide(index);
            if answer != expected {
                let (person, purpose) = (&world.persons[request.person], request.rule.purpose);
                return Err(format!(
                    "request {index} of {} policies: {request:?}\n  granted: {}, consent needed: {}, given: {}, \
                     withdrawn: {}, until: {}\n  the rules by themselves: {expected:?}\n  {}: {answer:?}",
                    world.policies,
                    world.rules.contains(&request.rule),
                    world.needs_consent(purpose),
                    person.given[purpose],
                    person.withdrawn[purpose],
                    person.until,
                    engine.name(),
                ));
            }
        }
    }
    Ok(allowed)
}
