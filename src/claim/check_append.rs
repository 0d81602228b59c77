//! What an entry must be before it is appended: its names are those of the policy and of the right kind, and it belongs
//! into this dossier.

use std::collections::BTreeSet;

use super::mandate::of_who_speaks;
use super::{ClaimError, Institution};
use crate::Diagnostic;
use crate::calendar::{Moment, Time};
use crate::dossier::{Body, Dossier, DossierOpened};
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
        diagnostics.extend(of_who_speaks(body, self.zone()));
        diagnostics.extend(self.no_such_finding(body));
        diagnostics.extend(self.over_before_it_counts(body));
        diagnostics.extend(self.no_such_row(body));
        if diagnostics.is_empty() { Ok(()) } else { Err(ClaimError::of(diagnostics)) }
    }

    /// The same for an entry of a person: the dossier is open for one, the entry is none of the institution's, it can have
    /// been so when it is recorded, and what it ends lasts.
    pub(crate) fn check_append_for_person(
        &self,
        dossier: &Dossier,
        body: &Body,
        recorded: Time,
    ) -> Result<(), ClaimError> {
        match (body, dossier.opened()) {
            (Body::DossierOpened(opened), _) => self.opens(opened)?,
            (_, Some(opened)) => self.is_here(opened, dossier)?,
            (_, None) => {
                return Err(Diagnostic::new("not-opened", "this dossier has not been opened for a person")
                    .at("/kind")
                    .expecting("`dossier-opened` as its first entry")
                    .helping("lines from elsewhere without it can be read; open a new dossier, and append their entries to it")
                    .into());
            }
        }
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
        let cannot_be = body.cannot_be_so(recorded, self.zone());
        cannot_be
            .or_else(|| self.erases_too_much(body))
            .or_else(|| dossier.does_not_fit(body, self.zone()))
            .map_or(Ok(()), |diagnostic| Err(diagnostic.into()))
    }

    /// A dossier is opened for subjects of the policy, by this institution, with an id that nobody can guess.
    fn opens(&self, opened: &DossierOpened) -> Result<(), ClaimError> {
        let mut diagnostics = Vec::new();
        let id = opened.id.0.as_bytes();
        if !(16..=64).contains(&id.len()) || !id.iter().all(|c| c.is_ascii_alphanumeric() || *c == b'-') {
            diagnostics.push(
                Diagnostic::new("not-a-dossier-id", "this is not a random id")
                    .at("/id")
                    .expecting("16 to 64 letters, digits and hyphens, such as a random UUID")
                    .helping("draw it anew for every dossier; do not use a name or a number of the person"),
            );
        }
        if Some(opened.institution.0.as_str()) != self.institution() {
            diagnostics.push(other_institution("/institution"));
        }
        if opened.subjects.is_empty() {
            diagnostics.push(
                Diagnostic::new("no-subject", "a dossier is opened for at least one subject")
                    .at("/subjects")
                    .expecting("subjects of the policy"),
            );
        }
        let declared = self.history().versions.iter().flat_map(|version| version.document.subjects.keys());
        let known: BTreeSet<&str> = declared.map(|id| id.as_str()).collect();
        for (index, subject) in opened.subjects.iter().enumerate() {
            if !known.contains(subject.as_str()) {
                let names: Vec<&str> = known.iter().copied().collect();
                diagnostics.push(
                    Diagnostic::new("unknown-name", "the policy knows no such subject")
                        .at(format!("/subjects/{index}"))
                        .expecting(names.join(", "))
                        .meaning(subject.as_str(), known.iter().copied()),
                );
            }
        }
        if diagnostics.is_empty() { Ok(()) } else { Err(ClaimError::of(diagnostics)) }
    }

    /// Another institution's dossier is not written to, unless that institution handed it over.
    fn is_here(&self, opened: &DossierOpened, dossier: &Dossier) -> Result<(), ClaimError> {
        let is_ours = Some(opened.institution.0.as_str()) == self.institution();
        let was_handed_over =
            || dossier.counting().any(|(_, body)| matches!(body, Body::ControllerChanged(_)));
        if is_ours || was_handed_over() { Ok(()) } else { Err(other_institution("/kind").into()) }
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
}

fn other_institution(path: &'static str) -> Diagnostic {
    Diagnostic::new("other-institution", "this dossier is another institution's")
        .at(path)
        .expecting("the id with which the institution's own entries were folded")
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
        Body::Instructed(b) => vec![(ReferenceKind::Party, "/party", one(&b.party))],
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
