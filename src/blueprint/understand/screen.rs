//! Refuses ideas that cannot be read at all.

use thiserror::Error;

use super::dialect;
use super::token::{Kind, Token};

/// The longest idea, in characters.
pub const MAX_IDEA: usize = 10_000;

/// Why an idea leads to no model.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IdeaError {
    /// There are no words.
    #[error(
        "the idea is empty; describe the application in a sentence, such as \"a blog with comments\""
    )]
    Empty,
    /// There are too many words.
    #[error(
        "the idea has {0} characters, more than {MAX_IDEA}; shorten it to what the application stores and does"
    )]
    TooLong(usize),
    /// A character that no keyboard writes.
    #[error("the idea has the control character {} at position {position}; remove it", character.escape_unicode())]
    ControlCharacter {
        /// The character.
        character: char,
        /// Its place, counted in characters from 1.
        position: usize,
    },
    /// No word is in Latin letters.
    #[error("the idea is written in a script that the rules cannot read; write it in English")]
    OtherScript,
    /// No word names anything to store or do.
    #[error(
        "the idea names nothing to build; name the things that the application stores, such as \"a shop with products and orders\""
    )]
    NothingToBuild,
}

/// The idea with single blanks between words.
pub(super) fn screen(idea: &str) -> Result<String, IdeaError> {
    let length = idea.chars().count();
    if length > MAX_IDEA {
        return Err(IdeaError::TooLong(length));
    }
    if idea.trim().is_empty() {
        return Err(IdeaError::Empty);
    }
    let forbidden =
        |c: char| (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || is_invisible(c);
    if let Some(at) = idea.chars().position(forbidden) {
        return Err(IdeaError::ControlCharacter {
            character: idea.chars().nth(at).unwrap_or_default(),
            position: at + 1,
        });
    }
    let text = idea.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(dialect::plain(&text).into_owned())
}

/// Refuses ideas of which no word is in Latin letters.
pub(super) fn script(tokens: &[Token]) -> Result<(), IdeaError> {
    let words = || tokens.iter().filter(|token| token.kind == Kind::Word);
    if words().next().is_none() {
        return Err(IdeaError::NothingToBuild);
    }
    if words().all(|token| token.foreign) {
        return Err(IdeaError::OtherScript);
    }
    Ok(())
}

/// Characters that take no room and could hide or turn text.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
        || ('\u{200b}'..='\u{200f}').contains(&c)
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2060}'..='\u{206f}').contains(&c)
        || ('\u{e000}'..='\u{f8ff}').contains(&c)
        || ('\u{fff0}'..='\u{ffff}').contains(&c)
}
