//! Reads and compares blocks of IP addresses. Versions 4 and 6 never meet.

use std::net::IpAddr;

/// A block of addresses, from the first to the last one.
///
/// ```
/// use constructs_matching::AddressBlock;
///
/// let [vpc, subnet] = ["10.0.0.0/16", "10.0.3.0/24"].map(|text| AddressBlock::parse(text).unwrap());
/// assert!(vpc.contains(subnet) && !subnet.contains(vpc) && subnet.overlaps(vpc));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AddressBlock {
    /// The bits of the first address.
    pub first: u128,
    /// The bits of the last address.
    pub last: u128,
    /// Whether the addresses are of version 6.
    pub is_ipv6: bool,
}

impl AddressBlock {
    /// Reads `10.0.0.0/16` or `fd00::/56`. The bits after the prefix are ignored. Nothing if the text is not an address with the length of
    /// a prefix, or if the prefix is longer than the address.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (address, length) = text.split_once('/')?;
        Self::with_prefix(address.parse().ok()?, length.parse().ok()?)
    }

    /// The block of one address.
    #[must_use]
    pub fn of_address(address: IpAddr) -> Self {
        let (bits, is_ipv6) = match address {
            IpAddr::V4(address) => (u128::from(address.to_bits()), false),
            IpAddr::V6(address) => (address.to_bits(), true),
        };
        Self { first: bits, last: bits, is_ipv6 }
    }

    fn with_prefix(address: IpAddr, length: u32) -> Option<Self> {
        let Self { first, is_ipv6, .. } = Self::of_address(address);
        let free = if is_ipv6 { 128_u32 } else { 32 }.checked_sub(length)?;
        let mask = u128::MAX.checked_shr(128 - free).unwrap_or(0);
        Some(Self { first: first & !mask, last: first | mask, is_ipv6 })
    }

    /// Whether all addresses of another block are in this one.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.is_ipv6 == other.is_ipv6 && self.first <= other.first && other.last <= self.last
    }

    /// Whether the blocks have an address in common.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.is_ipv6 == other.is_ipv6 && self.first <= other.last && other.first <= self.last
    }
}

#[cfg(test)]
mod tests {
    use super::AddressBlock;

    fn compare(one: &str, other: &str) -> (bool, bool) {
        let [one, other] = [one, other].map(|text| AddressBlock::parse(text).unwrap());
        assert_eq!(one.overlaps(other), other.overlaps(one));
        (one.contains(other), one.overlaps(other))
    }

    #[test]
    fn blocks_are_compared_up_to_the_shorter_prefix() {
        assert_eq!(compare("10.0.0.0/16", "10.0.3.0/24"), (true, true));
        assert_eq!(compare("10.0.3.0/24", "10.0.0.0/16"), (false, true));
        assert_eq!(compare("10.0.0.0/16", "10.1.0.0/16"), (false, false));
        assert_eq!(compare("10.1.2.3/8", "10.255.0.1/32"), (true, true));
        assert_eq!(compare("0.0.0.0/0", "10.1.0.0/16"), (true, true));
        assert_eq!(compare("10.0.0.7/32", "10.0.0.7/32"), (true, true));
        assert_eq!(compare("fd00::/56", "fd00:0:0:1::/64"), (true, true));
        assert_eq!(compare("::/0", "10.0.0.0/8"), (false, false));
    }

    #[test]
    fn other_texts_are_no_blocks() {
        for text in
            ["", "10.0.0.0", "10.0.0/8", "10.0.0.0/33", "10.0.0.0/", "::1/129", "a/8", "1.2.3.4/-1"]
        {
            assert_eq!(AddressBlock::parse(text), None, "{text}");
        }
    }
}
