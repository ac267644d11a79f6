//! The reference app: five stacks for each environment that `cdk.json` names.
//!
//! The IAM stack is the point of it; it imports the ARNs of two secrets and four queues from the others.

pub mod config;
pub mod stacks;

use constructs::prelude::*;
use constructs::{App, Diagnostics};
use constructs_toolkit::{Context, Variables};

use config::{Environment, ImportSource, Imports};

/// The permission matrix of all environments.
pub const PERMISSIONS: &str = include_str!("../permissions.yaml");

/// Describes all environments that the context asks for.
///
/// # Errors
/// Every setting in the context that is not what it should be.
pub fn build(context: &Context) -> Result<App, Diagnostics> {
    let app = App::new();
    for environment in config::environments(context)? {
        add_environment(app.scope(&environment.id), &environment);
    }
    Ok(app)
}

/// The environments of the context, with what the permission matrix has to know of each.
///
/// # Errors
/// Every setting in the context that is not what it should be.
pub fn permissions(context: &Context) -> Result<Vec<(String, Variables)>, Diagnostics> {
    let environments = config::environments(context)?;
    Ok(environments.iter().map(|one| (one.id.clone(), one.variables())).collect())
}

/// One environment, below a scope of its own.
fn add_environment(scope: Scope<'_>, environment: &Environment) {
    for (key, value) in &environment.tags {
        scope.tag(key, value);
    }
    let imports = match &environment.source {
        ImportSource::External(names) => Imports::external(names, &environment.base_name),
        ImportSource::Stacks => add_sources(scope, environment),
    };
    let iam = scope.stack("Iam", environment.stack("iam", "Roles of the ECS services"));
    stacks::iam::add_roles(iam, environment, &imports);
}

/// The stacks whose ARNs the roles need.
fn add_sources(scope: Scope<'_>, environment: &Environment) -> Imports {
    let stack = |id, part, purpose| scope.stack(id, environment.stack(part, purpose));
    let network = stacks::network::add(stack("Network", "network", "VPC and subnets"));
    let database = stack("Database", "database", "PostgreSQL and its credentials");
    let cache = stack("Cache", "cache", "Redis and its token");
    let queues = stack("Queues", "queues", "Queues and their dead-letter queues");
    Imports {
        database: stacks::database::add(database, environment, &network),
        redis: stacks::cache::add(cache, environment, &network),
        queues: stacks::queues::add(queues, environment),
    }
}

/// Compiles the Rust of the README and the pages; `tests/pages.rs` checks that no page is missing.
#[cfg(doctest)]
mod pages {
    #[doc = include_str!("../../../README.md")]
    struct Readme;
    #[doc = include_str!("../../../docs/create-an-app.md")]
    struct CreateAnApp;
    #[doc = include_str!("../../../docs/describe-resources.md")]
    struct DescribeResources;
    #[doc = include_str!("../../../docs/migrate.md")]
    struct Migrate;
    #[doc = include_str!("../../../docs/permissions.md")]
    struct Permissions;
    #[doc = include_str!("../../../docs/testing.md")]
    struct Testing;
    #[doc = include_str!("../../../docs/validate.md")]
    struct Validate;
}
