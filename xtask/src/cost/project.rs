//! Writes and builds an app with some features below `target/cost`, like an app that takes the crates from a registry.

use std::path::PathBuf;

use super::cpu;
use crate::error::{Context, Error};
use crate::files::{self, Workspace};

/// The app that is measured.
pub(super) struct Project {
    folder: PathBuf,
    root: PathBuf,
}

impl Project {
    /// Creates an empty project.
    pub(super) fn open(workspace: &Workspace) -> Result<Self, Error> {
        let folder = workspace.path("target/cost/app");
        files::create_empty_folder(&folder)?;
        let root = workspace.path("");
        let root = root.canonicalize().context(|| format!("can't find `{}`", root.display()))?;
        let folder = folder.canonicalize().context(|| "can't find `target/cost/app`".into())?;
        Ok(Self { folder, root })
    }

    /// CPU seconds to build `constructs-aws` after `constructs` is built.
    pub(super) fn build_library(&self, features: &[&str]) -> Result<f64, Error> {
        self.lay_out(features, 1)?;
        self.build("--package constructs")?;
        self.clean()?;
        self.build("--package constructs-aws")
    }

    /// CPU seconds to build the app after a change of one line, when everything else is built.
    pub(super) fn rebuild_after_edit(&self, features: &[&str]) -> Result<f64, Error> {
        self.lay_out(features, 1)?;
        self.build("")?;
        self.lay_out(features, 2)?;
        self.build("")
    }

    fn lay_out(&self, features: &[&str], number: u32) -> Result<(), Error> {
        let features: Vec<String> = features.iter().map(|feature| format!("{feature:?}")).collect();
        let path = |name: &str| self.root.join("crates").join(name).display().to_string();
        let manifest = format!(
            "[package]\nname = \"cost\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
             # As cargo builds a crate from a registry.\n[profile.dev.package.constructs-aws]\nincremental = false\n\n\
             [dependencies]\nconstructs = {{ path = {:?} }}\nconstructs-aws = {{ path = {:?}, features = [{}] }}\n",
            path("constructs"),
            path("aws"),
            features.join(", ")
        );
        let resource = if features.contains(&"\"full\"".to_owned()) { RESOURCE } else { "" };
        let program =
            format!("{MAIN}{resource}    println!(\"{{}} {number}\", app.synth().is_ok());\n}}\n");
        files::write(&self.folder.join("Cargo.toml"), &manifest)?;
        files::write(&self.folder.join("src/main.rs"), &program)
    }

    fn build(&self, what: &str) -> Result<f64, Error> {
        let target = self.folder.join("target");
        cpu::measure_cargo(&["build", "--quiet", what], &target, &self.folder)
    }

    fn clean(&self) -> Result<(), Error> {
        files::run("cargo", &["clean", "--quiet", "--package", "constructs-aws"], &self.folder)
            .map(drop)
    }
}

const MAIN: &str = "//! An app.\n\nuse constructs::prelude::*;\n\nfn main() {\n    let app = App::new();\n    \
                    let stack = app.stack(\"Stack\", Stack::named(\"stack\"));\n    let _ = stack;\n";
const RESOURCE: &str = "    stack.add(\"Queue\", constructs_aws::sqs::Queue::new());\n";
