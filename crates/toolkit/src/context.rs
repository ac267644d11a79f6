//! The context: what `cdk.json`, the `cdk` CLI and the command line say, in this order, later ones winning.
//!
//! Source of the protocol: <https://docs.aws.amazon.com/cdk/v2/guide/context.html>

use std::path::Path;

use constructs::diagnostic::Place;
use constructs::{Diagnostic, Diagnostics};
use serde_json::{Map, Value as Json};

use crate::failure::Failure;
use crate::fields::Fields;
use crate::project::{self, Project, read_json, read_variable};
use crate::{parse, selection};

/// Settings from outside, for an app to read.
pub struct Context {
    values: Map<String, Json>,
    environment: Option<String>,
}

impl Context {
    /// A context of these values, as for a test.
    #[must_use]
    pub const fn new(values: Map<String, Json>) -> Self {
        Self { values, environment: None }
    }

    /// Whether the command is about the environment `id`; without `--env` it is about all.
    #[must_use]
    pub fn selects(&self, id: &str) -> bool {
        self.environment.as_deref().is_none_or(|environment| environment == id)
    }

    /// Reads the whole context, field by field.
    ///
    /// Keys with a `:` or a leading `@` are the `cdk` CLI's own, and are passed over.
    ///
    /// # Errors
    /// Every field that is not what it should be, and every key that `read` did not ask for.
    pub fn read<T>(&self, read: impl FnOnce(&mut Fields<'_>) -> T) -> Result<T, Diagnostics> {
        let is_own = |key: &str| !key.contains(':') && !key.starts_with('@');
        let entries = self.values.iter().filter(|(key, _)| is_own(key));
        let mut diagnostics = Diagnostics::new();
        let result = Fields::read("context", entries, &mut diagnostics, read);
        if diagnostics.has_errors() { Err(diagnostics) } else { Ok(result) }
    }

    pub(crate) fn load(
        project: &Project,
        pairs: &[String],
        environment: Option<&str>,
    ) -> Result<Self, Failure> {
        let mut values = Map::new();
        for (key, value) in project.context() {
            set(&mut values, key, value.clone());
        }
        for (key, value) in from_cli()? {
            set(&mut values, &key, value);
        }
        for pair in pairs {
            let (key, value) = pair.split_once('=').ok_or_else(|| Failure::Usage {
                problem: format!("`-c {pair}` has no value"),
                help: "write `-c key=value`".to_owned(),
            })?;
            set(&mut values, key, parse::argument(value));
        }
        if let (Some(environment), Some(Json::Object(known))) =
            (environment, values.get("environments"))
        {
            selection::check("environment", environment, known.keys().map(String::as_str))?;
        }
        Ok(Self { values, environment: environment.map(str::to_owned) })
    }
}

/// What the `cdk` CLI passes: in a variable, or, where that would be too long, in a file.
fn from_cli() -> Result<Map<String, Json>, Failure> {
    let mut values = Map::new();
    if let Some(text) = read_variable("CDK_CONTEXT_JSON") {
        let json = serde_json::from_str(&text).map_err(|error| Failure::Malformed {
            path: "CDK_CONTEXT_JSON".into(),
            problem: error.to_string(),
        })?;
        extend(&mut values, Path::new("CDK_CONTEXT_JSON"), json)?;
    }
    if let Some(file) = read_variable("CONTEXT_OVERFLOW_LOCATION_ENV") {
        let file = Path::new(&file);
        extend(&mut values, file, read_json(file)?)?;
    }
    Ok(values)
}

fn extend(values: &mut Map<String, Json>, path: &Path, json: Json) -> Result<(), Failure> {
    match json {
        Json::Object(more) => {
            values.extend(more);
            Ok(())
        }
        _ => Err(Failure::Malformed {
            path: path.to_owned(),
            problem: "it does not hold an object".to_owned(),
        }),
    }
}

/// Sets a value; a key of ours with dots names a place further down: `environments.dev.multiAz`.
fn set(values: &mut Map<String, Json>, key: &str, value: Json) {
    let is_foreign = key.contains(':') || key.starts_with('@');
    match key.split_once('.').filter(|_| !is_foreign) {
        None => {
            values.insert(key.to_owned(), value);
        }
        Some((first, rest)) => {
            let inner = values.entry(first).or_insert_with(|| Json::Object(Map::new()));
            if !inner.is_object() {
                *inner = Json::Object(Map::new());
            }
            if let Json::Object(inner) = inner {
                set(inner, rest, value);
            }
        }
    }
}

/// A finding about a setting, at its place in `cdk.json`.
pub(crate) fn finding(diagnostic: Diagnostic, path: &str) -> Diagnostic {
    diagnostic.at(Place::in_file(project::FILE, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_with_dots_names_a_place_further_down() {
        let mut values = Map::new();
        set(&mut values, "environments.dev.multiAz", Json::Bool(true));
        set(&mut values, "environments.dev.baseName", "chat-dev".into());
        set(&mut values, "@aws-cdk/core.x", Json::Bool(true));
        let expected = serde_json::json!({
            "environments": {"dev": {"multiAz": true, "baseName": "chat-dev"}},
            "@aws-cdk/core.x": true,
        });
        assert_eq!(Json::Object(values), expected);
    }
}
