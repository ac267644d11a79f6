//! One policy document: its size, its characters, and what every statement has to have.

use std::panic::Location;

use constructs_diagnostics::{Code, Diagnostic, Diagnostics};

use crate::codes;
use crate::limits::{
    MANAGED_POLICY, SHORTEST_ARN, TRUST_POLICY, escaped_length, is_action_name, is_policy_character,
};
use crate::linked::{Linked, Local};
use crate::resource::StatementOrigins;
use crate::synth::lower;
use crate::value::{Expr, LocalReference};

/// What a document is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Document {
    Managed,
    Inline,
    Trust,
}

/// The fewest characters that the document has once everything in it is known.
///
/// What is known only at deployment counts with the least that it can be.
pub(super) fn size(linked: &Linked, document: &Local) -> usize {
    match document {
        // JSON as a text, whose white space IAM does not count.
        Expr::String(text) => text.split_whitespace().map(|word| word.chars().count()).sum(),
        _ => value_size(linked, document),
    }
}

/// The fewest characters of a value in a document.
fn value_size(linked: &Linked, value: &Local) -> usize {
    match value {
        Expr::Map(entries) => {
            let inner: usize = entries
                .iter()
                .map(|(key, value)| key.chars().count() + 3 + value_size(linked, value))
                .sum();
            inner + entries.len().saturating_sub(1) + 2
        }
        Expr::List(items) => {
            let inner: usize = items.iter().map(|item| value_size(linked, item)).sum();
            inner + items.len().saturating_sub(1) + 2
        }
        Expr::Bool(_) | Expr::Integer(_) | Expr::Number(_) | Expr::Null => {
            lower::minified_length(linked, value)
        }
        text => least_length(text) + 2,
    }
}

/// The fewest characters of a text.
fn least_length(text: &Local) -> usize {
    match text {
        Expr::String(text) => text.chars().map(escaped_length).sum(),
        Expr::Concat(parts) => parts.iter().map(least_length).sum(),
        Expr::Pseudo(pseudo) => match pseudo.name() {
            "AWS::AccountId" => 12,
            "AWS::Partition" => 3,
            "AWS::Region" => 9,
            _ => 1,
        },
        Expr::Reference(LocalReference::Declared { attribute, .. })
            if attribute.ends_with("Arn") =>
        {
            SHORTEST_ARN
        }
        _ => 1,
    }
}

/// Checks `document`, which is at `pointer` of the resource at `index`: both sides of `Fn::If`, and nothing but the size
/// of what only the deployment knows.
pub(super) fn check(
    linked: &Linked,
    index: u32,
    document: &Local,
    pointer: &str,
    origins: &[StatementOrigins],
    kind: Document,
    diagnostics: &mut Diagnostics,
) {
    for (at, side) in sides(document) {
        let pointer = format!("{pointer}/Fn::If/{at}");
        check(linked, index, side, &pointer, origins, kind, diagnostics);
    }
    if is_function(document) {
        return;
    }
    let pointer = format!("{pointer}/Statement");
    let origins = origins.iter().find(|known| known.pointer == pointer);
    let mut checker = Checker { linked, index, pointer, origins, kind, diagnostics };
    checker.size(document);
    if matches!(document, Expr::Map(_)) {
        checker.statements(document);
    }
}

/// The values of `Fn::If`, with their places in its list.
fn sides(value: &Local) -> impl Iterator<Item = (usize, &Local)> {
    let arguments = match value {
        Expr::Function(function) if function.name == "Fn::If" => function.argument.as_list(),
        _ => None,
    };
    arguments.unwrap_or_default().iter().enumerate().skip(1)
}

/// Whether CloudFormation puts another value in place of this one.
fn is_function(value: &Local) -> bool {
    match value {
        Expr::Map(entries) => entries.iter().any(|(key, _)| key.starts_with("Fn::")),
        Expr::Function(_) | Expr::Pseudo(_) | Expr::Reference(_) | Expr::Dynamic(_) => true,
        _ => false,
    }
}

struct Checker<'c> {
    linked: &'c Linked,
    index: u32,
    pointer: String,
    origins: Option<&'c StatementOrigins>,
    kind: Document,
    diagnostics: &'c mut Diagnostics,
}

impl Checker<'_> {
    fn statements(&mut self, document: &Local) {
        let statements = match document.get("Statement") {
            Some(Expr::List(statements)) => &statements[..],
            Some(one) => std::slice::from_ref(one),
            None => &[],
        };
        if statements.is_empty() {
            self.report(
                None,
                codes::EMPTY_STATEMENT,
                "the policy has no statement".to_owned(),
                "add one, or leave the policy out",
            );
        }
        self.sids(statements);
        for (at, statement) in statements.iter().enumerate() {
            self.statement(at, statement);
        }
    }

    fn size(&mut self, document: &Local) {
        let (code, limit, noun, help) = match self.kind {
            Document::Managed => (
                codes::MANAGED_POLICY_SIZE,
                MANAGED_POLICY,
                "managed policy",
                "split it in two, or use wildcards for actions that belong together",
            ),
            Document::Trust => (
                codes::TRUST_POLICY_SIZE,
                TRUST_POLICY,
                "trust policy",
                "name fewer principals, or ask AWS for a higher quota (4,096 at most)",
            ),
            Document::Inline => return,
        };
        let size = size(self.linked, document);
        if size > limit {
            self.report(
                None,
                code,
                format!("the {noun} has at least {size} characters, more than {limit}"),
                help,
            );
        }
    }

    fn sids(&mut self, statements: &[Local]) {
        let mut seen: Vec<&str> = Vec::new();
        for (at, sid) in statements
            .iter()
            .enumerate()
            .filter_map(|(at, statement)| Some((at, statement.get("Sid")?.as_str()?)))
        {
            // IAM takes an empty Sid for none.
            if sid.is_empty() {
                continue;
            }
            if !sid.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                self.report(
                    Some(at),
                    codes::SID,
                    format!("`{sid}` is not a valid Sid"),
                    "use letters and digits only",
                );
            } else if seen.contains(&sid) {
                self.report(
                    Some(at),
                    codes::SID,
                    format!("the policy has two statements with the Sid `{sid}`"),
                    "name one of them otherwise",
                );
            }
            seen.push(sid);
        }
    }

    /// A statement that is known only at deployment, `Fn::If` for instance, is not looked into.
    fn statement(&mut self, at: usize, statement: &Local) {
        if !matches!(statement, Expr::Map(_)) || is_function(statement) {
            return;
        }
        let either = |one, other| statement.get(one).or_else(|| statement.get(other));
        let is_empty = |value: Option<&Local>| {
            value.is_none_or(|value| value.as_list().is_some_and(<[_]>::is_empty))
        };
        let (actions, resources) =
            (either("Action", "NotAction"), either("Resource", "NotResource"));
        let names_principal = either("Principal", "NotPrincipal").is_some();
        let is_trust = self.kind == Document::Trust;
        if is_empty(actions) {
            self.wrong(
                at,
                codes::EMPTY_STATEMENT,
                "the statement names no action",
                "name at least one",
            );
        }
        if !is_trust && is_empty(resources) {
            let help = "say on which: `.on(…)`";
            self.wrong(at, codes::EMPTY_STATEMENT, "the statement names no resource", help);
        }
        if is_trust && names_principal && resources.is_some() {
            let help = "leave it out: `.by(principal)` instead of `.on(…)`";
            self.wrong(at, codes::TRUST_RESOURCE, "the trust policy names a resource", help);
        }
        if is_trust && !names_principal {
            let help = "name a principal: `.principal(…)` or `.by(…)`";
            self.wrong(
                at,
                codes::PRINCIPAL_PLACE,
                "the trust policy does not say whom it trusts",
                help,
            );
        }
        if !is_trust && names_principal {
            let help = "leave it out: the role is the principal";
            self.wrong(
                at,
                codes::PRINCIPAL_PLACE,
                "a principal stands in a policy of the role's own",
                help,
            );
        }
        self.actions(at, actions);
        self.characters(at, statement);
    }

    fn wrong(&mut self, statement: usize, code: Code, message: &str, help: &str) {
        self.report(Some(statement), code, message.to_owned(), help);
    }

    fn actions(&mut self, at: usize, actions: Option<&Local>) {
        let actions = match actions {
            Some(Expr::List(actions)) => &actions[..],
            Some(one) => std::slice::from_ref(one),
            None => &[],
        };
        for name in actions.iter().filter_map(Expr::as_str) {
            if !is_action_name(name) {
                let message = format!("`{name}` is not the name of an action");
                self.report(
                    Some(at),
                    codes::ACTION_NAME,
                    message,
                    "write it as `service:Action`, e.g. `sqs:SendMessage`",
                );
            }
        }
    }

    fn characters(&mut self, at: usize, statement: &Local) {
        let mut refused = None;
        statement.walk(&mut |expr| {
            if let Some(text) = expr.as_str()
                && !text.chars().all(is_policy_character)
            {
                refused = refused.or(Some(text));
            }
        });
        if let Some(text) = refused {
            let message =
                format!("`{}` holds a character that IAM does not take", text.escape_default());
            self.report(
                Some(at),
                codes::POLICY_CHARACTER,
                message,
                "keep to tab, line breaks and U+0020 to U+00FF",
            );
        }
    }

    /// At a statement, or at the whole document.
    fn report(&mut self, statement: Option<usize>, code: Code, message: String, help: &str) {
        let document = self.pointer.trim_start_matches('/').trim_end_matches("/Statement");
        let mut place = match statement {
            Some(at) => {
                self.linked.property_place(self.index, &format!("{document}/Statement/{at}"))
            }
            None => self.linked.property_place(self.index, document),
        };
        let lines: &[&'static Location<'static>] = match (statement, self.origins) {
            (Some(at), Some(origins)) => origins.statements.get(at).map_or(&[], Vec::as_slice),
            _ => &[],
        };
        for line in lines.iter().rev() {
            place = place.line(line);
        }
        self.diagnostics.push(Diagnostic::error(code, message).at(place).help(help));
    }
}
