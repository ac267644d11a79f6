//! Lists the rows of the table: a command, its baseline, the figures before the work on speed, and the goals.

/// CPU seconds and MiB, as far as the table has them.
#[derive(Clone, Copy, Default)]
pub(super) struct Cost {
    pub(super) seconds: Option<f64>,
    pub(super) peak: Option<f64>,
}

/// What is measured next to a command, in the same run.
#[derive(Clone, Copy)]
pub(super) enum Baseline {
    /// A process that reads these files and does nothing else.
    Read(&'static [&'static str]),
    /// `app list` in the project of this folder: synthesis without access.
    List(&'static str),
}

/// What the answer must be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ExpectedAnswer {
    /// Any answer.
    Any,
    /// An answer that is not undecided and does not depend on the deployment.
    Decided,
    /// A proof: the exit code is 0.
    Proved,
    /// Any answer, or an error that explains what prevents one.
    OrError,
}

/// A row.
pub(super) struct SpeedRow {
    pub(super) work: &'static str,
    /// The arguments of `app`, separated by spaces.
    pub(super) command: &'static str,
    /// The file for standard input.
    pub(super) input: Option<&'static str>,
    pub(super) baseline: Baseline,
    /// The figures before the work on speed.
    pub(super) before: Cost,
    pub(super) goal: Cost,
    pub(super) answer: ExpectedAnswer,
}

impl SpeedRow {
    /// A row without figures.
    fn new(work: &'static str, command: &'static str, baseline: Baseline) -> Self {
        let (before, goal) = (Cost::default(), Cost::default());
        Self { work, command, input: None, baseline, before, goal, answer: ExpectedAnswer::Any }
    }

    /// Sets the figures in CPU seconds, as far as they are known.
    fn seconds(mut self, before: impl Into<Option<f64>>, goal: f64) -> Self {
        (self.before.seconds, self.goal.seconds) = (before.into(), Some(goal));
        self
    }

    /// Sets the figures in MiB.
    fn peak(mut self, before: f64, goal: Option<f64>) -> Self {
        (self.before.peak, self.goal.peak) = (Some(before), goal);
        self
    }

    /// Sets what the answer must be.
    fn answer(mut self, answer: ExpectedAnswer) -> Self {
        self.answer = answer;
        self
    }

    /// Sets the file for standard input.
    fn input(mut self, file: &'static str) -> Self {
        self.input = Some(file);
        self
    }
}

/// All rows, in the order of the table.
pub(super) fn rows() -> Vec<SpeedRow> {
    let mut rows = many_roles();
    rows.extend(managed_policies());
    rows.extend(one_role());
    rows.extend(named_resources());
    rows.extend(proofs());
    rows.extend(limits());
    rows
}

fn many_roles() -> Vec<SpeedRow> {
    let work = "200 roles × 20 statements × 300 resources";
    let changed = "the same, two statements of each role changed";
    let row = |command, files, before, goal| {
        SpeedRow::new(work, command, Baseline::Read(files)).seconds(before, goal)
    };
    let can = "access can Role000 sqs:SendMessage Resource0000 --templates old/roles.json";
    let who_can = "access who-can sqs:SendMessage Resource0000 --templates old/roles.json";
    let matrix = "access matrix --templates old/roles.json";
    let same = "access diff old/roles.json old/roles.json";
    let other = "access diff old/roles.json new/roles.json";
    vec![
        row(can, &["old/roles.json"], 2.0, 0.1),
        row(who_can, &["old/roles.json"], 2.2, 0.2),
        row(matrix, &["old/roles.json"], 1.9, 0.15),
        row(same, &["old/roles.json", "old/roles.json"], 3.9, 0.2),
        SpeedRow { work: changed, ..row(other, &["old/roles.json", "new/roles.json"], 26.0, 1.0) },
    ]
}

fn managed_policies() -> Vec<SpeedRow> {
    let work = "200 roles with ReadOnlyAccess and SecurityAudit";
    let same = "50 of them, one inline statement changed, which the managed policies cover";
    let more = "50 of them, one inline statement changed, which grants more";
    let read = Baseline::Read(&["managed.json"]);
    let read_same = Baseline::Read(&["old/managed-50.json", "new/managed-50.json"]);
    let read_more = Baseline::Read(&["old/managed-50.json", "more/managed-50.json"]);
    let who_can = "access who-can s3:GetObject arn:aws:s3:::bucket/key --templates managed.json";
    let matrix = "access matrix --templates managed.json";
    let diff_same = "access diff old/managed-50.json new/managed-50.json";
    let diff_more = "access diff old/managed-50.json more/managed-50.json";
    vec![
        SpeedRow::new(work, who_can, read).seconds(15.7, 0.5),
        SpeedRow::new(work, matrix, read).seconds(4.5, 0.5).peak(2300.0, Some(100.0)),
        SpeedRow::new(same, diff_same, read_same).seconds(13.0, 0.5),
        SpeedRow::new(more, diff_more, read_more).seconds(None, 0.5),
    ]
}

fn one_role() -> Vec<SpeedRow> {
    let read = Baseline::Read(&["old/one-role.json", "new/one-role.json"]);
    let diff = "access diff old/one-role.json new/one-role.json";
    vec![SpeedRow::new("one role, 80 differing statements", diff, read).seconds(2.8, 0.1)]
}

/// More named resources than the 500 that used to be a limit: the answers must not be undecided.
fn named_resources() -> Vec<SpeedRow> {
    let commands = [
        "access can Role000 sqs:SendMessage Resource0599 --templates named.json",
        "access who-can sqs:SendMessage Resource0599 --templates named.json",
        "access matrix --templates named.json",
    ];
    let row = |command| {
        let row = SpeedRow::new("600 named resources", command, Baseline::Read(&["named.json"]));
        row.answer(ExpectedAnswer::Decided)
    };
    commands.map(row).into()
}

fn proofs() -> Vec<SpeedRow> {
    let environments = Baseline::List("environments");
    let variables = Baseline::Read(&["variables.json"]);
    vec![
        SpeedRow::new(
            "a proof of 100 environments",
            "access prove --project environments",
            environments,
        )
        .seconds(59.0, 1.0)
        .answer(ExpectedAnswer::Proved),
        SpeedRow::new("100 variables in one ARN: `implies`", "access query", variables)
            .seconds(133.0, 1.0)
            .peak(1200.0, None)
            .input("variables.json"),
    ]
}

/// Inputs that may end with an error; each took over 14 s.
fn limits() -> Vec<SpeedRow> {
    let row = |work, command, baseline| {
        SpeedRow::new(work, command, baseline).seconds(14.0, 1.0).answer(ExpectedAnswer::OrError)
    };
    vec![
        row(
            "16,000 variables in one `Fn::Sub`",
            "access can Role000 s3:GetObject arn:aws:s3:::bucket/key --templates substitutions.json",
            Baseline::Read(&["substitutions.json"]),
        ),
        row(
            "action sets nested 10 wide, 7 deep",
            "access prove --matrix nested-sets.yaml",
            Baseline::List("."),
        ),
        row(
            "10,000 tags of a role",
            "access can Role000 s3:GetObject arn:aws:s3:::bucket/key --templates tagged-role.json",
            Baseline::Read(&["tagged-role.json"]),
        ),
        row(
            "10,000 tags of an environment",
            "access prove --project tagged-environment",
            Baseline::Read(&["tagged-environment/cdk.json"]),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_differ_and_memory_has_a_figure_where_it_has_a_goal() {
        let rows = rows();
        let mut commands: Vec<_> = rows.iter().map(|row| (row.command, row.input)).collect();
        commands.sort_unstable();
        commands.dedup();
        assert_eq!(commands.len(), rows.len());
        assert!(rows.iter().all(|row| row.goal.peak.is_none() || row.before.peak.is_some()));
    }
}
