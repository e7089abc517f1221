//! `OpenAI`'s two protocols, which many other services speak too.
//!
//! `chat` is Chat Completions, `responses` the Responses API. What both share: where their paths
//! begin (`place`), how an error inside a stream is told (`failure`), counts of tokens
//! (`tokens`) and pictures (`picture`).

pub mod chat;
pub mod responses;

mod effort;
mod failure;
mod picture;
mod place;
mod tokens;

use effort::effort;
#[cfg(test)]
mod play;

pub use place::Place;
