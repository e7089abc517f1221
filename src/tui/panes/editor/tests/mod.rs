//! Keys in, state, effects and screen out.

mod bench;
mod editing;
mod meeting;
mod saving;
mod soup;
