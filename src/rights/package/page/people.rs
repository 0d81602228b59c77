//! Who gets the data, in which country, where the data come from, and who is responsible.

use std::collections::{BTreeMap, BTreeSet};

use super::html::Gap;
use super::says::Says;
use super::{Page, words};
use crate::calendar::{Day, Time};
use crate::json::Id;
use crate::law::{Standing, Tool};
use crate::policy::{DisclosureGround, Party, PartyRole};
use crate::rights::package::begin::controllers;

/// What one recipient gets, and why.
#[derive(Default)]
struct Gets<'p> {
    grounds: BTreeSet<DisclosureGround>,
    categories: BTreeSet<&'p Id>,
    /// When it was given, for what an entry says was given.
    given: BTreeSet<Time>,
}

impl<'p> Page<'p> {
    /// The recipients of one category, by name.
    pub(super) fn recipients_of(&self, category: &Id) -> Vec<&'p Id> {
        let gets = self.gets();
        gets.into_iter().filter(|(_, gets)| gets.categories.contains(category)).map(|(id, _)| id).collect()
    }

    /// The recipients of what is on the page: as the policy declares, and as entries say (article 15(1)(c)).
    fn gets(&self) -> BTreeMap<&'p Id, Gets<'p>> {
        let on_page = self.on_page();
        let mut all: BTreeMap<&'p Id, Gets<'p>> = BTreeMap::new();
        for purpose in self.document.purposes.values() {
            for (id, recipient) in &purpose.recipients {
                let of =
                    if recipient.categories.is_empty() { &purpose.categories } else { &recipient.categories };
                let categories: Vec<&Id> = of.iter().filter(|id| on_page.contains(id)).collect();
                if !categories.is_empty() {
                    let gets = all.entry(id).or_default();
                    gets.grounds.insert(recipient.ground);
                    gets.categories.extend(categories);
                }
            }
        }
        // Who keeps them for us receives them, too.
        for system in self.document.systems.values() {
            let keeps = self.document.parties.get_key_value(&system.party).filter(|(_, party)| {
                let works = |role: &PartyRole| matches!(role, PartyRole::Processor | PartyRole::SubProcessor);
                !party.author && party.acts_as.iter().any(works)
            });
            let categories: Vec<&Id> = system.categories.iter().filter(|id| on_page.contains(id)).collect();
            if let Some((id, _)) = keeps.filter(|_| !categories.is_empty()) {
                let gets = all.entry(id).or_default();
                gets.grounds.insert(DisclosureGround::Processor);
                gets.categories.extend(categories);
            }
        }
        let claims = self.claims;
        for given in claims.facts().disclosed.iter().filter(|given| given.at <= self.at) {
            let categories: Vec<&Id> = given.categories.iter().filter(|id| on_page.contains(id)).collect();
            if !categories.is_empty() {
                let gets = all.entry(&given.recipient).or_default();
                gets.given.insert(given.at);
                gets.categories.extend(categories);
            }
        }
        all
    }

    pub(super) fn recipients(&mut self) {
        self.section("recipients", Says::Recipients, &["15(1)(c)"]);
        let all = self.gets();
        if all.is_empty() {
            self.paragraph(Says::RecipientsNone);
            self.end_section();
            return;
        }
        self.paragraph(Says::RecipientsIntro);
        self.html
            .table(Says::RecipientsCaption, &[Says::RecipientWho, Says::RecipientWhat, Says::RecipientWhere]);
        for (id, gets) in all {
            let party = self.document.parties.get(id);
            self.html.row();
            self.html.policy(self.party(id));
            self.html.cell(Says::RecipientWhat);
            let categories: Vec<Gap<'_>> =
                gets.categories.iter().map(|id| Gap::Policy(self.category(id))).collect();
            self.html.list(&categories);
            let grounds: Vec<&str> = gets.grounds.iter().map(|on| ground(*on).text(self.language)).collect();
            self.html.tag(": ");
            if grounds.is_empty() {
                self.html.say(Says::GroundDisclosed);
            } else {
                let grounds: Vec<Gap<'_>> = grounds.into_iter().map(Gap::Ours).collect();
                self.html.list(&grounds);
            }
            self.html.tag(".");
            if !gets.given.is_empty() {
                self.html.tag(" ");
                self.given(&gets.given);
            }
            if party.is_some_and(|party| party.unnamed) {
                self.html.tag(" ");
                self.html.say(Says::RecipientUnnamed);
            }
            self.html.cell(Says::RecipientWhere);
            match party.and_then(|party| party.country) {
                Some(country) => {
                    let name = words::country(country, self.language);
                    self.html.ours(&name);
                }
                None => self.html.say(Says::CountryUnknown),
            }
            self.html.end_row();
        }
        self.html.end_table();
        self.end_section();
    }

    fn given(&mut self, given: &BTreeSet<Time>) {
        let zone = self.claims.setting().zone();
        let mut days: Vec<Day> = given.iter().map(|at| zone.day_of(*at)).collect();
        days.dedup();
        let days: Vec<String> = days.into_iter().map(|day| words::day(day, self.language)).collect();
        let days: Vec<Gap<'_>> = days.iter().map(|day| Gap::Ours(day)).collect();
        self.html.fill_list(Says::DisclosedOn, &days);
    }

    pub(super) fn outside(&mut self) {
        self.section("outside", Says::Outside, &["15(2), 46"]);
        let parties: Vec<(&'p str, &'p Party)> = self
            .gets()
            .into_keys()
            .filter_map(|id| Some((self.party(id), self.document.parties.get(id)?)))
            .collect();
        let abroad: Vec<_> = parties
            .iter()
            .filter(|(_, party)| party.country.is_some_and(|country| !country.in_eea()))
            .collect();
        if abroad.is_empty() {
            self.paragraph(Says::OutsideNone);
        } else {
            self.paragraph(Says::OutsideIntro);
            self.html.table(
                Says::OutsideCaption,
                &[Says::RecipientWho, Says::RecipientWhere, Says::OutsideTool, Says::OutsideState],
            );
            for (name, party) in abroad {
                self.transfers(name, party);
            }
            self.html.end_table();
            self.paragraph(Says::OutsideCopy);
        }
        let unknown: Vec<Gap<'_>> = parties
            .iter()
            .filter(|(_, party)| party.country.is_none())
            .map(|(name, _)| Gap::Name(name))
            .collect();
        if !unknown.is_empty() {
            self.html.tag("<p>");
            self.html.fill_list(Says::OutsideUnknown, &unknown);
            self.html.tag("</p>\n");
        }
        self.end_section();
    }

    /// The rows of one party: one per tool that is named, or one that says there is none.
    fn transfers(&mut self, name: &str, party: &Party) {
        let Some(country) = party.country else { return };
        let day = self.claims.setting().zone().day_of(self.at);
        let where_ = words::country(country, self.language);
        let mut rows: Vec<(Says, Says)> = Vec::new();
        for transfer in &party.transfers {
            let dated = transfer.from.is_none_or(|from| from <= day)
                && transfer.until.is_none_or(|until| day <= until);
            let stands = match transfer.tool.standing(country, day) {
                Standing::NoTool => Says::StandingNoTool,
                Standing::Lapsed => Says::StandingLapsed,
                _ if !dated => Says::StandingLapsed,
                _ if transfer.claimed => Says::StandingClaimed,
                Standing::InForce | Standing::WithinEea => Says::StandingInForce,
            };
            rows.push((tool(transfer.tool), stands));
        }
        if rows.is_empty() {
            rows.push((Says::OutsideNoTool, Says::StandingNoTool));
        }
        for (tool, stands) in rows {
            self.html.row();
            self.html.policy(name);
            self.html.cell(Says::RecipientWhere);
            self.html.ours(&where_);
            self.html.cell(Says::OutsideTool);
            self.html.say(tool);
            self.html.cell(Says::OutsideState);
            self.html.say(stands);
            self.html.end_row();
        }
    }

    pub(super) fn sources(&mut self) {
        self.section("sources", Says::Sources, &["15(1)(g)"]);
        let on_page = self.on_page();
        if !on_page.is_empty() {
            self.html.table(Says::SourcesCaption, &[Says::SourceData, Says::SourceFrom]);
            for id in on_page {
                self.html.row();
                self.html.phrase(self.category(id));
                self.html.cell(Says::SourceFrom);
                self.origins(id);
                self.html.end_row();
            }
            self.html.end_table();
        }
        self.end_section();
    }

    pub(super) fn responsible(&mut self) {
        self.section("responsible", Says::Responsible, &["4(7), 37"]);
        let parties: Vec<&'p Party> = controllers(self.document).map(|(_, party)| party).collect();
        if parties.is_empty() {
            self.paragraph(Says::NoController);
        }
        for party in parties {
            self.html.tag("<p><strong>");
            self.html.policy(self.name_of(party));
            self.html.tag("</strong><br>\n");
            match &party.contact {
                Some(contact) => self.contact(contact),
                None => self.html.say(Says::NoContact),
            }
            self.html.tag("</p>\n");
            for (says, contact) in
                [(Says::Officer, &party.officer), (Says::Representative, &party.representative)]
            {
                if let Some(contact) = contact {
                    self.html.tag("<p>");
                    self.html.say(says);
                    self.html.tag(":<br>\n");
                    self.contact(contact);
                    self.html.tag("</p>\n");
                }
            }
        }
        self.end_section();
    }
}

fn ground(on: DisclosureGround) -> Says {
    match on {
        DisclosureGround::Processor => Says::GroundProcessor,
        DisclosureGround::Contract => Says::GroundContract,
        DisclosureGround::Consent => Says::GroundConsent,
        DisclosureGround::LegitimateInterest => Says::GroundLegitimateInterest,
        DisclosureGround::LegalDuty => Says::GroundLegalDuty,
        DisclosureGround::Own => Says::GroundOwn,
        DisclosureGround::Instruction => Says::GroundInstruction,
    }
}

fn tool(tool: Tool) -> Says {
    match tool {
        Tool::Adequacy => Says::ToolAdequacy,
        Tool::DataPrivacyFramework => Says::ToolDataPrivacyFramework,
        Tool::StandardClauses => Says::ToolStandardClauses,
        Tool::BindingCorporateRules => Says::ToolBindingCorporateRules,
        Tool::PublicBodies => Says::ToolPublicBodies,
        Tool::CodeOfConduct => Says::ToolCodeOfConduct,
        Tool::Certification => Says::ToolCertification,
        Tool::ExplicitConsent => Says::ToolExplicitConsent,
        Tool::PrivacyShield => Says::ToolPrivacyShield,
        Tool::SafeHarbor => Says::ToolSafeHarbor,
        Tool::Agreements => Says::ToolAgreements,
    }
}
