//! Text from outside must not become markup in a table.

use super::table::{NO, YES};
use super::*;
use constructs_iam::Assumption;

fn report() -> AccessReport {
    let evil = "<script>alert(1)</script> | `x` [a](b) @team \u{1b}[31m\n# h".to_owned();
    AccessReport {
        title: evil.clone(),
        tables: vec![ReportTable {
            title: "T".to_owned(),
            head: vec!["A".into(), evil.clone().into()],
            rows: vec![vec![evil.clone().into(), YES.into()]],
        }],
        sets: vec![(evil.clone(), vec![evil.clone()])],
        reasons: vec![Reason { row: evil.clone(), condition: evil.clone(), reason: evil.clone() }],
        assumptions: vec![Assumption::NotRead { unread: evil.clone() }],
        caveats: vec![evil],
    }
}

#[test]
fn text_of_others_stays_text() {
    let html = render_html(&report());
    assert!(!html.contains("<script>") && !html.contains('\u{1b}'));
    let markdown = render_markdown(&report());
    assert!(
        !markdown.contains("<script>")
            && !markdown.contains("@team")
            && !markdown.contains('\u{1b}')
    );
    assert!(!markdown.contains("\n# h") && markdown.contains("\\|"));
    insta::assert_snapshot!(markdown);
}

#[test]
fn tables_are_drawn_as_wide_as_they_are() {
    let table = ReportTable {
        title: "What each role can do".to_owned(),
        head: ["Action", "API"].map(CellText::from).to_vec(),
        rows: vec![
            ["Send", YES].map(CellText::from).to_vec(),
            ["Receive messages", NO].map(CellText::from).to_vec(),
        ],
    };
    insta::assert_snapshot!(render_text(&AccessReport {
        title: "dev".to_owned(),
        tables: vec![table],
        ..AccessReport::default()
    }));
}

#[test]
fn a_table_that_is_too_wide_is_a_list() {
    let actions: Vec<String> = (0..20).map(|number| format!("sqs:Action{number}")).collect();
    let table = ReportTable {
        title: "Resource access".to_owned(),
        head: ["Resource", "API", "Workers"].map(CellText::from).to_vec(),
        rows: vec![
            vec!["Push".into(), actions.join(", ").into(), NO.into()],
            ["Dlq", NO, "sqs:SendMessage"].map(CellText::from).to_vec(),
        ],
    };
    let report =
        AccessReport { title: "dev".to_owned(), tables: vec![table], ..AccessReport::default() };
    insta::assert_snapshot!(render_text(&report));
}
