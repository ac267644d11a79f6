//! An expression together with what Rust takes it for, so that it is turned into what its place wants.

use crate::code::Code;

/// An expression and its type.
#[derive(Clone, Debug)]
pub(crate) struct Typed {
    pub(crate) code: Code,
    pub(crate) is: Is,
}

/// What Rust takes an expression for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Is {
    /// A literal text.
    Literal,
    Integer,
    Double,
    Boolean,
    Pseudo,
    NoValue,
    /// A `ParameterRef`.
    Parameter(Marker),
    /// The `Arn` of, or a text of, the resource of this handle type.
    Arn(String),
    /// A `Value`.
    Value(Marker),
    /// A property type, a known value or a `Tag`: the path of its Rust type.
    Struct(String),
    Object,
    /// A `PolicyDocument`.
    Document,
    /// A `Statement` of a policy.
    Statement,
    Expr,
    /// An array of so many.
    Array(usize, Box<Self>),
    /// A tuple, or an array of which no other has the type.
    Tuple,
}

/// What a `Value` or a parameter is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marker {
    Str,
    Int,
    Double,
    Bool,
    Json,
    Texts,
    Integers,
    /// Whatever its place wants.
    Wanted,
}

impl Typed {
    pub(crate) const fn new(code: Code, is: Is) -> Self {
        Self { code, is }
    }

    pub(crate) const fn value(code: Code, of: Marker) -> Self {
        Self { code, is: Is::Value(of) }
    }

    /// As something that turns into an `Expr` by itself, as `raw` and `with` take it.
    pub(crate) fn loose(self) -> Self {
        match self.is {
            Is::Parameter(of) => Self::value(self.code.method("value", []), of),
            Is::Struct(_) | Is::Tuple => Self::new(self.code.method("into_expr", []), Is::Expr),
            _ => self,
        }
    }

    /// As an `Expr`.
    pub(crate) fn expr(self) -> Self {
        let loose = self.loose();
        match loose.is {
            Is::Expr => loose,
            _ => Self::new(Code::call("Expr::from", [loose.code]), Is::Expr),
        }
    }

    /// As a `Value<Str>`.
    pub(crate) fn text(self) -> Self {
        let code = match self.is {
            // Beside a text in an array the compiler takes it for one as well.
            Is::Value(Marker::Str | Marker::Wanted) => self.code,
            Is::Value(_) => self.code.method("text", []),
            Is::Parameter(Marker::Str) => self.code.method("value", []),
            Is::Parameter(_) => self.code.method("value", []).method("text", []),
            Is::Literal | Is::Pseudo | Is::Arn(_) => Code::call("Text::from", [self.code]),
            _ => Code::call("Text::new", [self.expr().code]),
        };
        Self::value(code, Marker::Str)
    }

    /// As a value that setters and `text!` accept as a text.
    pub(crate) fn textual(self) -> Self {
        match self.is {
            Is::Literal
            | Is::Pseudo
            | Is::NoValue
            | Is::Arn(_)
            | Is::Parameter(Marker::Str)
            | Is::Value(Marker::Str | Marker::Wanted) => self,
            _ => self.text(),
        }
    }

    /// Whether an array can hold it beside `other`, in a place that wants values of one type.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        matches!((&self.is, &other.is), (Is::Value(_), Is::Value(_)))
            || (self.is == other.is && !matches!(self.is, Is::Tuple))
    }
}
