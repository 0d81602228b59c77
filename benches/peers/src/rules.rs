//! The rules, the persons and the requests that every engine is given, and what the rules say by themselves.
//!
//! A rule grants one role one category for one purpose. Every second purpose needs consent. A request is allowed if its
//! three are granted, consent is given where it is needed, it is not withdrawn, and now is before the person's `until`.

use std::fmt;

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;
/// How many requests there are.
pub const REQUESTS: usize = 1_000;
const PERSONS: usize = 30;
const ROLES: usize = 5;
/// The years that data are kept after someone has left.
pub const YEARS_KEPT: i64 = 2;

/// One grant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rule {
    pub purpose: usize,
    pub category: usize,
    pub role: usize,
}

/// A civil date.
#[derive(Clone, Copy, Debug)]
pub struct Date {
    pub year: i64,
    pub month: i64,
    pub day: i64,
}

/// What is known of a person.
#[derive(Clone, Debug)]
pub struct Person {
    /// The last day of the enrolment.
    pub left: Date,
    /// From this moment on nothing is allowed, in microseconds of UTC.
    pub until: i64,
    /// By purpose: consent has been given, whether it was withdrawn later or not.
    pub given: Vec<bool>,
    /// By purpose: consent has been withdrawn.
    pub withdrawn: Vec<bool>,
}

/// One question.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    pub person: usize,
    pub rule: Rule,
    /// Microseconds of UTC.
    pub now: i64,
}

/// All of it, for one number of policies.
pub struct World {
    pub policies: usize,
    pub purposes: usize,
    pub categories: usize,
    pub roles: usize,
    pub rules: Vec<Rule>,
    pub persons: Vec<Person>,
    pub requests: Vec<Request>,
}

impl World {
    /// The world with this many policies: nine in ten, or nineteen in twenty, grant, and one for each category forbids
    /// what was withdrawn.
    pub fn of(policies: usize, categories: usize) -> World {
        let purposes = policies / 2;
        let mut world = World {
            policies,
            purposes,
            categories,
            roles: ROLES,
            rules: rules(purposes, categories),
            persons: Vec::new(),
            requests: Vec::new(),
        };
        assert_eq!(world.rules.len() + categories, policies, "each rule and each category is a policy");
        let on_consent = world.rules.iter().filter(|rule| world.needs_consent(rule.purpose)).count();
        assert_eq!(on_consent * 2, world.rules.len(), "half of the rules need consent");
        let mut seed = Seed(20_260_801);
        world.persons = (0..PERSONS).map(|_| world.person(&mut seed)).collect();
        world.requests = (0..REQUESTS).map(|_| world.request(&mut seed)).collect();
        world
    }

    pub fn needs_consent(&self, purpose: usize) -> bool {
        purpose.is_multiple_of(2)
    }

    /// What the rules say, without any engine.
    pub fn allows(&self, request: &Request) -> bool {
        let person = &self.persons[request.person];
        let purpose = request.rule.purpose;
        self.rules.contains(&request.rule)
            && (!self.needs_consent(purpose) || person.given[purpose])
            && !person.withdrawn[purpose]
            && request.now < person.until
    }

    fn person(&self, seed: &mut Seed) -> Person {
        let left = Date {
            year: 2022 + seed.below(2) as i64,
            month: 1 + seed.below(12) as i64,
            day: 1 + seed.below(28) as i64,
        };
        let kept = Date { year: left.year + YEARS_KEPT, ..left };
        let mut person = Person {
            left,
            until: (kept.number() + 1) * DAY,
            given: vec![false; self.purposes],
            withdrawn: vec![false; self.purposes],
        };
        for purpose in (0..self.purposes).filter(|purpose| self.needs_consent(*purpose)) {
            person.given[purpose] = seed.below(4) > 0;
            person.withdrawn[purpose] = person.given[purpose] && seed.below(4) == 0;
        }
        person
    }

    /// Three in four of the questions name something that is granted; one in twenty is asked at the very end.
    fn request(&self, seed: &mut Seed) -> Request {
        let person = seed.below(self.persons.len());
        let until = self.persons[person].until;
        let near = (seed.below(600 * 86_400) as i64 + 1) * 1_000_000;
        let rule = match seed.below(4) {
            0 => Rule {
                purpose: seed.below(self.purposes),
                category: seed.below(self.categories),
                role: seed.below(self.roles),
            },
            _ => self.rules[seed.below(self.rules.len())],
        };
        let now = match seed.below(40) {
            0 => until - 1,
            1 => until,
            2..12 => until + near,
            _ => until - near,
        };
        Request { person, rule, now }
    }
}

/// The grants: each purpose has one, and all but as many as there are categories have a second.
fn rules(purposes: usize, categories: usize) -> Vec<Rule> {
    let mut rules = Vec::new();
    for purpose in 0..purposes {
        let first = Rule { purpose, category: purpose % categories, role: purpose % ROLES };
        rules.push(first);
        if purpose >= categories {
            // Every third purpose has another role for the same category, the others another of each.
            let category = (first.category + usize::from(!purpose.is_multiple_of(3))) % categories;
            rules.push(Rule { purpose, category, role: (first.role + 1 + purpose % 3) % ROLES });
        }
    }
    rules
}

impl Date {
    /// Days since 1970-01-01 in the Gregorian calendar.
    fn number(self) -> i64 {
        // Years begin in March, so that a leap day is the last day of one.
        let year = self.year - i64::from(self.month <= 2);
        let month = (self.month + 9) % 12;
        365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + self.day - 719_469
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

pub fn purpose(index: usize) -> String {
    format!("purpose-{index}")
}

pub fn category(index: usize) -> String {
    format!("category-{index}")
}

pub fn role(index: usize) -> String {
    format!("role-{index}")
}

pub fn person(index: usize) -> String {
    format!("person-{index}")
}

/// Numbers that look random and are the same in every run: SplitMix64.
struct Seed(u64);

impl Seed {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        (z % end as u64) as usize
    }
}
