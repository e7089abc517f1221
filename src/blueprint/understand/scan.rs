//! Cuts the tokens into chunks and decides what each means.

use std::collections::BTreeMap;
use std::ops::Range;

use super::chunk::{Chunk, Sense, Standing};
use super::sense::Scene;
use super::token::Token;
use super::vocabulary::{Meaning, Vocabulary};
use crate::blueprint::lexicon::{DomainId, Lexicon, Naming};

/// A stretch that is decided already: an entity with its fields, an enumeration.
pub(super) type Fixed = (Range<usize>, Sense);

/// A stretch with all that it could mean.
pub(super) struct Raw<'a> {
    pub span: Range<usize>,
    pub meanings: Vec<&'a Meaning>,
    pub fixed: Option<Sense>,
}

/// Cuts `tokens` into chunks.
pub(super) fn scan(
    tokens: &[Token],
    fixed: &[Fixed],
    vocabulary: &Vocabulary,
    lexicon: &Lexicon,
) -> Vec<Chunk> {
    let raws = cut(tokens, fixed, vocabulary);
    let ranks = rank_domains(&raws, lexicon);
    let mut chunks: Vec<Chunk> = Vec::with_capacity(raws.len());
    for raw in &raws {
        let last = &tokens[raw.span.end - 1];
        let scene = Scene {
            tokens,
            chunks: &chunks,
            vocabulary,
            lexicon,
            ranks: &ranks,
        };
        let sense = scene.sense(raw);
        let standing = scene.standing(&sense, raw);
        chunks.push(Chunk {
            sense,
            span: raw.span.clone(),
            plural: last.is_plural(),
            negated: false,
            standing,
        });
    }
    loosen(&mut chunks);
    chunks
}

/// "space missions": a word that only a strange domain knows is part of an unknown name.
fn loosen(chunks: &mut [Chunk]) {
    for at in 1..chunks.len() {
        let (before, after) = chunks.split_at_mut(at);
        let (Some(first), Some(second)) = (before.last_mut(), after.first()) else {
            continue;
        };
        let single = first.span.len() == 1 && !first.plural;
        let modifies = first.standing != Standing::Firm || first.sense == Sense::Account;
        if modifies && single && second.sense == Sense::Noun {
            first.sense = Sense::Noun;
        }
    }
}

fn cut<'a>(tokens: &[Token], ready: &[Fixed], vocabulary: &'a Vocabulary) -> Vec<Raw<'a>> {
    let mut raws = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let fixed = ready.iter().find(|(span, _)| span.start == at);
        if let Some((span, sense)) = fixed {
            raws.push(Raw {
                span: span.clone(),
                meanings: Vec::new(),
                fixed: Some(sense.clone()),
            });
            at = span.end;
            continue;
        }
        let next = ready
            .iter()
            .map(|(span, _)| span.start)
            .filter(|start| *start > at)
            .min()
            .unwrap_or(tokens.len());
        let (length, meanings) = vocabulary
            .longest(&tokens[..next], at)
            .unwrap_or((1, Vec::new()));
        raws.push(Raw {
            span: at..at + length,
            meanings,
            fixed: None,
        });
        at += length;
    }
    raws
}

/// How strongly each domain is spoken of: named domains first, then by how many of its entities are named.
fn rank_domains(raws: &[Raw<'_>], lexicon: &Lexicon) -> BTreeMap<DomainId, usize> {
    let mut ranks = BTreeMap::new();
    for meaning in raws.iter().flat_map(|raw| &raw.meanings) {
        match meaning {
            Meaning::Lexicon(Naming::Domain(id)) => *ranks.entry(*id).or_default() += 1000,
            Meaning::Lexicon(Naming::Entity(id)) if !lexicon.is_common(*id) => {
                *ranks.entry(id.domain).or_default() += 2;
            }
            Meaning::Lexicon(Naming::Alias(id)) if !lexicon.is_common(*id) => {
                *ranks.entry(id.domain).or_default() += 1;
            }
            Meaning::Lexicon(_)
            | Meaning::Capabilities(_)
            | Meaning::Account
            | Meaning::Class(_) => {}
        }
    }
    ranks
}
