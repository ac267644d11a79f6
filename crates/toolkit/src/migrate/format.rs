//! Formats source with rustfmt where the toolchain has one; otherwise it stays as it is.

use std::path::Path;
use std::time::Duration;

use crate::child;

/// How long rustfmt may take. It takes milliseconds for most sources; some nested ones it can hardly lay out.
const MAX_TIME: Duration = Duration::from_secs(20);

/// Formats `source` by the settings that hold in `folder`, or here.
pub(super) fn format_source(source: String, folder: Option<&Path>) -> String {
    let is_there = |folder: &&Path| !folder.as_os_str().is_empty() && folder.is_dir();
    let mut above = folder.into_iter().flat_map(Path::ancestors);
    let here = above.find(is_there).unwrap_or(Path::new("."));
    let arguments = ["--edition", "2024", "--quiet"];
    let text = child::run("rustfmt", &arguments, here, source.clone().into_bytes(), MAX_TIME);
    match text.map(String::from_utf8) {
        Some(Ok(text)) if !text.is_empty() => text,
        _ => source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_source_stays_as_it_is() {
        assert_eq!(format_source("fn (".to_owned(), None), "fn (");
    }
}
