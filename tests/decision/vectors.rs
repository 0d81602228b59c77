//! Dates that the law or those who explain it have worked out, and the exact moment at which a record is due.
//!
//! Nothing here computes with the library's own calendar what it expects: expectations are written down, or computed
//! with the `time` crate and the European rule for summer time.

use crate::writing::{id, opened_for, school, stamp};
use serde_json::json;
use time::{Date, Duration, Month, Weekday};
use waarborg::calendar::{Day, Moment, Time};
use waarborg::claim::{Claims, Institution, Record};
use waarborg::decision::{Query, decide};
use waarborg::dossier::{Body, Dossier, Observation};
use waarborg::policy::{Policy, Verb};
use waarborg::retention::{Erasable, When, due, erasable};
use waarborg::timeline::Value;

/// A policy with one category for each term, by name.
fn keeping<'a>(terms: impl IntoIterator<Item = (&'a str, &'a str)>) -> Policy {
    let terms: Vec<_> = terms.into_iter().collect();
    let each = |value: &dyn Fn(&(&str, &str)) -> serde_json::Value| {
        terms.iter().map(|term| (term.0.to_owned(), value(term))).collect::<serde_json::Map<_, _>>()
    };
    let happening = json!({ "kind": "happening" });
    let policy = json!({
        "waarborg": 1, "policy": "vectors", "version": "1", "applies-from": "2000-01-01",
        "jurisdiction": "NL", "language": "en", "title": "Dates that were worked out",
        "subjects": { "pupil": { "kind": "pupil", "minors": true } },
        "anchors": {
            "exam-result": happening, "diploma": happening, "last-login": happening, "last-activity": happening
        },
        "categories": each(&|_| json!({ "description": "Data", "subject": "pupil" })),
        "purposes": { "school": {
            "description": "Run the school", "basis": "public-task", "as": "controller",
            "categories": terms.iter().map(|(id, _)| *id).collect::<Vec<_>>(),
            "retention": each(&|(id, term)| {
                json!({ "of": [id], "term": term, "kind": "maximum", "source": "a table of dates" })
            }),
        } }
    });
    Policy::parse(&policy.to_string()).unwrap()
}

/// The ages at which something begins or ends, and consent, which someone else gives for a young child.
const AGES: &str = r#"{
    "waarborg": 1, "policy": "ages", "version": "1", "applies-from": "2000-01-01",
    "jurisdiction": "NL", "language": "en", "title": "Ages",
    "declared-by": "school",
    "parties": { "school": { "name": "School", "acts-as": ["controller"] } },
    "subjects": { "pupil": { "kind": "pupil", "minors": true } },
    "categories": {
        "from-16": { "description": "Data", "subject": "pupil" }, "until-16": { "description": "Data", "subject": "pupil" },
        "from-18": { "description": "Data", "subject": "pupil" }, "until-18": { "description": "Data", "subject": "pupil" },
        "photo": { "description": "Photos", "subject": "pupil" }
    },
    "purposes": {
        "from-16": {
            "description": "For the older", "basis": "public-task", "as": "controller", "categories": ["from-16"],
            "ages": { "from": 16 }, "retention": { "all": {
                "term": "unbounded(\"no end\")", "kind": "maximum", "source": "a table of dates" } }
        },
        "until-16": {
            "description": "For the younger", "basis": "public-task", "as": "controller", "categories": ["until-16"],
            "ages": { "below": 16 }, "retention": { "all": {
                "term": "unbounded(\"no end\")", "kind": "maximum", "source": "a table of dates" } }
        },
        "from-18": {
            "description": "For adults", "basis": "public-task", "as": "controller", "categories": ["from-18"],
            "ages": { "from": 18 }, "retention": { "all": {
                "term": "unbounded(\"no end\")", "kind": "maximum", "source": "a table of dates" } }
        },
        "until-18": {
            "description": "For minors", "basis": "public-task", "as": "controller", "categories": ["until-18"],
            "ages": { "below": 18 }, "retention": { "all": {
                "term": "unbounded(\"no end\")", "kind": "maximum", "source": "a table of dates" } }
        },
        "website": {
            "description": "Show the school", "basis": "consent", "as": "controller", "categories": ["photo"],
            "consent": { "how": "explicit", "withdrawal": "same" },
            "retention": { "all": { "term": "with-basis", "kind": "maximum", "source": "a table of dates" } }
        }
    },
    "roles": { "teacher": { "description": "Teachers", "party": "school", "may": {
        "photos": { "verbs": ["publish"], "categories": ["photo"] } } } }
}"#;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn on(text: &str) -> Moment {
    Moment::On(day(text))
}

fn written(entries: &[serde_json::Value]) -> Dossier {
    entries.iter().fold(opened_for(vec![id("pupil")]), |dossier, entry| {
        let recorded = "2026-01-01T00:00:00Z".parse().unwrap();
        let body = Body::from_json(&entry.to_string()).unwrap();
        let appended = dossier.append(dossier.head(), body, stamp(&dossier, recorded)).unwrap();
        dossier.with(appended).unwrap()
    })
}

fn claims(policy: &Policy, dossier: &Dossier, observed: &[Observation]) -> Claims {
    Institution::fold(policy, &school(), &[], None).claims(dossier, observed, None)
}

fn instant(micros: i64) -> Time {
    Time::now(micros).unwrap()
}

#[test]
fn retention_terms_end_on_the_day_that_was_worked_out() {
    // What it is, the term, when the record was made, and its last day.
    let table = [
        ("pupil-file", "enrolled + P2Y", "2026-01-15", "2028-07-31"),
        ("support-file", "enrolled + P3Y", "2026-01-15", "2029-07-31"),
        ("absence", "enrolled + P5Y", "2026-01-15", "2031-07-31"),
        ("exam-work", "exam-result + P6M", "2026-05-12", "2026-12-17"),
        ("vocational-exam", "diploma + P18M", "2026-05-12", "2028-01-08"),
        ("invoice", "book-year-end(recorded) + P7Y", "2026-03-15", "2033-12-31"),
        ("last-invoice", "book-year-end(recorded) + P7Y", "2026-12-31", "2033-12-31"),
        ("account", "last-login + P2Y", "2023-09-01", "2026-02-28"),
        ("settings", "last-activity + P6M", "2026-03-01", "2027-02-28"),
        ("progress", "last-activity + P12M", "2026-03-01", "2027-08-31"),
        ("log-entry", "recorded + P13M", "2026-01-31", "2027-02-28"),
        ("leap-day-log-entry", "recorded + P12M", "2028-02-29", "2029-02-28"),
    ];
    let policy = keeping(table.map(|(id, term, ..)| (id, term)));
    let dossier = written(&[
        json!({ "kind": "enrolled", "happened": "2022-08-01", "initial": true }),
        json!({ "kind": "occurred", "happened": "2026-06-17", "anchor": "exam-result" }),
        json!({ "kind": "occurred", "happened": "2026-07-08", "anchor": "diploma" }),
        json!({ "kind": "left", "happened": "2026-07-31" }),
    ]);
    let seen = |anchor: &str, moment| Observation {
        anchor: serde_json::from_value(json!(anchor)).unwrap(),
        moments: vec![on(moment)],
        at: "2026-09-01T00:00:00Z".parse().unwrap(),
    };
    let observed = [seen("last-login", "2024-02-29"), seen("last-activity", "2026-08-31")];
    let (claims, zone) = (claims(&policy, &dossier, &observed), policy.zone());
    for (id, term, made, last) in table {
        let record = Record::created(on(made));
        let due = due(&claims, id, &record).unwrap();
        assert_eq!(due.last_day(zone), Some(day(last)), "{id}: {term}, made {made}");
        assert_eq!(due.when, When::At(zone.end_of(day(last))), "{id}: {term}, made {made}");
    }
}

#[test]
fn an_age_is_reached_at_the_first_instant_of_the_birthday() {
    // Born, the age, and the day on which it is reached.
    let table = [
        ("2010-05-05", 16, "2026-05-05"),
        ("2010-12-31", 16, "2026-12-31"),
        ("2012-02-29", 16, "2028-02-29"),
        ("2010-05-05", 18, "2028-05-05"),
        // No rule of law settles this one; 28 February is the reading that the library takes.
        ("2012-02-29", 18, "2030-02-28"),
    ];
    let policy = Policy::parse(AGES).unwrap();
    for (born, age, birthday) in table {
        let dossier = written(&[json!({ "kind": "born", "happened": born, "date": born })]);
        let (claims, zone) = (claims(&policy, &dossier, &[]), policy.zone());
        let reached = zone.start_of(day(birthday));
        let before = instant(reached.micros() - 1);
        let (from, until) = (format!("from-{age}"), format!("until-{age}"));
        let value = |purpose: &str, at| claims.claim(purpose, purpose).unwrap().at(at).value;
        assert_eq!((value(&from, before), value(&from, reached)), (Value::Ended, Value::Live), "{born}");
        assert_eq!((value(&until, before), value(&until, reached)), (Value::Live, Value::Ended), "{born}");
        let due = due(&claims, &until, &Record::created(on("2020-02-20"))).unwrap();
        assert_eq!(due.when, When::At(reached), "{born}");
        let asked = |at| {
            let query = Query::new("teacher", Verb::Publish, "website", "photo", at);
            decide(&claims, &query).unwrap().addressee.unwrap().as_str()
        };
        if age == 16 {
            assert_eq!((asked(before), asked(reached)), ("representative", "self"), "{born}");
        }
    }
}

#[test]
fn a_day_that_does_not_exist_is_refused_wherever_it_is_written() {
    let left = |day: &str| Body::from_json(&json!({ "kind": "left", "happened": day }).to_string());
    let born = |day: &str| {
        Body::from_json(&json!({ "kind": "born", "happened": "2026-01-01", "date": day }).to_string())
    };
    let policy = |day: &str| Policy::parse(&AGES.replace("2000-01-01", day));
    for text in
        ["2026-02-30", "2027-02-29", "2026-04-31", "2026-13-01", "2026-00-01", "2026-01-00", "2026-01-32"]
    {
        assert_eq!(text.parse::<Day>().unwrap_err().code(), "not-a-day", "{text}");
        assert_eq!(text.parse::<Moment>().unwrap_err().code(), "not-a-moment", "{text}");
        assert!(format!("{text}T12:00:00Z").parse::<Moment>().is_err(), "{text}");
        assert!(left(text).is_err() && born(text).is_err() && policy(text).is_err(), "{text}");
    }
    // The same with a day that does exist: it was the day that was refused.
    let leap = "2028-02-29";
    assert!(left(leap).is_ok() && born(leap).is_ok() && policy(leap).is_ok());
}

/// A date some months, then some days later; a day that the month lacks becomes its last.
fn later(date: Date, months: i32, days: i64) -> Date {
    let count = date.year() * 12 + i32::from(u8::from(date.month())) - 1 + months;
    let (year, month) = (count.div_euclid(12), Month::try_from(count.rem_euclid(12) as u8 + 1).unwrap());
    Date::from_calendar_date(year, month, date.day().min(month.length(year))).unwrap() + Duration::days(days)
}

/// The first instant of a day in Amsterdam, in microseconds. Summer time begins and ends in the small hours of the
/// last Sundays of March and October, so those midnights still have the offset of the day before.
fn start_in_amsterdam(date: Date) -> i64 {
    let last_sunday = |month: Month| {
        let end = Date::from_calendar_date(date.year(), month, 31).unwrap();
        if end.weekday() == Weekday::Sunday { end } else { end.prev_occurrence(Weekday::Sunday) }
    };
    let summer = last_sunday(Month::March) < date && date <= last_sunday(Month::October);
    (date.midnight().assume_utc().unix_timestamp() - if summer { 7_200 } else { 3_600 }) * 1_000_000
}

#[test]
fn for_every_date_of_forty_years_a_record_is_due_at_the_end_of_its_last_day_and_no_sooner() {
    let table = [
        ("p1m", "recorded + P1M", 1, 0),
        ("p6m", "recorded + P6M", 6, 0),
        ("p13m", "recorded + P13M", 13, 0),
        ("p1y", "recorded + P1Y", 12, 0),
        ("p2y", "recorded + P2Y", 24, 0),
        ("p30d", "recorded + P30D", 0, 30),
    ];
    let claims = claims(&keeping(table.map(|(id, term, ..)| (id, term))), &written(&[]), &[]);
    std::thread::scope(|threads| {
        for (id, _, months, days) in table {
            let claims = &claims;
            threads.spawn(move || every_date_of_forty_years(claims, id, months, days));
        }
    });
}

fn every_date_of_forty_years(claims: &Claims, id: &str, months: i32, days: i64) {
    let first = Date::from_calendar_date(2000, Month::January, 1).unwrap();
    let end_of_years = Date::from_calendar_date(2040, Month::January, 1).unwrap();
    let mut previous = i64::MIN;
    for date in (0..).map(|days| first + Duration::days(days)).take_while(|date| *date < end_of_years) {
        let end = start_in_amsterdam(later(date, months, days).next_day().unwrap());
        let record = Record::created(Moment::On(date.try_into().unwrap()));
        assert_eq!(due(claims, id, &record).unwrap().when, When::At(instant(end)), "{id}, made {date}");
        // Made later is never due sooner, so for every moment the dates that are due are those before one cutoff.
        assert!(previous <= end, "{id}, made {date}");
        previous = end;
        // Where months begin and end, from both sides: the last instant of the day, and the moment of erasing.
        if date.day() == 1 || date.day() >= 28 {
            let last = instant(start_in_amsterdam(date.next_day().unwrap()) - 1);
            let at_last = due(claims, id, &Record::created(Moment::At(last))).unwrap();
            assert_eq!(at_last.when, When::At(instant(end)), "{id}, made {last}");
            let at = |micros| erasable(claims, id, &record, instant(micros)).unwrap();
            assert_eq!(at(end), Erasable::Yes, "{id}, made {date}");
            assert!(matches!(at(end - 1), Erasable::No(_)), "{id}, made {date}");
        }
    }
}
