//! Decides which Rust types get the constants of the services' actions.
//!
//! Every resource type that an action acts on has its constant, and so does the service's module if the action needs no
//! resource (`cloudwatch::PUT_METRIC_DATA`). The resource type can belong to another service: `ssm:SendCommand` is
//! `ec2::Instance::SSM_SEND_COMMAND`, behind the feature `ssm`.

use std::collections::BTreeMap;

use super::facts::ServiceFacts;
use crate::families::feature_of;
use crate::matching::shape_of;
use crate::model::iam::{IamAction, IamResourceType, IamService, RustType};

/// A constant for one action on one resource type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Constant {
    pub(super) rust: String,
    /// `sqs:SendMessage`.
    pub(super) action: String,
    pub(super) access: String,
    pub(super) needs: Vec<String>,
    /// The feature of the action's service, if the resource type is behind another feature.
    pub(super) feature: Option<String>,
}

/// An IAM resource type without a CloudFormation type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    pub(super) rust: String,
    /// IAM's name for it.
    pub(super) name: String,
    pub(super) arn: String,
}

/// The constants and markers of all services.
#[derive(Default)]
pub(super) struct Access {
    constants: BTreeMap<Home, Vec<Constant>>,
    markers: BTreeMap<String, Vec<Marker>>,
    /// CloudFormation type to the type that its ARN is typed by.
    standing: BTreeMap<String, String>,
    /// CloudFormation type to Rust type.
    rust: BTreeMap<String, String>,
    /// CloudFormation type to its module.
    modules: BTreeMap<String, String>,
}

/// The place of a constant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Home {
    Type(String),
    Marker { service: String, rust: String },
    Module(String),
}

impl Access {
    /// Decides on the places of all services' constants.
    pub(super) fn new(services: &[ServiceFacts]) -> Self {
        let types = services.iter().flat_map(ServiceFacts::resource_types);
        let rust = types.map(|found| (found.name.clone(), found.rust.clone())).collect();
        let module = |service: &ServiceFacts| {
            let types = service.resource_types().iter();
            types.map(|found| (found.name.clone(), service.name.clone())).collect::<Vec<_>>()
        };
        let modules = services.iter().flat_map(module).collect();
        let mut access = Self { rust, modules, ..Self::default() };
        let all: Vec<(&str, &IamService)> = services
            .iter()
            .filter_map(|service| Some((service.name.as_str(), service.actions.as_ref()?)))
            .collect();
        for (name, service) in &all {
            for resource in &service.resources {
                access.add_resource(name, service, resource, &all);
            }
            for action in &service.actions {
                access.add_action(name, service, action, &all);
            }
        }
        for constants in access.constants.values_mut() {
            constants.sort_by(|one, other| {
                (&one.feature, &one.rust).cmp(&(&other.feature, &other.rust))
            });
            constants.dedup();
        }
        access
    }

    /// The constants on a CloudFormation type.
    pub(super) fn type_constants(&self, name: &str) -> &[Constant] {
        self.at(&Home::Type(name.into()))
    }

    /// The constants on a marker of a service.
    pub(super) fn marker_constants(&self, service: &str, rust: &str) -> &[Constant] {
        self.at(&Home::Marker { service: service.into(), rust: rust.into() })
    }

    /// The constants of the actions of a service that need no resource.
    pub(super) fn module_constants(&self, service: &str) -> &[Constant] {
        self.at(&Home::Module(service.into()))
    }

    /// The markers of a service.
    pub(super) fn markers(&self, service: &str) -> &[Marker] {
        self.markers.get(service).map(Vec::as_slice).unwrap_or_default()
    }

    /// The Rust type that the ARN of a CloudFormation type is typed by.
    pub(super) fn arn_type(&self, name: &str) -> Option<&str> {
        self.standing.get(name).and_then(|name| self.rust.get(name)).map(String::as_str)
    }

    /// Each action's constants, as paths below the crate: `sqs:SendMessage` to `sqs::Queue::SEND_MESSAGE`.
    pub(super) fn paths(&self) -> BTreeMap<&str, Vec<String>> {
        let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (place, constants) in &self.constants {
            let Some(home) = self.path_of(place) else { continue };
            for constant in constants {
                let path = format!("{home}::{}", constant.rust);
                found.entry(&constant.action).or_default().push(path);
            }
        }
        found
    }

    fn path_of(&self, place: &Home) -> Option<String> {
        Some(match place {
            Home::Type(name) => format!("{}::{}", self.modules.get(name)?, self.rust.get(name)?),
            Home::Marker { service, rust } => format!("{service}::{rust}"),
            Home::Module(service) => service.clone(),
        })
    }

    fn at(&self, place: &Home) -> &[Constant] {
        self.constants.get(place).map(Vec::as_slice).unwrap_or_default()
    }

    fn add_resource(
        &mut self,
        name: &str,
        service: &IamService,
        resource: &IamResourceType,
        all: &[(&str, &IamService)],
    ) {
        if find_owner(service, resource, all).is_some() {
            return;
        }
        match &resource.rust_type {
            RustType::CloudFormation { name, also } => {
                for other in std::iter::once(name).chain(also) {
                    self.standing.entry(other.clone()).or_insert_with(|| name.clone());
                }
            }
            RustType::Marker(rust) => {
                let marker = Marker {
                    rust: rust.clone(),
                    name: resource.name.clone(),
                    arn: resource.arn.clone(),
                };
                self.markers.entry(name.into()).or_default().push(marker);
            }
        }
    }

    fn add_action(
        &mut self,
        name: &str,
        service: &IamService,
        action: &IamAction,
        all: &[(&str, &IamService)],
    ) {
        let find = |target: &str| service.resources.iter().find(|resource| resource.name == target);
        let targets: Vec<_> = action
            .targets
            .iter()
            .filter_map(|target| Some((target, find(&target.resource)?)))
            .collect();
        if targets.iter().all(|(target, _)| target.optional) {
            let constant = constant(service, action, &[], None);
            self.constants.entry(Home::Module(name.into())).or_default().push(constant);
        }
        for (target, resource) in targets {
            let (home, resource) = find_owner(service, resource, all).unwrap_or((name, resource));
            let abroad = (home != name).then_some((name, home));
            let constant = constant(service, action, &target.needs, abroad);
            self.constants.entry(home_of(home, resource)).or_default().push(constant);
        }
    }
}

fn home_of(service: &str, resource: &IamResourceType) -> Home {
    match &resource.rust_type {
        RustType::CloudFormation { name, .. } => Home::Type(name.clone()),
        RustType::Marker(rust) => Home::Marker { service: service.into(), rust: rust.clone() },
    }
}

/// Another service's resource type with the same ARN, if the ARN names that service.
fn find_owner<'a>(
    service: &IamService,
    resource: &IamResourceType,
    all: &[(&'a str, &'a IamService)],
) -> Option<(&'a str, &'a IamResourceType)> {
    let owner = resource.arn.split(':').nth(2).filter(|owner| *owner != service.prefix)?;
    let shape = shape_of(&resource.arn);
    let (name, home) = all.iter().find(|(_, service)| service.prefix == owner)?;
    let found = home.resources.iter().find(|resource| shape_of(&resource.arn) == shape)?;
    Some((name, found))
}

fn constant(
    service: &IamService,
    action: &IamAction,
    needs: &[String],
    abroad: Option<(&str, &str)>,
) -> Constant {
    let rust = match abroad {
        Some((name, _)) => format!("{}_{}", name.to_ascii_uppercase(), action.rust),
        None => action.rust.clone(),
    };
    Constant {
        rust,
        action: format!("{}:{}", service.prefix, action.name),
        access: action.access.clone(),
        needs: action.needs.iter().chain(needs).cloned().collect(),
        feature: abroad
            .map(|(name, home)| (feature_of(name), feature_of(home)))
            .filter(|(own, other)| own != other)
            .map(|(own, _)| own.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::Access;
    use crate::error::Error;
    use crate::generate::ServiceFacts;
    use crate::text::iam::parse;

    #[test]
    fn an_action_has_a_constant_on_what_it_acts_on() -> Result<(), Error> {
        let facts = |name: &str, text: &str| -> Result<ServiceFacts, Error> {
            Ok(ServiceFacts { name: name.into(), types: None, actions: Some(parse(text)?) })
        };
        let ec2 =
            "prefix ec2\nresource instance arn:p:ec2:r:a:instance/${Id} type=AWS::EC2::Instance\n";
        let ssm = "prefix ssm\nresource node arn:p:ec2:r:a:instance/${InstanceId} marker=Node\n\
                   resource task arn:p:ssm:r:a:task/${Id} marker=Task\n\
                   action Send SEND Write\n  on node\n  on task\naction List LIST List\n\
                   action Put PUT Write\n  on task optional\n";
        let access = Access::new(&[facts("ec2", ec2)?, facts("ssm", ssm)?]);
        let names = |constants: &[super::Constant]| -> Vec<String> {
            constants.iter().map(|constant| constant.rust.clone()).collect()
        };
        assert_eq!(names(access.type_constants("AWS::EC2::Instance")), ["SSM_SEND"]);
        assert_eq!(names(access.marker_constants("ssm", "Task")), ["PUT", "SEND"]);
        assert_eq!(names(access.module_constants("ssm")), ["LIST", "PUT"]);
        assert_eq!(access.markers("ssm").len(), 1);
        Ok(())
    }
}
