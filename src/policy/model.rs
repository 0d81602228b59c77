//! What a policy says: the document as declared, one struct per node. Immutable once read; share it freely.
//!
//! Every object may carry a `note` for people; it is read by nobody. `description` is the policy's own words, which
//! publication prints; `source` is where in the original document they stand.

use super::term::Term;
use super::words::*;
use crate::calendar::{Day, Period, YearEnd};
use crate::json::{Id, Map, Text, object};
use crate::law::{
    Article9Ground, Basis, BoundParty, ClauseSet, Country, DataKind, RestrictionExemption, Right, Scheme,
    Sector, TransferTool,
};

object! {
    /// One version of a policy.
    pub struct Document {
        /// The version of this format: 1.
        pub waarborg: u32,
        /// The policy's name; the same in all its versions.
        pub policy: Id,
        /// The name of this version.
        pub version: Text,
        /// The first day on which this version applies.
        pub applies_from: Day,
        /// The day on which it was adopted: a reading as known before that day does not see this version. The day it
        /// applies from if absent.
        pub adopted: Option<Day>,
        /// The dates the original document itself shows.
        pub dated: Vec<Day>,
        /// Whose law applies.
        pub jurisdiction: Jurisdiction,
        /// The IANA time zone in which days are counted; `Europe/Amsterdam` if absent.
        pub zone: Option<Text>,
        /// The language of the texts in this document.
        pub language: Language,
        /// The title.
        pub title: Option<Text>,
        /// The sectors it is meant for.
        pub sectors: Vec<Sector>,
        /// The products it covers.
        pub products: Map<Product>,
        /// The covenants it endorses.
        pub schemes: Map<Endorsement>,
        /// The last day of a school year; `--07-31` if absent.
        pub school_year_end: Option<YearEnd>,
        /// The last day of a book year; `--12-31` if absent.
        pub book_year_end: Option<YearEnd>,
        /// The party that declares this policy: the controller, if requests are answered from it. A processor forwards every
        /// request to the controller and has nothing to pack.
        pub declared_by: Option<Id>,
        /// Who takes part.
        pub parties: Map<Party>,
        /// Whom the data are about.
        pub subjects: Map<Subject>,
        /// What terms and bases count from.
        pub anchors: Map<Anchor>,
        /// What data there are.
        pub categories: Map<Category>,
        /// Switches that someone holds.
        pub options: Map<Switch>,
        /// What has to happen before an act.
        pub preconditions: Map<Precondition>,
        /// What the data are for.
        pub purposes: Map<Purpose>,
        /// Purposes and categories of earlier versions that are no longer: their claims are Ended.
        pub retired: Vec<Id>,
        /// Who does what with the data.
        pub roles: Map<Role>,
        /// The agreement between controller and processor.
        pub agreement: Option<Agreement>,
        /// What a person may ask, and how.
        pub rights: Option<Rights>,
        /// How breaches are reported.
        pub breach: Option<Breach>,
        /// Technical and organisational measures (article 32).
        pub measures: Map<SecurityMeasure>,
        /// Duties of others that this policy relies on.
        pub duties: Map<Duty>,
        /// How changes are made known.
        pub changes: Option<Changes>,
        /// Documents this one refers to.
        pub documents: Map<Reference>,
        /// Statements that carry no rule of their own but must be told.
        pub statements: Map<Statement>,
        /// Which system holds which categories.
        pub systems: Map<System>,
        /// Doubts about the original text that no lint can find in a clean model.
        pub doubts: Map<Doubt>,
    }
}

object! {
    /// A product covered.
    pub struct Product {
        /// Its name and what it does.
        pub description: Text,
    }
}

object! {
    /// A covenant that is endorsed.
    pub struct Endorsement {
        /// Which covenant.
        pub scheme: Scheme,
        /// Which version.
        pub version: Text,
        /// What the document says of it.
        pub description: Option<Text>,
    }
}

object! {
    /// A party.
    pub struct Party {
        /// Its name, or its kind where it is unnamed.
        pub name: Text,
        /// What it is; more than one where the text makes it so.
        pub acts_as: Vec<PartyRole>,
        /// True if the document never says what it is and the role was read into it.
        pub role_unsaid: bool,
        /// True if it stands for each institution that uses the product.
        pub each_institution: bool,
        /// True if only its kind is known.
        pub unnamed: bool,
        /// The country where it processes; `EU` where no member state is named. The United Kingdom is `GB`.
        pub country: Option<Country>,
        /// What a transfer to it rests on; needed outside the EEA.
        pub transfers: Vec<Transfer>,
        /// What it is for laws that bind only some, such as the board of a school or an employer.
        pub bound_as: Vec<BoundParty>,
        /// How to reach it.
        pub contact: Option<Contact>,
        /// Its data protection officer (article 37).
        pub officer: Option<Contact>,
        /// Its representative in the Union (article 27).
        pub representative: Option<Contact>,
        /// What the document says of it.
        pub description: Option<Text>,
    }
}

object! {
    /// What a transfer is said to rest on.
    pub struct Transfer {
        /// The tool.
        pub tool: TransferTool,
        /// For the tool `explicit-consent`: the purpose on consent whose consent it is; the purpose of the act if absent.
        pub consent_purpose: Option<Id>,
        /// Which clauses, for `standard-clauses`: the generations have days of their own.
        pub clauses: Option<ClauseSet>,
        /// True if the recipient meets the condition of the decision, such as being subject to PIPEDA in Canada.
        pub condition_met: bool,
        /// The first day.
        pub from: Option<Day>,
        /// The last day.
        pub through: Option<Day>,
        /// True if the document claims it, and nobody has seen it.
        pub claimed: bool,
        /// What the document says of it.
        pub description: Option<Text>,
    }
}

object! {
    /// How to reach someone. All fields are optional; at least one is needed.
    pub struct Contact {
        /// A person or a department.
        pub name: Option<Text>,
        /// An e-mail address.
        pub email: Option<Text>,
        /// A telephone number.
        pub phone: Option<Text>,
        /// A postal address.
        pub address: Option<Text>,
        /// A web page.
        pub page: Option<Text>,
    }
}

object! {
    /// A kind of data subject.
    pub struct Subject {
        /// What kind of person.
        pub kind: SubjectKind,
        /// True if they can be younger than sixteen; then the age table of the jurisdiction applies.
        pub minors: bool,
        /// What the document says of them.
        pub description: Option<Text>,
    }
}

object! {
    /// Something that terms and bases count from.
    pub struct Anchor {
        /// A state or a happening.
        pub kind: AnchorKind,
        /// Whose it is; the person's if absent.
        pub scope: Option<Scope>,
        /// True if its moment is only planned (the end of a course) and can come without anything having happened.
        pub planned: bool,
        /// True if it may never happen (a first login).
        pub may_never_happen: bool,
        /// What it is.
        pub description: Option<Text>,
    }
}

object! {
    /// A category of data.
    pub struct Category {
        /// The data in it, in words.
        pub description: Text,
        /// Whose data: a subject of this policy.
        pub subject: Id,
        /// The most identifiable form in which it is held after receipt; `identifiable` if absent.
        pub identifiability: Option<Identifiability>,
        /// The kind of data, for laws that speak of some kinds only: a minimum term of such a law needs it.
        pub kind: Option<DataKind>,
        /// How sensitive it is; `fast_path` if absent.
        pub sensitivity: Option<Sensitivity>,
        /// Where it comes from.
        pub origin: Vec<Origin>,
        /// The party it comes from, for `from-party` (article 14).
        pub from_party: Option<Id>,
        /// True if it is about others too, such as a group photo; it is detached from one person, not erased.
        pub shared: bool,
        /// True if it is never stored beyond the act.
        pub transient: bool,
        /// Categories that cannot exist without this one: it is held while they are.
        pub needed_by: Vec<Id>,
        /// True if the document calls it anonymous.
        pub called_anonymous: bool,
    }
}

object! {
    /// A switch for optional processing.
    pub struct Switch {
        /// What it switches.
        pub description: Text,
        /// Who holds a switch.
        pub holders: Vec<OptionHolder>,
        /// How many of them must have switched it on; `all` if absent.
        pub switches: Option<Switches>,
        /// How long data are still held after it is switched off.
        pub return_term: Option<Period>,
        /// True if the document leaves open who decides.
        pub holder_unclear: bool,
    }
}

object! {
    /// Something that has to happen before an act, such as pressing play.
    pub struct Precondition {
        /// What has to happen.
        pub description: Text,
    }
}

object! {
    /// A purpose: one lawful basis, some categories, until when.
    pub struct Purpose {
        /// The purpose in words.
        pub description: Text,
        /// Where in the original document.
        pub source: Option<Text>,
        /// Its lawful basis.
        pub basis: Basis,
        /// The act and article that lay down the duty or the task, for a basis under letter (c) or (e) (article 6(3)).
        pub basis_law: Option<Text>,
        /// How the interests were weighed, for letter (f): where the balance stands.
        pub balance: Option<Text>,
        /// True if it lies outside the statutory task of a school or public authority, such as news for alumni: only then
        /// can letter (f) serve there.
        pub beside_task: bool,
        /// True if the document names no basis and it was read into it.
        pub basis_unsaid: bool,
        /// The state during which the basis holds, such as a contract. If absent, the basis never ends by itself.
        pub r#while: Option<Id>,
        /// True if the data may be used until the term is over, though the basis has ended.
        pub use_through_term: bool,
        /// For `contract`: the party the contract is really with, if that is not the data subject.
        pub contract_with: Option<Id>,
        /// Under which role of the author this is done; a processor needs an agreement.
        pub r#as: PartyRole,
        /// The categories it needs.
        pub categories: Vec<Id>,
        /// How long before the states it rests on begin its data may be collected (intake); `P1Y` if absent.
        pub collect_before: Option<Period>,
        /// The least identifiable form that is enough for it, per category; `identifiable` if absent.
        pub identifiability: Map<Identifiability>,
        /// Who receives the data for it.
        pub recipients: Map<Recipient>,
        /// The option that switches it; absent for an inseparable part of the service.
        pub option: Option<Id>,
        /// What has to happen before an act.
        pub preconditions: Vec<Id>,
        /// Direct marketing: an objection is absolute (article 21(2)).
        pub direct_marketing: bool,
        /// The purposes it is compatible with (article 6(4)).
        pub compatible_with: Vec<Id>,
        /// What it does to the person; not said if absent.
        pub effect: Option<Effect>,
        /// What artificial intelligence does in it (AI Act); nothing if absent.
        pub ai: Option<AiUse>,
        /// The role that decides, where the purpose only advises.
        pub decided_by: Option<Id>,
        /// The ground for special data (article 9(2), UAVG).
        pub article_9_ground: Option<Article9Ground>,
        /// For the ground `explicit-consent`: the purpose on consent whose consent it is; this purpose if absent.
        pub consent_purpose: Option<Id>,
        /// The ground on which it goes on while data are restricted (article 18(2)).
        pub restriction_exemption: Option<RestrictionExemption>,
        /// How consent is asked and kept, for `consent`.
        pub consent: Option<Consent>,
        /// True for free help and advice that is offered directly to the person: a minor consents without a representative
        /// (UAVG 5(6)).
        pub help_service: bool,
        /// The ages for which it is meant.
        pub ages: Option<Ages>,
        /// What it reads from or writes to a device.
        pub device_access: Option<DeviceAccess>,
        /// The letter of the covenant's article 5 that it falls under.
        pub covenant_letter: Option<Text>,
        /// How long each category is kept for it.
        pub retention: Map<Retention>,
    }
}

object! {
    /// A recipient of data for one purpose.
    pub struct Recipient {
        /// Why it receives them.
        pub ground: DisclosureGround,
        /// For the ground `consent`: the purpose on consent whose consent it is; this purpose if absent.
        pub consent_purpose: Option<Id>,
        /// Which categories; all of the purpose if absent.
        pub categories: Vec<Id>,
        /// The most identifiable form in which it receives them; `identifiable` if absent.
        pub identifiability: Option<Identifiability>,
    }
}

object! {
    /// How consent is asked and kept (articles 7 and 8).
    pub struct Consent {
        /// How it is obtained.
        pub how: ConsentHow,
        /// How easily it is withdrawn, against how it is given.
        pub withdrawal: WithdrawalEase,
        /// The version of the text that is agreed to: consent to another text is superseded. Any text if absent.
        pub text: Option<Text>,
        /// How long it is valid from the moment it was given.
        pub valid_for: Option<Period>,
        /// The end that it has besides: that of the school year in which it was given, or of a later one that it names.
        pub valid_through: Option<ValidThrough>,
        /// From which age on persons consent for themselves, if that is later than the law says. Withdrawing stays as the
        /// law has it.
        pub self_from: Option<u32>,
        /// How long data are held when consent is contested or superseded; held without end if absent.
        pub grace: Option<Period>,
    }
}

object! {
    /// The ages for which a purpose is meant, in completed years.
    pub struct Ages {
        /// From this age.
        pub from: Option<u32>,
        /// Only below this age: until the day it is reached.
        pub below: Option<u32>,
    }
}

object! {
    /// How long categories are kept for a purpose.
    pub struct Retention {
        /// Which categories; all of the purpose that no other limit names, if absent.
        pub of: Vec<Id>,
        /// The term.
        pub term: Term,
        /// Its weight.
        pub kind: TermKind,
        /// The row of the law pack behind it. A minimum needs one, or `act` and `article`.
        pub law: Option<Id>,
        /// An act of law behind it that the pack does not have. Counts once the institution confirmed it.
        pub act: Option<Text>,
        /// The article of that act.
        pub article: Option<Text>,
        /// Where it comes from: a section, an article, an agreement.
        pub source: Text,
        /// How long before the end of the term a notice is owed. An answer about a record gives the moment, if the end
        /// was known that long before; a late notice postpones the disposal.
        pub notify: Option<Period>,
        /// When data are put up for disposal where the term may stay open: counted from the moment each was made.
        pub backstop: Option<Period>,
        /// True if it also lengthens the term of data recorded before this version.
        pub applies_to_earlier: bool,
    }
}

object! {
    /// A role and what it may do.
    pub struct Role {
        /// Who has it.
        pub description: Text,
        /// Whose people they are.
        pub party: Id,
        /// What it may do.
        pub may: Map<Permission>,
        /// True if its people are bound to secrecy, as UAVG 30(4) asks of those who use data on health.
        pub secrecy: bool,
        /// Categories it never sees, whatever else is granted.
        pub never: Vec<Id>,
    }
}

object! {
    /// One thing a role may do.
    pub struct Permission {
        /// The acts.
        pub verbs: Vec<Verb>,
        /// On which categories.
        pub categories: Vec<Id>,
        /// For which purposes; all that need the category if absent.
        pub purposes: Vec<Id>,
        /// What the one who acts must be to the data subject; `any` if absent.
        pub relation: Option<ActorRelation>,
        /// The most identifiable form; `identifiable` if absent.
        pub identifiability: Option<Identifiability>,
    }
}

object! {
    /// The agreement between controller and processor (article 28(3)).
    pub struct Agreement {
        /// What the document says of it.
        pub description: Text,
        /// The model it follows.
        pub model: Option<Text>,
        /// Windows in which there is none, such as a trial, each with its longest length.
        pub without: Map<Window>,
        /// How long data are held after it ends, to return them.
        pub return_term: Option<Period>,
        /// What happens to the data at its end.
        pub at_end: AtEnd,
    }
}

object! {
    /// A time in which there is no agreement.
    pub struct Window {
        /// Its longest length.
        pub at_most: Period,
        /// What the document says of it.
        pub description: Option<Text>,
    }
}

object! {
    /// What a person may ask.
    pub struct Rights {
        /// The rights offered, each with what the document says of it.
        pub offered: Map<Offer>,
        /// Who answers; a processor forwards.
        pub answered_by: Id,
        /// Where to ask.
        pub channels: Map<Channel>,
        /// Whether and when proof of identity is asked (article 12(6)).
        pub identity: Option<Text>,
        /// The term for an answer (article 12(3)).
        pub answer: Option<ResponseTime>,
        /// Where to complain (article 77).
        pub complaint: Option<Text>,
    }
}

object! {
    /// A right that is offered.
    pub struct Offer {
        /// Which right.
        pub right: Right,
        /// What the document says of it.
        pub description: Text,
    }
}

object! {
    /// A place to ask.
    pub struct Channel {
        /// How to reach it.
        pub contact: Contact,
        /// The party that reads it.
        pub party: Id,
        /// True if only a parent or guardian can use it, such as the portal for parents.
        pub representative_only: bool,
    }
}

object! {
    /// The term for an answer.
    pub struct ResponseTime {
        /// How long.
        pub within: Period,
        /// By how much it can be extended.
        pub extension: Option<Period>,
        /// On what grounds, in the document's words.
        pub extension_description: Option<Text>,
    }
}

object! {
    /// How breaches are reported (articles 33 and 34).
    pub struct Breach {
        /// The reports.
        pub reports: Map<BreachReport>,
        /// What a report holds.
        pub content: Vec<Text>,
        /// How a suspected breach reaches the author.
        pub intake: Map<Text>,
        /// What the document says of reports made for someone else.
        pub delegated: Option<Text>,
        /// How breaches are found.
        pub detection: Option<Text>,
    }
}

object! {
    /// One report of a breach.
    pub struct BreachReport {
        /// To whom.
        pub to: BreachTo,
        /// Within what time of discovery; not said if absent.
        pub within: Option<Period>,
        /// From what risk on.
        pub threshold: BreachThreshold,
        /// What the document says of it.
        pub description: Option<Text>,
    }
}

object! {
    /// A technical or organisational measure.
    pub struct SecurityMeasure {
        /// The measure.
        pub description: Text,
        /// How often it is repeated.
        pub every: Option<Period>,
    }
}

object! {
    /// A duty of a party.
    pub struct Duty {
        /// Whose.
        pub party: Id,
        /// The duty.
        pub description: Text,
    }
}

object! {
    /// How changes are made known.
    pub struct Changes {
        /// Who may change the document.
        pub party: Id,
        /// What the document says of it.
        pub description: Text,
        /// True if people are told actively, not only by publishing.
        pub announced: bool,
    }
}

object! {
    /// A document referred to.
    pub struct Reference {
        /// What it is, and where.
        pub see: Text,
        /// True if it is part of what the policy says, and was not at hand.
        pub not_seen: bool,
    }
}

object! {
    /// A statement that must be told.
    pub struct Statement {
        /// The statement.
        pub description: Text,
    }
}

object! {
    /// A system that holds data.
    pub struct System {
        /// Whose system.
        pub party: Id,
        /// What it holds.
        pub categories: Vec<Id>,
        /// How it lets go of data.
        pub erases: ErasureMode,
        /// For `rotates`: after how long its backups are gone.
        pub rotates_in: Option<Period>,
        /// What the document says of it.
        pub description: Option<Text>,
    }
}

object! {
    /// A doubt about the original text, and the reading taken. Its name is its code.
    pub struct Doubt {
        /// The node of this document that it is about, as a JSON Pointer.
        pub at: Text,
        /// Where in the original document.
        pub source: Text,
        /// What the document says, in our own words.
        pub description: Text,
        /// The reading that this policy takes.
        pub reading: Text,
    }
}

impl Document {
    /// The party that declares this policy.
    pub(crate) fn declaring_party(&self) -> Option<&Party> {
        self.declared_by.as_ref().and_then(|id| self.parties.get(id))
    }

    /// True for the party that declares this policy.
    pub(crate) fn is_declared_by(&self, party: &Id) -> bool {
        self.declared_by.as_ref() == Some(party)
    }
}
