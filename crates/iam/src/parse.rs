//! JSON -> a policy document and what is wrong with it.
//!
//! Nothing is guessed: what can't be read is left out, and [`Parsed::is_complete`] says so, so that nobody decides on
//! half a policy. The order of keys means nothing.

use constructs_diagnostics::pointer;
use serde_json::{Map, Value as Json};

use super::cases::Formula;
use super::document::{
    Condition, Document, Effect, PrincipalEntry, PrincipalKind, Scope, Statement,
};
use super::fault::Fault;
use super::operator::{Comparison, Operator};
use super::text::Text;

/// What came out of reading a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// What could be read.
    pub document: Document,
    /// What is wrong, in the document's order.
    pub faults: Vec<Fault>,
    /// Whether nothing that decides was left out.
    pub is_complete: bool,
}

impl Document {
    /// Reads a policy document.
    #[must_use]
    pub fn parse(json: &Json) -> Parsed {
        let mut reader = Reader { faults: Vec::new(), is_complete: true, has_variables: false };
        let document = match json {
            Json::Object(object) => reader.document(object),
            _ => {
                reader.broken(
                    "document",
                    "",
                    "a policy is an object",
                    "write `{\"Version\": …, \"Statement\": [ … ]}`",
                );
                Document::default()
            }
        };
        let Reader { mut faults, is_complete, .. } = reader;
        faults.sort_by(|one, other| one.path.cmp(&other.path));
        Parsed { document, faults, is_complete }
    }
}

struct Reader {
    faults: Vec<Fault>,
    is_complete: bool,
    has_variables: bool,
}

const DOCUMENT_KEYS: &[&str] = &["Version", "Id", "Statement"];
/// The elements of a statement.
pub const STATEMENT_KEYS: &[&str] = &[
    "Sid",
    "Effect",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Principal",
    "NotPrincipal",
    "Condition",
];

impl Reader {
    fn document(&mut self, object: &Map<String, Json>) -> Document {
        self.unknown_keys(object, "", DOCUMENT_KEYS);
        let version = self.text(object, "", "Version");
        if let Some(version) = &version
            && !["2012-10-17", "2008-10-17"].contains(&version.as_str())
        {
            let message = format!("there is no policy language `{version}`");
            self.fault("version", "/Version", message, "write `2012-10-17`");
        }
        self.has_variables = version.as_deref() == Some("2012-10-17");
        let statements = match object.get("Statement") {
            Some(Json::Array(list)) => {
                if list.is_empty() {
                    self.fault(
                        "empty-list",
                        "/Statement",
                        "a policy without statements",
                        "add a statement, or leave the policy out",
                    );
                }
                let read = list.iter().enumerate();
                read.filter_map(|(index, json)| {
                    self.statement(json, index, &format!("/Statement/{index}"))
                })
                .collect()
            }
            Some(json) => self.statement(json, 0, "/Statement").into_iter().collect(),
            None => {
                self.broken(
                    "statement",
                    "",
                    "`Statement` is missing",
                    "add `\"Statement\": [ … ]`",
                );
                Vec::new()
            }
        };
        Document { version, id: self.text(object, "", "Id"), statements }
    }

    fn statement(&mut self, json: &Json, index: usize, path: &str) -> Option<Statement> {
        let Json::Object(object) = json else {
            self.broken(
                "statement",
                path,
                "a statement is an object",
                "write `{\"Effect\": …, \"Action\": …, \"Resource\": …}`",
            );
            return None;
        };
        self.unknown_keys(object, path, STATEMENT_KEYS);
        let effect = self.effect(object, path);
        let actions = self.scope(object, path, "Action", "NotAction");
        if actions.is_none() && !object.contains_key("Action") && !object.contains_key("NotAction")
        {
            self.broken(
                "action",
                path,
                "a statement needs `Action` or `NotAction`",
                "name the actions that it is about",
            );
        }
        let resources = self.scope(object, path, "Resource", "NotResource");
        let principals = self.principals(object, path);
        let conditions = self.conditions(object, path);
        Some(Statement {
            index,
            sid: self.text(object, path, "Sid"),
            effect: effect?,
            actions: actions?,
            resources,
            principals,
            conditions,
            presence: Formula::TRUE,
        })
    }

    fn effect(&mut self, object: &Map<String, Json>, path: &str) -> Option<Effect> {
        let help = "write `Allow` or `Deny`";
        match object.get("Effect") {
            Some(Json::String(effect)) if effect == "Allow" => return Some(Effect::Allow),
            Some(Json::String(effect)) if effect == "Deny" => return Some(Effect::Deny),
            Some(other) => {
                let message = format!("`{}` is no effect", shown(other));
                self.broken("effect", &pointer::child(path, "Effect"), message, help);
            }
            None => self.broken("effect", path, "`Effect` is missing", help),
        }
        None
    }

    /// `Action`/`NotAction`, `Resource`/`NotResource`.
    fn scope(
        &mut self,
        object: &Map<String, Json>,
        path: &str,
        only: &str,
        except: &str,
    ) -> Option<Scope<Text>> {
        let (key, json) = self.either(object, path, only, except)?;
        let texts = self.texts(json, &pointer::child(path, key))?;
        Some(if key == only { Scope::Only(texts) } else { Scope::Except(texts) })
    }

    fn either<'a>(
        &mut self,
        object: &'a Map<String, Json>,
        path: &str,
        only: &'a str,
        except: &'a str,
    ) -> Option<(&'a str, &'a Json)> {
        match (object.get(only), object.get(except)) {
            (Some(_), Some(_)) => {
                let message = format!("`{only}` and `{except}` in one statement");
                self.broken("element", path, message, format!("keep `{only}` or `{except}`"));
                None
            }
            (Some(json), None) => Some((only, json)),
            (None, Some(json)) => Some((except, json)),
            (None, None) => None,
        }
    }

    fn texts(&mut self, json: &Json, path: &str) -> Option<Vec<Text>> {
        let has_variables = self.has_variables;
        let mut texts = Vec::new();
        for (place, item) in self.items(json, path) {
            match item {
                Json::String(text) => texts.push(Text::parse(text, has_variables)),
                other => {
                    let message = format!("`{}` is no text", shown(other));
                    self.broken("text", &place, message, "write a string, or a list of strings");
                    return None;
                }
            }
        }
        Some(texts)
    }

    /// One or a list, with places.
    fn items<'a>(&mut self, json: &'a Json, path: &str) -> Vec<(String, &'a Json)> {
        let Json::Array(list) = json else { return vec![(path.to_owned(), json)] };
        if list.is_empty() {
            self.fault(
                "empty-list",
                path,
                "an empty list",
                "name something, or leave the element out",
            );
        }
        list.iter().enumerate().map(|(index, item)| (format!("{path}/{index}"), item)).collect()
    }

    fn principals(
        &mut self,
        object: &Map<String, Json>,
        path: &str,
    ) -> Option<Scope<PrincipalEntry>> {
        let (key, json) = self.either(object, path, "Principal", "NotPrincipal")?;
        let path = pointer::child(path, key);
        let entries = match json {
            Json::String(text) => vec![self.bare_principal(text, &path)],
            Json::Object(kinds) => self.principal_kinds(kinds, &path),
            other => {
                let message = format!("`{}` is no principal", shown(other));
                self.broken(
                    "principal",
                    &path,
                    message,
                    "write `{\"AWS\": …}`, `{\"Service\": …}` or `\"*\"`",
                );
                Vec::new()
            }
        };
        Some(if key == "Principal" { Scope::Only(entries) } else { Scope::Except(entries) })
    }

    fn bare_principal(&mut self, text: &str, path: &str) -> PrincipalEntry {
        if text == "*" {
            return PrincipalEntry { kind: PrincipalKind::Everyone, text: Text::parse("*", false) };
        }
        let message = format!("`{text}` stands without its kind");
        self.fault("principal", path, message, "write `{\"AWS\": …}` or `{\"Service\": …}`");
        PrincipalEntry { kind: PrincipalKind::Aws, text: Text::parse(text, false) }
    }

    fn principal_kinds(&mut self, kinds: &Map<String, Json>, path: &str) -> Vec<PrincipalEntry> {
        if kinds.is_empty() {
            self.fault("empty-list", path, "no principal", "name one, or leave the statement out");
        }
        let mut entries = Vec::new();
        for (name, json) in sorted(kinds) {
            let place = pointer::child(path, name);
            let kind = match name.as_str() {
                "AWS" => PrincipalKind::Aws,
                "Service" => PrincipalKind::Service,
                "Federated" => PrincipalKind::Federated,
                "CanonicalUser" => PrincipalKind::CanonicalUser,
                _ => {
                    let message = format!("there is no kind of principal `{name}`");
                    self.broken(
                        "principal",
                        &place,
                        message,
                        "write `AWS`, `Service`, `Federated` or `CanonicalUser`",
                    );
                    continue;
                }
            };
            for (place, item) in self.items(json, &place) {
                match item {
                    Json::String(text) => entries
                        .push(PrincipalEntry { kind, text: Text::parse(text, self.has_variables) }),
                    Json::Number(number) if kind == PrincipalKind::Aws => {
                        entries.push(PrincipalEntry {
                            kind,
                            text: Text::parse(&number.to_string(), false),
                        });
                    }
                    other => {
                        let message = format!("`{}` is no principal", shown(other));
                        self.broken("principal", &place, message, "write a string");
                    }
                }
            }
        }
        entries
    }

    fn conditions(&mut self, object: &Map<String, Json>, path: &str) -> Vec<Condition> {
        let path = pointer::child(path, "Condition");
        let operators = match object.get("Condition") {
            None => return Vec::new(),
            Some(Json::Object(operators)) => operators,
            Some(other) => {
                let message = format!("`{}` is no condition", shown(other));
                self.broken(
                    "condition",
                    &path,
                    message,
                    "write `{\"StringEquals\": {\"aws:key\": \"value\"}}`",
                );
                return Vec::new();
            }
        };
        let mut conditions = Vec::new();
        for (name, json) in sorted(operators) {
            let place = pointer::child(&path, name);
            let Some(operator) = Operator::parse(name) else {
                let message = format!("there is no condition operator `{name}`");
                self.broken("operator", &place, message, "the operators are `StringEquals`, `StringLike`, `ArnLike`, `Bool`, `IpAddress`, `NumericEquals`, `DateLessThan`, `Null` and the like");
                continue;
            };
            let Json::Object(keys) = json else {
                let message = format!("`{}` is no condition", shown(json));
                self.broken("condition", &place, message, "write `{\"aws:key\": \"value\"}`");
                continue;
            };
            for (key, values) in sorted(keys) {
                let values = self.values(values, &pointer::child(&place, key), operator);
                conditions.push(Condition { operator, key: key.clone(), values });
            }
        }
        conditions
    }

    fn values(&mut self, json: &Json, path: &str, operator: Operator) -> Vec<Text> {
        let has_variables = self.has_variables && operator.comparison != Comparison::Null;
        let mut values = Vec::new();
        for (place, item) in self.items(json, path) {
            match item {
                Json::String(text) => values.push(Text::parse(text, has_variables)),
                Json::Bool(_) | Json::Number(_) => {
                    values.push(Text::parse(&item.to_string(), false))
                }
                other => {
                    let message = format!("`{}` is no value of a condition", shown(other));
                    self.broken(
                        "condition-value",
                        &place,
                        message,
                        "write a string, a number or a boolean",
                    );
                }
            }
        }
        values
    }

    fn text(&mut self, object: &Map<String, Json>, path: &str, key: &str) -> Option<String> {
        match object.get(key)? {
            Json::String(text) => Some(text.clone()),
            other => {
                let message = format!("`{}` is no text", shown(other));
                self.fault("text", &pointer::child(path, key), message, "write a string");
                None
            }
        }
    }

    fn unknown_keys(&mut self, object: &Map<String, Json>, path: &str, known: &[&str]) {
        for (key, _) in sorted(object) {
            if !known.contains(&key.as_str()) {
                let near = known.iter().find(|known| known.eq_ignore_ascii_case(key));
                let message = format!("a policy has no element `{key}`");
                let help = match near {
                    Some(near) => format!("write `{near}`"),
                    None => format!("the elements here are {}", known.join(", ")),
                };
                let place = pointer::child(path, key);
                match near {
                    Some(_) => self.broken("element", &place, message, help),
                    None => self.fault("element", &place, message, help),
                }
            }
        }
    }

    fn fault(
        &mut self,
        code: &'static str,
        path: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.faults.push(Fault::error(code, path, message, help));
    }

    /// A fault without whose cure nothing can be decided.
    fn broken(
        &mut self,
        code: &'static str,
        path: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.is_complete = false;
        self.fault(code, path, message, help);
    }
}

fn sorted(object: &Map<String, Json>) -> Vec<(&String, &Json)> {
    let mut entries: Vec<_> = object.iter().collect();
    entries.sort_by_key(|entry| entry.0);
    entries
}

/// A value as a message shows it: short, on one line.
fn shown(json: &Json) -> String {
    let text = json.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn faults(json: Json) -> Vec<String> {
        let parsed = Document::parse(&json);
        parsed.faults.iter().map(|fault| format!("{}: {}", fault.path, fault.message)).collect()
    }

    #[test]
    fn one_statement_or_a_list_one_value_or_a_list() {
        let statement = json!({"Effect": "Allow", "Action": "s3:*", "Resource": ["*"]});
        let one = Document::parse(&json!({"Version": "2012-10-17", "Statement": statement}));
        let list = Document::parse(&json!({"Version": "2012-10-17", "Statement": [statement]}));
        assert_eq!(one, list);
        assert!(one.is_complete && one.faults.is_empty());
    }

    #[test]
    fn values_of_conditions_may_be_numbers_and_booleans() {
        let parsed = Document::parse(&json!({"Statement": {
            "Effect": "Deny", "Action": "*", "Resource": "*",
            "Condition": {"boolifexists": {"aws:MultiFactorAuthPresent": false}, "NumericLessThan": {"s3:max-keys": [10, 1.5]}},
        }}));
        assert_eq!(parsed.faults, []);
        let conditions = &parsed.document.statements[0].conditions;
        let shown: Vec<String> =
            conditions.iter().flat_map(|one| one.values.iter().map(Text::to_string)).collect();
        assert_eq!(shown, ["10", "1.5", "false"]);
    }

    #[test]
    fn each_fault_has_its_place() {
        let found = faults(json!({"Statement": [
            {"Action": "s3:*", "Resource": "*"},
            {"Effect": "allow", "Action": 1, "NotAction": [], "Resource": [], "Principal": {"Aws": "*"}, "Extra": 1},
            {"Effect": "Allow", "Condition": {"StringLikes": {}, "Bool": [1]}},
            7,
        ]}));
        insta::assert_snapshot!(found.join("\n"), @r#"
        /Statement/0: `Effect` is missing
        /Statement/1: `Action` and `NotAction` in one statement
        /Statement/1/Effect: `"allow"` is no effect
        /Statement/1/Extra: a policy has no element `Extra`
        /Statement/1/Principal/Aws: there is no kind of principal `Aws`
        /Statement/1/Resource: an empty list
        /Statement/2: a statement needs `Action` or `NotAction`
        /Statement/2/Condition/Bool: `[1]` is no condition
        /Statement/2/Condition/StringLikes: there is no condition operator `StringLikes`
        /Statement/3: a statement is an object
        "#);
    }

    #[test]
    fn what_is_no_object_is_a_fault_too() {
        assert_eq!(faults(json!([])), [": a policy is an object"]);
        assert_eq!(
            faults(json!({"Version": "2013-01-01"})),
            [": `Statement` is missing", "/Version: there is no policy language `2013-01-01`"]
        );
    }
}
