//! The page for a person: what there is, why, who sees it, until when, and what they can do (article 15(1) and (2)).
//!
//! One HTML file without script and without anything from outside. It prints on A4, and reads on a telephone and with a
//! screen reader. Articles of law stand in notes at the end.

mod data;
mod html;
mod people;
mod purposes;
mod rights;
mod sentence;
mod until;
mod words;

use std::collections::BTreeMap;

use super::contents::{Contents, Packed};
use super::{Whose, begin, diagnostic};
use crate::calendar::Time;
use crate::claim::Claims;
use crate::json::Id;
use crate::policy::{Category, Contact, Document, Language, Party, Purpose};
use crate::rights::{Item, ItemKind, Plan, Request, RightsError};
use html::{Gap, Html};
use sentence::Sentence;

/// How the page looks. Every colour has a contrast of at least 4.5 to what it stands on.
const STYLE: &str = include_str!("page.css");

impl Packed {
    /// The page that goes with the package, in Dutch or English, for the person who asked. Everything as it was when
    /// the package was begun.
    ///
    /// # Errors
    /// The claims, request, plan or names are not those of this package.
    pub fn page(
        &self,
        claims: &Claims,
        request: &Request,
        plan: &Plan,
        whose: &Whose<'_>,
        language: Language,
    ) -> Result<String, RightsError> {
        let (package, _) = super::Package::of(claims, request, plan, whose, self.created_at)?;
        if package.manifest != self.manifest {
            return Err(diagnostic("other-package", "this is not what the package was made from")
                .expecting("the policy, dossier, request, plan and names that the package was begun with")
                .into());
        }
        let Some(document) = claims.policy().version_at(self.created_at) else {
            return Err(diagnostic("before-policy", "no version of the policy applied at this moment").into());
        };
        let mut page = Page {
            claims,
            document,
            request,
            plan,
            packed: self,
            whose,
            language,
            at: self.created_at,
            found: found(self),
            declared: begin::declared(claims, self.created_at),
            portable: begin::portable(claims, request, self.created_at)?,
            html: Html::new(language, document.language),
        };
        page.write();
        Ok(page.html.finish())
    }
}

/// The contents of every category of which something was found, by its name.
fn found(packed: &Packed) -> BTreeMap<&Id, Vec<&Contents>> {
    let mut found: BTreeMap<&Id, Vec<&Contents>> = BTreeMap::new();
    for contents in packed.contents.iter().filter(|contents| contents.records > 0) {
        found.entry(&contents.category).or_default().push(contents);
    }
    found
}

/// A page that is being written.
struct Page<'p> {
    claims: &'p Claims,
    document: &'p Document,
    request: &'p Request,
    plan: &'p Plan,
    packed: &'p Packed,
    whose: &'p Whose<'p>,
    language: Language,
    at: Time,
    found: BTreeMap<&'p Id, Vec<&'p Contents>>,
    declared: BTreeMap<&'p Id, &'p Category>,
    /// The categories of which every record can be taken along.
    portable: Vec<&'p Id>,
    html: Html,
}

impl<'p> Page<'p> {
    fn write(&mut self) {
        let lang = self.language.as_str();
        self.html.tag("<!DOCTYPE html>\n<html lang=\"");
        self.html.ours(lang);
        self.html.tag("\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>");
        self.html.say(Sentence::Title);
        self.html.tag("</title>\n<style>\n");
        self.html.tag(STYLE);
        self.html.tag("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#data\">");
        self.html.say(Sentence::SkipLink);
        self.html.tag("</a>\n");
        self.header();
        self.contents();
        self.html.tag("<main>\n");
        self.in_short();
        self.data();
        self.purposes();
        self.choices();
        self.recipients();
        self.outside();
        self.computers();
        self.sources();
        self.left_out();
        self.rights();
        self.complaint();
        self.responsible();
        self.file();
        self.notes();
        self.html.tag("</main>\n<footer>\n<p>");
        self.html.say(Sentence::Footer);
        self.html.tag("</p>\n</footer>\n</body>\n</html>\n");
    }

    fn header(&mut self) {
        let zone = self.claims.institution().zone();
        self.html.tag("<header>\n<h1>");
        self.html.say(Sentence::Title);
        self.html.tag("</h1>\n<p>");
        let portability = self.request.right == crate::law::Right::Portability;
        self.html.say(if portability { Sentence::IntroPortability } else { Sentence::IntroAccess });
        self.html.note(if portability { "20(1)" } else { "15(1), 15(3)" });
        self.html.tag("</p>\n");
        if self.document.language != self.language {
            self.html.tag("<p>");
            let english = self.document.language == Language::English;
            self.html.say(if english { Sentence::PolicyLanguageIsEnglish } else { Sentence::PolicyLanguage });
            self.html.tag("</p>\n");
        }
        self.html.tag("<dl class=\"facts\">\n");
        let names: Vec<&str> =
            begin::controllers(self.document).map(|(_, party)| self.name_of(party)).collect();
        if !names.is_empty() {
            let gaps: Vec<Gap<'_>> = names.into_iter().map(Gap::Name).collect();
            self.fact(Sentence::From, |html| html.list(&gaps));
        }
        let asked = words::moment(self.request.received, zone, self.language);
        self.fact(Sentence::AskedOn, |html| html.ours(&asked));
        let created = words::day(zone.day_of(self.at), self.language);
        self.fact(Sentence::AnsweredOn, |html| html.ours(&created));
        let number = self.request.entry.to_string();
        self.fact(Sentence::RequestNumber, |html| html.ours(&number));
        self.html.tag("</dl>\n</header>\n");
    }

    fn fact(&mut self, name: Sentence, value: impl FnOnce(&mut Html)) {
        self.html.tag("<div><dt>");
        self.html.say(name);
        self.html.tag("</dt><dd>");
        value(&mut self.html);
        self.html.tag("</dd></div>\n");
    }

    fn contents(&mut self) {
        self.html.tag("<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">");
        self.html.say(Sentence::OnThisPage);
        self.html.tag("</h2>\n<ul>\n");
        let data = self.data_title();
        let sections = [
            ("data", data),
            ("purposes", Sentence::Purposes),
            ("choices", Sentence::Choices),
            ("recipients", Sentence::Recipients),
            ("outside", Sentence::Outside),
            ("computers", Sentence::Computers),
            ("sources", Sentence::Sources),
            ("left-out", Sentence::LeftOut),
            ("rights", Sentence::Rights),
            ("complaint", Sentence::Complaint),
            ("responsible", Sentence::Responsible),
            ("file", Sentence::File),
            ("notes", Sentence::Notes),
        ];
        for (id, title) in sections {
            self.html.tag("<li>");
            self.link(id, title);
            self.html.tag("</li>\n");
        }
        self.html.tag("</ul>\n</nav>\n");
    }

    /// A link to a section.
    fn link(&mut self, id: &'static str, title: Sentence) {
        self.html.tag("<a href=\"#");
        self.html.tag(id);
        self.html.tag("\">");
        self.html.say(title);
        self.html.tag("</a>");
    }

    /// Begins a section; its heading carries the id.
    fn section(&mut self, id: &'static str, title: Sentence, articles: &[&str]) {
        self.html.tag("<section aria-labelledby=\"");
        self.html.tag(id);
        self.html.tag("\">\n<h2 id=\"");
        self.html.tag(id);
        self.html.tag("\">");
        self.html.say(title);
        articles.iter().for_each(|article| self.html.note(article));
        self.html.tag("</h2>\n");
    }

    fn end_section(&mut self) {
        self.html.tag("</section>\n");
    }

    /// A paragraph of one sentence.
    fn paragraph(&mut self, description: Sentence) {
        self.html.tag("<p>");
        self.html.say(description);
        self.html.tag("</p>\n");
    }

    /// The purposes that ask for what is on the page, and those about which the person has a choice on record: a consent
    /// that stands can be withdrawn, and an option switched off, also where nothing was found that is used by it.
    fn all_purposes(&self) -> Vec<(&'p Id, &'p Purpose)> {
        let on_page: Vec<&Id> = self.on_page();
        let facts = self.claims.facts();
        let said = facts.speech.iter().filter(|speech| speech.at <= self.at).map(|speech| &speech.purposes);
        let objected = facts.objections.iter().filter(|one| one.from <= self.at).map(|one| &one.purposes);
        let chosen: Vec<&Id> = said.chain(objected).flatten().collect();
        let asks = |purpose: &Purpose| purpose.categories.iter().any(|id| on_page.contains(&id));
        let switched =
            |purpose: &Purpose| purpose.option.as_ref().is_some_and(|id| facts.switches.contains_key(id));
        let purposes = self.document.purposes.iter();
        purposes.filter(|(id, of)| asks(of) || chosen.contains(id) || switched(of)).collect()
    }

    /// The categories that the page is about: found, or left out of what is given.
    fn on_page(&self) -> Vec<&'p Id> {
        let mut ids: Vec<&Id> = self.found.keys().copied().collect();
        let held_back = |item: &&Item| {
            matches!(item.kind, ItemKind::Refused | ItemKind::CannotIdentify | ItemKind::RollsOff)
                || item.kind == ItemKind::OutOfReach && self.request.right == crate::law::Right::Portability
        };
        ids.extend(self.plan.items.iter().filter(held_back).filter_map(|item| item.category.as_ref()));
        ids.sort();
        ids.dedup();
        ids
    }

    /// What the policy calls a category.
    fn category(&self, id: &'p Id) -> &'p str {
        self.declared(id).map_or(id.as_str(), |category| category.description.0.as_str())
    }

    /// A category, as the last version that declared it says it.
    fn declared(&self, id: &Id) -> Option<&'p Category> {
        self.declared.get(id).copied()
    }

    /// What a party is called: the institution itself where the policy means each.
    fn name_of(&self, party: &'p Party) -> &'p str {
        self.whose.institution.filter(|_| party.each_institution).unwrap_or(party.name.0.as_str())
    }

    fn party(&self, id: &'p Id) -> &'p str {
        self.document.parties.get(id).map_or(id.as_str(), |party| self.name_of(party))
    }

    /// How to reach someone, in one line.
    fn contact(&mut self, contact: &'p Contact) {
        let parts = [&contact.name, &contact.email, &contact.phone, &contact.address, &contact.page];
        for (index, text) in parts.into_iter().flatten().enumerate() {
            if index > 0 {
                self.html.tag(", ");
            }
            self.html.policy(&text.0);
        }
    }

    /// The contacts to which a request can be sent, in one line each: the channels, or who is responsible.
    fn channels(&self) -> Vec<String> {
        let line = |contact: &Contact| {
            let parts = [&contact.name, &contact.email, &contact.phone, &contact.address, &contact.page];
            let parts: Vec<&str> = parts.into_iter().flatten().map(|text| text.0.as_str()).collect();
            parts.join(", ")
        };
        let rights = self.document.rights.as_ref();
        let named: Vec<String> = rights
            .into_iter()
            .flat_map(|rights| rights.channels.values())
            .map(|c| line(&c.contact))
            .collect();
        if !named.is_empty() {
            return named;
        }
        begin::controllers(self.document).filter_map(|(_, party)| party.contact.as_ref()).map(line).collect()
    }
}
