//! Formats rows and measurements as the lines of the table.

use super::measure::{End, LIMIT_SECONDS, Measurement};
use super::rows::{Cost, ExpectedAnswer, SpeedRow};

/// The first lines of the table.
pub(super) const HEAD: &str = "\
| work | command | before | goal | reached | baseline | ratio | goal met |\n\
|---|---|---|---|---|---|---|---|";

/// Words by which an answer says that it is undecided, or depends on the deployment.
const UNDECIDED: [&str; 4] = ["undecided", "not decided", "perhaps", "depends"];

/// The line of a row.
pub(super) fn line(row: &SpeedRow, reached: &Measurement, baseline: &Measurement) -> String {
    let is_over = reached.end == End::OverLimit;
    let (figures, ratio) = if is_over {
        let ratio = f64::from(LIMIT_SECONDS) / baseline.seconds;
        (format!("over {LIMIT_SECONDS} s, {:.0} MiB", reached.peak), format!("over {ratio:.0}"))
    } else {
        let ratio = reached.seconds / baseline.seconds;
        (format!("{:.3} s, {:.0} MiB", reached.seconds, reached.peak), format!("{ratio:.1}"))
    };
    format!(
        "| {} | {} | {} | {} | {figures} | {:.3} s | {ratio} | {} |",
        row.work,
        command(row),
        text(row.before, row.answer, "undecided"),
        text(row.goal, row.answer, "decided"),
        baseline.seconds,
        outcome(row, reached)
    )
}

/// The command without the words that all commands have in common.
fn command(row: &SpeedRow) -> String {
    let words = row.command.trim_start_matches("access ");
    let input = row.input.map(|file| format!(" < {file}")).unwrap_or_default();
    format!("`{words}{input}`")
}

/// The figures, or a word for rows that test the answer.
fn text(figures: Cost, answer: ExpectedAnswer, word: &str) -> String {
    if answer == ExpectedAnswer::Decided {
        return word.to_owned();
    }
    let seconds = figures.seconds.map(|seconds| format!("{seconds} s"));
    let peak = figures.peak.map(|peak| format!("{peak:.0} MiB"));
    let parts: Vec<String> = seconds.into_iter().chain(peak).collect();
    parts.join(", ")
}

/// Whether the goals are met, and why not.
fn outcome(row: &SpeedRow, reached: &Measurement) -> String {
    let mut problems = Vec::new();
    match reached.end {
        End::Signal(signal) => problems.push(format!("ended by signal {signal}")),
        End::Exit(code) if code > allowed_code(row.answer) => {
            problems.push(format!("failed with exit code {code}"));
        }
        End::Exit(_) | End::OverLimit => {}
    }
    let is_over = |goal: Option<f64>, figure| goal.is_some_and(|goal| figure > goal);
    if reached.end == End::OverLimit || is_over(row.goal.seconds, reached.seconds) {
        problems.push("too slow".to_owned());
    }
    if is_over(row.goal.peak, reached.peak) {
        problems.push("too much memory".to_owned());
    }
    if row.answer == ExpectedAnswer::Decided && is_undecided(&reached.output) {
        problems.push("undecided".to_owned());
    }
    if problems.is_empty() { "yes".to_owned() } else { format!("no: {}", problems.join(", ")) }
}

/// The highest exit code of an answer: 1 is the answer that differences or permissions beyond a matrix were found.
const fn allowed_code(answer: ExpectedAnswer) -> i64 {
    match answer {
        ExpectedAnswer::Proved => 0,
        ExpectedAnswer::Any | ExpectedAnswer::Decided => 1,
        ExpectedAnswer::OrError => 3,
    }
}

fn is_undecided(output: &str) -> bool {
    UNDECIDED.iter().any(|word| output.contains(word))
}

/// Whether all goals of a line are met.
pub(super) fn is_met(line: &str) -> bool {
    line.ends_with("| yes |")
}

#[cfg(test)]
mod tests {
    use super::super::rows::Baseline;
    use super::*;

    fn measurement(seconds: f64, end: End, output: &str) -> Measurement {
        Measurement { seconds, peak: 120.0, end, output: output.to_owned() }
    }

    fn row(answer: ExpectedAnswer) -> SpeedRow {
        SpeedRow {
            work: "work",
            command: "access query",
            input: Some("line.json"),
            baseline: Baseline::Read(&[]),
            before: Cost { seconds: Some(4.5), peak: Some(2300.0) },
            goal: Cost { seconds: Some(0.5), peak: Some(100.0) },
            answer,
        }
    }

    fn line_of(answer: ExpectedAnswer, reached: &Measurement) -> String {
        line(&row(answer), reached, &measurement(0.1, End::Exit(0), ""))
    }

    #[test]
    fn a_line_has_the_figures_and_says_what_is_missed() {
        let text = line_of(ExpectedAnswer::Any, &measurement(0.25, End::Exit(0), ""));
        assert_eq!(
            text,
            "| work | `query < line.json` | 4.5 s, 2300 MiB | 0.5 s, 100 MiB | 0.250 s, 120 MiB | 0.100 s | 2.5 | \
             no: too much memory |"
        );
        let text = line_of(ExpectedAnswer::Any, &measurement(120.0, End::OverLimit, ""));
        assert!(text.contains("| over 120 s, 120 MiB | 0.100 s | over 1200 | no: too slow, "));
    }

    #[test]
    fn an_answer_that_is_undecided_or_missing_does_not_meet_the_goal() {
        let undecided = measurement(0.1, End::Exit(0), "perhaps: it depends");
        assert!(line_of(ExpectedAnswer::Decided, &undecided).contains("undecided"));
        assert!(!line_of(ExpectedAnswer::Any, &undecided).contains("undecided"));
        let failed = measurement(0.1, End::Exit(2), "error: too many variables");
        assert!(line_of(ExpectedAnswer::Any, &failed).contains("failed with exit code 2"));
        assert!(!line_of(ExpectedAnswer::OrError, &failed).contains("failed"));
    }
}
