//! Parses the text of an IAM facts file.

use super::line::{SplitLine, read};
use crate::error::{Context, Error};
use crate::model::iam::{
    ActionTarget, ConditionKey, IamAction, IamResourceType, IamService, RustType,
};

/// The facts of a file.
pub(crate) fn parse(text: &str) -> Result<IamService, Error> {
    let (header, lines) = read(text)?;
    let mut service = IamService { header, ..IamService::default() };
    let mut in_action = false;
    for line in &lines {
        match line.depth {
            0 => in_action = start(&mut service, line)?,
            1 if in_action => read_action_entry(service.actions.last_mut(), line)?,
            1 => read_resource_entry(service.resources.last_mut(), line)?,
            _ => read_target_entry(service.actions.last_mut(), line)?,
        }
    }
    Ok(service)
}

/// Starts the entry of an unindented line. Returns whether it is an action.
fn start(service: &mut IamService, line: &SplitLine<'_>) -> Result<bool, Error> {
    match line.keyword {
        "prefix" => service.prefix = line.word(0)?.into(),
        "resource" => service.resources.push(start_resource(line)?),
        "action" => service.actions.push(start_action(line)?),
        "key" => service.keys.push(read_key(line)?),
        _ => return Err(Error::new(line.expected("nothing: it is not a keyword"))),
    }
    Ok(line.keyword == "action")
}

/// The condition key of a line.
pub(super) fn read_key(line: &SplitLine<'_>) -> Result<ConditionKey, Error> {
    let rust = line.word(2).unwrap_or_default().to_owned();
    Ok(ConditionKey { name: line.word(0)?.into(), kind: line.word(1)?.into(), rust })
}

fn start_resource(line: &SplitLine<'_>) -> Result<IamResourceType, Error> {
    let rust_type = match (line.value("type"), line.value("marker")) {
        (Some(name), _) => RustType::CloudFormation { name: name.into(), also: Vec::new() },
        (None, marker) => {
            RustType::Marker(marker.context(|| line.expected("`type=` or `marker=`"))?.into())
        }
    };
    Ok(IamResourceType {
        name: line.word(0)?.into(),
        arn: line.word(1)?.into(),
        rust_type,
        keys: Vec::new(),
    })
}

fn start_action(line: &SplitLine<'_>) -> Result<IamAction, Error> {
    let [name, rust, access] = [line.word(0)?, line.word(1)?, line.word(2)?].map(str::to_owned);
    Ok(IamAction { name, rust, access, targets: Vec::new(), keys: Vec::new(), needs: Vec::new() })
}

fn read_resource_entry(
    resource: Option<&mut IamResourceType>,
    line: &SplitLine<'_>,
) -> Result<(), Error> {
    let resource = resource.context(|| line.expected("a resource first"))?;
    match (line.keyword, &mut resource.rust_type) {
        ("keys", _) => resource.keys = line.words_from(0),
        ("also", RustType::CloudFormation { also, .. }) => *also = line.words_from(0),
        _ => return Err(Error::new(line.expected("nothing: it does not belong to a resource"))),
    }
    Ok(())
}

fn read_action_entry(action: Option<&mut IamAction>, line: &SplitLine<'_>) -> Result<(), Error> {
    let action = action.context(|| line.expected("an action first"))?;
    match line.keyword {
        "keys" => action.keys = line.words_from(0),
        "needs" => action.needs = line.words_from(0),
        "on" => action.targets.push(ActionTarget {
            resource: line.word(0)?.into(),
            optional: line.words_from(1).iter().any(|word| word == "optional"),
            keys: Vec::new(),
            needs: Vec::new(),
        }),
        _ => return Err(Error::new(line.expected("nothing: it does not belong to an action"))),
    }
    Ok(())
}

fn read_target_entry(action: Option<&mut IamAction>, line: &SplitLine<'_>) -> Result<(), Error> {
    let target = action.and_then(|action| action.targets.last_mut());
    let target = target.context(|| line.expected("`on` first"))?;
    match line.keyword {
        "keys" => target.keys = line.words_from(0),
        "needs" => target.needs = line.words_from(0),
        _ => return Err(Error::new(line.expected("nothing: it does not belong to `on`"))),
    }
    Ok(())
}
