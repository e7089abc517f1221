//! Makes the words of a service fit for a message: one line, not long, without keys.

use crate::config::Secret;
use crate::llm::mask::{is_filling, without};
use crate::text::printable;

/// The most letters of a service's own words that a message shows.
const LONGEST: usize = 300;

/// The shortest text that is taken for a secret: a shorter one would blot out ordinary words.
const SHORTEST_SECRET: usize = 4;

/// How keys of well-known services begin, and what stands before one in a header.
const BEGINS: [&str; 6] = ["sk-", "nvapi-", "hf_", "gsk_", "AIza", "xai-"];

/// What a service said, fit for a message.
pub(super) fn safe(words: &str, secrets: &[Secret]) -> String {
    let known = secrets.iter();
    let known = known.filter(|one| one.reveal().trim().len() >= SHORTEST_SECRET);
    let text = without(words, known);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // What nobody sees must not hide that a word looks like a key.
    let bare: String = text
        .chars()
        .filter(|one| *one == ' ' || !is_filling(*one))
        .collect();
    let hidden = masked(&bare);
    let text = if hidden == bare { text } else { hidden };
    let text = printable(&text).into_owned();
    if text.chars().count() <= LONGEST {
        return text;
    }
    let begin: String = text.chars().take(LONGEST).collect();
    format!("{begin}…")
}

/// The same without words that look like keys, whoever they belong to.
fn masked(text: &str) -> String {
    let is_part = |one: char| one.is_ascii_alphanumeric() || "-_*.".contains(one);
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(begin) = rest.find(is_part) {
        let (before, from) = rest.split_at(begin);
        let end = from.find(|one| !is_part(one)).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        masked.push_str(before);
        let key = BEGINS
            .iter()
            .find(|start| word.starts_with(**start) && word.len() > 12);
        match key {
            Some(start) => {
                masked.push_str(start);
                masked.push_str("***");
            }
            None => masked.push_str(word),
        }
        rest = after;
    }
    masked.push_str(rest);
    masked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(words: &str) -> String {
        safe(words, &[Secret::new("topsecret".to_owned())])
    }

    #[test]
    fn keys_are_masked_whoever_they_belong_to() {
        let words = "Incorrect key: 'sk-proj-abcdefgh1234', (topsecret).";
        assert_eq!(said(words), "Incorrect key: 'sk-***', (***).");
        assert_eq!(said("sk-1 is short"), "sk-1 is short");
        assert_eq!(
            said("top\nsec\u{200b}ret or sk-\u{200b}proj-abcdefgh1234"),
            "*** or sk-***"
        );
    }

    #[test]
    fn the_words_stay_on_one_short_line() {
        assert_eq!(said("a\n\r\n b\u{1b}[2J"), "a b⟨U+001B⟩[2J");
        assert_eq!(said(&"ż".repeat(5_000)).chars().count(), LONGEST + 1);
    }
}
