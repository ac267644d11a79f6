//! Writes the expression that fills in an ARN template, if all its variables are known.

use crate::model::cloudformation::{ResourceType, ValueKind};

/// The expression for the ARN of a resource that has no attribute for it. Nothing if a variable is unknown.
pub(super) fn expression(resource: &ResourceType) -> Option<String> {
    let taken =
        resource.attributes.iter().chain(&resource.returns).any(|found| found.rust == "arn");
    let template = resource.arn.as_deref().filter(|_| !taken)?;
    let mut parts = template.split("${");
    let mut text = parts.next()?.to_owned();
    let mut arguments = String::new();
    for part in parts {
        let (variable, rest) = part.split_once('}')?;
        text.push_str(&format!("{{}}{rest}"));
        arguments.push_str(&format!(", {}", value(resource, variable)?));
    }
    Some(format!("::constructs::Arn::literal(::constructs::text!({text:?}{arguments}))"))
}

/// The value of a variable: a pseudo parameter, or the resource's accessor of that name.
fn value(resource: &ResourceType, variable: &str) -> Option<String> {
    match variable {
        "Partition" => return Some("::constructs::PARTITION".into()),
        "Region" => return Some("::constructs::REGION".into()),
        "Account" => return Some("::constructs::ACCOUNT".into()),
        _ => {}
    }
    let fits = |name: &str, kind: &ValueKind| {
        name.eq_ignore_ascii_case(variable) && *kind == ValueKind::String
    };
    let found = resource.returns.iter().chain(&resource.attributes);
    let found = found.into_iter().find(|found| fits(&found.name, &found.kind))?;
    Some(format!("self.{}()", found.rust))
}

#[cfg(test)]
mod tests {
    use super::expression;
    use crate::error::Error;
    use crate::text::cloudformation::parse;

    #[test]
    fn a_template_is_filled_in_where_all_is_known() -> Result<(), Error> {
        for (known, expected) in [
            ("VpcId id string", Some("self.id()")),
            ("VpcId id integer", None),
            ("Id id string", None),
            ("VpcId arn string", None),
        ] {
            let text = format!(
                "type AWS::X::VPC VPC vpc\n  returns {known}\n  arn arn:${{Partition}}:x:vpc/${{VpcId}}\n"
            );
            let found: Vec<Option<String>> = parse(&text)?.types.iter().map(expression).collect();
            let expected = expected.map(|value| {
                format!("::constructs::Arn::literal(::constructs::text!(\"arn:{{}}:x:vpc/{{}}\", ::constructs::PARTITION, {value}))")
            });
            assert_eq!(found, [expected], "{known}");
        }
        Ok(())
    }
}
