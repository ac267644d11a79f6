//! Generates inputs with a number of variables, tags, action sets, or environments.

use serde_json::{Map, Value as Json, json};

use super::template::{
    ServiceSample, allow, document, resource, role_with, template, with_property,
};

/// Queues with names, one role that may use all of them by a wildcard, and one that may use those of two teams.
pub(super) fn named_resources(count: usize) -> Json {
    let queues = ServiceSample::from_number(0);
    let statement = |name: &str| allow(&queues.actions(false), queues.arn(name));
    let all = role_with(0, vec![statement("team-*")]);
    let some = role_with(1, vec![statement("team-00-*"), statement("team-01-*")]);
    template([all, some].into_iter().chain((0..count).map(|number| resource(number, queues))))
}

/// The context of the reference app with this many environments.
pub(super) fn environments(count: usize) -> Json {
    let environments = (0..count).map(|number| {
        let id = format!("env-{number:03}");
        let settings =
            json!({"baseName": format!("chat-{number:03}"), "tags": {"environment": id}});
        (id, settings)
    });
    json!({"context": {"environments": environments.collect::<Map<_, _>>()}})
}

/// The context of the reference app with one environment that has this many tags.
pub(super) fn tagged_environment(tags: usize) -> Json {
    let tags = (0..tags).map(|number| (format!("key-{number}"), format!("value-{number}").into()));
    let tags: Map<String, Json> = tags.collect();
    json!({"context": {"environments": {"dev": {"baseName": "chat-dev", "tags": tags}}}})
}

/// A query whether access to an ARN of this many IAM variables implies access to them in reverse order.
pub(super) fn implies_query(variables: usize) -> Json {
    let variable = |number| format!("${{aws:PrincipalTag/t{number}}}");
    let policy = |numbers: &mut dyn Iterator<Item = usize>| {
        let variables: String = numbers.map(variable).collect();
        document(vec![allow(&["s3:GetObject"], format!("arn:aws:s3:::{variables}"))])
    };
    let (forward, backward) = (policy(&mut (0..variables)), policy(&mut (0..variables).rev()));
    json!({"op": "implies", "p1": forward, "p2": backward})
}

/// A role whose only resource is one `Fn::Sub` with this many variables.
pub(super) fn substitutions(variables: usize) -> Json {
    let text = format!("arn:aws:s3:::bucket/{}", vec!["${AWS::Region}"; variables].join("/"));
    let statement = allow(&["s3:GetObject"], json!({"Fn::Sub": text}));
    template(std::iter::once(role_with(0, vec![statement])))
}

/// A role with this many tags and a statement that depends on one of them.
pub(super) fn tagged_role(tags: usize) -> Json {
    let mut statement = allow(&["s3:GetObject"], "arn:aws:s3:::bucket/*");
    let condition = json!({"StringEquals": {"aws:PrincipalTag/key-0": "value-0"}});
    if let Some(fields) = statement.as_object_mut() {
        fields.insert("Condition".to_owned(), condition);
    }
    let tags = (0..tags)
        .map(|number| json!({"Key": format!("key-{number}"), "Value": format!("value-{number}")}));
    let role = role_with(0, vec![statement]);
    template(std::iter::once(with_property(role, "Tags", tags.collect())))
}

/// A permission matrix whose action sets contain `width` sets each, in `depth` levels.
pub(super) fn nested_action_sets(width: usize, depth: usize) -> String {
    let levels = (0..depth).flat_map(|level| (0..width).map(move |number| (level, number)));
    let set = |(level, number)| {
        let is_last = level + 1 == depth;
        let content =
            if is_last { "sqs:SendMessage".to_owned() } else { set_names(width, level + 1) };
        format!("  level {level} set {number}: [{content}]\n")
    };
    let (sets, actions) = (levels.map(set).collect::<String>(), set_names(width, 0));
    format!(
        "matrix: 1\n\
         principals:\n  API: Iam/Api/Role\n\
         resources:\n  Push queue: Queues/Push\n\
         action sets:\n{sets}\
         what each role can do:\n  - row: Everything\n    actions: [{actions}]\n    \
         resources: [Push queue]\n    cells: {{API: yes}}\n\
         resource access:\n  - row: Push queue\n    actions: [{actions}]\n    cells: {{API: All}}\n"
    )
}

/// The names of all action sets of a level, as a YAML list without its brackets.
fn set_names(width: usize, level: usize) -> String {
    let names = (0..width).map(|number| format!("level {level} set {number}"));
    names.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_as_requested() {
        let length = |json: &Json, pointer: &str| match json.pointer(pointer) {
            Some(Json::Array(items)) => items.len(),
            Some(Json::Object(fields)) => fields.len(),
            Some(Json::String(text)) => text.matches("${").count(),
            _ => 0,
        };
        let statement = "PolicyDocument/Statement/0/Resource/Fn::Sub";
        let substitution = format!("/Resources/Role000/Properties/Policies/0/{statement}");
        assert_eq!(length(&named_resources(6), "/Resources"), 6 + 2);
        assert_eq!(length(&environments(3), "/context/environments"), 3);
        assert_eq!(length(&tagged_environment(5), "/context/environments/dev/tags"), 5);
        assert_eq!(length(&implies_query(7), "/p1/Statement/0/Resource"), 7);
        assert_eq!(length(&substitutions(8), &substitution), 8);
        assert_eq!(length(&tagged_role(9), "/Resources/Role000/Properties/Tags"), 9);
    }

    #[test]
    fn action_sets_have_the_requested_width_and_depth() {
        let text = nested_action_sets(2, 3);
        assert_eq!(text.lines().filter(|line| line.starts_with("  level ")).count(), 2 * 3);
        assert!(text.contains("  level 0 set 1: [level 1 set 0, level 1 set 1]\n"));
        assert!(text.contains("  level 2 set 1: [sqs:SendMessage]\n"));
        assert!(constructs_yaml::read(text.as_bytes()).is_ok());
    }
}
