use unicode_normalization::UnicodeNormalization;

use super::text;
use crate::Diagnostic;

/// How an e-mail address is brought into one form. A small value: copy it.
///
/// The domain is always in lower case. By default, the part before the `@` is left as it is (RFC 5321, 2.4: only its
/// host knows whether capitals count), and so is a tag after a plus sign.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct MailRules {
    /// Put the part before the `@` in lower case: A to Z alone, in every locale the same.
    pub lower: bool,
    /// Leave out a tag after a plus sign.
    pub untagged: bool,
}

impl MailRules {
    pub(super) const ALL: &'static [MailRules] = &[
        MailRules { lower: false, untagged: false },
        MailRules { lower: true, untagged: false },
        MailRules { lower: false, untagged: true },
        MailRules { lower: true, untagged: true },
    ];

    pub(super) fn name(self) -> &'static str {
        match (self.lower, self.untagged) {
            (false, false) => "mail",
            (true, false) => "mail/lower",
            (false, true) => "mail/untagged",
            (true, true) => "mail/lower-untagged",
        }
    }
}

/// The one form of an address.
pub(super) fn canonical(given: &str, rules: MailRules) -> Result<String, Diagnostic> {
    let (local, domain) = split(given)?;
    let mut local: String = local.nfc().collect();
    if rules.untagged {
        let tag = local.find('+').filter(|at| *at > 0);
        local.truncate(tag.unwrap_or(local.len()));
    }
    if rules.lower {
        local.make_ascii_lowercase();
    }
    Ok(format!("{local}@{domain}"))
}

/// The two parts of an address, the domain in lower case.
pub(crate) fn split(given: &str) -> Result<(&str, String), Diagnostic> {
    let address = given.trim();
    text::plain(address)
        .map_err(|_| refused("mail-character", "this holds a character that no address has"))?;
    let Some((local, domain)) = address.rsplit_once('@') else {
        return Err(refused("mail-at", "this has no `@`"));
    };
    let special = |c: char| c.is_whitespace() || "()<>[]:;@\\,\"".contains(c);
    if local.is_empty() || local.len() > 64 || local.contains(special) || !dotted(local) {
        return Err(refused("mail-local", "the part before the `@` is malformed").helping(
            "an address in angle brackets, with a name or in quotes is not taken: pass the address alone",
        ));
    }
    if !domain.is_ascii() {
        return Err(refused("mail-domain", "the domain is not in ASCII")
            .expecting("a domain in its ASCII form, `xn--…`")
            .helping("convert it before (IDNA): how it maps changes with Unicode, and pseudonyms must not"));
    }
    let label = |label: &str| {
        let edge = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let bytes = label.as_bytes();
        bytes.len() <= 63
            && edge(bytes.first())
            && edge(bytes.last())
            && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
    };
    let named = domain.rsplit('.').next().is_some_and(|last| !last.bytes().all(|byte| byte.is_ascii_digit()));
    if domain.len() > 253 || !domain.contains('.') || !domain.split('.').all(label) || !named {
        return Err(refused("mail-domain", "the domain is malformed"));
    }
    Ok((local, domain.to_ascii_lowercase()))
}

/// No dot at either end, and no two in a row.
fn dotted(local: &str) -> bool {
    local.split('.').all(|part| !part.is_empty())
}

#[cold]
fn refused(code: &'static str, message: &str) -> Diagnostic {
    Diagnostic::new(code, message).expecting("an address such as `name@example.nl`")
}
