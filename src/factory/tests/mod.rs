//! The way of a run through its states: with agents that work, fail and give up, with models that
//! answer well and badly, and in races.

mod bench;
mod custom_rules;
mod minded;
mod races;
mod running;
