//! Which step may follow which, by the stages alone.

use super::{Request, Stage};
use crate::dossier::Body;
use crate::law::Right;

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
    Row { kind: "instructed", of: For::Any, from: &[Received, Forwarded, Granted, Lapsed], to: None },
    Row { kind: "request-granted", of: For::Request, from: &[Received, Forwarded], to: Some(Granted) },
    Row { kind: "request-refused", of: For::Request, from: &[Received, Paused], to: Some(Refused) },
    Row { kind: "objection-upheld", of: For::Objection, from: &[Received, Forwarded], to: Some(Granted) },
    Row { kind: "objection-rejected", of: For::Objection, from: &[Received, Paused], to: Some(Refused) },
    Row { kind: "objection-withdrawn", of: For::Objection, from: &[Received, Paused], to: Some(Withdrawn) },
    Row { kind: "request-item", of: For::Any, from: &[Granted, Lapsed], to: None },
    Row { kind: "package-ready", of: For::Package, from: &[Granted, Lapsed], to: Some(Ready) },
    Row { kind: "package-collected", of: For::Package, from: &[Ready], to: Some(Collected) },
    Row { kind: "package-lapsed", of: For::Package, from: &[Ready], to: Some(Lapsed) },
    Row { kind: "request-withdrawn", of: For::Request, from: &[Received, Joined, Paused, Granted, Ready, Lapsed], to: Some(Withdrawn) },
    Row { kind: "request-closed", of: For::Any, from: &[Forwarded, Refused, Withdrawn, Collected, Lapsed], to: Some(Closed) },
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

/// The kinds of entry that may come next by the stage alone, each once.
pub(super) fn by_stage(request: &Request) -> Vec<&'static str> {
    let rows = ROWS.iter().chain([&IN_PART]).filter(|row| row.allows(request));
    let mut kinds: Vec<&'static str> = Vec::new();
    for row in rows.filter(|row| row.kind != "request-extended" || request.extended.is_none()) {
        if !kinds.contains(&row.kind) {
            kinds.push(row.kind);
        }
    }
    kinds
}

/// Whether a request can be refused in whole at its stage.
pub(super) fn in_whole(request: &Request) -> bool {
    ROWS.iter().any(|row| row.kind == IN_PART.kind && row.allows(request))
}
