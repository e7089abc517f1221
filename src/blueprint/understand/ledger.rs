//! Keeps account of every token: what it became, or why it became nothing.

use std::ops::Range;

use super::outcome::Finding;
use super::token::{Kind, Token};

/// The account; each token is claimed at most once.
pub(super) struct Ledger<'a> {
    text: &'a str,
    tokens: &'a [Token],
    claimed: Vec<bool>,
    pub understood: Vec<Finding>,
    pub assumed: Vec<Finding>,
    pub refused: Vec<Finding>,
}

impl<'a> Ledger<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a [Token]) -> Self {
        Self {
            text,
            tokens,
            claimed: vec![false; tokens.len()],
            understood: Vec::new(),
            assumed: Vec::new(),
            refused: Vec::new(),
        }
    }

    /// Says that the unclaimed tokens of `span` became `meaning`.
    pub(super) fn understood(&mut self, span: Range<usize>, meaning: impl Into<String>) {
        let meaning = meaning.into();
        for words in self.claim(span) {
            push(&mut self.understood, Finding::new(words, meaning.clone()));
        }
    }

    /// Says why the unclaimed tokens of `span` became nothing.
    pub(super) fn refused(&mut self, span: Range<usize>, reason: impl Into<String>) {
        let reason = reason.into();
        for words in self.claim(span) {
            push(&mut self.refused, Finding::new(words, reason.clone()));
        }
    }

    /// Says what was added, and for the sake of what.
    pub(super) fn assumed(&mut self, what: impl Into<String>, meaning: impl Into<String>) {
        push(&mut self.assumed, Finding::new(what, meaning));
    }

    /// True when the token has been accounted for.
    pub(super) fn is_claimed(&self, at: usize) -> bool {
        self.claimed.get(at).copied().unwrap_or(true)
    }

    /// Marks tokens as accounted for without a finding of their own.
    pub(super) fn pass(&mut self, span: Range<usize>) {
        for at in span {
            if let Some(claimed) = self.claimed.get_mut(at) {
                *claimed = true;
            }
        }
    }

    /// Forgets what was said of the tokens of `span`.
    pub(super) fn reopen(&mut self, span: Range<usize>) {
        for at in span {
            if let Some(claimed) = self.claimed.get_mut(at) {
                *claimed = false;
            }
        }
    }

    /// The words of `span` as they stand in the idea.
    pub(super) fn words(&self, span: Range<usize>) -> String {
        let from = self.tokens.get(span.start).map(|token| token.start);
        let to = span
            .end
            .checked_sub(1)
            .and_then(|last| self.tokens.get(last))
            .map(|token| token.end);
        match (from, to) {
            (Some(from), Some(to)) if from < to => self.text[from..to].to_owned(),
            _ => String::new(),
        }
    }

    /// Claims the free tokens of `span`; answers the stretches of words among them.
    fn claim(&mut self, span: Range<usize>) -> Vec<String> {
        let mut stretches = Vec::new();
        let mut from = None;
        for at in span.clone() {
            if self.is_claimed(at) {
                if let Some(start) = from.take() {
                    stretches.push(start..at);
                }
            } else {
                from = from.or(Some(at));
            }
        }
        if let Some(start) = from {
            stretches.push(start..span.end);
        }
        self.pass(span);
        let wordy = |at: usize| matches!(self.tokens[at].kind, Kind::Word | Kind::Number);
        stretches
            .into_iter()
            .filter_map(|stretch| {
                let start = stretch.clone().find(|at| wordy(*at))?;
                let open = stretch.clone().any(|at| self.tokens[at].kind == Kind::Open);
                let closes = |at: usize| open && self.tokens[at].kind == Kind::Close;
                let end = stretch.rev().find(|at| wordy(*at) || closes(*at))?;
                Some(self.words(start..end + 1))
            })
            .collect()
    }
}

fn push(list: &mut Vec<Finding>, finding: Finding) {
    if !list.contains(&finding) {
        list.push(finding);
    }
}
