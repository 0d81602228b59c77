use zeroize::Zeroizing;

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

/// The one form of an address. The form of a form is that form: the part before the `@` is checked as it is given and as
/// it comes out, since leaving out a tag or normalising can spoil it (`jan.+tag`, or U+037E, which becomes a semicolon).
pub(super) fn canonical(given: &str, rules: MailRules) -> Result<Zeroizing<String>, Diagnostic> {
    let (local, domain) = split(given)?;
    let mut local = text::normal(local, rules.lower);
    if rules.untagged {
        let tag = local.find('+').filter(|at| *at > 0);
        let end = tag.unwrap_or(local.len());
        local.truncate(end);
    }
    before_at(&local)?;
    let mut address = Zeroizing::new(String::with_capacity(local.len() + 1 + domain.len()));
    address.push_str(&local);
    address.push('@');
    address.extend(domain.chars().map(|c| c.to_ascii_lowercase()));
    Ok(address)
}

/// The two parts of an address, as they are given.
pub(crate) fn split(given: &str) -> Result<(&str, &str), Diagnostic> {
    let address = given.trim();
    let Some((local, domain)) = address.rsplit_once('@') else {
        text::plain(address).map_err(|_| hidden())?;
        return Err(refused("mail-at", "this has no `@`"));
    };
    text::plain(domain).map_err(|_| hidden())?;
    before_at(local)?;
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
    Ok((local, domain))
}

/// What stands before the `@`.
fn before_at(local: &str) -> Result<(), Diagnostic> {
    text::plain(local).map_err(|_| hidden())?;
    let special = |c: char| c.is_whitespace() || "()<>[]:;@\\,\"".contains(c);
    if local.is_empty() || local.len() > 64 || local.contains(special) || !dotted(local) {
        return Err(refused("mail-local", "the part before the `@` is malformed").helping(
            "an address in angle brackets, with a name or in quotes is not taken: pass the address alone",
        ));
    }
    Ok(())
}

/// No dot at either end, and no two in a row.
fn dotted(local: &str) -> bool {
    local.split('.').all(|part| !part.is_empty())
}

#[cold]
fn hidden() -> Diagnostic {
    refused("mail-character", "this holds a character that no address has")
}

#[cold]
fn refused(code: &'static str, message: &str) -> Diagnostic {
    Diagnostic::new(code, message).expecting("an address such as `name@example.nl`")
}
