//! Ideas and what must come of them.

mod lexicon_models;
