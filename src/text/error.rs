//! What can go wrong with a text.

/// Why a text could not be written or searched.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// The encoding of the file has no such character; saving as UTF-8 would keep it.
    #[error("{charset} cannot hold '{character}' (line {line}); save the file as UTF-8 to keep it")]
    Unmappable {
        /// The character.
        character: char,
        /// Its line, counted from one.
        line: usize,
        /// The encoding of the file.
        charset: String,
    },
    /// The place it is written to failed.
    #[error(transparent)]
    Write(#[from] std::io::Error),
    /// The pattern is no regular expression.
    #[error("not a regular expression: {0}")]
    Pattern(String),
}
