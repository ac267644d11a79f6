//! Puts a mistake into an assembly, for `--self-test`.
//!
//! A check that finds the mistake in a broken assembly also finds it in a broken release. A check that does not is
//! useless.

use std::path::Path;

use serde_json::{Value, json};

use super::template::read_template;
use crate::error::{Context, Error};
use crate::files;

/// A change to the stacks of `dev`.
#[derive(Clone, Copy, Debug)]
pub(super) enum Breakage {
    /// The queue stack exports under a name that no stack imports.
    ExportName,
    /// The API's role may receive messages instead of sending them.
    Action,
    /// The policy of the workers' role is not attached to it.
    Attachment,
}

impl Breakage {
    /// The name in a table.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::ExportName => "wrong export name",
            Self::Action => "wrong action",
            Self::Attachment => "lost attachment",
        }
    }

    /// Breaks the assembly in `folder`. It is an error if the template does not contain the expected entry.
    pub(super) fn apply(self, folder: &Path) -> Result<(), Error> {
        let stack = match self {
            Self::ExportName => "chat-dev-queues",
            Self::Action | Self::Attachment => "chat-dev-iam",
        };
        let mut template = read_template(folder, stack)?;
        let is_broken = match self {
            Self::ExportName => rename_export(&mut template),
            Self::Action => swap_action(&mut template),
            Self::Attachment => detach(&mut template),
        };
        is_broken
            .context(|| format!("`{stack}` does not contain what to break: {}", self.name()))?;
        let path = folder.join(format!("{stack}.template.json"));
        files::write(&path, &format!("{template:#}\n"))
    }
}

fn rename_export(template: &mut Value) -> Option<()> {
    let outputs = template.get_mut("Outputs")?.as_object_mut()?;
    let name = outputs.values_mut().find_map(|output| output.pointer_mut("/Export/Name"))?;
    *name = Value::from(format!("{}Renamed", name.as_str()?));
    Some(())
}

fn swap_action(template: &mut Value) -> Option<()> {
    let policy = find_properties(template, "ManagedPolicyName", "chat-dev-api-task-policy")?;
    let statements = policy.pointer_mut("/PolicyDocument/Statement")?.as_array_mut()?;
    let mut lists = statements.iter_mut().filter_map(|one| one.get_mut("Action")?.as_array_mut());
    let action = lists.find_map(|list| list.iter_mut().find(|one| *one == "sqs:SendMessage"))?;
    *action = json!("sqs:ReceiveMessage");
    Some(())
}

fn detach(template: &mut Value) -> Option<()> {
    let role = find_properties(template, "RoleName", "chat-dev-workers-task-role")?;
    role.as_object_mut()?.remove("ManagedPolicyArns").map(drop)
}

/// The properties of the resource that has this name.
fn find_properties<'t>(template: &'t mut Value, key: &str, name: &str) -> Option<&'t mut Value> {
    let resources = template.get_mut("Resources")?.as_object_mut()?;
    let mut properties = resources.values_mut().filter_map(|one| one.get_mut("Properties"));
    properties.find(|properties| properties.get(key).is_some_and(|value| value == name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_breakage_changes_the_place_that_it_names() {
        let mut template = json!({
            "Resources": {
                "Role": {"Properties": {"RoleName": "chat-dev-workers-task-role", "ManagedPolicyArns": []}},
                "Policy": {"Properties": {
                    "ManagedPolicyName": "chat-dev-api-task-policy",
                    "PolicyDocument": {"Statement": [{"Action": "a:B"}, {"Action": ["sqs:SendMessage"]}]},
                }},
            },
            "Outputs": {"None": {"Value": 1}, "Some": {"Export": {"Name": "x:Arn"}}},
        });
        assert!(rename_export(&mut template).is_some());
        assert_eq!(template["Outputs"]["Some"]["Export"]["Name"], "x:ArnRenamed");
        assert!(swap_action(&mut template).is_some());
        let action = "/Resources/Policy/Properties/PolicyDocument/Statement/1/Action/0";
        assert_eq!(template.pointer(action), Some(&json!("sqs:ReceiveMessage")));
        assert!(detach(&mut template).is_some());
        assert_eq!(template["Resources"]["Role"]["Properties"].as_object().unwrap().len(), 1);
        assert!(detach(&mut template).is_none());
    }
}
