//! ARNs of what an action acts on, as people know them, for requests that are examples.

use constructs_iam_facts as facts;

use constructs_iam_facts::fill_arn_form;

/// One for each resource type of the action, by the facts, the shortest first: a plain name is what most requests are for.
/// `*` for an action that needs no resource.
///
/// Nothing where the facts don't know the action.
pub(super) fn resources(action: &str) -> Vec<String> {
    let Some((service, action)) = facts::action(action) else { return Vec::new() };
    // Where several are optional, it acts on one of them.
    let needs_none = match action.targets.as_slice() {
        [] => true,
        [only] => only.is_optional,
        _ => false,
    };
    if needs_none {
        return vec!["*".to_owned()];
    }
    let types = action.targets.iter().filter_map(|target| service.resources.get(target.resource));
    let mut examples: Vec<String> =
        types.map(|resource| fill_arn_form(resource.arn, name)).collect();
    examples.sort_by(|one, other| one.len().cmp(&other.len()).then_with(|| one.cmp(other)));
    examples
}

/// Whether a reader would not recognize it: it is not an ARN, or an ARN without a name.
pub(super) fn is_made_up(resource: &str) -> bool {
    let name = resource.strip_prefix("arn:").and_then(|rest| rest.splitn(5, ':').nth(4));
    name.is_none_or(|name| name.chars().count() <= 1)
}

fn name(hole: &str) -> &'static str {
    match hole {
        "Partition" => "aws",
        "Region" => "us-east-1",
        "Account" => "111122223333",
        _ => "example",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_of_the_types_that_an_action_acts_on() {
        let of = |action| resources(action).join(" ");
        assert_eq!(of("sqs:sendmessage"), "arn:aws:sqs:us-east-1:111122223333:example");
        let of_object = resources("s3:GetObject");
        assert_eq!(of_object.first().map(String::as_str), Some("arn:aws:s3:::example/example"));
        assert_eq!(of("sts:AssumeRole"), "arn:aws:iam::111122223333:role/example");
        assert_eq!(of("ssmmessages:OpenDataChannel"), "*");
        assert_eq!(of("cloudwatch:PutMetricData"), "*");
        assert_eq!(of("sqs:NoSuchAction"), "");
    }

    #[test]
    fn what_names_nothing_is_made_up() {
        for made_up in ["", "*", "x", "arn:", "arn:a:b:c:d", "arn:a:b:c:d:", "arn:a:b:c:d:e"] {
            assert!(is_made_up(made_up), "{made_up}");
        }
        assert!(!is_made_up("arn:aws:sqs:eu-west-1:111122223333:push"));
    }
}
