//! `"sqs:SendMessage"` -> the typed constant `sqs::Queue::SEND_MESSAGE`, or a compile error that says what was meant.
//!
//! `constructs_aws::action!` is the way in: it puts its own crate in front, so that the path is right under any name.
//! The flow: `input` reads the tokens, `answer` looks the action up, `output` writes tokens.

mod answer;
mod input;
mod output;

use proc_macro::TokenStream;

/// The constant of an action. See `constructs_aws::action!`.
#[proc_macro]
pub fn action(tokens: TokenStream) -> TokenStream {
    let request = match input::read(tokens) {
        Ok(request) => request,
        Err(mistake) => return output::error(&mistake.message, mistake.span),
    };
    match answer::find(&request.name, request.on.as_deref()) {
        Ok(found) => output::constant(request.root, &found, request.span),
        Err(message) => output::error(&message, request.span),
    }
}
