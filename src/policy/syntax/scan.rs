//! Shell text cut into words, operators and redirections.

use super::quote;
use super::word::{Problem, Trouble, Word};
use crate::domain::verdict::Span;

/// A piece of shell text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A word.
    Word(Word),
    /// What stands between commands.
    Operator(Operator, Span),
    /// A redirection; its target is the word that follows.
    Redirect(Arrow, Span),
}

/// What stands between commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    /// `&&`
    And,
    /// `||`
    Or,
    /// `|`
    Pipe,
    /// `;`
    Semicolon,
    /// A line end.
    Newline,
}

/// The direction of a redirection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrow {
    /// `<`
    In,
    /// `>`, and which descriptor it is for.
    Out(Option<u32>),
    /// `>>`
    Append,
    /// `>|`
    Clobber,
    /// `&>`
    Both,
    /// `&>>`
    AppendBoth,
    /// `>&`
    Copy,
}

/// Cuts `source` up, as far as it is plain.
pub(super) fn tokens(source: &str) -> Result<Vec<Token>, Problem> {
    let mut tokens = Vec::new();
    let bytes = source.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        match byte {
            b' ' | b'\t' => at += 1,
            b'\\' if bytes.get(at + 1) == Some(&b'\n') => at += 2,
            b'#' => return Err(Problem::new(Trouble::Comment, at, source.len())),
            b'(' | b')' => return Err(Problem::new(Trouble::Subshell, at, at + 1)),
            b';' | b'&' | b'|' | b'\n' | b'<' | b'>' => {
                let (token, length) = operator(&source[at..], at, None)?;
                at += length;
                tokens.push(token);
            }
            b'0'..=b'9' if descriptor(&source[at..]).is_some() => {
                let (fd, digits) = descriptor(&source[at..]).unwrap_or_default();
                let (token, length) = operator(&source[at + digits..], at + digits, Some(fd))?;
                at += digits + length;
                tokens.push(token);
            }
            _ => {
                let (word, end) = quote::word(source, at)?;
                at = end;
                tokens.push(Token::Word(word));
            }
        }
    }
    Ok(tokens)
}

/// A number right before an arrow, and its length.
fn descriptor(rest: &str) -> Option<(u32, usize)> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let arrow = matches!(rest.as_bytes().get(digits), Some(b'<' | b'>'));
    let number = rest[..digits].parse().unwrap_or(u32::MAX);
    arrow.then_some((number, digits))
}

/// The operator at the head of `rest`, which stands at `at`, and its length.
fn operator(rest: &str, at: usize, fd: Option<u32>) -> Result<(Token, usize), Problem> {
    let refuse = |trouble, length| Err(Problem::new(trouble, at, at + length));
    let arrow = |arrow, length| Ok((Token::Redirect(arrow, Span::new(at, at + length)), length));
    let joint = |operator, length| {
        let token = Token::Operator(operator, Span::new(at, at + length));
        Ok((token, length))
    };
    let starts = |with: &str| rest.starts_with(with);
    match rest.as_bytes().first() {
        Some(b'\n') => joint(Operator::Newline, 1),
        Some(b';') if starts(";;") || starts(";&") => refuse(Trouble::Keyword, 2),
        Some(b';') => joint(Operator::Semicolon, 1),
        Some(b'&') if starts("&&") => joint(Operator::And, 2),
        Some(b'&') if starts("&>>") => arrow(Arrow::AppendBoth, 3),
        Some(b'&') if starts("&>") => arrow(Arrow::Both, 2),
        Some(b'&') => refuse(Trouble::Background, 1),
        Some(b'|') if starts("||") => joint(Operator::Or, 2),
        Some(b'|') if starts("|&") => refuse(Trouble::Redirection, 2),
        Some(b'|') => joint(Operator::Pipe, 1),
        Some(b'<') if starts("<<") => refuse(Trouble::HereDocument, 2),
        Some(b'<') if starts("<(") => refuse(Trouble::Expansion, 2),
        Some(b'<') if starts("<>") || starts("<&") => refuse(Trouble::Redirection, 2),
        Some(b'<') if fd.is_some_and(|fd| fd != 0) => refuse(Trouble::Redirection, 1),
        Some(b'<') => arrow(Arrow::In, 1),
        Some(b'>') if starts(">(") => refuse(Trouble::Expansion, 2),
        Some(b'>') if starts(">>") => arrow(Arrow::Append, 2),
        Some(b'>') if starts(">|") => arrow(Arrow::Clobber, 2),
        Some(b'>') if starts(">&") => arrow(Arrow::Copy, 2),
        _ => arrow(Arrow::Out(fd), 1),
    }
}
