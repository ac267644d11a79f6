//! Roles and managed policies, whose types are written by hand -> what these take.

use constructs_document::{Map, Node};

use crate::author::{Author, What};
use crate::code::{self, Code};
use crate::names::snake_case;
use crate::value::{TEXT, exactly, plain_text};

/// The ARN of a policy of AWS's own, up to its name.
const OF_AWS: &str = "arn:${AWS::Partition}:iam::aws:policy/";

impl Author<'_> {
    pub(super) fn role_resource(&mut self, properties: &Map) -> Option<Code> {
        let start = self.role(properties.get("AssumeRolePolicyDocument")?);
        let others = properties.iter().filter(|entry| entry.key != "AssumeRolePolicyDocument");
        Some(others.fold(start, |built, entry| {
            let (key, node) = (entry.key.as_str(), &entry.node);
            key.clone_into(&mut self.place.1);
            let typed = match key {
                "Policies" => self.inline_policies(&built, node),
                "ManagedPolicyArns" => self.managed_policies(&built, node),
                "Tags" => self.tags(&built, node),
                _ => None,
            };
            typed.unwrap_or_else(|| {
                self.by_hand(built, key, node, &["RoleName", "Description", "Path"])
            })
        }))
    }

    fn inline_policies(&mut self, built: &Code, node: &Node) -> Option<Code> {
        let policies = node.as_list().filter(|policies| !policies.is_empty())?;
        let mut built = built.clone();
        for policy in policies {
            let [name, document] = exactly(policy.as_map()?, ["PolicyName", "PolicyDocument"])?;
            let name = self.typed(name, TEXT)?.code;
            built = built.method("inline_policy", [name, self.document(document)]);
        }
        Some(built)
    }

    fn managed_policies(&mut self, built: &Code, node: &Node) -> Option<Code> {
        let policies = node.as_list().filter(|policies| !policies.is_empty())?;
        let literals: Option<Vec<&str>> = policies.iter().map(literal_arn).collect();
        let policies: Option<Vec<Code>> = match literals {
            Some(arns) => Some(arns.into_iter().map(code::text).collect()),
            None => policies.iter().map(|policy| self.policy_arn(policy)).collect(),
        };
        Some(built.clone().method("managed_policies", [Code::Array(policies?)]))
    }

    /// The ARN of a policy: of one in this template, of one of AWS's own, or one that is written out.
    fn policy_arn(&mut self, node: &Node) -> Option<Code> {
        if let Some(arn) = literal_arn(node) {
            return Some(Code::call("Arn::literal", [code::text(arn)]));
        }
        match node.single()? {
            ("Ref", id) => {
                let id = id.as_str()?;
                let is_policy = |what| matches!(what, What::Resource(of) if of.name == "AWS::IAM::ManagedPolicy");
                self.values.get(id).filter(|handle| is_policy(handle.what))?;
                Some(self.reference(id).code)
            }
            ("Fn::Sub", template) => {
                let name = plain_text(template)?.strip_prefix(OF_AWS)?;
                let is_plain = !name.is_empty() && !name.contains(['$', '{', '}', '*', '?']);
                is_plain.then(|| Code::call("ManagedPolicy::aws", [code::text(name)]))
            }
            _ => None,
        }
    }

    fn tags(&mut self, built: &Code, node: &Node) -> Option<Code> {
        let tags = node.as_list().filter(|tags| !tags.is_empty())?;
        let mut built = built.clone();
        for tag in tags {
            let [key, value] = exactly(tag.as_map()?, ["Key", "Value"])?;
            let [key, value] = [self.typed(key, TEXT)?, self.typed(value, TEXT)?];
            built = built.method("tag", [key.code, value.code]);
        }
        Some(built)
    }

    pub(super) fn managed_policy(&mut self, properties: &Map) -> Option<Code> {
        let document = self.document(properties.get("PolicyDocument")?);
        let start = Code::call("ManagedPolicy::new", [document]);
        let others = properties.iter().filter(|entry| entry.key != "PolicyDocument");
        let texts = ["ManagedPolicyName", "Description", "Path"];
        Some(others.fold(start, |built, entry| {
            entry.key.clone_into(&mut self.place.1);
            self.by_hand(built, &entry.key, &entry.node, &texts)
        }))
    }

    /// A property of a type that is written by hand: a text by its setter, anything else by `raw`.
    fn by_hand(&mut self, built: Code, key: &str, node: &Node, texts: &[&str]) -> Code {
        let typed = if texts.contains(&key) { self.typed(node, TEXT) } else { None };
        match typed {
            Some(value) => built.method(snake_case(key), [value.code]),
            None => {
                let value = self.raw(node).loose().code;
                built.method("raw", [code::text(key), value])
            }
        }
    }
}

/// An ARN that is written out and names one policy, as the library takes it.
fn literal_arn(node: &Node) -> Option<&str> {
    let text = plain_text(node)?;
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let ["arn", partition, "iam", "", account, resource] = parts[..] else { return None };
    let is_partition = partition.starts_with("aws")
        && partition.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let is_account = account == "aws"
        || account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    let is_resource = resource.starts_with("policy/")
        && !resource.contains(|mark: char| "*?${}".contains(mark) || mark.is_whitespace());
    (is_partition && is_account && is_resource).then_some(text)
}
