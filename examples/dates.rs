//! Answers questions about dates: one line in, one line out.
//!
//! ```sh
//! echo 'due 2026-01-31 P13M' | cargo run --example dates       # 2027-02-28
//! ```
//!
//! ```text
//! plus DAY PERIOD             the day a calendar period later
//! start ZONE DAY              the first instant of a local day, in microseconds of UTC since 1970
//! day ZONE MICROS             the local day on which an instant falls
//! birthday DAY YEARS          the day on which someone born on DAY has completed YEARS years
//! birthday DAY YEARS march    the same, where a leap-day child's birthday is 1 March in a common year
//! due MOMENT PERIOD           the last day in Amsterdam of a record that a policy keeps for PERIOD after it was made
//! ```
//!
//! The answer is `-` where there is none: past the last day of the calendar. What is no question ends the program.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::error::Error;
use std::io::{BufWriter, Write, stdin, stdout};

use waarborg::calendar::{Day, Moment, Period, Time, Zone};
use waarborg::claim::{Claims, Institution, Record};
use waarborg::dossier::{Body, Dossier, Salt, Stamp};
use waarborg::policy::Policy;
use waarborg::retention::due;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// What was needed for earlier questions: a zone is parsed once, and a policy read once.
#[derive(Default)]
struct Dates {
    zones: BTreeMap<String, Zone>,
    claims: BTreeMap<Period, Claims>,
}

impl Dates {
    fn answer(&mut self, question: &str) -> Outcome<Option<String>> {
        let words: Vec<&str> = question.split_whitespace().collect();
        let day = |day: Day| day.to_string();
        Ok(match *words.as_slice() {
            ["plus", from, period] => from.parse::<Day>()?.plus(period.parse()?).map(day),
            ["start", zone, at] => Some(self.zone(zone)?.start_of(at.parse()?).micros().to_string()),
            ["day", zone, micros] => {
                let nanos = i128::from(micros.parse::<i64>()?) * 1_000;
                let at = Time::try_from(time::OffsetDateTime::from_unix_timestamp_nanos(nanos)?)?;
                Some(day(self.zone(zone)?.day_of(at)))
            }
            ["birthday", born, years] => born.parse::<Day>()?.birthday(years.parse()?, false).map(day),
            ["birthday", born, years, "march"] => {
                born.parse::<Day>()?.birthday(years.parse()?, true).map(day)
            }
            ["due", created, period] => {
                let record = Record::created(created.parse::<Moment>()?);
                let claims = self.claims(period.parse()?)?;
                due(claims, "log-entry", &record)?.last_day(claims.institution().zone()).map(day)
            }
            _ => return Err(format!("no such question: {question}").into()),
        })
    }

    fn zone(&mut self, name: &str) -> Outcome<&Zone> {
        Ok(match self.zones.entry(name.to_owned()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => free.insert(Zone::named(name)?),
        })
    }

    /// The claims on someone of whom nothing is known, under a policy that keeps log entries for this period.
    fn claims(&mut self, period: Period) -> Outcome<&Claims> {
        let free = match self.claims.entry(period) {
            Entry::Occupied(known) => return Ok(known.into_mut()),
            Entry::Vacant(free) => free,
        };
        let policy = Policy::parse(&format!(
            r#"{{
                "waarborg": 1, "policy": "log", "version": "1", "applies-from": "1900-01-01",
                "jurisdiction": "NL", "language": "en", "title": "A log",
                "subjects": {{ "user": {{ "kind": "user" }} }},
                "categories": {{ "log-entry": {{ "description": "Who did what", "subject": "user" }} }},
                "purposes": {{ "security": {{
                    "description": "Find out what went wrong", "basis": "legitimate-interests", "as": "controller",
                    "categories": ["log-entry"],
                    "retention": {{ "log": {{
                        "term": "recorded + {period}", "kind": "maximum", "source": "example"
                    }} }}
                }} }}
            }}"#
        ))?;
        let institution = Institution::fold(&policy, &Dossier::of_institution("dates"), &[], None);
        let opened = r#"{"kind":"dossier-opened","happened":"2000-01-01","id":"0f8fad5b-d9cb-469f-a165-70867728950e","institution":"dates","subjects":["user"]}"#;
        let (new, now) = (Dossier::new(), "2026-01-01T00:00:00Z".parse()?);
        let stamp = Stamp::new(now, Salt::from_bytes([1; 16])?);
        let opened = institution.append(&new, &[], Body::from_json(opened)?, stamp)?;
        Ok(free.insert(institution.claims(&new.with(opened)?, &[], None)))
    }
}

pub(crate) fn main() -> Outcome<()> {
    let (mut dates, mut out) = (Dates::default(), BufWriter::new(stdout().lock()));
    for question in stdin().lines() {
        writeln!(out, "{}", dates.answer(&question?)?.as_deref().unwrap_or("-"))?;
    }
    Ok(out.flush()?)
}
