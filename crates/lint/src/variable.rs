//! Checks that the policy variables of a statement, such as `${aws:username}`, are condition keys.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html>

use constructs_diagnostics::Diagnostic;
use constructs_diagnostics::pointer::escape;
use constructs_matching::nearest_word;

use super::codes;
use super::documents::{LocatedValue, Statement, collect_values};
use super::place::locate;
use super::suggest::suggest;
use super::text::read_fragments;
use constructs_access::template::Fragment;
use constructs_iam_facts as facts;
use constructs_policy::PolicyKind;

/// Checks resources and the values of conditions.
pub(super) fn check(statement: &Statement<'_>) -> Vec<Diagnostic> {
    if statement.kind == PolicyKind::Other {
        return Vec::new();
    }
    let mut values = statement.values("Resource");
    values.extend(statement.values("NotResource"));
    for operator in
        statement.values("Condition").iter().filter_map(|value| value.node.as_map()).flatten()
    {
        for key in operator.node.as_map().into_iter().flatten() {
            let pointer = format!("/Condition/{}/{}", escape(&operator.key), escape(&key.key));
            collect_values(&key.node, &pointer, &mut values);
        }
    }
    values
        .iter()
        .filter_map(|value| Some(locate(check_value(value, statement)?, statement, &value.pointer)))
        .collect()
}

/// Reports the first invalid variable of a value.
fn check_value(value: &LocatedValue<'_>, statement: &Statement<'_>) -> Option<Diagnostic> {
    let fragments = read_fragments(value.node)?;
    let written = fragments.iter().filter_map(|fragment| match fragment {
        Fragment::Text(text) => Some(text),
        Fragment::Symbol(_) => None,
    });
    let mut starts = written.flat_map(|text| text.split("${").skip(1));
    starts.find_map(|start| check_variable(start, statement.is_in_template()))
}

/// Checks a variable; `start` is the text after its `${`.
fn check_variable(start: &str, is_in_template: bool) -> Option<Diagnostic> {
    let warning = |message: String, help: String| {
        Some(Diagnostic::warning(codes::VARIABLE, message).help(help))
    };
    let Some((inner, _)) = start.split_once('}') else {
        return warning(
            format!("the policy variable `${{{start}` is not closed"),
            "add a `}`".to_owned(),
        );
    };
    let name = inner.split(',').next().unwrap_or_default().trim();
    let prefix = name.split(':').next().unwrap_or_default();
    let is_own = prefix.eq_ignore_ascii_case("aws") && facts::global_key(name).is_none();
    if matches!(name, "*" | "?" | "$") || name.contains(':') && !is_own {
        return None;
    }
    let message = format!("`${{{inner}}}` is not a policy variable, so IAM never replaces it");
    let is_pseudo = is_in_template && (name.starts_with("AWS::") || !name.contains(':'));
    let help = if is_pseudo {
        "use `Fn::Sub` if CloudFormation must replace it".to_owned()
    } else {
        let known = facts::global_keys().iter().map(|key| key.name);
        let near = nearest_word(name, known).map(|near| format!("${{{near}}}"));
        suggest(near, "write a condition key, such as `${aws:username}`")
    };
    warning(message, help)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::findings;
    use super::super::testing::linted;
    use constructs_policy::PolicyKind;

    #[test]
    fn what_is_no_variable_is_told() {
        let mut all = String::new();
        for text in [
            "${aws:username}",
            "${aws:PrincipalTag/team, 'none'}",
            "${*}",
            "${saml:sub}",
            "${bucket}",
            "${aws:usrname}",
            "${aws:username",
        ] {
            let resource = format!("arn:aws:s3:::b/{text}/*");
            let statement =
                json!({"Effect": "Allow", "Action": "s3:GetObject", "Resource": resource});
            let found = linted(
                &json!({"Version": "2012-10-17", "Statement": statement}),
                PolicyKind::Identity,
            );
            let own = found.lines().filter(|line| line.contains("A0207"));
            all.push_str(&format!(
                "{text}\n{}",
                own.map(|line| format!("  {line}\n")).collect::<String>()
            ));
        }
        let plain = json!({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:*:s3:::b-${AWS::Region}/*"});
        all.push_str(&findings(&plain));
        insta::assert_snapshot!(all);
    }
}
