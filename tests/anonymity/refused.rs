//! Bad input: a clear error with a stable code and a path, never a guess; and what a report says.

use waarborg::anonymity::*;

fn codes(error: AnonymityError) -> Vec<String> {
    error
        .diagnostics()
        .iter()
        .map(|diagnostic| format!("{} {}", diagnostic.code(), diagnostic.path()).trim_end().to_owned())
        .collect()
}

fn parse(text: &str) -> Result<Check, AnonymityError> {
    Requirements::parse(text).and_then(Check::new)
}

/// Requirements over q and s, with more fields.
fn required(more: &str) -> Result<Check, AnonymityError> {
    parse(&format!(
        r#"{{"waarborg-anonymity":1,"k":2,"rows-are-persons":true,"quasi-identifiers":["q"],"sensitive":[{{"column":"s","distinct-l":2}}]{more}}}"#
    ))
}

fn holder(party: &str, holds: &[Secret]) -> Adversary {
    Adversary { party: Label::new(party).expect("a label"), holds: holds.to_vec() }
}

fn run(check: &Check, columns: &[(&str, Column<'_>)]) -> Result<Outcome, AnonymityError> {
    check.run("release", &Table::new(columns)?, None, &[holder("researcher", &[])])
}

/// k = 2 over these columns, where rows are persons.
fn of_rows(quasi: &[&str]) -> Requirements {
    let quasi: Vec<Label> = quasi.iter().map(|name| Label::new(name).expect("a label")).collect();
    Requirements { rows_are_persons: Some(true), ..Requirements::new(2, &quasi) }
}

#[test]
fn tables_that_are_none() {
    let render = |columns: &[(&str, Column<'_>)]| codes(Table::new(columns).expect_err("no table"));
    assert_eq!(render(&[]), ["no-columns"]);
    assert_eq!(render(&[("a", Column::texts(&[]))]), ["no-rows"]);
    assert_eq!(render(&[("a", Column::packed(&[], ""))]), ["no-offsets /columns/0"]);
    let (short, long) = (Column::integers(&[1]), Column::texts(&["x", "y"]));
    assert_eq!(
        render(&[("a", long), ("b", short), ("a", long), ("", long), ("c\n", long), (" d", long)]),
        [
            "unequal-columns /columns/1",
            "duplicate-column /columns/2",
            "not-a-label /columns/3",
            "not-a-label /columns/4",
            "not-a-label /columns/5"
        ]
    );
    assert_eq!(render(&[("a", long.valid(&[true]))]), ["unequal-validity /columns/0"]);
    for offsets in [&[0, 2, 1][..], &[0, 1, 9]] {
        assert_eq!(
            render(&[("a", Column::packed(offsets, "aéé"))]),
            ["bad-offsets /columns/0"],
            "{offsets:?}"
        );
    }
    // A cut é is found where the column is read.
    let cut = Table::new(&[("a", Column::packed(&[0, 1, 2], "aéé"))]).expect("a table");
    let check = Check::new(of_rows(&["a"])).expect("requirements");
    assert_eq!(codes(check.measure(&cut).expect_err("refused")), ["bad-offsets /quasi-identifiers/0"]);
    Table::new(&[("a", Column::packed(&[0, 1, 3, 5], "aéé"))]).expect("a table");
}

#[test]
fn requirements_that_ask_nothing_or_too_much() {
    let render = |text: &str| codes(parse(text).expect_err("refused"));
    for k in [0, 1] {
        let text = format!(
            r#"{{"waarborg-anonymity":1,"k":{k},"rows-are-persons":true,"quasi-identifiers":["q"]}}"#
        );
        assert_eq!(render(&text), ["out-of-range /k"]);
    }
    let sensitive = |of: &str| {
        render(&format!(
            r#"{{"waarborg-anonymity":1,"k":2,"rows-are-persons":true,"quasi-identifiers":["q"],"sensitive":[{{"column":"s",{of}}}]}}"#
        ))
    };
    for (of, path) in [
        (r#""alpha":0"#, "alpha"),
        (r#""alpha":1"#, "alpha"),
        (r#""alpha":-0.1"#, "alpha"),
        (r#""alpha":1.5"#, "alpha"),
        (r#""distinct-l":1"#, "distinct-l"),
        (r#""entropy-l":1.0"#, "entropy-l"),
        (r#""recursive":{"c":0,"l":2}"#, "recursive/c"),
        (r#""recursive":{"c":2,"l":1}"#, "recursive/l"),
        (r#""t":{"at-most":1,"distance":"equal"}"#, "t/at-most"),
        (r#""t":{"at-most":-0.1,"distance":"equal"}"#, "t/at-most"),
        (r#""beta":0"#, "beta"),
        (r#""enhanced-beta":-1"#, "enhanced-beta"),
        (r#""delta":0"#, "delta"),
    ] {
        assert_eq!(sensitive(of), [format!("out-of-range /sensitive/0/{path}")], "{of}");
    }
    // Neither NaN nor infinity can be written, in JSON or in Rust.
    assert_eq!(sensitive(r#""alpha":1e999"#), ["wrong-type /sensitive/0/alpha"]);
    assert_eq!(sensitive(r#""alpha":NaN"#), ["not-json"]);
    assert_eq!([Number::new(f64::NAN), Number::new(f64::INFINITY)], [None, None]);

    let base = r#""waarborg-anonymity":1,"k":2,"rows-are-persons":true,"quasi-identifiers":["q"]"#;
    for (text, expected) in [
        (
            r#"{"waarborg-anonymity":2,"k":2,"rows-are-persons":true,"quasi-identifiers":[]}"#.to_owned(),
            vec!["unknown-version /waarborg-anonymity", "no-quasi-identifiers /quasi-identifiers"],
        ),
        (
            format!(r#"{{{base},"insensitive":["q","x","x"]}}"#),
            vec!["two-roles /insensitive/0", "two-roles /insensitive/2"],
        ),
        (
            format!(r#"{{{base},"sensitive":[{{"column":"a"}},{{"column":"b"}}]}}"#),
            vec!["several-sensitive /several"],
        ),
        (format!(r#"{{{base},"withhold-at-most":1.1}}"#), vec!["out-of-range /withhold-at-most"]),
        (format!(r#"{{{base},"population":{{}}}}"#), vec!["nothing-required /population"]),
        (
            format!(r#"{{{base},"population":{{"presence":{{"at-least":0.5,"at-most":0.4}}}}}}"#),
            vec!["out-of-range /population/presence"],
        ),
        (
            format!(r#"{{{base},"population":{{"k-map":2}},"missing":"wildcard"}}"#),
            vec!["no-wildcard /missing"],
        ),
        (format!(r#"{{{base},"mising":"wildcard"}}"#), vec!["unknown-field /mising"]),
        (format!(r#"{{{base},"missing":"wild"}}"#), vec!["unknown-word /missing"]),
    ] {
        assert_eq!(render(&text), expected, "{text}");
    }
}

#[test]
fn a_table_that_is_not_the_one_required() {
    let check = required("").expect("requirements");
    let render = |columns: &[(&str, Column<'_>)]| codes(run(&check, columns).expect_err("refused"));
    let texts = Column::texts(&["x", "y"]);
    assert_eq!(
        render(&[("q", texts), ("sx", texts)]),
        ["unknown-column /sensitive/0/column", "no-role /columns/1"]
    );
    let check_scores = Check::new(of_rows(&["score"])).expect("requirements");
    let error = run(&check_scores, &[("scores", texts)]).expect_err("refused");
    assert_eq!(error.diagnostics()[0].suggestion(), Some("scores"));
    // One text in two normal forms would look like two values.
    assert_eq!(
        render(&[("q", Column::texts(&["x", "x"])), ("s", Column::texts(&["\u{e9}", "e\u{301}"]))]),
        ["two-spellings /sensitive/0/column"]
    );
    let ordered = parse(r#"{"waarborg-anonymity":1,"k":2,"rows-are-persons":true,"quasi-identifiers":["q"],"sensitive":[{"column":"s","t":{"at-most":0.5,"distance":"ordered"}}],"missing-sensitive":"own-category"}"#)
        .expect("requirements");
    assert_eq!(
        codes(run(&ordered, &[("q", texts), ("s", texts)]).expect_err("refused")),
        ["no-order /sensitive/0/t/distance"]
    );
    let missing = Column::integers(&[1, 2]).valid(&[true, false]);
    assert_eq!(
        codes(run(&ordered, &[("q", texts), ("s", missing)]).expect_err("refused")),
        ["no-order /sensitive/0"]
    );
}

#[test]
fn no_policy_is_guessed() {
    let all = Column::texts(&["x", "x"]);
    let some = Column::texts(&["x", "*"]).missing_as("*");
    let none = Column::texts(&["*", "*"]).missing_as("*");
    let plain = required("").expect("requirements");
    // With one quasi-identifier, a row that misses it misses all.
    assert_eq!(
        codes(run(&plain, &[("q", some), ("s", some)]).expect_err("refused")),
        ["suppressed-policy /suppressed", "missing-policy /missing", "missing-policy /missing-sensitive"]
    );
    // What is left out needs no other policy.
    let left_out = required(r#","suppressed":"left-out""#).expect("requirements");
    let outcome = run(&left_out, &[("q", some), ("s", some)]).expect("an outcome");
    assert_eq!((outcome.report().lost.suppressed, outcome.report().lost.released), (1, 1));
    assert_eq!(codes(run(&left_out, &[("q", none), ("s", all)]).expect_err("refused")), ["no-rows"]);
    // A value that may be any has no distribution.
    let t = parse(r#"{"waarborg-anonymity":1,"k":2,"rows-are-persons":true,"quasi-identifiers":["q"],"sensitive":[{"column":"s","beta":1}],"missing-sensitive":"wildcard"}"#)
        .expect("requirements");
    assert_eq!(
        codes(run(&t, &[("q", all), ("s", some)]).expect_err("refused")),
        ["no-wildcard /sensitive/0"]
    );
}

#[test]
fn a_sensitive_column_of_which_nothing_is_required_is_no_check() {
    let idle =
        parse(r#"{"waarborg-anonymity":1,"k":2,"rows-are-persons":true,"quasi-identifiers":["q"],"sensitive":[{"column":"s"}]}"#)
            .expect("requirements");
    let texts = Column::texts(&["x", "x"]);
    assert_eq!(
        codes(run(&idle, &[("q", texts), ("s", texts)]).expect_err("refused")),
        ["nothing-required /sensitive/0"]
    );
}

#[test]
fn the_population_is_given_if_something_is_required_of_it() {
    let mine = required(r#","population":{"k-map":2}"#).expect("requirements");
    let texts = Column::texts(&["x", "x"]);
    let table = Table::new(&[("q", texts), ("s", Column::texts(&["a", "b"]))]).expect("a table");
    let by = |check: &Check, population: Option<&Table<'_>>| {
        codes(check.run("release", &table, population, &[holder("researcher", &[])]).expect_err("refused"))
    };
    assert_eq!(by(&mine, None), ["no-population /population"]);
    assert_eq!(by(&required("").expect("requirements"), Some(&table)), ["no-requirement /population"]);
    let other = Table::new(&[("q", Column::integers(&[1, 2]))]).expect("a table");
    assert_eq!(by(&mine, Some(&other)), ["different-kinds /quasi-identifiers/0"]);
    let smaller = Table::new(&[("q", Column::texts(&["x"]))]).expect("a table");
    assert_eq!(by(&mine, Some(&smaller)), ["not-in-population /population"]);
}

#[test]
fn somebody_is_named_once() {
    let check = required("").expect("requirements");
    let texts = Column::texts(&["x", "x"]);
    let table = Table::new(&[("q", texts), ("s", Column::texts(&["a", "b"]))]).expect("a table");
    let render = |release: &str, parties: &[Adversary]| {
        codes(check.run(release, &table, None, parties).expect_err("refused"))
    };
    assert_eq!(render("release", &[]), ["no-holders"]);
    assert_eq!(render("", &[holder("a", &[])]), ["not-a-label /release"]);
    assert_eq!(render("release", &[holder("a", &[]), holder("a", &[])]), ["duplicate-party /holders/1"]);
}

#[test]
fn one_row_fails() {
    let outcome = run(
        &required("").expect("requirements"),
        &[("q", Column::texts(&["x"])), ("s", Column::texts(&["a"]))],
    );
    let Ok(Outcome::Failed(failed)) = outcome else { panic!("one row is k = 1") };
    assert_eq!(failed.rows(0), [0]);
    // Nothing left is no release.
    let check = required(r#","withhold-at-most":1"#).expect("requirements");
    let outcome =
        run(&check, &[("q", Column::texts(&["x"])), ("s", Column::texts(&["a"]))]).expect("an outcome");
    assert!(!outcome.report().passed);
}

#[test]
fn too_many_rows_that_could_be_one_another_are_refused_and_not_endless() {
    // Each row misses another set of columns: every pair of patterns would have to be compared.
    let rows = 1usize << 14;
    let values: Vec<Vec<i64>> =
        (0..14).map(|at| (0..rows as i64).map(|row| row >> at & 1).collect()).collect();
    let valid: Vec<Vec<bool>> = values.iter().map(|of| of.iter().map(|bit| *bit == 1).collect()).collect();
    let names: Vec<String> = (0..14).map(|at| format!("q{at}")).collect();
    let columns: Vec<(&str, Column<'_>)> =
        (0..14).map(|at| (names[at].as_str(), Column::integers(&values[at]).valid(&valid[at]))).collect();
    let quasi: Vec<Label> = names.iter().filter_map(|name| Label::new(name)).collect();
    let required = Requirements {
        missing: Some(Missing::Wildcard),
        suppressed: Some(Suppressed::LeftOut),
        rows_are_persons: Some(true),
        ..Requirements::new(2, &quasi)
    };
    let check = Check::new(required).expect("requirements");
    assert_eq!(codes(run(&check, &columns).expect_err("refused")), ["too-costly"]);
}

#[test]
fn joined_views_that_cannot_be_joined() {
    let numbers =
        Table::new(&[("who", Column::integers(&[1, 1])), ("q", Column::integers(&[1, 2]))]).expect("a table");
    let texts = Table::new(&[("who", Column::texts(&["1"])), ("q", Column::texts(&["x"]))]).expect("a table");
    let nobody =
        Table::new(&[("who", Column::texts(&["1", "*"]).missing_as("*")), ("q", Column::texts(&["x", "x"]))]);
    let nobody = nobody.expect("a table");
    let render = |k: u32, tables: &[Linked<'_>], limit: Option<f64>| {
        codes(joined("both", k, tables, limit, &[holder("researcher", &[])]).expect_err("refused"))
    };
    fn of<'a>(table: &'a Table<'a>, subject: &'a str, quasi: &'a [&'a str]) -> Linked<'a> {
        Linked { table, subject, quasi_identifiers: quasi }
    }
    assert_eq!(
        render(1, &[], Some(f64::NAN)),
        ["out-of-range /k", "out-of-range /withhold-at-most", "no-tables"]
    );
    assert_eq!(
        render(2, &[of(&numbers, "who", &[])], None),
        ["no-quasi-identifiers /tables/0/quasi-identifiers"]
    );
    assert_eq!(
        render(2, &[of(&numbers, "who", &["who", "p"])], None),
        ["two-roles /tables/0/quasi-identifiers/0", "unknown-column /tables/0/quasi-identifiers/1"]
    );
    assert_eq!(
        render(2, &[of(&numbers, "who", &["q"]), of(&texts, "who", &["q"])], None),
        ["different-kinds /tables/0/subject"]
    );
    assert_eq!(render(2, &[of(&nobody, "who", &["q"])], None), ["no-subject /tables/0/subject"]);
    // Two rows of one person are one person.
    let outcome = joined("one", 2, &[of(&numbers, "who", &["q"])], None, &[holder("researcher", &[])])
        .expect("an outcome");
    assert_eq!((outcome.report().passed, outcome.report().lost.given), (false, 1));
}

#[test]
fn thresholds_and_cells() {
    assert_eq!(Threshold::default().get(), 10);
    for persons in [0, 4] {
        assert_eq!(codes(Threshold::new(persons).expect_err("refused")), ["out-of-range"]);
    }
    let run = |cells: Cells<'_>| cells.run("aggregate", Threshold::default(), &[holder("reader", &[])]);
    let cells =
        Cells { persons: &[12, 3, 40, 0, 25], total_is_known: true, empty_is_shown: true, withhold: true };
    assert_eq!(codes(run(Cells { persons: &[], ..cells }).expect_err("refused")), ["no-cells /cells"]);
    // The 3 alone could be computed from the total; so the next smallest goes with it.
    let passed = run(cells).expect("an outcome").passed().expect("it passes");
    assert_eq!(passed.withheld(0), [0, 1]);
    let alone =
        run(Cells { total_is_known: false, ..cells }).expect("an outcome").passed().expect("it passes");
    assert_eq!(alone.withheld(0), [1]);
    let Ok(Outcome::Failed(failed)) = run(Cells { withhold: false, empty_is_shown: false, ..cells }) else {
        panic!("3 and 0 are too few");
    };
    assert_eq!(failed.rows(0), [1, 3]);
    // One small cell and nothing to hide it among.
    assert!(!run(Cells { persons: &[3], ..cells }).expect("an outcome").report().passed);
    assert!(
        !run(Cells { persons: &[3, u64::MAX], withhold: false, ..cells })
            .expect("an outcome")
            .report()
            .passed
    );
}

#[test]
fn the_report_is_the_same_bytes() {
    let check = parse(
        r#"{"waarborg-anonymity":1,"k":2,"rows-are-persons":true,"quasi-identifiers":["q"],
            "sensitive":[{"column":"s","alpha":0.5,"recursive":{"c":2.5,"l":2},"note":"for people"}],
            "suppressed":"left-out","withhold-at-most":0.25}"#,
    )
    .expect("requirements");
    let q = Column::texts(&["x", "y", "x", "y", "*", "z"]).missing_as("*");
    let s = Column::texts(&["a", "b", "b", "c", "c", "d"]);
    let table = Table::new(&[("q", q), ("s", s)]).expect("a table");
    let parties = [
        holder("researcher", &[]),
        holder("school", &[Secret::WithheldRows, Secret::SourceTable, Secret::SourceTable]),
    ];
    let outcome = check.run("marks 2026", &table, None, &parties).expect("an outcome");
    let expected = concat!(
        r#"{"waarborg-anonymity-report":1,"release":"marks 2026","passed":true,"view":"table","checks":["#,
        r#"{"measure":"k-anonymity","column":null,"is":"at-least","required":2,"l":null,"found":2,"holds":true,"failing":0,"source":"Sweeney 2002, counted in persons (Wang and Fung 2006)"},"#,
        r#"{"measure":"alpha-k-anonymity","column":"s","is":"at-most","required":0.5,"l":null,"found":0.5,"holds":true,"failing":0,"source":"Wong, Li, Fu and Wang 2006"},"#,
        r#"{"measure":"recursive-c-l-diversity","column":"s","is":"less-than","required":2.5,"l":2,"found":1.0,"holds":true,"failing":0,"source":"Machanavajjhala, Kifer, Gehrke and Venkitasubramaniam 2007"}],"#,
        r#""lost":{"given":6,"suppressed":1,"withheld":1,"released":4,"persons":4,"share":0.3333333333333333,"classes":2,"average-class-size":2.0,"discernibility":20,"unique":0,"highest-risk":0.5,"average-risk":0.5},"#,
        r#""holders":[{"party":"researcher","holds":[]},{"party":"school","holds":["source-table","withheld-rows"]}],"#,
        r#""requirements":{"waarborg-anonymity":1,"k":2,"person":null,"rows-are-persons":true,"quasi-identifiers":["q"],"sensitive":[{"column":"s","alpha":0.5,"distinct-l":null,"entropy-l":null,"recursive":{"c":2.5,"l":2},"t":null,"beta":null,"enhanced-beta":null,"delta":null}],"insensitive":[],"several":null,"missing":null,"missing-sensitive":null,"suppressed":"left-out","population":null,"withhold-at-most":0.25}}"#,
    );
    assert_eq!(outcome.report().to_json(), expected);
    let passed = outcome.passed().expect("it passes");
    assert_eq!(passed.withheld(0), [4, 5]);
    assert_eq!(passed.holds_nothing("researcher"), Some(true));
    assert_eq!(passed.holds_nothing("school"), Some(false));
    assert_eq!(passed.holds_nothing("stranger"), None);
}

#[test]
fn nothing_that_is_printed_holds_a_value() {
    let table =
        Table::new(&[("q", Column::texts(&["Noor"])), ("s", Column::integers(&[424_242]))]).expect("a table");
    let outcome =
        required("").expect("requirements").run("release", &table, None, &[holder("researcher", &[])]);
    let printed = format!("{table:?} {:?} {outcome:?}", Column::texts(&["Noor"]));
    assert!(!printed.contains("Noor") && !printed.contains("424242"), "{printed}");
}

/// What a person is must be said, once.
#[test]
fn nobody_guesses_what_a_person_is() {
    let base = r#"{"waarborg-anonymity":1,"k":2,"quasi-identifiers":["q"]"#;
    for (more, expected) in [
        ("", vec!["no-person /person"]),
        (r#","rows-are-persons":false"#, vec!["no-person /person"]),
        (r#","rows-are-persons":true,"person":"who""#, vec!["two-persons /rows-are-persons"]),
        (r#","person":"q""#, vec!["two-roles /quasi-identifiers/0"]),
        (r#","person":"who","insensitive":["who"]"#, vec!["two-roles /insensitive/0"]),
    ] {
        assert_eq!(codes(parse(&format!("{base}{more}}}")).expect_err("refused")), expected, "{more}");
    }
    assert!(parse(&format!(r#"{base},"rows-are-persons":false,"person":"who"}}"#)).is_ok());
    let diagnostics = |text: &str| codes(Requirements::parse(text).expect_err("refused"));
    assert_eq!(diagnostics(&format!(r#"{base},"person":7}}"#)), ["wrong-type /person"]);
    assert_eq!(diagnostics(&format!(r#"{base},"person":""}}"#)), ["not-a-label /person"]);
    assert_eq!(
        diagnostics(&format!(r#"{base},"rows-are-persons":"yes"}}"#)),
        ["wrong-type /rows-are-persons"]
    );
    // The column must be there, and be about somebody in every row, in the population too.
    let check =
        parse(&format!(r#"{base},"person":"who","population":{{"k-map":2}}}}"#)).expect("requirements");
    let q = Column::texts(&["x", "x"]);
    let render = |who: Option<Column<'_>>, population: &[(&str, Column<'_>)]| {
        let mut columns = vec![("q", q)];
        columns.extend(who.map(|who| ("who", who)));
        let (table, population) =
            (Table::new(&columns).expect("a table"), Table::new(population).expect("a table"));
        codes(
            check
                .run("release", &table, Some(&population), &[holder("researcher", &[])])
                .expect_err("refused"),
        )
    };
    let who = Column::integers(&[1, 2]);
    assert_eq!(render(None, &[("q", q), ("who", who)]), ["unknown-column /person"]);
    assert_eq!(render(Some(who), &[("q", q)]), ["unknown-column /person"]);
    assert_eq!(render(Some(who.valid(&[true, false])), &[("q", q), ("who", who)]), ["no-subject /person"]);
    assert_eq!(render(Some(who), &[("q", q), ("who", who.valid(&[false, true]))]), ["no-subject /person"]);
    assert_eq!(
        render(Some(who), &[("q", q), ("who", Column::texts(&["1", "2"]))]),
        ["different-kinds /person"]
    );
    // Somebody who is in the release, and not in the population.
    assert_eq!(
        render(Some(who), &[("q", q), ("who", Column::integers(&[1, 3]))]),
        ["not-in-population /population"]
    );
    // A column of persons where rows are persons has no role.
    let rows = parse(&format!(r#"{base},"rows-are-persons":true}}"#)).expect("requirements");
    assert_eq!(codes(run(&rows, &[("q", q), ("who", who)]).expect_err("refused")), ["no-role /columns/1"]);
}

#[test]
fn arx_is_told_that_it_counts_rows() {
    let check = parse(r#"{"waarborg-anonymity":1,"k":5,"person":"who","quasi-identifiers":["a"]}"#)
        .expect("requirements");
    let expected = r#"// person: ARX counts rows, and not persons. Check its result here.
data.getDefinition().setAttributeType("who", AttributeType.INSENSITIVE_ATTRIBUTE);
data.getDefinition().setAttributeType("a", AttributeType.QUASI_IDENTIFYING_ATTRIBUTE);
config.addPrivacyModel(new KAnonymity(5));
config.setSuppressionLimit(0.0);
"#;
    assert_eq!(check.requirements().to_arx(), expected);
}

#[test]
fn arx_is_told_the_same() {
    let check = parse(
        r#"{"waarborg-anonymity":1,"k":5,"rows-are-persons":true,"quasi-identifiers":["leer\"jaar","één"],"insensitive":["x"],"several":"generalised",
            "sensitive":[{"column":"a","alpha":0.5,"distinct-l":2,"entropy-l":1.5,"recursive":{"c":3,"l":2}},
                         {"column":"b","t":{"at-most":0.2,"distance":"ordered"},"beta":2,"enhanced-beta":1,"delta":0.5}],
            "population":{"k-map":10,"presence":{"at-least":0,"at-most":0.5}},"withhold-at-most":0.05}"#,
    )
    .expect("requirements");
    let expected = r#"data.getDefinition().setAttributeType("leer\"jaar", AttributeType.QUASI_IDENTIFYING_ATTRIBUTE);
data.getDefinition().setAttributeType("\u00e9\u00e9n", AttributeType.QUASI_IDENTIFYING_ATTRIBUTE);
data.getDefinition().setAttributeType("a", AttributeType.SENSITIVE_ATTRIBUTE);
data.getDefinition().setAttributeType("b", AttributeType.SENSITIVE_ATTRIBUTE);
data.getDefinition().setAttributeType("x", AttributeType.INSENSITIVE_ATTRIBUTE);
config.addPrivacyModel(new KAnonymity(5));
// alpha 0.5 for "a": ARX has no such model
config.addPrivacyModel(new DistinctLDiversity("a", 2));
config.addPrivacyModel(new EntropyLDiversity("a", 1.5));
config.addPrivacyModel(new RecursiveCLDiversity("a", 3.0, 2));
config.addPrivacyModel(new OrderedDistanceTCloseness("b", 0.2));
config.addPrivacyModel(new BasicBLikeness("b", 2.0));
config.addPrivacyModel(new EnhancedBLikeness("b", 1.0));
config.addPrivacyModel(new DDisclosurePrivacy("b", 0.5));
// population: config.addPrivacyModel(new KMap(10, subset));
// population: config.addPrivacyModel(new DPresence(0.0, 0.5, subset));
config.setSuppressionLimit(0.05);
"#;
    assert_eq!(check.requirements().to_arx(), expected);
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let schema = jsonschema::validator_for(&Requirements::schema()).expect("a schema");
    let whole = r#"{"waarborg-anonymity":1,"k":5,"rows-are-persons":true,"quasi-identifiers":["a b"],"insensitive":["x"],"several":"generalised",
        "sensitive":[{"column":"é","alpha":0.5,"distinct-l":2,"entropy-l":1.5,"recursive":{"c":3,"l":2},
                      "t":{"at-most":0.2,"distance":"ordered"},"beta":2,"enhanced-beta":1,"delta":0.5,"note":"x"}],
        "missing":"own-category","missing-sensitive":"wildcard","suppressed":"published",
        "population":{"k-map":10,"presence":{"at-least":0,"at-most":0.5}},"withhold-at-most":0.05}"#;
    let agrees = |text: &str| {
        let is_valid = schema.is_valid(&serde_json::from_str(text).expect("JSON"));
        assert_eq!(Requirements::parse(text).is_ok(), is_valid, "{text}");
        is_valid
    };
    assert!(agrees(whole));
    for (from, to) in [
        ("\"k\":5", "\"k\":5.5"),
        ("\"k\":5", "\"k\":-5"),
        ("\"k\":5,", ""),
        ("\"rows-are-persons\":true", "\"rows-are-persons\":1"),
        ("\"rows-are-persons\":true", "\"person\":\"\""),
        ("\"k\":5", "\"k\":5,\"l\":2"),
        ("a b", " a"),
        ("a b", "a\\u0001"),
        ("a b", ""),
        ("0.5,", "\"0.5\","),
        ("generalised", "generalized"),
        ("ordered", "hierarchical"),
        ("\"at-least\":0,", ""),
    ] {
        assert!(whole.contains(from) && !agrees(&whole.replacen(from, to, 1)), "{from} -> {to}");
    }
}
