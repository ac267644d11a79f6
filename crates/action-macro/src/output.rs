//! A path or a message -> the tokens that stand for it where the name stood.

use crate::answer::Found;
use proc_macro::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

/// `root::sqs::Queue::SEND_MESSAGE`, at `span`; with `{ use root::ssm as _; … }` around it where the constant is there only
/// if `ssm` is: then the compiler names the feature that is off.
pub(crate) fn constant(root: TokenTree, found: &Found, span: Span) -> TokenStream {
    let Some(module) = found.needs else { return path(root, found.path, span) };
    let word = |word| TokenTree::from(Ident::new(word, span));
    let mut body: TokenStream = word("use").into();
    body.extend(path(root.clone(), module, span));
    body.extend([word("as"), word("_"), punctuation(';', Spacing::Alone, span)]);
    body.extend(path(root, found.path, span));
    let mut block = Group::new(Delimiter::Brace, body);
    block.set_span(span);
    TokenTree::from(block).into()
}

fn path(root: TokenTree, path: &str, span: Span) -> TokenStream {
    let mut tokens = vec![root];
    for word in path.split("::") {
        tokens.extend(
            [Spacing::Joint, Spacing::Alone].map(|spacing| punctuation(':', spacing, span)),
        );
        let word = match word.strip_prefix("r#") {
            Some(raw) => Ident::new_raw(raw, span),
            None => Ident::new(word, span),
        };
        tokens.push(word.into());
    }
    tokens.into_iter().collect()
}

/// A compile error at `span`.
pub(crate) fn error(message: &str, span: Span) -> TokenStream {
    let mut text = Literal::string(message);
    text.set_span(span);
    let mut group = Group::new(Delimiter::Parenthesis, TokenTree::from(text).into());
    group.set_span(span);
    let name = Ident::new("compile_error", span);
    let tokens: [TokenTree; 3] =
        [name.into(), punctuation('!', Spacing::Alone, span), group.into()];
    let core = ["core"].map(|word| TokenTree::from(Ident::new(word, span)));
    let colons = [Spacing::Joint, Spacing::Alone].map(|spacing| punctuation(':', spacing, span));
    let path = colons.clone().into_iter().chain(core).chain(colons);
    path.chain(tokens).collect()
}

fn punctuation(character: char, spacing: Spacing, span: Span) -> TokenTree {
    let mut punctuation = Punct::new(character, spacing);
    punctuation.set_span(span);
    punctuation.into()
}
