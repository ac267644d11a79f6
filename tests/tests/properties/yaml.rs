//! Random apps as YAML -> read back, tags taken for their functions, the same as their JSON.

use constructs::assembly::TemplateFormat;
use proptest::prelude::*;
use serde_json::Value as Json;
use serde_yaml::Value as Yaml;

use super::apps::plan;

/// A tag is its function: `!Ref X` is `{"Ref": "X"}`, `!GetAtt X.Y` is `{"Fn::GetAtt": ["X", "Y"]}`.
fn long(yaml: Yaml) -> Json {
    match yaml {
        Yaml::Sequence(items) => items.into_iter().map(long).collect(),
        Yaml::Mapping(entries) => entries
            .into_iter()
            .map(|(key, value)| (key.as_str().expect("keys are texts").to_owned(), long(value)))
            .collect(),
        Yaml::Tagged(tagged) => {
            let tag = tagged.tag.to_string();
            let name = tag.trim_start_matches('!');
            let argument = match (name, long(tagged.value)) {
                ("GetAtt", Json::String(text)) => {
                    let (id, attribute) = text.split_once('.').expect("id and attribute");
                    Json::from(vec![id, attribute])
                }
                (_, argument) => argument,
            };
            let is_plain = matches!(name, "Ref" | "Condition");
            let name = if is_plain { name.to_owned() } else { format!("Fn::{name}") };
            Json::Object([(name, argument)].into_iter().collect())
        }
        scalar => serde_json::to_value(scalar).expect("a scalar is JSON"),
    }
}

proptest! {
    #[test]
    fn yaml_read_back_is_the_json(plan in plan(), extra in any::<String>()) {
        use constructs::prelude::*;
        let app = plan.build();
        let described = Stack::named("extra").description(extra.clone());
        app.stack("Extra", described).add("Filler", crate::support::filler().metadata(extra.clone(), extra));
        let Ok(assembly) = app.synth() else { return Ok(()) };
        let files = assembly.files(TemplateFormat::Yaml);
        for (stack, file) in assembly.stacks().zip(&files) {
            prop_assert_eq!(&file.name, &stack.file_name(TemplateFormat::Yaml));
            let yaml: Yaml = serde_yaml::from_slice(&file.bytes).expect("YAML");
            let json: Json = serde_json::from_str(stack.template()).expect("JSON");
            prop_assert_eq!(long(yaml), json);
        }
    }
}
