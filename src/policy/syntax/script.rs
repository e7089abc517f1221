//! Plain commands and how they follow each other.

use super::scan::{self, Arrow, Operator, Token};
use super::tree;
use super::word::{Problem, Trouble, Word};
use crate::domain::verdict::Span;

/// Words that begin a construct of the shell when they stand where a program would.
const KEYWORDS: [&str; 22] = [
    "!", "[[", "]]", "case", "coproc", "do", "done", "elif", "else", "esac", "fi", "for",
    "function", "if", "in", "select", "then", "until", "while", "{", "}", "[",
];

/// Plain commands in the order in which they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::policy) struct Script {
    /// The commands; never none.
    pub commands: Vec<Simple>,
}

/// A plain command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::policy) struct Simple {
    /// How it follows the one before.
    pub joint: Joint,
    /// Variables that it sets.
    pub assignments: Vec<Assignment>,
    /// The program and its arguments.
    pub words: Vec<Word>,
    /// Where its input and output go.
    pub redirects: Vec<Redirect>,
}

/// How a command follows the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::policy) enum Joint {
    /// After it, whatever it did; also the first one.
    Next,
    /// When it went well.
    And,
    /// When it failed.
    Or,
    /// At the same time, on its output.
    Piped,
}

/// `NAME=value` before a program, or alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::policy) struct Assignment {
    /// The variable.
    pub name: String,
    /// What it is set to.
    pub value: String,
    /// Where it stands.
    pub span: Span,
}

/// Where input comes from or output goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::policy) struct Redirect {
    /// In what way.
    pub kind: RedirectKind,
    /// The file.
    pub target: Word,
}

/// In what way a file is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::policy) enum RedirectKind {
    /// It is read.
    Read,
    /// It is emptied, then written.
    Write,
    /// It is emptied, then written, also where the shell was told not to.
    Clobber,
    /// It is written at its end.
    Append,
}

/// Reads shell text; the first part that is not plain refuses all of it.
pub(in crate::policy) fn read(source: &str) -> Result<Script, Problem> {
    let tokens = scan::tokens(source)?;
    let script = assemble(source, &tokens)?;
    tree::confirm(source, &tokens)?;
    Ok(script)
}

fn assemble(source: &str, tokens: &[Token]) -> Result<Script, Problem> {
    let mut commands = Vec::new();
    let mut current = Simple::empty(Joint::Next);
    let mut rest = tokens.iter();
    while let Some(token) = rest.next() {
        match token {
            Token::Word(word) => current.push(word)?,
            Token::Redirect(arrow, span) => {
                let Some(Token::Word(target)) = rest.next() else {
                    return Err(Problem::new(Trouble::Broken, span.from, span.to));
                };
                current.redirect(*arrow, target, *span)?;
            }
            Token::Operator(operator, span) => {
                let joint = match operator {
                    Operator::And => Joint::And,
                    Operator::Or => Joint::Or,
                    Operator::Pipe => Joint::Piped,
                    Operator::Semicolon | Operator::Newline => Joint::Next,
                };
                if !current.is_empty() {
                    commands.push(std::mem::replace(&mut current, Simple::empty(joint)));
                } else if *operator != Operator::Newline {
                    return Err(Problem::new(Trouble::Broken, span.from, span.to));
                }
            }
        }
    }
    let complete = match current.joint {
        Joint::Next => true,
        Joint::And | Joint::Or | Joint::Piped => !current.is_empty(),
    };
    if !current.is_empty() {
        commands.push(current);
    }
    if !complete || commands.is_empty() {
        return Err(Problem::new(Trouble::Broken, 0, source.len()));
    }
    Ok(Script { commands })
}

impl Simple {
    fn empty(joint: Joint) -> Self {
        Self {
            joint,
            assignments: Vec::new(),
            words: Vec::new(),
            redirects: Vec::new(),
        }
    }

    fn is_empty(&self) -> bool {
        self.words.is_empty() && self.assignments.is_empty() && self.redirects.is_empty()
    }

    fn push(&mut self, word: &Word) -> Result<(), Problem> {
        if self.words.is_empty() {
            if word.bare && KEYWORDS.contains(&word.text.as_str()) {
                return Err(Problem::new(Trouble::Keyword, word.span.from, word.span.to));
            }
            if let Some(assignment) = Assignment::of(word) {
                self.assignments.push(assignment);
                return Ok(());
            }
        }
        self.words.push(word.clone());
        Ok(())
    }

    fn redirect(&mut self, arrow: Arrow, target: &Word, span: Span) -> Result<(), Problem> {
        let text = target.text.as_str();
        let names_descriptor =
            target.bare && text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        let kind = match arrow {
            Arrow::In => RedirectKind::Read,
            Arrow::Append | Arrow::AppendBoth => RedirectKind::Append,
            Arrow::Clobber => RedirectKind::Clobber,
            // A copy of an output that is open already goes nowhere new.
            Arrow::Copy if names_descriptor && matches!(text, "1" | "2") => return Ok(()),
            Arrow::Out(None | Some(1 | 2)) | Arrow::Both => RedirectKind::Write,
            Arrow::Copy if !names_descriptor => RedirectKind::Write,
            Arrow::Copy | Arrow::Out(Some(_)) => {
                let whole = span.with(target.span);
                return Err(Problem::new(Trouble::Redirection, whole.from, whole.to));
            }
        };
        let target = target.clone();
        self.redirects.push(Redirect { kind, target });
        Ok(())
    }

    /// From its first part to its last.
    pub fn span(&self) -> Span {
        let words = self.words.iter().map(|word| word.span);
        let assignments = self.assignments.iter().map(|one| one.span);
        let redirects = self.redirects.iter().map(|one| one.target.span);
        let parts = words.chain(assignments).chain(redirects);
        parts.reduce(Span::with).unwrap_or(Span::new(0, 0))
    }
}

impl Assignment {
    /// The word as an assignment; the name and `=` must not be quoted.
    ///
    /// A name that is quoted in part is refused by the other reader, so it cannot slip through.
    fn of(word: &Word) -> Option<Self> {
        let (name, value) = word.text.split_once('=')?;
        let name = name.strip_suffix('+').unwrap_or(name);
        let first = name.chars().next()?;
        let named = (first.is_ascii_alphabetic() || first == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        named.then(|| Self {
            name: name.to_owned(),
            value: value.to_owned(),
            span: word.span,
        })
    }
}
