//! The ARN of a Lambda layer has at most 176 characters beside its partition and its region.
//!
//! A function takes layers of its own region, so the ARN itself has both.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html>

use constructs_cloudformation::check::Report;

use crate::codes;
use crate::resource::Resources;

/// The characters beside partition and region.
const MAX_CHARACTERS: usize = 176;

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    for layer in resources.values("AWS::Lambda::Function", "Layers/*") {
        let Some(arn) = layer.literal() else { continue };
        let mut fields = arn.split(':').skip(1);
        let (Some(partition), Some(region)) = (fields.next(), fields.nth(1)) else { continue };
        let maximum = MAX_CHARACTERS + partition.chars().count() + region.chars().count();
        let length = arn.chars().count();
        if length > maximum {
            let message = format!(
                "the ARN of the layer has {length} characters, but the maximum in `{region}` is {maximum}"
            );
            let help = "copy the ARN of the layer's version again";
            report.add_at(codes::LAYER_ARN_LENGTH, layer.at(), message, Some(help.into()));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    fn function(length: usize) -> Vec<String> {
        let start = "arn:aws:lambda:us-east-1:123456789012:layer:";
        let arn = format!("{start}{}:1", "a".repeat(length - start.len() - 2));
        findings(&format!(
            "  F: {{Type: 'AWS::Lambda::Function', Properties: {{Layers: ['{arn}']}}}}"
        ))
    }

    #[test]
    fn the_region_is_part_of_the_limit() {
        assert!(function(188).is_empty());
        assert_eq!(function(189), ["F0744 F/Properties/Layers/0"]);
    }
}
