//! A command and a request -> the child's answer, or how it failed to give one.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use crate::error::{GuardError, Running, one_line};
use crate::protocol::{Request, Response};

/// Bytes of an answer; a child that says more is stopped.
const LONGEST_ANSWER: u64 = 256 << 20;

/// Bytes that are kept of what a child says on standard error.
const LONGEST_LAST_WORDS: u64 = 64 << 10;

/// A child on a busy machine waits more than it works: so many times its time of CPU may pass.
pub(super) const PATIENCE: u32 = 2;

/// Why there is no answer.
pub(super) enum Failure {
    /// It could not be started or talked to, or did not answer as agreed.
    Child(String),
    /// It ended without an answer.
    Died(String),
    /// It took longer than this.
    TimedOut(Duration),
}

impl Failure {
    pub(super) fn error(self, running: Running) -> GuardError {
        match self {
            Self::Child(problem) => GuardError::Child { problem },
            Self::Died(how) => GuardError::Died { running, how },
            Self::TimedOut(limit) => GuardError::TimedOut { running, limit },
        }
    }
}

/// Starts the child, asks it, and waits for it. When this returns the child is gone.
///
/// The request tells the child to hold itself to `limit`, of CPU; where it can't, time is up a little later, and in any case
/// after `longest`.
pub(super) fn run(
    command: &[OsString],
    request: &Request,
    limit: Duration,
    longest: Duration,
) -> Result<Response, Failure> {
    let broken = |error: io::Error| Failure::Child(one_line(&error.to_string()));
    let mut question = serde_json::to_vec(request).map_err(|error| broken(error.into()))?;
    question.push(b'\n');
    let mut child = Ended(start(command).map_err(broken)?);
    let pipes = (child.0.stdin.take(), child.0.stdout.take(), child.0.stderr.take());
    let (Some(mut input), Some(output), Some(errors)) = pipes else {
        return Err(Failure::Child("it has no standard input or output".to_owned()));
    };
    let (sender, receiver) = channel();
    // Threads of their own, not scoped: a child's child could hold the pipes open for ever.
    let _input = thread::spawn(move || {
        let _ = input.write_all(&question);
        input // Open until the answer is there: where it ends, the child exits.
    });
    let last_words = thread::spawn(move || read(errors, LONGEST_LAST_WORDS));
    thread::spawn(move || sender.send(read(output, LONGEST_ANSWER)));
    let patience = limit.saturating_mul(PATIENCE).min(longest);
    let answer = match receiver.recv_timeout(patience) {
        Ok(answer) => answer.map_err(broken)?,
        Err(RecvTimeoutError::Timeout) => return Err(Failure::TimedOut(patience)),
        Err(RecvTimeoutError::Disconnected) => {
            return Err(Failure::Child("its answer could not be read".to_owned()));
        }
    };
    if let Ok(response) = serde_json::from_slice(&answer) {
        return Ok(response);
    }
    // It closed its output without a whole answer: it is dead or about to be.
    let status = child.wait().map_err(broken)?;
    if is_out_of_time(status) {
        return Err(Failure::TimedOut(limit));
    }
    let last_words = last_words.join().ok().and_then(Result::ok).unwrap_or_default();
    Err(Failure::Died(how(status, &String::from_utf8_lossy(&last_words))))
}

fn start(command: &[OsString]) -> io::Result<Child> {
    let (program, arguments) =
        command.split_first().ok_or_else(|| io::Error::other("there is no command to run"))?;
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn()
}

/// Up to `limit` bytes; the rest is left in the pipe.
fn read(mut from: impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.by_ref().take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn how(status: ExitStatus, last_words: &str) -> String {
    let ended = describe_end(status);
    let words = last_words.to_ascii_lowercase();
    let why = if words.contains("overflowed its stack") {
        "it ran out of stack: a rule or a variable leads back to itself"
    } else if words.contains("memory allocation") {
        "it ran out of memory"
    } else {
        return match one_line(last_words) {
            line if line.is_empty() => ended,
            line => format!("{ended}: {line}"),
        };
    };
    format!("{ended}: {why}")
}

#[cfg(unix)]
fn describe_end(status: ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt;
    match (status.signal(), status.code()) {
        (Some(signal), _) => format!("signal {signal}"),
        (None, Some(code)) => format!("exit code {code} without an answer"),
        (None, None) => "no answer".to_owned(),
    }
}

#[cfg(not(unix))]
fn describe_end(status: ExitStatus) -> String {
    status.code().map_or_else(
        || "no answer".to_owned(),
        |code| format!("exit code {code} without an answer"),
    )
}

/// Whether the system ended it for the CPU it took.
#[cfg(unix)]
fn is_out_of_time(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    /// `SIGXCPU` of Linux (but on MIPS), of the BSDs and of macOS.
    const OUT_OF_TIME: i32 = 24;
    status.signal() == Some(OUT_OF_TIME)
}

#[cfg(not(unix))]
const fn is_out_of_time(_: ExitStatus) -> bool {
    false
}

/// A child that is gone when this is dropped.
struct Ended(Child);

impl Ended {
    fn wait(&mut self) -> io::Result<ExitStatus> {
        // What still runs after closing its output gets no more time.
        if self.0.try_wait()?.is_none() {
            thread::sleep(Duration::from_millis(200));
            if self.0.try_wait()?.is_none() {
                self.0.kill()?;
            }
        }
        self.0.wait()
    }
}

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(command: &[&str]) -> String {
        let command: Vec<OsString> = command.iter().map(OsString::from).collect();
        let limit = Duration::from_secs(1);
        match run(&command, &Request::default(), limit, 60 * limit) {
            Ok(response) => format!("{response:?}"),
            Err(failure) => failure.error(Running::default()).to_string(),
        }
    }

    #[test]
    fn no_command_and_no_such_program_are_errors() {
        assert_eq!(failure(&[]), "can't run cfn-guard: there is no command to run");
        assert!(failure(&["no-such-program-anywhere"]).starts_with("can't run cfn-guard: "));
    }

    #[cfg(unix)]
    #[test]
    fn every_end_without_an_answer_is_an_error() {
        assert_eq!(
            failure(&["sh", "-c", "exit 0"]),
            "cfn-guard died on nothing with nothing: exit code 0 without an answer"
        );
        assert_eq!(
            failure(&["sh", "-c", "kill -9 $$"]),
            "cfn-guard died on nothing with nothing: signal 9"
        );
        assert_eq!(
            failure(&[
                "sh",
                "-c",
                "echo '{\"Ok\":[' ; echo 'thread main has overflowed its stack' >&2; exit 7"
            ]),
            "cfn-guard died on nothing with nothing: exit code 7 without an answer: it ran out of stack: \
             a rule or a variable leads back to itself"
        );
        assert_eq!(
            failure(&["sleep", "30"]),
            "cfn-guard took longer than 2 s on nothing with nothing"
        );
        assert_eq!(
            failure(&["sh", "-c", "kill -XCPU $$"]),
            "cfn-guard took longer than 1 s on nothing with nothing"
        );
    }

    #[cfg(unix)]
    #[test]
    fn an_answer_is_taken_as_it_is() {
        assert_eq!(failure(&["sh", "-c", "read line; echo '{\"Ok\":[]}'"]), "Ok([])");
    }
}
