//! A value in a template -> what CloudFormation makes of it, for the few functions that texts become.
//!
//! Written from AWS's pages, not from the library:
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html>

use serde_json::Value as Json;

/// What is known once a stack is deployed.
///
/// `Ref` and `Fn::GetAtt` give `<X>` and `<X.Attribute>`, so that no data can be mistaken for them.
pub(crate) struct Deployment;

impl Deployment {
    /// Evaluates every function in `json`; what CloudFormation would refuse is an error.
    pub(crate) fn evaluate(&self, json: &Json) -> Result<Json, String> {
        match json {
            Json::Array(items) => items.iter().map(|item| self.evaluate(item)).collect(),
            Json::Object(map) => match map.iter().next() {
                Some((name, argument)) if map.len() == 1 && is_function(name) => {
                    self.call(name, argument)
                }
                _ => map
                    .iter()
                    .map(|(key, value)| Ok((key.clone(), self.evaluate(value)?)))
                    .collect::<Result<_, String>>()
                    .map(Json::Object),
            },
            other => Ok(other.clone()),
        }
    }

    /// As [`evaluate`](Self::evaluate), where a text is expected.
    pub(crate) fn text(&self, json: &Json) -> Result<String, String> {
        match self.evaluate(json)? {
            Json::String(text) => Ok(text),
            other => Err(format!("no text: {other}")),
        }
    }

    fn call(&self, name: &str, argument: &Json) -> Result<Json, String> {
        match (name, argument) {
            ("Ref", Json::String(id)) => Ok(format!("<{id}>").into()),
            ("Fn::GetAtt", Json::Array(parts)) => match &parts[..] {
                [Json::String(id), Json::String(attribute)] => {
                    Ok(format!("<{id}.{attribute}>").into())
                }
                _ => Err(format!("Fn::GetAtt of {argument}")),
            },
            ("Fn::ImportValue", Json::String(export)) => Ok(format!("<{export}>").into()),
            ("Fn::Join", Json::Array(parts)) => match &parts[..] {
                [Json::String(delimiter), Json::Array(items)] => {
                    let items: Result<Vec<String>, String> =
                        items.iter().map(|item| self.text(item)).collect();
                    Ok(items?.join(delimiter).into())
                }
                _ => Err(format!("Fn::Join of {argument}")),
            },
            ("Fn::Sub", Json::String(template)) => self.substitute(template).map(Json::String),
            _ => Err(format!("{name} of {argument}")),
        }
    }

    /// `${Name}` and `${Name.Attribute}` are replaced, `${!Text}` is `${Text}`; what does not close is text.
    fn substitute(&self, template: &str) -> Result<String, String> {
        let mut text = String::new();
        let mut rest = template;
        while let Some(start) = rest.find("${") {
            let Some(length) = rest[start..].find('}') else { break };
            text.push_str(&rest[..start]);
            let inner = &rest[start + 2..start + length];
            rest = &rest[start + length + 1..];
            match inner.strip_prefix('!') {
                Some(literal) => text.push_str(&format!("${{{literal}}}")),
                None if is_name(inner) => text.push_str(&format!("<{inner}>")),
                None => return Err(format!("`{inner}` names nothing in `{template}`")),
            }
        }
        Ok(text + rest)
    }
}

fn is_function(name: &str) -> bool {
    name == "Ref" || name.starts_with("Fn::")
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == ':' || c == '.')
}

#[test]
fn substitution_is_as_aws_describes_it() {
    for (template, expected) in [
        ("plain", Ok("plain")),
        ("${AWS::Region}-${Queue.Arn}", Ok("<AWS::Region>-<Queue.Arn>")),
        ("${!aws:username}", Ok("${aws:username}")),
        ("${!!x}", Ok("${!x}")),
        ("a$b}c{d", Ok("a$b}c{d")),
        ("a${b", Ok("a${b")),
        ("${aws-x}", Err(())),
        ("${}", Err(())),
    ] {
        let found = Deployment.substitute(template);
        assert_eq!(found.as_deref().map_err(|_| ()), expected, "{template}");
    }
}
