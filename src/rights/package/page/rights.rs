//! What was left out and why, what a person can do, where to complain, the file, and the notes.

use std::collections::BTreeSet;

use super::html::Gap;
use super::sentence::Sentence;
use super::{Page, words};
use crate::json::Id;
use crate::law::{Applicability, ApplicabilityRule, Right};
use crate::policy::Origin;
use crate::rights::{Item, ItemKind};

/// What article 15 asks for, its article, and the section that gives it.
const FIELDS: &[(Sentence, &str, &str, Sentence)] = &[
    (Sentence::FieldPurposes, "15(1)(a)", "purposes", Sentence::Purposes),
    (Sentence::FieldCategories, "15(1)(b)", "data", Sentence::Data),
    (Sentence::FieldRecipients, "15(1)(c)", "recipients", Sentence::Recipients),
    (Sentence::FieldPeriod, "15(1)(d)", "data", Sentence::Data),
    (Sentence::FieldRights, "15(1)(e)", "rights", Sentence::Rights),
    (Sentence::FieldComplaint, "15(1)(f)", "complaint", Sentence::Complaint),
    (Sentence::FieldSource, "15(1)(g)", "sources", Sentence::Sources),
    (Sentence::FieldDecisions, "15(1)(h)", "computers", Sentence::Computers),
    (Sentence::FieldTransfers, "15(2)", "outside", Sentence::Outside),
    (Sentence::FieldCopy, "15(3)", "file", Sentence::File),
    (Sentence::FieldOthers, "15(4)", "left-out", Sentence::LeftOut),
];

impl<'p> Page<'p> {
    /// True if everything in reach of the request was given whole.
    pub(super) fn is_complete(&self) -> bool {
        self.held_back().is_empty() && self.packed.contents.iter().all(|one| one.redacted.is_empty())
    }

    /// The items that were not given, one per category.
    fn held_back(&self) -> Vec<&'p Item> {
        let mut seen = BTreeSet::new();
        let plan = self.plan;
        let not_given = plan.items.iter().filter(|item| !item.kind.is_given() && item.category.is_some());
        not_given.filter(|item| seen.insert((item.category.as_ref(), item.kind.as_str()))).collect()
    }

    pub(super) fn left_out(&mut self) {
        self.section("left-out", Sentence::LeftOut, &[]);
        if self.is_complete() {
            self.paragraph(Sentence::LeftOutNone);
            self.end_section();
            return;
        }
        self.html.tag("<ul>\n");
        for item in self.held_back() {
            self.html.tag("<li>");
            self.not_given(item);
            self.html.tag("</li>\n");
        }
        let found: Vec<_> = self.found.iter().map(|(id, contents)| (*id, contents.clone())).collect();
        for (id, contents) in found {
            let fields = super::data::redacted(&contents);
            if !fields.is_empty() {
                self.html.tag("<li>");
                self.html.fill(Sentence::LeftOutOthers, &[Gap::Policy(self.category(id))]);
                let portability = self.request.right == Right::Portability;
                self.html.note(if portability { "20(4)" } else { "15(4)" });
                self.html.tag(" ");
                let fields = fields.join(", ");
                self.html.fill(Sentence::LeftOutFieldsShort, &[Gap::Told(&fields)]);
                self.html.tag("</li>\n");
            }
        }
        self.html.tag("</ul>\n");
        self.paragraph(Sentence::LeftOutDisagree);
        self.end_section();
    }

    fn not_given(&mut self, item: &'p Item) {
        let zone = self.claims.institution().zone();
        let dutch = self.language == crate::policy::Language::Dutch;
        let Some(id) = &item.category else { return };
        let category = Gap::Policy(self.category(id));
        let ground = item.ground.map_or("", |ground| if dutch { ground.dutch() } else { ground.english() });
        match item.kind {
            ItemKind::Refused => self.html.fill(Sentence::LeftOutRefused, &[category, Gap::Ours(ground)]),
            ItemKind::CannotIdentify => {
                self.html.fill(Sentence::LeftOutCannotIdentify, &[category, Gap::Ours(ground)]);
            }
            ItemKind::RollsOff => {
                let gone = item.gone_from_backups.unwrap_or(self.at);
                let gone = words::last_day(gone, zone, self.language);
                self.html.fill(Sentence::LeftOutRollsOff, &[category, Gap::Ours(&gone)]);
            }
            ItemKind::Forward => {
                let party = item.recipient.as_ref().map(|id| Gap::Name(self.party(id)));
                match party {
                    Some(party) => self.html.fill(Sentence::LeftOutForward, &[category, party]),
                    None => self.html.fill(Sentence::LeftOutForwardUnnamed, &[category]),
                }
            }
            ItemKind::NotAuthorised => self.html.fill(Sentence::LeftOutNotAuthorised, &[category]),
            ItemKind::AlreadyErased => self.html.fill(Sentence::LeftOutErased, &[category]),
            _ => {
                let declared = self.declared(id);
                if declared.is_some_and(|category| category.transient) {
                    self.html.fill(Sentence::LeftOutTransient, &[category]);
                } else {
                    let why = self.not_portable(id);
                    self.html.fill(Sentence::LeftOutNotPortable, &[category, Gap::Ours(why)]);
                }
            }
        }
        self.html.note(item.article);
    }

    /// Why a category cannot be taken along.
    fn not_portable(&self, id: &Id) -> &'static str {
        let own = self.declared(id).is_some_and(|category| {
            category.origin.iter().any(|origin| matches!(origin, Origin::Provided | Origin::Observed))
        });
        if !own {
            return Sentence::LeftOutNotYours.text(self.language);
        }
        let applies = Right::Portability.applies(crate::law::Basis::PublicTask, false);
        if self.language == crate::policy::Language::Dutch { applies.dutch } else { applies.english }
    }

    pub(super) fn rights(&mut self) {
        self.section("rights", Sentence::Rights, &["15(1)(e)", "12(3), 12(5)"]);
        self.paragraph(Sentence::RightsIntro);
        self.html.tag("<dl class=\"rights\">\n");
        for (right, title) in [
            (Right::Access, Sentence::RightAccess),
            (Right::Rectification, Sentence::RightRectification),
            (Right::Erasure, Sentence::RightErasure),
            (Right::Restriction, Sentence::RightRestriction),
            (Right::Objection, Sentence::RightObjection),
            (Right::Withdrawal, Sentence::RightWithdrawal),
            (Right::Portability, Sentence::RightPortability),
            (Right::HumanIntervention, Sentence::RightHumanIntervention),
        ] {
            self.html.tag("<div><dt>");
            self.html.say(title);
            self.html.tag("</dt><dd>");
            self.right(right);
            self.offered(right);
            self.html.tag("</dd></div>\n");
        }
        self.html.tag("</dl>\n<h3>");
        self.html.say(Sentence::HowToAsk);
        self.html.tag("</h3>\n");
        let channels = self.channels();
        if channels.is_empty() {
            self.paragraph(Sentence::AskNowhere);
        }
        for channel in &channels {
            self.html.tag("<p>");
            self.html.fill(Sentence::AskHere, &[Gap::Name(channel)]);
            self.html.tag("</p>\n");
        }
        self.answer();
        self.end_section();
    }

    /// What a right is, and for which of the purposes it can be used.
    fn right(&mut self, right: Right) {
        let purposes = self.all_purposes();
        let applicable: Vec<(&str, ApplicabilityRule)> = purposes
            .iter()
            .filter_map(|(id, purpose)| {
                let basis = self.claims.basis_at(id, self.at)?;
                let applies = right.applies(basis, purpose.direct_marketing);
                (applies.applicability == Applicability::Yes)
                    .then_some((purpose.description.0.as_str(), applies))
            })
            .collect();
        match right {
            Right::Erasure => {
                self.html.say(Sentence::ErasureAlways);
                return self.html.note(right.article());
            }
            Right::HumanIntervention => {
                self.html.say(Sentence::HumanAlways);
                return self.html.note(right.article());
            }
            Right::Access | Right::Rectification | Right::Restriction => {
                // The same whatever the basis.
                return self.applies(right.applies(crate::law::Basis::Consent, false));
            }
            _ => {}
        }
        let Some((_, applies)) = applicable.first() else {
            return self.html.say(Sentence::ApplicabilityNothing);
        };
        self.applies(*applies);
        self.html.tag(" ");
        let names: Vec<Gap<'_>> =
            applicable.iter().map(|(description, _)| Gap::Policy(description)).collect();
        self.html.fill_list(Sentence::ApplicabilityFor, &names);
    }

    /// What the policy itself says of a right.
    fn offered(&mut self, right: Right) {
        let document = self.document;
        let offers = document.rights.iter().flat_map(|rights| rights.offered.values());
        for offer in offers.filter(|offer| offer.right == right) {
            self.html.tag(" <span class=\"small\">");
            self.html.fill(Sentence::InPolicy, &[Gap::Policy(&offer.description.0)]);
            self.html.tag("</span>");
        }
    }

    /// Proof of identity, and when an answer comes.
    fn answer(&mut self) {
        let Some(rights) = &self.document.rights else { return };
        if let Some(identity) = &rights.identity {
            self.html.tag("<p><strong>");
            self.html.say(Sentence::Identity);
            self.html.tag("</strong> ");
            self.html.policy(&identity.0);
            self.html.tag("</p>\n");
        }
        if let Some(answer) = &rights.answer {
            let within = words::period(answer.within, self.language);
            self.html.tag("<p>");
            self.html.fill(Sentence::AnswerWithin, &[Gap::Ours(&within)]);
            if let Some(extension) = answer.extension {
                let extension = words::period(extension, self.language);
                self.html.tag(" ");
                self.html.fill(Sentence::AnswerExtension, &[Gap::Ours(&extension)]);
            }
            self.html.tag("</p>\n");
        }
    }

    pub(super) fn complaint(&mut self) {
        self.section("complaint", Sentence::Complaint, &["15(1)(f), 77, 79"]);
        self.html.tag("<p>");
        self.html.say(Sentence::ComplaintAuthority);
        self.html.tag(" ");
        self.html.say(Sentence::ComplaintCourt);
        self.html.tag("</p>\n");
        let said = self.document.rights.as_ref().and_then(|rights| rights.complaint.as_ref());
        if let Some(complaint) = said {
            self.html.tag("<p>");
            self.html.fill(Sentence::InPolicy, &[Gap::Policy(&complaint.0)]);
            self.html.tag("</p>\n");
        }
        self.end_section();
    }

    pub(super) fn file(&mut self) {
        self.section("file", Sentence::File, &["15(3)"]);
        let records: u64 = self.packed.contents.iter().map(|contents| contents.records).sum();
        let (bytes, number) =
            (words::number(self.packed.bytes, self.language), words::number(records, self.language));
        self.html.tag("<p>");
        match records {
            1 => self.html.fill(Sentence::FileHasOne, &[Gap::Ours(&bytes)]),
            _ => self.html.fill(Sentence::FileHas, &[Gap::Ours(&bytes), Gap::Ours(&number)]),
        }
        self.html.tag("</p>\n<p>");
        self.html.say(Sentence::Checksum);
        self.html.tag(":<br><code>");
        let digest = self.packed.digest_hex();
        self.html.ours(&digest);
        self.html.tag("</code></p>\n<p>");
        let title = self.document.title.as_ref().map_or(self.document.policy.as_str(), |title| &title.0);
        self.html.fill(Sentence::PolicyUsed, &[Gap::Name(title), Gap::Name(&self.document.version.0)]);
        self.html.tag("</p>\n");
        self.end_section();
    }

    pub(super) fn notes(&mut self) {
        self.section("notes", Sentence::Notes, &[]);
        self.paragraph(Sentence::NotesIntro);
        self.html.tag("<ol class=\"notes\">\n");
        for (index, article) in self.html.notes().iter().enumerate() {
            let number = (index + 1).to_string();
            self.html.tag("<li");
            self.html.id("note-", &number);
            self.html.tag(">");
            self.html.fill(Sentence::ArticleIs, &[Gap::Ours(article)]);
            self.html.tag("</li>\n");
        }
        self.html.tag("</ol>\n");
        self.html
            .table(Sentence::WhereIsWhat, &[Sentence::LawAsks, Sentence::LawArticle, Sentence::OnThePage]);
        for (field, article, id, title) in FIELDS {
            self.html.row();
            self.html.say(*field);
            self.html.cell(Sentence::LawArticle);
            self.html.ours(article);
            self.html.cell(Sentence::OnThePage);
            let title = if *id == "data" { self.data_title() } else { *title };
            self.link(id, title);
            self.html.end_row();
        }
        self.html.end_table();
        self.end_section();
    }
}
