//! Which step may follow which, and what it takes.

use super::plan::{must_cover, plan};
use super::{ItemKind, Request, Requests, RightsError, Stage};
use crate::Fault;
use crate::calendar::{Moment, Time};
use crate::claim::Claims;
use crate::dossier::{Body, ItemOutcome, Judgement};
use crate::law::Right;
use crate::timeline::Value;

/// Which requests a step is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum For {
    Any,
    /// Articles 15 and 20: the answer is a package.
    Package,
    /// All but packages: closed when the work is done.
    Work,
    /// Article 21, which is weighed.
    Objection,
    /// All but article 21.
    Request,
}

/// From these stages this kind of entry may come, for these requests; and the stage it leads to, if it changes.
struct Row {
    kind: &'static str,
    of: For,
    from: &'static [Stage],
    to: Option<Stage>,
}

use Stage::*;

#[rustfmt::skip]
const ROWS: &[Row] = &[
    Row { kind: "request-paused", of: For::Any, from: &[Received], to: Some(Paused) },
    Row { kind: "request-resumed", of: For::Any, from: &[Paused], to: Some(Received) },
    Row { kind: "request-extended", of: For::Any, from: &[Received, Paused], to: None },
    Row { kind: "request-forwarded", of: For::Any, from: &[Received, Paused], to: Some(Forwarded) },
    Row { kind: "request-granted", of: For::Request, from: &[Received], to: Some(Granted) },
    Row { kind: "request-refused", of: For::Request, from: &[Received, Paused], to: Some(Refused) },
    Row { kind: "objection-upheld", of: For::Objection, from: &[Received], to: Some(Granted) },
    Row { kind: "objection-rejected", of: For::Objection, from: &[Received, Paused], to: Some(Refused) },
    Row { kind: "objection-withdrawn", of: For::Objection, from: &[Received, Paused], to: Some(Withdrawn) },
    Row { kind: "request-item", of: For::Any, from: &[Granted], to: None },
    Row { kind: "package-ready", of: For::Package, from: &[Granted, Lapsed], to: Some(Ready) },
    Row { kind: "package-collected", of: For::Package, from: &[Ready], to: Some(Collected) },
    Row { kind: "package-lapsed", of: For::Package, from: &[Ready], to: Some(Lapsed) },
    Row { kind: "request-withdrawn", of: For::Request, from: &[Received, Joined, Paused, Granted, Ready, Lapsed], to: Some(Withdrawn) },
    Row { kind: "request-closed", of: For::Any, from: &[Joined, Forwarded, Refused, Withdrawn, Collected, Lapsed], to: Some(Closed) },
    Row { kind: "request-closed", of: For::Work, from: &[Granted], to: Some(Closed) },
];

/// A refusal for some categories leaves the request where it is.
const IN_PART: Row =
    Row { kind: "request-refused", of: For::Request, from: &[Received, Paused, Granted], to: None };

fn row(body: &Body, request: &Request) -> Option<&'static Row> {
    if is_partial(body) {
        return Some(&IN_PART).filter(|row| row.allows(request));
    }
    ROWS.iter().find(|row| row.kind == body.kind() && row.allows(request))
}

impl Row {
    fn allows(&self, request: &Request) -> bool {
        let of = match self.of {
            For::Any => true,
            For::Package => request.has_package(),
            For::Work => !request.has_package(),
            For::Objection => request.right == Right::Objection,
            For::Request => request.right != Right::Objection,
        };
        of && self.from.contains(&request.stage)
    }
}

fn is_partial(body: &Body) -> bool {
    matches!(body, Body::RequestRefused(b) if !b.categories.is_empty())
}

/// Whether a step may come now, by the stages alone.
pub(super) fn legal(request: &Request, body: &Body) -> bool {
    let once = !matches!(body, Body::RequestExtended(_)) || request.extended.is_none();
    once && row(body, request).is_some()
}

/// The stage that a legal step leads to, if it leads to another.
pub(super) fn leads_to(body: &Body) -> Option<Stage> {
    if is_partial(body) {
        return None;
    }
    ROWS.iter().find(|row| row.kind == body.kind()).and_then(|row| row.to)
}

impl Requests {
    /// Whether an entry about a request may be appended, on top of what the setting says of its names: its stage allows
    /// it, who takes it may, and what it needs is there. Entries about other things are let through.
    ///
    /// # Errors
    /// Why not: an illegal step names the legal ones.
    pub fn admits(&self, claims: &Claims, body: &Body) -> Result<(), RightsError> {
        match body {
            Body::Requested(b) => return arrives(b.right),
            Body::RestrictionLifted(b) => return lifted(b.told, b.happened, claims),
            _ => {}
        }
        let Some(entry) = body.about_request() else { return Ok(()) };
        let request = self.get(entry)?;
        if !legal(request, body) {
            return Err(self.illegal(request, body));
        }
        let check = Check { claims, request, at: body.happened().first(claims.setting().zone()) };
        check.step(body)
    }

    /// The kinds of entry that may come next for a request, by its stage.
    ///
    /// # Errors
    /// No request arrived with this entry.
    pub fn next(&self, entry: u32) -> Result<Vec<&'static str>, RightsError> {
        let request = self.get(entry)?;
        let mut next: Vec<&'static str> = ROWS
            .iter()
            .filter(|row| row.allows(request))
            .filter(|row| row.kind != "request-extended" || request.extended.is_none())
            .map(|row| row.kind)
            .collect();
        if IN_PART.allows(request) && !next.contains(&IN_PART.kind) {
            next.push(IN_PART.kind);
        }
        next.dedup();
        Ok(next)
    }

    fn illegal(&self, request: &Request, body: &Body) -> RightsError {
        let next = self.next(request.entry).unwrap_or_default();
        let legal = if next.is_empty() { "nothing: it is closed".to_owned() } else { next.join(", ") };
        let message = format!("`{}` cannot come now: the request is {}", body.kind(), request.stage.as_str());
        Fault::new("illegal-step", message).expecting(legal).into()
    }
}

fn fault(code: &'static str, message: &str, help: &'static str) -> RightsError {
    Fault::new(code, message).helping(help).into()
}

/// An objection and a withdrawal are entries of their own, since they take effect at once.
fn arrives(right: Right) -> Result<(), RightsError> {
    match right {
        Right::Objection => {
            Err(fault("not-a-request", "an objection takes effect at once", "append an `objected` entry"))
        }
        Right::Withdrawal => Err(fault(
            "not-a-request",
            "withdrawing consent takes effect at once (article 7(3))",
            "append a `withdrawn` entry, and plan what follows from it",
        )),
        _ => Ok(()),
    }
}

/// Article 18(3): the person is told before a restriction is lifted.
fn lifted(told: Option<Moment>, happened: Moment, claims: &Claims) -> Result<(), RightsError> {
    let zone = claims.setting().zone();
    match told {
        Some(told) if told.first(zone) <= happened.past(zone) => Ok(()),
        Some(_) => Err(fault(
            "told-too-late",
            "the person was told after the restriction was lifted (article 18(3))",
            "tell the person first, then lift it",
        )),
        None => Err(fault(
            "not-told",
            "the person must be told before a restriction is lifted (article 18(3))",
            "give the moment at which the person was told, as `told`",
        )),
    }
}

struct Check<'c> {
    claims: &'c Claims,
    request: &'c Request,
    at: Time,
}

impl Check<'_> {
    fn step(&self, body: &Body) -> Result<(), RightsError> {
        match body {
            Body::RequestPaused(_) => self.answerable().and_then(|()| self.in_time("a question")),
            Body::RequestExtended(b) => {
                self.answerable()?;
                judged(&b.decision)?;
                self.in_time("an extension")
            }
            Body::RequestForwarded(b) => self.forwarded(b.to.as_str()),
            Body::RequestGranted(_) => self.answerable().and_then(|()| self.authorised()),
            Body::ObjectionUpheld(b) => {
                self.answerable()?;
                judged(&b.decision)?;
                self.authorised()
            }
            Body::ObjectionRejected(b) => {
                self.answerable()?;
                judged(&b.decision)?;
                self.can_be_rejected()
            }
            Body::RequestRefused(b) => {
                self.answerable()?;
                judged(&b.decision)?;
                if !b.on.fits(self.request.right) {
                    let fit = crate::law::Ground::ALL.iter().filter(|ground| ground.fits(self.request.right));
                    let words: Vec<&str> = fit.map(|ground| ground.as_str()).collect();
                    let message = format!("{} is no ground to refuse this right", b.on.article());
                    return Err(Fault::new("ground-of-another-right", message)
                        .expecting(words.join(", "))
                        .into());
                }
                Ok(())
            }
            Body::RequestItem(b) => self.item(&b.item.0, b.outcome, b.decision.as_ref()),
            Body::PackageReady(_) | Body::RequestClosed(_) => self.nothing_undone(),
            Body::PackageCollected(b) => match self.claims.may_ask(&b.by.0, self.at) {
                Value::Live => Ok(()),
                _ => Err(fault(
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
        match self.answers_elsewhere() {
            None => Ok(()),
            Some(party) => Err(Fault::new(
                "processor-forwards",
                "a processor does not answer a request itself (article 28(3)(e))",
            )
            .expecting(format!("`request-forwarded` to `{party}`"))
            .into()),
        }
    }

    /// The party that answers, if it is not the author of the policy.
    fn answers_elsewhere(&self) -> Option<&crate::json::Id> {
        let document = &self.claims.history().version_at(self.at)?.document;
        let party = &document.rights.as_ref()?.answered_by;
        document.parties.get(party).is_some_and(|party| !party.author).then_some(party)
    }

    fn forwarded(&self, to: &str) -> Result<(), RightsError> {
        match self.answers_elsewhere() {
            Some(party) if party.as_str() == to => Ok(()),
            Some(party) => {
                Err(Fault::new("forwarded-elsewhere", "the policy names another party that answers requests")
                    .expecting(format!("`{party}`"))
                    .into())
            }
            None => Err(fault(
                "answers-itself",
                "the policy says that its author answers requests",
                "answer it; only a processor forwards",
            )),
        }
    }

    /// Who asked must have been able to, on the day it arrived.
    fn authorised(&self) -> Result<(), RightsError> {
        match self.request.authority {
            Value::Live => Ok(()),
            Value::Unknown => Err(fault(
                "authority-unknown",
                "it is not known whether whoever asked may speak for this person (UAVG 5(4))",
                "record their authority or the person's age, or pause the request and ask for proof (article 12(6))",
            )),
            _ => Err(fault(
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
        let zone = self.claims.setting().zone();
        if zone.day_of(self.at) <= last.day(zone) {
            return Ok(());
        }
        let message = format!("{what} comes too late: the term is over (article 12(3))");
        Err(Fault::new("too-late", message)
            .expecting("within one month of receipt")
            .helping("answer now")
            .into())
    }

    /// Article 21(2): an objection to direct marketing alone is not weighed.
    fn can_be_rejected(&self) -> Result<(), RightsError> {
        let document = self.claims.history().version_at(self.at).map(|version| &version.document);
        let against = &self.request.purposes;
        let marketing = |id: &crate::json::Id| {
            document.and_then(|d| d.purposes.get(id)).is_some_and(|purpose| purpose.direct_marketing)
        };
        if !against.is_empty() && against.iter().all(marketing) {
            return Err(fault(
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
            let known = plan.items.iter().map(|item| item.item.as_str());
            let unknown = Fault::new("unknown-item", "the plan of this request has no such item");
            return Err(unknown.meaning(name, known).into());
        };
        let disproportionate = outcome == ItemOutcome::Disproportionate;
        if disproportionate && item.kind != ItemKind::NotifyRecipient {
            return Err(fault(
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
            return Err(fault(
                "already-done",
                "this item was done; it cannot be undone by an outcome",
                "void the entry that recorded it, if it was recorded by mistake",
            ));
        }
        Ok(())
    }

    /// Every declared category in every system is covered once, and every item that is work has an outcome.
    fn nothing_undone(&self) -> Result<(), RightsError> {
        if self.request.stage != Stage::Granted && self.request.stage != Stage::Lapsed {
            return Ok(());
        }
        let plan = plan(self.claims, self.request, self.at)?;
        let mut faults: Vec<Fault> = plan
            .undone(&self.request.outcomes)
            .map(|item| {
                let failed = self.request.outcomes.contains_key(&item.item);
                let what = if failed { "failed" } else { "has no outcome" };
                Fault::new("undone", format!("the item `{}` {what}", item.item))
                    .expecting("a `request-item` entry with the outcome `done` or `nothing-found`")
            })
            .collect();
        if let Some(version) = self.claims.history().version_at(self.at) {
            let in_scope = |name: &String| {
                let category = name.split('@').next().unwrap_or(name);
                self.request.categories.is_empty()
                    || self.request.categories.iter().any(|id| id.as_str() == category)
            };
            let missing = must_cover(&version.document)
                .filter(in_scope)
                .filter(|name| plan.items.iter().filter(|item| item.item == *name).count() != 1);
            faults.extend(missing.map(|name| {
                Fault::new("not-covered", format!("the plan does not cover `{name}` exactly once"))
            }));
        }
        if faults.is_empty() { Ok(()) } else { Err(RightsError::of(faults)) }
    }
}

fn no_judgement() -> Fault {
    Fault::new("judgement-missing", "a person must have judged this, and said why")
        .expecting("the role of who judged, the ground, and a text")
}

/// A judgement says who, on what ground, and why.
fn judged(decision: &Judgement) -> Result<(), RightsError> {
    let said = [&decision.by, &decision.ground, &decision.text];
    if said.iter().all(|text| !text.0.trim().is_empty()) { Ok(()) } else { Err(no_judgement().into()) }
}
