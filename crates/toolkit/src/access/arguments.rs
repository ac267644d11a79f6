//! The command line of `access`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

#[derive(Args)]
pub(crate) struct AccessOptions {
    #[command(subcommand)]
    pub(crate) command: AccessCommand,

    /// Takes one environment only
    #[arg(long, value_name = "NAME", global = true)]
    pub(crate) env: Option<String>,
}

#[derive(Subcommand)]
pub(crate) enum AccessCommand {
    /// Prints what each role can do, and on what, as the templates have it
    Matrix(MatrixOptions),
    /// Proves that the roles can do what the permission matrix says, and nothing else
    Prove(ProveOptions),
    /// Says who gained and who lost what between two states
    Diff(DiffOptions),
    /// Answers whether somebody can do something, with the statements that decide
    Can(CanOptions),
    /// Lists who can do something
    WhoCan(WhoCanOptions),
    /// Answers questions on standard input, one line of JSON each, with one line of JSON each
    Query,
}

#[derive(Args)]
pub(crate) struct MatrixOptions {
    /// How to print it
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub(crate) format: TableFormat,

    /// Templates, or folders with an assembly, in place of the app
    #[arg(long, value_name = "PATH")]
    pub(crate) templates: Vec<PathBuf>,
}

#[derive(Args)]
pub(crate) struct ProveOptions {
    /// Another file in place of the app's matrices: that of the base branch, say
    #[arg(long, value_name = "FILE")]
    pub(crate) matrix: Option<PathBuf>,

    /// Writes the proof as JSON, for an auditor
    #[arg(long, value_name = "FILE")]
    pub(crate) evidence: Option<PathBuf>,

    /// The day on which acknowledgements are looked at [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) today: Option<String>,
}

#[derive(Args)]
pub(crate) struct DiffOptions {
    /// A folder, a template, `git:REV` for the committed assembly, or `git:REV:PATH`
    pub(crate) old: String,

    /// The same, later
    pub(crate) new: String,

    /// Fails where somebody can do what nobody could before
    #[arg(long)]
    pub(crate) no_new_access: bool,

    /// How to print it
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(crate) format: DiffFormat,
}

#[derive(Args)]
pub(crate) struct CanOptions {
    /// A role, user or group: its construct's path or the end of it, logical id, name, ARN or `export NAME`
    pub(crate) principal: String,

    /// The action, `sqs:SendMessage`
    pub(crate) action: String,

    /// The resource: a construct's path or the end of it, logical id, name, ARN or `export NAME`; `*` for all
    pub(crate) resource: String,

    /// A key of the request: `aws:SourceIp=10.0.0.1`; several times for several keys, or values
    #[arg(long = "context", id = "request context", value_name = "KEY=VALUE")]
    pub(crate) context: Vec<String>,

    /// Sets a value of the app's context, over `cdk.json`
    // In the place of the program's own, whose long name means something else here.
    #[arg(short = 'c', id = "context", value_name = "KEY=VALUE")]
    _app: Vec<String>,

    /// Templates, or folders with an assembly, in place of the app
    #[arg(long, value_name = "PATH")]
    pub(crate) templates: Vec<PathBuf>,
}

#[derive(Args)]
pub(crate) struct WhoCanOptions {
    /// The action, perhaps with wildcards
    pub(crate) action: String,

    /// The resource: a construct's path or the end of it, logical id, name, `export NAME`; an ARN, perhaps with wildcards
    pub(crate) resource: String,

    /// Templates, or folders with an assembly, in place of the app
    #[arg(long, value_name = "PATH")]
    pub(crate) templates: Vec<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    Text,
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    Text,
    Markdown,
    Html,
    Json,
}
