//! In short, and one block per category: what, what for, who sees it, until when, and why not gone earlier.

use super::html::Gap;
use super::purposes::Refusal;
use super::sentence::Sentence;
use super::until::{Ends, RetainingClaim, Until, ends};
use super::{Page, words};
use crate::calendar::Time;
use crate::dossier::ItemOutcome;
use crate::json::Id;
use crate::law::Right;
use crate::policy::{Identifiability, Origin, Verb};
use crate::rights::package::contents::{Contents, Example};
use crate::timeline::Value;

/// A year, in microseconds: the least that the bars cover.
const YEAR: i64 = 366 * Time::DAY;

impl<'p> Page<'p> {
    pub(super) fn data_title(&self) -> Sentence {
        if self.request.right == Right::Portability { Sentence::DataPortability } else { Sentence::Data }
    }

    pub(super) fn in_short(&mut self) {
        self.section("in-short", Sentence::InShort, &[]);
        self.html.tag("<ul>\n<li>");
        let records: u64 = self.packed.contents.iter().map(|contents| contents.records).sum();
        let (kinds, number) =
            (words::number(self.found.len() as u64, self.language), words::number(records, self.language));
        match (self.found.len(), records) {
            (0, _) => self.html.say(Sentence::ShortFoundNothing),
            (1, 1) => self.html.say(Sentence::ShortFoundOneOfOne),
            (1, _) => self.html.fill(Sentence::ShortFoundOne, &[Gap::Ours(&number)]),
            _ => self.html.fill(Sentence::ShortFound, &[Gap::Ours(&kinds), Gap::Ours(&number)]),
        }
        self.html.tag("</li>\n");
        match self.nothing_found().len() {
            0 => {}
            1 => {
                self.html.tag("<li>");
                self.html.say(Sentence::ShortNothingOne);
                self.html.tag("</li>\n");
            }
            several => {
                self.html.tag("<li>");
                let several = words::number(several as u64, self.language);
                self.html.fill(Sentence::ShortNothing, &[Gap::Ours(&several)]);
                self.html.tag("</li>\n");
            }
        }
        self.html.tag("<li>");
        if self.is_complete() {
            self.html.say(Sentence::ShortComplete);
        } else {
            self.html.say(Sentence::ShortLeftOut);
            self.html.tag(" ");
            self.link("left-out", Sentence::LeftOut);
            self.html.tag(".");
        }
        self.html.tag("</li>\n<li>");
        self.html.say(Sentence::ShortRights);
        self.html.tag(" ");
        self.link("rights", Sentence::Rights);
        self.html.tag(".</li>\n</ul>\n");
        self.end_section();
    }

    /// The categories of which nothing was found anywhere.
    fn nothing_found(&self) -> Vec<&'p Id> {
        let packed = self.packed;
        let none = packed.contents.iter().filter(|one| one.outcome == Some(ItemOutcome::NothingFound));
        let mut ids: Vec<&Id> =
            none.map(|one| &one.category).filter(|id| !self.found.contains_key(id)).collect();
        ids.sort();
        ids.dedup();
        ids
    }

    pub(super) fn data(&mut self) {
        self.section("data", self.data_title(), &["15(1)(b), (d)"]);
        let found: Vec<(&'p Id, Vec<&'p Contents>)> =
            self.found.iter().map(|(id, contents)| (*id, contents.clone())).collect();
        let with_ends: Vec<_> = found
            .into_iter()
            .map(|(id, contents)| {
                let ends = ends(self.claims, self.document, id, &contents, self.at, self.language);
                (id, contents, ends)
            })
            .collect();
        let ends_of = |ends: &Option<Ends>| match ends.as_ref().map(|ends| ends.last) {
            Some(Until::At(at)) => at.micros(),
            _ => 0,
        };
        let furthest = with_ends.iter().map(|(.., ends)| ends_of(ends)).max().unwrap_or(0);
        let scale = furthest.max(self.at.micros().saturating_add(YEAR));
        if !with_ends.is_empty() {
            self.paragraph(Sentence::DataIntro);
        }
        for (id, contents, ends) in &with_ends {
            self.card(id, contents, ends.as_ref(), scale);
        }
        let nothing = self.nothing_found();
        if !nothing.is_empty() {
            self.html.tag("<h3>");
            self.html.say(Sentence::NothingFound);
            self.html.tag("</h3>\n<ul>\n");
            for id in nothing {
                self.html.tag("<li>");
                self.html.phrase(self.category(id));
                self.html.tag("</li>\n");
            }
            self.html.tag("</ul>\n");
        }
        self.end_section();
    }

    fn card(&mut self, id: &'p Id, contents: &[&'p Contents], ends: Option<&Ends>, scale: i64) {
        self.html.tag("<article class=\"card\" aria-labelledby=\"category-");
        self.html.ours(id.as_str());
        self.html.tag("\">\n<h3");
        self.html.id("category-", id.as_str());
        self.html.tag(">");
        self.html.phrase(self.category(id));
        self.html.tag("</h3>\n<dl>\n");
        self.what(contents);
        self.what_for(id);
        self.who_sees(id);
        if let Some(ends) = ends {
            self.until_when(contents, ends, scale);
            self.why_not_earlier(ends);
        }
        self.left_out_here(contents);
        if self.request.right == Right::Access && self.portable.contains(&id) {
            self.row(Sentence::TakeAlong);
            self.html.say(Sentence::CanTakeAlong);
            self.html.note("20(1)");
            self.end_row();
        }
        self.html.tag("</dl>\n</article>\n");
    }

    fn row(&mut self, name: Sentence) {
        self.html.tag("<div><dt>");
        self.html.say(name);
        self.html.tag("</dt><dd>");
    }

    fn end_row(&mut self) {
        self.html.tag("</dd></div>\n");
    }

    fn pieces(&mut self, records: u64) {
        let number = words::number(records, self.language);
        match records {
            1 => self.html.say(Sentence::OnePiece),
            _ => self.html.fill(Sentence::Pieces, &[Gap::Ours(&number)]),
        }
    }

    fn what(&mut self, contents: &[&'p Contents]) {
        self.row(Sentence::What);
        self.html.tag("<p>");
        for (index, one) in contents.iter().enumerate() {
            if index > 0 {
                self.html.tag(", ");
            }
            self.pieces(one.records);
            if let Some(system) = &one.system {
                self.html.tag(" ");
                let description =
                    self.document.systems.get(system).and_then(|system| system.description.as_ref());
                let name = description.map_or(system.as_str(), |description| description.0.as_str());
                self.html.fill(Sentence::InSystem, &[Gap::Policy(name)]);
            }
        }
        self.html.tag(".</p>\n");
        let examples: Vec<&Example> = contents
            .iter()
            .flat_map(|one| &one.examples)
            .filter(|example| example.fields.iter().any(|(_, value)| value != self.whose.subject))
            .take(3)
            .collect();
        if !examples.is_empty() {
            self.html.tag("<p>");
            self.html.say(if examples.len() == 1 { Sentence::Example } else { Sentence::Examples });
            self.html.tag("</p>\n<ul class=\"examples\">\n");
            for example in examples {
                self.example(example);
            }
            self.html.tag("</ul>\n");
        }
        self.end_row();
    }

    fn example(&mut self, example: &Example) {
        self.html.tag("<li>");
        // The reference under which the host knows the person says nothing to them.
        let said = example.fields.iter().filter(|(_, value)| value != self.whose.subject);
        for (index, (name, value)) in said.enumerate() {
            if index > 0 {
                self.html.tag(" · ");
            }
            self.html.tag("<span class=\"field\">");
            self.html.render(&in_words(name));
            self.html.tag(":</span> ");
            self.html.render(value);
        }
        if example.more > 0 {
            self.html.tag(" · ");
            let more = words::number(example.more as u64, self.language);
            self.html.fill(Sentence::MoreFields, &[Gap::Ours(&more)]);
        }
        self.html.tag("</li>\n");
    }

    fn what_for(&mut self, id: &'p Id) {
        self.row(Sentence::WhatFor);
        let purposes: Vec<_> =
            self.document.purposes.iter().filter(|(_, purpose)| purpose.categories.contains(id)).collect();
        if purposes.is_empty() {
            self.html.say(Sentence::NoPurpose);
        } else {
            self.html.tag("<ul>\n");
            for (purpose, declared) in purposes {
                self.html.tag("<li><a");
                self.html.href("purpose-", purpose.as_str());
                self.html.tag(">");
                self.html.phrase(&declared.description.0);
                self.html.tag("</a> (");
                let may = match self.may_refuse(purpose, declared).0 {
                    Refusal::Yes => Sentence::YouCanRefuse,
                    Refusal::Object => Sentence::YouCanObject,
                    Refusal::No => Sentence::YouCannotRefuse,
                    Refusal::Unknown => Sentence::RefusalUnknown,
                };
                self.html.say(may);
                self.html.tag(")</li>\n");
            }
            self.html.tag("</ul>\n");
        }
        self.end_row();
    }

    fn who_sees(&mut self, id: &'p Id) {
        self.row(Sentence::WhoSees);
        let sees = |verbs: &[Verb]| verbs.iter().any(|verb| !matches!(verb, Verb::Delete | Verb::Store));
        let mut roles = Vec::new();
        for role in self.document.roles.values().filter(|role| !role.never.contains(id)) {
            let may = role.may.values().filter(|may| may.categories.contains(id) && sees(&may.verbs));
            if let Some(identifiability) =
                may.map(|may| may.identifiability.unwrap_or(Identifiability::Identifiable)).max()
            {
                roles.push((role.description.0.as_str(), self.party(&role.party), identifiability));
            }
        }
        let recipients = self.recipients_of(id);
        if roles.is_empty() && recipients.is_empty() {
            self.html.say(Sentence::NobodyNamed);
        }
        if !roles.is_empty() {
            self.html.tag("<p>");
            self.html.say(Sentence::WithUs);
            self.html.tag("</p>\n<ul>\n");
            for (description, party, identifiability) in roles {
                self.html.tag("<li>");
                self.html.fill(Sentence::OfParty, &[Gap::Policy(description), Gap::Name(party)]);
                self.identifiability(identifiability);
                self.html.tag("</li>\n");
            }
            self.html.tag("</ul>\n");
        }
        if !recipients.is_empty() {
            self.html.tag("<p>");
            self.html.say(Sentence::Receives);
            self.html.tag("</p>\n<ul>\n");
            for recipient in recipients {
                self.html.tag("<li>");
                self.recipient(recipient);
                self.html.tag("</li>\n");
            }
            self.html.tag("</ul>\n");
        }
        self.end_row();
    }

    fn identifiability(&mut self, identifiability: Identifiability) {
        let description = match identifiability {
            Identifiability::Identifiable => return,
            Identifiability::Pseudonymised => Sentence::Pseudonymised,
            Identifiability::Anonymised | Identifiability::Nothing => Sentence::Anonymised,
        };
        self.html.tag(", ");
        self.html.say(description);
    }

    fn until_when(&mut self, contents: &[&'p Contents], ends: &Ends, scale: i64) {
        self.row(Sentence::UntilWhen);
        self.bar(ends.last, scale);
        let zone = self.claims.institution().zone();
        let (language, last_day) = (self.language, |to| words::last_day(to, zone, self.language));
        self.html.tag("<p>");
        match (ends.first, ends.last) {
            (_, Until::Over) => self.html.say(Sentence::TermOver),
            (Until::At(first), Until::At(last)) if last_day(first) != last_day(last) => {
                let (first, last) = (last_day(first), last_day(last));
                self.html.fill(Sentence::OldestAndNewest, &[Gap::Ours(&first), Gap::Ours(&last)]);
            }
            (_, Until::At(last)) => {
                let last = last_day(last);
                self.html.fill(Sentence::AllGoneAfter, &[Gap::Ours(&last)]);
            }
            (_, Until::Open) => self.html.say(Sentence::NoEndYet),
            (_, Until::Unknown(code)) => {
                self.html.say(Sentence::EndNotKnown);
                self.html.tag(" ");
                self.html.ours(if language == crate::policy::Language::Dutch {
                    code.dutch()
                } else {
                    code.english()
                });
            }
        }
        if ends.first == Until::Over && ends.last != Until::Over {
            self.html.tag(" ");
            self.html.say(Sentence::NewestOver);
        }
        self.html.tag("</p>\n");
        self.created(contents);
        self.end_row();
    }

    /// On which days the records were made.
    fn created(&mut self, contents: &[&'p Contents]) {
        let zone = self.claims.institution().zone();
        let first = contents.iter().filter_map(|one| one.first).min_by_key(|created| created.first(zone));
        let last = contents.iter().filter_map(|one| one.last).max_by_key(|created| created.past(zone));
        if let (Some(first), Some(last)) = (first, last) {
            let [first, last] = [first, last].map(|created| words::moment(created, zone, self.language));
            let span = match first == last {
                true => first,
                false => words::filled(Sentence::FirstToLast, self.language, &[&first, &last]),
            };
            self.html.tag("<p class=\"small\">");
            self.html.fill(Sentence::CreatedOn, &[Gap::Ours(&span)]);
            self.html.tag("</p>\n");
        }
        let undated: u64 = contents.iter().map(|one| one.undated).sum();
        if undated > 0 {
            let number = words::number(undated, self.language);
            self.html.tag("<p class=\"small\">");
            match undated {
                1 => self.html.say(Sentence::UndatedOne),
                _ => self.html.fill(Sentence::UndatedSome, &[Gap::Ours(&number)]),
            }
            self.html.tag("</p>\n");
        }
    }

    /// A bar from today; dashes where no end is known. What it shows stands in words below it.
    fn bar(&mut self, until: Until, scale: i64) {
        let zone = self.claims.institution().zone();
        let width = match until {
            Until::At(to) => share(self.at, to, scale),
            Until::Open | Until::Unknown(_) => 100,
            Until::Over => 0,
        };
        self.html.tag("<svg class=\"bar\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"");
        match until {
            Until::At(to) => {
                let to = words::last_day(to, zone, self.language);
                let label = words::filled(Sentence::BarUntil, self.language, &[&to]);
                self.html.ours(&label);
            }
            Until::Over => self.html.say(Sentence::BarOver),
            Until::Open | Until::Unknown(_) => self.html.say(Sentence::BarOpen),
        }
        self.html.tag("\"><rect class=\"track\" width=\"100\" height=\"8\"/>");
        match until {
            Until::Open | Until::Unknown(_) => {
                // Ever shorter, ever further apart, and past the end.
                self.html.tag("<path class=\"open\" d=\"M0 0h30v8h-30zM34 0h14v8h-14zM52 0h10v8h-10zM67 0h7v8h-7zM80 0h5v8h-5zM92 0h3v8h-3z\"/>");
            }
            _ => {
                self.html.tag("<rect class=\"fill\" height=\"8\" width=\"");
                self.html.ours(&width.to_string());
                self.html.tag("\"/>");
            }
        }
        self.html.tag("</svg>\n<p class=\"scale\" aria-hidden=\"true\"><span>");
        self.html.say(Sentence::Today);
        self.html.tag("</span><span>");
        match until {
            Until::Open | Until::Unknown(_) => self.html.say(Sentence::NoEnd),
            _ => {
                let end = Time::now(scale).unwrap_or(self.at);
                let end = words::last_day(end, zone, self.language);
                self.html.ours(&end);
            }
        }
        self.html.tag("</span></p>\n");
    }

    fn why_not_earlier(&mut self, ends: &Ends) {
        self.row(Sentence::WhyNotEarlier);
        if ends.retaining_claims.is_empty() {
            self.html.say(Sentence::NothingKeeps);
        } else {
            self.html.tag("<ul>\n");
            for retaining in &ends.retaining_claims {
                self.html.tag("<li>");
                self.retaining(retaining);
                self.html.tag("</li>\n");
            }
            self.html.tag("</ul>\n");
        }
        self.end_row();
    }

    fn retaining(&mut self, retaining: &RetainingClaim) {
        let zone = self.claims.institution().zone();
        let dutch = self.language == crate::policy::Language::Dutch;
        let code = if dutch { retaining.code.dutch() } else { retaining.code.english() };
        let declared = retaining.purpose.as_ref().map(|id| {
            self.document
                .purposes
                .get(id)
                .map_or(id.as_str(), |purpose| purpose.description.0.as_str())
                .to_owned()
        });
        match declared {
            Some(description) => {
                let sentence = match retaining.value {
                    Value::Live => Sentence::NeededFor,
                    Value::Held => Sentence::HeldOnlyFor,
                    Value::Unknown | Value::Ended => Sentence::MaybeNeededFor,
                };
                self.html.fill(sentence, &[Gap::Policy(&description)]);
                if retaining.value != Value::Live {
                    self.html.tag(" ");
                    self.html.ours(code);
                }
            }
            None => self.html.ours(code),
        }
        self.html.note(retaining.code.article());
        for (index, (term, source)) in retaining.terms.iter().enumerate() {
            self.html.tag(" ");
            self.html
                .fill(if index == 0 { Sentence::KeptFor } else { Sentence::KeptAlso }, &[Gap::Told(term)]);
            self.html.tag(" <span class=\"small\">");
            self.html.fill(Sentence::SourceOfTerm, &[Gap::Policy(source)]);
            self.html.tag("</span>");
        }
        if let Some(to) = retaining.to {
            let to = words::last_day(to, zone, self.language);
            self.html.tag(" ");
            self.html.fill(Sentence::ThroughDay, &[Gap::Ours(&to)]);
        }
    }

    /// Where a category comes from, in words.
    pub(super) fn origins(&mut self, id: &'p Id) {
        let declared = self.declared(id);
        let origins = declared.map_or(&[][..], |category| category.origin.as_slice());
        if origins.is_empty() {
            self.html.say(Sentence::FromUnsaid);
        }
        for (index, origin) in origins.iter().enumerate() {
            if index > 0 {
                self.html.tag(" ");
            }
            match (origin, declared.and_then(|category| category.from_party.as_ref())) {
                (Origin::Provided, _) => self.html.say(Sentence::FromProvided),
                (Origin::Observed, _) => self.html.say(Sentence::FromObserved),
                (Origin::Derived, _) => self.html.say(Sentence::FromDerived),
                (Origin::FromParty, Some(party)) => {
                    let party = self.party(party);
                    self.html.fill(Sentence::FromParty, &[Gap::Name(party)]);
                }
                (Origin::FromParty, None) => self.html.say(Sentence::FromSomeParty),
            }
        }
        if origins.contains(&Origin::FromParty) {
            self.html.note("14");
        }
    }

    fn left_out_here(&mut self, contents: &[&'p Contents]) {
        if contents.iter().all(|one| one.with_others == 0 && one.redacted.is_empty()) {
            return;
        }
        self.row(Sentence::LeftOutHere);
        let fields = redacted(contents);
        if fields.is_empty() {
            self.html.say(Sentence::LeftOutNothing);
        } else {
            let list = fields.join(", ");
            self.html.fill(Sentence::LeftOutFields, &[Gap::Told(&list)]);
        }
        self.html.note("15(4)");
        self.end_row();
    }
}

/// The name of a column with spaces between its words: `heldAs`, `held-as` and `held_as` become "held as".
fn in_words(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    let mut before = ' ';
    for c in name.chars() {
        if matches!(c, '-' | '_') && before.is_alphanumeric() {
            words.push(' ');
        } else if c.is_ascii_uppercase() && before.is_ascii_lowercase() {
            words.push(' ');
            words.push(c.to_ascii_lowercase());
        } else {
            words.push(c);
        }
        before = c;
    }
    words
}

/// The fields that were left out, as people call them: of a place in a record, its last step.
pub(super) fn redacted(contents: &[&Contents]) -> Vec<String> {
    let said = contents.iter().flat_map(|one| &one.redacted).map(|field| match field.strip_prefix('/') {
        Some(place) => place.rsplit('/').next().unwrap_or("").replace("~1", "/").replace("~0", "~"),
        None => field.clone(),
    });
    let mut fields: Vec<String> = said.collect();
    fields.sort();
    fields.dedup();
    fields
}

/// How much of the time from `at` to `scale` has passed at `to`: 1 to 100.
fn share(at: Time, to: Time, scale: i64) -> i64 {
    let whole = scale.saturating_sub(at.micros()).max(1);
    (i128::from(to.micros().saturating_sub(at.micros())) * 100 / i128::from(whole)).clamp(1, 100) as i64
}
