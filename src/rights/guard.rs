//! What a step takes besides its stage: who may take it, when, and what must be there.

use super::Stage::*;
use super::answers::Answers;
use super::plan::plan;
use super::planner::must_cover;
use super::steps::legal;
use super::{Item, ItemKind, Plan, Request, Requests, RightsError};
use crate::Diagnostic;
use crate::calendar::{Moment, Time};
use crate::claim::Claims;
use crate::dossier::{Body, ErasureGranted, ExtensionGround, ItemOutcome, Judgement, Requested};
use crate::json::Id;
use crate::law::{Basis, Right};
use crate::timeline::Value;

impl Requests {
    /// Whether requests have a say in an entry; one about other things is let through.
    pub(super) fn judge(body: &Body) -> bool {
        body.about_request().is_some()
            || matches!(body, Body::Requested(_) | Body::RestrictionLifted(_) | Body::ErasureGranted(_))
    }

    /// Whether an entry about a request may be appended, on top of what the institution says of its names: its stage allows
    /// it, who takes it may, and what it needs is there. Entries about other things are let through.
    ///
    /// # Errors
    /// Why not: an illegal step names the legal ones.
    pub fn check_append(&self, claims: &Claims, body: &Body) -> Result<(), RightsError> {
        match body {
            Body::Requested(b) => return arrives(b, claims),
            Body::RestrictionLifted(b) => return lifted(b.informed, b.happened, claims),
            Body::ErasureGranted(b) => return can_be_granted(b, claims),
            _ => {}
        }
        let Some(entry) = body.about_request() else { return Ok(()) };
        let request = self.get(entry)?;
        if !legal(request, body) {
            return Err(self.illegal(request, body));
        }
        let zone = claims.institution().zone();
        if body.happened().is_before(request.received, zone) {
            return Err(diagnostic(
                "before-request",
                "a step in a request cannot have been taken before the request arrived",
                "give the moment at which it was taken as `happened`",
            ));
        }
        let check = Check { claims, requests: self, request, at: body.happened().first(zone) };
        check.step(body)
    }

    fn illegal(&self, request: &Request, body: &Body) -> RightsError {
        let next = self.next(request.entry).unwrap_or_default();
        let legal = if next.is_empty() { "nothing: it is closed".to_owned() } else { next.join(", ") };
        let message = format!("`{}` cannot come now: the request is {}", body.kind(), request.stage.as_str());
        Diagnostic::new("illegal-step", message).expecting(legal).into()
    }
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
    let rights = claims.history().version_at(at).and_then(|version| version.document.rights.as_ref());
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
    let document = claims.history().version_at(at).map(|version| &version.document);
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

/// Article 18(3): the person is told before a restriction is lifted.
fn lifted(informed: Option<Moment>, happened: Moment, claims: &Claims) -> Result<(), RightsError> {
    let zone = claims.institution().zone();
    match informed {
        Some(informed) if informed.first(zone) <= happened.past(zone) => Ok(()),
        Some(_) => Err(diagnostic(
            "informed-too-late",
            "the person was told after the restriction was lifted (article 18(3))",
            "tell the person first, then lift it",
        )),
        None => Err(diagnostic(
            "not-informed",
            "the person must be told before a restriction is lifted (article 18(3))",
            "give the moment at which the person was told, as `informed`",
        )),
    }
}

struct Check<'c> {
    claims: &'c Claims,
    requests: &'c Requests,
    request: &'c Request,
    at: Time,
}

impl Check<'_> {
    fn step(&self, body: &Body) -> Result<(), RightsError> {
        match body {
            Body::RequestPaused(_) => self.answerable().and_then(|()| self.in_time("a question")),
            Body::RequestResumed(b) => self.after_the_question(b.happened),
            Body::RequestExtended(b) => {
                self.answerable()?;
                judged(&b.decision)?;
                if b.ground.is_empty() {
                    let words: Vec<&str> =
                        ExtensionGround::ALL.iter().map(|ground| ground.as_str()).collect();
                    let message = "an answer takes longer on a ground of the law only (article 12(3))";
                    return Err(Diagnostic::new("no-ground", message)
                        .at("/on")
                        .expecting(words.join(", "))
                        .into());
                }
                self.in_time("an extension")
            }
            Body::RequestForwarded(b) => self.forwarded(b.to.as_str()),
            Body::RequestGranted(_) => {
                self.answerable()?;
                self.authorised()?;
                self.something_to_do("request-refused")
            }
            Body::ObjectionUpheld(b) => {
                self.answerable()?;
                judged(&b.decision)?;
                self.authorised()?;
                self.something_to_do("objection-rejected")
            }
            Body::ObjectionRejected(b) => {
                self.answerable()?;
                judged(&b.decision)?;
                self.can_be_rejected()
            }
            Body::RequestRefused(b) => {
                self.answerable()?;
                judged(&b.decision)?;
                if !b.ground.fits(self.request.right) {
                    let fit = crate::law::RefusalGround::ALL
                        .iter()
                        .filter(|ground| ground.fits(self.request.right));
                    let words: Vec<&str> = fit.map(|ground| ground.as_str()).collect();
                    let message = format!("{} is no ground to refuse this right", b.ground.article());
                    return Err(Diagnostic::new("ground-of-another-right", message)
                        .at("/on")
                        .expecting(words.join(", "))
                        .into());
                }
                if b.categories.iter().any(|category| !self.request.is_about(category)) {
                    let message = "a category is refused that this request does not ask about";
                    // Names that the policy knows; others are the host's, and are not repeated.
                    let names = &self.claims.history().names.categories;
                    let asked: Vec<&str> =
                        names.iter().filter(|id| self.request.is_about(id)).map(|id| id.as_str()).collect();
                    return Err(Diagnostic::new("not-asked", message)
                        .at("/categories")
                        .expecting(asked.join(", "))
                        .into());
                }
                Ok(())
            }
            Body::RequestItem(b) => self.item(&b.item.0, b.outcome, b.decision.as_ref()),
            Body::RequestClosed(_) if self.request.stage == Joined => self.answered_with_the_first(),
            Body::PackageReady(_) | Body::RequestClosed(_) => self.nothing_undone(),
            Body::PackageCollected(b) => match self.claims.may_ask(&b.by.0, self.at) {
                Value::Live => Ok(()),
                _ => Err(diagnostic(
                    "may-not-collect",
                    "whoever collects the package may not speak for the person at this moment (UAVG 5(4))",
                    "hand it to the person, or to who represents them now; record authority first if it is new",
                )),
            },
            _ => Ok(()),
        }
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
        .into())
    }

    fn answers(&self) -> Option<Answers<'_>> {
        self.claims.history().version_at(self.at).map(|version| Answers(&version.document))
    }

    /// True if the author of the policy decides on something that is asked about.
    fn decides(&self) -> bool {
        // Before the first version nobody has said that they are only a processor.
        let Some(answers) = self.answers() else { return true };
        let against = &self.request.purposes;
        let meant = |id: &Id| {
            let needed = |purpose: &Id| {
                answers.0.purposes.get(purpose).is_none_or(|purpose| purpose.categories.contains(id))
            };
            self.request.is_about(id) && (against.is_empty() || against.iter().any(needed))
        };
        let mut asked = answers.0.categories.keys().filter(|id| meant(id)).peekable();
        asked.peek().is_none() || asked.any(|id| answers.here(id))
    }

    fn forwarded(&self, to: &str) -> Result<(), RightsError> {
        if self.decides() {
            return Err(diagnostic(
                "answers-itself",
                "the author of the policy decides on what is asked about, or on some of it",
                "answer it; the plan says what of it to hand on",
            ));
        }
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

    /// A request with nothing to do is refused, with the ground and where to complain (article 12(4)); it is not granted.
    fn something_to_do(&self, refuse: &str) -> Result<(), RightsError> {
        let plan = plan(self.claims, self.request, self.at)?;
        if !plan.ends.is_empty() || plan.items.iter().any(|item| item.kind.is_work() || item.kind.is_done()) {
            return Ok(());
        }
        Err(Diagnostic::new("nothing-to-grant", "this right comes to nothing here: all of it stays as it is")
            .expecting(format!("`{refuse}`, with the ground (article 12(4))"))
            .helping("the plan says why, item by item; record what is missing first if that is the reason")
            .into())
    }

    /// One that joined another is answered with that one.
    fn answered_with_the_first(&self) -> Result<(), RightsError> {
        let first = self.request.joined.and_then(|entry| self.requests.get(entry).ok());
        match first.filter(|first| first.stage != Closed) {
            None => Ok(()),
            Some(first) => Err(Diagnostic::new(
                "answered-with-another",
                "this request joined an earlier one that is not closed yet, and is answered with that one",
            )
            .expecting(format!("`request-closed` for entry {} first", first.entry))
            .into()),
        }
    }

    fn after_the_question(&self, happened: Moment) -> Result<(), RightsError> {
        let zone = self.claims.institution().zone();
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

    /// Who asked must have been able to, on the day it arrived.
    fn authorised(&self) -> Result<(), RightsError> {
        let received = self.request.received.first(self.claims.institution().zone());
        match self.claims.may_ask(&self.request.by, received) {
            Value::Live => Ok(()),
            Value::Unknown => Err(diagnostic(
                "authority-unknown",
                "it is not known whether whoever asked may speak for this person (UAVG 5(4))",
                "record their authority or the person's age, or pause the request and ask for proof (article 12(6))",
            )),
            _ => Err(diagnostic(
                "not-authorised",
                "whoever asked may not speak for this person (UAVG 5(4))",
                "record their authority if they have it; else refuse on `not-authorised`",
            )),
        }
    }

    /// A question or a notice put when the term is over changes nothing (article 12(3), (6)).
    fn in_time(&self, what: &str) -> Result<(), RightsError> {
        let clock = self.request.clock(self.claims, self.at)?;
        let last = match clock.extension_notice {
            Some(notice) => notice.legal,
            None => clock.answer.legal,
        };
        let zone = self.claims.institution().zone();
        if zone.day_of(self.at) <= last.day(zone) {
            return Ok(());
        }
        let message = format!("{what} comes too late: the term is over (article 12(3))");
        Err(Diagnostic::new("too-late", message)
            .expecting("within one month of receipt")
            .helping("answer now")
            .into())
    }

    /// Article 21(2): an objection to direct marketing alone is not weighed.
    fn can_be_rejected(&self) -> Result<(), RightsError> {
        let document = self.claims.history().version_at(self.at).map(|version| &version.document);
        let against = &self.request.purposes;
        let marketing = |id: &Id| {
            document.and_then(|d| d.purposes.get(id)).is_some_and(|purpose| purpose.direct_marketing)
        };
        if !against.is_empty() && against.iter().all(marketing) {
            return Err(diagnostic(
                "absolute-objection",
                "an objection to direct marketing cannot be rejected (article 21(2))",
                "uphold it",
            ));
        }
        Ok(())
    }

    fn item(
        &self,
        name: &str,
        outcome: ItemOutcome,
        decision: Option<&Judgement>,
    ) -> Result<(), RightsError> {
        let plan = plan(self.claims, self.request, self.at)?;
        let Some(item) = plan.item(name) else {
            let known: Vec<&str> = plan.items.iter().map(|item| item.item.as_str()).collect();
            let unknown = Diagnostic::new("unknown-item", "the plan of this request has no such item");
            let unknown = unknown.expecting(format!("one of {}", known.join(", ")));
            return Err(unknown.meaning(name, known).into());
        };
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
        if disproportionate && item.kind != ItemKind::NotifyRecipient {
            return Err(diagnostic(
                "not-a-notice",
                "only telling a recipient can be disproportionate (article 19)",
                "record `done`, `nothing-found` or `failed`",
            ));
        }
        if disproportionate {
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

    /// Every declared category in every system is covered once, and every item that is work has an outcome.
    fn nothing_undone(&self) -> Result<(), RightsError> {
        if self.request.stage != Granted && self.request.stage != Lapsed {
            return Ok(());
        }
        let plan = plan(self.claims, self.request, self.at)?;
        let mut diagnostics: Vec<Diagnostic> = plan
            .undone(&self.request.outcomes)
            .map(|item| {
                let failed = self.request.outcomes.contains_key(&item.item);
                let what = if failed { "failed" } else { "has no outcome" };
                Diagnostic::new("undone", format!("the item `{}` {what}", item.item))
                    .expecting("a `request-item` entry with the outcome `done` or `nothing-found`")
            })
            .collect();
        if let Some(version) = self.claims.history().version_at(self.at) {
            let missing = must_cover(&version.document, self.request)
                .filter(|name| plan.items.iter().filter(|item| item.item == *name).count() != 1);
            diagnostics.extend(missing.map(|name| {
                Diagnostic::new("not-covered", format!("the plan does not cover `{name}` exactly once"))
            }));
        }
        diagnostics.extend(self.no_effect(&plan));
        if diagnostics.is_empty() { Ok(()) } else { Err(RightsError::of(diagnostics)) }
    }
}

impl Check<'_> {
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
                let since = self.request.received.first(self.claims.institution().zone());
                let work = plan.items.iter().filter(|item| item.kind == ItemKind::Restrict);
                let free = work.filter(|item| {
                    let restricted = |category| self.claims.restricted_since(category, since);
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

fn no_judgement() -> Diagnostic {
    Diagnostic::new("judgement-missing", "a person must have judged this, and said why")
        .expecting("the role that judged, the article, and a text")
}

/// A judgement names a role, an article and a text.
fn judged(decision: &Judgement) -> Result<(), RightsError> {
    let said = [&decision.role, &decision.article, &decision.text];
    if said.iter().all(|text| !text.0.trim().is_empty()) { Ok(()) } else { Err(no_judgement().into()) }
}
