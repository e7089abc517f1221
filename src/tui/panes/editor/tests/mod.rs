//! Keys in, state, effects and screen out.

mod agents;
mod bench;
mod editing;
mod meeting;
mod saving;
mod soup;
