//! Renders CloudFormation facts as the text of their file; `parse` reads it back.

use super::line::{LineWriter, header};
use super::shape::{kind_word, write_limits};
use crate::model::cloudformation::{
    Attribute, Body, CloudFormationService, Content, Definition, Property, ResourceType,
};

pub(crate) use super::cloudformation_reader::parse;

/// The text of a facts file.
pub(crate) fn render(service: &CloudFormationService) -> String {
    let mut text = header(&service.header);
    for resource in &service.types {
        text.push('\n');
        render_type(&mut text, resource);
    }
    text
}

fn render_type(text: &mut String, resource: &ResourceType) {
    let head =
        LineWriter::new(0, "type").word(&resource.name).word(&resource.rust).word(&resource.module);
    head.end(text);
    LineWriter::new(1, "identifier").words(&resource.identifier).end(text);
    if let Some(returns) = &resource.returns {
        render_attribute(text, "returns", returns);
    }
    if let Some(tags) = &resource.tags {
        LineWriter::new(1, "tags").word(&tags.property).word(tags.shape.word()).end(text);
    }
    if let Some(arn) = &resource.arn {
        LineWriter::new(1, "arn").word(arn).end(text);
    }
    render_body(text, 1, &resource.body);
    for (keyword, words) in [("read-only", &resource.read_only), ("readable", &resource.readable)] {
        if !words.is_empty() {
            LineWriter::new(1, keyword).words(words).end(text);
        }
    }
    for nested in &resource.nested {
        LineWriter::new(1, "nested").word(nested.mark.word()).word(&nested.path).end(text);
    }
    for attribute in &resource.attributes {
        render_attribute(text, "attribute", attribute);
    }
    for definition in &resource.definitions {
        render_definition(text, definition);
    }
    for (name, json) in &resource.exact {
        LineWriter::new(1, "defines").word(name).json(json).end(text);
    }
}

fn render_attribute(text: &mut String, keyword: &str, attribute: &Attribute) {
    let line = LineWriter::new(1, keyword).word(&attribute.name).word(&attribute.rust);
    line.word(&kind_word(&attribute.kind)).end(text);
}

fn render_body(text: &mut String, depth: usize, body: &Body) {
    if !body.arguments.is_empty() {
        LineWriter::new(depth, "arguments").words(&body.arguments).end(text);
    }
    for property in &body.properties {
        render_property(text, depth, property);
        if let Some(json) = &property.exact {
            LineWriter::new(depth + 1, "is").json(json).end(text);
        }
    }
    for rule in &body.rules {
        LineWriter::new(depth, "rule").word(&rule.name).words(&rule.members).end(text);
    }
    if let Some(json) = &body.schema {
        LineWriter::new(depth, "schema").json(json).end(text);
    }
}

fn render_property(text: &mut String, depth: usize, property: &Property) {
    let line = LineWriter::new(depth, "property").word(&property.name).word(&property.rust);
    let line = line.word(&kind_word(&property.shape.kind));
    let line = property.marks.iter().fold(line, |line, mark| line.word(mark.word()));
    write_limits(line, &property.shape, "").end(text);
}

fn render_definition(text: &mut String, definition: &Definition) {
    match &definition.content {
        Content::Struct(body) => {
            LineWriter::new(1, "struct").word(&definition.key).word(&definition.rust).end(text);
            render_body(text, 2, body);
        }
        Content::Enum(values) => {
            LineWriter::new(1, "enum").word(&definition.key).word(&definition.rust).end(text);
            for value in values {
                LineWriter::new(2, "value").word(&value.value).word(&value.rust).end(text);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{parse, render};
    use crate::error::Error;

    pub(crate) const SAMPLE: &str = r##"# AWS::SQS
# source: somewhere

type AWS::SQS::Queue Queue queue
  identifier QueueUrl
  returns QueueUrl url string
  tags Tags list
  arn arn:${Partition}:sqs:${Region}:${Account}:${QueueName}
  arguments Mode Items
  property Items items list(struct(Queue.Item)) items=1..5 unique item.properties=..3
  property Mode mode enum(Mode) create-only write-only
  property QueueName queue_name string create-only length=1..80 pattern="^[ \"=]$"
  property Tags tags list(tag)
    is {"items":{"$ref":"Label"},"type":"array"}
  rule exactly-one Mode Items
  schema {"minProperties":1,"required":["Mode"]}
  read-only Arn Items/*/Id
  readable *
  nested create-only Items/*/Key
  attribute Arn arn string
  attribute QueueUrl url string
  enum Mode Mode
    value "" EMPTY
    value standard STANDARD
  struct Queue.Item Item
    arguments key
    property key key integer range=0..10
    property more more map(json)
  defines Label {"type":"string"}
"##;

    #[test]
    fn text_survives_the_round_trip() -> Result<(), Error> {
        let service = parse(SAMPLE)?;
        assert_eq!(render(&service), SAMPLE);
        assert_eq!(parse(&render(&service))?, service);
        Ok(())
    }
}
