//! Deadlines that the law, courts, authorities and other programs have worked out: `tests/calendar/terms.json`, by label.
//!
//! A row names a term of law, or a calendar with a length (and, for another country, its own list of holidays); the
//! event; and what is expected. Labels M, D and B are months, derived dates and breaches; `who` says who worked it out.

use std::collections::BTreeMap;

use serde::Deserialize;
use waarborg::calendar::{
    CalendarError, Day, Deadline, HolidayYear, Holidays, LegalCalendar, MemberStateHolidays, Moment, Rule,
    Zone,
};
use waarborg::law::holidays::{ATW, NETHERLANDS};
use waarborg::law::{LegalTerm, Pause, deadline};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    label: String,
    who: String,
    term: Option<String>,
    calendar: Option<String>,
    length: Option<String>,
    /// Every holiday of the years named; no other year is published.
    holidays: Option<Vec<Day>>,
    #[serde(default)]
    before: bool,
    event: String,
    #[serde(default)]
    pauses: Vec<(Day, Day)>,
    safe: Option<Moment>,
    legal: Option<Moment>,
    /// What a wrong reading would give.
    not: Option<Moment>,
    #[serde(default, with = "given")]
    disputed: Option<Option<Moment>>,
    provisional: Option<bool>,
    rules: Option<Vec<String>>,
    /// Days that were in time, even for the safe date; and that were too late.
    #[serde(default)]
    met: Vec<Day>,
    #[serde(default)]
    missed: Vec<Day>,
    error: Option<String>,
}

/// Tells `null` from absent.
mod given {
    use serde::{Deserialize, Deserializer};

    pub(crate) fn deserialize<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
        deserializer: D,
    ) -> Result<Option<T>, D::Error> {
        T::deserialize(deserializer).map(Some)
    }
}

fn zone() -> Zone {
    Zone::named("Europe/Amsterdam").unwrap()
}

fn rows() -> Vec<Row> {
    serde_json::from_str(include_str!("terms.json")).unwrap()
}

/// The list of a country, for every year that has a day on it and the one before.
fn listed(days: &[Day], question: impl FnOnce(Holidays<'_>) -> Outcome) -> Outcome {
    let mut years: BTreeMap<i16, Vec<Day>> = BTreeMap::from([(2024, vec![]), (2025, vec![])]);
    for day in days {
        years.entry(day.year()).or_default().push(*day);
    }
    let years: Vec<_> =
        years.iter().map(|(year, days)| HolidayYear { year: *year, days, source: "a test" }).collect();
    question(Holidays::listed(&years, &[])?)
}

type Outcome = Result<Deadline, CalendarError>;

fn answer(row: &Row) -> Outcome {
    let event: Moment = row.event.parse()?;
    if let Some(term) = &row.term {
        assert!(row.calendar.is_none() && row.length.is_none() && row.holidays.is_none() && !row.before);
        let pauses: Result<Vec<_>, _> =
            row.pauses.iter().map(|(asked, answered)| Pause::new(*asked, *answered)).collect();
        return deadline(LegalTerm::from_word(term).unwrap(), event, &pauses?, &zone());
    }
    assert!(row.pauses.is_empty());
    let length = row.length.as_deref().unwrap().parse()?;
    let count = |calendar: LegalCalendar<'_>| {
        if row.before {
            calendar.before(event, length, &zone())
        } else {
            calendar.after(event, length, &zone())
        }
    };
    match (row.calendar.as_deref().unwrap(), &row.holidays) {
        ("regulation", None) => count(LegalCalendar::Regulation1182(NETHERLANDS)),
        ("regulation", Some(days)) => {
            listed(days, |list| count(LegalCalendar::Regulation1182(MemberStateHolidays(list))))
        }
        ("atw", None) => count(LegalCalendar::Algemenetermijnenwet(ATW)),
        ("plain", None) => count(LegalCalendar::Plain),
        (calendar, _) => panic!("no such calendar: {calendar}"),
    }
}

/// What differs from what a row expects.
fn differences(row: &Row) -> Vec<String> {
    let deadline = match (answer(row), &row.error) {
        (Err(error), Some(expected)) if error.code() == expected => return vec![],
        (Err(error), _) => return vec![format!("error {}", error.code())],
        (Ok(_), Some(expected)) => return vec![format!("no error {expected}")],
        (Ok(deadline), None) => deadline,
    };
    let mut wrong = Vec::new();
    let mut compare = |what: &str, same: bool| {
        if !same {
            wrong.push(format!("{what} in {deadline:?}"));
        }
    };
    compare("safe", row.safe.is_none_or(|safe| safe == deadline.safe));
    compare("legal", row.legal.is_none_or(|legal| legal == deadline.legal));
    compare("not", row.not.is_none_or(|not| not != deadline.legal));
    compare("disputed", row.disputed.is_none_or(|disputed| disputed == deadline.disputed));
    compare("provisional", row.provisional.is_none_or(|provisional| provisional == deadline.provisional));
    let codes: Vec<&str> = deadline.steps.iter().map(|step| step.rule.code()).collect();
    compare("rules", row.rules.as_ref().is_none_or(|rules| *rules == codes));
    compare("met", row.met.iter().all(|day| zone().end_of(*day) <= deadline.safe.past(&zone())));
    compare("missed", row.missed.iter().all(|day| zone().start_of(*day) >= deadline.legal.past(&zone())));
    compare("the last step", deadline.steps.last().is_some_and(|step| step.end == deadline.legal));
    compare("safe after legal", deadline.safe.past(&zone()) <= deadline.legal.past(&zone()));
    wrong
}

#[test]
fn deadlines_are_those_that_were_worked_out() {
    let rows = rows();
    let mut wrong = Vec::new();
    for row in &rows {
        assert!(!row.who.is_empty());
        let silent = row.safe.is_none() && row.legal.is_none() && row.not.is_none() && row.error.is_none();
        assert!(!silent, "{} expects nothing", row.label);
        wrong.extend(
            differences(row).into_iter().map(|what| format!("{} ({}): {what}", row.label, row.event)),
        );
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn no_label_is_missing() {
    let rows = rows();
    let labels = "M1 M2 M3 M4 M5 M6 M11 M12 M14 M15 M16 M20 M22 M23 M24 M25 M26 \
                  D1 D2 D4 D5 D7 D8 D10 D11 D14 D15 D16 D17 D18 B1 B2 B3 B4 B5 B6 B7 B8 B14 B15 B16 B19";
    for label in labels.split_whitespace() {
        assert!(rows.iter().any(|row| row.label == label), "{label}");
    }
    for term in LegalTerm::ALL {
        assert!(rows.iter().any(|row| row.term.as_deref() == Some(term.as_str())), "{term:?}");
    }
    // Every rule makes some date.
    for rule in Rule::ALL {
        let named = |row: &&Row| row.rules.iter().flatten().any(|code| code == rule.code());
        assert!(rows.iter().any(|row| named(&row)), "{}", rule.code());
    }
}

#[test]
fn a_row_that_is_wrong_is_found() {
    let mut found = 0;
    for mut row in rows() {
        let later = |moment: Moment| match moment {
            Moment::On(day) => Moment::On(day.next().unwrap()),
            Moment::At(_) => Moment::On(Day::FIRST),
        };
        if let Some(legal) = row.legal {
            row.legal = Some(later(legal));
        } else if let Some(error) = &mut row.error {
            error.push('x');
        } else {
            continue;
        }
        assert!(!differences(&row).is_empty(), "{} ({})", row.label, row.event);
        found += 1;
    }
    assert!(found > 100, "{found}");
}

#[test]
fn the_safe_date_is_never_later_and_never_depends_on_holidays() {
    let zone = zone();
    let lengths = [
        "1 day",
        "2 days",
        "3 days",
        "1 week",
        "6 weeks",
        "1 month",
        "3 months",
        "1 15/30 months",
        "1 year",
        "1 working day",
        "5 working days",
        "72 hours",
    ]
    .map(|text| text.parse().unwrap());
    let none = Holidays::listed(&[], &[]).unwrap();
    let mut day: Day = "2019-01-01".parse().unwrap();
    let mut compared = 0;
    while day.year() < 2032 {
        let midnight = Moment::At(zone.start_of(day));
        for length in lengths {
            let legal = LegalCalendar::Regulation1182(NETHERLANDS).after(midnight, length, &zone).unwrap();
            let without = LegalCalendar::Regulation1182(MemberStateHolidays(none))
                .after(midnight, length, &zone)
                .unwrap();
            assert!(legal.safe.past(&zone) <= legal.legal.past(&zone), "{day} {length}");
            assert_eq!(legal.safe, without.safe, "{day} {length}");
            compared += 1;
        }
        day = day.next().unwrap();
    }
    assert_eq!(compared, lengths.len() * 4748);
}
