//! The field grammar: `name: string(80) unique, price: money >= 0, status: draft|sent = draft`.
//!
//! Ideas and the lexicon use the same language. `infer` gives a type to a bare name.

mod infer;
mod parse;
mod print;
mod split;

#[cfg(test)]
mod tests;

pub use infer::{floor, type_of};
pub use parse::{FieldFault, ParsedField, field, fields};
pub use print::text;
pub use split::split_top;
