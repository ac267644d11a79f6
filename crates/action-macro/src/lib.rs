//! The macro behind `constructs_aws::action!`: `"sqs:SendMessage"` becomes the typed constant `sqs::Queue::SEND_MESSAGE`, or
//! a compile error that suggests the nearest action.
//!
//! `constructs_aws::action!` passes its own crate first, so that the path is valid if the crate is renamed.
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
