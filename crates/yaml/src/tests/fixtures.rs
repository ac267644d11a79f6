//! Templates that nobody here wrote -> templates, or the fault that they were written for.

use constructs_fixtures::files;

use crate::read;

#[test]
fn good_templates_are_read() {
    for (path, bytes) in files("cfn-lint/good") {
        let template = read(&bytes);
        assert!(template.is_ok(), "{path}: {}", template.unwrap_err());
    }
}

/// The files that are not templates: not a text, a key that occurs twice, broken JSON, broken YAML, an object as a key.
#[test]
fn of_the_bad_templates_only_those_that_are_none_are_refused() {
    let found = files("cfn-lint/bad");
    let refused: Vec<String> = found
        .iter()
        .filter(|(_, bytes)| read(bytes).is_err())
        .map(|(path, _)| path.rsplit('/').next().unwrap_or(path).to_owned())
        .collect();
    let expected = [
        "config_invalid_json.json",
        "config_invalid_yaml.yaml",
        "parse_invalid_map.yaml",
        "duplicate.json",
        "duplicate.yaml",
        "empty_file.yaml",
        "template.yaml",
    ];
    assert!(found.is_empty() || refused == expected, "{refused:?}");
}
