//! What a newcomer wants to know at the end: what was decided, what was kept and why, what went and when.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use waarborg::calendar::{Day, Time};
use waarborg::claim::{Claims, Record};
use waarborg::law::ReasonCode;
use waarborg::policy::TermKind;
use waarborg::retention::{Due, Pending, When, due};
use waarborg::timeline::Value;

use crate::policies::Institutions;
use crate::questions::QUESTIONS;
use crate::store::Kept;
use crate::world::{SCHOOLS, Story};
use crate::{Result, store};

/// Prints the summary.
pub(crate) fn print(db: &Connection, story: &Story, institutions: &Institutions, now: Time) -> Result<()> {
    let schools: Vec<&str> = SCHOOLS.iter().map(|school| school.name).collect();
    println!("De Waarborg schools, August 2024 to December 2028: {}", schools.join(", "));
    facts(db)?;
    decided(db)?;
    why_not(db)?;
    kept(db, &remaining(db, story, institutions, now)?)
}

/// The size of it, and what happened.
fn facts(db: &Connection) -> Result<()> {
    let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0));
    let people = |like: &str| {
        let sql = "select count(distinct person_ref) from dossier where person_ref like ?";
        db.query_row(sql, [like], |row| row.get::<_, i64>(0))
    };
    let said = |kind: &str| {
        let sql = "select count(*) from entry where json_extract(line, '$.body.kind') = ?";
        db.query_row(sql, [kind], |row| row.get::<_, i64>(0))
    };
    println!(
        "  {} pupils, as many parents, {} members of staff; 6 policies; {} dossiers with {} entries",
        people("pupil-%")?,
        people("staff-%")?,
        count("select count(*) from dossier")?,
        count("select count(*) from entry")?,
    );
    println!(
        "  consent given {} times, refused {}, withdrawn {}; {} parents lost authority; {} pupils left a school",
        said("consent-given")?,
        said("consent-refused")?,
        said("consent-withdrawn")?,
        said("authority-ended")?,
        count(
            "select count(distinct person_ref) from dossier join entry on dossier = id
               where policy = 'school' and json_extract(line, '$.body.kind') = 'left'"
        )?,
    );
    println!(
        "  {} objections, of which {} were weighed: {} upheld, {} rejected; {} restrictions asked, {} lifted; {} holds",
        said("objected")?,
        said("objection-upheld")? + said("objection-rejected")?,
        said("objection-upheld")?,
        said("objection-rejected")?,
        said("restricted")?,
        said("restriction-lifted")?,
        said("hold")?,
    );
    Ok(())
}

/// What was decided: per question.
fn decided(db: &Connection) -> Result<()> {
    println!("\nWhat was decided: may we…");
    println!("  {:<46}{:>8}{:>8}{:>8}", "", "permit", "ask", "deny");
    for question in &QUESTIONS {
        let sql = "select coalesce(sum(count), 0) from decided where question = ? and answer = ?";
        let answers = |answer: &str| {
            db.query_row(sql, params![question.description, answer], |row| row.get::<_, i64>(0))
        };
        let (permit, ask, deny) = (answers("permit")?, answers("ask")?, answers("deny")?);
        println!("  {:<46}{permit:>8}{ask:>8}{deny:>8}", question.description);
    }
    Ok(())
}

/// Every reason for which the answer was not a yes.
fn why_not(db: &Connection) -> Result<()> {
    println!("\nWhy not");
    let sql = "select reason, answer, sum(count) from decided where answer <> 'permit'
               group by reason, answer order by 3 desc, 1, 2";
    let mut statement = db.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let code = ReasonCode::from_code(row.get_ref(0)?.as_str()?).ok_or("there is no such reason")?;
        println!("  {:>6} {:<5} {}", row.get::<_, i64>(2)?, row.get_ref(1)?.as_str()?, code.english());
    }
    Ok(())
}

/// What is still kept of a category: for what, and until when.
#[derive(Default)]
struct Remains {
    records: usize,
    reason: BTreeMap<String, usize>,
    until: Option<(Day, Day)>,
}

type Remaining<'a> = BTreeMap<(&'a str, String), Remains>;

/// Goes through everything that is still there.
fn remaining<'a>(
    db: &Connection,
    story: &'a Story,
    institutions: &Institutions,
    now: Time,
) -> Result<Remaining<'a>> {
    let mut remaining = Remaining::new();
    for file in &story.files {
        let claims = institutions.of(file)?.claims(&store::load(db, file)?, &[], None);
        for kept in store::records(db, file.id)? {
            let record = kept.record(claims.policy());
            let due = due(&claims, &kept.category, &record)?;
            let remains = remaining.entry((file.policy, kept.category.clone())).or_default();
            remains.records += 1;
            *remains.reason.entry(reason(&claims, &kept, &record, &due, now)?).or_default() += 1;
            if let Some(day) = due.last_day(claims.institution().zone()) {
                let (first, last) = remains.until.unwrap_or((day, day));
                remains.until = Some((first.min(day), last.max(day)));
            }
        }
    }
    Ok(remaining)
}

/// The purposes that still have a claim on a record; where none has, the duty or the fact that holds it.
fn reason(claims: &Claims, kept: &Kept, record: &Record, due: &Due, now: Time) -> Result<String> {
    let version = claims.policy().version_at(now).ok_or("no version applies")?;
    let needs = version
        .purposes
        .iter()
        .filter(|(_, purpose)| purpose.categories.iter().any(|category| category.as_str() == kept.category));
    let mut purposes = Vec::new();
    for (id, _) in needs.clone() {
        let timelines = claims.timelines(id.as_str(), &kept.category, Some(record))?;
        let lowest = timelines.iter().map(|part| part.timeline.at(now).value).min();
        if lowest.is_some_and(|value| value > Value::Unknown) {
            purposes.push(id.as_str());
        }
    }
    if let [first, second, rest @ ..] = purposes.as_slice()
        && !rest.is_empty()
    {
        return Ok(format!("{first}, {second} and {} more", rest.len()));
    }
    if !purposes.is_empty() {
        return Ok(purposes.join(" and "));
    }
    if due.when == When::Pending(Pending::Fact) {
        return Ok("review: a fact is missing".to_owned());
    }
    let minimums = needs.flat_map(|(_, purpose)| purpose.retention.values());
    let duty = minimums.into_iter().find(|rule| rule.kind == TermKind::Minimum);
    Ok(duty.map_or_else(|| "a hold".to_owned(), |rule| format!("a duty: {}", rule.source.0)))
}

/// The one table: what was made of each category, what went, when, and why the rest is still there.
fn kept(db: &Connection, remaining: &Remaining<'_>) -> Result<()> {
    println!("\nWhat was kept, and what went");
    println!(
        "  {:<10}{:<22}{:>6}{:>8}{:>8}  {:<18}{:>6}  kept for",
        "policy", "category", "created", "erased", "anonym.", "between", "left"
    );
    let mut rows: Vec<(&str, &str)> = Vec::new();
    for question in &QUESTIONS {
        if !rows.contains(&(question.policy, question.category)) {
            rows.push((question.policy, question.category));
        }
    }
    for (policy, category) in rows {
        let sql = "select coalesce(sum(count) filter (where how = 'erased'), 0),
                          coalesce(sum(count) filter (where how = 'anonymised'), 0),
                          coalesce(min(month) || ' … ' || max(month), '')
                   from gone where policy = ? and category = ?";
        let (erased, anonymised, between) = db.query_row(sql, params![policy, category], |row| {
            Ok((row.get::<_, u32>(0)? as usize, row.get::<_, u32>(1)? as usize, row.get::<_, String>(2)?))
        })?;
        let none = Remains::default();
        let left = remaining.get(&(policy, category.to_owned())).unwrap_or(&none);
        println!(
            "  {policy:<10}{category:<22}{:>6}{erased:>8}{anonymised:>8}  {between:<18}{:>6}  {}",
            erased + anonymised + left.records,
            left.records,
            left.render()
        );
    }
    Ok(())
}

impl Remains {
    /// Why, the most frequent first, and until when, as far as an end is known.
    fn render(&self) -> String {
        let mut reason: Vec<_> = self.reason.iter().collect();
        reason.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let reason: Vec<String> =
            reason.into_iter().map(|(reason, count)| format!("{reason} ({count})")).collect();
        match self.until {
            Some((first, last)) if first != last => format!("{}; ends {first} … {last}", reason.join(", ")),
            Some((first, _)) => format!("{}; ends {first}", reason.join(", ")),
            None => reason.join(", "),
        }
    }
}
