//! Indents the lines of flow collections and quoted scalars that begin further left than the block around them.
//!
//! YAML's grammar wants them indented, libyaml (so PyYAML, cfn-lint, CloudFormation) does not, and templates in the wild
//! close their braces at the margin. The parser keeps to the grammar; only a text that it refuses for that is moved. White
//! space at the beginning of such lines means nothing, so no value changes. Tabs that separate become spaces.

/// The text, and for each line the number of spaces that were added before it.
pub(crate) struct Moved {
    pub(crate) text: String,
    /// By line, from 0; lines at the end may be missing.
    pub(crate) margins: Vec<usize>,
}

/// Moves what goes on too far left.
pub(crate) fn moved(text: &str) -> Moved {
    let mut mover =
        Mover { rest: text, out: String::new(), margins: vec![0], column: 0, parent: None };
    while !mover.rest.is_empty() {
        mover.line();
    }
    Moved { text: mover.out, margins: mover.margins }
}

struct Mover<'t> {
    rest: &'t str,
    out: String,
    margins: Vec<usize>,
    /// Of the next character, in its line as written.
    column: usize,
    /// The column of the innermost key or dash so far.
    parent: Option<usize>,
}

impl Mover<'_> {
    /// One line of a block, with whatever begins in it.
    fn line(&mut self) {
        self.spaces();
        if self.column == 0 && ["---", "...", "%"].iter().any(|mark| self.rest.starts_with(mark)) {
            return self.rest_of_line();
        }
        while let Some(next) = self.peek() {
            match next {
                '#' | '\n' | '\r' => break,
                '-' | '?' if self.is_separated(1) => {
                    self.parent = Some(self.column);
                    self.take();
                }
                '!' | '&' => self.word(),
                '|' | '>' => return self.block_scalar(),
                '"' | '\'' => {
                    let begin = self.column;
                    self.quoted(next, self.margin());
                    self.key(begin);
                }
                '[' | '{' => {
                    let begin = self.column;
                    self.flow(self.margin());
                    self.key(begin);
                }
                _ => {
                    let begin = self.column;
                    self.plain();
                    self.key(begin);
                }
            }
            self.spaces();
        }
        self.rest_of_line();
    }

    /// The indentation of a value below the innermost key.
    fn margin(&self) -> usize {
        self.parent.map_or(1, |column| column + 2)
    }

    /// Takes the colon of a key that began at `begin`.
    fn key(&mut self, begin: usize) {
        self.spaces();
        if self.peek() == Some(':') {
            self.take();
            self.parent = Some(begin);
        }
    }

    fn plain(&mut self) {
        let mut before = ' ';
        while let Some(next) = self.peek() {
            let is_comment = next == '#' && before.is_whitespace();
            if matches!(next, '\n' | '\r') || is_comment || next == ':' && self.is_separated(1) {
                break;
            }
            before = next;
            self.take();
        }
    }

    fn word(&mut self) {
        while self.peek().is_some_and(|next| !next.is_whitespace()) {
            self.take();
        }
    }

    /// The header, and all lines that are blank or further right than the innermost key.
    fn block_scalar(&mut self) {
        self.rest_of_line();
        let least = self.parent.map_or(0, |column| column + 1);
        while !self.rest.is_empty() {
            let indent = self.rest.len() - self.rest.trim_start_matches(' ').len();
            let is_blank = self
                .rest
                .get(indent..)
                .is_none_or(|rest| rest.is_empty() || rest.starts_with(['\n', '\r']));
            if !is_blank && indent < least {
                break;
            }
            self.rest_of_line();
        }
    }

    /// A quoted scalar; its further lines get `margin`.
    fn quoted(&mut self, quote: char, margin: usize) {
        self.take();
        while let Some(next) = self.peek() {
            self.take();
            match next {
                '\\' if quote == '"' => self.take_inside(margin),
                '\n' => self.indent(margin),
                _ if next == quote && quote == '\'' && self.peek() == Some(quote) => self.take(),
                _ if next == quote => return,
                _ => {}
            }
        }
    }

    fn take_inside(&mut self, margin: usize) {
        let next = self.peek();
        self.take();
        if next == Some('\n') {
            self.indent(margin);
        }
    }

    /// A flow collection with all that it holds; its further lines get `margin`.
    fn flow(&mut self, margin: usize) {
        let mut level = 0_usize;
        let mut is_in_plain = false;
        let mut before = ' ';
        while let Some(next) = self.peek() {
            match next {
                '"' | '\'' if !is_in_plain => self.quoted(next, margin),
                '#' if before.is_whitespace() => self.comment(),
                '!' | '&' if !is_in_plain => self.property(),
                _ => self.take(),
            }
            match next {
                '\n' => self.indent(margin),
                '[' | '{' => level += 1,
                ']' | '}' if level <= 1 => return,
                ']' | '}' => level -= 1,
                _ => {}
            }
            is_in_plain = match next {
                ',' | '[' | ']' | '{' | '}' | ':' | '"' | '\'' | '#' => false,
                '!' | '&' => is_in_plain,
                _ => is_in_plain || !next.is_whitespace(),
            };
            before = next;
        }
    }

    /// A tag or an anchor; what follows it is still to begin.
    fn property(&mut self) {
        while self.peek().is_some_and(|next| !next.is_whitespace() && !",[]{}".contains(next)) {
            self.take();
        }
    }

    fn comment(&mut self) {
        while self.peek().is_some_and(|next| next != '\n') {
            self.take();
        }
    }

    fn indent(&mut self, margin: usize) {
        self.out.extend(std::iter::repeat_n(' ', margin));
        if let Some(last) = self.margins.last_mut() {
            *last = margin;
        }
    }

    fn rest_of_line(&mut self) {
        while let Some(next) = self.peek() {
            self.take();
            if next == '\n' {
                return;
            }
        }
    }

    /// Takes spaces, and tabs as spaces unless they begin the line.
    fn spaces(&mut self) {
        while let Some(next @ (' ' | '\t')) = self.peek() {
            if next == '\t' && self.column > 0 {
                self.rest = self.rest.get(1..).unwrap_or_default();
                self.column += 1;
                self.out.push(' ');
            } else {
                self.take();
            }
        }
    }

    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn take(&mut self) {
        let mut characters = self.rest.chars();
        let Some(next) = characters.next() else { return };
        self.rest = characters.as_str();
        self.out.push(next);
        self.column += 1;
        if next == '\n' {
            self.column = 0;
            self.margins.push(0);
        }
    }

    /// Whether the character `ahead` is white space, or the text ends before it.
    fn is_separated(&self, ahead: usize) -> bool {
        self.rest.chars().nth(ahead).is_none_or(char::is_whitespace)
    }
}
