//! Whether an entry fits among those that are there: what it ends lasts, what it begins does not last already, and no
//! entry is made meaningless by it.

use super::order::{Placed, Written, placed};
use super::state::{Conflict, Says, StateEvent, fold, new_conflicts};
use super::{Body, Dossier};
use crate::Diagnostic;
use crate::calendar::{Moment, Zone};
use crate::timeline::Source;

impl Dossier {
    /// Why an entry of a person does not fit among the others.
    pub(crate) fn does_not_fit(&self, body: &Body, zone: &Zone) -> Option<Diagnostic> {
        match body {
            Body::AuthorityEnded(b) => {
                let of = |body: &Body| match body {
                    Body::AuthorityBegan(began) => (began.representative == b.representative).then_some(true),
                    Body::AuthorityEnded(ended) => {
                        (ended.representative == b.representative).then_some(false)
                    }
                    _ => None,
                };
                // What never existed must have been recorded, whenever that was.
                let moment = if b.never == Some(true) { None } else { Some(b.happened) };
                self.ends(of, moment, zone, "/representative")
            }
            Body::OptionOff(b) => {
                let of = |body: &Body| match body {
                    Body::OptionOn(on) => (on.option == b.option).then_some(true),
                    Body::OptionOff(off) => (off.option == b.option).then_some(false),
                    _ => None,
                };
                self.ends(of, Some(b.happened), zone, "/option")
            }
            Body::HoldReleased(b) => self.answers(
                b.entry,
                Some(b.happened),
                zone,
                |body| matches!(body, Body::HoldReleased(other) if other.entry == b.entry),
            ),
            Body::RestrictionLifted(b) => self.answers(
                b.entry,
                Some(b.happened),
                zone,
                |body| matches!(body, Body::RestrictionLifted(other) if other.entry == b.entry),
            ),
            Body::ConsentInvalidated(b) => self.answers(
                b.entry,
                None,
                zone,
                |body| matches!(body, Body::ConsentInvalidated(other) if other.entry == b.entry),
            ),
            Body::Voided(b) => {
                let said = [&b.decision.role, &b.decision.article, &b.decision.text];
                if said.iter().any(|text| text.0.trim().is_empty()) {
                    return Some(
                        Diagnostic::new("judgement-missing", "a person must have judged this, and said why")
                            .at("/decision")
                            .expecting("the role of who judged, the ground, and a text"),
                    );
                }
                self.answers(b.entry, None, zone, |_| false)
            }
            Body::ConsentRefused(b) => self.before_a_yes(&b.by.0, &b.purposes, b.happened, zone),
            Body::ConsentWithdrawn(b) => self.before_a_yes(&b.by.0, &b.purposes, b.happened, zone),
            Body::Absent(b) => self.state_does_not_fit(b.anchor.as_str(), body, zone),
            _ => self.state_does_not_fit(body.run_of_state()?.state, body, zone),
        }
    }

    /// That what an entry ends lasts at its moment, by the entries that begin it and those that end it.
    fn ends(
        &self,
        of: impl Fn(&Body) -> Option<bool>,
        moment: Option<Moment>,
        zone: &Zone,
        path: &'static str,
    ) -> Option<Diagnostic> {
        let seq = self.entries().len() as u32 + 1;
        let mut written: Vec<Written<()>> = self
            .counting()
            .filter_map(|(seq, body)| {
                Some(Written { seq, moment: body.happened(), begins: of(body)?, what: () })
            })
            .collect();
        if !written.iter().any(|entry| entry.begins) {
            let diagnostic = Diagnostic::new(
                "ends-nothing",
                "what this entry ends never began, by the entries of this dossier",
            );
            return Some(diagnostic.at(path).expecting("what an earlier entry began"));
        }
        let moment = moment?;
        written.push(Written { seq, moment, begins: false, what: () });
        let mut last: Option<Placed<()>> = None;
        for entry in placed(written, zone) {
            if entry.seq == seq {
                break;
            }
            last = Some(entry);
        }
        match last {
            Some(last) if last.begins => None,
            last => Some(ends_nothing(moment, last.map(|last| last.seq))),
        }
    }

    /// That an entry which another one answers counts, began before, and was not answered so before.
    fn answers(
        &self,
        entry: u32,
        moment: Option<Moment>,
        zone: &Zone,
        is_same: impl Fn(&Body) -> bool,
    ) -> Option<Diagnostic> {
        let mut answered = None;
        let mut by = None;
        for (seq, body) in self.counting() {
            if seq == entry {
                answered = Some(body.happened());
            }
            if is_same(body) {
                by = Some(seq);
            }
        }
        let diagnostic = |message: String| {
            Diagnostic::new("ends-nothing", message)
                .at("/entry")
                .expecting("an entry that still counts, and lasts")
        };
        // One that is not there, or of another kind, is refused by `append` for any dossier.
        if !self.entries().iter().any(|other| other.seq() == entry) {
            return None;
        }
        let Some(began) = answered else {
            return Some(diagnostic(format!("entry {entry} was voided, and counts no more")));
        };
        if let Some(by) = by {
            let help = format!("void entry {by} first, if it was a mistake");
            return Some(
                diagnostic(format!("entry {entry} was answered by entry {by} before")).helping(help),
            );
        }
        moment.filter(|moment| moment.is_before(began, zone)).map(|moment| ends_nothing(moment, None))
    }

    /// A no that is written after a yes of the same person and dated before it would have no effect.
    fn before_a_yes(
        &self,
        by: &str,
        purposes: &[crate::json::Id],
        happened: Moment,
        zone: &Zone,
    ) -> Option<Diagnostic> {
        let yes = |(seq, body): (u32, &Body)| match body {
            Body::ConsentGiven(b) if b.by.0 == by && b.purposes.iter().any(|id| purposes.contains(id)) => {
                is_earlier(happened, b.happened, zone).then_some(seq)
            }
            _ => None,
        };
        let yes = self.counting().filter_map(yes).last()?;
        Some(
            Diagnostic::new(
                "ends-nothing",
                format!("this no is dated {happened}, before the yes of the same person in entry {yes}, and would not end it"),
            )
            .at("/happened")
            .expecting(format!("a moment from that of entry {yes} on"))
            .helping(format!("look at the date; if the yes was dated wrongly, void entry {yes} first")),
        )
    }

    /// That a state can begin, end, or be known never to have begun as an entry says.
    fn state_does_not_fit(&self, state: &str, body: &Body, zone: &Zone) -> Option<Diagnostic> {
        let seq = self.entries().len() as u32 + 1;
        let events = || -> Vec<StateEvent> {
            self.counting().filter_map(|(seq, body)| event(seq, body, state)).collect()
        };
        let mut with = events();
        // Deaths alone say nothing of a state.
        if !with.iter().any(|event| !matches!(event.description, Says::Died)) {
            with.clear();
        }
        with.extend(event(seq, body, state));
        let conflicts = fold(with, zone).conflicts;
        if conflicts.is_empty() {
            return None;
        }
        let conflicts = new_conflicts(fold(events(), zone).conflicts, conflicts);
        let own = conflicts.iter().find(|(of, _)| *of == seq);
        let happened = body.happened();
        if let Some((_, conflict)) = own {
            return Some(match conflict {
                Conflict::NotBegun => ends_nothing(happened, None),
                Conflict::Ended(by) => ends_nothing(happened, Some(*by)),
                Conflict::Inside(by) => Diagnostic::new(
                    "already-lasts",
                    format!("on {happened} this state lasts already: entry {by} began it"),
                )
                .at("/happened")
                .expecting("a moment at which it does not last, or a run of its own, named by `ref`")
                .helping(format!(
                    "void entry {by} first if it was a mistake; if there are two runs at once, name each with `ref`"
                )),
                Conflict::Several => {
                    Diagnostic::new("several-last", format!("on {happened} several runs of this state last"))
                        .at("/ref")
                        .expecting("the `ref` of the run that ends")
                        .helping("name the ref")
                }
                Conflict::AfterRun(by) => Diagnostic::new(
                    "has-lasted",
                    format!("this state has lasted: entry {by} ended it before {happened}"),
                )
                .at("/happened")
                .expecting("a state that no entry has begun or ended before")
                .helping(format!("void entry {by}, and the entry that began it, first if they were mistakes")),
            });
        }
        let (other, _) = conflicts.first()?;
        Some(
            Diagnostic::new(
                "contradicts-entry",
                format!("with this entry on {happened}, entry {other} does not fit any more"),
            )
            .at("/happened")
            .expecting("an entry that fits between those that are there")
            .helping(format!("void entry {other} first")),
        )
    }
}

/// What an entry says of a state.
fn event(seq: u32, body: &Body, state: &str) -> Option<StateEvent> {
    let description = match body {
        Body::Deceased(_) => Says::Died,
        Body::Absent(b) => (b.anchor.as_str() == state).then_some(Says::Absent)?,
        _ => {
            let run = body.run_of_state().filter(|run| run.state == state)?;
            let reference = run.reference.map(str::to_owned);
            match run.begins {
                true => Says::Begins { reference, initial: run.initial },
                false => Says::Ends { reference },
            }
        }
    };
    Some(StateEvent { seq, source: Source::Dossier(seq), moment: body.happened(), description })
}

/// Whether a word that was written later stands before another one: within one day a bare date does not.
fn is_earlier(later_written: Moment, other: Moment, zone: &Zone) -> bool {
    match (later_written, other) {
        (Moment::At(a), Moment::At(b)) => a < b,
        (a, b) => a.day(zone) < b.day(zone),
    }
}

fn ends_nothing(happened: Moment, by: Option<u32>) -> Diagnostic {
    let diagnostic = match by {
        Some(by) => Diagnostic::new(
            "ends-nothing",
            format!("what this entry ends did not last on {happened}: entry {by} ended it"),
        )
        .helping(format!("void entry {by} first")),
        None => Diagnostic::new("ends-nothing", format!("what this entry ends had not begun on {happened}"))
            .helping("look at the year; if it lasted then, append its beginning first"),
    };
    diagnostic.at("/happened").expecting("a moment at which it lasted")
}
