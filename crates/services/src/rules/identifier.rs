//! Resources of one type in a template have different names.
//!
//! A type's primary identifier is unique in an account and region. If the template sets all properties of it, two resources with
//! equal values are one resource, which CloudFormation creates once only.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html>

use constructs_cloudformation::check::Report;
use constructs_diagnostics::Code;
use constructs_limits::codes::{NAME_TAKEN, ROLE_NAME_TAKEN};
use constructs_limits::names::UNIQUE_NAMES;
use constructs_schema::facts::resource_type;

use crate::codes;
use crate::repeated::repeated;
use crate::resource::{Resource, Resources};
use crate::value::Value;

const ROLE: &str = "AWS::IAM::Role";
/// Types with a unique name that is not their primary identifier.
const NAMES: &[(&str, &str)] = &[
    // https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html
    ("AWS::CodeBuild::Project", "Name"),
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", "Name"),
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
    ("AWS::ElasticLoadBalancingV2::TargetGroup", "Name"),
    // https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
    ("AWS::StepFunctions::StateMachine", "StateMachineName"),
];
/// The combinations of values of one resource.
const MAX_COMBINATIONS: usize = 64;

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    for (kind, several) in resources.kinds().filter(|(_, several)| several.len() > 1) {
        let Some((code, names)) = identifier(kind) else { continue };
        let found = several.iter().flat_map(|resource| identifiers(resources, *resource, &names));
        let found: Vec<(String, Value<'_>)> = found.collect();
        for (value, first) in repeated(&found, resources.conditions()) {
            let properties = names.join("` and `");
            let message = format!("`{}` has the same `{properties}`", first.resource_id());
            let help = format!("give each `{kind}` of the template its own `{properties}`");
            let other = ("the other one", first.at());
            report.add_related(code, value.at(), (message, help), other);
        }
    }
}

/// The properties whose values identify a resource of the type, if a template sets all of them. The code is that of a name
/// which is taken in another template, for a type with such a code.
fn identifier(kind: &str) -> Option<(Code, Vec<&'static str>)> {
    if kind == ROLE {
        return Some((ROLE_NAME_TAKEN, vec!["RoleName"]));
    }
    let named = |names: &'static [(&str, &str)]| names.iter().find(|(named, _)| *named == kind);
    if let Some((_, name)) = named(&UNIQUE_NAMES) {
        return Some((NAME_TAKEN, vec![name]));
    }
    if let Some((_, name)) = named(NAMES) {
        return Some((codes::SAME_IDENTIFIER, vec![name]));
    }
    let facts = resource_type(kind)?;
    let names: Vec<&str> = facts.identifier.iter().map(|name| &**name).collect();
    let is_set = |name: &&str| {
        facts.property(name).is_some() && !facts.read_only.iter().any(|path| path == *name)
    };
    (!names.is_empty() && names.iter().all(is_set)).then_some((codes::SAME_IDENTIFIER, names))
}

/// The values of the identifier that a resource can have, as text and with their place.
fn identifiers<'t>(
    resources: &Resources<'t>,
    resource: Resource<'t>,
    names: &[&str],
) -> Vec<(String, Value<'t>)> {
    let conditions = resources.conditions();
    let Some(properties) = resources.properties(resource) else { return Vec::new() };
    let mut found = vec![(String::new(), properties.clone())];
    for name in names {
        let values = properties.find(name, conditions);
        let combined = found.iter().flat_map(|(text, whole)| {
            values.iter().map(move |value| {
                let place = if names.len() == 1 { value.clone() } else { whole.with(value) };
                // Names of roles ignore case.
                let identity = match value.literal() {
                    Some(name) if resource.kind == ROLE => name.to_ascii_lowercase(),
                    _ => value.identity(),
                };
                (format!("{text}{identity}\n"), place)
            })
        });
        found = combined.take(MAX_COMBINATIONS).collect();
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::testing::{findings, findings_of};

    #[test]
    fn two_resources_of_one_type_have_different_names() {
        let two = |first: &str, second: &str| {
            let table = |id, name| {
                format!(
                    "  {id}: {{Type: 'AWS::ECR::Repository', Properties: {{RepositoryName: {name}}}}}\n"
                )
            };
            findings(&(table("A", first) + &table("B", second)))
        };
        assert_eq!(two("same", "same"), ["F0702 B/Properties/RepositoryName"]);
        assert_eq!(two("!Sub '${P}-a'", "!Sub '${P}-a'"), ["F0702 B/Properties/RepositoryName"]);
        assert!(two("one", "other").is_empty());
        assert!(two("one", "!Ref P").is_empty());
    }

    #[test]
    fn all_properties_of_the_identifier_are_compared() {
        let filter = |id, name, group| {
            format!(
                "  {id}: {{Type: 'AWS::Logs::MetricFilter', Properties: {{FilterName: {name}, LogGroupName: {group}}}}}\n"
            )
        };
        let two =
            |name, group| findings(&(filter("A", "name", "group") + &filter("B", name, group)));
        assert_eq!(two("name", "group"), ["F0702 B/Properties"]);
        assert!(two("name", "other").is_empty());
    }

    #[test]
    fn names_of_roles_ignore_case() {
        let role = |id, name| {
            format!("  {id}: {{Type: 'AWS::IAM::Role', Properties: {{RoleName: {name}}}}}\n")
        };
        let two = |first, second| findings(&(role("A", first) + &role("B", second)));
        assert_eq!(two("name", "NAME"), ["C0609 B/Properties/RoleName"]);
        assert!(two("name", "other").is_empty());
    }

    #[test]
    fn a_name_that_templates_share_has_its_code() {
        let queue = |id| {
            format!(
                "  {id}: {{Type: 'AWS::SQS::Queue', Properties: {{QueueName: !Sub 'q-${{P}}'}}}}\n"
            )
        };
        assert_eq!(findings(&(queue("A") + &queue("B"))), ["C0208 B/Properties/QueueName"]);
    }

    #[test]
    fn resources_that_exclude_each_other_can_have_one_name() {
        let text = |other| {
            format!("Parameters: {{P: {{Type: String}}}}
Conditions: {{Prod: !Equals [!Ref P, prod], Dev: !Equals [!Ref P, dev], Large: !Equals [!Ref 'AWS::Region', x]}}
Resources:
  A: {{Type: 'AWS::DynamoDB::Table', Condition: Prod, Properties: {{TableName: t}}}}
  B: {{Type: 'AWS::DynamoDB::Table', Properties: {{TableName: !If [{other}, t, !Ref 'AWS::NoValue']}}}}
")
        };
        assert!(findings_of(&text("Dev")).iter().all(|found| !found.starts_with("F0702")));
        assert!(
            findings_of(&text("Large"))
                .iter()
                .any(|found| found == "F0702 B/Properties/TableName/Fn::If/1")
        );
    }
}
