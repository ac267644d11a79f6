//! Changes in `tests/cases/access/changes.jsonl`, a line each: two states, and whether somebody can do more, or might.
//!
//! ```text
//! {"case": …, "old": {a template}, "new": {a template}, "gain": true}
//! ```

use serde_json::Value as Json;

use super::{Output, rows, run_on};

#[test]
fn a_gate_fails_where_somebody_gains_or_might() {
    let wrong = |row: &Json| {
        let (old, new) = (row["old"].to_string(), row["new"].to_string());
        let templates = [("old.json", old.as_str()), ("new.json", new.as_str())];
        let Output { text, code } =
            run_on(&templates, &["diff", "@old.json", "@new.json", "--no-new-access"]);
        let is_gain = row["gain"].as_bool().unwrap();
        (code != u8::from(is_gain)).then(|| format!("{}: {code}\n{text}", row["case"]))
    };
    let wrong: Vec<String> = rows("changes.jsonl").iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
