//! The tokens of themes.

mod token;

pub use token::Token;
