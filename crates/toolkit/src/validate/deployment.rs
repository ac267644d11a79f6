//! Knows where and when the stacks are deployed: the regions, the date, and the functions that a stack has already.
//!
//! INVARIANT: the date is that of the facts unless `--today` asks for another, so that the same templates get the same report.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;
use constructs::Diagnostics;
use constructs_cloudformation::Stack;
use constructs_document::Node;
use constructs_matching::nearest_word;
use constructs_services::{
    CalendarDate, Deployment, check_template, codes, facts, is_outdated, soften_outdated,
};

use crate::failure::Failure;
use crate::previous;
use crate::today::today;

/// The options of `validate` on the deployment.
#[derive(Args)]
pub(crate) struct DeploymentOptions {
    /// Regions of the deployment:{n}`eu-west-1,us-east-1` [default: the assembly's]
    #[arg(long, value_name = "REGION,…", value_delimiter = ',')]
    regions: Vec<String>,

    /// Date to check: `--today=2027-01-31`, or `--today`{n}for the clock's [default: the date of the facts]
    #[arg(long, value_name = "YYYY-MM-DD", num_args = 0..=1, require_equals = true)]
    today: Option<Option<String>>,
}

/// The deployments of all stacks of a run.
pub(crate) struct Deployments {
    /// The regions from the command line.
    regions: Vec<String>,
    today: CalendarDate,
    /// The folder of the assembly that is assumed to be deployed, and whether it has all stacks of the app.
    folder: Option<(PathBuf, bool)>,
    /// The stacks in the folder, read on first use.
    previous: OnceCell<Vec<Stack>>,
}

impl Default for Deployments {
    fn default() -> Self {
        let (regions, previous) = (Vec::new(), OnceCell::new());
        Self { regions, today: facts::date(), folder: None, previous }
    }
}

impl Deployments {
    /// Reads the options of a command on these paths.
    pub(crate) fn new(options: &DeploymentOptions, paths: &[PathBuf]) -> Result<Self, Failure> {
        refuse_separate_date(options, paths)?;
        let regions = options.regions.iter().map(|region| region.trim().to_owned());
        let regions: Vec<String> = regions.filter(|region| !region.is_empty()).collect();
        if let Some(region) = regions.iter().find(|region| !is_region(region)) {
            return Err(Failure::Usage {
                problem: format!("`{region}` is not a region"),
                help: "write it like `eu-west-1`, and several as `eu-west-1,us-east-1`".to_owned(),
            });
        }
        let date = options.today.as_ref().map(|date| today(date.as_deref())).transpose()?;
        let today = date.unwrap_or_else(facts::date);
        Ok(Self { regions, today, ..Self::default() })
    }

    /// The same for an app whose assembly is in a folder. `is_whole`: the run is about all stacks of the app.
    pub(crate) fn with_previous(self, folder: PathBuf, is_whole: bool) -> Self {
        Self { folder: Some((folder, is_whole)), ..self }
    }

    /// Checks a stack against the rules of AWS's services.
    pub(super) fn check(&self, stack: &Stack) -> Diagnostics {
        let mut deployment = Deployment::default();
        deployment.regions = match self.regions.is_empty() {
            true => stack.region.iter().cloned().collect(),
            false => self.regions.clone(),
        };
        deployment.today = self.today;
        let found = check_template(stack.root(), &deployment);
        if found.iter().any(|one| one.code == codes::RUNTIME_CREATE) {
            deployment.functions = self.functions_before(stack);
            return check_template(stack.root(), &deployment);
        }
        found
    }

    /// Turns errors that depend on a list into warnings if the facts are too old.
    pub(super) fn soften(&self, found: &mut [constructs::Diagnostic]) {
        found.iter_mut().for_each(|one| soften_outdated(one, self.today));
    }

    /// What a reader of the report has to know about the facts.
    pub(super) fn remarks(&self) -> Vec<String> {
        let unknown = self.regions.iter().filter(|region| !facts::is_known_region(region));
        let unknown = unknown.map(|region| {
            let near = nearest_word(region, facts::regions().iter().copied());
            let near = near.map(|near| format!(": did you mean `{near}`?")).unwrap_or_default();
            format!("the facts do not contain the region `{region}`{near}")
        });
        let age = is_outdated(self.today).then(|| {
            let (date, age) = (facts::date(), self.today.days_since(facts::date()));
            format!(
                "the facts of {date} are {age} days old, so errors that depend on a list are warnings: update the library"
            )
        });
        unknown.chain(age).collect()
    }

    /// The logical ids of the functions that the assembly in the folder has in a stack. A stack that a part of the app lacks is
    /// unknown.
    fn functions_before(&self, stack: &Stack) -> Option<BTreeSet<String>> {
        let (folder, is_whole) = self.folder.as_ref()?;
        let previous = self.previous.get_or_init(|| previous::read_folder(folder));
        let same: Vec<&Stack> = previous.iter().filter(|one| one.name == stack.name).collect();
        let is_known = !same.is_empty() || (*is_whole && !previous.is_empty());
        let resources = same.iter().flat_map(|stack| stack.resources());
        let functions = resources.filter(|(_, resource)| is_function(resource));
        is_known.then(|| functions.map(|(id, _)| id.to_owned()).collect())
    }
}

/// Rejects `--today 2027-01-31`, where the date would be a path.
fn refuse_separate_date(options: &DeploymentOptions, paths: &[PathBuf]) -> Result<(), Failure> {
    let is_separate = options.today == Some(None);
    let texts = paths.iter().filter_map(|path| path.to_str()).filter(|_| is_separate);
    match texts.filter_map(|text| text.parse::<CalendarDate>().ok()).next() {
        Some(date) => Err(Failure::Usage {
            problem: format!("`{date}` is a date, not the path of a template"),
            help: format!("write `--today={date}`"),
        }),
        None => Ok(()),
    }
}

fn is_function(resource: &Node) -> bool {
    let kind = resource.get("Type").and_then(Node::as_str);
    matches!(kind, Some("AWS::Lambda::Function" | "AWS::Serverless::Function"))
}

/// Whether a text has the form of a region: `eu-west-1`.
fn is_region(text: &str) -> bool {
    let mut parts = text.split('-');
    let number = parts.next_back().unwrap_or_default();
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_word =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
    is_number && text.matches('-').count() >= 2 && text.len() <= 40 && parts.all(is_word)
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use constructs::{
        App, Assembly, Diagnostics, GenericResource, Resource, Stack as StackConstruct,
    };

    use super::{DeploymentOptions, Deployments};
    use crate::args::{Arguments, Command};
    use crate::failure::Failure;
    use crate::synthesized::stacks;
    use crate::validate::check::{Checkers, check_stacks};
    use crate::validate::format;
    use crate::validate::source::Sources;

    fn options(words: &[&str]) -> DeploymentOptions {
        let words = [&["app", "validate"], words, &["a.yaml"]].concat();
        let arguments = Arguments::try_parse_from(words).unwrap_or_else(|error| panic!("{error}"));
        let Command::Validate(options) = arguments.command else { panic!("not `validate`") };
        assert_eq!(options.paths.len(), 1);
        options.deployment
    }

    /// An app with a function of each runtime, and a resource that some regions lack.
    fn app(functions: &[(&str, &str)]) -> Assembly {
        let app = App::new();
        let stack = app.stack("Web", StackConstruct::named("web").region("eu-north-1"));
        for (id, runtime) in functions {
            let function = GenericResource::new("AWS::Lambda::Function");
            let function = function.raw("Runtime", *runtime).raw("Handler", "index.handler");
            let code = serde_json::json!({"S3Bucket": "code", "S3Key": "web.zip"});
            let role = "arn:aws:iam::123456789012:role/web";
            stack.add(id, function.raw("Code", code).raw("Role", role));
        }
        app.synth().unwrap()
    }

    /// The report on an app with an old runtime and a retired service, as text.
    fn report(words: &[&str]) -> String {
        let app = App::new();
        let stack = app.stack("Web", StackConstruct::named("web").region("eu-north-1"));
        stack.add("Old", GenericResource::new("AWS::IoTAnalytics::Channel"));
        stack.add("Mesh", GenericResource::new("AWS::AppMesh::Mesh"));
        stack.add("Video", GenericResource::new("AWS::IVS::Channel"));
        let assembly = app.synth().unwrap();
        let stacks = stacks(&assembly);
        let checkers = Checkers::new(None).unwrap();
        let checkers = checkers.with_deployments(Deployments::new(&options(words), &[]).unwrap());
        let report = checkers.report(&stacks, None, Diagnostics::new()).unwrap();
        let text = format::text(&report, &Sources::new(None, &stacks, &[]));
        anstream::adapter::strip_str(&text).to_string()
    }

    #[test]
    fn the_date_and_the_regions_decide_the_report() {
        insta::assert_snapshot!("facts", report(&[]));
        insta::assert_snapshot!(
            "old_facts",
            report(&["--today=2027-03-01", "--regions=us-east-1"])
        );
        insta::assert_snapshot!("unknown_region", report(&["--regions", "eu-wset-1,us-east-1"]));
    }

    #[test]
    fn a_date_without_a_value_is_the_clocks() {
        let deployments = Deployments::new(&options(&["--today"]), &[]).unwrap();
        assert!(deployments.today > Deployments::default().today);
        for words in ["--today=tomorrow", "--today=", "--regions=europe", "--regions=eu-west-1,a b"]
        {
            let failure = Deployments::new(&options(&[words]), &[]).err();
            assert!(matches!(failure, Some(Failure::Usage { .. })), "{words}");
        }
        let failure = Deployments::new(&options(&["--today"]), &["2027-01-31".into()]).err();
        assert!(
            matches!(failure, Some(Failure::Usage { help, .. }) if help == "write `--today=2027-01-31`")
        );
    }

    /// The findings of `synth` on an app after another one was written.
    fn findings_after(previous: &[(&str, &str)], is_whole: bool, name: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let format = constructs::assembly::TemplateFormat::Json;
        app(previous).write(folder.path(), format, &Default::default()).unwrap();
        let assembly = app(&[("Web", "go1.x")]);
        let mut stacks = stacks(&assembly);
        stacks.iter_mut().for_each(|stack| stack.name = name.to_owned());
        let deployments = Deployments::default();
        let deployments = deployments.with_previous(folder.path().to_owned(), is_whole);
        let found = check_stacks(&stacks, &assembly, &deployments);
        found.iter().map(|one| format!("{}[{}]", one.severity, one.code)).collect()
    }

    #[test]
    fn a_function_that_the_previous_assembly_lacks_can_not_be_created() {
        let (error, warning) = (["error[F0902]"], ["warning[F0902]"]);
        assert_eq!(findings_after(&[("Web", "python3.14")], true, "web"), warning);
        assert_eq!(findings_after(&[("Other", "python3.14")], true, "web"), error);
        assert_eq!(findings_after(&[("Other", "python3.14")], false, "web"), error);
        assert_eq!(findings_after(&[("Web", "python3.14")], true, "another"), error);
        assert_eq!(findings_after(&[("Web", "python3.14")], false, "another"), warning);
    }

    #[test]
    fn without_a_previous_assembly_a_block_of_creation_is_a_warning() {
        let assembly = app(&[("Web", "go1.x")]);
        let found = check_stacks(&stacks(&assembly), &assembly, &Deployments::default());
        let found: Vec<String> = found.iter().map(|one| one.severity.to_string()).collect();
        assert_eq!(found, ["warning"]);
    }
}
