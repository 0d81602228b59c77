//! An invented population: three schools, their pupils, parents and staff, the same on every run.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use waarborg::calendar::{Day, Time};
use waarborg::dossier::{Body, Dossier};

use crate::calendar::{Month, closing, day, later, opening};
use crate::{Result, tools, year};

/// A school: its name, whether it is a secondary school, and how many pupils the story has of it.
pub(crate) struct School {
    pub(crate) name: &'static str,
    pub(crate) secondary: bool,
    pupils: u32,
}

/// The schools of the board: two primary schools and a secondary one.
pub(crate) const SCHOOLS: [School; 3] = [
    School { name: "De Wilg", secondary: false, pupils: 430 },
    School { name: "Het Baken", secondary: false, pupils: 420 },
    School { name: "Lyceum Noord", secondary: true, pupils: 650 },
];

/// Whose data a dossier is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    School,
    Pupil,
    Parent,
    Staff,
}

/// A dossier of the story: one person (or school) and one policy, and everything that will happen to it.
pub(crate) struct File {
    pub(crate) id: i64,
    pub(crate) person: String,
    pub(crate) of: Of,
    pub(crate) policy: &'static str,
    pub(crate) school: usize,
    /// From when until when anyone asks anything about this person.
    asked: (Day, Day),
    events: Vec<Event>,
}

impl File {
    /// The id of the school.
    pub(crate) fn institution(&self) -> &'static str {
        SCHOOLS.get(self.school).map_or("", |school| school.name)
    }

    /// What the policy calls the person.
    pub(crate) fn subject(&self) -> &'static str {
        match (self.of, self.policy) {
            (Of::Pupil, "heutink") => "leerling",
            (Of::Pupil, "bloom") => "respondent",
            (Of::Pupil, "wisbits") => "learner",
            (Of::Parent, _) => "parent",
            (Of::Staff, "bloom") => "gebruiker",
            (Of::Staff, "wisbits") => "platform-user",
            (Of::Staff, "intowords") => "guide",
            _ => "pupil",
        }
    }
}

/// Something that happens: the day it is written down, and what is written.
pub(crate) struct Event {
    day: Day,
    body: Value,
}

/// A pupil of the story.
pub(crate) struct Pupil {
    pub(crate) number: u32,
    pub(crate) school: usize,
    /// The group or class in which the pupil starts, from 1.
    pub(crate) class: u64,
    pub(crate) born: Day,
    pub(crate) enrolled: Day,
    /// The first day in the story.
    pub(crate) from: Day,
    pub(crate) left: Day,
    pub(crate) parents: u64,
}

/// Everybody, and everything that will happen.
pub(crate) struct Story {
    pub(crate) schools: Vec<File>,
    pub(crate) files: Vec<File>,
    places: BTreeMap<i64, usize>,
}

impl Story {
    pub(crate) fn seeded(seed: u64) -> Result<Story> {
        let mut random = Random(seed);
        let mut schools = Vec::new();
        let mut files = Vec::new();
        let mut number = 0;
        for (index, school) in SCHOOLS.iter().enumerate() {
            schools.extend(tools::of_school(index, &mut random)?);
            for _ in 0..school.pupils {
                number += 1;
                let pupil = Pupil::invent(number, index, &mut random)?;
                files.push(year::of_pupil(&pupil, &mut random)?);
                files.push(year::of_parent(&pupil, &mut random)?);
                files.extend(tools::of_pupil(&pupil, &mut random)?);
            }
            for number in 1..=30 {
                files.push(tools::of_staff(index, number, &mut random)?);
            }
        }
        let closing = closing()?;
        schools
            .iter_mut()
            .chain(&mut files)
            .for_each(|file| file.events.retain(|event| event.day <= closing));
        let places = files.iter().enumerate().map(|(place, file)| (file.id, place)).collect();
        Ok(Story { schools, files, places })
    }

    /// The dossiers about which something happens or is asked in a month.
    pub(crate) fn open_in(&self, month: &Month) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| {
            let asked = file.asked.0 <= month.last && month.first <= file.asked.1;
            asked || file.events_in(month).next().is_some()
        })
    }

    pub(crate) fn file(&self, id: i64) -> Result<&File> {
        self.places.get(&id).and_then(|place| self.files.get(*place)).ok_or_else(|| "no such dossier".into())
    }
}

impl File {
    pub(crate) fn new(
        (of, person): (Of, String),
        policy: &'static str,
        school: usize,
        asked: (Day, Day),
        random: &mut Random,
    ) -> File {
        // 62 random bits; a real host takes them from its operating system.
        let id = (random.next() >> 2).cast_signed();
        File { id, person, of, policy, school, asked, events: Vec::new() }
    }

    /// Adds something that happens on a day. A field of its own tells another day on which it happened.
    pub(crate) fn description(&mut self, day: Day, kind: &str, fields: Value) {
        let mut body = json!({ "kind": kind, "happened": day.to_string() });
        if let (Some(body), Value::Object(fields)) = (body.as_object_mut(), fields) {
            body.extend(fields);
        }
        let place = self.events.partition_point(|event| event.day <= day);
        self.events.insert(place, Event { day, body });
    }

    pub(crate) fn events_in(&self, month: &Month) -> impl Iterator<Item = &Event> {
        self.events.iter().filter(|event| month.holds(event.day))
    }

    /// True if in this story this speaker says `kind`: `given`, `refused` or `withdrawn`.
    pub(crate) fn tells(&self, kind: &str, by: &str) -> bool {
        self.events.iter().any(|event| {
            let is = |field, word: &str| event.body.get(field).is_some_and(|value| value == word);
            is("kind", kind) && is("by", by)
        })
    }
}

impl Event {
    /// The entry. One that answers an earlier entry names its kind in the story; here it gets the number.
    pub(crate) fn body(&self, dossier: &Dossier) -> Result<Body> {
        let mut body = self.body.clone();
        if let Some(entry) = body.get_mut("entry") {
            let answered = entry.as_str().unwrap_or_default();
            let kind = |body: &Body| body.kind() == answered;
            let earlier = dossier.entries().iter().rev().find(|entry| entry.body().is_some_and(kind));
            *entry = json!(earlier.ok_or("nothing to answer")?.seq());
        }
        Ok(Body::from_json(&body.to_string())?)
    }

    /// The moment it is written down: at noon.
    pub(crate) fn written(&self) -> Result<Time> {
        Ok(format!("{}T12:00:00Z", self.day).parse()?)
    }
}

impl Pupil {
    /// Three in four are at school when the story opens; the others arrive in the next three summers.
    fn invent(number: u32, school: usize, random: &mut Random) -> Result<Pupil> {
        let secondary = SCHOOLS.get(school).is_some_and(|school| school.secondary);
        let opening = opening()?;
        let (first_age, classes) = if secondary { (12, 4 + random.below(3)) } else { (4, 8) };
        let (class, starts) = match random.below(12) {
            0 => (1, 2025),
            1 => (1, 2026),
            2 => (1, 2027),
            _ => (1 + random.below(classes), 2024),
        };
        let begun = i16::try_from(class - 1)?;
        let born = later(day(starts - begun - first_age - 1, 10, 1)?, random.below(365))?;
        let enrolled = day(starts - begun, 8, 1)?;
        let from = if enrolled < opening { opening } else { enrolled };
        let graduates = day(starts + i16::try_from(classes + 1 - class)?, 7, 31)?;
        // One in thirty moves house in the middle of a year.
        let moves = later(from, 200 + random.below(600))?;
        let left = if random.once_in(30) && moves < graduates { moves } else { graduates };
        let parents = if random.once_in(7) { 1 } else { 2 };
        Ok(Pupil { number, school, class, born, enrolled, from, left, parents })
    }

    pub(crate) fn name(&self) -> (Of, String) {
        (Of::Pupil, format!("pupil-{:04}", self.number))
    }

    /// The sixteenth birthday: from then on a pupil speaks for themselves.
    pub(crate) fn sixteen(&self) -> Result<Day> {
        self.born.birthday(16, false).ok_or_else(|| "the calendar ends here".into())
    }

    pub(crate) fn secondary(&self) -> bool {
        SCHOOLS.get(self.school).is_some_and(|school| school.secondary)
    }

    /// Questions about a pupil go on for a year after leaving.
    pub(crate) fn asked(&self) -> Result<(Day, Day)> {
        Ok((self.from, later(self.left, 365)?))
    }
}

/// The generator splitmix64: small, and the same everywhere.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0, below `bound`. Slightly uneven, which does not matter to a story.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound.max(1)
    }

    /// True about once in so many times.
    pub(crate) fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }
}
