//! Running cases.

use super::model::{Case, DueAsk, Expected, FieldsAsk, GivenEntry, MayAsk};
use super::report::Compare;
use super::{CaseError, Cases, Failure, Report};
use crate::Fault;
use crate::calendar::Time;
use crate::claim::{Claims, Setting};
use crate::decision::{Explanation, Query, explain, fields};
use crate::dossier::Dossier;
use crate::law::Reason;
use crate::policy::{Form, Policy};
use crate::retention::{Due, Waits, When, due};
use crate::rights::{Plan, Reached, Request, Requests, RightsError, plan, reach};

/// Runs every case against a policy. Cases are independent: one that cannot be set up fails by itself.
pub fn run(cases: &Cases, policy: &Policy) -> Report {
    let mut report = Report { passed: 0, failures: Vec::new() };
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
    let Compare { differences, because } = compared.unwrap_or_else(|error| Compare::not_set_up(&error));
    (!differences.is_empty()).then(|| Failure { case: case.clone(), differences, because })
}

/// Cases are about one policy, by its name.
fn of_policy(cases: &Cases, policy: &Policy) -> Result<(), CaseError> {
    let name = policy.versions().next().map(|version| &version.policy);
    if name == Some(&cases.policy) {
        return Ok(());
    }
    let fault = Fault::new("other-policy", "these cases are about another policy").at("/policy");
    Err(fault.expecting(name.map_or(String::new(), |name| format!("`{name}`"))).into())
}

/// Sets a case up, asks, and compares: every difference, none if it passes.
fn answer(case: &Case, policy: &Policy) -> Result<Compare, CaseError> {
    let mut compare = Compare::default();
    if let Some(pointer) = &case.ask.declares {
        let declared = policy.declares(&pointer.0, case.when);
        compare.text("says", case.then.says.as_ref().map(|text| text.0.clone()), declared);
        return Ok(compare);
    }
    let claims = set_up(case, policy)?;
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
        rights(&mut compare, case, &claims)?;
    }
    Ok(compare)
}

/// The questions about requests.
fn rights(compare: &mut Compare, case: &Case, claims: &Claims) -> Result<(), CaseError> {
    let requests = Requests::of(claims);
    if let Some(entry) = &case.ask.step {
        compare.step(&case.then, requests.admits(claims, &entry.body));
    } else if let Some(entry) = case.ask.request {
        compare.request(&case.then, requests.get(entry).map_err(wrong)?, claims, case.when)?;
    } else if let Some(entry) = case.ask.plan {
        let request = requests.get(entry).map_err(wrong)?;
        compare.plan(&case.then, &plan(claims, request, case.when).map_err(wrong)?);
    } else if let Some(ask) = &case.ask.reach {
        let reached = reach(claims, ask.right, case.when).map_err(wrong)?;
        let of = reached.iter().find(|r| r.purpose == ask.purpose && r.category == ask.category);
        compare.reach(&case.then, of);
    }
    Ok(())
}

fn set_up(case: &Case, policy: &Policy) -> Result<Claims, CaseError> {
    let known_at = case.known_at.unwrap_or(case.when);
    let institution = written("institution", &case.institution, policy)?;
    let dossier = written("dossier", &case.dossier, policy)?;
    let setting = Setting::fold(policy, &institution, &[], known_at);
    Ok(setting.claims(&dossier, &case.observed, known_at))
}

/// Appends the entries one by one, each recorded when the case says, or at the first instant it happened.
fn written(stream: &str, entries: &[GivenEntry], policy: &Policy) -> Result<Dossier, CaseError> {
    let mut dossier = Dossier::new();
    let names = Setting::fold(policy, &Dossier::new(), &[], Time::MAX);
    for (index, entry) in entries.iter().enumerate() {
        let below = |fault: &Fault| fault.clone().at(format!("/{stream}/{index}{}", fault.path()));
        let admitted = names.admits(&entry.body);
        admitted.map_err(|error| CaseError::of(error.faults().iter().map(below).collect()))?;
        // Where a case does not say when: as it happened, or later, with the entry ahead.
        let last = dossier.entries().last().map_or(Time::MIN, |last| last.recorded());
        let recorded = entry.recorded.unwrap_or_else(|| entry.body.happened().first(policy.zone()).max(last));
        let appended = dossier.append(dossier.head(), entry.body.clone(), recorded, 0);
        dossier = appended.and_then(|appended| dossier.with(appended)).map_err(wrong)?;
    }
    Ok(dossier)
}

fn may(claims: &Claims, ask: &MayAsk, at: Time) -> Result<Explanation, CaseError> {
    let gates: Vec<&str> = ask.gates.iter().map(|gate| gate.as_str()).collect();
    let query = Query {
        relations: &ask.relation,
        recipient: ask.recipient.as_ref().map(|id| id.as_str()),
        form: ask.form,
        gates: &gates,
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
    let gates: Vec<&str> = ask.gates.iter().map(|gate| gate.as_str()).collect();
    let query = Query {
        relations: &ask.relation,
        recipient: ask.recipient.as_ref().map(|id| id.as_str()),
        gates: &gates,
        record: ask.record.as_ref(),
        ..Query::new(ask.role.as_str(), ask.verb, ask.purpose.as_str(), "", at)
    };
    let decided = fields(claims, &query).map_err(wrong)?;
    Ok(decided.into_iter().filter(|(_, d)| d.is_permitted()).map(|(id, _)| id.to_owned()).collect())
}

trait HasFaults {
    fn into_faults(self) -> Vec<Fault>;
}

impl HasFaults for crate::claim::ClaimError {
    fn into_faults(self) -> Vec<Fault> {
        self.faults().to_vec()
    }
}

impl HasFaults for crate::rights::RightsError {
    fn into_faults(self) -> Vec<Fault> {
        self.faults().to_vec()
    }
}

impl HasFaults for crate::dossier::DossierError {
    fn into_faults(self) -> Vec<Fault> {
        self.faults().to_vec()
    }
}

fn wrong(error: impl HasFaults) -> CaseError {
    CaseError::of(error.into_faults())
}

impl Compare {
    fn decision(&mut self, then: &Expected, explanation: &Explanation, zone: &crate::calendar::Zone) {
        self.because = explanation.reasons.clone();
        let decision = &explanation.decision;
        if let Some(answer) = then.answer
            && !answer.is(decision.answer)
        {
            self.differ("answer", answer.as_str(), decision.answer.as_str());
        }
        self.text(
            "form",
            then.form.map(|form| form.as_str().to_owned()),
            Some(decision.form.as_str().to_owned()),
        );
        let last_day =
            decision.until.is_finite().then(|| zone.day_of(decision.until.shifted(-1)).to_string());
        self.text("last-day", then.last_day.map(|day| day.to_string()), last_day);
        self.text("until", then.until.map(|at| at.to_string()), Some(decision.until.to_string()));
        let whom = explanation.whom.iter().map(|whom| whom.as_str()).collect::<Vec<_>>();
        let expected: Vec<&str> = then.whom.iter().map(|text| text.0.as_str()).collect();
        self.all("whom", &expected, &whom);
        let reasons = explanation.reasons.iter().map(|because| because.reason.code()).collect::<Vec<_>>();
        self.all("reasons", &codes(&then.reasons), &reasons);
    }

    fn due(&mut self, then: &Expected, due: &Due, zone: &crate::calendar::Zone) {
        self.because = vec![due.because];
        let waits = matches!(due.when, When::Waits(Waits::End | Waits::Fact));
        let code = due.because.reason.code();
        let got = due.last_day(zone).map(|day| day.to_string()).or_else(|| Some(format!("no day: {code}")));
        self.text("last-day", then.last_day.map(|day| day.to_string()), got);
        self.text("until", then.until.map(|at| at.to_string()), due.at().map(|at| at.to_string()));
        let waiting = if waits {
            Some(code.to_owned())
        } else {
            due.last_day(zone).map(|day| format!("nothing: {day}"))
        };
        self.text("waits-for", then.waits_for.map(|reason| reason.code().to_owned()), waiting);
        let state = match due.when {
            When::AtOnce(_) => "at-once",
            When::Erased => "erased",
            When::At(_) => "on a day",
            When::Waits(_) => "not yet",
        };
        self.text("due", then.due.map(|due| due.as_str().to_owned()), Some(state.to_owned()));
        self.all("reasons", &codes(&then.reasons), &[code]);
        if let Some(forms) = &then.forms {
            for (form, expected) in
                [(Form::Pseudonymised, forms.pseudonymised), (Form::Anonymised, forms.anonymised)]
            {
                let drop = due.drops.iter().find(|drop| drop.to == form);
                let got = drop.map(|drop| zone.day_of(drop.at.shifted(-1)).to_string());
                self.text(form.as_str(), expected.map(|day| day.to_string()), got);
            }
        }
    }

    fn step(&mut self, then: &Expected, admitted: Result<(), RightsError>) {
        let got = admitted.err().map_or("admitted".to_owned(), |error| error.code().to_owned());
        self.text("step", then.step.as_ref().map(|text| text.0.clone()), Some(got));
    }

    fn request(
        &mut self,
        then: &Expected,
        request: &Request,
        claims: &Claims,
        at: Time,
    ) -> Result<(), CaseError> {
        let zone = claims.setting().zone();
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

    fn reach(&mut self, then: &Expected, reached: Option<&Reached>) {
        let word = |reached: &Reached| reached.law.reach.as_str().to_owned();
        self.text("reach", then.reach.map(|reach| reach.as_str().to_owned()), reached.map(word));
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

fn codes(reasons: &[Reason]) -> Vec<&'static str> {
    reasons.iter().map(|reason| reason.code()).collect()
}
