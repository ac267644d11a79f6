//! An app's program, described bit by bit: how it is built, and what its roles may do.

use constructs::{App, Diagnostics};
pub use constructs_access::matrix::Variables;

use crate::context::Context;

type Build<'p> = Box<dyn Fn(&Context) -> Result<App, Diagnostics> + 'p>;
type Environments<'p> = Box<dyn Fn(&Context) -> Result<Vec<(String, Variables)>, Diagnostics> + 'p>;

/// The program of an app. [`app`] begins one, [`run`](Self::run) runs it.
pub struct Program<'p> {
    pub(crate) build: Build<'p>,
    pub(crate) permissions: Vec<Permissions<'p>>,
}

/// A permission matrix and where it holds.
pub(crate) struct Permissions<'p> {
    pub(crate) file: String,
    pub(crate) text: String,
    pub(crate) environments: Environments<'p>,
}

/// A program that describes its app from the context with `build`.
///
/// ```no_run
/// use constructs::{App, Diagnostics};
/// use constructs_toolkit::{Context, Variables};
///
/// fn build(_context: &Context) -> Result<App, Diagnostics> {
///     Ok(App::new())
/// }
///
/// fn main() -> std::process::ExitCode {
///     let environments = |_: &Context| Ok(vec![("dev".to_owned(), Variables::new().with("baseName", "shop-dev"))]);
///     constructs_toolkit::app(build).permissions("permissions.yaml", "matrix: 1", environments).run()
/// }
/// ```
pub fn app<'p>(build: impl Fn(&Context) -> Result<App, Diagnostics> + 'p) -> Program<'p> {
    Program { build: Box::new(build), permissions: Vec::new() }
}

impl<'p> Program<'p> {
    /// Proves at every `synth` that the roles can do what a permission matrix says, and nothing else.
    ///
    /// `text` is the matrix (`include_str!`, so that the program works from any folder), `file` what messages call it.
    /// `environments` names the scopes that it holds for, each with values for the matrix's variables; an app without
    /// such scopes gives one with an empty name. With several matrices each environment has to be in exactly one, by
    /// the matrix's own `environments`.
    #[must_use]
    pub fn permissions(
        mut self,
        file: &str,
        text: &str,
        environments: impl Fn(&Context) -> Result<Vec<(String, Variables)>, Diagnostics> + 'p,
    ) -> Self {
        self.permissions.push(Permissions {
            file: file.to_owned(),
            text: text.to_owned(),
            environments: Box::new(environments),
        });
        self
    }
}
