//! Every key and value -> the place that the text has it at.

use constructs_document::Mark;

use crate::read;

/// The place of what `path` leads to: of the key, and of the value.
fn places(text: &str, path: &[&str]) -> [(u32, u32); 2] {
    let template = read(text.as_bytes()).expect("a template");
    let mut node = template.root();
    let mut key = Mark::default();
    for step in path {
        node = if let Some(items) = node.as_list() {
            &items[step.parse::<usize>().expect("a position")]
        } else {
            let entry = node.as_map().and_then(|map| map.entry(step)).expect("an entry");
            key = entry.mark;
            &entry.node
        };
    }
    [(key.line, key.column), (node.mark.line, node.mark.column)]
}

#[test]
fn places_in_json() {
    let text = "{\n  \"é\": {\"日本\": [1,\r\n    \"x\"]}\n}";
    assert_eq!(places(text, &["é"]), [(2, 3), (2, 8)]);
    assert_eq!(places(text, &["é", "日本"]), [(2, 9), (2, 15)]);
    assert_eq!(places(text, &["é", "日本", "1"]), [(2, 9), (3, 5)]);
}

#[test]
fn places_in_yaml() {
    let text = "\u{FEFF}# é\né:\n  日本: [1,\r\n    'x']\n  tagged: &a !Ref b\n  block: |\n    text\n  none:\n  # !x\n  list:\n  - !GetAtt a.b\n";
    assert_eq!(places(text, &["é"]), [(2, 1), (3, 3)]);
    assert_eq!(places(text, &["é", "日本"]), [(3, 3), (3, 7)]);
    assert_eq!(places(text, &["é", "日本", "1"]), [(3, 3), (4, 5)]);
    assert_eq!(places(text, &["é", "tagged"]), [(5, 3), (5, 11)]);
    assert_eq!(places(text, &["é", "block"]), [(6, 3), (7, 5)]);
    assert_eq!(places(text, &["é", "none"]), [(8, 3), (8, 3)]);
    assert_eq!(places(text, &["é", "list", "0", "Fn::GetAtt", "1"]), [(11, 5), (11, 5)]);
}

#[test]
fn places_of_what_goes_on_at_the_margin() {
    let text = "A:\n  P: {\n\"é\": [\n  x, \"y\"]\n}\n  Q: 1\n";
    assert_eq!(places(text, &["A", "P"]), [(2, 3), (2, 6)]);
    assert_eq!(places(text, &["A", "P", "é"]), [(3, 1), (3, 6)]);
    assert_eq!(places(text, &["A", "P", "é", "1"]), [(3, 1), (4, 6)]);
    assert_eq!(places(text, &["A", "Q"]), [(6, 3), (6, 6)]);
    let error = read(b"A:\n  P: {\n\"a\": 1,\n\"a\": 2}\n").expect_err("a key that occurs twice");
    assert_eq!(error.mark(), Mark { line: 4, column: 1 });
    let error = read(b"A:\n  P: {\n\"a\": 1,\n\"b\": @}\n").expect_err("a character");
    assert_eq!(error.mark(), Mark { line: 4, column: 6 });
}

#[test]
fn a_missing_value_has_the_mark_of_the_innermost_that_exists() {
    let text = "Resources:\n  A:\n    Properties:\n      List: [x, y]\n      a/b: 1\n";
    let document = read(text.as_bytes()).unwrap();
    let in_properties = |key| vec!["Resources", "A", "Properties", key];
    for (keys, line, column) in [
        (["Resources", "A", "Properties", "List", "1"].to_vec(), 4, 17),
        (in_properties("a/b"), 5, 7),
        (in_properties("Missing"), 3, 5),
        (vec!["Resources", "B"], 1, 1),
        (Vec::new(), 1, 1),
    ] {
        assert_eq!(document.root().mark_at(&keys), Mark { line, column }, "{keys:?}");
    }
}
