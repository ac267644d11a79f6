//! The set of texts that a symbol can be: what is known about a value that only the deployment knows.
//!
//! A domain may be larger than the truth, never smaller: an answer that holds for every text of the domain holds in every
//! deployment.

use std::sync::Arc;

use super::seeded_fault::{SeededFault, is_on};
use super::text::{PolicyText, Symbol};

/// The texts that a [`Symbol`](super::Symbol) can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Domain {
    /// Which texts, as far as they can be listed or have a known shape.
    pub texts: Texts,
    /// The characters that a text can have.
    pub characters: Characters,
    /// Whether the text may be empty.
    pub may_be_empty: bool,
    /// Whether the text may contain `*`, `?` or `${…}`, and so be a pattern where the policy language has patterns.
    pub may_be_pattern: bool,
    /// The minimum number of `:` in the text.
    pub min_colons: usize,
    /// The maximum number of `:` in the text; `None`: any number.
    pub max_colons: Option<usize>,
    /// What makes two symbols with different ids different texts.
    pub identity: Option<Identity>,
    /// Whether the symbol is a list: no element, one, or several.
    pub is_list: bool,
    /// Why nothing is known about it: a function or a section that is not read. `None` for values such as parameters.
    pub unread: Option<Arc<str>>,
    /// The value if the deployment sets none: the default of a parameter.
    pub default: Option<Arc<str>>,
}

/// Two symbols of one class and of different ids are different texts, if both are of one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The class, such as the ARNs of all declared resources.
    pub class: Arc<str>,
    /// The states that have the resource, where two are compared: 1 for the old one, 2 for the new one, 3 for both.
    pub states: u8,
}

impl Identity {
    /// A resource of all states.
    #[must_use]
    pub fn new(class: &str) -> Self {
        Self { class: class.into(), states: 3 }
    }

    /// The class of the ARNs of declared resources, and of every import that an assumption says is one.
    #[must_use]
    pub fn resources() -> Self {
        Self::new("resources")
    }
}

/// Which texts a [`Domain`] has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Texts {
    /// Any text.
    Any,
    /// One of these.
    Finite(Vec<String>),
    /// A text that may contain other symbols, such as `arn:<AWS::Partition>:sqs:<AWS::Region>:<AWS::AccountId>:push`. `*` and
    /// `?` are characters that are not known.
    Shape(PolicyText),
}

/// A set of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Characters {
    /// Every character.
    Any,
    /// `0` to `9`.
    Digits,
    /// `a` to `z`, `0` to `9` and `-`.
    LowerCase,
    /// Letters and digits.
    Alphanumeric,
    /// All but `:` and `/`: the name of a resource.
    Name,
}

impl Characters {
    /// Whether the set has this character.
    #[must_use]
    pub fn has(self, character: char) -> bool {
        match self {
            Self::Any => true,
            Self::Digits => character.is_ascii_digit(),
            Self::LowerCase => {
                character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-'
            }
            Self::Alphanumeric => character.is_ascii_alphanumeric(),
            Self::Name => character != ':' && character != '/',
        }
    }
}

impl Domain {
    /// Any text, a pattern too: a value of which nothing is known.
    #[must_use]
    pub fn any() -> Self {
        Self {
            texts: Texts::Any,
            characters: Characters::Any,
            may_be_empty: true,
            may_be_pattern: !is_on(SeededFault::PatternInASymbol),
            min_colons: 0,
            max_colons: None,
            identity: None,
            is_list: false,
            unread: None,
            default: None,
        }
    }

    /// Anything, a list too, because this is not read.
    #[must_use]
    pub fn unread(reason: &str) -> Self {
        Self { is_list: true, unread: Some(reason.into()), ..Self::any() }
    }

    /// Text that AWS chooses: not empty, and no pattern.
    fn chosen_by_aws(shape: &str, characters: Characters) -> Self {
        Self {
            texts: Texts::Shape(PolicyText::parse(shape, false)),
            characters,
            may_be_empty: false,
            may_be_pattern: false,
            min_colons: 0,
            max_colons: (!characters.has(':')).then_some(0),
            ..Self::any()
        }
    }

    /// `aws`, `aws-cn`, `aws-us-gov` and the like.
    #[must_use]
    pub fn partition() -> Self {
        Self::chosen_by_aws("aws*", Characters::LowerCase)
    }

    /// `eu-west-1` and the like.
    #[must_use]
    pub fn region() -> Self {
        Self::chosen_by_aws("?*-?*-?*", Characters::LowerCase)
    }

    /// Twelve digits.
    #[must_use]
    pub fn account() -> Self {
        Self::chosen_by_aws("????????????", Characters::Digits)
    }

    /// The domain that the services of a partition have in common: `amazonaws.com` and the like.
    #[must_use]
    pub fn url_suffix() -> Self {
        Self { max_colons: Some(0), ..Self::chosen_by_aws("?*", Characters::Name) }
    }

    /// So many letters and digits that AWS chooses.
    #[must_use]
    pub fn random(length: usize) -> Self {
        Self::chosen_by_aws(&"?".repeat(length), Characters::Alphanumeric)
    }

    /// A name or an id that AWS generates, without `:` and `/`. Two of one class are different.
    #[must_use]
    pub fn generated_name(class: &str) -> Self {
        Self { identity: Some(Identity::new(class)), ..Self::chosen_by_aws("?*", Characters::Name) }
    }

    /// Text that AWS makes of a resource, of which neither form nor length is known.
    #[must_use]
    pub fn attribute() -> Self {
        Self { may_be_empty: true, ..Self::chosen_by_aws("*", Characters::Any) }
    }

    /// The ARN of a declared resource, which is the ARN of no other.
    #[must_use]
    pub fn arn(shape: PolicyText) -> Self {
        Self {
            texts: Texts::Shape(shape),
            min_colons: 5,
            max_colons: None,
            identity: Some(Identity::resources()),
            ..Self::chosen_by_aws("*", Characters::Any)
        }
    }

    /// One of these texts.
    #[must_use]
    pub fn finite(texts: Vec<String>) -> Self {
        let colons = |text: &String| text.matches(':').count();
        Self {
            may_be_empty: texts.iter().any(String::is_empty),
            may_be_pattern: texts.iter().any(|text| text.contains(['*', '?', '$'])),
            min_colons: texts.iter().map(colons).min().unwrap_or_default(),
            max_colons: texts.iter().map(colons).max(),
            texts: Texts::Finite(texts),
            ..Self::any()
        }
    }

    /// The texts, where they are listed.
    #[must_use]
    pub fn listed(&self) -> Option<&[String]> {
        match &self.texts {
            Texts::Finite(texts) if !self.is_list => Some(texts),
            _ => None,
        }
    }

    /// A pattern that every text of the domain matches: its shape with `*` for nested symbols.
    #[must_use]
    pub fn glob(&self) -> Option<String> {
        match &self.texts {
            Texts::Shape(shape) => {
                let nested = |symbol: &Symbol| symbol.domain.glob().unwrap_or("*".to_owned());
                Some(shape.substitute_symbols(&nested).to_string())
            }
            _ => None,
        }
    }

    /// Whether two symbols of such domains and different ids can't be the same text.
    #[must_use]
    pub fn is_distinct_from(&self, other: &Self) -> bool {
        if self.may_be_pattern || other.may_be_pattern {
            return false;
        }
        let has_fewer =
            |one: &Self, other: &Self| one.max_colons.is_some_and(|most| most < other.min_colons);
        self.is_another_of_its_class(other) || has_fewer(self, other) || has_fewer(other, self)
    }

    /// Whether two symbols of such domains and different ids are two things of one class, which have different texts.
    #[must_use]
    pub fn is_another_of_its_class(&self, other: &Self) -> bool {
        self.identity
            .as_ref()
            .zip(other.identity.as_ref())
            .is_some_and(|(one, other)| one.class == other.class && one.states & other.states != 0)
    }

    /// A text of the domain, different for each `number` where the domain has so many.
    pub(crate) fn example(&self, number: usize) -> String {
        match &self.texts {
            Texts::Finite(texts) => texts.first().cloned().unwrap_or_default(),
            Texts::Any => format!("text-{number}"),
            Texts::Shape(shape) => self.example_of(shape, number),
        }
    }

    fn example_of(&self, shape: &PolicyText, number: usize) -> String {
        match self.characters {
            Characters::Digits => format!("{:012}", 111_122_223_333 + number),
            Characters::LowerCase if shape.parts().len() == 2 => "aws".to_owned(),
            Characters::LowerCase => "eu-west-1".to_owned(),
            Characters::Alphanumeric => {
                let length = shape.parts().len();
                format!("{number:0length$}")
            }
            Characters::Name => format!("resource-{number}"),
            Characters::Any => example_arn(shape, number),
        }
    }
}

/// An ARN of this shape; nested symbols become examples too.
fn example_arn(shape: &PolicyText, number: usize) -> String {
    let plain = shape.substitute_symbols(&|symbol| symbol.domain.example(0)).to_string();
    let name = format!("resource-{number}");
    let filled = plain.splitn(6, ':').enumerate().map(|(field, text)| match field {
        1 => text.replace('*', "aws"),
        3 => text.replace('*', "eu-west-1"),
        4 => text.replace('*', "111122223333"),
        _ => text.replace('*', &name).replace('?', "x"),
    });
    filled.collect::<Vec<_>>().join(":")
}
