//! The project: the folder that holds `cdk.json`, found from wherever the program is started.

use std::env;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value as Json};

use crate::failure::Failure;

/// The folder of `cdk.json`, and what stands in that file.
pub(crate) struct Project {
    folder: PathBuf,
    context: Map<String, Json>,
}

/// The file that names the app and its context, as the `cdk` CLI has it.
pub(crate) const FILE: &str = "cdk.json";

impl Project {
    /// Looks for `cdk.json` in `folder`, or from here upwards, then from the package that `cargo run` runs, then
    /// from the program itself. An app without one has an empty context.
    pub(crate) fn find(folder: Option<&Path>) -> Result<Self, Failure> {
        let folder = match folder {
            Some(folder) if folder.is_dir() => folder.to_owned(),
            Some(folder) => {
                let problem = format!("there is no folder `{}`", folder.display());
                return Err(Failure::Usage {
                    problem,
                    help: "name the folder that holds `cdk.json`".to_owned(),
                });
            }
            None => search().unwrap_or_else(|| PathBuf::from(".")),
        };
        let context = read_context(&folder.join(FILE))?;
        Ok(Self { folder, context })
    }

    /// The folder that holds `cdk.json`.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The context of `cdk.json`.
    pub(crate) const fn context(&self) -> &Map<String, Json> {
        &self.context
    }

    /// Where the assembly goes: `--output`, what the `cdk` CLI asks for, or `cdk.out` in the project.
    pub(crate) fn output(&self, asked: Option<&Path>) -> PathBuf {
        match (asked, read_variable("CDK_OUTDIR")) {
            (Some(asked), _) => asked.to_owned(),
            (None, Some(folder)) => PathBuf::from(folder),
            (None, None) => self.folder.join("cdk.out"),
        }
    }
}

/// A variable of the environment that the `cdk` CLI's protocol names.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
pub(crate) fn read_variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

fn search() -> Option<PathBuf> {
    let here = env::current_dir().ok();
    let package = read_variable("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let program = env::current_exe().ok();
    let starts = [here, package, program];
    let mut folders = starts.iter().flatten().flat_map(|start| start.ancestors());
    folders.find(|folder| folder.join(FILE).is_file()).map(Path::to_owned)
}

fn read_context(path: &Path) -> Result<Map<String, Json>, Failure> {
    if !path.exists() {
        return Ok(Map::new());
    }
    let malformed = |problem: String| Failure::Malformed { path: path.to_owned(), problem };
    match read_json(path)? {
        Json::Object(mut file) => match file.remove("context") {
            Some(Json::Object(context)) => Ok(context),
            None => Ok(Map::new()),
            Some(_) => Err(malformed("`context` is not an object".to_owned())),
        },
        _ => Err(malformed("it does not hold an object".to_owned())),
    }
}

/// The JSON in a file.
pub(crate) fn read_json(path: &Path) -> Result<Json, Failure> {
    let bytes =
        std::fs::read(path).map_err(|error| Failure::Read { path: path.to_owned(), error })?;
    let malformed = |error: serde_json::Error| Failure::Malformed {
        path: path.to_owned(),
        problem: error.to_string(),
    };
    serde_json::from_slice(&bytes).map_err(malformed)
}
