//! Lambda's SnapStart works with some managed runtimes only.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html>

use constructs_cloudformation::check::Report;

use crate::codes;
use crate::resource::Resources;

/// The runtimes without SnapStart: all whose name begins so, from languages without it.
const LANGUAGES: &[&str] = &["nodejs", "ruby", "go1.", "provided", "dotnetcore"];
/// The versions that are too old, of languages with SnapStart.
const VERSIONS: &[&str] = &[
    "dotnet5.0",
    "dotnet6",
    "dotnet7",
    "java8",
    "java8.al2",
    "python2.7",
    "python3.10",
    "python3.11",
    "python3.6",
    "python3.7",
    "python3.8",
    "python3.9",
];

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    let conditions = resources.conditions();
    let kinds = ["AWS::Lambda::Function", "AWS::Serverless::Function"];
    let functions = kinds.into_iter().flat_map(|kind| resources.of(kind));
    for function in functions.filter_map(|function| resources.properties(function)) {
        for snap_start in function.find("SnapStart/ApplyOn", conditions) {
            if snap_start.literal() != Some("PublishedVersions") {
                continue;
            }
            for runtime in function.find("Runtime", conditions) {
                let Some(name) = runtime.literal().filter(|name| lacks_snap_start(name)) else {
                    continue;
                };
                if runtime.can_meet(&snap_start, conditions) {
                    let message = format!("the runtime `{name}` does not support SnapStart");
                    let help = "remove `SnapStart`, or use a runtime of Java 11, Python 3.12, .NET 8, or later";
                    report.add_at(codes::SNAP_START, snap_start.at(), message, Some(help.into()));
                }
            }
        }
    }
}

/// Whether a runtime is known to lack SnapStart; a new one may have it.
fn lacks_snap_start(runtime: &str) -> bool {
    VERSIONS.contains(&runtime) || LANGUAGES.iter().any(|language| runtime.starts_with(language))
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    fn function(runtime: &str, apply_on: &str) -> bool {
        let found = findings(&format!(
            "  F: {{Type: 'AWS::Lambda::Function', Properties: {{Runtime: {runtime}, SnapStart: {{ApplyOn: {apply_on}}}}}}}"
        ));
        found.iter().any(|found| found == "F0704 F/Properties/SnapStart/ApplyOn")
    }

    #[test]
    fn some_runtimes_have_no_snap_start() {
        for runtime in ["nodejs22.x", "python3.11", "java8.al2", "provided.al2023", "dotnet6"] {
            assert!(function(runtime, "PublishedVersions"), "{runtime}");
        }
        for runtime in ["python3.12", "java21", "dotnet8", "!Ref Runtime", "rust1"] {
            assert!(!function(runtime, "PublishedVersions"), "{runtime}");
        }
        assert!(!function("nodejs22.x", "None"));
    }
}
