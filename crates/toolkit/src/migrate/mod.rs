//! `migrate`: a template -> Rust source, on standard output, in a file, or in a cargo project of its own.

mod format;
mod identity;
mod library;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use constructs_migrate::{Migration, Project, migrate};
use constructs_template::LARGEST;

use crate::args::MigrateOptions;
use crate::failure::Failure;
use crate::file;

pub(crate) fn run(options: &MigrateOptions) -> Result<(), Failure> {
    let mut migration = read(&options.template)?;
    let folder = options
        .output
        .as_deref()
        .and_then(|output| if is_file(output) { output.parent() } else { Some(output) });
    migration.source = format::formatted(migration.source, folder);
    match &options.output {
        None => print(&migration.source),
        Some(file) if is_file(file) => write_file(file, &migration, options),
        Some(folder) => write_project(folder, &migration, options),
    }
}

fn read(path: &Path) -> Result<Migration, Failure> {
    let bytes = file::read_named(path, LARGEST)?;
    let failed = |error| Failure::Template { path: path.to_owned(), error };
    let template = constructs_template::read(&bytes).map_err(failed)?;
    template.require_template().map_err(failed)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(migrate(&template, &name, &identity::read_identity(path)?))
}

/// A file of Rust is one by its ending; anything else is a folder.
fn is_file(output: &Path) -> bool {
    output.extension().is_some_and(|extension| extension == "rs")
}

fn print(source: &str) -> Result<(), Failure> {
    match io::stdout().lock().write_all(source.as_bytes()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => Ok(result?),
    }
}

fn write_file(file: &Path, migration: &Migration, options: &MigrateOptions) -> Result<(), Failure> {
    write_all(&[(file.to_owned(), migration.source.clone())], options)?;
    let Migration { function, features, .. } = migration;
    eprintln!("wrote `{}`", file.display());
    if !features.is_empty() {
        let features = features.join(",");
        eprintln!("  it needs: cargo add constructs-aws --features {features}");
    }
    eprintln!("  next: call `{function}(&app)` where the app is described");
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
    let files = project.files().into_iter().map(|(path, text)| (folder.join(path), text));
    write_all(&files.collect::<Vec<_>>(), options)?;
    eprintln!("wrote the project `{}`, which takes the library from `{library}`", folder.display());
    eprintln!("  next: cd {}; cargo run -- synth", folder.display());
    Ok(())
}

/// Writes nothing where one of the files is there already, unless that is asked for.
fn write_all(files: &[(PathBuf, String)], options: &MigrateOptions) -> Result<(), Failure> {
    if let Some((path, _)) = files.iter().find(|(path, _)| path.exists())
        && !options.force
    {
        return Err(Failure::Usage {
            problem: format!("`{}` is there already", path.display()),
            help: "name another place with `--output`, or write over it with `--force`".to_owned(),
        });
    }
    for (path, text) in files {
        let written =
            path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, text));
        written.map_err(|error| Failure::WriteFile { path: path.clone(), error })?;
    }
    Ok(())
}
