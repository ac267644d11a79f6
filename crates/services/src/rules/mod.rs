//! The rules, each in a file of its own with its source, a template that breaks it, and one that does not.

mod aliases;
mod domain;
mod environment_size;
mod failover;
mod health_check_port;
mod host_port;
mod hosted_zone;
mod identifier;
mod image_id;
mod origin_id;
mod role_arn;
mod role_path;
mod schedule;
mod snap_start;
mod subnet;
mod subnet_route_table;
mod subscription_filters;
mod table_attributes;
mod validation_domain;

use constructs_cloudformation::check::Report;

use crate::resource::Resources;

/// A rule: reports what breaks it.
type Rule = fn(&Resources<'_>, &mut Report);

/// All rules.
pub(crate) const RULES: &[Rule] = &[
    environment_size::check,
    identifier::check,
    subnet_route_table::check,
    snap_start::check,
    schedule::check,
    table_attributes::check,
    role_path::check,
    host_port::check,
    origin_id::check,
    subnet::check,
    validation_domain::check,
    hosted_zone::check,
    image_id::check,
    subscription_filters::check,
    aliases::check,
    failover::check,
    health_check_port::check,
    role_arn::check,
];
