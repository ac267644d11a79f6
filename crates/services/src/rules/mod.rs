//! The rules, each in a file of its own with its source, a template that breaks it, and one that does not.

mod alarm_actions;
mod backup_lifecycle;
mod endpoint_dns;
mod environment_size;
mod health_check_type;
mod init;
mod interface;
mod layer_arn_length;
mod module;
mod pipeline;
mod role_arn;
mod shape;
mod ssm_document;
mod state_machine;
#[cfg(test)]
mod testing;
mod tiering_days;

use constructs_cloudformation::check::Report;

use crate::resource::Resources;

/// A rule: reports what breaks it.
type Rule = fn(&Resources<'_>, &mut Report);

/// All rules.
pub(crate) const RULES: &[Rule] = &[
    environment_size::check,
    pipeline::check,
    layer_arn_length::check,
    health_check_type::check,
    tiering_days::check,
    endpoint_dns::check,
    backup_lifecycle::check,
    role_arn::check,
    state_machine::check,
    ssm_document::check,
    init::check,
    interface::check,
    module::check,
    alarm_actions::check,
];
