//! The idea cut into stretches that mean something together.

use std::ops::Range;

use super::token::{Kind, Token};
use super::words::Class;
use crate::blueprint::lexicon::{DomainId, EntityId};
use crate::domain::app_model::Capability;

/// What a stretch of the idea means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sense {
    /// An entity of the lexicon.
    Known(EntityId),
    /// An entity by the name that it has in the draft.
    Thing(String),
    /// The account of a user.
    Account,
    /// An area of application.
    Domain(DomainId),
    /// Something that the application can do.
    Capability(Vec<Capability>),
    /// A verb, in its plain form.
    Verb(String),
    /// A verb that asks for a capability or an entity, which it has been taken for.
    Deed,
    /// A field of the thing before it; the number of the enumeration where it is one.
    Attribute(Option<usize>),
    /// A word that only has a class.
    Class(Class),
    /// A word that nothing is known of.
    Noun,
    /// A number.
    Number,
    /// A word in another script.
    Foreign,
    /// A mark.
    Mark(Kind),
}

/// How sure it is that a word means the entity of the lexicon that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// As sure as can be.
    Firm,
    /// It is another word for the entity.
    Alias,
    /// It belongs to a domain of which the idea says nothing else.
    Loose,
}

/// A stretch of tokens with one sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chunk {
    pub sense: Sense,
    pub span: Range<usize>,
    /// True when its last word is a plural.
    pub plural: bool,
    /// True when the idea says that it does not want this.
    pub negated: bool,
    pub standing: Standing,
}

impl Chunk {
    /// True for entities and accounts, which relations can join.
    pub(super) fn is_thing(&self) -> bool {
        matches!(
            self.sense,
            Sense::Known(_) | Sense::Thing(_) | Sense::Account
        )
    }

    /// The name of the thing, if it is one.
    pub(super) fn thing(&self) -> Option<&str> {
        if let Sense::Thing(name) = &self.sense {
            Some(name)
        } else {
            None
        }
    }

    /// The domain that it names, unless it is not wanted.
    pub(super) fn domain(&self) -> Option<DomainId> {
        if let Sense::Domain(id) = self.sense
            && !self.negated
        {
            Some(id)
        } else {
            None
        }
    }

    /// The plain form of a verb, or the single word of any other chunk.
    pub(super) fn stem<'a>(&'a self, tokens: &'a [Token]) -> &'a str {
        if let Sense::Verb(stem) = &self.sense {
            stem
        } else {
            self.word(tokens)
        }
    }

    /// True for words that carry structure.
    pub(super) fn is_function(&self) -> bool {
        self.sense == Sense::Class(Class::Function)
    }

    /// The word of a chunk of one token.
    pub(super) fn word<'a>(&self, tokens: &'a [Token]) -> &'a str {
        if self.span.len() == 1 {
            tokens.get(self.span.start).map_or("", |token| &token.word)
        } else {
            ""
        }
    }

    /// True for a chunk that is one of these single words.
    pub(super) fn is_one_of(&self, tokens: &[Token], words: &[&str]) -> bool {
        words.contains(&self.word(tokens))
    }

    /// True where a clause ends.
    pub(super) fn is_stop(&self) -> bool {
        matches!(
            self.sense,
            Sense::Mark(Kind::Stop | Kind::Open | Kind::Close)
        )
    }

    /// True for commas, "and", "or", `&` and `/`.
    pub(super) fn joins(&self, tokens: &[Token]) -> bool {
        matches!(self.sense, Sense::Mark(Kind::Comma | Kind::And))
            || self.is_one_of(tokens, &["and", "or", "nor", "plus"])
    }
}
