//! Ideas in German, French or Spanish, word by word.

use super::ledger::Ledger;
use super::token::{Kind, Token};
use super::vocabulary::Vocabulary;
use super::words::{self, Class};

/// Words of structure that it takes to hold an idea for one in another language.
const SIGNS: usize = 2;

/// Puts English words in the place of those of another language, if the idea is in one.
///
/// Answers the places of the tokens that were exchanged.
pub(super) fn translate(tokens: &mut [Token], vocabulary: &Vocabulary) -> Vec<usize> {
    let english = |token: &Token| vocabulary.class_of(&token.word) == Some(Class::Function);
    let strange = |token: &&Token| {
        token.kind == Kind::Word
            && words::other_language(&token.word) == Some("")
            && !english(token)
    };
    let signs = tokens.iter().filter(strange).count();
    let own = tokens.iter().filter(|token| english(token)).count();
    if signs < SIGNS || own > signs {
        return Vec::new();
    }
    let mut changed = Vec::new();
    for (at, token) in tokens.iter_mut().enumerate() {
        let Some(word) = words::other_language(&token.word) else {
            continue;
        };
        let plural = token.word.ends_with(['s', 'n', 'e', 'r']);
        let new = match (word, token.word.as_str()) {
            ("", "mit" | "avec" | "con") => "with",
            ("", "und" | "et" | "y") => "and",
            ("", "oder" | "ou" | "o") => "or",
            ("", "ohne" | "sans" | "sin") => "without",
            ("", "fur" | "pour" | "para") => "for",
            ("", "de" | "des" | "del" | "von") => "of",
            ("", _) => "the",
            (word, _) => word,
        };
        new.clone_into(&mut token.lemma);
        let plain = vocabulary.class_of(new).is_some();
        token.word = if plain || !plural || word == token.word {
            new.to_owned()
        } else {
            crate::blueprint::inflection::plural(new)
        };
        changed.push(at);
    }
    changed
}

/// Says what was read as what.
pub(super) fn tell(tokens: &[Token], changed: &[usize], ledger: &mut Ledger<'_>) {
    for token in changed.iter().filter_map(|at| tokens.get(*at)) {
        if words::other_language(&super::token::fold(&token.text)) != Some("") {
            ledger.assumed(token.text.clone(), format!("read as {}", token.lemma));
        }
    }
}
