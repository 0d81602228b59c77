//! Answers a made-up request for access, or measures what a large package costs in memory.
//!
//! ```sh
//! cargo run --release --example package -- out          # writes out/package.json, out/nl.html, out/en.html and out/script.txt
//! cargo run --release --example package -- --size 2000  # packs 2 000 MB of records and throws them away
//! ```
//!
//! The script is what the package was made from, for every other language to make the same bytes of. A line is a word and
//! its fields, with tabs between them; an empty field is none:
//!
//! ```text
//! policy       PATH                          push    ITEM CATEGORY SUBJECTS REDACTED MADE RECORD
//! institution  RECORDED BODY SALT            close   ITEM OUTCOME
//! dossier      RECORDED BODY SALT            finish  DIGEST
//! begin        ENTRY SUBJECT INSTITUTION AT
//! ```

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use waarborg::calendar::Time;
use waarborg::claim::{Claims, Institution};
use waarborg::dossier::{Body, Dossier, ItemOutcome, Salt, Stamp};
use waarborg::policy::{Language, Policy};
use waarborg::rights::{ItemKind, PackRecord, Package, Packed, Plan, Request, Requests, Whose, plan};

const POLICY: &str = include_str!("policy.json");

/// What has happened to a pupil; the last entries are the request.
const ENTRIES: &[&str] = &[
    r#"{"kind":"born","happened":"2024-08-19","date":"2015-05-05"}"#,
    r#"{"kind":"enrolled","happened":"2024-08-19","initial":true}"#,
    r#"{"kind":"contract-began","happened":"2024-08-19","initial":true}"#,
    r#"{"kind":"authority","happened":"2024-08-19","representative":"ref-17","authority":"parental","may":"exercise"}"#,
    r#"{"kind":"consent-given","happened":"2024-09-01","purposes":["website","yearbook"],"by":"ref-17"}"#,
    r#"{"kind":"option-on","happened":"2024-09-02","option":"practice-home"}"#,
    r#"{"kind":"disclosed","happened":"2025-06-30","recipient":"gemeente","categories":["attendance"],"ground":"legal-duty"}"#,
    r#"{"kind":"consent-withdrawn","happened":"2026-03-03","purposes":["website"],"by":"ref-17"}"#,
    r#"{"kind":"requested","happened":"2026-11-02","right":"access","categories":[],"by":"ref-17"}"#,
    r#"{"kind":"request-refused","happened":"2026-11-10","entry":9,"ground":"rights-of-others","categories":["guidance"],"decision":{"role":"school leader","article":"15(4)","text":"The notes are about another child as well."}}"#,
    r#"{"kind":"request-granted","happened":"2026-11-10","entry":9}"#,
];

/// Records that the host found: item, category, subjects, fields left out, made, JSON.
type Found<'a> = (&'a str, &'a str, &'a [&'a str], Option<&'a [&'a str]>, &'a str, &'a str);

const ME: &[&str] = &["p-4711"];
const US: &[&str] = &["p-4711", "p-4712"];

const FOUND: &[Found<'_>] = &[
    (
        "photo@las",
        "photo",
        US,
        Some(&["namen", "/klas/leerlingen"]),
        "2026-02-10",
        r#"{"titel":"Rekenles groep 6","gemaakt door":"juf Anne","bestand":"2026-02-10-001.jpg","klas":{"groep":"6"}}"#,
    ),
    (
        "photo@las",
        "photo",
        ME,
        None,
        "2025-10-03",
        r#"{"titel":"Schoolfoto","gemaakt door":"Foto Linde","bestand":"2025-schoolfoto.jpg"}"#,
    ),
    ("photo@site", "photo", US, Some(&[]), "2025-06-20", r#"{"titel":"Sportdag","pagina":"/sportdag-2025"}"#),
    (
        "results@las",
        "results",
        ME,
        None,
        "2025-01-24",
        r#"{"vak":"rekenen","toets":"Midden groep 5","score":78,"niveau":"II"}"#,
    ),
    (
        "results@las",
        "results",
        ME,
        None,
        "2026-06-12",
        r#"{"vak":"taal","toets":"Eind groep 6","score":64,"niveau":"III"}"#,
    ),
    (
        "results@las",
        "results",
        ME,
        None,
        "2026-10-30",
        r#"{"vak":"rekenen","toets":"Breuken","score":8.5,"opmerking":null,"gemaakt":true}"#,
    ),
    (
        "practice@app",
        "practice",
        ME,
        None,
        "2025-11-03",
        r#"{"opgave":"3/4 + 1/8","antwoord":"7/8","goed":true,"seconden":41,"poging":1,"apparaat":"tablet","versie":"4.1"}"#,
    ),
    (
        "practice@app",
        "practice",
        ME,
        None,
        "2026-11-20",
        r#"{"opgave":"12 × 14","antwoord":"168","goed":true,"seconden":22,"poging":1,"apparaat":"tablet","versie":"4.2"}"#,
    ),
    (
        "level@app",
        "level",
        ME,
        None,
        "2026-11-20",
        r#"{"onderdeel":"breuken","niveau":4,"berekend uit":["opgave 311","opgave 312"]}"#,
    ),
    (
        "file@las",
        "file",
        ME,
        None,
        "2024-08-19",
        r#"{"van":"De vorige school","soort":"onderwijskundig rapport","bestand":"okr.pdf"}"#,
    ),
    (
        "attendance@las",
        "attendance",
        ME,
        None,
        "2024-11-05",
        r#"{"datum":"2024-11-05","reden":"ziek","gemeld door":"moeder"}"#,
    ),
    (
        "attendance@las",
        "attendance",
        ME,
        None,
        "2026-09-14",
        r#"{"datum":"2026-09-14","reden":"tandarts","gemeld door":"vader"}"#,
    ),
];

const WHOSE: Whose<'_> = Whose { subject: "p-4711", institution: Some("Basisschool De Linde") };

fn now() -> Result<Time, Box<dyn Error>> {
    Ok("2026-11-23T10:15:00Z".parse()?)
}

fn claims() -> Result<Claims, Box<dyn Error>> {
    let policy = Policy::parse(POLICY)?;
    let institution = written(Dossier::of_institution("school"), INSTITUTION)?;
    let institution = Institution::fold(&policy, &institution, &[], None);
    let dossier = written(written(Dossier::new(), &[OPENED])?, ENTRIES)?;
    Ok(institution.claims(&dossier, &[], None))
}

/// Whose dossier it is.
const OPENED: &str = r#"{"kind":"dossier-opened","happened":"2024-08-01","id":"0f8fad5b-d9cb-469f-a165-70867728950e","institution":"school","subjects":["pupil"]}"#;

/// What the institution has decided.
const INSTITUTION: &[&str] = &[r#"{"kind":"option-on","happened":"2024-08-19","option":"practice-home"}"#];

/// When an entry was written: at noon of the day on which it happened.
fn recorded(body: &Body) -> Result<Time, Box<dyn Error>> {
    Ok(format!("{}T12:00:00Z", body.happened()).parse()?)
}

fn written(mut dossier: Dossier, bodies: &[&str]) -> Result<Dossier, Box<dyn Error>> {
    for body in bodies {
        let body = Body::from_json(body)?;
        let recorded = recorded(&body)?;
        let next = dossier.append(dossier.head(), body, stamp(&dossier, recorded)?)?;
        dossier = dossier.with(next)?;
    }
    Ok(dossier)
}

/// The moment, and a salt made from the head, so that the package is the same each time. A host draws 16 random bytes.
fn stamp(dossier: &Dossier, recorded: Time) -> Result<Stamp, Box<dyn Error>> {
    Ok(Stamp::new(recorded, Salt::from_bytes(salt(dossier))?))
}

fn salt(dossier: &Dossier) -> [u8; 16] {
    let mut bytes = [1; 16];
    bytes.iter_mut().zip(dossier.head().as_bytes()).for_each(|(byte, of_head)| *byte |= of_head);
    bytes
}

/// Packs what was found; of what was not found, it says so.
fn packed(
    claims: &Claims,
    request: &Request,
    plan: &Plan,
    out: &mut Vec<u8>,
) -> Result<Packed, Box<dyn Error>> {
    let mut package = Package::begin(claims, request, plan, &WHOSE, now()?, out)?;
    let given = |kind| matches!(kind, ItemKind::Give | ItemKind::GiveInPart);
    for item in plan.items.iter().filter(|item| given(item.kind)) {
        let mut outcome = ItemOutcome::NothingFound;
        for (_, category, subjects, redacted, created, json) in
            FOUND.iter().filter(|found| found.0 == item.item)
        {
            let record = PackRecord {
                category,
                subjects,
                redacted: *redacted,
                created: Some(created.parse()?),
                json: json.as_bytes(),
            };
            package.push(&item.item, &record, out)?;
            outcome = ItemOutcome::Done;
        }
        package.close(&item.item, outcome, out)?;
    }
    Ok(package.finish(out)?)
}

/// The same once more, as a script.
fn script(packed: &Packed) -> Result<String, Box<dyn Error>> {
    let mut out = "policy\texamples/package/policy.json\n".to_owned();
    let streams = [
        ("institution", Dossier::of_institution("school"), INSTITUTION),
        ("dossier", Dossier::new(), &[&[OPENED], ENTRIES].concat()[..]),
    ];
    for (stream, mut dossier, bodies) in streams {
        for body in bodies {
            let salt: String = salt(&dossier).iter().map(|byte| format!("{byte:02x}")).collect();
            writeln!(out, "{stream}\t{}\t{body}\t{salt}", recorded(&Body::from_json(body)?)?.micros())?;
            dossier = written(dossier, &[body])?;
        }
    }
    let (subject, institution) = (WHOSE.subject, WHOSE.institution.unwrap_or_default());
    writeln!(out, "begin\t{}\t{subject}\t{institution}\t{}", packed.entry, now()?.micros())?;
    for contents in &packed.contents {
        let item = &contents.item;
        for (_, category, subjects, redacted, created, json) in FOUND.iter().filter(|found| found.0 == item) {
            let redacted = redacted.map(|fields| serde_json::json!(fields).to_string()).unwrap_or_default();
            let subjects = serde_json::json!(subjects);
            writeln!(out, "push\t{item}\t{category}\t{subjects}\t{redacted}\t{created}\t{json}")?;
        }
        let outcome = contents.outcome.ok_or("an item was not closed")?;
        writeln!(out, "close\t{item}\t{}", outcome.as_str())?;
    }
    writeln!(out, "finish\t{}", packed.digest_hex())?;
    Ok(out)
}

fn write(folder: &Path) -> Result<(), Box<dyn Error>> {
    let claims = claims()?;
    let requests = Requests::of(&claims);
    let request = requests.get(9)?;
    let plan = plan(&claims, request, now()?)?;
    let mut out = Vec::new();
    let packed = packed(&claims, request, &plan, &mut out)?;
    fs::create_dir_all(folder)?;
    fs::write(folder.join("package.json"), &out)?;
    fs::write(folder.join("script.txt"), script(&packed)?)?;
    for language in [Language::Dutch, Language::English] {
        let page = packed.page(&claims, request, &plan, &WHOSE, language)?;
        fs::write(folder.join(format!("{}.html", language.as_str())), page)?;
    }
    println!("{} bytes, sha256 {}", packed.bytes, packed.digest_hex());
    Ok(())
}

/// Packs so many megabytes, empties the buffer after every record, and tells the most memory it took.
fn measure(megabytes: u64) -> Result<(), Box<dyn Error>> {
    let claims = claims()?;
    let requests = Requests::of(&claims);
    let request = requests.get(9)?;
    let plan = plan(&claims, request, now()?)?;
    let before = peak();
    let began = std::time::Instant::now();
    let mut out = Vec::new();
    let mut package = Package::begin(&claims, request, &plan, &WHOSE, now()?, &mut out)?;
    let filler = "x".repeat(900);
    let created = Some("2026-09-01".parse()?);
    let mut number = 0u64;
    while package.bytes() < megabytes * 1_000_000 {
        number += 1;
        let json = format!("{{\"number\":{number},\"text\":\"{filler}\",\"right\":true}}");
        let record =
            PackRecord { category: "results", subjects: ME, redacted: None, created, json: json.as_bytes() };
        package.push("results@las", &record, &mut out)?;
        out.clear();
    }
    let (bytes, seconds) = (package.bytes(), began.elapsed().as_secs_f64());
    println!("{number} records, {bytes} bytes in {seconds:.2} s, {:.0} MB/s", bytes as f64 / 1e6 / seconds);
    println!(
        "peak memory (VmHWM): {} kB before, {} kB after; buffer {} bytes",
        before,
        peak(),
        out.capacity()
    );
    Ok(())
}

/// The most memory this process has had, in kB; zero where the system does not tell.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--size", megabytes] => measure(megabytes.parse()?),
        [folder] => write(Path::new(folder)),
        _ => Err("give a folder to write to, or --size and a number of megabytes".into()),
    }
}
