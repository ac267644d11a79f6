//! The content of a Systems Manager document has the structure of its schema version.
//!
//! Documents of other types, such as packages and change calendars, have other structures and are not checked.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html>

use constructs_cloudformation::check::Report;
use constructs_document::read_json;

use crate::codes;
use crate::part::Part;
use crate::resource::Resources;
use crate::value::Value;

const DOCUMENT: &str = "AWS::SSM::Document";

/// The schema versions of each type of document.
const VERSIONS: &[(&str, &[&str])] = &[
    ("Automation", &["0.3"]),
    ("Command", &["1.2", "2.0", "2.2"]),
    ("Policy", &["2.0", "2.2"]),
    ("Session", &["1.0"]),
];

/// The element that has the work of a document, by schema version.
const ELEMENTS: &[(&str, &str)] =
    &[("0.3", "mainSteps"), ("1.2", "runtimeConfig"), ("2.0", "mainSteps"), ("2.2", "mainSteps")];

/// One document.
struct Document<'v, 't> {
    property: &'v Value<'t>,
    /// Whether the property is a string that has the document.
    is_text: bool,
}

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    for resource in resources.of(DOCUMENT) {
        let Some(properties) = resources.properties(resource) else { continue };
        let kind = match properties.node.get("DocumentType") {
            None => Some("Command"),
            Some(_) => {
                let kind = properties.only("DocumentType", resources.conditions());
                kind.and_then(|kind| kind.literal())
            }
        };
        let row = VERSIONS.iter().find(|(name, _)| kind == Some(name));
        let Some((kind, versions)) = row else { continue };
        for property in properties.find("Content", resources.conditions()) {
            check_content(&property, kind, versions, report);
        }
    }
}

/// Checks an object, or JSON in a string. Text that does not begin like a JSON object can be YAML, and is not checked.
fn check_content(property: &Value<'_>, kind: &str, versions: &[&str], report: &mut Report) {
    let Some(text) = property.literal() else {
        let root = Part::new(property.node, property.pointer(), property.mark);
        let document = Document { property, is_text: false };
        return document.check(&root, kind, versions, report);
    };
    if !text.trim_start().starts_with('{') {
        return;
    }
    let Ok(root) = read_json(text.as_bytes()) else { return };
    let root = Part::new(&root, String::new(), root.mark);
    Document { property, is_text: true }.check(&root, kind, versions, report);
}

impl Document<'_, '_> {
    fn check(&self, root: &Part<'_>, kind: &str, versions: &[&str], report: &mut Report) {
        if root.is_unknown() {
            return;
        }
        let Some(version) = root.get("schemaVersion") else {
            let message = "the document has no `schemaVersion`".to_owned();
            let help = format!("add `schemaVersion`: {}", versions.join(", "));
            return self.report(root, message, help, report);
        };
        if version.is_unknown() {
            return;
        }
        let number = version.node.to_text().unwrap_or_default();
        if !versions.contains(&number.as_str()) {
            let message = format!("a `{kind}` document can't have the schema version `{number}`");
            let help = format!("write one of {}", versions.join(", "));
            return self.report(&version, message, help, report);
        }
        for name in ["assumeRole", "description"] {
            if let Some(value) = root.get(name).filter(|value| !value.is_unknown())
                && !value.node.is_scalar()
            {
                let message = format!("`{name}` is {}, not a string", value.node.noun());
                self.report(&value, message, "write a string".into(), report);
            }
        }
        let element = ELEMENTS.iter().find(|(version, _)| *version == number);
        if let Some((_, name)) = element {
            self.check_element(root, name, report);
        }
    }

    fn check_element(&self, root: &Part<'_>, name: &str, report: &mut Report) {
        let Some(element) = root.get(name) else {
            let message = format!("the document has no `{name}`");
            return self.report(root, message, format!("add `{name}`"), report);
        };
        for step in element.items().filter(|step| !step.is_unknown()) {
            for key in ["action", "name"].into_iter().filter(|key| step.get(key).is_none()) {
                let message = format!("a step of the document has no `{key}`");
                self.report(&step, message, format!("add `{key}`"), report);
            }
        }
    }

    fn report(&self, part: &Part<'_>, message: String, help: String, report: &mut Report) {
        let at = if self.is_text { self.property.at() } else { part.at() };
        report.add_at(codes::SSM_DOCUMENT, at, message, Some(help));
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    fn document(kind: &str, content: &str) -> Vec<String> {
        let found = findings(&format!(
            "  D: {{Type: 'AWS::SSM::Document', Properties: {{DocumentType: {kind}, Content: {content}}}}}"
        ));
        found.iter().map(|one| one.replace("F0751 D/Properties/", "")).collect()
    }

    #[test]
    fn a_document_has_a_version_of_its_type() {
        let steps = "mainSteps: [{action: a, name: b}]";
        assert!(document("Command", &format!("{{schemaVersion: '2.2', {steps}}}")).is_empty());
        assert!(document("Session", "{schemaVersion: '1.0'}").is_empty());
        assert!(document("Package", "{schemaVersion: '3'}").is_empty());
        assert_eq!(document("Command", &format!("{{{steps}}}")), ["Content"]);
        assert_eq!(
            document("Automation", &format!("{{schemaVersion: '2.2', {steps}}}")),
            ["Content/schemaVersion"]
        );
    }

    #[test]
    fn a_document_has_steps() {
        assert_eq!(document("Automation", "{schemaVersion: '0.3'}"), ["Content"]);
        assert_eq!(
            document("Automation", "{schemaVersion: '0.3', mainSteps: [{name: a}]}"),
            ["Content/mainSteps/0"]
        );
        assert_eq!(
            document("Command", "{schemaVersion: '2.2', description: [], mainSteps: []}"),
            ["Content/description"]
        );
    }

    #[test]
    fn json_in_a_string_is_checked_and_yaml_is_not() {
        assert_eq!(document("Command", r#"'{"schemaVersion": "3"}'"#), ["Content"]);
        assert!(document("Command", "'schemaVersion: 3'").is_empty());
        assert!(document("Command", "{'Fn::Sub': '{}'}").is_empty());
    }
}
