//! Generates the files of a service's module `shared`: the property types that several of its resource types have.

use std::collections::{BTreeMap, BTreeSet};

use super::header::generated_from;
use super::property_types;
use super::shared::{Shared, SharedType};
use crate::model::cloudformation::{Content, Definition, ValueKind};

/// The files below the folder `shared`, by name. Empty if nothing is shared.
pub(super) fn files(shared: &Shared) -> BTreeMap<String, String> {
    let mut by_module = BTreeMap::<&[String], Vec<&SharedType>>::new();
    for found in &shared.types {
        by_module.entry(&found.module).or_default().push(found);
    }
    let mut files = BTreeMap::new();
    for (parent, children) in children(by_module.keys().copied()) {
        files.insert(path(parent, "mod"), parent_file(shared, &children));
    }
    for (module, types) in by_module {
        if let Some((name, parent)) = module.split_last() {
            files.insert(path(parent, name), file(shared, module, &types));
        }
    }
    files
}

/// The modules that have modules, each with their names.
fn children<'a>(
    modules: impl Iterator<Item = &'a [String]>,
) -> BTreeMap<&'a [String], BTreeSet<&'a str>> {
    let mut children = BTreeMap::<&[String], BTreeSet<&str>>::new();
    for mut module in modules {
        while let Some((name, parent)) = module.split_last() {
            children.entry(parent).or_default().insert(name);
            module = parent;
        }
    }
    children
}

fn path(parent: &[String], name: &str) -> String {
    let names = parent.iter().map(String::as_str).chain([name]);
    let names: Vec<&str> = names.map(|name| name.trim_start_matches("r#")).collect();
    format!("{}.rs", names.join("/"))
}

fn introduction(shared: &Shared) -> String {
    let facts = format!("facts/cloudformation/{}.txt", shared.service);
    format!("//! Property types that several resource types have.\n{}", generated_from(&facts))
}

fn parent_file(shared: &Shared, children: &BTreeSet<&str>) -> String {
    let modules = children.iter().map(|name| format!("pub(crate) mod {name};\n"));
    introduction(shared) + &modules.collect::<String>()
}

fn file(shared: &Shared, module: &[String], types: &[&SharedType]) -> String {
    let elsewhere = types.iter().flat_map(|found| nested(shared, found));
    let imports = shared.uses("use", elsewhere.filter(|nested| nested.module != module));
    let declarations = types.iter().map(|found| {
        let first = &found.class.first;
        let names: Vec<&str> =
            found.class.members().map(|member| member.resource.name.as_str()).collect();
        property_types::text(first.resource, first.definition, &names)
    });
    format!("{}{imports}{}", introduction(shared), declarations.collect::<String>())
}

/// The property types that a shared type uses itself: all of them are shared, by the same resource types at least.
fn nested<'a>(shared: &'a Shared, found: &SharedType) -> Vec<&'a SharedType<'a>> {
    let first = &found.class.first;
    let keys = nested_keys(first.definition).into_iter();
    keys.filter_map(|key| shared.find(first.resource, key)).collect()
}

fn nested_keys(definition: &Definition) -> Vec<&str> {
    match &definition.content {
        Content::Struct(body) => {
            body.properties.iter().filter_map(|property| nested_key(&property.shape.kind)).collect()
        }
        Content::Enum(_) => Vec::new(),
    }
}

fn nested_key(kind: &ValueKind) -> Option<&str> {
    match kind {
        ValueKind::Struct(key) | ValueKind::Enum(key) => Some(key),
        ValueKind::List(element) | ValueKind::Map(element) => nested_key(&element.kind),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::files;
    use crate::error::Error;
    use crate::generate::shared::Shared;
    use crate::text::cloudformation::parse;

    const MODE: &str = "  enum Mode Mode\n    value a A\n";
    const RULE: &str = "  struct Rule Rule\n    property Mode mode enum(Mode)\n";

    fn generated(facts: &str) -> Result<BTreeMap<String, String>, Error> {
        let service = parse(facts)?;
        Ok(files(&Shared::new("x", service.types.iter())))
    }

    #[test]
    fn nothing_is_written_where_nothing_is_shared() -> Result<(), Error> {
        let files = generated(&format!("type AWS::X::A A a\n{MODE}type AWS::X::B B b\n"))?;
        assert_eq!(files.into_keys().collect::<Vec<_>>(), Vec::<String>::new());
        Ok(())
    }

    #[test]
    fn a_shared_type_is_written_once() -> Result<(), Error> {
        let files = generated(&format!(
            "type AWS::X::A A a\n{MODE}type AWS::X::B B b\n{MODE}{RULE}type AWS::X::C C r#type\n{MODE}{RULE}"
        ))?;
        let text =
            files.iter().map(|(name, text)| format!("// {name}\n{text}")).collect::<String>();
        assert_eq!(text, include_str!("shared.golden"));
        Ok(())
    }

    #[test]
    fn many_types_are_split_by_their_initials() -> Result<(), Error> {
        let rules: String = (0..=super::super::shared::MAX_UNSPLIT_TYPES)
            .map(|number| {
                format!("  struct Rule{number} Rule{number}\n    property Mode mode enum(Mode)\n")
            })
            .collect();
        let files = generated(&format!(
            "type AWS::X::A A a\n{MODE}{rules}type AWS::X::B B b\n{MODE}{rules}"
        ))?;
        assert_eq!(files.keys().collect::<Vec<_>>(), ["a/m.rs", "a/mod.rs", "a/r.rs", "mod.rs"]);
        assert!(files["a/r.rs"].contains("\nuse crate::x::shared::a::m::{Mode};\n"));
        Ok(())
    }
}
