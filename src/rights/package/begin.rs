//! The beginning of a package: what it is about, who gives it, what each category is, and every item of the plan.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Map as JsonMap, Value as Json};
use sha2::{Digest, Sha256};

use super::contents::{Contents, Part};
use super::{Package, Plan, Request, RightsError, Whose, diagnostic, hex, quoted};
use crate::calendar::Time;
use crate::claim::{Claims, asked};
use crate::dossier::InstructedAct;
use crate::json::Id;
use crate::law::{Basis, Country, Right};
use crate::policy::{Contact, Document, Origin, Party, PartyRole};
use crate::rights::answers::Answers;
use crate::rights::applicability::is_own;
use crate::rights::guard::no_instruction;
use crate::rights::planner::{Planner, Work};
use crate::rights::{Item, Stage};
use crate::timeline::Value;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Manifest<'a> {
    waarborg_package: u32,
    request: Asked,
    subject: &'a str,
    policy: Of<'a>,
    dossier: String,
    created_at: String,
    controllers: Vec<Controller<'a>>,
    /// For access: who gets the data, by name (article 15(1)(c)).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recipients: Vec<Recipient<'a>>,
    categories: BTreeMap<&'a Id, Category<'a>>,
    purposes: BTreeMap<&'a Id, Purpose<'a>>,
    items: &'a [Item],
}

#[derive(Serialize)]
struct Asked {
    entry: u32,
    right: Right,
    received: String,
}

#[derive(Serialize)]
struct Of<'a> {
    name: &'a Id,
    version: &'a str,
    digest: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Controller<'a> {
    party: &'a Id,
    name: &'a str,
    #[serde(skip_serializing_if = "JsonMap::is_empty")]
    contact: JsonMap<String, Json>,
    #[serde(skip_serializing_if = "JsonMap::is_empty")]
    officer: JsonMap<String, Json>,
    #[serde(skip_serializing_if = "JsonMap::is_empty")]
    representative: JsonMap<String, Json>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Recipient<'a> {
    party: &'a Id,
    /// Its name; the names behind it, where the policy knows only the kind and they were found out.
    names: Vec<&'a str>,
    /// True while nobody has found out which organisations it is.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    open: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<Country>,
    grounds: Vec<&'static str>,
    categories: Vec<&'a Id>,
    /// On which days it was given, as far as entries say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    given: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Category<'a> {
    description: &'a str,
    origin: &'a [Origin],
    #[serde(skip_serializing_if = "Option::is_none")]
    from_party: Option<&'a Id>,
    portable: bool,
}

#[derive(Serialize)]
struct Purpose<'a> {
    description: &'a str,
    basis: Option<Basis>,
}

impl Package {
    /// A package of which nothing is written yet, and its manifest.
    pub(super) fn of(
        claims: &Claims,
        request: &Request,
        plan: &Plan,
        whose: &Whose<'_>,
        at: Time,
    ) -> Result<(Package, String), RightsError> {
        let render = |error: crate::claim::ClaimError| RightsError::of(error.diagnostics().to_vec());
        asked(at).map_err(render)?;
        answers(claims, request, plan, whose, at)?;
        let Some(document) = claims.policy().version_at(at) else {
            return Err(diagnostic("before-policy", "no version of the policy applied at this moment").into());
        };
        // A package of what can be taken along holds nothing else.
        let all = request.right == Right::Portability;
        let portable = portable(claims, request, at)?;
        let manifest = manifest(claims, document, request, plan, whose, at, &portable);
        let parts = plan.items.iter().filter(|item| item.kind.is_given()).filter_map(|item| {
            let category = item.category.clone()?;
            let portable = all || portable.contains(&&category);
            Some(Part { portable, contents: Contents::of(item, category) })
        });
        let package = Package {
            entry: request.entry,
            created_at: at,
            zone: claims.institution().zone().clone(),
            subject: whose.subject.to_owned(),
            subject_json: quoted(whose.subject),
            parts: parts.collect(),
            open: None,
            begun: 0,
            finished: false,
            bytes: 0,
            manifest: Sha256::digest(&manifest).into(),
            whole: Sha256::new(),
            of_part: Sha256::new(),
        };
        Ok((package, manifest))
    }
}

/// Whether this plan answers this request with a package, now.
fn answers(
    claims: &Claims,
    request: &Request,
    plan: &Plan,
    whose: &Whose<'_>,
    at: Time,
) -> Result<(), RightsError> {
    if !request.has_package() {
        return Err(diagnostic("no-package", "the answer to this request is not a package")
            .expecting("a request for access or portability")
            .into());
    }
    if plan.entry != Some(request.entry) || plan.right != request.right {
        return Err(diagnostic("other-plan", "this plan is that of another request").into());
    }
    if !matches!(request.stage, Stage::Granted | Stage::Lapsed) {
        return Err(diagnostic("not-granted", "this request is not being carried out")
            .expecting("a request that was granted, or whose package lapsed")
            .into());
    }
    if plan.authority != Some(Value::Live) && !request.is_instructed() {
        return Err(diagnostic(
            "not-authorised",
            "whoever asked may not ask for this person, or nobody knows whether they may",
        )
        .expecting("a plan whose `authority` is `live`")
        .helping("record their authority if they have it; else refuse the request on `not-authorised`")
        .into());
    }
    let acts = &request.instructed;
    if request.is_instructed() && !acts.contains(&InstructedAct::Package) && !decides(claims, request, at) {
        return Err(no_instruction());
    }
    if !plan.is_current(claims) {
        return Err(diagnostic("stale-plan", "the policy or the dossier has moved since this plan was made")
            .helping("make the plan anew; record outcomes after the package is finished")
            .into());
    }
    if whose.subject.trim().is_empty() {
        return Err(diagnostic("no-reference", "the reference of the person is empty").into());
    }
    Ok(())
}

/// True if the author of the policy decides on something that is asked about.
fn decides(claims: &Claims, request: &Request, at: Time) -> bool {
    let version = claims.version_at(at);
    version.is_none_or(|version| Answers::of(&version.document).some_of(request))
}

/// The categories of which every record can be taken along (article 20(1)): provided by the person or observed, on
/// consent or a contract. What can be taken along only in part is not marked: which part, only the records tell.
pub(super) fn portable<'d>(
    claims: &'d Claims,
    request: &Request,
    at: Time,
) -> Result<Vec<&'d Id>, RightsError> {
    let work = Work::new(claims, at)?;
    let plan = Planner::as_if(&work, request, Right::Portability).plan(&|_| true);
    let given =
        |id: &Id| plan.items.iter().any(|item| item.category.as_ref() == Some(id) && item.kind.is_given());
    let declared = declared(claims, at).into_iter();
    let own =
        declared.filter(|(_, category)| !category.origin.is_empty() && category.origin.iter().all(is_own));
    Ok(own.map(|(id, _)| id).filter(|id| given(id)).collect())
}

/// Every category that a version up to now has declared, as the last one that did declares it.
pub(super) fn declared(claims: &Claims, at: Time) -> BTreeMap<&Id, &crate::policy::Category> {
    let versions = claims.history().versions.iter().filter(|version| version.from <= at);
    versions.flat_map(|version| &version.document.categories).collect()
}

fn manifest(
    claims: &Claims,
    document: &Document,
    request: &Request,
    plan: &Plan,
    whose: &Whose<'_>,
    at: Time,
    portable: &[&Id],
) -> String {
    let asked: Vec<&Id> = plan.items.iter().filter_map(|item| item.category.as_ref()).collect();
    let declared = declared(claims, at).into_iter();
    let categories = declared.filter(|(id, _)| asked.contains(id)).map(|(id, category)| {
        let description = category.description.0.as_str();
        let (origin, from_party) = (category.origin.as_slice(), category.from_party.as_ref());
        (id, Category { description, origin, from_party, portable: portable.contains(&id) })
    });
    let purposes = document
        .purposes
        .iter()
        .filter(|(_, purpose)| purpose.categories.iter().any(|category| asked.contains(&category)));
    let purposes = purposes.map(|(id, purpose)| {
        (id, Purpose { description: purpose.description.0.as_str(), basis: claims.basis_at(id, at) })
    });
    let written = Manifest {
        waarborg_package: 1,
        request: Asked { entry: request.entry, right: request.right, received: request.received.to_string() },
        subject: whose.subject,
        policy: Of {
            name: &document.policy,
            version: document.version.0.as_str(),
            digest: hex(&claims.policy().digest()),
        },
        dossier: claims.head().to_string(),
        created_at: at.to_string(),
        recipients: recipients(claims, document, request, plan, whose, at),
        controllers: controllers(document).map(|(id, party)| controller(id, party, whose)).collect(),
        categories: categories.collect(),
        purposes: purposes.collect(),
        items: &plan.items,
    };
    // INVARIANT: text, numbers, lists and maps by text, all of which serialise.
    let json = serde_json::to_string(&written).unwrap_or_default();
    let open = json.strip_suffix('}').unwrap_or(&json);
    format!("{open},\n\"packed\":[\n")
}

/// Who gets what is given. Portability has no list of recipients: article 20 asks for none.
fn recipients<'a>(
    claims: &'a Claims,
    document: &'a Document,
    request: &'a Request,
    plan: &'a Plan,
    whose: &Whose<'a>,
    at: Time,
) -> Vec<Recipient<'a>> {
    if request.right != Right::Access {
        return Vec::new();
    }
    let given = plan.items.iter().filter(|item| item.kind.is_given());
    let given: BTreeSet<&Id> = given.filter_map(|item| item.category.as_ref()).collect();
    let zone = claims.institution().zone();
    let all = crate::rights::recipients::of(claims, document, at, &|id| given.contains(id));
    let recipients = all.into_iter().map(|(id, gets)| {
        let party = document.parties.get(id);
        let names = names_of(id, party, request, whose);
        let mut days: Vec<String> = gets.given.iter().map(|at| zone.day_of(*at).to_string()).collect();
        days.dedup();
        Recipient {
            party: id,
            open: names.is_empty(),
            names,
            country: party.and_then(|party| party.country),
            grounds: gets.grounds.iter().map(|ground| ground.as_str()).collect(),
            categories: gets.categories.into_iter().collect(),
            given: days,
        }
    });
    recipients.collect()
}

/// The names of a recipient; none while the policy knows only its kind and nobody has found them out.
pub(super) fn names_of<'a>(
    id: &'a Id,
    party: Option<&'a Party>,
    request: &'a Request,
    whose: &Whose<'a>,
) -> Vec<&'a str> {
    let Some(party) = party else { return vec![id.as_str()] };
    if party.unnamed {
        let found = request.names.get(&format!("to:{id}"));
        return found.into_iter().flatten().map(String::as_str).collect();
    }
    vec![whose.institution.filter(|_| party.each_institution).unwrap_or(party.name.0.as_str())]
}

/// Who decides why and how (article 4(7)).
pub(super) fn controllers(document: &Document) -> impl Iterator<Item = (&Id, &Party)> {
    let decides = |role: &PartyRole| matches!(role, PartyRole::Controller | PartyRole::JointController);
    document.parties.iter().filter(move |(_, party)| party.acts_as.iter().any(decides))
}

fn controller<'a>(id: &'a Id, party: &'a Party, whose: &Whose<'a>) -> Controller<'a> {
    let institution = whose.institution.filter(|_| party.each_institution);
    Controller {
        party: id,
        name: institution.unwrap_or(party.name.0.as_str()),
        contact: applicable(party.contact.as_ref()),
        officer: applicable(party.officer.as_ref()),
        representative: applicable(party.representative.as_ref()),
    }
}

/// What is said of how to reach someone.
fn applicable(contact: Option<&Contact>) -> JsonMap<String, Json> {
    let Some(contact) = contact else { return JsonMap::new() };
    let fields = [
        ("name", &contact.name),
        ("email", &contact.email),
        ("phone", &contact.phone),
        ("address", &contact.address),
        ("page", &contact.page),
    ];
    let said = fields.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text.as_ref()?)));
    said.map(|(name, text)| (name, Json::from(text.0.as_str()))).collect()
}
