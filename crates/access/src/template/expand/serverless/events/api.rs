//! Expands events of API Gateway into the permission to invoke the function by a method and path.

use std::collections::BTreeSet;

use constructs_document::Node;

use super::super::source::Expansion;
use super::event::{Event, Target};
use super::grants::add_permission;

/// The APIs that the transform adds for events without an API.
pub(in super::super) const IMPLICIT_REST: &str = "ServerlessRestApi";
pub(in super::super) const IMPLICIT_HTTP: &str = "ServerlessHttpApi";

const DEFAULT_ROUTE: &str = "$default";
const ANY_METHOD: &str = "x-amazon-apigateway-any-method";

/// Expands an event of a REST API.
pub(super) fn rest(event: &Event<'_>, target: Target<'_>, expansion: &mut Expansion) -> Option<()> {
    let at = event.at;
    let suffix = stage(event)?;
    let (path, method) = (event.get("Path")?.as_str()?, event.get("Method")?.as_str()?);
    let method = method.to_uppercase();
    let method = if method == "ANY" { "*" } else { &method };
    let resource = format!("{method}{}", replace_parameters(path));
    let api = event.get("RestApiId").cloned();
    let api = api.unwrap_or_else(|| at.reference(IMPLICIT_REST));
    let rest = vec![("SourceArn", source_arn(event, &resource, api))];
    let id = format!("{}Permission{suffix}", event.id);
    add_permission(event, target, id, "apigateway.amazonaws.com", rest, expansion);
    Some(())
}

/// The API's stage in the permission's name. `None` if the template does not contain the API, or it is not supported.
pub(super) fn stage(event: &Event<'_>) -> Option<String> {
    let original = event.source.original;
    let id = match event.get("RestApiId") {
        None => IMPLICIT_REST,
        Some(id) => match id.single() {
            Some(("Ref", id)) => id.as_str()?,
            _ => id.as_str()?,
        },
    };
    let kind = original.kind(id)?;
    if kind != "AWS::Serverless::Api" && kind != "AWS::ApiGateway::RestApi" {
        return None;
    }
    let name = original.resource(id)?.get("Properties").and_then(|own| own.get("StageName"));
    Some(match name.and_then(Node::as_str) {
        // For other characters, the transform adds a hash to the name.
        Some(name) if name.chars().all(char::is_alphanumeric) => name.to_owned(),
        Some(_) => String::new(),
        None => "Stage".to_owned(),
    })
}

/// The HTTP APIs whose default route these events add: the permission of that route covers all routes.
pub(super) fn default_routes(events: &[Event<'_>]) -> BTreeSet<String> {
    let of_http = events.iter().filter(|event| event.kind == "HttpApi");
    let is_default = |event: &&Event<'_>| {
        let text = |name: &str| event.get_truthy(name).and_then(Node::as_str);
        let is_any = |method: &str| method.eq_ignore_ascii_case("any") || method == ANY_METHOD;
        match (event.get_truthy("Path"), event.get_truthy("Method")) {
            (None, None) => true,
            _ => text("Path") == Some(DEFAULT_ROUTE) && text("Method").is_some_and(is_any),
        }
    };
    of_http.filter(is_default).map(|event| http_api(event).to_json().to_string()).collect()
}

fn http_api(event: &Event<'_>) -> Node {
    event.get("ApiId").cloned().unwrap_or_else(|| event.at.reference(IMPLICIT_HTTP))
}

/// Expands an event of an HTTP API.
pub(super) fn http(
    event: &Event<'_>,
    target: Target<'_>,
    default_routes: &BTreeSet<String>,
    expansion: &mut Expansion,
) -> Option<()> {
    let api = http_api(event);
    let id = match api.single() {
        Some(("Ref", id)) => id.as_str()?,
        _ => api.as_str()?,
    };
    let original = event.source.original;
    let body = original.resource(id)?.get("Properties").and_then(|own| own.get("DefinitionBody"));
    if original.kind(id) != Some("AWS::Serverless::HttpApi") || has_default_route(body) {
        return None;
    }
    let (path, method) = match (event.get_truthy("Path"), event.get_truthy("Method")) {
        (None, None) => (DEFAULT_ROUTE, ANY_METHOD),
        (path, method) => (path?.as_str()?, method?.as_str()?),
    };
    let is_default = path == DEFAULT_ROUTE;
    // The default route is not looked for in a body that the template contains.
    if !is_default && default_routes.contains(&api.to_json().to_string()) {
        return Some(());
    }
    let path = if is_default { String::new() } else { replace_parameters(path) };
    let method = method.to_uppercase();
    let is_any = method == "ANY" || method.eq_ignore_ascii_case(ANY_METHOD);
    let method = if is_any { "*" } else { &method };
    let rest = vec![("SourceArn", source_arn(event, &format!("{method}{path}"), api.clone()))];
    let id = format!("{}Permission", event.id);
    add_permission(event, target, id, "apigateway.amazonaws.com", rest, expansion);
    Some(())
}

/// Whether a body that the template contains may have a default route.
fn has_default_route(body: Option<&Node>) -> bool {
    body.is_some_and(|body| match body.get("paths") {
        Some(paths) => {
            let mut keys = paths.as_map().into_iter().flatten();
            keys.any(|entry| entry.key == DEFAULT_ROUTE || entry.key.starts_with("Fn::"))
        }
        None => body.single().is_some(),
    })
}

fn source_arn(event: &Event<'_>, resource: &str, api: Node) -> Node {
    let at = event.at;
    let start = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/${__Stage__}/";
    let values = vec![("__ApiId__", api), ("__Stage__", at.text("*"))];
    at.substitution(&format!("{start}{resource}"), values)
}

/// Replaces each parameter of a path by `*`, and removes a final slash.
fn replace_parameters(path: &str) -> String {
    let mut rest = match path.strip_suffix('/') {
        Some("") | None => path,
        Some(start) => start,
    };
    let mut text = String::new();
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        match after.split_once('}') {
            Some((name, after)) if is_parameter(name) => {
                text.push('*');
                rest = after;
            }
            _ => {
                text.push('{');
                rest = after;
            }
        }
    }
    text + rest
}

fn is_parameter(name: &str) -> bool {
    let name = name.strip_suffix('+').unwrap_or(name);
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
    !name.is_empty() && name.chars().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::replace_parameters;

    #[test]
    fn parameters_of_a_path_are_wildcards() {
        for (path, expected) in [
            ("/", "/"),
            ("/a/", "/a"),
            ("/a/{id}/b", "/a/*/b"),
            ("/{proxy+}", "/*"),
            ("/{a b}/{c", "/{a b}/{c"),
        ] {
            assert_eq!(replace_parameters(path), expected);
        }
    }
}
