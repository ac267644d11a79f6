//! Each broken variant of the app is caught by the right rule at the right place, and by nothing else.

use std::collections::BTreeSet;

use constructs_guard::{Rules, TemplateText, View};

use crate::support::{Broken, document, findings, rules, template};
use crate::variants::{Variant, variants};

/// All variants of one stack at once: each under a name of its own, beside the other stacks as they are.
fn findings_of(stack: &str, variants: &[&Variant]) -> Vec<Broken> {
    let others =
        ["dev-database", "dev-cache", "dev-queues"].into_iter().filter(|other| *other != stack);
    let others = others.map(|other| template(&format!("chat-{other}")));
    findings(&variants.iter().map(|variant| variant.template()).chain(others).collect::<Vec<_>>())
}

#[test]
fn every_broken_variant_is_caught_at_its_place_and_nothing_else_is() {
    let all = variants();
    let stacks: BTreeSet<&str> = all.iter().map(|variant| variant.stack).collect();
    let mut problems = Vec::new();
    for stack in stacks {
        let of_stack: Vec<&Variant> = all.iter().filter(|variant| variant.stack == stack).collect();
        let found = findings_of(stack, &of_stack);
        for variant in &of_stack {
            let found = found.iter().filter(|finding| finding.template == variant.name);
            let found: Vec<(&str, &str)> =
                found.map(|finding| (&*finding.rule, &*finding.pointer)).collect();
            if found != [(variant.rule, &*variant.pointer)] {
                problems.push(format!(
                    "`{}`: expected `{}` at {}, found {found:#?}",
                    variant.name, variant.rule, variant.pointer
                ));
            }
        }
        let alarms = found.iter().filter(|finding| finding.template.starts_with("chat-"));
        problems.extend(alarms.map(|finding| format!("{finding:?}")));
    }
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn there_are_forty_variants_and_one_for_each_rule() {
    let all = variants();
    assert!(all.len() >= 40, "{}", all.len());
    let names: BTreeSet<&str> = all.iter().map(|variant| variant.name).collect();
    assert_eq!(names.len(), all.len(), "two variants have one name");
    let broken: BTreeSet<&str> = all.iter().map(|variant| variant.rule).collect();
    let rules = rules();
    let untried: Vec<&str> =
        rules.iter().flat_map(Rules::rule_names).filter(|rule| !broken.contains(rule)).collect();
    assert_eq!(untried, Vec::<&str>::new());
}

#[test]
fn a_wildcard_is_found_below_fifty_conditions() {
    let mut iam = document("chat-dev-iam");
    let nested = (0..50).fold(
        serde_json::json!("*"),
        |inner, _| serde_json::json!({"Fn::If": ["A", inner, {"Ref": "AWS::NoValue"}]}),
    );
    let resource =
        iam.pointer_mut("/Resources/SecretsAccess/Properties/PolicyDocument/Statement/1/Resource");
    *resource.expect("a resource") = nested;
    let found = findings(&[TemplateText::new("deep", iam.to_string())]);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].pointer.matches("/Fn::If/1").count(), 50);
}

#[test]
fn what_another_stack_says_counts() {
    // The queue is a dead-letter queue by name only: nothing sends its failures there any more.
    let mut queues = document("chat-dev-queues");
    let offline =
        queues.pointer_mut("/Resources/Offline/Properties/RedrivePolicy/deadLetterTargetArn");
    *offline.expect("a redrive policy") = serde_json::json!({"Fn::GetAtt": ["PushDlq", "Arn"]});
    let queues = TemplateText::new("chat-dev-queues", queues.to_string());
    let found = findings(&[queues, template("chat-dev-iam")]);
    let found: Vec<(&str, &str, &str)> =
        found.iter().map(|f| (&*f.template, &*f.rule, &*f.pointer)).collect();
    let import = "/Resources/WorkersPolicyB45E7C50/Properties/PolicyDocument/Statement/1/Resource/1/Fn::ImportValue";
    assert_eq!(
        found,
        [
            ("chat-dev-queues", "queues_have_a_dead_letter_queue", "/Resources/OfflineDlq"),
            ("chat-dev-iam", "workers_send_to_dead_letter_queues_only", import),
        ]
    );
}

#[test]
fn rules_that_need_imports_are_kept_apart() {
    let resolved = rules().into_iter().filter(|rules| rules.view() == View::Resolved).count();
    assert_eq!(resolved, 1);
}
