//! Holds the facts that code is generated from.

use crate::model::{cloudformation, iam};

/// The facts about all services.
pub(crate) struct Facts {
    pub(crate) services: Vec<ServiceFacts>,
    /// Condition keys that no service's actions list.
    pub(crate) global_keys: Vec<iam::ConditionKey>,
    /// The date of IAM's facts, `2026-09-26`.
    pub(crate) iam_date: String,
    /// Names that only other sources know.
    pub(crate) elsewhere: iam::Elsewhere,
    /// Actions that AWS's documentation uses but no source defines.
    pub(crate) documented: iam::Elsewhere,
    /// API operations that are not actions, and the actions that allow them.
    pub(crate) operations: Vec<(String, Vec<String>)>,
    /// Services that are principals, without their domain, sorted.
    pub(crate) principals: Vec<String>,
}

/// The facts about one service.
#[derive(Default)]
pub(crate) struct ServiceFacts {
    /// The name of its module and feature.
    pub(crate) name: String,
    pub(crate) types: Option<cloudformation::CloudFormationService>,
    pub(crate) actions: Option<iam::IamService>,
}

impl ServiceFacts {
    /// The resource types, if CloudFormation has any.
    pub(super) fn resource_types(&self) -> &[cloudformation::ResourceType] {
        self.types.as_ref().map(|types| types.types.as_slice()).unwrap_or_default()
    }
}
