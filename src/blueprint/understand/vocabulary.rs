//! Every phrase that means something, for matching the longest one first.

use std::collections::HashMap;

use super::token::{Kind, Token};
use super::words::{self, Class};
use crate::blueprint::lexicon::{Lexicon, Naming};
use crate::domain::app_model::Capability;

/// What a phrase can mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    Capabilities(Vec<Capability>),
    Lexicon(Naming),
    Account,
    Class(Class),
}

/// Words for the account, which comes with `auth`.
const ACCOUNTS: &[&str] = &[
    "user",
    "account",
    "app user",
    "registered user",
    "end user",
    "member account",
];

/// The phrases by their first word.
pub(super) struct Vocabulary {
    table: HashMap<String, Vec<(Vec<String>, Meaning)>>,
}

impl Vocabulary {
    /// All phrases of the word lists and of the lexicon.
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let mut all = Self {
            table: HashMap::with_capacity(4096),
        };
        for (word, class) in words::singles() {
            all.add(word, Meaning::Class(class));
        }
        for phrase in words::tech_phrases() {
            all.add(phrase, Meaning::Class(Class::Tech));
        }
        for (phrase, named) in words::capability_phrases() {
            all.add(phrase, Meaning::Capabilities(named));
        }
        for phrase in ACCOUNTS {
            all.add(phrase, Meaning::Account);
        }
        for (phrase, naming) in lexicon.phrases() {
            all.add(&phrase, Meaning::Lexicon(naming));
        }
        all
    }

    fn add(&mut self, phrase: &str, meaning: Meaning) {
        let lower = phrase.to_lowercase().replace("'s", "");
        let mut parts = lower
            .split(|c: char| !c.is_alphanumeric() && c != '\'')
            .filter(|part| !part.is_empty())
            .map(str::to_owned);
        let Some(first) = parts.next() else { return };
        let rest: Vec<String> = parts.collect();
        let entries = self.table.entry(first).or_default();
        let single = matches!(meaning, Meaning::Class(_)) && rest.is_empty();
        let classed = |(words, known): &(Vec<String>, Meaning)| {
            words.is_empty() && matches!(known, Meaning::Class(_))
        };
        if !(single && entries.iter().any(classed)) {
            entries.push((rest, meaning));
        }
    }

    /// The length in tokens and the meanings of the longest phrase that begins at `at`.
    pub(super) fn longest(&self, tokens: &[Token], at: usize) -> Option<(usize, Vec<&Meaning>)> {
        let first = tokens.get(at).filter(|token| token.kind == Kind::Word)?;
        let mut length = 0;
        let mut found = Vec::new();
        let mut keys = vec![(&first.word, true)];
        if first.lemma != first.word {
            keys.push((&first.lemma, false));
        }
        let entries = keys
            .into_iter()
            .filter_map(|(key, exact)| Some((self.table.get(key)?, exact)));
        for (entry, exact) in entries {
            for (rest, meaning) in entry {
                let this = rest.len() + 1;
                let inflected = !exact && rest.is_empty() && matches!(meaning, Meaning::Class(_));
                if this < length || inflected || !matches(rest, &tokens[at + 1..]) {
                    continue;
                }
                if this > length {
                    length = this;
                    found.clear();
                }
                if !found.contains(&meaning) {
                    found.push(meaning);
                }
            }
        }
        (length > 0).then_some((length, found))
    }

    /// True where a phrase begins with the word.
    pub(super) fn has(&self, word: &str) -> bool {
        self.table.contains_key(word)
    }

    /// The words that mean something on their own.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        let alone = self.table.iter().filter(|(_, entries)| {
            entries.iter().any(|(rest, meaning)| {
                rest.is_empty() && !matches!(meaning, Meaning::Class(Class::Describing))
            })
        });
        alone.map(|(word, _)| word.as_str())
    }

    /// The class of a single word, by its form, its singular or its verb stem.
    pub(super) fn class_of(&self, word: &str) -> Option<Class> {
        self.table
            .get(word)?
            .iter()
            .find_map(|(rest, meaning)| match meaning {
                Meaning::Class(class) if rest.is_empty() => Some(*class),
                Meaning::Class(_)
                | Meaning::Capabilities(_)
                | Meaning::Lexicon(_)
                | Meaning::Account => None,
            })
    }

    /// The plain form of a verb that is in the list of actions: `enrolled` → `enrol`.
    pub(super) fn verb(&self, word: &str, lemma: &str) -> Option<String> {
        stems(word)
            .into_iter()
            .chain([lemma.to_owned(), word.to_owned()])
            .find(|stem| self.class_of(stem) == Some(Class::Action))
    }
}

fn matches(rest: &[String], tokens: &[Token]) -> bool {
    rest.len() <= tokens.len()
        && rest.iter().zip(tokens).all(|(part, token)| {
            token.kind == Kind::Word && (*part == token.word || *part == token.lemma)
        })
}

/// What a word may come from by `-ing`, `-ed`, `-s` or `-es`.
fn stems(word: &str) -> Vec<String> {
    let mut out = Vec::new();
    for ending in ["ing", "ed", "d", "es", "s"] {
        let Some(bare) = word.strip_suffix(ending).filter(|bare| bare.len() > 1) else {
            continue;
        };
        out.push(bare.to_owned());
        out.push(format!("{bare}e"));
        if let Some(y) = bare.strip_suffix('i') {
            out.push(format!("{y}y"));
        }
        let mut chars = bare.chars().rev();
        if let (Some(a), Some(b)) = (chars.next(), chars.next())
            && a == b
        {
            out.push(bare[..bare.len() - a.len_utf8()].to_owned());
        }
    }
    out
}
