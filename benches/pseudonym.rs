//! What a pseudonym costs, against a cloned state of the `hmac` crate over the same bytes, in one run.
//!
//! Rounds of all contenders are interleaved, and medians of the ratios within a round are shown: what else the machine
//! does then falls on all of them.
//!
//! ```sh
//! cargo bench --bench pseudonym             # ratios
//! cargo bench --bench pseudonym -- many     # and ten million identifiers through one call
//! ```

use std::hint::black_box;
use std::time::Instant;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use waarborg::pseudonym::{Identifier, IdentifierKind, Keyring, NewKey, Pgn, Pseudonymiser, Register, Root};

const MANY: usize = 10_000_000;
const COUNT: usize = 20_000;
const ROUNDS: usize = 101;

/// Numbers that pass the 11-test, in an order that tells nothing.
fn numbers(count: usize) -> Vec<String> {
    let mut state = 7u64;
    let next = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Some(format!("{:09}", (state >> 33) % 1_000_000_000))
    };
    std::iter::from_fn(next).filter(|number| number.parse::<Pgn>().is_ok()).take(count).collect()
}

fn hmac_clones(keyed: &Hmac<Sha256>, messages: &[&[u8]]) -> u8 {
    messages.iter().fold(0, |all, message| {
        let mut mac = keyed.clone();
        mac.update(black_box(message));
        all ^ black_box(mac.finalize().into_bytes())[0]
    })
}

fn singles(keys: &Pseudonymiser, identifiers: &[Identifier]) -> u8 {
    identifiers.iter().fold(0, |all, identifier| {
        let pseudonym = keys.pseudonym(black_box(identifier)).expect("an identifier of its kind");
        all ^ black_box(pseudonym.to_bytes())[19]
    })
}

fn single_texts(keys: &Pseudonymiser, identifiers: &[Identifier]) -> u8 {
    identifiers.iter().fold(0, |all, identifier| {
        let pseudonym = keys.pseudonym(black_box(identifier)).expect("an identifier of its kind");
        all ^ black_box(pseudonym.text()).as_str().as_bytes()[31]
    })
}

fn from_text_to_text(keys: &Pseudonymiser, texts: &[&str]) -> u8 {
    texts.iter().fold(0, |all, text| {
        let identifier = IdentifierKind::Pgn.read(black_box(text)).expect("a number");
        let pseudonym = keys.pseudonym(&identifier).expect("an identifier of its kind");
        all ^ black_box(pseudonym.text()).as_str().as_bytes()[31]
    })
}

fn batch(keys: &Pseudonymiser, texts: &[&str]) -> u8 {
    let batch = keys.batch(black_box(texts).iter().copied()).expect("an active key");
    assert!(batch.refused.is_empty());
    black_box(batch.pseudonyms).len() as u8
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn main() {
    let now = "2026-11-23T12:00:00Z".parse().expect("a time");
    let key: Vec<u8> = (0..32).collect();
    let keyring = Keyring::new().with_root(Root::from_bytes(&key).expect("32 bytes"));
    let mut register = Register::new();
    let new = NewKey {
        controller: ("school", 1),
        domain: ("bench", 1),
        kind: IdentifierKind::Pgn,
        retire_after: None,
    };
    register.activate(&keyring, &new, now).expect("a new key");
    let domain = register.open(&keyring, "school", "bench", now).expect("an open domain");
    let keys = domain.of(&IdentifierKind::Pgn).expect("keys for it");

    let numbers = numbers(COUNT);
    let texts: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let bytes: Vec<&[u8]> = texts.iter().map(|text| text.as_bytes()).collect();
    let identifiers: Vec<Identifier> =
        texts.iter().map(|text| IdentifierKind::Pgn.read(text).expect("a number")).collect();
    let keyed = Hmac::<Sha256>::new_from_slice(&key).expect("any length");

    type Contender<'a> = (&'a str, Box<dyn Fn() -> u8 + 'a>);
    let contenders: [Contender; 6] = [
        ("hmac, cloned state", Box::new(|| hmac_clones(&keyed, &bytes))),
        ("one, of an identifier", Box::new(|| singles(keys, &identifiers))),
        ("one, of an identifier, as text", Box::new(|| single_texts(keys, &identifiers))),
        ("one, from text to text", Box::new(|| from_text_to_text(keys, &texts))),
        ("batch, from texts", Box::new(|| batch(keys, &texts))),
        ("hmac, cloned state, again", Box::new(|| hmac_clones(&keyed, &bytes))),
    ];
    let mut ratios = vec![Vec::with_capacity(ROUNDS); contenders.len()];
    let mut times = vec![Vec::with_capacity(ROUNDS); contenders.len()];
    for round in 0..ROUNDS + 3 {
        let mut measured = vec![0.0; contenders.len()];
        for at in 0..contenders.len() {
            // Another one begins in each round.
            let at = (at + round) % contenders.len();
            let start = Instant::now();
            black_box(contenders[at].1());
            measured[at] = start.elapsed().as_secs_f64() / COUNT as f64 * 1e9;
        }
        // The first rounds warm up.
        if round >= 3 {
            for (at, nanos) in measured.iter().enumerate() {
                ratios[at].push(nanos / measured[0]);
                times[at].push(*nanos);
            }
        }
    }
    println!("{ROUNDS} rounds of {COUNT}; medians");
    for (at, (name, _)) in contenders.iter().enumerate() {
        println!("{name:<32} {:>7.1} ns   {:.2} x", median(times[at].clone()), median(ratios[at].clone()));
    }
    if std::env::args().any(|argument| argument == "many") {
        let repeated: Vec<&str> = texts.iter().copied().cycle().take(MANY).collect();
        let start = Instant::now();
        let made = keys.batch(repeated.iter().copied()).expect("an active key");
        let took = start.elapsed();
        println!("{} through one call: {took:.2?}", made.pseudonyms.len());
    }
}
