//! The catalogue of models: who offers them, how they are reached, what they can do and cost.
//!
//! `models.yaml` is what the program knows; the person's own file is laid over it. `sheet` is the
//! form of both, `merge` makes the whole of them, `listing` is what comes out.

mod listing;
mod merge;
mod sheet;

#[cfg(test)]
mod tests;

pub use listing::{
    Abilities, Ability, Api, Catalogue, KeyNeed, LimitKey, ModelSpec, Offer, PREFERRED,
};
