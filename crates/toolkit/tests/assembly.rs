//! An app with mistakes that no type catches -> findings at the Rust lines that made them.

use constructs::{App, GenericResource, Resource, StackProps};

#[test]
fn a_finding_leads_to_the_line_and_the_construct() {
    let app = App::new();
    let stack = app.stack("Queues", StackProps::named("chat-queues"));
    let queue = GenericResource::new("AWS::SQS::Queue").raw("QueueNam", "push");
    let line = line!() + 1;
    stack.add("Push", queue.raw("DelaySeconds", 901));
    let assembly = app.synth().unwrap();
    let found = constructs_toolkit::check(&assembly);
    let mut said: Vec<(&str, Option<&str>, Option<&str>)> = Vec::new();
    for finding in &found {
        let origin = finding.place.primary().unwrap();
        assert!(origin.location.file().ends_with("assembly.rs"));
        assert_eq!(origin.location.line(), line);
        let place = &finding.place;
        said.push((finding.code.as_str(), place.path.as_deref(), place.property.as_deref()));
    }
    let expected = [
        ("F0101", Some("Queues/Push"), Some("QueueNam")),
        ("F0112", Some("Queues/Push"), Some("DelaySeconds")),
    ];
    assert_eq!(said, expected);
}

#[test]
fn a_sound_app_has_none() {
    let app = App::new();
    let stack = app.stack("Queues", StackProps::named("chat-queues"));
    stack.add("Push", GenericResource::new("AWS::SQS::Queue").raw("QueueName", "push"));
    assert!(constructs_toolkit::check(&app.synth().unwrap()).is_empty());
}
