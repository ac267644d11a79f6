//! An example of a code: two templates that differ in what the code reports.

use constructs::Code;

/// An example, as a file of the folder `examples` contains it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Example {
    code: &'static str,
    text: &'static str,
}

/// The two templates of an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// The template with the finding.
    Reported,
    /// The template without it.
    Accepted,
}

impl Example {
    pub(super) const fn new(code: &'static str, text: &'static str) -> Self {
        Self { code, text }
    }

    /// The code that the example is about.
    pub(super) fn is_of(&self, code: Code) -> bool {
        self.code == code.as_str()
    }

    /// One of the templates. A line with `{1..3}` is written three times.
    pub(crate) fn template(&self, side: Side) -> String {
        let other = match side {
            Side::Reported => "+ ",
            Side::Accepted => "- ",
        };
        let lines = self.text.lines().filter(|line| !line.starts_with(other));
        lines.map(|line| format!("{}\n", line.get(2..).unwrap_or_default())).collect()
    }

    /// Whether a line of a template is written several times.
    pub(crate) fn has_ranges(&self) -> bool {
        self.text.lines().any(|line| range(line).is_some())
    }
}

/// What is before a range of numbers, its last number, and what is after it: `{1..501}`.
fn range(line: &str) -> Option<(&str, u32, &str)> {
    let (before, rest) = line.split_once("{1..")?;
    let (last, after) = rest.split_once('}')?;
    Some((before, last.parse().ok()?, after))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A template with every line that its ranges make.
    pub(in super::super) fn expand(template: &str) -> String {
        let expand_line = |line: &str| match range(line) {
            Some((before, last, after)) => {
                (1..=last).map(|number| format!("{before}{number}{after}\n")).collect()
            }
            None => format!("{line}\n"),
        };
        template.lines().map(expand_line).collect()
    }

    impl Example {
        /// The code, as text.
        pub(in super::super) fn name(&self) -> &'static str {
            self.code
        }

        /// Lines that do not start with a marker.
        pub(in super::super) fn unmarked_lines(&self) -> Vec<&'static str> {
            let is_marked =
                |line: &&str| ["  ", "- ", "+ "].iter().any(|mark| line.starts_with(mark));
            self.text.lines().filter(|line| !is_marked(line)).collect()
        }
    }

    #[test]
    fn a_template_has_the_lines_of_its_side() {
        let example = Example::new("X0101", "  a:\n-   b{1..2}: 1\n+   c: 1\n");
        assert_eq!(example.template(Side::Reported), "a:\n  b{1..2}: 1\n");
        assert_eq!(example.template(Side::Accepted), "a:\n  c: 1\n");
        assert_eq!(expand(&example.template(Side::Reported)), "a:\n  b1: 1\n  b2: 1\n");
        assert!(example.has_ranges());
    }
}
