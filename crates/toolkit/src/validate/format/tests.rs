//! What each format makes of an app's findings, and of texts that mean harm.

use constructs::diagnostic::{Place, Severity};
use constructs::prelude::*;
use constructs::{App, Code, Diagnostic, Diagnostics, GenericResource};
use proptest::prelude::*;

use super::{escape, github, junit, sarif, text};
use crate::synthesized::stacks;
use crate::validate::check::Checkers;
use crate::validate::report::{Acknowledged, Checked, Report};
use crate::validate::source::Sources;

/// An app with a property that does not exist, an action that does not, and one acknowledgement of each.
fn app() -> App {
    let app = App::new();
    let stack = app
        .stack("Queues", Stack::named("shop-queues").acknowledge("F0103", "it comes next month"));
    stack.add("Push", GenericResource::new("AWS::SQS::Queue").raw("QueueNam", "push"));
    stack.add("New", GenericResource::new("AWS::SQS::NewQueue"));
    let send = allow_named(["sqs:SendMesage"]).on_any().sid("Send");
    stack.add("Policy", ManagedPolicy::new([send]).acknowledge("A0105", "nothing to be seen"));
    app
}

/// What `check` makes of the report on the app.
fn check_report<T>(check: impl FnOnce(&Report, &Sources<'_>) -> T) -> T {
    let assembly = app().synth().unwrap();
    let stacks = stacks(&assembly);
    let report =
        Checkers::new(None).unwrap().report(&stacks, Some(&assembly), Diagnostics::new()).unwrap();
    check(&report, &Sources::new(None, &stacks, &[]))
}

#[test]
fn the_rust_line_is_quoted_and_the_template_named() {
    let shown = check_report(text).replace(super::super::super::report::PLAIN, "");
    insta::assert_snapshot!(anstream::adapter::strip_str(&shown).to_string());
}

#[test]
fn sarif_leads_to_the_rust_line_first_and_to_the_template_second() {
    let log = check_report(|report, sources| sarif(report, sources).unwrap());
    let log: serde_json::Value = serde_json::from_str(&log).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 4);
    for result in results {
        let uri = |location: &serde_json::Value| {
            location["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap().to_owned()
        };
        assert!(uri(&result["locations"][0]).ends_with("validate/format/tests.rs"));
        assert_eq!(uri(&result["relatedLocations"][0]), "cdk.out/shop-queues.template.json");
    }
    let acknowledged = results.iter().find(|result| result["ruleId"] == "F0103").unwrap();
    assert_eq!(acknowledged["suppressions"][0]["justification"], "it comes next month");
}

/// A report in which everything that comes from elsewhere is `text`.
fn hostile(text: &str) -> Report {
    let mut place = Place::of_construct(text).property(text).template(0);
    place.logical_id = Some(text.to_owned());
    place.file = Some(text.to_owned());
    place.pointer = Some(text.to_owned());
    place.position = Some((1, 1));
    let diagnostic = Diagnostic::error(Code::new("X0001"), text).at(place.clone());
    let diagnostic = diagnostic.rule(text).help(text).related(text, place);
    Report {
        templates: vec![Checked {
            name: text.to_owned(),
            file: text.to_owned(),
            capabilities: Vec::new(),
        }],
        findings: vec![diagnostic.clone()],
        acknowledged: vec![Acknowledged { diagnostic, reason: text.to_owned(), by: "constructs" }],
        remarks: vec![text.to_owned()],
    }
}

/// Texts with what means something to one of the sinks.
fn texts() -> impl Strategy<Value = String> {
    let words = proptest::sample::select(vec![
        "a",
        "::",
        "::error ::x",
        "%",
        "%0A",
        "\n",
        "\r",
        ",",
        ":",
        "\u{1b}[31m",
        "\u{9b}2J",
        "\u{202e}",
        "\u{2066}",
        "\u{7f}",
        "\0",
        "<",
        ">",
        "&",
        "\"",
        "'",
        "]]>",
        "\u{fffe}",
        "\u{ffff}",
        "\u{2028}",
        "日本",
        "\t",
        "/",
        "~1",
        "`",
    ]);
    prop_oneof![
        proptest::collection::vec(words, 0..12).prop_map(|words| words.concat()),
        any::<String>(),
    ]
}

fn steers(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2028}' | '\u{2029}')
}

proptest! {
    #[test]
    fn no_text_steers_a_terminal_or_begins_a_line(hostile_text in texts()) {
        let report = hostile(&hostile_text);
        let texts = [(hostile_text.clone(), format!("{hostile_text}\n{hostile_text}"))];
        let shown = text(&report, &Sources::new(None, &[], &texts));
        let shown = anstream::adapter::strip_str(&shown).to_string();
        prop_assert!(!shown.contains(steers), "{shown:?}");
        let begins = ["error[X0001]", "  -->", "   |", "1  |", "   =", "acknowledged[X0001]", "validate: ", "note: "];
        for line in shown.lines().filter(|line| !line.is_empty()) {
            prop_assert!(begins.iter().any(|begin| line.starts_with(begin)), "{line:?}");
        }
    }

    #[test]
    fn no_text_begins_a_command_of_github(hostile_text in texts()) {
        let commands = github(&hostile(&hostile_text));
        prop_assert_eq!(commands.lines().count(), 2);
        prop_assert!(!commands.contains(steers), "{:?}", commands);
        for command in commands.lines() {
            let (head, data) = command.strip_prefix("::").unwrap().split_once("::").unwrap();
            prop_assert!(["error ", "notice "].iter().any(|level| head.starts_with(level)), "{}", head);
            for property in head.split_once(' ').unwrap().1.split(',') {
                let (key, value) = property.split_once('=').unwrap();
                prop_assert!(["file", "line", "col", "title"].contains(&key), "{}", key);
                prop_assert!(!value.contains(':'), "{}", value);
            }
            prop_assert!(!data.contains('\r'));
        }
    }

    #[test]
    fn the_xml_is_well_formed(hostile_text in texts()) {
        let xml = junit(&hostile(&hostile_text), Severity::Error);
        let is_legal = |c: char| matches!(c, '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
        prop_assert!(xml.chars().all(is_legal) && !xml.contains(steers), "{:?}", xml);
        // Elements are ours alone, as many as the report has parts, and every ampersand begins an entity that we write.
        let tags: Vec<&str> = xml.split('<').skip(1).collect();
        prop_assert!(tags.iter().all(|tag| tag.matches('>').count() == 1), "{}", xml);
        prop_assert_eq!(tags.len(), 14);
        for entity in xml.split('&').skip(1) {
            let known = ["amp;", "lt;", "gt;", "quot;", "apos;", "#10;"];
            prop_assert!(known.iter().any(|known| entity.starts_with(known)), "{}", entity);
        }
    }

    #[test]
    fn json_keeps_the_text_and_shows_nothing_that_steers(hostile_text in texts()) {
        let sources = Sources::new(None, &[], &[]);
        let json = super::json(&hostile(&hostile_text), &sources).unwrap();
        prop_assert!(!json.contains(steers), "{:?}", json);
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(value["findings"][0]["message"].as_str(), Some(&*hostile_text));
        let log = sarif(&hostile(&hostile_text), &sources).unwrap();
        prop_assert!(!log.contains(steers), "{:?}", log);
        prop_assert!(serde_json::from_str::<serde_json::Value>(&log).is_ok());
    }

    #[test]
    fn uris_are_uris(path in texts()) {
        let uri = escape::uri(&path);
        prop_assert!(uri.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&byte)), "{}", uri);
    }
}
