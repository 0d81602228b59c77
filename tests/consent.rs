//! Who may speak, and whose words count (SEMANTICS §6): the library against the oracle, in worlds in which people speak,
//! and what a sweep costs.

use crate::oracle::change::*;
use crate::oracle::civil::*;
use crate::oracle::facts::Oracle;
use crate::oracle::model::*;
use crate::oracle::worlds::{no, only_known_names, spoken};
use crate::random::config;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestCaseError;
use waarborg::calendar::Time;
use waarborg::cases::{Cases, run};
use waarborg::claim::{Claims, Condition, Institution};
use waarborg::decision::{Answer, Query, decide};
use waarborg::dossier::{Body, Dossier};
use waarborg::policy::{Policy, Verb};

proptest! {
    #![proptest_config(config(256))]

    /// Property 1 of consent: the value and the first reason, at every step, one microsecond before, and one after.
    #[test]
    fn consent_is_that_of_the_oracle(world in spoken(14)) {
        let folded = world.fold(world.all_known());
        let oracle = Oracle::new(&world, world.all_known());
        let purpose = world.versions.iter().find_map(|version| version.purposes[0].as_ref());
        let category = purpose.expect("the first purpose is there").categories[0];
        let timelines = folded.claims.timelines(PURPOSES[0], CATEGORIES[category], None).expect("a pair");
        let basis = timelines.iter().find(|part| part.condition == Condition::Basis);
        let Some(basis) = basis else { return Ok(()) };
        let steps = basis.timeline.steps().iter().map(|step| step.from.micros()).filter(|at| *at != ALWAYS);
        let mut moments: Vec<Micros> = steps.flat_map(|at| [at - 1, at, at + 1]).collect();
        moments.extend(world.dossier.iter().flat_map(|entry| [entry.happened.first(), entry.happened.past()]));
        for at in moments {
            let Some(version) = oracle.version(at) else { continue };
            if version.purposes[0].as_ref().is_none_or(|of| !of.categories.contains(&category)) {
                continue;
            }
            let expected = oracle.consent(0, at);
            let got = basis.timeline.at(library_time(at));
            prop_assert_eq!(
                (got.value.as_str(), got.reason.code.as_str()),
                (expected.value.word(), expected.code),
                "at {}", show(at)
            );
        }
    }
}

/// The worlds reach every reason that consent has: a rule that none of them reaches is not compared.
#[test]
fn the_worlds_reach_every_reason() {
    const CODES: [&str; 18] = [
        "consent-given",
        "consent-giver-gone",
        "consent-never-asked",
        "consent-unanswered",
        "consent-refused",
        "consent-withdrawn",
        "consent-expired",
        "consent-superseded",
        "consent-superseded-over",
        "consent-not-carried-over",
        "consent-contested",
        "consent-contested-over",
        "consent-invalid",
        "consent-no-authority",
        "consent-authority-unknown",
        "consent-half",
        "consent-ask-anew",
        "consent-unsettled",
    ];
    let mut runner = proptest::test_runner::TestRunner::new(config(1));
    let mut reached = std::collections::BTreeMap::<&str, usize>::new();
    for _ in 0..800 {
        let world = spoken(14).new_tree(&mut runner).expect("a world").current();
        let folded = world.fold(world.all_known());
        let category = (0..3).find(|of| world.pairs().contains(&(0, *of))).expect("a pair");
        let timelines = folded.claims.timelines(PURPOSES[0], CATEGORIES[category], None).expect("a pair");
        for part in timelines.iter().filter(|part| part.condition == Condition::Basis) {
            for step in part.timeline.steps() {
                *reached.entry(step.reason.code.as_str()).or_default() += 1;
            }
        }
    }
    let missed: Vec<&str> = CODES.into_iter().filter(|code| !reached.contains_key(code)).collect();
    assert!(missed.is_empty(), "no world reaches {missed:?}: {reached:?}");
    println!("{reached:?}");
}

/// Situations of life, each with what the answer must be.
#[test]
fn situations_are_answered_as_they_must_be() {
    let read = |name: &str| std::fs::read_to_string(format!("tests/voices/{name}.json")).expect("a file");
    let policy = Policy::parse(&read("policy")).unwrap_or_else(|error| panic!("{error}"));
    let cases = Cases::parse(&read("cases")).unwrap_or_else(|error| panic!("{error}"));
    let report = run(&cases, &policy);
    assert!(report.failures.is_empty(), "{report}");
    assert_eq!(report.passed, cases.cases.len());
}

fn folded(policy: &Policy, entries: &[String]) -> Claims {
    Institution::fold(policy, &crate::writing::school(), &[], None).claims(
        &written(policy, entries),
        &[],
        None,
    )
}

fn answer_at(claims: &Claims, at: &str) -> Answer {
    let query = Query::new("staff", Verb::View, "site", "photo", at.parse().expect("a moment"));
    decide(claims, &query).unwrap_or_else(|error| panic!("{error}")).answer
}

/// A word that was spent does not come back when a later version is stricter about giving.
#[test]
fn spent_words_do_not_come_back_with_a_stricter_age() {
    let first = std::fs::read_to_string("tests/voices/policy.json").expect("a file");
    let mut second: serde_json::Value = serde_json::from_str(&first).expect("JSON");
    second["version"] = "2".into();
    second["applies-from"] = "2027-01-01".into();
    second["purposes"]["site"]["consent"]["self-from"] = 18.into();
    let policy = Policy::parse_history(&[&first, &second.to_string()]).expect("a policy");
    let entries = [
        r#"{"kind":"born","happened":"2018-09-01","date":"2013-05-05"}"#,
        r#"{"kind":"authority","happened":"2018-09-01","representative":"mother","authority":"parental","may":"exercise"}"#,
        r#"{"kind":"consent-given","happened":"2024-06-01","purposes":["site"],"by":"mother"}"#,
        r#"{"kind":"consent-withdrawn","happened":"2026-10-03","purposes":["site"],"by":"self"}"#,
    ]
    .map(str::to_owned);
    let claims = folded(&policy, &entries);
    assert_eq!(answer_at(&claims, "2026-10-02T12:00:00Z"), Answer::Permit);
    for at in ["2026-10-03T12:00:00Z", "2027-02-01T12:00:00Z", "2030-02-01T12:00:00Z"] {
        assert_eq!(answer_at(&claims, at), Answer::Deny, "{at}");
    }
}

/// Property 8: eight times as much said takes at most thirteen times as long, whoever says it and whatever is known.
#[test]
fn what_is_said_costs_little_more_than_its_number() {
    type Said = fn(usize) -> Vec<String>;
    fn on(n: usize) -> String {
        let (minutes, seconds) = (n / 60 % 60, n % 60);
        format!("2026-09-{:02}T{:02}:{minutes:02}:{seconds:02}Z", 1 + n / 86_400, n / 3_600 % 24)
    }
    fn word(n: usize, who: &str) -> String {
        let kind = if n.is_multiple_of(2) { "consent-given" } else { "consent-withdrawn" };
        format!(r#"{{"kind":"{kind}","happened":"{}","purposes":["site"],"by":"{who}"}}"#, on(n))
    }
    let shapes: [(&str, Said); 7] = [
        ("by a representative of whom everything is known", |n| {
            let known = [
                r#"{"kind":"born","happened":"2018-09-01","date":"2013-05-05"}"#,
                r#"{"kind":"authority","happened":"2018-09-01","representative":"a","authority":"parental","may":"exercise"}"#,
            ];
            known.map(str::to_owned).into_iter().chain((0..n).map(|n| word(n, "a"))).collect()
        }),
        ("by the person", |n| (0..n).map(|n| word(n, "self")).collect()),
        ("by someone of whom nothing is known", |n| (0..n).map(|n| word(n, "aunt")).collect()),
        ("each by someone else", |n| (0..n).map(|n| word(n, &format!("someone-{n}"))).collect()),
        ("by three of whom nothing is known", |n| (0..n).map(|n| word(n, ["a", "b", "c"][n % 3])).collect()),
        ("by one whose authority comes and goes", |n| {
            let entry = |n: usize| match n % 4 {
                0 => format!(
                    r#"{{"kind":"authority","happened":"{}","representative":"a","authority":"parental","may":"exercise"}}"#,
                    on(n)
                ),
                2 => format!(r#"{{"kind":"authority-ended","happened":"{}","representative":"a"}}"#, on(n)),
                _ => word(n / 2, "a"),
            };
            (0..n).map(entry).collect()
        }),
        ("while it is restricted again and again", |n| {
            let entry = |n: usize| match n % 3 {
                0 => format!(
                    r#"{{"kind":"restricted","happened":"{}","ground":"accuracy","categories":[]}}"#,
                    on(n)
                ),
                _ => word(n, "self"),
            };
            (0..n).map(entry).collect()
        }),
    ];
    let policy = std::fs::read_to_string("tests/voices/policy.json").expect("a file");
    let policy = Policy::parse(&policy).expect("a policy");
    let institution = Institution::fold(&policy, &crate::writing::school(), &[], None);
    for (name, said) in shapes {
        let dossiers = [1_000, 8_000].map(|n| written(&policy, &said(n)));
        let once = |dossier: &Dossier| {
            let begun = time_used();
            let claims = institution.claims(dossier, &[], None);
            let answer = answer_at(&claims, "2026-10-02T12:00:00Z");
            assert_ne!(answer, Answer::Permit, "nobody knows how old the person is, or they withdrew");
            time_used() - begun
        };
        let [few, many] = (0..3).fold([u64::MAX; 2], |best, _| {
            [best[0].min(once(&dossiers[0])), best[1].min(once(&dossiers[1]))]
        });
        println!("{name}: {:.1}", many as f64 / few as f64);
        assert!(many < few * 13, "{name}: {few} ns for 1,000 and {many} ns for 8,000");
    }
}

/// Nanoseconds: of work by this thread where the system tells, so that nothing else that runs counts; else of the clock.
fn time_used() -> u64 {
    let rendered = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let of_thread = rendered.and_then(|rendered| rendered.split(' ').next()?.parse().ok());
    of_thread.unwrap_or_else(|| {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        now.expect("after 1970").as_nanos() as u64
    })
}

fn written(policy: &Policy, entries: &[String]) -> Dossier {
    let recorded: Time = "2099-01-01T00:00:00Z".parse().expect("a moment");
    entries.iter().fold(crate::writing::opened(policy), |dossier, entry| {
        let body = Body::from_json(entry).unwrap_or_else(|error| panic!("{error}: {entry}"));
        let appended = dossier.append(dossier.head(), body, crate::writing::stamp(&dossier, recorded));
        dossier.with(appended.unwrap_or_else(|error| panic!("{error}"))).expect("its own")
    })
}

/// What an entry about who speaks lacks is told with a code, a path and what was expected.
#[test]
fn an_authority_that_cannot_be_so_is_refused() {
    let policy = std::fs::read_to_string("tests/voices/policy.json").expect("a file");
    let policy = Policy::parse(&policy).expect("a policy");
    let institution = Institution::fold(&policy, &crate::writing::school(), &[], None);
    let authority = |fields: &str| {
        format!(r#"{{"kind":"authority","happened":"2026-09-01","representative":"lawyer",{fields}}}"#)
    };
    let given = |year: &str| {
        format!(
            r#"{{"kind":"consent-given","happened":"2026-09-01","by":"self","purposes":["yearly"],"for-school-year":{year}}}"#
        )
    };
    let mandate = r#""authority":"mandate","may":"exercise""#;
    let refused = [
        (authority(&format!(r#"{mandate},"through":"2026-12-31""#)), "mandate-without-acts", "/acts"),
        (
            authority(&format!(r#"{mandate},"through":"2026-12-31","acts":[]"#)),
            "mandate-without-acts",
            "/acts",
        ),
        (authority(&format!(r#"{mandate},"acts":["rights"]"#)), "mandate-without-end", "/through"),
        (
            authority(r#""authority":"mandate","may":"informed","through":"2026-12-31","acts":["rights"]"#),
            "mandate-that-may-not",
            "/may",
        ),
        (
            authority(r#""authority":"parental","may":"exercise","acts":["rights"]"#),
            "acts-of-a-mandate",
            "/acts",
        ),
        (
            authority(&format!(r#"{mandate},"acts":["rights"],"through":"2026-08-31""#)),
            "ends-before-it-begins",
            "/through",
        ),
        (given("2062"), "not-a-school-year", "/for-school-year"),
        (given("2020"), "not-a-school-year", "/for-school-year"),
    ];
    for (body, code, path) in refused {
        let error = institution.check_append(&Body::from_json(&body).expect("a body")).expect_err(code);
        let diagnostics: Vec<_> =
            error.diagnostics().iter().map(|diagnostic| (diagnostic.code(), diagnostic.path())).collect();
        assert_eq!(diagnostics, [(code, path)], "{body}");
        assert!(!error.to_string().contains("lawyer"), "{error}");
    }
    let accepted = [
        authority(&format!(r#"{mandate},"acts":["consent","withdraw","rights"],"through":"2026-09-01""#)),
        given("2025"),
        given("2026"),
        given("2028"),
    ];
    for body in accepted {
        let accepted = institution.check_append(&Body::from_json(&body).expect("a body"));
        assert!(accepted.is_ok(), "{body}: {accepted:?}");
    }
}

/// Words that mean consent name a purpose on consent, and a policy is never laxer than the law.
#[test]
fn a_policy_that_asks_nobody_is_refused() {
    let text = std::fs::read_to_string("tests/voices/policy.json").expect("a file");
    let policy: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let spoiled = |pointer: &str, value: serde_json::Value| {
        let mut policy = policy.clone();
        let (parent, field) = pointer.rsplit_once('/').expect("a path");
        policy.pointer_mut(parent).expect("a node")[field] = value;
        let error = Policy::parse(&policy.to_string()).expect_err(pointer);
        let diagnostics = error
            .diagnostics()
            .iter()
            .map(|diagnostic| (diagnostic.code().to_owned(), diagnostic.path().to_owned()));
        diagnostics.collect::<Vec<_>>()
    };
    let named = |code: &str, pointer: &str| vec![(code.to_owned(), pointer.to_owned())];
    for pointer in [
        "/purposes/care/consent-purpose",
        "/purposes/rounds/recipients/doctor/consent-purpose",
        "/parties/lab/transfers/0/consent-purpose",
    ] {
        assert_eq!(spoiled(pointer, "nowhere".into()), named("unknown-name", pointer));
        assert_eq!(spoiled(pointer, "rounds".into()), named("not-on-consent", pointer));
    }
    for pointer in ["/purposes/rounds/consent-purpose", "/purposes/rounds/recipients/lab/consent-purpose"] {
        assert_eq!(spoiled(pointer, "site".into()), named("consent-purpose-unused", pointer));
    }
    let pointer = "/purposes/site/consent/self-from";
    assert_eq!(spoiled(pointer, 15.into()), named("laxer-than-law", pointer));
    assert_eq!(spoiled(pointer, 19.into()), named("nobody-consents", pointer));
    let pointer = "/purposes/helpline/consent/self-from";
    assert_eq!(spoiled(pointer, 18.into()), named("help-service-with-age", pointer));
}

/// The basis condition timeline of the first purpose, with the moments at which it can change.
fn basis(world: &World) -> Option<waarborg::timeline::Timeline> {
    let folded = world.fold(world.all_known());
    let category = (0..3).find(|of| world.pairs().contains(&(0, *of)))?;
    let timelines = folded.claims.timelines(PURPOSES[0], CATEGORIES[category], None).ok()?;
    timelines.into_iter().find(|part| part.condition == Condition::Basis).map(|part| part.timeline)
}

/// How much a step of consent allows: nothing, asking, or use.
fn allows(step: waarborg::timeline::Step) -> u8 {
    const ASKED: [&str; 11] = [
        "consent-never-asked",
        "consent-unanswered",
        "consent-expired",
        "consent-superseded",
        "consent-superseded-over",
        "consent-not-carried-over",
        "consent-half",
        "consent-authority-unknown",
        "consent-no-authority",
        "consent-invalid",
        "consent-ask-anew",
    ];
    match step.value {
        waarborg::timeline::Value::Live => 2,
        _ => u8::from(ASKED.contains(&step.reason.code.as_str())),
    }
}

fn never_more(before: &World, after: &World) -> Result<(), TestCaseError> {
    let (Some(was), Some(is)) = (basis(before), basis(after)) else { return Ok(()) };
    for at in was.steps().iter().chain(is.steps()).map(|step| step.from) {
        let (was, is) = (was.at(at), is.at(at));
        prop_assert!(allows(is) <= allows(was), "at {at}: {was:?} becomes {is:?}\n{after:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(192))]

    /// Property 3: a no never raises a use.
    #[test]
    fn a_no_never_raises_a_use(world in spoken(12), said in no()) {
        prop_assume!(matches!(said.what, What::Spoken { .. }));
        let mut after = world.clone();
        after.dossier.push(Entry { recorded: world.all_known().max(said.recorded), ..said });
        only_known_names(&mut after);
        never_more(&world, &after)?;
    }

    /// Property 3: without a yes nothing more is allowed, nor without what shows who is how old or may speak.
    #[test]
    fn an_entry_less_allows_nothing_more(world in spoken(12), which in any::<usize>()) {
        let which = which % world.dossier.len();
        let others = |of: &dyn Fn(&What) -> bool| {
            world.dossier.iter().enumerate().any(|(at, entry)| at != which && of(&entry.what))
        };
        let is_free = match &world.dossier[which].what {
            // A yes that a later-written no is dated before makes it unknown which of them is the last word.
            What::Spoken { word: Word::Yes, by, .. } => {
                let yes = world.dossier[which].happened;
                let mut later = world.dossier[which..].iter().filter(|no| no.happened.first() <= yes.past());
                !later.any(|no| match &no.what {
                    What::Spoken { word, by: of, .. } => *word != Word::Yes && of == by,
                    What::Granted { .. } => true,
                    _ => false,
                })
            }
            // Of persons who cannot be minors the policy itself says the age; an attestation can contradict it.
            What::Born { .. } => {
                world.opened.contains(&"pupil")
                    && !others(&|what| matches!(what, What::Born { .. } | What::Attested { .. }))
            }
            What::Attested { .. } => !others(&|what| matches!(what, What::Born { .. })),
            // Without it an end, or another kind of parent, would take away the veto that it gives back.
            What::Authority { by, may: "exercise", mandate: None, through: None } => {
                !others(&|what| match what {
                    What::Authority { by: of, .. } | What::AuthorityEnded { by: of, .. } => of == by,
                    _ => false,
                })
            }
            _ => false,
        };
        prop_assume!(is_free);
        let less = World { dossier: only(&world.dossier, |at, _| at != which), ..world.clone() };
        never_more(&world, &less)?;
    }

    /// Property 4: what is Live or Ended without a fact stays so, whatever the fact turns out to be.
    #[test]
    fn a_missing_fact_decides_nothing(world in spoken(12), age in any::<bool>()) {
        prop_assume!(world.opened.contains(&"pupil"));
        let missing = without(&world, if age { Fact::Age } else { Fact::Authority });
        let (Some(with), Some(less)) = (basis(&world), basis(&missing)) else { return Ok(()) };
        for at in with.steps().iter().chain(less.steps()).map(|step| step.from) {
            let (with, less) = (with.at(at), less.at(at));
            let decided = matches!(less.value, waarborg::timeline::Value::Live | waarborg::timeline::Value::Ended);
            prop_assert!(!decided || with.value == less.value, "at {at}: {less:?} without it, {with:?} with it");
        }
    }

    /// Property 2: a voided entry was never written.
    #[test]
    fn voided_equals_never_written(world in spoken(12), which in any::<usize>()) {
        let which = which % world.dossier.len();
        let known = world.all_known();
        let never = World { dossier: only(&world.dossier, |at, _| at != which), ..world.clone() };
        let mut voided = world.clone();
        let what = What::Voided { entry: which as u32 + 1 };
        voided.dossier.push(Entry { recorded: known, happened: Moment::At(known), what });
        let values = |world: &World| {
            basis(world).map(|line| line.steps().iter().map(|step| (step.from, step.value)).collect::<Vec<_>>())
        };
        let (mut voided, mut never) = (values(&voided), values(&never));
        // Steps that differ in their reasons only are one.
        for line in [&mut voided, &mut never].into_iter().flatten() {
            line.dedup_by_key(|(_, value)| *value);
        }
        prop_assert_eq!(voided, never);
    }
}
