//! Dates, numbers, periods, terms and countries in words.

use super::sentence::{COUNTRIES, MONTHS, Sentence};
use crate::calendar::{Day, Moment, Period, Time, Zone};
use crate::json::Id;
use crate::law::Country;
use crate::policy::{AnchorKind, Anchored, Document, Language, Term, anchor_kind};

/// A sentence with its gaps filled, as plain text.
pub(super) fn filled(description: Sentence, language: Language, gaps: &[&str]) -> String {
    let mut gaps = gaps.iter();
    let mut parts = description.text(language).split("{}");
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |text, part| text + gaps.next().unwrap_or(&"") + part)
}

/// A day as people write it: 23 november 2026.
pub(super) fn day(day: Day, language: Language) -> String {
    let months = match language {
        Language::Dutch => MONTHS[0],
        Language::English => MONTHS[1],
    };
    let month = usize::try_from(day.month() - 1).ok().and_then(|month| months.get(month));
    format!("{} {} {}", day.day(), month.unwrap_or(&""), day.year())
}

/// The last day of a span that ends at an instant.
pub(super) fn last_day(to: Time, zone: &Zone, language: Language) -> String {
    day(zone.day_of(to.shifted(-1)), language)
}

pub(super) fn moment(moment: Moment, zone: &Zone, language: Language) -> String {
    day(moment.day(zone), language)
}

/// A whole number with its thousands apart: 12.345 in Dutch, 12,345 in English.
pub(super) fn number(number: u64, language: Language) -> String {
    let digits = number.to_string();
    let mark = if language == Language::Dutch { '.' } else { ',' };
    let mut text = String::with_capacity(digits.len() + 4);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

/// A period in words: 1 jaar en 6 maanden.
pub(super) fn period(period: Period, language: Language) -> String {
    const CIVIL: [(char, Sentence, Sentence); 4] = [
        ('Y', Sentence::Year, Sentence::Years),
        ('M', Sentence::Month, Sentence::Months),
        ('W', Sentence::Week, Sentence::Weeks),
        ('D', Sentence::Day, Sentence::Days),
    ];
    const CLOCK: [(char, Sentence, Sentence); 2] =
        [('H', Sentence::Hour, Sentence::Hours), ('M', Sentence::Minute, Sentence::Minutes)];
    let iso = period.to_string();
    let iso = iso.trim_start_matches('P');
    let (units, mut rest) = match iso.strip_prefix('T') {
        Some(rest) => (&CLOCK[..], rest),
        None => (&CIVIL[..], iso),
    };
    let mut parts = Vec::new();
    for (letter, one, several) in units {
        let Some((number, after)) = rest.split_once(*letter) else { continue };
        rest = after;
        match number {
            "0" => {}
            "1" => parts.push(one.text(language).to_owned()),
            number => parts.push(filled(*several, language, &[number])),
        }
    }
    if parts.is_empty() {
        Sentence::AtOnce.text(language).to_owned()
    } else {
        parts.join(Sentence::And.text(language))
    }
}

pub(super) fn country(country: Country, language: Language) -> String {
    let found = COUNTRIES.iter().find(|(code, ..)| *code == country.as_str());
    found.map_or(country.as_str(), |(_, nl, en)| if language == Language::Dutch { nl } else { en }).to_owned()
}

/// A retention term in words. What it counts from is named in the words of the policy.
pub(super) fn term(term: &Term, document: &Document, language: Language) -> String {
    let fill = |description, gaps: &[&str]| filled(description, language, gaps);
    let all = |terms: &[Term]| {
        let parts: Vec<String> = terms.iter().map(|part| self::term(part, document, language)).collect();
        parts.join(Sentence::Or.text(language))
    };
    match term {
        Term::State(anchored) => fill(Sentence::TermWhile, &[&self::anchored(anchored, document, language)]),
        Term::After(anchored, length) => {
            let name = self::anchored(anchored, document, language);
            let words = period(*length, language);
            let is_state =
                anchored.anchors().into_iter().any(|id| kind(id, document) == Some(AnchorKind::State));
            match (is_state, words == Sentence::AtOnce.text(language)) {
                (true, true) => fill(Sentence::TermAtEndOfState, &[&name]),
                (true, false) => fill(Sentence::TermAfterState, &[&words, &name]),
                (false, _) => fill(Sentence::TermAfterHappening, &[&words, &name]),
            }
        }
        Term::Earliest(terms) => fill(Sentence::TermEarliest, &[&all(terms)]),
        Term::Latest(terms) => fill(Sentence::TermLatest, &[&all(terms)]),
        Term::If { state, at, then, otherwise } => {
            let [then, otherwise] = [then, otherwise].map(|part| self::term(part, document, language));
            let state = anchor(state, document, language);
            match at {
                Some(at) => {
                    let at = anchor(at, document, language);
                    fill(Sentence::TermIfAt, &[&at, &state, &then, &otherwise])
                }
                None => fill(Sentence::TermIf, &[&state, &then, &otherwise]),
            }
        }
        Term::WithBasis => fill(Sentence::TermWithBasis, &[]),
        Term::ByAgreement => fill(Sentence::TermByAgreement, &[]),
        Term::Unbounded(text) => fill(Sentence::TermUnbounded, &[text]),
    }
}

fn kind(id: &Id, document: &Document) -> Option<AnchorKind> {
    anchor_kind(document, id)
}

fn anchored(what: &Anchored, document: &Document, language: Language) -> String {
    match what {
        Anchored::Anchor(id) => anchor(id, document, language),
        Anchored::LatestOf(parts) => {
            let parts: Vec<String> = parts.iter().map(|part| anchored(part, document, language)).collect();
            filled(Sentence::TermLatestOf, language, &[&parts.join(Sentence::And.text(language))])
        }
        Anchored::SchoolYearEnd(inner) => {
            filled(Sentence::TermSchoolYear, language, &[&anchored(inner, document, language)])
        }
        Anchored::BookYearEnd(inner) => {
            filled(Sentence::TermBookYear, language, &[&anchored(inner, document, language)])
        }
    }
}

/// What an anchor is called: in the words of the policy, or ours for what every policy has.
fn anchor(id: &Id, document: &Document, language: Language) -> String {
    let said = document.anchors.get(id).and_then(|anchor| anchor.description.as_ref());
    let said = said.or_else(|| document.options.get(id).map(|option| &option.description));
    if let Some(said) = said {
        return format!("“{}”", said.0.trim_end_matches('.'));
    }
    let ours = match id.as_str() {
        "enrolled" => Sentence::AnchorEnrolled,
        "account" => Sentence::AnchorAccount,
        "contract" => Sentence::AnchorContract,
        "agreement" => Sentence::AnchorAgreement,
        "account-opened" => Sentence::AnchorAccountOpened,
        "recorded" => Sentence::AnchorRecorded,
        "born" => Sentence::AnchorBorn,
        "deceased" => Sentence::AnchorDeceased,
        other => return other.to_owned(),
    };
    ours.text(language).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_said_in_words() {
        let of = |text: &str, language| period(text.parse().unwrap(), language);
        assert_eq!(of("P1Y6M", Language::Dutch), "1 jaar en 6 maanden");
        assert_eq!(of("P13M", Language::English), "13 months");
        assert_eq!(of("P0Y1D", Language::English), "1 day");
        assert_eq!(of("PT72H", Language::Dutch), "72 uur");
        assert_eq!(of("P0D", Language::Dutch), "meteen");
    }

    #[test]
    fn a_number_has_its_thousands_apart() {
        assert_eq!(number(1_234_567, Language::Dutch), "1.234.567");
        assert_eq!(number(999, Language::English), "999");
        assert_eq!(number(1_000, Language::English), "1,000");
    }
}
