use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::Diagnostic;

/// The IPv4 address for an IPv4-mapped IPv6 address (`::ffff:192.0.2.1`), any other address as it is.
///
/// It must come first: cut off as IPv6, all mapped addresses become one.
pub fn unmapped(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or(address, IpAddr::V4),
        IpAddr::V4(_) => address,
    }
}

pub(in crate::pseudonym) fn parse(text: &str) -> Result<IpAddr, Diagnostic> {
    let address = text.trim();
    address.parse().map(unmapped).map_err(|_| {
        let diagnostic = Diagnostic::new("ip-malformed", "this is not an IP address")
            .expecting("IPv4 such as `192.0.2.1` or IPv6 such as `2001:db8::1`");
        if address.contains(['%', '[', '/']) || (address.contains('.') && address.contains(':')) {
            diagnostic.helping("pass the address alone: no port, zone, prefix length or brackets")
        } else {
            diagnostic
        }
    })
}

pub(super) fn restore(canonical: &[u8]) -> Option<IpAddr> {
    if let Ok(v4) = <[u8; 4]>::try_from(canonical) {
        return Some(Ipv4Addr::from(v4).into());
    }
    <[u8; 16]>::try_from(canonical).ok().map(|v6| Ipv6Addr::from(v6).into())
}
