//! `access query`: one line of JSON in, one out, until the input ends. A line that can't be answered gets its error.

use std::io::{self, BufRead, Read, Write};
use std::sync::OnceLock;

use constructs::diagnostic::escape::escape_json;
use constructs_iam::ActionUniverse;
use constructs_lint::query;

use crate::failure::Failure;
use crate::output::finish;

/// Bytes; longer lines are not read whole. A policy has 10,240 characters at most.
const LONGEST: u64 = 8_000_000;

pub(super) fn run() -> Result<(), Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    finish(answer_all(&mut io::stdin().lock(), &mut out))
}

/// Answers each line at once, for those who wait for one answer before they ask the next.
fn answer_all(input: &mut impl BufRead, out: &mut impl Write) -> io::Result<()> {
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.by_ref().take(LONGEST).read_until(b'\n', &mut line)? == 0 {
            return out.flush();
        }
        let is_whole = line.ends_with(b"\n") || (line.len() as u64) < LONGEST;
        if !is_whole {
            skip_line(input)?;
        }
        if is_whole && line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        writeln!(out, "{}", escape_json(&answer(is_whole.then_some(line.as_slice()))))?;
        out.flush()?;
    }
}

fn answer(line: Option<&[u8]>) -> String {
    let error = |text: &str| serde_json::json!({ "error": text }).to_string();
    let Some(line) = line else {
        return error(&format!("the line is longer than {LONGEST} bytes"));
    };
    let Ok(text) = std::str::from_utf8(line) else { return error("the line is not UTF-8") };
    query::answer(text.trim(), universe(text))
}

/// All actions, where the question is about policies as wholes; evaluating a request needs none.
fn universe(line: &str) -> &'static ActionUniverse {
    static NONE: OnceLock<ActionUniverse> = OnceLock::new();
    if line.contains("implies") {
        ActionUniverse::known()
    } else {
        NONE.get_or_init(ActionUniverse::default)
    }
}

fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        match buffer.iter().position(|byte| *byte == b'\n') {
            Some(at) => {
                input.consume(at + 1);
                return Ok(());
            }
            None => {
                let length = buffer.len();
                input.consume(length);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(input: &[u8]) -> Vec<String> {
        let mut out = Vec::new();
        answer_all(&mut io::BufReader::new(input), &mut out).unwrap();
        String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_line_that_cannot_be_answered_does_not_stop_the_next() {
        let allow = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:*","Resource":"*"}]}"#;
        let eval = format!(
            r#"{{"op":"eval","policies":{{"identity":[{allow}]}},"request":{{"Principal":{{"AWS":"arn:aws:iam::111122223333:role/r"}},"Action":"sqs:SendMessage","Resource":"arn:aws:sqs:eu-west-1:111122223333:q","Context":{{"aws:SecureTransport":true}}}}}}"#
        );
        let implies = format!(r#"{{"op":"implies","p1":{allow},"p2":{allow}}}"#);
        let input = format!("{{not json\n\n{eval}\n\u{1b}[31m\n{implies}");
        let found = answers(input.as_bytes());
        assert!(found[0].starts_with(r#"{"error":"#), "{}", found[0]);
        assert!(found[1].contains(r#""decision":"Allowed""#), "{}", found[1]);
        assert!(found[2].starts_with(r#"{"error":"#) && !found[2].contains('\u{1b}'));
        assert!(found[3].contains(r#""result":"proved""#), "{}", found[3]);
        assert_eq!(found.len(), 4);
    }

    #[test]
    fn a_line_without_end_is_not_kept() {
        let mut input = vec![b'['; usize::try_from(LONGEST).unwrap() + 10];
        input.extend(b"\n7\n\xff\n");
        let found = answers(&input);
        assert_eq!(found.len(), 3);
        assert!(found[0].contains("longer than") && found[2].contains("UTF-8"));
    }
}
