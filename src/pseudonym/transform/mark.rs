use core::fmt;
use core::str::FromStr;

use crate::Diagnostic;
use crate::pseudonym::PseudonymError;

/// A mark or score: a decimal number of at most six digits before and four behind the point. A small value: copy it;
/// `Debug` does not show it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark(i64);

/// Bands of marks, by the lowest mark of each but the first. Owned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bands(Vec<(Mark, String)>);

const SCALE: i64 = 10_000;

impl FromStr for Mark {
    type Err = PseudonymError;

    /// Reads `7`, `7.5` or `7,5`; a minus sign is allowed. Nothing is rounded.
    ///
    /// # Errors
    ///
    /// `mark-malformed`.
    fn from_str(text: &str) -> Result<Mark, PseudonymError> {
        read(text.trim()).ok_or_else(|| {
            Diagnostic::new("mark-malformed", "this is not a mark")
                .expecting("a number such as `7`, `7.5` or `7,5`, with at most four decimals")
                .helping("a mark in letters has no bands: keep it or drop it")
                .into()
        })
    }
}

fn read(text: &str) -> Option<Mark> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (whole, decimals) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
    let plain = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !plain(whole, 6) || !plain(decimals, 4) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let parts: i64 = format!("{decimals:0<4}").parse().ok()?;
    Some(Mark(sign * (whole * SCALE + parts)))
}

impl Bands {
    /// Bands with these limits, as written: `["5.5", "7.5"]` gives `<5.5`, `5.5-<7.5` and `>=7.5`.
    ///
    /// # Errors
    ///
    /// `bands-missing` without a limit; `mark-malformed`; `bands-order` unless each is above the one before.
    pub fn new<'a>(limits: impl IntoIterator<Item = &'a str>) -> Result<Bands, PseudonymError> {
        let mut bands: Vec<(Mark, String)> = Vec::new();
        for limit in limits {
            let mark: Mark = limit.parse()?;
            if bands.last().is_some_and(|(before, _)| *before >= mark) {
                return Err(Diagnostic::new("bands-order", "a limit is not above the one before it").into());
            }
            bands.push((mark, limit.trim().replace(',', ".")));
        }
        if bands.is_empty() {
            return Err(Diagnostic::new("bands-missing", "there is no limit between bands").into());
        }
        Ok(Bands(bands))
    }

    /// The band in which a mark falls.
    pub fn of(&self, mark: Mark) -> String {
        let above = self.0.iter().find(|(limit, _)| mark < *limit);
        let below = self.0.iter().rfind(|(limit, _)| *limit <= mark);
        match (below, above) {
            (None, Some((_, above))) => format!("<{above}"),
            (Some((_, below)), Some((_, above))) => format!("{below}-<{above}"),
            (Some((_, below)), None) => format!(">={below}"),
            // INVARIANT: there is a limit, and the mark is below it or not.
            (None, None) => String::new(),
        }
    }
}

impl fmt::Debug for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mark(..)")
    }
}
