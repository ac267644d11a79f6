//! Collects the services that AWS's managed policies and the AWS CDK's code name as principals, with their sources.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::managed_policy_names::ManagedPolicyNames;
use crate::error::{Context, Error};
use crate::files;

/// The call with which the CDK's code makes a service principal.
const MAKES: &str = "ServicePrincipal(\"";
/// The domain of every service principal.
const DOMAIN: &str = ".amazonaws.com";

/// Services without `.amazonaws.com`, each with the words that mark its sources.
pub(crate) fn collect_principals(
    policies: &ManagedPolicyNames,
    cdk: &Path,
) -> Result<BTreeMap<String, BTreeSet<String>>, Error> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut add = |name: &str, source: &str| {
        if let Some(service) = service(name) {
            found.entry(service.to_owned()).or_default().insert(source.to_owned());
        }
    };
    policies.principals.iter().for_each(|name| add(name, "managed"));
    let mut folders = vec![cdk.to_owned()];
    while let Some(folder) = folders.pop() {
        for name in files::names_in(&folder)? {
            let path = folder.join(&name);
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".js") {
                let bytes =
                    std::fs::read(&path).context(|| format!("can't read `{}`", path.display()))?;
                find_created_principals(&String::from_utf8_lossy(&bytes))
                    .for_each(|name| add(&name, "cdk"));
            }
        }
    }
    Ok(found)
}

/// The services that the code makes principals of. Adds the domain to a name without one.
fn find_created_principals(code: &str) -> impl Iterator<Item = String> {
    let names = code.split(MAKES).skip(1).filter_map(|rest| rest.split('"').next());
    names.map(|name| if name.contains('.') { name.to_owned() } else { format!("{name}{DOMAIN}") })
}

/// The name before AWS's domain. Nothing for other domains, and for texts that are not names.
fn service(name: &str) -> Option<&str> {
    let service = name.strip_suffix(DOMAIN)?;
    let is_word = |letter: char| {
        letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-.".contains(letter)
    };
    (!service.is_empty() && service.chars().all(is_word)).then_some(service)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_makes_principals() {
        let code = r#"new iam().ServicePrincipal("sqs.amazonaws.com"),new x.ServicePrincipal("sns",{}),ServicePrincipal(a)"#;
        assert_eq!(
            find_created_principals(code).collect::<Vec<_>>(),
            ["sqs.amazonaws.com", "sns.amazonaws.com"]
        );
        assert_eq!(service("ecs-tasks.amazonaws.com"), Some("ecs-tasks"));
        assert_eq!(
            (service("a.example.com"), service("A.amazonaws.com"), service(DOMAIN)),
            (None, None, None)
        );
    }
}
