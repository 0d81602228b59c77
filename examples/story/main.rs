//! The story of Noor and Sam, told in Rust; what happens in it, and every line it prints, is in `README.md` beside this
//! file.
//!
//! ```sh
//! cargo run --example story -- target/story.sqlite examples/story/policy.json
//! ```

use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::{env, fs, io};

use rusqlite::{Connection, TransactionBehavior, params};
use serde_json::{Value, json};
use waarborg::calendar::{Moment, Time};
use waarborg::claim::{Claims, Institution, Record};
use waarborg::decision::{Query, decide, explain};
use waarborg::dossier::{Body, Dossier, Head, ItemOutcome, Salt, Stamp};
use waarborg::policy::{Language, Policy, Verb};
use waarborg::pseudonym::{Keyring, Kind, NewKey, Register, Root};
use waarborg::retention::{Pending, When, due};
use waarborg::rights::{ItemKind, Ledger, LedgerKey, PackRecord, Package, Plan, Requests, Whose, plan};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const TABLES: &str = "
    create table dossier (id integer primary key, person_ref text not null, head_seq integer not null, head blob not null);
    create table entry (dossier integer not null, seq integer not null, line text not null, primary key (dossier, seq));
    create table photo (id integer primary key, dossier integer not null, made text not null, file text not null);
    create table result (id integer primary key, dossier integer not null, made text not null, test text not null);
    insert into dossier values (1, 'p-1', 0, zeroblob(32)), (2, 'p-2', 0, zeroblob(32));
    insert into photo values (1, 1, '2026-09-15', 'portrait.jpg'), (2, 1, '2027-02-10', 'sports-day.jpg'),
                             (3, 1, '2027-03-10', 'school-play.jpg');
    insert into result values (1, 1, '2027-01-20', 'fractions');
";

const NOOR: i64 = 1;
const SAM: i64 = 2;
const NUMBERS: [&str; 10] = [
    "063138219",
    "999990019",
    "999990020",
    "999990021",
    "999990032",
    "999990044",
    "999990056",
    "999990068",
    "999990081",
    "999990093",
];

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [database, policy] => tell(database, policy),
        [database, policy, "writer", name] => write_to_sam(database, policy, name),
        _ => Err("give a database to make, and the policy".into()),
    }
}

fn tell(database: &str, policy_path: &str) -> Result<()> {
    for leftover in ["", "-journal", "-wal", "-shm"] {
        let _ = fs::remove_file(format!("{database}{leftover}"));
    }
    let db = Connection::open(database)?;
    db.execute_batch(TABLES)?;

    println!("1. The policy");
    let policy = Policy::parse(&fs::read_to_string(policy_path)?)?;
    println!("   digest {}", hex(&policy.digest()));
    println!("   findings {}", policy.lint().len());
    let institution = Institution::fold(&policy, &Dossier::of_institution("school"), &[], None);
    let mut host = Host { db, institution };
    host.opens(NOOR, "7d9f0c52-6f0b-4a35-9a37-1b8f5a5d7c01")?;
    host.opens(SAM, "7d9f0c52-6f0b-4a35-9a37-1b8f5a5d7c02")?;

    println!("2. What has happened to Noor");
    host.tell("2026-08-20T12:00:00Z", "born", json!({ "date": "2015-05-05" }))?;
    host.tell("2026-08-20T12:00:00Z", "enrolled", json!({ "initial": true }))?;
    let parent = json!({ "by": "ref-17", "authority": "parental", "may": "exercise" });
    host.tell("2026-08-20T12:00:00Z", "authority", parent)?;
    host.tell("2026-09-01T12:00:00Z", "consent-given", json!({ "purposes": ["website"], "by": "ref-17" }))?;
    println!("   head {}", host.load(NOOR)?.head());

    println!("3. May a teacher publish her photo on the website?");
    host.asks("2026-10-01T12:00:00Z")?;

    println!("4. Her parent withdraws");
    host.tell(
        "2027-03-03T12:00:00Z",
        "consent-withdrawn",
        json!({ "purposes": ["website"], "by": "ref-17" }),
    )?;
    host.asks("2027-03-04T12:00:00Z")?;
    let now = at("2027-03-04T12:00:00Z")?;
    println!("   {}", explain(&host.claims(NOOR)?, &may_publish(now))?.to_json());

    println!("5. Until when may each record be kept?");
    host.keeps()?;

    println!("6. Two writers, one dossier");
    host.append(SAM, "2026-08-20T12:00:00Z", "born", json!({ "date": "2016-02-29" }))?;
    host.append(SAM, "2026-08-20T12:00:00Z", "enrolled", json!({ "initial": true }))?;
    println!("   Sam has {} entries", host.load(SAM)?.entries().len());
    let again = race(database, policy_path)?;
    println!("   Sam has {} entries; written again {again}", host.load(SAM)?.entries().len());

    println!("7. Her parent asks for everything");
    let asked = host.tell(
        "2027-03-15T12:00:00Z",
        "requested",
        json!({ "right": "access", "categories": [], "by": "ref-17" }),
    )?;
    host.refuses("2027-03-15T13:00:00Z", "package-ready", json!({ "entry": asked }))?;
    host.tell("2027-03-16T12:00:00Z", "request-granted", json!({ "entry": asked }))?;
    host.refuses("2027-03-16T13:00:00Z", "package-ready", json!({ "entry": asked }))?;
    host.packs("2027-03-17T12:00:00Z", asked, database)?;
    host.refuses("2027-03-18T12:00:00Z", "package-collected", json!({ "entry": asked, "by": "ref-99" }))?;
    host.tell("2027-03-18T12:00:00Z", "package-collected", json!({ "entry": asked, "by": "ref-17" }))?;
    host.tell("2027-03-18T12:00:00Z", "request-closed", json!({ "entry": asked }))?;

    println!("8. And asks for everything to be erased");
    let asked = host.tell(
        "2027-03-20T12:00:00Z",
        "requested",
        json!({ "right": "erasure", "categories": [], "by": "ref-17" }),
    )?;
    host.tell("2027-03-22T12:00:00Z", "request-granted", json!({ "entry": asked }))?;
    host.erases("2027-03-22T12:00:00Z", asked)?;
    host.tell("2027-03-22T12:00:00Z", "request-closed", json!({ "entry": asked }))?;
    host.keeps()?;
    suppresses(&policy)?;

    println!("9. Under another name");
    pseudonyms()
}

/// The host: its database, and the policy with the institution's entries, folded once.
struct Host {
    db: Connection,
    institution: Institution,
}

impl Host {
    /// Reads a dossier back: its lines in order, checked against the head that was stored with the last of them.
    fn load(&self, dossier: i64) -> Result<Dossier> {
        let head = self.db.query_row("select head from dossier where id = ?", [dossier], |row| row.get(0))?;
        let mut select = self.db.prepare("select line from entry where dossier = ? order by seq")?;
        let lines = select.query_map([dossier], |row| row.get::<_, String>(0))?;
        let lines = lines.collect::<rusqlite::Result<Vec<_>>>()?.join("\n");
        Ok(Dossier::load(&lines, Head::from_bytes(head))?)
    }

    /// Begins a dossier: for whom, at which institution, under an id that the host drew at random.
    fn opens(&mut self, dossier: i64, id: &str) -> Result<()> {
        let fields = json!({ "id": id, "institution": "school", "subjects": ["pupil"] });
        self.append(dossier, "2026-08-20T12:00:00Z", "dossier-opened", fields).map(drop)
    }

    /// The claims of everything that was written, by whatever clock.
    fn claims(&self, dossier: i64) -> Result<Claims> {
        Ok(self.institution.claims(&self.load(dossier)?, &[], None))
    }

    /// Appends an entry that was checked first; its number, and how often it was written again because another writer
    /// was first.
    fn append(&mut self, dossier: i64, moment: &str, kind: &str, fields: Value) -> Result<(u32, u32)> {
        let body = body(moment, kind, fields)?;
        let now = at(moment)?;
        for again in 0.. {
            let read = self.load(dossier)?;
            let (seq, line, head) = self.next(&read, &body, now)?;
            if self.store(dossier, read.head(), seq, &line, head)? {
                return Ok((seq, again));
            }
        }
        unreachable!("a writer is first at some time")
    }

    /// The next line of a dossier as it was read, if policy and requests allow it.
    fn next(&self, read: &Dossier, body: &Body, now: Time) -> Result<(u32, String, Head)> {
        let next = self.institution.append(read, &[], body.clone(), stamp(read, now)?)?;
        Ok((next.seq, next.line, next.head))
    }

    /// Stores a line, in one transaction, if the head is still the one it was made for.
    fn store(&mut self, dossier: i64, expected: Head, seq: u32, line: &str, head: Head) -> Result<bool> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let moved = tx.execute(
            "update dossier set head_seq = ?, head = ? where id = ? and head = ?",
            params![seq, head.as_bytes(), dossier, expected.as_bytes()],
        )?;
        if moved == 0 {
            return Ok(false);
        }
        tx.execute("insert into entry values (?, ?, ?)", params![dossier, seq, line])?;
        tx.commit()?;
        Ok(true)
    }

    /// An entry about Noor; its number.
    fn tell(&mut self, moment: &str, kind: &str, fields: Value) -> Result<u32> {
        let (seq, _) = self.append(NOOR, moment, kind, fields)?;
        println!("   entry {seq}: {kind}");
        Ok(seq)
    }

    /// A step in a request that must be refused.
    fn refuses(&mut self, moment: &str, kind: &str, fields: Value) -> Result<()> {
        let (body, claims) = (body(moment, kind, fields)?, self.claims(NOOR)?);
        let Err(error) = Requests::of(&claims).check_append(&claims, &body) else {
            return Err(format!("`{kind}` was to be refused").into());
        };
        let code = error.diagnostics().first().map_or("", |diagnostic| diagnostic.code());
        println!("   refused: {kind} ({code})");
        Ok(())
    }

    fn asks(&self, moment: &str) -> Result<()> {
        let now = at(moment)?;
        let got = decide(&self.claims(NOOR)?, &may_publish(now))?;
        let (answer, identifiability, why) =
            (got.answer.as_str(), got.identifiability.as_str(), got.reason.code.as_str());
        println!("   {moment}: {answer}, {identifiability}, until {}, {why}", shown(got.valid_until));
        Ok(())
    }

    /// Until when each record of Noor may be kept.
    fn keeps(&self) -> Result<()> {
        let claims = self.claims(NOOR)?;
        for category in ["photo", "result"] {
            for (created, _) in self.records(category)? {
                let due =
                    due(&claims, category, &Record::from_json(&json!({ "created": created }).to_string())?)?;
                let state = match due.when {
                    When::At(_) => "at",
                    When::AtOnce(_) => "at-once",
                    When::Pending(Pending::End) => "pending-end",
                    When::Pending(Pending::Fact) => "pending-fact",
                };
                let until = shown(due.at().unwrap_or(Time::MAX));
                println!("   {category} of {created}: {state}, {until}, {}", due.reason.code.as_str());
            }
        }
        Ok(())
    }

    /// When each record of Noor was made, and the record itself as JSON, oldest first.
    fn records(&self, category: &str) -> Result<Vec<(String, String)>> {
        let column = if category == "photo" { "file" } else { "test" };
        let sql = format!("select made, {column} from {category} where dossier = {NOOR} order by made");
        let mut select = self.db.prepare(&sql)?;
        let rows = select.query_map([], |row| {
            let value: String = row.get(1)?;
            Ok((row.get(0)?, format!("{{\"{column}\":\"{value}\"}}")))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn plan(&self, entry: u32, now: Time) -> Result<Plan> {
        let claims = self.claims(NOOR)?;
        Ok(plan(&claims, Requests::of(&claims).get(entry)?, now)?)
    }

    /// Packs what the plan gives, and writes it beside the database: all of it as JSON, and a page for the parent.
    fn packs(&mut self, moment: &str, entry: u32, database: &str) -> Result<()> {
        let now = at(moment)?;
        let (created, claims) = (self.plan(entry, now)?, self.claims(NOOR)?);
        shows(&created);
        let requests = Requests::of(&claims);
        let (request, whose) = (requests.get(entry)?, Whose { subject: "p-1", institution: None });
        let mut out = Vec::new();
        let mut package = Package::begin(&claims, request, &created, &whose, now, &mut out)?;
        for item in created.items.iter().filter(|item| item.kind == ItemKind::Give) {
            let category = item.category.as_ref().ok_or("what is given is of a category")?.as_str();
            for (created, json) in self.records(category)? {
                let record = PackRecord {
                    category,
                    subjects: &["p-1"],
                    redacted: None,
                    created: Some(created.parse()?),
                    json: json.as_bytes(),
                };
                package.push(&item.item, &record, &mut out)?;
            }
            package.close(&item.item, ItemOutcome::Done, &mut out)?;
        }
        let packed = package.finish(&mut out)?;
        let page = packed.page(&claims, request, &created, &whose, Language::English)?;
        fs::write(format!("{database}.package.json"), &out)?;
        fs::write(format!("{database}.package.html"), &page)?;
        println!("   package: {} bytes, page: {} bytes", out.len(), page.len());
        println!("   digest {}", packed.digest_hex());
        for item in &created.items {
            self.tell(
                moment,
                "request-item",
                json!({ "entry": entry, "item": item.item, "outcome": "done" }),
            )?;
        }
        self.tell(moment, "package-ready", json!({ "entry": entry, "digest": packed.digest_hex() }))?;
        Ok(())
    }

    /// Carries out what the plan of an erasure says.
    fn erases(&mut self, moment: &str, entry: u32) -> Result<()> {
        let now = at(moment)?;
        let created = self.plan(entry, now)?;
        shows(&created);
        for item in created.items.iter().filter(|item| item.kind == ItemKind::Erase) {
            let category = item.category.as_ref().ok_or("what is erased is of a category")?.as_str();
            let gone = self.db.execute(&format!("delete from {category} where dossier = ?"), [NOOR])?;
            println!("   {gone} of {category} deleted");
            self.tell(
                moment,
                "erased",
                json!({ "category": category, "system": item.system, "through": moment }),
            )?;
            self.tell(
                moment,
                "request-item",
                json!({ "entry": entry, "item": item.item, "outcome": "done" }),
            )?;
        }
        Ok(())
    }
}

/// Every item of a plan: its name, what is to be done, and what keeps it.
fn shows(created: &Plan) {
    for item in &created.items {
        println!("   {}: {}", item.item, item.kind.as_str());
        for kept in item.kept.iter() {
            let purpose = kept.purpose.as_ref().map_or("", |purpose| purpose.as_str());
            let ground = kept.ground.map_or("", |ground| ground.as_str());
            println!("   kept for {purpose} on {ground} ({})", kept.reason.code.as_str());
        }
    }
}

fn may_publish<'a>(now: Time) -> Query<'a> {
    Query::new("teacher", Verb::Publish, "website", "photo", now)
}

/// Starts this program twice, lets both read Sam's dossier, and only then lets them write. How often one of them had to
/// write again.
fn race(database: &str, policy: &str) -> Result<u32> {
    let program = env::current_exe()?;
    let start = |name: &&str| {
        let arguments = [database, policy, "writer", name];
        Command::new(&program).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()
    };
    let mut writers = ["desk", "app"].iter().map(start).collect::<io::Result<Vec<_>>>()?;
    let mut out = Vec::new();
    for writer in &mut writers {
        out.push(BufReader::new(writer.stdout.take().ok_or("no pipe")?));
    }
    let mut line = String::new();
    for said in &mut out {
        line.clear();
        said.read_line(&mut line)?;
        if line.trim() != "ready" {
            return Err("a writer is not ready".into());
        }
    }
    for writer in &mut writers {
        writer.stdin.as_mut().ok_or("no pipe")?.write_all(b"go\n")?;
    }
    let mut again = 0;
    for (said, mut writer) in out.iter_mut().zip(writers) {
        line.clear();
        said.read_line(&mut line)?;
        again += line.trim().parse::<u32>()?;
        if !writer.wait()?.success() {
            return Err("a writer failed".into());
        }
    }
    Ok(again)
}

/// One of the two writers: reads, makes its line, waits for the word, and writes.
fn write_to_sam(database: &str, policy: &str, name: &str) -> Result<()> {
    let db = Connection::open(database)?;
    let policy = Policy::parse(&fs::read_to_string(policy)?)?;
    let moment = "2027-03-12T12:00:00Z";
    let institution = Institution::fold(&policy, &Dossier::of_institution("school"), &[], None);
    let mut host = Host { db, institution };
    let (kind, fields) = match name {
        "desk" => ("authority", json!({ "by": "ref-21", "authority": "parental", "may": "exercise" })),
        _ => ("consent-asked", json!({ "purposes": ["website"] })),
    };
    let said = body(moment, kind, fields.clone())?;
    let read = host.load(SAM)?;
    let (seq, line, head) = host.next(&read, &said, at(moment)?)?;
    println!("ready");
    io::stdin().read_line(&mut String::new())?;
    let first = host.store(SAM, read.head(), seq, &line, head)?;
    let again = if first { 0 } else { 1 + host.append(SAM, moment, kind, fields)?.1 };
    println!("{again}");
    Ok(())
}

/// The moment, and a salt made from the head, so that the story is the same each time. A host draws 16 random bytes.
fn stamp(dossier: &Dossier, recorded: Time) -> Result<Stamp> {
    let mut bytes = [1; 16];
    bytes.iter_mut().zip(dossier.head().as_bytes()).for_each(|(byte, of_head)| *byte |= of_head);
    Ok(Stamp::new(recorded, Salt::from_bytes(bytes)?))
}

/// The line to keep elsewhere, and what it says when a backup comes back.
fn suppresses(policy: &Policy) -> Result<()> {
    let key: Vec<u8> = (64..96).collect();
    let photo = [serde_json::from_value(json!("photo"))?];
    let (ledger, opened) = Ledger::create(LedgerKey::new(&key)?, policy.zone())?;
    let erased = ledger.suppressed("school", "p-1", "2027-03-22T12:00:00Z".parse()?, &photo)?;
    println!("   {}\n   {}", opened.line, erased.line);
    let (lines, head) = (format!("{}\n{}", opened.line, erased.line), erased.head);
    let noor = Ledger::open(LedgerKey::new(&key)?, policy.zone(), &lines, head)?.person("school", "p-1")?;
    for created in ["2026-09-15", "2027-09-15"] {
        let created_on: Moment = created.parse()?;
        let erased = if noor.recognises("photo", Some(created_on)) { "erased" } else { "not erased" };
        println!("   a photo of {created} in a backup was {erased}");
    }
    Ok(())
}

/// A pupil's number, and a column of them, under a key that is no secret.
fn pseudonyms() -> Result<()> {
    let now = at("2027-03-23T12:00:00Z")?;
    let root: Vec<u8> = (0..32).collect();
    let keys = Keyring::new().with_root(Root::from_bytes(&root)?);
    let mut register = Register::new();
    let new = NewKey {
        controller: ("school:00AA", 1),
        domain: ("research", 1),
        kind: Kind::Pgn,
        retire_after: None,
    };
    register.activate(&keys, &new, now)?;
    let domain = register.open(&keys, "school:00AA", "research", now)?;
    let research = domain.of(&Kind::Pgn)?;
    println!("   {}", research.pseudonym(&Kind::Pgn.read("063138219")?)?.text().as_str());
    let column = research.batch(NUMBERS)?;
    for (row, one) in column.pseudonyms.iter().enumerate() {
        let why = column
            .refused
            .iter()
            .find(|(of, _)| *of == row)
            .and_then(|(_, error)| error.diagnostics().first());
        match one {
            Some(pseudonym) => println!("   {row}: {}", pseudonym.text().as_str()),
            None => println!("   {row}: refused ({})", why.map_or("", |diagnostic| diagnostic.code())),
        }
    }
    Ok(())
}

fn body(moment: &str, kind: &str, fields: Value) -> Result<Body> {
    let mut body = json!({ "kind": kind, "happened": moment });
    if let (Some(body), Value::Object(fields)) = (body.as_object_mut(), fields) {
        body.extend(fields);
    }
    Ok(Body::from_json(&body.to_string())?)
}

fn at(moment: &str) -> Result<Time> {
    Ok(moment.parse()?)
}

/// An instant without its fraction; the two infinities as `never`.
fn shown(time: Time) -> String {
    let whole = time.to_string();
    if time.is_finite() { format!("{}Z", whole.get(..19).unwrap_or("")) } else { "never".to_owned() }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
