//! The models that can be called here: the catalogue, the keys that there are, and providers that
//! are ready to be asked.
//!
//! `keys` finds keys, `known` answers what is known of models, `open` makes providers.

mod keys;
mod known;
mod open;

#[cfg(test)]
mod tests;

pub use keys::{KeySource, Keys};
pub use known::{Listed, Models};
pub use open::Opened;
