//! Compares domain names.

/// Whether a domain is another one or below it. Letter case and a final dot do not count.
pub(super) fn is_within(name: &str, above: &str) -> bool {
    let [name, above] = [name, above].map(|name| name.trim_end_matches('.').to_ascii_lowercase());
    let prefix = name.strip_suffix(&above);
    prefix.is_some_and(|prefix| prefix.is_empty() || prefix.ends_with('.'))
}
