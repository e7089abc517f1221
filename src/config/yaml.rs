//! Reads a configuration file as a flat list of keys, each with its line.

use std::collections::HashMap;
use std::path::Path;

use saphyr_parser::{Event, Parser, ScalarStyle, StrInput};

use super::error::ConfigError;

/// How deep keys may be nested: a group and its keys.
const DEPTH: usize = 2;

/// The settings that are a table of words: each line of it counts as an item, `key=value`.
const TABLES: [&str; 1] = ["models.routes"];

/// A key of the file with its value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The key, with dots between levels.
    pub key: String,
    /// The line of the key, from 1.
    pub line: usize,
    /// Its value.
    pub value: Written,
}

/// A value as written.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// Nothing, `~` or `null`.
    Nothing,
    /// A scalar, as text.
    Text(String),
    /// A list of scalars.
    List(Vec<String>),
    /// A group that has no keys in it.
    EmptyGroup,
}

/// Reads the file.
///
/// Aliases are refused, so that a small file cannot stand for a huge one.
pub(super) fn read(path: &Path, text: &str) -> Result<Vec<Entry>, ConfigError> {
    let mut reader = Reader {
        path,
        events: Parser::new_from_str(text),
        entries: Vec::new(),
        lines: HashMap::new(),
    };
    reader.file()?;
    Ok(reader.entries)
}

struct Reader<'a> {
    path: &'a Path,
    events: Parser<'a, StrInput<'a>>,
    entries: Vec<Entry>,
    /// The line of every key and group that was read.
    lines: HashMap<String, usize>,
}

impl<'a> Reader<'a> {
    fn file(&mut self) -> Result<(), ConfigError> {
        loop {
            let (event, line) = self.next()?;
            match event {
                Event::StreamEnd => return Ok(()),
                Event::MappingStart(..) => {
                    self.group("", 1)?;
                    break;
                }
                Event::Scalar(text, style, ..) if is_nothing(&text, style) => break,
                Event::Scalar(..) | Event::SequenceStart(..) => {
                    let problem = "the file must be a list of 'key: value' lines";
                    return Err(self.wrong(line, problem));
                }
                Event::Nothing
                | Event::StreamStart
                | Event::DocumentStart(_)
                | Event::DocumentEnd
                | Event::Alias(_)
                | Event::SequenceEnd
                | Event::MappingEnd => {}
            }
        }
        loop {
            let (event, line) = self.next()?;
            match event {
                Event::StreamEnd => return Ok(()),
                Event::DocumentStart(_) => {
                    let problem = "a second document begins here: keep one in the file";
                    return Err(self.wrong(line, problem));
                }
                _ => {}
            }
        }
    }

    /// Reads the keys of a mapping whose start was read.
    fn group(&mut self, prefix: &str, depth: usize) -> Result<(), ConfigError> {
        loop {
            let (event, line) = self.next()?;
            match event {
                Event::MappingEnd => return Ok(()),
                Event::Scalar(name, ..) => self.key(&format!("{prefix}{name}"), line, depth)?,
                _ => return Err(self.wrong(line, "a key must be a plain word")),
            }
        }
    }

    fn key(&mut self, key: &str, line: usize, depth: usize) -> Result<(), ConfigError> {
        if let Some(first) = self.lines.insert(key.to_owned(), line) {
            let problem = format!("'{key}' stands here and in line {first}: keep one of them");
            return Err(self.wrong(line, &problem));
        }
        let (event, at) = self.next()?;
        let value = match event {
            Event::Scalar(text, style, ..) if is_nothing(&text, style) => Written::Nothing,
            Event::Scalar(text, ..) => Written::Text(text.into_owned()),
            Event::SequenceStart(..) => Written::List(self.list(key)?),
            Event::MappingStart(..) if TABLES.contains(&key) => Written::List(self.pairs(key)?),
            Event::MappingStart(..) if depth < DEPTH => {
                let before = self.entries.len();
                self.group(&format!("{key}."), depth + 1)?;
                if self.entries.len() > before {
                    return Ok(());
                }
                Written::EmptyGroup
            }
            _ => {
                let problem = format!("the value of '{key}' is nested too deep");
                return Err(self.wrong(at, &problem));
            }
        };
        let key = key.to_owned();
        self.entries.push(Entry { key, line, value });
        Ok(())
    }

    fn pairs(&mut self, key: &str) -> Result<Vec<String>, ConfigError> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::MappingEnd, _) => return Ok(items),
                (Event::Scalar(name, ..), line) => {
                    let (Event::Scalar(value, ..), _) = self.next()? else {
                        let problem = format!("the value of '{key}.{name}' is nested too deep");
                        return Err(self.wrong(line, &problem));
                    };
                    items.push(format!("{name}={value}"));
                }
                (_, line) => return Err(self.wrong(line, "a key must be a plain word")),
            }
        }
    }

    fn list(&mut self, key: &str) -> Result<Vec<String>, ConfigError> {
        let mut items = Vec::new();
        loop {
            let (event, line) = self.next()?;
            match event {
                Event::SequenceEnd => return Ok(items),
                Event::Scalar(text, ..) => items.push(text.into_owned()),
                _ => {
                    let problem = format!("the list of '{key}' must hold plain values only");
                    return Err(self.wrong(line, &problem));
                }
            }
        }
    }

    fn next(&mut self) -> Result<(Event<'a>, usize), ConfigError> {
        let (event, span) = match self.events.next_event() {
            None => return Ok((Event::StreamEnd, 0)),
            Some(Ok(found)) => found,
            Some(Err(error)) => {
                let problem = format!("this is not valid YAML ({})", error.info());
                return Err(self.wrong(error.marker().line(), &problem));
            }
        };
        let line = span.start.line();
        let anchor = match &event {
            Event::Alias(_) => 1,
            Event::Scalar(_, _, anchor, _)
            | Event::SequenceStart(anchor, _)
            | Event::MappingStart(anchor, _) => *anchor,
            _ => 0,
        };
        if anchor > 0 {
            let problem = "anchors and aliases (& and *) are not read: write the value out";
            return Err(self.wrong(line, problem));
        }
        Ok((event, line))
    }

    fn wrong(&self, line: usize, problem: &str) -> ConfigError {
        ConfigError::Syntax {
            path: self.path.to_path_buf(),
            line: line.max(1),
            problem: problem.replace('\n', " "),
        }
    }
}

fn is_nothing(text: &str, style: ScalarStyle) -> bool {
    style == ScalarStyle::Plain && ["", "~", "null", "Null", "NULL"].contains(&text)
}
