//! `synth`: the assembly into its folder.

use std::collections::BTreeSet;
use std::path::Path;

use constructs::Assembly;
use constructs::assembly::{self, FileDifference, StackArtifact, WriteOptions, Written};
use constructs_cloudformation::Stack;

use crate::access::prove::{self, Proved};
use crate::args::SynthOptions;
use crate::context::Context;
use crate::failure::Failure;
use crate::output::show_line;
use crate::program::Program;
use crate::project::{Project, cli_output};
use crate::validate::Deployments;
use crate::{previous, report, selection, synthesized, validate};

pub(crate) fn run(
    program: &Program<'_>,
    context: &Context,
    project: &Project,
    assembly: Assembly,
    options: &SynthOptions,
) -> Result<(), Failure> {
    let folder = project.output(options.output.as_deref());
    let deployments = Deployments::default().with_previous(folder.clone(), !options.selects());
    let Checked { assembly, stacks, proved } =
        check_all(program, context, assembly, options, &deployments)?;
    report::stop_at_errors(proved.findings)?;
    // The `cdk` CLI runs the app before each of its commands: then only what is wrong is worth a line.
    let is_quiet = options.quiet || cli_output().is_some();
    if !is_quiet {
        proved.summaries.iter().for_each(|line| show_line(line));
    }
    let format = options.format.into();
    if options.check {
        return check(&folder, &assembly, format, options.selects());
    }
    report::diagnostics(&previous::warnings(&folder, &stacks, &assembly));
    if options.selects() && !options.only {
        refuse_removal(&folder, &assembly, format)?;
    }
    let written = assembly.write(&folder, format, &WriteOptions::default())?;
    for warning in &written.warnings {
        show_line(&format!("warning: {warning}"));
    }
    if !is_quiet {
        tell(&folder, &assembly, format, &written);
    }
    std::mem::forget(assembly); // The end of the process frees it at once.
    Ok(())
}

/// The selected stacks, and what the checks found in them.
struct Checked {
    assembly: Assembly,
    /// The templates of `assembly`, parsed.
    stacks: Vec<Stack>,
    proved: Proved,
}

/// Selects stacks, and runs all checks on them: the permission matrix, which covers all stacks of the app, schemas, and IAM.
fn check_all(
    program: &Program<'_>,
    context: &Context,
    assembly: Assembly,
    options: &SynthOptions,
    deployments: &Deployments,
) -> Result<Checked, Failure> {
    let mut stacks = synthesized::stacks(&assembly);
    let day = options.today.as_deref();
    let mut proved = prove::at_synth(program, context, &assembly, &stacks, day)?;
    let assembly = selection::stacks(assembly, &options.stacks)?;
    let selected: BTreeSet<&str> = assembly.stacks().map(StackArtifact::path).collect();
    stacks.retain(|stack| selected.contains(stack.id.as_str()));
    proved.findings.extend(validate::check_stacks(&stacks, &assembly, deployments));
    Ok(Checked { assembly, stacks, proved })
}

/// One line for each stack, and one for each file that went.
fn tell(folder: &Path, assembly: &Assembly, format: assembly::TemplateFormat, written: &Written) {
    for stack in assembly.stacks() {
        let file = stack.file_name(format);
        let verb = if written.written.contains(&file) { "wrote" } else { "unchanged" };
        show_line(&format!("{verb:>9} {} ({})", folder.join(file).display(), stack.path()));
    }
    for file in &written.removed {
        show_line(&format!("{:>9} {}", "removed", folder.join(file).display()));
    }
}

/// Fails where writing a selection would remove templates of other stacks.
fn refuse_removal(
    folder: &Path,
    assembly: &Assembly,
    format: assembly::TemplateFormat,
) -> Result<(), Failure> {
    let differences = assembly::write::compare(folder, &assembly.files(format))?;
    let stale = |difference| match difference {
        FileDifference::Stale(file) => Some(file),
        _ => None,
    };
    let stale: Vec<String> = differences.into_iter().filter_map(stale).collect();
    let Some(first) = stale.first() else { return Ok(()) };
    let more = match stale.len() {
        1 => String::new(),
        count => format!(" and {} more", count - 1),
    };
    Err(Failure::Usage {
        problem: format!(
            "`{}` holds templates that are not selected: `{first}`{more}",
            folder.display()
        ),
        help: "add `--only` to remove them, or write to another folder with `--output`".to_owned(),
    })
}

/// `is_part`: some stacks are selected, so that manifest, tree and other templates are not compared.
fn check(
    folder: &Path,
    assembly: &Assembly,
    format: assembly::TemplateFormat,
    is_part: bool,
) -> Result<(), Failure> {
    let mut differences = assembly::write::compare(folder, &assembly.files(format))?;
    if is_part {
        let is_template =
            |file: &str| assembly.stacks().any(|stack| stack.file_name(format) == file);
        differences.retain(|difference| match difference {
            FileDifference::Missing(file) | FileDifference::Changed(file) => is_template(file),
            FileDifference::Stale(_) => false,
            _ => true,
        });
    }
    if differences.is_empty() {
        return Ok(());
    }
    let name = |file: &str| {
        let stack = assembly.stacks().find(|stack| stack.file_name(format) == file);
        stack.map_or_else(
            || format!("`{file}`"),
            |stack| format!("stack `{}` (`{file}`)", stack.name()),
        )
    };
    let line = |difference: &FileDifference| match difference {
        FileDifference::Missing(file) => format!("{} is missing", name(file)),
        FileDifference::Changed(file) => format!("{} differs", name(file)),
        FileDifference::Stale(file) => format!("`{file}` belongs to no stack any more"),
        FileDifference::Interrupted => "an earlier write was interrupted".to_owned(),
        other => other.to_string(),
    };
    Err(Failure::OutOfDate(differences.iter().map(line).collect()))
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use constructs::prelude::*;
    use constructs::{App, Diagnostics, GenericResource};

    use super::{Context, Deployments, check_all};
    use crate::args::{Arguments, Command};
    use crate::{Variables, app};

    const MATRIX: &str = "
matrix: 1
principals: {Sender: Stack/Sender}
resources: {Queue: Stack/Queue}
resource access:
  - row: Queue
    actions: sqs:SendMessage
    cells: {Sender: yes}
";

    /// A role that may not do what the matrix says, and a policy whose action is misspelled.
    fn mistaken_app() -> App {
        let app = App::new();
        let stack = app.stack("Stack", Stack::named("stack"));
        stack.add("Queue", GenericResource::new("AWS::SQS::Queue"));
        stack.add("Sender", Role::assumed_by(Principal::service("ecs-tasks.amazonaws.com")));
        stack.add("Policy", ManagedPolicy::new([allow_named(["sqs:SendMesage"]).on_any()]));
        app
    }

    #[test]
    fn the_matrix_and_the_templates_are_judged_at_once() {
        let build = |_: &Context| -> Result<App, Diagnostics> { Ok(mistaken_app()) };
        let nowhere = |_: &Context| Ok(vec![(String::new(), Variables::new())]);
        let program = app(build).permissions("permissions.yaml", MATRIX, nowhere);
        let arguments = Arguments::try_parse_from(["app", "synth"]).unwrap();
        let Command::Synth(options) = arguments.command else { panic!("not a synthesis") };
        let assembly = mistaken_app().synth().unwrap();
        let checked = check_all(
            &program,
            &Context::new(serde_json::Map::new()),
            assembly,
            &options,
            &Deployments::default(),
        )
        .expect("it is judged");
        let codes = checked.proved.findings.iter().map(|found| found.code.to_string());
        insta::assert_snapshot!(codes.collect::<Vec<_>>().join(" "), @"M0201 A0102");
    }
}
