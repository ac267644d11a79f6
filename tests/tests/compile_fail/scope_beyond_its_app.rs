//! A scope is kept beyond its app.

use constructs::prelude::*;

fn stack() -> Scope<'static> {
    let app = App::new();
    app.stack("Stack", Stack::named("stack"))
}

fn main() {
    stack();
}
