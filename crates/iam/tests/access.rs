//! The decision engine against judges that know nothing of it.
#![expect(clippy::print_stdout, reason = "the scores are for people")]
#![expect(unreachable_pub, reason = "the modules are private to this test")]

#[cfg(test)]
mod access {
    mod brute_force;
    mod fixtures;
    mod generator;
    mod managed;
    mod oracle;
    mod random;
}
