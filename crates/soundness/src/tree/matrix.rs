//! A permission matrix of one role, as the product reads it and as a policy for the oracle.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::statement::Topic;
use crate::random::Random;

/// What `R` may do: actions on resources.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleMatrix {
    /// Actions and the logical id of a resource, or an ARN pattern.
    pub rows: Vec<(Vec<String>, String)>,
    /// Whether it says who may assume the role: ECS only.
    pub has_trusted: bool,
}

impl RoleMatrix {
    /// A matrix near the topic.
    #[must_use]
    pub fn new(topic: &Topic, random: &mut Random) -> Self {
        let service = topic.action.split(':').next().unwrap_or_default();
        let action = match random.below(6) {
            0 => format!("{service}:*"),
            _ => topic.action.to_owned(),
        };
        let resource = match random.below(6) {
            0 => "*",
            _ => topic.id,
        };
        let mut rows = vec![(vec![action], resource.to_owned())];
        if random.percent(8) {
            rows.push((vec!["sqs:ReceiveMessage".to_owned()], "*".to_owned()));
        }
        if random.percent(8) {
            rows.clear();
        }
        Self { rows, has_trusted: random.percent(50) }
    }

    /// The file.
    #[must_use]
    pub fn file(&self) -> String {
        let rows = self.rows.iter().enumerate();
        let resources: BTreeMap<String, Json> = rows
            .clone()
            .map(|(at, (_, resource))| {
                let value = if resource == "*" {
                    json!({"every": "a test"})
                } else {
                    json!(format!("app.{resource}"))
                };
                (format!("X{at}"), value)
            })
            .collect();
        let can: Vec<Json> = rows
            .clone()
            .map(|(at, (actions, _))| {
                json!({"row": format!("A{at}"), "actions": actions, "resources": format!("X{at}"), "cells": {"Role": "yes"}})
            })
            .collect();
        let access: Vec<Json> = rows
            .map(|(at, (actions, _))| {
                json!({"row": format!("X{at}"), "actions": actions, "cells": {"Role": "yes"}})
            })
            .collect();
        let mut file = json!({
            "matrix": 1,
            "principals": {"Role": "app.R"},
            "resources": resources,
            "what each role can do": can,
            "resource access": access,
        });
        if self.has_trusted {
            file["trusted"] = json!(["ecs-tasks.amazonaws.com"]);
        }
        file.to_string()
    }

    /// The same as a policy. `None`: a resource is not deployed.
    #[must_use]
    pub fn document(&self, arns: &BTreeMap<String, String>) -> Option<Json> {
        let statements: Option<Vec<Json>> = self
            .rows
            .iter()
            .map(|(actions, resource)| {
                let resource = match resource.as_str() {
                    "*" => "*",
                    id => arns.get(id)?,
                };
                Some(json!({"Effect": "Allow", "Action": actions, "Resource": resource}))
            })
            .collect();
        Some(json!({"Version": "2012-10-17", "Statement": statements?}))
    }
}
