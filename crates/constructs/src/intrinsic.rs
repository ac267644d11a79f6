//! CloudFormation's intrinsic functions as typed values.
//!
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html>
//!
//! `Ref` and `Fn::GetAtt` are the accessors of handles, `Fn::Sub` is what [`text!`](crate::text) becomes,
//! `Fn::If` and the condition functions are next to [`Condition`](crate::Condition), `Fn::FindInMap` with
//! [`Mapping`](crate::Mapping), `Fn::ImportValue` is [`import_value`](crate::import_value).

use crate::value::{Expr, Int, IntoValue, Json, List, Map, Str, Value};

/// `Fn::Join`: the items of a list with `delimiter` between them.
pub fn join(delimiter: &str, items: impl IntoValue<List<Str>>) -> Value<Str> {
    call("Fn::Join", vec![delimiter.into(), items.into_expr()])
}

/// `Fn::Split`: the parts of a text between its delimiters.
pub fn split(delimiter: &str, text: impl IntoValue<Str>) -> Value<List<Str>> {
    call("Fn::Split", vec![delimiter.into(), text.into_expr()])
}

/// `Fn::Select`: the item at `index`, counted from 0.
pub fn select<T>(index: u32, items: impl IntoValue<List<T>>) -> Value<T> {
    call("Fn::Select", vec![index.into(), items.into_expr()])
}

/// `Fn::Base64`: the text in Base64, as EC2 requires user data.
pub fn base64(text: impl IntoValue<Str>) -> Value<Str> {
    Value::new(Expr::function("Fn::Base64", text.into_expr()))
}

/// `Fn::Cidr`: `count` (1 to 256) address blocks in `block`, each with `bits` bits for hosts.
pub fn cidr(
    block: impl IntoValue<Str>,
    count: impl IntoValue<Int>,
    bits: impl IntoValue<Int>,
) -> Value<List<Str>> {
    call("Fn::Cidr", vec![block.into_expr(), count.into_expr(), bits.into_expr()])
}

/// `Fn::GetAZs`: the availability zones of `region`; of the stack's region for `REGION` or an empty text.
pub fn availability_zones(region: impl IntoValue<Str>) -> Value<List<Str>> {
    Value::new(Expr::function("Fn::GetAZs", region.into_expr()))
}

/// `Fn::Length`: the number of items in a list.
///
/// Synthesis adds the transform `AWS::LanguageExtensions`, which it requires.
pub fn length<T>(items: impl IntoValue<List<T>>) -> Value<Int> {
    Value::new(Expr::function("Fn::Length", items.into_expr()))
}

/// `Fn::ToJsonString`: an object as JSON text.
///
/// Synthesis adds the transform `AWS::LanguageExtensions`, which it requires.
pub fn to_json_string(object: impl IntoValue<Json>) -> Value<Str> {
    Value::new(Expr::function("Fn::ToJsonString", object.into_expr()))
}

/// `Fn::Sub`: a template that contains `${Name}`, and values for these names.
///
/// Prefer [`text!`](crate::text), which checks its placeholders. This function is for an existing template, for instance a
/// user-data script; `${!Literal}` becomes `${Literal}`.
///
/// ```
/// use constructs::{REGION, Text, empty, substitute};
/// let plain = substitute("https://${AWS::Region}.console.aws.amazon.com", empty());
/// let script = substitute("#!/bin/sh\necho ${Name} in ${Place}", [("Name", Text::from("chat")), ("Place", REGION.into())]);
/// ```
pub fn substitute(template: impl IntoValue<Str>, values: impl IntoValue<Map<Str>>) -> Value<Str> {
    let template = template.into_expr();
    let argument = match values.into_expr() {
        Expr::Map(values) if values.is_empty() => template,
        values => Expr::List(vec![template, values]),
    };
    Value::new(Expr::function("Fn::Sub", argument))
}

fn call<T>(name: &'static str, arguments: Vec<Expr>) -> Value<T> {
    Value::new(Expr::function(name, Expr::List(arguments)))
}
