//! Makes texts and lists, with and without holes.

use serde_json::{Value as Json, json};

use super::pool::{self, HoleKind, PATTERNS};
use super::statement::Maker;
use super::{HoleId, HoleSource, ParameterDeclaration, Part, TreeCondition, TreeNode, text};
use crate::render::concrete::GENERATED;

impl Maker<'_> {
    /// A hole of a random source, in place of a text.
    pub fn hole(&mut self, kind: HoleKind) -> HoleId {
        let holes = self.tree.holes.iter().enumerate();
        let same = holes.filter(|(_, hole)| hole.kind == kind && !holds_list(hole));
        let same: Vec<HoleId> = same.map(|(at, _)| at).collect();
        if !same.is_empty() && self.random.percent(25) {
            return *self.random.pick(&same);
        }
        let source = self.source(kind);
        self.tree.hole(kind, source)
    }

    fn source(&mut self, kind: HoleKind) -> HoleSource {
        let own = match kind {
            HoleKind::Resource | HoleKind::Arn => ["Q", "D", "B", "K", "R"].as_slice(),
            HoleKind::Aws => &["R", "S"],
            HoleKind::PolicyArn => &["M"],
            _ => &[],
        };
        let own: Vec<&str> =
            own.iter().copied().filter(|id| self.tree.resource(id).is_some()).collect();
        if !own.is_empty() && self.random.percent(15) {
            return HoleSource::Arn((*self.random.pick(&own)).to_owned());
        }
        match kind {
            HoleKind::AccountId if self.random.percent(50) => return HoleSource::Account,
            HoleKind::Number if self.random.percent(20) => return HoleSource::Number,
            HoleKind::String if self.random.percent(5) => {
                return HoleSource::Base64("*".to_owned());
            }
            HoleKind::RoleName if self.random.percent(30) => {
                return HoleSource::Name("R".to_owned());
            }
            _ => {}
        }
        match self.random.below(21) {
            0..=6 => HoleSource::Parameter(self.parameter(kind)),
            7 => HoleSource::SsmParameter,
            8 => HoleSource::Element,
            9 => HoleSource::Segment,
            10 | 11 => HoleSource::Mapping(self.some(kind).into_iter().map(Json::String).collect()),
            12 | 13 => HoleSource::Import,
            14 => HoleSource::KnownImport,
            15 => HoleSource::Dynamic,
            16 => HoleSource::StackOutput,
            17 => HoleSource::Transform,
            18 => HoleSource::Custom,
            19 => HoleSource::KnownOutput,
            _ => HoleSource::NestedOutput,
        }
    }

    /// One to three literals of a kind.
    fn some(&mut self, kind: HoleKind) -> Vec<String> {
        let mut pool: Vec<String> = pool::pool(kind, &self.facts);
        // What a template lists is not the name that CloudFormation will generate for a role.
        pool.retain(|text| kind != HoleKind::RoleName || !text.ends_with(GENERATED));
        pool.dedup();
        let count = 1 + self.random.below(3);
        (0..count).map(|_| self.random.pick(&pool).clone()).collect()
    }

    /// A declaration of a parameter.
    pub fn parameter(&mut self, kind: HoleKind) -> ParameterDeclaration {
        let mut own = ParameterDeclaration::default();
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
            0 if conditions > 0 => TreeCondition::Not(self.random.below(conditions)),
            1 if conditions > 1 => {
                TreeCondition::And(self.random.below(conditions), self.random.below(conditions))
            }
            2 if conditions > 1 => {
                TreeCondition::Or(self.random.below(conditions), self.random.below(conditions))
            }
            3 if conditions > 0 => return self.random.below(conditions),
            _ => {
                let parameter = self.parameter(HoleKind::Environment);
                let hole = self.tree.hole(HoleKind::Environment, HoleSource::Parameter(parameter));
                TreeCondition::Equals(hole, "prod".to_owned())
            }
        };
        self.tree.conditions.push(made);
        conditions
    }

    /// A literal of a kind, near the topic.
    pub fn literal(&mut self, kind: HoleKind) -> String {
        let is_near = self.random.percent(60);
        match kind {
            HoleKind::Action if is_near => self.topic.action.to_owned(),
            HoleKind::Resource if is_near => self.facts.arns[self.topic.id].clone(),
            // A literal is not the name that CloudFormation will generate.
            HoleKind::RoleName => (*self.random.pick(&["r", "s", "t"])).to_owned(),
            _ => self.random.pick(&pool::pool(kind, &self.facts)).clone(),
        }
    }

    /// A text of a kind: a literal, or with a hole.
    pub fn text(&mut self, kind: HoleKind, has_hole: bool) -> TreeNode {
        if !has_hole {
            if kind == HoleKind::Resource && self.random.percent(4) {
                return self.short_arn();
            }
            let is_reference = kind == HoleKind::Resource && self.random.percent(40);
            if is_reference && self.tree.resource(self.topic.id).is_some() {
                let hole = self.tree.hole(kind, HoleSource::Arn(self.topic.id.to_owned()));
                return TreeNode::Text(vec![Part::Hole(hole)]);
            }
            return text(&self.literal(kind));
        }
        if self.random.percent(20) {
            let (condition, one) = (self.condition(), text(&self.literal(kind)));
            // A hole inside a branch is rare.
            let has_hole = self.random.percent(15);
            let other = self.text(kind, has_hole);
            return TreeNode::If(condition, Box::new(one), Some(Box::new(other)));
        }
        let is_mixed = matches!(
            kind,
            HoleKind::Action
                | HoleKind::Resource
                | HoleKind::Aws
                | HoleKind::Arn
                | HoleKind::String
        );
        if is_mixed && self.random.percent(35) {
            return self.mixed(kind);
        }
        TreeNode::Text(vec![Part::Hole(self.hole(kind))])
    }

    /// Characters and holes.
    fn mixed(&mut self, kind: HoleKind) -> TreeNode {
        let characters = |text: &str| Part::Text(text.to_owned());
        let service = self.topic.action.split(':').next().unwrap_or_default();
        match kind {
            HoleKind::Action => {
                let start = characters(&format!("{service}:"));
                TreeNode::Text(vec![start, Part::Hole(self.hole(HoleKind::ActionName))])
            }
            HoleKind::Aws => {
                let account = Part::Hole(self.hole(HoleKind::AccountId));
                TreeNode::Text(vec![characters("arn:aws:iam::"), account, characters(":root")])
            }
            HoleKind::String => {
                TreeNode::Text(vec![characters("v"), Part::Hole(self.hole(HoleKind::String))])
            }
            _ => match self.random.below(5) {
                0 => {
                    let own = self.facts.arns[self.topic.id].clone();
                    TreeNode::Text(vec![characters(&own), Part::Hole(self.hole(HoleKind::Tail))])
                }
                1 => {
                    let hole = self.tree.hole(kind, HoleSource::Arn(self.topic.id.to_owned()));
                    TreeNode::Text(vec![Part::Hole(hole), Part::Hole(self.hole(HoleKind::Tail))])
                }
                2 => self.short_arn(),
                3 => {
                    let own = self.facts.arns[self.topic.id].clone();
                    let end = own.rfind([':', '/']).map_or(0, |at| at + 1);
                    TreeNode::Text(vec![
                        characters(&own[..end]),
                        Part::Hole(self.hole(HoleKind::Tail)),
                    ])
                }
                _ => {
                    let region = self.tree.hole(kind, HoleSource::Region);
                    let account = self.hole(HoleKind::AccountId);
                    TreeNode::Text(vec![
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
    fn short_arn(&mut self) -> TreeNode {
        let fields = Part::Hole(self.hole(HoleKind::Fields));
        TreeNode::Text(vec![Part::Text("arn:aws:sqs".to_owned()), fields])
    }

    /// A text, a list of texts, or a hole in place of the list.
    pub fn list(&mut self, kind: HoleKind, has_hole: bool, is_whole: bool) -> TreeNode {
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
            items.push(TreeNode::If(condition, Box::new(item), None));
        }
        if self.random.percent(50) {
            items.reverse();
        }
        TreeNode::List(items)
    }

    fn whole_list(&mut self, kind: HoleKind) -> TreeNode {
        let source = match self.random.below(6) {
            0..=1 => HoleSource::ListParameter,
            2 => HoleSource::Split,
            3 => {
                let rows = (0..2).map(|_| json!(self.some(kind)));
                HoleSource::Mapping(rows.collect())
            }
            4 => HoleSource::Transform,
            _ => {
                let condition = self.condition();
                let one = TreeNode::List(self.some(kind).iter().map(|item| text(item)).collect());
                let other = TreeNode::List(self.some(kind).iter().map(|item| text(item)).collect());
                return TreeNode::If(condition, Box::new(one), Some(Box::new(other)));
            }
        };
        TreeNode::Hole(self.tree.hole(kind, source))
    }
}

/// Whether the value is a list.
fn holds_list(hole: &super::Hole) -> bool {
    match &hole.source {
        HoleSource::ListParameter | HoleSource::Split | HoleSource::Transform => true,
        HoleSource::Mapping(values) => values.iter().any(Json::is_array),
        _ => false,
    }
}
