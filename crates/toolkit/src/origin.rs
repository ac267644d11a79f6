//! Finds where a setting of the context comes from: an argument, `cdk.json`, or a file of the `cdk` CLI.
//!
//! The CLI passes everything that it knows in one variable. The keys that it writes itself are its own, whichever file they
//! are in. A file that can't be read is an error: nobody could tell whose its keys are.

use std::path::Path;

use constructs::Diagnostic;
use constructs::diagnostic::Place;
use constructs_document::Mark;

use crate::codes::SETTING_UNKNOWN;
use crate::failure::Failure;
use crate::json_file::JsonFile;
use crate::project::{self, read_variable};

/// Keys without a `:` or an `@` that the `cdk` CLI writes or that are its settings in `cdk.json`.
///
/// Source: <https://docs.aws.amazon.com/cdk/v2/guide/cli.html>
const CLI_KEYS: [&str; 29] = [
    "acknowledged-issue-numbers",
    "app",
    "assetMetadata",
    "assetParallelism",
    "assetPrebuild",
    "build",
    "bundling",
    "cli-telemetry",
    "context",
    "debug",
    "hotswap",
    "ignoreNoStacks",
    "language",
    "lookups",
    "notices",
    "output",
    "pathMetadata",
    "plugin",
    "profile",
    "progress",
    "quiet",
    "requireApproval",
    "rollback",
    "staging",
    "toolkitBucket",
    "toolkitStackName",
    "unstable",
    "versionReporting",
    "watch",
];

/// The places that settings come from.
pub(crate) struct Origins {
    /// The values of `-c`.
    arguments: Vec<String>,
    /// The files, and the keys under which each has the context.
    files: Vec<(&'static str, JsonFile, &'static [&'static str])>,
    is_cli: bool,
}

impl Origins {
    /// Reads the files that the `cdk` CLI takes a context from.
    ///
    /// # Errors
    /// One of them exists and is not a regular file with a JSON object.
    pub(crate) fn read(folder: &Path, arguments: &[String]) -> Result<Self, Failure> {
        let home = read_variable("HOME").or_else(|| read_variable("USERPROFILE"));
        let home = home.map(|home| Path::new(&home).join(".cdk.json"));
        let candidates: [(&'static str, Option<_>, &'static [&'static str]); 3] = [
            (project::FILE, Some(folder.join(project::FILE)), &["context"]),
            ("cdk.context.json", Some(folder.join("cdk.context.json")), &[]),
            ("~/.cdk.json", home, &["context"]),
        ];
        let mut files = Vec::new();
        for (name, path, keys) in candidates {
            let Some(path) = path.filter(|path| path.symlink_metadata().is_ok()) else { continue };
            let file = project::read_settings(&path)?;
            if !keys.is_empty() {
                project::context_of(&file, &path)?;
            }
            files.push((name, file, keys));
        }
        let is_cli = read_variable("CDK_CONTEXT_JSON").is_some();
        Ok(Self { arguments: arguments.to_vec(), files, is_cli })
    }

    /// The finding at the place of its setting; nothing where the setting is the CLI's own.
    pub(crate) fn place(&self, mut diagnostic: Diagnostic) -> Option<Diagnostic> {
        let path = diagnostic.place.path.clone()?;
        let keys: Vec<&str> = path.split('.').skip(1).collect();
        if diagnostic.code == SETTING_UNKNOWN && self.is_of_cli(&keys) {
            return None;
        }
        let (key, found) = (keys.join("."), self.locate(&keys));
        // An argument that sets something inside of an object makes the object where no file has it.
        let inner = || self.argument_below(&key).filter(|_| found.is_none());
        if let Some(argument) = self.argument(&key).or_else(inner) {
            diagnostic.place.file = None;
            let place = Place::default();
            return Some(diagnostic.related(format!("it comes from `-c {argument}`"), place));
        }
        match found {
            Some((file, mark)) => {
                diagnostic.place.file = Some(file.to_owned());
                diagnostic.place.position = Some((mark.line, mark.column));
            }
            None if self.is_cli => {
                diagnostic.place.file = None;
                let message =
                    "it comes from the `cdk` CLI: an argument `-c`, or `CDK_CONTEXT_JSON`";
                return Some(diagnostic.related(message, Place::default()));
            }
            None => {}
        }
        Some(diagnostic)
    }

    /// Whether the CLI wrote a key: one that is known as its own, or that only its files have.
    fn is_of_cli(&self, keys: &[&str]) -> bool {
        let [key] = keys else { return false };
        CLI_KEYS.contains(key)
            || (self.argument(key).is_none()
                && self.locate(keys).is_some_and(|(file, _)| file != project::FILE))
    }

    /// The last argument that sets a key, or an object around it.
    fn argument(&self, path: &str) -> Option<&str> {
        let sets = |argument: &&String| {
            let key = argument.split_once('=').map_or(argument.as_str(), |(key, _)| key);
            path.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.arguments.iter().rev().find(sets).map(String::as_str)
    }

    /// The last argument that sets something inside of a key.
    fn argument_below(&self, path: &str) -> Option<&str> {
        let sets = |argument: &&String| {
            argument.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'))
        };
        self.arguments.iter().rev().find(sets).map(String::as_str)
    }

    fn locate(&self, keys: &[&str]) -> Option<(&'static str, Mark)> {
        self.files.iter().find_map(|(name, file, below)| {
            let keys: Vec<&str> = below.iter().chain(keys).copied().collect();
            Some((*name, file.locate(&keys)?))
        })
    }
}
