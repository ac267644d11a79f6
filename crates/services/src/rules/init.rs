//! The metadata `AWS::CloudFormation::Init` has the sections and keys that `cfn-init` reads.
//!
//! Only a finding on a section that `cfn-init` knows is certain: other keys of a configuration are ignored.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html>

use constructs_cloudformation::check::Report;

use super::shape::{self, Shape};
use crate::codes;
use crate::resource::Resources;

const KEY: &str = "AWS::CloudFormation::Init";

/// The sections of a configuration.
const SECTIONS: &[(&str, Shape)] = &[
    ("commands", Shape::Map(&COMMAND)),
    ("files", Shape::Map(&FILE)),
    ("groups", Shape::Map(&Shape::Object(&[("gid", Shape::Text)]))),
    ("packages", PACKAGES),
    ("services", SERVICES),
    ("sources", Shape::Map(&Shape::Text)),
    ("users", Shape::Map(&USER)),
];

const COMMAND: Shape = Shape::Object(&[
    ("command", Shape::TextOrTexts),
    ("cwd", Shape::Text),
    ("env", Shape::Map(&Shape::Text)),
    ("ignoreErrors", Shape::Boolean),
    ("test", Shape::Text),
    ("waitAfterCompletion", Shape::Text),
]);

const FILE: Shape = Shape::Object(&[
    ("authentication", Shape::Any),
    ("content", Shape::TextOrObject),
    ("context", Shape::Any),
    ("encoding", Shape::OneOf(&["plain", "base64"])),
    ("group", Shape::Text),
    ("mode", Shape::Text),
    ("owner", Shape::Text),
    ("source", Shape::Text),
]);

const PACKAGES: Shape = Shape::Object(&[
    ("apt", PACKAGE),
    ("msi", PACKAGE),
    ("python", PACKAGE),
    ("rpm", PACKAGE),
    ("rubygems", PACKAGE),
    ("yum", PACKAGE),
    ("zypper", PACKAGE),
]);

const PACKAGE: Shape = Shape::Map(&Shape::TextOrTexts);

const SERVICES: Shape =
    Shape::Object(&[("systemd", SERVICE), ("sysvinit", SERVICE), ("windows", SERVICE)]);

const SERVICE: Shape = Shape::Map(&Shape::Object(&[
    ("commands", Shape::Texts),
    ("enabled", Shape::Boolean),
    ("ensureRunning", Shape::Boolean),
    ("files", Shape::Texts),
    ("packages", Shape::Map(&Shape::Texts)),
    ("sources", Shape::Texts),
]));

const USER: Shape = Shape::Object(&[
    ("gid", Shape::Text),
    ("groups", Shape::Texts),
    ("homeDir", Shape::Text),
    ("uid", Shape::Text),
]);

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    for resource in resources.iter() {
        let Some(init) = resources.attribute(resource, "Metadata").and_then(|all| all.get(KEY))
        else {
            continue;
        };
        shape::check(&Shape::Map(&Shape::Any), &init, codes::INIT, report);
        for (name, config) in init.members().filter(|_| !init.is_unknown()) {
            shape::check(&Shape::Map(&Shape::Any), &config, codes::INIT, report);
            if name == "configSets" || config.is_unknown() {
                continue;
            }
            for (section, shape) in SECTIONS {
                if let Some(section) = config.get(section) {
                    shape::check(shape, &section, codes::INIT, report);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    fn config(config: &str) -> Vec<String> {
        let found = findings(&format!(
            "  I: {{Type: 'AWS::AutoScaling::LaunchConfiguration', Metadata: {{'AWS::CloudFormation::Init': {{config: {config}}}}}}}"
        ));
        found
            .iter()
            .map(|one| one.replace("F0752 I/Metadata/AWS::CloudFormation::Init/config/", ""))
            .collect()
    }

    #[test]
    fn sections_have_known_keys() {
        assert!(config("{packages: {yum: {httpd: [], php: '8'}}, other: 1}").is_empty());
        assert_eq!(config("{packages: {brew: {httpd: []}}}"), ["packages/brew"]);
        assert_eq!(config("{services: {sysvinit: {nginx: {ensureRuning: true}}}}").len(), 1);
    }

    #[test]
    fn values_have_the_shape_of_their_key() {
        assert!(config("{commands: {a: {command: [echo, a], ignoreErrors: 'true'}}}").is_empty());
        assert_eq!(config("{files: {a: {content: [a]}}}"), ["files/a/content"]);
        assert_eq!(config("{files: {a: {encoding: utf8}}}"), ["files/a/encoding"]);
        assert_eq!(config("{users: {a: {groups: wheel}}}"), ["users/a/groups"]);
        assert_eq!(config("{sources: [a]}"), ["sources"]);
    }

    #[test]
    fn a_function_is_not_checked() {
        assert!(config("{'Fn::If': [A, {files: 1}, {files: 2}]}").is_empty());
        assert!(config("{files: {a: {content: {'Fn::Sub': a}, mode: {Ref: Mode}}}}").is_empty());
    }
}
