//! Reads the tokens of `action!`: `$crate "ssm:SendCommand" on ec2::Instance`.

use proc_macro::{Delimiter, Span, TokenStream, TokenTree};

/// The arguments of `action!`.
pub(crate) struct Request {
    /// The crate with the constants.
    pub(crate) root: TokenTree,
    /// `ssm:SendCommand`.
    pub(crate) name: String,
    /// The type after `on`: `ec2::Instance`, or `*` for no resource type.
    pub(crate) on: Option<String>,
    /// The location of the name.
    pub(crate) span: Span,
}

/// An error in the tokens.
pub(crate) struct Mistake {
    pub(crate) message: String,
    pub(crate) span: Span,
}

const FORM: &str =
    "write `action!(\"sqs:SendMessage\")`, or `action!(\"ssm:SendCommand\" on ec2::Instance)`";

/// Reads the tokens.
pub(crate) fn read(tokens: TokenStream) -> Result<Request, Mistake> {
    let mut tokens = tokens.into_iter();
    let mistake = |found: Option<&TokenTree>| Mistake {
        message: match found {
            Some(found) => format!("`{found}` is not the name of an action in quotes: {FORM}"),
            None => format!("`action!` takes the name of an action in quotes: {FORM}"),
        },
        span: found.map_or_else(Span::call_site, TokenTree::span),
    };
    let root = tokens.next().ok_or_else(|| mistake(None))?;
    let name = tokens.next().map(unwrap_group).ok_or_else(|| mistake(None))?;
    let text = string_literal(&name).ok_or_else(|| mistake(Some(&name)))?;
    let rest: Vec<TokenTree> = tokens.filter(|token| token.to_string() != ",").collect();
    Ok(Request { root, name: text, on: read_type(&rest)?, span: name.span() })
}

/// A token without the invisible group that a declarative macro adds around it.
fn unwrap_group(token: TokenTree) -> TokenTree {
    match &token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
            let mut inner = group.stream().into_iter();
            inner.next().map_or(token, unwrap_group)
        }
        _ => token,
    }
}

fn string_literal(token: &TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = token else { return None };
    let written = literal.to_string();
    let text = written.trim_start_matches('r').trim_matches('#');
    Some(text.strip_prefix('"')?.strip_suffix('"')?.to_owned())
}

/// The type after `on`, without spaces.
fn read_type(rest: &[TokenTree]) -> Result<Option<String>, Mistake> {
    match rest {
        [] => Ok(None),
        [word, target @ ..] if word.to_string() == "on" && !target.is_empty() => {
            Ok(Some(target.iter().map(ToString::to_string).collect()))
        }
        [word, ..] => Err(Mistake {
            message: format!("`{word}` is not expected here: {FORM}"),
            span: word.span(),
        }),
    }
}
