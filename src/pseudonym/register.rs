//! The register of keys: which there are, since when, and which have been destroyed. It holds no key.

use std::collections::BTreeSet;

use super::PseudonymError;
use super::destruction::Destruction;
use super::domain::Domain;
use super::identifier::IdentifierKind;
use super::keyring::{Keyring, Wanted};
use super::label::{Label, Names};
use super::root::{DomainKey, counted};
use super::wire::{KeyId, Pseudonym};
use crate::Diagnostic;
use crate::calendar::Time;
use crate::json::{self, Id, Node, Reader, Text, object, words};

/// All keys of an organisation: their numbers, epochs, states and dates; no key itself. Plain data, to be stored as
/// JSON, and kept as evidence.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Register {
    /// By number.
    rows: Vec<KeyRow>,
}

words! {
    /// What a key may be used for.
    pub enum KeyState {
        /// For new pseudonyms, and to find existing ones.
        Active = "active",
        /// To find existing pseudonyms only.
        AcceptOnly = "accept-only",
        /// For nothing: it is to be gone. Its row stays.
        Destroyed = "destroyed",
    }
}

object! {
    /// A register of keys, as stored.
    pub personal struct RegisterDocument {
        /// The version of this format: 1.
        pub waarborg_keys: u32,
        /// The keys, by number.
        pub keys: Vec<KeyRow>,
    }
}

object! {
    /// One key of a register: of one controller, domain and kind of identifier, at one epoch.
    pub personal struct KeyRow {
        /// Its number, 1 to 16,777,215; it stands in every pseudonym made with it.
        pub key: u32,
        /// The controller.
        pub controller: Text,
        /// The epoch of the controller's key, from 1.
        pub controller_epoch: u32,
        /// The pseudonymisation domain.
        pub domain: Text,
        /// The epoch of the domain's key, from 1.
        pub epoch: u32,
        /// The kind of identifier.
        pub kind: IdentifierKind,
        /// True if the domain's key is 32 bytes of its own, which no key above can derive.
        pub own: bool,
        /// Eight bytes in hexadecimal that tell the right key from a wrong one, and tell nothing else.
        pub check: Text,
        /// When it was put into use.
        pub created: Time,
        #[doc = " From when on it makes no new pseudonyms, as planned."]
        #[serde(skip_serializing_if = "Option::is_none")]
        pub retire_after: Option<Time>,
        #[doc = " Since when it makes no new pseudonyms."]
        #[serde(skip_serializing_if = "Option::is_none")]
        pub accept_only: Option<Time>,
        #[doc = " When it was destroyed: the evidence."]
        #[serde(skip_serializing_if = "Option::is_none")]
        pub destroyed: Option<Time>,
    }
}

/// A key to be put into use.
#[derive(Clone, Debug)]
pub struct NewKey<'a> {
    /// The controller, and the epoch of its key.
    pub controller: (&'a str, u32),
    /// The pseudonymisation domain, and the epoch of its key.
    pub domain: (&'a str, u32),
    /// The kind of identifier.
    pub kind: IdentifierKind,
    /// From when on it is to make no new pseudonyms.
    pub retire_after: Option<Time>,
}

/// Whose a pseudonym is. Borrowed from the register.
#[derive(Clone, Copy, Debug)]
pub enum Recognised<'a> {
    /// Its key is in the register, in this state.
    Ours(&'a KeyRow, KeyState),
    /// Its key is not in the register: it was made elsewhere, or by a register that was lost.
    Foreign(KeyId),
}

impl KeyRow {
    /// Its number.
    pub fn id(&self) -> KeyId {
        // INVARIANT: checked where rows are read and made.
        KeyId::new(self.key).unwrap_or(KeyId::LAST)
    }

    /// What it may be used for at this moment.
    pub fn state(&self, at: Time) -> KeyState {
        let is_past = |from: Option<Time>| from.is_some_and(|from| from <= at);
        if self.destroyed.is_some() {
            KeyState::Destroyed
        } else if is_past(self.retire_after) || is_past(self.accept_only) {
            KeyState::AcceptOnly
        } else {
            KeyState::Active
        }
    }

    fn is_of(&self, controller: &Label, domain: &Label) -> bool {
        self.controller.0 == controller.as_str() && self.domain.0 == domain.as_str()
    }

    /// Which key of a domain it is derived from.
    fn of_domain(&self) -> (&str, u32, &str, u32) {
        (&self.controller.0, self.controller_epoch, &self.domain.0, self.epoch)
    }

    fn wanted(&self) -> Result<Wanted, Diagnostic> {
        Ok(Wanted {
            controller: Label::new(&self.controller.0, Names::Controller)?,
            controller_epoch: self.controller_epoch,
            domain: Label::new(&self.domain.0, Names::Domain)?,
            epoch: self.epoch,
        })
    }

    /// What `take` makes of the domain's key, if it is the one this row was made with.
    pub(super) fn with_key<T>(
        &self,
        keyring: &Keyring,
        mut take: impl FnMut(&DomainKey) -> Result<T, Diagnostic>,
    ) -> Result<T, Diagnostic> {
        let expected = unhex(&self.check.0).ok_or_else(malformed_check)?;
        keyring.find(&self.wanted()?, |key| {
            let (_, check) = key.of_kind(&self.kind)?;
            if key.own == self.own && check.is(&expected) { take(key).map(Some) } else { Ok(None) }
        })
    }
}

impl Register {
    /// An empty register.
    pub fn new() -> Register {
        Register::default()
    }

    /// Reads a register from its JSON document.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, with path, line and column: besides what JSON and fields can have wrong,
    /// `not-a-key-number`, `key-number-twice`, `key-twice`, `two-active-keys`, `dates-out-of-order`,
    /// `not-a-check`, and what a name or an epoch can have wrong.
    pub fn parse(document: &str) -> Result<Register, PseudonymError> {
        json::read_personal(document, checked).map_err(PseudonymError::of)
    }

    /// The JSON document: the same bytes for the same register.
    pub fn to_json(&self) -> String {
        let document = RegisterDocument { waarborg_keys: 1, keys: self.rows.clone() };
        // INVARIANT: rows hold text, numbers and times, all of which serialise.
        serde_json::to_string(&document).unwrap_or_default()
    }

    /// The JSON Schema (draft 2020-12) of a register.
    pub fn schema() -> serde_json::Value {
        json::schema::<RegisterDocument>("waarborg key register, version 1")
    }

    /// Its keys, by number.
    pub fn keys(&self) -> &[KeyRow] {
        &self.rows
    }

    /// The key with this number.
    pub fn key(&self, id: KeyId) -> Option<&KeyRow> {
        let at = self.rows.binary_search_by_key(&id.get(), |row| row.key).ok()?;
        self.rows.get(at)
    }

    /// Puts a key into use, under the next free number. The key that was active for this controller, domain and kind
    /// becomes accept-only.
    ///
    /// # Errors
    ///
    /// `key-missing` or `ambiguous-key` from the keyring; `key-exists` if this epoch is in the register already, also if
    /// destroyed; `register-full`; `dates-out-of-order` if it would retire before it is made; what a name can have
    /// wrong; `now-out-of-range`.
    pub fn activate(
        &mut self,
        keyring: &Keyring,
        new: &NewKey<'_>,
        now: Time,
    ) -> Result<KeyId, PseudonymError> {
        let now = asked(now)?;
        let wanted = Wanted {
            controller: Label::new(new.controller.0, Names::Controller)?,
            controller_epoch: counted(new.controller.1)?,
            domain: Label::new(new.domain.0, Names::Domain)?,
            epoch: counted(new.domain.1)?,
        };
        if new.retire_after.is_some_and(|at| at <= now) {
            return Err(out_of_order().into());
        }
        let Wanted { controller, domain, .. } = &wanted;
        let is_same = |row: &KeyRow| row.is_of(controller, domain) && row.kind == new.kind;
        let epochs = (wanted.controller_epoch, wanted.epoch);
        if self.rows.iter().any(|row| is_same(row) && (row.controller_epoch, row.epoch) == epochs) {
            return Err(Diagnostic::new("key-exists", "this epoch is in the register already")
                .expecting("an epoch that was never used")
                .helping("a destroyed key is not brought back: rotate to the next epoch")
                .into());
        }
        let (own, check) = keyring.only(
            &wanted,
            |key| key.of_kind(&new.kind).map(|(_, check)| (key.own, check)),
            |one, other| one.1.is(other.1.bytes()),
        )?;
        let last = self.rows.last().map_or(0, |row| row.key);
        let id = KeyId::new(last + 1)
            .ok_or_else(|| Diagnostic::new("register-full", "there is no number left for another key"))?;
        // Nothing can go wrong any more.
        for row in self.rows.iter_mut().filter(|row| is_same(row)) {
            if row.destroyed.is_none() && row.accept_only.is_none() {
                row.accept_only = Some(now.max(row.created));
            }
        }
        self.rows.push(KeyRow {
            key: id.get(),
            controller: Text(controller.as_str().to_owned()),
            controller_epoch: wanted.controller_epoch,
            domain: Text(domain.as_str().to_owned()),
            epoch: wanted.epoch,
            kind: new.kind.clone(),
            own,
            check: Text(check.bytes().iter().map(|byte| format!("{byte:02x}")).collect()),
            created: now,
            retire_after: new.retire_after,
            accept_only: None,
            destroyed: None,
        });
        Ok(id)
    }

    /// Makes a key accept-only: it finds existing pseudonyms and makes no new ones.
    ///
    /// # Errors
    ///
    /// `unknown-key`; `key-destroyed`; `dates-out-of-order` before it was made; `now-out-of-range`.
    pub fn retire(&mut self, id: KeyId, now: Time) -> Result<(), PseudonymError> {
        let now = asked(now)?;
        let at = self.rows.binary_search_by_key(&id.get(), |row| row.key).ok();
        let row = at.and_then(|at| self.rows.get_mut(at)).ok_or_else(unknown)?;
        if row.destroyed.is_some() {
            return Err(destroyed().into());
        }
        if now < row.created {
            return Err(out_of_order().into());
        }
        row.accept_only.get_or_insert(now);
        Ok(())
    }

    /// Records that the keys of a whole domain, of all kinds and epochs, are destroyed, and reports what that does. The
    /// rows stay, with the date. The host destroys its own copies and backups.
    ///
    /// # Errors
    ///
    /// `unknown-domain` if the register has no key of it; `key-destroyed` if all were destroyed before;
    /// `dates-out-of-order`; `now-out-of-range`.
    pub fn destroy_domain(
        &mut self,
        controller: &str,
        domain: &str,
        now: Time,
    ) -> Result<Destruction, PseudonymError> {
        let controller = Label::new(controller, Names::Controller)?;
        let domain = Label::new(domain, Names::Domain)?;
        if !self.rows.iter().any(|row| row.is_of(&controller, &domain)) {
            return Err(unknown_domain().into());
        }
        self.destroy_where(|row| row.is_of(&controller, &domain), now)
    }

    /// Records that one key is destroyed, and reports what that does. Other kinds and epochs of the domain stay.
    ///
    /// # Errors
    ///
    /// `unknown-key`; `key-destroyed` if it was destroyed before; `dates-out-of-order`; `now-out-of-range`.
    pub fn destroy(&mut self, id: KeyId, now: Time) -> Result<Destruction, PseudonymError> {
        self.key(id).ok_or_else(unknown)?;
        self.destroy_where(|row| row.id() == id, now)
    }

    fn destroy_where(
        &mut self,
        of: impl Fn(&KeyRow) -> bool,
        now: Time,
    ) -> Result<Destruction, PseudonymError> {
        let now = asked(now)?;
        let going = |row: &&mut KeyRow| row.destroyed.is_none() && of(row);
        if self.rows.iter_mut().filter(going).any(|row| now < row.created) {
            return Err(out_of_order().into());
        }
        let mut keys = Vec::new();
        for row in self.rows.iter_mut().filter(going) {
            row.destroyed = Some(now);
            keys.push(row.id());
        }
        let gone: Vec<&KeyRow> = keys.iter().filter_map(|id| self.key(*id)).collect();
        if gone.is_empty() {
            return Err(destroyed().into());
        }
        // A key of a kind is derived from the domain's: it is only gone with the last that needs the domain's.
        let living: BTreeSet<_> =
            self.rows.iter().filter(|row| row.destroyed.is_none()).map(KeyRow::of_domain).collect();
        let derivable = gone.iter().any(|row| !row.own || living.contains(&row.of_domain()));
        Ok(Destruction::new(keys, now, derivable))
    }

    /// Whose a pseudonym is, and the state of its key at this moment.
    pub fn recognise(&self, pseudonym: &Pseudonym, at: Time) -> Recognised<'_> {
        match self.key(pseudonym.key()) {
            Some(row) => Recognised::Ours(row, row.state(at)),
            None => Recognised::Foreign(pseudonym.key()),
        }
    }

    /// Opens a domain: derives its keys and prepares them for use. Do it once and keep the result; nothing is derived
    /// on a request's path.
    ///
    /// # Errors
    ///
    /// `controller-missing`, `domain-missing`: there is no default. `unknown-domain` if the register has no key of it;
    /// `key-destroyed` if all its keys are destroyed; `key-missing`, `wrong-key` from the keyring; `now-out-of-range`.
    pub fn open(
        &self,
        keyring: &Keyring,
        controller: &str,
        domain: &str,
        now: Time,
    ) -> Result<Domain, PseudonymError> {
        let controller = Label::new(controller, Names::Controller)?;
        let domain = Label::new(domain, Names::Domain)?;
        Domain::open(self.live(&controller, &domain)?, keyring, controller, domain, asked(now)?)
    }

    /// The rows of a domain whose keys are not destroyed, newest first; never none.
    pub(super) fn live(&self, controller: &Label, domain: &Label) -> Result<Vec<&KeyRow>, Diagnostic> {
        let all: Vec<&KeyRow> = self.rows.iter().rev().filter(|row| row.is_of(controller, domain)).collect();
        if all.is_empty() {
            return Err(unknown_domain());
        }
        let live: Vec<&KeyRow> = all.into_iter().filter(|row| row.destroyed.is_none()).collect();
        if live.is_empty() { Err(destroyed()) } else { Ok(live) }
    }
}

fn checked(document: RegisterDocument, root: &Node<'_>, reader: &mut Reader) -> Option<Register> {
    if document.waarborg_keys != 1 {
        let diagnostic =
            Diagnostic::new("unknown-version", "this is not a version of this format").expecting("1");
        reader.report_path(root, &["waarborg-keys"], 0, diagnostic);
    }
    let mut rows = document.keys;
    let (mut numbers, mut known, mut active) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (index, row) in rows.iter().enumerate() {
        let at = index.to_string();
        let mut report = |field: &str, diagnostic: Diagnostic| {
            reader.report_path(root, &["keys", &at, field], 0, diagnostic)
        };
        if KeyId::new(row.key).is_none() {
            let diagnostic = Diagnostic::new("not-a-key-number", "this is not the number of a key");
            report("key", diagnostic.expecting("1 to 16777215"));
        }
        if let Err(diagnostic) = Label::new(&row.controller.0, Names::Controller) {
            report("controller", diagnostic);
        }
        if let Err(diagnostic) = Label::new(&row.domain.0, Names::Domain) {
            report("domain", diagnostic);
        }
        for (field, epoch) in [("controller-epoch", row.controller_epoch), ("epoch", row.epoch)] {
            if let Err(diagnostic) = counted(epoch) {
                report(field, diagnostic);
            }
        }
        if unhex(&row.check.0).is_none() {
            report("check", malformed_check());
        }
        let later = [
            ("retire-after", row.retire_after),
            ("accept-only", row.accept_only),
            ("destroyed", row.destroyed),
        ];
        for (field, date) in later {
            if date.is_some_and(|date| date < row.created) {
                report(field, out_of_order());
            }
        }
        let of = (row.controller.0.as_str(), row.domain.0.as_str(), &row.kind);
        if !numbers.insert(row.key) {
            report("key", Diagnostic::new("key-number-twice", "another key has this number"));
        }
        let is_active = row.destroyed.is_none() && row.accept_only.is_none();
        if !known.insert((of, row.controller_epoch, row.epoch)) {
            report("epoch", Diagnostic::new("key-twice", "this key is in the register twice"));
        } else if is_active && !active.insert(of) {
            let diagnostic =
                Diagnostic::new("two-active-keys", "two keys are active for one domain and kind");
            report("key", diagnostic.helping("all but the newest are accept-only; say since when"));
        }
    }
    rows.sort_by_key(|row| row.key);
    Some(Register { rows })
}

fn unhex(check: &str) -> Option<[u8; 8]> {
    let plain = check.len() == 16 && check.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    u64::from_str_radix(check, 16).ok().filter(|_| plain).map(u64::to_be_bytes)
}

fn malformed_check() -> Diagnostic {
    Diagnostic::new("not-a-check", "this is not the check of a key")
        .expecting("16 hexadecimal digits in lower case")
}

fn out_of_order() -> Diagnostic {
    Diagnostic::new("dates-out-of-order", "this date is before the key was made")
}

fn unknown() -> Diagnostic {
    Diagnostic::new("unknown-key", "there is no key with this number in the register")
}

fn unknown_domain() -> Diagnostic {
    Diagnostic::new("unknown-domain", "the register has no key for this controller and domain")
        .expecting("a domain with a key")
        .helping("put one into use first")
}

pub(super) fn destroyed() -> Diagnostic {
    Diagnostic::new("key-destroyed", "this key was destroyed")
        .helping("what was made with it can no longer be found by it")
}

pub(super) fn asked(now: Time) -> Result<Time, PseudonymError> {
    now.asked().map_err(|error| PseudonymError::of(error.diagnostics().to_vec()))
}

/// A name in a document or an entry of the log, such as who asked.
pub(super) fn named(name: &str) -> Result<Id, Diagnostic> {
    Id::new(name).ok_or_else(|| {
        Diagnostic::new("not-an-id", "this is not a name")
            .expecting("lower-case letters, digits, dots and hyphens, at most 64")
    })
}
