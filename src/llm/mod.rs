//! Who answers a person: so far `rules`, which works without any model and never pretends to be one.

pub mod rules;
