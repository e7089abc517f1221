//! What the idea says it does not want: "without payments", "no login or search".

use super::chunk::{Chunk, Sense};
use super::token::{Kind, Token};

/// Marks the chunks that are negated.
pub(super) fn mark(tokens: &[Token], chunks: &mut [Chunk]) {
    let mut at = 0;
    while at < chunks.len() {
        let Some(wide) = opens(tokens, chunks, at) else {
            at += 1;
            continue;
        };
        let end = reach(tokens, chunks, at + 1, wide);
        for chunk in &mut chunks[at + 1..end] {
            chunk.negated = true;
        }
        at = end.max(at + 1);
    }
}

/// Whether a negation begins here, and if so whether "and" continues it.
fn opens(tokens: &[Token], chunks: &[Chunk], at: usize) -> Option<bool> {
    let chunk = &chunks[at];
    let next = chunks.get(at + 1).map_or("", |chunk| chunk.word(tokens));
    match chunk.word(tokens) {
        "no" | "nor" => Some(false),
        "not" if matches!(next, "only" | "just") => None,
        "without" | "excluding" | "except" | "minus" | "sans" | "neither" | "not" | "don't"
        | "doesn't" | "won't" | "cannot" | "can't" | "never" => Some(true),
        _ => None,
    }
}

/// Where the negation that begins before `from` ends.
fn reach(tokens: &[Token], chunks: &[Chunk], from: usize, wide: bool) -> usize {
    let closes = |chunk: &Chunk| {
        chunk.is_stop()
            || chunk.sense == Sense::Mark(Kind::Colon)
            || chunk.is_one_of(
                tokens,
                &[
                    "with", "but", "that", "which", "where", "has", "have", "having", "just",
                    "only", "without", "no", "so", "because", "instead", "then",
                ],
            ) && chunk.span.len() == 1
    };
    let limit = (from..chunks.len())
        .find(|at| {
            let needed = chunks[*at].is_one_of(tokens, &["have"]) && *at <= from + 1;
            closes(&chunks[*at]) && !needed
        })
        .unwrap_or(chunks.len());
    let joints: Vec<usize> = (from..limit)
        .filter(|at| chunks[*at].joins(tokens))
        .collect();
    let strong = |at: &usize| {
        let word = chunks[*at].word(tokens);
        matches!(word, "or" | "nor") || (wide && word == "and")
    };
    match (joints.first(), joints.iter().rfind(|at| strong(at))) {
        (None, _) => limit,
        (Some(first), None) => *first,
        (Some(_), Some(last)) => joints
            .iter()
            .find(|at| *at > last)
            .copied()
            .unwrap_or(limit),
    }
}
