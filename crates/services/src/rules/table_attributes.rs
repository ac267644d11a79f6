//! A DynamoDB table defines the attributes of its keys and indexes, and no others.
//!
//! A finding is at the properties, because the definition or the key can be the wrong one.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html>

use constructs_cloudformation::Conditions;
use constructs_cloudformation::check::Report;

use crate::codes;
use crate::resource::Resources;
use crate::value::Value;

/// The properties with indexes.
const INDEXES: [&str; 2] = ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"];

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    let conditions = resources.conditions();
    let kinds = ["AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"];
    let tables = kinds.into_iter().flat_map(|kind| resources.of(kind));
    for table in tables.filter_map(|table| resources.properties(table)) {
        let Some(defined) = attributes(&table, "AttributeDefinitions", conditions) else {
            continue;
        };
        let Some(used) = used(&table, conditions) else { continue };
        for (key, of_key) in &used {
            let same = named(&defined, key);
            if of_key.can_be_without(&same, conditions) {
                let message = format!("the key `{key}` is not in `AttributeDefinitions`");
                let near = report.suggest(key, defined.iter().map(|(name, _)| name.as_str()));
                let help = near.unwrap_or_else(|| {
                    format!("add `{key}` with its type to `AttributeDefinitions`")
                });
                add(&table, of_key, (message, help), report);
            }
        }
        for (attribute, definition) in &defined {
            if definition.can_be_without(&named(&used, attribute), conditions) {
                let message = format!("no key or index uses the attribute `{attribute}`");
                let help = "define the attributes of keys and indexes only: items can have others without a definition";
                add(&table, definition, (message, help.into()), report);
            }
        }
    }
}

fn add(table: &Value<'_>, attribute: &Value<'_>, text: (String, String), report: &mut Report) {
    let related = ("the attribute", attribute.at());
    report.add_related(codes::TABLE_ATTRIBUTES, table.at(), text, related);
}

/// Attribute names, each with its place.
type Attributes<'t> = Vec<(String, Value<'t>)>;

/// The attributes of the keys of a table and of its indexes. Nothing if only the deployment knows them.
fn used<'t>(table: &Value<'t>, conditions: &Conditions<'t>) -> Option<Attributes<'t>> {
    let mut found = attributes(table, "KeySchema", conditions)?;
    for property in INDEXES {
        for index in table.items(property, conditions)? {
            found.extend(attributes(&index, "KeySchema", conditions)?);
        }
    }
    Some(found)
}

/// The values of `AttributeName` in the items of a list.
fn attributes<'t>(
    of: &Value<'t>,
    list: &str,
    conditions: &Conditions<'t>,
) -> Option<Attributes<'t>> {
    let items = of.items(list, conditions)?;
    let names = items.iter().flat_map(|item| item.find("AttributeName", conditions));
    names.map(|name| Some((name.text()?, name))).collect()
}

fn named<'t>(attributes: &Attributes<'t>, name: &str) -> Vec<Value<'t>> {
    let same = attributes.iter().filter(|(known, _)| known == name);
    same.map(|(_, value)| value.clone()).collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::findings_of;

    fn table(definitions: &str, indexes: &str) -> Vec<String> {
        let found = findings_of(&format!(
            "Conditions: {{C: !Equals [!Ref 'AWS::Region', x]}}
Resources:
  T:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: {definitions}
      KeySchema: [{{AttributeName: a, KeyType: HASH}}]
      GlobalSecondaryIndexes: {indexes}
"
        ));
        found.into_iter().filter(|found| found.starts_with("F0706")).collect()
    }

    const INDEX: &str = "[{IndexName: i, KeySchema: [{AttributeName: b, KeyType: HASH}]}]";

    fn definitions(names: &[&str]) -> String {
        let items = names.iter().map(|name| format!("{{AttributeName: {name}, AttributeType: S}}"));
        format!("[{}]", items.collect::<Vec<_>>().join(", "))
    }

    const FOUND: [&str; 1] = ["F0706 T/Properties"];

    #[test]
    fn keys_are_defined() {
        assert_eq!(table(&definitions(&["a"]), INDEX), FOUND);
        assert!(table(&definitions(&["a", "b"]), INDEX).is_empty());
        assert!(table("!Ref P", INDEX).is_empty());
        assert!(table(&definitions(&["a", "!Ref P"]), INDEX).is_empty());
    }

    #[test]
    fn attributes_are_used() {
        assert_eq!(table(&definitions(&["a", "c"]), "[]"), FOUND);
        assert!(table(&definitions(&["a", "c"]), "!Ref P").is_empty());
    }

    #[test]
    fn an_index_and_its_attribute_depend_on_the_same_condition() {
        let condition = |value: &str| format!("!If [C, {value}, !Ref 'AWS::NoValue']");
        let both = definitions(&["a"])
            .replace(']', &format!(", {}]", condition("{AttributeName: b, AttributeType: S}")));
        assert!(table(&both, &condition(INDEX)).is_empty());
        assert_eq!(table(&both, INDEX), FOUND);
        assert_eq!(table(&definitions(&["a", "b"]), &condition(INDEX)), FOUND);
    }
}
