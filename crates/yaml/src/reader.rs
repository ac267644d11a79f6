//! Reads the events of a YAML text as nodes with places: short tags in their long form, aliases and merge keys resolved.
//!
//! INVARIANT: depth and the size of what aliases copy are checked before a value is built.

use std::borrow::Cow;

use constructs_document::{MOST_LEVELS, Mark, Node, ReadError, ReadFault, Value};
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span, StrInput};

use crate::aliases::Aliases;
use crate::margin;
use crate::tag::Tag;

/// The only document of a text.
pub(crate) struct Document {
    /// Null for a text without a document.
    pub(crate) root: Node,
    /// The keys that occur twice in one mapping.
    pub(crate) duplicates: Vec<ReadError>,
    /// Where an alias or a merge key is first used.
    pub(crate) first_alias: Option<Mark>,
}

/// Reads the only document of `text`.
pub(crate) fn read(text: &str) -> Result<Document, ReadError> {
    // The parser takes spaces at the very end for a line of a block scalar.
    let trimmed = text.trim_end_matches([' ', '\t']);
    let text = if trimmed.ends_with('\n') { trimmed } else { text };
    match document(text, &[]) {
        Err(error) if is_of_margin(&error) => {
            let moved = margin::moved(text);
            document(&moved.text, &moved.margins)
                .map_err(|other| if is_of_margin(&other) { error } else { other })
        }
        read => read,
    }
}

fn document(text: &str, margins: &[usize]) -> Result<Document, ReadError> {
    let (parser, last) = (Parser::new_from_str(text), Mark { line: 1, column: 1 });
    let is_open = !text.is_empty() && !text.ends_with(['\n', '\r']);
    let open_end = is_open.then(|| text.chars().count());
    let (aliases, duplicates) = (Aliases::default(), Vec::new());
    let first_alias = None;
    let mut reader = Reader { parser, aliases, margins, last, open_end, duplicates, first_alias };
    let root = reader.document()?;
    Ok(Document { root, duplicates: reader.duplicates, first_alias: reader.first_alias })
}

pub(crate) struct Reader<'t> {
    parser: Parser<'t, StrInput<'t>>,
    aliases: Aliases,
    /// How far each line was moved right.
    margins: &'t [usize],
    /// Where the latest event began.
    last: Mark,
    /// Where the text ends, in characters, if that is in the middle of a line.
    open_end: Option<usize>,
    /// The keys that occur twice in one mapping.
    pub(crate) duplicates: Vec<ReadError>,
    /// Where an alias or a merge key is first used.
    pub(crate) first_alias: Option<Mark>,
}

impl<'t> Reader<'t> {
    fn document(&mut self) -> Result<Node, ReadError> {
        let mut root = None;
        loop {
            match self.next()? {
                (Event::StreamEnd, _) => break,
                (Event::DocumentStart(_), _) if root.is_some() => {
                    return Err(self.error(ReadFault::SecondDocument));
                }
                (Event::DocumentStart(_), _) => {
                    let (event, span) = self.next()?;
                    root = Some(self.node(event, span, 0)?);
                }
                _ => {}
            }
        }
        Ok(root.unwrap_or_else(|| Node::new(Value::Null, Mark { line: 1, column: 1 })))
    }

    pub(crate) fn next(&mut self) -> Result<(Event<'t>, Span), ReadError> {
        let (event, span) = match self.parser.next_event() {
            Some(Ok(found)) => found,
            Some(Err(error)) => return Err(self.malformed(&error)),
            None => (Event::StreamEnd, Span::default()),
        };
        if span.start.line() > 0 {
            self.last = self.place(&span);
        }
        Ok((event, span))
    }

    pub(crate) fn node(
        &mut self,
        event: Event<'t>,
        span: Span,
        level: usize,
    ) -> Result<Node, ReadError> {
        let mark = self.place(&span);
        let (anchor, node) = match event {
            Event::Alias(anchor) => {
                self.first_alias.get_or_insert(mark);
                return self.aliases.resolve(anchor, mark, level);
            }
            Event::Scalar(text, style, anchor, tag) => {
                let tag = Tag::of(tag.as_deref());
                let text = self.ended(text, style, &span);
                let is_plain = style == ScalarStyle::Plain;
                (anchor, Node::new(tag.scalar(text, is_plain, mark)?, mark))
            }
            Event::SequenceStart(anchor, tag) => {
                let tag = Tag::of(tag.as_deref());
                let level = enter(level, &tag, mark)?;
                self.aliases.begin(anchor);
                let items = Value::List(self.items(level)?);
                (anchor, Node::new(tag.list(items, mark)?, mark))
            }
            Event::MappingStart(anchor, tag) => {
                let tag = Tag::of(tag.as_deref());
                let level = enter(level, &tag, mark)?;
                self.aliases.begin(anchor);
                let map = Value::Map(self.mapping(level)?);
                (anchor, Node::new(tag.map(map, mark)?, mark))
            }
            _ => return Err(self.error(ReadFault::Yaml("a value is missing".to_owned()))),
        };
        self.aliases.keep(anchor, &node)?;
        Ok(node)
    }

    /// A block scalar that the text ends in has no line break at its end where the text has none.
    fn ended(&self, text: Cow<'t, str>, style: ScalarStyle, span: &Span) -> Cow<'t, str> {
        let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        if is_block
            && self.open_end.is_some_and(|end| span.end.index() >= end)
            && let Some(before) = text.strip_suffix('\n')
        {
            return Cow::Owned(before.to_owned());
        }
        text
    }

    fn items(&mut self, level: usize) -> Result<Vec<Node>, ReadError> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok(items),
                (event, span) => items.push(self.node(event, span, level)?),
            }
        }
    }

    /// Where something begins; the parser counts columns from 0.
    pub(crate) fn place(&self, span: &Span) -> Mark {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let line = span.start.line();
        let margin = self.margins.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let column = span.start.col().saturating_sub(margin) + 1;
        Mark { line: count(line), column: count(column) }
    }

    /// What the parser could not go on with.
    fn malformed(&self, error: &ScanError) -> ReadError {
        let mark = self.place(&Span::empty(*error.marker()));
        let fault = match error.info() {
            "recursion limit exceeded" => ReadFault::TooDeep,
            problem => ReadFault::Yaml(problem.replace('\'', "`")),
        };
        ReadError::new(fault, mark)
    }

    const fn error(&self, fault: ReadFault) -> ReadError {
        ReadError::new(fault, self.last)
    }
}

/// The level inside a list or object. A tag adds a level, because its long form is an object.
fn enter(level: usize, tag: &Tag<'_>, mark: Mark) -> Result<usize, ReadError> {
    let inner = level + 1 + usize::from(matches!(tag, Tag::Function(_)));
    if inner > MOST_LEVELS { Err(ReadError::new(ReadFault::TooDeep, mark)) } else { Ok(inner) }
}

/// Whether the parser refused what libyaml takes: see [`margin`].
fn is_of_margin(error: &ReadError) -> bool {
    matches!(error.fault(), ReadFault::Yaml(problem)
        if problem.starts_with("invalid indentation") || problem.contains("valid YAML whitespace"))
}
