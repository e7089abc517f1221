//! Ideas and what must come of them.

mod details;
mod ideas;
mod lexicon_models;
mod plan;
mod soup;
