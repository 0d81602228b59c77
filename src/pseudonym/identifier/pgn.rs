use core::fmt;
use core::str::FromStr;

use crate::Diagnostic;
use crate::pseudonym::PseudonymError;

/// A *persoonsgebonden nummer* (WPO, WVO 2020, WEB): a BSN, or an onderwijsnummer for who has none. Nine digits that
/// pass their check. A small value: copy it; `Debug` shows its kind alone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pgn {
    kind: PgnKind,
    digits: [u8; 9],
}

/// Which of the two a [`Pgn`] is. No number is both: they leave different remainders.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum PgnKind {
    /// *Burgerservicenummer* (Wabb): remainder 0.
    Bsn,
    /// *Onderwijsnummer*: begins with 10, remainder 5.
    Onderwijsnummer,
}

impl Pgn {
    /// Reads a number: digits, with spaces, dots and hyphens anywhere; zeros are put in front of fewer than nine.
    ///
    /// # Errors
    ///
    /// `pgn-missing` without a digit, `pgn-character` for any other character, `pgn-length` above nine digits,
    /// `pgn-zero` for zeros only, `pgn-check` if the 11-test leaves neither 0 nor 5, `pgn-prefix` if it leaves 5 and
    /// the number does not begin with 10.
    pub(crate) fn parse(text: &str) -> Result<Pgn, Diagnostic> {
        let digits = nine(text)?;
        let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
        let sum: i32 =
            digits.iter().zip(weights).map(|(digit, weight)| i32::from(digit - b'0') * weight).sum();
        match sum.rem_euclid(11) {
            0 if digits == [b'0'; 9] => Err(refused("pgn-zero", "a number of zeros is nobody's")),
            0 => Ok(Pgn { kind: PgnKind::Bsn, digits }),
            5 if digits.starts_with(b"10") => Ok(Pgn { kind: PgnKind::Onderwijsnummer, digits }),
            5 => Err(refused(
                "pgn-prefix",
                "this has the check of an onderwijsnummer, and does not begin with 10",
            )),
            _ => {
                Err(refused("pgn-check", "this number does not pass the 11-test: a digit is wrong or moved"))
            }
        }
    }

    /// Which of the two it is.
    pub fn kind(&self) -> PgnKind {
        self.kind
    }

    /// Its nine digits, in ASCII. Personal data; a number under law (UAVG 46).
    #[inline]
    pub fn digits(&self) -> &[u8; 9] {
        &self.digits
    }
}

fn nine(text: &str) -> Result<[u8; 9], Diagnostic> {
    let bytes = text.as_bytes();
    // Nearly every number comes as nine digits.
    if let Ok(digits) = <[u8; 9]>::try_from(bytes)
        && digits.iter().all(u8::is_ascii_digit)
    {
        return Ok(digits);
    }
    let mut digits = [b'0'; 9];
    let mut count = 0usize;
    for byte in bytes {
        match byte {
            b' ' | b'.' | b'-' => continue,
            b'0'..=b'9' => {}
            _ => {
                return Err(refused("pgn-character", "this holds a character that a number cannot have")
                    .expecting("digits 0 to 9, and between them spaces, dots or hyphens"));
            }
        }
        count += 1;
        if count > digits.len() {
            return Err(refused("pgn-length", "this number has more than nine digits"));
        }
        digits.rotate_left(1);
        if let Some(last) = digits.last_mut() {
            *last = *byte;
        }
    }
    if count == 0 {
        return Err(refused("pgn-missing", "there is no digit here"));
    }
    Ok(digits)
}

#[cold]
fn refused(code: &'static str, message: &str) -> Diagnostic {
    Diagnostic::new(code, message).expecting("a BSN or an onderwijsnummer: nine digits that pass their check")
}

impl FromStr for Pgn {
    type Err = PseudonymError;

    /// Reads as [`IdentifierKind::Pgn`](super::IdentifierKind::Pgn) does.
    ///
    /// # Errors
    ///
    /// `pgn-missing` without a digit, `pgn-character` for any other character, `pgn-length` above nine digits,
    /// `pgn-zero` for zeros only, `pgn-check` if the 11-test leaves neither 0 nor 5, `pgn-prefix` if it leaves 5 and
    /// the number does not begin with 10.
    fn from_str(text: &str) -> Result<Pgn, PseudonymError> {
        Pgn::parse(text).map_err(PseudonymError::from)
    }
}

impl fmt::Debug for Pgn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pgn({:?}, ..)", self.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many numbers of nine digits with this beginning leave each remainder: counted digit by digit, not by asking.
    fn by_remainder(beginning: &[usize]) -> [u64; 11] {
        let mut counts = [0; 11];
        counts[0] = 1;
        for (place, weight) in [9, 8, 7, 6, 5, 4, 3, 2, 10].into_iter().enumerate() {
            let mut next = [0; 11];
            for digit in (0..10).filter(|digit| beginning.get(place).is_none_or(|fixed| fixed == digit)) {
                for (sum, count) in counts.iter().enumerate() {
                    next[(sum + digit * weight) % 11] += count;
                }
            }
            counts = next;
        }
        counts
    }

    #[test]
    fn as_many_numbers_are_read_as_there_are() {
        assert_eq!((by_remainder(&[])[0] - 1, by_remainder(&[1, 0])[5]), (90_909_090, 909_090));
        for beginning in [[1, 0, 0], [0, 6, 3], [9, 9, 9], [0, 0, 0]] {
            let first = beginning.iter().fold(0, |number, digit| number * 10 + digit) * 1_000_000;
            let (mut bsn, mut onderwijsnummer) = (0, 0);
            for number in first..first + 1_000_000 {
                match Pgn::parse(&format!("{number:09}")).map(|pgn| pgn.kind()) {
                    Ok(PgnKind::Bsn) => bsn += 1,
                    Ok(PgnKind::Onderwijsnummer) => onderwijsnummer += 1,
                    Err(_) => {}
                }
            }
            let counts = by_remainder(&beginning);
            assert_eq!(bsn, counts[0] - u64::from(first == 0), "{beginning:?}");
            assert_eq!(onderwijsnummer, if beginning[0] == 1 { counts[5] } else { 0 }, "{beginning:?}");
        }
    }
}
