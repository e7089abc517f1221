//! Replaces exact text: once where it stands once, or everywhere, and never by guess.

use std::borrow::Cow;

use memchr::memmem::Finder;

use super::decoded::{ending_at, line_at};

/// How many of the places that match are named.
const NAMED: usize = 10;

/// Which of the places that match are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// The only one.
    Only,
    /// Every one.
    All,
}

/// A text after replacements.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Replaced {
    pub text: String,
    pub count: usize,
}

/// Why nothing was replaced.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Miss {
    /// The text is not there.
    Absent,
    /// It is there more than once: how often, and the first of the lines.
    Many(usize, Vec<usize>),
}

/// `text` with `new` in the place of `old`.
///
/// Line endings of `old` and `new` are those of the model; where the file has `\r\n` they become that.
pub(super) fn replace(text: &str, old: &str, new: &str, which: Which) -> Result<Replaced, Miss> {
    let needle = needle(text, old);
    let places = match which {
        Which::Only => vec![only(text, &needle)?],
        Which::All => Finder::new(needle.as_bytes())
            .find_iter(text.as_bytes())
            .collect(),
    };
    if places.is_empty() {
        return Err(Miss::Absent);
    }
    let adapt = text.contains("\r\n") && new.contains('\n') && !new.contains('\r');
    let mut out = String::with_capacity(text.len() + places.len() * new.len());
    let mut at = 0;
    for &place in &places {
        out.push_str(&text[at..place]);
        if adapt && ending_at(text, place) == "\r\n" {
            out.push_str(&new.replace('\n', "\r\n"));
        } else {
            out.push_str(new);
        }
        at = place + needle.len();
    }
    out.push_str(&text[at..]);
    Ok(Replaced {
        text: out,
        count: places.len(),
    })
}

/// What to look for: with the line endings of the file where those of the model are not in it.
fn needle<'a>(text: &str, old: &'a str) -> Cow<'a, str> {
    let differs = old.contains('\n') && !old.contains('\r') && text.contains("\r\n");
    if differs && Finder::new(old.as_bytes()).find(text.as_bytes()).is_none() {
        return Cow::Owned(old.replace('\n', "\r\n"));
    }
    Cow::Borrowed(old)
}

/// The only place; matches that overlap are two places.
fn only(text: &str, needle: &str) -> Result<usize, Miss> {
    let finder = Finder::new(needle.as_bytes());
    let bytes = text.as_bytes();
    let first = finder.find(bytes).ok_or(Miss::Absent)?;
    let mut lines = vec![line_at(text, first)];
    let mut count = 1;
    let mut at = first + 1;
    while let Some(next) = bytes.get(at..).and_then(|rest| finder.find(rest)) {
        count += 1;
        if lines.len() < NAMED {
            lines.push(line_at(text, at + next));
        }
        at += next + 1;
    }
    if count > 1 {
        return Err(Miss::Many(count, lines));
    }
    Ok(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn two_places_are_no_place_and_are_named() {
        let text = "a\nb\na\n";
        assert_eq!(
            replace(text, "a", "x", Which::Only),
            Err(Miss::Many(2, vec![1, 3]))
        );
        assert_eq!(replace(text, "z", "x", Which::All), Err(Miss::Absent));
        assert_eq!(
            replace("aaa", "aa", "x", Which::Only),
            Err(Miss::Many(2, vec![1, 1]))
        );
        let all = replace(text, "a", "x", Which::All).unwrap();
        assert_eq!((all.text.as_str(), all.count), ("x\nb\nx\n", 2));
    }

    #[test]
    fn line_endings_stay_as_they_are_where_the_text_stands() {
        let one = |text, old, new| replace(text, old, new, Which::Only).unwrap().text;
        assert_eq!(one("a\r\nb\r\nc", "a\nb", "x\ny"), "x\r\ny\r\nc");
        assert_eq!(one("a\r\nb\r\nc", "c", "x\ny"), "a\r\nb\r\nx\r\ny");
        assert_eq!(one("a\r\nb\nc\n", "b", "x\ny"), "a\r\nx\ny\nc\n");
        assert_eq!(one("a\nb", "b", "x\r\ny"), "a\nx\r\ny");
    }

    proptest! {
        #[test]
        fn an_edit_is_what_replacing_the_exact_text_gives(
            text in "[ab\n ü]{0,60}", old in "[ab\n ü]{1,4}", new in "[xyz\n]{0,5}"
        ) {
            let places: Vec<usize> = (0..text.len())
                .filter(|at| text.as_bytes()[*at..].starts_with(old.as_bytes()))
                .collect();
            match replace(&text, &old, &new, Which::Only) {
                Ok(done) => {
                    prop_assert_eq!(places.len(), 1);
                    prop_assert_eq!(&done.text, &text.replacen(&old, &new, 1));
                    let at = places[0];
                    prop_assert_eq!(&done.text[..at], &text[..at]);
                    prop_assert!(done.text.ends_with(&text[at + old.len()..]));
                }
                Err(Miss::Absent) => prop_assert!(places.is_empty()),
                Err(Miss::Many(count, _)) => prop_assert_eq!(count, places.len()),
            }
            let all = replace(&text, &old, &new, Which::All);
            match all {
                Ok(done) => prop_assert_eq!(done.text, text.replace(&old, &new)),
                Err(_) => prop_assert!(places.is_empty()),
            }
        }
    }
}
