//! Measures the CPU seconds and the memory of a command as a whole process, and returns its output.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value as Json;

use crate::error::{Context, Error};
use crate::files;

/// The CPU seconds that one run may take.
pub(super) const LIMIT_SECONDS: u32 = 120;
/// Runs the command and reads the usage that the kernel reports: the standard library does not give access to it.
const SCRIPT: &str = include_str!("measure.py");
/// The signal for a process that exceeds its CPU limit: `SIGXCPU`.
const OVER_CPU_LIMIT: i64 = -24;

/// How a process is run.
pub(super) struct Settings<'a> {
    /// The folder that the process runs in.
    pub(super) folder: &'a Path,
    /// How often it runs.
    pub(super) runs: u32,
}

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// With this exit code.
    Exit(i64),
    /// It took more CPU seconds than [`LIMIT_SECONDS`].
    OverLimit,
    /// By this signal.
    Signal(i64),
}

/// The median cost of a process.
pub(super) struct Measurement {
    /// CPU seconds, user and system together.
    pub(super) seconds: f64,
    /// Peak memory in MiB.
    pub(super) peak: f64,
    pub(super) end: End,
    /// Standard output and standard error.
    pub(super) output: String,
}

impl Settings<'_> {
    /// Runs a program with arguments, and a file of the folder as its standard input.
    ///
    /// # Errors
    /// Python or the program can't be started.
    pub(super) fn measure(
        &self,
        program: &Path,
        arguments: &[&str],
        input: Option<&str>,
    ) -> Result<Measurement, Error> {
        let output = Command::new("python3")
            .args(["-c", SCRIPT, &self.runs.to_string(), &LIMIT_SECONDS.to_string()])
            .args([input.unwrap_or("/dev/null"), "stdout", "stderr"])
            .arg(program)
            .args(arguments)
            .current_dir(self.folder)
            .stdin(Stdio::null())
            .output()
            .context(|| "can't start `python3`, which measures the time".into())?;
        if !output.status.success() {
            let message = String::from_utf8_lossy(&output.stderr);
            return Err(Error::new(format!("`python3` failed: {}", message.trim())));
        }
        let text = |name| std::fs::read(self.folder.join(name)).map(lossy);
        let written = text("stdout").and_then(|stdout| Ok(stdout + &text("stderr")?));
        let written = written.context(|| "can't read what the process wrote".into())?;
        parse(&output.stdout, written)
    }
}

fn lossy(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}

fn parse(figures: &[u8], output: String) -> Result<Measurement, Error> {
    let figures: Json =
        serde_json::from_slice(figures).context(|| "can't read the figures".into())?;
    let number = |name: &str| figures.get(name).and_then(Json::as_f64);
    let read = || {
        let end = match figures.get("exit")?.as_i64()? {
            OVER_CPU_LIMIT => End::OverLimit,
            signal if signal < 0 => End::Signal(-signal),
            code => End::Exit(code),
        };
        Some(Measurement { seconds: number("cpu")?, peak: number("peak")?, end, output })
    };
    read().context(|| format!("figures are missing: `{figures}`"))
}

/// Creates an empty folder, which no other run uses until the returned lock is dropped.
///
/// # Errors
/// Another run uses it, or it can't be emptied or created.
pub(super) fn lock_empty_folder(folder: &Path) -> Result<File, Error> {
    let lock = folder.with_extension("lock");
    let lock = File::create(&lock).context(|| format!("can't write `{}`", lock.display()))?;
    lock.try_lock().context(|| "another run of `cargo xtask access-speed` is active".into())?;
    files::create_empty_folder(folder)?;
    Ok(lock)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(exit: i64) -> End {
        let figures = format!(r#"{{"cpu": 0.5, "peak": 12.0, "runs": 3, "exit": {exit}}}"#);
        parse(figures.as_bytes(), String::new()).unwrap().end
    }

    #[test]
    fn exit_codes_and_signals_are_told_apart() {
        assert_eq!([end(0), end(3)], [End::Exit(0), End::Exit(3)]);
        assert_eq!([end(-24), end(-6)], [End::OverLimit, End::Signal(6)]);
        assert!(parse(b"{}", String::new()).is_err());
    }
}
