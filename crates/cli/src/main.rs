//! The program `constructs`: the commands that need no app, for CloudFormation templates and CDK assemblies.

fn main() -> std::process::ExitCode {
    constructs_toolkit::standalone::run()
}
