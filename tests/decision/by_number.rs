//! A decision by name and one by number, which have a short way, are what an explanation comes to, which has none: every
//! question that the five policies can be asked, about people from their cases, before a claim was computed and after.

use std::fs;

use serde_json::Value as Json;
use waarborg::calendar::Time;
use waarborg::claim::{Claims, Institution};
use waarborg::decision::{Answer, IdQuery, Query, decide, decide_by_id, explain};
use waarborg::dossier::{Body, Dossier, Observation};
use waarborg::policy::{ActorRelation, NameId, NameKind, Policy, Verb};

use crate::writing::{opened, school, stamp};

fn written(mut dossier: Dossier, case: &Json, field: &str, at: Time) -> Dossier {
    for body in case[field].as_array().into_iter().flatten() {
        let body = Body::from_json(&body.to_string()).expect("an entry of a case");
        let next = dossier.append(dossier.head(), body, stamp(&dossier, at)).expect("the next entry");
        dossier = dossier.with(next).expect("it was made for this dossier");
    }
    dossier
}

/// Every name of a kind, with its number.
fn named(policy: &Policy, kind: NameKind) -> Vec<(&str, NameId)> {
    policy.names(kind).map(|name| (name, policy.id(kind, name).expect("its own name"))).collect()
}

/// Asks everything, and counts what each answer was.
fn compare(policy: &Policy, claims: &Claims, at: Time, counts: &mut [u64; 3]) {
    let recipients = named(policy, NameKind::Recipient);
    let none = [("", None)];
    let roles = named(policy, NameKind::Role);
    for (purpose, purpose_id) in named(policy, NameKind::Purpose) {
        for (category, category_id) in named(policy, NameKind::Category) {
            for ((role, role_id), verb) in
                roles.iter().flat_map(|role| Verb::ALL.iter().map(move |v| (role, *v)))
            {
                let to =
                    recipients.iter().filter(|_| verb == Verb::Share).map(|(name, id)| (*name, Some(*id)));
                for (recipient, recipient_id) in none.into_iter().chain(to) {
                    for relations in [&[][..], &[ActorRelation::DataSubject, ActorRelation::OwnOrganisation]]
                    {
                        let query = Query {
                            recipient: Some(recipient).filter(|name| !name.is_empty()),
                            relations,
                            ..Query::new(role, verb, purpose, category, at)
                        };
                        let numbered = IdQuery {
                            recipient: recipient_id,
                            relations,
                            ..IdQuery::new(*role_id, verb, purpose_id, category_id, at)
                        };
                        let by_number = decide_by_id(claims, &numbered).expect("numbers of this policy");
                        let explained = explain(claims, &query).expect("names of this policy").decision;
                        let asked =
                            format!("{role} {verb:?} {purpose} {category} {recipient} {relations:?} {at}");
                        assert_eq!(by_number, explained, "{asked}");
                        // An act that is refused does not look at the claim; the next ones find it computed.
                        let _ = claims.claim(purpose, category);
                        let again = decide_by_id(claims, &numbered).expect("numbers of this policy");
                        assert_eq!(again, explained, "again: {asked}");
                        let by_name = decide(claims, &query).expect("names of this policy");
                        assert_eq!(by_name, explained, "by name: {asked}");
                        counts[explained.answer as usize] += 1;
                    }
                }
            }
        }
    }
}

#[test]
fn the_short_way_leads_where_the_long_one_does() {
    let mut counts = [0; 3];
    for name in ["wisbits", "bloom", "heutink", "neo", "intowords"] {
        let read = |path: String| fs::read_to_string(path).expect("a file of the examples");
        let policy =
            Policy::parse(&read(format!("examples/policies/{name}.json"))).expect("an example policy");
        let cases: Json = serde_json::from_str(&read(format!("tests/cases/{name}.json"))).expect("JSON");
        let cases = cases["cases"].as_array().expect("cases");
        // About people of whom something may be used: of anyone else, nearly every answer is the same.
        let permits: Vec<&Json> = cases.iter().filter(|case| case["then"]["answer"] == "permit").collect();
        let gated = |case: &&Json| !case["ask"]["may"]["preconditions"].is_null();
        let asks = cases.iter().filter(|case| case["then"]["answer"] == "ask").take(2);
        let some = permits.iter().copied().step_by(permits.len().div_ceil(3)).chain(asks);
        for case in some.chain(permits.iter().copied().filter(gated).take(2)) {
            let at: Time = case["when"].as_str().expect("a moment").parse().expect("a time");
            let entries = written(school(), case, "institution-entries", at);
            let institution = Institution::fold(&policy, &entries, &[], None);
            let dossier = written(opened(&policy), case, "dossier", at);
            let observed = Observation::list_from_json(&case["observed"].to_string()).unwrap_or_default();
            let claims = institution.claims(&dossier, &observed, None);
            compare(&policy, &claims, at, &mut counts);
            // Moments that are not like the moment of knowledge, and one before there was a policy.
            for other in ["2001-01-01T00:00:00Z", "2044-07-31T12:00:00Z"] {
                compare(&policy, &claims, other.parse().expect("a time"), &mut counts);
            }
        }
    }
    assert!(counts[Answer::Permit as usize] > 400, "{counts:?}");
    assert!(counts[Answer::Ask as usize] > 100, "{counts:?}");
    assert!(counts[Answer::Deny as usize] > 1_000, "{counts:?}");
}
