//! What the source names -> its `use` lines, and the cargo features that it needs.

use std::collections::{BTreeMap, BTreeSet};

use crate::code::Code;

/// What `constructs` has besides its prelude.
const LIBRARY: &[&str] = &[
    "CreationPolicy",
    "Entry",
    "Expr",
    "GenericResource",
    "Int",
    "Json",
    "Mapping",
    "NOTIFICATION_ARNS",
    "Predicate",
    "RollingUpdate",
    "Rule",
    "STACK_ID",
    "Str",
    "Tag",
    "URL_SUFFIX",
    "UpdatePolicy",
    "and",
    "availability_zones",
    "base64",
    "cidr",
    "contains",
    "each_member_equals",
    "each_member_in",
    "equals",
    "import_value",
    "length",
    "not",
    "or",
    "substitute",
    "to_json_string",
    "verbatim",
];

/// Functions of `constructs::iam` that the prelude does not export.
const IAM: &[&str] = &["allow_named_except", "deny_named_except"];

/// What a module of property types can't be called in the source: crates, and a module of the prelude.
const RESERVED: &[&str] = &["alloc", "condition", "constructs", "constructs_aws", "core", "std"];

/// What the source names.
#[derive(Debug, Default)]
pub(crate) struct Uses {
    /// The first names of paths.
    named: BTreeSet<String>,
    /// Service to its feature.
    services: BTreeMap<&'static str, &'static str>,
    /// Modules of property types, each with the services that have one of that name.
    modules: BTreeMap<String, BTreeSet<&'static str>>,
    /// Services of which something is named.
    used: BTreeSet<&'static str>,
}

impl Uses {
    /// A module of `constructs-aws` that the source may name, and its feature.
    pub(crate) fn service(&mut self, service: &'static str, feature: &'static str) {
        self.services.insert(service, feature);
    }

    /// Notes all that the expressions name, and shortens the paths that can be: `sqs::queue::RedrivePolicy` to
    /// `queue::RedrivePolicy`.
    pub(crate) fn shorten_paths<'c>(&mut self, codes: impl Iterator<Item = &'c mut Code>) {
        let mut codes: Vec<&mut Code> = codes.collect();
        for code in &codes {
            code.each_path(&mut |path| self.note_module(path));
        }
        for code in &mut codes {
            code.rename(&|path| self.shorten_path(path));
            code.each_path(&mut |path| {
                let names = path.split("::<").filter_map(|part| part.split(['>', ':', '!']).next());
                self.named.extend(names.map(str::to_owned));
            });
        }
    }

    fn note_module(&mut self, path: &str) {
        let Some((service, module)) = self.split(path) else { return };
        self.used.insert(service);
        if let Some(module) = module {
            self.modules.entry(module.to_owned()).or_default().insert(service);
        }
    }

    /// The service that a path begins with, and the module of property types behind it.
    fn split<'p>(&self, path: &'p str) -> Option<(&'static str, Option<&'p str>)> {
        let mut names = path.split("::");
        let (first, second) = (names.next()?, names.next()?);
        let (service, _) = self.services.get_key_value(first)?;
        let is_module = second.starts_with(|first: char| first.is_ascii_lowercase());
        Some((service, is_module.then_some(second)))
    }

    fn shorten_path(&self, path: &str) -> Option<String> {
        let (service, module) = self.split(path)?;
        self.is_short(module?).then(|| path.get(service.len() + 2..).map(str::to_owned))?
    }

    /// Whether a module is known by its name alone.
    fn is_short(&self, module: &str) -> bool {
        self.modules.get(module).is_some_and(|services| services.len() == 1)
            && !self.services.contains_key(module)
            && !RESERVED.contains(&module)
    }

    /// The cargo features of `constructs-aws`, sorted.
    pub(crate) fn features(&self) -> Vec<&'static str> {
        let features = self.used.iter().filter_map(|service| self.services.get(service).copied());
        features.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The `use` lines, as rustfmt has them.
    pub(crate) fn lines(&self) -> String {
        let named = |items: &[&'static str]| -> Vec<String> {
            let named = items.iter().filter(|item| self.named.contains(**item));
            named.map(|item| (*item).to_owned()).collect()
        };
        let mut lines = use_line("constructs::iam", &named(IAM));
        lines.push_str("use constructs::prelude::*;\n");
        lines.push_str(&use_line("constructs", &named(LIBRARY)));
        let mut whole = Vec::new();
        for service in &self.used {
            let modules = self
                .modules
                .iter()
                .filter(|(module, services)| services.contains(service) && self.is_short(module));
            let mut items: Vec<String> = modules.map(|(module, _)| module.clone()).collect();
            if items.is_empty() {
                whole.push((*service).to_owned());
                continue;
            }
            if self.named.contains(*service) {
                items.insert(0, "self".to_owned());
            }
            lines.push_str(&use_line(&format!("constructs_aws::{service}"), &items));
        }
        lines.push_str(&use_line("constructs_aws", &whole));
        lines
    }
}

fn use_line(path: &str, items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] if one != "self" => format!("use {path}::{one};\n"),
        several => format!("use {path}::{{{}}};\n", several.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_named_and_the_prelude_lacks() {
        let mut uses = Uses::default();
        for service in ["sqs", "sns", "lambda", "cloudfront"] {
            uses.service(service, service);
        }
        let callees = [
            "Object::new",
            "verbatim::<Json>",
            "text!",
            "sqs::Queue::new",
            "sqs::queue::RedrivePolicy::new",
            "lambda::function::Code::new",
            "cloudfront::function::Config::new",
            "allow_named_except",
        ];
        let quoted = Code::word("\"Expr::from\"");
        let mut codes: Vec<Code> = callees
            .iter()
            .map(|callee| Code::call(*callee, [quoted.clone()]).method("cast", [quoted.clone()]))
            .collect();
        uses.shorten_paths(codes.iter_mut());
        insta::assert_snapshot!(uses.lines());
        assert_eq!(uses.features(), ["cloudfront", "lambda", "sqs"]);
        let shortened = Code::call("queue::RedrivePolicy::new", [quoted.clone()]);
        assert_eq!(codes.get(4), Some(&shortened.method("cast", [quoted])));
    }
}
