//! Writes the whole source: head, imports, the function that adds the stack, and constants for long texts.

use constructs_cloudformation::Stack;

use crate::author::Author;
use crate::code::{self, Code};
use crate::plan::plan;
use crate::section::{Names, Statement, is_extended};

/// The source for a template.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Migration {
    /// The name of the function that adds the stack, fit for its module as well.
    pub function: String,
    /// The text of the file.
    pub source: String,
    /// The cargo features of `constructs-aws` that it needs, sorted.
    pub features: Vec<&'static str>,
}

/// Writes the source that synthesizes the template of `stack`. A stack whose name is unknown is named after its file.
///
/// ```
/// let template = constructs_yaml::read(b"Resources: {Push: {Type: 'AWS::SQS::Queue'}}")?;
/// let stack = constructs_cloudformation::Stack::new("chat-queues.yaml", template);
/// let migration = constructs_migrate::migrate(&stack);
/// assert!(migration.source.contains("stack.add(\"Push\", sqs::Queue::new());"));
/// assert_eq!(migration.features, ["sqs"]);
/// # Ok::<(), constructs_document::ReadError>(())
/// ```
#[must_use]
pub fn migrate(stack: &Stack) -> Migration {
    let template = &stack.template;
    let own_name = Some(stack.name.as_str()).filter(|_| stack.is_named);
    let names = own_name.and_then(Names::from_stack).unwrap_or_else(|| Names::like(&stack.file));
    let mut author = Author::new(is_extended(template));
    let described = author.stack(stack, &names);
    let mut add = Code::word("app").method("stack", [code::text(&names.id), described]);
    let mut statements: Vec<Statement> =
        plan(template).into_iter().map(|item| author.item(item)).collect();
    let codes = statements.iter_mut().map(|statement| &mut statement.code);
    author.uses.shorten_paths(std::iter::once(&mut add).chain(codes));
    let body = body(&author, &add, statements, &names);
    let features = author.uses.features();
    let source =
        [head(&stack.file, &features), author.uses.lines(), body, constants(&author)].concat();
    Migration { function: names.function, source, features }
}

fn head(file: &str, features: &[&str]) -> String {
    let file = code::comment(file);
    let needs = match features {
        [] => "`constructs`".to_owned(),
        several => {
            format!(
                "`constructs`, and `constructs-aws` with the features {}",
                list_features(several)
            )
        }
    };
    let needs = wrap_comment(&format!("It needs {needs}."));
    format!("//! The stack of the template `{file}`, written by `migrate`.\n//!\n{needs}\n")
}

fn list_features(features: &[&str]) -> String {
    features.iter().map(|feature| format!("`{feature}`")).collect::<Vec<_>>().join(", ")
}

/// Lines of a file's comment, 100 columns at most.
fn wrap_comment(text: &str) -> String {
    let mut lines = vec![String::from("//!")];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.len() + 1 + word.len() <= 100 => line.extend([" ", word]),
            _ => lines.push(format!("//! {word}")),
        }
    }
    lines.join("\n") + "\n"
}

fn body(author: &Author<'_>, add: &Code, statements: Vec<Statement>, names: &Names) -> String {
    let is_empty = statements.is_empty() && !code::is_deep(add);
    let first = if is_empty { String::new() } else { code::statement(Some("stack"), add) };
    let others = statements.into_iter().map(|Statement { code, handle }| {
        let used = handle.filter(|(section, id, _)| author.is_used(section, id));
        code::statement(used.as_ref().map(|(.., variable)| &**variable), &code)
    });
    let others: String = others.collect();
    let last = if is_empty { code::print(add, 4, 4, 0) } else { "stack".to_owned() };
    let Names { function, .. } = names;
    format!(
        "\n/// Adds the stack to `app`.\npub fn {function}(app: &App) -> Scope<'_> {{\n{first}{others}    {last}\n}}\n"
    )
}

fn constants(author: &Author<'_>) -> String {
    let each = author.constants.iter();
    each.map(|(name, literal)| format!("\nconst {name}: &str = {literal};\n")).collect()
}
