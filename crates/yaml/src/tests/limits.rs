//! Texts that are made to hurt -> an error, soon.

use constructs_document::LARGEST;

use super::error;
use crate::read;

#[test]
fn a_huge_file_is_not_looked_at() {
    let text = vec![b'{'; LARGEST + 1];
    assert_eq!(
        error(text),
        "the template has more than 4000000 bytes, which is not read, at line 1, column 1"
    );
}

#[test]
fn nesting_ends_somewhere() {
    let nested = [
        "[".repeat(10_000),
        "{".repeat(10_000),
        format!("a: {}", "[".repeat(10_000)),
        format!("a: {}", "{".repeat(10_000)),
        format!("a: {}", "{a: ".repeat(10_000)),
        "{\"a\":".repeat(10_000),
        "{\"a\":[".repeat(10_000),
        format!("a:\n {}", "- ".repeat(10_000)),
        format!("a:\n {}", "? ".repeat(10_000)),
        (0..2_500).map(|level| format!("{}a:\n", " ".repeat(level))).collect(),
        format!("a: {}x{}", "!If [".repeat(70), "]".repeat(70)),
    ];
    for text in nested {
        let error = error(&text);
        let begin: String = text.chars().take(12).collect();
        assert!(
            error.contains("nests deeper") || error.contains("well-formed"),
            "{begin}: {error}"
        );
        assert!(!error.contains("line 0"), "{begin}: {error}");
    }
    let fits = format!("{}{}", "{\"a\":".repeat(128), "1").to_owned() + &"}".repeat(128);
    assert!(read(fits.as_bytes()).is_ok());
    let deep = format!("{}{}", "{\"a\":".repeat(129), "1").to_owned() + &"}".repeat(129);
    assert_eq!(error(deep), "the template nests deeper than 128 levels, at line 1, column 641");
    let deep = format!("a: {}{}", "[".repeat(128), "]".repeat(128));
    assert_eq!(error(deep), "the template nests deeper than 128 levels, at line 1, column 131");
}

#[test]
fn aliases_do_not_explode() {
    let mut laughs = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..10 {
        let items = vec![format!("*a{}", level - 1); 10].join(", ");
        laughs += &format!("a{level}: &a{level} [{items}]\n");
    }
    assert!(error(&laughs).starts_with("the aliases repeat more than"), "{}", error(&laughs));
    let long = format!("a: &a {}\nb: [{}]", "x".repeat(1_000_000), vec!["*a"; 100].join(", "));
    assert!(error(&long).starts_with("the aliases repeat more than"));
    let nested = (1..140).fold(String::from("a0: &a0 [x]\n"), |text, level| {
        text + &format!("a{level}: &a{level} [*a{}]\n", level - 1)
    });
    assert!(error(&nested).starts_with("the template nests deeper"), "{}", error(&nested));
    let anchors = format!("a: {}{}", "&a [".repeat(100), "]".repeat(100));
    assert!(read(anchors.as_bytes()).is_ok());
}

#[test]
fn what_is_large_but_flat_is_read() {
    for text in [
        format!("a: [{}]", "x,".repeat(200_000)),
        format!("a: \"{}\"", "\\n".repeat(200_000)),
        format!("a: {}", "x ".repeat(200_000)),
        format!("a:\n{}", "  - - x\n".repeat(50_000)),
        format!("a: |\n{}", "  x\n".repeat(200_000)),
        format!("{{\"a\": \"{}\"}}", "\\u00e9".repeat(200_000)),
        (0..50_000).map(|n| format!("key{n}: &a{n} x\n")).collect(),
    ] {
        assert!(read(text.as_bytes()).is_ok());
    }
}
