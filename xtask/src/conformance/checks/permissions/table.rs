//! Compares the matrix with all answers: a table for a reviewer, and the differences that no listed limit explains.
//!
//! A cell is what the matrix states. A number after it refers to a note: which source answers differently, and why.

use std::fmt::Write;

use super::answers::{Answers, COLUMNS};
use super::matrix::Matrix;
use super::thing::Thing;
use crate::conformance::listed::Listed;

const ABOUT: &str = "
Each cell is what the matrix says; clients over HTTP, IAM's simulator and `access can` say the same, but for:
";

/// The result of the comparison.
pub(super) struct Compared {
    /// Differences that no limit explains.
    pub(super) findings: Vec<String>,
    /// The table.
    pub(super) text: String,
    /// The number of cells.
    pub(super) cells: usize,
    /// The number of answers that differ for a listed limit.
    pub(super) explained: usize,
}

/// Compares every cell.
pub(super) fn compare(
    matrix: &Matrix,
    questions: &[(String, Thing)],
    answers: &Answers,
    limits: &mut Listed,
) -> Compared {
    let compared = Compared { findings: Vec::new(), text: String::new(), cells: 0, explained: 0 };
    let mut comparison = Comparison { answers, limits, notes: Vec::new(), compared };
    let mut head = vec!["action".to_owned(), "on".to_owned()];
    head.extend(matrix.roles.iter().map(|role| role.column.clone()));
    let mut rows = vec![head];
    let mut last = "";
    for (action, thing) in questions {
        let shown = if last == action { "" } else { action };
        let mut row = vec![shown.to_owned(), thing.words.clone()];
        for role in &matrix.roles {
            let verdict = if matrix.allows(&role.column, action, thing) { "yes" } else { "-" };
            row.push(comparison.cell([action, &thing.words, &role.column], verdict));
        }
        rows.push(row);
        last = action;
    }
    comparison.finish(&rows)
}

struct Comparison<'c> {
    answers: &'c Answers,
    limits: &'c mut Listed,
    /// The notes: which source answers differently and why, and in how many cells.
    notes: Vec<(String, usize)>,
    compared: Compared,
}

impl Comparison<'_> {
    /// What the matrix states, followed by the numbers of the notes.
    fn cell(&mut self, [action, thing, column]: [&str; 3], verdict: &str) -> String {
        let said = self.answers.get(&[action, thing, column].map(str::to_owned));
        let mut marks = Vec::new();
        for (index, who) in COLUMNS.iter().enumerate() {
            let said = said.and_then(|said| said.get(index)).map(String::as_str);
            let said = said.filter(|said| !said.is_empty()).unwrap_or("no answer");
            if said == verdict {
                continue;
            }
            let difference = format!("{who} {column} {action} {thing}: {said}");
            if let Some(reason) = self.limits.find_reason(&difference) {
                let note = format!("{who} says `{said}`: {reason}");
                self.compared.explained += 1;
                marks.push(self.note(note).to_string());
            } else {
                marks.push("!".to_owned());
                self.compared.findings.push(format!("{difference}, the matrix says {verdict}"));
            }
        }
        self.compared.cells += 1;
        marks.sort();
        if marks.is_empty() {
            verdict.to_owned()
        } else {
            format!("{verdict} ({})", marks.join(" "))
        }
    }

    /// Counts a cell for a note, and returns the note's number.
    fn note(&mut self, text: String) -> usize {
        let known = self.notes.iter().position(|(known, _)| *known == text);
        let at = known.unwrap_or(self.notes.len());
        match self.notes.get_mut(at) {
            Some((_, count)) => *count += 1,
            None => self.notes.push((text, 1)),
        }
        at + 1
    }

    fn finish(self, rows: &[Vec<String>]) -> Compared {
        let mut text = align_rows(rows);
        text.push_str(ABOUT);
        for (number, (note, count)) in self.notes.iter().enumerate() {
            let cells = if *count == 1 { "cell" } else { "cells" };
            let _ = writeln!(text, "({}) {count} {cells}: {note}", number + 1);
        }
        if !self.compared.findings.is_empty() {
            text.push_str("(!) nothing explains it: a finding\n");
        }
        Compared { text, ..self.compared }
    }
}

/// Aligns the columns of rows.
fn align_rows(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(String::len).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        let line = cells.collect::<Vec<_>>().join("  ");
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::checks::permissions::matrix::tests::TEXT;
    use crate::conformance::checks::permissions::questions::questions;

    #[test]
    fn a_difference_is_a_note_or_a_finding() {
        let matrix = Matrix::read(TEXT).unwrap();
        let questions = questions(&matrix, "").unwrap();
        let mut limits = "http API cloudwatch:* *: - = it is blind\nhttp x: - = old\n";
        let mut limits = Listed::parse("limits".to_owned(), std::mem::take(&mut limits)).unwrap();
        let mut answers = Answers::new();
        for (action, thing) in &questions {
            for role in &matrix.roles {
                let yes = matrix.allows(&role.column, action, thing);
                let mut said = [(); 3].map(|()| if yes { "yes" } else { "-" }.to_owned());
                if action.starts_with("cloudwatch") {
                    "-".clone_into(&mut said[0]);
                }
                let cell = [action.clone(), thing.words.clone(), role.column.clone()];
                answers.insert(cell, said);
            }
        }
        let push = ["sqs:SendMessage", "queue push", "Reader"].map(str::to_owned);
        "yes".clone_into(&mut answers.get_mut(&push).unwrap()[2]);
        let compared = compare(&matrix, &questions, &answers, &mut limits);
        let found = "access-can Reader sqs:SendMessage queue push: yes, the matrix says -";
        assert_eq!(compared.findings, [found]);
        assert_eq!((compared.cells, compared.explained), (6, 1));
        let expected = "\
action                    on                       API      Reader
sqs:SendMessage           queue push               yes      - (!)
cloudwatch:PutMetricData  namespace chat           yes (1)  -
ssm:GetParameter          parameter /chat/setting  -        yes

Each cell is what the matrix says; clients over HTTP, IAM's simulator and `access can` say the same, but for:
(1) 1 cell: http says `-`: it is blind
(!) nothing explains it: a finding
";
        assert_eq!(compared.text, expected);
        assert_eq!(limits.stale_lines().count(), 1);
    }
}
