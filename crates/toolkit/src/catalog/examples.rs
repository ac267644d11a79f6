//! Lists the examples of the folder `examples`: for each code that `validate` reports on a template, a file `CODE.diff`.
//!
//! A file is a template with one change. A line starts with two characters: `- ` if only the template that has the finding
//! contains it, `+ ` if only the other template does, and two spaces if both do. `{1..501}` in a line stands for that line once
//! for each number; a line `---` separates templates that are checked together.

use super::example::Example;

macro_rules! examples {
    ($($code:literal,)*) => {
        &[$(Example::new($code, include_str!(concat!("examples/", $code, ".diff")))),*]
    };
}

/// The examples, sorted by code.
pub(super) const EXAMPLES: &[Example] = examples![
    "A0101", "A0102", "A0103", "A0104", "A0105", "A0106", "A0201", "A0202", "A0203", "A0204",
    "A0205", "A0206", "A0207", "A0301", "A0302", "A0303", "A0304", "A0305", "A0306", "A0307",
    "A0401", "A0402", "A0403", "A0404", "A0405", "A0406", "A0407", "A0501", "A0502", "A0503",
    "A0504", "A0505", "A0506", "A0507", "A0601", "A0602", "A0701", "A0702", "A0703", "C0203",
    "C0205", "C0208", "C0305", "C0306", "C0402", "C0501", "C0502", "C0503", "C0504", "C0601",
    "C0602", "C0603", "C0604", "C0605", "C0606", "C0607", "C0609", "C0610", "C0611", "F0101",
    "F0102", "F0103", "F0104", "F0105", "F0106", "F0107", "F0108", "F0109", "F0110", "F0111",
    "F0112", "F0113", "F0114", "F0115", "F0116", "F0117", "F0118", "F0119", "F0120", "F0201",
    "F0202", "F0203", "F0204", "F0205", "F0206", "F0207", "F0208", "F0209", "F0210", "F0211",
    "F0212", "F0301", "F0302", "F0303", "F0304", "F0305", "F0401", "F0402", "F0403", "F0404",
    "F0501", "F0502", "F0503", "F0504", "F0505", "F0506", "F0507", "F0508", "F0601", "F0602",
    "F0603", "F0604", "F0611", "F0612", "F0613", "F0614", "F0615", "F0616", "F0621", "F0622",
    "F0623", "F0631", "F0632", "F0641", "F0651", "F0652", "F0653", "F0701", "F0702", "F0703",
    "F0704", "F0705", "F0706", "F0707", "F0708", "F0709", "F0710", "F0711", "F0712", "F0713",
    "F0714", "F0715", "F0716", "F0717", "F0718", "F0719", "F0720", "F0740", "F0741", "F0742",
    "F0743", "F0744", "F0745", "F0746", "F0747", "F0748", "F0749", "F0750", "F0751", "F0752",
    "F0753", "F0754", "F0755", "S0201", "S0202", "S0203",
];
