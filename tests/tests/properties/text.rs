//! Any text that enters at any input of an app is the same text in the deployed stack, or a diagnostic. Data is never code.

use constructs::codes;
use constructs::prelude::*;
use constructs::{GenericResource, TagOptions, Tagging, concat};
use constructs_aws::sqs::Queue;
use proptest::prelude::*;
use serde_json::Value as Json;

use crate::support::{Deployment, at, template_of};

const PIECES: [&str; 26] = [
    "${",
    "$",
    "{",
    "}",
    "${!",
    "!",
    "{{",
    "}}",
    "{{resolve:",
    "{{res",
    "olve:",
    "resolve:ssm:x}}",
    "AWS::Region",
    "${AWS::Region}",
    "${Queue.Arn}",
    "\"",
    "\\",
    "\\u0000",
    "\n",
    "\t",
    "\u{0}",
    "\u{7f}",
    "é",
    "日本",
    "\u{1F600}",
    "chat-dev",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(&PIECES[..]).prop_map(str::to_owned),
        any::<String>(),
        "[ -~]{0,6}"
    ]
}

/// Any text, the dangerous ones above all.
fn data() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..5).prop_map(|pieces| pieces.concat())
}

/// An input for data: where its value is in the template, and the text that the deployed stack must have there.
struct Input {
    pointer: &'static str,
    expected: String,
}

/// Passes two texts to every input of one app.
fn describe(app: &App, a: &str, b: &str) -> Vec<Input> {
    let other = app.stack("Other", Stack::named("other"));
    let dead = other.add("Dead", Queue::new());
    let described = Stack::named("stack").description(b).metadata("Data", a);
    let stack = app.stack("Stack", described);
    let queue = stack.add("Queue", Queue::new().queue_name(a));
    let object = Object::new().with("list", join(b, [a, b]));
    let part = GenericResource::new("Custom::Part")
        .raw("Alone", text!("{}", a))
        .raw("Two", text!("{}{}", a, b))
        .raw("Pseudo", text!("<{}{}{}>", a, REGION, b))
        .raw("Attribute", text!("{}{}{}", a, queue.arn(), b))
        .raw("Reference", text!("{}{}", queue.name(), text!("{}{}", a, b)))
        .raw("Import", text!("{}{}{}", a, dead.arn(), b))
        .raw("Concat", concat([a, b, a]))
        .raw("Object", object)
        .raw("Literal", text!("${aws:x}-{{{}}}", a))
        .tagging(Tagging::List("Tags"));
    let part = stack.add("Part", part);
    app.scope_at(part).tag_with(a, b, TagOptions::default());
    stack.add("Parameter", Parameter::string().default(a).description(b));
    stack.add("Output", Output::new(text!("{}{}", a, ACCOUNT)).description(b));
    let region = "<AWS::Region>";
    [
        ("/Description", b.to_owned()),
        ("/Metadata/Data", a.to_owned()),
        ("/Parameters/Parameter/Default", a.to_owned()),
        ("/Parameters/Parameter/Description", b.to_owned()),
        ("/Resources/Queue/Properties/QueueName", a.to_owned()),
        ("/Resources/Part/Properties/Alone", a.to_owned()),
        ("/Resources/Part/Properties/Two", format!("{a}{b}")),
        ("/Resources/Part/Properties/Pseudo", format!("<{a}{region}{b}>")),
        ("/Resources/Part/Properties/Attribute", format!("{a}<Queue.Arn>{b}")),
        ("/Resources/Part/Properties/Reference", format!("<Queue.QueueName>{a}{b}")),
        ("/Resources/Part/Properties/Import", format!("{a}<other:DeadArn>{b}")),
        ("/Resources/Part/Properties/Concat", format!("{a}{b}{a}")),
        ("/Resources/Part/Properties/Object/list", format!("{a}{b}{b}")),
        ("/Resources/Part/Properties/Literal", format!("${{aws:x}}-{{{a}}}")),
        ("/Resources/Part/Properties/Tags/0/Key", a.to_owned()),
        ("/Resources/Part/Properties/Tags/0/Value", b.to_owned()),
        ("/Outputs/Output/Value", format!("{a}<AWS::AccountId>")),
        ("/Outputs/Output/Description", b.to_owned()),
    ]
    .map(|(pointer, expected)| Input { pointer, expected })
    .into()
}

/// The inputs whose text is another one in the deployed stack.
fn wrong(template: &Json, inputs: &[Input]) -> Vec<String> {
    let found = |input: &Input| Deployment.text(at(template, input.pointer));
    inputs
        .iter()
        .filter(|input| found(input).as_ref() != Ok(&input.expected))
        .map(|input| {
            format!(
                "{}: {:?}, not {:?}; {}",
                input.pointer,
                found(input),
                input.expected,
                at(template, input.pointer)
            )
        })
        .collect()
}

fn check(a: &str, b: &str) -> Result<(), TestCaseError> {
    let app = App::new();
    let inputs = describe(&app, a, b);
    match app.synth() {
        Ok(assembly) => {
            let wrong = wrong(&template_of(&assembly, "stack"), &inputs);
            prop_assert!(wrong.is_empty(), "{:#?}", wrong);
            // CloudFormation reads no reference in a description; of `list` there is
            // `no_function_puts_a_dynamic_reference_together`.
            let is_known = |input: &Input| {
                ["Description", "list"].iter().any(|end| input.pointer.ends_with(end))
            };
            let is_code = |input: &Input| input.expected.contains("{{resolve:") && !is_known(input);
            let code: Vec<&str> =
                inputs.iter().filter(|input| is_code(input)).map(|input| input.pointer).collect();
            prop_assert!(code.is_empty(), "data became a reference at {:?}", code);
        }
        Err(found) => {
            prop_assert!(
                found.iter().all(|found| found.code == codes::DYNAMIC_REFERENCE),
                "{}",
                found
            );
            prop_assert!(
                inputs.iter().any(|input| input.expected.contains("{{resolve:")),
                "{}",
                found
            );
        }
    }
    Ok(())
}

/// Whether every `${` has its `}`.
fn closes(text: &str) -> bool {
    text.split("${").skip(1).all(|rest| rest.contains('}'))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn data_comes_out_as_it_went_in(a in data(), b in data()) {
        prop_assume!([&a, &b, &format!("{a}{b}"), &format!("{a}{b}{a}")].iter().all(|text| closes(text)));
        check(&a, &b)?;
    }

    #[test]

    fn data_that_opens_and_does_not_close_comes_out_as_it_went_in(a in data(), b in data()) {
        check(&a, &b)?;
    }
}
