//! A description of an app -> its templates as JSON, or its diagnostics.

mod evaluate;

use constructs::prelude::*;
use constructs::{Assembly, Diagnostics};
use serde_json::Value as Json;

pub(crate) use evaluate::Deployment;

/// What the app that `describe` fills is synthesized to.
pub(crate) fn synthesized(describe: impl FnOnce(&App)) -> Assembly {
    let app = App::new();
    describe(&app);
    app.synth().unwrap_or_else(|diagnostics| panic!("no mistakes expected:\n{diagnostics}"))
}

/// The mistakes of the app that `describe` fills.
pub(crate) fn refused(describe: impl FnOnce(&App)) -> Diagnostics {
    let app = App::new();
    describe(&app);
    app.synth().expect_err("a mistake is expected")
}

/// The template of the stack of that name.
pub(crate) fn template_of(assembly: &Assembly, name: &str) -> Json {
    let stack = assembly.stack(name).unwrap_or_else(|| panic!("there is no stack `{name}`"));
    serde_json::from_str(stack.template()).expect("a template is JSON")
}

/// The template of the one stack that `describe` fills.
pub(crate) fn template(describe: impl FnOnce(Scope<'_>)) -> Json {
    let assembly = synthesized(|app| describe(app.stack("Stack", Stack::named("stack"))));
    template_of(&assembly, "stack")
}

/// The templates of two stacks, `first` and `second`.
pub(crate) fn templates(describe: impl FnOnce(Scope<'_>, Scope<'_>)) -> (Json, Json) {
    let assembly = synthesized(|app| {
        let first = app.stack("First", Stack::named("first"));
        describe(first, app.stack("Second", Stack::named("second")));
    });
    (template_of(&assembly, "first"), template_of(&assembly, "second"))
}

/// The value at a JSON pointer, or `null`.
pub(crate) fn at<'j>(json: &'j Json, pointer: &str) -> &'j Json {
    json.pointer(pointer).unwrap_or(&Json::Null)
}

/// Checks the values at JSON pointers.
#[track_caller]
pub(crate) fn check<const N: usize>(found: &Json, expected: [(&str, Json); N]) {
    for (pointer, expected) in expected {
        assert_eq!(*at(found, pointer), expected, "at {pointer} of\n{found:#}");
    }
}

/// The keys of the object at a JSON pointer.
pub(crate) fn keys(json: &Json, pointer: &str) -> Vec<String> {
    at(json, pointer).as_object().map(|map| map.keys().cloned().collect()).unwrap_or_default()
}

/// A resource whose type and properties do not matter to the test.
pub(crate) fn filler() -> constructs::GenericResource {
    constructs::GenericResource::new("AWS::CloudFormation::WaitConditionHandle")
}

/// A role for ECS tasks.
pub(crate) fn task_role() -> Role {
    Role::assumed_by(Principal::service("ecs-tasks.amazonaws.com"))
}
