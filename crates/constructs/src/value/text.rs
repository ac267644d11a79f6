//! `text!`: a template with placeholders, as one text that can contain references.

use super::{Expr, IntoValue, Str, Value};

/// A text, known now or at deployment.
pub type Text = Value<Str>;

/// A [`Text`] with values in it.
///
/// The template is a literal. `{}` is a placeholder for the next argument, which can be any text: a literal, an attribute, a
/// pseudo parameter, or an ARN. `{{` and `}}` are braces. `${…}` is an IAM policy variable and stays unchanged. Anything
/// else in braces, or a wrong number of arguments, does not compile.
///
/// ```
/// use constructs::{ACCOUNT, PARTITION, REGION, text};
/// let parameters = text!("arn:{}:ssm:{}:{}:parameter/{}/*", PARTITION, REGION, ACCOUNT, "chat-dev");
/// let home = text!("{}/${aws:username}/*", "arn:aws:s3:::homes");
/// ```
#[macro_export]
macro_rules! text {
    ($template:literal $(, $argument:expr)* $(,)?) => {{
        const _: () = {
            use $crate::TemplateFault;
            const FAULT: TemplateFault =
                $crate::template_fault($template, <[&str]>::len(&[$(::core::stringify!($argument)),*]));
            ::core::assert!(
                !::core::matches!(FAULT, TemplateFault::Named),
                "`text!` takes its arguments by position: write `{{}}` and pass the value after the template"
            );
            ::core::assert!(!::core::matches!(FAULT, TemplateFault::Open), "unclosed `{{`: write `{{{{` for a brace");
            ::core::assert!(!::core::matches!(FAULT, TemplateFault::Close), "unmatched `}}`: write `}}}}` for a brace");
            ::core::assert!(
                !::core::matches!(FAULT, TemplateFault::Variable),
                "`${{}}` is not a policy variable: for a dollar before a placeholder, pass the dollar as a value"
            );
            ::core::assert!(!::core::matches!(FAULT, TemplateFault::TooFew), "`text!` has fewer arguments than `{{}}`: it needs one for each");
            ::core::assert!(!::core::matches!(FAULT, TemplateFault::TooMany), "`text!` has more arguments than `{{}}`: it needs one for each");
        };
        $crate::Text::interpolate($template, [$($crate::IntoValue::<$crate::Str>::into_expr(&$argument)),*])
    }};
}

/// The mistake in a `text!` template.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateFault {
    None,
    Named,
    Open,
    Close,
    Variable,
    TooFew,
    TooMany,
}

/// Checks a `text!` template with this number of arguments.
#[doc(hidden)]
#[must_use]
pub const fn template_fault(template: &str, arguments: usize) -> TemplateFault {
    let mut rest = template.as_bytes();
    let mut placeholders = 0;
    loop {
        rest = match rest {
            [] => break,
            [b'$', b'{', b'}', ..] => return TemplateFault::Variable,
            [b'$', b'{', after @ ..] => after_brace(after),
            [b'{', b'{', after @ ..] | [b'}', b'}', after @ ..] => after,
            [b'{', b'}', after @ ..] => {
                placeholders += 1;
                after
            }
            [b'{', after @ ..] if has_closing(after) => return TemplateFault::Named,
            [b'{', ..] => return TemplateFault::Open,
            [b'}', ..] => return TemplateFault::Close,
            [_, after @ ..] => after,
        };
    }
    if arguments < placeholders {
        TemplateFault::TooFew
    } else if arguments > placeholders {
        TemplateFault::TooMany
    } else {
        TemplateFault::None
    }
}

/// The text after the next `}`.
const fn after_brace(mut rest: &[u8]) -> &[u8] {
    while let [byte, after @ ..] = rest {
        if *byte == b'}' {
            return after;
        }
        rest = after;
    }
    rest
}

const fn has_closing(mut rest: &[u8]) -> bool {
    while let [byte, after @ ..] = rest {
        if *byte == b'}' {
            return true;
        }
        rest = after;
    }
    false
}

impl Value<Str> {
    /// The expansion of `text!`: replaces the placeholders of `template`.
    #[doc(hidden)]
    #[must_use]
    pub fn interpolate<const N: usize>(template: &'static str, arguments: [Expr; N]) -> Self {
        let mut text = Builder::default();
        let mut arguments = arguments.into_iter();
        let mut rest = template;
        while let Some(at) = rest.find(['{', '}', '$']) {
            let (before, from) = rest.split_at(at);
            text.literal(before);
            rest = if from.starts_with("${") {
                let end = from.find('}').map_or(from.len(), |end| end + 1);
                let (variable, after) = from.split_at(end);
                text.literal(variable);
                after
            } else if let Some(after) = from.strip_prefix("{}") {
                arguments.next().into_iter().for_each(|argument| text.part(argument));
                after
            } else {
                let (mark, after) = from.split_at(1);
                text.literal(mark);
                if mark == "$" { after } else { after.get(1..).unwrap_or_default() }
            };
        }
        text.literal(rest);
        Self::new(text.finish())
    }
}

/// Collects the parts of a text, and joins adjacent literals.
#[derive(Default)]
pub(crate) struct Builder {
    parts: Vec<Expr>,
}

impl Builder {
    pub(crate) fn literal(&mut self, literal: &str) {
        match self.parts.last_mut() {
            _ if literal.is_empty() => {}
            Some(Expr::String(last)) => last.to_mut().push_str(literal),
            _ => self.parts.push(Expr::String(literal.to_owned().into())),
        }
    }

    pub(crate) fn part(&mut self, part: Expr) {
        match part {
            Expr::String(text) => self.literal(&text),
            Expr::Concat(parts) => parts.into_iter().for_each(|part| self.part(part)),
            other => self.parts.push(other),
        }
    }

    pub(crate) fn finish(mut self) -> Expr {
        match self.parts.len() {
            0 => Expr::String("".into()),
            1 => self.parts.swap_remove(0),
            _ => Expr::Concat(self.parts),
        }
    }
}

/// `parts` as one text, without a separator.
pub fn concat<T: IntoValue<Str>>(parts: impl IntoIterator<Item = T>) -> Text {
    let mut text = Builder::default();
    parts.into_iter().for_each(|part| text.part(part.into_expr()));
    Value::new(text.finish())
}

#[cfg(test)]
mod tests {
    use crate::{Expr, REGION};

    #[test]
    fn literals_around_a_placeholder_stay_and_braces_are_unescaped() {
        let text = text!("a{{b}}-{}-${aws:username}/$x", REGION);
        let expected = Expr::Concat(vec![
            Expr::String("a{b}-".into()),
            Expr::Pseudo(REGION),
            Expr::String("-${aws:username}/$x".into()),
        ]);
        assert_eq!(*text.expr(), expected);
    }

    #[test]
    fn a_text_of_literals_is_one_literal() {
        assert_eq!(text!("{}-{}", "chat", "dev").expr().as_str(), Some("chat-dev"));
        assert_eq!(text!("").expr().as_str(), Some(""));
    }

    #[test]
    fn a_text_inside_a_text_is_flattened() {
        let inner = text!("{}:x", REGION);
        assert_eq!(text!("{}y", inner), text!("{}:xy", REGION));
    }
}
