use core::fmt;
use core::net::{IpAddr, Ipv6Addr};
use core::str::FromStr;

use zeroize::Zeroizing;

use crate::Diagnostic;
use crate::json::words;
use crate::pseudonym::identifier::{split_mail, unmapped};
use crate::pseudonym::{PseudonymError, identifier};

/// A Dutch postcode: four digits, and two letters. A small value: copy it; `Debug` does not show it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Postcode {
    digits: u16,
    letters: [u8; 2],
}

impl Postcode {
    /// The four digits: a neighbourhood of some thousands of people.
    pub fn four(&self) -> String {
        format!("{:04}", self.digits)
    }

    /// The first two digits: a region.
    pub fn two(&self) -> String {
        format!("{:02}", self.digits / 100)
    }
}

impl FromStr for Postcode {
    type Err = PseudonymError;

    /// Reads `1234AB` or `1234 AB`, in capitals or not.
    ///
    /// # Errors
    ///
    /// `postcode-malformed`, also for letters that are not given out (SA, SD, SS).
    fn from_str(text: &str) -> Result<Postcode, PseudonymError> {
        let read = || {
            let (digits, letters) = text.trim().split_at_checked(4)?;
            let letters = letters.strip_prefix(' ').unwrap_or(letters).to_ascii_uppercase();
            let letters = <[u8; 2]>::try_from(letters.as_bytes()).ok()?;
            let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
            let given =
                letters.iter().all(u8::is_ascii_uppercase) && !matches!(&letters, b"SA" | b"SD" | b"SS");
            (plain && given).then_some(Postcode { digits: digits.parse().ok()?, letters })
        };
        read().ok_or_else(|| {
            Diagnostic::new("postcode-malformed", "this is not a Dutch postcode")
                .expecting("such as `1234 AB`")
                .into()
        })
    }
}

impl fmt::Debug for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Postcode(..)")
    }
}

/// An address with its end set to zero: the last 8 bits of IPv4, the last 80 of IPv6. An IPv4-mapped address is cut as
/// the IPv4 address it is.
pub fn truncated(address: IpAddr) -> IpAddr {
    match unmapped(address) {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            IpAddr::from([a, b, c, 0])
        }
        IpAddr::V6(v6) => {
            let [a, b, c, ..] = v6.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0))
        }
    }
}

/// As [`truncated`], from text to text.
pub(super) fn truncated_text(text: &str) -> Result<String, Diagnostic> {
    Ok(truncated(identifier::parse_ip(text)?).to_string())
}

words! {
    /// What kind of domain an e-mail address is in.
    pub enum MailClass {
        /// One of the organisation's own.
        Own = "own",
        /// A provider for consumers.
        Consumer = "consumer",
        /// Any other.
        Other = "other",
    }
}

/// Providers for consumers, in the Netherlands and everywhere.
const CONSUMER: &[&str] = &[
    "caiway.nl",
    "casema.nl",
    "chello.nl",
    "delta.nl",
    "freedom.nl",
    "gmail.com",
    "gmx.com",
    "gmx.net",
    "googlemail.com",
    "hetnet.nl",
    "home.nl",
    "hotmail.com",
    "hotmail.nl",
    "icloud.com",
    "kpnmail.nl",
    "kpnplanet.nl",
    "live.com",
    "live.nl",
    "mac.com",
    "me.com",
    "msn.com",
    "online.nl",
    "outlook.com",
    "planet.nl",
    "pm.me",
    "proton.me",
    "protonmail.com",
    "quicknet.nl",
    "solcon.nl",
    "telfort.nl",
    "tele2.nl",
    "upcmail.nl",
    "xs4all.nl",
    "yahoo.com",
    "yahoo.nl",
    "zeelandnet.nl",
    "ziggo.nl",
];

/// The class of an address's domain; `own` are the organisation's domains, in lower case, each with all below it.
///
/// # Errors
///
/// `mail-…` for what is no address.
pub fn mail_class<'a>(
    address: &str,
    own: impl IntoIterator<Item = &'a str>,
) -> Result<MailClass, PseudonymError> {
    let (_, domain) = split_mail(address)?;
    let domain = Zeroizing::new(domain.to_ascii_lowercase());
    let is_in =
        |own: &str| domain.strip_suffix(own).is_some_and(|before| before.is_empty() || before.ends_with('.'));
    Ok(if own.into_iter().any(is_in) {
        MailClass::Own
    } else if CONSUMER.contains(&domain.as_str()) {
        MailClass::Consumer
    } else {
        MailClass::Other
    })
}
