//! Finds known secrets in a text, also where they are broken up or written in another form.

use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use crate::config::Secret;

/// What stands in place of a secret.
pub const MASK: &str = "***";

/// The shortest secret that is also looked for in pieces and in other forms: of a shorter one they
/// are met in ordinary words.
const LONG: usize = 8;

/// The text without those secrets.
pub fn without<'a>(text: &str, secrets: impl IntoIterator<Item = &'a Secret>) -> String {
    let mut rest = 0;
    let mut masked = String::with_capacity(text.len());
    for range in found(text, secrets) {
        masked.push_str(&text[rest..range.start]);
        masked.push_str(MASK);
        rest = range.end;
    }
    masked.push_str(&text[rest..]);
    masked
}

/// Where those secrets stand in a text, in order and without overlap.
pub fn found<'a>(text: &str, secrets: impl IntoIterator<Item = &'a Secret>) -> Vec<Range<usize>> {
    let dense: String = text.chars().filter(|one| !is_filling(*one)).collect();
    let mut found = Vec::new();
    // The places are worked out only for a text that holds something.
    let mut places: Option<Vec<usize>> = None;
    for secret in secrets {
        let secret = secret.reveal().trim();
        if secret.len() < LONG {
            let hits = text
                .match_indices(secret)
                .filter(|(_, hit)| !hit.is_empty());
            found.extend(hits.map(|(at, hit)| at..at + hit.len()));
            continue;
        }
        for form in forms(secret) {
            for (at, hit) in dense.match_indices(form.as_str()) {
                let places = places.get_or_insert_with(|| places_in(text));
                let (first, last) = (places[at], places[at + hit.len() - 1]);
                let width = text[last..].chars().next().map_or(1, char::len_utf8);
                found.push(first..last + width);
            }
        }
    }
    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    found.retain(|range| {
        let apart = range.start >= end;
        end = end.max(range.end);
        apart
    });
    found
}

/// True for what nobody sees, or what a line may be broken by: a key stays one around it.
pub fn is_filling(one: char) -> bool {
    one.is_whitespace()
        || matches!(one, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// For each byte of the dense text, where its character begins in the whole one.
fn places_in(text: &str) -> Vec<usize> {
    let kept = text.char_indices().filter(|(_, one)| !is_filling(*one));
    kept.flat_map(|(at, one)| std::iter::repeat_n(at, one.len_utf8()))
        .collect()
}

/// A secret as it is, and what base64 makes of it wherever it stands in what is encoded.
fn forms(secret: &str) -> Vec<String> {
    let plain: String = secret.chars().filter(|one| !is_filling(*one)).collect();
    let mut forms = vec![plain];
    for before in 0..3 {
        let whole = [&vec![0; before], secret.as_bytes()].concat();
        // Letters at both ends hold bits of what stands beside it.
        let from = [0, 2, 3][before];
        let to = whole.len() * 8 / 6;
        for letters in [
            STANDARD_NO_PAD.encode(&whole),
            URL_SAFE_NO_PAD.encode(&whole),
        ] {
            let form = letters[from..to].to_owned();
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "topsecret-0123";

    fn masked(text: &str) -> String {
        without(
            text,
            &[Secret::new(KEY.to_owned()), Secret::new("abc".to_owned())],
        )
    }

    #[test]
    fn a_secret_is_found_in_pieces_and_in_base64() {
        for (text, rest) in [
            ("my topsecret-0123.", "my ***."),
            ("my topsec\nret-0123.", "my ***."),
            (
                "my topsec\r\n  ret\u{200b}-01\u{2060}23 is it",
                "my *** is it",
            ),
            ("żó t o p s e c r e t - 0 1 2 3łć", "żó ***łć"),
            ("abc, but not a bc", "***, but not a bc"),
            ("topsecret-012", "topsecret-012"),
        ] {
            assert_eq!(masked(text), rest, "{text}");
        }
        for before in ["", "u", "us", "user:", "userx:"] {
            let whole = format!("{before}{KEY}@");
            for letters in [
                STANDARD_NO_PAD.encode(&whole),
                URL_SAFE_NO_PAD.encode(&whole),
            ] {
                let said = masked(&format!("Basic {letters}"));
                assert!(said.contains(MASK), "{before}: {said}");
                assert!(
                    said.len() < "Basic ".len() + before.len() * 2 + 12,
                    "{said}"
                );
            }
        }
    }
}
