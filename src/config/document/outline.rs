//! The lines of a document: where every key and every item of it stands.

use saphyr_parser::{Event, Parser, StrInput};

/// The deepest nesting that is read.
const DEEPEST: usize = 32;

/// A part of a document.
#[derive(Debug)]
pub(super) struct Outline {
    /// Its line, from 1.
    pub line: usize,
    /// What is in it.
    pub parts: Parts,
}

/// What is in a part.
#[derive(Debug)]
pub(super) enum Parts {
    /// A plain value.
    Leaf,
    /// Named parts, in order, each with its key.
    Map(Vec<(String, Outline)>),
    /// Items.
    List(Vec<Outline>),
}

/// What is wrong, and its line.
pub(super) type Problem = (usize, String);

impl Outline {
    /// Reads the lines of a document; none for an empty one.
    ///
    /// Aliases are refused, so that a small file cannot stand for a huge one, and so are keys that
    /// stand twice, of which only one could count.
    pub(super) fn of(text: &str) -> Result<Option<Self>, Problem> {
        let mut reader = Reader(Parser::new_from_str(text));
        let mut root = None;
        loop {
            let (event, line) = reader.next()?;
            match event {
                Event::StreamEnd => return Ok(root),
                Event::DocumentStart(_) if root.is_some() => {
                    let problem = "a second document begins here: keep one in the file";
                    return Err((line, problem.to_owned()));
                }
                Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..) => {
                    root = Some(reader.part(&event, line, 0)?);
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
    }

    /// The part with that key.
    pub(super) fn key(&self, name: &str) -> Option<&Self> {
        match &self.parts {
            Parts::Map(parts) => parts
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, one)| one),
            Parts::Leaf | Parts::List(_) => None,
        }
    }

    /// The item in that place.
    pub(super) fn item(&self, place: usize) -> Option<&Self> {
        match &self.parts {
            Parts::List(parts) => parts.get(place),
            Parts::Leaf | Parts::Map(_) => None,
        }
    }
}

struct Reader<'a>(Parser<'a, StrInput<'a>>);

impl<'a> Reader<'a> {
    fn part(&mut self, event: &Event<'a>, line: usize, depth: usize) -> Result<Outline, Problem> {
        if depth > DEEPEST {
            return Err((line, "this is nested too deep".to_owned()));
        }
        let parts = match event {
            Event::SequenceStart(..) => Parts::List(self.list(depth)?),
            Event::MappingStart(..) => Parts::Map(self.map(depth)?),
            _ => Parts::Leaf,
        };
        Ok(Outline { line, parts })
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Outline>, Problem> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok(items),
                (event, line) => items.push(self.part(&event, line, depth + 1)?),
            }
        }
    }

    fn map(&mut self, depth: usize) -> Result<Vec<(String, Outline)>, Problem> {
        let mut found: Vec<(String, Outline)> = Vec::new();
        loop {
            let (event, line) = self.next()?;
            let key = match event {
                Event::MappingEnd => return Ok(found),
                Event::Scalar(name, ..) => name.into_owned(),
                _ => return Err((line, "a key must be a plain word".to_owned())),
            };
            if let Some((_, first)) = found.iter().find(|(name, _)| *name == key) {
                let problem = format!(
                    "'{key}' stands here and in line {}: keep one of them",
                    first.line
                );
                return Err((line, problem));
            }
            let (event, _) = self.next()?;
            let mut part = self.part(&event, line, depth + 1)?;
            // A person looks for the key, also where its value begins further down.
            part.line = line;
            found.push((key, part));
        }
    }

    fn next(&mut self) -> Result<(Event<'a>, usize), Problem> {
        let (event, span) = match self.0.next_event() {
            None => return Ok((Event::StreamEnd, 1)),
            Some(Ok(found)) => found,
            Some(Err(error)) => {
                let problem = format!("this is not valid YAML ({})", error.info());
                return Err((error.marker().line().max(1), problem));
            }
        };
        let line = span.start.line().max(1);
        let anchor = match &event {
            Event::Alias(_) => 1,
            Event::Scalar(_, _, anchor, _)
            | Event::SequenceStart(anchor, _)
            | Event::MappingStart(anchor, _) => *anchor,
            _ => 0,
        };
        if anchor > 0 {
            let problem = "anchors and aliases (& and *) are not read: write the value out";
            return Err((line, problem.to_owned()));
        }
        Ok((event, line))
    }
}
