//! Commands that a program does not have, because another program has them, and what to use instead.

/// A command, and what to use instead.
pub(crate) type Elsewhere = [(&'static str, &'static str)];

/// For an app.
pub(crate) const FROM_APP: [(&str, &str); 18] = [
    (
        "acknowledge",
        "acknowledge a finding where the resource is added: `.acknowledge(CODE, REASON)`",
    ),
    (
        "bootstrap",
        "run `cdk bootstrap`: this program needs no credentials and calls nothing on AWS",
    ),
    ("check", "run `synth --check` to compare the folder, `validate` to check the templates"),
    ("deploy", "run `cdk deploy`, or the commands that `list --commands` prints"),
    ("destroy", "run `cdk destroy`, or `aws cloudformation delete-stack --stack-name NAME`"),
    (
        "diff",
        "run `synth` and `git diff cdk.out` for templates, `access diff OLD NEW` for permissions, `cdk diff` for deployed stacks",
    ),
    ("doctor", "run `validate`: it checks the app's templates and says where a mistake is"),
    ("drift", "run `cdk drift`"),
    ("gc", "run `cdk gc`"),
    (
        "import",
        "run `cdk import` for resources, `cargo run -p constructs-cli -- migrate TEMPLATE` for a template",
    ),
    (
        "init",
        "run `cargo run -p constructs-cli -- migrate TEMPLATE --output DIR` for a project from a template, or `cargo new` and add `constructs-toolkit`",
    ),
    ("lint", "run `validate`"),
    (
        "migrate",
        "it is a command of the program `constructs`: in a checkout of the library, run `cargo run -p constructs-cli -- migrate TEMPLATE`",
    ),
    (
        "new",
        "run `cargo run -p constructs-cli -- migrate TEMPLATE --output DIR` for a project from a template, or `cargo new` and add `constructs-toolkit`",
    ),
    ("rollback", "run `cdk rollback`"),
    ("synthesize", "run `synth`"),
    ("test", "run `cargo test`; `validate` checks the templates"),
    ("watch", "run `cdk watch`; it needs a key `watch` in `cdk.json`"),
];

/// What to use for commands that need an app.
#[cfg(feature = "migrate")]
const OF_AN_APP: &str =
    "it needs an app: run it with the app's own program, such as `cargo run -- synth`";

/// For the program without an app.
#[cfg(feature = "migrate")]
pub(crate) const FROM_STANDALONE: [(&str, &str); 9] = [
    ("check", "run `validate PATH`"),
    ("deploy", "run `cdk deploy`, or `aws cloudformation deploy`"),
    ("diff", "run `access diff OLD NEW` for permissions, `cdk diff` for deployed stacks"),
    ("init", "run `migrate TEMPLATE --output DIR` for a project from a template"),
    ("lint", "run `validate PATH`"),
    ("list", OF_AN_APP),
    ("ls", OF_AN_APP),
    ("new", "run `migrate TEMPLATE --output DIR` for a project from a template"),
    ("synth", OF_AN_APP),
];
