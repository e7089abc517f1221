//! Where one character ends for a person: graphemes, found in a bounded stretch of text.

use ropey::Rope;
use unicode_segmentation::UnicodeSegmentation;

/// How many characters are looked at around a place. Longer clusters are cut: nobody reads them.
pub(super) const WINDOW: usize = 64;

/// The next border of a grapheme after `at`.
///
/// ASCII always begins a grapheme, except the `\n` of `\r\n`, so that a border can be found
/// without reading from the beginning of the line.
pub fn next_boundary(rope: &Rope, at: usize) -> usize {
    let len = rope.len_chars();
    if at >= len {
        return len;
    }
    let mut chars = rope.chars_at(at);
    let first = chars.next();
    match (first, chars.next()) {
        (Some('\r'), Some('\n')) => return (at + 2).min(len),
        (Some(_), None) => return at + 1,
        (Some(_), Some(second)) if second.is_ascii() => return at + 1,
        (_, _) => {}
    }
    let run = run_from(rope, at, WINDOW);
    let cluster = run.graphemes(true).next();
    at + cluster.map_or(1, |cluster| cluster.chars().count())
}

/// The last border of a grapheme before `at`.
pub fn previous_boundary(rope: &Rope, at: usize) -> usize {
    let at = at.min(rope.len_chars());
    if at < 2 {
        return 0;
    }
    let mut back = rope.chars_at(at);
    match (back.prev(), back.prev()) {
        (Some('\n'), Some('\r')) => return at - 2,
        (Some(last), _) if last.is_ascii() => return at - 1,
        (_, _) => {}
    }
    let start = run_start(rope, at - 1);
    let mut border = start;
    while border < at {
        let next = next_boundary(rope, border);
        if next >= at {
            return border;
        }
        border = next;
    }
    at - 1
}

/// `at`, or the border before it when it lies inside a grapheme.
pub fn snap(rope: &Rope, at: usize) -> usize {
    let at = at.min(rope.len_chars());
    if at == 0 {
        return 0;
    }
    let before = previous_boundary(rope, at);
    if next_boundary(rope, before) > at {
        before
    } else {
        at
    }
}

/// The characters from `at` up to the next ASCII one, at most `most` of them.
pub(super) fn run_from(rope: &Rope, at: usize, most: usize) -> String {
    let mut run = String::new();
    for (n, c) in rope.chars_at(at).take(most).enumerate() {
        if n > 0 && c.is_ascii() {
            break;
        }
        run.push(c);
    }
    run
}

/// The last ASCII character at or before `at`: a border from which the next ones can be found.
fn run_start(rope: &Rope, at: usize) -> usize {
    let mut chars = rope.chars_at(at + 1);
    let mut start = at + 1;
    for _ in 0..WINDOW {
        match chars.prev() {
            Some(c) => {
                start -= 1;
                if c.is_ascii() {
                    break;
                }
            }
            None => break,
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn borders(rope: &Rope) -> Vec<usize> {
        let mut borders = vec![0];
        while let Some(&last) = borders.last()
            && last < rope.len_chars()
        {
            borders.push(next_boundary(rope, last));
        }
        borders
    }

    #[test]
    fn a_family_an_accent_and_a_line_end_are_one_character_each() {
        let rope = Rope::from_str("a👩‍👩‍👧e\u{301}\r\n1\u{FE0F}\u{20E3}世");
        assert_eq!(borders(&rope), [0, 1, 6, 8, 10, 13, 14]);
        assert_eq!(
            (snap(&rope, 3), snap(&rope, 7), snap(&rope, 10)),
            (1, 6, 10)
        );
    }

    proptest! {
        #[test]
        fn going_back_meets_the_borders_of_going_forth(text in "[a-c \r\n\u{301}世👩\u{200d}🇩🇪]{0,40}") {
            let rope = Rope::from_str(&text);
            let borders = borders(&rope);
            for pair in borders.windows(2) {
                prop_assert_eq!(previous_boundary(&rope, pair[1]), pair[0]);
            }
        }
    }
}
