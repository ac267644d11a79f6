//! Hashes a text, the same in every version and on every machine, to choose mutants and the half that they belong to.

/// The 64-bit hash FNV-1a of a text, with its bits mixed so that the low ones are even.
pub(super) fn hash(text: &str) -> u64 {
    let basis = 0xcbf2_9ce4_8422_2325_u64;
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = text.as_bytes().iter().fold(basis, step);
    (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
}

/// Half of the mutants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Half {
    /// Rules are developed on these.
    Seen,
    /// Nobody looks at these.
    HeldOut,
}

impl Half {
    /// The half of a base.
    pub(super) fn of_base(base: &str) -> Self {
        if hash(base).is_multiple_of(2) { Self::Seen } else { Self::HeldOut }
    }
}

#[cfg(test)]
mod tests {
    use super::{Half, hash};

    #[test]
    fn a_hash_never_changes() {
        assert_eq!(hash("a"), hash("a"));
        assert_ne!(hash("a"), hash("b"));
        let seen = (0..1000).filter(|at| Half::of_base(&format!("base {at}")) == Half::Seen);
        assert!((450..550).contains(&seen.count()));
    }
}
