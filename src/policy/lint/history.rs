//! Lints on what only the versions of a policy together can show.

use super::{Findings, Lint};
use crate::law::Basis;
use crate::policy::model::Document;

/// Of a version, against the ones before it.
pub(super) fn lint(earlier: &[&Document], document: &Document, findings: &mut Findings) {
    let Some(before) = earlier.last() else { return };
    for (id, purpose) in &before.purposes {
        let categories_live = purpose.categories.iter().any(|id| document.categories.contains_key(id));
        match document.purposes.get(id) {
            // Its data stay, and nobody can tell what became of the purpose.
            None if !document.retired.contains(id) && categories_live => {
                findings.add(Lint::PurposeDropped, &["purposes", id.as_str()]);
            }
            // Who withdrew would find the same processing on another basis.
            Some(now) if purpose.basis == Basis::Consent && now.basis != Basis::Consent => {
                findings.add(Lint::BasisExchanged, &["purposes", id.as_str(), "basis"]);
            }
            _ => {}
        }
    }
}
