//! Parses addresses as `IpAddress` reads them: a block in CIDR notation, or one address.

use std::net::{Ipv4Addr, Ipv6Addr};

use constructs_matching::AddressBlock;

/// A block in CIDR notation, or one address.
pub(crate) fn parse_block(text: &str) -> Option<AddressBlock> {
    let text = text.trim();
    if text.contains('/') {
        return AddressBlock::parse(text);
    }
    text.parse().ok().map(AddressBlock::of_address)
}

/// An address as text.
pub(crate) fn format_address(address: u128, is_v6: bool) -> String {
    match u32::try_from(address) {
        Ok(address) if !is_v6 => Ipv4Addr::from(address).to_string(),
        _ => Ipv6Addr::from(address).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::parse_block;

    fn holds(block: &str, address: &str) -> bool {
        parse_block(block).unwrap().contains(parse_block(address).unwrap())
    }

    #[test]
    fn containment() {
        assert!(holds("10.0.0.0/8", "10.255.0.1"));
        assert!(holds("10.1.2.3/8", "10.255.0.1"));
        assert!(!holds("10.0.0.0/8", "11.0.0.1"));
        assert!(holds("0.0.0.0/0", "11.0.0.1"));
        assert!(!holds("0.0.0.0/0", "::1"));
        assert!(holds("::/0", "2001:db8::1"));
        assert!(holds("2001:db8::/32", "2001:DB8:0:0::1"));
        assert!(holds("10.0.0.1", "10.0.0.1/32"));
    }

    #[test]
    fn what_is_no_block() {
        for text in
            ["", "10.0.0", "10.0.0.1/33", "10.0.0.1/", "::1/129", "example.com", "1.2.3.4/-1"]
        {
            assert_eq!(parse_block(text), None, "{text}");
        }
    }
}
