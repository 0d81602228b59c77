//! How many random inputs a test draws, and from which seed; the same for every test that draws any.
//!
//! `WAARBORG_WORLDS` is `few`, `many` or a number; without it each test draws its usual number. `WAARBORG_SEED` is a number;
//! without it every run draws the same. `tests/run` sets both, and prints the seed that it drew.

use proptest::test_runner::{Config, RngSeed};

const SEED: u64 = 0x5eed;

/// The settings of a test that usually draws this many inputs.
pub fn config(usual: u32) -> Config {
    Config {
        cases: count(usual, &variable("WAARBORG_WORLDS")),
        rng_seed: RngSeed::Fixed(seed(&variable("WAARBORG_SEED"))),
        // Nothing is written beside the tests: a failure prints its input.
        failure_persistence: None,
        max_global_rejects: 1_000_000,
        max_shrink_iters: 4_000,
        max_shrink_time: 15_000,
        ..Config::default()
    }
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

fn count(usual: u32, asked: &str) -> u32 {
    match asked {
        "" => usual,
        "few" => usual.div_ceil(10),
        "many" => usual * 10,
        number => number
            .parse()
            .unwrap_or_else(|_| panic!("WAARBORG_WORLDS is {number:?}: expected few, many or a number")),
    }
}

fn seed(asked: &str) -> u64 {
    match asked {
        "" => SEED,
        number => number.parse().unwrap_or_else(|_| panic!("WAARBORG_SEED is {number:?}: expected a number")),
    }
}
