//! Checks values against the lists in the facts: instance classes by region, and the versions and classes of an engine.
//!
//! A value is rejected if a region of the deployment lacks it; without regions, if every region lacks it. The lists have a date, so
//! that a missing value is a warning, unless it is a typo of a known one.

use std::collections::{BTreeMap, BTreeSet};

use constructs_cloudformation::Pins;
use constructs_cloudformation::check::Report;
use constructs_diagnostics::Code;

use crate::facts::{ListedValues, RuleFacts, ValueList, Wanted, date, lists_of, rules};
use crate::resource::Resources;
use crate::value::Value;
use crate::{Deployment, codes};

/// The known values that a typo is looked for in.
const MAX_KNOWN: usize = 5_000;
/// The known values that a message names.
const MAX_NAMED: usize = 24;

/// Reports values that the lists lack.
pub(crate) fn check(resources: &Resources<'_>, deployment: &Deployment, report: &mut Report) {
    let mut reported = BTreeSet::new();
    for rule in rules().iter().filter(|rule| rule.schema.is_none()) {
        for (kind, path) in subjects(rule) {
            let properties = resources.of(kind).filter_map(|found| resources.properties(found));
            for value in properties.flat_map(|value| value.find(path, resources.conditions())) {
                let subject = Subject { resources, deployment, rule };
                subject.check(&value, &mut reported, report);
            }
        }
    }
}

/// What a rule is about. The node types of a cluster are those of a replication group too.
fn subjects(rule: &RuleFacts) -> impl Iterator<Item = (&'static str, &'static str)> + '_ {
    let groups = ("AWS::ElastiCache::ReplicationGroup", "CacheNodeType");
    let is_of_caches = rule.name == "aws_elasticache_cachecluster/cachenodetype_enum";
    rule.subjects.iter().copied().chain(is_of_caches.then_some(groups))
}

/// The values of the properties that a rule names, each with its text if it is known.
type Properties<'t> = BTreeMap<&'static str, Vec<(Value<'t>, Option<String>)>>;

struct Subject<'c, 't> {
    resources: &'c Resources<'t>,
    deployment: &'c Deployment,
    rule: &'static RuleFacts,
}

impl<'t> Subject<'_, 't> {
    fn check(
        &self,
        subject: &Value<'t>,
        reported: &mut BTreeSet<(Code, String)>,
        report: &mut Report,
    ) {
        let lists = lists_of(self.rule.name);
        let mut properties = Properties::new();
        for list in lists {
            for name in list.when.iter().map(|(name, _)| *name).chain([list.property]) {
                properties.entry(name).or_insert_with(|| self.find(subject, name));
            }
        }
        for list in lists {
            for (value, text) in properties.get(list.property).into_iter().flatten() {
                let code = self.code(list);
                let Some(text) = text else { continue };
                let text = if code == codes::ENGINE { &text.to_lowercase() } else { text };
                if self.holds(&list.when, &properties, &value.pins)
                    && let Some(regions) = lacking_regions(list, text, &self.deployment.regions)
                    && reported.insert((code, value.pointer()))
                {
                    add(code, value, (list, text, regions), report);
                }
            }
        }
    }

    /// The values of a property, with their texts.
    fn find(&self, subject: &Value<'t>, name: &str) -> Vec<(Value<'t>, Option<String>)> {
        let found = subject.find(name, self.resources.conditions()).into_iter();
        found.map(|value| (value.clone(), value.text())).collect()
    }

    /// Whether the properties can have what a list demands, in a deployment where these conditions hold.
    fn holds(
        &self,
        when: &[(&'static str, Wanted)],
        properties: &Properties<'t>,
        pins: &Pins,
    ) -> bool {
        let Some(((name, wanted), others)) = when.split_first() else { return true };
        let values = properties.get(name).map_or(&[][..], Vec::as_slice);
        if matches!(wanted, Wanted::Absent) {
            return values.is_empty() && self.holds(others, properties, pins);
        }
        let fitting = values.iter().filter(|(_, text)| fits(text.as_deref(), wanted));
        fitting.into_iter().any(|(value, _)| {
            let more = value.pins.iter().filter(|pin| !pins.contains(pin));
            let pins: Pins = pins.iter().chain(more).copied().collect();
            self.resources.conditions().can_hold(&pins) && self.holds(others, properties, &pins)
        })
    }

    fn code(&self, list: &ValueList) -> Code {
        match (self.rule.name.rsplit_once('/'), list.property) {
            (Some((_, "engine_version")), "Engine") => codes::ENGINE,
            (Some((_, "engine_version")), _) => codes::ENGINE_VERSION,
            (_, "DBInstanceClass" | "DBClusterInstanceClass") => codes::DATABASE_CLASS,
            _ => codes::INSTANCE_CLASS,
        }
    }
}

fn fits(text: Option<&str>, wanted: &Wanted) -> bool {
    let Some(text) = text else { return false };
    match wanted {
        Wanted::Equal(known) => text.eq_ignore_ascii_case(known),
        Wanted::Version(known) => known.split('|').any(|known| {
            text.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        }),
        Wanted::Absent => false,
    }
}

/// The regions that lack a value: those of the deployment, or none in particular if every region lacks it. Nothing if no region
/// lacks it. A region that the list does not mention lacks nothing, and a version such as `8.0` has one of those below it as its default.
fn lacking_regions(list: &ValueList, text: &str, wanted: &[String]) -> Option<Vec<String>> {
    let has_value = |part: &&ListedValues| {
        part.contains(text) || (list.property == "EngineVersion" && part.has_below(text))
    };
    let having: Vec<&ListedValues> = list.values.iter().filter(has_value).collect();
    if having.iter().any(|part| part.are_everywhere()) {
        return None;
    }
    let is_listed = |region: &String| list.values.iter().any(|part| part.are_in(region));
    let has = |region: &String| having.iter().any(|part| part.are_in(region));
    if wanted.is_empty() {
        return having.is_empty().then(Vec::new);
    }
    let lacking: Vec<String> =
        wanted.iter().filter(|region| is_listed(region) && !has(region)).cloned().collect();
    (!lacking.is_empty()).then_some(lacking)
}

fn add(
    code: Code,
    value: &Value<'_>,
    (list, text, regions): (&ValueList, &str, Vec<String>),
    report: &mut Report,
) {
    let mut message = format!("`{text}` is not one of the known values");
    for (name, wanted) in &list.when {
        if let Wanted::Equal(known) = wanted {
            message += &format!(" for `{name}: {known}`");
        } else if matches!(wanted, Wanted::Version(_)) {
            message += " and this version";
        }
    }
    if !regions.is_empty() {
        message += &format!(" in `{}`", regions.join("`, `"));
    }
    let is_elsewhere = list.values.iter().any(|part| part.contains(text));
    let all = list.values.iter().filter(|_| !is_elsewhere);
    let known: Vec<String> = all.flat_map(ListedValues::iter).take(MAX_KNOWN).collect();
    let help =
        report.suggest(text, known.iter().map(String::as_str)).or_else(|| short_list(&known));
    if code == codes::ENGINE || known.iter().any(|known| is_typo(text, known)) {
        report.add_at(code, value.at(), message, help);
    } else {
        message += &format!(", by facts of {}", date());
        report.warning_at(code, value.at(), message, help);
    }
}

/// The known values, if they are few.
fn short_list(known: &[String]) -> Option<String> {
    let is_short = (1..=MAX_NAMED).contains(&known.len());
    is_short.then(|| format!("the known values are `{}`", known.join("`, `")))
}

/// Whether a value is a known one with other letter case or separators, without its first word, or with one letter wrong or two
/// exchanged in its last word. Digits and the first words name a product that may be new.
fn is_typo(text: &str, known: &str) -> bool {
    let plain = |text: &str| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    };
    if plain(text) == plain(known) || known.split_once('.').is_some_and(|(_, rest)| rest == text) {
        return true;
    }
    let (Some((family, member)), Some((known_family, known_member))) =
        (text.rsplit_once('.'), known.rsplit_once('.'))
    else {
        return false;
    };
    let is_word = |word: &str| word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    family == known_family
        && is_word(member)
        && is_word(known_member)
        && (sorted(member) == sorted(known_member)
            || constructs_matching::nearest_word(member, [known_member]).is_some())
}

/// The letters of a word, sorted: two words with the same letters are a typo of each other.
fn sorted(word: &str) -> Vec<u8> {
    let mut letters = word.as_bytes().to_vec();
    letters.sort_unstable();
    letters
}

#[cfg(test)]
mod tests {
    use crate::{Deployment, check_template};

    fn findings(resource: &str, regions: &[&str]) -> Vec<String> {
        let text = format!("Resources: {{R: {resource}}}");
        let template = constructs_yaml::read(text.as_bytes()).unwrap();
        let regions = regions.iter().map(|region| (*region).to_owned()).collect();
        let found =
            check_template(template.root(), &Deployment { regions, ..Deployment::default() });
        let lists =
            found.iter().filter(|one| one.code.as_str() >= "F0881" && one.code.as_str() < "F0900");
        lists.map(ToString::to_string).collect()
    }

    fn instance(kind: &str, regions: &[&str]) -> Vec<String> {
        findings(
            &format!(
                "{{Type: 'AWS::EC2::Instance', Properties: {{ImageId: ami-12345678, InstanceType: {kind}}}}}"
            ),
            regions,
        )
    }

    #[test]
    fn without_a_region_a_class_that_some_region_has_is_known() {
        assert_eq!(instance("m5.large", &[]), [""; 0]);
        assert_eq!(instance("z99.large", &[]).len(), 1);
        insta::assert_snapshot!(instance("z99.large", &[])[0]);
    }

    #[test]
    fn each_region_of_the_deployment_must_have_a_class() {
        assert_eq!(instance("p5.48xlarge", &["us-east-1"]), [""; 0]);
        insta::assert_snapshot!(instance("p5.48xlarge", &["us-east-1", "mx-central-1"])[0]);
        assert_eq!(instance("p5.48xlarge", &["xx-new-1"]), [""; 0]);
    }

    #[test]
    fn a_typo_of_a_known_class_is_an_error() {
        insta::assert_snapshot!(instance("t3.mcro", &[])[0]);
    }

    #[test]
    fn versions_and_classes_depend_on_the_engine() {
        let database = |properties: &str| {
            findings(
                &format!("{{Type: 'AWS::RDS::DBInstance', Properties: {{{properties}}}}}"),
                &[],
            )
        };
        assert_eq!(
            database("Engine: mysql, EngineVersion: '8.0', DBInstanceClass: db.m5.large"),
            [""; 0]
        );
        assert_eq!(
            database("Engine: !Ref P, EngineVersion: '1.2', DBInstanceClass: db.m5.large"),
            [""; 0]
        );
        insta::assert_snapshot!(
            database("Engine: mysql, EngineVersion: '1.2', DBInstanceClass: db.z1.large")
                .join("\n")
        );
        insta::assert_snapshot!(database("Engine: aurora").join("\n"));
    }
}
