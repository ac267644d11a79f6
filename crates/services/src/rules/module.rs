//! A module has no creation or update policy, no tags, and not the metadata that CloudFormation itself adds.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/modules.html>

use constructs_cloudformation::check::Report;

use crate::codes;
use crate::resource::Resources;

/// The path from the resource to what is not allowed.
const FORBIDDEN: &[&[&str]] = &[
    &["CreationPolicy"],
    &["UpdatePolicy"],
    &["Properties", "Tags"],
    &["Metadata", "AWS::CloudFormation::Module"],
];

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    for resource in resources.iter().filter(|resource| resource.kind.ends_with("::MODULE")) {
        for path in FORBIDDEN {
            let Some((first, rest)) = path.split_first() else { continue };
            let start = resources.attribute(resource, first);
            let found = rest.iter().try_fold(start, |part, key| Some(part?.get(key)));
            let Some(part) = found.flatten() else { continue };
            let is_empty = part.node.as_map().is_some_and(constructs_document::Map::is_empty);
            if !is_empty {
                let message = format!("a module can't have `{}`", path.join("."));
                let help = "remove it, or set it on a resource inside the module";
                report.add_at(codes::MODULE, part.at(), message, Some(help.into()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    fn module(more: &str) -> Vec<String> {
        findings(&format!("  M: {{Type: 'My::S3::Bucket::MODULE', {more}}}"))
    }

    #[test]
    fn a_module_has_no_policies_and_tags() {
        assert!(module("Properties: {Name: a}, Metadata: {A: b}").is_empty());
        assert_eq!(module("UpdatePolicy: {A: b}"), ["F0754 M/UpdatePolicy"]);
        assert_eq!(module("Properties: {Tags: []}"), ["F0754 M/Properties/Tags"]);
        assert_eq!(
            module("Metadata: {'AWS::CloudFormation::Module': a}"),
            ["F0754 M/Metadata/AWS::CloudFormation::Module"]
        );
    }
}
