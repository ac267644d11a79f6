//! Lists what is made once for all checks: tools, apps, and assemblies.

use super::node::NodePackages;
use super::python::PythonPackages;

/// Something that is made once for all checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// Packages for Python.
    Python(PythonPackages),
    /// Packages for Node.
    Node(NodePackages),
    /// The module as the CDK synthesizes it, which needs packages for Node.
    Module,
    /// The reference app and its examples.
    App,
    /// The reference app as `cdk.json` builds it.
    Released,
    /// cfn-guard's command line, and the app with its engine.
    Engine,
}
