//! Finds and replaces in a rope, block by block: no search copies the whole of a large text.

use std::ops::Range;

use regex::{Regex, RegexBuilder};
use ropey::Rope;

use super::{Change, TextError, Transaction};

/// A text up to this size is searched as one block, so that a match may span its lines.
const WHOLE: usize = 4 * 1024 * 1024;

/// The size of a block of a larger text. A match does not go over the border of a block.
const BLOCK: usize = 512 * 1024;

/// How a pattern is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// As the characters that it has.
    #[default]
    Literal,
    /// As a regular expression.
    Regex,
}

/// Whether capitals count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Case {
    /// Only when the pattern has some.
    #[default]
    Smart,
    /// Always.
    Sensitive,
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// The pattern.
    pub pattern: String,
    /// How it is read.
    pub style: Style,
    /// Whether capitals count.
    pub case: Case,
    /// Whether only whole words are found.
    pub whole_word: bool,
}

/// The matches of a query, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Their characters.
    pub ranges: Vec<Range<usize>>,
    /// Whether there are more.
    pub capped: bool,
}

/// A query that is ready to run.
#[derive(Debug, Clone)]
pub struct Searcher {
    regex: Regex,
    style: Style,
}

impl Query {
    /// Prepares the query.
    ///
    /// # Errors
    /// When the pattern is no regular expression.
    pub fn compile(&self) -> Result<Searcher, TextError> {
        let mut pattern = match self.style {
            Style::Literal => regex::escape(&self.pattern).replace('\n', r"\r?\n"),
            Style::Regex => self.pattern.clone(),
        };
        if self.whole_word {
            pattern = format!(r"\b(?:{pattern})\b");
        }
        let insensitive = match self.case {
            Case::Smart => !self.pattern.chars().any(char::is_uppercase),
            Case::Sensitive => false,
        };
        let regex = RegexBuilder::new(&pattern)
            .multi_line(true)
            .crlf(true)
            .case_insensitive(insensitive)
            .build()
            .map_err(|error| TextError::Pattern(last_line(&error)))?;
        Ok(Searcher {
            regex,
            style: self.style,
        })
    }
}

/// The crate draws the pattern with an arrow below it; the sentence is on the last line.
fn last_line(error: &regex::Error) -> String {
    let text = error.to_string();
    let line = text.lines().last().unwrap_or_default();
    line.trim_start_matches("error: ").to_owned()
}

/// A stretch of whole lines, copied out of the rope.
struct Block {
    start: usize,
    text: String,
}

/// The borders of the blocks, in bytes.
fn borders(rope: &Rope) -> Vec<usize> {
    let len = rope.len_bytes();
    if len <= WHOLE {
        return vec![0, len];
    }
    let mut borders = vec![0];
    let mut at = 0;
    while at < len {
        let line = rope.byte_to_line((at + BLOCK).min(len)) + 1;
        at = rope.line_to_byte(line.min(rope.len_lines()));
        borders.push(at);
    }
    borders
}

impl Block {
    fn read(rope: &Rope, border: &[usize]) -> Self {
        let (start, end) = match border {
            [start, end] => (*start, *end),
            _ => (0, 0),
        };
        Self {
            start: rope.byte_to_char(start),
            text: rope.byte_slice(start..end).to_string(),
        }
    }

    /// The matches that are not empty, in characters of the whole text.
    fn matches<'a>(&'a self, regex: &'a Regex) -> impl Iterator<Item = Range<usize>> + 'a {
        let (mut byte, mut char) = (0, self.start);
        regex
            .find_iter(&self.text)
            .filter(|found| !found.is_empty())
            .map(move |found| {
                char += self.text[byte..found.start()].chars().count();
                byte = found.start();
                char..char + found.as_str().chars().count()
            })
    }
}

impl Searcher {
    /// All matches, at most `most`.
    pub fn find_all(&self, rope: &Rope, most: usize) -> Found {
        let mut found = Found::default();
        for border in borders(rope).windows(2) {
            for range in Block::read(rope, border).matches(&self.regex) {
                if found.ranges.len() == most {
                    found.capped = true;
                    return found;
                }
                found.ranges.push(range);
            }
        }
        found
    }

    /// The first match that begins at or after `from`, or else the first of all.
    pub fn find_next(&self, rope: &Rope, from: usize) -> Option<Range<usize>> {
        let borders = borders(rope);
        let byte = rope.char_to_byte(from.min(rope.len_chars()));
        let here = borders.partition_point(|border| *border <= byte);
        let after = borders.windows(2).skip(here.saturating_sub(1));
        let first = |border: &[usize], from: usize| {
            let block = Block::read(rope, border);
            block.matches(&self.regex).find(|range| range.start >= from)
        };
        after
            .into_iter()
            .find_map(|border| first(border, from))
            .or_else(|| borders.windows(2).find_map(|border| first(border, 0)))
    }

    /// The last match that begins before `before`, or else the last of all.
    pub fn find_previous(&self, rope: &Rope, before: usize) -> Option<Range<usize>> {
        let borders = borders(rope);
        let byte = rope.char_to_byte(before.min(rope.len_chars()));
        let here = borders.partition_point(|border| *border < byte);
        let last = |border: &[usize], before: usize| {
            let block = Block::read(rope, border);
            let inside = block
                .matches(&self.regex)
                .take_while(|range| range.start < before);
            inside.last()
        };
        let mut above = borders.windows(2).take(here).rev();
        above.find_map(|border| last(border, before)).or_else(|| {
            borders
                .windows(2)
                .rev()
                .find_map(|border| last(border, usize::MAX))
        })
    }

    /// What a match becomes: in a regular expression `$1` and `${name}` stand for groups.
    pub fn replacement(&self, rope: &Rope, range: &Range<usize>, template: &str) -> Option<String> {
        let start = rope.line_to_char(rope.char_to_line(range.start));
        let end = rope.char_to_line(range.end) + 1;
        let end = rope.line_to_char(end.min(rope.len_lines()));
        let text = rope.slice(start..end).to_string();
        let at = rope.char_to_byte(range.start) - rope.char_to_byte(start);
        let captures = self.regex.captures_at(&text, at)?;
        (captures.get(0)?.start() == at).then(|| self.expand(&captures, template))
    }

    fn expand(&self, captures: &regex::Captures<'_>, template: &str) -> String {
        match self.style {
            Style::Literal => template.to_owned(),
            Style::Regex => {
                let mut text = String::new();
                captures.expand(template, &mut text);
                text
            }
        }
    }

    /// Replaces every match, as one transaction.
    pub fn replace_all(&self, rope: &Rope, template: &str) -> Transaction {
        let mut changes = Vec::new();
        for border in borders(rope).windows(2) {
            let block = Block::read(rope, border);
            let texts = self
                .regex
                .captures_iter(&block.text)
                .filter(|captures| captures.get(0).is_some_and(|found| !found.is_empty()))
                .map(|captures| self.expand(&captures, template));
            let ranges = block.matches(&self.regex);
            changes.extend(
                ranges
                    .zip(texts)
                    .map(|(range, text)| Change { range, text }),
            );
        }
        Transaction::new(changes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(pattern: &str, style: Style) -> Query {
        Query {
            pattern: pattern.to_owned(),
            style,
            ..Query::default()
        }
    }

    #[test]
    fn matches_are_found_in_both_directions_and_around_the_end() {
        let rope = Rope::from_str("über Foo\nfoo fool");
        let foo = query("foo", Style::Literal).compile().unwrap();
        let all = foo.find_all(&rope, 10);
        assert_eq!(all.ranges, [5..8, 9..12, 13..16]);
        assert!(foo.find_all(&rope, 2).capped);
        assert_eq!(foo.find_next(&rope, 6), Some(9..12));
        assert_eq!(foo.find_next(&rope, 14), Some(5..8));
        assert_eq!(foo.find_previous(&rope, 9), Some(5..8));
        assert_eq!(foo.find_previous(&rope, 5), Some(13..16));
        let exact = Query {
            whole_word: true,
            case: Case::Sensitive,
            ..query("foo", Style::Literal)
        };
        assert_eq!(
            exact.compile().unwrap().find_all(&rope, 10).ranges,
            vec![9..12]
        );
    }

    #[test]
    fn a_regular_expression_replaces_with_its_groups_as_one_transaction() {
        let mut rope = Rope::from_str("a=1\r\nb=2\r\n");
        let swap = query(r"(\w)=(\d)$", Style::Regex).compile().unwrap();
        assert_eq!(
            swap.replacement(&rope, &(5..8), "$2=$1").as_deref(),
            Some("2=b")
        );
        swap.replace_all(&rope, "$2=$1").apply(&mut rope);
        assert_eq!(rope, "1=a\r\n2=b\r\n");
        let plain = query("=", Style::Literal).compile().unwrap();
        plain.replace_all(&rope, "$0").apply(&mut rope);
        assert_eq!(rope, "1$0a\r\n2$0b\r\n");
        assert!(
            query("(", Style::Regex)
                .compile()
                .unwrap_err()
                .to_string()
                .contains("unclosed")
        );
        assert!(
            query("x*", Style::Regex)
                .compile()
                .unwrap()
                .find_all(&rope, 9)
                .ranges
                .is_empty()
        );
    }

    #[test]
    fn a_large_text_is_searched_in_blocks() {
        let mut text = "0123456789 abcdef\n".repeat(300_000);
        text.push_str("needle é\nend needle");
        let rope = Rope::from_str(&text);
        let needle = query("needle", Style::Literal).compile().unwrap();
        let at = 300_000 * 18;
        assert_eq!(
            needle.find_all(&rope, 10).ranges,
            [at..at + 6, at + 13..at + 19]
        );
        assert_eq!(needle.find_next(&rope, 0), Some(at..at + 6));
        assert_eq!(needle.find_previous(&rope, 7), Some(at + 13..at + 19));
        assert_eq!(needle.find_previous(&rope, at + 13), Some(at..at + 6));
    }
}
