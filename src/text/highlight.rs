//! Colours the visible lines of a text, from the nearest line whose state is known.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use ropey::{Rope, RopeSlice};
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use super::TokenKind;
use super::columns::{content_end, line_start};
use super::stretch::{Line, State, Stretch};
use super::token::{Verdict, scope_table};

/// How many lines lie between two states that are kept.
const STEP: usize = 50;

/// A longer way from the nearest known state is not gone: the lines just above the visible ones
/// are read from a fresh state instead, which is right nearly always and takes no time.
const FAR: usize = 1_500;

/// How many lines are read before the visible ones where the way is too far.
const RUN_UP: usize = 100;

/// Longer lines are not coloured: they are data, and grammars are slow on them.
const LONGEST: usize = 2_000;

/// The grammars of languages in which the shape of a name tells what it is.
const NAMED: [&str; 12] = [
    "source.rust",
    "source.python",
    "source.ts",
    "source.tsx",
    "source.js",
    "source.go",
    "source.java",
    "source.kotlin",
    "source.c",
    "source.c++",
    "source.cs",
    "source.swift",
];

/// A coloured stretch of one line, in characters from its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first character.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
    /// What it is.
    pub kind: TokenKind,
}

/// All grammars. They take memory, so that nobody loads them before a file is to be coloured.
#[derive(Debug, Clone)]
pub struct Grammars(Arc<SyntaxSet>);

/// The colours of one text, with the states from which they can be found again quickly.
#[derive(Debug)]
pub struct Highlighter {
    grammars: Grammars,
    fresh: Arc<State>,
    /// The state before line `n * STEP`.
    states: Vec<Arc<State>>,
    /// What was read last.
    known_lines: Stretch,
    table: Vec<(Scope, Verdict)>,
    known: HashMap<Scope, Verdict>,
    /// Whether names are coloured by their shape where the grammar says nothing.
    names: bool,
}

impl Grammars {
    /// Unpacks the grammars.
    pub fn load() -> Self {
        Self(Arc::new(two_face::syntax::extra_newlines()))
    }

    /// What colours a file of this name, whose first line may tell more; nothing for plain text.
    pub fn highlighter(&self, path: &Path, first_line: &str) -> Option<Highlighter> {
        Some(self.with(self.syntax(path, first_line)?))
    }

    /// What colours code in the language that goes by `name`, as behind the fence of a block of code;
    /// nothing for plain text.
    pub fn highlighter_of(&self, name: &str) -> Option<Highlighter> {
        let plain = name.trim_start_matches(['.', '{']).to_lowercase();
        let known = match plain.as_str() {
            "console" | "shell" | "shell-session" | "terminal" | "zsh" => "bash",
            "jsonc" | "json5" => "json",
            "golang" => "go",
            "c#" => "cs",
            "py3" | "python3" => "python",
            other => other,
        };
        let syntax = self.0.find_syntax_by_token(known)?;
        (syntax.name != "Plain Text").then(|| self.with(syntax))
    }

    fn with(&self, syntax: &SyntaxReference) -> Highlighter {
        let fresh = Arc::new(State {
            parse: ParseState::new(syntax),
            scopes: ScopeStack::new(),
        });
        let scope = syntax.scope.build_string();
        Highlighter {
            names: NAMED.iter().any(|named| scope == *named),
            grammars: self.clone(),
            states: vec![Arc::clone(&fresh)],
            fresh,
            known_lines: Stretch::default(),
            table: scope_table(),
            known: HashMap::new(),
        }
    }

    fn syntax(&self, path: &Path, first_line: &str) -> Option<&SyntaxReference> {
        let name = path.file_name()?.to_str()?;
        let extension = name.rsplit('.').next()?;
        let found = self
            .0
            .find_syntax_by_extension(name)
            .or_else(|| self.0.find_syntax_by_extension(extension))
            .or_else(|| self.0.find_syntax_by_extension(&extension.to_lowercase()))
            .or_else(|| self.0.find_syntax_by_first_line(first_line))?;
        (found.name != "Plain Text").then_some(found)
    }
}

impl Highlighter {
    /// Forgets what depends on `line`, because it changed.
    pub fn invalidate(&mut self, line: usize) {
        self.states.truncate((line / STEP + 1).max(1));
    }

    /// The coloured stretches of each of these lines.
    pub fn spans(&mut self, rope: &Rope, lines: Range<usize>) -> Vec<Vec<Span>> {
        let lines = lines.start..lines.end.min(rope.len_lines());
        let nearest = (lines.start / STEP).min(self.states.len() - 1);
        let exact = lines.start.saturating_sub(nearest * STEP) <= FAR;
        let (mut state, from) = match self.states.get(nearest) {
            Some(state) if exact => (Arc::clone(state), nearest * STEP),
            Some(_) | None => (Arc::clone(&self.fresh), lines.start.saturating_sub(RUN_UP)),
        };
        let mut before = std::mem::take(&mut self.known_lines);
        let mut known = Stretch {
            first: from,
            of: rope.len_lines(),
            lines: Vec::with_capacity(lines.end.saturating_sub(from)),
        };
        for number in from..lines.end {
            if exact && number % STEP == 0 && number / STEP == self.states.len() {
                self.states.push(Arc::clone(&state));
            }
            let text = rope.slice(line_start(rope, number)..content_end(rope, number));
            let line = before
                .take(number, known.of, text, &state)
                .unwrap_or_else(|| self.read(text, state));
            state = Arc::clone(&line.after);
            known.lines.push(Some(line));
        }
        let asked = known.lines.iter().skip(lines.start.saturating_sub(from));
        let spans = asked.flatten().map(|line| line.spans.clone()).collect();
        self.known_lines = known;
        spans
    }

    /// Reads one line in the state before it.
    fn read(&mut self, text: RopeSlice, before: Arc<State>) -> Line {
        // Nothing is kept of a line that is not read.
        let is_read = text.len_chars() <= LONGEST;
        let mut line = Line {
            text: if is_read {
                text.to_string()
            } else {
                String::new()
            },
            after: Arc::clone(&before),
            before,
            spans: Vec::new(),
        };
        if is_read {
            let mut state = State::clone(&line.before);
            line.spans = self.line(&line.text, &mut state);
            line.after = Arc::new(state);
        }
        line
    }

    fn line(&mut self, text: &str, state: &mut State) -> Vec<Span> {
        let text = format!("{text}\n");
        let Ok(ops) = state.parse.parse_line(&text, &self.grammars.0) else {
            // A grammar that fails leaves its line plain; the next one begins afresh.
            *state = State::clone(&self.fresh);
            return Vec::new();
        };
        let mut spans: Vec<Span> = Vec::new();
        let (mut byte, mut char) = (0, 0);
        let ends = ops.iter().map(|op| (op.0, Some(&op.1)));
        for (at, op) in ends.chain([(text.len() - 1, None)]) {
            let at = at.min(text.len() - 1);
            if at > byte {
                let next = char + text[byte..at].chars().count();
                match self.verdict(&state.scopes) {
                    // Grammars call `let` and `i32` the same.
                    Verdict::Kind(TokenKind::Type) if is_declaration(&text[byte..at]) => {
                        join(&mut spans, char, next, TokenKind::Keyword);
                    }
                    Verdict::Kind(kind) => join(&mut spans, char, next, kind),
                    Verdict::Plain if self.names => names(&text, byte..at, char, &mut spans),
                    Verdict::Plain | Verdict::Silent => {}
                }
                (byte, char) = (at, next);
            }
            if let Some(op) = op
                && state.scopes.apply(op).is_err()
            {
                state.scopes = ScopeStack::new();
            }
        }
        spans
    }

    /// What the innermost scope that says something says.
    fn verdict(&mut self, scopes: &ScopeStack) -> Verdict {
        for scope in scopes.as_slice().iter().rev() {
            let verdict = self.of_scope(*scope);
            if verdict == Verdict::Kind(TokenKind::String) {
                // The keys of a document are strings to its grammar.
                let key = Verdict::Kind(TokenKind::Property);
                let in_key = scopes
                    .as_slice()
                    .iter()
                    .any(|scope| self.of_scope(*scope) == key);
                return if in_key { key } else { verdict };
            }
            if verdict != Verdict::Silent {
                return verdict;
            }
        }
        Verdict::Plain
    }

    fn of_scope(&mut self, scope: Scope) -> Verdict {
        *self.known.entry(scope).or_insert_with(|| {
            let rule = self.table.iter().find(|rule| rule.0.is_prefix_of(scope));
            rule.map_or(Verdict::Silent, |rule| rule.1)
        })
    }
}

fn is_declaration(word: &str) -> bool {
    matches!(word, "let" | "const" | "static" | "type")
}

/// Colours the names that a grammar leaves plain by their shape: `Name` is a type, `name(` is a
/// call.
fn names(text: &str, range: Range<usize>, start: usize, spans: &mut Vec<Span>) {
    let after = text[range.end..].chars().next();
    let mut chars = text[range].chars().chain(after).enumerate();
    let mut word = (0, String::new());
    // The character after the piece is looked at, but never becomes part of a name.
    for (n, c) in &mut chars {
        if c.is_alphanumeric() || c == '_' {
            if word.1.is_empty() {
                word.0 = n;
            }
            word.1.push(c);
            continue;
        }
        let upper = word.1.starts_with(char::is_uppercase);
        let kind = if upper && word.1.contains(char::is_lowercase) {
            Some(TokenKind::Type)
        } else if upper || word.1.starts_with(|c: char| c.is_numeric()) || c != '(' {
            None
        } else {
            Some(TokenKind::Function)
        };
        if let Some(kind) = kind.filter(|_| !word.1.is_empty()) {
            join(spans, start + word.0, start + n, kind);
        }
        word.1.clear();
    }
}

fn join(spans: &mut Vec<Span>, start: usize, end: usize, kind: TokenKind) {
    match spans.last_mut() {
        Some(last) if last.kind == kind && last.end == start => last.end = end,
        Some(_) | None => spans.push(Span { start, end, kind }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(path: &str, text: &str, line: usize) -> Vec<(String, TokenKind)> {
        let rope = Rope::from_str(text);
        let mut highlighter = Grammars::load().highlighter(Path::new(path), "").unwrap();
        let spans = highlighter.spans(&rope, line..line + 1).remove(0);
        let text: Vec<char> = rope.line(line).chars().collect();
        let piece = |span: &Span| text[span.start..span.end].iter().collect();
        spans.iter().map(|span| (piece(span), span.kind)).collect()
    }

    #[test]
    fn a_line_is_cut_into_what_it_means() {
        let found = pieces("a.py", "def größe(x):  # why\n    return \"a\\n\" + 1\n", 0);
        for expected in [
            ("def", TokenKind::Keyword),
            ("größe", TokenKind::Function),
            ("x", TokenKind::Parameter),
            ("# why", TokenKind::Comment),
        ] {
            assert!(
                found.contains(&(expected.0.into(), expected.1)),
                "{found:?}"
            );
        }
        let found = pieces("a.py", "def f(x):\n    return \"a\\n\" + 1\n", 1);
        for expected in [
            ("return", TokenKind::Keyword),
            ("\\n", TokenKind::Escape),
            ("1", TokenKind::Number),
        ] {
            assert!(
                found.contains(&(expected.0.into(), expected.1)),
                "{found:?}"
            );
        }
    }

    #[test]
    fn a_change_above_colours_what_is_below() {
        let mut text = "let x = 1;\n".repeat(300);
        let mut highlighter = Grammars::load().highlighter(Path::new("a.rs"), "").unwrap();
        let before = highlighter.spans(&Rope::from_str(&text), 200..201);
        assert_eq!(before[0][0].kind, TokenKind::Keyword);
        text.insert_str(0, "/*");
        highlighter.invalidate(0);
        let after = highlighter.spans(&Rope::from_str(&text), 200..201);
        assert_eq!(
            after[0],
            [Span {
                start: 0,
                end: 10,
                kind: TokenKind::Comment
            }]
        );
    }

    #[test]
    fn colours_found_from_what_is_known_are_those_found_anew() {
        let grammars = Grammars::load();
        let highlighter = || grammars.highlighter(Path::new("a.rs"), "").unwrap();
        let mut known = highlighter();
        let mut rope = Rope::from_str(&"fn a() { let s = \"x\"; } // note\n".repeat(200));
        known.spans(&rope, 20..120);
        let edits: [(usize, usize, &str); 7] = [
            (60, 0, "let y = 1;\n\n"),
            (61, 3, "/*"),
            (70, 0, "*/"),
            (30, 0, "\""),
            (30, 0, "\""),
            (90, 5, "\n"),
            (25, 0, "r#\"\n"),
        ];
        for (line, column, text) in edits {
            rope.insert(rope.line_to_char(line) + column, text);
            known.invalidate(line);
            let anew = highlighter().spans(&rope, 20..120);
            assert_eq!(known.spans(&rope, 20..120), anew, "{text:?} in line {line}");
        }
        rope.remove(rope.line_to_char(25)..rope.line_to_char(62));
        known.invalidate(25);
        assert_eq!(
            known.spans(&rope, 10..90),
            highlighter().spans(&rope, 10..90)
        );
    }

    #[test]
    fn long_lines_and_unknown_files_stay_plain() {
        let grammars = Grammars::load();
        assert!(grammars.highlighter(Path::new("notes.xyz"), "").is_none());
        let mut highlighter = grammars.highlighter(Path::new("a.rs"), "").unwrap();
        let rope = Rope::from_str(&format!("{}\nlet y = 2;\n", "let x = 1;".repeat(1000)));
        let spans = highlighter.spans(&rope, 0..2);
        assert!(spans[0].is_empty() && !spans[1].is_empty());
    }
}
