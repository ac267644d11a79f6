//! `migrate`: a template -> Rust source, on standard output, in a file, or in a cargo project of its own.

pub(crate) mod arguments;
mod format;
mod identity;
mod library;

use std::path::{Path, PathBuf};

use constructs_cloudformation::Stack;
use constructs_document::LARGEST;
use constructs_migrate::{Migration, Project, migrate};

use crate::failure::Failure;
use crate::file;
use crate::output::{print_raw, show_line};
use arguments::MigrateOptions;

pub(crate) fn run(options: &MigrateOptions) -> Result<(), Failure> {
    let mut migration = read(&options.template)?;
    let folder = options
        .output
        .as_deref()
        .and_then(|output| if is_file(output) { output.parent() } else { Some(output) });
    migration.source = format::format_source(migration.source, folder);
    match &options.output {
        None => print(&migration.source),
        Some(file) if is_file(file) => write_file(file, &migration, options),
        Some(folder) => write_project(folder, &migration, options),
    }
}

fn read(path: &Path) -> Result<Migration, Failure> {
    let bytes = file::read_named(path, LARGEST)?;
    let failed = |error| Failure::Template { path: path.to_owned(), error };
    let template = constructs_yaml::read(&bytes).map_err(failed)?;
    template.require_template().map_err(failed)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut stack = Stack::new(name, template);
    identity::identify(&mut stack, path)?;
    Ok(migrate(&stack))
}

/// A file of Rust is one by its ending; anything else is a folder.
fn is_file(output: &Path) -> bool {
    output.extension().is_some_and(|extension| extension == "rs")
}

fn print(source: &str) -> Result<(), Failure> {
    print_raw(source)
}

fn write_file(file: &Path, migration: &Migration, options: &MigrateOptions) -> Result<(), Failure> {
    let name = file.file_name().unwrap_or_default().into();
    let folder = file.parent().unwrap_or(Path::new(""));
    write_all(folder, &[(name, migration.source.clone())], options)?;
    let Migration { function, features, .. } = migration;
    show_line(&format!("wrote `{}`", file.display()));
    if !features.is_empty() {
        let features = features.join(",");
        show_line(&format!("  it needs: cargo add constructs-aws --features {features}"));
    }
    show_line(&format!("  next: call `{function}(&app)` where the app is described"));
    Ok(())
}

fn write_project(
    folder: &Path,
    migration: &Migration,
    options: &MigrateOptions,
) -> Result<(), Failure> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let library = library::library_path(options.library.as_deref(), folder)?;
    let project = Project { name: &name, library: &library, migration };
    let files = project.files().into_iter().map(|(path, text)| (PathBuf::from(path), text));
    write_all(folder, &files.collect::<Vec<_>>(), options)?;
    let shown = folder.display();
    show_line(&format!("wrote the project `{shown}`, which takes the library from `{library}`"));
    show_line(&format!("  next: cd {shown}; cargo run -- synth"));
    Ok(())
}

/// Writes nothing where one of the files is there already, unless that is asked for.
fn write_all(
    folder: &Path,
    files: &[(PathBuf, String)],
    options: &MigrateOptions,
) -> Result<(), Failure> {
    let is_there = |path: &PathBuf| path.symlink_metadata().is_ok();
    let existing = files.iter().map(|(path, _)| folder.join(path)).find(is_there);
    if let Some(path) = existing.filter(|_| !options.force) {
        return Err(Failure::Usage {
            problem: format!("`{}` exists already", path.display()),
            help: "name another place with `--output`, or write over it with `--force`".to_owned(),
        });
    }
    for (path, text) in files {
        file::write_below(folder, path, text.as_bytes())?;
    }
    Ok(())
}
