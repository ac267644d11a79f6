//! Source -> the same as rustfmt leaves it, where the toolchain has one; as it came, where not.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

/// How often to look whether rustfmt has ended.
const PAUSE: Duration = Duration::from_millis(2);
/// How long rustfmt may take. It takes milliseconds for most sources; some nested ones it can hardly lay out.
const MAX_TIME: Duration = Duration::from_secs(20);

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
    match child.ok().and_then(|child| pipe_through(child, source.clone(), MAX_TIME)) {
        Some(text) if !text.is_empty() => text,
        _ => source,
    }
}

/// Gives the source to a formatter and returns its output; nothing if it fails or takes longer than `limit`.
fn pipe_through(mut child: Child, source: String, limit: Duration) -> Option<String> {
    let (mut input, mut output) = (child.stdin.take()?, child.stdout.take()?);
    thread::spawn(move || input.write_all(source.as_bytes()));
    let reader = thread::spawn(move || {
        let mut text = String::new();
        output.read_to_string(&mut text).ok().map(|_| text)
    });
    let pauses = limit.as_millis() / PAUSE.as_millis();
    for _ in 0..pauses {
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
    use super::*;

    #[test]
    fn what_is_no_source_stays_as_it_is() {
        assert_eq!(formatted("fn (".to_owned(), None), "fn (");
    }

    #[cfg(unix)]
    #[test]
    fn a_formatter_that_does_not_end_is_stopped() {
        let mut command = Command::new("sleep");
        let command = command.arg("600").stdin(Stdio::piped()).stdout(Stdio::piped());
        let child = command.spawn().unwrap();
        // More than a pipe holds, so that writing blocks as well.
        let source = " ".repeat(1_000_000);
        assert_eq!(pipe_through(child, source, Duration::from_millis(20)), None);
    }
}
