//! Applications that are said to be like a well-known one: "uber for dog walkers".

use super::chunk::{Chunk, Sense};
use super::nouns;
use super::token::Token;
use super::words;
use crate::blueprint::lexicon::{DomainId, Lexicon};

/// Reads "brand for X": the brand is its domain, and X takes the place of an entity in it.
///
/// Answers pairs of the lexicon's names and the names to use instead. A brand without "for" that
/// nothing else is known of is its domain alone.
pub(super) fn take(
    tokens: &[Token],
    chunks: &mut Vec<Chunk>,
    lexicon: &Lexicon,
) -> Vec<(String, String)> {
    let mut renamed = Vec::new();
    for at in 0..chunks.len() {
        if let Some(names) = one(tokens, chunks, at, lexicon) {
            renamed.extend(names);
        }
    }
    renamed
}

fn one(
    tokens: &[Token],
    chunks: &mut Vec<Chunk>,
    at: usize,
    lexicon: &Lexicon,
) -> Option<Vec<(String, String)>> {
    let chunk = chunks.get(at)?;
    let brand = (chunk.span.len() == 1 && !chunk.negated).then(|| chunk.word(tokens))?;
    let (domain, places) = words::likeness(brand)?;
    let id = lexicon
        .domains()
        .find(|id| lexicon.domain_name(*id) == domain)?;
    let before = at
        .checked_sub(1)
        .map_or("", |index| chunks[index].word(tokens));
    if matches!(before, "with" | "via" | "to" | "using" | "on" | "from") {
        return None;
    }
    let next = |index: usize| chunks.get(at + index);
    let app = usize::from(next(1).is_some_and(|c| c.is_one_of(tokens, &["clone", "style", "app"])));
    let is_for = next(app + 1).is_some_and(|c| c.is_one_of(tokens, &["for"]));
    let from = at + app + 2;
    let end = (from..chunks.len().min(from + 3))
        .take_while(|index| {
            let chunk = &chunks[*index];
            let names = matches!(
                chunk.sense,
                Sense::Noun | Sense::Known(_) | Sense::Domain(_)
            );
            let describes = matches!(chunk.sense, Sense::Class(super::words::Class::Describing));
            let verbal = matches!(chunk.sense, Sense::Verb(_)) && chunk.plural;
            (names || describes || verbal) && !chunk.negated
        })
        .last()
        .filter(|_| is_for)
        .map(|last| last + 1);
    if end.is_none() && app == 0 && before != "like" {
        return None;
    }
    chunks[at].sense = Sense::Domain(id);
    let Some(end) = end else {
        return Some(Vec::new());
    };
    place(tokens, chunks, (from, end), (id, places), lexicon)
}

/// Puts the chunks of X in the place of the first of `places`; answers the new names.
fn place(
    tokens: &[Token],
    chunks: &mut Vec<Chunk>,
    (from, end): (usize, usize),
    (id, places): (DomainId, &str),
    lexicon: &Lexicon,
) -> Option<Vec<(String, String)>> {
    let span = chunks[from].span.start..chunks[end - 1].span.end;
    let name = nouns::pascal(&tokens[span.clone()])?;
    let mut places = places.split(',').map(str::trim);
    let replaced = places.next()?;
    let entity = lexicon.entity_in(id, replaced)?;
    let mut renamed = vec![(replaced.to_owned(), name)];
    renamed.extend(
        places
            .filter_map(|pair| pair.split_once('='))
            .map(|(old, new)| (old.to_owned(), new.to_owned())),
    );
    let merged = Chunk {
        sense: Sense::Known(entity),
        span,
        plural: chunks[end - 1].plural,
        negated: false,
        standing: super::chunk::Standing::Firm,
    };
    chunks.splice(from..end, [merged]);
    Some(renamed)
}
