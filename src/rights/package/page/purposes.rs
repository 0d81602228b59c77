//! What the data are used for, whether that can be refused, the choices that were made, and what computers decide.

use super::html::Gap;
use super::sentence::Sentence;
use super::{Page, words};
use crate::calendar::Time;
use crate::claim::Condition;
use crate::dossier::{DATA_SUBJECT, SpeechAct};
use crate::json::Id;
use crate::law::{ApplicabilityRule, Basis, Right};
use crate::policy::{Effect, Language, OptionHolder, Purpose, WithdrawalEase};

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
    what: Sentence,
    invalid: bool,
    by: Sentence,
    /// Purposes; all if empty.
    purposes: Vec<Id>,
    /// The option, for a switch.
    option: Option<Id>,
}

impl<'p> Page<'p> {
    pub(super) fn purposes(&mut self) {
        self.section("purposes", Sentence::Purposes, &["15(1)(a)"]);
        let purposes = self.all_purposes();
        if purposes.is_empty() {
            self.paragraph(Sentence::NoPurpose);
        }
        for (id, purpose) in purposes {
            self.html.tag("<article class=\"purpose\">\n<h3");
            self.html.id("purpose-", id.as_str());
            self.html.tag(">");
            self.html.phrase(&purpose.description.0);
            self.html.tag("</h3>\n<p><strong>");
            self.html.say(Sentence::WhyAllowed);
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
            self.html.say(Sentence::MayIRefuse);
            self.html.tag("</strong> ");
            self.refusal(id, purpose);
            self.html.tag("</p>\n</article>\n");
        }
        self.end_section();
    }

    /// How it stands with the consent now.
    fn consent_now(&mut self, id: &Id, purpose: &Purpose) {
        let Some(category) = purpose.categories.first() else { return };
        let Ok(timelines) = self.claims.timelines(id.as_str(), category.as_str(), None) else { return };
        if let Some(part) = timelines.iter().find(|part| part.condition == Condition::Basis) {
            let code = part.timeline.at(self.at).reason.code;
            self.html.tag(" ");
            let dutch = self.language == Language::Dutch;
            self.html.ours(if dutch { code.dutch() } else { code.english() });
        }
    }

    /// Whether a purpose can be refused, and what the law says of it where it does.
    pub(super) fn may_refuse(&self, id: &Id, purpose: &Purpose) -> (Refusal, Option<ApplicabilityRule>) {
        let Some(basis) = self.claims.basis_at(id, self.at) else {
            let marketing = Right::Objection.applies(Basis::ByController, true);
            return if purpose.direct_marketing {
                (Refusal::Yes, Some(marketing))
            } else {
                (Refusal::Unknown, None)
            };
        };
        if purpose.direct_marketing {
            return (Refusal::Yes, Some(Right::Objection.applies(basis, true)));
        }
        if basis == Basis::Consent {
            return (Refusal::Yes, Some(Right::Withdrawal.applies(basis, false)));
        }
        if self.user_option(purpose).is_some() {
            return (Refusal::Yes, None);
        }
        if basis.can_be_objected_to() {
            return (Refusal::Object, Some(Right::Objection.applies(basis, false)));
        }
        (Refusal::No, None)
    }

    /// The option of a purpose, if the person holds its switch.
    fn user_option(&self, purpose: &'_ Purpose) -> Option<&'p str> {
        let option = self.document.options.get(purpose.option.as_ref()?)?;
        option.holders.contains(&OptionHolder::User).then_some(option.description.0.as_str())
    }

    fn refusal(&mut self, id: &Id, purpose: &'p Purpose) {
        let (may, applies) = self.may_refuse(id, purpose);
        match may {
            Refusal::Yes => self.html.say(Sentence::Yes),
            Refusal::Object => self.html.say(Sentence::NotOutright),
            Refusal::No => self.html.say(Sentence::No),
            Refusal::Unknown => self.html.say(Sentence::NotKnownYet),
        }
        if let Some(applies) = applies {
            self.html.tag(" ");
            self.applies(applies);
        }
        if let Some(option) = self.user_option(purpose) {
            self.html.tag(" ");
            self.html.fill(Sentence::RefuseOption, &[Gap::Policy(option)]);
        } else if let Some(option) = purpose.option.as_ref().and_then(|id| self.document.options.get(id)) {
            self.html.tag(" ");
            self.html.fill(Sentence::RefuseOptionInstitution, &[Gap::Policy(&option.description.0)]);
        }
        if may == Refusal::Unknown {
            self.html.tag(" ");
            self.html.say(Sentence::RefusalPending);
        }
        if may == Refusal::No {
            self.html.tag(" ");
            self.html.say(match self.claims.basis_at(id, self.at) {
                Some(Basis::Contract) => Sentence::RefuseContract,
                Some(Basis::VitalInterests) => Sentence::RefuseVitalInterests,
                _ => Sentence::RefuseLegalObligation,
            });
        }
        if matches!(may, Refusal::Yes | Refusal::Object) {
            self.html.tag(" ");
            self.html.say(Sentence::AlsoHow);
            self.html.tag(" ");
            self.link("rights", Sentence::Rights);
            self.html.tag(".");
        }
    }

    /// What the law says of a right on a basis.
    pub(super) fn applies(&mut self, applies: ApplicabilityRule) {
        let text = if self.language == Language::Dutch { applies.dutch } else { applies.english };
        self.html.ours(text);
        self.html.note(applies.article);
    }

    pub(super) fn choices(&mut self) {
        self.section("choices", Sentence::Choices, &["7(3)"]);
        let purposes = self.all_purposes();
        let choices = self.choices_created(&purposes.iter().map(|(id, _)| *id).collect::<Vec<_>>());
        if choices.is_empty() {
            self.paragraph(Sentence::NoChoices);
        } else {
            self.choices_table(&choices);
        }
        let on_consent = |id: &Id| self.claims.basis_at(id, self.at) == Some(Basis::Consent);
        if purposes.iter().any(|(id, _)| on_consent(id)) {
            let channels = self.channels();
            self.html.tag("<p>");
            if channels.is_empty() {
                self.html.say(Sentence::WithdrawSoUnknown);
            } else {
                let channels = channels.join("; ");
                self.html.fill(Sentence::WithdrawSo, &[Gap::Name(&channels)]);
            }
            self.html.tag("</p>\n");
        }
        let harder = |purpose: &Purpose| {
            purpose.consent.as_ref().is_some_and(|c| c.withdrawal == WithdrawalEase::Harder)
        };
        for (_, purpose) in purposes.iter().filter(|(_, purpose)| harder(purpose)) {
            self.html.tag("<p>");
            self.html.phrase(&purpose.description.0);
            self.html.tag(". ");
            self.html.say(Sentence::WithdrawHarder);
            self.html.tag("</p>\n");
        }
        self.end_section();
    }

    fn choices_table(&mut self, choices: &[Choice]) {
        self.html.table(
            Sentence::ChoicesCaption,
            &[Sentence::ChoiceDate, Sentence::ChoiceWhat, Sentence::ChoiceFor, Sentence::ChoiceBy],
        );
        let zone = self.claims.institution().zone();
        for choice in choices {
            let day = words::day(zone.day_of(choice.at), self.language);
            self.html.row();
            self.html.ours(&day);
            self.html.cell(Sentence::ChoiceWhat);
            self.html.say(choice.what);
            if choice.invalid {
                self.html.say(Sentence::Invalid);
            }
            self.html.cell(Sentence::ChoiceFor);
            if let Some(option) = &choice.option {
                let description =
                    self.document.options.get(option).map_or(option.as_str(), |o| o.description.0.as_str());
                self.html.phrase(description);
            } else if choice.purposes.is_empty() {
                self.html.say(Sentence::AllPurposes);
            }
            for (index, id) in choice.purposes.iter().enumerate() {
                if index > 0 {
                    self.html.tag("; ");
                }
                let description =
                    self.document.purposes.get(id).map_or(id.as_str(), |p| p.description.0.as_str());
                self.html.phrase(description);
            }
            self.html.cell(Sentence::ChoiceBy);
            self.html.say(choice.by);
            self.html.end_row();
        }
        self.html.end_table();
    }

    /// Consents, objections and switches about these purposes, in order.
    fn choices_created(&self, purposes: &[&Id]) -> Vec<Choice> {
        let facts = self.claims.facts();
        let about = |ids: &[Id]| ids.is_empty() || ids.iter().any(|id| purposes.contains(&id));
        let mut choices = Vec::new();
        for speech in facts.speech.iter().filter(|speech| speech.at <= self.at && about(&speech.purposes)) {
            let what = match speech.act {
                SpeechAct::Give => Sentence::Given,
                SpeechAct::Refuse => Sentence::Refused,
                SpeechAct::Withdraw => Sentence::Withdrawn,
                SpeechAct::Supersede => Sentence::Superseded,
            };
            let by = match (speech.act, speech.by.as_str()) {
                (SpeechAct::Supersede, _) => Sentence::ByNobody,
                (_, DATA_SUBJECT) => Sentence::BySelf,
                _ => Sentence::ByRepresentative,
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
                what: Sentence::Objected,
                invalid: false,
                by: Sentence::ByNobody,
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
                what: if *on { Sentence::SwitchedOn } else { Sentence::SwitchedOff },
                invalid: false,
                by: Sentence::ByUser,
                purposes: Vec::new(),
                option: Some(option.clone()),
            }));
        }
        choices.sort_by_key(|choice| choice.at);
        choices
    }

    pub(super) fn computers(&mut self) {
        self.section("computers", Sentence::Computers, &["15(1)(h), 22"]);
        let purposes = self.all_purposes();
        let with = |effect: Effect| move |purpose: &&Purpose| purpose.effect == Some(effect);
        let declared = || purposes.iter().map(|(_, purpose)| *purpose);
        let sentences = [
            (Effect::DecidesAlone, Sentence::EffectDecidesAlone),
            (Effect::Profiling, Sentence::EffectProfiling),
            (Effect::Advises, Sentence::EffectAdvises),
        ];
        let said: Vec<(Sentence, &str)> = sentences
            .iter()
            .flat_map(|(effect, description)| {
                declared().filter(with(*effect)).map(|p| (*description, p.description.0.as_str()))
            })
            .collect();
        let unsaid: Vec<Gap<'_>> = declared()
            .filter(|p| p.effect.is_none())
            .map(|p| Gap::Policy(p.description.0.as_str()))
            .collect();
        if said.is_empty() && unsaid.is_empty() {
            self.paragraph(Sentence::ComputersNone);
        }
        if !said.is_empty() {
            self.html.tag("<ul>\n");
            for (description, purpose) in &said {
                self.html.tag("<li>");
                self.html.fill(*description, &[Gap::Policy(purpose)]);
                self.html.tag("</li>\n");
            }
            self.html.tag("</ul>\n");
            self.paragraph(Sentence::EffectLogic);
        }
        if !unsaid.is_empty() {
            self.html.tag("<p>");
            self.html.fill_list(Sentence::EffectUnsaid, &unsaid);
            self.html.tag("</p>\n");
        }
        self.end_section();
    }
}

fn why_allowed(basis: Option<Basis>) -> Sentence {
    match basis {
        Some(Basis::Consent) => Sentence::BasisConsent,
        Some(Basis::Contract) => Sentence::BasisContract,
        Some(Basis::LegalObligation) => Sentence::BasisLegalObligation,
        Some(Basis::VitalInterests) => Sentence::BasisVitalInterests,
        Some(Basis::PublicTask) => Sentence::BasisPublicTask,
        Some(Basis::LegitimateInterests) => Sentence::BasisLegitimateInterests,
        Some(Basis::ByController) | None => Sentence::BasisNotSet,
    }
}
