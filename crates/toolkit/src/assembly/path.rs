//! Takes the paths of templates apart and puts them together. Paths below an assembly have slashes on every system.

use std::path::Path;

/// A path as the user wrote it, with slashes.
pub(crate) fn display_path(path: &Path) -> String {
    let shown = path.to_string_lossy();
    let shown = shown.strip_prefix("./").unwrap_or(&shown);
    if std::path::MAIN_SEPARATOR == '/' { shown.to_owned() } else { shown.replace('\\', "/") }
}

pub(super) fn is_template_name(name: &str) -> bool {
    let ends = [".json", ".yaml", ".yml", ".template"];
    let name = name.to_ascii_lowercase();
    ends.iter().any(|end| name.ends_with(end))
}

/// `shop/chat.template.json` -> `shop/chat`. The file's name has an ending, or there is no folder.
pub(super) fn stem(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.strip_suffix(".template").unwrap_or(stem).to_owned()
}

pub(super) fn below(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// `shop/chat.json` -> `shop`.
pub(super) fn folder_of(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A path below a folder, unless it leads out of it.
pub(super) fn plain(name: &str) -> Option<&str> {
    let name = name.trim_start_matches("./");
    let is_plain = !name.is_empty()
        && !name.contains([':', '\\'])
        && name.chars().all(|letter| !letter.is_control())
        && name.split('/').all(|part| !matches!(part, "" | "." | ".."));
    is_plain.then_some(name)
}
