//! Takes out of a text what must not leave this machine: keys, what looks like one, and the home.

use std::ops::Range;
use std::path::Path;

use regex::Regex;

use crate::config::Secret;
use crate::llm::mask::{self, MASK};

/// What stands in place of the person's home.
const HOME: &str = "~";

/// The shortest text that is taken for a secret: a shorter one would blot out ordinary words.
const SHORTEST: usize = 6;

/// What keys of well-known services look like.
const KEYS: &str = r"(?:sk-|nvapi-|hf_|gsk_|xai-|ghp_|gho_|github_pat_|glpat-|xox[abpr]-|AIza|AKIA|eyJ[A-Za-z0-9_-]{10,}\.)[A-Za-z0-9_.\-]{12,}";

/// What is taken out.
#[derive(Debug, Clone, Default)]
pub struct Scrub {
    secrets: Vec<Secret>,
    home: Option<String>,
    keys: Option<Regex>,
}

impl Scrub {
    /// Takes out those secrets, whatever looks like a key, and the home.
    pub fn new(secrets: impl IntoIterator<Item = Secret>, home: Option<&Path>) -> Self {
        let long = |secret: &Secret| secret.reveal().len() >= SHORTEST;
        let mut secrets: Vec<Secret> = secrets.into_iter().filter(long).collect();
        // One may be a part of another.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.reveal().len()));
        let home = home
            .and_then(Path::to_str)
            .map(|home| home.trim_end_matches('/'));
        Self {
            secrets,
            home: home.filter(|home| home.len() > 1).map(str::to_owned),
            keys: Regex::new(KEYS).ok(),
        }
    }

    /// The text without them.
    pub fn text(&self, text: &str) -> String {
        let mut pieces = [text.to_owned()];
        self.pieces(&mut pieces.iter_mut().collect::<Vec<_>>());
        let [text] = pieces;
        text
    }

    /// The pieces of one text without them, also where one lies across the border of two pieces.
    pub(super) fn pieces(&self, pieces: &mut [&mut String]) {
        let whole: String = pieces.iter().map(|piece| piece.as_str()).collect();
        let mut from = 0;
        let mut rebuilt = vec![String::new(); pieces.len()];
        let mut starts = Vec::with_capacity(pieces.len());
        for piece in pieces.iter() {
            starts.push(from);
            from += piece.len();
        }
        // The piece that a byte of the whole lies in.
        let owner = |at: usize| {
            starts
                .partition_point(|start| *start <= at)
                .saturating_sub(1)
        };
        let mut at = 0;
        for (range, mask) in self.finds(&whole) {
            keep(&whole, at..range.start, &starts, &mut rebuilt);
            rebuilt[owner(range.start)].push_str(mask);
            at = range.end;
        }
        if at == 0 {
            return;
        }
        keep(&whole, at..whole.len(), &starts, &mut rebuilt);
        for (piece, rebuilt) in pieces.iter_mut().zip(rebuilt) {
            **piece = rebuilt;
        }
    }

    /// Where something is to be taken out, in order and without overlap.
    fn finds(&self, text: &str) -> Vec<(Range<usize>, &'static str)> {
        let mut found: Vec<(Range<usize>, &'static str)> = Vec::new();
        let known = mask::found(text, &self.secrets);
        found.extend(known.into_iter().map(|range| (range, MASK)));
        let keys = self.keys.iter().flat_map(|keys| keys.find_iter(text));
        found.extend(keys.map(|hit| (hit.range(), MASK)));
        if let Some(home) = &self.home {
            let hits = text.match_indices(home.as_str());
            let hits = hits.map(|(at, hit)| at..at + hit.len());
            let ends = |range: &Range<usize>| {
                let next = text[range.end..].chars().next();
                !next.is_some_and(|one| one.is_alphanumeric() || "-_.".contains(one))
            };
            found.extend(hits.filter(ends).map(|range| (range, HOME)));
        }
        found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        let mut end = 0;
        found.retain(|(range, _)| {
            let apart = range.start >= end;
            end = end.max(range.end);
            apart
        });
        found
    }
}

/// Copies a range of the whole into the pieces that it came from.
fn keep(whole: &str, range: Range<usize>, starts: &[usize], rebuilt: &mut [String]) {
    let ends = starts.iter().skip(1).copied().chain([whole.len()]);
    for ((start, end), piece) in starts.iter().zip(ends).zip(rebuilt) {
        let (from, to) = (range.start.max(*start), range.end.min(end));
        if from < to {
            piece.push_str(&whole[from..to]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scrub() -> Scrub {
        let secrets = ["topsecret", "topsecret-2", "a"].map(|one| Secret::new(one.to_owned()));
        Scrub::new(secrets, Some(Path::new("/home/ada/")))
    }

    #[test]
    fn keys_and_the_home_are_taken_out() {
        for (text, rest) in [
            ("use topsecret-2, not topsecret", "use ***, not ***"),
            ("key: sk-ant-api03-abcdefghijkl.", "key: ***"),
            ("sk-1 is short", "sk-1 is short"),
            ("cd /home/ada/shop", "cd ~/shop"),
            ("/home/ada and /home/adam", "~ and /home/adam"),
            ("a plain text", "a plain text"),
        ] {
            assert_eq!(scrub().text(text), rest, "{text}");
        }
    }

    #[test]
    fn a_secret_across_pieces_is_taken_out_of_all_of_them() {
        let mut pieces = ["it is top", "sec", "", "ret, żó", "łć /ho", "me/ada"].map(str::to_owned);
        scrub().pieces(&mut pieces.iter_mut().collect::<Vec<_>>());
        assert_eq!(pieces, ["it is ***", "", "", ", żó", "łć ~", ""]);
    }
}
