//! Time, round by round: in each round every engine has its turn, so that a busy machine is busy for all of them.

use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::engine::Engine;

const ROUNDS: usize = 21;
/// A turn lasts at least this long, in whole passes over the requests.
const TURN: Duration = Duration::from_millis(20);

/// What one decision took, in nanoseconds.
pub struct Timing {
    pub name: &'static str,
    pub median: f64,
    pub min: f64,
}

/// Times every engine on all requests. The first in a round is another one each time.
pub fn measure(engines: &mut [Box<dyn Engine + '_>], requests: usize) -> Vec<Timing> {
    let passes: Vec<u32> = engines.iter_mut().map(|engine| passes(engine.as_mut(), requests)).collect();
    let mut samples: Vec<Vec<f64>> = vec![Vec::new(); engines.len()];
    for round in 0..ROUNDS {
        for turn in 0..engines.len() {
            let place = (round + turn) % engines.len();
            let took = turn_of(engines[place].as_mut(), requests, passes[place]);
            let decisions = f64::from(passes[place]) * requests as f64;
            samples[place].push(took.as_secs_f64() * 1e9 / decisions);
        }
    }
    let timings = engines.iter().zip(&mut samples).map(|(engine, samples)| {
        samples.sort_by(f64::total_cmp);
        Timing { name: engine.name(), median: samples[ROUNDS / 2], min: samples[0] }
    });
    timings.collect()
}

fn turn_of(engine: &mut dyn Engine, requests: usize, passes: u32) -> Duration {
    let begin = Instant::now();
    for _ in 0..passes {
        black_box(engine.pass(requests));
    }
    begin.elapsed()
}

/// How many passes fill a turn.
fn passes(engine: &mut dyn Engine, requests: usize) -> u32 {
    let mut passes = 1;
    while turn_of(engine, requests, passes) < TURN {
        passes *= 2;
    }
    passes
}
