//! What an entry must be before it is appended: its names are those of the policy and of the right kind, it belongs into
//! this dossier, and what it ends had begun.

use super::{ClaimError, Institution};
use crate::Diagnostic;
use crate::calendar::{Moment, Time};
use crate::dossier::{Body, Dossier};
use crate::json::Id;
use crate::policy::{AnchorKind, ReferenceKind, Scope, anchor_kind};

impl Institution {
    /// Checks an entry before it is appended: that the policy knows every name in it, and as what it is named. Says
    /// everything that is wrong.
    pub fn check_append(&self, body: &Body) -> Result<(), ClaimError> {
        let names = &self.history().names;
        let mut diagnostics = Vec::new();
        for (kind, path, ids) in named(body) {
            let is_list = matches!(path, "/purposes" | "/categories");
            let known = names.of_kind(kind);
            let unknown = ids.iter().enumerate().filter(|(_, id)| known.find(id.as_str()).is_none());
            for (index, id) in unknown {
                let path = if is_list { format!("{path}/{index}") } else { path.to_owned() };
                diagnostics.push(names.unknown(kind, id.as_str()).at(path));
            }
        }
        if names_no_purpose(body) {
            diagnostics.push(
                Diagnostic::new(
                    "no-purpose",
                    "consent is given, refused or withdrawn for purposes, and there are none",
                )
                .at("/purposes")
                .expecting("at least one purpose of the policy"),
            );
        }
        diagnostics.extend(self.other_anchor(body));
        diagnostics.extend(self.no_such_finding(body));
        diagnostics.extend(self.over_before_it_counts(body));
        diagnostics.extend(self.no_such_row(body));
        if diagnostics.is_empty() { Ok(()) } else { Err(ClaimError::of(diagnostics)) }
    }

    /// The same for an entry of a person: it is none of the institution's, it tells of nothing as past that is still to
    /// come, and what it ends had begun, by clocks that may differ by `skew`.
    pub(crate) fn check_append_for_person(
        &self,
        dossier: &Dossier,
        body: &Body,
        recorded: Time,
        skew: i64,
    ) -> Result<(), ClaimError> {
        self.check_append(body)?;
        if matches!(
            body,
            Body::AgreementSigned(_)
                | Body::AgreementEnded(_)
                | Body::TrialBegan(_)
                | Body::FindingAccepted(_)
                | Body::LawRowConfirmed(_)
        ) {
            let message = "this entry is about the institution, and not about one person";
            return Err(Diagnostic::new("of-the-institution", message)
                .at("/kind")
                .helping("append it to the institution's own entries, and fold the institution again")
                .into());
        }
        let ahead = body.tells_of_what_is_ahead(recorded);
        ahead
            .or_else(|| self.erases_too_much(body))
            .or_else(|| self.ends_nothing(dossier, body, skew))
            .map_or(Ok(()), |diagnostic| Err(diagnostic.into()))
    }

    /// Only a finding that stops processing can be accepted, at the node that it is about.
    fn no_such_finding(&self, body: &Body) -> Option<Diagnostic> {
        let Body::FindingAccepted(b) = body else { return None };
        let mut found: Vec<(&str, &str)> =
            self.history().blocks().map(|block| (block.code, block.at.as_str())).collect();
        found.sort_unstable();
        found.dedup();
        if found.contains(&(b.code.0.as_str(), b.at.0.as_str())) {
            return None;
        }
        let at_node = |(code, at): &(&str, &str)| format!("`{code}` at `{at}`");
        let known: Vec<String> = found.iter().map(at_node).collect();
        let diagnostic =
            Diagnostic::new("no-such-finding", "no version of the policy has this finding at this node")
                .at("/code");
        Some(match known.is_empty() {
            true => diagnostic
                .helping("no finding about this policy stops processing: there is nothing to accept"),
            false => diagnostic.expecting(format!("one of {}", known.join(", "))),
        })
    }

    /// An acceptance that is over before it was given would count on no day.
    fn over_before_it_counts(&self, body: &Body) -> Option<Diagnostic> {
        let Body::FindingAccepted(b) = body else { return None };
        (b.through < b.happened.day(self.zone())).then(|| {
            Diagnostic::new("through-before-happened", "this acceptance ends before it was given")
                .at("/through")
                .expecting("the day on which it was given, or a later one")
                .helping("look at the year")
        })
    }

    /// Only a row of the pack, or an act that the policy cites, can be confirmed.
    fn no_such_row(&self, body: &Body) -> Option<Diagnostic> {
        let Body::LawRowConfirmed(b) = body else { return None };
        let (history, row) = (self.history(), b.row.0.as_str());
        if history.law().retention(row).is_some() || history.cited_acts().any(|cited| cited == row) {
            return None;
        }
        let rows = &history.law().pack().retention;
        let diagnostic = Diagnostic::new(
            "unknown-law-row",
            "the law pack has no such row, and the policy cites no such act",
        );
        let known = rows.iter().map(|row| row.id.as_str());
        Some(
            diagnostic
                .at("/row")
                .expecting("the name of a retention row, or the act and the article that the policy cites")
                .meaning(row, known),
        )
    }

    /// A state is not a happening, and what happens to one record is told with the record.
    fn other_anchor(&self, body: &Body) -> Option<Diagnostic> {
        if matches!(body, Body::Occurred(b) if b.anchor.as_str() == "born")
            || matches!(body, Body::Absent(b) if b.anchor.as_str() == "born")
        {
            let diagnostic = Diagnostic::new("entry-of-its-own", "the day of birth has an entry of its own");
            return Some(diagnostic.at("/anchor").expecting("an entry `born` with a `date`"));
        }
        let (id, path, wanted) = match body {
            Body::Began(b) => (&b.state, "/state", AnchorKind::State),
            Body::Ended(b) => (&b.state, "/state", AnchorKind::State),
            Body::Occurred(b) => (&b.anchor, "/anchor", AnchorKind::Happening),
            _ => return None,
        };
        let mut versions = self.history().versions.iter().rev().map(|version| &version.document);
        let (kind, document) = versions.find_map(|document| Some((anchor_kind(document, id)?, document)))?;
        let scope = document.anchors.get(id).and_then(|anchor| anchor.scope);
        let of_a_record = scope == Some(Scope::Record) || id.as_str() == "recorded";
        let diagnostic = match (wanted, kind) {
            (AnchorKind::State, AnchorKind::Happening) => Diagnostic::new(
                "not-a-state",
                "this anchor is a happening, which has a moment and does not last",
            )
            .expecting("a state of the policy")
            .helping("append an `occurred`"),
            (AnchorKind::Happening, AnchorKind::State) => {
                Diagnostic::new("not-a-happening", "this anchor is a state, which begins and ends")
                    .expecting("a happening of the policy")
                    .helping("append the entry with which it begins or ends")
            }
            _ if of_a_record => {
                Diagnostic::new("of-a-record", "this happens to one record, and not to the person").helping(
                    match kind {
                        AnchorKind::State => "give its spans with the record, under `states`",
                        AnchorKind::Happening => "give its moments with the record, under `anchors`",
                    },
                )
            }
            _ => return None,
        };
        Some(diagnostic.at(path))
    }

    /// An end that lies before every beginning of its state ends nothing: its year was mistyped, or an earlier beginning is
    /// missing. The state would then last for ever.
    fn ends_nothing(&self, dossier: &Dossier, body: &Body, skew: i64) -> Option<Diagnostic> {
        let state = ends(body)?;
        let begun: Vec<_> =
            dossier.counting().filter(|body| begins(body) == Some(state)).map(Body::happened).collect();
        // The clock that told of the beginning may be ahead.
        let ended = match body.happened() {
            Moment::At(at) => Moment::At(at.shifted(skew.max(0))),
            day => day,
        };
        if begun.is_empty() || !begun.iter().all(|begun| ended.is_before(*begun, self.zone())) {
            return None;
        }
        Some(
            Diagnostic::new("ends-nothing", "what this entry ends had not begun at that moment")
                .at("/happened")
                .expecting("a moment at which it lasted")
                .helping("look at the year; if it lasted before as well, append that beginning first"),
        )
    }
}

impl Institution {
    /// An erasure covers no record that came after it: `through` is at most its moment, and a bare day the day before.
    fn erases_too_much(&self, body: &Body) -> Option<Diagnostic> {
        let Body::Erased(erased) = body else { return None };
        let zone = self.zone();
        let too_late = match (erased.through, erased.happened) {
            (Moment::At(through), happened) => through > happened.first(zone),
            (Moment::On(through), happened) => through >= happened.day(zone),
        };
        let most = match erased.through {
            Moment::At(_) => format!("an instant up to `{}`", erased.happened.first(zone)),
            Moment::On(_) => {
                let day = erased.happened.day(zone);
                format!("a day up to `{}`, or the instant of the erasure", day.previous().unwrap_or(day))
            }
        };
        too_late.then(|| {
            Diagnostic::new(
                "erased-ahead",
                "`through` is later than the erasure, which covers no record that came after it",
            )
            .at("/through")
            .expecting(most)
        })
    }
}

/// The state that an entry begins.
fn begins(body: &Body) -> Option<&str> {
    match body {
        Body::Began(b) => Some(b.state.as_str()),
        Body::Enrolled(_) => Some("enrolled"),
        Body::AccountOpened(_) => Some("account"),
        Body::ContractBegan(_) => Some("contract"),
        _ => None,
    }
}

/// The state that an entry ends.
fn ends(body: &Body) -> Option<&str> {
    match body {
        Body::Ended(b) => Some(b.state.as_str()),
        Body::Left(_) => Some("enrolled"),
        Body::AccountClosed(_) => Some("account"),
        Body::ContractEnded(_) => Some("contract"),
        _ => None,
    }
}

/// True for something said about consent to nothing.
fn names_no_purpose(body: &Body) -> bool {
    match body {
        Body::ConsentGiven(b) => b.purposes.is_empty(),
        Body::ConsentRefused(b) => b.purposes.is_empty(),
        Body::ConsentWithdrawn(b) => b.purposes.is_empty(),
        Body::ConsentSuperseded(b) => b.purposes.is_empty(),
        _ => false,
    }
}

/// The names of the policy that an entry uses: as what, and at which path.
fn named(body: &Body) -> Vec<(ReferenceKind, &'static str, Vec<Id>)> {
    let one = |id: &Id| vec![id.clone()];
    match body {
        Body::ConsentAsked(b) => vec![(ReferenceKind::Purpose, "/purposes", b.purposes.clone())],
        Body::ConsentGiven(b) => vec![(ReferenceKind::Purpose, "/purposes", b.purposes.clone())],
        Body::ConsentRefused(b) => vec![(ReferenceKind::Purpose, "/purposes", b.purposes.clone())],
        Body::ConsentWithdrawn(b) => vec![(ReferenceKind::Purpose, "/purposes", b.purposes.clone())],
        Body::ConsentSuperseded(b) => vec![(ReferenceKind::Purpose, "/purposes", b.purposes.clone())],
        Body::Objected(b) => vec![(ReferenceKind::Purpose, "/purposes", b.purposes.clone())],
        Body::ErasureGranted(b) => vec![
            (ReferenceKind::Purpose, "/purposes", b.purposes.clone()),
            (ReferenceKind::Category, "/categories", b.categories.clone().unwrap_or_default()),
        ],
        Body::RequestRefused(b) => vec![(ReferenceKind::Category, "/categories", b.categories.clone())],
        Body::RequestForwarded(b) => vec![(ReferenceKind::Party, "/to", one(&b.to))],
        Body::TrialBegan(b) => vec![
            (ReferenceKind::Purpose, "/bases", b.bases.keys().cloned().collect()),
            (ReferenceKind::Category, "/terms", b.terms.keys().cloned().collect()),
        ],
        Body::AgreementSigned(b) => vec![
            (ReferenceKind::Purpose, "/bases", b.bases.keys().cloned().collect()),
            (ReferenceKind::Category, "/terms", b.terms.keys().cloned().collect()),
        ],
        Body::Restricted(b) => vec![(ReferenceKind::Category, "/categories", b.categories.clone())],
        Body::Hold(b) => vec![(ReferenceKind::Category, "/categories", b.categories.clone())],
        Body::Requested(b) => vec![(ReferenceKind::Category, "/categories", b.categories.clone())],
        Body::Anonymised(b) => vec![(ReferenceKind::Category, "/category", one(&b.category))],
        Body::Pseudonymised(b) => vec![(ReferenceKind::Category, "/category", one(&b.category))],
        Body::Erased(b) => vec![
            (ReferenceKind::Category, "/category", one(&b.category)),
            (ReferenceKind::System, "/system", b.system.iter().cloned().collect()),
        ],
        Body::Disclosed(b) => {
            vec![
                (ReferenceKind::Party, "/recipient", one(&b.recipient)),
                (ReferenceKind::Category, "/categories", b.categories.clone()),
            ]
        }
        Body::OptionOn(b) => vec![(ReferenceKind::Option, "/option", one(&b.option))],
        Body::OptionOff(b) => vec![(ReferenceKind::Option, "/option", one(&b.option))],
        Body::Began(b) => vec![(ReferenceKind::Anchor, "/state", one(&b.state))],
        Body::Ended(b) => vec![(ReferenceKind::Anchor, "/state", one(&b.state))],
        Body::Occurred(b) => vec![(ReferenceKind::Anchor, "/anchor", one(&b.anchor))],
        Body::Absent(b) => vec![(ReferenceKind::Anchor, "/anchor", one(&b.anchor))],
        _ => Vec::new(),
    }
}
