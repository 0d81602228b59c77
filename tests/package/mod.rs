//! The package for access and portability: its bytes, what it refuses, how it is taken up again, and its page.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail anywhere"
)]

mod page;
mod world;

use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use waarborg::dossier::ItemOutcome::{self, *};
use waarborg::rights::{PackRecord, Package, RightsError, Whose};
use world::*;

/// A record of `results@las` about the person alone.
fn result(json: &str) -> PackRecord<'_> {
    PackRecord {
        category: "results",
        subjects: &[ME],
        redacted: None,
        created: Some("2026-09-01".parse().unwrap()),
        json: json.as_bytes(),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_package_is_json_in_which_every_record_stands_as_it_was() {
    let asked = Asked::access();
    let (mut out, mut package) = asked.begin();
    let records = [
        "{\"a\":1.50,\"b\":[1e2, \"\\u00e9\"],\n  \"c\" : {\"d\":null}}",
        "{}",
        "{\"é\":\"🌳 \\ud83c\\udf33\",\"twice\":1,\"twice\":2}",
    ];
    for json in records {
        package.push("results@las", &result(&format!("  {json}\n")), &mut out).unwrap();
    }
    let packed = finish(&mut package, &asked, &mut out);
    let text = String::from_utf8(out).unwrap();

    let whole: Json = serde_json::from_str(&text).unwrap();
    assert_eq!(whole["waarborg-package"], 1);
    assert_eq!(whole["request"]["right"], "access");
    assert_eq!(whole["subject"], ME);
    assert_eq!(whole["policy"]["digest"], hex(&asked.claims.policy().digest()));
    assert_eq!(whole["dossier"], asked.claims.head().to_string());
    assert_eq!(whole["created-at"], "2026-11-23T10:15:00.000000Z");
    assert_eq!(whole["controllers"][0]["name"], INSTITUTION);
    assert_eq!(whole["controllers"][0]["officer"]["email"], "fg@linde.example");
    assert_eq!(whole["categories"]["results"]["description"], "Cijfers en toetsresultaten");
    assert_eq!(whole["purposes"]["teaching"]["basis"], "public-task");
    let items = whole["items"].as_array().unwrap();
    assert_eq!(items.len(), asked.plan.items.len());
    let refused = items.iter().find(|item| item["kind"] == "refused").unwrap();
    assert_eq!((&refused["category"], &refused["article"]), (&"guidance".into(), &"15(4)".into()));

    let packed_items = whole["packed"].as_array().unwrap();
    let of_results = packed_items.iter().find(|item| item["item"] == "results@las").unwrap();
    assert_eq!((&of_results["count"], &of_results["outcome"]), (&3.into(), &"done".into()));
    for (json, packed) in records.iter().zip(of_results["records"].as_array().unwrap()) {
        assert!(text.contains(&format!("\"record\":{json}}}")), "byte for byte");
        assert_eq!(packed["record"], serde_json::from_str::<Json>(json).unwrap());
        assert_eq!((&packed["created"], &packed["portable"]), (&"2026-09-01".into(), &false.into()));
    }
    assert_eq!(whole["totals"]["records"], 3);

    // The digest of an item is over its lines, that of the whole over all lines before the last.
    let lines = text.split("\"item\":\"results@las\"").last().unwrap();
    let lines = lines.split_once("\"records\":[\n").unwrap().1.split_once("\n],\"count\"").unwrap().0;
    assert_eq!(of_results["sha256"], hex(&Sha256::digest(lines)));
    let before = text.trim_end().rsplit_once('\n').unwrap().0;
    assert_eq!(whole["sha256"], hex(&Sha256::digest(format!("{before}\n"))));
    assert_eq!(packed.digest_hex(), hex(&Sha256::digest(&text)));
    assert_eq!(packed.bytes, text.len() as u64);
}

#[test]
fn the_same_records_give_the_same_bytes() {
    let bytes = || Asked::access().pack().0;
    assert_eq!(bytes(), bytes());
}

#[test]
fn what_can_be_taken_along_is_marked_and_asking_for_it_gives_nothing_else() {
    let (out, _) = Asked::access().pack();
    let whole: Json = serde_json::from_slice(&out).unwrap();
    let portable = |category: &str| {
        let item =
            whole["packed"].as_array().unwrap().iter().find(|item| item["category"] == category).unwrap();
        item["records"][0]["portable"].as_bool().unwrap()
    };
    // Provided or observed, on consent or a contract; not on a public task, not what was worked out.
    assert!(portable("photo") && portable("practice"));
    assert!(!portable("results") && !portable("level") && !portable("file") && !portable("attendance"));

    let asked = Asked::of(&entries("portability", "results"));
    let given: Vec<&str> = asked.given().collect();
    assert_eq!(given, ["photo@las", "photo@site", "practice@app"]);
    let (mut out, mut package) = asked.begin();
    let error = package.push("results@las", &result("{}"), &mut out).unwrap_err();
    assert_eq!(error.code(), "unknown-item");
}

#[test]
fn another_persons_reference_is_not_given() {
    let asked = Asked::access();
    let (mut out, mut package) = asked.begin();
    let record =
        PackRecord { subjects: &["other-1", ME, "other-2"], redacted: Some(&["name"]), ..result("{}") };
    package.push("results@las", &record, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(text.ends_with("{\"subjects\":[\"p-4711\"],\"others\":2,\"portable\":false,\"redacted\":[\"name\"],\"created\":\"2026-09-01\",\"record\":{}}"), "{text}");
    assert!(!text.contains("other-1") && !text.contains("other-2"));
}

#[test]
fn what_may_not_be_packed_is_refused_and_leaves_no_trace() {
    let both: &[&str] = &[ME, "other-1"];
    let deep = format!("{{\"a\":{}1{}}}", "[".repeat(64), "]".repeat(64));
    let bad: Vec<(&str, &str, PackRecord<'_>)> = vec![
        ("unknown-item", "results@la", result("{}")),
        ("unknown-item", "results", result("{}")),
        ("unknown-item", "guidance@las", PackRecord { category: "guidance", ..result("{}") }),
        ("unknown-item", "to:gemeente", result("{}")),
        ("other-category", "results@las", PackRecord { category: "photo", ..result("{}") }),
        ("other-category", "results@las", PackRecord { category: "no such", ..result("{}") }),
        ("no-subjects", "results@las", PackRecord { subjects: &[], ..result("{}") }),
        ("about-another", "results@las", PackRecord { subjects: &["other-1"], ..result("{}") }),
        (
            "about-another",
            "results@las",
            PackRecord { subjects: &["P-4711"], redacted: Some(&[]), ..result("{}") },
        ),
        ("not-redacted", "results@las", PackRecord { subjects: both, ..result("{}") }),
        ("not-redacted", "photo@las", PackRecord { subjects: both, category: "photo", ..result("{}") }),
        ("empty-field", "results@las", PackRecord { redacted: Some(&[" "]), ..result("{}") }),
        (
            "still-there",
            "results@las",
            PackRecord { redacted: Some(&["name"]), ..result(r#"{"a":[{"n\u0061me":1}]}"#) },
        ),
        (
            "still-there",
            "results@las",
            PackRecord { redacted: Some(&["/a/0/name"]), ..result(r#"{"a":[{"name":1}]}"#) },
        ),
        ("not-utf8", "results@las", PackRecord { json: b"{\"a\":\"\xff\"}", ..result("") }),
        ("not-utf8", "results@las", PackRecord { json: b"{\"a\":\"\xed\xa0\x80\"}", ..result("") }),
        ("not-json", "results@las", result("")),
        ("not-json", "results@las", result("{")),
        ("not-json", "results@las", result("{}{}")),
        ("not-json", "results@las", result("{},{\"injected\":true}")),
        ("not-json", "results@las", result("{}}],\"count\":1}")),
        ("not-json", "results@las", result("{\"a\":\"\u{0}\"}")),
        ("not-json", "results@las", result("{\"a\":\"\\ud800\"}")),
        ("not-json", "results@las", result("\u{feff}{}")),
        ("not-an-object", "results@las", result("[{}]")),
        ("not-an-object", "results@las", result("null")),
        ("too-deep", "results@las", result(&deep)),
    ];
    let asked = Asked::access();
    let (mut out, mut package) = asked.begin();
    for (code, item, record) in &bad {
        let (before, state) = (out.clone(), package.checkpoint());
        let error = package.push(item, record, &mut out).unwrap_err();
        assert_eq!(error.code(), *code, "{item}: {error}");
        assert_eq!((&out, package.checkpoint()), (&before, state), "{code} leaves a trace");
    }
    // In its own place the name may stand; an empty list says that somebody looked.
    let elsewhere = PackRecord { redacted: Some(&["/a/0/name"]), ..result(r#"{"a":[{}],"name":1}"#) };
    package.push("results@las", &elsewhere, &mut out).unwrap();
    package
        .push("results@las", &PackRecord { subjects: both, redacted: Some(&[]), ..result("{}") }, &mut out)
        .unwrap();
    // One item at a time, closed for good, with an outcome that fits.
    let attendance = PackRecord { category: "attendance", ..result("{}") };
    let refused = |error: Result<(), RightsError>| error.unwrap_err().code();
    assert_eq!(refused(package.push("attendance@las", &attendance, &mut out)), "item-open");
    assert_eq!(refused(package.close("attendance@las", NothingFound, &mut out)), "item-open");
    assert_eq!(refused(package.close("results@las", NothingFound, &mut out)), "has-records");
    assert_eq!(refused(package.close("results@las", Failed, &mut out)), "not-given");
    assert_eq!(refused(package.close("results@las", Disproportionate, &mut out)), "not-given");
    assert_eq!(refused(package.close("no-such", Done, &mut out)), "unknown-item");
    package.close("results@las", Done, &mut out).unwrap();
    assert_eq!(refused(package.push("results@las", &result("{}"), &mut out)), "item-closed");
    assert_eq!(refused(package.close("results@las", Done, &mut out)), "item-closed");
    assert_eq!(refused(package.close("attendance@las", Done, &mut out)), "no-records");

    let undone = package.finish(&mut out).unwrap_err();
    assert_eq!(undone.diagnostics().len(), asked.given().count() - 1);
    assert!(undone.diagnostics().iter().all(|diagnostic| diagnostic.code() == "undone"));
    finish(&mut package, &asked, &mut out);
    assert_eq!(refused(package.push("results@las", &result("{}"), &mut out)), "finished");
    assert_eq!(refused(package.close("results@las", Done, &mut out)), "finished");
    assert_eq!(package.finish(&mut out).unwrap_err().code(), "finished");
    serde_json::from_slice::<Json>(&out).unwrap();
}

#[test]
fn an_error_repeats_nothing_of_a_record() {
    let asked = Asked::access();
    let (mut out, mut package) = asked.begin();
    let mine = PackRecord {
        subjects: &["Qx7Canary", ME],
        redacted: Some(&["Qx7Canary"]),
        ..result(r#"{"Qx7Canary":"Qx7Canary"}"#)
    };
    let mut shown =
        vec![format!("{mine:?} {:?}", Whose { subject: "Qx7Canary", institution: Some("Qx7Canary") })];
    let tries = [
        ("results@las", mine),
        ("results@las", PackRecord { redacted: None, ..mine }),
        ("results@las", PackRecord { subjects: &["Qx7Canary"], ..mine }),
        ("results@las", PackRecord { category: "Qx7Canary", ..mine }),
        ("Qx7Canary", mine),
        ("results@las", PackRecord { json: b"{\"Qx7Canary\":Qx7Canary}", ..mine }),
    ];
    for (item, record) in tries {
        let error = package.push(item, &record, &mut out).unwrap_err();
        shown.push(format!("{error} {error:?} {package:?}"));
    }
    let good = PackRecord { json: br#"{"a":"Qx7Canary"}"#, ..mine };
    package.push("results@las", &good, &mut out).unwrap();
    let broken = package.checkpoint().replacen("\"begun\":1", "\"begun\":1,\"Qx7Canary\":\"Qx7Canary\"", 1);
    let error = asked.resume(&broken).unwrap_err();
    shown.push(format!("{error} {error:?}"));
    let packed = finish(&mut package, &asked, &mut out);
    shown.push(format!("{packed:?} {:?}", packed.contents));
    for shown in shown {
        assert!(!shown.contains("Qx7Canary"), "{shown}");
    }
}

#[test]
fn a_package_begins_only_for_a_request_that_was_granted_and_its_own_plan() {
    let asked = Asked::access();
    let code = |asked: &Asked, of: &Asked, whose: &Whose<'_>, at: &str| {
        let at = at.parse().unwrap();
        Package::begin(&asked.claims, &asked.request, &of.plan, whose, at, &mut Vec::new())
            .unwrap_err()
            .code()
    };
    // Another request of the same dossier: its plan, and so its outcomes, are not those of this one.
    let mut two = entries("access", "");
    two.push(
        r#"{"kind":"requested","happened":"2026-11-12","right":"portability","categories":[],"by":"ref-17"}"#
            .to_owned(),
    );
    two.push(format!(r#"{{"kind":"request-granted","happened":"2026-11-12","entry":{}}}"#, two.len()));
    let first = Asked::at(&two, 9);
    let second = Asked::at(&two, two.len() as u32 - 1);
    assert_eq!(code(&first, &second, &WHOSE, NOW), "other-plan");
    let erasure = Asked::of(&entries("erasure", ""));
    assert_eq!(code(&erasure, &erasure, &WHOSE, NOW), "no-package");
    let received = Asked::at(&entries("access", "")[..9], 9);
    assert_eq!(code(&received, &received, &WHOSE, NOW), "not-granted");
    let mut moved = entries("access", "");
    moved.push(r#"{"kind":"account-opened","happened":"2026-11-13"}"#.to_owned());
    let moved = Asked::at(&moved, 9);
    assert_eq!(code(&moved, &asked, &WHOSE, NOW), "stale-plan");
    assert_eq!(code(&asked, &asked, &Whose { subject: " ", institution: None }, NOW), "no-reference");
    assert_eq!(code(&asked, &asked, &WHOSE, "1999-12-31T00:00:00Z"), "now-out-of-range");
    assert_eq!(code(&asked, &asked, &WHOSE, "2020-01-01T00:00:00Z"), "before-policy");
}

/// The names of the printers, as a step in the request.
fn names(names: &[&str]) -> String {
    serde_json::json!({
        "kind": "request-item", "happened": "2026-11-12", "entry": 9, "item": "to:drukkers", "outcome": "done",
        "names": names
    })
    .to_string()
}

#[test]
fn the_recipients_stand_in_an_access_package_by_name() {
    let recipients = |entries: &[String]| {
        let (out, _) = Asked::of(entries).pack();
        let whole: Json = serde_json::from_slice(&out).unwrap();
        whole["recipients"].clone()
    };
    let all = recipients(&entries("access", "guidance"));
    let of =
        |all: &Json, party: &str| all.as_array().unwrap().iter().find(|one| one["party"] == party).cloned();
    assert_eq!(
        of(&all, "gemeente").unwrap(),
        serde_json::json!({
            "party": "gemeente", "names": ["De gemeente Lindendorp"], "country": "NL", "grounds": ["legal-duty"],
            "categories": ["attendance"], "given": ["2025-06-30"]
        })
    );
    assert_eq!(of(&all, "rekenhuis").unwrap()["country"], "DE");
    // Of the printers the policy knows the kind alone: an open item, until somebody has found out.
    assert_eq!(of(&all, "drukkers").unwrap()["open"], true);
    assert_eq!(of(&all, "drukkers").unwrap()["names"], serde_json::json!([]));
    let mut found = entries("access", "guidance");
    found.push(names(&["Drukkerij Jansen B.V.", "Printshop Noord"]));
    let all = recipients(&found);
    let printers = of(&all, "drukkers").unwrap();
    assert_eq!(printers["names"], serde_json::json!(["Drukkerij Jansen B.V.", "Printshop Noord"]));
    assert_eq!(printers.get("open"), None);
    // Taking data along asks for no recipients.
    let mut entries = entries("portability", "results");
    entries.truncate(11);
    assert_eq!(recipients(&entries), Json::Null);
}

#[test]
fn a_recipient_of_which_only_the_kind_is_known_is_an_open_item() {
    let step = |entries: &[String], body: &str| {
        let asked = Asked::of(entries);
        let body = waarborg::dossier::Body::from_json(body).unwrap();
        let requests = waarborg::rights::Requests::of(&asked.claims);
        requests.check_append(&asked.claims, &body).map_err(|error| error.code()).err().unwrap_or("accepted")
    };
    let mut written = entries("access", "guidance");
    let asked = Asked::of(&written);
    let item = asked.plan.item("to:drukkers").unwrap();
    assert_eq!((item.kind.as_str(), item.article), ("name-recipient", "15(1)(c)"));
    assert_eq!(item.categories.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["photo"]);
    assert!(
        asked.plan.items.iter().filter(|item| item.recipient.is_some()).count() == 1,
        "the others have names"
    );
    for item in asked.given() {
        written.push(format!(
            r#"{{"kind":"request-item","happened":"2026-11-12","entry":9,"item":"{item}","outcome":"done"}}"#
        ));
    }
    let ready = r#"{"kind":"package-ready","happened":"2026-11-13","entry":9}"#;
    assert_eq!(step(&written, ready), "undone");
    assert_eq!(step(&written, &names(&[])), "not-named");
    assert_eq!(step(&written, &names(&[]).replace(r#","names":[]"#, "")), "not-named");
    assert_eq!(step(&written, &names(&["x"]).replace("to:drukkers", "photo@las")), "names-not-asked");
    let unknown = names(&[]).replace(r#","names":[]"#, "").replace("done", "disproportionate");
    assert_eq!(step(&written, &unknown), "judgement-missing");
    let judged = unknown.replace(
        "\"item\"",
        "\"decision\":{\"role\":\"school leader\",\"article\":\"15(1)(c)\",\"text\":\"The invoices are gone.\"},\"item\"",
    );
    assert_eq!(step(&written, &judged), "accepted", "C-154/21: where it is impossible to find out");
    written.push(names(&["Drukkerij Jansen B.V."]));
    assert_eq!(step(&written, ready), "accepted");
    // Where the photos are refused, nobody has to look for the printers.
    assert_eq!(Asked::of(&entries("access", "photo")).plan.item("to:drukkers"), None);
    assert_eq!(Asked::of(&entries("portability", "")).plan.item("to:drukkers"), None);
}

#[test]
fn no_package_for_who_turns_out_not_to_be_the_parent() {
    let mut written = entries("access", "guidance");
    written.push(
        r#"{"kind":"authority-ended","happened":"2026-11-12","representative":"ref-17","never":true}"#
            .to_owned(),
    );
    let asked = Asked::of(&written);
    let mut out = Vec::new();
    let error =
        Package::begin(&asked.claims, &asked.request, &asked.plan, &WHOSE, now(), &mut out).unwrap_err();
    assert_eq!((error.code(), out.len()), ("not-authorised", 0));
}

/// Every call that makes the package of [`FOUND`], in order.
fn calls(asked: &Asked) -> Vec<Call> {
    let mut calls = Vec::new();
    for item in asked.given() {
        let found: Vec<usize> = (0..FOUND.len()).filter(|index| FOUND[*index].0 == item).collect();
        let outcome = if found.is_empty() { NothingFound } else { Done };
        calls.extend(found.into_iter().map(Call::Push));
        calls.push(Call::Close(item.to_owned(), outcome));
    }
    calls
}

enum Call {
    Push(usize),
    Close(String, ItemOutcome),
}

impl Call {
    fn make(&self, package: &mut Package, out: &mut Vec<u8>) {
        match self {
            Call::Push(index) => {
                let found = &FOUND[*index];
                package.push(found.0, &found.record(), out).unwrap();
            }
            Call::Close(item, outcome) => package.close(item, *outcome, out).unwrap(),
        }
    }
}

#[test]
fn a_package_that_is_taken_up_again_after_any_call_ends_in_the_same_bytes() {
    let asked = Asked::access();
    let (whole, packed) = asked.pack();
    let calls = calls(&asked);
    assert!(calls.len() > 15);
    for cut in 0..=calls.len() {
        let (mut out, mut package) = asked.begin();
        calls[..cut].iter().for_each(|call| call.make(&mut package, &mut out));
        let checkpoint = package.checkpoint();
        let written = package.bytes();
        // What was written after the checkpoint is lost.
        if let Some(call) = calls.get(cut) {
            call.make(&mut package, &mut out);
        }
        drop(package);
        out.truncate(written as usize);

        let mut package = asked.resume(&checkpoint).unwrap();
        assert_eq!((package.bytes(), package.checkpoint()), (written, checkpoint));
        calls[cut..].iter().for_each(|call| call.make(&mut package, &mut out));
        let again = package.finish(&mut out).unwrap();
        assert_eq!(out, whole, "cut after call {cut}");
        assert!(again == packed);
    }
}

#[test]
fn a_checkpoint_is_that_of_its_package_and_as_it_was_written() {
    let asked = Asked::access();
    let (mut out, mut package) = asked.begin();
    package.push("results@las", &result("{\"a\":1}"), &mut out).unwrap();
    let checkpoint = package.checkpoint();
    let code = |text: &str| asked.resume(text).map(|_| ()).unwrap_err().code();
    assert_eq!(code(""), "not-json");
    assert_eq!(code("{}"), "missing-field");
    assert_eq!(Package::begun_at("{}").unwrap_err().code(), "missing-field");
    assert_eq!(Package::begun_at(&checkpoint).unwrap(), now());
    assert_eq!(code(&checkpoint.replacen("checkpoint\":1", "checkpoint\":2", 1)), "unknown-format");
    assert_eq!(code(&checkpoint.replacen("\"open\":", "\"opened\":", 1)), "unknown-field");
    assert_eq!(code(&checkpoint.replacen("results@las", "results@la", 1)), "broken-checkpoint");
    let open = serde_json::from_str::<Json>(&checkpoint).unwrap()["open"].clone();
    assert_eq!(
        code(&checkpoint.replacen(&format!("\"open\":{open}"), "\"open\":99", 1)),
        "broken-checkpoint"
    );
    for field in ["whole", "of-part"] {
        let mut changed: Json = serde_json::from_str(&checkpoint).unwrap();
        let digest = changed[field].as_str().unwrap().to_owned();
        for wrong in [&digest[2..], &digest.to_uppercase(), &"zz".repeat(digest.len() / 2), "-"] {
            changed[field] = wrong.into();
            assert_eq!(code(&changed.to_string()), "broken-checkpoint", "{field}");
        }
    }
    // Another person, another institution, another dossier.
    let other = |whose: &Whose<'_>| {
        Package::resume(&asked.claims, &asked.request, &asked.plan, whose, &checkpoint)
            .map(|_| ())
            .unwrap_err()
            .code()
    };
    assert_eq!(other(&Whose { subject: "p-4712", ..WHOSE }), "other-package");
    assert_eq!(other(&Whose { institution: None, ..WHOSE }), "other-package");
    let portability = Asked::of(&entries("portability", "results"));
    assert_eq!(portability.resume(&checkpoint).map(|_| ()).unwrap_err().code(), "other-package");
}

#[test]
fn a_million_tiny_records_take_no_memory() {
    let asked = Asked::access();
    let (mut out, mut package) = asked.begin();
    out.clear();
    let (mut small, mut bytes, mut whole) = (0, 0u64, Sha256::new());
    for number in 0..1_000_000u32 {
        let json = format!("{{\"n\":{number}}}");
        let record = PackRecord { redacted: Some(&["secret"]), created: None, ..result(&json) };
        package.push("results@las", &record, &mut out).unwrap();
        if number == 1_000 {
            small = package.checkpoint().len();
        }
        bytes += out.len() as u64;
        whole.update(&out);
        out.clear();
    }
    // What it keeps has not grown but for the digits of its counts, and the buffer is as long as its longest piece.
    assert!(package.checkpoint().len() <= small + 64);
    assert!(out.capacity() < 16 << 10, "{}", out.capacity());
    assert_eq!(package.contents().map(|contents| contents.records).sum::<u64>(), 1_000_000);
    finish(&mut package, &asked, &mut out);
    assert_eq!(package.bytes(), bytes + out.len() as u64 + asked.begin().0.len() as u64);
}

#[test]
fn fifty_megabytes_of_large_records_take_the_room_of_one() {
    let asked = Asked::access();
    let (mut out, mut package) = asked.begin();
    let small = package.checkpoint().len();
    let json = format!("{{\"text\":\"{}\"}}", "x".repeat(1_000_000));
    for _ in 0..50 {
        out.clear();
        package.push("results@las", &result(&json), &mut out).unwrap();
    }
    assert!(package.bytes() > 50_000_000);
    assert!(out.capacity() < 3_000_000, "{}", out.capacity());
    assert!(package.checkpoint().len() <= small + 256, "a record too large to show is no example");
}
