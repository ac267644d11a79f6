//! Source -> the same as rustfmt leaves it, where the toolchain has one; as it came, where not.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

/// How often to look whether rustfmt is done, and how many times: 20 seconds. It takes milliseconds, but for what it can
/// hardly lay out.
const PAUSE: Duration = Duration::from_millis(2);
const PATIENCE: u32 = 10_000;

/// Formats `source` by the settings that hold in `folder`, or here.
pub(super) fn formatted(source: String, folder: Option<&Path>) -> String {
    let is_there = |folder: &&Path| !folder.as_os_str().is_empty() && folder.is_dir();
    let mut above = folder.into_iter().flat_map(Path::ancestors);
    let here = above.find(is_there).unwrap_or(Path::new("."));
    let child = Command::new("rustfmt")
        .args(["--edition", "2024", "--quiet"])
        .current_dir(here)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    match child.ok().and_then(|child| talk(child, source.clone())) {
        Some(text) if !text.is_empty() => text,
        _ => source,
    }
}

/// Gives the source to rustfmt, and takes what it says; nothing where it fails or takes too long.
fn talk(mut child: Child, source: String) -> Option<String> {
    let (mut input, mut output) = (child.stdin.take()?, child.stdout.take()?);
    thread::spawn(move || input.write_all(source.as_bytes()));
    let reader = thread::spawn(move || {
        let mut text = String::new();
        output.read_to_string(&mut text).ok().map(|_| text)
    });
    for _ in 0..PATIENCE {
        if let Some(status) = child.try_wait().ok()? {
            return reader.join().ok()?.filter(|_| status.success());
        }
        thread::sleep(PAUSE);
    }
    let _ = child.kill();
    let _ = child.wait();
    None
}

#[cfg(test)]
mod tests {
    use super::formatted;

    #[test]
    fn what_is_no_source_stays_as_it_is() {
        assert_eq!(formatted("fn (".to_owned(), None), "fn (");
    }
}
