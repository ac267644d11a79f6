//! `synth`: the assembly into its folder.

use std::path::Path;

use constructs::Assembly;
use constructs::assembly::{self, Difference, WriteOptions, Written};

use crate::args::SynthOptions;
use crate::failure::Failure;
use crate::project::Project;
use crate::{previous, report, selection, validate};

pub(crate) fn run(
    project: &Project,
    assembly: Assembly,
    options: &SynthOptions,
) -> Result<(), Failure> {
    let assembly = selection::stacks(assembly, &options.stacks)?;
    check_templates(&assembly)?;
    let folder = project.output(options.output.as_deref());
    let format = options.format.into();
    if options.check {
        return check(&folder, &assembly, format);
    }
    report::diagnostics(&previous::warnings(&folder, &assembly));
    let written = assembly.write(&folder, format, &WriteOptions::default())?;
    for warning in &written.warnings {
        report::progress(&format!("warning: {warning}"));
    }
    if !options.quiet {
        tell(&folder, &assembly, format, &written);
    }
    std::mem::forget(assembly); // The end of the process frees it at once.
    Ok(())
}

/// What schemas and IAM say against the templates: mistakes stop here, the rest is shown.
fn check_templates(assembly: &Assembly) -> Result<(), Failure> {
    report::stop_at_errors(validate::findings(assembly)?)
}

/// One line for each stack, and one for each file that went.
fn tell(folder: &Path, assembly: &Assembly, format: assembly::Format, written: &Written) {
    for stack in assembly.stacks() {
        let file = stack.file_name(format);
        let verb = if written.written.contains(&file) { "wrote" } else { "unchanged" };
        report::progress(&format!("{verb:>9} {} ({})", folder.join(file).display(), stack.path()));
    }
    for file in &written.removed {
        report::progress(&format!("{:>9} {}", "removed", folder.join(file).display()));
    }
}

fn check(folder: &Path, assembly: &Assembly, format: assembly::Format) -> Result<(), Failure> {
    let differences = assembly::write::compare(folder, &assembly.files(format))?;
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
    let line = |difference: &Difference| match difference {
        Difference::Missing(file) => format!("{} is missing", name(file)),
        Difference::Changed(file) => format!("{} differs", name(file)),
        Difference::Stale(file) => format!("`{file}` belongs to no stack any more"),
        Difference::Interrupted => "an earlier write was interrupted".to_owned(),
    };
    Err(Failure::OutOfDate(differences.iter().map(line).collect()))
}
