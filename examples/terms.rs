//! Answers questions about terms for acting: one line in, one line out.
//!
//! ```sh
//! echo 'law answer 2026-03-05' | cargo run --example terms       # 2026-04-05 2026-04-07 published same-day,next-working-day
//! ```
//!
//! ```text
//! law TERM MOMENT [ASKED ANSWERED]…   the deadline of a term of law, in Amsterdam, with its pauses
//! after CALENDAR MOMENT LENGTH        the deadline under a calendar: regulation, atw or plain
//! before CALENDAR MOMENT LENGTH       the same, counted backwards
//! holidays LIST YEAR                  the holidays of a list, regulation or atw, and whether it is published
//! ```
//!
//! A deadline is its safe date, its legal date, `published` or `provisional`, and the rules that made it; instants are
//! in UTC. What is no question, or has no answer, ends the program.

use std::error::Error;
use std::io::{BufWriter, Write, stdin, stdout};

use waarborg::calendar::{Deadline, LegalCalendar, Zone};
use waarborg::law::holidays::{ATW, NETHERLANDS};
use waarborg::law::{LegalTerm, Pause, deadline};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn answer(question: &str, zone: &Zone) -> Outcome<String> {
    let words: Vec<&str> = question.split_whitespace().collect();
    let no_such = || -> Box<dyn Error> { format!("no such question: {question}").into() };
    Ok(match words.as_slice() {
        ["law", term, event, pauses @ ..] => {
            let term = LegalTerm::from_word(term).ok_or_else(no_such)?;
            let pauses: Outcome<Vec<Pause>> = pauses
                .chunks(2)
                .map(|pause| match pause {
                    [asked, answered] => Ok(Pause::new(asked.parse()?, answered.parse()?)?),
                    _ => Err(no_such()),
                })
                .collect();
            shown(&deadline(term, event.parse()?, &pauses?, zone)?)
        }
        [way @ ("after" | "before"), calendar, event, length @ ..] => {
            let calendar = match *calendar {
                "regulation" => LegalCalendar::Regulation1182(NETHERLANDS),
                "atw" => LegalCalendar::Algemenetermijnenwet(ATW),
                "plain" => LegalCalendar::Plain,
                _ => return Err(no_such()),
            };
            let (event, length) = (event.parse()?, length.join(" ").parse()?);
            let deadline = match *way {
                "after" => calendar.after(event, length, zone),
                _ => calendar.before(event, length, zone),
            };
            shown(&deadline?)
        }
        ["holidays", list, year] => {
            let (list, year) = match *list {
                "regulation" => (NETHERLANDS.0, year.parse()?),
                "atw" => (ATW.0, year.parse()?),
                _ => return Err(no_such()),
            };
            let days: Vec<String> = list.days(year).iter().map(ToString::to_string).collect();
            format!("{} {}", if list.is_published(year) { "published" } else { "computed" }, days.join(" "))
        }
        _ => return Err(no_such()),
    })
}

fn shown(deadline: &Deadline) -> String {
    let rules: Vec<&str> = deadline.steps.iter().map(|step| step.rule.code()).collect();
    let standing = if deadline.provisional { "provisional" } else { "published" };
    format!("{} {} {standing} {}", deadline.safe, deadline.legal, rules.join(","))
}

pub(crate) fn main() -> Outcome<()> {
    let (zone, mut out) = (Zone::named("Europe/Amsterdam")?, BufWriter::new(stdout().lock()));
    for question in stdin().lines() {
        writeln!(out, "{}", answer(&question?, &zone)?)?;
    }
    Ok(out.flush()?)
}
