//! The tokens between the parentheses -> what is asked for: `$crate "ssm:SendCommand" on ec2::Instance`.

use proc_macro::{Delimiter, Span, TokenStream, TokenTree};

/// What a person asks for.
pub(crate) struct Request {
    /// The crate that the constants stand in.
    pub(crate) root: TokenTree,
    /// `ssm:SendCommand`.
    pub(crate) name: String,
    /// Behind `on`: `ec2::Instance`, or `*` for no resource.
    pub(crate) on: Option<String>,
    /// Where the name stands.
    pub(crate) span: Span,
}

/// Tokens that can't be read.
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
    let name = tokens.next().map(bare).ok_or_else(|| mistake(None))?;
    let text = text(&name).ok_or_else(|| mistake(Some(&name)))?;
    let rest: Vec<TokenTree> = tokens.filter(|token| token.to_string() != ",").collect();
    Ok(Request { root, name: text, on: on(&rest)?, span: name.span() })
}

/// A token without the invisible group that a macro by example leaves around it.
fn bare(token: TokenTree) -> TokenTree {
    match &token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
            let mut inner = group.stream().into_iter();
            inner.next().map_or(token, bare)
        }
        _ => token,
    }
}

fn text(token: &TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = token else { return None };
    let written = literal.to_string();
    let text = written.trim_start_matches('r').trim_matches('#');
    Some(text.strip_prefix('"')?.strip_suffix('"')?.to_owned())
}

/// What stands behind `on`, without spaces.
fn on(rest: &[TokenTree]) -> Result<Option<String>, Mistake> {
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
