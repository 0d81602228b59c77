//! Words that mean consent, and what a policy may promise about who gives it.

use super::super::model::{Purpose, Recipient, Transfer};
use super::super::words::DisclosureGround;
use super::Check;
use crate::Diagnostic;
use crate::json::Id;
use crate::law::{Article9Ground, Basis, MAJORITY, SELF_FROM, TransferTool};

impl Check<'_, '_, '_> {
    /// The consents that a purpose and its recipients name, and the age from which persons consent for themselves.
    pub(super) fn words_of_consent(&mut self, id: &str, purpose: &Purpose) {
        let explicit = purpose.article_9_ground == Some(Article9Ground::ExplicitConsent);
        let path = ["purposes", id, "consent-purpose"];
        self.consent_purpose(
            &path,
            purpose.consent_purpose.as_ref(),
            explicit,
            "`\"article-9-ground\": \"explicit-consent\"`",
        );
        for (party, recipient) in &purpose.recipients {
            let Recipient { ground, consent_purpose, .. } = recipient;
            let path = ["purposes", id, "recipients", party.as_str(), "consent-purpose"];
            let on_consent = *ground == DisclosureGround::Consent;
            self.consent_purpose(&path, consent_purpose.as_ref(), on_consent, "`\"ground\": \"consent\"`");
        }
        let self_from = purpose.consent.as_ref().and_then(|consent| consent.self_from);
        let path = ["purposes", id, "consent", "self-from"];
        let (lowest, highest) = (SELF_FROM.unsigned_abs().into(), MAJORITY.unsigned_abs().into());
        match self_from {
            Some(years) if years < lowest => self.report(
                &path,
                Diagnostic::new(
                    "laxer-than-law",
                    "the law lets nobody consent alone at this age (UAVG 5(1))",
                )
                .expecting(format!("an age from {lowest} to {highest}"))
                .helping("a policy can be stricter about giving consent, never laxer"),
            ),
            Some(years) if years > highest => self.report(
                &path,
                Diagnostic::new(
                    "nobody-consents",
                    "from eighteen on there is no representative who could consent",
                )
                .expecting(format!("an age from {lowest} to {highest}")),
            ),
            Some(_) if purpose.help_service => self.report(
                &path,
                Diagnostic::new(
                    "help-service-with-age",
                    "free help and advice needs no representative at any age (UAVG 5(6))",
                )
                .helping("remove `self-from`, or `help-service`"),
            ),
            _ => {}
        }
    }

    /// The consents that transfers name (article 49(1)(a)).
    pub(super) fn transfers_on_consent(&mut self) {
        let document = self.document;
        for (id, party) in &document.parties {
            for (index, Transfer { tool, consent_purpose, .. }) in party.transfers.iter().enumerate() {
                let index = index.to_string();
                let path = ["parties", id.as_str(), "transfers", &index, "consent-purpose"];
                let on_consent = *tool == TransferTool::ExplicitConsent;
                self.consent_purpose(
                    &path,
                    consent_purpose.as_ref(),
                    on_consent,
                    "`\"tool\": \"explicit-consent\"`",
                );
            }
        }
    }

    /// A consent is that of a declared purpose on consent, and is named only where a word means consent.
    fn consent_purpose(&mut self, path: &[&str], named: Option<&Id>, means_consent: bool, word: &str) {
        let Some(named) = named else { return };
        let document = self.document;
        if !means_consent {
            let diagnostic = Diagnostic::new("consent-purpose-unused", "nothing here rests on that consent")
                .helping(format!("`consent-purpose` belongs with {word}, and only with it"));
            return self.report(path, diagnostic);
        }
        self.known(path, "purpose", named, &document.purposes);
        let basis = document.purposes.get(named).map(|purpose| purpose.basis);
        if basis.is_some_and(|basis| !matches!(basis, Basis::Consent | Basis::ByController)) {
            let on_consent = document.purposes.iter().filter(|(_, purpose)| purpose.basis == Basis::Consent);
            let names: Vec<&str> = on_consent.map(|(id, _)| id.as_str()).collect();
            let expected = if names.is_empty() {
                "a purpose on consent: there is none".to_owned()
            } else {
                names.join(", ")
            };
            self.report(
                path,
                Diagnostic::new(
                    "not-on-consent",
                    "this purpose does not rest on consent, so nobody is asked for it",
                )
                .expecting(expected),
            );
        }
    }
}
