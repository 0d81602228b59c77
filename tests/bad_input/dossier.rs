//! The lines and the head of a dossier: lines that are changed, lost, moved or written by a newer version.

use super::*;

#[test]
fn a_dossier_is_read_back_as_it_was_written() {
    let (lines, dossier) = five();
    assert_eq!(head(&lines), dossier.head(), "the documented digest");
    for text in [lines.join("\n"), lines.join("\n") + "\n"] {
        assert_eq!(Dossier::load(&text, dossier.head()), Ok(dossier.clone()));
    }
    assert!(lines.iter().all(|line| line.is_ascii()));
    let read: Vec<Body> = dossier.entries().iter().filter_map(Entry::body).cloned().collect();
    assert_eq!(read, bodies());
    let Body::AuthorityBegan(authority) = &read[1] else { panic!("the second entry is an authority") };
    assert_eq!(authority.evidence, Some(Text("gezien: één brief 🦔".to_owned())));
}

#[test]
fn a_dossier_cut_anywhere_is_never_a_shorter_history() {
    let (lines, dossier) = five();
    let whole = lines.join("\n");
    for cut in 0..whole.len() {
        let at_line_end = cut == 0 || whole.as_bytes()[cut] == b'\n' || whole.as_bytes()[cut - 1] == b'\n';
        let expected = if at_line_end { "head-mismatch" } else { "cut-line" };
        for end in ["", "\n"] {
            let loaded = Dossier::load(&format!("{}{end}", &whole[..cut]), dossier.head());
            let error = loaded.expect_err("a cut dossier is refused");
            // A cut just after a line end leaves an empty line where another line end is added.
            let extra = end == "\n" && cut > 0 && whole.as_bytes()[cut - 1] == b'\n';
            let expected = if extra { "not-a-line" } else { expected };
            assert_eq!(error.code(), expected, "cut at {cut}");
            if expected == "cut-line" {
                let number = whole[..cut].matches('\n').count() as u32 + 1;
                assert_eq!(error.diagnostics()[0].position(), Some((number, 1)));
                assert!(error.diagnostics()[0].help().is_some_and(|help| help.contains("GROUP_CONCAT")));
            }
        }
        // Cut at the front it is refused too.
        assert!(cut == 0 || Dossier::load(&whole[cut..], dossier.head()).is_err(), "from {cut}");
    }
}

#[test]
fn a_dossier_cut_by_a_database_at_1024_bytes_says_so() {
    let (mut lines, _) = five();
    let many = bodies().into_iter().chain((0..20).map(|_| bodies().remove(3)));
    let mut dossier = Dossier::new();
    lines.clear();
    for body in many {
        let appended = dossier.append(dossier.head(), body, stamp(&dossier, time(RECORDED))).unwrap();
        lines.push(appended.line.clone());
        dossier = dossier.with(appended).unwrap();
    }
    let error = Dossier::load(&lines.join("\n")[..1024], dossier.head()).unwrap_err();
    assert_eq!(error.code(), "cut-line");
    assert!(error.diagnostics()[0].help().is_some_and(|help| help.contains("1024")));
}

#[test]
fn a_dossier_with_one_byte_changed_is_refused() {
    let (lines, dossier) = five();
    let whole = lines.join("\n").into_bytes();
    for at in 0..whole.len() {
        for byte in [whole[at] ^ 1, b' ', b'0', b'"', b'\n'] {
            if byte == whole[at] || !byte.is_ascii() {
                continue;
            }
            let mut changed = whole.clone();
            changed[at] = byte;
            let text = String::from_utf8(changed).unwrap();
            assert!(Dossier::load(&text, dossier.head()).is_err(), "byte {at} became {byte}");
        }
    }
}

#[test]
fn lines_that_are_missing_moved_doubled_or_foreign_are_refused() {
    let (lines, dossier) = five();
    let check = |lines: &[&String], code: &'static str, path: &str| {
        let text = lines.iter().map(|line| line.as_str()).collect::<Vec<_>>().join("\n");
        assert_eq!(refusal(&Dossier::load(&text, dossier.head())), [(code, path)], "{code}");
    };
    let all: Vec<&String> = lines.iter().collect();
    for missing in 0..4 {
        let mut rest = all.clone();
        rest.remove(missing);
        check(&rest, "wrong-number", &format!("/{missing}"));
        let mut swapped = all.clone();
        swapped.swap(missing, missing + 1);
        check(&swapped, "wrong-number", &format!("/{missing}"));
        let mut doubled = all.clone();
        doubled.insert(missing, all[missing]);
        check(&doubled, "wrong-number", &format!("/{}", missing + 1));
    }
    check(&all[..4], "head-mismatch", "");
    let (others, other) = written(bodies().into_iter().rev().skip(1).collect());
    let mut foreign = all.clone();
    foreign[2] = &others[2];
    check(&foreign, "head-mismatch", "");
    assert_eq!(refusal(&Dossier::load(&lines.join("\n"), other.head())), [("head-mismatch", "")]);
    assert_eq!(refusal(&Dossier::load(&lines.join("\n"), Head::EMPTY)), [("head-mismatch", "")]);
    assert_eq!(refusal(&Dossier::load("", dossier.head())), [("head-mismatch", "")]);
    assert_eq!(Dossier::load("", Head::EMPTY), Ok(Dossier::new()));
    // Line ends of Windows, empty lines, a byte order mark.
    for (text, path) in [
        (lines.join("\r\n"), "/0"),
        (lines.join("\n") + "\r\n", "/4"),
        (lines.join("\n\n"), "/1"),
        (lines.join("\n") + "\n\n", "/5"),
        ("\u{feff}".to_owned() + &lines.join("\n"), "/0"),
        (" ".to_owned() + &lines.join("\n"), "/0"),
    ] {
        let result = Dossier::load(&text, dossier.head());
        let got = refusal(&result);
        assert_eq!((got.len(), got[0].1), (1, path), "{got:?}");
        assert!(["not-a-line", "cut-line"].contains(&got[0].0), "{got:?}");
    }
}

#[test]
fn a_line_is_read_as_it_is_written_and_no_other_way() {
    for (text, code) in [
        (line("1", "0", RECORDED, true, LEFT), "wrong-number"),
        (line("1", "2", RECORDED, true, LEFT), "wrong-number"),
        (line("1", "4294967295", RECORDED, true, LEFT), "wrong-number"),
        (line("1", "4294967296", RECORDED, true, LEFT), "not-a-line"),
        (line("1", "99999999999999999999999", RECORDED, true, LEFT), "not-a-line"),
        (line("1", "-1", RECORDED, true, LEFT), "not-a-line"),
        (line("1", "+1", RECORDED, true, LEFT), "not-a-line"),
        (line("1", "01", RECORDED, true, LEFT), "not-a-line"),
        (line("1", "1.0", RECORDED, true, LEFT), "not-a-line"),
        (line("1", "", RECORDED, true, LEFT), "not-a-line"),
        (line("0", "1", RECORDED, true, LEFT), "not-a-line"),
        (line("\"1\"", "1", RECORDED, true, LEFT), "not-a-line"),
        (line("1", "1", "2026-02-01T09:00:00Z", true, LEFT), "not-a-line"),
        (line("1", "1", "2026-02-01T10:00:00.000000+01:00", true, LEFT), "not-a-line"),
        (line("1", "1", "2500-02-01T09:00:00.000000Z", true, LEFT), "not-a-line"),
        (line("1", "1", "+infinity", true, LEFT), "not-a-line"),
        (line("1", "1", "", true, LEFT), "not-a-line"),
        (line("1", "1", RECORDED, true, LEFT).replace("true", "yes"), "not-a-line"),
        (line("1", "1", RECORDED, true, "{}"), "not-canonical"),
        (line("1", "1", RECORDED, true, "{\"happened\":\"2026-01-01\",\"kind\":\"left\"}"), "not-canonical"),
        (line("1", "1", RECORDED, true, "{ \"kind\":\"left\",\"happened\":\"2026-01-01\"}"), "not-canonical"),
        (
            line("1", "1", RECORDED, true, "{\"kind\":\"objected\",\"happened\":\"2026-01-01\"}"),
            "not-canonical",
        ),
        (
            line("1", "1", RECORDED, true, "{\"kind\":\"left\",\"happened\":\"2026-01-01\",\"note\":\"x\"}"),
            "not-canonical",
        ),
        (line("1", "1", RECORDED, true, &format!("{LEFT}{LEFT}")), "not-json"),
        (line("1", "1", RECORDED, true, &format!("{LEFT},\"more\":{{}}")), "not-json"),
        (line("1", "1", RECORDED, true, "{\"kind\":\"left\"}"), "missing-field"),
        (line("1", "1", RECORDED, true, "{\"kind\":\"left\",\"happened\":\"2026-02-30\"}"), "not-a-moment"),
        (line("1", "1", RECORDED, true, "{\"kind\":\"left\",\"happened\":\"+infinity\"}"), "not-a-moment"),
        (line("1", "1", RECORDED, true, "{\"kind\":\"left\",\"happened\":20260101}"), "wrong-type"),
        (
            line(
                "1",
                "1",
                RECORDED,
                true,
                "{\"kind\":\"left\",\"happened\":\"2026-01-01\",\"happened\":\"2026-01-02\"}",
            ),
            "duplicate-field",
        ),
        (
            line(
                "1",
                "1",
                RECORDED,
                true,
                "{\"kind\":\"began\",\"happened\":\"2026-01-01\",\"state\":\"Not A Name\"}",
            ),
            "not-an-id",
        ),
        (
            line(
                "1",
                "1",
                RECORDED,
                true,
                "{\"kind\":\"born\",\"happened\":\"2026-01-01\",\"date\":\"2026-02-30\"}",
            ),
            "not-a-day",
        ),
        (
            line(
                "1",
                "1",
                RECORDED,
                true,
                "{\"kind\":\"consent-given\",\"happened\":\"2026-01-01\",\"purposes\":[],\"by\":\"\"}",
            ),
            "empty-text",
        ),
        (
            line(
                "1",
                "1",
                RECORDED,
                true,
                "{\"kind\":\"consent-given\",\"happened\":\"2026-01-01\",\"purposes\":[],\"by\":\"\\ud800\"}",
            ),
            "not-json",
        ),
        (
            line(
                "1",
                "1",
                RECORDED,
                true,
                "{\"kind\":\"age-attested\",\"happened\":\"2026-01-01\",\"at-least\":-1}",
            ),
            "wrong-type",
        ),
        (
            line(
                "1",
                "1",
                RECORDED,
                true,
                "{\"kind\":\"capacity\",\"happened\":\"2026-01-01\",\"capacity\":\"half\"}",
            ),
            "unknown-word",
        ),
        (line("1", "1", RECORDED, true, "{\"kind\":\"of-tomorrow\",]}"), "not-canonical"),
        (line("2", "1", RECORDED, true, "{\"kind\":\"left\",]}"), "not-a-line"),
    ] {
        let result = loaded(std::slice::from_ref(&text));
        let got = refusal(&result);
        assert_eq!(got.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [code], "{text}");
        assert!(got.iter().all(|(_, path)| path.starts_with("/0")), "{got:?}");
    }
    assert!(loaded(&[line("1", "1", RECORDED, true, LEFT)]).is_ok());
}

#[test]
fn a_diagnostic_in_a_body_is_given_with_its_path() {
    let first = line("1", "1", RECORDED, true, LEFT);
    for (body, code, path, suggestion) in [
        (
            "{\"kind\":\"left\",\"happened\":\"2026-01-01\",\"stted\":\"2026-01-01\"}",
            "unknown-field",
            "/1/body",
            Some("stated"),
        ),
        (
            "{\"kind\":\"objection-upheld\",\"happened\":\"2026-01-01\",\"entry\":1,\"decision\":{\"role\":\"a\",\"article\":\"b\",\"text\":\"c\",\"tekst\":\"d\"}}",
            "unknown-field",
            "/1/body/decision",
            None,
        ),
        (
            "{\"kind\":\"objection-upheld\",\"happened\":\"2026-01-01\",\"entry\":1,\"decision\":{\"role\":\"a\",\"article\":\" \",\"text\":\"c\"}}",
            "empty-text",
            "/1/body/decision/article",
            None,
        ),
        (
            "{\"kind\":\"consent-asked\",\"happened\":\"2026-01-01\",\"purposes\":[\"a\",7]}",
            "wrong-type",
            "/1/body/purposes/1",
            None,
        ),
        (
            "{\"kind\":\"agreement-signed\",\"happened\":\"2026-01-01\",\"terms\":{\"a\":\"enrolled + P2\"},\"bases\":{}}",
            "not-a-period",
            "/1/body/terms",
            None,
        ),
    ] {
        let result = loaded(&[first.clone(), line("1", "2", RECORDED, true, body)]);
        assert_eq!(refusal(&result), [(code, path)], "{body}");
        let diagnostic = &result.unwrap_err().diagnostics()[0].clone();
        assert_eq!((diagnostic.suggestion(), diagnostic.position()), (suggestion, Some((2, 1))), "{body}");
    }
}

#[test]
fn recorded_never_goes_backwards() {
    let second = |recorded: &str| line("1", "2", recorded, true, LEFT);
    let first = line("1", "1", RECORDED, true, LEFT);
    let load = |recorded: &str| loaded(&[first.clone(), second(recorded)]);
    assert_eq!(refusal(&load("2026-02-01T08:59:59.999999Z")), [("recorded-backwards", "/1")]);
    assert!(load(RECORDED).is_ok(), "two entries in one microsecond");
    // A clock that ran behind is moved up when an entry is appended; one that is wrong is not.
    let (_, dossier) = five();
    let last = dossier.entries()[4].recorded();
    let append = |behind: i64, skew: i64| {
        let recorded = Time::now(last.micros() - behind).unwrap();
        dossier.append(dossier.head(), bodies().remove(0), stamp(&dossier, recorded).skew(skew))
    };
    let day = 86_400_000_000;
    for (behind, skew) in [(1, 0), (day, 0), (day, day)] {
        let with = dossier.clone().with(append(behind, skew).unwrap()).unwrap();
        assert_eq!(with.entries()[5].recorded(), last);
    }
    for (behind, skew) in [(day + 1, 0), (day + 1, day), (2_000 * day, 0)] {
        assert_eq!(code(append(behind, skew), |error| error.code()), "clock-behind");
    }
    for skew in [-1, i64::MIN, day + 1, i64::MAX] {
        assert_eq!(code(append(0, skew), |error| error.code()), "not-a-skew");
    }
}

#[test]
fn an_error_that_ends_a_program_can_be_read() {
    let error = Policy::parse("{}").unwrap_err();
    assert_eq!(format!("{error:?}"), error.to_string());
}

#[test]
fn what_ends_is_raised_within_the_clock_skew_and_what_begins_is_not() {
    let body = |kind: &str, option: &str, at: &str| {
        Body::from_json(&json!({"kind": kind, "happened": at, "option": option}).to_string()).unwrap()
    };
    let second = 1_000_000;
    let (mut dossier, mut lines) = (Dossier::new(), Vec::new());
    for (kind, option, at, skew, raised) in [
        ("option-on", "portfolio", "2026-01-02T10:00:01Z", Stamp::SKEW, None),
        // Within the skew of a minute: raised, and what was stated is kept.
        (
            "option-off",
            "portfolio",
            "2026-01-02T10:00:00.5Z",
            Stamp::SKEW,
            Some("2026-01-02T10:00:01.000000Z"),
        ),
        // A beginning is never raised, nor an end of another thing, nor one beyond the skew.
        ("option-on", "portfolio", "2026-01-02T10:00:00.5Z", Stamp::SKEW, None),
        ("option-off", "newsletter", "2026-01-02T10:00:00.5Z", Stamp::SKEW, None),
        ("option-off", "portfolio", "2026-01-02T09:59:00Z", 59 * second, None),
        ("option-off", "portfolio", "2026-01-02T09:59:00Z", 61 * second, Some("2026-01-02T10:00:01.000000Z")),
        // The same instant, and long before: kept as they are.
        ("option-off", "portfolio", "2026-01-02T10:00:01Z", 5 * second, None),
        ("option-off", "portfolio", "2026-01-01T10:00:00Z", 5 * second, None),
        // Bare dates neither raise nor are raised; without skew nothing is.
        ("option-off", "portfolio", "2026-01-01", 86_400 * second, None),
        ("option-on", "portfolio", "2026-01-03", 0, None),
        ("option-off", "portfolio", "2026-01-02T10:00:00Z", 0, None),
        ("option-off", "portfolio", "2026-01-02T22:00:00Z", 86_400 * second, None),
    ] {
        let stamp = stamp(&dossier, time(RECORDED)).skew(skew);
        let appended = dossier.append(dossier.head(), body(kind, option, at), stamp).unwrap();
        assert_eq!(appended.raised, raised.is_some(), "{at}");
        let stated = format!("\"stated\":\"{}\"", at.parse::<Moment>().unwrap());
        assert_eq!(appended.line.contains(&stated), raised.is_some(), "{}", appended.line);
        let line = appended.line.clone();
        dossier = dossier.with(appended).unwrap();
        let happened = dossier.entries().last().and_then(Entry::body).unwrap().happened();
        assert_eq!(happened, raised.unwrap_or(at).parse().unwrap(), "{at}");
        lines.push(line);
    }
    assert_eq!(loaded(&lines), Ok(dossier));
}

#[test]
fn what_a_newer_library_wrote_is_kept_and_never_guessed() {
    let unknown = "{\"kind\":\"of-tomorrow\",\"happened\":\"2026-01-01\",\"what\":[1,{}]}";
    let ask = |dossier: &Dossier| {
        let query = Query::new("tutor", Verb::View, "help", "marks", at("2026-03-01T00:00:00Z"));
        explain(&claims(dossier), &query).unwrap()
    };
    for (version, body) in [("1", unknown), ("2", unknown), ("2", LEFT), ("4294967295", LEFT)] {
        for critical in [true, false] {
            let opening = first(crate::writing::subjects(&Policy::parse(CLUB).unwrap())).line;
            let lines =
                [opening, line("1", "1", RECORDED, true, LEFT), line(version, "2", RECORDED, critical, body)];
            let dossier = loaded(&lines).unwrap();
            let entry = &dossier.entries()[1];
            assert_eq!((entry.seq(), entry.is_critical(), entry.body()), (2, critical, None));
            assert_eq!(dossier.head(), head(&lines), "its bytes count, though they are not understood");
            let explanation = ask(&dossier);
            assert_eq!(explanation.decision.answer, Answer::Deny);
            let unreadable =
                explanation.reasons.iter().any(|reason| reason.code.as_str() == "unreadable-entry");
            assert_eq!(unreadable, critical, "version {version}: {:?}", explanation.reasons);
            // An entry can still be added after it, and it cannot be lost.
            let next =
                dossier.append(dossier.head(), bodies().remove(0), stamp(&dossier, time(RECORDED))).unwrap();
            let all = [&lines[..], std::slice::from_ref(&next.line)].concat();
            assert_eq!(loaded(&all), dossier.clone().with(next));
            assert_eq!(refusal(&Dossier::load(&lines[0], dossier.head())), [("head-mismatch", "")]);
        }
    }
    // A kind that is not known is refused where an entry is made.
    let error = Body::from_json("{\"kind\":\"consent-wthdrawn\",\"happened\":\"2026-01-01\"}").unwrap_err();
    assert_eq!((error.code(), error.diagnostics()[0].path()), ("unknown-kind", "/kind"));
    assert_eq!(error.diagnostics()[0].suggestion(), Some("consent-withdrawn"));
}

#[test]
fn an_entry_is_appended_to_the_dossier_it_was_created_for_and_no_other() {
    let (_, dossier) = five();
    let now = dossier.entries()[4].recorded();
    let (_, other) = written(bodies().into_iter().take(4).chain(bodies().into_iter().take(1)).collect());
    assert_eq!(dossier.entries().len(), other.entries().len());
    let body = || bodies().remove(0);
    let stale = dossier.append(Head::EMPTY, body(), stamp(&dossier, time(RECORDED)));
    assert_eq!(code(stale, |error| error.code()), "head-moved");
    let appended = dossier.append(dossier.head(), body(), stamp(&dossier, now)).unwrap();
    // Another person's dossier of the same length; an earlier and a later state of this one.
    assert_eq!(code(other.clone().with(appended.clone()), |error| error.code()), "head-moved");
    assert_eq!(code(Dossier::new().with(appended.clone()), |error| error.code()), "head-moved");
    let once = dossier.clone().with(appended.clone()).unwrap();
    assert_eq!(code(once.clone().with(appended.clone()), |error| error.code()), "head-moved");
    assert_eq!(
        code(once.append(dossier.head(), body(), stamp(&once, time(RECORDED))), |error| error.code()),
        "head-moved"
    );
    assert_eq!(once.head(), appended.head);
}

#[test]
fn a_line_has_a_longest_length() {
    let given = |length: usize| {
        let body = json!({"kind": "imported", "happened": "2026-01-01", "from": "x".repeat(length)});
        Body::from_json(&body.to_string()).unwrap()
    };
    let append =
        |body: Body| Dossier::new().append(Head::EMPTY, body, stamp(&Dossier::new(), time(RECORDED)));
    let short = append(given(1)).unwrap().line.len();
    let longest = (1 << 20) - short + 1;
    let appended: Appended = append(given(longest)).unwrap();
    assert_eq!(appended.line.len(), 1 << 20);
    assert!(Dossier::load(&appended.line, appended.head).is_ok());
    assert_eq!(code(append(given(longest + 1)), |error| error.code()), "line-too-long");
    let line = appended.line.replacen("xx", "xxx", 1);
    assert_eq!(refusal(&loaded(&[line])), [("line-too-long", "/0")]);
    // Escaped, one letter is six bytes: what counts is the line.
    let wide = json!({"kind": "imported", "happened": "2026-01-01", "from": "é".repeat(200_000)});
    assert_eq!(
        code(append(Body::from_json(&wide.to_string()).unwrap()), |error| error.code()),
        "line-too-long"
    );
}
