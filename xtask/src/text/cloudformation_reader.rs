//! Parses the text of a CloudFormation facts file.

use super::line::{SplitLine, read};
use super::shape::{read_kind, read_limits};
use crate::error::{Context, Error};
use crate::model::cloudformation::{
    Attribute, Body, CloudFormationService, Content, Definition, EnumValue, Mark, NestedMark,
    Property, PropertyRule, ResourceType, Shape, TagShape, Tags,
};

/// The facts of a file.
pub(crate) fn parse(text: &str) -> Result<CloudFormationService, Error> {
    let (header, lines) = read(text)?;
    let mut service = CloudFormationService { header, types: Vec::new() };
    for line in &lines {
        match line.depth {
            0 => service.types.push(start_type(line)?),
            _ => {
                let resource =
                    service.types.last_mut().context(|| line.expected("a type first"))?;
                read_entry(resource, line).context(|| format!("line {}", line.number))?;
            }
        }
    }
    Ok(service)
}

fn start_type(line: &SplitLine<'_>) -> Result<ResourceType, Error> {
    let [name, rust, module] = [line.word(0)?, line.word(1)?, line.word(2)?].map(str::to_owned);
    Ok(ResourceType { name, rust, module, ..ResourceType::default() })
}

fn read_entry(resource: &mut ResourceType, line: &SplitLine<'_>) -> Result<(), Error> {
    if line.keyword == "is" {
        return read_exact(resource, line);
    }
    if line.depth > 1 {
        let definition = resource.definitions.last_mut();
        return read_below(definition.context(|| line.expected("a struct or enum first"))?, line);
    }
    match line.keyword {
        "identifier" => resource.identifier = line.words_from(0),
        "returns" => resource.returns = Some(read_attribute(line)?),
        "tags" => resource.tags = Some(read_tags(line)?),
        "arn" => resource.arn = Some(line.word(0)?.into()),
        "read-only" => resource.read_only = line.words_from(0),
        "readable" => resource.readable = line.words_from(0),
        "defines" => resource.exact.push((line.word(0)?.into(), line.word(1)?.into())),
        "attribute" => resource.attributes.push(read_attribute(line)?),
        "nested" => {
            resource.nested.push(NestedMark { mark: read_mark(line)?, path: line.word(1)?.into() })
        }
        "struct" => {
            resource.definitions.push(start_definition(line, Content::Struct(Body::default()))?)
        }
        "enum" => resource.definitions.push(start_definition(line, Content::Enum(Vec::new()))?),
        _ => read_body(&mut resource.body, line)?,
    }
    Ok(())
}

/// The exact form of the property before it.
fn read_exact(resource: &mut ResourceType, line: &SplitLine<'_>) -> Result<(), Error> {
    let body = match resource.definitions.last_mut().map(|definition| &mut definition.content) {
        Some(Content::Struct(body)) => body,
        _ => &mut resource.body,
    };
    let property = body.properties.last_mut().context(|| line.expected("a property first"))?;
    property.exact = Some(line.word(0)?.into());
    Ok(())
}

fn read_below(definition: &mut Definition, line: &SplitLine<'_>) -> Result<(), Error> {
    match &mut definition.content {
        Content::Struct(body) => read_body(body, line),
        Content::Enum(values) => {
            values.push(EnumValue { value: line.word(0)?.into(), rust: line.word(1)?.into() });
            Ok(())
        }
    }
}

fn read_body(body: &mut Body, line: &SplitLine<'_>) -> Result<(), Error> {
    match line.keyword {
        "arguments" => body.arguments = line.words_from(0),
        "property" => body.properties.push(read_property(line)?),
        "rule" => body
            .rules
            .push(PropertyRule { name: line.word(0)?.into(), members: line.words_from(1) }),
        "schema" => body.schema = Some(line.word(0)?.into()),
        other => return Err(Error::new(format!("`{other}` is not a keyword here"))),
    }
    Ok(())
}

fn read_property(line: &SplitLine<'_>) -> Result<Property, Error> {
    let mut shape = Shape { kind: read_kind(line.word(2)?)?, limits: Vec::new() };
    let marks = read_limits(&mut shape, line.words.get(3..).unwrap_or_default())?;
    let (name, rust) = (line.word(0)?.into(), line.word(1)?.into());
    Ok(Property { name, rust, shape, marks, exact: None })
}

fn read_attribute(line: &SplitLine<'_>) -> Result<Attribute, Error> {
    Ok(Attribute {
        name: line.word(0)?.into(),
        rust: line.word(1)?.into(),
        kind: read_kind(line.word(2)?)?,
    })
}

fn read_tags(line: &SplitLine<'_>) -> Result<Tags, Error> {
    let word = line.word(1)?;
    let shape = TagShape::ALL.into_iter().find(|shape| shape.word() == word);
    Ok(Tags {
        property: line.word(0)?.into(),
        shape: shape.context(|| line.expected("a shape of tags"))?,
    })
}

fn read_mark(line: &SplitLine<'_>) -> Result<Mark, Error> {
    let word = line.word(0)?;
    Mark::ALL.into_iter().find(|mark| mark.word() == word).context(|| line.expected("a mark"))
}

fn start_definition(line: &SplitLine<'_>, content: Content) -> Result<Definition, Error> {
    Ok(Definition { key: line.word(0)?.into(), rust: line.word(1)?.into(), content })
}
