//! Reads policy templates and connectors from the data of AWS SAM's transform, without descriptions.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::SAM_CREDIT;
use crate::error::{Context, Error};
use crate::json;

const TEMPLATES: &str = "policy_templates_data/policy_templates.json";
const PROFILES: &str = "model/connector_profiles/profiles.json";

/// The facts as JSON that diffs well.
pub(crate) fn read(folder: &Path) -> Result<String, Error> {
    let templates = json::read_file(&folder.join(TEMPLATES))?;
    let profiles = json::read_file(&folder.join(PROFILES))?;
    let all = json!({
        "source": SAM_CREDIT,
        "policy_templates": policy_templates(&templates)?,
        "connectors": connectors(&profiles)?,
        "types": part(&profiles, "CfnResourceProperties")?,
    });
    let text = serde_json::to_string_pretty(&all).context(|| "can't write JSON".into())?;
    Ok(text + "\n")
}

/// The same JSON without spaces, which programs embed.
pub(crate) fn compact(text: &str) -> Result<Vec<u8>, Error> {
    let all: Value = serde_json::from_str(text).context(|| "it is not JSON".into())?;
    Ok(all.to_string().into_bytes())
}

fn policy_templates(templates: &Value) -> Result<Value, Error> {
    let mut all = Map::new();
    for (name, template) in json::entries(Some(part(templates, "Templates")?)) {
        let parameters = json::entries(template.get("Parameters"));
        let parameters: Vec<&str> = parameters.into_iter().map(|(name, _)| name).collect();
        let definition = part(template, "Definition")?;
        if json::entries(Some(definition)).len() != 1 {
            return Err(Error::new(format!(
                "the policy template `{name}` contains more than statements"
            )));
        }
        let statements = part(definition, "Statement")?;
        all.insert(name.to_owned(), json!({ "parameters": parameters, "statements": statements }));
    }
    Ok(Value::Object(all))
}

fn connectors(profiles: &Value) -> Result<Value, Error> {
    let mut all = Map::new();
    for (source, destinations) in json::entries(Some(part(profiles, "Permissions")?)) {
        let mut own = Map::new();
        for (destination, profile) in json::entries(Some(destinations)) {
            let properties = part(profile, "Properties")?;
            let profile = json!({
                "type": part(profile, "Type")?,
                "source_policy": part(properties, "SourcePolicy")?,
                "categories": part(properties, "AccessCategories")?,
            });
            own.insert(destination.to_owned(), profile);
        }
        all.insert(source.to_owned(), Value::Object(own));
    }
    Ok(Value::Object(all))
}

fn part<'v>(value: &'v Value, name: &str) -> Result<&'v Value, Error> {
    value.get(name).context(|| format!("the data of AWS SAM lacks `{name}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_are_left_out() -> Result<(), Error> {
        let templates = json!({"Templates": {"A": {
            "Description": "x",
            "Parameters": {"P": {"Description": "y"}},
            "Definition": {"Statement": [{"Effect": "Allow"}]},
        }}});
        let expected = json!({"A": {"parameters": ["P"], "statements": [{"Effect": "Allow"}]}});
        assert_eq!(policy_templates(&templates)?, expected);
        let more = json!({"Templates": {"A": {"Definition": {"Statement": [], "Version": "x"}}}});
        assert!(policy_templates(&more).is_err());
        Ok(())
    }

    #[test]
    fn a_connector_has_its_type_and_categories() -> Result<(), Error> {
        let properties =
            json!({"SourcePolicy": true, "AccessCategories": {"Read": {}}, "DependedBy": "x"});
        let profiles =
            json!({"Permissions": {"A": {"B": {"Type": "T", "Properties": properties}}}});
        let profile = json!({"type": "T", "source_policy": true, "categories": {"Read": {}}});
        assert_eq!(connectors(&profiles)?, json!({"A": {"B": profile}}));
        assert!(connectors(&json!({})).is_err());
        Ok(())
    }
}
