//! Reads the default version of each of AWS's managed policies from their package.
//!
//! Its date is that of the policy's last update, because many versions in the package have the date of the policy's
//! creation.

use std::path::Path;

use serde_json::Value;

use crate::error::{Context, Error};
use crate::json;
use crate::model::managed_policy::{
    ElementTexts, ManagedCondition, ManagedPolicy, ManagedStatement,
};

/// The part of a managed policy's ARN before its path and name.
const ARN: &str = "arn:aws:iam::aws:policy/";

/// The policies, sorted by name.
pub(crate) fn read(path: &Path) -> Result<Vec<ManagedPolicy>, Error> {
    parse(&json::read_file(path)?)
}

/// The policies of the package's file, sorted by name.
pub(super) fn parse(all: &Value) -> Result<Vec<ManagedPolicy>, Error> {
    let policy =
        |(name, value): (&str, &Value)| policy(value).context(|| format!("policy `{name}`"));
    let policies: Result<Vec<_>, Error> =
        json::entries(Some(all)).into_iter().map(policy).collect();
    let mut policies = policies?;
    policies.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(policies)
}

/// The date of the newest version, which is the best known date of the package's copy.
pub(crate) fn date(policies: &[ManagedPolicy]) -> &str {
    policies.iter().map(|policy| policy.date.as_str()).max().unwrap_or_default()
}

fn policy(value: &Value) -> Result<ManagedPolicy, Error> {
    let text = |value, name| json::string(value, name).context(|| format!("no `{name}`"));
    let name = text(value, "arn")?
        .strip_prefix(ARN)
        .context(|| "its ARN is not one of AWS's managed policies".into())?;
    let version = text(value, "latestVersionId")?;
    let current = value.get("versions").and_then(|versions| versions.get(version));
    let current = current.context(|| format!("no version `{version}`"))?;
    let document = current.get("document").context(|| "no document".into())?;
    if json::string(document, "Version") != Some("2012-10-17") {
        return Err(Error::new("its `Version` is not 2012-10-17"));
    }
    let statements = json::one_or_many(document.get("Statement"))
        .iter()
        .enumerate()
        .map(|(index, value)| statement(value).context(|| format!("statement {index}")));
    Ok(ManagedPolicy {
        name: name.to_owned(),
        version: version.to_owned(),
        date: text(value, "lastUpdatedDate")?.split('T').next().unwrap_or_default().to_owned(),
        statements: statements.collect::<Result<_, _>>()?,
    })
}

const ELEMENTS: &[&str] =
    &["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"];

fn statement(value: &Value) -> Result<ManagedStatement, Error> {
    let elements = json::entries(Some(value));
    if let Some((other, _)) = elements.iter().find(|(name, _)| !ELEMENTS.contains(name)) {
        return Err(Error::new(format!("the facts can't express the element `{other}`")));
    }
    let mut conditions = Vec::new();
    for (operator, keys) in json::entries(value.get("Condition")) {
        for (key, values) in json::entries(Some(keys)) {
            let (operator, key) = (operator.to_owned(), key.to_owned());
            conditions.push(ManagedCondition { operator, key, values: strings(Some(values))? });
        }
    }
    Ok(ManagedStatement {
        sid: json::string(value, "Sid").filter(|sid| !sid.is_empty()).map(str::to_owned),
        is_denial: match json::string(value, "Effect") {
            Some("Allow") => false,
            Some("Deny") => true,
            _ => return Err(Error::new("no effect")),
        },
        actions: texts(value, "Action", "NotAction")?,
        resources: texts(value, "Resource", "NotResource")?,
        conditions,
    })
}

/// The texts of one of the two elements, which must not be empty.
fn texts(statement: &Value, only: &str, except: &str) -> Result<ElementTexts, Error> {
    let (is_negated, value) = match (statement.get(only), statement.get(except)) {
        (Some(value), None) => (false, value),
        (None, Some(value)) => (true, value),
        _ => return Err(Error::new(format!("expected one of `{only}` and `{except}`"))),
    };
    let texts = strings(Some(value))?;
    if texts.is_empty() {
        Err(Error::new(format!("`{only}` is empty")))
    } else {
        Ok(ElementTexts { is_negated, texts })
    }
}

/// A text or a list of texts. A boolean counts as a text.
fn strings(value: Option<&Value>) -> Result<Vec<String>, Error> {
    let text = |value: &Value| match value {
        Value::String(text) => Ok(text.clone()),
        Value::Bool(truth) => Ok(truth.to_string()),
        other => Err(Error::new(format!("`{other}` is not a text"))),
    };
    json::one_or_many(value).iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{date, policy};
    use crate::error::Error;
    use crate::model::managed_policy::{ElementTexts, ManagedCondition, ManagedStatement};

    #[test]
    fn the_version_in_force_is_read() -> Result<(), Error> {
        let statement = json!({
            "Effect": "Deny", "NotAction": "iam:*", "Resource": ["a", "b"],
            "Condition": {"Bool": {"aws:SecureTransport": false}},
        });
        let versions = json!({
            "v1": {"document": {}},
            "v2": {"document": {"Version": "2012-10-17", "Statement": statement}},
        });
        let arn = "arn:aws:iam::aws:policy/service-role/Some";
        let value = |version| {
            let date = "2021-02-03T04:05:06.000Z";
            json!({"arn": arn, "latestVersionId": version, "lastUpdatedDate": date, "versions": versions})
        };
        let found = policy(&value("v2"))?;
        let list = |is_negated, texts: &[&str]| ElementTexts {
            is_negated,
            texts: texts.iter().map(|text| (*text).to_owned()).collect(),
        };
        let (operator, key) = ("Bool".to_owned(), "aws:SecureTransport".to_owned());
        let expected = ManagedStatement {
            sid: None,
            is_denial: true,
            actions: list(true, &["iam:*"]),
            resources: list(false, &["a", "b"]),
            conditions: vec![ManagedCondition { operator, key, values: vec!["false".into()] }],
        };
        assert_eq!(
            (found.name.as_str(), found.statements.as_slice()),
            ("service-role/Some", [expected].as_slice())
        );
        assert_eq!(date(&[found]), "2021-02-03");
        assert!(policy(&value("v1")).is_err());
        Ok(())
    }
}
