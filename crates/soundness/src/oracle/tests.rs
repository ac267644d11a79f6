//! Cases of the oracle.
