//! A named action is as typed as its constant.

use constructs::App;
use constructs::iam::allow;
use constructs_aws::{action, secretsmanager};

fn main() {
    let app = App::new();
    let stack = app.stack("Stack", constructs::Stack::named("stack"));
    let secret = stack.add("Secret", secretsmanager::Secret::new());
    let _ = allow([action!("sqs:SendMessage")]).on([secret]);
}
