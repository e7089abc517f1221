//! The holes: rules of the business that the typed model names and no template covers.
//!
//! Each is a typed function with a test made of its examples. A coder with a model writes one after
//! the other in a `workshop`, a copy of the project: the `answer` becomes the function's body and
//! nothing else, a `gate` refuses what does more than compute, then its own test runs, then every
//! check of the project. `fill` keeps a function only if all of them pass, and puts the old bytes back
//! if not. What is written already where the project goes is kept while it fits (`earlier`).

mod answer;
mod earlier;
mod fill;
mod gate;
mod hole;
mod judge;
mod workshop;

pub use fill::fill;
pub use workshop::Workshop;

#[cfg(test)]
mod tests;
