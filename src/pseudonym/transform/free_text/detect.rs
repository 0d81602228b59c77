//! One detector for each thing that has a form of its own. Each looks at the start of a text, where a word may begin,
//! and says how long what it found is.

use super::{Detection, Hit};
use crate::pseudonym::identifier::{EckId, Pgn, PgnKind};

/// What a detector sees: the text up to here, and from here.
type Detector = fn(&str, &str) -> Option<(Detection, usize)>;

/// In this order: what holds another thing comes before it.
const DETECTORS: &[Detector] = &[url, mail, iban, ip, date, phone, pgn, postcode, brin, number];

/// The first thing that is found at the start of `rest`.
pub(super) fn first(before: &str, rest: &str) -> Option<Hit> {
    let next = rest.chars().next()?;
    if !next.is_alphanumeric() && !matches!(next, '+' | '(') {
        return None;
    }
    let (found, length) = DETECTORS.iter().find_map(|detector| detector(before, rest))?;
    let said = rest.get(..length)?;
    let key = match found {
        Detection::Mail | Detection::Url | Detection::EckId | Detection::Date | Detection::Ip => {
            said.to_lowercase()
        }
        // However it is written.
        _ => said.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect(),
    };
    Some(Hit { found, key, length })
}

/// True if nothing of a word or number follows.
fn ends(rest: &str, length: usize) -> bool {
    rest.get(length..).is_some_and(|after| !after.starts_with(char::is_alphanumeric))
}

/// How many bytes of the start are made of these characters.
fn run(text: &str, of: impl Fn(char) -> bool) -> usize {
    text.find(|c| !of(c)).unwrap_or(text.len())
}

/// The first so many bytes of a text, less what would cut a character.
fn cut(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}

/// The length of the start of `text` that holds this many digits, with at most `gap` separators between two of them, and
/// no digit behind it; and those digits. What stands before the first digit must be a separator too.
fn digits(text: &str, count: usize, gap: usize, separators: &[char]) -> Option<(usize, String)> {
    let (mut found, mut between) = (String::new(), 0);
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit() {
            found.push(c);
            between = 0;
            if found.len() == count {
                let length = at + 1;
                return ends(text, length).then_some((length, found));
            }
        } else if separators.contains(&c) && between < gap {
            between += 1;
        } else {
            return None;
        }
    }
    None
}

/// Without what ends a sentence rather than an address.
fn trimmed(text: &str) -> &str {
    text.trim_end_matches([
        '.', ',', ';', ':', '!', '?', ')', ']', '}', '\'', '"', '\u{2019}', '\u{201d}', '*', '_',
    ])
}

fn url(_: &str, rest: &str) -> Option<(Detection, usize)> {
    let begins =
        |prefix: &str| rest.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    if !["https://", "http://", "ftp://", "www."].into_iter().any(begins) {
        return None;
    }
    let length = run(rest, |c| !c.is_whitespace() && !matches!(c, '<' | '>' | '"'));
    let said = trimmed(rest.get(..length)?);
    let found = if said.parse::<EckId>().is_ok() { Detection::EckId } else { Detection::Url };
    (said.len() > 7).then_some((found, said.len()))
}

fn mail(_: &str, rest: &str) -> Option<(Detection, usize)> {
    // No longer than an address can be (RFC 5321, 4.5.3.1), or a hostile text would be read over and over.
    let local = run(cut(rest, 256), |c| c.is_alphanumeric() || "._%+-'".contains(c));
    let domain = cut(rest.get(local..)?.strip_prefix('@')?, 1_024);
    let domain = domain.get(..run(domain, |c| c.is_alphanumeric() || c == '.' || c == '-'))?;
    let domain = domain.trim_end_matches(['.', '-']);
    let (_, last) = domain.rsplit_once('.')?;
    (local > 0 && last.chars().count() > 1).then_some((Detection::Mail, local + 1 + domain.len()))
}

/// A Dutch IBAN: NL, two check digits, four letters, ten digits; remainder 1 modulo 97 (ISO 13616).
fn iban(_: &str, rest: &str) -> Option<(Detection, usize)> {
    if !rest.get(..2)?.eq_ignore_ascii_case("NL") {
        return None;
    }
    let (mut said, mut length, mut between) = (String::new(), 0, 0);
    for (at, c) in rest.char_indices() {
        match c {
            _ if c.is_ascii_alphanumeric() => {
                said.push(c.to_ascii_uppercase());
                between = 0;
                length = at + 1;
            }
            ' ' | '\u{a0}' | '.' | '-' if between == 0 => between = 1,
            _ => break,
        }
        if said.len() == 18 {
            break;
        }
    }
    let (head, account) = said.split_at_checked(4)?;
    let (bank, number) = account.split_at_checked(4)?;
    let shaped = head.get(2..)?.bytes().all(|b| b.is_ascii_digit())
        && bank.bytes().all(|b| b.is_ascii_uppercase())
        && number.len() == 10
        && number.bytes().all(|b| b.is_ascii_digit());
    let remainder = account
        .chars()
        .chain(head.chars())
        .filter_map(|c| c.to_digit(36))
        .fold(0, |sum, value| (if value < 10 { sum * 10 } else { sum * 100 } + value) % 97);
    (shaped && remainder == 1 && ends(rest, length)).then_some((Detection::Iban, length))
}

fn ip(_: &str, rest: &str) -> Option<(Detection, usize)> {
    let length = run(cut(rest, 17), |c| c.is_ascii_digit() || c == '.');
    let said = rest.get(..length)?.trim_end_matches('.');
    let address = said.parse::<core::net::Ipv4Addr>().is_ok();
    (address && ends(rest, said.len())).then_some((Detection::Ip, said.len()))
}

const MONTHS: &[(&str, &str)] = &[
    ("januari", "jan"),
    ("februari", "feb"),
    ("maart", "mrt"),
    ("april", "apr"),
    ("mei", "mei"),
    ("juni", "jun"),
    ("juli", "jul"),
    ("augustus", "aug"),
    ("september", "sep"),
    ("oktober", "okt"),
    ("november", "nov"),
    ("december", "dec"),
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("may", "may"),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("october", "oct"),
    ("september", "sept"),
];

/// `12-3-2015`, `12/03/15`, `2015-03-12`, `12 maart 2015`, `12 mrt`.
fn date(_: &str, rest: &str) -> Option<(Detection, usize)> {
    let first = run(rest, |c| c.is_ascii_digit());
    let after = rest.get(first..)?;
    let length = match first {
        1 | 2 => numeric(rest, first).or_else(|| written(rest, first))?,
        4 => iso(rest)?,
        _ => return None,
    };
    // More of the same is a number in groups, not a date.
    let separator = after.chars().next()?;
    let mut behind = rest.get(length..)?.chars();
    let more = behind.next() == Some(separator) && behind.next().is_some_and(|c| c.is_ascii_digit());
    (separator == ' ' || !more).then_some((Detection::Date, length))
}

fn numeric(rest: &str, first: usize) -> Option<usize> {
    let day: u32 = rest.get(..first)?.parse().ok()?;
    let separator = rest.get(first..)?.chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let after = rest.get(first + 1..)?;
    let second = run(after, |c| c.is_ascii_digit());
    let month: u32 = after.get(..second).filter(|text| text.len() <= 2)?.parse().ok()?;
    let after = after.get(second..)?.strip_prefix(separator)?;
    let third = run(after, |c| c.is_ascii_digit());
    let shaped = (third == 4 && after.starts_with(['1', '2'])) || third == 2;
    let length = first + 1 + second + 1 + third;
    (shaped && (1..=31).contains(&day) && (1..=12).contains(&month) && ends(rest, length)).then_some(length)
}

fn iso(rest: &str) -> Option<usize> {
    let date = rest.get(..10)?;
    let after = rest.get(10..)?;
    let timed =
        after.starts_with('T') && after.get(1..2).is_some_and(|c| c.bytes().all(|b| b.is_ascii_digit()));
    let date = date.replace('/', "-");
    (date.parse::<crate::calendar::Day>().is_ok() && (timed || ends(rest, 10))).then_some(10)
}

fn written(rest: &str, first: usize) -> Option<usize> {
    let day: u32 = rest.get(..first)?.parse().ok()?;
    let gap = run(rest.get(first..)?, |c| matches!(c, ' ' | '-' | '\u{a0}'));
    let after = rest.get(first + gap..)?;
    let letters = run(after, char::is_alphabetic);
    let word = after.get(..letters)?.to_lowercase();
    let known = MONTHS.iter().any(|(month, short)| word == *month || word == *short);
    if !(1..=31).contains(&day) || !(1..=3).contains(&gap) || !known {
        return None;
    }
    let length = first + gap + letters;
    // The year, if there is one.
    let after = rest.get(length..)?;
    let gap = run(after, |c| matches!(c, ' ' | '.' | '-' | '\u{a0}'));
    let year = after.get(gap..).map_or(0, |year| run(year, |c| c.is_ascii_digit()));
    let with_year = length + gap + year;
    let dated = (1..=3).contains(&gap) && year == 4 && ends(rest, with_year);
    if dated { Some(with_year) } else { ends(rest, length).then_some(length) }
}

/// A Dutch number: +31, 0031 or 0, and nine digits that do not begin with 0.
fn phone(_: &str, rest: &str) -> Option<(Detection, usize)> {
    const BETWEEN: &[char] = &[' ', '-', '.', '/', '(', ')', '\u{a0}', '\u{2011}', '\u{2013}'];
    let abroad = ["+31", "0031"].into_iter().find(|prefix| rest.starts_with(prefix));
    let found = match abroad {
        Some(prefix) => {
            let after = rest.get(prefix.len()..)?;
            let zero = run(after, |c| BETWEEN.contains(&c));
            // +31 (0)6 …
            let skipped = if after.get(zero..)?.starts_with('0') { zero + 1 } else { 0 };
            let (length, national) = digits(after.get(skipped..)?, 9, 3, BETWEEN)?;
            (prefix.len() + skipped + length, national)
        }
        None => {
            let (length, all) = digits(rest, 10, 2, BETWEEN)?;
            (length, all.strip_prefix('0')?.to_owned())
        }
    };
    let (length, national) = found;
    (!national.starts_with('0')).then_some((Detection::Phone, length))
}

/// What stands before a number that is a BSN or an onderwijsnummer without separators.
const CONTEXT: &[&str] = &[
    "bsn",
    "burgerservice",
    "sofi",
    "pgn",
    "persoonsgebonden",
    "onderwijsnummer",
    "onderwijsnr",
    "service nummer",
];

/// A BSN or onderwijsnummer, by its check. Nine bare digits need a word before them: one in eleven numbers passes.
fn pgn(before: &str, rest: &str) -> Option<(Detection, usize)> {
    let bare = run(rest, |c| c.is_ascii_digit());
    let (length, said) = match bare {
        8 | 9 => (bare, rest.get(..bare)?.to_owned()),
        _ => digits(rest, 9, 1, &[' ', '.', '-', '\u{a0}'])?,
    };
    if matches!(bare, 8 | 9) {
        let near: String = before.chars().rev().take(40).collect();
        let near: String = near.chars().rev().flat_map(char::to_lowercase).collect();
        if !CONTEXT.iter().any(|word| near.contains(word)) || !ends(rest, length) {
            return None;
        }
    }
    let found = match said.parse::<Pgn>().ok()?.kind() {
        PgnKind::Bsn => Detection::Bsn,
        PgnKind::Onderwijsnummer => Detection::Onderwijsnummer,
    };
    Some((found, length))
}

/// `1234 AB` or `1234AB`; without capitals only as one word, or "in 2024 is" would be one.
fn postcode(_: &str, rest: &str) -> Option<(Detection, usize)> {
    let after = rest.get(4..)?;
    let spaced = after.starts_with(' ');
    let letters = after.get(usize::from(spaced)..usize::from(spaced) + 2)?;
    let capitals = letters.bytes().all(|b| b.is_ascii_uppercase());
    let length = 6 + usize::from(spaced);
    let read = rest.get(..length)?.parse::<super::super::Postcode>().is_ok();
    (read && (capitals || !spaced) && ends(rest, length)).then_some((Detection::Postcode, length))
}

/// `12AB`, `12AB00`: two digits, two capitals, and two digits for an establishment.
fn brin(_: &str, rest: &str) -> Option<(Detection, usize)> {
    let shaped = |text: &str| {
        let [a, b, c, d, rest @ ..] = text.as_bytes() else { return false };
        [a, b].into_iter().chain(rest).all(u8::is_ascii_digit)
            && [c, d].into_iter().all(u8::is_ascii_uppercase)
    };
    [6, 4]
        .into_iter()
        .find(|length| rest.get(..*length).is_some_and(shaped) && ends(rest, *length))
        .map(|length| (Detection::Brin, length))
}

fn number(_: &str, rest: &str) -> Option<(Detection, usize)> {
    let length = run(rest, |c| c.is_ascii_digit());
    (length >= 6).then_some((Detection::Number, length))
}
