//! What a template declares -> the order in which the source declares it: everything before what names it.
//!
//! Sections keep CloudFormation's order, entries the template's where they may. In a circle, which CloudFormation would
//! refuse, somebody has to come first: who names what comes later does so by its bare name.

use std::collections::BTreeMap;

use constructs_document::{Entry, Map, Node, Template, Value};

use crate::value::each_reference;

/// The sections whose entries become constructs, in the order of the source.
pub(crate) const SECTIONS: [&str; 6] =
    ["Parameters", "Mappings", "Conditions", "Rules", "Resources", "Outputs"];

/// An entry of a section.
#[derive(Clone, Copy)]
pub(crate) struct Item<'t> {
    pub(crate) section: &'static str,
    pub(crate) entry: &'t Entry,
}

/// The entries in the order of the source.
pub(crate) fn plan(template: &Template) -> Vec<Item<'_>> {
    let sections = SECTIONS.into_iter().filter_map(|name| Some((name, template.section(name)?)));
    let items = sections.flat_map(|(section, map)| {
        let order = match section {
            "Conditions" => order(map, each_condition),
            "Resources" => order(map, each_need),
            _ => map.iter().collect(),
        };
        order.into_iter().map(move |entry| Item { section, entry })
    });
    items.collect()
}

/// Calls a function with every id that a value needs.
type EachNeed = fn(&Node, &mut dyn FnMut(&str));

/// The entries, each behind those that it needs.
fn order(map: &Map, each: EachNeed) -> Vec<&Entry> {
    let entries: Vec<&Entry> = map.iter().collect();
    let places: BTreeMap<&str, usize> =
        entries.iter().enumerate().map(|(at, entry)| (entry.key.as_str(), at)).collect();
    let needs = entries.iter().map(|entry| {
        let mut needs = Vec::new();
        each(&entry.node, &mut |id| needs.extend(places.get(id).copied()));
        needs
    });
    let needs: Vec<Vec<usize>> = needs.collect();
    let order = depth_first(&needs);
    order.into_iter().filter_map(|at| entries.get(at).copied()).collect()
}

/// Each number behind those that it needs; who closes a circle is left out of account.
fn depth_first(needs: &[Vec<usize>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(needs.len());
    let mut is_met = vec![false; needs.len()];
    for root in 0..needs.len() {
        let mut open = vec![(root, 0)];
        while let Some((at, next)) = open.pop() {
            let Some(met) = is_met.get_mut(at) else { continue };
            if next == 0 && std::mem::replace(met, true) {
                continue;
            }
            match needs.get(at).and_then(|needs| needs.get(next)) {
                Some(need) => open.extend([(at, next + 1), (*need, 0)]),
                None => order.push(at),
            }
        }
    }
    order
}

/// The conditions that a condition names.
fn each_condition(node: &Node, visit: &mut dyn FnMut(&str)) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| each_condition(item, visit)),
        Value::Map(map) => {
            if let Some(("Condition", name)) = node.single() {
                name.as_str().into_iter().for_each(&mut *visit);
            }
            map.iter().for_each(|entry| each_condition(&entry.node, visit));
        }
        _ => {}
    }
}

/// The resources that a resource refers to or waits for.
fn each_need(node: &Node, visit: &mut dyn FnMut(&str)) {
    each_reference(node, &mut |id| visit(id));
    if let Some(waits) = node.get("DependsOn") {
        waits.as_str().into_iter().for_each(&mut *visit);
        let list = waits.as_list().unwrap_or_default();
        list.iter().filter_map(Node::as_str).for_each(visit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(template: &str) -> Vec<String> {
        let template = constructs_yaml::read(template.as_bytes()).unwrap();
        plan(&template).iter().map(|item| item.entry.key.clone()).collect()
    }

    #[test]
    fn what_is_named_comes_first() {
        let template = "
Outputs: {O: {Value: !Ref A}}
Resources:
  A: {Type: X, Properties: {P: !GetAtt C.Arn}}
  B: {Type: X, DependsOn: [D]}
  C: {Type: X, Properties: {P: !Sub '${D.Arn}-${AWS::Region}'}}
  D: {Type: X}
Conditions: {Y: !Not [!Condition Z], Z: !Equals [a, b]}
Parameters: {P: {Type: String}}
";
        assert_eq!(order(template), ["P", "Z", "Y", "D", "C", "A", "B", "O"]);
    }

    #[test]
    fn a_circle_does_not_hold_it_up() {
        let template = "
Resources:
  A: {Type: X, Properties: {P: !Ref B}}
  B: {Type: X, Properties: {P: !Ref A}}
  C: {Type: X, Properties: {P: !Ref C}}
";
        assert_eq!(order(template), ["B", "A", "C"]);
    }
}
