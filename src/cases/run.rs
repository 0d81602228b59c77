//! Running cases.

use super::model::{Case, CaseEntry, DueAsk, Expected, FieldsAsk, MayAsk, NO_NOTICE};
use super::report::Compare;
use super::{CaseError, CaseReport, Cases, Failure};
use crate::Diagnostic;
use crate::calendar::{Day, Moment, Time};
use crate::claim::{Claims, Institution};
use crate::decision::{Explanation, Query, explain, fields};
use crate::dossier::{Body, Dossier, DossierOpened, Salt, Stamp};
use crate::json::Text;
use crate::law::ReasonCode;
use crate::policy::{Identifiability, Policy};
use crate::retention::{Due, Pending, When, due};
use crate::rights::{Plan, Request, Requests, RightApplicability, RightsError, applicability, plan};

/// Runs every case against a policy. Cases are independent: one that cannot be set up fails by itself.
pub fn run(cases: &Cases, policy: &Policy) -> CaseReport {
    let mut report = CaseReport { passed: 0, failures: Vec::new() };
    for case in &cases.cases {
        match run_case(cases, case, policy) {
            None => report.passed += 1,
            Some(failure) => report.failures.push(failure),
        }
    }
    report
}

/// Runs one case of a file against a policy: in what it failed, `None` if it passed.
pub fn run_case(cases: &Cases, case: &Case, policy: &Policy) -> Option<Failure> {
    let compared = of_policy(cases, policy).and_then(|()| answer(case, policy));
    let Compare { differences, reason } = compared.unwrap_or_else(|error| Compare::not_set_up(&error));
    (!differences.is_empty()).then(|| Failure { case: case.clone(), differences, reason })
}

/// Cases are about one policy, by its name.
fn of_policy(cases: &Cases, policy: &Policy) -> Result<(), CaseError> {
    let name = policy.versions().next().map(|version| &version.policy);
    if name == Some(&cases.policy) {
        return Ok(());
    }
    let diagnostic = Diagnostic::new("other-policy", "these cases are about another policy").at("/policy");
    Err(diagnostic.expecting(name.map_or(String::new(), |name| format!("`{name}`"))).into())
}

/// Sets a case up, asks, and compares: every difference, none if it passes.
fn answer(case: &Case, policy: &Policy) -> Result<Compare, CaseError> {
    let mut compare = Compare::default();
    if let Some(pointer) = &case.ask.text_at {
        let declared = policy.text_at(&pointer.0, case.when);
        compare.text("text", case.then.text.as_ref().map(|text| text.0.clone()), declared);
        return Ok(compare);
    }
    let (dossier, claims) = set_up(case, policy)?;
    let zone = policy.zone();
    if let Some(ask) = &case.ask.may {
        let explanation = may(&claims, ask, case.when)?;
        compare.decision(&case.then, &explanation, zone);
    } else if let Some(ask) = &case.ask.due {
        let due = due_date(&claims, ask)?;
        compare.due(&case.then, &due, zone);
    } else if let Some(ask) = &case.ask.fields {
        compare.categories(&case.then, permitted(&claims, ask, case.when)?);
    } else {
        rights(&mut compare, case, &dossier, &claims)?;
    }
    Ok(compare)
}

/// The questions about requests.
fn rights(compare: &mut Compare, case: &Case, dossier: &Dossier, claims: &Claims) -> Result<(), CaseError> {
    let requests = Requests::of(claims);
    if let Some(entry) = &case.ask.step {
        let happened = entry.body.happened().first(claims.institution().zone());
        let stamp = stamp(dossier, entry.recorded.unwrap_or(case.when.max(happened)))?;
        let appended = claims.institution().append(dossier, &case.observed, entry.body.clone(), stamp);
        compare.step(&case.then, appended.map(|_| ()));
    } else if let Some(entry) = case.ask.request {
        compare.request(&case.then, requests.get(entry).map_err(wrong)?, claims, case.when)?;
    } else if let Some(entry) = case.ask.plan {
        let request = requests.get(entry).map_err(wrong)?;
        compare.plan(&case.then, &plan(claims, request, case.when).map_err(wrong)?);
    } else if let Some(ask) = &case.ask.applicability {
        let reached = applicability(claims, ask.right, case.when).map_err(wrong)?;
        let of = reached.iter().find(|r| r.purpose == ask.purpose && r.category == ask.category);
        compare.applicability(&case.then, of);
    }
    Ok(())
}

/// The institution of every case.
const INSTITUTION: &str = "case";

fn set_up(case: &Case, policy: &Policy) -> Result<(Dossier, Claims), CaseError> {
    let institution = written(
        Dossier::of_institution(INSTITUTION),
        "institution-entries",
        &case.institution_entries,
        policy,
    )?;
    let dossier = written(opened(case, policy)?, "dossier", &case.dossier, policy)?;
    let institution = Institution::fold(policy, &institution, &[], case.known_at);
    let claims = institution.claims(&dossier, &case.observed, case.known_at);
    Ok((dossier, claims))
}

/// The dossier of a case, opened for its subjects, long before anything in it.
fn opened(case: &Case, policy: &Policy) -> Result<Dossier, CaseError> {
    let dossier = Dossier::new();
    let by_itself = matches!(case.dossier.first(), Some(CaseEntry { body: Body::DossierOpened(_), .. }));
    let subjects = case.subjects.clone().unwrap_or_else(|| {
        let mut all: Vec<_> =
            policy.versions().flat_map(|version| version.subjects.keys().cloned()).collect();
        all.sort_unstable();
        all.dedup();
        all
    });
    if by_itself || subjects.is_empty() {
        return Ok(dossier);
    }
    let opened = DossierOpened {
        happened: Moment::On(Day::FIRST),
        stated: None,
        id: Text("the-dossier-of-a-case".to_owned()),
        institution: Text(INSTITUTION.to_owned()),
        subjects,
    };
    let institution = Institution::fold(policy, &Dossier::of_institution(INSTITUTION), &[], None);
    let stamp = stamp(&dossier, Moment::On(Day::FIRST).first(policy.zone()))?;
    let appended = institution.append(&dossier, &[], opened.into(), stamp).map_err(wrong)?;
    dossier.with(appended).map_err(wrong)
}

/// A stamp whose salt is made from the head: a case is run again and again with the same answer, and is no one's dossier.
fn stamp(dossier: &Dossier, recorded: Time) -> Result<Stamp, CaseError> {
    let mut bytes = [1; 16];
    bytes.iter_mut().zip(dossier.head().as_bytes()).for_each(|(byte, of_head)| *byte |= of_head);
    Ok(Stamp::new(recorded, Salt::from_bytes(bytes).map_err(wrong)?))
}

/// Appends the entries one by one, each recorded when the case says, or at the first instant it happened.
fn written(
    mut dossier: Dossier,
    stream: &str,
    entries: &[CaseEntry],
    policy: &Policy,
) -> Result<Dossier, CaseError> {
    let names = Institution::fold(policy, &Dossier::of_institution(INSTITUTION), &[], None);
    for (index, entry) in entries.iter().enumerate() {
        let below = |diagnostic: &Diagnostic| {
            diagnostic.clone().at(format!("/{stream}/{index}{}", diagnostic.path()))
        };
        let accepted = names.check_append(&entry.body);
        accepted.map_err(|error| CaseError::of(error.diagnostics().iter().map(below).collect()))?;
        // Where a case does not say when: as it happened, or later, with the entry ahead.
        let last = dossier.last_recorded().unwrap_or(Time::MIN);
        let recorded = entry.recorded.unwrap_or_else(|| entry.body.happened().first(policy.zone()).max(last));
        let appended = dossier.append(dossier.head(), entry.body.clone(), stamp(&dossier, recorded)?);
        dossier = appended.and_then(|appended| dossier.with(appended)).map_err(wrong)?;
    }
    Ok(dossier)
}

fn may(claims: &Claims, ask: &MayAsk, at: Time) -> Result<Explanation, CaseError> {
    let preconditions: Vec<&str> =
        ask.preconditions.iter().map(|precondition| precondition.as_str()).collect();
    let query = Query {
        relations: &ask.relation,
        recipient: ask.recipient.as_ref().map(|id| id.as_str()),
        identifiability: ask.identifiability,
        preconditions: &preconditions,
        record: ask.record.as_ref(),
        ..Query::new(ask.role.as_str(), ask.verb, ask.purpose.as_str(), ask.category.as_str(), at)
    };
    explain(claims, &query).map_err(wrong)
}

fn due_date(claims: &Claims, ask: &DueAsk) -> Result<Due, CaseError> {
    let record = ask.record.clone().unwrap_or_default();
    due(claims, ask.category.as_str(), &record).map_err(wrong)
}

fn permitted(claims: &Claims, ask: &FieldsAsk, at: Time) -> Result<Vec<String>, CaseError> {
    let preconditions: Vec<&str> =
        ask.preconditions.iter().map(|precondition| precondition.as_str()).collect();
    let query = Query {
        relations: &ask.relation,
        recipient: ask.recipient.as_ref().map(|id| id.as_str()),
        preconditions: &preconditions,
        record: ask.record.as_ref(),
        ..Query::new(ask.role.as_str(), ask.verb, ask.purpose.as_str(), "", at)
    };
    let decided = fields(claims, &query).map_err(wrong)?;
    Ok(decided.into_iter().filter(|(_, d)| d.is_permitted()).map(|(id, _)| id.to_owned()).collect())
}

trait HasDiagnostics {
    fn into_diagnostics(self) -> Vec<Diagnostic>;
}

impl HasDiagnostics for crate::claim::ClaimError {
    fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics().to_vec()
    }
}

impl HasDiagnostics for crate::rights::RightsError {
    fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics().to_vec()
    }
}

impl HasDiagnostics for crate::dossier::DossierError {
    fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics().to_vec()
    }
}

fn wrong(error: impl HasDiagnostics) -> CaseError {
    CaseError::of(error.into_diagnostics())
}

impl Compare {
    fn decision(&mut self, then: &Expected, explanation: &Explanation, zone: &crate::calendar::Zone) {
        self.reason = explanation.reasons.clone();
        let decision = &explanation.decision;
        if let Some(answer) = then.answer
            && !answer.is(decision.answer)
        {
            self.differ("answer", answer.as_str(), decision.answer.as_str());
        }
        self.text(
            "identifiability",
            then.identifiability.map(|identifiability| identifiability.as_str().to_owned()),
            Some(decision.identifiability.as_str().to_owned()),
        );
        let last_day = decision
            .valid_until
            .is_finite()
            .then(|| zone.day_of(decision.valid_until.shifted(-1)).to_string());
        self.text("last-day", then.last_day.map(|day| day.to_string()), last_day);
        self.text(
            "valid-until",
            then.valid_until.map(|at| at.to_string()),
            Some(decision.valid_until.to_string()),
        );
        let addressee = explanation.addressee.iter().map(|addressee| addressee.as_str()).collect::<Vec<_>>();
        let expected: Vec<&str> = then.addressee.iter().map(|text| text.0.as_str()).collect();
        self.all("addressee", &expected, &addressee);
        let reasons = explanation.reasons.iter().map(|reason| reason.code.as_str()).collect::<Vec<_>>();
        self.all("reasons", &codes(&then.reasons), &reasons);
    }

    fn due(&mut self, then: &Expected, due: &Due, zone: &crate::calendar::Zone) {
        self.reason = vec![due.reason];
        let pending = matches!(due.when, When::Pending(Pending::End | Pending::Fact));
        let code = due.reason.code.as_str();
        let got = due.last_day(zone).map(|day| day.to_string()).or_else(|| Some(format!("no day: {code}")));
        self.text("last-day", then.last_day.map(|day| day.to_string()), got);
        self.text("at", then.at.map(|at| at.to_string()), due.at().map(|at| at.to_string()));
        let waiting = if pending {
            Some(code.to_owned())
        } else {
            due.last_day(zone).map(|day| format!("nothing: {day}"))
        };
        self.text("pending", then.pending.map(|code| code.as_str().to_owned()), waiting);
        let state = match due.when {
            When::AtOnce(_) => "at-once",
            When::At(_) => "on a day",
            When::Pending(_) => "not yet",
        };
        self.text("due", then.due.map(|due| due.as_str().to_owned()), Some(state.to_owned()));
        let reported = due.reports.iter().map(|reason| reason.code.as_str());
        let reasons: Vec<&str> = [code].into_iter().chain(reported).collect();
        self.all("reasons", &codes(&then.reasons), &reasons);
        let notice = due.notify.map_or(NO_NOTICE.to_owned(), |notice| zone.day_of(notice.at).to_string());
        self.text("notify", then.notify.map(|notice| notice.to_string()), Some(notice));
        if let Some(drops) = &then.drops {
            for (identifiability, expected) in [
                (Identifiability::Pseudonymised, drops.pseudonymised),
                (Identifiability::Anonymised, drops.anonymised),
            ] {
                let drop = due.drops.iter().find(|drop| drop.to == identifiability);
                let got = drop.map(|drop| zone.day_of(drop.at.shifted(-1)).to_string());
                self.text(identifiability.as_str(), expected.map(|day| day.to_string()), got);
            }
        }
    }

    fn step(&mut self, then: &Expected, accepted: Result<(), RightsError>) {
        let got = accepted.err().map_or("accepted".to_owned(), |error| error.code().to_owned());
        self.text("step", then.step.as_ref().map(|text| text.0.clone()), Some(got));
    }

    fn request(
        &mut self,
        then: &Expected,
        request: &Request,
        claims: &Claims,
        at: Time,
    ) -> Result<(), CaseError> {
        let zone = claims.institution().zone();
        let day = |moment: crate::calendar::Moment| Some(moment.day(zone).to_string());
        let stage = then.stage.map(|stage| stage.as_str().to_owned());
        self.text("stage", stage, Some(request.stage.as_str().to_owned()));
        if then.safe.is_some() || then.answer_by.is_some() || then.promised.is_some() {
            let clock = request.clock(claims, at).map_err(wrong)?;
            self.text("safe", then.safe.map(|day| day.to_string()), day(clock.answer.safe));
            self.text("answer-by", then.answer_by.map(|day| day.to_string()), day(clock.answer.legal));
            let promised = clock.promised.map(|day| day.to_string());
            self.text("promised", then.promised.map(|day| day.to_string()), promised);
        }
        Ok(())
    }

    fn plan(&mut self, then: &Expected, plan: &Plan) {
        for expected in &then.items {
            let found = plan.item(&expected.item.0);
            let kind = found.map(|item| item.kind.as_str().to_owned());
            self.text("items", Some(expected.kind.as_str().to_owned()), kind);
            let Some(item) = found else { continue };
            let article = expected.article.as_ref().map(|text| text.0.clone());
            self.text("article", article, Some(item.article.to_owned()));
            if let Some(purposes) = &expected.kept_for {
                let list = |ids: Vec<&str>| Some(ids.join(", "));
                let got = item.kept.iter().filter_map(|kept| kept.purpose.as_ref());
                let expected = purposes.iter().map(|id| id.as_str()).collect();
                self.text("kept-for", list(expected), list(got.map(|id| id.as_str()).collect()));
            }
        }
    }

    fn applicability(&mut self, then: &Expected, reached: Option<&RightApplicability>) {
        let word = |reached: &RightApplicability| reached.law.applicability.as_str().to_owned();
        self.text(
            "applicability",
            then.applicability.map(|applicability| applicability.as_str().to_owned()),
            reached.map(word),
        );
        let article = reached.map(|reached| reached.law.article.to_owned());
        self.text("article", then.article.as_ref().map(|text| text.0.clone()), article);
        let ends = reached.map(|reached| reached.ends.to_string());
        self.text("ends", then.ends.map(|ends| ends.to_string()), ends);
    }

    fn categories(&mut self, then: &Expected, got: Vec<String>) {
        if let Some(expected) = &then.categories {
            let mut expected: Vec<&str> = expected.iter().map(|id| id.as_str()).collect();
            expected.sort_unstable();
            self.text("categories", Some(expected.join(", ")), Some(got.join(", ")));
        }
    }

    fn all(&mut self, what: &'static str, expected: &[&str], got: &[&str]) {
        for text in expected.iter().filter(|text| !got.contains(text)) {
            self.differ(what, text, &got.join(", "));
        }
    }
}

fn codes(reasons: &[ReasonCode]) -> Vec<&'static str> {
    reasons.iter().map(|code| code.as_str()).collect()
}
