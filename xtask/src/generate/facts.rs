//! The facts that code is generated from.

use crate::model::{cloudformation, iam};

/// What is known of all services.
pub(crate) struct Facts {
    pub(crate) services: Vec<ServiceFacts>,
    /// Condition keys that no service's actions list.
    pub(crate) global_keys: Vec<iam::ConditionKey>,
    /// The day of IAM's facts, `2026-09-26`.
    pub(crate) iam_date: String,
    /// What only other sources know.
    pub(crate) elsewhere: iam::Elsewhere,
    /// Actions that AWS writes, and that no source defines.
    pub(crate) documented: iam::Elsewhere,
    /// API operations that are no actions, and the actions that allow them.
    pub(crate) operations: Vec<(String, Vec<String>)>,
    /// Services that are principals, without their domain, in order.
    pub(crate) principals: Vec<String>,
}

/// What is known of one service.
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
