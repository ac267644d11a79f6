//! Runs other programs, such as git and rustfmt, and leaves none of them behind.
//!
//! A program that is killed can't stop its children, so on Unix a shell does: it holds the reading end of a pipe whose writing end is
//! here, and stops the child when that end is closed, by whatever ended this program.

use std::ffi::OsStr;
use std::io::{self, PipeWriter, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

/// How long a stopped child may take to end before its shell is stopped as well.
const GRACE: Duration = Duration::from_secs(1);
/// How often to look whether it has ended.
const PAUSE: Duration = Duration::from_millis(2);

/// Starts `$@`, and stops it with all of its process group, the shell's own, where standard error, of which the shell has the reading
/// end, comes to its end.
#[cfg(unix)]
const KEEPER: &str = r#"
exec 3<&2 2>/dev/null 4<&0 </dev/null
"$@" <&4 3<&- 4<&- &
child=$!
exec 4<&-
{ cat <&3; kill -9 0; } >/dev/null &
keeper=$!
exec 3<&-
wait "$child"
code=$?
kill -9 "$keeper"
exit "$code"
"#;

/// Runs a program in a folder with `input` on its standard input, and returns what it writes; nothing if it can't be started, fails, or
/// takes longer than `limit`.
pub(crate) fn run<S: AsRef<OsStr>>(
    program: &str,
    arguments: &[S],
    folder: &Path,
    input: Vec<u8>,
    limit: Duration,
) -> Option<Vec<u8>> {
    let mut kept = Kept::start(program, arguments, folder).ok()?;
    let (mut stdin, mut stdout) = (kept.child.stdin.take()?, kept.child.stdout.take()?);
    thread::spawn(move || stdin.write_all(&input));
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = stdout.read_to_end(&mut bytes);
        sender.send(read.map(|_| bytes))
    });
    let bytes = receiver.recv_timeout(limit).ok()?.ok()?;
    kept.child.wait().ok()?.success().then_some(bytes)
}

/// A child that is gone when this is dropped, or this program ends.
struct Kept {
    child: Child,
    lifeline: Option<PipeWriter>,
}

impl Kept {
    #[cfg(unix)]
    fn start<S: AsRef<OsStr>>(program: &str, arguments: &[S], folder: &Path) -> io::Result<Self> {
        let (reader, writer) = io::pipe()?;
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", KEEPER, "sh", program]).args(arguments).current_dir(folder);
        std::os::unix::process::CommandExt::process_group(&mut shell, 0);
        let child = shell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(reader).spawn()?;
        Ok(Self { child, lifeline: Some(writer) })
    }

    #[cfg(not(unix))]
    fn start<S: AsRef<OsStr>>(program: &str, arguments: &[S], folder: &Path) -> io::Result<Self> {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(folder);
        let child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        Ok(Self { child, lifeline: None })
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        if self.lifeline.take().is_some() {
            for _ in 0..GRACE.as_millis() / PAUSE.as_millis() {
                if !matches!(self.child.try_wait(), Ok(None)) {
                    return;
                }
                thread::sleep(PAUSE);
            }
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn shell(script: &str, input: &str, limit: u64) -> Option<String> {
        let arguments = ["-c", script];
        let limit = Duration::from_millis(limit);
        let bytes = run("sh", &arguments, Path::new("."), input.as_bytes().to_vec(), limit);
        bytes.map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn input_goes_in_and_output_comes_out() {
        let large = "x".repeat(1_000_000);
        assert_eq!(shell("cat; echo error >&2", &large, 60_000), Some(large));
        assert_eq!(shell("printf '%s' \"$0\"", "", 60_000).as_deref(), Some("sh"));
    }

    #[test]
    fn a_child_that_fails_or_does_not_end_gives_nothing() {
        // More than a pipe holds, so that writing blocks as well.
        let large = " ".repeat(1_000_000);
        for (script, limit) in
            [("echo x; exit 3", 60_000), ("kill -9 $$", 60_000), ("sleep 600", 20)]
        {
            assert_eq!(shell(script, &large, limit), None, "{script}");
        }
        let nothing: [&str; 0] = [];
        let limit = Duration::from_secs(60);
        let folder = Path::new(".");
        assert_eq!(run("no-such-program-anywhere", &nothing, folder, Vec::new(), limit), None);
    }
}
