//! The page about reasons.

use waarborg::law::{ReasonCode, RefusalGround};

use super::markdown::{code, link, opening, table};

const HEAD: [&str; 4] = ["code", "article", "Dutch", "English"];
const REFUSAL: &str = "Grounds to refuse a request";

/// Every reason of an answer, and every ground on which a request may be refused.
pub fn page() -> String {
    let mut page = opening(
        "Reasons",
        "Every reason that an answer can give: its code, the article it rests on, and a sentence in Dutch and in English.",
        "the tables of the library",
    );
    page.push_str(
        "\nA code is never used for something else. An article is of the GDPR unless another act is named; a reason without one \
         rests on a fact alone.\n\n## Contents\n\n",
    );
    for (title, reasons) in ReasonCode::GROUPS {
        let codes = code(reasons.iter().map(|reason| reason.as_str()));
        page.push_str(&format!("- {}: {codes}\n", link(title, title)));
    }
    page.push_str(&format!("- {}\n", link(REFUSAL, REFUSAL)));
    for (title, reasons) in ReasonCode::GROUPS {
        let rows = reasons.iter().map(|reason| {
            let code = format!("`{}`", reason.as_str());
            [code, reason.article().to_owned(), reason.dutch().to_owned(), reason.english().to_owned()]
        });
        page.push_str(&format!("\n## {title}\n\n{}", table(HEAD, rows)));
    }
    let rows = RefusalGround::ALL.iter().map(|ground| {
        let rights = ground.rights().iter().map(|right| right.as_str());
        let rights = if ground.rights().is_empty() { "every right".to_owned() } else { code(rights) };
        let word = format!("`{}`", ground.as_str());
        [word, ground.article().to_owned(), rights, ground.dutch().to_owned(), ground.english().to_owned()]
    });
    let rows = table(["word", "article", "refuses", "Dutch", "English"], rows);
    page.push_str(&format!("\n## {REFUSAL}\n\nThe words of `on` in an entry `request-refused`.\n\n{rows}"));
    page
}
