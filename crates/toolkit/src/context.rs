//! The context: what `cdk.json`, the `cdk` CLI and the command line say, in this order, later ones winning.
//!
//! Source of the protocol: <https://docs.aws.amazon.com/cdk/v2/guide/context.html>

use std::path::Path;

use constructs::Diagnostics;
use constructs::diagnostic::escape::shorten;
use constructs_access::matrix::Variables;
use serde_json::{Map, Value as Json};

use crate::failure::Failure;
use crate::fields::Fields;
use crate::origin::Origins;
use crate::project::{Project, read_variable};
use crate::{file, parse, selection};

/// Settings from outside, for an app to read.
pub struct Context {
    values: Map<String, Json>,
    environment: Option<String>,
    origins: Option<Origins>,
}

/// The most dots in a key: `environments.dev.multiAz` has two.
const MAX_KEY_DOTS: usize = 32;

impl Context {
    /// A context of these values, as for a test.
    #[must_use]
    pub const fn new(values: Map<String, Json>) -> Self {
        Self { values, environment: None, origins: None }
    }

    /// Whether the command is about the environment `id`; without `--env` it is about all.
    #[must_use]
    pub fn selects(&self, id: &str) -> bool {
        self.environment.as_deref().is_none_or(|environment| environment == id)
    }

    /// Reads the whole context, field by field.
    ///
    /// The `cdk` CLI's own keys are passed over: those with a `:` or a leading `@`, its settings, and what only its files
    /// have (`cdk.context.json`, `~/.cdk.json`).
    ///
    /// # Errors
    /// Every field that is not what it should be, and every key that `read` did not ask for.
    pub fn read<T>(&self, read: impl FnOnce(&mut Fields<'_>) -> T) -> Result<T, Diagnostics> {
        let is_own = |key: &str| !key.contains(':') && !key.starts_with('@');
        let entries = self.values.iter().filter(|(key, _)| is_own(key));
        let mut diagnostics = Diagnostics::new();
        let result = Fields::read("context", entries, &mut diagnostics, read);
        if let Some(origins) = &self.origins {
            diagnostics = diagnostics.into_iter().filter_map(|one| origins.place(one)).collect();
        }
        if diagnostics.has_errors() { Err(diagnostics) } else { Ok(result) }
    }

    /// The names of the environments in `environments`, each with its settings that are strings.
    pub(crate) fn environments(&self) -> Vec<(String, Variables)> {
        let known = self.values.get("environments").and_then(Json::as_object);
        let selected = known.into_iter().flatten().filter(|(name, _)| self.selects(name));
        let variables = |settings: &Json| {
            let settings = settings.as_object().into_iter().flatten();
            let texts = settings.filter_map(|(key, value)| Some((key, value.as_str()?)));
            texts.fold(Variables::new(), |all, (key, text)| all.with(key, text))
        };
        let mut all: Vec<_> =
            selected.map(|(name, settings)| (name.clone(), variables(settings))).collect();
        all.sort_by(|one, other| one.0.cmp(&other.0));
        all
    }

    pub(crate) fn load(
        project: &Project,
        pairs: &[String],
        environment: Option<&str>,
    ) -> Result<Self, Failure> {
        let mut values = Map::new();
        for (key, value) in project.context() {
            set(&mut values, key, value.clone())?;
        }
        for (key, value) in from_cli()? {
            set(&mut values, &key, value)?;
        }
        for pair in pairs {
            let (key, value) = pair.split_once('=').ok_or_else(|| Failure::Usage {
                problem: format!("`-c {pair}` has no value"),
                help: "write `-c key=value`".to_owned(),
            })?;
            set(&mut values, key, parse::argument(value))?;
        }
        if let Some(environment) = environment {
            check_environment(environment, values.get("environments"))?;
        }
        let origins = Some(Origins::read(project.folder(), pairs)?);
        Ok(Self { values, environment: environment.map(str::to_owned), origins })
    }
}

/// Fails where `--env` selects nothing: without environments it would be about all that the app has.
fn check_environment(name: &str, environments: Option<&Json>) -> Result<(), Failure> {
    let known = match environments {
        Some(Json::Object(known)) if !known.is_empty() => known,
        found => {
            let lack = match found {
                None => "the context has no `environments`",
                Some(Json::Object(_)) => "`environments` in the context is empty",
                Some(_) => "`environments` in the context is not an object",
            };
            return Err(Failure::Usage {
                problem: format!("there is no environment `{name}`: {lack}"),
                help: "add `\"environments\": {\"NAME\": { … }}` to `context` in `cdk.json`, or leave out `--env`"
                    .to_owned(),
            });
        }
    };
    selection::check("environment", name, known.keys().map(String::as_str))
}

/// What the `cdk` CLI passes: in a variable, or, where that would be too long, in a file.
fn from_cli() -> Result<Map<String, Json>, Failure> {
    let mut values = Map::new();
    if let Some(text) = read_variable("CDK_CONTEXT_JSON") {
        values.extend(object("CDK_CONTEXT_JSON", &text)?);
    }
    if let Some(file) = read_variable("CONTEXT_OVERFLOW_LOCATION_ENV") {
        values.extend(object(&file, &file::read_text(Path::new(&file))?)?);
    }
    Ok(values)
}

/// The object that a text holds; `name` is what messages call it.
fn object(name: &str, text: &str) -> Result<Map<String, Json>, Failure> {
    let malformed = |problem: String| Failure::Malformed { path: name.into(), problem };
    match serde_json::from_str(text).map_err(|error| malformed(error.to_string()))? {
        Json::Object(object) => Ok(object),
        _ => Err(malformed("it does not hold an object".to_owned())),
    }
}

/// Sets a value; a key of ours with dots names a place further down: `environments.dev.multiAz`.
fn set(values: &mut Map<String, Json>, key: &str, value: Json) -> Result<(), Failure> {
    let is_foreign = key.contains(':') || key.starts_with('@');
    if is_foreign {
        values.insert(key.to_owned(), value);
        return Ok(());
    }
    if key.matches('.').count() > MAX_KEY_DOTS {
        let start = shorten(key, 20);
        return Err(Failure::Usage {
            problem: format!("the key `{start}` of the context has more than {MAX_KEY_DOTS} dots"),
            help: "write a key like `environments.dev.multiAz`".to_owned(),
        });
    }
    let mut values = values;
    let mut rest = key;
    while let Some((first, after)) = rest.split_once('.') {
        let inner = values.entry(first).or_insert(Json::Null);
        if !inner.is_object() {
            *inner = Json::Object(Map::new());
        }
        let Json::Object(inner) = inner else { return Ok(()) };
        (values, rest) = (inner, after);
    }
    values.insert(rest.to_owned(), value);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_with_dots_names_a_place_further_down() {
        let mut values = Map::new();
        set(&mut values, "environments.dev.multiAz", Json::Bool(true)).unwrap();
        set(&mut values, "environments.dev.baseName", "chat-dev".into()).unwrap();
        set(&mut values, "@aws-cdk/core.x", Json::Bool(true)).unwrap();
        let expected = serde_json::json!({
            "environments": {"dev": {"multiAz": true, "baseName": "chat-dev"}},
            "@aws-cdk/core.x": true,
        });
        assert_eq!(Json::Object(values), expected);
    }

    #[test]
    fn a_key_has_a_bounded_number_of_dots() {
        for (dots, is_fine) in [(32, true), (33, false), (50_000, false), (1_000_000, false)] {
            let set = set(&mut Map::new(), &vec!["a"; dots + 1].join("."), Json::Null);
            assert_eq!(set.is_ok(), is_fine, "{dots} dots");
        }
    }
}
