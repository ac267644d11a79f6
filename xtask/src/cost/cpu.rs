//! Measures the CPU time of a command and its child processes.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::error::{Context, Error};

/// Runs cargo in `folder` with its own target folder. Returns the seconds of CPU time, user and system together.
pub(super) fn measure_cargo(
    arguments: &[&str],
    target: &Path,
    folder: &Path,
) -> Result<f64, Error> {
    let arguments = arguments.join(" ");
    let line = format!("CARGO_BUILD_JOBS=2 cargo {arguments} --target-dir '{}'", target.display());
    measure_line(&line, folder)
}

/// Runs a line of shell in `folder`, and returns its CPU time in seconds.
fn measure_line(line: &str, folder: &Path) -> Result<f64, Error> {
    let script = format!("TIMEFORMAT='%U %S'; time {{ {line}; }}");
    let output = Command::new("bash")
        .args(["-c", &script])
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .context(|| "can't start `bash`, which measures the time".into())?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(Error::new(format!("`{line}` failed: {}", said.trim())));
    }
    let times = said.lines().next_back().unwrap_or_default();
    let seconds: Option<Vec<f64>> = times.split(' ').map(|word| word.parse().ok()).collect();
    let seconds = seconds.filter(|both| both.len() == 2);
    seconds.map(|both| both.iter().sum()).context(|| format!("`bash` printed no times: `{times}`"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn a_command_that_fails_is_an_error() {
        assert!(super::measure_line("true", Path::new(".")).unwrap() < 5.0);
        assert!(super::measure_line("false", Path::new(".")).is_err());
    }
}
