//! Text cut into words where a shell might cut it, however broken it is.

use crate::domain::verdict::Span;

/// A word of text, and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// The word, its quotes and backslashes undone.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// How quotes are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    /// As the shell would: what they hold is one word.
    Join,
    /// As if they were not there: what they hold may be a command.
    Split,
}

/// The text cut where commands may end, each into words.
pub(super) fn segments(text: &str, quotes: Quotes) -> Vec<Vec<Piece>> {
    let mut cutter = Cutter {
        quotes,
        segments: vec![Vec::new()],
        word: None,
        open: None,
    };
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && cutter.open.is_none() {
            cutter.start(at);
            if let Some((_, next)) = chars.next().filter(|(_, next)| *next != '\n') {
                cutter.push(at, next);
            }
            continue;
        }
        cutter.take(at, c);
        if quotes == Quotes::Join && cutter.open.is_none() && text[at..].starts_with("<(") {
            // What is substituted here is read as a file.
            cutter.push(at, '<');
            cutter.push(at, '(');
            cutter.end_word(at + 2);
        }
    }
    cutter.end_word(text.len());
    cutter.segments.retain(|segment| !segment.is_empty());
    cutter.segments
}

struct Cutter {
    quotes: Quotes,
    segments: Vec<Vec<Piece>>,
    /// The word that is read, and where it began.
    word: Option<(usize, String)>,
    /// The quote that is open.
    open: Option<char>,
}

impl Cutter {
    fn start(&mut self, at: usize) -> &mut String {
        &mut self.word.get_or_insert_with(|| (at, String::new())).1
    }

    fn push(&mut self, at: usize, c: char) {
        self.start(at).push(c);
    }

    fn end_word(&mut self, at: usize) {
        if let (Some((from, text)), Some(segment)) = (self.word.take(), self.segments.last_mut()) {
            let span = Span::new(from, at);
            segment.push(Piece { text, span });
        }
    }

    fn take(&mut self, at: usize, c: char) {
        let joins = self.quotes == Quotes::Join;
        if let Some(quote) = self.open {
            if c == quote {
                self.open = None;
            } else {
                self.push(at, c);
            }
            return;
        }
        if joins && matches!(c, '\'' | '"') {
            self.start(at);
            self.open = Some(c);
            return;
        }
        let ends_command = "\n;|&".contains(c) || if joins { "()".contains(c) } else { c == '!' };
        let apart = c.is_whitespace() || "<>".contains(c) || !joins && "'\"`()[]{},".contains(c);
        if !apart && !ends_command {
            self.push(at, c);
            return;
        }
        self.end_word(at);
        if ends_command {
            self.segments.push(Vec::new());
        }
    }
}
