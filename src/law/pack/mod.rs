//! The law pack: dated facts of law as data, each with its act, its source, the day it was seen and how sure it is.
//!
//! The pack of this library is `law/nl.json`. A host passes a newer one where it parses a policy; the policy keeps it.

mod print;
mod rows;
mod words;

pub use rows::*;
pub use words::*;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Country, Standing, TransferTool};
use crate::Diagnostic;
use crate::calendar::Day;
use crate::diagnostic::error_type;
use crate::json::{self, Id, Node, Reader};

error_type! {
    /// A law pack that cannot be used.
    LawError
}

/// The pack that this library is built with.
const BUILT_IN: &str = include_str!("../../../law/nl.json");

/// A law pack, read and checked. Immutable; a clone shares.
#[derive(Clone)]
pub struct Law(Arc<Pack>);

impl Law {
    /// The pack that this library is built with. Reads it each time: keep the value where you parse many policies.
    pub fn built_in() -> Law {
        // INVARIANT: the file is part of the build, and a test reads it by `parse`. A pack without rows refuses every
        // minimum and every transfer, so nothing would be permitted by its absence.
        Law(Arc::new(serde_json::from_str(BUILT_IN).unwrap_or_else(|_| Pack::empty())))
    }

    /// Reads a pack from its JSON document.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its path, line and column.
    pub fn parse(document: &str) -> Result<Law, LawError> {
        json::read(document, check).map(|pack| Law(Arc::new(pack))).map_err(LawError::of)
    }

    /// The rows.
    pub fn pack(&self) -> &Pack {
        &self.0
    }

    /// The name of the pack, which every answer carries.
    pub fn version(&self) -> &str {
        self.0.version.as_str()
    }

    /// The last day for which the pack speaks without reserve: answers about later days are provisional.
    pub fn horizon(&self) -> Day {
        self.0.horizon
    }

    /// True for a day past the horizon.
    pub fn is_provisional(&self, day: Day) -> bool {
        self.0.horizon < day
    }

    /// What an answer about a day says of the law that it rests on; without a day, it is not provisional.
    pub fn stamp(&self, day: Option<Day>) -> Stamp {
        let provisional = day.is_some_and(|day| self.is_provisional(day));
        Stamp { version: self.0.version.clone(), provisional }
    }

    /// The retention row with this name.
    pub fn retention(&self, id: &str) -> Option<&RetentionRow> {
        self.0.retention.iter().find(|row| row.id.as_str() == id)
    }

    /// Why a text that a minimum cites is no law: the code of the error, and the reason.
    pub(crate) fn not_law(&self, cited: &str) -> Option<&NotLaw> {
        let cited = cited.to_lowercase();
        let of_word = |c: char| c.is_alphanumeric();
        let cites = |word: &str| {
            cited.match_indices(word).any(|(at, _)| {
                let before = cited.get(..at).and_then(|text| text.chars().next_back());
                let after = cited.get(at + word.len()..).and_then(|text| text.chars().next());
                !before.is_some_and(of_word) && !after.is_some_and(of_word)
            })
        };
        self.0.not_law.iter().find(|row| row.words.iter().any(|word| cites(&word.0)))
    }

    /// True for a state to which data go without a transfer tool on that day.
    pub fn in_eea(&self, country: Country, day: Day) -> bool {
        self.0.eea.iter().any(|row| row.country == country && row.holds_on(day))
    }

    /// What the law says on a day of a transfer to a country that rests on a tool, with the clauses that it names.
    pub fn standing(
        &self,
        tool: TransferTool,
        clauses: Option<ClauseSet>,
        country: Country,
        day: Day,
    ) -> Standing {
        if self.in_eea(country, day) {
            return Standing::WithinEea;
        }
        let windows = self.windows(tool, clauses, country);
        match windows.as_slice() {
            [] => Standing::NoTool,
            windows if windows.iter().any(|window| window.contains(day)) => Standing::InForce,
            _ => Standing::Lapsed,
        }
    }

    /// What must be so of the recipient for a tool to hold; `None` where nothing must.
    pub fn condition(&self, tool: TransferTool, country: Country) -> Option<&str> {
        let adequacy =
            self.0.adequacy.iter().filter(|row| tool == TransferTool::Adequacy && row.country == country);
        let tools = self.0.tools.iter().filter(|row| row.tool == tool && row.country == Some(country));
        let conditions = adequacy.map(|row| &row.condition).chain(tools.map(|row| &row.condition));
        conditions.flatten().next().map(|text| text.0.as_str())
    }

    /// True if a tool for a country is before the Court.
    pub fn is_challenged(&self, tool: TransferTool, country: Country) -> bool {
        let adequacy =
            self.0.adequacy.iter().filter(|row| tool == TransferTool::Adequacy && row.country == country);
        let tools = self.0.tools.iter().filter(|row| row.tool == tool && row.country == Some(country));
        adequacy.map(|row| row.challenged).chain(tools.map(|row| row.challenged)).any(|is| is == Some(true))
    }

    /// The days on which the answer for a tool and a country can change: first days, and days after a last day.
    pub(crate) fn turns(&self, tool: TransferTool, clauses: Option<ClauseSet>, country: Country) -> Vec<Day> {
        let members = self.0.eea.iter().filter(|row| row.country == country);
        let members = members.map(|row| Window { from: row.from, through: row.through });
        let windows = self.windows(tool, clauses, country).into_iter().chain(members);
        windows.flat_map(|window| [window.from, window.through.and_then(Day::next)]).flatten().collect()
    }

    /// The last day of a tool for a country, of those that have one.
    pub fn through(&self, tool: TransferTool, clauses: Option<ClauseSet>, country: Country) -> Option<Day> {
        let windows = self.windows(tool, clauses, country);
        if windows.iter().any(|window| window.through.is_none()) {
            return None;
        }
        windows.into_iter().filter_map(|window| window.through).max()
    }

    /// The days on which a tool is one for a country; empty if it never is.
    fn windows(&self, tool: TransferTool, clauses: Option<ClauseSet>, country: Country) -> Vec<Window> {
        let pack = &*self.0;
        match tool {
            TransferTool::Adequacy => {
                let rows = pack.adequacy.iter().filter(|row| row.country == country);
                rows.map(|row| Window { from: row.from, through: row.through }).collect()
            }
            // Where the clauses are not named, any generation may be meant; a lint asks which.
            TransferTool::StandardClauses => {
                let rows = pack.clauses.iter().filter(|row| match clauses {
                    Some(set) => row.clauses == set && row.tool,
                    None => row.tool,
                });
                rows.map(|row| Window { from: row.from, through: row.through }).collect()
            }
            _ => {
                let rows = pack.tools.iter().filter(|row| row.tool == tool);
                let rows = rows.filter(|row| row.country.is_none_or(|of| of == country));
                rows.map(|row| Window { from: row.from, through: row.through }).collect()
            }
        }
    }

    /// The row of a duty by its name, on a day on which it is law.
    pub(crate) fn duty(&self, id: &str, day: Day) -> Option<&DutyRow> {
        self.0.duties.iter().find(|row| row.id.as_str() == id && row.holds_on(day))
    }

    /// The row of a duty by its name, whatever the day.
    pub(crate) fn planned_duty(&self, id: &str) -> Option<&DutyRow> {
        self.0.duties.iter().find(|row| row.id.as_str() == id)
    }
}

/// The law that an answer rests on. Owned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stamp {
    /// The name of the pack.
    pub version: Id,
    /// True for an answer about a day past the pack's horizon: the law of that day may be another.
    pub provisional: bool,
}

#[derive(Clone, Copy)]
struct Window {
    from: Option<Day>,
    through: Option<Day>,
}

impl Window {
    fn contains(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.through.is_none_or(|through| day <= through)
    }
}

impl RetentionRow {
    /// True for a row of law that fixes how long data must be kept at least.
    pub fn is_minimum(&self) -> bool {
        self.force == Force::Law && matches!(self.bound, Some(TermBound::Minimum | TermBound::Exact))
    }
}

impl Default for Law {
    fn default() -> Law {
        Law::built_in()
    }
}

impl core::fmt::Debug for Law {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Law").field("version", &self.version()).finish_non_exhaustive()
    }
}

/// Checks what a row by itself cannot show.
fn check(pack: Pack, root: &Node<'_>, reader: &mut Reader) -> Option<Pack> {
    if pack.waarborg_law != 1 {
        let diagnostic = Diagnostic::new("unknown-format", "this format is not known").expecting("1");
        reader.report_path(root, &["waarborg-law"], 0, diagnostic);
    }
    if pack.horizon < pack.checked_on {
        let diagnostic = Diagnostic::new("horizon-past", "the pack was checked after its own horizon");
        reader.report_path(root, &["horizon"], 0, diagnostic.expecting("a day on or after `checked-on`"));
    }
    let mut seen: BTreeSet<&Id> = BTreeSet::new();
    for (table, index, id, from, through) in pack.rows() {
        let index = index.to_string();
        if !seen.insert(id) {
            let diagnostic = Diagnostic::new("row-twice", "two rows of the pack have this name");
            reader.report_path(root, &[table, &index, "id"], 0, diagnostic.expecting("a name of its own"));
        }
        if from.zip(through).is_some_and(|(from, through)| through < from) {
            let diagnostic = Diagnostic::new("window-backwards", "this row ends before it begins");
            reader.report_path(
                root,
                &[table, &index, "through"],
                0,
                diagnostic.expecting("a day from `from` on"),
            );
        }
    }
    Some(pack)
}

/// A row: its table, its place there, its name, its first and its last day.
type Placed<'p> = (&'static str, usize, &'p Id, Option<Day>, Option<Day>);

macro_rules! all_rows {
    ($pack:expr, $($table:ident = $name:literal),+) => {{
        let mut rows = Vec::new();
        $(rows.extend($pack.$table.iter().enumerate().map(|(index, row)| ($name, index, &row.id, row.from, row.through)));)+
        rows
    }};
}

impl Pack {
    /// Every row of every table.
    fn rows(&self) -> Vec<Placed<'_>> {
        all_rows!(
            self,
            retention = "retention",
            grounds = "grounds",
            numbers = "numbers",
            adequacy = "adequacy",
            tools = "tools",
            clauses = "clauses",
            eea = "eea",
            speaker = "speaker",
            holidays = "holidays",
            terms = "terms",
            duties = "duties"
        )
    }

    fn empty() -> Pack {
        let day = Day::constant(2018, 5, 25);
        Pack {
            waarborg_law: 1,
            version: Id::constant("none"),
            jurisdiction: crate::policy::Jurisdiction::Netherlands,
            checked_on: day,
            horizon: day,
            retention: Vec::new(),
            grounds: Vec::new(),
            numbers: Vec::new(),
            adequacy: Vec::new(),
            tools: Vec::new(),
            clauses: Vec::new(),
            eea: Vec::new(),
            speaker: Vec::new(),
            holidays: Vec::new(),
            terms: Vec::new(),
            duties: Vec::new(),
            not_law: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pack is read in two ways: quickly where it is built in, and with every check where a host passes one.
    #[test]
    fn the_built_in_pack_passes_every_check() {
        let law = Law::parse(BUILT_IN).unwrap();
        assert_eq!(law.pack(), Law::built_in().pack());
        assert!(law.pack().rows().len() > 150);
    }
}
