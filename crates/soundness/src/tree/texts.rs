//! Makes texts and lists, with and without holes.

use serde_json::{Value as Json, json};

use super::pool::{self, Kind, PATTERNS};
use super::statement::Maker;
use super::{Condition, HoleId, Node, Parameter, Part, Source, text};
use crate::render::concrete::GENERATED;

impl Maker<'_> {
    /// A hole of a random source, in place of a text.
    pub fn hole(&mut self, kind: Kind) -> HoleId {
        let holes = self.tree.holes.iter().enumerate();
        let same = holes.filter(|(_, hole)| hole.kind == kind && !holds_list(hole));
        let same: Vec<HoleId> = same.map(|(at, _)| at).collect();
        if !same.is_empty() && self.random.percent(25) {
            return *self.random.pick(&same);
        }
        let source = self.source(kind);
        self.tree.hole(kind, source)
    }

    fn source(&mut self, kind: Kind) -> Source {
        let own = match kind {
            Kind::Resource | Kind::Arn => ["Q", "D", "B", "K", "R"].as_slice(),
            Kind::Aws => &["R", "S"],
            Kind::PolicyArn => &["M"],
            _ => &[],
        };
        let own: Vec<&str> =
            own.iter().copied().filter(|id| self.tree.resource(id).is_some()).collect();
        if !own.is_empty() && self.random.percent(15) {
            return Source::Arn((*self.random.pick(&own)).to_owned());
        }
        match kind {
            Kind::AccountId if self.random.percent(50) => return Source::Account,
            Kind::Number if self.random.percent(20) => return Source::Number,
            Kind::String if self.random.percent(5) => return Source::Base64("*".to_owned()),
            Kind::RoleName if self.random.percent(30) => return Source::Name("R".to_owned()),
            _ => {}
        }
        match self.random.below(21) {
            0..=6 => Source::Parameter(self.parameter(kind)),
            7 => Source::SsmParameter,
            8 => Source::Element,
            9 => Source::Segment,
            10 | 11 => Source::Mapping(self.some(kind).into_iter().map(Json::String).collect()),
            12 | 13 => Source::Import,
            14 => Source::KnownImport,
            15 => Source::Dynamic,
            16 => Source::StackOutput,
            17 => Source::Transform,
            18 => Source::Custom,
            19 => Source::KnownOutput,
            _ => Source::NestedOutput,
        }
    }

    /// One to three literals of a kind.
    fn some(&mut self, kind: Kind) -> Vec<String> {
        let mut pool: Vec<String> = pool::pool(kind, &self.facts);
        // What a template lists is not the name that CloudFormation will generate for a role.
        pool.retain(|text| kind != Kind::RoleName || !text.ends_with(GENERATED));
        pool.dedup();
        let count = 1 + self.random.below(3);
        (0..count).map(|_| self.random.pick(&pool).clone()).collect()
    }

    /// A declaration of a parameter.
    pub fn parameter(&mut self, kind: Kind) -> Parameter {
        let mut own = Parameter::default();
        match self.random.below(6) {
            0 | 1 => own.allowed = Some(self.some(kind)),
            2 => own.has_min_length = true,
            3 => own.pattern = Some(*self.random.pick(PATTERNS)),
            _ => {}
        }
        if self.random.percent(30) && own.pattern.is_none() {
            let default = self.some(kind).swap_remove(0);
            let allowed = own.allowed.as_ref().and_then(|allowed| allowed.first().cloned());
            own.default = Some(allowed.unwrap_or(default))
                .filter(|text| !own.has_min_length || !text.is_empty());
        }
        own
    }

    /// A condition of the template, on a parameter of its own or on one that there is.
    pub fn condition(&mut self) -> usize {
        let conditions = self.tree.conditions.len();
        let made = match self.random.below(5) {
            0 if conditions > 0 => Condition::Not(self.random.below(conditions)),
            1 if conditions > 1 => {
                Condition::And(self.random.below(conditions), self.random.below(conditions))
            }
            2 if conditions > 1 => {
                Condition::Or(self.random.below(conditions), self.random.below(conditions))
            }
            3 if conditions > 0 => return self.random.below(conditions),
            _ => {
                let parameter = self.parameter(Kind::Environment);
                let hole = self.tree.hole(Kind::Environment, Source::Parameter(parameter));
                Condition::Equals(hole, "prod".to_owned())
            }
        };
        self.tree.conditions.push(made);
        conditions
    }

    /// A literal of a kind, near the topic.
    pub fn literal(&mut self, kind: Kind) -> String {
        let is_near = self.random.percent(60);
        match kind {
            Kind::Action if is_near => self.topic.action.to_owned(),
            Kind::Resource if is_near => self.facts.arns[self.topic.id].clone(),
            // A literal is not the name that CloudFormation will generate.
            Kind::RoleName => (*self.random.pick(&["r", "s", "t"])).to_owned(),
            _ => self.random.pick(&pool::pool(kind, &self.facts)).clone(),
        }
    }

    /// A text of a kind: a literal, or with a hole.
    pub fn text(&mut self, kind: Kind, has_hole: bool) -> Node {
        if !has_hole {
            if kind == Kind::Resource && self.random.percent(4) {
                return self.short_arn();
            }
            let is_reference = kind == Kind::Resource && self.random.percent(40);
            if is_reference && self.tree.resource(self.topic.id).is_some() {
                let hole = self.tree.hole(kind, Source::Arn(self.topic.id.to_owned()));
                return Node::Text(vec![Part::Hole(hole)]);
            }
            return text(&self.literal(kind));
        }
        if self.random.percent(20) {
            let (condition, one) = (self.condition(), text(&self.literal(kind)));
            // A hole inside a branch is rare.
            let has_hole = self.random.percent(15);
            let other = self.text(kind, has_hole);
            return Node::If(condition, Box::new(one), Some(Box::new(other)));
        }
        let is_mixed =
            matches!(kind, Kind::Action | Kind::Resource | Kind::Aws | Kind::Arn | Kind::String);
        if is_mixed && self.random.percent(35) {
            return self.mixed(kind);
        }
        Node::Text(vec![Part::Hole(self.hole(kind))])
    }

    /// Characters and holes.
    fn mixed(&mut self, kind: Kind) -> Node {
        let characters = |text: &str| Part::Text(text.to_owned());
        let service = self.topic.action.split(':').next().unwrap_or_default();
        match kind {
            Kind::Action => {
                let start = characters(&format!("{service}:"));
                Node::Text(vec![start, Part::Hole(self.hole(Kind::ActionName))])
            }
            Kind::Aws => {
                let account = Part::Hole(self.hole(Kind::AccountId));
                Node::Text(vec![characters("arn:aws:iam::"), account, characters(":root")])
            }
            Kind::String => Node::Text(vec![characters("v"), Part::Hole(self.hole(Kind::String))]),
            _ => match self.random.below(5) {
                0 => {
                    let own = self.facts.arns[self.topic.id].clone();
                    Node::Text(vec![characters(&own), Part::Hole(self.hole(Kind::Tail))])
                }
                1 => {
                    let hole = self.tree.hole(kind, Source::Arn(self.topic.id.to_owned()));
                    Node::Text(vec![Part::Hole(hole), Part::Hole(self.hole(Kind::Tail))])
                }
                2 => self.short_arn(),
                3 => {
                    let own = self.facts.arns[self.topic.id].clone();
                    let end = own.rfind([':', '/']).map_or(0, |at| at + 1);
                    Node::Text(vec![characters(&own[..end]), Part::Hole(self.hole(Kind::Tail))])
                }
                _ => {
                    let region = self.tree.hole(kind, Source::Region);
                    let account = self.hole(Kind::AccountId);
                    Node::Text(vec![
                        characters("arn:aws:sqs:"),
                        Part::Hole(region),
                        characters(":"),
                        Part::Hole(account),
                        characters(":orders"),
                    ])
                }
            },
        }
    }

    /// An ARN whose value decides how many fields it has.
    fn short_arn(&mut self) -> Node {
        let fields = Part::Hole(self.hole(Kind::Fields));
        Node::Text(vec![Part::Text("arn:aws:sqs".to_owned()), fields])
    }

    /// A text, a list of texts, or a hole in place of the list.
    pub fn list(&mut self, kind: Kind, has_hole: bool, is_whole: bool) -> Node {
        if is_whole && has_hole {
            return self.whole_list(kind);
        }
        let first = self.text(kind, has_hole);
        if self.random.percent(60) {
            return first;
        }
        let mut items = vec![first, self.text(kind, false)];
        if self.random.percent(30) {
            let condition = self.condition();
            let item = self.text(kind, false);
            items.push(Node::If(condition, Box::new(item), None));
        }
        if self.random.percent(50) {
            items.reverse();
        }
        Node::List(items)
    }

    fn whole_list(&mut self, kind: Kind) -> Node {
        let source = match self.random.below(6) {
            0..=1 => Source::ListParameter,
            2 => Source::Split,
            3 => {
                let rows = (0..2).map(|_| json!(self.some(kind)));
                Source::Mapping(rows.collect())
            }
            4 => Source::Transform,
            _ => {
                let condition = self.condition();
                let one = Node::List(self.some(kind).iter().map(|item| text(item)).collect());
                let other = Node::List(self.some(kind).iter().map(|item| text(item)).collect());
                return Node::If(condition, Box::new(one), Some(Box::new(other)));
            }
        };
        Node::Hole(self.tree.hole(kind, source))
    }
}

/// Whether the value is a list.
fn holds_list(hole: &super::Hole) -> bool {
    match &hole.source {
        Source::ListParameter | Source::Split | Source::Transform => true,
        Source::Mapping(values) => values.iter().any(Json::is_array),
        _ => false,
    }
}
