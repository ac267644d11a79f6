//! Checks that data does not become a dynamic reference, alone or from several parts.

use constructs_diagnostics::Diagnostic;

use super::linker::Linker;
use crate::codes;
use crate::value::Expr;

impl Linker<'_> {
    /// Checks a literal text.
    pub(super) fn check_text(&mut self, text: &str) {
        if text.as_bytes().contains(&b'{') && text.contains("{{resolve:") {
            self.refuse_dynamic();
        }
    }

    /// Checks a text of several parts.
    pub(super) fn check_parts(&mut self, parts: &[Expr]) {
        let is_suspect = |part: &Expr| part.as_str().is_some_and(|text| text.contains('{'));
        if parts.iter().any(is_suspect) {
            let text: String = parts.iter().map(|part| part.as_str().unwrap_or("\0")).collect();
            self.check_put_together(parts, &text);
        }
    }

    /// Checks the argument of a function that joins texts.
    pub(super) fn check_parts_of(&mut self, function: &str, argument: &Expr) {
        match (function, argument.as_list()) {
            ("Fn::Join", Some([Expr::String(delimiter), Expr::List(items)])) => {
                let texts: Vec<&str> =
                    items.iter().map(|item| item.as_str().unwrap_or("\0")).collect();
                self.check_put_together(items, &texts.join(delimiter));
            }
            ("Fn::Sub", Some([Expr::String(template), Expr::Map(values)])) => {
                let mut text = template.to_string();
                for (name, value) in values {
                    text = text.replace(&format!("${{{name}}}"), value.as_str().unwrap_or("\0"));
                }
                self.check_put_together([argument], &text);
            }
            _ => {}
        }
    }

    /// A part that contains a dynamic reference alone is reported elsewhere.
    fn check_put_together<'e>(&mut self, parts: impl IntoIterator<Item = &'e Expr>, text: &str) {
        let holds = |part: &Expr| part.as_str().is_some_and(|text| text.contains("{{resolve:"));
        if text.contains("{{resolve:") && !parts.into_iter().any(holds) {
            self.refuse_dynamic();
        }
    }

    fn refuse_dynamic(&mut self) {
        let message = "a text contains `{{resolve:`, which CloudFormation would replace with a secret or parameter";
        let help = "to reference one, use `secret_value(arn)`, `ssm_value(name, None)`, or `ssm_secure_value(name, None)`";
        self.report(Diagnostic::error(codes::DYNAMIC_REFERENCE, message).help(help));
    }
}
