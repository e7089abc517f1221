//! Words that are misspelt: "supliers", "invetory", "prodcuts".

use super::ledger::Ledger;
use super::token::{Kind, Token};
use super::vocabulary::Vocabulary;
use super::words;
use crate::blueprint::inflection;

/// Shorter words are too near to others.
const SHORTEST: usize = 6;
/// Words that are near to one of the vocabulary, but are words of their own.
const RIGHT: &[&str] = &[
    "county",
    "country",
    "planet",
    "angel",
    "angle",
    "dairy",
    "diary",
    "quilt",
    "costume",
    "custom",
    "carrier",
    "career",
    "desert",
    "dessert",
    "statue",
    "statute",
    "marital",
    "martial",
    "causal",
    "casual",
    "proposal",
    "personal",
    "personnel",
    "principal",
    "principle",
    "lesion",
    "session",
    "counselor",
    "councilor",
    "breeder",
    "reeder",
    "trainee",
    "employer",
    "lender",
    "lander",
];

/// Puts the right word in the place of a misspelt one; answers the places of those tokens.
pub(super) fn mend(tokens: &mut [Token], vocabulary: &Vocabulary) -> Vec<usize> {
    let mut mended = Vec::new();
    for at in 0..tokens.len() {
        let token = &tokens[at];
        let named = at > 0 && token.text.starts_with(char::is_uppercase) && !shouted(&token.text);
        let glued = |other: Option<&Token>| {
            other.is_some_and(|other| matches!(other.kind, Kind::Open | Kind::Colon))
        };
        let plain = token.kind == Kind::Word
            && token.lemma.len() >= SHORTEST
            && token.word.bytes().all(|byte| byte.is_ascii_lowercase());
        if !plain || named || glued(tokens.get(at + 1)) || is_right(token, vocabulary) {
            continue;
        }
        if let Some(right) = nearest(&token.lemma, vocabulary) {
            let plural = token.is_plural();
            let token = &mut tokens[at];
            token.word = if plural {
                inflection::plural(&right)
            } else {
                right.clone()
            };
            token.lemma = inflection::singular(&right);
            mended.push(at);
        }
    }
    mended
}

fn shouted(text: &str) -> bool {
    !text.chars().any(char::is_lowercase)
}

fn is_right(token: &Token, vocabulary: &Vocabulary) -> bool {
    RIGHT.contains(&token.lemma.as_str())
        || vocabulary.has(&token.word)
        || vocabulary.has(&token.lemma)
        || vocabulary.verb(&token.word, &token.lemma).is_some()
        || words::kind(&token.lemma).is_some()
        || words::is_attribute(&token.lemma)
        || words::is_role(&token.lemma)
}

/// The one word of the vocabulary of which a letter is missing, doubled or swapped in `word`.
fn nearest(word: &str, vocabulary: &Vocabulary) -> Option<String> {
    let mut found: Option<&str> = None;
    for known in vocabulary.words() {
        let near = known.len().abs_diff(word.len()) <= 1
            && known.len() >= SHORTEST
            && known.as_bytes().first() == word.as_bytes().first()
            && inflected(known, word)
            && strsim::osa_distance(known, word) == 1
            && (known.len() != word.len() || word.len() > 7 || swapped(known, word));
        if near && found.replace(known).is_some_and(|first| first != known) {
            return None;
        }
    }
    found.map(str::to_owned)
}

/// False where the two differ by an ending only, as "publisher" and "published" do.
fn inflected(known: &str, word: &str) -> bool {
    let tail = |text: &str| text.chars().rev().take(2).collect::<String>();
    known.len() == word.len() && swapped(known, word) || tail(known) == tail(word)
}

/// True where two neighbouring letters stand the other way round.
fn swapped(known: &str, word: &str) -> bool {
    let mut one: Vec<u8> = known.bytes().collect();
    let mut other: Vec<u8> = word.bytes().collect();
    one.sort_unstable();
    other.sort_unstable();
    one == other
}

/// Says what was read as what.
pub(super) fn tell(tokens: &[Token], mended: &[usize], ledger: &mut Ledger<'_>) {
    for token in mended.iter().filter_map(|at| tokens.get(*at)) {
        ledger.assumed(token.text.clone(), format!("read as {}", token.word));
    }
}
