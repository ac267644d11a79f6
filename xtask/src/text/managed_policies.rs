//! Renders and parses the file of AWS's managed policies.

use super::line::{LineWriter, SplitLine, header, read};
use crate::error::{Context, Error};
use crate::model::managed_policy::{
    ElementTexts, ManagedCondition, ManagedPolicies, ManagedPolicy, ManagedStatement,
};

/// The text of the file.
pub(crate) fn render(all: &ManagedPolicies) -> String {
    let mut text = header(&all.header);
    for policy in &all.policies {
        text.push('\n');
        let ManagedPolicy { name, version, date, statements } = policy;
        LineWriter::new(0, "policy").word(name).word(version).word(date).end(&mut text);
        statements.iter().for_each(|statement| render_statement(&mut text, statement));
    }
    text
}

fn render_statement(text: &mut String, statement: &ManagedStatement) {
    let effect = if statement.is_denial { "deny" } else { "allow" };
    LineWriter::new(1, effect).words(&statement.sid).end(text);
    let ElementTexts { is_negated, texts } = &statement.actions;
    let keyword = if *is_negated { "not-action" } else { "action" };
    for actions in texts.chunk_by(|one, other| service(one) == service(other)) {
        LineWriter::new(2, keyword).words(actions).end(text);
    }
    let ElementTexts { is_negated, texts } = &statement.resources;
    let keyword = if *is_negated { "not-resource" } else { "resource" };
    for resource in texts {
        LineWriter::new(2, keyword).word(resource).end(text);
    }
    for ManagedCondition { operator, key, values } in &statement.conditions {
        LineWriter::new(2, "when").word(operator).word(key).words(values).end(text);
    }
}

fn service(action: &str) -> &str {
    action.split(':').next().unwrap_or_default()
}

/// The policies of the file.
pub(crate) fn parse(text: &str) -> Result<ManagedPolicies, Error> {
    let (header, lines) = read(text)?;
    let mut policies: Vec<ManagedPolicy> = Vec::new();
    for line in &lines {
        if line.keyword == "policy" {
            let [name, version, date] = [0, 1, 2].map(|index| line.word(index).map(str::to_owned));
            let statements = Vec::new();
            policies.push(ManagedPolicy {
                name: name?,
                version: version?,
                date: date?,
                statements,
            });
            continue;
        }
        let policy = policies.last_mut().context(|| line.expected("a policy before it"))?;
        read_line(&mut policy.statements, line)?;
    }
    Ok(ManagedPolicies { header, policies })
}

fn read_line(statements: &mut Vec<ManagedStatement>, line: &SplitLine<'_>) -> Result<(), Error> {
    let keyword = line.keyword;
    if matches!(keyword, "allow" | "deny") {
        let sid = line.words_from(0).pop();
        statements.push(ManagedStatement {
            sid,
            is_denial: keyword == "deny",
            ..ManagedStatement::default()
        });
        return Ok(());
    }
    let statement = statements.last_mut().context(|| line.expected("a statement before it"))?;
    let texts = match keyword {
        "action" | "not-action" => &mut statement.actions,
        "resource" | "not-resource" => &mut statement.resources,
        "when" => {
            let [operator, key] = [0, 1].map(|index| line.word(index).map(str::to_owned));
            let values = line.words_from(2);
            statement.conditions.push(ManagedCondition { operator: operator?, key: key?, values });
            return Ok(());
        }
        _ => return Err(Error::new(line.expected("nothing: it is not a keyword"))),
    };
    texts.is_negated = keyword.starts_with("not-");
    texts.texts.extend(line.words_from(0));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{parse, render};
    use crate::error::Error;

    #[test]
    fn texts_survive_the_round_trip() -> Result<(), Error> {
        let text = "# policies\n\npolicy service-role/A v2 2026-01-02\n  allow Read\n    action s3:Get* s3:List*\n    \
                    action sqs:*\n    resource *\n    resource \"a=b\"\n    when StringEquals aws:A b \"c d\"\n  \
                    deny\n    not-action iam:*\n    not-resource x\n\npolicy B v1 2026-01-01\n  allow\n    action *\n    resource *\n";
        assert_eq!(render(&parse(text)?), text);
        assert!(parse("allow\n").is_err() && parse("policy A v1 d\n  allow\n    but x\n").is_err());
        Ok(())
    }
}
