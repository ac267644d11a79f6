//! The context of a request: its keys with their values. Case does not matter in keys.
//!
//! A key without values (`null`, an empty list) is an absent key.

use std::collections::BTreeMap;

use serde_json::Value as Json;

/// The context keys of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestContext {
    entries: BTreeMap<String, Vec<String>>,
}

impl RequestContext {
    /// The context in JSON: an object of strings, numbers, booleans, lists of these, and `null`.
    ///
    /// # Errors
    /// A message, where a value is something else.
    pub fn parse(json: &Json) -> Result<Self, String> {
        let object = match json {
            Json::Null => return Ok(Self::default()),
            Json::Object(object) => object,
            other => {
                return Err(format!(
                    "`{other}` is not a context: write an object of keys and values"
                ));
            }
        };
        let mut context = Self::default();
        for (key, value) in object {
            let mut values = Vec::new();
            let items = match value {
                Json::Array(items) => items.as_slice(),
                single => std::slice::from_ref(single),
            };
            for item in items {
                match item {
                    Json::String(text) => values.push(text.clone()),
                    Json::Number(_) | Json::Bool(_) => values.push(item.to_string()),
                    Json::Null => {}
                    _ => {
                        return Err(format!(
                            "`{item}` is not a value of the context key `{key}`: write a string, a number, a boolean, or a list of them"
                        ));
                    }
                }
            }
            context.set(key, values);
        }
        Ok(context)
    }

    /// Sets a key; no values make it absent.
    pub fn set(&mut self, key: &str, values: Vec<String>) {
        self.entries.insert(key.to_lowercase(), values);
    }

    /// Sets a key, unless the request has it.
    pub(crate) fn set_default(&mut self, key: &str, value: impl Into<String>) {
        self.entries.entry(key.to_lowercase()).or_insert_with(|| vec![value.into()]);
    }

    /// The values of a key; `None` if it is absent.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&[String]> {
        let values = match self.entries.get(key) {
            Some(values) => values,
            None => self.entries.get(&key.to_lowercase())?,
        };
        (!values.is_empty()).then_some(values)
    }

    /// The one value of a key.
    #[must_use]
    pub fn single(&self, key: &str) -> Option<&str> {
        match self.get(key)? {
            [value] => Some(value),
            _ => None,
        }
    }

    /// Keys, in lower case and in order, and their values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        let present = self.entries.iter().filter(|(_, values)| !values.is_empty());
        present.map(|(key, values)| (key.as_str(), values.as_slice()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn nothing_is_absent_and_keys_have_no_case() {
        let context = json!({"aws:UserName": "bob", "n": null, "e": [], "m": [1, true, null, "x"]});
        let context = RequestContext::parse(&context).unwrap();
        assert_eq!(context.single("AWS:username"), Some("bob"));
        assert_eq!((context.get("n"), context.get("e"), context.get("other")), (None, None, None));
        assert_eq!(context.get("m").unwrap(), ["1", "true", "x"]);
        assert!(RequestContext::parse(&json!({"k": {}})).is_err());
    }
}
