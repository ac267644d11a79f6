//! Reads IAM's facts of one service from the package iam-data, without Rust names.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;

use crate::error::{Context, Error};
use crate::files;
use crate::json;
use crate::model::iam::{
    ActionTarget, ConditionKey, IamAction, IamResourceType, IamService, RustType,
};

/// The folder of IAM's data, and its date.
pub(crate) struct IamData {
    folder: PathBuf,
    /// The date of the data, `2026-09-26`.
    pub(crate) date: String,
}

impl IamData {
    /// Opens the folder of the package.
    pub(crate) fn open(folder: PathBuf) -> Result<Self, Error> {
        let package = json::read_file(&folder.join("package.json"))?;
        let date = json::string(&package, "updatedAt")
            .and_then(|date| date.split('T').next())
            .map(str::to_owned);
        Ok(Self {
            folder: folder.join("data"),
            date: date.context(|| "IAM's data have no date".into())?,
        })
    }

    /// The prefixes of all actions.
    pub(crate) fn prefixes(&self) -> Result<BTreeSet<String>, Error> {
        let names = files::names_in(&self.folder.join("actions"))?;
        Ok(names.iter().filter_map(|name| name.strip_suffix(".json")).map(str::to_owned).collect())
    }

    /// IAM's facts of the service with this prefix.
    pub(crate) fn service(&self, prefix: &str) -> Result<IamService, Error> {
        let [resources, actions, keys] =
            ["resourceTypes", "actions", "conditionKeys"].map(|kind| self.read(kind, prefix));
        let mut service = IamService {
            prefix: prefix.to_owned(),
            resources: json::entries(Some(&resources?))
                .into_iter()
                .map(|(_, value)| resource(value))
                .collect(),
            actions: json::entries(Some(&actions?))
                .into_iter()
                .map(|(_, value)| action(value))
                .collect(),
            keys: json::entries(Some(&keys?)).into_iter().map(|(_, value)| key(value)).collect(),
            ..IamService::default()
        };
        service.resources.sort_by(|one, other| one.name.cmp(&other.name));
        service.actions.sort_by(|one, other| one.name.cmp(&other.name));
        service.keys.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(service)
    }

    /// The condition keys that no service's actions list: AWS's own and those of sessions, sorted by name. The package
    /// has them as a JavaScript module.
    pub(crate) fn global_keys(&self) -> Result<Vec<ConditionKey>, Error> {
        let path = self.folder.join("../dist/cjs/globalConditionKeys.js");
        let text = files::read(&path)?;
        let mut keys = Vec::new();
        let mut name = None;
        for line in text.lines() {
            if let Some(found) = quoted(line, "key: '") {
                name = Some(found);
            } else if let Some(kind) = quoted(line, "type: '") {
                keys.extend(name.take().map(|name| global_key(name, kind)));
            }
        }
        keys.sort_by(|one, other| one.name.cmp(&other.name));
        if keys.is_empty() {
            return Err(Error::new(format!("`{}` lists no condition keys", path.display())));
        }
        Ok(keys)
    }

    fn read(&self, kind: &str, prefix: &str) -> Result<Value, Error> {
        let path = self.folder.join(kind).join(format!("{prefix}.json"));
        if path.exists() { json::read_file(&path) } else { Ok(Value::Null) }
    }
}

fn resource(value: &Value) -> IamResourceType {
    IamResourceType {
        name: json::string_or_empty(value, "key"),
        arn: json::string_or_empty(value, "arn"),
        rust_type: RustType::Marker(String::new()),
        keys: sorted_strings(value.get("conditionKeys")),
    }
}

fn action(value: &Value) -> IamAction {
    let mut targets: Vec<ActionTarget> =
        json::elements(value.get("resourceTypes")).map(target).collect();
    targets.sort_by(|one, other| one.resource.cmp(&other.resource));
    targets.dedup_by(|one, other| one.resource == other.resource);
    IamAction {
        name: json::string_or_empty(value, "name"),
        rust: String::new(),
        access: json::string_or_empty(value, "accessLevel"),
        targets,
        keys: sorted_strings(value.get("conditionKeys")),
        needs: sorted_strings(value.get("dependentActions")),
    }
}

fn target(value: &Value) -> ActionTarget {
    ActionTarget {
        resource: json::string_or_empty(value, "name"),
        optional: value.get("required") == Some(&Value::Bool(false)),
        keys: sorted_strings(value.get("conditionKeys")),
        needs: sorted_strings(value.get("dependentActions")),
    }
}

fn key(value: &Value) -> ConditionKey {
    ConditionKey {
        name: json::string_or_empty(value, "key"),
        kind: json::string_or_empty(value, "type"),
        rust: String::new(),
    }
}

/// `aws:ResourceTag/tag-key` is `aws:ResourceTag/${TagKey}` everywhere else.
fn global_key(name: &str, kind: &str) -> ConditionKey {
    let name = name.replace("/tag-key", "/${TagKey}");
    ConditionKey { name, kind: kind.to_owned(), rust: String::new() }
}

fn quoted<'l>(line: &'l str, before: &str) -> Option<&'l str> {
    line.trim().strip_prefix(before)?.split('\'').next()
}

fn sorted_strings(value: Option<&Value>) -> Vec<String> {
    let names: BTreeSet<String> = json::strings(value).into_iter().collect();
    names.into_iter().collect()
}
