//! Finds the property types that are equal in several resource types of one service.
//!
//! Two property types are equal if the code generated for them differs in nothing but the resource types that it names: the
//! same name, the same properties with the same limits, and nested property types that are equal themselves. A type can
//! contain itself, so equality is computed by partition refinement: all types start in one class, each round splits the
//! classes by the classes of the nested types, and the last round splits nothing.

use std::collections::BTreeMap;

use super::docs;
use crate::model::cloudformation::{Content, Definition, Property, ResourceType, Shape, ValueKind};

/// A property type and the resource type that has it.
#[derive(Clone, Copy)]
pub(super) struct Member<'a> {
    pub(super) resource: &'a ResourceType,
    pub(super) definition: &'a Definition,
}

/// Property types that are equal, in the order of their resource types.
///
/// INVARIANT: each is of another resource type, because property types of one resource type differ in their names.
pub(super) struct Class<'a> {
    pub(super) first: Member<'a>,
    pub(super) others: Vec<Member<'a>>,
}

impl<'a> Class<'a> {
    /// All of them.
    pub(super) fn members(&self) -> impl Iterator<Item = &Member<'a>> {
        std::iter::once(&self.first).chain(&self.others)
    }
}

/// The classes of the property types of `resources`, in the order of their first members.
pub(super) fn classes<'a>(resources: impl Iterator<Item = &'a ResourceType>) -> Vec<Class<'a>> {
    let members_of = |resource: &'a ResourceType| {
        resource.definitions.iter().map(move |definition| Member { resource, definition })
    };
    let members: Vec<Member> = resources.flat_map(members_of).collect();
    let mut classes = BTreeMap::<usize, Class>::new();
    for (member, number) in members.iter().zip(class_numbers(&members)) {
        classes
            .entry(number)
            .and_modify(|class| class.others.push(*member))
            .or_insert_with(|| Class { first: *member, others: Vec::new() });
    }
    classes.into_values().collect()
}

/// The class of each member. Classes are numbered from 0 in the order of their first members.
fn class_numbers(members: &[Member]) -> Vec<usize> {
    let mut count = 1;
    let mut numbers = vec![0; members.len()];
    loop {
        let (next_count, next) = split(members, &numbers);
        if next_count == count {
            return next;
        }
        (count, numbers) = (next_count, next);
    }
}

/// Splits each class by the outlines of its members. Returns the number of classes and the class of each member.
fn split(members: &[Member], numbers: &[usize]) -> (usize, Vec<usize>) {
    let name = |member: &Member| (member.resource.name.clone(), member.definition.key.clone());
    let by_name: BTreeMap<_, usize> =
        members.iter().map(name).zip(numbers.iter().copied()).collect();
    let mut found = BTreeMap::new();
    let mut next = Vec::with_capacity(members.len());
    for (member, number) in members.iter().zip(numbers) {
        let owner = &member.resource.name;
        let class_of = |key: &str| by_name.get(&(owner.clone(), key.to_owned())).copied();
        let count = found.len();
        let outline = outline(member.definition, &class_of);
        next.push(*found.entry((*number, outline)).or_insert(count));
    }
    (found.len(), next)
}

/// What the generator reads from a property type, with the class of each nested type in place of its key.
fn outline(definition: &Definition, class_of: &dyn Fn(&str) -> Option<usize>) -> Definition {
    let mut outline = definition.clone();
    outline.key.clear();
    if let Content::Struct(body) = &mut outline.content {
        body.rules.clear();
        body.schema = None;
        body.properties.iter_mut().for_each(|property| outline_property(property, class_of));
    }
    outline
}

fn outline_property(property: &mut Property, class_of: &dyn Fn(&str) -> Option<usize>) {
    property.exact = None;
    property.marks.retain(|mark| docs::is_mark_shown(*mark));
    outline_shape(&mut property.shape, class_of);
}

fn outline_shape(shape: &mut Shape, class_of: &dyn Fn(&str) -> Option<usize>) {
    shape.limits.retain(docs::is_limit_shown);
    match &mut shape.kind {
        ValueKind::Struct(key) | ValueKind::Enum(key) => match class_of(key) {
            Some(class) => *key = class.to_string(),
            None => shape.kind = ValueKind::Json,
        },
        ValueKind::List(element) | ValueKind::Map(element) => outline_shape(element, class_of),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::classes;
    use crate::error::Error;
    use crate::text::cloudformation::parse;

    /// Each class as `Type: resource types`, in lines, for two resource types with these property types.
    fn check(one: &str, other: &str, expected: &str) -> Result<(), Error> {
        let facts = format!("type AWS::X::One One one\n{one}type AWS::X::Two Two two\n{other}");
        let service = parse(&facts)?;
        let lines = classes(service.types.iter()).into_iter().map(|class| {
            let names: Vec<&str> =
                class.members().map(|member| member.resource.short_name()).collect();
            format!("{}: {}", class.first.definition.rust, names.join(" "))
        });
        assert_eq!(lines.collect::<Vec<_>>().join("; "), expected);
        Ok(())
    }

    #[test]
    fn equal_types_share_a_class() -> Result<(), Error> {
        let mode = "  enum Mode Mode\n    value a A\n";
        let rule = "  struct Rule Rule\n    property Mode mode enum(Mode)\n";
        check(&format!("{mode}{rule}"), &format!("{mode}{rule}"), "Mode: One Two; Rule: One Two")
    }

    #[test]
    fn the_place_of_a_type_does_not_count() -> Result<(), Error> {
        let rule = |key: &str| format!("  struct {key} Rule\n    property A a string\n");
        check(&rule("One.Rules.*"), &rule("Two.Rules.*"), "Rule: One Two")
    }

    #[test]
    fn what_no_code_shows_does_not_count() -> Result<(), Error> {
        let rule = "  struct Rule Rule\n    property A a string";
        let more = " alternative named\n    rule needs A B\n    schema {\"minProperties\":1}\n";
        check(&format!("{rule}\n"), &format!("{rule}{more}"), "Rule: One Two")
    }

    #[test]
    fn names_properties_limits_and_values_count() -> Result<(), Error> {
        let rule = "  struct Rule Rule\n    property A a string length=1..2\n";
        for other in [
            "  struct Rule RuleItem\n    property A a string length=1..2\n",
            "  struct Rule Rule\n    property A a string length=1..3\n",
            "  struct Rule Rule\n    property A a string create-only length=1..2\n",
            "  struct Rule Rule\n    arguments A\n    property A a string length=1..2\n",
            "  struct Rule Rule\n    property A a integer length=1..2\n",
            "  struct Rule Rule\n    property A a2 string length=1..2\n",
        ] {
            let name = if other.contains("RuleItem") { "RuleItem" } else { "Rule" };
            check(rule, other, &format!("Rule: One; {name}: Two"))?;
        }
        let mode = |value: &str| format!("  enum Mode Mode\n    value {value} A\n");
        check(&mode("a"), &mode("b"), "Mode: One; Mode: Two")
    }

    #[test]
    fn a_type_differs_where_a_nested_type_does() -> Result<(), Error> {
        let types = |kind: &str| {
            format!(
                "  struct Inner Inner\n    property A a {kind}\n\
                 \x20 struct Outer Outer\n    property All all list(struct(Inner))\n\
                 \x20 struct Side Side\n    property A a string\n"
            )
        };
        let expected = "Inner: One; Outer: One; Side: One Two; Inner: Two; Outer: Two";
        check(&types("string"), &types("integer"), expected)
    }

    #[test]
    fn a_type_can_contain_itself() -> Result<(), Error> {
        let filter = "  struct Filter Filter\n    property And and list(struct(Filter))\n";
        check(filter, filter, "Filter: One Two")
    }

    #[test]
    fn types_can_contain_each_other() -> Result<(), Error> {
        let types = |kind: &str| {
            format!(
                "  struct Group Group\n    property Filter filter struct(Filter)\n\
                 \x20 struct Filter Filter\n    property Group group struct(Group)\n    property A a {kind}\n"
            )
        };
        check(&types("string"), &types("string"), "Group: One Two; Filter: One Two")?;
        let expected = "Group: One; Filter: One; Group: Two; Filter: Two";
        check(&types("string"), &types("integer"), expected)
    }
}
