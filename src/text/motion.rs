//! Where the caret goes: words, line ends, paragraphs.

use std::ops::Range;

use ropey::Rope;

use super::columns::{content_end, line_start};
use super::grapheme::{next_boundary, previous_boundary};

/// How far a word is followed at most.
const REACH: usize = 100_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    LineEnd,
    Space,
    Word,
    Other,
}

fn class(c: char) -> Class {
    match c {
        '\n' | '\r' => Class::LineEnd,
        c if c.is_whitespace() => Class::Space,
        c if c.is_alphanumeric() || c == '_' => Class::Word,
        c if c.is_ascii() => Class::Other,
        // Marks and joiners belong to the word that they stand in.
        _ => Class::Word,
    }
}

/// The end of the word at or after `at`; a line end is a word of its own.
pub fn next_word(rope: &Rope, at: usize) -> usize {
    let mut chars = rope
        .chars_at(at.min(rope.len_chars()))
        .take(REACH)
        .peekable();
    let mut end = at;
    if chars.peek().is_some_and(|c| class(*c) == Class::LineEnd) {
        return next_boundary(rope, at);
    }
    while chars.next_if(|c| class(*c) == Class::Space).is_some() {
        end += 1;
    }
    if let Some(kind) = chars.peek().map(|c| class(*c))
        && kind != Class::LineEnd
    {
        while chars.next_if(|c| class(*c) == kind).is_some() {
            end += 1;
        }
    }
    end.min(rope.len_chars())
}

/// The beginning of the word before `at`.
pub fn previous_word(rope: &Rope, at: usize) -> usize {
    let mut start = at.min(rope.len_chars());
    let mut chars = rope.chars_at(start).reversed().take(REACH).peekable();
    if chars.peek().is_some_and(|c| class(*c) == Class::LineEnd) {
        return previous_boundary(rope, start);
    }
    while chars.next_if(|c| class(*c) == Class::Space).is_some() {
        start -= 1;
    }
    if let Some(kind) = chars.peek().map(|c| class(*c))
        && kind != Class::LineEnd
    {
        while chars.next_if(|c| class(*c) == kind).is_some() {
            start -= 1;
        }
    }
    start
}

/// The word (or the blanks, or the signs) that the character at `at` belongs to.
pub fn word_at(rope: &Rope, at: usize) -> Range<usize> {
    let at = at.min(rope.len_chars());
    let kind_of = |c: Option<char>| c.map(class).filter(|kind| *kind != Class::LineEnd);
    let here = kind_of(rope.get_char(at));
    let before = at.checked_sub(1).and_then(|at| kind_of(rope.get_char(at)));
    // At the end of a word the word counts, not the blank after it.
    let kind = match (before, here) {
        (Some(Class::Word), Some(Class::Space | Class::Other) | None) => Some(Class::Word),
        (before, None) => before,
        (_, here) => here,
    };
    let Some(kind) = kind else {
        return at..at;
    };
    let same = |c: &char| class(*c) == kind;
    let forth = rope.chars_at(at).take(REACH).take_while(same).count();
    let back = rope
        .chars_at(at)
        .reversed()
        .take(REACH)
        .take_while(same)
        .count();
    at - back..at + forth
}

/// The first character of the line that is no blank, or its end.
pub fn first_non_blank(rope: &Rope, line: usize) -> usize {
    let start = line_start(rope, line);
    let blanks = rope
        .chars_at(start)
        .take(content_end(rope, line) - start)
        .take_while(|c| c.is_whitespace());
    start + blanks.count()
}

/// The first character of the line that is no blank; from there its very beginning.
pub fn home(rope: &Rope, at: usize) -> usize {
    let line = rope.char_to_line(at);
    let text = first_non_blank(rope, line);
    if at == text {
        line_start(rope, line)
    } else {
        text
    }
}

/// The end of the line.
pub fn end(rope: &Rope, at: usize) -> usize {
    content_end(rope, rope.char_to_line(at))
}

/// The blank line above, or the beginning.
pub fn paragraph_up(rope: &Rope, at: usize) -> usize {
    let blank = |line: usize| first_non_blank(rope, line) == content_end(rope, line);
    let line = rope.char_to_line(at);
    let text = (0..=line).rev().take(REACH).find(|line| !blank(*line));
    let gap = text.and_then(|text| (0..text).rev().take(REACH).find(|line| blank(*line)));
    gap.map_or(0, |line| line_start(rope, line))
}

/// The blank line below, or the end.
pub fn paragraph_down(rope: &Rope, at: usize) -> usize {
    let blank = |line: usize| first_non_blank(rope, line) == content_end(rope, line);
    let lines = rope.len_lines();
    let line = rope.char_to_line(at);
    let text = (line..lines).take(REACH).find(|line| !blank(*line));
    let gap = text.and_then(|text| (text..lines).take(REACH).find(|line| blank(*line)));
    gap.map_or(rope.len_chars(), |line| line_start(rope, line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_walked_in_both_directions() {
        let rope = Rope::from_str("let été_1 = f(x);\r\n  end");
        let mut at = 0;
        let forth: Vec<usize> = std::iter::from_fn(|| {
            let next = next_word(&rope, at);
            (next != at).then(|| {
                at = next;
                next
            })
        })
        .collect();
        assert_eq!(forth, [3, 9, 11, 13, 14, 15, 17, 19, 24]);
        assert_eq!(previous_word(&rope, 24), 21);
        assert_eq!(previous_word(&rope, 21), 19);
        assert_eq!(previous_word(&rope, 19), 17);
        assert_eq!(previous_word(&rope, 9), 4);
        assert_eq!(word_at(&rope, 5), 4..9);
        assert_eq!(word_at(&rope, 9), 4..9);
        assert_eq!(word_at(&rope, 17), 15..17);
    }

    #[test]
    fn home_goes_to_the_text_and_then_to_the_margin() {
        let rope = Rope::from_str("  ab\n");
        assert_eq!((home(&rope, 4), home(&rope, 2), home(&rope, 0)), (2, 0, 2));
        assert_eq!(end(&rope, 0), 4);
    }

    #[test]
    fn paragraphs_end_at_blank_lines() {
        let rope = Rope::from_str("a\nb\n\nc\nd\n\ne");
        assert_eq!(paragraph_down(&rope, 0), 4);
        assert_eq!(paragraph_down(&rope, 4), 9);
        assert_eq!(paragraph_down(&rope, 9), 11);
        assert_eq!(paragraph_up(&rope, 11), 9);
        assert_eq!(paragraph_up(&rope, 9), 4);
        assert_eq!(paragraph_up(&rope, 4), 0);
    }
}
