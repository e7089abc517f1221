//! One word of shell text: its quotes and backslashes undone, its wildcards remembered.

use super::word::{Problem, Trouble, Word};
use crate::domain::verdict::Span;

/// What ends a word that is not quoted.
fn ends(byte: u8) -> bool {
    matches!(
        byte,
        b' ' | b'\t' | b'\n' | b';' | b'&' | b'|' | b'<' | b'>' | b'(' | b')'
    )
}

/// Reads the word that begins at `from`; answers with it and where it has ended.
pub(super) fn word(source: &str, from: usize) -> Result<(Word, usize), Problem> {
    let mut reader = Reader {
        source,
        at: from,
        text: String::new(),
        glob: None,
        bare: true,
    };
    let tilde = reader.tilde()?;
    while let Some(byte) = reader.peek(0).filter(|byte| !ends(*byte)) {
        reader.piece(byte, from)?;
    }
    if reader.peek(0) == Some(b'(') {
        return Err(reader.problem(Trouble::Subshell, 1));
    }
    let word = Word {
        text: reader.text,
        span: Span::new(from, reader.at),
        glob: reader.glob,
        tilde,
        bare: reader.bare,
    };
    Ok((word, reader.at))
}

struct Reader<'a> {
    source: &'a str,
    at: usize,
    text: String,
    glob: Option<usize>,
    bare: bool,
}

impl Reader<'_> {
    fn peek(&self, ahead: usize) -> Option<u8> {
        self.source.as_bytes().get(self.at + ahead).copied()
    }

    fn problem(&self, trouble: Trouble, length: usize) -> Problem {
        let to = (self.at + length).min(self.source.len());
        Problem::new(trouble, self.at, to)
    }

    /// Takes the next character as it is.
    fn take(&mut self) {
        if let Some(c) = self
            .source
            .get(self.at..)
            .and_then(|rest| rest.chars().next())
        {
            self.text.push(c);
            self.at += c.len_utf8();
        }
    }

    /// True when the word begins with the home folder.
    fn tilde(&mut self) -> Result<bool, Problem> {
        if self.peek(0) != Some(b'~') {
            return Ok(false);
        }
        if self.peek(1).is_some_and(|next| next != b'/' && !ends(next)) {
            return Err(self.problem(Trouble::Tilde, 2));
        }
        self.take();
        Ok(true)
    }

    fn piece(&mut self, byte: u8, from: usize) -> Result<(), Problem> {
        match byte {
            b'\\' => self.escaped(),
            b'\'' => self.single(),
            b'"' => self.double(),
            b'`' => Err(self.problem(Trouble::Expansion, 1)),
            b'$' => {
                // A dollar at the end of a word stands for itself.
                if self.peek(1).is_some_and(|next| !ends(next)) || self.peek(1) == Some(b'(') {
                    return Err(self.problem(Trouble::Expansion, 2));
                }
                self.take();
                Ok(())
            }
            b'{' if self.peek(1) == Some(b'}') => {
                self.take();
                self.take();
                Ok(())
            }
            b'{' | b'}' => Err(self.problem(Trouble::Braces, 1)),
            b'~' if matches!(self.text.as_bytes().last(), Some(b'=' | b':')) => {
                Err(self.problem(Trouble::Tilde, 1))
            }
            b'!' if self.at != from || self.peek(1).is_some_and(|next| !ends(next)) => {
                Err(self.problem(Trouble::Bang, 1))
            }
            b'*' | b'?' | b'[' => {
                self.glob.get_or_insert(self.text.len());
                self.take();
                Ok(())
            }
            _ => {
                self.take();
                Ok(())
            }
        }
    }

    fn escaped(&mut self) -> Result<(), Problem> {
        match self.peek(1) {
            None => Err(self.problem(Trouble::Broken, 1)),
            Some(b'\n') => {
                self.at += 2;
                Ok(())
            }
            Some(_) => {
                self.bare = false;
                self.at += 1;
                self.take();
                Ok(())
            }
        }
    }

    fn single(&mut self) -> Result<(), Problem> {
        self.bare = false;
        let inner = self.source.get(self.at + 1..).unwrap_or_default();
        let Some(length) = inner.find('\'') else {
            return Err(self.problem(Trouble::Broken, inner.len() + 1));
        };
        self.text.push_str(&inner[..length]);
        self.at += length + 2;
        Ok(())
    }

    fn double(&mut self) -> Result<(), Problem> {
        self.bare = false;
        let opened = self.at;
        self.at += 1;
        loop {
            match (self.peek(0), self.peek(1)) {
                (None, _) => return Err(Problem::new(Trouble::Broken, opened, self.at)),
                (Some(b'"'), _) => {
                    self.at += 1;
                    return Ok(());
                }
                (Some(b'`'), _) => return Err(self.problem(Trouble::Expansion, 1)),
                (Some(b'$'), next) if !matches!(next, Some(b'"' | b' ' | b'|' | b')')) => {
                    return Err(self.problem(Trouble::Expansion, 2));
                }
                (Some(b'\\'), Some(b'\n')) => self.at += 2,
                (Some(b'\\'), Some(b'$' | b'`' | b'"' | b'\\')) => {
                    self.at += 1;
                    self.take();
                }
                (Some(_), _) => self.take(),
            }
        }
    }
}
