use core::fmt;
use core::str::FromStr;

use zeroize::Zeroizing;

use crate::Diagnostic;
use crate::pseudonym::PseudonymError;

/// An ECK iD or a *stampseudoniem*: 64 bytes and the version of the service that made it. Compared byte by byte.
///
/// The same person has another one under another version, so the version is a part of it; see
/// [`Aliases`](crate::pseudonym::Aliases). Personal data: `Debug` shows the version alone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct EckId {
    bytes: [u8; 64],
    segment: Box<str>,
}

const HOST: &str = "https://ketenid.nl/";
/// The host until 29 January 2018.
const OLD_HOST: &str = "id.school/";
const DIGITS: usize = 128;

impl EckId {
    /// True for a *stampseudoniem*, from which ECK iDs are made.
    pub fn is_stampseudoniem(&self) -> bool {
        self.segment.starts_with("sp")
    }

    /// The environment or version: `201703`, `pilot`, `sppilot`.
    pub fn version(&self) -> &str {
        &self.segment
    }

    /// The 64 bytes that the service gave.
    pub fn bytes(&self) -> &[u8; 64] {
        &self.bytes
    }

    pub(super) fn canonical(&self) -> Zeroizing<Vec<u8>> {
        let mut canonical = Zeroizing::new(Vec::with_capacity(self.bytes.len() + self.segment.len()));
        canonical.extend(self.bytes.iter().copied().chain(self.segment.bytes()));
        canonical
    }

    pub(super) fn restore(canonical: &[u8]) -> Option<EckId> {
        let (bytes, segment) = canonical.split_first_chunk::<64>()?;
        let segment = core::str::from_utf8(segment).ok().filter(|segment| is_segment(segment))?;
        Some(EckId { bytes: *bytes, segment: segment.into() })
    }
}

pub(super) fn parse(text: &str) -> Result<EckId, Diagnostic> {
    let Some(rest) = text.strip_prefix(HOST) else {
        let lower = text.trim().to_ascii_lowercase();
        let diagnostic = refused("eckid-host", "this is not on the host of ECK iDs");
        return Err(if lower.contains(OLD_HOST) {
            diagnostic.helping(
                "`id.school` was left on 29 January 2018, and iDs changed with it: ask for the present one",
            )
        } else {
            diagnostic
        });
    };
    let Some((segment, digits)) = rest.split_once('/').filter(|(segment, _)| is_segment(segment)) else {
        return Err(refused("eckid-version", "this has no known environment or version").helping(
            "known: `pilot` and year with month such as `201703`, each with `sp` for a stampseudoniem",
        ));
    };
    if digits.len() != DIGITS {
        return Err(refused("eckid-length", "this has not 128 hexadecimal digits")
            .helping("it may have been cut off, or something may have been put behind it"));
    }
    let mut bytes = [0; 64];
    for (to, [high, low]) in bytes.iter_mut().zip(digits.as_bytes().as_chunks::<2>().0) {
        let (Some(high), Some(low)) = (digit(*high), digit(*low)) else {
            return Err(refused(
                "eckid-character",
                "this holds a character that is no hexadecimal digit in lower case",
            ));
        };
        *to = high << 4 | low;
    }
    Ok(EckId { bytes, segment: segment.into() })
}

pub(super) fn other_kind() -> Diagnostic {
    refused("eckid-kind", "this is a stampseudoniem where an ECK iD was asked, or the other way round")
}

/// `pilot`, or a year and a month; either with `sp` in front.
fn is_segment(segment: &str) -> bool {
    let version = segment.strip_prefix("sp").unwrap_or(segment);
    let (year, month) = version.split_at_checked(4).unwrap_or_default();
    let dated = version.len() == 6
        && version.bytes().all(|byte| byte.is_ascii_digit())
        && year.starts_with("20")
        && ("01"..="12").contains(&month);
    dated || version == "pilot"
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    }
}

#[cold]
fn refused(code: &'static str, message: &str) -> Diagnostic {
    Diagnostic::new(code, message)
        .expecting("`https://ketenid.nl/`, a version, `/`, and 128 digits of 0 to 9 and a to f")
}

impl FromStr for EckId {
    type Err = PseudonymError;

    /// Reads the whole URL, byte by byte: no white space, no capitals, nothing behind it.
    ///
    /// # Errors
    ///
    /// `eckid-host`, `eckid-version`, `eckid-length`, `eckid-character`.
    fn from_str(text: &str) -> Result<EckId, PseudonymError> {
        parse(text).map_err(PseudonymError::from)
    }
}

impl fmt::Display for EckId {
    /// The URL.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{HOST}{}/", self.segment)?;
        self.bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for EckId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EckId({}, ..)", self.segment)
    }
}
