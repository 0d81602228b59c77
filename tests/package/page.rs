//! The page: every field of article 15, nothing that runs, and a structure that others can read.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use waarborg::claim::Record;
use waarborg::dossier::ItemOutcome;
use waarborg::policy::Language::{self, *};
use waarborg::retention::due;
use waarborg::rights::{ItemKind, PackRecord, Package, Packed, Whose};

use super::world::*;

fn page(asked: &Asked, packed: &Packed, language: Language) -> String {
    packed.page(&asked.claims, &asked.request, &asked.plan, &WHOSE, language).unwrap()
}

/// The text of a section, by the id of its heading, without tags.
fn section(page: &str, id: &str) -> String {
    let start = page.find(&format!("<h2 id=\"{id}\">")).unwrap_or_else(|| panic!("no section {id}"));
    let rest = &page[start..];
    text(&rest[..rest.find("</section>").unwrap()])
}

fn text(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        rest = &rest[open..];
        // A number of a note is no text of the sentence; and words within a line are not torn apart.
        let (tag, after) = rest[1..].split_once('>').unwrap();
        let inline = ["bdi", "a", "span", "strong", "code", "sup"];
        let name = tag.trim_start_matches('/').split_whitespace().next().unwrap_or("");
        if !inline.contains(&name) {
            text.push(' ');
        }
        rest = if tag == "sup" { after.split_once("</sup>").unwrap().1 } else { after };
    }
    text.push_str(rest);
    let text = text.replace("&#39;", "'").replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&amp;", "&").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What article 15(1) and (2) ask for: article, section, and what must be told there of the pupil, in two languages.
#[rustfmt::skip]
const FIELDS: &[(&str, &str, &[[&str; 2]])] = &[
    ("15(1)(a)", "purposes", &[
        ["Lesgeven, toetsen en adviseren", "Lesgeven, toetsen en adviseren"],
        ["Omdat een wet ons daartoe verplicht", "Because a law obliges us"],
        ["Omdat er toestemming voor wordt gevraagd. De toestemming is ingetrokken", "Because we ask for consent. Consent was withdrawn"],
    ]),
    ("15(1)(b)", "data", &[["Cijfers en toetsresultaten", "Cijfers en toetsresultaten"], ["Foto's waarop de leerling staat", "Foto's waarop de leerling staat"]]),
    ("15(1)(c)", "recipients", &[
        ["Het Rekenhuis B.V.", "Het Rekenhuis B.V."],
        ["De gemeente Lindendorp", "De gemeente Lindendorp"],
        ["Gegeven op 30 juni 2025", "Given on 30 June 2025"],
        ["Vraag ons om de naam", "Ask us for the name"],
    ]),
    ("15(1)(d)", "data", &[
        ["Het oudste gaat weg na 3 december 2026, het nieuwste na 20 december 2027", "The oldest goes after 3 December 2026, the newest after 20 December 2027"],
        ["tot 2 jaar na het einde van de inschrijving", "until 2 years after the end of the enrolment"],
        ["ten minste tot 5 jaar na het einde van de inschrijving", "at least until 5 years after the end of the enrolment"],
    ]),
    ("15(1)(e)", "rights", &[["Gegevens laten verbeteren", "Have data corrected"], ["Gegevens laten wissen", "Have data erased"], ["stilzetten", "stopped for a time"], ["Bezwaar maken", "Object"], ["privacy@linde.example", "privacy@linde.example"]]),
    ("15(1)(f)", "complaint", &[["Autoriteit Persoonsgegevens", "Autoriteit Persoonsgegevens"]]),
    ("15(1)(g)", "sources", &[["Gekregen van De vorige school", "Received from De vorige school"], ["Van u, of van de persoon zelf", "From you, or from the person"]]),
    ("15(1)(h)", "computers", &[["Oefenen met opgaven die bij de leerling passen: hier neemt een computer alleen een beslissing", "here a computer takes a decision alone"], ["Wij moeten het uitleggen", "We must explain it"]]),
    ("15(2)", "outside", &[["Fotowolk Inc.", "Fotowolk Inc."], ["EU-US Data Privacy Framework ja", "EU-US Data Privacy Framework yes"], ["Privacy Shield nee, niet meer", "Privacy Shield no, no longer"]]),
    ("15(3)", "file", &[["11 stuks", "11 items"], ["controlegetal", "checksum"]]),
    ("15(4)", "left-out", &[
        ["Notities om de leerling te begeleiden: dit deel van het verzoek is geweigerd. Met een kopie", "this part of the request was refused. A copy would harm"],
        ["Velden: leerlingen, namen", "Fields: leerlingen, namen"],
        ["Na gebruik is het meteen weg", "After use it is gone at once"],
        ["Wij kunnen niet vaststellen welke gegevens over u gaan", "We cannot tell which data are about you"],
    ]),
];

#[test]
fn every_field_of_article_15_is_on_the_page() {
    let asked = Asked::access();
    let (_, packed) = asked.pack();
    for (index, language) in [Dutch, English].into_iter().enumerate() {
        let page = page(&asked, &packed, language);
        let notes = section(&page, "notes");
        for (article, id, rendered) in FIELDS {
            let section = section(&page, id);
            for texts in *rendered {
                assert!(section.contains(texts[index]), "{article}: {:?} is not in {section}", texts[index]);
            }
            assert!(notes.contains(&format!(" {article} ")), "{article} is not in the table of the notes");
            assert!(page.contains(&format!(
                "<td role=\"cell\" data-head=\"{}\"><a href=\"#{id}\">",
                ["Op deze pagina bij", "On this page under"][index]
            )));
        }
        // Who is responsible, who watches, and what was chosen.
        assert!(section(&page, "responsible").contains(INSTITUTION));
        assert!(section(&page, "responsible").contains("fg@linde.example"));
        let choices = section(&page, "choices");
        for rendered in [
            ["toestemming gegeven", "consent given"],
            ["3 maart 2026 toestemming ingetrokken", "3 March 2026 consent withdrawn"],
            ["aangezet", "switched on"],
        ] {
            assert!(choices.contains(rendered[index]), "{choices}");
        }
        assert!(!page.contains("ref-17") && !page.contains("p-4712"), "no reference of anybody");
    }
}

#[test]
fn until_when_is_what_is_due_once_the_request_is_closed() {
    let asked = Asked::access();
    let (_, packed) = asked.pack();
    let data = section(&page(&asked, &packed, English), "data");
    let mut closed = entries("access", "guidance");
    closed.push(r#"{"kind":"request-closed","happened":"2026-11-22","entry":9}"#.to_owned());
    let after = Asked::at(&closed, 9).claims;
    let mut compared = 0;
    for contents in packed.contents.iter().filter(|contents| contents.records > 0) {
        for created in [contents.first, contents.last].into_iter().flatten() {
            let record = Record {
                created: Some(created.into()),
                system: contents.system.clone(),
                ..Record::default()
            };
            let due = due(&after, contents.category.as_str(), &record).unwrap();
            if let Some(day) = due.last_day(after.institution().zone()) {
                let months = [
                    "January",
                    "February",
                    "March",
                    "April",
                    "May",
                    "June",
                    "July",
                    "August",
                    "September",
                    "October",
                    "November",
                    "December",
                ];
                let said = format!("{} {} {}", day.day(), months[day.month() as usize - 1], day.year());
                assert!(data.contains(&said), "{} is due after {said}", contents.item);
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 2, "the other terms count from an enrolment that lasts");
    assert!(data.contains("Of 1 item we do not know when it was recorded"), "{data}");
}

/// The answers to "Can you refuse it?", one for each purpose on the page, by its name.
fn refusals(page: &str, question: &str) -> Vec<(String, String)> {
    let articles = page.split("<article class=\"purpose\">").skip(1);
    let of = |article: &str| {
        let article = text(article.split("</article>").next().unwrap());
        let (before, answer) = article.split_once(question).unwrap();
        (before.split('?').next().unwrap().to_owned(), answer.trim().to_owned())
    };
    articles.map(of).collect()
}

#[test]
fn can_you_refuse_is_answered_for_every_purpose_on_every_basis() {
    let policy = include_str!("../input/rights.json");
    let entries = [
        r#"{"kind":"born","happened":"2024-02-01","date":"2004-05-05"}"#,
        r#"{"kind":"enrolled","happened":"2024-02-01","initial":true}"#,
        r#"{"kind":"requested","happened":"2026-11-02","right":"access","categories":[]}"#,
        r#"{"kind":"request-granted","happened":"2026-11-10","entry":3}"#,
    ]
    .map(str::to_owned);
    let asked = Asked::under(policy, &entries, 3);
    let (mut out, mut package) = asked.begin();
    for item in asked.given().map(str::to_owned).collect::<Vec<_>>() {
        let record = PackRecord {
            category: item.split('@').next().unwrap(),
            subjects: &[ME],
            redacted: Some(&[]),
            created: Some("2026-09-01".parse().unwrap()),
            json: br#"{"a":"b"}"#,
        };
        package.push(&item, &record, &mut out).unwrap();
        package.close(&item, ItemOutcome::Done, &mut out).unwrap();
    }
    let packed = package.finish(&mut out).unwrap();
    for (language, question, yes, no, object, unknown) in [
        (
            English,
            "Can you refuse it?",
            "Yes. ",
            "No. ",
            "Not outright, but you can object. ",
            "That is not known yet. ",
        ),
        (
            Dutch,
            "Kunt u het weigeren?",
            "Ja. ",
            "Nee. ",
            "Niet zonder meer, maar u kunt bezwaar maken. ",
            "Dat is nog niet bekend. ",
        ),
    ] {
        let page = page(&asked, &packed, language);
        let answers = refusals(&page, question);
        let expected = [
            ("Teach", object),
            ("Show the college", yes),
            ("Keep own work", no),
            ("Keep the books", no),
            ("Register absence", object),
            ("Send the newsletter", yes),
            ("Improve the app", object),
            ("Count use", object),
            ("Admit by score", no),
            ("Help in an emergency", no),
            ("Make groups", unknown),
        ];
        assert_eq!(answers.len(), expected.len());
        for (purpose, begins) in expected {
            let (_, answer) = answers.iter().find(|(name, _)| name.contains(purpose)).unwrap();
            // A word, and then why, or how.
            assert!(answer.starts_with(begins) && answer.len() > begins.len() + 20, "{purpose}: {answer}");
        }
        is_well_formed(&page, language);
    }
}

#[test]
fn examples_have_words_for_columns_and_no_reference() {
    let asked = Asked::of(&entries("access", ""));
    let (mut out, mut package) = asked.begin();
    let record = |json: &'static str| PackRecord {
        category: "practice",
        subjects: &[ME],
        redacted: None,
        created: None,
        json: json.as_bytes(),
    };
    package
        .push(
            "practice@app",
            &record(r#"{"about":"p-4711","held-as":"x","lastLogin":1,"groep_naam":"6"}"#),
            &mut out,
        )
        .unwrap();
    package.push("practice@app", &record(r#"{"about":"p-4711"}"#), &mut out).unwrap();
    let packed = finish(&mut package, &asked, &mut out);
    let data = section(&page(&asked, &packed, English), "data");
    assert!(data.contains("Example: held as: x · last login: 1 · groep naam: 6"), "{data}");
    assert!(!data.contains("p-4711") && !data.contains("about:"), "{data}");
}

#[test]
fn the_names_behind_a_kind_of_recipient_are_on_the_page() {
    let mut written = entries("access", "guidance");
    written.push(
        r#"{"kind":"request-item","happened":"2026-11-12","entry":9,"item":"to:drukkers","outcome":"done","names":["Drukkerij <Jansen>","Printshop Noord"]}"#
            .to_owned(),
    );
    let asked = Asked::of(&written);
    let (_, packed) = asked.pack();
    for (language, and) in [(English, "and"), (Dutch, "en")] {
        let page = page(&asked, &packed, language);
        is_well_formed(&page, language);
        for id in ["recipients", "data"] {
            let section = section(&page, id);
            assert!(
                section.contains(&format!("Drukkerijen: Drukkerij <Jansen> {and} Printshop Noord")),
                "{section}"
            );
        }
        assert!(!page.contains("Ask us for the name") && !page.contains("Vraag ons om de naam"));
    }
}

#[test]
fn what_is_over_is_said_to_be_over() {
    let asked = Asked::of(&entries("access", ""));
    let (mut out, mut package) = asked.begin();
    let record = |created: &str| PackRecord {
        category: "practice",
        subjects: &[ME],
        redacted: None,
        created: Some(created.parse().unwrap()),
        json: b"{}",
    };
    package.push("practice@app", &record("2024-10-01"), &mut out).unwrap();
    let checkpoint = package.checkpoint();
    let packed = finish(&mut package, &asked, &mut out);
    assert!(
        section(&page(&asked, &packed, English), "data")
            .contains("The time is up. While your request is open")
    );
    let mut package = asked.resume(&checkpoint).unwrap();
    package.push("practice@app", &record("2026-10-01"), &mut out).unwrap();
    let packed = finish(&mut package, &asked, &mut out);
    let data = section(&page(&asked, &packed, English), "data");
    assert!(data.contains("For part of it the time is up already"), "{data}");
}

#[test]
fn one_item_is_told_as_one() {
    let asked = Asked::of(&entries("access", ""));
    let (mut out, mut package) = asked.begin();
    let record =
        PackRecord { category: "practice", subjects: &[ME], redacted: None, created: None, json: b"{}" };
    package.push("practice@app", &record, &mut out).unwrap();
    let packed = finish(&mut package, &asked, &mut out);
    for (language, rendered) in [
        (Dutch, ["Wij hebben één stuk gevonden.", "bytes en 1 stuk."]),
        (English, ["We found one item.", "bytes and 1 item."]),
    ] {
        let page = text(&page(&asked, &packed, language));
        assert!(rendered.iter().all(|sentence| page.contains(sentence)), "{page}");
        assert!(!page.contains(" 1 stuks") && !page.contains(" 1 items"), "{page}");
    }
}

#[test]
fn a_choice_is_told_where_nothing_was_found_too() {
    let asked = Asked::of(&entries("access", ""));
    let (mut out, mut package) = asked.begin();
    let packed = finish(&mut package, &asked, &mut out);
    let page = page(&asked, &packed, English);
    let (choices, rights) = (section(&page, "choices"), section(&page, "rights"));
    assert!(choices.contains("Een jaarboek maken voor de klas"), "{choices}");
    assert!(choices.contains("switched on"), "{choices}");
    assert!(!choices.contains("No choices are on record"), "{choices}");
    let withdrawal = rights.split("Withdraw a consent").nth(1).unwrap();
    assert!(!withdrawal.split("Take").next().unwrap().contains("none of the purposes"), "{rights}");
}

#[test]
fn a_page_is_that_of_its_package() {
    let asked = Asked::access();
    let (_, packed) = asked.pack();
    let whose = Whose { subject: "p-4712", ..WHOSE };
    let error = packed.page(&asked.claims, &asked.request, &asked.plan, &whose, Dutch).unwrap_err();
    assert_eq!(error.code(), "other-package");
}

/// A tag: its name, and its attributes with their values.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
    }
}

/// Every tag of a page. Stops at anything that this library does not write.
fn tags(page: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some(open) = rest.find('<') {
        assert!(
            !rest[..open].contains('>') || tags.last().is_some_and(|tag: &Tag| tag.name == "style"),
            "a `>` in text"
        );
        rest = &rest[open + 1..];
        let end = rest.find('>').expect("a tag ends");
        let (mut inside, after) = (&rest[..end], &rest[end + 1..]);
        let name: String = inside.chars().take_while(|c| !c.is_whitespace()).collect();
        inside = inside[name.len()..].trim_end_matches('/');
        let mut attributes = Vec::new();
        while !inside.trim().is_empty() {
            let (attribute, value) = inside.trim_start().split_once("=\"").unwrap_or((inside.trim(), "\""));
            let (value, next) = value.split_once('"').expect("a quoted value");
            attributes.push((attribute.to_owned(), value.to_owned()));
            inside = next;
        }
        tags.push(Tag { name, attributes });
        rest = after;
    }
    tags
}

/// The shape of a page: its tags without what text decides.
fn shape(page: &str) -> Vec<(String, Vec<String>)> {
    let of = |tag: Tag| (tag.name, tag.attributes.into_iter().map(|(name, _)| name).collect());
    tags(page).into_iter().map(of).collect()
}

/// What a page must be for everyone to read it, whatever is on it.
fn is_well_formed(page: &str, language: Language) {
    assert!(page.starts_with("<!DOCTYPE html>\n"));
    let tags = tags(page);
    let count = |name: &str| tags.iter().filter(|tag| tag.name == name).count();
    for once in ["html", "head", "title", "body", "h1", "header", "nav", "main", "footer"] {
        assert_eq!(count(once), 1, "{once}");
    }
    for never in
        ["script", "link", "img", "iframe", "object", "embed", "identifiability", "input", "base", "a href"]
    {
        assert_eq!(count(never), 0, "{never}");
    }
    assert_eq!(tags.iter().find(|tag| tag.name == "html").unwrap().get("lang"), Some(language.as_str()));
    // Nothing runs, nothing is fetched.
    for tag in &tags {
        for (name, value) in &tag.attributes {
            assert!(!name.starts_with("on") && name != "style" && name != "src", "{tag:?}");
            assert!(name != "href" || value.starts_with('#'), "{tag:?}");
        }
    }
    let style = &page[page.find("<style>").unwrap()..page.find("</style>").unwrap()];
    assert!(!style.contains("url(") && !style.contains("@import") && !style.contains("http"));
    // Headings in order, ids once, links to something.
    let mut level = 0;
    for tag in tags.iter().filter(|tag| tag.name.len() == 2 && tag.name.starts_with('h') && tag.name != "hr")
    {
        let next: u32 = tag.name[1..].parse().unwrap();
        assert!(next <= level + 1, "h{level} is followed by h{next}");
        level = next;
    }
    let ids: Vec<&str> = tags.iter().filter_map(|tag| tag.get("id")).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id occurs twice");
    for tag in &tags {
        let to = tag.get("href").map(|href| &href[1..]).or(tag.get("aria-labelledby"));
        assert!(to.is_none_or(|to| ids.contains(&to)), "{tag:?} leads nowhere");
        assert!(tag.name != "th" || matches!(tag.get("scope"), Some("col" | "row")), "{tag:?}");
        assert!(tag.name != "svg" || tag.get("aria-label").is_some_and(|label| !label.is_empty()));
    }
    assert_eq!(count("table"), count("caption"));
    // Every element that opens closes, in order.
    let mut open = Vec::new();
    for tag in &tags {
        match tag.name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop().as_deref(), Some(name)),
            None if ["!DOCTYPE", "meta", "br", "rect", "path"].contains(&tag.name.as_str()) => {}
            None => open.push(tag.name.clone()),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn a_page_is_well_formed() {
    for entries in [
        entries("access", "guidance"),
        entries("access", ""),
        entries("portability", "photo"),
        entries("portability", ""),
    ] {
        let asked = Asked::of(&entries);
        let (_, packed) = asked.pack();
        for language in [Dutch, English] {
            is_well_formed(&page(&asked, &packed, language), language);
        }
        // And with nothing found at all.
        let (mut out, mut package) = asked.begin();
        let nothing = finish(&mut package, &asked, &mut out);
        is_well_formed(&page(&asked, &nothing, Dutch), Dutch);
    }
}

#[test]
fn what_cannot_be_taken_along_is_told_with_why() {
    let asked = Asked::of(&entries("portability", "photo"));
    let (_, packed) = asked.pack();
    let page = page(&asked, &packed, Dutch);
    let left_out = section(&page, "left-out");
    assert!(left_out.contains("Foto's waarop de leerling staat: dit deel van het verzoek is geweigerd"));
    assert!(left_out.contains("Cijfers en toetsresultaten: dit valt niet onder de regel over meenemen. Meenemen kan alleen bij toestemming"));
    assert!(left_out.contains("Het niveau dat het oefenprogramma uitrekent: dit valt niet onder de regel over meenemen. Die regel gaat alleen"));
    assert!(page.contains("Welke gegevens u kunt meenemen"));
}

/// Text that tries to be something else.
const HOSTILE: &str = "<script>alert(1)</script>\"><img src=x onerror=alert(2)>' onmouseover='x\" style=\"x</style>&lt;b&gt;-->\u{202e}evil\u{2066}\u{200f}]]>{{7*7}}";

/// The same document with every text for people replaced.
fn with_texts(value: &mut Json, key: &str, text: &str) {
    // Names, words and dates are no texts; these are.
    const TEXTS: &[&str] = &[
        "description",
        "title",
        "name",
        "version",
        "email",
        "phone",
        "address",
        "page",
        "source",
        "identity",
        "complaint",
        "extension-description",
    ];
    match value {
        Json::Object(map) => map.iter_mut().for_each(|(key, value)| with_texts(value, key, text)),
        Json::Array(list) => list.iter_mut().for_each(|value| with_texts(value, key, text)),
        Json::String(string) if TEXTS.contains(&key) => *string = text.to_owned(),
        _ => {}
    }
}

/// The page of a policy, an institution and records in which every text is this one.
fn page_of_texts(text: &str, language: Language) -> (String, Vec<u8>) {
    let mut policy: Json = serde_json::from_str(POLICY).unwrap();
    with_texts(&mut policy, "", text);
    let asked = Asked::under(&policy.to_string(), &entries("access", "guidance"), 9);
    let whose = Whose { subject: text, institution: Some(text) };
    let mut out = Vec::new();
    let mut package =
        Package::begin(&asked.claims, &asked.request, &asked.plan, &whose, now(), &mut out).unwrap();
    let json =
        serde_json::json!({ text: text, "list": [text, {text: text}], "nul": format!("\0{text}\u{1b}") })
            .to_string();
    for item in asked.given() {
        let category = item.split('@').next().unwrap();
        // A field with such a name was left out, but not this one.
        let left_out = format!("{text}.");
        let record = PackRecord {
            category,
            subjects: &[text, "other"],
            redacted: Some(&[&left_out]),
            created: Some("2026-09-01".parse().unwrap()),
            json: json.as_bytes(),
        };
        package.push(item, &record, &mut out).unwrap();
        package.close(item, ItemOutcome::Done, &mut out).unwrap();
    }
    let packed = package.finish(&mut out).unwrap();
    (packed.page(&asked.claims, &asked.request, &asked.plan, &whose, language).unwrap(), out)
}

#[test]
fn no_text_becomes_anything_else_wherever_it_stands() {
    for language in [Dutch, English] {
        let (plain, _) = page_of_texts("plain", language);
        let (hostile, out) = page_of_texts(HOSTILE, language);
        is_well_formed(&hostile, language);
        assert_eq!(
            shape(&hostile),
            shape(&plain),
            "the same elements and attributes, whatever the texts say"
        );
        for c in hostile.chars() {
            assert!(c == '\n' || !c.is_control(), "{:?}", c);
            assert!(
                !matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            );
        }
        // It is all there, as text: in the head, the cards, the tables and the notes.
        assert!(text(&hostile).matches("<script>alert(1)</script>").count() > 60);
        // And in the package it is what it was.
        let whole: Json = serde_json::from_slice(&out).unwrap();
        assert_eq!(whole["subject"], HOSTILE);
        assert_eq!(whole["packed"][0]["records"][0]["record"]["nul"], format!("\0{HOSTILE}\u{1b}"));
    }
}

#[test]
fn the_published_policies_give_a_package_and_a_page() {
    let mut forwarded = 0;
    let policies = ["wisbits", "bloom", "heutink", "neo", "intowords", "school"];
    for name in policies {
        let policy = std::fs::read_to_string(format!("examples/policies/{name}.json")).unwrap();
        let entries = [
            r#"{"kind":"born","happened":"2024-08-19","date":"2000-05-05"}"#,
            r#"{"kind":"requested","happened":"2026-11-02","right":"access","categories":[]}"#,
            r#"{"kind":"request-granted","happened":"2026-11-10","entry":2}"#,
        ]
        .map(str::to_owned);
        let asked = Asked::under(&policy, &entries, 2);
        if name == "intowords" {
            // It is a processor in all it does, and so grants nothing.
            let begun =
                Package::begin(&asked.claims, &asked.request, &asked.plan, &WHOSE, now(), &mut Vec::new());
            assert_eq!(begun.unwrap_err().code(), "not-granted");
            continue;
        }
        let (mut out, mut package) = asked.begin();
        let items: Vec<String> = asked.given().map(str::to_owned).collect();
        for item in &items {
            let record = PackRecord {
                category: item.split('@').next().unwrap(),
                subjects: &[ME],
                redacted: Some(&[]),
                created: Some("2026-09-01".parse().unwrap()),
                json: br#"{"a":"b"}"#,
            };
            package.push(item, &record, &mut out).unwrap();
            package.close(item, ItemOutcome::Done, &mut out).unwrap();
        }
        let packed = package.finish(&mut out).unwrap();
        let whole: Json = serde_json::from_slice(&out).unwrap();
        assert_eq!(whole["totals"]["records"], items.len(), "{name}");
        for language in [Dutch, English] {
            let page = page(&asked, &packed, language);
            is_well_formed(&page, language);
            let document = asked.claims.policy().versions().last().unwrap();
            for item in &asked.plan.items {
                let Some(category) = item.category.as_ref().and_then(|id| document.categories.get(id)) else {
                    continue;
                };
                let description =
                    category.description.0.strip_suffix('.').unwrap_or(&category.description.0).to_owned();
                let description = description.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(text(&page).contains(&description), "{name}: {description}");
                if item.kind == ItemKind::Forward {
                    let rendered = ["hierover beslist", "decides on this"][usize::from(language == English)];
                    assert!(section(&page, "left-out").contains(rendered), "{name}: {description}");
                    forwarded += 1;
                }
            }
        }
    }
    assert!(forwarded > 0, "some are processors in a part of what they do");
}
