//! Lays out figures in aligned columns for a terminal.

/// A heading, and one line for each row: the first column to the left, the others to the right.
pub(super) fn layout(columns: &[&str], rows: &[Vec<String>]) -> Vec<String> {
    let head: Vec<String> = columns.iter().map(|column| (*column).to_owned()).collect();
    let all: Vec<&Vec<String>> = std::iter::once(&head).chain(rows).collect();
    let widths: Vec<usize> = (0..columns.len())
        .map(|column| all.iter().filter_map(|row| row.get(column)).map(String::len).max())
        .map(Option::unwrap_or_default)
        .collect();
    all.into_iter().map(|row| line(row, &widths)).collect()
}

/// `numerator / denominator` with one decimal; a dash where there is nothing to divide by.
pub(super) fn ratio(numerator: usize, denominator: usize) -> String {
    let Some(tenths) = (numerator * 10 + denominator / 2).checked_div(denominator) else {
        return "-".to_owned();
    };
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn line(row: &[String], widths: &[usize]) -> String {
    let cells = row.iter().zip(widths).enumerate().map(|(column, (cell, width))| {
        if column == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
    });
    format!("  {}", cells.collect::<Vec<_>>().join("  ").trim_end())
}

#[cfg(test)]
mod tests {
    use super::{layout, ratio};

    #[test]
    fn columns_are_aligned() {
        let rows = [vec!["toolkit".into(), "7".into()], vec!["aws".into(), "1234".into()]];
        assert_eq!(
            layout(&["crate", "files"], &rows),
            ["  crate    files", "  toolkit      7", "  aws       1234"]
        );
    }

    #[test]
    fn a_ratio_is_rounded() {
        assert_eq!(ratio(7, 3), "2.3");
        assert_eq!(ratio(5, 3), "1.7");
        assert_eq!(ratio(5, 0), "-");
    }
}
