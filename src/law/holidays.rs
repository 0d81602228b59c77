//! Dutch holidays as data: the lists of the Official Journal, and those of the *Algemene termijnenwet*.
//!
//! The two really differ. The list for 2025 names 30 May, a day put on a par by royal decree; the list for 2026 names no
//! such day, although the decree does (2 January and 15 May). So neither can be computed from the other, and a year
//! whose list is not in these tables is *provisional* ([`Holidays::is_published`], [`Holidays::horizon`]).

use super::Country;
use crate::calendar::{
    AtwHolidays, Day, HolidayDate, HolidayRule, HolidayYear, Holidays, MemberStateHolidays,
};

use HolidayDate::{Easter, Fixed, FixedNotSunday};

/// The public holidays of the Netherlands under article 2 of Regulation 1182/71, as published in the Official Journal.
///
/// The lists of 2025 and 2026 are here. Every other year, also before them, is computed: the recognised holidays of the
/// Dutch act without the days put on a par, which is what the two lists have in common.
pub const NETHERLANDS: MemberStateHolidays<'static> =
    MemberStateHolidays(Holidays::table(OFFICIAL_JOURNAL, RULES, false));

/// The recognised holidays of the *Algemene termijnenwet* (Atw 3(1)), Good Friday (3(2)) and the days put on a par by
/// royal decree (3(3)). The first two are law in every year; the decrees are known for 2017 to 2028.
pub const ATW: AtwHolidays<'static> = AtwHolidays(Holidays::table(PUT_ON_A_PAR, RULES, true));

/// The public holidays of a Member State under article 2 of Regulation 1182/71; `None` where this library has no list
/// (all but the Netherlands: make one with [`Holidays::listed`]).
pub fn of(country: Country) -> Option<MemberStateHolidays<'static>> {
    (country.as_str() == "NL").then_some(NETHERLANDS)
}

const fn d(year: i16, month: i8, day: i8) -> Day {
    Day::constant(year, month, day)
}

/// Official Journal, C series. Sundays are as the lists have them: named in 2026, not in 2025.
const OFFICIAL_JOURNAL: &[HolidayYear<'static>] = &[
    HolidayYear {
        year: 2025,
        days: &[
            d(2025, 1, 1),
            d(2025, 4, 18),
            d(2025, 4, 21),
            d(2025, 4, 26),
            d(2025, 5, 5),
            d(2025, 5, 29),
            d(2025, 5, 30),
            d(2025, 6, 9),
            d(2025, 12, 25),
            d(2025, 12, 26),
        ],
        source: "OJ C, C/2024/7517, 20.12.2024",
    },
    HolidayYear {
        year: 2026,
        days: &[
            d(2026, 1, 1),
            d(2026, 4, 3),
            d(2026, 4, 5),
            d(2026, 4, 6),
            d(2026, 4, 27),
            d(2026, 5, 5),
            d(2026, 5, 14),
            d(2026, 5, 24),
            d(2026, 5, 25),
            d(2026, 12, 25),
            d(2026, 12, 26),
        ],
        source: "OJ C, C/2025/6771, 22.12.2025",
    },
];

const DECREE_2017: &str = "Royal decree of 24 October 2016, no 2016001827 (BWBR0038666)";
const DECREE_2020: &str = "Royal decree of 20 September 2019";
const DECREE_2023: &str = "Besluit gelijkstelling van 28 april 2023, 19 mei 2023, 10 mei 2024, 27 december 2024 en 30 mei 2025 met een algemeen erkende feestdag";
const DECREE_2026: &str = "Besluit gelijkstelling van 2 januari 2026, 15 mei 2026, 7 mei 2027, 28 april 2028 en 26 mei 2028 met een algemeen erkende feestdag";

/// Days put on a par with a recognised holiday by royal decree (Atw 3(3)), three years at a time.
const PUT_ON_A_PAR: &[HolidayYear<'static>] = &[
    HolidayYear { year: 2017, days: &[d(2017, 4, 28), d(2017, 5, 26)], source: DECREE_2017 },
    HolidayYear {
        year: 2018,
        days: &[d(2018, 5, 11), d(2018, 12, 24), d(2018, 12, 31)],
        source: DECREE_2017,
    },
    HolidayYear { year: 2019, days: &[d(2019, 5, 31), d(2019, 12, 27)], source: DECREE_2017 },
    HolidayYear { year: 2020, days: &[d(2020, 5, 22)], source: DECREE_2020 },
    HolidayYear { year: 2021, days: &[d(2021, 5, 14)], source: DECREE_2020 },
    HolidayYear { year: 2022, days: &[d(2022, 5, 27)], source: DECREE_2020 },
    HolidayYear { year: 2023, days: &[d(2023, 4, 28), d(2023, 5, 19)], source: DECREE_2023 },
    HolidayYear { year: 2024, days: &[d(2024, 5, 10), d(2024, 12, 27)], source: DECREE_2023 },
    HolidayYear { year: 2025, days: &[d(2025, 5, 30)], source: DECREE_2023 },
    HolidayYear { year: 2026, days: &[d(2026, 1, 2), d(2026, 5, 15)], source: DECREE_2026 },
    HolidayYear { year: 2027, days: &[d(2027, 5, 7)], source: DECREE_2026 },
    HolidayYear { year: 2028, days: &[d(2028, 4, 28), d(2028, 5, 26)], source: DECREE_2026 },
];

/// The holidays of every year. Beatrix celebrated her birthday on 30 April, Willem-Alexander celebrates his on the 27th;
/// both a day earlier when that is a Sunday.
const RULES: &[HolidayRule] = &[
    rule("Nieuwjaarsdag", Fixed(1, 1), "Atw 3(1)"),
    rule("Goede Vrijdag", Easter(-2), "Atw 3(2)"),
    rule("Tweede paasdag", Easter(1), "Atw 3(1)"),
    HolidayRule { through: Some(2013), ..rule("Koninginnedag", FixedNotSunday(4, 30), "Atw 3(1)") },
    HolidayRule { from: 2014, ..rule("Koningsdag", FixedNotSunday(4, 27), "Atw 3(1)") },
    rule("Bevrijdingsdag", Fixed(5, 5), "Atw 3(1)"),
    rule("Hemelvaartsdag", Easter(39), "Atw 3(1)"),
    rule("Tweede pinksterdag", Easter(50), "Atw 3(1)"),
    rule("Eerste kerstdag", Fixed(12, 25), "Atw 3(1)"),
    rule("Tweede kerstdag", Fixed(12, 26), "Atw 3(1)"),
];

const fn rule(name: &'static str, when: HolidayDate, source: &'static str) -> HolidayRule {
    HolidayRule { name, when, from: 2000, through: None, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_can_be() {
        for holidays in [NETHERLANDS.0, ATW.0] {
            assert!(holidays.checked().is_ok());
        }
        assert_eq!((NETHERLANDS.0.horizon(), ATW.0.horizon()), (Some(2026), Some(2028)));
        assert!(!NETHERLANDS.0.is_published(2024) && !ATW.0.is_published(2016));
    }

    #[test]
    fn the_rules_give_what_was_published() {
        // All but the Sundays and the day put on a par that the lists have besides.
        let by_rule = |year: i16| -> Vec<Day> { RULES.iter().filter_map(|rule| rule.on(year)).collect() };
        let besides = [d(2025, 5, 30), d(2026, 4, 5), d(2026, 5, 24)];
        for year in OFFICIAL_JOURNAL {
            let mut listed = year.days.to_vec();
            listed.retain(|day| !besides.contains(day));
            assert_eq!(listed, by_rule(year.year));
        }
        assert_eq!(NETHERLANDS.0.source(2026), Some("OJ C, C/2025/6771, 22.12.2025"));
    }

    #[test]
    fn the_two_lists_differ() {
        let differ = |year: i16| -> Vec<Day> {
            let mut days = NETHERLANDS.0.days(year);
            days.extend(ATW.0.days(year));
            days.sort_unstable();
            days.dedup();
            days.retain(|day| !day.is_weekend() && NETHERLANDS.0.contains(*day) != ATW.0.contains(*day));
            days
        };
        assert_eq!(differ(2025), []);
        assert_eq!(differ(2026), [d(2026, 1, 2), d(2026, 5, 15)]);
    }

    #[test]
    fn the_kings_birthday_is_never_on_a_sunday() {
        let days: Vec<String> = (2000..2200)
            .flat_map(|year| {
                RULES
                    .iter()
                    .filter(|rule| rule.name.starts_with("Konin"))
                    .filter_map(move |rule| rule.on(year))
            })
            .map(|day| day.to_string())
            .collect();
        assert_eq!(days.len(), 200);
        for day in ["2006-04-29", "2013-04-30", "2014-04-26", "2025-04-26", "2026-04-27", "2031-04-26"] {
            assert!(days.iter().any(|found| found == day), "{day}");
        }
    }
}
