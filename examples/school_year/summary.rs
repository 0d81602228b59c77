//! What a newcomer wants to know at the end: what was decided, what was kept and why, what went and when.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use waarborg::calendar::{Day, Time};
use waarborg::claim::Claims;
use waarborg::law::{Basis, Reason};
use waarborg::retention::due;
use waarborg::timeline::Value;

use crate::policies::Settings;
use crate::questions::QUESTIONS;
use crate::store::Kept;
use crate::world::{SCHOOLS, Story};
use crate::{Result, store};

/// Prints the summary.
pub(crate) fn print(db: &Connection, story: &Story, settings: &Settings, now: Time) -> Result<()> {
    let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0));
    let names: Vec<&str> = SCHOOLS.iter().map(|school| school.name).collect();
    println!("De Waarborg schools, August 2024 to December 2028: {}", names.join(", "));
    println!(
        "  {} pupils, as many parents, {} members of staff; {} dossiers of {} entries in all",
        count("select count(distinct person_ref) from dossier where person_ref like 'pupil-%'")?,
        count("select count(distinct person_ref) from dossier where person_ref like 'staff-%'")?,
        count("select count(*) from dossier")?,
        count("select count(*) from entry")?,
    );
    println!(
        "  {} questions answered, {} records made, {} erased, {} counted and anonymised, {} still kept",
        count("select sum(count) from decided")?,
        count(
            "select (select count(*) from record) + (select sum(count) from gone where how <> 'pseudonymised')"
        )?,
        count("select sum(count) from gone where how = 'erased'")?,
        count("select coalesce(sum(count), 0) from gone where how = 'anonymised'")?,
        count("select count(*) from record")?,
    );
    decided(db)?;
    kept(db, story, settings, now)
}

/// What was decided: per question, and why not.
fn decided(db: &Connection) -> Result<()> {
    println!("\nWhat was decided: may we…");
    println!("  {:<46}{:>8}{:>8}{:>8}  most often not, because", "", "permit", "ask", "deny");
    for question in &QUESTIONS {
        let answers = |answer: &str| {
            let sql = "select coalesce(sum(count), 0) from decided where question = ? and answer = ?";
            db.query_row(sql, params![question.says, answer], |row| row.get::<_, i64>(0))
        };
        let sql = "select reason from decided where question = ? and answer <> 'permit'
                   group by reason order by sum(count) desc, reason limit 1";
        let mut reasons = db.prepare_cached(sql)?;
        let mut reasons = reasons.query([question.says])?;
        let reason = match reasons.next()? {
            Some(row) => Reason::from_code(row.get_ref(0)?.as_str()?).map_or("", Reason::english),
            None => "",
        };
        let (permit, ask, deny) = (answers("permit")?, answers("ask")?, answers("deny")?);
        println!("  {:<46}{permit:>8}{ask:>8}{deny:>8}  {reason}", question.says);
    }
    Ok(())
}

/// What is still kept of a category: for what, and until when.
#[derive(Default)]
struct Remains {
    records: usize,
    because: BTreeMap<String, usize>,
    until: Option<(Day, Day)>,
}

/// The one table: what was made of each category, what went, when, and why the rest is still there.
fn kept(db: &Connection, story: &Story, settings: &Settings, now: Time) -> Result<()> {
    let mut remains: BTreeMap<(&str, String), Remains> = BTreeMap::new();
    for file in &story.files {
        let records = store::records(db, file.id)?;
        if records.is_empty() {
            continue;
        }
        let claims = settings.of(file)?.claims(&store::load(db, file.id)?, &[], now);
        for kept in &records {
            let of = remains.entry((file.policy, kept.category.clone())).or_default();
            of.records += 1;
            *of.because.entry(because(&claims, kept, now)?).or_default() += 1;
            let record = kept.record(claims.policy());
            if let Some(day) = due(&claims, &kept.category, &record)?.last_day(claims.setting().zone()) {
                let (first, last) = of.until.unwrap_or((day, day));
                of.until = Some((first.min(day), last.max(day)));
            }
        }
    }
    println!("\nWhat was kept, and what went");
    println!(
        "  {:<11}{:<23}{:>7}{:>8}  {:<18}{:>6}  kept for",
        "policy", "category", "made", "gone", "between", "kept"
    );
    let mut rows: Vec<(&str, &str)> = QUESTIONS.iter().map(|asked| (asked.policy, asked.category)).collect();
    rows.dedup();
    rows.sort_by_key(|(policy, _)| QUESTIONS.iter().position(|asked| asked.policy == *policy));
    for (policy, category) in rows {
        let sql = "select coalesce(sum(count), 0), coalesce(min(month) || ' … ' || max(month), '')
                   from gone where policy = ? and category = ? and how <> 'pseudonymised'";
        let gone = |row: &rusqlite::Row<'_>| Ok((row.get::<_, u32>(0)? as usize, row.get::<_, String>(1)?));
        let (gone, between) = db.query_row(sql, params![policy, category], gone)?;
        let none = Remains::default();
        let left = remains.get(&(policy, category.to_owned())).unwrap_or(&none);
        println!(
            "  {policy:<11}{category:<23}{:>7}{gone:>8}  {between:<18}{:>6}  {}",
            gone + left.records,
            left.records,
            left.told()
        );
    }
    Ok(())
}

impl Remains {
    /// Why, the most frequent first, and until when.
    fn told(&self) -> String {
        let mut because: Vec<_> = self.because.iter().collect();
        because.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let because: Vec<&str> = because.into_iter().map(|(because, _)| because.as_str()).collect();
        match self.until {
            Some((first, last)) if first != last => {
                format!("{}; until {first} … {last}", because.join(", or "))
            }
            Some((first, _)) => format!("{}; until {first}", because.join(", or ")),
            None => because.join(", or "),
        }
    }
}

/// The purposes that still have a claim on a record; where none has, it is held by a duty or a hold of its own.
fn because(claims: &Claims, kept: &Kept, now: Time) -> Result<String> {
    let policy = claims.policy();
    let version = policy.version_at(now).ok_or("no version applies")?;
    let record = kept.record(policy);
    let mut purposes = Vec::new();
    for (id, purpose) in &version.purposes {
        if purpose.categories.iter().any(|category| category.as_str() == kept.category) {
            let lanes = claims.lanes(id.as_str(), &kept.category, Some(&record))?;
            let lowest = lanes.iter().map(|lane| lane.timeline.at(now).value).min();
            if lowest.is_some_and(|value| value > Value::Unknown) {
                purposes.push(format!("{id} ({})", basis(purpose.basis)));
            }
        }
    }
    if purposes.is_empty() { Ok("a duty or a hold".to_owned()) } else { Ok(purposes.join(" and ")) }
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Consent => "consent",
        Basis::Contract => "contract",
        Basis::LegalObligation => "the law",
        Basis::VitalInterests => "life",
        Basis::PublicTask => "public task",
        Basis::LegitimateInterests => "our interest",
        Basis::ByController => "as agreed",
    }
}
