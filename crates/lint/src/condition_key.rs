//! Checks that the actions of a statement support its condition keys, and suggests the nearest supported key.
//!
//! A request contains a key only if its action supports the key. A condition on another key never holds, or always if it is
//! negated: the statement does not mean what it seems to mean.

use constructs_diagnostics::pointer::escape;
use constructs_matching::matches_ignoring_case;
use std::cell::OnceCell;

use constructs_cloudformation::function::{alternatives, is_function_name};
use constructs_diagnostics::Diagnostic;
use constructs_diagnostics::Severity;
use constructs_document::Node;
use constructs_matching::nearest_word;

use super::codes;
use super::documents::Statement;
use super::operator::{AbsentKey, absent_key};
use super::place::locate;
use super::suggest::suggest;
use constructs_iam_facts::{
    ConditionKey, Service, ServiceAction, date, global_key, global_keys, matches_key_template,
    service,
};

/// Checks `Condition`.
pub(super) fn check(statement: &Statement<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let Some(conditions) = statement.body.get("Condition") else { return findings };
    let actions = OnceCell::new();
    visit_keys(conditions, "/Condition", &mut |operator, key, pointer| {
        if is_of_provider(key) || is_global(key) {
            return;
        }
        if !key.contains(':') {
            findings.push(locate(report_without_service(key), statement, pointer));
            return;
        }
        let actions = actions.get_or_init(|| Actions::from_statement(statement));
        if let Some(finding) = actions.check_key(key, operator) {
            findings.push(locate(finding, statement, pointer));
        }
    });
    findings
}

/// Calls `found` for each operator and key.
fn visit_keys(conditions: &Node, pointer: &str, found: &mut impl FnMut(AbsentKey, &str, &str)) {
    for value in alternatives(conditions) {
        let pointer = value.pointer(pointer);
        for entry in value.node.as_map().into_iter().flatten() {
            let Some(operator) = absent_key(&entry.key) else { continue };
            let keys = entry.node.as_map().into_iter().flatten();
            for key in keys.filter(|key| !is_function_name(&key.key)) {
                let pointer = format!("{pointer}/{}/{}", escape(&entry.key), escape(&key.key));
                found(operator, &key.key, &pointer);
            }
        }
    }
}

/// The actions of a statement that the facts contain.
struct Actions<'t> {
    /// Each literal name or pattern, with the actions that it matches.
    named: Vec<(&'t str, &'static Service, Vec<&'static ServiceAction>)>,
    /// Whether these are all actions: no `NotAction`, no intrinsic function, and no unknown name.
    is_whole: bool,
}

impl<'t> Actions<'t> {
    fn from_statement(statement: &Statement<'t>) -> Self {
        let (names, mut is_whole) = statement.names("Action");
        is_whole &= statement.body.get("NotAction").is_none() && !names.is_empty();
        let mut named = Vec::new();
        for name in names.iter().map(|found| found.name) {
            match resolve_actions(name) {
                Some((service, actions)) => named.push((name, service, actions)),
                None => is_whole = false,
            }
        }
        Self { named, is_whole }
    }

    /// Checks one key of the condition.
    fn check_key(&self, key: &str, operator: AbsentKey) -> Option<Diagnostic> {
        if !is_known_anywhere(key) && !self.is_known_to_any(key) {
            return self.report_unknown(key);
        }
        let ignorant: Vec<&str> = self
            .named
            .iter()
            .filter(|named| !has_key(named, key))
            .map(|(name, ..)| *name)
            .collect();
        let is_known_to_none = ignorant.len() == self.named.len();
        match ignorant.first() {
            Some(action) if self.is_whole && is_known_to_none => {
                Some(self.report_unsupported(key, action, operator, true))
            }
            Some(action) if operator != AbsentKey::Handled && !is_known_to_none => {
                Some(self.report_unsupported(key, action, operator, false))
            }
            _ => None,
        }
    }

    fn is_known_to_any(&self, key: &str) -> bool {
        self.named.iter().any(|named| has_key(named, key))
    }

    /// Reports a key that no action of any service supports.
    fn report_unknown(&self, key: &str) -> Option<Diagnostic> {
        // The keys of a service that the facts do not contain are unknown.
        let prefix = key.split(':').next().unwrap_or_default();
        let is_judged = prefix.eq_ignore_ascii_case("aws")
            || service(prefix).is_none_or(|service| !service.is_elsewhere());
        let message = format!("no action supports the condition key `{key}`");
        let of_prefix = service(prefix).map(|service| service.keys.as_slice());
        // A name that is similar to a known key is a typing error; any other name can be newer than the facts.
        let finding = match self.find_similar(key, of_prefix) {
            Some(near) => {
                let error = Diagnostic::error(codes::UNKNOWN_KEY, message);
                error.help(suggest(Some(near), ""))
            }
            None => {
                let message = format!("{message}, as of {}", date());
                Diagnostic::warning(codes::UNKNOWN_KEY, message).help(self.describe_supported())
            }
        };
        is_judged.then_some(finding)
    }

    /// Reports a key that some action supports, but not `action`.
    fn report_unsupported(
        &self,
        key: &str,
        action: &str,
        operator: AbsentKey,
        is_all: bool,
    ) -> Diagnostic {
        let so = match operator {
            AbsentKey::Fails => "so the condition never holds for it",
            AbsentKey::Holds => "so the condition always holds for it",
            AbsentKey::Handled => "so the condition has no effect",
        };
        let message = format!("`{action}` does not support the condition key `{key}`, {so}");
        // For a service's own keys, AWS's reference does not always state which of its actions support them.
        let prefix = key.split(':').next().unwrap_or_default();
        let is_own =
            self.named.iter().any(|(_, service, _)| service.prefix.eq_ignore_ascii_case(prefix));
        let is_error = is_all && operator != AbsentKey::Handled && !is_tag(key) && !is_own;
        let severity = if is_error { Severity::Error } else { Severity::Warning };
        let otherwise = if is_all {
            self.describe_supported()
        } else {
            format!("move `{action}` to a separate statement without this condition")
        };
        let near = if is_all { self.find_similar(key, None) } else { None };
        Diagnostic::new(codes::KEY_OF_OTHER_ACTIONS, severity, message)
            .help(suggest(near, otherwise))
    }

    /// The nearest key that the actions support or that `elsewhere` contains, with the part after `/` from `key`.
    fn find_similar(&self, key: &str, elsewhere: Option<&[ConditionKey]>) -> Option<String> {
        let (start, rest) = key.split_once('/').map_or((key, ""), |(start, rest)| (start, rest));
        let all =
            self.supported_keys().into_iter().chain(global_keys().iter().map(|known| known.name));
        let all = all.chain(elsewhere.into_iter().flatten().map(|known| known.name));
        let all: Vec<&str> = all.collect();
        // The part after `/` is missing.
        let filled = |name: &&&str| {
            let rest = name.get(..start.len()).filter(|own| own.eq_ignore_ascii_case(start));
            rest.is_some()
                && name.get(start.len()..).is_some_and(|rest| rest.starts_with(['/', ':']))
        };
        if let Some(name) = all.iter().find(filled).filter(|_| rest.is_empty()) {
            return Some((*name).to_owned());
        }
        let starts = all.iter().map(|name| name.split("/${").next().unwrap_or(name));
        let starts = starts.filter(|name| !name.eq_ignore_ascii_case(start));
        // A word with a missing end is more similar than another word.
        let goes_on = |name: &&str| {
            name.len() <= start.len() + 4
                && name.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start))
        };
        let found = starts.clone().find(goes_on).or_else(|| nearest_word(start, starts))?;
        Some(if rest.is_empty() { found.to_owned() } else { format!("{found}/{rest}") })
    }

    /// The keys that the statement's actions support, except the global keys.
    fn supported_keys(&self) -> Vec<&'static str> {
        let all = self.named.iter().flat_map(|(_, service, actions)| {
            actions.iter().flat_map(|action| service.keys_of(action)).map(|key| key.name)
        });
        let mut names: Vec<&str> = all.collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    fn describe_supported(&self) -> String {
        let names = self.supported_keys();
        let listed: Vec<String> =
            names.iter().take(MAX_LISTED_KEYS).map(|name| format!("`{name}`")).collect();
        match names.len().checked_sub(MAX_LISTED_KEYS) {
            _ if names.is_empty() => {
                "use a global key (`aws:…`): these actions support no other keys".to_owned()
            }
            Some(more) if more > 0 => {
                format!("use a supported key: {}, or one of {more} more", listed.join(", "))
            }
            _ => format!("use a supported key: {}, or a global key (`aws:…`)", listed.join(", ")),
        }
    }
}

/// Reports a key without its service.
fn report_without_service(key: &str) -> Diagnostic {
    let own = global_keys().iter().map(|known| known.name);
    let found = own.filter(|name| name.starts_with("aws:"));
    let near = nearest_word(&format!("aws:{key}"), found);
    let error = Diagnostic::error(codes::UNKNOWN_KEY, format!("`{key}` is not a condition key"));
    error.help(suggest(near, "write `service:Key`, such as `aws:SourceAccount`"))
}

/// The supported keys that the help lists.
const MAX_LISTED_KEYS: usize = 8;

/// The actions that a name or pattern matches; nothing if the facts contain none.
fn resolve_actions(name: &str) -> Option<(&'static Service, Vec<&'static ServiceAction>)> {
    let (prefix, pattern) = name.split_once(':')?;
    let service = service(prefix)?;
    let actions: Vec<&ServiceAction> = if pattern.contains(['*', '?']) {
        service
            .actions
            .iter()
            .filter(|action| matches_ignoring_case(pattern, action.name))
            .collect()
    } else {
        service.action(pattern).into_iter().collect()
    };
    (!actions.is_empty()).then_some((service, actions))
}

fn has_key(named: &(&str, &'static Service, Vec<&'static ServiceAction>), key: &str) -> bool {
    let (_, service, actions) = named;
    actions.iter().any(|action| {
        service.keys_of(action).any(|known| known.is(key)) || service.is_key_elsewhere(action, key)
    })
}

/// Whether the service of the key supports it, or it is a global key.
fn is_known_anywhere(key: &str) -> bool {
    let own = key.split(':').next().and_then(service);
    global_key(key).is_some() || own.is_some_and(|service| service.knows_key(key))
}

/// Whether every request can have the key: the global keys except those of tags, which only some actions support.
fn is_global(key: &str) -> bool {
    global_key(key).is_some() && !is_tag(key)
}

fn is_tag(key: &str) -> bool {
    let tags = ["aws:RequestTag/${k}", "aws:ResourceTag/${k}", "aws:TagKeys"];
    tags.iter().any(|template| matches_key_template(template, key))
}

/// Whether the key belongs to an identity provider, whose host can be any name: `token.actions.githubusercontent.com:sub`.
fn is_of_provider(key: &str) -> bool {
    key.split(':').next().is_some_and(|prefix| prefix.contains(['.', '/']))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::findings;

    fn findings_of(actions: &serde_json::Value, condition: &serde_json::Value) -> String {
        let all = findings(
            &json!({"Effect": "Allow", "Action": actions, "Resource": "*", "Condition": condition}),
        );
        let own = |line: &&str| line.contains("[A0201]") || line.contains("[A0202]");
        all.lines().filter(own).map(|line| format!("{line}\n")).collect()
    }

    #[test]
    fn keys_that_the_action_knows_pass() {
        for (actions, condition) in [
            (
                json!("kms:Decrypt"),
                json!({"StringEquals": {"kms:viaservice": "x", "kms:EncryptionContext:a": "b"}}),
            ),
            (
                json!("cloudwatch:PutMetricData"),
                json!({"StringEquals": {"cloudwatch:namespace": "x"}}),
            ),
            (
                json!("sqs:*"),
                json!({"StringEquals": {"aws:ResourceTag/team": "x", "aws:SourceAccount": "1"}}),
            ),
            (json!("ec2:Run*"), json!({"ForAnyValue:StringEquals": {"aws:TagKeys": "x"}})),
            (json!("s3:PutObject"), json!({"StringLike": {"s3:RequestObjectTag/a": "b"}})),
            (json!("sts:AssumeRole"), json!({"StringEquals": {"sts:ExternalId": "x"}})),
            (
                json!("sts:AssumeRoleWithWebIdentity"),
                json!({"StringLike": {
                "token.actions.githubusercontent.com:sub": "x", "oidc.eks.eu-west-1.amazonaws.com/id/ABC:aud": "y"}}),
            ),
            (json!("sts:AssumeRoleWithSAML"), json!({"StringEquals": {"SAML:aud": "x"}})),
            (json!("ssm:GetParameter"), json!({"ArnEquals": {"ec2:SourceInstanceArn": "x"}})),
            (
                json!(["iam:PassRole", "ecs:RunTask"]),
                json!({"StringEqualsIfExists": {"iam:PassedToService": "x"}}),
            ),
            (json!({"Ref": "Action"}), json!({"StringEquals": {"kms:ViaService": "x"}})),
            (json!("assurance:Chat"), json!({"StringEquals": {"assurance:Any": "x"}})),
            (json!("*"), json!({"StringEquals": {"kms:ViaService": "x"}})),
            (
                json!("kms:Decrypt"),
                json!({"Fn::If": ["A", {"StringEquals": {"kms:ViaService": "x"}}, {"Ref": "AWS::NoValue"}]}),
            ),
        ] {
            assert_eq!(findings_of(&actions, &condition), "", "{actions} {condition}");
        }
    }

    #[test]
    fn keys_that_the_action_does_not_know_are_caught() {
        let mut all = String::new();
        for (actions, condition) in [
            (json!("sqs:SendMessage"), json!({"StringEquals": {"kms:ViaService": "x"}})),
            (json!("kms:Decrypt"), json!({"StringEquals": {"kms:ViaServce": "x"}})),
            (json!("kms:Decrypt"), json!({"StringEquals": {"aws:SorceAccount": "x"}})),
            (json!("kms:Decrypt"), json!({"StringNotEquals": {"kms:GrantOperations": "x"}})),
            (
                json!(["kms:Decrypt", "sqs:SendMessage"]),
                json!({"StringEquals": {"kms:ViaService": "x"}}),
            ),
            (json!("sqs:SendMessage"), json!({"StringEquals": {"aws:RequestTag/team": "x"}})),
            (json!("sqs:TagQueue"), json!({"StringEquals": {"aws:RequestTags/team": "x"}})),
            (json!("sqs:SendMessage"), json!({"StringEqualsIfExists": {"kms:ViaService": "x"}})),
            (json!("sqs:SendMessage"), json!({"StringEquals": {"frob:Nicate": "x"}})),
            (
                json!("kms:Decrypt"),
                json!({"Fn::If": ["A", {"Bool": {"kms:Via/Service": "x"}}, {"Ref": "AWS::NoValue"}]}),
            ),
        ] {
            all.push_str(&format!(
                "{actions} {condition}\n  {}\n",
                findings_of(&actions, &condition).trim_end()
            ));
        }
        insta::assert_snapshot!(all);
    }
}
