//! Checks that the actions of a statement apply to its resources, by the ARN forms of the actions' resource types.
//!
//! These grants have no effect: `sqs:SendMessage` on a bucket, `s3:GetObject` on a bucket without its objects, and an action
//! without resource types on anything except `*`.

use constructs_diagnostics::Diagnostic;
use constructs_document::Node;
use constructs_matching::matches_ignoring_case;

use super::codes;
use super::documents::{LocatedName, Statement};
use super::glob::Glob;
use super::place::locate;
use super::text::{describe, read_fragments};
use constructs_access::template::Fragment;
use constructs_iam_facts as facts;
use constructs_iam_facts::{Service, ServiceAction};
use constructs_policy::PolicyKind;
use constructs_schema::facts::ReferencedValue;

/// Compares `Action` with `Resource`.
pub(super) fn check(statement: &Statement<'_>) -> Vec<Diagnostic> {
    let Some(resources) = Resources::from_statement(statement) else { return Vec::new() };
    let (names, is_whole) = statement.names("Action");
    let mut found = Vec::new();
    let mut resolved = Vec::new();
    let mut without_resource = Vec::new();
    let mut is_judged = is_whole;
    for own in &names {
        let Some((service, actions)) = resolve_actions(own.name) else {
            is_judged = false;
            continue;
        };
        if actions.iter().all(|action| action.targets.is_empty()) {
            without_resource.extend((!resources.has_whole_service(service)).then_some(own));
        } else if let Some(finding) = resources.report_unrelated(own.name, service, &actions) {
            found.push(locate(finding, statement, &own.pointer));
        }
        resolved.push((service, actions));
    }
    found.extend(resources.report_without_resource(&without_resource, statement));
    if found.is_empty() && is_judged && !names.is_empty() {
        found.extend(resources.report_idle(&resolved, statement));
    }
    found
}

/// The actions without a resource type that are reported one by one.
const MAX_LISTED_ACTIONS: usize = 5;

/// The actions that a name or pattern matches; nothing if the facts can't decide.
pub(super) fn resolve_actions(
    name: &str,
) -> Option<(&'static Service, Vec<&'static ServiceAction>)> {
    let (prefix, pattern) = name.split_once(':')?;
    let service = facts::service(prefix).filter(|service| !service.is_action_elsewhere(pattern))?;
    let matches = |action: &&ServiceAction| matches_ignoring_case(pattern, action.name);
    let actions: Vec<&ServiceAction> = service.actions.iter().filter(matches).collect();
    (!actions.is_empty()).then_some((service, actions))
}

/// The resources of a statement, each of which can exclude something.
struct Resources {
    all: Vec<(Glob, String, String)>,
}

impl Resources {
    /// Nothing if one of them can be anything.
    fn from_statement(statement: &Statement<'_>) -> Option<Self> {
        if statement.kind == PolicyKind::Trust || statement.body.get("NotAction").is_some() {
            return None;
        }
        let mut all = Vec::new();
        for value in statement.values("Resource") {
            let fragments = read_fragments(value.node)?;
            let glob = resource_glob(&fragments, statement.template)?;
            all.push((glob, describe(&fragments), value.pointer));
        }
        (!all.is_empty()).then_some(Self { all })
    }

    /// Reports an action name if none of its actions applies to any of these resources.
    fn report_unrelated(
        &self,
        name: &str,
        service: &Service,
        actions: &[&ServiceAction],
    ) -> Option<Diagnostic> {
        let meets = |action: &&ServiceAction| {
            self.all.iter().any(|(glob, ..)| can_act_on(service, action, glob))
        };
        if actions.iter().any(meets) {
            return None;
        }
        let (_, first, _) = self.all.first()?;
        let forms = arn_forms(service, actions);
        let others =
            if self.all.len() > 1 { " or the other resources of this statement" } else { "" };
        let message = format!("`{name}` does not apply to `{first}`{others}");
        let warning = Diagnostic::warning(codes::TARGET, message);
        Some(warning.help(format!("name a resource of the form {}", list_forms(&forms))))
    }

    /// Reports actions without resource types: each of them, or only the first if there are many.
    fn report_without_resource(
        &self,
        names: &[&LocatedName<'_>],
        statement: &Statement<'_>,
    ) -> Vec<Diagnostic> {
        let Some((_, first, _)) = self.all.first() else { return Vec::new() };
        let verb = if statement.is_allow() { "granted" } else { "denied" };
        let (listed, more) = match names.len() {
            0..=MAX_LISTED_ACTIONS => (names.len(), String::new()),
            all => (1, format!(" and {} more actions", all - 1)),
        };
        let finding = |own: &&LocatedName<'_>| {
            let name = own.name;
            let message = if more.is_empty() {
                format!("`{name}` supports only the resource `*`, so it is not {verb} on `{first}`")
            } else {
                format!(
                    "`{name}`{more} support only the resource `*`, so they are not {verb} on `{first}`"
                )
            };
            let warning = Diagnostic::warning(codes::TARGET, message);
            let help = "move it to a separate statement whose `Resource` is `*`";
            locate(warning.help(help), statement, &own.pointer)
        };
        names.iter().take(listed).map(finding).collect()
    }

    /// Whether they include everything in a service: the author intends `*`, and IAM often treats it as `*`.
    fn has_whole_service(&self, service: &Service) -> bool {
        self.all.iter().any(|(_, text, _)| is_whole_service(service, text))
    }

    /// Reports resources to which no action applies.
    fn report_idle(
        &self,
        resolved: &[(&'static Service, Vec<&'static ServiceAction>)],
        statement: &Statement<'_>,
    ) -> Vec<Diagnostic> {
        let is_idle = |(glob, text, _): &&(Glob, String, String)| {
            !resolved.iter().any(|(service, actions)| {
                is_whole_service(service, text)
                    || actions.iter().any(|action| can_act_on(service, action, glob))
            })
        };
        let idle = self.all.iter().filter(is_idle);
        idle.map(|(_, text, pointer)| {
            let message = format!("no action of this statement applies to `{text}`");
            let warning = Diagnostic::warning(codes::IDLE_RESOURCE, message);
            locate(
                warning.help("remove it, or add an action that applies to it"),
                statement,
                pointer,
            )
        })
        .collect()
    }
}

/// A resource as a text with wildcards; nothing if it can be anything.
fn resource_glob(fragments: &[Fragment], template: Option<&Node>) -> Option<Glob> {
    match fragments {
        [Fragment::Symbol(symbol), rest @ ..] => Some(
            Glob::from_arn_form(reference_form(&symbol.name, template?)?)
                .followed_by(&Glob::from_fragments(rest)),
        ),
        [Fragment::Text(start), ..] if start.starts_with("arn:") => {
            // Another check reports an ARN that lacks parts.
            let is_nameless = start.split(':').nth(2) == Some("");
            let is_whole = super::arn::short_length(fragments).is_none() && !is_nameless;
            is_whole.then(|| Glob::from_fragments(fragments))
        }
        _ => None,
    }
}

/// The form of the ARN that a reference returns, if the facts contain it.
fn reference_form(symbol: &str, template: &Node) -> Option<&'static str> {
    let (id, attribute) = symbol.split_once('.').unwrap_or((symbol, ""));
    let resource_type = template.get("Resources")?.get(id)?.get("Type")?.as_str()?;
    let value = if attribute.is_empty() {
        constructs_schema::facts::ref_value(resource_type)
    } else {
        constructs_schema::facts::attribute_value(resource_type, attribute)
    };
    if value != ReferencedValue::Arn {
        return None;
    }
    let namespace = resource_type.split("::").nth(1)?.to_ascii_lowercase();
    let service = facts::service(&namespace)?;
    let mut matching =
        service.resources.iter().filter(|resource| resource.types.contains(&resource_type));
    // A type for several kinds of resources can have any of their ARN forms.
    let only = matching.next().filter(|_| matching.next().is_none())?;
    Some(only.arn)
}

fn can_act_on(service: &Service, action: &ServiceAction, glob: &Glob) -> bool {
    let targets = action.targets.iter().filter_map(|target| service.resources.get(target.resource));
    targets.into_iter().any(|resource| {
        let absent = OPTIONAL_VARIABLES
            .iter()
            .filter(|(prefix, name, _)| *prefix == service.prefix && *name == resource.name);
        let mut shorter = absent.map(|(.., variable)| resource.arn.replace(variable, ""));
        glob.can_meet(&Glob::from_arn_form(resource.arn))
            || shorter.any(|form| glob.can_meet(&Glob::from_arn_form(&form)))
    })
}

/// Resources whose ARNs can lack a part of the form in the facts: models that any region can run, and resources that AWS owns.
/// <https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html>
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/security_iam_id-based-policy-examples.html>
const OPTIONAL_VARIABLES: &[(&str, &str, &str)] = &[
    ("bedrock", "foundation-model", "${Region}"),
    ("ssm", "automation-definition", "${Account}"),
    ("ssm", "document", "${Account}"),
    ("ssm", "parameter", "${Account}"),
];

/// The ARN forms of the resources to which actions apply, the shortest first.
fn arn_forms(service: &Service, actions: &[&ServiceAction]) -> Vec<&'static str> {
    let targets = actions.iter().flat_map(|action| &action.targets);
    let all = targets.filter_map(|target| service.resources.get(target.resource));
    let mut forms: Vec<&str> = all.map(|resource| resource.arn).collect();
    forms.sort_unstable_by_key(|form| (form.len(), *form));
    forms.dedup();
    forms
}

/// Whether an ARN matches everything in a service: `arn:aws:sqs:*:*:*`, `arn:aws:s3:::*`.
fn is_whole_service(service: &Service, text: &str) -> bool {
    let mut parts = text.splitn(6, ':').skip(2);
    let own = parts.next().is_some_and(|own| own == service.prefix || own == "*");
    own && parts.last().is_some_and(|rest| matches!(rest, "*" | "*:*" | "*/*" | "/*"))
}

/// `a`, `b`, `c`, or one of 3 more.
fn list_forms(forms: &[&str]) -> String {
    let listed: Vec<String> = forms.iter().take(3).map(|form| format!("`{form}`")).collect();
    match forms.len() - listed.len() {
        0 => listed.join(" or "),
        more => format!("{}, or one of {more} more", listed.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::{findings, node};

    fn findings_of(action: &serde_json::Value, resource: &serde_json::Value) -> String {
        findings(&json!({"Effect": "Allow", "Action": action, "Resource": resource}))
    }

    #[test]
    fn what_never_meets_is_told() {
        let mut all = String::new();
        for (action, resource) in [
            (json!("sqs:SendMessage"), json!("arn:*:s3:::bucket")),
            (json!("s3:GetObject"), json!("arn:*:s3:::bucket")),
            (json!("s3:ListBucket"), json!("arn:*:s3:::bucket/*")),
            (json!("ec2:DescribeInstances"), json!("arn:*:ec2:*:111122223333:instance/*")),
            (
                json!(["sqs:SendMessage", "sqs:ReceiveMessage"]),
                json!(["arn:*:sqs:*:*:q", "arn:*:sns:*:*:t"]),
            ),
            (
                json!("codestar-connections:UseConnection"),
                json!("arn:*:codeconnections:*:*:connection/x"),
            ),
            (json!("dynamodb:*"), json!("arn:*:sqs:*:*:q")),
        ] {
            all.push_str(&format!("{action} {resource}\n{}", findings_of(&action, &resource)));
        }
        insta::assert_snapshot!(all);
    }

    #[test]
    fn what_may_meet_is_let_be() {
        for (action, resource) in [
            (json!("sqs:SendMessage"), json!("arn:*:sqs:*:*:q")),
            (json!("sqs:SendMessage"), json!({"Ref": "Anything"})),
            (json!("sqs:SendMessage"), json!({"Fn::Sub": "${Start}:q"})),
            (json!(["s3:GetObject", "s3:ListBucket"]), json!(["arn:*:s3:::b", "arn:*:s3:::b/*"])),
            (json!("s3:Get*"), json!("arn:*:s3:::b")),
            (json!({"Ref": "Actions"}), json!("arn:*:s3:::b")),
            (
                json!("codestar-connections:UseConnection"),
                json!("arn:*:codestar-connections:eu-west-1:111122223333:connection/x"),
            ),
        ] {
            assert_eq!(findings_of(&action, &resource), "", "{action} {resource}");
        }
    }

    #[test]
    fn a_reference_is_what_its_type_makes() {
        let statement = |resource| json!({"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": resource});
        let template = json!({"Resources": {
            "Bucket": {"Type": "AWS::S3::Bucket"},
            "Queue": {"Type": "AWS::SQS::Queue"},
            "Policy": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": {"Version": "2012-10-17", "Statement": [
                statement(json!({"Fn::GetAtt": ["Bucket", "Arn"]})),
                statement(json!({"Fn::GetAtt": ["Queue", "Arn"]})),
                statement(json!({"Ref": "Bucket"})),
            ]}}},
        }});
        let found = super::super::check(&node(&template));
        let told: Vec<String> = found
            .iter()
            .map(|found| format!("{} {}", found.place.pointer.as_deref().unwrap(), found.message))
            .collect();
        assert_eq!(
            told,
            [
                "/Resources/Policy/Properties/PolicyDocument/Statement/0/Action `sqs:SendMessage` does not apply to `${Bucket.Arn}`"
            ]
        );
    }
}
