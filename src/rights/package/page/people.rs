//! Who gets the data, in which country, where the data come from, and who is responsible.

use std::collections::{BTreeMap, BTreeSet};

use super::html::Gap;
use super::sentence::Sentence;
use super::{Page, words};
use crate::calendar::{Day, Time};
use crate::json::Id;
use crate::law::{Standing, TransferTool};
use crate::policy::{DisclosureGround, Party};
use crate::rights::package::begin::{controllers, names_of};
use crate::rights::recipients::{self, Gets};

impl<'p> Page<'p> {
    /// The recipients of one category, by name.
    pub(super) fn recipients_of(&self, category: &Id) -> Vec<&'p Id> {
        let gets = self.gets();
        gets.into_iter().filter(|(_, gets)| gets.categories.contains(category)).map(|(id, _)| id).collect()
    }

    /// The recipients of what is on the page (article 15(1)(c)).
    fn gets(&self) -> BTreeMap<&'p Id, Gets<'p>> {
        let on_page: BTreeSet<&Id> = self.on_page().into_iter().collect();
        recipients::of(self.claims, self.document, self.at, &|id| on_page.contains(id))
    }

    /// The names of a recipient, in one line; its kind, where nobody has found out yet who it is.
    pub(super) fn recipient(&mut self, id: &'p Id) {
        let party = self.document.parties.get(id);
        let names = names_of(id, party, self.request, self.whose);
        match (names.is_empty(), party.is_some_and(|party| party.unnamed)) {
            (true, _) => {
                self.html.policy(self.party(id));
                self.html.tag(". ");
                self.html.say(Sentence::RecipientUnnamed);
            }
            (false, true) => {
                self.html.policy(self.party(id));
                self.html.tag(": ");
                let names: Vec<Gap<'_>> = names.into_iter().map(Gap::Told).collect();
                self.html.list(&names);
            }
            (false, false) => self.html.policy(self.party(id)),
        }
    }

    pub(super) fn recipients(&mut self) {
        self.section("recipients", Sentence::Recipients, &["15(1)(c)"]);
        let all = self.gets();
        if all.is_empty() {
            self.paragraph(Sentence::RecipientsNone);
            self.end_section();
            return;
        }
        self.paragraph(Sentence::RecipientsIntro);
        self.html.table(
            Sentence::RecipientsCaption,
            &[Sentence::RecipientWho, Sentence::RecipientWhat, Sentence::RecipientWhere],
        );
        for (id, gets) in all {
            let party = self.document.parties.get(id);
            self.html.row();
            self.recipient(id);
            self.html.cell(Sentence::RecipientWhat);
            let categories: Vec<Gap<'_>> =
                gets.categories.iter().map(|id| Gap::Policy(self.category(id))).collect();
            self.html.list(&categories);
            let grounds: Vec<&str> = gets.grounds.iter().map(|on| ground(*on).text(self.language)).collect();
            self.html.tag(": ");
            if grounds.is_empty() {
                self.html.say(Sentence::GroundDisclosed);
            } else {
                let grounds: Vec<Gap<'_>> = grounds.into_iter().map(Gap::Ours).collect();
                self.html.list(&grounds);
            }
            self.html.tag(".");
            if !gets.given.is_empty() {
                self.html.tag(" ");
                self.given(&gets.given);
            }
            self.html.cell(Sentence::RecipientWhere);
            match party.and_then(|party| party.country) {
                Some(country) => {
                    let name = words::country(country, self.language);
                    self.html.ours(&name);
                }
                None => self.html.say(Sentence::CountryUnknown),
            }
            self.html.end_row();
        }
        self.html.end_table();
        self.end_section();
    }

    fn given(&mut self, given: &BTreeSet<Time>) {
        let zone = self.claims.institution().zone();
        let mut days: Vec<Day> = given.iter().map(|at| zone.day_of(*at)).collect();
        days.dedup();
        let days: Vec<String> = days.into_iter().map(|day| words::day(day, self.language)).collect();
        let days: Vec<Gap<'_>> = days.iter().map(|day| Gap::Ours(day)).collect();
        self.html.fill_list(Sentence::DisclosedOn, &days);
    }

    pub(super) fn outside(&mut self) {
        self.section("outside", Sentence::Outside, &["15(2), 46"]);
        let parties: Vec<(&'p str, &'p Party)> = self
            .gets()
            .into_keys()
            .filter_map(|id| Some((self.party(id), self.document.parties.get(id)?)))
            .collect();
        let day = self.claims.institution().zone().day_of(self.at);
        let law = self.claims.history().law();
        let abroad: Vec<_> = parties
            .iter()
            .filter(|(_, party)| party.country.is_some_and(|country| !law.in_eea(country, day)))
            .collect();
        if abroad.is_empty() {
            self.paragraph(Sentence::OutsideNone);
        } else {
            self.paragraph(Sentence::OutsideIntro);
            self.html.table(
                Sentence::OutsideCaption,
                &[
                    Sentence::RecipientWho,
                    Sentence::RecipientWhere,
                    Sentence::OutsideTool,
                    Sentence::OutsideState,
                ],
            );
            for (name, party) in abroad {
                self.transfers(name, party);
            }
            self.html.end_table();
            self.paragraph(Sentence::OutsideCopy);
        }
        let unknown: Vec<Gap<'_>> = parties
            .iter()
            .filter(|(_, party)| party.country.is_none())
            .map(|(name, _)| Gap::Name(name))
            .collect();
        if !unknown.is_empty() {
            self.html.tag("<p>");
            self.html.fill_list(Sentence::OutsideUnknown, &unknown);
            self.html.tag("</p>\n");
        }
        self.end_section();
    }

    /// The rows of one party: one per tool that is named, or one that says there is none.
    fn transfers(&mut self, name: &str, party: &Party) {
        let Some(country) = party.country else { return };
        let day = self.claims.institution().zone().day_of(self.at);
        let law = self.claims.history().law();
        let where_ = words::country(country, self.language);
        let mut rows: Vec<(Sentence, Sentence)> = Vec::new();
        for transfer in &party.transfers {
            let dated = transfer.from.is_none_or(|from| from <= day)
                && transfer.through.is_none_or(|until| day <= until);
            let stands = match law.standing(transfer.tool, transfer.clauses, country, day) {
                Standing::NoTool => Sentence::StandingNoTool,
                Standing::Lapsed => Sentence::StandingLapsed,
                _ if !dated => Sentence::StandingLapsed,
                _ if transfer.claimed => Sentence::StandingClaimed,
                Standing::InForce | Standing::WithinEea => Sentence::StandingInForce,
            };
            rows.push((tool(transfer.tool), stands));
        }
        if rows.is_empty() {
            rows.push((Sentence::OutsideNoTool, Sentence::StandingNoTool));
        }
        for (tool, stands) in rows {
            self.html.row();
            self.html.policy(name);
            self.html.cell(Sentence::RecipientWhere);
            self.html.ours(&where_);
            self.html.cell(Sentence::OutsideTool);
            self.html.say(tool);
            self.html.cell(Sentence::OutsideState);
            self.html.say(stands);
            self.html.end_row();
        }
    }

    pub(super) fn sources(&mut self) {
        self.section("sources", Sentence::Sources, &["15(1)(g)"]);
        let on_page = self.on_page();
        if !on_page.is_empty() {
            self.html.table(Sentence::SourcesCaption, &[Sentence::SourceData, Sentence::SourceFrom]);
            for id in on_page {
                self.html.row();
                self.html.phrase(self.category(id));
                self.html.cell(Sentence::SourceFrom);
                self.origins(id);
                self.html.end_row();
            }
            self.html.end_table();
        }
        self.end_section();
    }

    pub(super) fn responsible(&mut self) {
        self.section("responsible", Sentence::Responsible, &["4(7), 37"]);
        let parties: Vec<&'p Party> = controllers(self.document).map(|(_, party)| party).collect();
        if parties.is_empty() {
            self.paragraph(Sentence::NoController);
        }
        for party in parties {
            self.html.tag("<p><strong>");
            self.html.policy(self.name_of(party));
            self.html.tag("</strong><br>\n");
            match &party.contact {
                Some(contact) => self.contact(contact),
                None => self.html.say(Sentence::NoContact),
            }
            self.html.tag("</p>\n");
            for (description, contact) in
                [(Sentence::Officer, &party.officer), (Sentence::Representative, &party.representative)]
            {
                if let Some(contact) = contact {
                    self.html.tag("<p>");
                    self.html.say(description);
                    self.html.tag(":<br>\n");
                    self.contact(contact);
                    self.html.tag("</p>\n");
                }
            }
        }
        self.end_section();
    }
}

fn ground(on: DisclosureGround) -> Sentence {
    match on {
        DisclosureGround::Processor => Sentence::GroundProcessor,
        DisclosureGround::Contract => Sentence::GroundContract,
        DisclosureGround::Consent => Sentence::GroundConsent,
        DisclosureGround::LegitimateInterest => Sentence::GroundLegitimateInterest,
        DisclosureGround::LegalDuty => Sentence::GroundLegalDuty,
        DisclosureGround::Own => Sentence::GroundOwn,
        DisclosureGround::Instruction => Sentence::GroundInstruction,
    }
}

fn tool(tool: TransferTool) -> Sentence {
    match tool {
        TransferTool::Adequacy => Sentence::ToolAdequacy,
        TransferTool::DataPrivacyFramework => Sentence::ToolDataPrivacyFramework,
        TransferTool::StandardClauses => Sentence::ToolStandardClauses,
        TransferTool::BindingCorporateRules => Sentence::ToolBindingCorporateRules,
        TransferTool::PublicBodies => Sentence::ToolPublicBodies,
        TransferTool::CodeOfConduct => Sentence::ToolCodeOfConduct,
        TransferTool::Certification => Sentence::ToolCertification,
        TransferTool::ExplicitConsent => Sentence::ToolExplicitConsent,
        TransferTool::PrivacyShield => Sentence::ToolPrivacyShield,
        TransferTool::SafeHarbor => Sentence::ToolSafeHarbor,
        TransferTool::Agreements => Sentence::ToolAgreements,
    }
}
