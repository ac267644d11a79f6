//! Reads the permission matrix `crates/app/permissions.yaml`, as the app's example `matrix` prints it.
//!
//! Decides with equal names, patterns, and `StringEquals` what a grant covers, and not with the engine of `access can`,
//! so that a mistake in one shows as a difference to the other.

use serde_json::Value;

use super::thing::Thing;
use crate::conformance::listed;
use crate::error::{Context, Error};
use crate::json;

/// A permission matrix in one environment.
pub(super) struct Matrix {
    /// Its columns, in its order.
    pub(super) roles: Vec<MatrixColumn>,
    /// Its rows, in its order.
    pub(super) rows: Vec<MatrixRow>,
    grants: Vec<Grant>,
}

/// A column.
pub(super) struct MatrixColumn {
    /// Its heading.
    pub(super) column: String,
    /// The role's name.
    pub(super) name: String,
    /// Its stack and logical id, `chat-dev-iam.Role`.
    pub(super) id: String,
}

/// The subject of a row.
pub(super) enum MatrixRow {
    /// A resource of the templates.
    Deployed {
        /// The row's heading.
        heading: String,
        /// The resource's type.
        resource_type: String,
        /// Its name.
        name: String,
        /// Its stack and logical id.
        id: String,
    },
    /// Resources by ARN, under conditions.
    Elsewhere {
        /// The row's heading.
        heading: String,
        /// ARNs with wildcards; `*` for every resource.
        patterns: Vec<String>,
        /// Keys, and the values that they may have.
        conditions: Vec<(String, Vec<String>)>,
    },
}

struct Grant {
    column: String,
    row: String,
    actions: Vec<String>,
}

impl Matrix {
    /// Reads what the example prints.
    pub(super) fn read(printed: &str) -> Result<Self, Error> {
        let value: Value = serde_json::from_str(printed).context(|| "the matrix".into())?;
        let list = |key: &str| json::elements(value.get(key));
        let roles = list("roles").map(role).collect::<Result<_, _>>()?;
        let rows = list("resources").map(row).collect::<Result<_, _>>()?;
        let grant = |one: &Value| {
            let actions = json::strings(one.get("actions"));
            Ok(Grant { column: text(one, "column")?, row: text(one, "row")?, actions })
        };
        let grants = list("grants").map(grant).collect::<Result<_, Error>>()?;
        Ok(Self { roles, rows, grants })
    }

    /// All actions that some role has, grouped by service.
    pub(super) fn actions(&self) -> Vec<&str> {
        let mut actions: Vec<&str> = Vec::new();
        for action in self.grants.iter().flat_map(|grant| &grant.actions) {
            if !actions.contains(&action.as_str()) {
                actions.push(action);
            }
        }
        actions
    }

    /// Whether the matrix allows this column an action on a thing.
    pub(super) fn allows(&self, column: &str, action: &str, thing: &Thing) -> bool {
        let speaks = |grant: &&Grant| {
            grant.column == column && grant.actions.iter().any(|one| one == action)
        };
        let mut rows = self
            .grants
            .iter()
            .filter(speaks)
            .flat_map(|grant| self.rows.iter().filter(|row| row.heading() == grant.row));
        rows.any(|row| row.covers(thing))
    }
}

impl MatrixRow {
    fn heading(&self) -> &str {
        match self {
            Self::Deployed { heading, .. } | Self::Elsewhere { heading, .. } => heading,
        }
    }

    fn covers(&self, thing: &Thing) -> bool {
        match self {
            Self::Deployed { id, .. } => thing.id.as_ref() == Some(id),
            Self::Elsewhere { patterns, conditions, .. } => {
                let has = |(key, values): &(String, Vec<String>)| {
                    thing.keys.iter().any(|(own, value)| own == key && values.contains(value))
                };
                patterns.iter().any(|pattern| listed::matches(pattern, &thing.arn))
                    && conditions.iter().all(has)
            }
        }
    }
}

fn role(value: &Value) -> Result<MatrixColumn, Error> {
    let (name, id) = (text_at(value, "/deployed/name")?, id(value)?);
    Ok(MatrixColumn { column: text(value, "column")?, name, id })
}

fn row(value: &Value) -> Result<MatrixRow, Error> {
    let heading = text(value, "row")?;
    if value.get("deployed").is_some() {
        let [resource_type, name] = ["/deployed/type", "/deployed/name"];
        let (resource_type, name) = (text_at(value, resource_type)?, text_at(value, name)?);
        return Ok(MatrixRow::Deployed { heading, resource_type, name, id: id(value)? });
    }
    let condition = |one: &Value| match text(one, "operator")?.as_str() {
        "StringEquals" => Ok((text(one, "key")?, json::strings(one.get("values")))),
        other => Err(Error::new(format!(
            "`{heading}`: this check does not support the operator `{other}`"
        ))),
    };
    let conditions =
        json::elements(value.get("conditions")).map(condition).collect::<Result<_, Error>>()?;
    Ok(MatrixRow::Elsewhere { patterns: json::strings(value.get("patterns")), conditions, heading })
}

fn id(value: &Value) -> Result<String, Error> {
    Ok(format!("{}.{}", text_at(value, "/deployed/stack")?, text_at(value, "/deployed/id")?))
}

fn text(value: &Value, key: &str) -> Result<String, Error> {
    text_at(value, &format!("/{key}"))
}

fn text_at(value: &Value, pointer: &str) -> Result<String, Error> {
    let text = value.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    text.context(|| format!("the matrix has no text at `{pointer}` of `{value}`"))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::conformance::checks::permissions) const TEXT: &str = r#"{
        "roles": [
            {"column": "API", "deployed": {"stack": "s", "id": "Api", "type": "AWS::IAM::Role", "name": "api"}},
            {"column": "Reader", "deployed": {"stack": "s", "id": "Reader", "type": "AWS::IAM::Role", "name": "reader"}}
        ],
        "resources": [
            {"row": "Push", "deployed": {"stack": "q", "id": "Push", "type": "AWS::SQS::Queue", "name": "push"}},
            {"row": "Parameters", "patterns": ["arn:aws:ssm:eu-central-1:111122223333:parameter/chat/*"], "conditions": []},
            {"row": "Metrics", "patterns": ["*"],
             "conditions": [{"operator": "StringEquals", "key": "cloudwatch:namespace", "values": ["chat"]}]}
        ],
        "grants": [
            {"column": "API", "row": "Push", "actions": ["sqs:SendMessage"]},
            {"column": "API", "row": "Metrics", "actions": ["cloudwatch:PutMetricData"]},
            {"column": "Reader", "row": "Parameters", "actions": ["ssm:GetParameter"]}
        ]
    }"#;

    #[test]
    fn a_grant_is_of_its_column_its_actions_and_its_row() {
        let matrix = Matrix::read(TEXT).unwrap();
        let push =
            Thing { id: Some("q.Push".to_owned()), ..Thing::named("queue", "push").unwrap() };
        for (column, action, thing, expected) in [
            ("API", "sqs:SendMessage", push.clone(), true),
            ("API", "sqs:SendMessage", Thing::named("queue", "other").unwrap(), false),
            ("API", "sqs:PurgeQueue", push.clone(), false),
            ("Reader", "sqs:SendMessage", push, false),
            ("Reader", "ssm:GetParameter", Thing::named("parameter", "/chat/a").unwrap(), true),
            ("Reader", "ssm:GetParameter", Thing::named("parameter", "/chats/a").unwrap(), false),
            ("API", "cloudwatch:PutMetricData", Thing::named("namespace", "chat").unwrap(), true),
            ("API", "cloudwatch:PutMetricData", Thing::named("namespace", "x").unwrap(), false),
            ("API", "cloudwatch:PutMetricData", Thing::named("anything", "").unwrap(), false),
        ] {
            assert_eq!(matrix.allows(column, action, &thing), expected, "{column} {action}");
        }
    }

    #[test]
    fn what_can_t_be_judged_is_an_error() {
        assert!(Matrix::read(&TEXT.replace("StringEquals", "StringLike")).is_err());
        assert!(Matrix::read(r#"{"roles": [{"column": "API"}]}"#).is_err());
    }
}
