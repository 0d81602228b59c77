//! Small worlds at random. Each part is made of a few bytes of its own, of which zero is the simplest, so that a world
//! that fails shrinks to one that can be read.

use proptest::collection::vec;
use proptest::prelude::*;

use super::civil::*;
use super::model::*;

/// Every period that a world has.
pub const PERIODS: [Period; 10] = [
    Period::Months(12),
    Period::Months(1),
    Period::Days(30),
    Period::Months(24),
    Period::Months(13),
    Period::Days(1),
    Period::Hours(36),
    Period::Months(3),
    Period::Hours(24),
    Period::Days(7),
];

/// A few bytes to choose with.
struct Choices<'b> {
    bytes: &'b [u8],
    next: usize,
}

impl Choices<'_> {
    fn of(bytes: &[u8]) -> Choices<'_> {
        Choices { bytes, next: 0 }
    }

    fn byte(&mut self) -> u8 {
        let byte = self.bytes.get(self.next).copied().unwrap_or(0);
        self.next += 1;
        byte
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[usize::from(self.byte()) % from.len()].clone()
    }

    /// True once in so many times.
    fn once_in(&mut self, times: u8) -> bool {
        self.byte() % times == times - 1
    }

    fn some<T: Clone>(&mut self, from: &[T]) -> Vec<T> {
        let chosen = self.byte();
        from.iter().enumerate().filter(|(n, _)| chosen >> n & 1 == 0).map(|(_, item)| item.clone()).collect()
    }

    fn day(&mut self) -> DayNo {
        // Ends of months, leap days, days on which clocks change, ends of years; crowded, so that days coincide.
        const DAYS: [(i32, u32, u32); 24] = [
            (2025, 6, 1),
            (2025, 7, 31),
            (2025, 1, 31),
            (2026, 3, 29),
            (2026, 6, 1),
            (2024, 2, 29),
            (2025, 10, 26),
            (2025, 8, 1),
            (2025, 12, 31),
            (2026, 1, 1),
            (2023, 8, 31),
            (2024, 1, 31),
            (2026, 8, 1),
            (2024, 7, 31),
            (2025, 2, 28),
            (2025, 6, 2),
            (2025, 6, 3),
            (2027, 3, 28),
            (2027, 9, 1),
            (2028, 2, 29),
            (2023, 3, 1),
            (2022, 5, 30),
            (2026, 7, 31),
            (2024, 12, 30),
        ];
        let (year, month, of_month) = self.pick(&DAYS);
        day(year, month, of_month)
    }

    fn instant(&mut self) -> Micros {
        let day = self.day();
        match self.byte() % 4 {
            0 => midnight(day) + 10 * HOUR,
            1 => midnight(day),
            2 => end_of(day) - 1,
            _ => midnight(day) + 2 * HOUR + 1,
        }
    }

    fn moment(&mut self) -> Moment {
        if self.byte().is_multiple_of(2) { Moment::On(self.day()) } else { Moment::At(self.instant()) }
    }

    fn period(&mut self) -> Period {
        self.pick(&PERIODS)
    }

    fn maybe_period(&mut self) -> Option<Period> {
        (!self.byte().is_multiple_of(3)).then(|| self.period())
    }
}

const STATES: [Name; 9] = ["enrolled", "account", "sa", "contract", "agreement", "sb", "o0", "o1", "sr"];
const HAPPENINGS: [Name; 8] = ["recorded", "ha", "hb", "hi", "hr", "account-opened", "deceased", "born"];

/// A term, not deeper than asked.
fn term(from: &mut Choices<'_>, depth: u8) -> Term {
    let choice = from.byte() % if depth == 0 { 9 } else { 16 };
    match choice {
        0 => Term::Unbounded,
        1 | 2 => Term::After(happening(from, 1), from.period()),
        3 => Term::After(Anchored::Anchor(from.pick(&STATES)), from.period()),
        4 => Term::State(Anchored::Anchor(from.pick(&STATES))),
        5 => Term::After(states(from), from.period()),
        6 => Term::State(states(from)),
        7 => Term::WithBasis,
        8 => Term::ByAgreement,
        9 | 10 => Term::Earliest(vec![term(from, depth - 1), term(from, depth - 1)]),
        11 | 12 => Term::Latest(vec![term(from, depth - 1), term(from, depth - 1)]),
        13 => Term::If(from.pick(&STATES), Box::new(term(from, depth - 1)), Box::new(term(from, depth - 1))),
        _ => {
            let (state, happening) = (from.pick(&STATES), from.pick(&HAPPENINGS));
            let [then, otherwise] = [(); 2].map(|()| Box::new(term(from, depth - 1)));
            Term::IfAt(state, happening, then, otherwise)
        }
    }
}

fn happening(from: &mut Choices<'_>, depth: u8) -> Anchored {
    let choice = from.byte() % 10;
    match choice {
        6 if depth > 0 => Anchored::SchoolYearEnd(Box::new(happening(from, depth - 1))),
        7 if depth > 0 => Anchored::BookYearEnd(Box::new(happening(from, depth - 1))),
        8 | 9 if depth > 0 => {
            Anchored::LatestOf(vec![happening(from, depth - 1), happening(from, depth - 1)])
        }
        _ => Anchored::Anchor(from.pick(&HAPPENINGS)),
    }
}

fn states(from: &mut Choices<'_>) -> Anchored {
    let state = Anchored::Anchor(from.pick(&STATES));
    match from.byte() % 3 {
        0 => Anchored::SchoolYearEnd(Box::new(state)),
        1 => Anchored::BookYearEnd(Box::new(state)),
        _ => Anchored::LatestOf(vec![state, Anchored::Anchor(from.pick(&STATES))]),
    }
}

/// A term for purposes on which `with-basis` has no meaning.
fn without_basis(term: Term) -> Term {
    term.replaced(&|term| if matches!(term, Term::WithBasis) { Term::Unbounded } else { term })
}

/// `latest(a, b)` of states alone reads as a term, and so it must be one here.
fn as_read(term: Term) -> Term {
    term.replaced(&|term| match term {
        Term::State(Anchored::LatestOf(parts)) => Term::Latest(parts.into_iter().map(Term::State).collect()),
        other => other,
    })
}

fn purpose(from: &mut Choices<'_>) -> Purpose {
    let basis = from.pick(&[
        Basis::PublicTask,
        Basis::Consent,
        Basis::Consent,
        Basis::LegitimateInterests,
        Basis::Contract,
        Basis::LegalObligation,
        Basis::ByController,
        Basis::Consent,
    ]);
    let takes_state = match basis {
        Basis::Consent => false,
        Basis::Contract => true,
        _ => from.once_in(3),
    };
    let during =
        takes_state.then(|| from.pick(&["enrolled", "account", "sa", "contract", "agreement", "sb", "sr"]));
    let asks = basis == Basis::Consent || (basis == Basis::ByController && during.is_none());
    let consent = asks.then(|| Consent {
        text: if from.once_in(4) { Some(from.pick(&["t1", "t2"])) } else { None },
        valid_for: if from.once_in(3) { Some(from.period()) } else { None },
        grace: from.maybe_period(),
        school_year: false,
        self_from: None,
    });
    let help_service = from.once_in(12);
    let consent = consent.map(|consent| Consent {
        school_year: from.once_in(6),
        self_from: if from.once_in(5) && !help_service { Some(from.pick(&[18, 17, 16])) } else { None },
        ..consent
    });
    let categories: Vec<usize> = from.some(&[0, 1, 2]);
    let has_end = during.is_some() || basis == Basis::Consent;
    let applies_to_earlier = from.once_in(3);
    let mut rules = Vec::new();
    for number in 0..1 + from.byte() % 3 {
        let kind = from.pick(&[
            TermKind::Maximum,
            TermKind::Minimum,
            TermKind::Guideline,
            TermKind::Contract,
            TermKind::Maximum,
        ]);
        let mut term = as_read(term(from, if number == 0 { 2 } else { 1 }));
        if !has_end {
            term = without_basis(term);
        }
        let unbounded = matches!(term, Term::Unbounded);
        let backstop = if unbounded && from.once_in(3) { Some(from.period()) } else { None };
        let of =
            if kind != TermKind::Guideline && from.once_in(4) { vec![from.pick(&[0, 1, 2])] } else { vec![] };
        let notify = if from.once_in(3) { Some(from.period()) } else { None };
        let row = from.pick(&["read", "read", "unread", "exact"]);
        rules.push(Rule { of, term, kind, backstop, notify, applies_to_earlier, row });
    }
    Purpose {
        basis,
        during,
        through_term: from.once_in(4),
        processor: from.once_in(4),
        categories,
        option: if from.once_in(4) { Some(from.pick(&[0, 1])) } else { None },
        direct_marketing: from.once_in(6),
        consent,
        ages: if from.once_in(6) {
            from.pick(&[(Some(12), None), (None, Some(18)), (Some(12), Some(18))])
        } else {
            (None, None)
        },
        restriction_exemption: from.once_in(5),
        explicit_consent: if from.once_in(5) { Some(from.pick(&[0, 1, 2])) } else { None },
        help_service,
        unlawful: match from.byte() % 6 {
            5 if basis == Basis::Consent => Some(from.pick(&["by-use", "opt-out"])),
            5 => Some(from.pick(&["tracking", "unsaid"])),
            _ => None,
        },
        rules,
        collect_before: if from.once_in(4) { Some(from.period()) } else { None },
    }
}

/// Makes a version one that is not refused.
fn version(bytes: &[u8], purposes: Vec<Option<Purpose>>, from_day: DayNo) -> Version {
    let from = &mut Choices::of(bytes);
    let mut options = [0, 1].map(|number| Switch {
        by_institution: number == 1 || from.byte().is_multiple_of(2),
        by_user: number == 1,
        any: from.once_in(2),
        return_term: from.maybe_period(),
    });
    options[0].by_user |= !options[0].by_institution;
    let mut categories = [0, 1, 2]
        .map(|number: usize| Category {
            minors: !from.once_in(4),
            special: from.once_in(3),
            needed_by: if number < 2 && from.once_in(4) { vec![number + 1] } else { vec![] },
        })
        .map(Some);
    let absent = usize::from(from.byte() % 12);
    if (9..12).contains(&absent) {
        categories[absent - 9] = None;
    }
    let is_there: Vec<bool> = categories.iter().map(Option::is_some).collect();
    for category in categories.iter_mut().flatten() {
        category.needed_by.retain(|other| is_there[*other]);
    }
    let mut named: [Option<Purpose>; 3] = [None, None, None];
    for (slot, purpose) in named.iter_mut().zip(purposes) {
        let Some(mut purpose) = purpose else { continue };
        purpose.categories.retain(|category| is_there[*category]);
        if purpose.categories.is_empty() {
            let first = is_there.iter().position(|is| *is).expect("one at least");
            purpose.categories.push(first);
        }
        for rule in &mut purpose.rules {
            rule.of.retain(|category| purpose.categories.contains(category));
        }
        let all_limited = (0..3).all(|category| {
            !purpose.categories.contains(&category)
                || purpose.rules.iter().any(|rule| rule.of.is_empty() || rule.of.contains(&category))
        });
        if !all_limited {
            purpose.rules.push(Rule {
                of: vec![],
                term: Term::Unbounded,
                kind: TermKind::Guideline,
                backstop: None,
                notify: None,
                applies_to_earlier: purpose.rules.iter().any(|rule| rule.applies_to_earlier),
                row: "read",
            });
        }
        *slot = Some(purpose);
    }
    // Explicit consent is that of a purpose on consent.
    let on_consent: Vec<bool> = named
        .iter()
        .map(|purpose| {
            purpose.as_ref().is_some_and(|one| matches!(one.basis, Basis::Consent | Basis::ByController))
        })
        .collect();
    for purpose in named.iter_mut().flatten() {
        purpose.explicit_consent = purpose.explicit_consent.filter(|named| on_consent[*named]);
    }
    let school_year_end = from.pick(&[None, None, Some((6, 30)), Some((2, 29))]);
    Version {
        from: from_day,
        adopted: None,
        categories,
        purposes: named,
        options,
        return_term: from.maybe_period(),
        window: from.period(),
        school_year_end,
        retired: Vec::new(),
    }
}

/// The bytes of something that need not be there.
type Maybe = Option<Vec<u8>>;

fn versions() -> impl Strategy<Value = Vec<Version>> {
    let purpose_bytes = || proptest::option::weighted(0.6, vec(any::<u8>(), 40));
    let one = move || (vec(any::<u8>(), 16), vec(any::<u8>(), 40), purpose_bytes(), purpose_bytes());
    let further = || proptest::option::weighted(0.4, one());
    (one(), further(), further(), vec(any::<u8>(), 6)).prop_map(|(first, second, third, more)| {
        let from = &mut Choices::of(&more);
        let begins = from.pick(&[day(2020, 1, 1), day(2025, 1, 1), day(2024, 8, 1)]);
        let make = |(bytes, p0, p1, p2): (Vec<u8>, Vec<u8>, Maybe, Maybe), begins| {
            let decode = |bytes: Option<Vec<u8>>| bytes.map(|bytes| purpose(&mut Choices::of(&bytes)));
            version(&bytes, vec![decode(Some(p0)), decode(p1), decode(p2)], begins)
        };
        let mut versions = vec![make(first, begins)];
        if let Some(second) = second {
            let mut second = make(second, from.pick(&[day(2026, 1, 1), day(2025, 8, 1), day(2025, 6, 1)]));
            let drops = from.byte() % 4;
            if drops == 3 && second.purposes[1].is_some() {
                second.purposes[0] = None;
                for purpose in second.purposes.iter_mut().flatten() {
                    purpose.explicit_consent = purpose.explicit_consent.filter(|named| *named != 0);
                }
            }
            let retire = from.byte() % 2 == 1;
            let first = &versions[0];
            for number in 0..3 {
                if retire && first.purposes[number].is_some() && second.purposes[number].is_none() {
                    second.retired.push(PURPOSES[number]);
                }
                if retire && first.categories[number].is_some() && second.categories[number].is_none() {
                    second.retired.push(CATEGORIES[number]);
                }
            }
            // Adopted long before, shortly after, or on the day.
            second.adopted = from.pick(&[None, Some(begins), Some(second.from + 40), Some(day(2025, 6, 2))]);
            versions.push(second);
        }
        if let Some(third) = third {
            let mut third = make(third, from.pick(&[day(2027, 3, 28), day(2026, 8, 1)]));
            third.adopted = from.pick(&[None, Some(third.from + 200)]);
            versions.push(third);
        }
        versions
    })
}

fn names(from: &mut Choices<'_>, names: &[Name], or_all: bool) -> Vec<Name> {
    if or_all && from.once_in(4) {
        return Vec::new();
    }
    let chosen = from.some(names);
    if chosen.is_empty() { vec![names[0]] } else { chosen }
}

fn entry(bytes: &[u8], institution: bool) -> Entry {
    let from = &mut Choices::of(bytes);
    let recorded = from.instant();
    let happened = from.moment();
    let what = if institution { said_by_institution(from, happened) } else { said_of_person(from) };
    // On a leap day the youngest who can have that age was born on one, too, and comes of age a day early.
    let leap = matches!(what, What::Attested { .. })
        && [day(2024, 2, 29), day(2028, 2, 29)].contains(&happened.day());
    Entry { recorded, happened: if leap { Moment::On(day(2024, 3, 1)) } else { happened }, what }
}

const RUNS: [Option<Name>; 4] = [None, None, Some("r1"), Some("r2")];

fn said_of_person(from: &mut Choices<'_>) -> What {
    const STATES: [Name; 4] = ["enrolled", "account", "sa", "contract"];
    const SPEAKERS: [Name; 3] = [SELF, "g1", "g2"];
    let raw = u32::from(from.byte());
    let kind = from.byte() % 48;
    match kind {
        0..=6 => What::Begin { state: from.pick(&STATES), initial: from.once_in(2), run: from.pick(&RUNS) },
        7..=9 => What::End { state: from.pick(&STATES), run: from.pick(&RUNS) },
        10..=11 => What::Occurred { anchor: from.pick(&["ha", "hb"]) },
        12 => What::Absent { anchor: from.pick(&["ha", "hb"]) },
        13 => What::Deceased,
        14..=15 => What::Born {
            date: from.pick(&[
                day(2010, 6, 1),
                day(2000, 1, 1),
                day(2008, 2, 29),
                day(2009, 6, 2),
                day(2013, 6, 1),
                day(2014, 8, 1),
            ]),
        },
        16 => What::Capacity { represented: !from.once_in(2) },
        17 => What::Attested { at_least: from.pick(&[16, 12, 15]) },
        18..=20 => {
            let by = from.pick(&SPEAKERS[1..]);
            let may = from.pick(&["exercise", "exercise", "exercise", "informed", "nothing"]);
            let through = if from.once_in(4) { Some(from.day()) } else { None };
            let acts = || from.some(&["consent", "withdraw", "rights"]);
            let is_mandate = through.is_some() || raw % 8 == 7;
            What::Authority { by, may, mandate: is_mandate.then(acts), through }
        }
        21 => What::AuthorityEnded { by: from.pick(&SPEAKERS[1..]), never: from.once_in(3) },
        22..=26 => What::Spoken {
            word: from.pick(&[Word::Yes, Word::Yes, Word::Refusal, Word::Withdrawal]),
            purposes: names(from, &PURPOSES, false),
            by: from.pick(&SPEAKERS),
            text: from.pick(&[Some("t1"), Some("t2"), Some("t1")]),
            for_year: from.pick(&[None, None, Some(2025), Some(2026)]),
        },
        27 => What::Superseded { purposes: names(from, &PURPOSES, false) },
        28 => What::Invalidated { entry: raw },
        29..=31 => What::Switched { option: from.pick(&OPTIONS), on: !from.once_in(3) },
        32..=33 => What::Objected { purposes: names(from, &PURPOSES, true) },
        34..=35 => What::Judged {
            entry: raw,
            verdict: from.pick(&[Verdict::Upheld, Verdict::Rejected, Verdict::Withdrawn]),
        },
        36 => What::Restricted { categories: names(from, &CATEGORIES, true) },
        37 => What::Lifted { entry: raw },
        38 => What::Hold { categories: names(from, &CATEGORIES, true) },
        39 => What::Released { entry: raw },
        40 => What::Requested {
            right: from.pick(&["access", "access", "rectification"]),
            by: from.pick(&["self", "self", "g1"]),
            categories: names(from, &CATEGORIES, true),
        },
        41 if raw % 4 == 3 => What::RequestGranted { entry: u32::from(from.byte()) },
        41 => What::Closed { entry: raw },
        42 if raw % 4 == 3 => What::ErasureAsked { by: from.pick(&SPEAKERS) },
        42 => What::Granted { purposes: names(from, &PURPOSES, true), through: from.moment() },
        43 => What::Erased {
            category: from.pick(&CATEGORIES),
            through: from.moment(),
            system: from.pick(&[None, Some("s1")]),
        },
        44 => from.pick(&[
            What::Imported,
            What::Succeeded { by_law: true },
            What::Succeeded { by_law: false },
            What::Asked { purposes: vec!["p0"] },
        ]),
        45 => What::Absent { anchor: from.pick(&STATES) },
        _ => What::Voided { entry: raw },
    }
}

fn said_by_institution(from: &mut Choices<'_>, happened: Moment) -> What {
    let raw = u32::from(from.byte());
    let kind = from.byte() % 16;
    match kind {
        0..=4 => {
            let bases =
                [Basis::PublicTask, Basis::LegitimateInterests, Basis::LegalObligation, Basis::Consent];
            What::Signed {
                bases: names(from, &PURPOSES, false)
                    .into_iter()
                    .map(|name| (name, from.pick(&bases)))
                    .collect(),
                terms: names(from, &CATEGORIES, false)
                    .into_iter()
                    .map(|name| (name, without_basis(as_read(term(from, 0)))))
                    .map(|(name, term)| {
                        (name, if matches!(term, Term::ByAgreement) { Term::Unbounded } else { term })
                    })
                    .collect(),
                until: if from.once_in(3) { Some(from.day().max(happened.day())) } else { None },
                return_term: if from.once_in(3) { Some(from.period()) } else { None },
            }
        }
        5 => What::AgreementEnded,
        6 => What::Trial,
        7..=9 => What::Switched { option: from.pick(&OPTIONS), on: !from.once_in(3) },
        10 => What::Begin { state: "sb", initial: from.once_in(2), run: from.pick(&RUNS) },
        11 => What::End { state: "sb", run: from.pick(&RUNS) },
        12..=13 => What::Occurred { anchor: "hi" },
        14 => from.pick(&[
            What::Absent { anchor: "hi" },
            What::Confirmed { row: "unread" },
            What::Accepted { purpose: "p0", code: IMPLIED, through: happened.day() + 300 },
            What::Accepted { purpose: "p0", code: DEVICE, through: happened.day() + 300 },
            What::Accepted { purpose: "p1", code: DEVICE, through: happened.day() },
        ]),
        _ => What::Voided { entry: raw },
    }
}

/// Entries in an order in which they can have been written: recorded one after another, each answer after what it
/// answers. An answer to nothing is left out.
fn in_sequence(mut entries: Vec<Entry>) -> Vec<Entry> {
    entries.sort_by_key(|entry| entry.recorded);
    let mut written: Vec<Entry> = Vec::new();
    for mut entry in entries {
        if let Some(raw) = entry.what.answers() {
            let fits: Vec<u32> = (1u32..)
                .zip(&written)
                .filter(|(_, earlier)| entry.what.can_answer(&earlier.what))
                .map(|(seq, _)| seq)
                .collect();
            if fits.is_empty() {
                continue;
            }
            let chosen = fits[raw as usize % fits.len()];
            if let Some(answers) = entry.what.answers_mut() {
                *answers = chosen;
            }
            // An answer takes effect after what it answers.
            let answered = written[chosen as usize - 1].happened;
            let retroactive = matches!(entry.what, What::Invalidated { .. } | What::Voided { .. });
            if !retroactive && entry.happened.first() < answered.first() {
                entry.happened = answered;
            }
        }
        written.push(entry);
    }
    written
}

fn observed(bytes: &[u8], institution: bool) -> Observed {
    let from = &mut Choices::of(bytes);
    let anchor = if institution { "hi" } else { from.pick(&["ha", "hb", "ha", "hb", "sa"]) };
    let at = from.instant();
    let count = if anchor == "sa" { 0 } else { from.byte() % 4 };
    let moments = (0..count).map(|_| from.moment()).collect();
    Observed { anchor, moments, at }
}

/// Worlds in which people speak: the first purpose is on consent, and nearly all that is written is about it.
pub fn spoken(most: usize) -> impl Strategy<Value = World> {
    (worlds(1), vec(vec(any::<u8>(), 16), 1..most), vec(any::<u8>(), 12)).prop_map(
        |(mut world, said, bytes)| {
            let from = &mut Choices::of(&bytes);
            for version in &mut world.versions {
                let Some(purpose) = &mut version.purposes[0] else { continue };
                purpose.basis = Basis::Consent;
                purpose.unlawful = None;
                purpose.during = None;
                purpose.consent = Some(Consent {
                    text: if from.once_in(4) { Some(from.pick(&["t1", "t2"])) } else { None },
                    valid_for: if from.once_in(3) { Some(from.period()) } else { None },
                    grace: from.maybe_period(),
                    school_year: from.once_in(4),
                    self_from: if from.once_in(4) { Some(from.pick(&[18, 17])) } else { None },
                });
                purpose.help_service =
                    from.once_in(8) && purpose.consent.as_ref().is_some_and(|c| c.self_from.is_none());
            }
            if world.opened.is_empty() {
                world.opened = vec!["pupil"];
            }
            // Most often it is known how old the person is, and who represents them.
            let mut entries: Vec<Entry> = said.iter().map(|bytes| said_of_consent(bytes)).collect();
            let early = day(2022, 1, 1);
            let at_first = |what| Entry { recorded: midnight(early), happened: Moment::On(early), what };
            if !from.once_in(4) {
                // Twelve, sixteen and eighteen in the years of the entries.
                let date = from.pick(&[
                    day(2014, 9, 1),
                    day(2010, 6, 1),
                    day(2008, 6, 2),
                    day(2013, 1, 1),
                    day(2019, 1, 1),
                ]);
                entries.push(at_first(What::Born { date }));
            }
            for by in ["g1", "g2"].into_iter().filter(|_| !from.once_in(4)) {
                entries.push(at_first(What::Authority { by, may: "exercise", mandate: None, through: None }));
            }
            world.dossier = in_sequence(entries);
            only_known_names(&mut world);
            world
        },
    )
}

fn said_of_consent(bytes: &[u8]) -> Entry {
    const SPEAKERS: [Name; 4] = [SELF, "g1", "g2", "g3"];
    const DAYS: [(i32, u32, u32); 8] = [
        (2026, 6, 1),
        (2026, 6, 2),
        (2026, 8, 31),
        (2026, 9, 1),
        (2025, 6, 1),
        (2027, 1, 31),
        (2026, 7, 31),
        (2028, 9, 1),
    ];
    let from = &mut Choices::of(bytes);
    let recorded = from.instant();
    let (year, month, of_month) = from.pick(&DAYS);
    let on = day(year, month, of_month);
    let happened = match from.byte() % 4 {
        0 | 1 => Moment::On(on),
        2 => Moment::At(midnight(on) + 10 * HOUR),
        _ => Moment::At(midnight(on) + i64::from(from.byte() % 3) * HOUR),
    };
    let raw = u32::from(from.byte());
    let purposes = vec![PURPOSES[0]];
    let what = match from.byte() % 32 {
        0..=11 => What::Spoken {
            word: from.pick(&[Word::Yes, Word::Yes, Word::Refusal, Word::Withdrawal]),
            purposes,
            by: from.pick(&SPEAKERS),
            text: from.pick(&[Some("t1"), Some("t2"), None]),
            for_year: from.pick(&[None, None, Some(2025), Some(2026)]),
        },
        12..=17 => {
            let through = if from.once_in(4) { Some(day(2026, 8, 31)) } else { None };
            let acts = || from.some(&["consent", "withdraw", "rights"]);
            let mandate = (raw % 5 == 4).then(acts);
            let may = from.pick(&["exercise", "exercise", "exercise", "informed"]);
            What::Authority { by: from.pick(&SPEAKERS[1..]), may, mandate, through }
        }
        18..=19 => What::AuthorityEnded { by: from.pick(&SPEAKERS[1..]), never: from.once_in(5) },
        20..=21 => What::Spoken {
            word: from.pick(&[Word::Yes, Word::Refusal]),
            purposes,
            by: from.pick(&SPEAKERS[1..3]),
            text: None,
            for_year: None,
        },
        22 => What::Born { date: day(2014, 9, 1) },
        23 => What::Attested { at_least: from.pick(&[12, 15, 16, 18]) },
        24 => What::Capacity { represented: !from.once_in(2) },
        25 => What::Superseded { purposes },
        26 => What::Invalidated { entry: raw },
        27 => What::Granted { purposes, through: Moment::On(on) },
        28 => What::ErasureAsked { by: from.pick(&SPEAKERS) },
        29 => What::RequestGranted { entry: raw },
        30 => from.pick(&[
            What::Asked { purposes },
            What::Succeeded { by_law: false },
            What::Closed { entry: raw },
        ]),
        _ => What::Restricted { categories: Vec::new() },
    };
    Entry { recorded, happened, what }
}

/// Worlds with up to so many entries in the dossier.
pub fn worlds(most: usize) -> impl Strategy<Value = World> {
    (
        versions(),
        vec(vec(any::<u8>(), 24), 0..5),
        vec(vec(any::<u8>(), 16), 0..most),
        vec(vec(any::<u8>(), 16), 0..3),
        proptest::option::weighted(0.2, vec(any::<u8>(), 16)),
        vec(any::<u8>(), 2),
    )
        .prop_map(|(versions, institution, dossier, seen, seen_of_institution, of_dossier)| {
            let from = &mut Choices::of(&of_dossier);
            let mut world = World {
                versions,
                institution: in_sequence(institution.iter().map(|bytes| entry(bytes, true)).collect()),
                dossier: in_sequence(dossier.iter().map(|bytes| entry(bytes, false)).collect()),
                observed: seen.iter().map(|bytes| observed(bytes, false)).collect(),
                observed_of_institution: seen_of_institution
                    .iter()
                    .map(|bytes| observed(bytes, true))
                    .collect(),
                opened: opened(from),
                skew: from.pick(&[60_000_000, 0, 86_400_000_000]),
            };
            only_known_names(&mut world);
            world
        })
}

/// For whom a dossier is opened; now and then for nobody.
fn opened(from: &mut Choices<'_>) -> Vec<Name> {
    match from.byte() % 16 {
        0..=7 => vec!["pupil", "staff"],
        8..=11 => vec!["pupil"],
        12..=14 => vec!["staff"],
        _ => Vec::new(),
    }
}

/// Entries name what some version of the policy knows: others are refused before they are written.
pub fn only_known_names(world: &mut World) {
    let versions = &world.versions;
    let purposes: Vec<Name> = (0..3)
        .filter(|purpose| versions.iter().any(|version| version.purposes[*purpose].is_some()))
        .map(|purpose| PURPOSES[purpose])
        .collect();
    let categories: Vec<Name> = (0..3)
        .filter(|category| versions.iter().any(|version| version.categories[*category].is_some()))
        .map(|category| CATEGORIES[category])
        .collect();
    let keep = |names: &mut Vec<Name>, known: &[Name]| {
        let some = !names.is_empty();
        names.retain(|name| known.contains(name));
        if some && names.is_empty() {
            names.push(known[0]);
        }
    };
    for entry in world.institution.iter_mut().chain(&mut world.dossier) {
        match &mut entry.what {
            What::Spoken { purposes: named, .. }
            | What::Superseded { purposes: named }
            | What::Objected { purposes: named }
            | What::Granted { purposes: named, .. }
            | What::Asked { purposes: named } => keep(named, &purposes),
            What::Restricted { categories: named }
            | What::Hold { categories: named }
            | What::Requested { categories: named, .. } => keep(named, &categories),
            What::Erased { category, .. } if !categories.contains(category) => *category = categories[0],
            What::Signed { terms, bases, .. } => {
                terms.retain(|(name, _)| categories.contains(name));
                bases.retain(|(name, _)| purposes.contains(name));
            }
            _ => {}
        }
    }
}

pub fn records() -> impl Strategy<Value = Rec> {
    (vec(any::<u8>(), 28), vec(vec(any::<u8>(), 24), 0..3)).prop_map(|(bytes, others)| {
        let from = &mut Choices::of(&bytes);
        let mut rec = record(from);
        if from.byte() % 4 != 3 {
            let others: Vec<Rec> = others.iter().map(|bytes| record(&mut Choices::of(bytes))).collect();
            rec.needed_by = vec![(1, others.clone()), (2, others)];
        }
        rec
    })
}

/// A span that begins before it ends, or lasts still.
fn span(from: &mut Choices<'_>) -> (Moment, Option<Moment>) {
    let (one, other) = (from.moment(), from.moment());
    let (first, last) = if one.first() <= other.first() { (one, other) } else { (other, one) };
    (first, if first.first() < last.past() { Some(last) } else { None })
}

fn record(from: &mut Choices<'_>) -> Rec {
    Rec {
        created: if from.once_in(16) { None } else { Some(from.moment()) },
        own: match from.byte() % 4 {
            0 => None,
            1 => Some(vec![]),
            2 => Some(vec![from.moment()]),
            _ => Some(vec![from.moment(), from.moment()]),
        },
        system: from.pick(&[None, Some("s1")]),
        spans: match from.byte() % 4 {
            0 => None,
            1 => Some(vec![]),
            2 => Some(vec![span(from)]),
            _ => Some(vec![span(from), span(from)]),
        },
        needed_by: Vec::new(),
    }
}

/// A moment to ask about.
pub fn moments() -> impl Strategy<Value = Micros> {
    vec(any::<u8>(), 4).prop_map(|bytes| Choices::of(&bytes).instant())
}

/// Something that restricts: a withdrawal, a refusal, an objection, a restriction, a hold.
pub fn no() -> impl Strategy<Value = Entry> {
    vec(any::<u8>(), 16).prop_map(|bytes| {
        let from = &mut Choices::of(&bytes);
        let what = match from.byte() % 5 {
            0 | 1 => What::Spoken {
                word: from.pick(&[Word::Withdrawal, Word::Refusal]),
                purposes: names(from, &PURPOSES, false),
                by: from.pick(&[SELF, "g1", "g2"]),
                text: None,
                for_year: None,
            },
            2 => What::Objected { purposes: names(from, &PURPOSES, true) },
            3 => What::Restricted { categories: names(from, &CATEGORIES, true) },
            _ => What::Hold { categories: names(from, &CATEGORIES, true) },
        };
        Entry { recorded: from.instant(), happened: from.moment(), what }
    })
}

pub fn terms() -> impl Strategy<Value = Term> {
    vec(any::<u8>(), 48).prop_map(|bytes| as_read(term(&mut Choices::of(&bytes), 5)))
}
