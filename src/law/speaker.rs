use crate::calendar::Day;
use crate::json::words;

words! {
    /// What someone does on behalf of a data subject.
    pub enum Act {
        /// Gives consent.
        Give = "give",
        /// Refuses or withdraws consent.
        Withdraw = "withdraw",
        /// Asks, objects, or uses another right of chapter III.
        Ask = "ask",
    }
}

words! {
    /// Who may speak: the data subject, their legal representative, or more than one of them.
    pub enum Speaker {
        /// The data subject alone.
        DataSubject = "self",
        /// The legal representative alone.
        Representative = "representative",
        /// Both must.
        Both = "both",
        /// Either may.
        Either = "either",
    }
}

words! {
    /// Whether an adult's affairs are, for these matters, in the hands of a legal representative.
    pub enum Capacity {
        /// Full legal capacity, as far as age allows.
        Full = "full",
        /// Under *curatele*, *bewind* or *mentorschap*, as far as it reaches (UAVG 5(2)).
        Represented = "represented",
    }
}

struct Row {
    act: Act,
    from_age: i16,
    until_age: Option<i16>,
    capacity: Capacity,
    from: &'static str,
    until: Option<&'static str>,
    speaker: Speaker,
}

/// Who may speak in the Netherlands: act, age band, capacity, the days on which the row is law, and the voice.
///
/// UAVG 5(1): under sixteen the legal representative consents; 5(2): likewise under *curatele*, *bewind* or
/// *mentorschap*; 5(3): the representative can withdraw; 5(4): and exercises the rights of chapter III.
/// A pending bill (*Verzamelwet gegevensbescherming*, 36 264) lets a child of twelve withdraw by itself: one more row,
/// with the day it enters into force, when it does.
const ROWS: &[Row] = &[
    row(Act::Give, 0, Some(16), Capacity::Full, Speaker::Representative),
    row(Act::Withdraw, 0, Some(16), Capacity::Full, Speaker::Representative),
    row(Act::Ask, 0, Some(16), Capacity::Full, Speaker::Representative),
    row(Act::Give, 16, None, Capacity::Full, Speaker::DataSubject),
    row(Act::Withdraw, 16, None, Capacity::Full, Speaker::DataSubject),
    row(Act::Ask, 16, None, Capacity::Full, Speaker::DataSubject),
    row(Act::Give, 0, None, Capacity::Represented, Speaker::Representative),
    row(Act::Withdraw, 0, None, Capacity::Represented, Speaker::Representative),
    row(Act::Ask, 0, None, Capacity::Represented, Speaker::Representative),
];

const fn row(act: Act, from_age: i16, until_age: Option<i16>, capacity: Capacity, speaker: Speaker) -> Row {
    Row { act, from_age, until_age, capacity, from: "2018-05-25", until: None, speaker }
}

/// Leap-day children come of age on 28 February of a common year: not settled by law; this is the reading taken.
pub(crate) const LEAP_DAY_ON_FIRST_OF_MARCH: bool = false;

impl Speaker {
    /// Who may do this, for a person of this age and capacity, under the law of `day`.
    ///
    /// Before 25 May 2018 the rows of that day are used: the Wbp had the same limit of sixteen (article 5 Wbp).
    pub fn of(act: Act, age: i16, capacity: Capacity, day: Day) -> Speaker {
        let on = |row: &Row| {
            let from = row.from.parse::<Day>().is_ok_and(|from| from <= day) || row.from == "2018-05-25";
            from && row.until.is_none_or(|until| until.parse::<Day>().is_ok_and(|until| day <= until))
        };
        ROWS.iter()
            .find(|row| {
                row.act == act
                    && row.capacity == capacity
                    && row.from_age <= age
                    && row.until_age.is_none_or(|until| age < until)
                    && on(row)
            })
            .map_or(Speaker::Both, |row| row.speaker)
    }

    /// The ages at which the answer can change.
    pub fn ages() -> impl Iterator<Item = i16> {
        ROWS.iter().map(|row| row.from_age).filter(|age| *age > 0)
    }

    /// True if the data subject is among those who may speak.
    pub fn includes_self(self) -> bool {
        self != Speaker::Representative
    }

    /// True if a legal representative is among those who may speak.
    pub fn includes_representative(self) -> bool {
        self != Speaker::DataSubject
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_is_the_limit() {
        let of = |age, capacity| Speaker::of(Act::Give, age, capacity, "2026-11-23".parse().unwrap());
        assert_eq!(of(15, Capacity::Full), Speaker::Representative);
        assert_eq!(of(16, Capacity::Full), Speaker::DataSubject);
        assert_eq!(of(40, Capacity::Represented), Speaker::Representative);
    }
}
