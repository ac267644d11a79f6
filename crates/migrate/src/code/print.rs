//! A tree of expressions -> text, laid out much as rustfmt does: on one line where it fits, else one part to a line.
//!
//! The toolchain's own rustfmt has the last word where there is one; what it can't lay out (a text longer than a line)
//! stays as it is here.

use super::expression::Code;

/// Columns.
const WIDTH: usize = 100;
/// rustfmt keeps the arguments of a call, the items of an array and a chain on one line up to this width.
const SMALL: usize = 60;
const STEP: usize = 4;
/// rustfmt's time doubles with each method call inside of another's arguments; what is deeper is kept from it.
const DEEPEST: usize = 9;

/// `code`, beginning at column `from` of a line that is indented by `indent`, with `after` columns to follow.
pub(crate) fn print(code: &Code, indent: usize, from: usize, after: usize) -> String {
    let flat = flat(code);
    if is_small(code, &flat) && from + flat.chars().count() + after <= WIDTH {
        return flat;
    }
    match code {
        Code::Word(word) => word.clone(),
        Code::Call(callee, arguments) => print_call(callee, arguments, indent, from, after),
        Code::Chain(head, calls) => print_chain(head, calls, indent, from, after),
        Code::Array(items) => print_items("[", items, "]", indent),
        Code::Tuple(items) => print_items("(", items, ")", indent),
    }
}

/// A whole statement at the indentation of a function's body: `let name = code;`.
pub(crate) fn statement(name: Option<&str>, code: &Code) -> String {
    let head = name.map(|name| format!("let {name} = ")).unwrap_or_default();
    let skip = if is_deep(code) { "    #[rustfmt::skip]\n" } else { "" };
    let code = print(code, STEP, STEP + head.len(), 1);
    format!("{skip}{}{head}{code};\n", " ".repeat(STEP))
}

/// Whether rustfmt is not to see it.
pub(crate) fn is_deep(code: &Code) -> bool {
    code.depth() > DEEPEST
}

fn flat(code: &Code) -> String {
    match code {
        Code::Word(word) => word.clone(),
        Code::Call(callee, arguments) => format!("{callee}({})", flat_list(arguments)),
        Code::Chain(head, calls) => {
            let calls =
                calls.iter().map(|(name, arguments)| format!(".{name}({})", flat_list(arguments)));
            flat(head) + &calls.collect::<String>()
        }
        Code::Array(items) => format!("[{}]", flat_list(items)),
        Code::Tuple(items) if items.len() == 1 => format!("({},)", flat_list(items)),
        Code::Tuple(items) => format!("({})", flat_list(items)),
    }
}

fn flat_list(items: &[Code]) -> String {
    items.iter().map(flat).collect::<Vec<_>>().join(", ")
}

/// Whether rustfmt would leave it on one line, if there were room for it.
fn is_small(code: &Code, flat: &str) -> bool {
    let width = flat.chars().count();
    match code {
        Code::Word(_) | Code::Tuple(_) => true,
        Code::Call(callee, arguments) => {
            arguments.len() < 2 || width <= callee.chars().count() + 2 + SMALL
        }
        Code::Chain(_, calls) => calls.len() < 2 || width <= SMALL,
        Code::Array(_) => width <= SMALL,
    }
}

/// One argument stays beside its parenthesis, several get a line each.
fn print_call(
    callee: &str,
    arguments: &[Code],
    indent: usize,
    from: usize,
    after: usize,
) -> String {
    match arguments {
        [only @ (Code::Call(..) | Code::Array(_) | Code::Tuple(_))] => {
            let from = from + callee.chars().count() + 1;
            format!("{callee}({})", print(only, indent, from, after + 1))
        }
        _ => format!("{callee}{}", print_items("(", arguments, ")", indent)),
    }
}

fn print_chain(
    head: &Code,
    calls: &[(String, Vec<Code>)],
    indent: usize,
    from: usize,
    after: usize,
) -> String {
    let mut text = print(head, indent, from, 0);
    if let [(name, arguments)] = calls {
        let from = from + text.chars().count() + 1;
        let call = print_call(name, arguments, indent, from, after);
        return format!("{text}.{call}");
    }
    let inner = indent + STEP;
    let last = calls.len().saturating_sub(1);
    for (at, (name, arguments)) in calls.iter().enumerate() {
        let after = if at == last { after } else { 0 };
        text.push_str(&format!("\n{}.", " ".repeat(inner)));
        let call = Code::Call(name.clone(), arguments.clone());
        text.push_str(&print(&call, inner, inner + 1, after));
    }
    text
}

fn print_items(open: &str, items: &[Code], close: &str, indent: usize) -> String {
    if items.is_empty() {
        return format!("{open}{close}");
    }
    let inner = indent + STEP;
    let lines = items
        .iter()
        .map(|item| format!("{}{},\n", " ".repeat(inner), print(item, inner, inner, 1)));
    format!("{open}\n{}{}{close}", lines.collect::<String>(), " ".repeat(indent))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Code {
        Code::word(text)
    }

    #[test]
    fn what_fits_stays_on_a_line() {
        let queue = Code::call("Queue::new", []).method("queue_name", [word("\"push\"")]);
        let add = word("stack").method("add", [word("\"Push\""), queue]);
        assert_eq!(
            statement(Some("push"), &add),
            "    let push = stack.add(\"Push\", Queue::new().queue_name(\"push\"));\n"
        );
    }

    #[test]
    fn what_does_not_is_broken_outermost_first() {
        let mut queue = Code::call("Queue::new", []);
        for at in 0..4 {
            queue = queue.method(format!("a_rather_long_setter_{at}"), [word("30")]);
        }
        let add = word("stack").method("add", [word("\"Push\""), queue]);
        insta::assert_snapshot!(statement(None, &add), @r#"
            stack.add(
                "Push",
                Queue::new()
                    .a_rather_long_setter_0(30)
                    .a_rather_long_setter_1(30)
                    .a_rather_long_setter_2(30)
                    .a_rather_long_setter_3(30),
            );
        "#);
    }
}
