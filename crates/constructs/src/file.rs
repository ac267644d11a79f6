//! Reads and writes single files: regular ones, of bounded size, and never through a link where a link is not expected.
//!
//! The workspace's programs read every file with [`read`], and write every generated file outside an assembly with [`write()`].

use std::fs::{self, File, FileType, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

/// The most bytes of any file that is read. The largest valid ones are manifests, with the metadata of all constructs.
pub const MAX_FILE_BYTES: usize = 64_000_000;

/// What to do about a symbolic link at the end of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// Follow it: the user named the path.
    Follow,
    /// Fail: the folder's content is untrusted.
    Refuse,
}

/// Reads a whole file.
///
/// # Errors
/// Where the file can't be read, is not a regular file (a folder, a pipe, a device), is a link that is not followed, or has more
/// than [`MAX_FILE_BYTES`]. The error says which.
pub fn read(path: &Path, links: Links) -> io::Result<Vec<u8>> {
    let bytes = read_prefix(path, links, MAX_FILE_BYTES)?;
    if bytes.len() > MAX_FILE_BYTES {
        let problem = format!("it is larger than {MAX_FILE_BYTES} bytes");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, problem));
    }
    Ok(bytes)
}

/// Reads a whole file of text.
///
/// # Errors
/// As [`read`], and where the file is not UTF-8.
pub fn read_text(path: &Path, links: Links) -> io::Result<String> {
    String::from_utf8(read(path, links)?).map_err(|error| {
        let bytes = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let line = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
        io::Error::new(io::ErrorKind::InvalidData, format!("it is not UTF-8, at line {line}"))
    })
}

/// Reads at most `limit + 1` bytes of a file, so that the caller can tell when the file is too large.
///
/// # Errors
/// As [`read`], but for the size.
pub fn read_prefix(path: &Path, links: Links, limit: usize) -> io::Result<Vec<u8>> {
    // Opening anything else may wait for ever.
    let found = match links {
        Links::Follow => path.metadata().map_err(|error| explain_dangling_link(path, error))?,
        Links::Refuse => path.symlink_metadata()?,
    };
    check_kind(found.file_type())?;
    let file = File::open(path)?;
    let opened = file.metadata()?;
    check_kind(opened.file_type())?;
    if links == Links::Refuse && !is_same(&found, &opened) {
        return Err(io::Error::other("it was replaced while it was being read"));
    }
    let mut bytes = Vec::new();
    let limit = u64::try_from(limit).unwrap_or(u64::MAX);
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Writes a whole file, new or in place of another regular one, all of it or nothing.
///
/// The content is written to `.NAME.partial` in the same folder, which is then renamed.
///
/// # Errors
/// Where the path is a link or anything else than a regular file, and where the file can't be written.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match path.symlink_metadata() {
        Ok(found) => check_kind(found.file_type())?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let name = path.file_name().ok_or_else(|| io::Error::other("it is a directory"))?;
    let mut partial = std::ffi::OsString::from(".");
    partial.push(name);
    partial.push(".partial");
    let partial = path.with_file_name(partial);
    let written = write_new(&partial, bytes).and_then(|()| fs::rename(&partial, path));
    if written.is_err() {
        let _ = fs::remove_file(&partial);
    }
    written
}

/// Writes a file below a folder, and creates the folders between them, none of which can be a link. The folder itself can be one.
///
/// # Errors
/// As [`write()`], and where something on the way is not a folder.
pub fn write_below(folder: &Path, relative: &Path, bytes: &[u8]) -> io::Result<()> {
    if !folder.as_os_str().is_empty() {
        fs::create_dir_all(folder)?;
    }
    let mut path = folder.to_owned();
    for part in relative.parent().into_iter().flat_map(Path::components) {
        path.push(part);
        match path.symlink_metadata() {
            Ok(found) if found.is_dir() => {}
            Ok(found) if found.is_symlink() => check_kind(found.file_type())?,
            Ok(_) => return Err(io::ErrorKind::NotADirectory.into()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => fs::create_dir(&path)?,
            Err(error) => return Err(error),
        }
    }
    write(&folder.join(relative), bytes)
}

/// Replaces a file that a killed process left; removes a link of that name without following it.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let create = || OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = match create() {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            fs::remove_file(path)?;
            create()?
        }
        result => result?,
    };
    file.write_all(bytes)?;
    file.sync_all()
}

/// Fails for anything but a regular file.
fn check_kind(kind: FileType) -> io::Result<()> {
    if kind.is_file() {
        return Ok(());
    }
    let what = match kind {
        kind if kind.is_symlink() => "it is a link, which is not followed",
        kind if kind.is_dir() => "it is a directory",
        kind => special_kind(kind),
    };
    Err(io::Error::other(what))
}

#[cfg(unix)]
fn special_kind(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    match kind {
        kind if kind.is_fifo() => "it is a pipe, not a regular file",
        kind if kind.is_socket() => "it is a socket, not a regular file",
        _ => "it is a device, not a regular file",
    }
}

#[cfg(not(unix))]
const fn special_kind(_: FileType) -> &'static str {
    "it is not a regular file"
}

fn explain_dangling_link(path: &Path, error: io::Error) -> io::Error {
    let is_dangling = error.kind() == io::ErrorKind::NotFound
        && path.symlink_metadata().is_ok_and(|found| found.is_symlink());
    if !is_dangling {
        return error;
    }
    io::Error::new(io::ErrorKind::NotFound, "it is a link to a file that does not exist")
}

/// Whether the opened file is the one that was checked before.
#[cfg(unix)]
fn is_same(found: &Metadata, opened: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (found.dev(), found.ino()) == (opened.dev(), opened.ino())
}

#[cfg(not(unix))]
const fn is_same(_: &Metadata, _: &Metadata) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regular_files_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("plain"), "text").unwrap();
        fs::write(path("latin"), b"a\nb\xe9").unwrap();
        assert_eq!(read(&path("plain"), Links::Refuse).unwrap(), b"text");
        for (name, problem) in [(".", "it is a directory"), ("latin", "it is not UTF-8, at line 2")]
        {
            let error = read_text(&path(name), Links::Follow).unwrap_err();
            assert_eq!(error.to_string(), problem);
        }
        let missing = read(&path("missing"), Links::Follow).unwrap_err();
        assert_eq!(missing.kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn a_file_over_the_limit_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large");
        File::create(&path).unwrap().set_len(1 << 40).unwrap();
        let error = read(&path, Links::Follow).unwrap_err();
        assert_eq!(error.to_string(), "it is larger than 64000000 bytes");
        assert_eq!(read_prefix(&path, Links::Follow, 10).unwrap().len(), 11);
    }

    #[cfg(unix)]
    #[test]
    fn pipes_devices_and_links_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let made = std::process::Command::new("mkfifo").arg(path("pipe")).status();
        assert!(made.unwrap().success());
        fs::write(path("plain"), "text").unwrap();
        std::os::unix::fs::symlink(path("plain"), path("link")).unwrap();
        std::os::unix::fs::symlink(path("missing"), path("dangling")).unwrap();
        let pipe = "it is a pipe, not a regular file";
        let link = "it is a link, which is not followed";
        for (path, links, problem) in [
            (path("pipe"), Links::Follow, pipe),
            (path("pipe"), Links::Refuse, pipe),
            ("/dev/zero".into(), Links::Follow, "it is a device, not a regular file"),
            (path("link"), Links::Refuse, link),
            (path("dangling"), Links::Follow, "it is a link to a file that does not exist"),
        ] {
            assert_eq!(read(&path, links).unwrap_err().to_string(), problem);
        }
        assert_eq!(read(&path("link"), Links::Follow).unwrap(), b"text");
        for name in ["link", "dangling"] {
            assert_eq!(write(&path(name), b"new").unwrap_err().to_string(), link);
        }
        assert_eq!(write(&path("pipe"), b"new").unwrap_err().to_string(), pipe);
        assert!(!path("missing").exists());
        std::os::unix::fs::symlink(path("plain"), path(".new.partial")).unwrap();
        write(&path("new"), b"new").unwrap();
        assert_eq!(fs::read(path("plain")).unwrap(), b"text");
        assert_eq!(fs::read(path("new")).unwrap(), b"new");
        write(&path("new"), b"newer").unwrap();
        assert_eq!(fs::read(path("new")).unwrap(), b"newer");
        assert!(path(".new.partial").symlink_metadata().is_err());
    }
}
