//! Writes the tokens of a path or of a compile error.

use crate::answer::ActionConstant;
use proc_macro::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

/// `root::sqs::Queue::SEND_MESSAGE`, at `span`. If the constant exists only with the feature `ssm`, it is in a block
/// `{ use root::ssm as _; … }`: then the compiler names the missing feature.
pub(crate) fn constant(root: TokenTree, found: &ActionConstant, span: Span) -> TokenStream {
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
