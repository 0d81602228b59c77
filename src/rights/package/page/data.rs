//! In short, and one block per category: what, what for, who sees it, until when, and why not gone earlier.

use super::html::Gap;
use super::purposes::Refusal;
use super::says::Says;
use super::until::{Ends, Keeper, Until, ends};
use super::{Page, words};
use crate::calendar::Time;
use crate::dossier::ItemOutcome;
use crate::json::Id;
use crate::law::Right;
use crate::policy::{Form, Origin, Verb};
use crate::rights::package::contents::{Contents, Example};
use crate::timeline::Value;

/// A year, in microseconds: the least that the bars cover.
const YEAR: i64 = 366 * Time::DAY;

impl<'p> Page<'p> {
    pub(super) fn data_title(&self) -> Says {
        if self.request.right == Right::Portability { Says::DataPortability } else { Says::Data }
    }

    pub(super) fn in_short(&mut self) {
        self.section("in-short", Says::InShort, &[]);
        self.html.tag("<ul>\n<li>");
        let records: u64 = self.packed.contents.iter().map(|contents| contents.records).sum();
        let (kinds, number) =
            (words::number(self.found.len() as u64, self.language), words::number(records, self.language));
        match (self.found.len(), records) {
            (0, _) => self.html.say(Says::ShortFoundNothing),
            (1, 1) => self.html.say(Says::ShortFoundOneOfOne),
            (1, _) => self.html.fill(Says::ShortFoundOne, &[Gap::Ours(&number)]),
            _ => self.html.fill(Says::ShortFound, &[Gap::Ours(&kinds), Gap::Ours(&number)]),
        }
        self.html.tag("</li>\n");
        match self.nothing_found().len() {
            0 => {}
            1 => {
                self.html.tag("<li>");
                self.html.say(Says::ShortNothingOne);
                self.html.tag("</li>\n");
            }
            several => {
                self.html.tag("<li>");
                let several = words::number(several as u64, self.language);
                self.html.fill(Says::ShortNothing, &[Gap::Ours(&several)]);
                self.html.tag("</li>\n");
            }
        }
        self.html.tag("<li>");
        if self.is_complete() {
            self.html.say(Says::ShortComplete);
        } else {
            self.html.say(Says::ShortLeftOut);
            self.html.tag(" ");
            self.link("left-out", Says::LeftOut);
            self.html.tag(".");
        }
        self.html.tag("</li>\n<li>");
        self.html.say(Says::ShortRights);
        self.html.tag(" ");
        self.link("rights", Says::Rights);
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
            self.paragraph(Says::DataIntro);
        }
        for (id, contents, ends) in &with_ends {
            self.card(id, contents, ends.as_ref(), scale);
        }
        let nothing = self.nothing_found();
        if !nothing.is_empty() {
            self.html.tag("<h3>");
            self.html.say(Says::NothingFound);
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
            self.row(Says::TakeAlong);
            self.html.say(Says::CanTakeAlong);
            self.html.note("20(1)");
            self.end_row();
        }
        self.html.tag("</dl>\n</article>\n");
    }

    fn row(&mut self, name: Says) {
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
            1 => self.html.say(Says::OnePiece),
            _ => self.html.fill(Says::Pieces, &[Gap::Ours(&number)]),
        }
    }

    fn what(&mut self, contents: &[&'p Contents]) {
        self.row(Says::What);
        self.html.tag("<p>");
        for (index, one) in contents.iter().enumerate() {
            if index > 0 {
                self.html.tag(", ");
            }
            self.pieces(one.records);
            if let Some(system) = &one.system {
                self.html.tag(" ");
                let says = self.document.systems.get(system).and_then(|system| system.says.as_ref());
                let name = says.map_or(system.as_str(), |says| says.0.as_str());
                self.html.fill(Says::InSystem, &[Gap::Policy(name)]);
            }
        }
        self.html.tag(".</p>\n");
        let examples: Vec<&Example> = contents
            .iter()
            .flat_map(|one| &one.examples)
            .filter(|example| !example.fields.is_empty())
            .take(3)
            .collect();
        if !examples.is_empty() {
            self.html.tag("<p>");
            self.html.say(if examples.len() == 1 { Says::Example } else { Says::Examples });
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
        for (index, (name, value)) in example.fields.iter().enumerate() {
            if index > 0 {
                self.html.tag(" · ");
            }
            self.html.tag("<span class=\"field\">");
            self.html.told(name);
            self.html.tag(":</span> ");
            self.html.told(value);
        }
        if example.more > 0 {
            self.html.tag(" · ");
            let more = words::number(example.more as u64, self.language);
            self.html.fill(Says::MoreFields, &[Gap::Ours(&more)]);
        }
        self.html.tag("</li>\n");
    }

    fn what_for(&mut self, id: &'p Id) {
        self.row(Says::WhatFor);
        let purposes: Vec<_> =
            self.document.purposes.iter().filter(|(_, purpose)| purpose.categories.contains(id)).collect();
        if purposes.is_empty() {
            self.html.say(Says::NoPurpose);
        } else {
            self.html.tag("<ul>\n");
            for (purpose, declared) in purposes {
                self.html.tag("<li><a");
                self.html.href("purpose-", purpose.as_str());
                self.html.tag(">");
                self.html.phrase(&declared.says.0);
                self.html.tag("</a> (");
                let may = match self.may_refuse(purpose, declared).0 {
                    Refusal::Yes => Says::YouCanRefuse,
                    Refusal::Object => Says::YouCanObject,
                    Refusal::No => Says::YouCannotRefuse,
                    Refusal::Unknown => Says::RefusalUnknown,
                };
                self.html.say(may);
                self.html.tag(")</li>\n");
            }
            self.html.tag("</ul>\n");
        }
        self.end_row();
    }

    fn who_sees(&mut self, id: &'p Id) {
        self.row(Says::WhoSees);
        let sees = |verbs: &[Verb]| verbs.iter().any(|verb| !matches!(verb, Verb::Delete | Verb::Store));
        let mut roles = Vec::new();
        for role in self.document.roles.values().filter(|role| !role.never.contains(id)) {
            let may = role.may.values().filter(|may| may.categories.contains(id) && sees(&may.verbs));
            if let Some(form) = may.map(|may| may.form.unwrap_or(Form::Identifiable)).max() {
                roles.push((role.says.0.as_str(), self.party(&role.party), form));
            }
        }
        let recipients = self.recipients_of(id);
        if roles.is_empty() && recipients.is_empty() {
            self.html.say(Says::NobodyNamed);
        }
        if !roles.is_empty() {
            self.html.tag("<p>");
            self.html.say(Says::WithUs);
            self.html.tag("</p>\n<ul>\n");
            for (says, party, form) in roles {
                self.html.tag("<li>");
                self.html.fill(Says::OfParty, &[Gap::Policy(says), Gap::Name(party)]);
                self.form(form);
                self.html.tag("</li>\n");
            }
            self.html.tag("</ul>\n");
        }
        if !recipients.is_empty() {
            self.html.tag("<p>");
            self.html.say(Says::Receives);
            self.html.tag("</p>\n<ul>\n");
            for recipient in recipients {
                self.html.tag("<li>");
                self.html.policy(self.party(recipient));
                self.html.tag("</li>\n");
            }
            self.html.tag("</ul>\n");
        }
        self.end_row();
    }

    fn form(&mut self, form: Form) {
        let says = match form {
            Form::Identifiable => return,
            Form::Pseudonymised => Says::Pseudonymised,
            Form::Anonymised | Form::Nothing => Says::Anonymised,
        };
        self.html.tag(", ");
        self.html.say(says);
    }

    fn until_when(&mut self, contents: &[&'p Contents], ends: &Ends, scale: i64) {
        self.row(Says::UntilWhen);
        self.bar(ends.last, scale);
        let zone = self.claims.setting().zone();
        let (language, last_day) = (self.language, |to| words::last_day(to, zone, self.language));
        self.html.tag("<p>");
        match (ends.first, ends.last) {
            (_, Until::Over) => self.html.say(Says::TermOver),
            (Until::At(first), Until::At(last)) if last_day(first) != last_day(last) => {
                let (first, last) = (last_day(first), last_day(last));
                self.html.fill(Says::OldestAndNewest, &[Gap::Ours(&first), Gap::Ours(&last)]);
            }
            (_, Until::At(last)) => {
                let last = last_day(last);
                self.html.fill(Says::AllGoneAfter, &[Gap::Ours(&last)]);
            }
            (_, Until::Open) => self.html.say(Says::NoEndYet),
            (_, Until::Unknown(reason)) => {
                self.html.say(Says::EndNotKnown);
                self.html.tag(" ");
                self.html.ours(if language == crate::policy::Language::Dutch {
                    reason.dutch()
                } else {
                    reason.english()
                });
            }
        }
        if ends.first == Until::Over && ends.last != Until::Over {
            self.html.tag(" ");
            self.html.say(Says::NewestOver);
        }
        self.html.tag("</p>\n");
        self.made(contents);
        self.end_row();
    }

    /// On which days the records were made.
    fn made(&mut self, contents: &[&'p Contents]) {
        let zone = self.claims.setting().zone();
        let first = contents.iter().filter_map(|one| one.first).min_by_key(|made| made.first(zone));
        let last = contents.iter().filter_map(|one| one.last).max_by_key(|made| made.past(zone));
        if let (Some(first), Some(last)) = (first, last) {
            let [first, last] = [first, last].map(|made| words::moment(made, zone, self.language));
            let span = match first == last {
                true => first,
                false => words::filled(Says::FirstToLast, self.language, &[&first, &last]),
            };
            self.html.tag("<p class=\"small\">");
            self.html.fill(Says::MadeOn, &[Gap::Ours(&span)]);
            self.html.tag("</p>\n");
        }
        let undated: u64 = contents.iter().map(|one| one.undated).sum();
        if undated > 0 {
            let number = words::number(undated, self.language);
            self.html.tag("<p class=\"small\">");
            match undated {
                1 => self.html.say(Says::UndatedOne),
                _ => self.html.fill(Says::UndatedSome, &[Gap::Ours(&number)]),
            }
            self.html.tag("</p>\n");
        }
    }

    /// A bar from today; dashes where no end is known. What it shows stands in words below it.
    fn bar(&mut self, until: Until, scale: i64) {
        let zone = self.claims.setting().zone();
        let width = match until {
            Until::At(to) => share(self.at, to, scale),
            Until::Open | Until::Unknown(_) => 100,
            Until::Over => 0,
        };
        self.html.tag("<svg class=\"bar\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"");
        match until {
            Until::At(to) => {
                let to = words::last_day(to, zone, self.language);
                let label = words::filled(Says::BarUntil, self.language, &[&to]);
                self.html.ours(&label);
            }
            Until::Over => self.html.say(Says::BarOver),
            Until::Open | Until::Unknown(_) => self.html.say(Says::BarOpen),
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
        self.html.say(Says::Today);
        self.html.tag("</span><span>");
        match until {
            Until::Open | Until::Unknown(_) => self.html.say(Says::NoEnd),
            _ => {
                let end = Time::now(scale).unwrap_or(self.at);
                let end = words::last_day(end, zone, self.language);
                self.html.ours(&end);
            }
        }
        self.html.tag("</span></p>\n");
    }

    fn why_not_earlier(&mut self, ends: &Ends) {
        self.row(Says::WhyNotEarlier);
        if ends.keepers.is_empty() {
            self.html.say(Says::NothingKeeps);
        } else {
            self.html.tag("<ul>\n");
            for keeper in &ends.keepers {
                self.html.tag("<li>");
                self.keeper(keeper);
                self.html.tag("</li>\n");
            }
            self.html.tag("</ul>\n");
        }
        self.end_row();
    }

    fn keeper(&mut self, keeper: &Keeper) {
        let zone = self.claims.setting().zone();
        let dutch = self.language == crate::policy::Language::Dutch;
        let reason = if dutch { keeper.reason.dutch() } else { keeper.reason.english() };
        let declared = keeper.purpose.as_ref().map(|id| {
            self.document.purposes.get(id).map_or(id.as_str(), |purpose| purpose.says.0.as_str()).to_owned()
        });
        match declared {
            Some(says) => {
                let sentence = match keeper.value {
                    Value::Live => Says::NeededFor,
                    Value::Held => Says::HeldOnlyFor,
                    Value::Unknown | Value::Ended => Says::MaybeNeededFor,
                };
                self.html.fill(sentence, &[Gap::Policy(&says)]);
                if keeper.value != Value::Live {
                    self.html.tag(" ");
                    self.html.ours(reason);
                }
            }
            None => self.html.ours(reason),
        }
        self.html.note(keeper.reason.article());
        for (index, (term, source)) in keeper.terms.iter().enumerate() {
            self.html.tag(" ");
            self.html.fill(if index == 0 { Says::KeptFor } else { Says::KeptAlso }, &[Gap::Told(term)]);
            self.html.tag(" <span class=\"small\">");
            self.html.fill(Says::SourceOfTerm, &[Gap::Policy(source)]);
            self.html.tag("</span>");
        }
        if let Some(to) = keeper.to {
            let to = words::last_day(to, zone, self.language);
            self.html.tag(" ");
            self.html.fill(Says::ThroughDay, &[Gap::Ours(&to)]);
        }
    }

    /// Where a category comes from, in words.
    pub(super) fn origins(&mut self, id: &'p Id) {
        let declared = self.declared(id);
        let origins = declared.map_or(&[][..], |category| category.origin.as_slice());
        if origins.is_empty() {
            self.html.say(Says::FromUnsaid);
        }
        for (index, origin) in origins.iter().enumerate() {
            if index > 0 {
                self.html.tag(" ");
            }
            match (origin, declared.and_then(|category| category.from_party.as_ref())) {
                (Origin::Provided, _) => self.html.say(Says::FromProvided),
                (Origin::Observed, _) => self.html.say(Says::FromObserved),
                (Origin::Derived, _) => self.html.say(Says::FromDerived),
                (Origin::FromParty, Some(party)) => {
                    let party = self.party(party);
                    self.html.fill(Says::FromParty, &[Gap::Name(party)]);
                }
                (Origin::FromParty, None) => self.html.say(Says::FromSomeParty),
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
        self.row(Says::LeftOutHere);
        let fields = redacted(contents);
        if fields.is_empty() {
            self.html.say(Says::LeftOutNothing);
        } else {
            let list = fields.join(", ");
            self.html.fill(Says::LeftOutFields, &[Gap::Told(&list)]);
        }
        self.html.note("15(4)");
        self.end_row();
    }
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
