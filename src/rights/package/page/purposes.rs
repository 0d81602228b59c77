//! What the data are used for, whether that can be refused, the choices that were made, and what computers decide.

use super::html::Gap;
use super::says::Says;
use super::{Page, words};
use crate::calendar::Time;
use crate::claim::Condition;
use crate::dossier::{DATA_SUBJECT, SpeechAct};
use crate::json::Id;
use crate::law::{Basis, Reaches, Right};
use crate::policy::{Ease, Effect, Holder, Language, Purpose};

/// Whether a person can refuse a purpose.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// They can: a word is enough.
    Yes,
    /// They can object, which is weighed.
    Object,
    No,
    /// The lawful basis is not set.
    Unknown,
}

/// One thing that was chosen.
struct Choice {
    at: Time,
    what: Says,
    invalid: bool,
    by: Says,
    /// Purposes; all if empty.
    purposes: Vec<Id>,
    /// The option, for a switch.
    option: Option<Id>,
}

impl<'p> Page<'p> {
    pub(super) fn purposes(&mut self) {
        self.section("purposes", Says::Purposes, &["15(1)(a)"]);
        let purposes = self.all_purposes();
        if purposes.is_empty() {
            self.paragraph(Says::NoPurpose);
        }
        for (id, purpose) in purposes {
            self.html.tag("<article class=\"purpose\">\n<h3");
            self.html.id("purpose-", id.as_str());
            self.html.tag(">");
            self.html.phrase(&purpose.says.0);
            self.html.tag("</h3>\n<p><strong>");
            self.html.say(Says::WhyAllowed);
            self.html.tag("</strong> ");
            let basis = self.claims.basis_at(id, self.at);
            self.html.say(why_allowed(basis));
            if let Some(letter) = basis.map(Basis::letter) {
                self.html.note(&format!("6(1)({letter})"));
            }
            if basis == Some(Basis::Consent) {
                self.consent_now(id, purpose);
            }
            self.html.tag("</p>\n<p><strong>");
            self.html.say(Says::MayIRefuse);
            self.html.tag("</strong> ");
            self.refusal(id, purpose);
            self.html.tag("</p>\n</article>\n");
        }
        self.end_section();
    }

    /// How it stands with the consent now.
    fn consent_now(&mut self, id: &Id, purpose: &Purpose) {
        let Some(category) = purpose.categories.first() else { return };
        let Ok(lanes) = self.claims.lanes(id.as_str(), category.as_str(), None) else { return };
        if let Some(lane) = lanes.iter().find(|lane| lane.condition == Condition::Basis) {
            let reason = lane.timeline.at(self.at).because.reason;
            self.html.tag(" ");
            let dutch = self.language == Language::Dutch;
            self.html.ours(if dutch { reason.dutch() } else { reason.english() });
        }
    }

    /// Whether a purpose can be refused, and what the law says of it where it does.
    pub(super) fn may_refuse(&self, id: &Id, purpose: &Purpose) -> (Refusal, Option<Reaches>) {
        let Some(basis) = self.claims.basis_at(id, self.at) else {
            let marketing = Right::Objection.reaches(Basis::ByController, true);
            return if purpose.direct_marketing {
                (Refusal::Yes, Some(marketing))
            } else {
                (Refusal::Unknown, None)
            };
        };
        if purpose.direct_marketing {
            return (Refusal::Yes, Some(Right::Objection.reaches(basis, true)));
        }
        if basis == Basis::Consent {
            return (Refusal::Yes, Some(Right::Withdrawal.reaches(basis, false)));
        }
        if self.user_option(purpose).is_some() {
            return (Refusal::Yes, None);
        }
        if basis.can_be_objected_to() {
            return (Refusal::Object, Some(Right::Objection.reaches(basis, false)));
        }
        (Refusal::No, None)
    }

    /// The option of a purpose, if the person holds its switch.
    fn user_option(&self, purpose: &'_ Purpose) -> Option<&'p str> {
        let option = self.document.options.get(purpose.option.as_ref()?)?;
        option.holders.contains(&Holder::User).then_some(option.says.0.as_str())
    }

    fn refusal(&mut self, id: &Id, purpose: &'p Purpose) {
        let (may, reaches) = self.may_refuse(id, purpose);
        match may {
            Refusal::Yes => self.html.say(Says::Yes),
            Refusal::Object => {}
            Refusal::No => self.html.say(Says::No),
            Refusal::Unknown => self.html.say(Says::NotKnownYet),
        }
        if let Some(reaches) = reaches {
            self.html.tag(" ");
            self.reaches(reaches);
        }
        if let Some(option) = self.user_option(purpose) {
            self.html.tag(" ");
            self.html.fill(Says::RefuseOption, &[Gap::Policy(option)]);
        } else if let Some(option) = purpose.option.as_ref().and_then(|id| self.document.options.get(id)) {
            self.html.tag(" ");
            self.html.fill(Says::RefuseOptionInstitution, &[Gap::Policy(&option.says.0)]);
        }
        if may == Refusal::No {
            self.html.tag(" ");
            self.html.say(match self.claims.basis_at(id, self.at) {
                Some(Basis::Contract) => Says::RefuseContract,
                Some(Basis::VitalInterests) => Says::RefuseVitalInterests,
                _ => Says::RefuseLegalObligation,
            });
        }
        if matches!(may, Refusal::Yes | Refusal::Object) {
            self.html.tag(" ");
            self.html.say(Says::AlsoHow);
            self.html.tag(" ");
            self.link("rights", Says::Rights);
            self.html.tag(".");
        }
    }

    /// What the law says of a right on a basis.
    pub(super) fn reaches(&mut self, reaches: Reaches) {
        let text = if self.language == Language::Dutch { reaches.dutch } else { reaches.english };
        self.html.ours(text);
        self.html.note(reaches.article);
    }

    pub(super) fn choices(&mut self) {
        self.section("choices", Says::Choices, &["7(3)"]);
        let purposes = self.all_purposes();
        let choices = self.choices_made(&purposes.iter().map(|(id, _)| *id).collect::<Vec<_>>());
        if choices.is_empty() {
            self.paragraph(Says::NoChoices);
        } else {
            self.choices_table(&choices);
        }
        let on_consent = |id: &Id| self.claims.basis_at(id, self.at) == Some(Basis::Consent);
        if purposes.iter().any(|(id, _)| on_consent(id)) {
            let channels = self.channels();
            self.html.tag("<p>");
            if channels.is_empty() {
                self.html.say(Says::WithdrawSoUnknown);
            } else {
                let channels = channels.join("; ");
                self.html.fill(Says::WithdrawSo, &[Gap::Name(&channels)]);
            }
            self.html.tag("</p>\n");
        }
        let harder =
            |purpose: &Purpose| purpose.consent.as_ref().is_some_and(|c| c.withdrawal == Ease::Harder);
        for (_, purpose) in purposes.iter().filter(|(_, purpose)| harder(purpose)) {
            self.html.tag("<p>");
            self.html.phrase(&purpose.says.0);
            self.html.tag(". ");
            self.html.say(Says::WithdrawHarder);
            self.html.tag("</p>\n");
        }
        self.end_section();
    }

    fn choices_table(&mut self, choices: &[Choice]) {
        self.html.table(
            Says::ChoicesCaption,
            &[Says::ChoiceDate, Says::ChoiceWhat, Says::ChoiceFor, Says::ChoiceBy],
        );
        let zone = self.claims.setting().zone();
        for choice in choices {
            let day = words::day(zone.day_of(choice.at), self.language);
            self.html.row();
            self.html.ours(&day);
            self.html.cell(Says::ChoiceWhat);
            self.html.say(choice.what);
            if choice.invalid {
                self.html.say(Says::Invalid);
            }
            self.html.cell(Says::ChoiceFor);
            if let Some(option) = &choice.option {
                let says = self.document.options.get(option).map_or(option.as_str(), |o| o.says.0.as_str());
                self.html.phrase(says);
            } else if choice.purposes.is_empty() {
                self.html.say(Says::AllPurposes);
            }
            for (index, id) in choice.purposes.iter().enumerate() {
                if index > 0 {
                    self.html.tag("; ");
                }
                let says = self.document.purposes.get(id).map_or(id.as_str(), |p| p.says.0.as_str());
                self.html.phrase(says);
            }
            self.html.cell(Says::ChoiceBy);
            self.html.say(choice.by);
            self.html.end_row();
        }
        self.html.end_table();
    }

    /// Consents, objections and switches about these purposes, in order.
    fn choices_made(&self, purposes: &[&Id]) -> Vec<Choice> {
        let facts = self.claims.facts();
        let about = |ids: &[Id]| ids.is_empty() || ids.iter().any(|id| purposes.contains(&id));
        let mut choices = Vec::new();
        for speech in facts.speech.iter().filter(|speech| speech.at <= self.at && about(&speech.purposes)) {
            let what = match speech.act {
                SpeechAct::Give => Says::Given,
                SpeechAct::Refuse => Says::Refused,
                SpeechAct::Withdraw => Says::Withdrawn,
                SpeechAct::Supersede => Says::Superseded,
            };
            let by = match (speech.act, speech.giver.as_str()) {
                (SpeechAct::Supersede, _) => Says::ByNobody,
                (_, DATA_SUBJECT) => Says::BySelf,
                _ => Says::ByRepresentative,
            };
            choices.push(Choice {
                at: speech.at,
                what,
                invalid: speech.invalid.is_some(),
                by,
                purposes: speech.purposes.clone(),
                option: None,
            });
        }
        for objection in facts.objections.iter().filter(|one| one.from <= self.at && about(&one.purposes)) {
            choices.push(Choice {
                at: objection.from,
                what: Says::Objected,
                invalid: false,
                by: Says::ByNobody,
                purposes: objection.purposes.clone(),
                option: None,
            });
        }
        for (option, switches) in &facts.switches {
            let of_purpose = |id: &&Id| {
                self.document.purposes.get(*id).and_then(|purpose| purpose.option.as_ref()) == Some(option)
            };
            if !purposes.iter().any(of_purpose) {
                continue;
            }
            choices.extend(switches.iter().filter(|(at, ..)| *at <= self.at).map(|(at, on, _)| Choice {
                at: *at,
                what: if *on { Says::SwitchedOn } else { Says::SwitchedOff },
                invalid: false,
                by: Says::ByUser,
                purposes: Vec::new(),
                option: Some(option.clone()),
            }));
        }
        choices.sort_by_key(|choice| choice.at);
        choices
    }

    pub(super) fn computers(&mut self) {
        self.section("computers", Says::Computers, &["15(1)(h), 22"]);
        let purposes = self.all_purposes();
        let with = |effect: Effect| move |purpose: &&Purpose| purpose.effect == Some(effect);
        let declared = || purposes.iter().map(|(_, purpose)| *purpose);
        let sentences = [
            (Effect::DecidesAlone, Says::EffectDecidesAlone),
            (Effect::Profiling, Says::EffectProfiling),
            (Effect::Advises, Says::EffectAdvises),
        ];
        let said: Vec<(Says, &str)> = sentences
            .iter()
            .flat_map(|(effect, says)| declared().filter(with(*effect)).map(|p| (*says, p.says.0.as_str())))
            .collect();
        let unsaid: Vec<Gap<'_>> =
            declared().filter(|p| p.effect.is_none()).map(|p| Gap::Policy(p.says.0.as_str())).collect();
        if said.is_empty() && unsaid.is_empty() {
            self.paragraph(Says::ComputersNone);
        }
        if !said.is_empty() {
            self.html.tag("<ul>\n");
            for (says, purpose) in &said {
                self.html.tag("<li>");
                self.html.fill(*says, &[Gap::Policy(purpose)]);
                self.html.tag("</li>\n");
            }
            self.html.tag("</ul>\n");
            self.paragraph(Says::EffectLogic);
        }
        if !unsaid.is_empty() {
            self.html.tag("<p>");
            self.html.fill_list(Says::EffectUnsaid, &unsaid);
            self.html.tag("</p>\n");
        }
        self.end_section();
    }
}

fn why_allowed(basis: Option<Basis>) -> Says {
    match basis {
        Some(Basis::Consent) => Says::BasisConsent,
        Some(Basis::Contract) => Says::BasisContract,
        Some(Basis::LegalObligation) => Says::BasisLegalObligation,
        Some(Basis::VitalInterests) => Says::BasisVitalInterests,
        Some(Basis::PublicTask) => Says::BasisPublicTask,
        Some(Basis::LegitimateInterests) => Says::BasisLegitimateInterests,
        Some(Basis::ByController) | None => Says::BasisNotSet,
    }
}
