//! Compares CIDR blocks.

use std::net::IpAddr;

/// A CIDR block.
pub(super) struct Network {
    /// The first address. One of IPv4 is in the high bits, as all are compared from there.
    bits: u128,
    prefix: u32,
    is_ipv6: bool,
}

impl Network {
    /// Reads `10.0.0.0/16` or `fd00::/56`. The bits after the prefix are ignored, as EC2 ignores them.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = text.split_once('/')?;
        let prefix: u32 = prefix.parse().ok()?;
        let (bits, max_prefix, is_ipv6) = match address.parse().ok()? {
            IpAddr::V4(address) => (u128::from(address.to_bits()) << 96, 32, false),
            IpAddr::V6(address) => (address.to_bits(), 128, true),
        };
        (prefix <= max_prefix).then_some(Self { bits, prefix, is_ipv6 })
    }

    pub(super) const fn is_ipv6(&self) -> bool {
        self.is_ipv6
    }

    /// Whether all addresses of another block are in this one.
    pub(super) fn contains(&self, other: &Self) -> bool {
        self.prefix <= other.prefix && self.overlaps(other)
    }

    /// Whether the blocks have an address in common.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let differs = (self.bits ^ other.bits).leading_zeros() < self.prefix.min(other.prefix);
        self.is_ipv6 == other.is_ipv6 && !differs
    }
}

#[cfg(test)]
mod tests {
    use super::Network;

    fn compare(one: &str, other: &str) -> (bool, bool) {
        let [one, other] = [one, other].map(|text| Network::parse(text).unwrap());
        (one.contains(&other), one.overlaps(&other))
    }

    #[test]
    fn blocks_are_compared_up_to_the_shorter_prefix() {
        assert_eq!(compare("10.0.0.0/16", "10.0.3.0/24"), (true, true));
        assert_eq!(compare("10.0.3.0/24", "10.0.0.0/16"), (false, true));
        assert_eq!(compare("10.0.0.0/16", "10.1.0.0/16"), (false, false));
        assert_eq!(compare("0.0.0.0/0", "10.1.0.0/16"), (true, true));
        assert_eq!(compare("10.0.0.7/32", "10.0.0.7/32"), (true, true));
        assert_eq!(compare("fd00::/56", "fd00:0:0:1::/64"), (true, true));
        assert_eq!(compare("::/0", "10.0.0.0/8"), (false, false));
    }

    #[test]
    fn other_texts_are_no_blocks() {
        for text in ["10.0.0.0", "10.0.0/8", "10.0.0.0/33", "a/8", ""] {
            assert!(Network::parse(text).is_none(), "{text}");
        }
    }
}
