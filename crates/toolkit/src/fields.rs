//! An object of the context, read field by field: every mistake is noted, none stops the reading.

use constructs::diagnostic::Place;
use constructs::{Diagnostic, Diagnostics};
use constructs_matching::nearest_word;
use indexmap::IndexMap;
use serde_json::Value as Json;

use crate::codes::{SETTING_MISSING, SETTING_UNKNOWN, SETTING_WRONG};
use crate::parse::{Expected, ParseResult};
use crate::project::{self, read_variable};

/// An object of the context.
pub struct Fields<'c> {
    path: String,
    entries: IndexMap<&'c str, &'c Json>,
    known: Vec<&'static str>,
    diagnostics: &'c mut Diagnostics,
}

impl<'c> Fields<'c> {
    fn new(
        path: impl Into<String>,
        entries: impl IntoIterator<Item = (&'c String, &'c Json)>,
        diagnostics: &'c mut Diagnostics,
    ) -> Self {
        let entries = entries.into_iter().map(|(key, value)| (key.as_str(), value)).collect();
        Self { path: path.into(), entries, known: Vec::new(), diagnostics }
    }

    /// Reads an object to its end: what `read` does not ask for is noted.
    pub(crate) fn read<T>(
        path: impl Into<String>,
        entries: impl IntoIterator<Item = (&'c String, &'c Json)>,
        diagnostics: &'c mut Diagnostics,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let mut fields = Self::new(path, entries, diagnostics);
        let result = read(&mut fields);
        fields.finish();
        result
    }

    /// A field that may be missing.
    pub fn optional<T>(
        &mut self,
        key: &'static str,
        parse: impl FnOnce(&Json) -> ParseResult<T>,
    ) -> Option<T> {
        self.known.push(key);
        let value = self.entries.get(key)?;
        match parse(value) {
            Ok(value) => Some(value),
            Err(expected) => {
                let path = format!("{}.{key}", self.path);
                self.diagnostics.push(wrong(&path, value, &expected));
                None
            }
        }
    }

    /// A field with a default.
    pub fn or<T>(
        &mut self,
        key: &'static str,
        default: T,
        parse: impl FnOnce(&Json) -> ParseResult<T>,
    ) -> T {
        self.optional(key, parse).unwrap_or(default)
    }

    /// A field that has to be there. `None`: the mistake is noted.
    pub fn required<T>(
        &mut self,
        key: &'static str,
        parse: impl FnOnce(&Json) -> ParseResult<T>,
    ) -> Option<T> {
        if !self.entries.contains_key(key) {
            self.known.push(key);
            let missing =
                Diagnostic::error(SETTING_MISSING, format!("`{}` lacks `{key}`", self.path));
            self.diagnostics
                .push(at_setting(missing.help(format!("add `\"{key}\": …`")), &self.path));
            return None;
        }
        self.optional(key, parse)
    }

    /// A field that may say to take what the `cdk` CLI found out: the name of its variable.
    pub fn from_cli<T>(
        &mut self,
        key: &'static str,
        variable: &'static str,
        parse: impl FnOnce(&Json) -> ParseResult<T>,
    ) -> Option<T> {
        match self.entries.get(key).and_then(|value| value.as_str()) {
            Some(text) if text == variable => {
                self.known.push(key);
                let value = Json::from(read_variable(variable)?);
                parse(&value).ok()
            }
            _ => self.optional(key, parse),
        }
    }

    /// An object inside this one; a missing one is read as an empty one.
    pub fn object<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Fields<'_>) -> T) -> T {
        self.known.push(key);
        let path = format!("{}.{key}", self.path);
        let empty = serde_json::Map::new();
        let entries = object_at(&path, self.entries.get(key).copied(), self.diagnostics);
        Fields::read(path, entries.unwrap_or(&empty), self.diagnostics, read)
    }

    /// The objects of an object, each with its key; those for which `read` gives nothing are left out.
    pub fn each<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(&str, &mut Fields<'_>) -> Option<T>,
    ) -> Vec<T> {
        self.known.push(key);
        let path = format!("{}.{key}", self.path);
        let Some(objects) = object_at(&path, self.entries.get(key).copied(), self.diagnostics)
        else {
            return Vec::new();
        };
        let mut names: Vec<&String> = objects.keys().collect();
        names.sort();
        let inner = |name: &String| {
            let path = format!("{path}.{name}");
            let entries = object_at(&path, objects.get(name), self.diagnostics)?;
            Fields::read(path, entries, self.diagnostics, |fields| read(name, fields))
        };
        names.into_iter().filter_map(inner).collect()
    }

    /// Notes every field that nobody asked for.
    fn finish(self) {
        let unknown = self.entries.keys().filter(|key| !self.known.contains(key));
        for key in unknown {
            let path = format!("{}.{key}", self.path);
            let diagnostic =
                Diagnostic::error(SETTING_UNKNOWN, format!("there is no setting `{key}`"));
            let help = match nearest_word(key, self.known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known here: {}", self.known.join(", ")),
            };
            self.diagnostics.push(at_setting(diagnostic.help(help), &path));
        }
    }
}

/// The object that a value is; anything else but a missing one is noted.
fn object_at<'v>(
    path: &str,
    value: Option<&'v Json>,
    diagnostics: &mut Diagnostics,
) -> Option<&'v serde_json::Map<String, Json>> {
    match value? {
        Json::Object(entries) => Some(entries),
        other => {
            diagnostics.push(wrong(path, other, &Expected::new("an object")));
            None
        }
    }
}

fn wrong(path: &str, value: &Json, expected: &Expected) -> Diagnostic {
    let key = path.rsplit('.').next().unwrap_or(path);
    let shown: String = value.to_string().chars().take(80).collect();
    let diagnostic = Diagnostic::error(SETTING_WRONG, format!("`{key}` can't be `{shown}`"));
    at_setting(diagnostic.help(format!("give it {expected}")), path)
}

/// The diagnostic at a setting in `cdk.json`.
fn at_setting(diagnostic: Diagnostic, path: &str) -> Diagnostic {
    diagnostic.at(Place::in_file(project::FILE, path))
}
