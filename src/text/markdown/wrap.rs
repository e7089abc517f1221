//! Breaks stretches into rows at words, whatever their looks.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::ink::{Ink, Stretch};

/// A piece of the text of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Run {
    /// Printable text.
    Text(Stretch),
    /// A new row begins.
    Break,
}

/// Breaks `runs` into rows of at most `columns`; there is always one.
pub(super) fn wrap(runs: &[Run], columns: usize) -> Vec<Vec<Stretch>> {
    let mut wrapper = Wrapper {
        columns: columns.max(1),
        rows: Vec::new(),
        row: Vec::new(),
        used: 0,
        blank: None,
        word: Vec::new(),
        wide: 0,
    };
    for run in runs {
        match run {
            Run::Text(stretch) => wrapper.text(&stretch.text, stretch.ink),
            Run::Break => wrapper.end_row(),
        }
    }
    wrapper.end_row();
    wrapper.rows
}

struct Wrapper<'a> {
    columns: usize,
    rows: Vec<Vec<Stretch>>,
    row: Vec<Stretch>,
    /// The columns of the row that are taken.
    used: usize,
    /// The blanks before the word.
    blank: Option<(&'a str, Ink)>,
    /// A word in one or more looks.
    word: Vec<(&'a str, Ink)>,
    wide: usize,
}

impl<'a> Wrapper<'a> {
    fn text(&mut self, text: &'a str, ink: Ink) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let is_blank = first == ' ';
            let end = rest.find(|c: char| (c == ' ') != is_blank);
            let (part, after) = rest.split_at(end.unwrap_or(rest.len()));
            if is_blank {
                self.end_word();
                self.blank = Some((part, ink));
            } else {
                self.word.push((part, ink));
                self.wide += part.width();
            }
            rest = after;
        }
    }

    fn end_word(&mut self) {
        let blank = self.blank.take();
        if self.word.is_empty() {
            // Blanks at the begin and at the end of a row are not seen.
            return;
        }
        let blanks = blank.map_or(0, |(text, _)| text.len());
        if self.used > 0 && self.used + blanks + self.wide > self.columns {
            self.rows.push(std::mem::take(&mut self.row));
            self.used = 0;
        } else if let Some((text, ink)) = blank
            && self.used > 0
        {
            self.put(text, ink, blanks);
        }
        let word = std::mem::take(&mut self.word);
        let fits = self.used + self.wide <= self.columns;
        self.wide = 0;
        for (text, ink) in word {
            if fits {
                self.put(text, ink, text.width());
            } else {
                self.cut(text, ink);
            }
        }
    }

    /// Puts a word that is longer than a row.
    fn cut(&mut self, text: &str, ink: Ink) {
        for grapheme in text.graphemes(true) {
            let wide = grapheme.width();
            if self.used + wide > self.columns && self.used > 0 {
                self.rows.push(std::mem::take(&mut self.row));
                self.used = 0;
            }
            self.put(grapheme, ink, wide);
        }
    }

    fn put(&mut self, text: &str, ink: Ink, wide: usize) {
        self.used += wide;
        match self.row.last_mut() {
            Some(last) if last.ink == ink => last.text.push_str(text),
            Some(_) | None => self.row.push(Stretch {
                text: text.to_owned(),
                ink,
            }),
        }
    }

    fn end_row(&mut self) {
        self.end_word();
        self.rows.push(std::mem::take(&mut self.row));
        self.used = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::markdown::ink::{InkKind, Marks};

    #[test]
    fn words_in_several_looks_break_between_words_only() {
        let bold = Ink {
            marks: Marks::default().with(Marks::BOLD),
            ..Ink::default()
        };
        let run = |text: &str, ink| {
            Run::Text(Stretch {
                text: text.to_owned(),
                ink,
            })
        };
        let runs = [
            run("a ", Ink::default()),
            run("bo", bold),
            run("ld, word", Ink::default()),
            Run::Break,
            run("abcdefghijkl m", Ink::of(InkKind::Code)),
        ];
        let rows = wrap(&runs, 6);
        let texts: Vec<String> = rows
            .iter()
            .map(|row| row.iter().map(|one| one.text.as_str()).collect())
            .collect();
        assert_eq!(texts, ["a", "bold,", "word", "abcdef", "ghijkl", "m"]);
        assert_eq!(rows[1].len(), 2);
    }
}
