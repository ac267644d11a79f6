//! A value of a template, with intrinsic functions in it -> texts with symbols, one for each way that it can come out.

use constructs_template::{Node, Value};

use super::estate::{Estate, ResourceId, StackTemplate, section};
use super::notes::Notes;
use super::{parameter, substitution, symbols};
use crate::access::text::{Part, Symbol, SymbolKind, Text};

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Piece {
    /// Characters.
    Text(String),
    /// What only the deployment knows.
    Symbol(Symbol),
}

/// A text in pieces.
pub(crate) type Pieces = Vec<Piece>;

/// One way that a value can come out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Given {
    pub(crate) pieces: Pieces,
    /// Whether it is there whatever conditions and parameters say.
    pub(crate) is_sure: bool,
}

impl Given {
    pub(super) fn text(text: &str, is_sure: bool) -> Self {
        Self { pieces: vec![Piece::Text(text.to_owned())], is_sure }
    }
}

/// The most ways that are followed.
const MOST: usize = 256;

/// Reads the values of one stack's template.
pub(crate) struct Resolver<'e, 't, 'n> {
    pub(super) estate: &'e Estate<'t>,
    pub(super) stack: usize,
    pub(super) notes: &'n mut Notes,
    /// How many imports led here.
    depth: usize,
}

/// The most imports that are followed, one behind the other.
const DEEPEST: usize = 16;

impl<'e, 't, 'n> Resolver<'e, 't, 'n> {
    pub(crate) fn new(estate: &'e Estate<'t>, stack: usize, notes: &'n mut Notes) -> Self {
        Self { estate, stack, notes, depth: 0 }
    }

    /// One that follows no import, no output and no parameter of a nested stack.
    pub(super) fn of_names(estate: &'e Estate<'t>, stack: usize, notes: &'n mut Notes) -> Self {
        Self { estate, stack, notes, depth: DEEPEST }
    }

    /// One value or a list of them, `Fn::If` followed on both sides.
    pub(crate) fn each(&mut self, node: &Node) -> Vec<Given> {
        let given = match node.as_list() {
            Some(items) => items.iter().flat_map(|item| self.each(item)).collect(),
            None => self.given(node),
        };
        if given.len() <= MOST {
            return given;
        }
        self.notes.gap("a value of a policy comes out in too many ways");
        given.into_iter().take(MOST).collect()
    }

    /// The only way that a value can come out.
    pub(crate) fn single(&mut self, node: &Node) -> Option<Pieces> {
        let mut given = self.given(node);
        let only = given.pop()?;
        (given.is_empty() && only.is_sure).then_some(only.pieces)
    }

    fn given(&mut self, node: &Node) -> Vec<Given> {
        match &node.value {
            Value::String(text) => vec![Given::text(text, true)],
            Value::Bool(flag) => vec![Given::text(&flag.to_string(), true)],
            Value::Integer(number) => vec![Given::text(&number.to_string(), true)],
            Value::Number(number) => vec![Given::text(&number.to_string(), true)],
            Value::List(_) => self.each(node),
            Value::Null => Vec::new(),
            Value::Map(_) => match node.single() {
                Some((name, argument)) => self.function(name, argument, node),
                None => self.unknown(node),
            },
        }
    }

    fn function(&mut self, name: &str, argument: &Node, node: &Node) -> Vec<Given> {
        let found = match name {
            "Ref" => argument.as_str().map(|target| self.reference(target)),
            "Fn::GetAtt" => self.attribute(argument),
            "Fn::ImportValue" => self.import(argument),
            "Fn::If" => self.branches(argument),
            "Fn::Sub" => substitution::given(self, argument),
            "Fn::Join" => self.join(argument),
            "Fn::Select" => self.select(argument),
            "Fn::Split" => self.split(argument),
            "Fn::FindInMap" => self.look_up(argument),
            _ => None,
        };
        found.unwrap_or_else(|| self.unknown(node))
    }

    pub(super) fn template(&self) -> Option<&'t StackTemplate> {
        self.estate.stacks().get(self.stack)
    }

    pub(crate) fn reference(&mut self, target: &str) -> Vec<Given> {
        if target == "AWS::NoValue" {
            return Vec::new();
        }
        if target.starts_with("AWS::") {
            return vec![Given { pieces: vec![self.pseudo(target)], is_sure: true }];
        }
        if let Some(id) = self.estate.find(self.stack, target) {
            self.assume_plain(id, target);
            return vec![Given { pieces: symbols::reference(self.estate, id), is_sure: true }];
        }
        let stack = self.template();
        let parameter = stack
            .and_then(|stack| section(&stack.root, "Parameters").find(|(name, _)| *name == target));
        match (stack, parameter) {
            (Some(stack), Some((name, node))) => {
                if let Some(given) = self.passed(name) {
                    return given;
                }
                parameter::given(&stack.name, name, node, self.notes)
            }
            _ => self.opaque(target, &format!("nothing in the template is called `{target}`")),
        }
    }

    pub(super) fn pseudo(&self, name: &str) -> Piece {
        let stack = self.template();
        let region = stack.and_then(|stack| stack.region.as_deref());
        let account = stack.and_then(|stack| stack.account.as_deref());
        let is_nested = self.estate.nested_in(self.stack).is_some();
        let known = match name {
            "AWS::Region" => region,
            "AWS::AccountId" => account,
            // A nested stack's name is made up when it is deployed.
            "AWS::StackName" => stack.map(|stack| stack.name.as_str()).filter(|_| !is_nested),
            "AWS::Partition" => region.map(partition),
            "AWS::URLSuffix" => region.map(|region| match partition(region) {
                "aws-cn" => "amazonaws.com.cn",
                _ => "amazonaws.com",
            }),
            _ => None,
        };
        if let Some(text) = known {
            return Piece::Text(text.to_owned());
        }
        let kind = match name {
            "AWS::Region" => SymbolKind::Region,
            "AWS::AccountId" => SymbolKind::Account,
            "AWS::Partition" => SymbolKind::Partition,
            _ => {
                // Each stack has its own.
                let stack = stack.map_or("", |stack| stack.name.as_str());
                let kind = SymbolKind::Opaque { characters: None };
                return Piece::Symbol(Symbol { name: format!("{stack}.{name}"), kind });
            }
        };
        Piece::Symbol(Symbol { name: name.to_owned(), kind })
    }

    fn attribute(&mut self, argument: &Node) -> Option<Vec<Given>> {
        let (id, attribute) = match argument.as_list() {
            Some([id, attribute]) => (id.as_str()?, attribute.as_str()?),
            _ => argument.as_str()?.split_once('.')?,
        };
        self.attribute_of(id, attribute)
    }

    pub(super) fn attribute_of(&mut self, id: &str, attribute: &str) -> Option<Vec<Given>> {
        let id = self.estate.find(self.stack, id)?;
        if let Some(given) =
            attribute.strip_prefix("Outputs.").and_then(|name| self.output(id, name))
        {
            return Some(given);
        }
        self.assume_plain(id, &format!("{}.{attribute}", id.id));
        let pieces = symbols::attribute(self.estate, id, attribute);
        Some(vec![Given { pieces, is_sure: true }])
    }

    /// What AWS makes up has no wildcards; what others do is anybody's guess.
    fn assume_plain(&mut self, id: ResourceId<'_>, shown: &str) {
        let kind = self.estate.kind(id);
        if crate::facts::resource_type(kind).is_none() {
            self.notes.assume(format!(
                "`{shown}` of `{}`, of the type `{kind}`, has no `*` and no `?` in it",
                self.estate.path(id)
            ));
        }
    }

    /// What the stack that a template is nested in gives for a parameter.
    fn passed(&mut self, parameter: &str) -> Option<Vec<Given>> {
        let id = self.estate.nested_in(self.stack)?;
        let properties = self.estate.resource(id)?.get("Properties")?;
        let value = properties.get("Parameters")?.get(parameter)?;
        self.elsewhere(id.stack, value)
    }

    /// An output of a nested stack.
    fn output(&mut self, id: ResourceId<'_>, name: &str) -> Option<Vec<Given>> {
        let stack = self.estate.nested_as(id)?;
        let root = &self.estate.stacks().get(stack)?.root;
        let value = root.get("Outputs")?.get(name)?.get("Value")?;
        self.elsewhere(stack, value)
    }

    /// A value of another stack's template.
    fn elsewhere(&mut self, stack: usize, value: &Node) -> Option<Vec<Given>> {
        let depth = self.depth + 1;
        let mut resolver = Resolver { estate: self.estate, stack, notes: self.notes, depth };
        (depth <= DEEPEST && resolver.notes.may_follow()).then(|| resolver.each(value))
    }

    fn import(&mut self, argument: &Node) -> Option<Vec<Given>> {
        let name = text_of(&self.single(argument)?);
        Some(self.imported(&name))
    }

    /// What stands behind an export.
    pub(crate) fn imported(&mut self, name: &str) -> Vec<Given> {
        match self.estate.export(name) {
            Some(Ok((stack, value))) if self.depth < DEEPEST && self.notes.may_follow() => {
                let depth = self.depth + 1;
                Resolver { estate: self.estate, stack, notes: self.notes, depth }.given(value)
            }
            Some(Ok(_)) => self.opaque(name, &format!("the export `{name}` leads back to itself")),
            Some(Err(())) => self.opaque(name, &format!("several stacks export `{name}`")),
            _ => {
                self.notes.assume(format!(
                    "the import `{name}` is the ARN of one resource, which no other import and no resource of these \
                     templates is"
                ));
                let kind = SymbolKind::Arn("arn:*".to_owned());
                let symbol = Symbol { name: format!("import {name}"), kind };
                vec![Given { pieces: vec![Piece::Symbol(symbol)], is_sure: true }]
            }
        }
    }

    fn branches(&mut self, argument: &Node) -> Option<Vec<Given>> {
        let [_, holds, fails] = argument.as_list()? else { return None };
        let (holds, fails) = (self.each(holds), self.each(fails));
        let is_in = |given: &Given, others: &[Given]| {
            given.is_sure
                && others.iter().any(|other| other.is_sure && other.pieces == given.pieces)
        };
        let mut all: Vec<Given> = holds
            .iter()
            .map(|given| Given { pieces: given.pieces.clone(), is_sure: is_in(given, &fails) })
            .collect();
        for given in &fails {
            if !all.iter().any(|other| other.pieces == given.pieces) {
                all.push(Given { pieces: given.pieces.clone(), is_sure: false });
            }
        }
        Some(all)
    }

    fn join(&mut self, argument: &Node) -> Option<Vec<Given>> {
        let [delimiter, list] = argument.as_list()? else { return None };
        let delimiter = delimiter.as_str()?;
        let items: Vec<Vec<Given>> = match list.as_list() {
            Some(items) => items.iter().map(|item| self.given(item)).collect(),
            None => return self.join_split(delimiter, list),
        };
        let items = items.into_iter().filter(|ways| !ways.is_empty()).collect();
        Some(combined(items, delimiter))
    }

    /// `Fn::Join` of what `Fn::Split` took apart.
    fn join_split(&mut self, delimiter: &str, list: &Node) -> Option<Vec<Given>> {
        let parts = self.function_list(list)?;
        let items = parts.into_iter().map(|part| vec![Given::text(&part, true)]).collect();
        Some(combined(items, delimiter))
    }

    fn select(&mut self, argument: &Node) -> Option<Vec<Given>> {
        let [index, list] = argument.as_list()? else { return None };
        let index = match &index.value {
            Value::Integer(index) => usize::try_from(*index).ok()?,
            Value::String(text) => text.parse().ok()?,
            _ => return None,
        };
        match list.as_list() {
            Some(items) => Some(self.given(items.get(index)?)),
            None => Some(vec![Given::text(self.function_list(list)?.get(index)?, true)]),
        }
    }

    /// The items of a list that is known: `Fn::Split` of a text without symbols.
    fn function_list(&mut self, list: &Node) -> Option<Vec<String>> {
        let ("Fn::Split", arguments) = list.single()? else { return None };
        let [delimiter, text] = arguments.as_list()? else { return None };
        let (delimiter, pieces) = (delimiter.as_str()?.to_owned(), self.single(text)?);
        let [Piece::Text(text)] = pieces.as_slice() else { return None };
        Some(text.split(&delimiter).map(str::to_owned).collect())
    }

    fn split(&mut self, argument: &Node) -> Option<Vec<Given>> {
        let [delimiter, text] = argument.as_list()? else { return None };
        let (delimiter, pieces) = (delimiter.as_str()?.to_owned(), self.single(text)?);
        let [Piece::Text(text)] = pieces.as_slice() else { return None };
        Some(text.split(&delimiter).map(|part| Given::text(part, true)).collect())
    }

    fn look_up(&mut self, argument: &Node) -> Option<Vec<Given>> {
        let [map, first, second] = argument.as_list()? else { return None };
        let stack = self.template()?;
        let map = stack.root.get("Mappings")?.get(map.as_str()?)?.as_map()?;
        let mut key = |node: &Node| match self.single(node).as_deref() {
            Some([Piece::Text(text)]) => Some(text.clone()),
            _ => None,
        };
        let (first, second) = (key(first), key(second));
        let is_wanted =
            |key: &Option<String>, entry: &str| key.as_ref().is_none_or(|wanted| wanted == entry);
        let is_sure = first.is_some() && second.is_some();
        let mut found = Vec::new();
        for row in map.iter().filter(|row| is_wanted(&first, &row.key)) {
            for cell in row.node.as_map()?.iter().filter(|cell| is_wanted(&second, &cell.key)) {
                found.extend(self.each(&cell.node));
            }
        }
        if !is_sure && found.len() > 1 {
            found.iter_mut().for_each(|given| given.is_sure = false);
        }
        (!found.is_empty()).then_some(found)
    }

    fn unknown(&mut self, node: &Node) -> Vec<Given> {
        let shown = shown(node);
        self.opaque(&shown, &format!("what `{shown}` comes to is not known"))
    }

    fn opaque(&mut self, name: &str, why: &str) -> Vec<Given> {
        self.notes.gap(why);
        let stack = self.template().map_or("", |stack| stack.name.as_str());
        let kind = SymbolKind::Opaque { characters: None };
        let symbol = Symbol { name: format!("{stack}.{name}"), kind };
        vec![Given { pieces: vec![Piece::Symbol(symbol)], is_sure: true }]
    }

    /// The resource that a value is the ARN or the name of.
    pub(crate) fn resource_of(&self, pieces: &[Piece]) -> Option<ResourceId<'t>> {
        super::settle::resource(self.estate, pieces)
    }
}

/// Every way to join the items.
pub(super) fn combined(items: Vec<Vec<Given>>, delimiter: &str) -> Vec<Given> {
    let mut ways = vec![Given { pieces: Vec::new(), is_sure: true }];
    for (index, item) in items.into_iter().enumerate() {
        let mut next = Vec::new();
        for way in &ways {
            for given in item.iter().take(MOST) {
                let mut pieces = way.pieces.clone();
                if index > 0 && !delimiter.is_empty() {
                    pieces.push(Piece::Text(delimiter.to_owned()));
                }
                pieces.extend(given.pieces.iter().cloned());
                next.push(Given { pieces: joined(pieces), is_sure: way.is_sure && given.is_sure });
            }
        }
        next.truncate(MOST + 1);
        ways = next;
    }
    ways
}

/// The same with neighbouring characters in one piece.
pub(super) fn joined(pieces: Pieces) -> Pieces {
    let mut all: Pieces = Vec::new();
    for piece in pieces {
        match (all.last_mut(), piece) {
            (Some(Piece::Text(text)), Piece::Text(more)) => text.push_str(&more),
            (_, piece) => all.push(piece),
        }
    }
    all
}

/// The partition of a region.
fn partition(region: &str) -> &'static str {
    let known = [
        ("cn-", "aws-cn"),
        ("us-gov-", "aws-us-gov"),
        ("us-iso-", "aws-iso"),
        ("us-isob-", "aws-iso-b"),
        ("eusc-", "aws-eusc"),
    ];
    known.iter().find(|(prefix, _)| region.starts_with(prefix)).map_or("aws", |(_, name)| name)
}

/// The text that people read.
pub(crate) fn text_of(pieces: &[Piece]) -> String {
    let shown = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Symbol(symbol) => format!("<{}>", symbol.name),
    };
    pieces.iter().map(shown).collect()
}

/// The text as a policy has it: wildcards and variables are read in what is written out only.
pub(crate) fn policy_text(pieces: &[Piece], has_variables: bool) -> Text {
    let mut parts = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                parts.extend(Text::parse(text, has_variables).parts().iter().cloned());
            }
            Piece::Symbol(symbol) => parts.push(Part::Symbol(symbol.clone())),
        }
    }
    Text::new(parts)
}

/// A value on one line, short.
pub(super) fn shown(node: &Node) -> String {
    let text = node.to_json().to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
