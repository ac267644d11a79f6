//! Parses a block of addresses as `IpAddress` reads it: CIDR or one address. Versions 4 and 6 never meet.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The first and last address of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) first: u128,
    pub(crate) last: u128,
    pub(crate) is_v6: bool,
}

impl Block {
    /// A block in CIDR notation, or one address; bits beyond the prefix are ignored.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (address, length) = match text.trim().split_once('/') {
            Some((address, length)) => (address, Some(length.parse::<u32>().ok()?)),
            None => (text.trim(), None),
        };
        let (bits, address, is_v6) = match address.parse().ok()? {
            IpAddr::V4(address) => (32, u128::from(u32::from(address)), false),
            IpAddr::V6(address) => (128, u128::from(address), true),
        };
        let free =
            bits - length.filter(|length| *length <= bits).or(length.is_none().then_some(bits))?;
        let mask = if free == 128 { u128::MAX } else { (1 << free) - 1 };
        Some(Self { first: address & !mask, last: address | mask, is_v6 })
    }

    /// Whether all of `other` lies within.
    pub(crate) fn holds(self, other: Self) -> bool {
        self.is_v6 == other.is_v6 && self.first <= other.first && other.last <= self.last
    }
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
    use super::Block;

    fn holds(block: &str, address: &str) -> bool {
        Block::parse(block).unwrap().holds(Block::parse(address).unwrap())
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
            assert_eq!(Block::parse(text), None, "{text}");
        }
    }
}
