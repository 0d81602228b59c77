//! The pack as a page for people: `docs/LAW.md` is printed from it.

use core::fmt::Write as _;

use super::*;
use crate::json::Text;

/// What every row has, as the page prints it.
struct Common<'p> {
    id: &'p Id,
    act: &'p Text,
    article: Option<&'p Text>,
    binds: &'p [BoundParty],
    sectors: &'p [crate::law::Sector],
    from: Option<Day>,
    through: Option<Day>,
    force: Force,
    source: &'p Text,
    seen: Day,
    sure: Sure,
    remark: Option<&'p Text>,
}

macro_rules! common {
    ($row:expr) => {
        Common {
            id: &$row.id,
            act: &$row.act,
            article: $row.article.as_ref(),
            binds: &$row.binds,
            sectors: &$row.sectors,
            from: $row.from,
            through: $row.through,
            force: $row.force,
            source: &$row.source,
            seen: $row.seen,
            sure: $row.sure,
            remark: $row.remark.as_ref(),
        }
    };
}

impl Law {
    /// The pack as a page in Markdown: every row with its act, its source and how sure it is.
    pub fn to_markdown(&self) -> String {
        let pack = self.pack();
        let mut page = Page(String::new());
        page.line("# The law pack");
        page.line("");
        page.line(&format!(
            "Pack `{}`, checked on {}. Answers about days after {} are *provisional*.",
            pack.version, pack.checked_on, pack.horizon
        ));
        page.line("");
        page.line("**No lawyer has checked any row of this page.** Each row says how sure it is:");
        page.line("");
        for sure in Sure::ALL {
            let meaning = match sure {
                Sure::Read => "the consolidated text was read",
                Sure::OldText => "a text of an older state was read; number and currency must be checked",
                Sure::Secondary => "a page about the text was read",
                Sure::Memory => "from memory; nothing was read",
            };
            page.line(&format!("- `{}`: {meaning}", sure.as_str()));
        }
        page.line("");
        page.line("Only a row of force `law` carries a minimum term. One that is not `read` carries it only after the institution confirmed it with an entry `law-row-confirmed`.");
        page.table("How long data are kept", pack.retention.iter().map(|row| (common!(row), kept(row))));
        page.table(
            "Grounds for special data",
            pack.grounds.iter().map(|row| {
                let not_for =
                    row.not_for.as_ref().map_or(String::new(), |text| format!(" Not for: {}.", text.0));
                (common!(row), format!("{}{not_for}", row.allows.0))
            }),
        );
        page.table(
            "National numbers",
            pack.numbers.iter().map(|row| {
                let not_for =
                    row.not_for.as_ref().map_or(String::new(), |text| format!(" Not for: {}.", text.0));
                (common!(row), format!("`{}`: {}{not_for}", row.number.as_str(), row.allows.0))
            }),
        );
        page.table(
            "Adequacy decisions",
            pack.adequacy.iter().map(|row| {
                let condition = row.condition.as_ref().map_or(String::new(), |text| format!(": {}", text.0));
                (common!(row), format!("{}{condition}", row.country.as_str()))
            }),
        );
        page.table(
            "Other transfer tools",
            pack.tools.iter().map(|row| {
                let country = row.country.as_ref().map_or("any country", Country::as_str);
                let challenged = if row.challenged == Some(true) { "; before the Court" } else { "" };
                (common!(row), format!("`{}`, {country}{challenged}", row.tool.as_str()))
            }),
        );
        page.table(
            "Standard contractual clauses",
            pack.clauses.iter().map(|row| {
                let new =
                    row.no_new_since.map_or(String::new(), |day| format!("; no new contract since {day}"));
                let tool = if row.tool { "a transfer tool" } else { "no transfer tool" };
                (common!(row), format!("`{}`: {tool}{new}", row.clauses.as_str()))
            }),
        );
        page.table(
            "States without a transfer",
            pack.eea.iter().map(|row| (common!(row), row.country.as_str().to_owned())),
        );
        page.table(
            "Who may speak",
            pack.speaker.iter().map(|row| {
                let below = row.below_age.map_or("and older".to_owned(), |age| format!("up to {age}"));
                let (act, speaker) = (row.acts.as_str(), row.speaker.as_str());
                (
                    common!(row),
                    format!(
                        "`{act}`, from {} {below}, capacity `{}`: `{speaker}`",
                        row.from_age,
                        row.capacity.as_str()
                    ),
                )
            }),
        );
        page.table(
            "Holidays",
            pack.holidays.iter().map(|row| {
                let days: Vec<String> = row.days.iter().map(Day::to_string).collect();
                (common!(row), format!("`{}`: {}", row.calendar.as_str(), days.join(", ")))
            }),
        );
        page.table(
            "Terms for acting",
            pack.terms.iter().map(|row| {
                let pauses = if row.pauses == Some(true) { "; can stand still" } else { "" };
                let counted = row.counted.as_str();
                (
                    common!(row),
                    format!(
                        "`{}`: {} from {}, counted by `{counted}`{pauses}",
                        row.term.as_str(),
                        row.length,
                        row.event.0
                    ),
                )
            }),
        );
        page.table(
            "Duties and bans with a date",
            pack.duties.iter().map(|row| {
                let provisional =
                    if row.provisional == Some(true) { " The date is provisional." } else { "" };
                (common!(row), format!("{}{provisional}", row.description.0))
            }),
        );
        page.line("");
        page.line("## What is no law");
        page.line("");
        page.line("A minimum term that cites one of these words is refused.");
        page.line("");
        page.line("| words | error | why |");
        page.line("|---|---|---|");
        for row in &pack.not_law {
            let words: Vec<&str> = row.words.iter().map(|word| word.0.as_str()).collect();
            page.line(&format!("| {} | `{}` | {} |", words.join(", "), row.code, row.why.0));
        }
        page.0
    }
}

/// What a retention row says.
fn kept(row: &RetentionRow) -> String {
    let mut description = row.what.0.clone();
    let bound = match row.bound {
        Some(TermBound::Minimum) => "at least ",
        Some(TermBound::Maximum) => "at most ",
        Some(TermBound::Exact) => "exactly ",
        None => "",
    };
    match row.term {
        Some(term) => description.push_str(&format!(" {bound}{term}")),
        None => description.push_str(&format!(" {bound}no number")),
    }
    if let Some(within) = row.destroyed_within {
        description.push_str(&format!(", destroyed within {within} after"));
    }
    if let Some(anchor) = &row.anchor {
        description.push_str(&format!(", from {}", anchor.0));
    }
    description.push('.');
    description
}

struct Page(String);

impl Page {
    fn line(&mut self, text: &str) {
        // INVARIANT: writing to a string cannot fail.
        let _ = writeln!(self.0, "{text}");
    }

    fn table<'p>(&mut self, title: &str, rows: impl Iterator<Item = (Common<'p>, String)>) {
        self.line("");
        self.line(&format!("## {title}"));
        self.line("");
        self.line("| row | act, article | binds | days | says | force | sure | source |");
        self.line("|---|---|---|---|---|---|---|---|");
        for (row, description) in rows {
            let article = row.article.map_or(String::new(), |article| format!(", {}", article.0));
            let mut binds: Vec<&str> = row.binds.iter().map(|party| party.as_str()).collect();
            let sectors: Vec<&str> = row.sectors.iter().map(|sector| sector.as_str()).collect();
            let sectors = sectors.join(", ");
            let sectors = format!("({sectors})");
            if !row.sectors.is_empty() {
                binds.push(&sectors);
            }
            let days = match (row.from, row.through) {
                (None, None) => String::new(),
                (from, through) => {
                    let day = |day: Option<Day>| day.map_or(String::new(), |day| day.to_string());
                    format!("{}..{}", day(from), day(through))
                }
            };
            let remark = row.remark.map_or(String::new(), |remark| format!(" *{}*", remark.0));
            self.line(&format!(
                "| `{}` | {}{article} | {} | {days} | {description}{remark} | {} | `{}` | {}, seen {} |",
                row.id,
                row.act.0,
                binds.join(" "),
                row.force.as_str(),
                row.sure.as_str(),
                row.source.0,
                row.seen
            ));
        }
    }
}
