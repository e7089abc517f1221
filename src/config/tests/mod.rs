//! What the configuration makes of its layers, and what it refuses.

mod layering;
mod refusals;
