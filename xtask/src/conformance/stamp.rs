//! Makes a folder of packages again only if what it is made from has changed.

use std::path::{Path, PathBuf};

use super::bench::Bench;
use super::outcome::Stop;
use crate::files;

/// Calls `make` with an empty folder of this name, unless the folder was made by the same version of the language from
/// the same list. Its stamp, which is written last, says from what it was made.
pub(super) fn make_if_changed(
    bench: &Bench<'_>,
    name: &str,
    (version, list): (&str, &Path),
    make: impl FnOnce(PathBuf) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let folder = bench.kept_folder(name);
    let stamp = format!("{version}\n{}\n{}", folder.display(), files::read(list)?);
    let stamp_file = folder.join("stamp");
    if files::read_if_present(&stamp_file)?.as_deref() != Some(&stamp) {
        make(bench.create_shared_folder(name)?)?;
        files::write(&stamp_file, &stamp)?;
    }
    Ok(())
}
