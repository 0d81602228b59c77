//! What was left out and why, what a person can do, where to complain, the file, and the notes.

use std::collections::BTreeSet;

use super::html::Gap;
use super::says::Says;
use super::{Page, words};
use crate::json::Id;
use crate::law::{Reach, Reaches, Right};
use crate::policy::Origin;
use crate::rights::{Item, ItemKind};

/// What article 15 asks for, its article, and the section that gives it.
const FIELDS: &[(Says, &str, &str, Says)] = &[
    (Says::FieldPurposes, "15(1)(a)", "purposes", Says::Purposes),
    (Says::FieldCategories, "15(1)(b)", "data", Says::Data),
    (Says::FieldRecipients, "15(1)(c)", "recipients", Says::Recipients),
    (Says::FieldPeriod, "15(1)(d)", "data", Says::Data),
    (Says::FieldRights, "15(1)(e)", "rights", Says::Rights),
    (Says::FieldComplaint, "15(1)(f)", "complaint", Says::Complaint),
    (Says::FieldSource, "15(1)(g)", "sources", Says::Sources),
    (Says::FieldDecisions, "15(1)(h)", "computers", Says::Computers),
    (Says::FieldTransfers, "15(2)", "outside", Says::Outside),
    (Says::FieldCopy, "15(3)", "file", Says::File),
    (Says::FieldOthers, "15(4)", "left-out", Says::LeftOut),
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
        let not_given = plan.items.iter().filter(|item| !item.kind.is_given());
        not_given.filter(|item| seen.insert((item.category.as_ref(), item.kind.as_str()))).collect()
    }

    pub(super) fn left_out(&mut self) {
        self.section("left-out", Says::LeftOut, &[]);
        if self.is_complete() {
            self.paragraph(Says::LeftOutNone);
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
                self.html.fill(Says::LeftOutOthers, &[Gap::Policy(self.category(id))]);
                let portability = self.request.right == Right::Portability;
                self.html.note(if portability { "20(4)" } else { "15(4)" });
                self.html.tag(" ");
                let fields = fields.join(", ");
                self.html.fill(Says::LeftOutFieldsShort, &[Gap::Told(&fields)]);
                self.html.tag("</li>\n");
            }
        }
        self.html.tag("</ul>\n");
        self.paragraph(Says::LeftOutDisagree);
        self.end_section();
    }

    fn not_given(&mut self, item: &'p Item) {
        let zone = self.claims.setting().zone();
        let dutch = self.language == crate::policy::Language::Dutch;
        let Some(id) = &item.category else { return };
        let category = Gap::Policy(self.category(id));
        let ground = item.ground.map_or("", |ground| if dutch { ground.dutch() } else { ground.english() });
        match item.kind {
            ItemKind::Refused => self.html.fill(Says::LeftOutRefused, &[category, Gap::Ours(ground)]),
            ItemKind::CannotIdentify => {
                self.html.fill(Says::LeftOutCannotIdentify, &[category, Gap::Ours(ground)]);
            }
            ItemKind::RollsOff => {
                let gone = item.gone_from_backups.unwrap_or(self.at);
                let gone = words::last_day(gone, zone, self.language);
                self.html.fill(Says::LeftOutRollsOff, &[category, Gap::Ours(&gone)]);
            }
            ItemKind::Forward => {
                let party = item.recipient.as_ref().map(|id| Gap::Name(self.party(id)));
                match party {
                    Some(party) => self.html.fill(Says::LeftOutForward, &[category, party]),
                    None => self.html.fill(Says::LeftOutForwardUnnamed, &[category]),
                }
            }
            ItemKind::AlreadyErased => self.html.fill(Says::LeftOutErased, &[category]),
            _ => {
                let declared = self.declared(id);
                if declared.is_some_and(|category| category.transient) {
                    self.html.fill(Says::LeftOutTransient, &[category]);
                } else {
                    let why = self.not_portable(id);
                    self.html.fill(Says::LeftOutNotPortable, &[category, Gap::Ours(why)]);
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
            return Says::LeftOutNotYours.text(self.language);
        }
        let reaches = Right::Portability.reaches(crate::law::Basis::PublicTask, false);
        if self.language == crate::policy::Language::Dutch { reaches.dutch } else { reaches.english }
    }

    pub(super) fn rights(&mut self) {
        self.section("rights", Says::Rights, &["15(1)(e)", "12(3), 12(5)"]);
        self.paragraph(Says::RightsIntro);
        self.html.tag("<dl class=\"rights\">\n");
        for (right, title) in [
            (Right::Access, Says::RightAccess),
            (Right::Rectification, Says::RightRectification),
            (Right::Erasure, Says::RightErasure),
            (Right::Restriction, Says::RightRestriction),
            (Right::Objection, Says::RightObjection),
            (Right::Withdrawal, Says::RightWithdrawal),
            (Right::Portability, Says::RightPortability),
            (Right::HumanIntervention, Says::RightHumanIntervention),
        ] {
            self.html.tag("<div><dt>");
            self.html.say(title);
            self.html.tag("</dt><dd>");
            self.right(right);
            self.offered(right);
            self.html.tag("</dd></div>\n");
        }
        self.html.tag("</dl>\n<h3>");
        self.html.say(Says::HowToAsk);
        self.html.tag("</h3>\n");
        let channels = self.channels();
        if channels.is_empty() {
            self.paragraph(Says::AskNowhere);
        }
        for channel in &channels {
            self.html.tag("<p>");
            self.html.fill(Says::AskHere, &[Gap::Name(channel)]);
            self.html.tag("</p>\n");
        }
        self.answer();
        self.end_section();
    }

    /// What a right is, and for which of the purposes it can be used.
    fn right(&mut self, right: Right) {
        let purposes = self.all_purposes();
        let reached: Vec<(&str, Reaches)> = purposes
            .iter()
            .filter_map(|(id, purpose)| {
                let basis = self.claims.basis_at(id, self.at)?;
                let reaches = right.reaches(basis, purpose.direct_marketing);
                (reaches.reach == Reach::Yes).then_some((purpose.says.0.as_str(), reaches))
            })
            .collect();
        match right {
            Right::Erasure => {
                self.html.say(Says::ErasureAlways);
                return self.html.note(right.article());
            }
            Right::HumanIntervention => {
                self.html.say(Says::HumanAlways);
                return self.html.note(right.article());
            }
            Right::Access | Right::Rectification | Right::Restriction => {
                // The same whatever the basis.
                return self.reaches(right.reaches(crate::law::Basis::Consent, false));
            }
            _ => {}
        }
        let Some((_, reaches)) = reached.first() else {
            return self.html.say(Says::ReachesNothing);
        };
        self.reaches(*reaches);
        self.html.tag(" ");
        let names: Vec<Gap<'_>> = reached.iter().map(|(says, _)| Gap::Policy(says)).collect();
        self.html.fill_list(Says::ReachesFor, &names);
    }

    /// What the policy itself says of a right.
    fn offered(&mut self, right: Right) {
        let document = self.document;
        let offers = document.rights.iter().flat_map(|rights| rights.offered.values());
        for offer in offers.filter(|offer| offer.right == right) {
            self.html.tag(" <span class=\"small\">");
            self.html.fill(Says::InPolicy, &[Gap::Policy(&offer.says.0)]);
            self.html.tag("</span>");
        }
    }

    /// Proof of identity, and when an answer comes.
    fn answer(&mut self) {
        let Some(rights) = &self.document.rights else { return };
        if let Some(identity) = &rights.identity {
            self.html.tag("<p><strong>");
            self.html.say(Says::Identity);
            self.html.tag("</strong> ");
            self.html.policy(&identity.0);
            self.html.tag("</p>\n");
        }
        if let Some(answer) = &rights.answer {
            let within = words::period(answer.within, self.language);
            self.html.tag("<p>");
            self.html.fill(Says::AnswerWithin, &[Gap::Ours(&within)]);
            if let Some(extension) = answer.extension {
                let extension = words::period(extension, self.language);
                self.html.tag(" ");
                self.html.fill(Says::AnswerExtension, &[Gap::Ours(&extension)]);
            }
            self.html.tag("</p>\n");
        }
    }

    pub(super) fn complaint(&mut self) {
        self.section("complaint", Says::Complaint, &["15(1)(f), 77, 79"]);
        self.html.tag("<p>");
        self.html.say(Says::ComplaintAuthority);
        self.html.tag(" ");
        self.html.say(Says::ComplaintCourt);
        self.html.tag("</p>\n");
        let said = self.document.rights.as_ref().and_then(|rights| rights.complaint.as_ref());
        if let Some(complaint) = said {
            self.html.tag("<p>");
            self.html.fill(Says::InPolicy, &[Gap::Policy(&complaint.0)]);
            self.html.tag("</p>\n");
        }
        self.end_section();
    }

    pub(super) fn file(&mut self) {
        self.section("file", Says::File, &["15(3)"]);
        let records: u64 = self.packed.contents.iter().map(|contents| contents.records).sum();
        let (bytes, number) =
            (words::number(self.packed.bytes, self.language), words::number(records, self.language));
        self.html.tag("<p>");
        match records {
            1 => self.html.fill(Says::FileHasOne, &[Gap::Ours(&bytes)]),
            _ => self.html.fill(Says::FileHas, &[Gap::Ours(&bytes), Gap::Ours(&number)]),
        }
        self.html.tag("</p>\n<p>");
        self.html.say(Says::Checksum);
        self.html.tag(":<br><code>");
        let digest = self.packed.digest_hex();
        self.html.ours(&digest);
        self.html.tag("</code></p>\n<p>");
        let title = self.document.title.as_ref().map_or(self.document.policy.as_str(), |title| &title.0);
        self.html.fill(Says::PolicyUsed, &[Gap::Name(title), Gap::Name(&self.document.version.0)]);
        self.html.tag("</p>\n");
        self.end_section();
    }

    pub(super) fn notes(&mut self) {
        self.section("notes", Says::Notes, &[]);
        self.paragraph(Says::NotesIntro);
        self.html.tag("<ol class=\"notes\">\n");
        for (index, article) in self.html.notes().iter().enumerate() {
            let number = (index + 1).to_string();
            self.html.tag("<li");
            self.html.id("note-", &number);
            self.html.tag(">");
            self.html.fill(Says::ArticleIs, &[Gap::Ours(article)]);
            self.html.tag("</li>\n");
        }
        self.html.tag("</ol>\n");
        self.html.table(Says::WhereIsWhat, &[Says::LawAsks, Says::LawArticle, Says::OnThePage]);
        for (field, article, id, title) in FIELDS {
            self.html.row();
            self.html.say(*field);
            self.html.cell(Says::LawArticle);
            self.html.ours(article);
            self.html.cell(Says::OnThePage);
            let title = if *id == "data" { self.data_title() } else { *title };
            self.link(id, title);
            self.html.end_row();
        }
        self.html.end_table();
        self.end_section();
    }
}
