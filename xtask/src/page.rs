//! Replaces the part of a page between two markers.

/// The page with `section` between the lines `begin` and `end`, which stay. Nothing if the page lacks one of them.
pub(crate) fn replace_section(page: &str, begin: &str, end: &str, section: &str) -> Option<String> {
    let (before, rest) = page.split_once(begin)?;
    let (_, after) = rest.split_once(end)?;
    Some(format!("{before}{begin}{section}{end}{after}"))
}

#[cfg(test)]
mod tests {
    use super::replace_section;

    #[test]
    fn only_the_text_between_the_markers_changes() {
        let replace = |page| replace_section(page, "<begin>\n", "<end>\n", "new\n");
        let replaced = replace("a\n<begin>\nold\n<end>\nb\n");
        assert_eq!(replaced.as_deref(), Some("a\n<begin>\nnew\n<end>\nb\n"));
        assert_eq!(replace("<end>\n<begin>\n"), None);
    }
}
