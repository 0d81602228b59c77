//! What an entry says: one kind per thing that can happen.

use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::words::{
    Authority, Awaiting, ChangeCause, ExtensionGround, InstructedAct, ItemOutcome, RepresentativePower,
    RestrictionReason,
};
use crate::Diagnostic;
use crate::calendar::{Day, Moment, Period};
use crate::json::{self, Defs, Digest, Id, Map, Node, Read, Reader, Text, object};
use crate::law::{Act, Basis, Capacity, RefusalGround, Right};
use crate::policy::{DisclosureGround, Term};

object! {
    /// A judgement that a person made: without it, the step is refused.
    pub personal struct Judgement {
        /// The role that judged.
        pub role: Text,
        /// The article or act on which the judgement rests.
        pub article: Text,
        /// The reasoning.
        pub text: Text,
    }
}

/// Declares every kind of entry, in groups: its word, whether an older library may skip it, and what it holds besides the
/// moment it happened.
macro_rules! kinds {
    ($([$group:literal] $($(#[doc = $doc:literal])* $kind:ident = $word:literal, $critical:ident
        { $($fields:tt)* } $(? { $($options:tt)* })?)+)+) => {
        kinds! { @all $($(
            $(#[doc = $doc])* $kind = $word, $critical { $($fields)* } $(? { $($options)* })?
        )+)+ }

        impl Body {
            /// The words of the kinds by what they are about, each group with its title, in the order of [`Body::KINDS`].
            pub const GROUPS: &'static [(&'static str, &'static [&'static str])] = &[$(($group, &[$($word),+])),+];
        }
    };
    (@all $($(#[doc = $doc:literal])* $kind:ident = $word:literal, $critical:ident {
        $($(#[doc = $fdoc:literal])* $field:ident : $ty:ty),* $(,)?
    } $(? { $($(#[doc = $odoc:literal])* $option:ident : $oty:ty),* $(,)? })?)+) => {
        $(object! {
            $(#[doc = $doc])*
            pub personal struct $kind {
                /// When it took effect: an instant, or a day in the policy's zone.
                pub happened: Moment,
                /// The moment that was stated, where `happened` was raised to keep the order of entries.
                #[serde(default, skip_serializing_if = "Option::is_none")]
                pub stated: Option<Moment>,
                $($(#[doc = $fdoc])* pub $field: $ty,)*
                $($($(#[doc = $odoc])*
                #[serde(default, skip_serializing_if = "Option::is_none")]
                pub $option: Option<$oty>,)*)?
            }
        })+

        /// What an entry says. Owned and immutable.
        #[derive(Clone, PartialEq, Debug)]
        pub enum Body {
            $(#[doc = concat!("`", $word, "`.")] $(#[doc = $doc])* $kind($kind)),+
        }

        impl Body {
            /// The word of every kind.
            pub const KINDS: &'static [&'static str] = &[$($word),+];

            /// The word of this kind.
            pub fn kind(&self) -> &'static str {
                match self { $(Body::$kind(_) => $word),+ }
            }

            /// The JSON Schema of every kind, without `kind`, by its word.
            fn schemas(defs: &mut Defs) -> Vec<(&'static str, Json)> {
                vec![$({
                    <$kind as Read>::schema(defs);
                    ($word, defs.shift_remove(stringify!($kind)).unwrap_or_default())
                }),+]
            }

            /// When it took effect.
            pub fn happened(&self) -> Moment {
                match self { $(Body::$kind(body) => body.happened),+ }
            }

            /// True if a library that does not know this kind must not read past it.
            pub fn is_critical(&self) -> bool {
                match self { $(Body::$kind(_) => critical!($critical)),+ }
            }

            /// Moves the entry to `happened`, and keeps what was stated.
            pub(super) fn raise(&mut self, to: Moment) {
                match self {
                    $(Body::$kind(body) => {
                        body.stated.get_or_insert(body.happened);
                        body.happened = to;
                    })+
                }
            }

            /// The body as the JSON of a line: `kind` first, then the fields in the order of the declaration.
            pub(super) fn to_json(&self) -> String {
                // INVARIANT: bodies hold text, numbers and moments, all of which serialise to an object.
                let (word, fields) = match self {
                    $(Body::$kind(body) => ($word, serde_json::to_string(body).unwrap_or_default())),+
                };
                ascii(&format!("{{\"kind\":\"{word}\",{}", fields.get(1..).unwrap_or("}")))
            }

            /// Reads the fields of a kind as a line has them, without `kind`; `None` if there is no such kind.
            fn read_line(word: &str, fields: &str) -> Option<Result<Body, Vec<Diagnostic>>> {
                Some(match word {
                    $($word => match whole::<$kind>(fields) {
                        Some(body) => Ok(Body::$kind(body)),
                        // Slower, but says everything that is wrong, and where, without repeating what was given.
                        None => Err(match json::read_personal::<$kind, _>(fields, |body, _, _| Some(body)) {
                            Ok(_) => vec![not_canonical()],
                            Err(diagnostics) => diagnostics,
                        }),
                    },)+
                    _ => return None,
                })
            }

            /// Reads the fields of a kind from any JSON object that has them; `None` if that is reported.
            fn read_fields(word: &str, node: &Node<'_>, reader: &mut Reader) -> Option<Body> {
                match word {
                    $($word => <$kind as Read>::read(node, reader).map(Body::$kind),)+
                    _ => None,
                }
            }
        }

        $(impl From<$kind> for Body {
            fn from(body: $kind) -> Body {
                Body::$kind(body)
            }
        })+
    };
}

macro_rules! critical {
    (critical) => {
        true
    };
    (ignorable) => {
        false
    };
}

kinds! {
    ["States and happenings"]
    /// A declared state begins.
    Began = "began", critical {
        /// The state, by the name of its anchor.
        state: Id,
    } ? {
        /// True if it is known not to have lasted before.
        initial: bool,
        /// Which run, where the state has several at once, such as two placements: the host's opaque reference.
        r#ref: Text,
    }
    /// A declared state ends.
    Ended = "ended", critical {
        /// The state, by the name of its anchor.
        state: Id,
    } ? {
        /// Which run, where the state has several at once, such as two placements: the host's opaque reference.
        r#ref: Text,
    }
    /// The person is enrolled: the state `enrolled` begins.
    Enrolled = "enrolled", critical {} ? {
        /// True if the person is known not to have been enrolled before.
        initial: bool,
        /// Which run, where the state has several at once, such as two placements: the host's opaque reference.
        r#ref: Text,
    }
    /// The person leaves: `enrolled` ends.
    Left = "left", critical {} ? {
        /// Which run, where the state has several at once, such as two placements: the host's opaque reference.
        r#ref: Text,
    }
    /// An account is opened: the state `account` begins.
    AccountOpened = "account-opened", critical {} ? {
        /// True if there is known to have been none before.
        initial: bool,
        /// Which run, where the state has several at once, such as two placements: the host's opaque reference.
        r#ref: Text,
    }
    /// The account is closed: `account` ends.
    AccountClosed = "account-closed", critical {} ? {
        /// Which run, where the state has several at once, such as two placements: the host's opaque reference.
        r#ref: Text,
    }
    /// A contract with the person begins: the state `contract`.
    ContractBegan = "contract-began", critical {} ? {
        /// True if there is known to have been none before.
        initial: bool,
        /// Which run, where the state has several at once, such as two placements: the host's opaque reference.
        r#ref: Text,
    }
    /// The contract ends.
    ContractEnded = "contract-ended", critical {} ? {
        /// Which run, where the state has several at once, such as two placements: the host's opaque reference.
        r#ref: Text,
    }
    /// Something happens at a moment.
    Occurred = "occurred", critical {
        /// The happening, by the name of its anchor.
        anchor: Id,
    }
    /// Something is known not to have happened until now. A state that never began is held until it begins.
    Absent = "absent", critical {
        /// The anchor.
        anchor: Id,
    }
    /// The person died. Ends every state of the person.
    Deceased = "deceased", critical {}

    ["The person, and who speaks for them"]
    /// The person's day of birth. Two different days make the age contradictory.
    Born = "born", critical {
        /// The day.
        date: Day,
    }
    /// The person is known to be at least so old, without a day of birth.
    AgeAttested = "age-attested", critical {
        /// Completed years.
        at_least: u32,
    }
    /// The person's legal capacity changes.
    CapacityChanged = "capacity", critical {
        /// What it is from now on.
        capacity: Capacity,
    }
    /// Someone is a legal representative, or a parent with fewer rights.
    AuthorityBegan = "authority", critical {
        /// The host's opaque reference of that person.
        representative: Text,
        /// What makes them one.
        authority: Authority,
        /// What they may do.
        may: RepresentativePower,
    } ? {
        /// What showed it, such as an extract of the register.
        evidence: Text,
        /// For a mandate: the acts that it is for. Needed for a mandate, and only for one.
        acts: Vec<Act>,
        /// Its last day. Needed for a mandate.
        through: Day,
    }
    /// Someone's authority ends. What they consented to before stands.
    AuthorityEnded = "authority-ended", critical {
        /// The host's opaque reference of that person.
        representative: Text,
    } ? {
        /// True if it turns out never to have existed: then what they said never counted.
        never: bool,
    }

    ["Consent"]
    /// Consent was asked. Changes nothing by itself.
    ConsentAsked = "consent-asked", ignorable {
        /// For which purposes.
        purposes: Vec<Id>,
    }
    /// Consent is given.
    ConsentGiven = "consent-given", critical {
        /// For which purposes.
        purposes: Vec<Id>,
        /// `self`, or the opaque reference of a representative.
        by: Text,
    } ? {
        /// The version of the text that was agreed to. Needed where the policy's consent names a `text`: any other, or none,
        /// counts as consent to another text.
        text: Text,
        /// The school year for which it is given, by the calendar year in which that begins. Where the policy's consent is
        /// valid for a school year, and this one is later than the one in which it was given.
        for_school_year: u32,
    }
    /// Consent is refused.
    ConsentRefused = "consent-refused", critical {
        /// For which purposes.
        purposes: Vec<Id>,
        /// `self`, or the opaque reference of a representative.
        by: Text,
    }
    /// Consent is withdrawn (article 7(3)).
    ConsentWithdrawn = "consent-withdrawn", critical {
        /// For which purposes.
        purposes: Vec<Id>,
        /// `self`, or the opaque reference of a representative.
        by: Text,
    }
    /// What was consented to has materially changed.
    ConsentSuperseded = "consent-superseded", critical {
        /// For which purposes.
        purposes: Vec<Id>,
    }
    /// Consent was no consent, from its start.
    ConsentInvalidated = "consent-invalidated", critical {
        /// The number of the entry that gave it.
        entry: u32,
    } ? {
        /// Who judged so, and why.
        decision: Judgement,
    }

    ["Options"]
    /// An option is switched on: in a dossier by the user, among the institution's entries by the institution.
    OptionOn = "option-on", critical {
        /// The option.
        option: Id,
    }
    /// An option is switched off.
    OptionOff = "option-off", critical {
        /// The option.
        option: Id,
    }

    ["Objections"]
    /// An objection is made (article 21).
    Objected = "objected", critical {
        /// Against which purposes; all if empty.
        purposes: Vec<Id>,
    } ? {
        /// `self`, or the opaque reference of whoever objects for the person; `self` if absent.
        by: Text,
    }
    /// An objection is upheld.
    ObjectionUpheld = "objection-upheld", critical {
        /// The number of the entry that made it.
        entry: u32,
        /// Who judged so, and why.
        decision: Judgement,
    }
    /// An objection is rejected.
    ObjectionRejected = "objection-rejected", critical {
        /// The number of the entry that made it.
        entry: u32,
        /// Who judged so, and why.
        decision: Judgement,
    }
    /// An objection is withdrawn.
    ObjectionWithdrawn = "objection-withdrawn", critical {
        /// The number of the entry that made it.
        entry: u32,
    }

    ["Restrictions and holds"]
    /// Processing is restricted (article 18).
    Restricted = "restricted", critical {
        /// The ground.
        ground: RestrictionReason,
        /// Which categories; all if empty.
        categories: Vec<Id>,
    }
    /// A restriction is lifted, after the person was told (article 18(3)).
    RestrictionLifted = "restriction-lifted", critical {
        /// The number of the entry that restricted.
        entry: u32,
    } ? {
        /// When the person was told.
        informed: Moment,
    }
    /// Data are held for a legal claim.
    Hold = "hold", critical {
        /// Which categories; all if empty.
        categories: Vec<Id>,
    }
    /// A hold is released.
    HoldReleased = "hold-released", critical {
        /// The number of the entry that held.
        entry: u32,
    }

    ["Requests"]
    /// A request arrived. An objection arrives as `objected`, and consent is withdrawn with `consent-withdrawn`.
    Requested = "requested", critical {
        /// The right.
        right: Right,
        /// Which categories; if empty, all whose `subject` is one of those for whom the dossier was opened.
        categories: Vec<Id>,
    } ? {
        /// `self`, or the opaque reference of whoever asks for the person; `self` if absent.
        by: Text,
        /// The channel of the policy through which it came.
        channel: Id,
    }
    /// The one who asks is asked for something without which it cannot be answered; the term waits (article 12(6)).
    RequestPaused = "request-paused", ignorable {
        /// The number of the entry with which it arrived.
        entry: u32,
        /// What is asked for.
        awaiting: Awaiting,
    }
    /// What was asked for has come: the term runs on.
    RequestResumed = "request-resumed", ignorable {
        /// The number of the entry with which it arrived.
        entry: u32,
    }
    /// The one who asks is told that the answer takes up to two months more, and why (article 12(3)).
    RequestExtended = "request-extended", ignorable {
        /// The number of the entry with which it arrived.
        entry: u32,
        /// On which of the grounds of the law; at least one.
        ground: Vec<ExtensionGround>,
        /// Who judged so, and why.
        decision: Judgement,
    }
    /// A processor hands the request to who answers it (article 28(3)(e)).
    RequestForwarded = "request-forwarded", ignorable {
        /// The number of the entry with which it arrived.
        entry: u32,
        /// To which party.
        to: Id,
    }
    /// The controller instructs its processor to work on the request itself (article 28(3)(a) and (e)). A processor without
    /// an instruction hands the request on.
    Instructed = "instructed", ignorable {
        /// The number of the entry with which the request arrived.
        entry: u32,
        /// What the processor is to make; at least one.
        acts: Vec<InstructedAct>,
        /// The party that instructs: the controller that answers the request.
        party: Id,
        /// The role of whoever gave the instruction for that party.
        role: Text,
    } ? {
        /// Where the written instruction can be found.
        text: Text,
    }
    /// The request will be carried out, by its plan.
    RequestGranted = "request-granted", critical {
        /// The number of the entry with which it arrived.
        entry: u32,
    }
    /// The request is refused, for some categories or in whole (article 12(4)).
    RequestRefused = "request-refused", ignorable {
        /// The number of the entry with which it arrived.
        entry: u32,
        /// The ground, from the closed list of the law.
        ground: RefusalGround,
        /// For which categories; in whole if empty.
        categories: Vec<Id>,
        /// Who judged so, and why.
        decision: Judgement,
    }
    /// What became of one item of the request's plan. A later one for the same item replaces it.
    RequestItem = "request-item", ignorable {
        /// The number of the entry with which it arrived.
        entry: u32,
        /// The item, by its name in the plan.
        item: Text,
        /// What became of it.
        outcome: ItemOutcome,
    } ? {
        /// Who judged that telling a recipient takes a disproportionate effort, or that nobody can tell who it was, and why
        /// (articles 19 and 15(1)(c)).
        decision: Judgement,
        /// The names of the organisations behind a recipient of which the policy knows only the kind (article 15(1)(c)).
        names: Vec<Text>,
    }
    /// The package with the data can be collected.
    PackageReady = "package-ready", ignorable {
        /// The number of the entry with which it arrived.
        entry: u32,
    } ? {
        /// The SHA-256 of the package.
        digest: Digest,
    }
    /// The package was collected.
    PackageCollected = "package-collected", ignorable {
        /// The number of the entry with which it arrived.
        entry: u32,
        /// `self`, or the opaque reference of whoever collected it.
        by: Text,
    }
    /// The package was not collected in time, and is gone.
    PackageLapsed = "package-lapsed", ignorable {
        /// The number of the entry with which it arrived.
        entry: u32,
    }
    /// Whoever asked wants it no more.
    RequestWithdrawn = "request-withdrawn", ignorable {
        /// The number of the entry with which it arrived.
        entry: u32,
    }
    /// A request is closed.
    RequestClosed = "request-closed", critical {
        /// The number of the entry with which it arrived.
        entry: u32,
    }

    ["What became of data"]
    /// Erasure is granted (article 17).
    ErasureGranted = "erasure-granted", critical {
        /// For which purposes; all if empty. Never one on a legal obligation.
        purposes: Vec<Id>,
        /// Of records made up to and including this moment.
        through: Moment,
    } ? {
        /// On which categories; on all if absent.
        categories: Vec<Id>,
        /// The number of the entry with which the request arrived. If absent, the newest request for erasure that was granted
        /// and is not closed yet.
        entry: u32,
    }
    /// Records have been erased.
    Erased = "erased", critical {
        /// Of which category.
        category: Id,
        /// Made up to and including this moment.
        through: Moment,
    } ? {
        /// In which system; in all if absent.
        system: Id,
    }
    /// Records have been anonymised. Without the report of a check that passed, they count as pseudonymised: nothing is
    /// called anonymous on its word (recital 26).
    Anonymised = "anonymised", critical {
        /// Of which category.
        category: Id,
        /// Made up to and including this moment.
        through: Moment,
    } ? {
        /// The SHA-256 of the report of the anonymity check that passed.
        report: Digest,
    }
    /// Records have been pseudonymised.
    Pseudonymised = "pseudonymised", critical {
        /// Of which category.
        category: Id,
        /// Made up to and including this moment.
        through: Moment,
    }
    /// Data were given to a recipient (articles 15(1)(c) and 19).
    Disclosed = "disclosed", ignorable {
        /// To whom: a party of the policy.
        recipient: Id,
        /// Which categories.
        categories: Vec<Id>,
        /// Why.
        ground: DisclosureGround,
    }

    ["The dossier itself"]
    /// A person's dossier begins: its first entry, which has number 0.
    DossierOpened = "dossier-opened", critical {
        /// A random id that the host gives: 16 to 64 letters, digits and hyphens. It binds the head, so that another person's
        /// lines do not load as this one's.
        id: Text,
        /// The institution, by the id with which its own entries are folded.
        institution: Text,
        /// Whose dossier it is: one or more subjects of the policy. One that can be a minor makes the person one who can.
        subjects: Vec<Id>,
    }
    /// Another controller takes over.
    ControllerChanged = "controller-changed", critical {
        /// How.
        cause: ChangeCause,
    }
    /// Entries before this one came from elsewhere.
    Imported = "imported", ignorable {
        /// From where.
        from: Text,
    }
    /// An earlier entry is undone: it counts as never written.
    Voided = "voided", critical {
        /// Its number.
        entry: u32,
        /// Who judged so, and why.
        decision: Judgement,
    }

    ["The agreement, among the institution's entries"]
    /// The institution signs the agreement with the processor.
    AgreementSigned = "agreement-signed", critical {
        /// The terms it supplies for `by-agreement`, per category.
        terms: Map<Term>,
        /// The lawful bases it sets for `by-controller`, per purpose.
        bases: Map<Basis>,
    } ? {
        /// The model it follows.
        model: Text,
        /// Its last day, if it has one.
        through: Day,
        /// How long data are held after its end, if other than the policy says.
        return_term: Period,
    }
    /// The agreement ends.
    AgreementEnded = "agreement-ended", critical {}
    /// A time without agreement begins, such as a trial.
    TrialBegan = "trial-began", critical {
        /// Which, by its name in the policy.
        window: Id,
        /// The terms that hold in it for `by-agreement`, per category.
        terms: Map<Term>,
        /// The lawful bases that hold in it for `by-controller`, per purpose.
        bases: Map<Basis>,
    }

    ["What the institution answers for, among its own entries"]
    /// The institution accepts a finding about the lawfulness of the policy: its claims count again.
    FindingAccepted = "finding-accepted", critical {
        /// The code of the finding.
        code: Text,
        /// The node of the policy that it is about, as a JSON Pointer. The acceptance ends when this node changes.
        at: Text,
        /// The role of the one who accepted it.
        role: Text,
        /// Why.
        why: Text,
        /// The last day on which it counts.
        through: Day,
    }
    /// The institution confirms a row of law that nobody read in its current text: minimum terms on it count.
    LawRowConfirmed = "law-row-confirmed", critical {
        /// The name of the row in the law pack; the act and the article, with a space between, for one that is not in it.
        row: Text,
        /// The role of the one who confirmed it.
        role: Text,
    }
}

impl Body {
    /// The number of the entry with which the request or objection arrived, for a step in it.
    pub fn about_request(&self) -> Option<u32> {
        match self {
            Body::RequestPaused(b) => Some(b.entry),
            Body::RequestResumed(b) => Some(b.entry),
            Body::RequestExtended(b) => Some(b.entry),
            Body::RequestForwarded(b) => Some(b.entry),
            Body::Instructed(b) => Some(b.entry),
            Body::RequestGranted(b) => Some(b.entry),
            Body::RequestRefused(b) => Some(b.entry),
            Body::RequestItem(b) => Some(b.entry),
            Body::PackageReady(b) => Some(b.entry),
            Body::PackageCollected(b) => Some(b.entry),
            Body::PackageLapsed(b) => Some(b.entry),
            Body::RequestWithdrawn(b) => Some(b.entry),
            Body::RequestClosed(b) => Some(b.entry),
            Body::ObjectionUpheld(b) => Some(b.entry),
            Body::ObjectionRejected(b) => Some(b.entry),
            Body::ObjectionWithdrawn(b) => Some(b.entry),
            _ => None,
        }
    }

    /// True for a step in a request that no claim reads.
    pub(crate) fn is_work_on_request(&self) -> bool {
        !matches!(
            self,
            Body::RequestGranted(_)
                | Body::RequestClosed(_)
                | Body::ObjectionUpheld(_)
                | Body::ObjectionRejected(_)
                | Body::ObjectionWithdrawn(_)
        ) && self.about_request().is_some()
    }

    /// True for a request, an objection, and every step in one.
    pub(super) fn is_about_request(&self) -> bool {
        matches!(self, Body::Requested(_) | Body::Objected(_)) || self.about_request().is_some()
    }
}

impl Body {
    /// Reads a body as it stands in a line, `kind` first. `Ok(None)`: a kind that this library does not know.
    pub(super) fn from_line(json: &str) -> Result<Option<Body>, Vec<Diagnostic>> {
        let wrong = || vec![not_canonical().at("/body")];
        let rest = json.strip_prefix("{\"kind\":\"").ok_or_else(wrong)?;
        let (kind, rest) = rest.split_once('"').ok_or_else(wrong)?;
        let fields = ["{", rest.strip_prefix(',').unwrap_or(rest)].concat();
        match Body::read_line(kind, &fields) {
            Some(body) => body.map(Some).map_err(below_body),
            None => match serde_json::from_str::<serde::de::IgnoredAny>(json) {
                Ok(_) => Ok(None),
                Err(_) => Err(wrong()),
            },
        }
    }

    /// Reads a body from any JSON object with a `kind`, in any order of fields.
    pub fn from_json(json: &str) -> Result<Body, super::DossierError> {
        json::read_personal(json, |body, _, _| Some(body)).map_err(super::DossierError::of)
    }

    /// The body as a JSON object, `kind` first.
    pub fn json(&self) -> String {
        self.to_json()
    }
}

impl Body {
    /// Reads a body from an object that may also have the fields `beside`, `kind` among them.
    pub(crate) fn read_beside(
        node: &Node<'_>,
        reader: &mut Reader,
        beside: &'static [&'static str],
    ) -> Option<Body> {
        node.object(reader)?;
        let expected = || Body::KINDS.join(", ");
        let Some(kind) = node.field("kind") else {
            let diagnostic =
                Diagnostic::new("missing-field", "the field `kind` is missing").expecting(expected());
            reader.report(node, diagnostic);
            return None;
        };
        let word = kind.text(reader, "the kind of an entry")?;
        if !Body::KINDS.contains(&word) {
            let diagnostic = Diagnostic::new("unknown-kind", "there is no such kind of entry")
                .expecting(expected())
                .meaning(word, Body::KINDS.iter().copied());
            reader.report(&kind, diagnostic);
            return None;
        }
        reader.beside(beside);
        Body::read_fields(word, node, reader)
    }
}

impl Read for Body {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Body> {
        Body::read_beside(node, reader, &["kind"])
    }

    fn schema(defs: &mut Defs) -> Json {
        let kinds = Body::schemas(defs).into_iter().map(|(word, mut schema)| {
            if let Some(properties) = schema.get_mut("properties").and_then(Json::as_object_mut) {
                properties.insert("kind".into(), json!({ "const": word }));
            }
            if let Some(required) = schema.get_mut("required").and_then(Json::as_array_mut) {
                required.push(json!("kind"));
            }
            schema
        });
        json!({ "oneOf": kinds.collect::<Vec<_>>() })
    }
}

/// Reads the fields of a kind, and nothing after them.
fn whole<'f, T: Deserialize<'f>>(fields: &'f str) -> Option<T> {
    serde_json::from_str(fields).ok()
}

fn not_canonical() -> Diagnostic {
    Diagnostic::new("not-canonical", "this body is not as this library writes it")
        .expecting("`kind` first, then `happened`, no white space")
        .helping("store lines as text, byte for byte; a JSON column may reorder them")
}

/// Diagnostics of a body, with the path that they have in the line.
fn below_body(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics
        .into_iter()
        .map(|diagnostic| {
            let path = format!("/body{}", diagnostic.path());
            diagnostic.at(path).on(None)
        })
        .collect()
}

/// JSON with every character outside ASCII escaped, so that no database or terminal can change a line.
fn ascii(json: &str) -> String {
    if json.is_ascii() {
        return json.to_owned();
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if c.is_ascii() {
            escaped.push(c);
        } else {
            let mut units = [0u16; 2];
            for unit in c.encode_utf16(&mut units) {
                escaped.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    escaped
}
