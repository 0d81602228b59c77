//! What `c.c` measures against: the same questions, asked of the library in Rust, in the same process. It also hands out the
//! policy and the lines, so that both ask about the same person.

#![allow(unsafe_code, reason = "a C program calls this")]

#[path = "../world.rs"]
mod world;

use std::sync::OnceLock;

use waarborg::claim::{Claims, Institution};
use waarborg::decision::{Decision, IdQuery, decide_by_id};
use waarborg::policy::{NameId, NameKind, Policy, Verb};

/// How many purposes the policy has, and how many questions are asked.
const PURPOSES: usize = 200;
const ROWS: usize = 4096;

struct World {
    policy: String,
    lines: [String; 2],
    heads: [[u8; 32]; 2],
    claims: Claims,
    asked: Vec<(NameId, NameId, NameId)>,
    supplier: NameId,
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let text = world::policy_text(PURPOSES);
        let policy = Policy::parse(&text).expect("the bench's own policy works");
        let agreement =
            r#"{"kind":"agreement-signed","happened":"2024-08-01","terms":{},"bases":{}}"#.to_owned();
        let (of_school, school_head) = world::lines(&[agreement]);
        let (of_pupil, pupil_head) = world::lines(&world::bodies(1));
        let institution = Institution::fold(&policy, &world::institution(), &[], None);
        let claims = institution.claims(&world::written(&world::bodies(1)), &[], None);
        let id = |kind, name: String| policy.id(kind, &name).expect("a name of the policy");
        let asked = (0..ROWS).map(|row| {
            let [role, purpose, category] = row_names(row);
            (id(NameKind::Role, role), id(NameKind::Purpose, purpose), id(NameKind::Category, category))
        });
        let asked = asked.collect();
        let supplier = id(NameKind::Recipient, "supplier".to_owned());
        World {
            asked,
            supplier,
            claims,
            policy: text,
            lines: [of_school, of_pupil],
            heads: [*school_head.as_bytes(), *pupil_head.as_bytes()],
        }
    })
}

/// The names of a row, in an order that a branch predictor cannot learn by heart.
fn row_names(row: usize) -> [String; 3] {
    let mut state = row as u64 ^ 7;
    for _ in 0..3 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    }
    let categories = PURPOSES / 10;
    let purpose = (state >> 33) as usize % PURPOSES;
    let category = (purpose + (state >> 60) as usize % 2) % categories;
    [format!("r{}", (state >> 50) as usize % 5), format!("p{purpose}"), format!("c{category}")]
}

/// The policy (0), the lines of the school (1) and of the pupil (2), the heads of both (3, 4); how long it is.
#[unsafe(no_mangle)]
pub extern "C" fn bench_text(which: i32, len: &mut usize) -> *const u8 {
    let world = world();
    let bytes: &[u8] = match which {
        0 => world.policy.as_bytes(),
        1 => world.lines[0].as_bytes(),
        2 => world.lines[1].as_bytes(),
        3 => &world.heads[0],
        _ => &world.heads[1],
    };
    *len = bytes.len();
    bytes.as_ptr()
}

/// Now, and the number of role, purpose and category of a row; C looks the names up itself.
#[unsafe(no_mangle)]
pub extern "C" fn bench_now() -> i64 {
    world::now().micros()
}

/// # Safety
/// `name` has room for 16 bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn bench_name(row: usize, which: usize, name: *mut u8) -> usize {
    let names = row_names(row);
    let text = &names[which];
    // SAFETY: no name is longer than that.
    unsafe { core::ptr::copy_nonoverlapping(text.as_ptr(), name, text.len()) };
    text.len()
}

/// Asks the first rows, each by itself, so many times; a sum over the answers.
#[unsafe(no_mangle)]
pub extern "C" fn bench_rust_decide(rows: usize, times: usize) -> u64 {
    let world = world();
    let now = world::now();
    let mut sum = 0u64;
    for _ in 0..times {
        for (role, purpose, category) in world.asked.iter().take(rows) {
            let query = IdQuery {
                recipient: Some(world.supplier),
                ..IdQuery::new(*role, Verb::Share, *purpose, *category, now)
            };
            let Ok(decision) = decide_by_id(&world.claims, std::hint::black_box(&query)) else { return 0 };
            sum = sum.wrapping_add(decision.valid_until.micros() as u64).wrapping_add(decision.answer as u64);
        }
    }
    sum
}

/// Asks the first rows into a column of answers, so many times; a sum over the answers.
#[unsafe(no_mangle)]
pub extern "C" fn bench_rust_many(rows: usize, times: usize) -> u64 {
    let (world, now) = (world(), world::now());
    let mut sum = 0u64;
    let mut answers: Vec<Decision> = Vec::with_capacity(ROWS);
    for _ in 0..times {
        answers.clear();
        for (role, purpose, category) in world.asked.iter().take(rows) {
            let query = IdQuery {
                recipient: Some(world.supplier),
                ..IdQuery::new(*role, Verb::Share, *purpose, *category, now)
            };
            let Ok(decision) = decide_by_id(&world.claims, &query) else { return 0 };
            answers.push(decision);
        }
        for decision in std::hint::black_box(&answers) {
            sum = sum.wrapping_add(decision.valid_until.micros() as u64).wrapping_add(decision.answer as u64);
        }
    }
    sum
}
