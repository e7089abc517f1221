//! What can be wrong with the lexicon.

use thiserror::Error;

/// A fault in the lexicon's data; the tests make sure that none is shipped.
#[derive(Debug, Error)]
pub enum LexiconError {
    /// A domain or entity does not have the documented shape.
    #[error("lexicon entry {entry}: {problem}; see the grammar at the head of the lexicon files")]
    Entry {
        /// The domain, or domain and entity.
        entry: String,
        /// What the parser said.
        problem: String,
    },
}
