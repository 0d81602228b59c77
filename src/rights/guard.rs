//! What a step takes besides its stage: who may take it, when, and what must be there.

use core::cell::{Cell, OnceCell};
use std::collections::BTreeMap;

use super::Stage::*;
use super::answers::Answers;
use super::plan::of_request;
use super::planner::{Work, must_cover};
use super::steps::{by_stage, in_whole, legal};
use super::{Item, ItemKind, Plan, Request, Requests, RightsError};
use crate::Diagnostic;
use crate::calendar::{Moment, Time, Zone};
use crate::claim::Claims;
use crate::dossier::{
    Body, DATA_SUBJECT, ErasureGranted, ExtensionGround, Instructed, InstructedAct, ItemOutcome, Judgement,
    RequestItem, RequestRefused, RequestSpans, Requested,
};
use crate::json::Id;
use crate::law::{Applicability, Basis, Right};
use crate::policy::ReferenceKind;
use crate::timeline::Value;

/// What a step is judged by: the policy, and what the entries said before it. Entries are folded only if the step needs
/// what they say.
pub(super) struct Known<'c> {
    claims: &'c Claims,
    before: Option<Before<'c>>,
    folded: OnceCell<Claims>,
}

/// What was written before an entry.
struct Before<'c> {
    seq: u32,
    /// Claims that were folded for an earlier step, since when only requests have moved.
    earlier: Cell<Option<Claims>>,
    /// The requests before the entry, and when it happened.
    requests: (&'c RequestSpans, Time),
}

impl<'c> Known<'c> {
    pub(super) fn now(claims: &'c Claims) -> Known<'c> {
        Known { claims, before: None, folded: OnceCell::new() }
    }

    /// Before an entry.
    pub(super) fn before(
        claims: &'c Claims,
        seq: u32,
        earlier: Option<Claims>,
        requests: (&'c RequestSpans, Time),
    ) -> Known<'c> {
        let before = Before { seq, earlier: Cell::new(earlier), requests };
        Known { claims, before: Some(before), folded: OnceCell::new() }
    }

    /// The claims that were folded, for this step or an earlier one.
    pub(super) fn into_folded(self) -> Option<Claims> {
        self.folded.into_inner().or_else(|| self.before?.earlier.into_inner())
    }

    /// For what only the policy says.
    fn policy(&self) -> &Claims {
        self.claims
    }

    /// For what entries say.
    fn facts(&self) -> &Claims {
        let Some(before) = &self.before else { return self.claims };
        if let Some(folded) = self.folded.get() {
            return folded;
        }
        let (requests, at) = before.requests;
        let folded = match before.earlier.take() {
            Some(claims) => Some(claims.with_requests(requests.from(at))),
            None => self.claims.before(before.seq),
        };
        // INVARIANT: claims with steps have the entries that were folded.
        match folded {
            Some(folded) => self.folded.get_or_init(|| folded),
            None => self.claims,
        }
    }
}

/// A moment at which requests are judged, with what its plans have in common.
pub(super) struct At<'k> {
    known: &'k Known<'k>,
    at: Time,
    answers: OnceCell<Option<Answers<'k>>>,
    work: OnceCell<Result<Work<'k>, RightsError>>,
    can_collect: OnceCell<bool>,
}

impl<'k> At<'k> {
    pub(super) fn new(known: &'k Known<'k>, at: Time) -> At<'k> {
        At { known, at, answers: OnceCell::new(), work: OnceCell::new(), can_collect: OnceCell::new() }
    }

    /// `None` before the first version of the policy.
    fn answers(&self) -> Option<&Answers<'k>> {
        let version = || self.known.policy().history().version_at(self.at);
        self.answers.get_or_init(|| version().map(|version| Answers::of(&version.document))).as_ref()
    }

    fn plan(&self, request: &Request) -> Result<Plan, RightsError> {
        let facts = self.known.facts();
        match self.work.get_or_init(|| Work::new(facts, self.at)) {
            Ok(work) => of_request(work, facts, request),
            Err(error) => Err(error.clone()),
        }
    }

    /// Whether anyone may collect a package of this person: the person, or someone whose authority is on record.
    fn can_collect(&self) -> bool {
        *self.can_collect.get_or_init(|| {
            let facts = self.known.facts();
            let recorded = facts.facts().authorities.keys().map(String::as_str);
            let mut who = core::iter::once(DATA_SUBJECT).chain(recorded);
            who.any(|who| facts.may_ask(who, self.at) == Value::Live)
        })
    }
}

impl Requests {
    /// Whether requests have a say in an entry; one about other things is let through.
    pub(super) fn is_judged(body: &Body) -> bool {
        body.about_request().is_some()
            || matches!(body, Body::Requested(_) | Body::RestrictionLifted(_) | Body::ErasureGranted(_))
    }

    /// Whether an entry about a request may be appended, on top of what the institution says of its names: its stage allows
    /// it, who takes it may, and what it needs is there. Entries about other things are let through.
    ///
    /// # Errors
    /// Why not: an illegal step names the legal ones.
    pub fn check_append(&self, claims: &Claims, body: &Body) -> Result<(), RightsError> {
        let known = Known::now(claims);
        let judged = self.judge(&known, body);
        let illegal = judged.as_ref().err().is_some_and(|error| error.code() == ILLEGAL);
        let request = body.about_request().filter(|_| illegal).and_then(|entry| self.get(entry).ok());
        let Some(request) = request else { return judged };
        let at = At::new(&known, body.happened().first(claims.institution().zone()));
        let next = self.next_at(&at, request);
        let legal = if next.is_empty() { "nothing".to_owned() } else { next.join(", ") };
        Err(illegal_step(request, body).expecting(legal).into())
    }

    /// The same, by what was written before an entry; an illegal step does not name the legal ones.
    pub(super) fn judge(&self, known: &Known<'_>, body: &Body) -> Result<(), RightsError> {
        let policy = known.policy();
        match body {
            Body::Requested(b) => return arrives(b, policy),
            Body::RestrictionLifted(b) => return lifted(b.informed, b.happened, policy),
            Body::ErasureGranted(b) => return can_be_granted(b, policy),
            _ => {}
        }
        let Some(entry) = body.about_request() else { return Ok(()) };
        let request = self.get(entry)?;
        if request.stage == Joined && matches!(body, Body::RequestClosed(_)) {
            return Err(self.ends_with_the_first(request));
        }
        if !legal(request, body) {
            return Err(illegal_step(request, body).into());
        }
        let zone = policy.institution().zone();
        if body.happened().is_before(request.received, zone) {
            return Err(before_request());
        }
        let at = At::new(known, body.happened().first(zone));
        Check::new(&at, request).step(body)
    }

    /// The kinds of entry that may come next for a request at a moment: each is accepted then, if its fields are right.
    ///
    /// # Errors
    /// No request arrived with this entry.
    pub fn next(&self, claims: &Claims, entry: u32, at: Time) -> Result<Vec<&'static str>, RightsError> {
        let known = Known::now(claims);
        Ok(self.next_at(&At::new(&known, at), self.get(entry)?))
    }

    /// The same, at a moment at which several requests are looked at.
    pub(super) fn next_at(&self, at: &At<'_>, request: &Request) -> Vec<&'static str> {
        let zone = at.known.policy().institution().zone();
        if Moment::At(at.at).is_before(request.received, zone) {
            return Vec::new();
        }
        let check = Check::new(at, request);
        by_stage(request).into_iter().filter(|kind| check.can_come(kind)).collect()
    }

    /// A joined request is answered with the first, and ends with it.
    fn ends_with_the_first(&self, request: &Request) -> RightsError {
        let first = request.joined.map_or(request.entry, |first| first);
        let message = "this request joined an earlier one, and ends with that one";
        Diagnostic::new("answered-with-another", message)
            .expecting(format!("`request-closed` for entry {first}"))
            .helping(
                "append nothing for this one; if whoever asked wants it no more, append `request-withdrawn`",
            )
            .into()
    }
}

const ILLEGAL: &str = "illegal-step";

fn illegal_step(request: &Request, body: &Body) -> Diagnostic {
    let message = format!("`{}` cannot come now: the request is {}", body.kind(), request.stage.as_str());
    Diagnostic::new(ILLEGAL, message)
}

fn before_request() -> RightsError {
    diagnostic(
        "before-request",
        "a step in a request cannot have been taken before the request arrived",
        "give the moment at which it was taken as `happened`",
    )
}

fn diagnostic(code: &'static str, message: &str, help: &'static str) -> RightsError {
    Diagnostic::new(code, message).helping(help).into()
}

/// An objection and a withdrawal are entries of their own, since they take effect at once.
fn arrives(body: &Requested, claims: &Claims) -> Result<(), RightsError> {
    match body.right {
        Right::Objection => Err(diagnostic(
            "not-a-request",
            "an objection takes effect at once",
            "append an `objected` entry",
        )),
        Right::Withdrawal => Err(diagnostic(
            "not-a-request",
            "withdrawing consent takes effect at once (article 7(3))",
            "append a `withdrawn` entry, and plan what follows from it",
        )),
        _ => channel(body, claims),
    }
}

/// A channel is one that the policy in force names.
fn channel(body: &Requested, claims: &Claims) -> Result<(), RightsError> {
    let Some(channel) = &body.channel else { return Ok(()) };
    let at = body.happened.first(claims.institution().zone());
    let rights = claims.version_at(at).and_then(|version| version.document.rights.as_ref());
    let known: Vec<&str> = rights.iter().flat_map(|r| r.channels.keys()).map(|id| id.as_str()).collect();
    if known.contains(&channel.as_str()) {
        return Ok(());
    }
    let unknown = Diagnostic::new("unknown-name", "the policy in force knows no such channel").at("/channel");
    let expected = if known.is_empty() { "no channel: it names none".to_owned() } else { known.join(", ") };
    let help = "a request counts by whatever way it came: leave `channel` out if the policy does not name it";
    Err(unknown.expecting(expected).meaning(channel.as_str(), known).helping(help).into())
}

/// Article 17(3)(b): what the law obliges to process is not erased on request.
fn can_be_granted(body: &ErasureGranted, claims: &Claims) -> Result<(), RightsError> {
    let at = body.happened.first(claims.institution().zone());
    let document = claims.version_at(at).map(|version| &version.document);
    let obliged = |id: &Id| {
        let purpose = document.and_then(|document| document.purposes.get(id));
        purpose.is_some_and(|purpose| purpose.basis == Basis::LegalObligation)
    };
    let diagnostics: Vec<Diagnostic> = body
        .purposes
        .iter()
        .enumerate()
        .filter(|(_, id)| obliged(id))
        .map(|(index, _)| {
            Diagnostic::new(
                "on-legal-obligation",
                "a purpose on a legal obligation does not end by an erasure (article 17(3)(b))",
            )
            .at(format!("/purposes/{index}"))
            .expecting("the purposes that the plan says it ends")
        })
        .collect();
    if diagnostics.is_empty() { Ok(()) } else { Err(RightsError::of(diagnostics)) }
}

/// Article 18(3): the person is informed before a restriction is lifted.
fn lifted(informed: Option<Moment>, happened: Moment, claims: &Claims) -> Result<(), RightsError> {
    let zone = claims.institution().zone();
    match informed {
        Some(informed) if informed.first(zone) <= happened.past(zone) => Ok(()),
        Some(_) => Err(diagnostic(
            "informed-too-late",
            "the person was informed after the restriction was lifted (article 18(3))",
            "inform the person first, then lift it",
        )),
        None => Err(diagnostic(
            "not-informed",
            "the person must be informed before a restriction is lifted (article 18(3))",
            "give the moment at which the person was informed, as `informed`",
        )),
    }
}

struct Check<'a, 'k> {
    known: &'a At<'k>,
    request: &'a Request,
    at: Time,
}

impl<'a, 'k> Check<'a, 'k> {
    fn new(known: &'a At<'k>, request: &'a Request) -> Check<'a, 'k> {
        Check { known, request, at: known.at }
    }

    /// For what only the policy says.
    fn policy(&self) -> &'k Claims {
        self.known.known.policy()
    }

    /// For what entries say.
    fn facts(&self) -> &'k Claims {
        self.known.known.facts()
    }

    fn zone(&self) -> &'k Zone {
        self.policy().institution().zone()
    }

    fn plan(&self) -> Result<Plan, RightsError> {
        self.known.plan(self.request)
    }

    fn step(&self, body: &Body) -> Result<(), RightsError> {
        match body {
            Body::RequestPaused(_) => self.can_be_paused(),
            Body::RequestResumed(b) => self.after_the_question(b.happened),
            Body::RequestExtended(b) => {
                self.answerable()?;
                judged(&b.decision)?;
                if b.ground.is_empty() {
                    let words: Vec<&str> =
                        ExtensionGround::ALL.iter().map(|ground| ground.as_str()).collect();
                    let message = "an answer takes longer on a ground of the law only (article 12(3))";
                    return Err(Diagnostic::new("no-ground", message)
                        .at("/ground")
                        .expecting(words.join(", "))
                        .into());
                }
                self.in_time("an extension")
            }
            Body::RequestForwarded(b) => self.forwarded(b.to.as_str()),
            Body::Instructed(b) => self.instructed(b),
            Body::RequestGranted(_) => self.can_be_carried_out("request-refused"),
            Body::ObjectionUpheld(b) => {
                judged(&b.decision)?;
                self.can_be_carried_out("objection-rejected")
            }
            Body::ObjectionRejected(b) => {
                judged(&b.decision)?;
                self.can_be_rejected()
            }
            Body::RequestRefused(b) => self.refused(b),
            Body::RequestItem(b) => self.item(b),
            Body::PackageReady(_) => self.can_be_ready(),
            Body::RequestClosed(_) => self.nothing_undone(),
            Body::PackageCollected(b) => self.collected(&b.by.0),
            _ => Ok(()),
        }
    }

    /// Whether some entry of a kind that the stage allows would be accepted.
    fn can_come(&self, kind: &str) -> bool {
        match kind {
            "request-paused" => self.can_be_paused().is_ok(),
            "request-resumed" => self.after_the_question(Moment::At(self.at)).is_ok(),
            "request-extended" => self.answerable().and_then(|()| self.in_time("an extension")).is_ok(),
            "request-forwarded" => {
                let names = &self.policy().history().names;
                self.not_decided().is_ok() && names.of_kind(ReferenceKind::Party).iter().next().is_some()
            }
            "instructed" => self.can_be_instructed().is_ok_and(|parties| !parties.is_empty()),
            "request-granted" | "objection-upheld" => self.can_be_carried_out("").is_ok(),
            "objection-rejected" => self.can_be_rejected().is_ok(),
            "request-refused" => {
                let mut names = self.policy().history().names.categories.iter();
                let some = in_whole(self.request) || names.any(|id| self.request.is_about(id));
                self.answerable().is_ok() && some
            }
            "request-item" => self.can_have_outcomes(),
            "package-ready" => self.can_be_ready().is_ok(),
            "package-collected" => self.request.instructed_by.is_some() || self.known.can_collect(),
            "request-closed" => self.nothing_undone().is_ok(),
            _ => true,
        }
    }

    fn can_be_paused(&self) -> Result<(), RightsError> {
        self.answerable().and_then(|()| self.in_time("a question"))
    }

    /// A processor forwards a request and does not answer it (article 28(3)(e)).
    fn answerable(&self) -> Result<(), RightsError> {
        if self.decides() {
            return Ok(());
        }
        let to = self.answers().and_then(Answers::elsewhere);
        let to = to.map_or("the controller".to_owned(), |party| format!("`{party}`"));
        Err(Diagnostic::new(
            "processor-forwards",
            "a processor does not answer a request itself (article 28(3)(e))",
        )
        .expecting(format!("`request-forwarded` to {to}"))
        .helping("if the controller instructed the processor to work on it, append `instructed` first")
        .into())
    }

    /// A processor carries a request out on its controller's instruction, also after it was handed on.
    fn can_be_carried_out(&self, refuse: &str) -> Result<(), RightsError> {
        match self.decides() {
            true if self.request.stage == Forwarded => {
                return Err(illegal_stage(self.request, "a request that was handed on is not answered here"));
            }
            false if self.request.is_instructed() => {}
            _ => self.answerable()?,
        }
        self.authorised()?;
        self.something_to_do(refuse)
    }

    fn answers(&self) -> Option<&'a Answers<'k>> {
        self.known.answers()
    }

    /// True if the author of the policy decides on something that is asked about.
    fn decides(&self) -> bool {
        // Before the first version nobody has said that they are only a processor.
        self.answers().is_none_or(|answers| answers.some_of(self.request))
    }

    fn not_decided(&self) -> Result<(), RightsError> {
        if self.decides() {
            return Err(diagnostic(
                "answers-itself",
                "the author of the policy decides on what is asked about, or on some of it",
                "answer it; the plan says what of it to hand on",
            ));
        }
        Ok(())
    }

    fn forwarded(&self, to: &str) -> Result<(), RightsError> {
        self.not_decided()?;
        match self.answers().and_then(Answers::elsewhere) {
            Some(party) if party.as_str() != to => Err(Diagnostic::new(
                "forwarded-elsewhere",
                "another party answers this request by the policy",
            )
            .at("/to")
            .expecting(format!("`{party}`"))
            .into()),
            _ => Ok(()),
        }
    }

    /// Who can instruct the author of the policy to work on this request (article 28(3)(a)).
    fn can_be_instructed(&self) -> Result<Vec<&'k Id>, RightsError> {
        let answers = self.answers().filter(|answers| !answers.all_of(self.request));
        answers.map(Answers::instructing).ok_or_else(|| {
            diagnostic(
                "answers-itself",
                "the author of the policy decides on everything that is asked about",
                "answer it; an instruction is for what is only processed here",
            )
        })
    }

    fn instructed(&self, body: &Instructed) -> Result<(), RightsError> {
        let parties = self.can_be_instructed()?;
        if !parties.contains(&&body.party) {
            let parties: Vec<String> = parties.iter().map(|id| format!("`{id}`")).collect();
            return Err(Diagnostic::new(
                "not-the-controller",
                "this party does not answer the request by the policy",
            )
            .at("/party")
            .expecting(parties.join(", "))
            .into());
        }
        let package = body.acts.contains(&InstructedAct::Package);
        if body.acts.is_empty() || (package && !self.request.has_package()) {
            let fits = |act: &&InstructedAct| **act == InstructedAct::Plan || self.request.has_package();
            let words: Vec<&str> = InstructedAct::ALL.iter().filter(fits).map(|act| act.as_str()).collect();
            let message = "an instruction names what the processor is to make for this request";
            return Err(Diagnostic::new("no-act", message).at("/acts").expecting(words.join(", ")).into());
        }
        if body.role.0.trim().is_empty() {
            return Err(Diagnostic::new("role-missing", "an instruction names the role of whoever gave it")
                .at("/role")
                .expecting("the role, such as `privacy officer`")
                .into());
        }
        Ok(())
    }

    fn refused(&self, body: &RequestRefused) -> Result<(), RightsError> {
        self.answerable()?;
        judged(&body.decision)?;
        if !body.ground.fits(self.request.right) {
            let fit = crate::law::RefusalGround::ALL.iter().filter(|ground| ground.fits(self.request.right));
            let words: Vec<&str> = fit.map(|ground| ground.as_str()).collect();
            let message = format!("{} is no ground to refuse this right", body.ground.article());
            return Err(Diagnostic::new("ground-of-another-right", message)
                .at("/ground")
                .expecting(words.join(", "))
                .into());
        }
        if body.categories.iter().any(|category| !self.request.is_about(category)) {
            let message = "a category is refused that this request does not ask about";
            // Names that the policy knows; others are the host's, and are not repeated.
            let names = &self.policy().history().names.categories;
            let asked: Vec<&str> =
                names.iter().filter(|id| self.request.is_about(id)).map(|id| id.as_str()).collect();
            return Err(Diagnostic::new("not-asked", message)
                .at("/categories")
                .expecting(asked.join(", "))
                .into());
        }
        Ok(())
    }

    /// Whoever collects a package must be allowed to ask; the controller collects what it instructed.
    fn collected(&self, by: &str) -> Result<(), RightsError> {
        if self.request.instructed_by.as_ref().is_some_and(|party| party.as_str() == by) {
            return Ok(());
        }
        match self.facts().may_ask(by, self.at) {
            Value::Live => Ok(()),
            _ => Err(diagnostic(
                "may-not-collect",
                "whoever collects the package may not speak for the person at this moment (UAVG 5)",
                "hand it to the person, or to who represents them now; record authority first if it is new",
            )),
        }
    }

    /// A request with nothing to do is refused, with the ground and where to complain (article 12(4)); it is not granted.
    fn something_to_do(&self, refuse: &str) -> Result<(), RightsError> {
        let plan = self.plan()?;
        if !plan.ends.is_empty() || plan.items.iter().any(|item| item.kind.is_work() || item.kind.is_done()) {
            return Ok(());
        }
        Err(Diagnostic::new("nothing-to-grant", "this right comes to nothing here: all of it stays as it is")
            .expecting(format!("`{refuse}`, with the ground (article 12(4))"))
            .helping("the plan says why, item by item; record what is missing first if that is the reason")
            .into())
    }

    fn after_the_question(&self, happened: Moment) -> Result<(), RightsError> {
        let zone = self.zone();
        let asked = self.request.pauses.last().map(|waited| waited.asked);
        if asked.is_some_and(|asked| happened.is_before(asked, zone)) {
            return Err(diagnostic(
                "before-question",
                "an answer cannot have come before the question was put",
                "give the moment at which it came as `happened`",
            ));
        }
        Ok(())
    }

    /// Who asked must have been able to, on the day it arrived. A processor that is instructed relies on its controller for
    /// that, but for what it knows itself.
    fn authorised(&self) -> Result<(), RightsError> {
        match self.request.authority_in(self.facts()) {
            Value::Live => Ok(()),
            Value::Unknown if self.request.is_instructed() && !self.decides() => Ok(()),
            Value::Unknown => Err(diagnostic(
                "authority-unknown",
                "it is not known whether whoever asked may speak for this person (UAVG 5)",
                "record their authority or the person's age, or pause the request and ask for proof (article 12(6))",
            )),
            _ => Err(diagnostic(
                "not-authorised",
                "whoever asked may not speak for this person (UAVG 5)",
                "record their authority if they have it; else refuse on `not-authorised`; void a grant first",
            )),
        }
    }

    /// A question or a notice put when the term is over changes nothing (article 12(3), (6)).
    fn in_time(&self, what: &str) -> Result<(), RightsError> {
        let clock = self.request.clock(self.policy(), self.at)?;
        let last = match clock.extension_notice {
            Some(notice) => notice.legal,
            None => clock.answer.legal,
        };
        let zone = self.zone();
        if zone.day_of(self.at) <= last.day(zone) {
            return Ok(());
        }
        let message = format!("{what} comes too late: the term is over (article 12(3))");
        Err(Diagnostic::new("too-late", message)
            .expecting("within one month of receipt")
            .helping("answer now")
            .into())
    }

    /// Article 21(2): an objection that reaches direct marketing alone is not weighed.
    fn can_be_rejected(&self) -> Result<(), RightsError> {
        self.answerable()?;
        let Some(document) = self.answers().map(|answers| answers.document) else { return Ok(()) };
        let against = &self.request.purposes;
        let meant = document.purposes.iter().filter(|(id, _)| against.is_empty() || against.contains(id));
        let applicable = meant.filter(|(id, purpose)| {
            let basis = self.policy().basis_at(id, self.at).unwrap_or(Basis::ByController);
            Right::Objection.applies(basis, purpose.direct_marketing).applicability != Applicability::No
        });
        let marketing: Vec<bool> = applicable.map(|(_, purpose)| purpose.direct_marketing).collect();
        if !marketing.is_empty() && marketing.iter().all(|marketing| *marketing) {
            return Err(diagnostic(
                "absolute-objection",
                "an objection to direct marketing cannot be rejected (article 21(2))",
                "uphold it",
            ));
        }
        Ok(())
    }

    /// Whether some outcome of some item would be accepted.
    fn can_have_outcomes(&self) -> bool {
        let outcome = |item: &Item| {
            let was_done = self.request.outcomes.get(&item.item) == Some(&ItemOutcome::Done);
            item.kind.is_work() || item.kind.is_done() || !was_done
        };
        self.authorised().is_ok() && self.plan().is_ok_and(|plan| plan.items.iter().any(outcome))
    }

    fn item(&self, body: &RequestItem) -> Result<(), RightsError> {
        self.authorised()?;
        let (name, outcome) = (body.item.0.as_str(), body.outcome);
        let plan = self.plan()?;
        let Some(item) = plan.item(name) else {
            let known: Vec<&str> = plan.items.iter().map(|item| item.item.as_str()).collect();
            let unknown = Diagnostic::new("unknown-item", "the plan of this request has no such item");
            let unknown = unknown.expecting(format!("one of {}", known.join(", ")));
            return Err(unknown.meaning(name, known).into());
        };
        named(item, body)?;
        let stays = !item.kind.is_work() && !item.kind.is_done();
        if stays && matches!(outcome, ItemOutcome::Done | ItemOutcome::Failed) {
            let message = format!("by the plan there is nothing to do here: `{}`", item.kind.as_str());
            return Err(Diagnostic::new("no-work", message)
                .at("/outcome")
                .expecting("no outcome, or `nothing-found`")
                .helping("an item that becomes work later has no outcome yet")
                .into());
        }
        let disproportionate = outcome == ItemOutcome::Disproportionate;
        let of_recipient = matches!(item.kind, ItemKind::NotifyRecipient | ItemKind::NameRecipient);
        if disproportionate && !of_recipient {
            return Err(diagnostic(
                "not-a-notice",
                "only telling or naming a recipient can be disproportionate (articles 19 and 15(1)(c))",
                "record `done`, `nothing-found` or `failed`",
            ));
        }
        if disproportionate {
            let decision = body.decision.as_ref();
            return decision.ok_or_else(|| no_judgement().into()).and_then(judged);
        }
        let done = matches!(self.request.outcomes.get(name), Some(ItemOutcome::Done));
        if done && outcome != ItemOutcome::Done {
            return Err(diagnostic(
                "already-done",
                "this item was done; it cannot be undone by an outcome",
                "void the entry that recorded it, if it was recorded by mistake",
            ));
        }
        Ok(())
    }

    /// A package of what is only processed here is made on an instruction.
    fn can_be_ready(&self) -> Result<(), RightsError> {
        let instructed = self.request.instructed.contains(&InstructedAct::Package);
        if !self.decides() && !instructed {
            return Err(no_instruction());
        }
        self.authorised()?;
        self.nothing_undone()
    }

    /// Every declared category in every system is covered once, and every item that is work has an outcome.
    fn nothing_undone(&self) -> Result<(), RightsError> {
        if self.request.stage != Granted && self.request.stage != Lapsed {
            return Ok(());
        }
        if self.request.stage == Granted {
            self.authorised()?;
        }
        let plan = self.plan()?;
        let mut diagnostics: Vec<Diagnostic> = plan
            .undone(&self.request.outcomes)
            .map(|item| {
                let failed = self.request.outcomes.contains_key(&item.item);
                let what = if failed { "failed" } else { "has no outcome" };
                Diagnostic::new("undone", format!("the item `{}` {what}", item.item))
                    .expecting("a `request-item` entry with the outcome `done` or `nothing-found`")
            })
            .collect();
        if let Some(answers) = self.answers() {
            let mut covered: BTreeMap<&str, u32> = BTreeMap::new();
            plan.items.iter().for_each(|item| *covered.entry(item.item.as_str()).or_default() += 1);
            let missing = must_cover(answers.document, self.request)
                .filter(|name| covered.get(name.as_str()) != Some(&1));
            diagnostics.extend(missing.map(|name| {
                Diagnostic::new("not-covered", format!("the plan does not cover `{name}` exactly once"))
            }));
        }
        diagnostics.extend(self.no_effect(&plan));
        if diagnostics.is_empty() { Ok(()) } else { Err(RightsError::of(diagnostics)) }
    }
}

impl Check<'_, '_> {
    /// What is granted must also take effect here: the claims end, or are restricted. And what stays, stays on a ground.
    fn no_effect(&self, plan: &Plan) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        match self.request.right {
            Right::Erasure => {
                if !plan.ends.is_empty() {
                    let (of, on) = (list(&plan.ends), list(&plan.ends_on));
                    let message = "claims that this request ends have not been ended";
                    let entry =
                        format!("an `erasure-granted` entry with the purposes {of} and the categories {on}");
                    diagnostics.push(Diagnostic::new("not-ended", message).expecting(entry));
                }
                let stays = plan.items.iter().filter(|item| item.kind == ItemKind::Keep);
                let found =
                    |item: &&Item| self.request.outcomes.get(&item.item) != Some(&ItemOutcome::NothingFound);
                let undecided = stays.filter(|item| item.kept.iter().any(|kept| kept.ground.is_none()));
                let undecided = undecided.filter(found);
                diagnostics.extend(undecided.map(|item| {
                    let message = format!("the item `{}` is kept without a ground in law", item.item);
                    let help = "record what is missing, settle the restriction or the other request that holds it, or, if there are no such records, record `nothing-found`";
                    Diagnostic::new("not-decided", message)
                        .expecting("every reason to keep to have its ground, or a `request-refused` for the category")
                        .helping(help)
                }));
            }
            Right::Restriction => {
                let since = self.request.received.first(self.zone());
                let work = plan.items.iter().filter(|item| item.kind == ItemKind::Restrict);
                let free = work.filter(|item| {
                    let restricted = |category| self.facts().restricted_since(category, since);
                    !item.category.as_ref().is_some_and(restricted)
                });
                diagnostics.extend(free.map(|item| {
                    Diagnostic::new(
                        "not-restricted",
                        format!("the data of `{}` are not restricted", item.item),
                    )
                    .expecting(
                        "a `restricted` entry that covers the category, with its ground (article 18(1))",
                    )
                }));
            }
            _ => {}
        }
        diagnostics
    }
}

fn list(ids: &[Id]) -> String {
    let quoted: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
    quoted.join(", ")
}

/// The names behind a recipient belong to the item that asks for them, and are what makes it done.
fn named(item: &Item, body: &RequestItem) -> Result<(), RightsError> {
    let names = body.names.as_deref().unwrap_or(&[]);
    let asks = item.kind == ItemKind::NameRecipient;
    if !asks && body.names.is_some() {
        return Err(Diagnostic::new("names-not-asked", "this item asks for no names")
            .at("/names")
            .expecting("no names")
            .helping("names belong to an item of the kind `name-recipient`")
            .into());
    }
    let named = !names.is_empty() && names.iter().all(|name| !name.0.trim().is_empty());
    if asks && body.outcome == ItemOutcome::Done && !named {
        return Err(Diagnostic::new(
            "not-named",
            "the person has a right to the names of the recipients (article 15(1)(c))",
        )
        .at("/names")
        .expecting("the name of each organisation behind this recipient")
        .helping("if nobody can find out, record `disproportionate` with who judged that, and why")
        .into());
    }
    Ok(())
}

/// A processor makes a package on its controller's instruction.
pub(super) fn no_instruction() -> RightsError {
    Diagnostic::new(
        "not-instructed",
        "a processor makes a package on its controller's instruction only (article 28(3))",
    )
    .expecting("an `instructed` entry for this request that names `package`")
    .into()
}

fn illegal_stage(request: &Request, message: &str) -> RightsError {
    Diagnostic::new(ILLEGAL, format!("{message}: the request is {}", request.stage.as_str())).into()
}

fn no_judgement() -> Diagnostic {
    Diagnostic::new("judgement-missing", "a person must have judged this, and said why")
        .expecting("the role that judged, the article, and a text")
}

/// A judgement names a role, an article and a text.
fn judged(decision: &Judgement) -> Result<(), RightsError> {
    let said = [&decision.role, &decision.article, &decision.text];
    if said.iter().all(|text| !text.0.trim().is_empty()) { Ok(()) } else { Err(no_judgement().into()) }
}
