//! The same world with something else in it: an entry more or less, another order, a fact that nobody supplied.

use serde_json::Value as Json;

use super::civil::Micros;
use super::model::*;

/// The entries that `keep` keeps, and of those only the answers to what is kept; numbered anew.
pub fn only(entries: &[Entry], keep: impl Fn(usize, &Entry) -> bool) -> Vec<Entry> {
    in_order_of(entries, (0..entries.len()).filter(|at| keep(*at, &entries[*at])).collect())
}

/// The entries at these places in this order, those left out that answer one that does not come before them.
pub fn in_order_of(entries: &[Entry], order: Vec<usize>) -> Vec<Entry> {
    let mut places: Vec<usize> = Vec::new();
    let mut written = Vec::new();
    for place in order {
        let mut entry = entries[place].clone();
        if let Some(answers) = entry.what.answers_mut() {
            let Some(at) = places.iter().position(|earlier| *earlier + 1 == *answers as usize) else {
                continue;
            };
            *answers = at as u32 + 1;
        }
        places.push(place);
        written.push(entry);
    }
    written
}

/// Another order of writing, in which every answer still comes after what it answers.
pub fn shuffled(entries: &[Entry], priorities: &[u8]) -> Vec<Entry> {
    let priority = |place: usize| priorities.get(place % priorities.len().max(1)).copied().unwrap_or(0);
    let mut left: Vec<usize> = (0..entries.len()).collect();
    let mut order: Vec<usize> = Vec::new();
    while !left.is_empty() {
        let free = |place: &&usize| {
            entries[**place].what.answers().is_none_or(|seq| order.contains(&(seq as usize - 1)))
        };
        let next = left.iter().filter(free).min_by_key(|place| (priority(**place), **place));
        let next = *next.expect("the first one left answers none that is left");
        left.retain(|place| *place != next);
        order.push(next);
    }
    let mut recorded: Vec<Micros> = entries.iter().map(|entry| entry.recorded).collect();
    recorded.sort_unstable();
    let mut written = in_order_of(entries, order);
    for (entry, recorded) in written.iter_mut().zip(recorded) {
        entry.recorded = recorded;
    }
    written
}

/// A kind of fact that a world can be without.
#[derive(Clone, Copy, Debug)]
pub enum Fact {
    Anchor(Name),
    Age,
    Authority,
}

pub const FACTS: [Fact; 12] = [
    Fact::Anchor("ha"),
    Fact::Anchor("hb"),
    Fact::Anchor("hi"),
    Fact::Anchor("deceased"),
    Fact::Anchor("enrolled"),
    Fact::Anchor("account"),
    Fact::Anchor("contract"),
    Fact::Anchor("sa"),
    Fact::Anchor("sb"),
    Fact::Age,
    Fact::Age,
    Fact::Authority,
];

/// The world in which nobody supplied a kind of fact.
pub fn without(world: &World, fact: Fact) -> World {
    let of_fact = |what: &What| match (what, fact) {
        (What::Begin { state: name, .. } | What::End { state: name, .. }, Fact::Anchor(anchor)) => {
            *name == anchor
        }
        (What::Occurred { anchor: name } | What::Absent { anchor: name }, Fact::Anchor(anchor)) => {
            *name == anchor
        }
        (What::Deceased, Fact::Anchor(anchor)) => anchor == "deceased",
        (What::Born { .. } | What::Attested { .. }, Fact::Age) => true,
        // A mandate is no fact that can be missing: nobody has one who was not given it.
        (What::Authority { by, .. } | What::AuthorityEnded { by, .. }, Fact::Authority) => {
            !world.dossier.iter().any(|entry| match &entry.what {
                What::Authority { by: of, mandate, .. } => of == by && mandate.is_some(),
                _ => false,
            })
        }
        _ => false,
    };
    let unobserved = |observed: &[Observed]| {
        let left =
            observed.iter().filter(|observed| !matches!(fact, Fact::Anchor(name) if name == observed.anchor));
        left.cloned().collect()
    };
    World {
        versions: world.versions.clone(),
        institution: only(&world.institution, |_, entry| !of_fact(&entry.what)),
        dossier: only(&world.dossier, |_, entry| !of_fact(&entry.what)),
        observed: unobserved(&world.observed),
        observed_of_institution: unobserved(&world.observed_of_institution),
        opened: world.opened.clone(),
        skew: world.skew,
    }
}

/// Every path to a node of a document.
pub fn nodes(document: &Json) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut open: Vec<(Vec<String>, &Json)> = vec![(Vec::new(), document)];
    while let Some((path, node)) = open.pop() {
        let children: Vec<(String, &Json)> = match node {
            Json::Object(fields) => fields.iter().map(|(key, value)| (key.clone(), value)).collect(),
            Json::Array(items) => {
                items.iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect()
            }
            _ => Vec::new(),
        };
        for (key, child) in children {
            let path: Vec<String> = path.iter().cloned().chain([key]).collect();
            found.push(path.clone());
            open.push((path, child));
        }
    }
    found.sort();
    found
}

/// The document without a node.
pub fn without_node(document: &Json, path: &[String]) -> Json {
    let mut document = document.clone();
    let (last, parents) = path.split_last().expect("a node has a name");
    let mut node = &mut document;
    for key in parents {
        node = match node {
            Json::Array(items) => &mut items[key.parse::<usize>().expect("an index")],
            other => &mut other[key.as_str()],
        };
    }
    match node {
        Json::Array(items) => drop(items.remove(last.parse().expect("an index"))),
        Json::Object(fields) => drop(fields.shift_remove(last)),
        _ => {}
    }
    document
}
