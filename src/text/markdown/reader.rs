//! Makes blocks of lines: the same ones, whatever the pieces are in which the text comes.

use super::block::{Block, Body, Container, Found, Rung};
use super::code::Code;
use super::rest::Rest;
use super::starts::{Fence, Marker, Start, cells, is_table_rule, start, underline};

/// Words that go on for longer are laid out in parts, so that no part takes long.
const LONGEST: usize = 8 * 1024;

/// How a piece of text ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// With its line.
    Line,
    /// Within a line that is too long to wait for its end.
    Cut,
}

/// What is being read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
enum Leaf {
    #[default]
    None,
    Words(String),
    Table {
        source: String,
        /// The bytes of a header that was shown already.
        known: usize,
    },
    Fence(Fence),
    /// Code without a fence, and the empty lines since its last one.
    Indented(usize),
}

/// Where the reader is.
#[derive(Debug, Clone, Default)]
pub(super) struct Reader {
    stack: Vec<Container>,
    leaf: Leaf,
    /// An empty line came since the last block.
    blank: bool,
    /// Something was found already.
    begun: bool,
    /// The line goes on.
    cut: bool,
}

impl Reader {
    /// Reads a line, or a piece of one.
    pub(super) fn read(&mut self, text: &str, end: End, found: &mut Vec<Found>) {
        if std::mem::replace(&mut self.cut, end == End::Cut) {
            self.go_on(text, found);
        } else {
            self.line(text, found);
        }
        if let Leaf::Words(words) | Leaf::Table { source: words, .. } = &mut self.leaf {
            if end == End::Line {
                words.push('\n');
            }
            if words.len() > LONGEST {
                self.part(end, found);
            }
        }
    }

    /// The text is whole.
    pub(super) fn finish(&mut self, found: &mut Vec<Found>) {
        self.close(found);
        self.leave(0, found);
    }

    /// Whether what was begun of a line may only be the end of the code that is read.
    pub(super) fn may_end_code(&self, text: &str) -> bool {
        match self.leaf {
            Leaf::Fence(fence) => !self.cut && fence.may_be_ended_by(text.trim()),
            Leaf::None | Leaf::Words(_) | Leaf::Table { .. } | Leaf::Indented(_) => false,
        }
    }

    /// Reads more of a long line.
    fn go_on(&mut self, text: &str, found: &mut Vec<Found>) {
        match &mut self.leaf {
            Leaf::Words(words) | Leaf::Table { source: words, .. } => words.push_str(text),
            Leaf::Fence(_) | Leaf::Indented(_) => found.push(Found::CodeMore(text.to_owned())),
            Leaf::None => self.leaf = Leaf::Words(text.to_owned()),
        }
    }

    fn line(&mut self, text: &str, found: &mut Vec<Found>) {
        let (rest, matched) = self.within(Rest::new(text));
        if matched < self.stack.len() {
            let lazy = matches!(self.leaf, Leaf::Words(_));
            if lazy && !rest.is_blank() && !self.begins(rest) {
                self.add(rest.text());
                return;
            }
            self.close(found);
        }
        let left = self.leave(matched, found);
        if self.code(rest, found) {
            return;
        }
        if rest.is_blank() {
            self.close(found);
            self.blank = true;
            return;
        }
        self.open(rest, left, found);
    }

    /// Takes the marks of the open lists and quotations off a line; answers how many it has.
    fn within<'a>(&self, mut rest: Rest<'a>) -> (Rest<'a>, usize) {
        let mut matched = 0;
        for container in &self.stack {
            match container {
                Container::Quote { .. } => {
                    if rest.indent() > 3 || !rest.text().starts_with('>') {
                        break;
                    }
                    rest = rest.after(1).dedent(1);
                }
                Container::Item { indent, .. } => {
                    if rest.indent() < *indent && !rest.is_blank() {
                        break;
                    }
                    rest = rest.dedent(*indent);
                }
            }
            matched += 1;
        }
        (rest, matched)
    }

    /// Whether a line begins a block of its own rather than going on with the words before it.
    fn begins(&self, rest: Rest) -> bool {
        if rest.indent() > 3 {
            return false;
        }
        let mut stack = self.stack.iter();
        let in_list = stack.any(|one| matches!(one, Container::Item { .. }));
        let free = in_list || !matches!(self.leaf, Leaf::Words(_));
        match start(rest.indent(), rest.text()) {
            Some(Start::Item(Marker::Number(number, _), bytes)) => {
                free || (number == 1 && !rest.after(bytes).is_blank())
            }
            Some(Start::Item(Marker::Bullet, bytes)) => free || !rest.after(bytes).is_blank(),
            Some(Start::Quote | Start::Fence(..) | Start::Heading(..) | Start::Rule) => true,
            None => false,
        }
    }

    /// Reads a line of code; answers false where the line is none.
    fn code(&mut self, rest: Rest, found: &mut Vec<Found>) -> bool {
        match &mut self.leaf {
            Leaf::Fence(fence) => {
                if fence.is_ended_by(rest.indent(), rest.text()) {
                    self.close(found);
                } else {
                    let line = rest.dedent(fence.indent).raw();
                    found.push(Found::CodeLine(line.to_owned()));
                }
                true
            }
            Leaf::Indented(empty) => {
                if rest.is_blank() {
                    *empty += 1;
                    return true;
                }
                if rest.indent() < 4 {
                    self.blank |= *empty > 0;
                    self.close(found);
                    return false;
                }
                let before = std::iter::repeat_n(Found::CodeLine(String::new()), *empty);
                found.extend(before);
                *empty = 0;
                found.push(Found::CodeLine(rest.dedent(4).raw().to_owned()));
                true
            }
            Leaf::None | Leaf::Words(_) | Leaf::Table { .. } => false,
        }
    }

    /// Opens what a line begins.
    fn open(&mut self, mut rest: Rest, left: Option<Marker>, found: &mut Vec<Found>) {
        let mut left = left;
        loop {
            let (indent, text) = (rest.indent(), rest.text());
            if indent > 3 {
                break self.indented(rest, found);
            }
            if let Leaf::Words(words) = &mut self.leaf
                && let Some(level) = underline(text)
            {
                let source = std::mem::take(words);
                self.leaf = Leaf::None;
                break self.block(heading(source, level), found);
            }
            let begun = start(indent, text).filter(|_| self.begins(rest));
            match begun {
                Some(Start::Quote) => {
                    self.close(found);
                    self.stack.push(Container::Quote { fresh: true });
                    rest = rest.after(1).dedent(1);
                }
                Some(Start::Item(marker, bytes)) => {
                    self.close(found);
                    rest = self.item(marker, left.take(), indent + bytes, rest.after(bytes));
                }
                Some(Start::Fence(fence, info)) => {
                    self.close(found);
                    self.block(Body::Code(Code::new(info)), found);
                    self.leaf = Leaf::Fence(fence);
                    break;
                }
                Some(Start::Heading(level, words)) => {
                    self.close(found);
                    break self.block(heading(words.to_owned(), level), found);
                }
                Some(Start::Rule) => {
                    self.close(found);
                    break self.block(Body::Rule, found);
                }
                None => break self.words(text, found),
            }
            if rest.is_blank() {
                break;
            }
        }
    }

    /// Opens an item; answers what follows its mark.
    fn item<'a>(
        &mut self,
        marker: Marker,
        left: Option<Marker>,
        before: usize,
        rest: Rest<'a>,
    ) -> Rest<'a> {
        // The numbers of a list go on from its first one.
        let marker = match (marker, left) {
            (Marker::Number(_, mark), Some(Marker::Number(number, same))) if mark == same => {
                Marker::Number(number.saturating_add(1), mark)
            }
            (marker, _) => marker,
        };
        let blanks = match rest.indent() {
            0 | 5.. => 1,
            blanks => blanks,
        };
        let mut rest = rest.dedent(blanks);
        let mut label = self.label(marker);
        for (begin, mark) in [("[ ] ", "☐ "), ("[x] ", "☑ "), ("[X] ", "☑ ")] {
            if rest.text().starts_with(begin) {
                mark.clone_into(&mut label);
                rest = rest.after(begin.len());
                break;
            }
        }
        self.stack.push(Container::Item {
            indent: before + blanks,
            marker,
            label,
            fresh: true,
        });
        rest
    }

    fn label(&self, marker: Marker) -> String {
        let items = self.stack.iter();
        let depth = items.filter(|one| matches!(one, Container::Item { .. }));
        match marker {
            Marker::Bullet => ["• ", "◦ ", "▪ "][depth.count() % 3].to_owned(),
            Marker::Number(number, mark) => format!("{number}{mark} "),
        }
    }

    /// Reads a line that is indented like code.
    fn indented(&mut self, rest: Rest, found: &mut Vec<Found>) {
        if let Leaf::Words(_) = self.leaf {
            return self.add(rest.text());
        }
        self.close(found);
        self.block(Body::Code(Code::new("")), found);
        found.push(Found::CodeLine(rest.dedent(4).raw().to_owned()));
        self.leaf = Leaf::Indented(0);
    }

    /// Reads words, or a row of a table.
    fn words(&mut self, text: &str, found: &mut Vec<Found>) {
        match &mut self.leaf {
            Leaf::Words(words) => {
                let header = words.trim_end();
                let is_row = !header.contains('\n') && header.contains('|');
                if is_row && is_table_rule(text) && cells(header) == cells(text) {
                    let source = format!("{header}\n{text}");
                    self.leaf = Leaf::Table { source, known: 0 };
                } else {
                    self.add(text);
                }
            }
            Leaf::Table { .. } if text.contains('|') => self.add(text),
            Leaf::None | Leaf::Table { .. } | Leaf::Fence(_) | Leaf::Indented(_) => {
                self.close(found);
                self.leaf = Leaf::Words(text.to_owned());
            }
        }
    }

    fn add(&mut self, text: &str) {
        if let Leaf::Words(words) | Leaf::Table { source: words, .. } = &mut self.leaf {
            words.push_str(text);
        }
    }

    /// Hands out what there is of long words or of a long table, and goes on.
    fn part(&mut self, end: End, found: &mut Vec<Found>) {
        if let Leaf::Table { source, .. } = &self.leaf
            && end == End::Line
        {
            let header: Vec<&str> = source.lines().take(2).collect();
            let source = format!("{}\n", header.join("\n"));
            let known = source.len();
            if known * 2 < LONGEST {
                self.close(found);
                self.leaf = Leaf::Table { source, known };
                return;
            }
        }
        self.close(found);
    }

    /// Ends what is being read.
    fn close(&mut self, found: &mut Vec<Found>) {
        match std::mem::take(&mut self.leaf) {
            Leaf::Words(source) => self.block(
                Body::Words {
                    source,
                    level: None,
                },
                found,
            ),
            // What is left of a table that was handed out in parts may be its header alone.
            Leaf::Table { source, known } if source.len() > known => {
                self.block(Body::Table(source), found);
            }
            Leaf::None | Leaf::Table { .. } => {}
            Leaf::Fence(_) | Leaf::Indented(_) => found.push(Found::CodeEnd),
        }
    }

    /// Leaves the lists and quotations but the first `kept`; answers the mark of the first item left.
    fn leave(&mut self, kept: usize, found: &mut Vec<Found>) -> Option<Marker> {
        let mut left = None;
        while self.stack.len() > kept {
            // An item without anything in it has its mark all the same.
            if let Some(Container::Item { fresh: true, .. }) = self.stack.last() {
                let source = String::new();
                self.block(
                    Body::Words {
                        source,
                        level: None,
                    },
                    found,
                );
            }
            left = match self.stack.pop() {
                Some(Container::Item { marker, .. }) => Some(marker),
                Some(Container::Quote { .. }) | None => None,
            };
        }
        left
    }

    fn block(&mut self, body: Body, found: &mut Vec<Found>) {
        let rungs = self.stack.iter_mut().map(|container| match container {
            Container::Quote { fresh } => Rung::Quote {
                first: std::mem::take(fresh),
            },
            Container::Item { label, fresh, .. } => Rung::Item {
                label: label.clone(),
                first: std::mem::take(fresh),
            },
        });
        let rungs = rungs.collect();
        let gap = std::mem::take(&mut self.blank) && self.begun;
        self.begun = true;
        found.push(Found::Block(Block { rungs, body, gap }));
    }
}

fn heading(source: String, level: u8) -> Body {
    Body::Words {
        source,
        level: Some(level),
    }
}
