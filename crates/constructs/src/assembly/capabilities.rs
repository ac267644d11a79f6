//! Decides which capabilities a deployment has to acknowledge.
//!
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html>

/// Properties that give an IAM resource a name of the author's.
const NAMES: [&str; 5] =
    ["RoleName", "ManagedPolicyName", "UserName", "GroupName", "InstanceProfileName"];

/// The capabilities of a template. Each resource is its type, and whether it has a property.
///
/// IAM resources with a name of the author's need more than those without; a transform needs a capability of its own.
pub fn capabilities<'r, P: Fn(&str) -> bool>(
    resources: impl Iterator<Item = (&'r str, P)>,
    has_transform: bool,
) -> Vec<&'static str> {
    let mut iam = resources.filter(|(name, _)| name.starts_with("AWS::IAM::")).peekable();
    let mut capabilities = Vec::new();
    if iam.peek().is_some() {
        let is_named = iam.any(|(_, has_property)| NAMES.iter().any(|name| has_property(name)));
        capabilities.push(if is_named { "CAPABILITY_NAMED_IAM" } else { "CAPABILITY_IAM" });
    }
    if has_transform {
        capabilities.push("CAPABILITY_AUTO_EXPAND");
    }
    capabilities
}
