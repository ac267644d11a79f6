//! Finds the CloudFormation type of each IAM resource type.
//!
//! It compares the ARN templates if both are known, otherwise the names. A resource type without a match gets a marker.

use crate::fixups;
use crate::model::cloudformation::ResourceType;
use crate::model::iam::{IamResourceType, IamService, RustType};

/// Sets the Rust type of each IAM resource type. Keeps the Rust types of the previous facts.
pub(crate) fn match_resources(
    service: &mut IamService,
    before: &IamService,
    types: &[ResourceType],
) {
    let exists = |name: &str| types.iter().any(|found| found.name == name);
    let arns: Vec<String> =
        service.resources.iter().map(|resource| shape_of(&resource.arn)).collect();
    for resource in &mut service.resources {
        let candidates = candidates(resource, types, &arns);
        let old =
            before.resources.iter().find(|old| old.name == resource.name).map(|old| &old.rust_type);
        resource.rust_type = match old {
            Some(RustType::CloudFormation { name, .. }) if exists(name) => {
                to_type(name, &candidates)
            }
            Some(RustType::Marker(rust)) => RustType::Marker(rust.clone()),
            _ => candidates
                .first()
                .map_or(RustType::Marker(String::new()), |first| to_type(first, &candidates)),
        };
    }
}

/// An ARN's pattern without the names of its variables, which distinguishes resource types.
pub(crate) fn shape_of(arn: &str) -> String {
    let mut parts = arn.split("${");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |shape, part| shape + "$" + part.split_once('}').map_or("", |(_, rest)| rest))
}

fn to_type(name: &str, candidates: &[String]) -> RustType {
    let also = candidates.iter().filter(|candidate| *candidate != name).cloned().collect();
    RustType::CloudFormation { name: name.to_owned(), also }
}

/// The types that match a resource type, the best first.
fn candidates(resource: &IamResourceType, types: &[ResourceType], arns: &[String]) -> Vec<String> {
    let (shape, plain) = (shape_of(&resource.arn), plain(&resource.name));
    let same_arn =
        |found: &&ResourceType| found.arn.as_deref().is_some_and(|arn| shape_of(arn) == shape);
    let has_no_other = |found: &&ResourceType| {
        !found
            .arn
            .as_deref()
            .is_some_and(|arn| arns.contains(&shape_of(arn)) && shape_of(arn) != shape)
    };
    let same_name = |found: &&ResourceType| self::plain(found.short_name()) == plain;
    let types = || types.iter().filter(|found| fixups::has_arn(found));
    let by_arn = types().filter(same_arn);
    let by_name = types().filter(same_name).filter(has_no_other);
    let mut found: Vec<&ResourceType> = by_arn.chain(by_name).collect();
    found.sort_by_key(|found| rank(found, &plain));
    found.dedup_by_key(|found| &found.name);
    found.into_iter().map(|found| found.name.clone()).collect()
}

/// The same name first, then a name that ends in it, then the shortest.
fn rank<'a>(found: &'a ResourceType, wanted: &str) -> (bool, bool, usize, &'a str) {
    let name = plain(found.short_name());
    (name != wanted, !name.ends_with(wanted), name.len(), found.name.as_str())
}

fn plain(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|character| character.to_ascii_lowercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::match_resources;
    use crate::error::Error;
    use crate::model::iam::IamService;
    use crate::text::{cloudformation, iam};

    #[test]
    fn arns_match_before_names() -> Result<(), Error> {
        let types = cloudformation::parse(
            "type AWS::C::Alarm Alarm alarm\n  arn arn:c:alarm:${Name}\n\
             type AWS::C::CompositeAlarm CompositeAlarm composite_alarm\n  arn arn:c:alarm:${AlarmName}\n\
             type AWS::C::LogStream LogStream log_stream\n",
        )?;
        let mut service = iam::parse(
            "prefix c\n\
             resource alarm arn:c:alarm:${AlarmName} marker=\"\"\n\
             resource log-stream arn:c:${Group}:${Stream} marker=\"\"\n\
             resource task arn:c:task/${Id} marker=\"\"\n",
        )?;
        match_resources(&mut service, &IamService::default(), &types.types);
        let expected = "\nprefix c\n\
             resource alarm arn:c:alarm:${AlarmName} type=AWS::C::Alarm\n  also AWS::C::CompositeAlarm\n\
             resource log-stream arn:c:${Group}:${Stream} type=AWS::C::LogStream\n\
             resource task arn:c:task/${Id} marker=\"\"\n";
        assert_eq!(iam::render(&service), expected);
        Ok(())
    }
}
