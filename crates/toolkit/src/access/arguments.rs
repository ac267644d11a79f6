//! The command line of `access`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

#[derive(Args)]
pub(crate) struct AccessOptions {
    #[command(subcommand)]
    pub(crate) command: AccessCommand,

    /// Build one environment only
    #[arg(long, value_name = "NAME", global = true)]
    pub(crate) env: Option<String>,
}

#[derive(Subcommand)]
pub(crate) enum AccessCommand {
    /// Print what each role can do, and on what
    Matrix(MatrixOptions),
    /// Prove that the templates match the permission matrix
    Prove(ProveOptions),
    /// Print who gained or lost what between two states
    Diff(DiffOptions),
    /// Answer whether somebody can do something, and why
    Can(CanOptions),
    /// List who can do something
    WhoCan(WhoCanOptions),
    /// Answer questions on standard input, a line of JSON each
    Query,
}

impl AccessCommand {
    /// Whether the command is about the app, and not about templates that are named.
    pub(crate) const fn builds_app(&self) -> bool {
        match self {
            Self::Matrix(options) => options.templates.is_empty(),
            Self::Can(options) => options.templates.is_empty(),
            Self::WhoCan(options) => options.templates.is_empty(),
            Self::Prove(_) => true,
            Self::Diff(_) | Self::Query => false,
        }
    }
}

#[derive(Args)]
pub(crate) struct MatrixOptions {
    /// Format: text, markdown, html, json
    #[arg(long, value_enum, default_value_t = TableFormat::Text, hide_possible_values = true)]
    pub(crate) format: TableFormat,

    /// Templates, folders of templates, or folders with an{n}assembly, instead of the app
    #[arg(long, value_name = "PATH")]
    pub(crate) templates: Vec<PathBuf>,
}

#[derive(Args)]
pub(crate) struct ProveOptions {
    /// Matrix to use instead of the app's own, such as{n}that of the base branch
    #[arg(long, value_name = "FILE")]
    pub(crate) matrix: Option<PathBuf>,

    /// Write the proof as JSON, for an auditor
    #[arg(long, value_name = "FILE")]
    pub(crate) evidence: Option<PathBuf>,

    /// Date used to check whether acknowledgements have{n}expired [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) today: Option<String>,
}

#[derive(Args)]
pub(crate) struct DiffOptions {
    /// Folder, template, `git:REV` for the committed assembly,{n}or `git:REV:PATH`
    pub(crate) old: String,

    /// The same, for the later state
    pub(crate) new: String,

    /// Fail if somebody gained a permission
    #[arg(long)]
    pub(crate) no_new_access: bool,

    /// Format: text, json
    #[arg(long, value_enum, default_value_t = DiffFormat::Text, hide_possible_values = true)]
    pub(crate) format: DiffFormat,
}

#[derive(Args)]
pub(crate) struct CanOptions {
    /// Role, user or group: its construct's path or the end{n}of it, logical id, name, ARN or `export NAME`
    pub(crate) principal: String,

    /// Action, such as `sqs:SendMessage`
    pub(crate) action: String,

    /// Resource: its construct's path or the end of it,{n}logical id, name, ARN or `export NAME`; `*` for all
    pub(crate) resource: String,

    /// Key of the request: `aws:SourceIp=10.0.0.1`;{n}several times for several keys or values
    #[arg(long = "context", id = "request context", value_name = "KEY=VALUE")]
    pub(crate) context: Vec<String>,

    /// Set a context value of the app, over `cdk.json`
    // In the place of the program's own, whose long name means something else here.
    #[arg(short = 'c', id = "context", value_name = "KEY=VALUE")]
    _app: Vec<String>,

    /// Templates, folders of templates, or folders with an{n}assembly, instead of the app
    #[arg(long, value_name = "PATH")]
    pub(crate) templates: Vec<PathBuf>,
}

#[derive(Args)]
pub(crate) struct WhoCanOptions {
    /// Action; may have wildcards
    pub(crate) action: String,

    /// Resource: its construct's path or the end of it,{n}logical id, name, `export NAME`, or an ARN, which may{n}have wildcards
    pub(crate) resource: String,

    /// Templates, folders of templates, or folders with an{n}assembly, instead of the app
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
