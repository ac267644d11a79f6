//! The rules, each in a file of its own with its source, a template that breaks it, and one that does not.

mod alarm_actions;
mod aliases;
mod backup_lifecycle;
mod detector;
mod domain;
mod endpoint_dns;
mod environment_size;
mod failover;
mod health_check_port;
mod health_check_type;
mod host_port;
mod hosted_zone;
mod identifier;
mod image_id;
mod init;
mod interface;
mod layer_arn_length;
mod module;
mod origin_id;
mod pipeline;
mod port_range;
mod role_arn;
mod role_path;
mod schedule;
mod shape;
mod snap_start;
mod ssm_document;
mod state_machine;
mod subnet;
mod subnet_route_table;
mod subscription_filters;
mod table_attributes;
mod tiering_days;
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
    detector::check,
    port_range::check,
];

#[cfg(test)]
mod tests {
    use constructs_cloudformation::check::Report;
    use constructs_cloudformation::{Declarations, without_dynamic_references};

    use super::RULES;
    use crate::resource::Resources;

    #[test]
    fn messages() {
        let template = constructs_yaml::read(include_bytes!("messages.yaml")).unwrap();
        let root = without_dynamic_references(template.root());
        let declarations = Declarations::new(&root);
        let resources = Resources::new(&declarations);
        let mut report = Report::new(crate::severity);
        RULES.iter().for_each(|rule| rule(&resources, &mut report));
        let found = report.finish(&root);
        insta::assert_snapshot!(found.iter().map(|one| format!("{one}\n")).collect::<String>());
    }
}
